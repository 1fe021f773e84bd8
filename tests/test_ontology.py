"""The ontology: every term is named and defined in zh and en, and every foreign term exists."""

from __future__ import annotations

import csv
import inspect
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.namespace

from anhai_kg import lexicons, resources, vocab

ONTOLOGY = resources.ONTOLOGY
AKG = "https://w3id.org/anhai-kg/ontology#"
OURS = "https://w3id.org/anhai-kg/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DCTERMS_SOURCE = "http://purl.org/dc/terms/source"
FILES = sorted(path.name for path in ONTOLOGY.glob("*.ttl"))
VOCABULARIES = sorted({*FILES} - {"anhai.ttl", "shapes.ttl"})
CLOSED = {
    "dcterms": rdflib.namespace.DCTERMS,
    "foaf": rdflib.namespace.FOAF,
    "org": rdflib.namespace.ORG,
    "owl": rdflib.namespace.OWL,
    "prov": rdflib.namespace.PROV,
    "rdf": rdflib.namespace.RDF,
    "rdfs": rdflib.namespace.RDFS,
    "schema": rdflib.namespace.SDO,
    "sh": rdflib.namespace.SH,
    "skos": rdflib.namespace.SKOS,
    "time": rdflib.namespace.TIME,
    "xsd": rdflib.namespace.XSD,
}
"""The namespaces whose terms rdflib knows one by one."""

Block = dict[str, list[ox.NamedNode | ox.Literal]]


@cache
def quads(name: str) -> list[ox.Quad]:
    return list(ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE))


@cache
def blocks(name: str) -> dict[str, Block]:
    """Subject to predicate to values, of the IRIs that a file speaks of."""
    found: defaultdict[str, Block] = defaultdict(lambda: defaultdict(list))
    for quad in quads(name):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, (ox.NamedNode, ox.Literal)):
            found[subject.value][quad.predicate.value].append(value)
    return found


def concepts(name: str) -> dict[str, Block]:
    return {
        iri: block
        for iri, block in blocks(name).items()
        if any(kind.value == f"{SKOS}Concept" for kind in block.get(TYPE, ()))
    }


def languages(block: Block, predicate: str) -> list[str]:
    return sorted(v.language or "" for v in block.get(predicate, ()) if isinstance(v, ox.Literal))


@cache
def foreign_rows() -> list[dict[str, str]]:
    with (ONTOLOGY / "foreign-terms.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def own_terms() -> dict[str, Block]:
    return {iri: block for iri, block in blocks("anhai.ttl").items() if iri.startswith(AKG)}


def test_every_vocabulary_loads() -> None:
    schemes = lexicons.load(ONTOLOGY, resources.LEXICON).schemes
    assert {f"{stem}.ttl" for stem in schemes} == set(VOCABULARIES)


def test_every_term_has_a_label_and_a_definition_in_both_languages() -> None:
    lacking = [
        (iri, predicate)
        for iri, block in own_terms().items()
        for predicate in (f"{RDFS}label", f"{SKOS}definition")
        if languages(block, predicate) != ["en", "zh"]
    ]
    assert lacking == []


def test_every_object_property_reads_from_both_sides() -> None:
    kind = "http://www.w3.org/2002/07/owl#ObjectProperty"
    lacking = [
        iri
        for iri, block in own_terms().items()
        if any(value.value == kind for value in block.get(TYPE, ()))
        and languages(block, f"{AKG}inverseLabel") != ["en", "zh"]
    ]
    assert lacking == []


def test_every_own_term_that_is_used_is_declared() -> None:
    used = {
        term.value
        for name in FILES
        for quad in quads(name)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(AKG)
    }
    written = {term.value for term in _constants() if term.value.startswith(AKG)}
    assert (used | written) - {iri for iri, block in own_terms().items() if TYPE in block} == set()


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_concept_is_complete(name: str) -> None:
    scheme = f"{OURS}ontology/{Path(name).stem}"
    assert f"{SKOS}ConceptScheme" in {kind.value for kind in blocks(name)[scheme][TYPE]}
    assert concepts(name)
    for iri, block in concepts(name).items():
        assert iri.startswith(f"{scheme}#"), iri
        assert languages(block, f"{SKOS}prefLabel") == ["en", "zh"], iri
        assert [value.value for value in block.get(f"{SKOS}inScheme", ())] == [scheme], iri
        assert block.get(DCTERMS_SOURCE), iri
        for predicate in (f"{SKOS}altLabel", f"{SKOS}hiddenLabel"):
            assert set(languages(block, predicate)) <= {"en", "zh"}, iri


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_word_betrays_two_concepts(name: str) -> None:
    words = Counter(
        word
        for block in concepts(name).values()
        for word in {
            value.value
            for predicate in ("prefLabel", "altLabel", "hiddenLabel")
            for value in block.get(f"{SKOS}{predicate}", ())
            if isinstance(value, ox.Literal) and value.language == "zh"
        }
    )
    assert {word for word, times in words.items() if times > 1} == set()


def test_every_concept_that_is_pointed_at_is_declared() -> None:
    declared = {iri for name in VOCABULARIES for iri in blocks(name)}
    pointed = {
        quad.object.value
        for name in FILES
        for quad in quads(name)
        if isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith(f"{OURS}ontology/")
    }
    concepts_pointed_at = {iri for iri in pointed if not iri.startswith(f"{OURS}ontology/shapes#")}
    assert concepts_pointed_at - declared == {f"{OURS}ontology/0.1.0"}  # owl:versionIRI


def _constants() -> list[ox.NamedNode]:
    """The terms that the graph is written with."""
    spaces = [
        c for _, c in inspect.getmembers(vocab, inspect.isclass) if c.__module__ == vocab.__name__
    ]
    return [
        term for space in spaces for term in vars(space).values() if isinstance(term, ox.NamedNode)
    ]


def _foreign() -> set[str]:
    """The terms of others in the ontology and in the graph."""
    terms = {term.value for term in _constants()}
    for name in FILES:
        for quad in quads(name):
            for term in (quad.subject, quad.predicate, quad.object):
                if isinstance(term, ox.NamedNode):
                    terms.add(term.value)
                elif isinstance(term, ox.Literal):
                    terms.add(term.datatype.value)
    return {term for term in terms if not term.startswith(OURS)}


def test_every_foreign_term_is_listed() -> None:
    listed = Counter(row["term"] for row in foreign_rows())
    assert _foreign() - set(listed) == set()
    assert {term for term, times in listed.items() if times > 1} == set()


def test_every_listed_term_has_a_source_and_a_kind() -> None:
    kinds = {"class", "property", "datatype", "individual", "unit"}
    assert [row for row in foreign_rows() if row["kind"] not in kinds or not row["source"]] == []


def test_every_listed_term_exists_where_rdflib_knows_the_namespace() -> None:
    unknown = [
        row["term"]
        for row in foreign_rows()
        if row["prefix"] in CLOSED and rdflib.URIRef(row["term"]) not in CLOSED[row["prefix"]]
    ]
    assert unknown == []
    assert rdflib.URIRef("https://schema.org/Townhall") not in rdflib.SDO  # so it can fail
