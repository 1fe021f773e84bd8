"""Whether the words before a place report or promise: 将, 力争, 要; 已, 截至, 了.

What a passage says, between two full stops, is looked up once; each number then asks what stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from anhai_kg.context import Context
from anhai_kg.model import Span, Status

__all__ = ["Moods"]

_FIRM: Final = re.compile(  # these promise even within a review
    r"力争|有望|打算|展望|面向(?=下半年|未来|今后|明年|来年|20)|(?:建成|投产|达产|完工|投用)后|下一步|下一阶段|新的一年|今后|明年|"
    r"(?<!年)可(?=新增|容纳|提供|解决|达|实现|带动|年产|增加|满足)|(?P<will>将)"
)
_PROMISE: Final = re.compile(
    rf"{_FIRM.pattern}|确保(?!了)|要求[，,：:]?|预期目标|(?:部署|提出|明确|确定|安排)了?[^，,。；;]{0, 12}(?:任务|目标|举措)|目标(?:是|为)|争取(?=在|到20|年|全|实现|完成|新|达)|拟(?!定)|"
    r"计划(?=到|在|于|用|新|投|建|完|实|引|培)|"
    r"(?<![主重需必首纪提摘概扼紧简冲想只还若不])要(?![素点闻道件塞害领紧强么求])"
)
_REPORT: Final = re.compile(
    r"截至|截止|目前|已(?!知)|今年以来|(?:过去|一)的?[一两三四五]?年(?:来|，|,|里)|(?<![为除到不])了(?!解)"
)
_FUTURE: Final = re.compile(r"[于在以再继从更进全按通围紧聚会持]|有望|努力")  # 将于, 将以, 将再
_STANDING: Final = re.compile(r"依托|利用现有|现有")  # a plan leans on what stands already
_PROBLEMS: Final = re.compile(r"清醒|(?:存在|还有)[^，]{0,8}(?:问题|不足|困难|短板|差距|薄弱)")
_KEPT: Final = re.compile(r"将\S{0,6}作为|“[^”]*”|确保了")
_ANEW: Final = re.compile(
    r"\s*(?:大会|会议|会前|会上|全会)"
)  # the news turns to the meeting itself
_OF_MEETING: Final = re.compile("应到|实到|(?:收到|提出)[^，,。；;]{0,24}(?:议案|建议|提案)")
_STOP: Final = re.compile(r"[。！？!?\n]")
_PASSAGE: Final = (
    1_000  # characters after which a passage without a full stop ends with its sentence
)


class Moods:
    """Answers for one report; the words of each passage are looked up once."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._cues: dict[tuple[re.Pattern[str], int], list[Span]] = {}
        self._earlier: dict[int, Status] = {}

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._ctx.text))]

    @cached_property
    def _passages(self) -> list[int]:
        """Where passages begin: after full stops; one that has none is cut between sentences."""
        stops = [0, *(match.end() for match in _STOP.finditer(self._ctx.text))]
        starts: list[int] = []
        for at in sorted({*stops, *(span.start for span in self._ctx.document.sentences)}):
            natural = stops[bisect_right(stops, at) - 1] == at
            if natural or at - starts[-1] > _PASSAGE:
                starts.append(at)
        return starts

    def line(self, position: int) -> int:
        """Where the paragraph begins."""
        return self._lines[bisect_right(self._lines, position) - 1]

    def passage(self, position: int) -> Span:
        """From the full stop before a position to it: what ；holds together."""
        return Span(self._passages[bisect_right(self._passages, position) - 1], position)

    def is_firm(self, span: Span) -> bool:
        """Whether words promise there even within a review."""
        return self._says(_FIRM, span)

    def stands(self, span: Span) -> bool:
        """Whether a plan speaks there of what stands already."""
        return self._says(_STANDING, span)

    def is_amiss(self, position: int) -> bool:
        """Whether the passage before a position tells what is amiss."""
        return self._says(_PROBLEMS, self.passage(position))

    def is_of_meeting(self, position: int) -> bool:
        """Whether the passage before a position counts those who met, or what they moved."""
        return self._says(_OF_MEETING, self.passage(position))

    def said(self, span: Span) -> Status | None:
        """What a stretch of one passage says: a promise comes before a report."""
        if self._says(_PROMISE, span):
            return Status.TARGET
        return Status.RESULT if self._says(_REPORT, span) else None

    def earlier(self, position: int) -> Status:
        """What the passages before that one say in its paragraph, the nearest first; else it reports."""
        passage, line = self.passage(position), self.line(position)
        passed: list[int] = []
        found: Status | None = None
        while passage.start > line and not _ANEW.match(self._ctx.text, passage.start):
            found = self._earlier.get(passage.start)
            if found is None:
                passed.append(passage.start)
                passage = self.passage(passage.start - 1)
                found = self.said(passage)
            if found is not None:
                break
        said = found or Status.RESULT
        self._earlier |= dict.fromkeys(passed, said)
        return said

    def _says(self, words: re.Pattern[str], span: Span) -> bool:
        """Whether one of the words stands within a stretch of one passage."""
        index = bisect_right(self._passages, span.start) - 1
        key = words, index
        if key not in self._cues:
            self._cues[key] = self._found(words, index)
        cues = self._cues[key]
        first = bisect_left(cues, (span.start,))
        return first < len(cues) and cues[first].end <= span.end

    def _found(self, words: re.Pattern[str], index: int) -> list[Span]:
        """The words in a whole passage; 将 only where it is no 把 (将标准提高到)."""
        start, end = (*self._passages[index : index + 2], len(self._ctx.text))[:2]
        if "will" not in words.groupindex:
            return [Span(*match.span()) for match in words.finditer(self._ctx.text, start, end)]
        plain = _KEPT.sub(lambda match: "\n" * len(match[0]), self._ctx.text[start:end])
        return [
            Span(start + match.start(), start + match.end())
            for match in words.finditer(plain)
            if not match["will"] or self._will(start + match.end())
        ]

    def _will(self, position: int) -> bool:
        """Whether a predicate follows 将."""
        if _FUTURE.match(self._ctx.text, position):
            return True
        near = self._ctx.tokens_near(position)
        return any(t.span.start == position and t.role in ("verb", "verbal") for t in near)
