"""Which policy field words belong to: the longest field word decides, first of the nearest text."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span

__all__ = ["field_of"]


@cache
def _automaton(lexicon: Lexicon) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Finds field words of two characters and more; and the field of each."""
    words = {word: key for word, key in lexicon.words["fields"].items() if len(word) > 1}
    ordered = sorted(words)
    return ahocorasick_rs.AhoCorasick(ordered), tuple(words[word] for word in ordered)


def _field(lexicon: Lexicon, text: str) -> str:
    automaton, keys = _automaton(lexicon)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    longest = max(found, key=lambda match: (match[2] - match[1], -match[1]), default=None)
    return keys[longest[0]] if longest else ""


def field_of(ctx: Context, words: str, clause: Span, heading: Span) -> str:
    """The key of a field by the words themselves, else their clause, else its heading; or empty."""
    texts = (words, clause.of(ctx.text), heading.of(ctx.text))
    return next((field for text in texts if (field := _field(ctx.lexicon, text))), "")
