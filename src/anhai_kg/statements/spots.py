"""One number in its sentence, and the words around it that may name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from anhai_kg.alphabet import DIGIT, DIGITS, WORD, YEAR
from anhai_kg.context import Context, Sentence
from anhai_kg.model import Span
from anhai_kg.phrases import Item
from anhai_kg.quantity import Quantity

__all__ = ["Measured", "Spot", "clean", "is_empty"]

_LEAD: Final = re.compile(
    rf"^(?:[^{WORD}“《（]|其中|全[镇市县区省州乡旗盟]|共|累计|实现|完成|新增|达到|预计|截至目前|目前|今年|上半年|全年(?!任务|目标|计划)|同比|分别|"
    r"后(?=年)|为|的|由|从|约|将|再|可|力争|确保|年初的|上年的|每[^，,、]{1,4}月)+(?=.{2,})"
)
_TAIL: Final = re.compile(
    rf"(?<=..)(?:达|为|约|由|从|至|到|仅|只需|的|可|连续|[由从]?(?:{YEAR}年|上年|去年|年初)底?)+$"
)
_NOTHING: Final = re.compile(
    rf"^(?:[^{WORD}“《（]|[去今前]年[年]?底|{YEAR}年底?|连续(?:{DIGIT}{{1,2}}|.)年|多年|.年前|较|其中|分别|同比|共|累计|合计|共计|总计|计|全[镇市县区省州乡旗盟]|为|的|了|约|再|已|均|也|又|可|到|至|达|"
    rf"在?全[镇市县区省州乡旗盟国]|[一二三四]季度|[上下]半年|要|力争|确保|争取|预计|同期|{DIGIT}[{DIGITS}.]*[百千万亿]*元|[一二两三四五六七八九十]个.{2}|线上|线下|大关|关口|台阶|[一二三四五]年|"
    rf"人(?:每[年月天])?|每.{{0,3}}|{DIGIT}+年|(?:较|比)(?:{DIGIT}+年|上年|去年|年初|同期|上年同期|去年同期))*$"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and what it measures; `growth` when it is a change, `group` when it counts named members."""

    quantity: Quantity
    indicator: str
    growth: bool = False
    group: str = ""

    @property
    def is_change(self) -> bool:
        return self.growth or self.quantity.unit == "%"


@dataclass(frozen=True, slots=True)
class Spot:
    """One number in its sentence, and what the numbers before it measured."""

    ctx: Context
    sentence: Sentence
    index: int
    quantity: Quantity
    clause: Span
    done: Sequence[Measured]

    @property
    def items(self) -> Sequence[Item]:
        return self.sentence.items

    def says(self, indicator: str, *, growth: bool = False, group: str = "") -> Measured | None:
        return Measured(self.quantity, indicator, growth, group) if indicator else None

    @property
    def opens(self) -> bool:
        """Whether no word stands before the number in its clause."""
        return self.words == "" or self.quantity.span.start == self.clause.start

    @property
    def leads(self) -> bool:
        """Whether no other number stands before this one in its clause."""
        return not self.sentence.numbers_in(Span(self.clause.start, self.quantity.span.start))

    @property
    def words(self) -> str:
        """The words of this number: from the number before it in the clause."""
        return self.since_number(self.quantity.span.start)

    def since_number(self, position: int) -> str:
        """The words of the clause from the last number before a position."""
        before = reversed(self.sentence.numbers_in(Span(self.clause.start, position)))
        start = next((i.span.end for i in before if i.span.end <= position), self.clause.start)
        return Span(start, position).of(self.ctx.text)

    def item(self, offset: int) -> Item | None:
        at = self.index + offset
        return self.items[at] if 0 <= at < len(self.items) else None

    def before(self) -> Iterator[Item]:
        """What stands before this number in its sentence, the last first."""
        return (self.items[at] for at in range(self.index - 1, -1, -1))

    def done_since(self, position: int) -> Iterator[Measured]:
        """What the numbers from a position on measured, the last first."""
        return takewhile(lambda m: m.quantity.span.start >= position, reversed(self.done))

    def touching(self, offset: int) -> Item | None:
        """The item so far after this number, if nothing parts it from the one before it."""
        item, before = self.item(offset), self.item(offset - 1)
        return item if item and before and item.span.start == before.span.end else None

    def last(self, *, unit: str = "", level: bool = False, before: int = 0) -> str:
        """What the number before measured: in that unit, or a level and no change or share."""
        latest = ""
        for one in reversed(self.done):
            if before and one.quantity.span.start >= before:
                continue
            if one.quantity.unit.endswith(unit) and not (level and one.is_change):
                return one.indicator
            latest = latest or one.indicator
        return latest if level else ""


def clean(text: str) -> str:
    """The noun without what leads up to it (全年实现) and away from it (达)."""
    bare = _TAIL.sub("", _LEAD.sub("", text.strip()))
    return "" if _NOTHING.match(bare) else bare


def is_empty(words: str) -> bool:
    """Whether words before a number name nothing: 较上年, 同比, 其中."""
    return _NOTHING.match(words) is not None
