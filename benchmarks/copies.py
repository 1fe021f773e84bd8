"""A report again and again, each time with names of its own: texts of any length for the benchmarks."""

from __future__ import annotations

from typing import Final

from anhai_kg import lexicons
from anhai_kg.document import parse
from anhai_kg.model import Span
from anhai_kg.pipeline import prepare

__all__ = ["Copier"]

_FIRST: Final = 0x4E00
_HAN: Final = 20_900  # ideographs in the block that begins there
_STEP: Final = 7_919  # a prime: no two of the first thousands of copies meet


class Copier:
    """Copies of one text; what the lexicon does not know in it, the names, differs in each."""

    def __init__(self, text: str) -> None:
        context = prepare(parse(text, name="copy", identifier="copy"), lexicons.lexicon())
        phrases = [item.phrase for s in context.sentences for item in s.items if item.phrase]
        unknown = {t.span for phrase in phrases for t in phrase.tokens if t.role == "unknown"}
        self._text, self._names = text, sorted(unknown)

    def copy(self, number: int) -> str:
        """The copy of that number; 0 is the text itself."""
        parts, end = [], 0
        for name in self._names:
            parts += [self._text[end : name.start], self._renamed(name, number)]
            end = name.end
        return "".join([*parts, self._text[end:]])

    def copies(self, count: int) -> str:
        """So many copies as one text."""
        return "\n".join(map(self.copy, range(count)))

    def _renamed(self, name: Span, number: int) -> str:
        """The name with other ideographs behind its first, which may be a surname."""
        words = name.of(self._text)
        return words[0] + "".join(
            chr(_FIRST + (place + _STEP * number) % _HAN)
            if 0 <= (place := ord(character) - _FIRST) < _HAN
            else character
            for character in words[1:]
        )
