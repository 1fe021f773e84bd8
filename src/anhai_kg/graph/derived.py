"""What the words do not say literally: English, fields, normalised values, dates, posts now held.

Each rule has a graph of its own, so that what was derived can be told from what was read.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

from pyoxigraph import NamedNode

from anhai_kg.graph.desk import Desk
from anhai_kg.graph.sheet import date, decimal, text
from anhai_kg.graph.statements import figure_nodes, undertaking_nodes
from anhai_kg.iri import iri
from anhai_kg.lexicons import Concept
from anhai_kg.model import Figure, Kind, Ref
from anhai_kg.period import bounds
from anhai_kg.vocab import AKG, ORG, SKOS, TIME

__all__ = ["write_derived"]

_PLACES: Final = Decimal(
    "0.000001"
)  # of a value that no decimal is equal to: 1 mu is 2000/3 square metres


def _factor(unit: Concept) -> Fraction | None:
    if factor := unit.fact("factor"):
        return Fraction(factor)
    if above := unit.fact("factorNumerator"):
        return Fraction(int(above), int(unit.fact("factorDenominator", "1")))
    return None


def normalised(value: Decimal, factor: Fraction) -> Decimal:
    """The value in its base unit: exact where a decimal can be, else to six places.

    >>> normalised(Decimal("35.92"), Fraction(10**8)), normalised(Decimal(2), Fraction(2000, 3))
    (Decimal('3592000000'), Decimal('1333.333333'))
    """
    exact = Fraction(value) * factor
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(quotient) != exact:
        return quotient.quantize(_PLACES, rounding=ROUND_HALF_EVEN)
    return quotient.quantize(Decimal(1)) if exact.denominator == 1 else quotient


def _value(desk: Desk, node: NamedNode, said: Figure) -> None:
    unit = desk.sheet.unit(said.unit)
    factor = _factor(unit) if unit else None
    if unit is None or factor is None or not unit.fact("baseUnit"):
        return
    graph = desk.derived("normalised-values")
    value = decimal(normalised(said.value, factor))
    desk.sheet.add(node, AKG.normalisedValue, value, graph=graph)
    desk.sheet.add(node, AKG.normalisedUnit, iri(unit.fact("baseUnit")), graph=graph)


def _field(desk: Desk, node: NamedNode, key: str) -> None:
    if key:
        desk.sheet.add(node, AKG.field, desk.sheet.concept(key), graph=desk.derived("fields"))


def _periods(desk: Desk) -> None:
    reading = desk.reading
    periods = {said.period for said in reading.figures}
    periods |= {said.period for said in reading.undertakings}
    periods |= {said.period for said in reading.document.sections}
    for identifier in sorted({period.id for period in periods if period}):
        graph, node = desk.derived("period-dates"), desk.names.period(identifier)
        desk.sheet.kind(node, TIME.ProperInterval, graph=graph)
        desk.sheet.add(node, SKOS.notation, text(identifier), graph=graph)
        ends = zip((TIME.hasBeginning, TIME.hasEnd), bounds(identifier), strict=True)
        for predicate, day in ends:
            instant = desk.names.day(day)
            desk.sheet.add(node, predicate, instant, graph=graph)
            desk.sheet.kind(instant, TIME.Instant, graph=graph)
            desk.sheet.add(instant, TIME.inXSDDate, date(day), graph=graph)


def _posts(desk: Desk) -> None:
    for said in desk.reading.posts:
        post = desk.names.post(said)
        official = desk.names.entity(Ref(Kind.OFFICIAL, said.person))
        desk.sheet.add(official, ORG.holds, post, graph=desk.derived("holds"))
        label = said.label_en
        if said.concept:
            concept = desk.sheet.concept(said.concept)
            desk.sheet.add(post, AKG.concept, concept, graph=desk.derived("classification"))
            label = label or desk.sheet.words.concept(said.concept).en
        desk.sheet.english(post, label, graph=desk.derived("english-labels"))


def write_derived(desk: Desk) -> None:
    """Write what follows from the statements."""
    for node, figure in zip(figure_nodes(desk), desk.reading.figures, strict=True):
        _value(desk, node, figure)
        _field(desk, node, figure.field)
        indicator = desk.names.indicator(figure.indicator)
        desk.sheet.english(indicator, figure.indicator_en, graph=desk.derived("english-labels"))
    for node, said in zip(undertaking_nodes(desk), desk.reading.undertakings, strict=True):
        _field(desk, node, said.field)
    _periods(desk)
    _posts(desk)
