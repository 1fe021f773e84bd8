"""The graph is taken away and comes back as it was: files, networks, DataFrames, notebooks."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from IPython.core.interactiveshell import InteractiveShell
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad

import anhai_kg
from anhai_kg.errors import AnhaiError, GraphError
from anhai_kg.exports import FORMS, rendered
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.network import gexf, graphml
from anhai_kg.notebook import sparql
from anhai_kg.vocab import AKG, RDF, SKOS

GRAPH = anhai_kg.build(Path(__file__).with_name("small") / "liuxi-2024.txt")
CITED = (".trig", ".nq", ".jsonld")
FACTS = (".ttl", ".nt")
WHO = (
    "PREFIX akg: <https://w3id.org/anhai-kg/ontology#> SELECT ?who ?what { ?who akg:chairs ?what }"
)


def canonical(quads: tuple[Quad, ...], *, facts: bool = False) -> Dataset:
    """RDFC-1.0; with `facts`, without the graphs."""
    made = Dataset(Quad(*quad.triple) for quad in quads) if facts else Dataset(quads)
    made.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return made


class TestFiles:
    @pytest.mark.parametrize("suffix", [*CITED, *FACTS])
    def test_come_back_isomorphic(self, suffix: str, tmp_path: Path) -> None:
        again = anhai_kg.open(GRAPH.write(tmp_path / f"a{suffix}"))
        facts = suffix in FACTS
        assert canonical(again.quads, facts=facts) == canonical(GRAPH.quads, facts=facts)

    @pytest.mark.parametrize("suffix", FORMS)
    def test_are_the_same_bytes_whatever_the_order(self, suffix: str) -> None:
        backwards = KnowledgeGraph(reversed(GRAPH.quads))
        assert rendered(backwards, suffix) == rendered(GRAPH, suffix)

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
    @pytest.mark.parametrize(
        ("suffix", "form"), [(".ttl", "turtle"), (".nt", "nt"), (".trig", "trig")]
    )
    def test_are_what_rdflib_reads(self, suffix: str, form: str) -> None:
        read = rdflib.Dataset(default_union=True).parse(data=rendered(GRAPH, suffix), format=form)
        assert len(set(read.triples((None, None, None)))) == len({q.triple for q in GRAPH.quads})

    def test_json_ld_needs_no_context(self) -> None:
        told = json.loads(rendered(GRAPH, ".jsonld"))
        assert isinstance(told, list)
        assert "@context" not in json.dumps(told)

    def test_json_ld_from_elsewhere_fetches_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonld"
        for context in ("http://127.0.0.1:9/c.jsonld", "file:///etc/passwd", "c.jsonld"):
            path.write_text(json.dumps({"@context": context, "@id": "urn:x:a", "p": "b"}))
            with pytest.raises(GraphError, match=r"a\.jsonld"):
                anhai_kg.open(path)

    def test_a_folder_is_all_its_graphs_each_once(self, tmp_path: Path) -> None:
        for suffix in (".trig", ".ttl", ".jsonld"):
            GRAPH.write(tmp_path / f"a{suffix}")
        (tmp_path / "note.txt").write_text("no graph")
        assert anhai_kg.open(tmp_path) == GRAPH
        place, name = NamedNode("urn:x:place"), Literal("桥", language="zh")
        KnowledgeGraph([Quad(place, SKOS.prefLabel, name)]).write(tmp_path / "b.ttl")
        assert len(anhai_kg.open(tmp_path)) == len(GRAPH) + 1

    def test_a_folder_without_graphs_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(GraphError, match="holds no graph; give"):
            anhai_kg.open(tmp_path)

    def test_tables_go_into_a_folder(self, tmp_path: Path) -> None:
        written = GRAPH.write_tables(tmp_path / "tables")
        names = ["acts", "entities", "figures", "posts", "relations"]
        assert [path.stem for path in written] == names
        assert written[0].read_text(encoding="utf-8-sig").startswith("agent,act,object,quote")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_dataset_is_the_union_and_knows_the_quotes() -> None:
    dataset = GRAPH.dataset
    chairs = rdflib.URIRef(AKG.chairs.value)
    assert len(set(dataset.triples((None, None, None)))) == len({q.triple for q in GRAPH.quads})
    [(who, _, what)] = dataset.triples((None, chairs, None))
    assert any("char=" in str(graph) for *_, graph in dataset.quads((who, chairs, what, None)))


class TestNetwork:
    NETWORK = GRAPH.to_networkx()

    def test_says_what_everything_is_and_where_it_says_so(self) -> None:
        for _, data in self.NETWORK.nodes(data=True):
            assert data["cls"] and data["label_zh"] and data["label_en"] and data["iri"]
        named = [data for _, data in self.NETWORK.nodes(data=True) if data["label_zh"] == "石望山"]
        assert "柳溪镇党委书记石望山主持会议" in named[0]["quotes"]
        edges = [data for *_, data in self.NETWORK.edges(data=True)]
        assert all(data["quotes"] and data["label_zh"] and data["label_en"] for data in edges)

    @pytest.mark.parametrize(
        ("write", "read"),
        [(graphml, nx.parse_graphml), (gexf, lambda text: nx.read_gexf(text, version="1.3"))],
    )
    def test_comes_back_from_a_file(self, write: object, read: object, tmp_path: Path) -> None:
        path = tmp_path / "a.xml"
        path.write_bytes(write(self.NETWORK))  # type: ignore[operator]
        told = read(path.read_text("utf-8") if write is graphml else path)  # type: ignore[operator]
        again = nx.MultiDiGraph(told)
        assert sorted(again.nodes) == sorted(self.NETWORK.nodes)
        ends = sorted((a, b, d["predicate"]) for a, b, d in again.edges(data=True))
        assert ends == sorted((a, b, d["predicate"]) for a, b, d in self.NETWORK.edges(data=True))
        for node, data in self.NETWORK.nodes(data=True):
            assert again.nodes[node]["label"] == data["label_zh"]
            assert again.nodes[node]["quotes"] == "\n".join(data["quotes"])

    def test_has_what_gephi_wants(self) -> None:
        """Ids of edges are unique, types are plain, and nothing tells the day."""
        root = ElementTree.fromstring(graphml(self.NETWORK))
        space = {"g": "http://graphml.graphdrawing.org/xmlns"}
        edges = [edge.get("id") for edge in root.iterfind(".//g:edge", space)]
        assert len(set(edges)) == len(edges) == self.NETWORK.number_of_edges()
        assert {key.get("attr.type") for key in root.iterfind("g:key", space)} == {"string"}
        assert not re.search(rb"\d{4}-\d\d-\d\d", gexf(self.NETWORK)[:1000])

    def test_parallel_edges_and_characters_that_xml_lacks_are_kept_apart(self) -> None:
        one, two = NamedNode("urn:x:1"), NamedNode("urn:x:2")
        quads = [
            *(Quad(thing, RDF.type, AKG.Body, thing) for thing in (one, two)),
            Quad(one, SKOS.prefLabel, Literal("a\x0bb", language="zh"), one),
            Quad(one, AKG.partOf, two, one),
            Quad(one, AKG.partnersWith, two, one),
        ]
        network = KnowledgeGraph(quads).to_networkx()
        assert network.number_of_edges("urn:x:1", "urn:x:2") == 2
        for write in (graphml, gexf):
            assert "a\ufffdb" in write(network).decode()


class TestDataFrames:
    def test_one_class_is_one_table(self) -> None:
        officials = GRAPH.to_pandas("Official", language="zh")
        assert {"石望山", "周南乔", "方知远", "严清禾"} <= set(officials["zh"])
        assert officials.index.name == "iri"
        assert (
            officials.set_index("zh").loc["石望山", "chairs"]
            == "柳溪镇第九届人民代表大会第三次会议"
        )

    def test_numbers_stay_decimals_and_quotes_are_words(self) -> None:
        targets = GRAPH.to_pandas("Target", language="en")
        assert {type(value) for value in targets["value"]} == {Decimal}
        assert Decimal(14) in set(targets["value"])
        assert any("14亿元以上" in str(quote) for quote in targets["wasQuotedFrom"])

    def test_an_unknown_class_is_named(self) -> None:
        with pytest.raises(GraphError, match=r"it has .*Official"):
            GRAPH.to_pandas("Offical")

    def test_answers_carry_labels_on_request(self) -> None:
        found = GRAPH.query(WHO)
        assert str(found.rows[0][0]).startswith("https://")
        assert GRAPH.labelled(found, "en").rows[0][0] == "Shi Wangshan"
        assert GRAPH.labelled(found).rows[0][0] == "石望山"


class TestNotebook:
    def test_a_row_opens_to_its_quote(self) -> None:
        shown = GRAPH.ask("谁主持会议？", language="zh")._repr_html_()
        assert (
            "<details><summary>石望山</summary><blockquote>柳溪镇党委书记石望山主持会议</blockquote>"
            in shown
        )
        assert "<th>quote</th>" not in shown

    def test_a_cell_asks_the_graph_that_is_named_or_the_last(self) -> None:
        other = KnowledgeGraph([])
        variables = {"mine": GRAPH, "other": other, "text": "x"}
        assert sparql("mine -l zh -o kept", WHO, variables).rows[0][0] == "石望山"
        assert variables["kept"]
        assert len(sparql("", WHO, variables)) == 0
        for line, says in (("text", "text is no graph"), ("-l fr", "invalid choice"), ("a b", "b")):
            with pytest.raises(AnhaiError, match=says):
                sparql(line, WHO, variables)
        with pytest.raises(AnhaiError, match="no graph yet"):
            sparql("", WHO, {})

    def test_the_extension_loads_and_errors_are_one_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shell: Any = InteractiveShell.instance()
        shell.run_cell("import anhai_kg as kg").raise_error()
        shell.user_ns["graph"] = GRAPH
        shell.run_cell("%load_ext anhai_kg").raise_error()
        assert len(shell.run_cell(f"%%sparql graph\n{WHO}").result) == 1
        capsys.readouterr()
        shell.run_cell("%%sparql graph\nSELECT ?x {")
        told = capsys.readouterr()
        assert len((told.out + told.err).strip().splitlines()) == 1
        assert "UsageError: query:" in told.out + told.err
