"""The vocabulary graph: labels of the concepts and terms that the statements speak of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from anhai_kg import resources
from anhai_kg.graph.sheet import Sheet, Statement, concept_iri, tagged, text
from anhai_kg.lexicons import NAMESPACE, Concept
from anhai_kg.vocab import RDF, RDFS, SKOS

__all__ = ["GRAPH", "write_vocabulary"]

GRAPH: Final = NamedNode(NAMESPACE)


@cache
def _terms() -> dict[NamedNode, tuple[Statement, ...]]:
    """Type and labels of each class, property and individual of the ontology."""
    path = resources.ONTOLOGY / "anhai.ttl"
    if not path.exists():
        return {}
    found: dict[NamedNode, list[Statement]] = {}
    for subject, predicate, value, _ in parse(path=str(path), format=RdfFormat.TURTLE):
        said = predicate in {RDF.type, RDFS.label}
        if said and isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Literal)):
            found.setdefault(subject, []).append((subject, predicate, value, GRAPH))
    return {term: tuple(said) for term, said in found.items()}


@cache
def _described(
    key: str, zh: str, en: str, notations: tuple[str, ...], broader: tuple[str, ...]
) -> tuple[Statement, ...]:
    """A concept's block; kept, for many graphs speak of it."""
    node = concept_iri(key)
    said: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, SKOS.Concept),
        (SKOS.inScheme, NamedNode(node.value.partition("#")[0])),
        (SKOS.prefLabel, tagged(zh, "zh")),
        (SKOS.prefLabel, tagged(en, "en")),
        *((SKOS.notation, text(notation)) for notation in notations),
        *((SKOS.broader, concept_iri(above)) for above in broader),
    ]
    return tuple((node, predicate, value, GRAPH) for predicate, value in said)


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
    concepts = _with_broader(sheet, sheet.concepts)
    for concept in concepts.values():
        broader = tuple(key for key in concept.facts.get("broader", ()) if key in concepts)
        notations = concept.facts.get("notation", ())
        sheet.copy(_described(concept.key, concept.zh, concept.en, notations, broader))
    terms = _terms()
    for term in sorted(sheet.terms() & terms.keys(), key=str):
        sheet.copy(terms[term])
