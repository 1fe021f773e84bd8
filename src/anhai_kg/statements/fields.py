"""Which policy field words belong to: the longest field word decides, first of the nearest text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import ahocorasick_rs

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span

__all__ = ["Fields"]


@cache
def _automaton(lexicon: Lexicon) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Finds field words of two characters and more; and the field of each."""
    words = {word: key for word, key in lexicon.words["fields"].items() if len(word) > 1}
    ordered = sorted(words)
    return ahocorasick_rs.AhoCorasick(ordered), tuple(words[word] for word in ordered)


class Fields:
    """Answers for one report, whose field words are found in one pass."""

    def __init__(self, ctx: Context) -> None:
        self._automaton, self._keys = _automaton(ctx.lexicon)
        self._words = sorted(self._found(ctx.text))

    def of(self, words: str, clause: Span, heading: Span) -> str:
        """The key of a field by the words themselves, else their clause, else its heading; or empty."""
        return _longest(self._found(words)) or self._within(clause) or self._within(heading)

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, self._keys[index]) for index, start, end in found]

    def _within(self, span: Span) -> str:
        low = bisect_left(self._words, (span.start,))
        high = bisect_left(self._words, (span.end,))
        return _longest([word for word in self._words[low:high] if word[1] <= span.end])


def _longest(words: Sequence[tuple[int, int, str]]) -> str:
    """The field of the longest word, of equals the first."""
    longest = max(words, key=lambda word: (word[1] - word[0], -word[0]), default=None)
    return longest[2] if longest else ""
