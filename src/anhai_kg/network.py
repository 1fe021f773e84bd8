"""The graph as a network: named things and posts, and what links them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["positions", "to_networkx", "to_pyvis"]

_AKG: Final = "https://w3id.org/anhai-kg/ontology#"
_NODES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?class (MIN(?z) AS ?zh) (MIN(?e) AS ?en) WHERE {
  VALUES ?class { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
                  akg:Report }
  ?iri a ?class .
  OPTIONAL { ?iri skos:prefLabel ?z FILTER(LANG(?z) = "zh") }
  OPTIONAL { ?iri skos:prefLabel ?e FILTER(LANG(?e) = "en") }
} GROUP BY ?iri ?class ORDER BY ?iri ?class
"""
_EDGES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT DISTINCT ?source ?predicate ?target ?quote WHERE {
  VALUES ?from { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
                 akg:Report }
  VALUES ?to { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
               akg:Report }
  ?source a ?from . ?target a ?to .
  GRAPH ?words { ?source ?predicate ?target }
  OPTIONAL { ?words nif:anchorOf ?quote }
} ORDER BY ?source ?predicate ?target ?quote
"""
_COLOURS: Final = {
    "Official": "#b5482f",
    "Body": "#2f6db5",
    "Post": "#c98a2b",
    "Place": "#3f8f5a",
    "Project": "#7a4fa3",
    "Initiative": "#a34f7d",
    "Event": "#4d8fa3",
    "Report": "#6b6b6b",
}
_SEED: Final = 7
_WIDTH: Final = 1200  # pixels from the middle to the border of the drawing


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """Nodes by IRI with iri, cls, label_zh, label_en; edges with predicate and quotes.

    An edge is one statement; its quotes are all the words that prove it.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    for iri, cls, zh, en in graph.query(_NODES):
        name = str(cls).removeprefix(_AKG)
        network.add_node(iri, iri=iri, cls=name, label_zh=zh or "", label_en=en or "")
    quotes: dict[tuple[str, str, str], list[str]] = {}
    for source, predicate, target, quote in graph.query(_EDGES):
        found = quotes.setdefault((str(source), str(predicate), str(target)), [])
        if quote is not None:
            found.append(str(quote))
    for (source, predicate, target), words in quotes.items():
        network.add_edge(source, target, key=predicate, predicate=predicate, quotes=tuple(words))
    return network


def positions(network: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    """Where each node stands, in whole pixels; the same every time."""
    import networkx as nx

    if not network:
        return {}
    plain = nx.Graph()
    plain.add_nodes_from(network)
    plain.add_edges_from((a, b) for a, b in network.edges() if a != b)
    spring = nx.spring_layout(plain, seed=_SEED, iterations=60, scale=_WIDTH)
    return {node: (round(float(x)), round(float(y))) for node, (x, y) in spring.items()}


def to_pyvis(graph: KnowledgeGraph) -> Network:
    """The network for pyvis: ids n0 n1 ..., titles escaped, standing still."""
    from pyvis.network import Network

    network = to_networkx(graph)
    places = positions(network)
    view = Network(directed=True, notebook=False, cdn_resources="in_line", height="100%")
    view.toggle_physics(False)
    numbered = {node: f"n{index}" for index, node in enumerate(network)}
    for node, data in network.nodes(data=True):
        x, y = places[node]
        title = " · ".join(filter(None, (data["label_zh"], data["label_en"], data["cls"])))
        label = data["label_zh"] or data["label_en"] or "?"
        view.add_node(
            numbered[node],
            label=label,
            title=html.escape(title),
            color=_COLOURS[data["cls"]],
            cls=data["cls"],
            x=x,
            y=y,
            physics=False,
        )
    for source, target, data in network.edges(data=True):
        name = str(data["predicate"]).replace("#", "/").rpartition("/")[2]
        title = html.escape(" … ".join((name, *data["quotes"])))
        view.add_edge(numbered[source], numbered[target], title=title, label=name)
    return view
