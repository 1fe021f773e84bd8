"""For which time a clause speaks, and whether it reports or promises.

A period opens its clause (1—8月, …) and holds until another does or the passage ends; else the heading
gives it. What is promised the heading says (工作安排); where none does, the words that last set the mood
of the paragraph do (将, 力争, 要; 已, 截至), and where these are silent too, the time spoken of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from anhai_kg.context import Context
from anhai_kg.model import Period, Section, Span, Status
from anhai_kg.period import Found, bounds, find_periods, past_year

__all__ = ["Timing"]

_FIRM: Final = re.compile(  # these promise even within a review
    r"力争|有望|(?:建成|投产|达产|完工|投用)后|下一步|下一阶段|新的一年|今后|明年|"
    r"(?<!年)可(?=新增|容纳|提供|解决|达|实现|带动|年产|增加|满足)|(?P<will>将)"
)
_PROMISE: Final = re.compile(
    rf"{_FIRM.pattern}|确保(?!了)|要求[，,：:]?|预期目标|目标(?:是|为)|争取(?=在|到20|年|全|实现|完成|新|达)|拟(?!定)|"
    r"计划(?=到|在|于|用|新|投|建|完|实|引|培)|"
    r"(?<![主重需必首纪提摘概扼紧简冲想只还若不])要(?![素点闻道件塞害领紧强么求])"
)
_REPORT: Final = re.compile(
    r"截至|截止|目前|已(?!知)|今年以来|(?:过去|一)的?[一两三四五]?年(?:来|，|,|里)|(?<![为除到不])了(?!解)"
)
_FUTURE: Final = re.compile(r"[于在以再继从更进全按通围紧聚会持]|有望|努力")  # 将于, 将以, 将再
_STANDING: Final = re.compile(r"依托|利用现有|现有")  # a plan leans on what stands already
_KEPT: Final = re.compile(r"将\S{0,6}作为|“[^”]*”|确保了")
_ANEW: Final = re.compile(
    r"\s*(?:大会|会议|会前|会上|全会)"
)  # the news turns to the meeting itself
_BASE: Final = re.compile(r"(?:由|从)([^，,。；;、]*)$")
_RAISED: Final = re.compile(r"[^，,。；;、]{0,6}[到至升降]")
_STOP: Final = re.compile(r"[。！？!?\n]")
_BY: Final = re.compile(r"(?:底|末)?前|底")
_LEAD: Final = re.compile(
    r"(?:截至|截止|力争|确保|争取|计划|预计|刚刚|即将|过去的|回首|在|自|从|到|至|回望|其中|由|[我全该本各][镇乡县区市省州旗盟]|\s)*"
)
_FRAME: Final = re.compile(r"(?:回顾|总结|部署|安排|谋划|对|提出|明确)了?$")
_WORK: Final = re.compile(r"的?(?:全市|全县|全区|政府|经济社会发展)?(?:工作|目标|任务)")
_PROBLEMS: Final = re.compile(r"清醒|(?:存在|还有)[^，]{0,8}(?:问题|不足|困难|短板|差距|薄弱)")
_RAISING: Final = re.compile(r"[^，,。；;]*(?:升至|提高到|提升到|增至|降至|增加到|减少到|到|至)")
_TITLED: Final = re.compile(r"[^，,。；;\d]{0,16}(?:报告|预算|决算|项目名|试点)")
_OF_PLAN: Final = re.compile("任务|目标|计划|预算")
_WHOLE: Final = re.compile(r"去年|今年|过去一年|过去的一年|新的一年")
_ASIDE: Final = re.compile(r"同期|底|末|初|的?[\d一二三四五六七八九十]")
_OPENING: Final = 20  # characters in which a paragraph names its year
_OPENING_MONTHS: Final = 3  # a congress of these months looks forward to the year it stands in


class Timing:
    """Answers for one report; sections and periods are looked up once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._found: dict[Span, list[Found]] = {}

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
    def _stops(self) -> list[int]:
        return [match.end() for match in _STOP.finditer(self._ctx.text)]

    def section(self, position: int) -> Section | None:
        """The innermost section around a position."""
        return self._edges[bisect_right(self._edge_starts, position) - 1][1]

    def _before(self, position: int) -> Span:
        """From the full stop before a position: what ；holds together."""
        at = bisect_right(self._stops, position)
        return Span(self._stops[at - 1] if at else 0, position)

    def status(self, span: Span) -> Status:
        """Whether the words at a place report or promise."""
        section = self.section(span.start)
        said = section.status if section else None
        near = Span(self._ctx.clause(span).start, span.start)
        if self.base(span) is not None:
            return Status.RESULT
        if said is Status.TARGET:
            past = _STANDING.search(self._ctx.text, *near) or self._past(near)
            return Status.RESULT if past else Status.TARGET
        if said is Status.RESULT:
            return Status.TARGET if self._says(_FIRM, near) else Status.RESULT
        return self._mood(span)

    def base(self, span: Span) -> Span | None:
        """The words from 由 on, when the number is the A of 由A提高到B."""
        clause = self._ctx.clause(span)
        match = _BASE.search(self._ctx.text, clause.start, span.start)
        if match is None or not _RAISED.match(self._ctx.text, span.end):
            return None
        return Span(*match.span(1))

    def _says(self, words: re.Pattern[str], span: Span) -> bool:
        """Whether one of the words stands there; 将 only where it is no 把 (将标准提高到)."""
        plain = _KEPT.sub(lambda match: "\n" * len(match[0]), span.of(self._ctx.text))
        return any(
            not match["will"] or self._will(span.start + match.end())
            for match in words.finditer(plain)
        )

    def _will(self, position: int) -> bool:
        """Whether a predicate follows 将."""
        if _FUTURE.match(self._ctx.text, position):
            return True
        near = self._ctx.tokens_near(position)
        return any(t.span.start == position and t.role in ("verb", "verbal") for t in near)

    def _mood(self, span: Span) -> Status:
        """What the passage says, else its time, else the passages before it in the paragraph."""
        passage = self._before(span.start)
        line = self._ctx.text.rfind("\n", 0, span.start) + 1
        if (said := self._said(passage) or self._timed(passage)) is not None:
            return said
        while passage.start > line and not _ANEW.match(self._ctx.text, passage.start):
            passage = self._before(passage.start - 1)
            if (said := self._said(passage)) is not None:
                return said
        return Status.RESULT

    def _said(self, span: Span) -> Status | None:
        if self._says(_PROMISE, span):
            return Status.TARGET
        return Status.RESULT if _REPORT.search(self._ctx.text, *span) else None

    def _timed(self, span: Span) -> Status | None:
        """A period that opens a clause, against the day of the report."""
        opened = [f for f in self._periods(span, None) if self._opens(f, span)]
        named = [f for f in opened if not f.vague and not f.so_far]
        year, date = self._ctx.document.year, self._ctx.document.metadata.date
        if not named or not year:
            return None
        first, last = bounds(named[-1].id)
        dated = date if len(date) == len(last) else ""
        if last < (dated or str(year)):
            return Status.RESULT
        early = dated and int(dated[5:7]) <= _OPENING_MONTHS and named[-1].id == str(year)
        return Status.TARGET if first > (dated or last) or early else None

    def _past(self, span: Span) -> bool:
        """Whether a clause of a plan says 去年."""
        opened = [f for f in self._periods(span, None) if self._opens(f, span) and not f.vague]
        return bool(opened) and bounds(opened[-1].id)[1] < str(self._ctx.document.year or 0)

    def period(self, span: Span, *, share: bool = False) -> Period | None:
        """The period that governs a figure at a place; a `share` is of a plan, which names no period."""
        section = self.section(span.start)
        heading = self._paragraph(span.start) or (section.period if section else None)
        if base := self._of_base(span, heading):
            return base
        start = self._ctx.sentence(span.start).start if heading else self._before(span.start).start
        near = self._nearest(Span(start, span.start), heading, share)
        if not near and heading and "/" in heading.id and _PROBLEMS.search(self._before_text(span)):
            return Period(heading.id[-4:], heading.source)  # what is amiss is so at the end
        return near or heading or self._carried(span.start)

    def _before_text(self, span: Span) -> str:
        return self._before(span.start).of(self._ctx.text)

    def _paragraph(self, position: int) -> Period | None:
        """The year or years that the paragraph opens with: 2021年是承上启下的一年."""
        line = self._ctx.text.rfind("\n", 0, position) + 1
        start = self._ctx.sentence(line + 1).start if position > line else line
        opening = Span(max(line, start), min(position, max(line, start) + _OPENING))
        first = next(iter(self._periods(opening, None)), None)
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
        found = next(iter(self._periods(base, heading)), None)
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
        chosen: Period | None = None
        for found in self._periods(before, heading):
            if not self._opens(found, before):
                continue
            if found.so_far:
                chosen = (
                    heading if heading and self._same_year(heading, found) else Period(*found[:2])
                )
            elif not found.vague:
                chosen = Period(*found[:2])
            elif not (share and _OF_PLAN.match(self._ctx.text, found.span.end)):
                chosen = self._whole(found, chosen or heading or self._carried(before.end))
        return chosen

    def _same_year(self, heading: Period, found: Found) -> bool:
        return heading.id[:4] == found.id[:4]

    def _whole(self, found: Found, spoken_of: Period | None) -> Period:
        """全年 and 年内 of the year that is spoken of."""
        if spoken_of is None:
            return Period(*found[:2])
        year = str(self._year(spoken_of))
        several = "/" in spoken_of.id and spoken_of.id.count("-") == 0
        return spoken_of if several or spoken_of.id == year else Period(year, found.span)

    def _opens(self, found: Found, before: Span) -> bool:
        text = self._ctx.text
        if _BY.match(text, found.span.end) and "-" in found.id:
            return False  # 8月底前 names a day, not the span that a figure is for
        if found.vague:
            return True
        clause = self._ctx.clause(found.span)
        if text[found.span.start - 1 : found.span.start] == "由":  # 由上年的第七名升至第四名
            return not _RAISING.match(text, found.span.end, before.end)
        lead = Span(max(before.start, clause.start), found.span.start)
        if _FRAME.search(lead.of(text)) and _WORK.match(text, found.span.end):
            return True
        if not _LEAD.fullmatch(self._without_area(lead)):
            return False
        return not _TITLED.match(text, found.span.end, found.span.end + 22)

    def _without_area(self, lead: Span) -> str:
        words, area = lead.of(self._ctx.text), self._ctx.area
        return words.replace(area.name, "") if area else words

    def _periods(self, span: Span, heading: Period | None) -> list[Found]:
        """The periods of a passage; a bare 1—8月 is of the year that the heading speaks of."""
        key = span
        if key not in self._found:
            own = self._ctx.document.year
            part = int(heading.id[:4]) if heading and "/" not in heading.id else own
            self._found[key] = list(
                find_periods(self._ctx.text, span, own, part_year=part, past=self._past_year)
            )
        return self._found[key]

    def _carried(self, position: int) -> Period | None:
        """Outside sections the period last spoken of holds until its paragraph ends.

        It opens a clause (2024年，…) or is said of the year as a whole (在总结去年工作时说).
        """
        text = self._ctx.text
        before = Span(text.rfind("\n", 0, position) + 1, position)
        return next(self._spoken_of(text, before), None)

    def _spoken_of(self, text: str, before: Span) -> Iterator[Period]:
        for found in reversed(self._periods(before, None)):
            whole = _WHOLE.fullmatch(found.span.of(text)) and not _ASIDE.match(text, found.span.end)
            if not found.vague and (whole or self._opens(found, before)):
                yield Period(found.id, found.span)
