"""Shapes against damage: of 200 random single-triple damages of each kind, which are found.

What is not found must be undetectable in principle, for one of the reasons below; a damage that is
neither found nor excused is a gap in the shapes. Damages far from each other are judged together.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

import oracle
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

import anhai_kg as kg
from anhai_kg.shacl import Validator
from anhai_kg.vocab import AKG, DCTERMS, NIF, ORG, RDF, SKOS, XSD

Term: TypeAlias = NamedNode | Literal
COUNT: Final = 200
TOGETHER: Final = 20

OPTIONAL: Final = {
    "the text need not say it": {
        *(AKG.about, AKG.objectText, AKG.period, AKG.periodFrom, AKG.figure, AKG.boundWord),
        *(AKG.groupLabel, AKG.isRank, AKG.isGrowth, AKG.promises, AKG.area, DCTERMS.date),
        *(SKOS.altLabel, AKG.mentionedIn, AKG.memberOfGroup, AKG.dateFrom),
    },
    "the vocabularies need not know it": {
        *(AKG.category, AKG.concept, AKG.action, AKG.field, AKG.unit, SKOS.broader, SKOS.notation),
        *(AKG.normalisedValue, AKG.normalisedUnit),
    },
    "a rule need not lean on other words": {AKG.leansOn},
    "it is the fact itself, and a graph need not have it": {
        *(AKG.chairs, AKG.hears, AKG.delivers, AKG.speaks, AKG.represents, AKG.attends, ORG.holds),
        *(AKG.locatedIn, AKG.partOf, AKG.partnersWith, AKG.state, AKG.plannedState),
    },
    "a citation of a whole fact is read by nobody": {AKG.readBy},
}
"""Why a statement may be missing: the world is open. Of changes and additions see `ordinary`."""


_ELSEWHERE: Final = {(str(AKG.Citation), str(AKG.leansOn))}
"""What other reports say, and this one happens not to: class of the subject, and predicate."""


_OF_ANY_NAMED: Final = {AKG.about, AKG.partOf, AKG.partnersWith}
_NAMED: Final = set(
    map(
        str, (AKG.Official, AKG.Body, AKG.Place, AKG.Project, AKG.Initiative, AKG.Event, AKG.Report)
    )
)
"""What may point at a named thing of any of the seven kinds."""


class Damage(NamedTuple):
    """One triple gone, or another in its place, or one too many."""

    gone: Triple | None
    come: Triple | None

    @property
    def triple(self) -> Triple:
        return self.gone or self.come  # type: ignore[return-value]

    @property
    def nodes(self) -> set[str]:
        """The nodes that it touches."""
        said = [self.triple.subject, *(t.object for t in self if t)]
        return {node.value for node in said if isinstance(node, NamedNode)}

    @property
    def words(self) -> set[str]:
        """A literal that came, which may itself be what is complained of."""
        return (
            {self.come.object.value}
            if self.come and isinstance(self.come.object, Literal)
            else set()
        )


@cache
def triples() -> list[Triple]:
    quads = kg.build(oracle.REPORT).quads
    return sorted({q.triple for q in quads if q.predicate != NIF.isString}, key=str)


@cache
def classes() -> dict[str, str]:
    """Node to its class; of two, the first by name."""
    typed = [t for t in triples() if t.predicate == RDF.type]
    return {str(t.subject): str(t.object) for t in reversed(typed)}


def kind(term: object) -> str:
    """What a value is like: its datatype and language, its class, or its vocabulary."""
    if isinstance(term, Literal):
        whole = term.value.lstrip("-").replace(".", "", 1).isdigit()
        number = term.datatype in (XSD.decimal, XSD.integer, XSD.nonNegativeInteger)
        return f"{term.datatype} {term.language} {bool(term.value)} {whole if number else ''}"
    return classes().get(str(term)) or str(term).rpartition("#")[0] or "?"


def signature(triple: Triple) -> tuple[str, str, str]:
    own = classes().get(str(triple.subject), "?")
    if triple.predicate in _OF_ANY_NAMED and kind(triple.object) in _NAMED:
        return own, str(triple.predicate), "named thing"
    value = str(triple.object) if triple.predicate == RDF.type else kind(triple.object)
    return own, str(triple.predicate), value


@cache
def signatures() -> Counter[tuple[str, str, str]]:
    return Counter(map(signature, triples()))


def changed(value: object, chance: random.Random, nodes: list[NamedNode]) -> Term:
    if not isinstance(value, Literal):
        return chance.choice(nodes)
    if value.language:
        tag = chance.choice([value.language, value.language, "fr"])
        return Literal(f"{value.value[::-1]}甲", language=tag)
    if value.datatype == XSD.string:
        return chance.choice(
            [Literal(f"{value.value}甲"), Literal(""), Literal("甲", language="zh")]
        )
    more = [f"{value.value}0", f"{value.value}x", "甲"]
    return Literal(chance.choice(more), datatype=value.datatype)


def dropped(chance: random.Random) -> Damage:
    return Damage(chance.choice(triples()), None)


def replaced(chance: random.Random) -> Damage:
    old = chance.choice(triples())
    nodes = [t.object for t in triples() if isinstance(t.object, NamedNode)]
    new = Triple(old.subject, old.predicate, changed(old.object, chance, nodes))
    return Damage(old, new) if new != old else replaced(chance)


def added(chance: random.Random) -> Damage:
    one, two, three = (chance.choice(triples()) for _ in range(3))
    new = Triple(one.subject, two.predicate, chance.choice([two.object, three.object]))
    return Damage(None, new) if new not in triples() else added(chance)


def apart(make: Callable[[random.Random], Damage], chance: random.Random) -> Iterator[Damage]:
    """Damages no two of which touch one node."""
    touched: set[str] = set()
    while True:
        damage = make(chance)
        if not damage.nodes & touched:
            touched |= damage.nodes
            yield damage


def found(damages: list[Damage], validator: Validator) -> set[Damage]:
    """Those that a complaint names: at a node that they touch, or about its value."""
    gone = {d.gone for d in damages}
    left = [t for t in triples() if t not in gone] + [d.come for d in damages if d.come]
    results = validator.judge(
        [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in left]
    ).results
    named = {name for result in results for name in (result.focus, result.value)}
    return {damage for damage in damages if (damage.nodes | damage.words) & named}


def excuse(damage: Damage) -> str:
    """Why no shape can find it; nothing when one should."""
    if damage.come:
        said = signature(damage.come)
        usual = said in signatures() or said[:2] in _ELSEWHERE
        return "as good a statement as any of its kind: only the text tells" if usual else ""
    predicate, subject = damage.triple.predicate, damage.triple.subject
    alike = [t for t in triples() if (t.subject, t.predicate) == (subject, predicate)]
    if len(alike) > 1:
        return "one of several"
    return next((why for why, terms in OPTIONAL.items() if predicate in terms), "")


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize(
    ("make", "least"),
    [(dropped, 120), (replaced, 100), (added, 160)],
    ids=["drop", "change", "add"],
)
def test_r20_every_damage_is_found_or_undetectable_for_a_reason(
    make: Callable[[random.Random], Damage], least: int
) -> None:
    chance, validator = random.Random(20), Validator()
    caught, excused = 0, Counter[str]()
    for _ in range(COUNT // TOGETHER):
        damages = list(islice(apart(make, chance), TOGETHER))
        known = found(damages, validator)
        caught += len(known)
        missed = [damage for damage in damages if damage not in known]
        assert [damage for damage in missed if not excuse(damage)] == []
        excused.update(map(excuse, missed))
    assert caught + excused.total() == COUNT
    assert caught >= least, excused


def test_every_excuse_is_needed_for_what_the_graph_says() -> None:
    """A term that no statement uses, or that a shape requires, needs no excuse."""
    used = {t.predicate for t in triples()}
    rare = {AKG.isGrowth, AKG.partnersWith, SKOS.notation, AKG.attends}
    excused = set().union(*OPTIONAL.values())
    assert excused - used - rare == set()
