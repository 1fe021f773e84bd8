"""The questions that the page puts to the graph: all it shows comes through these.

The default graph of a `KnowledgeGraph` is the union of its graphs; `GRAPH ?cite` gives the citation
that a triple is filed under.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BARE_LINKS",
    "CITATIONS",
    "FORMS",
    "LABELS",
    "LINKS",
    "PROPERTIES",
    "REPORTS",
    "SECTIONS",
    "TYPES",
]

_PREFIXES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

REPORTS: Final = (
    _PREFIXES
    + """
SELECT ?report ?text ?title ?date ?publisher ?source WHERE {
  ?report nif:isString ?text .
  OPTIONAL { ?report dcterms:title ?title }
  OPTIONAL { ?report dcterms:date ?date }
  OPTIONAL { ?report dcterms:publisher ?publisher }
  OPTIONAL { ?report dcterms:source ?source }
} ORDER BY ?report ?title ?date ?publisher ?source
"""
)

CITATIONS: Final = (
    _PREFIXES
    + """
SELECT ?cite ?report ?start ?end WHERE {
  ?cite nif:referenceContext ?report ; nif:beginIndex ?start ; nif:endIndex ?end .
  FILTER(?cite != ?report)
} ORDER BY ?report ?start ?end
"""
)

SECTIONS: Final = (
    _PREFIXES
    + """
SELECT ?report ?start ?end ?level WHERE {
  ?section a akg:Section ; akg:heading ?cite .
  ?cite nif:referenceContext ?report ; nif:beginIndex ?start ; nif:endIndex ?end .
  OPTIONAL { ?section akg:level ?level }
} ORDER BY ?report ?start
"""
)

LABELS: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?lang ?label WHERE {
  ?thing skos:prefLabel|rdfs:label ?label BIND(LANG(?label) AS ?lang)
} ORDER BY ?thing ?lang ?label
"""
)

FORMS: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?form WHERE {
  ?thing skos:altLabel ?form . FILTER EXISTS { ?thing akg:mentionedIn [] }
}
ORDER BY ?thing ?form
"""
)

TYPES: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?class WHERE {
  VALUES ?class {
    akg:Official akg:Body akg:Place akg:Project akg:Initiative akg:Event akg:Report akg:Post
    akg:Result akg:Target akg:Achievement akg:Commitment akg:Tenure akg:SkippedNumber
  }
  ?thing a ?class .
} ORDER BY ?thing ?class
"""
)

_LINKS: Final = """
  VALUES ?link {
    akg:chairs akg:hears akg:delivers akg:speaks akg:represents akg:attends
    akg:locatedIn akg:partOf akg:partnersWith akg:memberOfGroup
    org:postIn akg:about akg:figure akg:mentionedIn akg:state akg:plannedState
  }
"""

LINKS: Final = f"""{_PREFIXES}
SELECT ?from ?link ?to ?cite WHERE {{
  {_LINKS}
  GRAPH ?cite {{ ?from ?link ?to }}
}} ORDER BY ?from ?link ?to ?cite
"""
"""Every link that is drawn or listed, once for each citation that proves it."""

BARE_LINKS: Final = f"""{_PREFIXES}
SELECT ?from ?link ?to ("" AS ?cite) WHERE {{
  {_LINKS}
  ?from ?link ?to
}} ORDER BY ?from ?link ?to
"""
"""The same of a graph that came without its evidence."""

PROPERTIES: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?property ?value WHERE {
  VALUES ?property {
    org:member org:organization akg:post akg:how
    akg:indicator akg:value akg:valueText akg:unit akg:unitText akg:bound akg:boundWord akg:period
    akg:groupLabel akg:isRank akg:isGrowth akg:numberAt prov:wasQuotedFrom akg:field
    akg:actionText akg:objectText akg:printed akg:reason skos:notation
  }
  ?thing ?property ?value .
} ORDER BY ?thing ?property ?value
"""
)
"""What is said of tenures, figures, undertakings and numbers that are no figures."""
