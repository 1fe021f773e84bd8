"""For which time a clause speaks, and whether it reports or promises.

A period opens its clause (1—8月, …) and holds until another does or the passage ends; else the heading
gives it. What is promised the heading says (工作安排); where none does, the words that last set the mood
of the paragraph do (将, 力争, 要; 已, 截至), and where these are silent too, the time spoken of.
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
from anhai_kg.model import Period, Section, Span, Status
from anhai_kg.period import Found, bounds, find_periods, past_year
from anhai_kg.statements.moods import Moods

__all__ = ["Timing"]

_BASE: Final = re.compile("[由从]")
_PARTS: Final = "，,。；;、"
_RAISED: Final = re.compile(r"[^，,。；;、]{0,6}[到至升降]")
_BY: Final = re.compile(r"(?:底|末)?前|底")
_LEAD: Final = re.compile(
    r"(?:截至|截止|力争|确保|争取|计划|预计|刚刚|即将|过去的|回首|在|自|从|到|至|回望|其中|由|[我全该本各][镇乡县区市省州旗盟]|\s)*"
)
_FRAME: Final = re.compile(r"(?:回顾|总结|部署|安排|谋划|对|提出|明确)了?$")
_WORK: Final = re.compile(r"的?(?:全市|全县|全区|政府|经济社会发展)?(?:工作|目标|任务)")
_RAISING: Final = re.compile(r"[^，,。；;]*?(?:升至|提高到|提升到|增至|降至|增加到|减少到|到|至)")
_TITLED: Final = re.compile(rf"[^，,。；;{DIGITS}]{{0,16}}(?:报告|预算|决算|项目名|试点)")
_OF_PLAN: Final = re.compile("任务|目标|计划|预算")
_WHOLE: Final = re.compile(r"去年|今年|过去一年|过去的一年|新的一年")
_ASIDE: Final = re.compile(rf"同期|底|末|初|的?[{DIGITS}一二三四五六七八九十]")
_OPENING: Final = 20  # characters in which a paragraph names its year
_OPENING_MONTHS: Final = 3  # a congress of these months looks forward to the year it stands in


_Rule = Callable[[Found, int], int]
"""Up to which place a period holds that was found in a passage beginning at another; 0 when nowhere."""


@dataclass(slots=True)
class _Lead:
    """The periods that hold from one place to another, each with the place up to which it does."""

    end: int
    found: list[tuple[Found, int]] = field(default_factory=list)


class Timing:
    """Answers for one report; sections, periods and words of mood are looked up once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._moods = Moods(ctx)
        self._found: dict[tuple[Span, int | None], list[Found]] = {}
        self._leads: dict[tuple[int, int | None, _Rule], _Lead] = {}

    @cached_property
    def _past_year(self) -> int | None:
        return past_year(self._ctx.document.year, self._ctx.document.metadata.date)

    @cached_property
    def _edges(self) -> list[tuple[int, Section | None]]:
        """Where another section becomes the innermost, in the order of the text."""
        edges: list[tuple[int, Section | None]] = [(0, None)]
        around: list[Section] = []
        for section in self._ctx.document.sections:
            while around and around[-1].body.end <= section.heading.start:
                left = around.pop()
                edges.append((left.body.end, around[-1] if around else None))
            around.append(section)
            edges.append((section.heading.start, section))
        return edges

    @cached_property
    def _edge_starts(self) -> list[int]:
        return [start for start, _ in self._edges]

    @cached_property
    def _cuts(self) -> list[int]:
        """Where no period runs over: at the starts of clauses and figures."""
        quantities = {quantity.span.start for quantity in self._ctx.quantities}
        return sorted(quantities | {clause.start for clause in self._ctx.document.clauses})

    def section(self, position: int) -> Section | None:
        """The innermost section around a position."""
        return self._edges[bisect_right(self._edge_starts, position) - 1][1]

    def status(self, span: Span) -> Status:
        """Whether the words at a place report or promise."""
        section = self.section(span.start)
        said = section.status if section else None
        near = Span(self._ctx.clause(span).start, span.start)
        if self.base(span) is not None:
            return Status.RESULT
        if said is Status.TARGET:
            past = self._moods.stands(near) or self._past(near)
            return Status.RESULT if past else Status.TARGET
        if said is Status.RESULT:
            return Status.TARGET if self._moods.is_firm(near) else Status.RESULT
        return self._mood(span.start)

    def base(self, span: Span) -> Span | None:
        """The words from 由 on, when the number is the A of 由A提高到B."""
        text = self._ctx.text
        if not _RAISED.match(text, span.end):
            return None
        clause = self._ctx.clause(span)
        part = max(clause.start, *(text.rfind(c, clause.start, span.start) + 1 for c in _PARTS))
        match = _BASE.search(text, part, span.start)
        return Span(match.end(), span.start) if match else None

    def _mood(self, position: int) -> Status:
        """What the passage says, else its time, else the passages before it in the paragraph."""
        passage = self._moods.passage(position)
        said = self._moods.said(passage) or self._timed(passage)
        return said or self._moods.earlier(position)

    def _timed(self, span: Span) -> Status | None:
        """A period that opens a clause, against the day of the report."""
        opened = self._opening(span, None)
        named = next((f for f in opened if not f.vague and not f.so_far), None)
        year, date = self._ctx.document.year, self._ctx.document.metadata.date
        if named is None or not year:
            return None
        first, last = bounds(named.id)
        dated = date if len(date) == len(last) else ""
        if last < (dated or str(year)):
            return Status.RESULT
        early = dated and int(dated[5:7]) <= _OPENING_MONTHS and named.id == str(year)
        return Status.TARGET if first > (dated or last) or early else None

    def _past(self, span: Span) -> bool:
        """Whether a clause of a plan says 去年."""
        last = next((found for found in self._opening(span, None) if not found.vague), None)
        return last is not None and bounds(last.id)[1] < str(self._ctx.document.year or 0)

    def period(self, span: Span, *, share: bool = False) -> Period | None:
        """The period that governs a figure at a place; a `share` is of a plan, which names no period."""
        section = self.section(span.start)
        heading = self._paragraph(span.start) or (section.period if section else None)
        if base := self._of_base(span, heading):
            return base
        passage = self._moods.passage(span.start)
        start = self._ctx.sentence(span.start).start if heading else passage.start
        near = self._nearest(Span(start, span.start), heading, share)
        if not near and heading and "/" in heading.id and self._moods.is_amiss(span.start):
            return Period(heading.id[-4:], heading.source)  # what is amiss is so at the end
        return near or heading or self._carried(span.start)

    def _paragraph(self, position: int) -> Period | None:
        """The year or years that the paragraph opens with: 2021年是承上启下的一年."""
        line = self._moods.line(position)
        start = self._ctx.sentence(line + 1).start if position > line else line
        opening = Span(max(line, start), min(position, max(line, start) + _OPENING))
        first = next(iter(self._periods(opening)), None)
        if first is None or "-" in first.id:
            return None
        if not _LEAD.fullmatch(self._ctx.text, opening.start, first.span.start):
            return None
        if first.vague or first.so_far or _TITLED.match(self._ctx.text, *first.span[1:]):
            return None
        return Period(first.id, first.span)

    def _of_base(self, span: Span, heading: Period | None) -> Period | None:
        """The period of its own that the A of 由上年的A提高到B has; 上年 is the year before the heading's."""
        base = self.base(span)
        if base is None:
            return None
        found = next(iter(self._periods(base, self._part(heading))), None)
        if found is None or found.vague:
            return None
        last_year = found.span.of(self._ctx.text) == "上年" and heading is not None
        return Period(str(self._year(heading) - 1) if last_year else found.id, found.span)

    def _year(self, period: Period | None) -> int:
        """The one year that a period lies in, else the report's own, else none (0)."""
        if period and "/" not in period.id.replace(f"/{period.id[:4]}-", ""):
            return int(period.id[:4])
        return self._ctx.document.year or 0

    def _nearest(self, before: Span, heading: Period | None, share: bool) -> Period | None:
        """The last period that opens a clause before the figure, or stands right in its own."""
        chosen, whole = None, None
        for found in self._opening(before, heading):
            if not found.vague:
                same = heading and found.so_far and self._same_year(heading, found)
                chosen = heading if same else Period(*found[:2])
                break
            if not (share and _OF_PLAN.match(self._ctx.text, found.span.end)):
                whole = found
        if whole is None:
            return chosen
        return self._whole(whole, chosen or heading or self._carried(before.end))

    def _same_year(self, heading: Period, found: Found) -> bool:
        return heading.id[:4] == found.id[:4]

    def _whole(self, found: Found, spoken_of: Period | None) -> Period:
        """全年 and 年内 of the year that is spoken of."""
        if spoken_of is None:
            return Period(*found[:2])
        year = str(self._year(spoken_of))
        several = "/" in spoken_of.id and spoken_of.id.count("-") == 0
        return spoken_of if several or spoken_of.id == year else Period(year, found.span)

    def _opens_until(self, found: Found, start: int) -> int:
        """Up to which place it holds: nowhere (0) where it opens no clause, 由去年 up to 升至."""
        text, always = self._ctx.text, len(self._ctx.text) + 1
        if _BY.match(text, found.span.end) and "-" in found.id:
            return 0  # 8月底前 names a day, not the span that a figure is for
        if found.vague:
            return always
        clause = self._ctx.clause(found.span)
        if text[found.span.start - 1 : found.span.start] == "由":  # 由上年的第七名升至第四名
            raised = _RAISING.match(text, found.span.end, clause.end)
            return raised.end() if raised else always
        lead = Span(max(start, clause.start), found.span.start)
        if _FRAME.search(lead.of(text)) and _WORK.match(text, found.span.end):
            return always
        opens = _LEAD.fullmatch(self._without_area(lead))
        titled = _TITLED.match(text, found.span.end, found.span.end + 22)
        return always if opens and not titled else 0

    def _without_area(self, lead: Span) -> str:
        words, area = lead.of(self._ctx.text), self._ctx.area
        return words.replace(area.name, "") if area else words

    def _part(self, heading: Period | None) -> int | None:
        """The year that a bare 1—8月 is of: the one that the heading speaks of, else the report's own."""
        return int(heading.id[:4]) if heading and "/" not in heading.id else self._ctx.document.year

    def _periods(self, span: Span, part: int | None = None) -> list[Found]:
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
            new = (found for piece in pieces for found in self._periods(piece, part))
            lead.found += [(one, until) for one in new if (until := rule(one, before.start))]
            lead.end = before.end
        at = bisect_right(lead.found, before.end, key=lambda pair: pair[0].span.end)
        for found, until in (lead.found[index] for index in range(at - 1, -1, -1)):
            if before.end < until:
                yield found

    def _opening(self, before: Span, heading: Period | None) -> Iterator[Found]:
        """Those that open a clause, or are so said that they hold."""
        return self._held(before, self._part(heading), self._opens_until)

    def _carried(self, position: int) -> Period | None:
        """Outside sections the period last spoken of holds until its paragraph ends."""
        before = Span(self._moods.line(position), position)
        found = next(self._held(before, self._part(None), self._spoken_until), None)
        return Period(found.id, found.span) if found else None

    def _spoken_until(self, found: Found, line: int) -> int:
        """A period is spoken of where it opens a clause (2024年，…) or as a whole (在总结去年工作时说)."""
        text = self._ctx.text
        if found.vague:
            return 0
        if _WHOLE.fullmatch(found.span.of(text)) and not _ASIDE.match(text, found.span.end):
            return len(text) + 1
        return self._opens_until(found, line)
