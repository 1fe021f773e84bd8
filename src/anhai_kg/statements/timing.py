"""For which time a clause speaks, and whether it reports or promises.

A period opens its clause (1—8月, …) and holds until another does or the passage ends; else the heading
gives it. What is promised the heading says (工作安排); where none does, the words that last set the mood
of the paragraph do (将, 力争, 要; 已, 截至), and where these are silent too, the time spoken of.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from anhai_kg.alphabet import DIGIT, DIGITS
from anhai_kg.context import Context
from anhai_kg.model import Period, Section, Span, Status
from anhai_kg.period import Found, bounds
from anhai_kg.statements.moods import Moods
from anhai_kg.statements.reach import LEAD, TITLED, Reach

__all__ = ["Timing"]

_BASE: Final = re.compile("[由从]")
_PARTS: Final = "，,。；;、"
_RAISED: Final = re.compile(r"[^，,。；;、]{0,6}[到至升降]")
_YEARS: Final = re.compile("[0-9]{4}/([0-9]{4})")
_OF_PLAN: Final = re.compile("任务|目标|计划|预算")
_OPENING: Final = 20  # characters in which a paragraph names its year
_AHEAD: Final = 4  # in the first of so many parts of a period one looks forward to it
_TO: Final = re.compile(f"[由从](?:[^，,。；;]|(?<={DIGIT})[,，](?={DIGIT}))*?[到至](?:预计)?$")
_NEAR: Final = 14  # characters in which a period stands right before its number
_YEARLY: Final = re.compile(rf"(?:年均|年平均|累计(?=[增下提降减上]))[^{DIGITS}，,。；;、]*$")
_TOLD: Final = re.compile(rf"^[^，,。；;：:{DIGITS}]{{2,12}}[，,：:]")  # 报告显示，
_LABELLED: Final = re.compile(r"[^，,。；;：:\n]{2,8}[：:]")  # 收入账：…
_LABELS: Final = 8  # labelled paragraphs that go on about one period, at most


def _is_early(day: str, first: str, last: str) -> bool:
    """Whether a day stands in the first part of a period, and looks forward to the rest of it."""
    if not day:
        return False
    start, today, end = map(datetime.date.fromisoformat, (first, day, last))
    return (today - start) * _AHEAD < end - start


class Timing:
    """Answers for one report; sections, periods and words of mood are looked up once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._moods = Moods(ctx)
        self._reach = Reach(ctx)
        self._later: dict[Span, int] = {}
        self._frames: dict[tuple[int, int | None], Found | None] = {}

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
            ahead = self._moods.is_firm(near) or (section and self._is_later(section, span.start))
            return Status.TARGET if ahead else Status.RESULT
        return self._mood(span.start)

    def _is_later(self, section: Section, position: int) -> bool:
        """Whether a review turns to a time that comes after it: 下半年，计划…."""
        if section.period is None:
            return False
        sentence, last = self._ctx.sentence(position), bounds(section.period.id)[1]
        if sentence not in self._later:
            opened = self._reach.opening(sentence, section.period)
            named = (f for f in opened if not f.vague and not f.so_far)
            later = (f.span.end for f in named if bounds(f.id)[0] > last)
            self._later[sentence] = min(later, default=sentence.end + 1)
        return position >= self._later[sentence]

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
        opened = self._reach.opening(span, None)
        named = next((f for f in opened if not f.vague and not f.so_far), None)
        year, date = self._ctx.document.year, self._ctx.document.metadata.date
        if named is None or not year:
            return None
        first, last = bounds(named.id)
        dated = date if len(date) == len(last) else ""
        if last < (dated or str(year)):
            return Status.RESULT
        return Status.TARGET if first > (dated or last) or _is_early(dated, first, last) else None

    def _past(self, span: Span) -> bool:
        """Whether a clause of a plan says 去年."""
        last = next((found for found in self._reach.opening(span, None) if not found.vague), None)
        return last is not None and bounds(last.id)[1] < str(self._ctx.document.year or 0)

    def period(self, span: Span, *, share: bool = False) -> Period | None:
        """The period that governs a figure at a place; a `share` is of a plan, which names no period."""
        section = self.section(span.start)
        heading = self._paragraph(span.start) or (section.period if section else None)
        if own := self._of_base(span, heading) or self._of_raised(span, heading):
            return own
        near = self._reaching(span.start, heading, share)
        around = section.period if section else None
        several = around and _YEARS.fullmatch(around.id)
        if several and not (near and _YEARS.fullmatch(near.id)) and self._is_yearly(span):
            return around
        years = heading and _YEARS.fullmatch(heading.id)
        if not near and heading and years and self._moods.is_amiss(span.start):
            return Period(years[1], heading.source)  # what is amiss is so at the end
        if near or heading:
            return near or heading
        return None if self._moods.is_of_meeting(span.start) else self._carried(span.start)

    def _reaching(self, position: int, heading: Period | None, share: bool) -> Period | None:
        """The period that a passage names for a place in it, before ；of the same part.

        Of other parts the one that opens the passage; where no heading does, the year of any.
        """
        passage = self._moods.passage(position)
        part = Span(max(passage.start, self._ctx.sentence(position).start), position)
        near = self._nearest(part, heading, share) or self._frame(passage, heading)
        if near or heading:
            return near
        above = self._nearest(passage, heading, share)
        return Period(above.id[:4], above.source) if above and "-" in above.id else above

    def _frame(self, passage: Span, heading: Period | None) -> Period | None:
        """一季度，…；… : the period that opens a sentence holds for all of it, past ；too."""
        key = passage.start, self._reach.part(heading)
        if key not in self._frames:
            self._frames[key] = self._opening(*key)
        found = self._frames[key]
        return Period(*found[:2]) if found and found.span.end <= passage.end else None

    def _opening(self, start: int, part: int | None) -> Found | None:
        """The period that opens what begins at a place."""
        opening = Span(start, min(start + _OPENING, len(self._ctx.text)))
        first = next(iter(self._reach.periods(opening, part)), None)
        if first is None or first.vague or first.so_far:
            return None
        lead = self._reach.without_area(Span(start, first.span.start)).lstrip("\n　 ")
        return (
            first
            if LEAD.fullmatch(_TOLD.sub("", lead)) and self._reach.opens(first, start)
            else None
        )

    def _of_raised(self, span: Span, heading: Period | None) -> Period | None:
        """The period of the B of 由2016年的A增至2021年的B: it stands right before it."""
        text = self._ctx.text
        at = span.start - text.endswith("的", 0, span.start)
        if text[at - 1 : at] not in ("年", "月", "度", "底", "末"):
            return None
        clause = self._ctx.clause(span)
        near = Span(max(clause.start, at - _NEAR), at)
        found = next(reversed(self._reach.periods(near, self._reach.part(heading))), None)
        if found is None or found.span.end != at:
            return None
        raised = _TO.search(text, clause.start, found.span.start)
        return Period(*found[:2]) if raised else None

    def _is_yearly(self, span: Span) -> bool:
        """年均增长, 累计下降: said of all the years that the section speaks of."""
        start = max(self._ctx.clause(span).start, span.start - _OPENING)
        return _YEARLY.search(self._ctx.text, start, span.start) is not None

    def _paragraph(self, position: int) -> Period | None:
        """The year or years that the paragraph opens with: 2021年是承上启下的一年."""
        line = self._moods.line(position)
        start = self._ctx.sentence(line + 1).start if position > line else line
        opening = Span(max(line, start), min(position, max(line, start) + _OPENING))
        first = next(iter(self._reach.periods(opening)), None)
        if first is None or "-" in first.id:
            return None
        if not LEAD.fullmatch(self._ctx.text, opening.start, first.span.start):
            return None
        if first.vague or first.so_far or TITLED.match(self._ctx.text, *first.span[1:]):
            return None
        return Period(first.id, first.span)

    def _of_base(self, span: Span, heading: Period | None) -> Period | None:
        """The period of its own that the A of 由上年的A提高到B has; 上年 is the year before the heading's."""
        base = self.base(span)
        if base is None:
            return None
        found = next(iter(self._reach.periods(base, self._reach.part(heading))), None)
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
        for found in self._reach.opening(before, heading):
            if not found.vague:
                same = heading and found.so_far and self._same_year(heading, found)
                chosen = heading if same else Period(*found[:2])
                break
            if not (share and _OF_PLAN.match(self._ctx.text, found.span.end)):
                whole = found
        if whole is None:
            return chosen
        spoken_of = chosen or heading or self._carried(before.end)
        return self._whole(whole, spoken_of or self._looked_back(whole, before.end))

    def _looked_back(self, found: Found, position: int) -> Period | None:
        """The year that is over, of which a meeting in the first months of the next tells: 全年审结5412件."""
        year, date = self._ctx.document.year, self._ctx.document.metadata.date
        early = len(date) > len("2024") and _is_early(date, *bounds(str(year)))
        over = early and self._mood(position) is Status.RESULT
        return Period(str((year or 0) - 1), found.span) if over else None

    def _same_year(self, heading: Period, found: Found) -> bool:
        return heading.id[:4] == found.id[:4]

    def _whole(self, found: Found, spoken_of: Period | None) -> Period:
        """全年 and 年内 of the year that is spoken of."""
        if spoken_of is None:
            return Period(*found[:2])
        year = str(self._year(spoken_of))
        several = "/" in spoken_of.id and spoken_of.id.count("-") == 0
        return spoken_of if several or spoken_of.id == year else Period(year, found.span)

    def _carried(self, position: int) -> Period | None:
        """Outside sections the period last spoken of holds until its paragraph ends."""
        end = position
        for _ in range(_LABELS):  # a labelled paragraph goes on about what the one before did
            line = self._moods.line(end)
            before = Span(line, end)
            found = self._reach.spoken(before)
            if found or not line or not _LABELLED.match(self._ctx.text, line):
                return Period(found.id, found.span) if found else None
            end = line - 1
        return None
