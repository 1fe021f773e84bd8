"""The graph as a network: named things and posts, and what links them; GraphML and GEXF of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import networkx as nx

    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["gexf", "graphml", "to_networkx"]

_AKG: Final = "https://w3id.org/anhai-kg/ontology#"
_NODES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?iri ?class ?zh ?en ?begin ?quote WHERE {
  VALUES ?class { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
                  akg:Report }
  ?iri a ?class .
  OPTIONAL { ?iri skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?iri skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL {
    { ?iri akg:mentionedIn ?words } UNION { GRAPH ?words { ?iri a akg:Post } }
    ?words nif:beginIndex ?begin ; nif:anchorOf ?quote
  }
} ORDER BY ?iri ?class ?zh ?en ?begin ?quote
"""
_EDGES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?source ?predicate ?target ?zh ?en ?quote WHERE {
  VALUES ?from { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
                 akg:Report }
  VALUES ?to { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
               akg:Report }
  ?source a ?from . ?target a ?to .
  ?source ?predicate ?target .
  OPTIONAL { ?predicate rdfs:label ?zh FILTER(LANG(?zh) = "zh") }
  OPTIONAL { ?predicate rdfs:label ?en FILTER(LANG(?en) = "en") }
  OPTIONAL {
    { GRAPH ?words { ?source ?predicate ?target } ?words nif:anchorOf ?quote }
    UNION
    { ?source org:holds ?target . ?tenure org:member ?source ; akg:post ?target ;
        prov:wasQuotedFrom/nif:anchorOf ?quote }
  }
} ORDER BY ?source ?predicate ?target ?zh ?en ?quote
"""
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATED: Final = re.compile(rb' lastmodifieddate="[^"]*"')


def _with_quote(quotes: tuple[str, ...], quote: object) -> tuple[str, ...]:
    return quotes if quote is None or quote in quotes else (*quotes, str(quote))


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """Nodes by IRI, with iri, cls, label_zh, label_en, quotes; edges with predicate, label_zh, label_en, quotes.

    An edge is one statement, and of two things there may be several; quotes are all the words that name the node or
    prove the edge, in order.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    for iri, cls, zh, en, _, quote in graph.select(_NODES):
        name = str(cls).removeprefix(_AKG)
        if iri not in network:
            labels = {"label_zh": zh or "", "label_en": en or ""}
            network.add_node(iri, iri=iri, cls=name, **labels, quotes=())
        node = network.nodes[iri]
        node["quotes"] = _with_quote(node["quotes"], quote)
    for source, predicate, target, zh, en, quote in graph.select(_EDGES):
        if not network.has_edge(source, target, predicate):
            labels = {"label_zh": zh or "", "label_en": en or ""}
            network.add_edge(source, target, predicate, predicate=predicate, **labels, quotes=())
        edge = network.edges[source, target, predicate]
        edge["quotes"] = _with_quote(edge["quotes"], quote)
    return network


def _plain(data: dict[str, object]) -> dict[str, str]:
    """Attributes as both formats have them: text that XML can hold, several quotes on lines of their own."""
    told = {
        name: "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in data.items()
    }
    told["label"] = told["label_zh"] or told["label_en"]
    return {name: _NO_XML.sub("\ufffd", text) for name, text in told.items()}


def _flat(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with text for attributes, and each edge with a key of its own: Gephi takes keys for names."""
    import networkx as nx

    flat = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        flat.add_node(node, **_plain(data))
    for number, (source, target, data) in enumerate(network.edges(data=True)):
        flat.add_edge(source, target, key=f"e{number}", **_plain(data))
    return flat


def graphml(network: nx.MultiDiGraph) -> bytes:
    """GraphML; every attribute is text, and `label` is what Gephi shows."""
    import networkx as nx

    sheet = io.BytesIO()
    nx.write_graphml_xml(_flat(network), sheet, encoding="utf-8")
    return sheet.getvalue()


def gexf(network: nx.MultiDiGraph) -> bytes:
    """GEXF 1.3 without the day of writing, so that the same graph gives the same bytes."""
    import networkx as nx

    sheet = io.BytesIO()
    nx.write_gexf(_flat(network), sheet, encoding="utf-8", version="1.3")
    return _DATED.sub(b"", sheet.getvalue())
