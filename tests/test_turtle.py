"""Graph files: what is written is what is read, by both libraries, the same bytes every time."""

from __future__ import annotations

import random

import oracle
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from anhai_kg.errors import GraphError
from anhai_kg.iri import BASE, join
from anhai_kg.render.turtle import nquads, trig, turtle
from anhai_kg.vocab import RDF, XSD

QUADS = list(oracle.graph().quads)
P = NamedNode("https://example.org/p")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda value: Literal(value, language="zh")),
    st.sampled_from(["1.50", "5", "-0.1", ".5", "007", "x"]).map(
        lambda value: Literal(value, datatype=XSD.decimal)
    ),
    st.sampled_from(["1", "007", "+1"]).map(lambda value: Literal(value, datatype=XSD.integer)),
    st.sampled_from(["true", "1"]).map(lambda value: Literal(value, datatype=XSD.boolean)),
)
NODES = TEXTS.filter(bool).map(lambda name: NamedNode(join(BASE, "a", name)))
NAMED_QUADS = st.builds(
    Quad, NODES, st.sampled_from([P, RDF.type]), st.one_of(NODES, LITERALS), NODES
)


def triples(data: str) -> set[object]:
    return {quad.triple for quad in parse(data.encode(), format=RdfFormat.TURTLE)}


def quads(data: str, form: RdfFormat = RdfFormat.TRIG) -> set[Quad]:
    return set(parse(data.encode(), format=form))


def test_oxigraph_reads_what_was_written() -> None:
    assert triples(turtle(QUADS)) == {quad.triple for quad in QUADS}
    assert quads(trig(QUADS)) == set(QUADS)
    assert quads(nquads(QUADS), RdfFormat.N_QUADS) == set(QUADS)


def test_rdflib_reads_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib.term, "_NORMALIZE_LITERALS", False, raising=False)
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph().parse(data=turtle(QUADS), format="turtle")
    lines = graph.serialize(format="nt").encode()
    assert {q.triple for q in parse(lines, format=RdfFormat.N_TRIPLES)} == {
        quad.triple for quad in QUADS
    }
    dataset = rdflib.Dataset()
    dataset.parse(data=trig(QUADS), format="trig")
    lines = dataset.serialize(format="nquads").encode()
    assert set(parse(lines, format=RdfFormat.N_QUADS)) == set(QUADS)


@given(st.lists(NAMED_QUADS, max_size=6))
def test_anything_survives(some: list[Quad]) -> None:
    assert triples(turtle(some)) == {quad.triple for quad in some}
    assert quads(trig(some)) == set(some)
    assert quads(nquads(some), RdfFormat.N_QUADS) == set(some)


@given(st.lists(NAMED_QUADS, max_size=3))
def test_rdflib_reads_anything_that_was_written(some: list[Quad]) -> None:
    graph = rdflib.Graph().parse(data=turtle(some), format="turtle")
    objects = {str(value) for value in graph.objects() if isinstance(value, rdflib.Literal)}
    plain = {
        q.object.value
        for q in some
        if isinstance(q.object, Literal) and (q.object.language or q.object.datatype == XSD.string)
    }
    assert plain <= objects


def test_order_of_the_quads_does_not_matter() -> None:
    shuffled = list(QUADS)
    random.Random(7).shuffle(shuffled)
    for write in (turtle, trig, nquads):
        assert write(shuffled) == write(QUADS)


def test_it_is_short_and_pretty() -> None:
    text = turtle(QUADS)
    assert 'official:陈进福\n    a akg:Official ;\n    skos:prefLabel "陈进福"@zh' in text
    assert "akg:value 35.92 ;" in text
    assert "prov:wasQuotedFrom quote:" in text
    body = text.partition("\n\n")[2]
    assert body.count("<https://w3id.org/anhai-kg/id") < 0.01 * len(QUADS)


def test_values_keep_their_digits() -> None:
    quad = Quad(P, P, Literal("35.920", datatype=XSD.decimal), P)
    assert "35.920" in turtle([quad])


def test_nothing_is_nameless() -> None:
    with pytest.raises(GraphError, match="nameless"):
        turtle([Quad(BlankNode("b"), P, P, P)])


def test_the_empty_graph() -> None:
    assert triples(turtle([])) == set()
    assert quads(trig([])) == set()
    assert nquads([]) == ""
