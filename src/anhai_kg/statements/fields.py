"""Which policy field words belong to: the longest field word decides, first of the nearest text."""

from __future__ import annotations

from functools import cache

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span

__all__ = ["field_of"]


@cache
def _words(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Field words of two characters and more, the longest first."""
    words = [pair for pair in lexicon.words["fields"].items() if len(pair[0]) > 1]
    return tuple(sorted(words, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _field(lexicon: Lexicon, text: str) -> str:
    return next((key for word, key in _words(lexicon) if word in text), "")


def field_of(ctx: Context, words: str, clause: Span, heading: Span) -> str:
    """The key of a field by the words themselves, else their clause, else its heading; or empty."""
    texts = (words, clause.of(ctx.text), heading.of(ctx.text))
    return next((field for text in texts if (field := _field(ctx.lexicon, text))), "")
