"""The periods that a text names, and how far each holds.

A period that opens its clause (1—8月, …) holds for the numbers behind it; one that is spoken of as a whole
(在总结去年工作时说) holds where no other does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from anhai_kg.alphabet import DIGITS
from anhai_kg.context import Context
from anhai_kg.model import Period, Span
from anhai_kg.period import Found, find_periods, past_year

__all__ = ["LEAD", "TITLED", "Reach"]

_BY: Final = re.compile(r"(?:底|末)?前|底")
LEAD: Final = re.compile(
    r"(?:截至|截止|力争|确保|争取|计划|预计|刚刚|即将|过去的|回首|回眸|展望|面向|谈到|批准|在|自|从|到|至|回望|其中|由|[我全该本各][镇乡县区市省州旗盟]|\s)*"
)
_FRAME: Final = re.compile(r"(?:回顾|总结|部署|安排|谋划|对|就|提出|明确|确定为|列为|产生)了?$")
_WORK: Final = re.compile(
    r"的?(?:全市|全县|全区|政府|经济社会发展)?(?:工作|目标|任务|(?:[^，,。；;]{0,3}民生)?实事|民生项目)"
)
_RAISING: Final = re.compile(r"[^，,。；;]*?(?:升至|提高到|提升到|增至|降至|增加到|减少到|到|至)")
TITLED: Final = re.compile(rf"[^，,。；;{DIGITS}]{{0,16}}(?:报告|预算|决算|项目名|试点)")
_WHOLE: Final = re.compile(r"去年|今年|过去一年|过去的一年|新的一年")
_ASIDE: Final = re.compile(rf"同期|底|末|初|的?[{DIGITS}一二三四五六七八九十]")
_HERALDS: Final = re.compile("的?[^，,。；;：:《》]{0,14}[：:]")  # 勾勒出2024年的奋进曲线：


_Rule = Callable[[Found, int], int]
"""Up to which place a period holds that was found in a passage beginning at another; 0 when nowhere."""


@dataclass(slots=True)
class _Lead:
    """The periods that hold from one place to another, each with the place up to which it does."""

    end: int
    found: list[tuple[Found, int]] = field(default_factory=list)


class Reach:
    """Answers for one report; each piece of a passage is read once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._found: dict[tuple[Span, int | None], list[Found]] = {}
        self._leads: dict[tuple[int, int | None, _Rule], _Lead] = {}

    @cached_property
    def _past_year(self) -> int | None:
        return past_year(self._ctx.document.year, self._ctx.document.metadata.date)

    @cached_property
    def _cuts(self) -> list[int]:
        """Where no period runs over: at the starts of clauses and figures."""
        quantities = {quantity.span.start for quantity in self._ctx.quantities}
        return sorted(quantities | {clause.start for clause in self._ctx.document.clauses})

    def part(self, heading: Period | None) -> int | None:
        """The year that a bare 1—8月 is of: the one that the heading speaks of, else the report's own."""
        return int(heading.id[:4]) if heading and "/" not in heading.id else self._ctx.document.year

    def periods(self, span: Span, part: int | None = None) -> list[Found]:
        """The periods of a short passage."""
        own = self._ctx.document.year
        key = span, part or own
        if key not in self._found:
            past = self._past_year
            found = find_periods(self._ctx.text, span, own, part_year=part or own, past=past)
            self._found[key] = list(found)
        return self._found[key]

    def _pieces(self, span: Span) -> Iterator[Span]:
        """A passage cut where no period runs over."""
        low, high = bisect_right(self._cuts, span.start), bisect_left(self._cuts, span.end)
        edges = [span.start, *self._cuts[low:high], span.end]
        return (Span(start, end) for start, end in pairwise(edges))

    def _held(self, before: Span, part: int | None, rule: _Rule) -> Iterator[Found]:
        """The periods of a passage that hold for a number at its end, the last first.

        Each piece of a passage is read once, however many numbers ask.
        """
        lead = self._leads.setdefault((before.start, part, rule), _Lead(before.start))
        if lead.end < before.end:
            pieces = self._pieces(Span(lead.end, before.end))
            new = (found for piece in pieces for found in self.periods(piece, part))
            lead.found += [(one, until) for one in new if (until := rule(one, before.start))]
            lead.end = before.end
        at = bisect_right(lead.found, before.end, key=lambda pair: pair[0].span.end)
        for found, until in (lead.found[index] for index in range(at - 1, -1, -1)):
            if before.end < until:
                yield found

    def opening(self, before: Span, heading: Period | None) -> Iterator[Found]:
        """Those that open a clause, or are so said that they hold."""
        return self._held(before, self.part(heading), self._opens_until)

    def _opens_until(self, found: Found, start: int) -> int:
        """Up to which place it holds: nowhere (0) where it opens no clause, 由去年 up to 升至."""
        text, always = self._ctx.text, len(self._ctx.text) + 1
        if _BY.match(text, found.span.end) and "-" in found.id:
            return 0  # 8月底前 names a day, not the span that a figure is for
        if found.vague or _HERALDS.match(text, found.span.end):
            return always
        clause = self._ctx.clause(found.span)
        if text[found.span.start - 1 : found.span.start] == "由":  # 由上年的第七名升至第四名
            raised = _RAISING.match(text, found.span.end, clause.end)
            return raised.end() if raised else always
        lead = Span(max(start, clause.start), found.span.start)
        if _FRAME.search(lead.of(text)) and _WORK.match(text, found.span.end):
            return always
        opens = LEAD.fullmatch(self.without_area(lead))
        titled = TITLED.match(text, found.span.end, found.span.end + 22)
        return always if opens and not titled else 0

    def _spoken_until(self, found: Found, line: int) -> int:
        """A period is spoken of where it opens a clause (2024年，…) or as a whole (在总结去年工作时说)."""
        text = self._ctx.text
        if found.vague:
            return 0
        whole = _WHOLE.fullmatch(found.span.of(text)) and not _ASIDE.match(text, found.span.end)
        compared = text.endswith(("比", "较"), line, found.span.start)
        given = text.endswith(("作", "作了"), line, found.span.start)  # 作2024年上半年工作报告
        if (whole and not compared) or given:
            return len(text) + 1
        return self._opens_until(found, line)

    def without_area(self, lead: Span) -> str:
        words, area = lead.of(self._ctx.text), self._ctx.area
        return words.replace(area.name, "") if area else words

    def spoken(self, before: Span) -> Found | None:
        """The last period of a passage that is spoken of."""
        return next(self._held(before, self.part(None), self._spoken_until), None)

    def opens(self, found: Found, start: int) -> bool:
        """Whether a period opens its clause in a passage that begins at a place."""
        return self._opens_until(found, start) > 0
