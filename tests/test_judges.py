"""Outside judges of the ontology: pitfalls that OOPS! looks for, and two OWL 2 RL reasoners.

OOPS! is a service (https://oops.linkeddata.es/catalogue.jsp); the checks named P.. below are those of its
catalogue that can be answered from the files alone. Labels and definitions are in test_ontology.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

import oracle
import owlrl
import pytest
import reasonable
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import anhai_kg as kg
from anhai_kg import resources

AKG = Namespace("https://w3id.org/anhai-kg/ontology#")
ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")["error"]
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
VOCABULARY_ONLY = {AKG.inverseLabel}


@cache
def ontology() -> Graph:
    return Graph().parse(resources.ONTOLOGY / "anhai.ttl", format="turtle")


@cache
def anhai() -> Graph:
    """The graph of the Anhai report, without the text itself."""
    graph = Graph().parse(data=kg.build(oracle.REPORT).to_turtle(), format="turtle")
    graph.remove((None, URIRef(f"{NIF}isString"), None))
    return graph


def own(kind: Node) -> set[Node]:
    return {s for s in ontology().subjects(RDF.type, kind) if str(s).startswith(str(AKG))}


def properties() -> set[Node]:
    return own(OWL.ObjectProperty) | own(OWL.DatatypeProperty)


def used() -> set[Node]:
    """Everything that the graph and the shapes speak of."""
    shapes = Graph().parse(resources.ONTOLOGY / "shapes.ttl", format="turtle")
    return {term for graph in (anhai(), shapes) for triple in graph for term in triple}


def test_p06_no_class_or_property_is_below_itself() -> None:
    for above in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(ontology().subjects(above, None)):
            parents = ontology().objects(term, above)
            over = {t for parent in parents for t in ontology().transitive_objects(parent, above)}
            assert term not in over, term


def test_p04_no_term_is_an_island() -> None:
    """Every class is above, below, a domain or a range of something, or is used."""
    linked = set()
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.unionOf):
        for subject, value in ontology().subject_objects(predicate):
            linked |= {subject, value}
    linked |= set(ontology().objects(None, RDF.first))
    assert own(OWL.Class) - linked - used() == set()


def test_p11_p19_domains_and_ranges_are_single_and_known() -> None:
    classes = set(ontology().subjects(RDF.type, OWL.Class)) | {OWL.Class, SKOS.Concept}
    for term in properties():
        domains = list(ontology().objects(term, RDFS.domain))
        ranges = list(ontology().objects(term, RDFS.range))
        assert len(domains) <= 1, term  # two domains mean both at once
        assert len(ranges) == 1 or term in VOCABULARY_ONLY | {AKG.level, AKG.partOf}, term
        for end in (*domains, *ranges):
            foreign = not str(end).startswith(str(AKG))
            assert end in classes or foreign, (term, end)


def test_p05_p25_inverses_and_symmetry_fit() -> None:
    for term, inverse in ontology().subject_objects(OWL.inverseOf):
        assert term != inverse
        assert ontology().value(term, RDFS.domain) == ontology().value(inverse, RDFS.range)
    for term in own(OWL.SymmetricProperty):
        assert ontology().value(term, RDFS.domain) == ontology().value(term, RDFS.range)


def test_p10_what_cannot_be_both_is_disjoint() -> None:
    disjoint = set(map(frozenset, ontology().subject_objects(OWL.disjointWith)))
    for group in ontology().subjects(RDF.type, OWL.AllDisjointClasses):
        found = members(ontology(), group)
        disjoint |= {frozenset((a, b)) for a in found for b in found if a != b}
    wanted = [
        (AKG.Result, AKG.Target),
        (AKG.Achievement, AKG.Commitment),
        (AKG.Official, AKG.Body),
        (AKG.Place, AKG.Project),
        (AKG.Event, AKG.Report),
    ]
    assert {frozenset(pair) for pair in wanted} - disjoint == set()


def test_p22_p08_names_are_of_one_style() -> None:
    for term in own(OWL.Class):
        assert str(term).removeprefix(str(AKG))[0].isupper(), term
    for term in properties():
        assert str(term).removeprefix(str(AKG))[0].islower(), term


def test_p35_what_the_graph_says_is_declared_by_kind() -> None:
    """Links are object properties, and values datatype properties of the range's datatype."""
    for term in own(OWL.DatatypeProperty) - VOCABULARY_ONLY:
        expected = ontology().value(term, RDFS.range)
        for value in anhai().objects(None, term):
            assert isinstance(value, Literal), (term, value)
            assert expected in (None, value.datatype or XSD.string, RDFS.Literal), (term, value)
    for term in own(OWL.ObjectProperty):
        assert all(isinstance(value, URIRef) for value in anhai().objects(None, term)), term


def test_r20_no_shape_asks_for_what_no_ontology_has() -> None:
    shapes = Graph().parse(resources.ONTOLOGY / "shapes.ttl", format="turtle")
    asked = {o for p in (SH.path, SH.targetClass, SH["class"]) for o in shapes.objects(None, p)}
    declared = {s for s in ontology().subjects() if isinstance(s, URIRef)}
    mine = {term for term in asked if str(term).startswith(str(AKG))}
    assert mine - declared == set()


# --- reasoners

Closure = Callable[[Graph], Graph]


def members(graph: Graph, group: Node) -> list[Node]:
    head = graph.value(group, OWL.members)
    return list(graph.items(head)) if head else []


def by_owlrl(graph: Graph) -> Graph:
    closed = Graph() + graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False).expand(closed)
    return closed


def by_reasonable(graph: Graph) -> Graph:
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(graph)
    closed = Graph()
    for triple in reasoner.reason():
        closed.add(triple)
    return closed


def clashes(closed: Graph) -> Iterator[str]:
    """What OWL 2 RL calls false, and what either reasoner says of it (tables 4 to 7 of the profile)."""
    yield from (str(said) for said in closed.objects(None, ERROR))
    yield from (f"{s} is nothing" for s in closed.subjects(RDF.type, OWL.Nothing))
    for one, other in closed.subject_objects(OWL.disjointWith):
        both = set(closed.subjects(RDF.type, one)) & set(closed.subjects(RDF.type, other))
        yield from (f"{node} is {one} and {other}" for node in both)
    for group in closed.subjects(RDF.type, OWL.AllDisjointClasses):
        for one, other in combinations(members(closed, group), 2):
            both = set(closed.subjects(RDF.type, one)) & set(closed.subjects(RDF.type, other))
            yield from (f"{node} is {one} and {other}" for node in both)
    for one, other in closed.subject_objects(OWL.differentFrom):
        if (one, OWL.sameAs, other) in closed:
            yield f"{one} is and is not {other}"
    for term in closed.subjects(RDF.type, OWL.FunctionalProperty):
        for subject in set(closed.subjects(term, None)):
            values = {v for v in closed.objects(subject, term) if isinstance(v, Literal)}
            if len({v.toPython() for v in values}) > 1:
                yield f"{subject} has two values of {term}"


FIGURE = next(anhai().subjects(RDF.type, AKG.Result))
OFFICIAL = next(anhai().subjects(RDF.type, AKG.Official))
PLANTED: dict[str, list[tuple[Node, Node, Node]]] = {
    "two disjoint classes": [(FIGURE, RDF.type, AKG.Target)],
    "a person that is a place": [(OFFICIAL, RDF.type, AKG.Place)],
    "two values of a functional property": [(FIGURE, AKG.value, Literal("77", datatype=XSD.decimal))],
    "a domain that does not fit": [(OFFICIAL, AKG.value, Literal("1", datatype=XSD.decimal)),
                                   (OFFICIAL, RDF.type, AKG.Target), (OFFICIAL, RDF.type, AKG.Result)],
}  # fmt: skip


@pytest.mark.parametrize("close", [by_owlrl, by_reasonable])
def test_ontology_and_graph_are_consistent(close: Closure) -> None:
    closed = close(ontology() + anhai())
    assert len(closed) > len(anhai())
    assert sorted(clashes(closed)) == []


@pytest.mark.parametrize("close", [by_owlrl, by_reasonable])
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found(name: str, close: Closure) -> None:
    small = Graph() + ontology()
    for node in (FIGURE, OFFICIAL):
        for triple in anhai().triples((node, None, None)):
            small.add(triple)
    assert sorted(clashes(close(small))) == []
    for triple in PLANTED[name]:
        small.add(triple)
    assert list(clashes(close(small)))
