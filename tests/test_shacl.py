"""Validation: a verdict is given only when something was looked at."""

from __future__ import annotations

from pathlib import Path

import oracle
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import URIRef

from anhai_kg.errors import GraphError, ShapesError
from anhai_kg.memory import empty
from anhai_kg.shacl import SHAPES, validate
from anhai_kg.vocab import AKG, NIF, XSD

QUADS = list(oracle.graph().quads)
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix akg: <https://w3id.org/anhai-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SHAPE = """
akg:S a sh:NodeShape ; sh:targetClass akg:Official ; sh:property akg:P .
akg:P sh:path skos:prefLabel ; sh:minCount 3 ; sh:message "少名"@zh , "too few names"@en .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + SHAPE, encoding="utf-8")
    return path


def test_the_graph_conforms() -> None:
    verdict = validate(QUADS)
    assert verdict.conforms, verdict.report()
    assert verdict.shapes > 10
    assert verdict.focus_nodes > 500
    assert verdict.report().endswith("nodes\n")


def test_a_complaint_says_what_is_wrong_in_both_languages(shapes: Path) -> None:
    verdict = validate(QUADS, shapes=shapes)
    officials = sum(entity.kind == "Official" for entity in oracle.reading().entities)
    assert not verdict.conforms
    assert len(verdict.results) == officials
    first = verdict.results[0]
    assert (first.message_zh, first.message_en) == ("少名", "too few names")
    assert first.severity == "Violation"
    assert first.path.endswith("prefLabel")
    assert "too few names" in verdict.report(language="en")


def test_a_shape_used_by_another_keeps_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    user = "akg:T a sh:NodeShape ; sh:targetClass akg:Official ; sh:node akg:S ."
    path.write_text(HEAD + SHAPE + user, encoding="utf-8")
    verdict = validate(QUADS, shapes=path)
    assert len(verdict.results) > sum(e.kind == "Official" for e in oracle.reading().entities)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no shape has a target"),
        (HEAD + "akg:S a sh:NodeShape .", "no shape has a target"),
        (HEAD + SHAPE.replace("minCount", "minCuont"), "minCuont is no term of SHACL"),
        (HEAD + SHAPE.replace("targetClass", "targetClas"), "targetClas is no term"),
        (HEAD + SHAPE.replace("akg:Official", "akg:Offical"), "no node of the graph"),
        (HEAD + SHAPE.replace("sh:minCount 3", 'sh:minCount "x"'), "shapes.ttl"),
        ("akg:S a", "no Turtle"),
    ],
)
def test_shapes_that_see_nothing_give_no_verdict(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ShapesError, match=message):
        validate(QUADS, shapes=path)


def test_missing_shapes(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="missing"):
        validate(QUADS, shapes=tmp_path / "none.ttl")


def test_a_graph_of_something_else() -> None:
    node = NamedNode("https://example.org/x")
    with pytest.raises(ShapesError, match="no node"):
        validate([Quad(node, node, node, node)])


def test_a_file(tmp_path: Path) -> None:
    path = oracle.graph().write(tmp_path / "a.ttl")
    assert validate(path).conforms
    with pytest.raises(GraphError, match="a graph that exists"):
        validate(tmp_path / "none.trig")
    (tmp_path / "broken.ttl").write_text("<a> <b", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl:1"):
        validate(tmp_path / "broken.ttl")


def test_a_wrong_value_is_found() -> None:
    [first, *_] = [quad for quad in QUADS if quad.predicate == AKG.value]
    wrong = Quad(first.subject, AKG.value, Literal("zehn", datatype=XSD.decimal), first.graph_name)
    verdict = validate([*(quad for quad in QUADS if quad != first), wrong])
    assert not verdict.conforms
    assert any(r.path == AKG.value.value for r in verdict.results)


@pytest.mark.parametrize("wrong", ["x", "", "1.5", "2023-01-01"])
@pytest.mark.parametrize("cls", [AKG.Citation, AKG.Section])
def test_r18_what_cannot_be_compared_is_blamed_for_its_datatype(wrong: str, cls: NamedNode) -> None:
    nodes = {quad.subject for quad in QUADS if quad.object == cls}
    first = next(q for q in QUADS if q.predicate == NIF.beginIndex and q.subject in nodes)
    value = Literal(wrong, datatype=XSD.nonNegativeInteger)
    bad = Quad(first.subject, NIF.beginIndex, value, first.graph_name)
    verdict = validate([*(quad for quad in QUADS if quad != first), bad])
    assert not verdict.conforms
    assert {(r.path, r.value) for r in verdict.results} == {(NIF.beginIndex.value, wrong)}


def test_r20_the_shapes_are_shapes() -> None:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=shapes, meta_shacl=True, advanced=False
    )
    assert conforms, text


def test_the_graph_in_memory_counts_what_it_holds() -> None:
    graph, one, two = empty(), URIRef("urn:one"), URIRef("urn:two")
    for triple in ((one, two, one), (one, two, two), (one, two, one)):
        graph.add(triple)
    assert len(graph) == len(set(graph)) == 2
    graph.remove((one, None, one))
    assert set(graph) == {(one, two, two)}
    assert len(graph) == 1
