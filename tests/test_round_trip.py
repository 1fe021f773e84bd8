"""What one library writes the other reads: Chinese, odd and hostile names and words in every format.

Graphs are compared after RDFC-1.0 (https://www.w3.org/TR/rdf-canon/), as sets of N-Quads.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import oracle
import pytest
import rdflib
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from anhai_kg.errors import GraphError
from anhai_kg.graph.sheet import decimal, tagged, text
from anhai_kg.iri import BASE, iri, join
from anhai_kg.render.turtle import nquads, trig
from anhai_kg.vocab import AKG, RDF, SKOS, XSD

WORDS = [
    "安海镇", "𠮷野家", "５１０００．５", "e\u0301 é", "㎡½㍻", "🏮", "“1+6”", "a\u202eb\u2066c", "\u200b零\u00ad宽", "\ufeff",
    "</script><img src=x onerror=alert(1)>", "' OR 1=1 --", '"quoted"\\', "'''\"\"\"", "a\nb\r\nc\td", "\x0b\x0c\x85\u2028\u2029",
    "\x00\x01\x1f\x7f", "\ufffe\uffff", "\ue000", "<http://127.0.0.1/>", "javascript:alert(1)", "#?/%ZZ%20 ..", "[ ] { } | ^ `",
    "@prefix x: <y> .", "_:b0", "?x $y", "\\u0041 \\U0001F3EE", "} UNION { ?s ?p ?o", " ", ".", "..", "x" * 10_000,
]  # fmt: skip
FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "json-ld": RdfFormat.JSON_LD,
}
GRAPH = iri(join(BASE, "report", "r")).value
NUMBERS = ["1.50", "5.0", "0", "-0.10", "999999999999999999", "0.000001"]


def hostile() -> list[Quad]:
    graph = NamedNode(GRAPH)
    found = []
    for word in WORDS:
        node = iri(join(BASE, "安海镇", word))
        found += [
            Quad(node, SKOS.prefLabel, tagged(word, "zh"), graph),
            Quad(node, AKG.valueText, text(word), NamedNode(f"{GRAPH}#char=1,2")),
            Quad(node, RDF.type, AKG.Body, graph),
            Quad(graph, AKG.about, node, node),
        ]
    values = [Literal(number, datatype=XSD.decimal) for number in NUMBERS]
    return found + [Quad(graph, AKG.value, value, graph) for value in values]


HOSTILE = hostile()
QUADS = {"hostile": HOSTILE, "anhai": list(oracle.graph().quads)}


def by_value(term: NamedNode | Literal) -> NamedNode | Literal:
    """A decimal in its shortest spelling: as Turtle, rdflib writes 8400 as 8400.0."""
    if isinstance(term, Literal) and term.datatype == XSD.decimal:
        return Literal(f"{Decimal(term.value).normalize():f}", datatype=XSD.decimal)
    return term


def canonical(quads: Iterable[Quad], form: str, *, spelling: bool = True) -> set[str]:
    """The lines of RDFC-1.0; Turtle has no graphs."""
    if form == "turtle":
        quads = {Quad(*quad.triple) for quad in quads}
    if not spelling:
        quads = [Quad(q.subject, q.predicate, by_value(q.object), q.graph_name) for q in quads]  # type: ignore[arg-type]
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set((serialize(dataset, format=RdfFormat.N_QUADS) or b"").decode().split(" .\n"))


def ours(quads: list[Quad], form: str) -> bytes:
    """What we write, or for JSON-LD the library that we write with."""
    if form == "json-ld":
        return serialize(quads, format=RdfFormat.JSON_LD) or b""
    if form == "turtle":
        return trig([Quad(*quad.triple) for quad in quads]).encode()
    return (trig if form == "trig" else nquads)(quads).encode()


@pytest.fixture
def spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib keeps 1.50 as 1.50."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def by_rdflib(data: bytes, form: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    return dataset


@pytest.mark.parametrize("name", QUADS)
@pytest.mark.parametrize("form", FORMATS)
def test_r16_r17_pyoxigraph_reads_what_we_write(name: str, form: str) -> None:
    read = parse(ours(QUADS[name], form), format=FORMATS[form])
    assert canonical(read, form) == canonical(QUADS[name], form)


@pytest.mark.parametrize("name", QUADS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("spelt")
def test_r16_r17_r19_rdflib_reads_and_writes_and_pyoxigraph_reads_again(
    name: str, form: str
) -> None:
    dataset = by_rdflib(ours(QUADS[name], form), form)
    if form == "turtle":
        again = dataset.default_graph.serialize(format="turtle").encode()
    else:
        again = dataset.serialize(format=form).encode()
    spelling = form not in ("turtle", "trig")
    read = canonical(parse(again, format=FORMATS[form]), form, spelling=spelling)
    assert read == canonical(QUADS[name], form, spelling=spelling)


@pytest.mark.parametrize("word", WORDS[:-1])
def test_r11_any_name_is_an_iri_that_both_libraries_take(word: str) -> None:
    node = iri(join(BASE, "安海镇", word))
    assert rdflib.URIRef(node.value).n3() == str(node)
    assert node.value.startswith(f"{BASE}安海镇/")
    assert node.value.count("/") == BASE.count("/") + 1


@pytest.mark.parametrize("bad", ["\ud800", "a\udfffb"])
def test_r16_half_a_character_is_refused_everywhere(bad: str) -> None:
    for make in (text, lambda word: tagged(word, "zh"), lambda word: join(BASE, word)):
        with pytest.raises(GraphError):
            make(bad)


def test_r14_r33b_nothing_in_a_graph_is_nameless_or_nested() -> None:
    for quads in QUADS.values():
        assert all(isinstance(q.subject, NamedNode) for q in quads)
        assert all(isinstance(q.object, (NamedNode, Literal)) for q in quads)


def test_r14b_a_literal_has_its_limit() -> None:
    text("字" * (1 << 20))
    with pytest.raises(GraphError, match="too long"):
        text("字" * ((1 << 20) + 1))


def test_r17c_a_number_is_one_that_the_engine_computes_with() -> None:
    assert decimal(Decimal(10**18 - 1)).value == "9" * 18
    with pytest.raises(GraphError, match="18 digits"):
        decimal(Decimal(10**18))
