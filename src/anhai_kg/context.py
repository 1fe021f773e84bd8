"""What every rule may look at: the document, its words and numbers, and the area that reports."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import ahocorasick_rs

from anhai_kg.automaton import Words
from anhai_kg.lexicons import Lexicon
from anhai_kg.listing import Listing, listings
from anhai_kg.model import Area, Bound, Document, Kind, Span
from anhai_kg.phrases import Item, Token
from anhai_kg.quantity import Gauge, Quantity, Refusal

__all__ = ["Candidate", "Context", "Sentence", "gauge", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name that a rule saw: `name` is its full form, `span` the words that stand for it.

    `licence` is the passage that allows the full form where the words differ from it.
    """

    kind: Kind
    name: str
    span: Span
    category: str = ""
    rule: str
    licence: Span | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence cut into phrases and marks."""

    span: Span
    items: Sequence[Item]

    @cached_property
    def _starts(self) -> list[int]:
        return [item.span.start for item in self.items]

    def items_in(self, span: Span) -> Sequence[Item]:
        """The phrases and marks that lie within a span."""
        starts = self._starts
        return self.items[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    @cached_property
    def numbers(self) -> Sequence[Item]:
        """Its numbers that measure something."""
        return [item for item in self.items if item.quantity]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [item.span.start for item in self.numbers]

    def numbers_in(self, span: Span) -> Sequence[Item]:
        """Those of its numbers that begin within a span."""
        low, high = (bisect_left(self._number_starts, edge) for edge in span)
        return self.numbers[low:high]

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Its lists of names."""
        return tuple(listings(self.items))


@dataclass(frozen=True)
class Context:
    """One report in the reader's hands; frozen, made once."""

    document: Document
    lexicon: Lexicon
    tokens: Sequence[Token]
    quantities: Sequence[Quantity]
    refusals: Sequence[Refusal]
    sentences: Sequence[Sentence]
    area: Area | None = None

    @cached_property
    def text(self) -> str:
        """The text of the document; every rule asks for it."""
        return self.document.text

    def named(
        self,
        kind: Kind,
        span: Span,
        rule: str,
        *,
        name: str = "",
        category: str = "",
        licence: Span | None = None,
    ) -> Candidate:
        """A candidate; its name is the words of the span unless another is given."""
        return Candidate(
            kind=kind,
            name=name or span.of(self.text),
            span=span,
            category=category,
            rule=rule,
            licence=licence,
        )

    @cached_property
    def phrase_starts(self) -> list[int]:
        """Where the phrases of the text begin."""
        return [i.span.start for s in self.sentences for i in s.items if i.phrase]

    @cached_property
    def place_openings(self) -> frozenset[str]:
        """The two characters before each word for a kind of place: 白塔 of 白塔广场."""
        starts = (t.span.start for t in self.tokens if len(t.word) > 1 and "places" in t.concepts)
        return frozenset(self.text[start - 2 : start] for start in starts if start >= 2)

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.document.clauses]

    def clause(self, span: Span) -> Span:
        """The clause around a span, or the clauses that it runs over."""
        clauses = self.document.clauses
        first = max(0, bisect_right(self._clause_starts, span.start) - 1)
        if clauses[first].covers(span):
            return clauses[first]
        last = max(first, bisect_right(self._clause_starts, max(span.start, span.end - 1)) - 1)
        return Span(min(clauses[first].start, span.start), max(clauses[last].end, span.end))

    def clauses_in(self, span: Span) -> Sequence[Span]:
        """The clauses that lie within a span."""
        low = bisect_left(self._clause_starts, span.start)
        high = bisect_left(self._clause_starts, span.end)
        return [clause for clause in self.document.clauses[low:high] if clause.end <= span.end]

    def clauses_before(self, start: int, position: int) -> Iterator[Span]:
        """The clauses between two places, the last first."""
        for at in range(bisect_left(self._clause_starts, position) - 1, -1, -1):
            clause = self.document.clauses[at]
            if clause.start < start:
                return
            if clause.end <= position:
                yield clause

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.span.start for token in self.tokens]

    def tokens_near(self, position: int) -> Sequence[Token]:
        """The words that may run over a position."""
        at = bisect_left(self._token_starts, position)
        return self.tokens[max(0, at - 2) : at + 1]

    def counts(self, unit: str) -> bool:
        """Whether a unit merely counts things: 个, 万家."""
        units = gauge(self.lexicon).units
        return units.get(unit, units.get(unit[-1:], False))

    @cached_property
    def _by_span(self) -> dict[Span, list[Quantity]]:
        found: dict[Span, list[Quantity]] = {}
        for quantity in self.quantities:
            found.setdefault(quantity.span, []).append(quantity)
        return found

    def quantities_at(self, span: Span) -> Sequence[Quantity]:
        """The quantities of one place: two for a range."""
        return self._by_span.get(span, [])

    def tokens_in(self, span: Span) -> Sequence[Token]:
        """The words of the lexicon that lie within a span."""
        first = bisect_left(self._token_starts, span.start)
        last = bisect_right(self._token_starts, span.end)
        return [t for t in self.tokens[first:last] if span.covers(t.span)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.document.sentences]

    def sentence(self, position: int) -> Span:
        """The sentence around a position."""
        index = max(0, bisect_right(self._sentence_starts, position) - 1)
        return self.document.sentences[index]

    def occurrences(self, words: str) -> Iterator[Span]:
        """Where those words stand in the text."""
        position = self.text.find(words)
        while position >= 0:
            yield Span(position, position + len(words))
            position = self.text.find(words, position + len(words))

    def last(self, words: re.Pattern[str], start: int, end: int) -> int:
        """Where those words last begin between two places; -1 when they do not."""
        if words not in self._found:
            self._found[words] = [match.start() for match in words.finditer(self.text)]
        at = bisect_left(self._found[words], end) - 1
        return self._found[words][at] if at >= 0 and self._found[words][at] >= start else -1

    @cached_property
    def _found(self) -> dict[re.Pattern[str], list[int]]:
        """Where words stand that are looked for from many places."""
        return {}

    def places_of(self, names: Iterable[str]) -> Iterator[tuple[str, Span]]:
        """Where any of the names stands, found in one pass however many there are."""
        known = sorted(set(names))
        automaton = ahocorasick_rs.AhoCorasick(known)
        for index, start, end in automaton.find_matches_as_indexes(self.text, overlapping=True):
            yield known[index], Span(start, end)


@cache
def words(lexicon: Lexicon) -> Words:
    """The automaton of a lexicon; built once."""
    return Words(lexicon)


@cache
def gauge(lexicon: Lexicon) -> Gauge:
    """The reader of quantities of a lexicon; built once."""
    units = {
        word: concept.fact("counter") == "true"
        for concept in lexicon.schemes["units"].values()
        for word in concept.words
    }
    tables: dict[str, dict[str, Bound]] = {"before": {}, "infix": {}, "after": {}}
    for concept in lexicon.schemes["bounds"].values():
        if position := concept.fact("position"):
            for word in concept.words:
                tables[position][word] = Bound(concept.fact("notation"))
    after_digits = {
        word
        for concept in lexicon.schemes["units"].values()
        if concept.fact("afterDigits")
        for word in concept.words
    }
    return Gauge(units, tables["before"], tables["infix"], tables["after"], after_digits)
