"""The graph as an object: asked, shown, taken away; and what a query may not do."""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import oracle
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from anhai_kg.answers import Answer
from anhai_kg.errors import GraphError, OutputError, QueryError
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.remote import open_graph
from anhai_kg.store import term
from anhai_kg.vocab import AKG, SKOS, XSD

GRAPH = oracle.graph()
PREFIXES = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
"""
WHO = (
    PREFIXES
    + """
SELECT ?name ?quote WHERE {
  GRAPH ?words { ?who akg:chairs ?meeting }
  ?who skos:prefLabel ?name . ?words nif:anchorOf ?quote
} ORDER BY ?name
"""
)
REFUSED = [
    "ASK { SERVICE <http://x.org/> { ?s ?p ?o } }",
    "SELECT ?s {",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
]


def test_who_chairs_and_where_it_says_so() -> None:
    assert ("陈进福", "安海镇党委书记陈进福主持会议") in GRAPH.query(WHO).rows


def test_a_fact_proved_twice_counts_once() -> None:
    counted = PREFIXES + (
        "SELECT (COUNT(?l) AS ?n) WHERE { ?i a akg:Indicator ; skos:prefLabel ?l "
        'FILTER(LANG(?l) = "zh") }'
    )
    distinct = counted.replace("COUNT(?l)", "COUNT(DISTINCT ?l)")
    assert GRAPH.query(counted).rows == GRAPH.query(distinct).rows
    found = GRAPH.dataset.query(counted).bindings
    assert [str(number) for row in found for number in row.values()] == [
        str(GRAPH.query(counted).rows[0][0])
    ]


@pytest.mark.parametrize("sparql", REFUSED)
def test_refused(sparql: str) -> None:
    with pytest.raises(QueryError) as raised:
        GRAPH.query(sparql)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200


def test_values_are_bound_not_pasted() -> None:
    query = PREFIXES + "SELECT ?who ?name WHERE { ?who a akg:Official ; skos:prefLabel ?name }"
    assert len(GRAPH.query(query, name=Literal("陈进福", language="zh"))) == 1
    assert len(GRAPH.query(query, name='x" } UNION { ?who ?p ?name } #')) == 0
    unfit: list[dict[str, Any]] = [{"nobody": "x"}, {"no name": "x"}, {"name": "\ud800"}]
    for bound in unfit:
        for asked in (GRAPH.query, GRAPH.select):
            with pytest.raises(QueryError, match=r"nobody|names no variable|half a character"):
                asked(query, **bound)


def test_values_of_python_become_terms() -> None:
    assert term("https://a.b/镇") == NamedNode("https://a.b/镇")
    assert term("镇长") == Literal("镇长")
    for no_iri in ("http:// no", "http://[", "http://a/%ZZ"):
        assert term(no_iri) == Literal(no_iri)
    assert term(True) == Literal("true", datatype=XSD.boolean)
    assert term(3) == Literal("3", datatype=XSD.integer)
    assert term(Decimal("1E+2")) == Literal("100", datatype=XSD.decimal)
    assert term(datetime.date(2023, 6, 30)) == Literal("2023-06-30", datatype=XSD.date)


def test_cells_are_python_values() -> None:
    answer = GRAPH.query(
        'SELECT * { BIND(1 AS ?a) BIND(1.50 AS ?b) BIND(true AS ?c) BIND("x"@zh AS ?d) '
        'BIND("2023-06-30"^^<http://www.w3.org/2001/XMLSchema#date> AS ?e) '
        "BIND(<https://a.b/> AS ?f) OPTIONAL { ?g <urn:x:none> ?h } }"
    )
    row = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert row["a"] == 1
    assert row["b"] == Decimal("1.5")
    assert row["c"] is True
    assert (row["d"], row["f"], row["g"]) == ("x", "https://a.b/", None)
    assert row["e"] == datetime.date(2023, 6, 30)


HOSTILE = Answer(
    ("a", "b"), (("=1+1", "<script>|"), ("@x", Decimal("-1.5")), ("+\n", None)), ((), (), ())
)


def test_csv_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(HOSTILE.to_csv())))
    assert rows == [["a", "b"], ["'=1+1", "<script>|"], ["'@x", "-1.5"], ["'+\n", ""]]


def test_tables_are_text() -> None:
    assert "<script>" not in HOSTILE._repr_html_()
    assert "&lt;script>\\|" in HOSTILE.to_markdown()
    assert len(HOSTILE.to_markdown().splitlines()) == 2 + len(HOSTILE)


def test_json_is_what_sparql_says() -> None:
    yes = json.loads(GRAPH.query("ASK { ?s ?p ?o }").to_json())
    assert yes == {"head": {}, "boolean": True}
    told = json.loads(GRAPH.query(WHO).to_json())
    assert told["head"] == {"vars": ["name", "quote"]}
    assert {"type": "literal", "value": "陈进福", "xml:lang": "zh"} in [
        row["name"] for row in told["results"]["bindings"]
    ]


def test_a_dataframe() -> None:
    pytest.importorskip("pandas", reason="pandas is an extra")
    frame = GRAPH.query(WHO).to_pandas()
    assert list(frame.columns) == ["name", "quote"]
    assert len(frame) == len(GRAPH.query(WHO))


def test_it_shows_itself() -> None:
    shown = GRAPH._repr_html_()
    assert "Official" in shown
    assert "statements" in repr(GRAPH)


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_written_and_opened_it_is_the_same(tmp_path: Path, suffix: str) -> None:
    path = GRAPH.write(tmp_path / f"a{suffix}")
    again = open_graph(path)
    assert again == GRAPH
    assert again.write(tmp_path / f"b{suffix}").read_bytes() == path.read_bytes()


def test_turtle_holds_the_facts(tmp_path: Path) -> None:
    again = open_graph(GRAPH.write(tmp_path / "a.ttl"))
    assert {q.triple for q in again.quads} == {q.triple for q in GRAPH.quads}


def test_what_cannot_be_written_or_opened(tmp_path: Path) -> None:
    for name in ("a.docx", "a"):
        with pytest.raises(GraphError, match="no such format"):
            GRAPH.write(tmp_path / name)
        with pytest.raises(GraphError, match="no graph file"):
            open_graph(tmp_path / name)
    (tmp_path / "a.ttl").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        GRAPH.write(tmp_path / "a.ttl")


def test_the_network_has_every_named_thing_and_every_link() -> None:
    network = GRAPH.to_networkx()
    assert {data["cls"] for _, data in network.nodes(data=True)} >= {"Official", "Post", "Event"}
    assert all(data["label_zh"] and data["iri"] == node for node, data in network.nodes(data=True))
    chairs = [d for *_, d in network.edges(data=True) if d["predicate"] == AKG.chairs.value]
    assert chairs[0]["quotes"] == ("安海镇党委书记陈进福主持会议",)
    parallel = {(a, b) for a, b in network.edges() if network.number_of_edges(a, b) > 1}
    assert parallel


def test_pyvis_gets_no_markup_and_stands_still() -> None:
    place = NamedNode("https://example.org/id/x")
    hostile = Literal("<img src=x onerror=alert(1)> href", language="zh")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    graph = KnowledgeGraph(
        [Quad(place, kind, AKG.Place, place), Quad(place, SKOS.prefLabel, hostile, place)]
    )
    [node] = graph.to_pyvis().nodes
    assert node["id"] == "n0"
    assert "<" not in node["title"]
    first, second = GRAPH.to_pyvis(), GRAPH.to_pyvis()
    assert first.nodes == second.nodes
    assert all(isinstance(node["x"], int) for node in first.nodes)


def test_the_page_is_shown_in_a_frame_that_reaches_nothing() -> None:
    shown = GRAPH.show(height=300).data
    assert 'sandbox="allow-scripts"' in shown and 'height="300"' in shown
    frame = shown.partition('srcdoc="')[2].partition('"')[0]
    assert html.unescape(frame) == GRAPH.to_html()


def test_an_empty_graph_is_a_graph() -> None:
    graph = KnowledgeGraph([])
    assert len(graph.query("SELECT * { ?s ?p ?o }")) == 0
    assert len(graph.to_networkx()) == 0
    assert graph.to_pyvis().nodes == []


def test_a_foreign_tool_reads_it(tmp_path: Path) -> None:
    store = Store()
    store.load(path=str(GRAPH.write(tmp_path / "a.trig")), format=RdfFormat.TRIG)
    assert len(store) == len(GRAPH)
