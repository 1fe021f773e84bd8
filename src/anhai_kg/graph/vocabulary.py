"""The vocabulary graph: labels of the concepts and terms that the quads speak of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import pyoxigraph as ox
from pyoxigraph import NamedNode

from anhai_kg import resources
from anhai_kg.graph.sheet import Sheet, concept_iri, tagged, text
from anhai_kg.lexicons import NAMESPACE, Concept
from anhai_kg.vocab import RDF, RDFS, SKOS

__all__ = ["GRAPH", "write_vocabulary"]

GRAPH: Final = NamedNode(NAMESPACE)


@cache
def _terms() -> dict[NamedNode, tuple[ox.Quad, ...]]:
    """Type and labels of each class, property and individual of the ontology."""
    path = resources.ONTOLOGY / "anhai.ttl"
    if not path.exists():
        return {}
    found: dict[NamedNode, list[ox.Quad]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        said = quad.predicate in {RDF.type, RDFS.label}
        if (
            said
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, (NamedNode, ox.Literal))
        ):
            found.setdefault(quad.subject, []).append(quad)
    return {term: tuple(quads) for term, quads in found.items()}


def _describe(sheet: Sheet, concept: Concept) -> None:
    node = concept_iri(concept.key)
    sheet.kind(node, SKOS.Concept, graph=GRAPH)
    sheet.add(node, SKOS.inScheme, NamedNode(node.value.partition("#")[0]), graph=GRAPH)
    sheet.add(node, SKOS.prefLabel, tagged(concept.zh, "zh"), graph=GRAPH)
    sheet.add(node, SKOS.prefLabel, tagged(concept.en, "en"), graph=GRAPH)
    for notation in concept.facts.get("notation", ()):
        sheet.add(node, SKOS.notation, text(notation), graph=GRAPH)
    for broader in concept.facts.get("broader", ()):
        if sheet.words.schemes.get(broader.partition("/")[0], {}).get(broader):
            sheet.add(node, SKOS.broader, concept_iri(broader), graph=GRAPH)


def _with_broader(sheet: Sheet, keys: Iterable[str]) -> dict[str, Concept]:
    """The concepts of those keys and, all the way up, what is broader."""
    found: dict[str, Concept] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        concept = sheet.words.schemes.get(key.partition("/")[0], {}).get(key)
        if concept and key not in found:
            found[key] = concept
            waiting.extend(concept.facts.get("broader", ()))
    return found


def write_vocabulary(sheet: Sheet) -> None:
    """Describe each concept spoken of, and each term of the ontology used; comes last."""
    for concept in _with_broader(sheet, sheet.concepts).values():
        _describe(sheet, concept)
    terms = _terms()
    for term in sorted(sheet.terms() & terms.keys(), key=str):
        for quad in terms[term]:
            if isinstance(quad.object, (NamedNode, ox.Literal)):
                sheet.add(term, quad.predicate, quad.object, graph=GRAPH)
