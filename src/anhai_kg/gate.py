"""Which queries are let in: SPARQL 1.1, about this graph alone, of bounded size.

The engine reads without a lexer: to it `trueSERVICE<x>` and `SERVICEex:a` are the keyword SERVICE, and
`1<2)#>` is no IRI. So this does not look for what is bad: all of a query must be tokens of SPARQL 1.1,
every bare word must be on a closed list, and what could be read in two ways is refused
(docs/decisions/0010).
"""

from __future__ import annotations

import re
from typing import Final

from anhai_kg.errors import QueryError

__all__ = ["BYTES", "CHAIN", "DEPTH", "PATTERNS", "admit", "in_whole_numbers"]

BYTES: Final = 32_768
"""The longest query, in bytes of UTF-8."""
DEPTH: Final = 64
"""Brackets open at once; with thousands the engine's stack overflows."""
CHAIN: Final = 200
"""Operators between two brackets; with thousands the engine's stack overflows."""
PATTERNS: Final = 200
"""Triple patterns and steps of paths; with a thousand, planning does not end."""

_SPOKEN: Final = """
    a all as asc ask base bind by construct contains desc describe distinct exists false filter graph
    group having in limit minus not offset optional order prefix reduced select separator true undef
    union values where
    abs avg bnode bound ceil coalesce concat count datatype day encode_for_uri floor group_concat hours
    if iri isblank isiri isliteral isnumeric isuri lang langmatches lcase max md5 min minutes month now
    rand regex replace round sameterm sample seconds sha1 sha256 sha384 sha512 str strafter strbefore
    strdt strends strlang strlen strstarts struuid substr sum timezone tz ucase uri uuid year
"""
_WORDS: Final = frozenset(_SPOKEN.split())
_OUTWARD: Final = frozenset({"from", "load", "named", "service", "using"})
_UPDATE: Final = frozenset({"clear", "copy", "create", "delete", "drop", "insert", "move", "with"})

# \w holds a few letters more than SPARQL's names: no token of the engine's has them, so that it refuses
_LOCAL: Final = r"(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_ESCAPE: Final = r"\\(?:[tbnrf\\\"']|u(?!00[0-7])[0-9A-Fa-f]{4}|U(?!000000[0-7])[0-9A-Fa-f]{8})"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>[ \t\n]+|\r\n|\#[^\r\n]*)
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPE}))*\"\"\"
             | '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''
             | \"(?!\"\")(?:[^\"\\\r\n]|{_ESCAPE})*\" | '(?!'')(?:[^'\\\r\n]|{_ESCAPE})*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:_|[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<open>\{{(?!\|)|[(\[]) | (?P<close>[}})\]])
    | (?P<type>\^\^)
    | (?P<stop>[.;,])
    | (?P<operator>&&|\|\||!=|<=|>=|<(?!<)|[=!>+\-*/|^?])
    """,
    re.VERBOSE,
)
_PAIRS: Final = {"}": "{", ")": "(", "]": "["}
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_SPLITS: Final = re.compile(r"service[^:]*:|\.service", re.IGNORECASE)  # in a name
_STEPS: Final = frozenset({"/", "^"})


class _Reader:
    """Goes through a query token by token and raises at the first that may not be."""

    def __init__(self, sparql: str) -> None:
        self.sparql = sparql
        self.brackets: list[str] = []
        self.chains = [0]
        self.patterns = 0
        self.at = 0  # where the token begins

    def read(self) -> None:
        end = len(self.sparql)
        while self.at < end:
            token = _TOKEN.match(self.sparql, self.at)
            if token is None or token.lastgroup is None:
                raise self.refusal(_unread(self.sparql[self.at]))
            check = getattr(self, f"_{token.lastgroup}", None)
            if check:
                check(token[0])
            self.at = token.end()

    def refusal(self, why: str) -> QueryError:
        line = self.sparql.count("\n", 0, self.at) + 1
        column = self.at - self.sparql.rfind("\n", 0, self.at)
        return QueryError(f"query:{line}:{column}: {why}")

    def _iri(self, iri: str) -> None:
        """In an expression `<` may compare: then `)` would close it and `#` or `'` hide what follows."""
        inside = self.brackets[-1:] == ["("]
        if inside and not _ABSOLUTE.match(iri) and set(iri) & set("()#'"):
            raise self.refusal(f"{iri[:40]} could also be a comparison; use a prefix")

    def _variable(self, name: str) -> None:
        """`?` also ends a path: :p?trueSERVICE<x> holds no variable."""
        alone = not self.at or self.sparql[self.at - 1] in " \t\n({"
        if not alone and "service" in name.lower():
            raise self.refusal(
                f"{name} could also be a path and a keyword; write a space before it"
            )

    def _name(self, name: str) -> None:
        if name.startswith("_:") and "\\" in name:
            raise self.refusal(f"{name[:40]} has a \\, which a blank node may not; leave it out")
        if _SPLITS.search(name):
            raise self.refusal(
                f"{name[:40]} could also be the keyword SERVICE; choose another prefix"
            )

    def _word(self, word: str) -> None:
        plain = word.lower()
        if plain in _OUTWARD:
            raise self.refusal(
                f"{word} is not allowed: a query stays within this graph; leave it out"
            )
        if plain in _UPDATE:
            raise self.refusal(f"{word} is not allowed: a graph is asked, not changed")
        if plain not in _WORDS:
            raise self.refusal(f"{word[:40]} is no word of SPARQL 1.1; mend it")
        if plain == "union":
            self._operator(word)

    def _open(self, bracket: str) -> None:
        self.brackets.append(bracket)
        self.chains.append(0)
        if len(self.brackets) > DEPTH:
            raise self.refusal(f"more than {DEPTH} brackets are open; ask in smaller steps")
        if bracket != "(":
            self._pattern()

    def _close(self, bracket: str) -> None:
        if self.brackets[-1:] != [_PAIRS[bracket]]:
            raise self.refusal(f"{bracket} closes nothing; mend it")
        self.brackets.pop()
        self.chains.pop()

    def _stop(self, _: str) -> None:
        if self.brackets[-1:] != ["("]:
            self._pattern()

    def _operator(self, operator: str) -> None:
        self.chains[-1] += 1
        if self.chains[-1] > CHAIN:
            raise self.refusal(f"more than {CHAIN} operators in a row; ask in smaller steps")
        if operator in _STEPS:
            self._pattern()

    def _pattern(self) -> None:
        self.patterns += 1
        if self.patterns > PATTERNS:
            raise self.refusal(f"more than {PATTERNS} patterns; ask in smaller steps")


def _unread(sign: str) -> str:
    if (
        sign == "\\"
    ):  # SPARQL has \\u0041 anywhere, where a parser without a lexer may see otherwise
        return "a \\ stands in texts only, or before a sign in a name; write the letter itself"
    return f"{sign!r} begins no token of SPARQL 1.1"


def admit(sparql: str) -> None:
    """Let a query in, or say why not.

    Raises:
        QueryError: it could leave the graph or change it, is no SPARQL 1.1, or is too large.
    """
    try:
        size = len(sparql.encode())
    except UnicodeEncodeError as error:
        raise QueryError(f"query: character {error.start} is half a character; mend it") from error
    if size > BYTES:
        raise QueryError(f"query: {size} bytes; at most {BYTES} are allowed")
    _Reader(sparql).read()


def in_whole_numbers(sparql: str) -> str:
    """A query that was let in, with a 0 for the point of each number: as long, and built alike to any parser.

    A point ends no text, IRI or comment, so that nothing can be hidden by it.

    >>> in_whole_numbers("ASK { ?s ?p -1.5, 'a 1.5' . }")
    "ASK { ?s ?p -105, 'a 1.5' . }"
    """
    return _TOKEN.sub(
        lambda token: token[0].replace(".", "0") if token.lastgroup == "number" else token[0],
        sparql,
    )
