"""RDF terms in the short spelling of Turtle: prefixes that fit the data, exact literals."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from anhai_kg.lexicons import NAMESPACE
from anhai_kg.vocab import NAMESPACES, RDF, XSD

__all__ = ["Spelling", "natural"]

_STARTS: Final = (  # PN_CHARS_U of Turtle 1.1, digits and the colon: what a local name begins with
    *(("A", "Z"), ("a", "z"), ("0", ":"), ("_", "_"), ("\u00c0", "\u00d6"), ("\u00d8", "\u00f6")),
    *(("\u00f8", "\u02ff"), ("\u0370", "\u037d"), ("\u037f", "\u1fff"), ("\u2070", "\u218f")),
    *(("\u2c00", "\u2fef"), ("\u3001", "\ud7ff"), ("\uf900", "\ufdcf"), ("\ufdf0", "\ufffd")),
    ("\U00010000", "\U000effff"),
)
_INNER: Final = (
    *_STARTS,
    ("-", "."),
    ("\u00b7", "\u00b7"),
    ("\u0300", "\u036f"),
    ("\u203f", "\u2040"),
)
_ESCAPED: Final = re.compile(r"[!$&'()*+,;=/?#@~]")  # allowed in a local name after a backslash
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}|\\.")
_PLAIN: Final = re.compile(r"(?:[A-Za-z0-9_]|[\u3001-\ud7ff])+")  # most local names
_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_QUOTES: Final = "#char="
_ENOUGH: Final = 3  # IRIs that make a prefix worth its line
_DECIMAL: Final = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_SPECIAL: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_NAMED: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_NUMBER: Final = re.compile(r"([0-9]+)")


def natural(text: str) -> list[str | tuple[int, str]]:
    """A key that puts 9 before 10, and takes numbers of any length.

    >>> sorted(["#char=10,12", "#char=9,12"], key=natural)
    ['#char=9,12', '#char=10,12']
    """
    parts = _NUMBER.split(text)
    key: list[str | tuple[int, str]] = [*parts]
    key[1::2] = [(len(number), number) for number in (run.lstrip("0") for run in parts[1::2])]
    return key


def _is_local(name: str) -> bool:
    """Whether it is a PN_LOCAL; by ranges, because a pattern of so many is slow to compile."""
    if _PLAIN.fullmatch(name):
        return True
    signs = _PERCENT.sub("x", name)
    ends = signs[:1], signs[-1:]
    return (
        any(first <= ends[0] <= last for first, last in _STARTS)
        and ends[1] != "."
        and all(any(first <= sign <= last for first, last in _INNER) for sign in signs)
    )


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMED.get(char) or f"\\u{ord(char):04X}"


def _quoted(value: str) -> str:
    if "\n" not in value:
        return f'"{_SPECIAL.sub(_escape, value)}"'
    lines = (_SPECIAL.sub(_escape, line) for line in value.split("\n"))
    return '"""' + "\n".join(lines) + '"""'


def _space(iri: str) -> str:
    """The namespace an IRI is in: all up to its last step."""
    head, mark, rest = iri.partition(_QUOTES)
    if rest:
        return head + mark
    space = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
    return "" if space.endswith("//") else space


def _fixed() -> dict[str, str]:
    return {space: prefix for prefix, space in NAMESPACES.items()}


def _worthy(iris: Iterable[str]) -> set[str]:
    """Namespaces with enough IRIs of their own; those with fewer leave theirs to the one above."""
    counted = Counter(map(_space, iris))
    worthy = set()
    waiting = sorted(counted, key=len)
    while waiting:
        space = waiting.pop()  # the longest
        if counted[space] >= _ENOUGH or space.startswith(f"{NAMESPACE}/"):
            worthy.add(space)
        elif above := _space(space[:-1]):
            if above not in counted:
                bisect.insort(waiting, above, key=len)
            counted[above] += counted[space]
    return worthy


def _minted(iris: Iterable[str]) -> dict[str, str]:
    """Namespace to prefix for what the data have many of: `body:`, `figure:`, `quote:`."""
    spaces = _fixed()
    taken = Counter(spaces.values())
    for space in sorted(_worthy(iri for iri in iris if _space(iri) not in spaces), key=natural):
        word = "quote" if space.endswith(_QUOTES) else space.rstrip("/#").rpartition("/")[2]
        word = word if _PREFIX.fullmatch(word) else "in"
        taken[word] += 1
        spaces[space] = f"{word}-{taken[word]}" if taken[word] > 1 else word
    return spaces


class Spelling:
    """Spells the terms of one file, and remembers which prefixes it used."""

    def __init__(self, terms: Iterable[NamedNode]) -> None:
        self._spaces = _minted({term.value for term in terms})
        self._spelt: dict[NamedNode | Literal, str] = {RDF.type: "a"}
        self._used: set[str] = set()

    def __call__(self, term: NamedNode | Literal) -> str:
        """The term as Turtle has it."""
        found = self._spelt.get(term)
        if found is None:
            found = self._iri(term.value) if isinstance(term, NamedNode) else self._literal(term)
            self._spelt[term] = found
        return found

    def node(self, term: NamedNode) -> str:
        """The term where `a` may not stand: as subject, object, graph or datatype."""
        return self._iri(term.value) if term == RDF.type else self(term)

    def prefixes(self) -> str:
        """The lines that declare what was used."""
        by_name = {name: space for space, name in self._spaces.items() if space in self._used}
        lines = (f"@prefix {name}: <{by_name[name]}> .\n" for name in sorted(by_name, key=natural))
        return "".join(lines)

    def _iri(self, iri: str) -> str:
        space = _space(iri)
        while space:
            if space in self._spaces:
                local = _ESCAPED.sub(r"\\\g<0>", iri[len(space) :])
                if _is_local(local):
                    self._used.add(space)
                    return f"{self._spaces[space]}:{local}"
                break
            space = _space(space[:-1])
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        value, datatype = literal.value, literal.datatype
        if literal.language:
            return f"{_quoted(value)}@{literal.language}"
        if datatype == XSD.string:
            return _quoted(value)
        if datatype == XSD.decimal and _DECIMAL.fullmatch(value):
            return value
        if datatype == XSD.integer and _INTEGER.fullmatch(value):
            return value
        if datatype == XSD.boolean and value in {"true", "false"}:
            return value
        return f"{_quoted(value)}^^{self.node(datatype)}"
