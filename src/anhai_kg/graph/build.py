"""The order of writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyoxigraph import Quad

from anhai_kg.errors import GraphError
from anhai_kg.graph.derived import write_derived
from anhai_kg.graph.desk import Desk
from anhai_kg.graph.entities import write_entities
from anhai_kg.graph.names import Names, chains
from anhai_kg.graph.report import write_citations, write_report
from anhai_kg.graph.sheet import Sheet, Statement
from anhai_kg.graph.statements import write_statements
from anhai_kg.graph.vocabulary import write_vocabulary
from anhai_kg.iri import BASE, checked_base
from anhai_kg.lexicons import Lexicon, lexicon
from anhai_kg.model import Reading

__all__ = ["statements_of", "to_quads"]


def to_quads(
    readings: Sequence[Reading], *, base: str = BASE, words: Lexicon | None = None
) -> list[Quad]:
    """The same as `statements_of` in quads of pyoxigraph."""
    return [Quad(*terms) for terms in statements_of(readings, base=base, words=words)]


def statements_of(
    readings: Sequence[Reading], *, base: str = BASE, words: Lexicon | None = None
) -> list[Statement]:
    """The graph of the readings, each statement once; the same for any order of the readings.

    Reports of one town meet in the same IRIs.

    Args:
        readings: of different reports.
        base: what the IRIs of resources begin with.
        words: the lexicon that they were read with; the shipped one when none is given.

    Raises:
        GraphError: two reports of one id, or a value that no RDF term can hold.
    """
    checked_base(base)
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    counted = Counter(reading.document.id for reading in ordered)
    if twice := [identifier for identifier, times in counted.items() if times > 1]:
        raise GraphError(f"{twice[0]}: two reports have this id; rename one of the files")
    sheet, areas = Sheet(words or lexicon()), chains(ordered)
    for reading in ordered:
        identifier = reading.document.id
        names = Names(base, document=identifier, chain=areas.get(identifier, ()))
        desk = Desk(reading, names, sheet)
        write_report(desk)
        write_entities(desk)
        write_statements(desk)
        write_derived(desk)
        write_citations(desk)
    write_vocabulary(sheet)
    return sheet.statements()
