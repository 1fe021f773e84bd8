"""The sheet that statements are written on, and the literals that may stand there.

A literal that RDF could not hold or a query could not count with is refused here, at the only place
where literals are made.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Set
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from anhai_kg.errors import GraphError
from anhai_kg.lexicons import NAMESPACE, Concept, Lexicon
from anhai_kg.vocab import AKG, RDF, SKOS, XSD

__all__ = [
    "Sheet",
    "Statement",
    "concept_iri",
    "date",
    "decimal",
    "flag",
    "number",
    "offset",
    "tagged",
    "text",
    "whole",
]

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal, NamedNode]
"""Subject, predicate, value and the graph of the proof."""

_LONGEST: Final = 1 << 20  # characters: what readers of RDF are known to bear
_DIGITS: Final = 18  # of an xsd:decimal that Oxigraph still computes with
_DATES: Final = (
    (re.compile(r"[0-9]{4}"), XSD.gYear),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), XSD.gYearMonth),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), XSD.date),
)
_YES: Final = Literal("true", datatype=XSD.boolean)


def _string(value: str, language: str | None = None) -> Literal:
    try:
        return Literal(value, language=language)
    except ValueError as error:  # a lone surrogate: no file can hold it
        raise GraphError(f"{value[:40]!r}: half a character in it; mend the text") from error


def _fitting(value: str) -> str:
    if len(value) > _LONGEST:
        raise GraphError(f"{value[:40]!r}...: {len(value)} characters are too long for a literal")
    return value


def text(value: str) -> Literal:
    """A string without language."""
    return _string(_fitting(value))


def whole(value: str) -> Literal:
    """The text of a report, however long the limits of reading let it be."""
    return _string(value)


@lru_cache(maxsize=4096)
def tagged(value: str, language: str) -> Literal:
    """A string in `zh` or `en`."""
    return _string(_fitting(value), language)


def flag() -> Literal:
    """The literal true; what is false is not said."""
    return _YES


@lru_cache(maxsize=4096)
def offset(value: int) -> Literal:
    """A position in code points."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def number(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal) -> Literal:
    """A decimal in plain notation; its digits stay as they are.

    >>> decimal(Decimal("35.920")).value, decimal(Decimal("1E+3")).value
    ('35.920', '1000')

    Raises:
        GraphError: it is no number, or has more digits than can be computed with.
    """
    plain = f"{value:f}"
    if not value.is_finite() or len(plain.lstrip("-0.").replace(".", "")) > _DIGITS:
        raise GraphError(f"{value} is no decimal of at most {_DIGITS} digits; mend the figure")
    return Literal(plain, datatype=XSD.decimal)


def date(value: str) -> Literal:
    """A year, month or day, as precise as it is given.

    >>> date("2023-02").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'

    Raises:
        GraphError: no such date: 2025-02-30.
    """
    for shape, datatype in _DATES:
        if shape.fullmatch(value):
            try:
                datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            except ValueError as error:
                raise GraphError(f"{value}: {error}; mend the date") from error
            return Literal(value, datatype=datatype)
    raise GraphError(f"{value!r} is no date; write 2023, 2023-09 or 2023-09-28")


@lru_cache(maxsize=4096)
def concept_iri(key: str) -> NamedNode:
    """The IRI of a concept by its key.

    >>> concept_iri("bodies/school").value
    'https://w3id.org/anhai-kg/ontology/bodies#school'

    Raises:
        GraphError: it is no key.
    """
    stem, _, name = key.partition("/")
    if not name:
        raise GraphError(f"{key!r} is no key of a concept; write bodies/school")
    return NamedNode(f"{NAMESPACE}/{stem}#{name}")


class Sheet:
    """Collects statements; says no English name twice of one thing."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self._said: dict[Statement, None] = {}
        self._concepts: dict[str, None] = {}
        self._terms: set[NamedNode] = set()
        self._english: dict[NamedNode, str] = {}
        self._categories: dict[NamedNode, str] = {}

    def add(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        value: NamedNode | Literal,
        *,
        graph: NamedNode,
    ) -> None:
        """Say something in the graph of its proof."""
        self._terms.add(predicate)
        self._said[subject, predicate, value, graph] = None

    def copy(self, statements: Iterable[Statement]) -> None:
        """Say what is the same for every graph."""
        self._said.update(dict.fromkeys(statements))

    def kind(self, subject: NamedNode, kind: NamedNode, *, graph: NamedNode) -> None:
        """Say what something is."""
        self.add(subject, RDF.type, self.term(kind), graph=graph)

    def term(self, term: NamedNode) -> NamedNode:
        """A class or individual of the ontology that the graph speaks of: it will be described."""
        self._terms.add(term)
        return term

    def concept(self, key: str) -> NamedNode:
        """A concept that the graph speaks of: it will be described."""
        self._concepts[key] = None
        return concept_iri(key)

    def named(self, subject: NamedNode, name: str, *, graph: NamedNode) -> None:
        """The Chinese name."""
        self.add(subject, SKOS.prefLabel, tagged(name, "zh"), graph=graph)

    def english(self, subject: NamedNode, label: str, *, graph: NamedNode) -> bool:
        """The English name, unless another report gave one; whether anything was said."""
        if not label or self._english.setdefault(subject, label) != label:
            return False
        self.add(subject, SKOS.prefLabel, tagged(label, "en"), graph=graph)
        return True

    def category(self, subject: NamedNode, key: str, *, graph: NamedNode) -> None:
        """What kind of its kind something is; the first word stands."""
        if self._categories.setdefault(subject, key) == key:
            self.add(subject, AKG.category, self.concept(key), graph=graph)

    def unit(self, word: str) -> Concept | None:
        """The block of a unit as printed."""
        return self.words.find("units", word) if "units" in self.words.schemes else None

    def bound(self, symbol: str) -> NamedNode | None:
        """The concept whose notation is that symbol: bounds:above for >."""
        for concept in self.words.schemes.get("bounds", {}).values():
            if symbol in concept.facts.get("notation", ()):
                return self.concept(concept.key)
        return None

    def terms(self) -> Set[NamedNode]:
        """Every predicate, every class, and each individual spoken of: that someone was elected."""
        return self._terms

    @property
    def concepts(self) -> tuple[str, ...]:
        """Keys of the concepts spoken of, in the order of speaking."""
        return tuple(self._concepts)

    def statements(self) -> list[Statement]:
        """Everything said, each once, in the order of saying."""
        return list(self._said)
