"""For which time a clause speaks, and whether it reports or promises.

A period stands in the clause or opens the sentence (1—8月, …), else the heading gives it; what the
heading is silent about, the words decide: 将, 力争, 要求 promise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from anhai_kg.context import Context
from anhai_kg.model import Period, Section, Span, Status
from anhai_kg.period import Found, find_periods

__all__ = ["Timing"]

_PROMISE: Final = re.compile(
    r"将(?!近|军|乐|要求)|力争|确保(?!了)|要求[，,：:]?|新的一年|今后|下一步|计划(?=到|在|于|用|新|投|建|完|实|引|培)|拟(?!定)|"
    r"可(?:新增|容纳|提供|解决|望)|有望|预期目标|目标(?:是|为)"
)
_YET: Final = re.compile(r"(?<!年)可(?:新增|容纳|提供|解决)|将(?:新增|建成|实现)")
_STANDING: Final = re.compile(r"依托|利用现有|现有")  # a plan leans on what stands already
_KEPT: Final = re.compile(r"将\S{0,6}作为|“[^”]*将[^”]*”|确保了")
_SUB_YEAR: Final = re.compile(r"[-/]")
_STOP: Final = re.compile(r"[。！？!?\n]")
_RELATIVE: Final = re.compile(r"去年|今年|过去一年|过去的一年|新的一年")
_ASIDE: Final = re.compile(r"同期|底|末|初|的?[\d一二三四五六七八九十]")
_PLAN: Final = re.compile("任务|目标|计划|预算")
_BY: Final = re.compile(r"(?:底|末)?前|底")


class Timing:
    """Answers for one report; sections and periods are looked up once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._found: dict[Span, list[Found]] = {}

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

    def section(self, position: int) -> Section | None:
        """The innermost section around a position."""
        at = bisect_right(self._edges, position, key=lambda edge: edge[0])
        return self._edges[at - 1][1]

    def _passage(self, position: int) -> Span:
        """From the full stop before to the full stop after: what ；holds together."""
        text = self._ctx.text
        start = max(
            (m.end() for m in _STOP.finditer(text, max(0, position - 600), position)), default=0
        )
        after = _STOP.search(text, position)
        return Span(start, after.start() if after else len(text))

    def status(self, span: Span) -> Status:
        """Whether the words at a place report or promise."""
        section = self.section(span.start)
        clause = self._ctx.clause(span)
        near = Span(clause.start, span.start).of(self._ctx.text)
        if section and section.status is Status.TARGET:
            return Status.RESULT if _STANDING.search(near) else Status.TARGET
        if section and section.status is Status.RESULT:
            return Status.TARGET if _YET.search(_KEPT.sub("", near)) else Status.RESULT
        passage = self._passage(span.start)
        before = _KEPT.sub("", Span(passage.start, span.start).of(self._ctx.text))
        return Status.TARGET if _PROMISE.search(before) else Status.RESULT

    def period(self, span: Span, *, share: bool = False) -> Period | None:
        """The period that governs a figure at a place; a `share` is of a plan, which names no period."""
        section = self.section(span.start)
        heading = section.period if section else None
        sentence = self._ctx.sentence(span.start)
        near = self._nearest(Span(sentence.start, span.start), heading, share)
        if near:
            return near
        if heading:
            return heading
        return self._carried(span.start)

    def _nearest(self, before: Span, heading: Period | None, share: bool) -> Period | None:
        """The last period that opens a clause before the figure, or stands right in its own."""
        chosen: Found | None = None
        for found in self._periods(before, heading):
            if not self._opens(found, before):
                continue
            if found.vague and share and _PLAN.match(self._ctx.text, found.span.end):
                continue
            if found.vague and chosen and not chosen.vague:
                continue
            chosen = found
        if chosen is None:
            return None
        if chosen.vague and heading and not _SUB_YEAR.search(heading.id):
            return heading if heading.id != chosen.id else Period(chosen.id, chosen.span)
        return Period(chosen.id, chosen.span)

    def _opens(self, found: Found, before: Span) -> bool:
        text = self._ctx.text
        if _BY.match(text, found.span.end) and "-" in found.id:
            return False  # 8月底前 names a day, not the span that a figure is for
        if found.vague:
            return True
        clause = self._ctx.clause(found.span)
        to = re.compile(r"[^，,。；;]*(?:升至|提高到|提升到|增至|降至|增加到|减少到|到|至)")
        if text[found.span.start - 1 : found.span.start] == "由":  # 由上年的第七名升至第四名
            return not to.match(text, found.span.end, before.end)
        lead = text[max(before.start, clause.start) : found.span.start]
        if (
            re.fullmatch(r"(?:截至|截止|到|至|在|自|从|预计|全镇|全县|全市|回望|其中|由)?\s*", lead)
            is None
        ):
            return False
        return not re.match(
            r"(?:[^，,。；;\d]{0,16})(?:报告|预算|决算|项目名|试点)",
            text[found.span.end : found.span.end + 22],
        )

    def _periods(self, span: Span, heading: Period | None) -> list[Found]:
        """The periods of a passage; a bare 1—8月 is of the year that the heading speaks of."""
        if span not in self._found:
            own = self._ctx.document.year
            part = int(heading.id[:4]) if heading and "/" not in heading.id else own
            self._found[span] = list(find_periods(self._ctx.text, span, own, part_year=part))
        return self._found[span]

    def _carried(self, position: int) -> Period | None:
        """Outside sections the year last spoken of holds until its paragraph ends.

        It opens a clause (2024年，…) or is said of the year as a whole (在总结去年工作时说).
        """
        text = self._ctx.text
        before = Span(text.rfind("\n", 0, position) + 1, position)
        chosen = None
        for found in self._periods(before, None):
            whole = not found.vague and not _SUB_YEAR.search(found.id)
            said = _RELATIVE.fullmatch(found.span.of(text)) and not _ASIDE.match(
                text, found.span.end
            )
            if whole and (said or self._opens(found, before)):
                chosen = Period(found.id, found.span)
        return chosen
