"""The headings of a text, and what each governs.

The numbering of the genre makes the sections: 一、 over （一） over 1. and ●; a line such as
2023年上半年工作回顾 stands above them even without a number. A section says whether its clauses report
(回顾) or promise (安排), and for which period; what it does not say it takes from the section around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from anhai_kg.alphabet import DIGIT, DIGITS, YEAR
from anhai_kg.model import Period, Section, Span, Status
from anhai_kg.period import Found, find_periods

__all__ = ["sections"]

_LINE: Final = re.compile(r"[^\r\n]+")
_REVIEW: Final = re.compile(
    r"(?:执行|开展|进展)情况|主要做法|存在的?(?:主要)?(?:问题|不足|困难)|问题和不足|成效|落实情况|运行情况|回顾|总结(?!和)|成绩|成就|工作情况|完成情况|总结和"
)
_PLAN: Final = re.compile(
    r"安排|草案|打算|计划|任务|目标|思路|建议|举措|部署|展望|谋划|下一步|下一阶段|重点工作|谋划|主要工作及|工作重点"
)
_NUMBERED: Final = (
    (re.compile(r"[\s*#]*第[一二三四五六]部分[、．.：:\s]*"), 1),
    (re.compile(r"[\s*#]*第?[一二三四五六七八九十]+[、．.]\s*"), 2),
    (
        re.compile(r"[\s*#]*[（(][一二三四五六七八九十]+[)）]\s*|[\s*#]*【(?=[^】\n]{2,12}】\s*$)"),
        3,
    ),
    (
        re.compile(rf"[\s\-*]*{DIGIT}{{1,2}}(?:[.．、]\s*(?!{DIGIT})|\s+(?=[^{DIGITS}\s年月日]))"),
        4,
    ),
    (
        re.compile(r"\s*[①-⑳]\s*|\s*[一二三四五六七八九十]+是(?=着力|要|突出|坚持|聚焦|全力|持续)"),
        4,
    ),
)
_LEAD: Final = re.compile(r"\s*(?:——|--|[●•◆■]|[\-*]\s)\s*")
_HEADING_LIMIT: Final = 45  # a heading is not longer; a numbered paragraph ends its heading at 。
_PARTS: Final = 2  # levels down to which a heading says itself whether it reports or promises
_HEAD: Final = 40  # characters that a title begins in
_ENDS: Final = re.compile(
    r"(?:工作|情况|总结|回顾|安排|打算|计划|要点|任务|思路|目标|报告|草案|部署|建议)(?:[（(].*)?$"
)
_TITLE_LIMIT: Final = 36  # 某某街道2024年上半年工作总结和下半年工作打算


@dataclass(frozen=True, slots=True)
class _Heading:
    span: Span
    level: int
    status: Status | None
    period: Period | None


def _status(heading: str, year: int | None, period: Period | None) -> Status | None:
    """What a heading promises of its clauses.

    The words decide first; else time does: what lies before the report's own year is past.
    """
    review, plan = _REVIEW.search(heading), _PLAN.search(heading)
    if review and not (plan and plan.start() > review.start() and not period):
        return Status.RESULT
    if plan:
        return Status.TARGET
    if period and "工作" in heading and "H" in period.id:
        return Status.RESULT if period.id.endswith("H1") else Status.TARGET
    if period and year and "工作" in heading:
        return Status.RESULT if period.id[:4] < str(year) else Status.TARGET
    return None


def _heading_end(text: str, line: Span, begin: int) -> int:
    """Where the heading of a numbered line ends: at its first 。 or at the end of a short line."""
    stop = text.find("。", begin, line.end)
    if stop >= 0 and stop - begin <= _HEADING_LIMIT:
        return stop + 1
    return line.end if line.end - begin <= _HEADING_LIMIT else begin


def _heading(text: str, line: Span, year: int | None, past: int | None) -> _Heading | None:
    words = line.of(text)
    for pattern, level in _NUMBERED:
        if match := pattern.match(words):
            begin = line.start + match.end()
            return _made(text, Span(begin, _heading_end(text, line, begin)), level, year, past)
    bare = words.strip(" \t\r　*#-")
    if 4 <= len(bare) <= _TITLE_LIMIT and not re.search(
        rf"[，,。：:；;！!]|年{DIGIT}+月{DIGIT}+日|报告$", bare
    ):
        if line.start < _HEAD and not _ENDS.search(bare):
            return None  # the title of news: 晒出半年成绩单
        begin = line.start + words.index(bare)
        found = _made(text, Span(begin, begin + len(bare)), 1, year, past)
        return found if found.status else None
    return None


def _lasting(found: Found | None) -> Period | None:
    """The period of a heading, if it says of which year."""
    if found is None or found.vague or found.so_far:
        return None
    return Period(found.id, found.span)


def _made(text: str, span: Span, level: int, year: int | None, past: int | None) -> _Heading:
    words = span.of(text).strip()
    first = next(find_periods(text, span, year, past=past), None)
    period = _lasting(first) if level <= 3 else None
    status = _status(words, year, period) if level <= 3 and span.start < span.end else None
    return _Heading(span, level, status, period if status or level <= 2 else None)


_OPENING: Final = re.compile(
    rf"\s*(?P<year>{YEAR})年是|\s*(?P<past>过去一年|过去的一年|一年来)|\s*(?P<now>今年是)"
)


def _opened(text: str, heading: _Heading, year: int | None) -> _Heading:
    """A top heading without a period takes it from how its first sentence opens: 2026年是…开局之年."""
    if heading.level > 2 or heading.period or year is None:
        return heading
    match = _OPENING.match(text, heading.span.end)
    if not match:
        return heading
    past = match["past"] or (match["year"] and int(match["year"]) < year)
    period = str(int(match["year"]) if match["year"] else year - 1 if match["past"] else year)
    span = Span(match.start(match.lastgroup or 0), match.end())
    status = Status.RESULT if past else Status.TARGET
    return replace(heading, status=heading.status or status, period=Period(period, span))


def sections(text: str, year: int | None, past: int | None) -> Iterator[Section]:
    """The sections of a text, in its order; `year` is what 今年 means, `past` what the report looks back on."""
    lines = [Span(*m.span()) for m in _LINE.finditer(text)]
    found = (_heading(text, line, year, past) for line in lines)
    headings = [_opened(text, heading, year) for heading in found if heading]
    around: list[tuple[_Heading, Status | None, Period | None]] = []
    for heading, end in zip(headings, _ends(headings, len(text)), strict=True):
        while around and around[-1][0].level >= heading.level:
            around.pop()
        status, period = heading.status, heading.period
        if around:
            inner = heading.level > _PARTS and around[-1][1]  # 取得新成效 within a plan is planned
            status = inner or status or around[-1][1]
            period = period or around[-1][2]
        around.append((heading, status, period))
        body = Span(heading.span.end, end)
        if heading.span.start < heading.span.end:  # else a numbered paragraph without a heading
            yield Section(
                heading=heading.span, body=body, level=heading.level, status=status, period=period
            )


def _ends(headings: Sequence[_Heading], end: int) -> list[int]:
    """Where what each heading governs ends: at the next one of its level or above."""
    found: list[int] = []
    after: list[_Heading] = []
    for heading in reversed(headings):
        while after and after[-1].level > heading.level:
            after.pop()
        found.append(after[-1].span.start if after else end)
        after.append(heading)
    return found[::-1]
