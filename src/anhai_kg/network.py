"""The graph as a network: named things and posts, and what links them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["to_networkx"]

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


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """Nodes by IRI with iri, cls, label_zh, label_en; edges with predicate and quotes.

    An edge is one statement; its quotes are all the words that prove it.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    for iri, cls, zh, en in graph.select(_NODES):
        name = str(cls).removeprefix(_AKG)
        network.add_node(iri, iri=iri, cls=name, label_zh=zh or "", label_en=en or "")
    quotes: dict[tuple[str, str, str], list[str]] = {}
    for source, predicate, target, quote in graph.select(_EDGES):
        found = quotes.setdefault((str(source), str(predicate), str(target)), [])
        if quote is not None:
            found.append(str(quote))
    for (source, predicate, target), words in quotes.items():
        network.add_edge(source, target, key=predicate, predicate=predicate, quotes=tuple(words))
    return network
