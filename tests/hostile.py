"""Forty injections and forty bombs, and a canary that sings when something reaches it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["BOMBS", "HARMLESS", "INJECTIONS", "Canary", "canary"]

_X: Final = "<CANARY>"
_FILE: Final = "<file:///etc/passwd>"

INJECTIONS: Final = {
    # SERVICE, as anybody would write it
    "plain": f"SELECT * {{ SERVICE {_X} {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {_X} {{ ?s ?p ?o }} }}",
    "case": f"SELECT * {{ sErViCe {_X} {{ ?s ?p ?o }} }}",
    "comment": f"SELECT * {{ SERVICE#c\n{_X} {{ ?s ?p ?o }} }}",
    "variable": f"SELECT * {{ VALUES ?v {{ {_X} }} SERVICE ?v {{ ?s ?p ?o }} }}",
    "prefix": f"PREFIX n: {_X} SELECT * {{ SERVICE n: {{ ?s ?p ?o }} }}",
    "base": f"BASE {_X} SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "exists": f"ASK {{ FILTER EXISTS {{ SERVICE {_X} {{ ?s ?p ?o }} }} }}",
    "subselect": f"SELECT * {{ {{ SELECT * {{ SERVICE {_X} {{ ?s ?p ?o }} }} }} }}",
    "construct": f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {_X} {{ ?s ?p ?o }} }}",
    "optional": f"SELECT * {{ OPTIONAL {{ SERVICE {_X} {{ ?s ?p ?o }} }} }}",
    "minus": f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE {_X} {{ ?s ?p ?o }} }} }}",
    "file": f"SELECT * {{ SERVICE {_FILE} {{ ?s ?p ?o }} }}",
    # SERVICE, as only a parser without a lexer reads it
    "glued": f"SELECT * {{SERVICE{_X}{{?s ?p ?o}}}}",
    "glued silent": f"SELECT * {{ SERVICESILENT{_X} {{ ?s ?p ?o }} }}",
    "glued to a prefix": f"PREFIX ex: {_X} SELECT * {{ SERVICEex:x {{ ?s ?p ?o }} }}",
    "as a prefix": f"PREFIX : {_X} SELECT * {{ service:x {{ ?s ?p ?o }} }}",
    "glued to a number": f"SELECT * {{ VALUES ?x {{ 1 }} FILTER(?x = 1)SERVICE{_X} {{ }} }}",
    "glued to true": f"SELECT * {{ ?s ?p trueSERVICE{_X} {{ ?s ?p ?o }} }}",
    "glued to a language": f"SELECT * {{ ?s ?p 'a'@en.SERVICE{_X} {{ ?s ?p ?o }} }}",
    "after a path": f"SELECT * {{ ?s <urn:p>?trueSERVICE{_X} {{ ?s ?p ?o }} }}",
    "after a local name": f"PREFIX e: <urn:e> SELECT * {{ ?s ?p e:a.SERVICE{_X} {{ ?s ?p ?o }} }}",
    "after a blank node": f"SELECT * {{ ?s ?p _:a.SERVICE{_X} {{ ?s ?p ?o }} }}",
    "in a comparison": f"PREFIX n: {_X} SELECT * {{ FILTER(1<2)SERVICE:n#>\n{{}} }}",
    "hidden by a comment": f'SELECT * {{ FILTER(1<2)#>"""\nSERVICE {_X} {{ ?s ?p ?o }} #"""\n }}',
    "hidden by a quote": f"SELECT * {{ FILTER(1<2)#>'''\nSERVICE {_X} {{ ?s ?p ?o }} #'''\n }}",
    "hidden by a carriage return": f"SELECT * {{ #\rSERVICE {_X} {{ ?s ?p ?o }}\n }}",
    "escaped letter": f"SELECT * {{ \\u0053ERVICE {_X} {{ ?s ?p ?o }} }}",
    "escaped quote": f'SELECT * {{ ?s ?p "\\u0022 . SERVICE {_X} {{ ?s ?p ?o }} #" }}',
    "odd space": f"SELECT * {{\u00a0SERVICE\u3000{_X} {{ ?s ?p ?o }} }}",
    "long s": f"SELECT * {{ \u017fERVICE {_X} {{ ?s ?p ?o }} }}",
    "after an escaped quote": f"PREFIX e: {_X} SELECT * {{ ?s ?p _:a\\'SERVICE {_X} {{ }} #'\n }}",
    "after an escaped point": f"PREFIX e: {_X} SELECT * {{ ?s ?p e:a\\..SERVICE {_X} {{ }} }}",
    # other ways out, and ways in
    "from": f"SELECT * FROM {_X} {{ ?s ?p ?o }}",
    "from named": f"SELECT * FROM NAMED {_X} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from a file": f"SELECT * FROM {_FILE} {{ ?s ?p ?o }}",
    "from, relative": "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "load": f"LOAD {_X}",
    "load a file": f"LOAD SILENT {_FILE} INTO GRAPH <urn:g>",
    "using": f"DELETE {{ ?s ?p ?o }} USING {_X} WHERE {{ ?s ?p ?o }}",
    "insert": "INSERT DATA { <urn:a> <urn:a> 1 }",
    "after a query": f"ASK {{}} ; LOAD {_X}",
    "clear": "CLEAR ALL",
    "lateral": f"SELECT * {{ ?s ?p ?o LATERAL {{ SERVICE {_X} {{ ?s ?p ?o }} }} }}",
}
"""Queries that would leave the graph, or change it; CANARY stands for an address."""

HARMLESS: Final = (
    'ASK { ?s ?p "SERVICE <http://x.org/>" }',
    "ASK { ?s ?p '''it's a SERVICE''' } # SERVICE <http://x.org/>",
    'ASK { ?s ?p """a "LOAD" and ""FROM"" """ }',
    'ASK { ?s ?p "\\u5b89\\U00006d77 \\"SERVICE\\"" }',
    "ASK { ?s <http://x.org/SERVICE#FROM> ?o }",
    "ASK { ?s <urn:x:service> ?o FILTER(?o != <urn:x:LOAD>) }",
    "ASK { ?service ?from ?load }",
    "SELECT ?service { ?service ?p ?o } ORDER BY DESC(?service)",
    "PREFIX s: <http://x.org/> ASK { ?s s:service ?o ; s:load s:FROM }",
    "PREFIX e: <http://x.org/> ASK { e:a\\,b\\(c\\) ?p e:a\\'SERVICE, e:\\.\\~\\-\\!\\$\\&\\*\\+\\;\\=\\/\\?\\#\\@\\_ }",
    "PREFIX 镇: <http://x.org/> ASK { ?s 镇:主持 _:会议 }",
    "ASK { FILTER(1<2) }",
    "ASK { FILTER(1<2 && 3>2) }",
    "ASK { ?s ?p 1.5e3, -1, +.5 ; ?q 'a'@zh-Hans, '1'^^<http://www.w3.org/2001/XMLSchema#int> }",
    "ASK { ?s (<urn:p>/^<urn:q>|!(<urn:r>|a))*/<urn:p>?/<urn:q>+ ?o }",
    "ASK { VALUES (?a ?b) { (1 UNDEF) (<http://x.org/#(it)> 2) } FILTER NOT EXISTS { ?a ?b () } }",
    "SELECT (COUNT(DISTINCT *) AS ?n) { GRAPH ?g { [] ?p [ ?q 1 ] } } GROUP BY ?g HAVING(?n > 1)",
    "BASE <http://x.org/#a>\r\nPREFIX : <#>\r\nASK {\r\n\t<#b> :c <> # a comment\r\n}",
    "SELECT (GROUP_CONCAT(?o; SEPARATOR=', ') AS ?all) { ?s ?p ?o } LIMIT 1 OFFSET 0",
)
"""Queries that only look dangerous, or odd."""


def _nested(opening: str, depth: int, inside: str, closing: str) -> str:
    return opening * depth + inside + closing * depth


def _query(where: str, *, select: str = "*", after: str = "") -> str:
    return f"SELECT {select} {{ {where} }} {after}"


_ALL = "?a1 ?b1 ?c1 . ?a2 ?b2 ?c2 . ?a3 ?b3 ?c3 . ?a4 ?b4 ?c4 . ?a5 ?b5 ?c5"
_THREE = "?a1 ?b1 ?c1 . ?a2 ?b2 ?c2 . ?a3 ?b3 ?c3"
_MANY = "?any " + "{ " + " ".join(map(str, range(2000))) + " }"
_TWICE = "REPLACE(" * 7 + "'aaaaaaaaaaaaaaaaaaaa'" + ", 'a', 'aaaaaaaaaaaaaaaaaaaa')" * 7
_PATHS = "/".join(["((!<urn:none>)|^(!<urn:none>))"] * 12)

BOMBS: Final = {
    # too deep for a stack
    "braces": ("brackets", _query(_nested("{", 3000, "", "}"))),
    "brackets": ("brackets", _query(f"FILTER({_nested('(', 10_000, '1', ')')})")),
    "path brackets": ("brackets", _query(f"?s {_nested('(', 10_000, '<urn:p>', ')')} ?o")),
    "blank nodes": ("brackets", _query(f"?s ?p {_nested('[ ?p ', 3000, '', ']')}")),
    "lists": ("brackets", _query(f"?s ?p {_nested('(', 5000, '1', ')')}")),
    "optionals": ("brackets", _query(_nested("OPTIONAL{", 1500, "", "}"))),
    "subselects": ("brackets", _query(_nested("{SELECT * {", 1000, "", "}}"))),
    "exists": ("brackets", _query(_nested("FILTER EXISTS{", 1000, "", "}"))),
    "functions": ("brackets", _query(f"FILTER({_nested('STR(', 5000, '1', ')')})")),
    "unions": ("patterns", _query("UNION".join(["{}"] * 3000))),
    "sums": ("operators", _query(f"FILTER({'+'.join('1' * 10_000)})")),
    "ors": ("operators", _query(f"FILTER({'||'.join(['true'] * 5000)})")),
    "products": ("operators", _query(f"FILTER({'*'.join('1' * 10_000)})")),
    "nots": ("operators", _query(f"FILTER({'!' * 30_000}true)")),
    "minuses": ("operators", _query(f"FILTER({'-' * 30_000}1)")),
    "alternatives": ("operators", _query(f"?s {'|'.join(['<urn:p>'] * 3000)} ?o")),
    "stars": ("operators", _query(f"?s <urn:p>{'*' * 30_000} ?o")),
    "quoted triples": ("token", _query(f"?s ?p {_nested('<<(', 3000, '?a ?b ?c', ')>>')}")),
    # too long for planning
    "patterns": ("patterns", _query("?s ?p ?o . " * 1000)),
    "steps": ("patterns", _query(f"?s {'/'.join(['<urn:p>'] * 190)} ?o . " * 3)),
    "anonymous": ("patterns", _query(f"?s ?p {','.join(['[]'] * 1000)}")),
    "semicolons": ("patterns", _query(f"?s ?p ?o {'; ?p ?o' * 1000}")),
    "long": ("bytes", _query("?s ?p ?o", after="#" + "x" * 40_000)),
    "half a character": ("half", _query('?s ?p "\ud800"')),
    # too much work or too much room
    "planning": ("stopped", _query("?s ?p ?o . " * 199)),
    "product": ("stopped", _query(_ALL, select="(COUNT(*) AS ?n)")),
    "random order": ("stopped", _query(_THREE, after="ORDER BY RAND()")),
    "distinct": ("stopped", _query(_THREE, select="(COUNT(DISTINCT *) AS ?n)")),
    "groups": ("stopped", _query(_THREE, select="?a1 ?a2 ?a3", after="GROUP BY ?a1 ?a2 ?a3")),
    "paths of everything": ("stopped", _query(f"?s {_PATHS} ?o", select="(COUNT(*) AS ?n)")),
    "closure": ("stopped", _query("?a (!<urn:n>|^(!<urn:n>))* ?b . ?c (!<urn:n>|^(!<urn:n>))* ?d")),
    "values": (
        "stopped",
        _query(
            "".join(f"VALUES {_MANY.replace('any', name)}" for name in "abc"),
            select="(SUM(?a*?b*?c) AS ?n)",
        ),
    ),
    "concatenation": ("stopped", _query(_THREE, select="(GROUP_CONCAT(?c1) AS ?all)")),
    "growing text": ("stopped", _query(f"BIND({_TWICE} AS ?x)")),
    "filter of a product": ("stopped", _query(f"{_ALL} FILTER(?c1 > ?c5 && ?c2 < ?c4)")),
    "negation": (
        "stopped",
        _query(f"{_THREE} FILTER NOT EXISTS {{ ?c1 ?a2 ?b3 }} FILTER(?a1 = ?c2 && ?a1 != ?c2)"),
    ),
    "minus": (
        "stopped",
        _query(f"{_THREE} MINUS {{ ?a1 ?a2 ?a3 }} FILTER(?a1 = ?c2 && ?a1 != ?c2)"),
    ),
    "optional product": ("stopped", _query(f"?x ?y ?z OPTIONAL {{ {_ALL} }} FILTER(?c5 = 1)")),
    "offset": ("stopped", _query(_ALL, after="OFFSET 999999999 LIMIT 1")),
    "hashes": ("stopped", _query(f"{_ALL} FILTER(SHA512(CONCAT(STR(?c1), STR(?c5))) = '')")),
    "ask": ("stopped", f"ASK {{ {_ALL} FILTER(?c1 = ?c5 && ?c1 != ?c5) }}"),
    "all rows": ("rows", _query(_THREE)),
}
"""What the user is told of (a word of it), and the query."""


class Canary:
    """Listens; `visits` are how often somebody came."""

    def __init__(self, listener: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        self.visits = 0
        self._listener = listener

    def listen(self) -> None:
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def baited(self, sparql: str) -> str:
        return sparql.replace("CANARY", self.address)


@contextmanager
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        bird = Canary(listener)
        thread = threading.Thread(target=bird.listen, daemon=True)
        thread.start()
        yield bird
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)
