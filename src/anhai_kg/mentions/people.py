"""Lists of names in running text, after and before a place: they run over 、 and 和, a bracket may follow a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.mentions.person_names import SPACED, Name, NameReader
from anhai_kg.mentions.titles import Title, titles
from anhai_kg.model import Span

__all__ = ["Name", "People"]

_BRACKET: Final = r"(?:[（(][^（）()\n]{1,12}[)）])?"
_GIVEN_POST: Final = re.compile(r"(?:选举|补选|增选|改选|推选|选出|任命|聘任|推举|、)$")
_ONE: Final = rf"(?:{HAN}+·{HAN}+|{HAN}{{2,13}}|{SPACED})"  # 甲和乙 is parted later
_INNER: Final = r"[^（）()\n]{1,12}"
_LIST: Final = re.compile(
    rf"(?:[)）]{_INNER}[（(])?{_ONE}(?:(?:[、和及][)）]{_INNER}[（(]|、){_ONE})*"
)
"""A list of names read from its end, where it is known to end; a search would try each start."""
_MORE: Final = re.compile(rf"{_BRACKET}(?:[、，]|和|及|以及)")
_MORE_IN_ROW: Final = re.compile(rf"{_BRACKET}(?:[、，]|和|及|以及|[ \t　]+)")
_ADVERBS: Final = re.compile("(?:还|也|并|又|兼|同时|继续|仍|均|将|已|被|依法)+$")
_LIST_LENGTH: Final = 120  # characters


class People(NameReader):
    """Finds the names of people in one text, at, before and after a place."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.titles = tuple(titles(ctx))
        self._title_starts = [title.span.start for title in self.titles]
        self._edges = {t.span.end for t in ctx.tokens if t.role != "noun"}

    def titles_in(self, span: Span) -> Sequence[Title]:
        """The titles that begin within a span."""
        low, high = (bisect_left(self._title_starts, edge) for edge in span)
        return self.titles[low:high]

    def names_at(
        self, position: int, *, titled: bool = False, sure: bool = False, row: bool = False
    ) -> list[Name]:
        """A list of names: 夏际勇、肖文书 · 汤一鸣、罗采薇（女); in a row of its own spaces part them too."""
        found: list[Name] = []
        while name := self.name_at(position, titled=titled, listed=bool(found), sure=sure):
            found.append(name)
            more = (_MORE_IN_ROW if row else _MORE).match(self.text, name.span.end)
            if not more or (more[0][-1] == "，" and len(found) < 2):
                break
            position = more.end()
        return found

    def author_at(self, position: int) -> list[Name]:
        """The rest of an author's line: 旗长 巴雅尔图, a name that no surname opens."""
        line = re.compile(rf"[ \t　]+({HAN}{{2,5}}|{SPACED})[ \t　]*(?=\r?\n|$)").match(
            self.text, position
        )
        return [self.made(*line.span(1))] if line else []

    def names_before(self, position: int) -> list[Name]:
        """The list of names that ends right before a place: 夏际勇、肖文书[为], 努尔兰·巴合提还兼[任]."""
        if adverbs := _ADVERBS.search(self.text, max(0, position - 6), position):
            position = adverbs.start()
        match = _LIST.match(self.text[max(0, position - _LIST_LENGTH) : position][::-1])
        if not match:
            return []
        start = position - match.end()
        listed = self.text[start:position]
        found: list[Name] = []
        for part in re.finditer(rf"{SPACED}(?!{HAN})|{HAN}+(?:·{HAN}+)?", listed):
            if listed[part.start() - 1 : part.start()] in ("（", "(", "，"):
                continue  # within the bracket （女，回族）
            found += self._names_in(start + part.start(), start + part.end())
        return found

    def _names_in(self, start: int, end: int) -> list[Name]:
        """The name that ends there, and the one before it where 和 parts two: 翟怀川和买买提江."""
        for cut in re.compile("[和及]").finditer(self.text, start + 2, end - 2):
            left, right = self._name_ending(start, cut.start()), self._name_ending(cut.end(), end)
            if left and right and right.span.start == cut.end():
                return [left, right]
        name = self._name_ending(start, end) or self._given_post(start, end)
        return [name] if name else []

    def _given_post(self, start: int, end: int) -> Name | None:
        """任命[加雪峰]为: between the verb that gives a post and 为 stands a name, whatever its surname."""
        for at in (end - 3, end - 2):
            led = at >= start and _GIVEN_POST.search(self.text, max(0, at - 4), at)
            if led and self.is_bare(at, end):
                return self.made(at, end)
        return None

    def _dotted_ending(self, start: int, end: int) -> Name | None:
        """选举阿依努尔·买买提: the name begins at the last edge of a word before its dot."""
        dot = min(self.text.index(mark, start) for mark in "·•" if mark in self.text[start:end])
        edges = [at for at in range(start, dot) if at == start or at in self._edges]
        return Name(self.text[edges[-1] : end], Span(edges[-1], end))

    def _name_ending(self, start: int, end: int) -> Name | None:
        """The name that ends exactly there: 选举颜国升 holds 颜国升."""
        if "·" in self.text[start:end] or "•" in self.text[start:end]:
            return self._dotted_ending(start, end)
        starts = [
            at for at in range(max(start, end - 6), end - 1) if at == start or at in self._edges
        ]
        for at in starts:
            if self.usual.fullmatch(self.text, at, end) and not self.is_word(at):
                return self.made(at, end)
        return next((name for at in starts if (name := self.transcribed(at, end))), None)
