"""Measured quantities in running text: 35.92亿元, 三万余亩, 5%—6%, 42个以上, 全市第一.

Every run of digits or Chinese numerals is either a `Quantity` or a `Refusal` with its reason, so no
number of a text is lost without a word. Units and bound words come from the vocabularies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from anhai_kg.alphabet import ANY_DIGIT, DIGITS, FOREIGN_DIGIT, HAN, LETTER
from anhai_kg.model import Bound, Span
from anhai_kg.numerals import CHINESE, NumeralError, parse_numeral
from anhai_kg.refusals import Sized, is_quoted, no_figure, refused

__all__ = ["Gauge", "Quantity", "Refusal"]

_MAGNITUDE: Final = "万亿|[百千万亿]"
_ARABIC: Final = rf"[{DIGITS}]+(?:[,，][{DIGITS}]{{3}})*(?:[.．][{DIGITS}]+)?"
_CHINESE: Final = rf"[{CHINESE}]+(?:点[{CHINESE}]+)?"
_MIXED: Final = (  # 1万2千, 3亿零500万: which unit is the text's own?
    rf"[{DIGITS}]+(?:[.．][{DIGITS}]+)?[十百千万亿]+[零〇]?[{DIGITS}][{DIGITS}.．]*[十百千万亿]*"
)
_FOREIGN: Final = (  # 1𝟐, 1_000, ٣: with digits that are none of ours
    rf"[{DIGITS}][{DIGITS}.．]*(?:{FOREIGN_DIGIT}|_[{DIGITS}])[{ANY_DIGIT}.．_]*|{FOREIGN_DIGIT}[{ANY_DIGIT}.．_]*"
)
_GAP: Final = "[ \u00a0\u3000]?"  # 12.6 亿元, 超 12.6亿元: as some set it
_TENTHS: Final = re.compile(
    rf"(?P<digit>[一二三四五六七八九])(?P<after>以上|以下|左右)?(?!{LETTER}|{ANY_DIGIT})"
)
_NUMBER: Final = re.compile(
    rf"(?P<mixed>{_MIXED})|百分之(?P<percent>{_CHINESE})|(?P<number>{_ARABIC}|{_CHINESE})"
)
_HAS_FOREIGN: Final = re.compile(rf"{FOREIGN_DIGIT}|[{DIGITS}]_[{DIGITS}]")
_NUMBER_OR_FOREIGN: Final = re.compile(
    _NUMBER.pattern.replace("(?P<mixed>", f"(?P<mixed>{_FOREIGN}|")
)
_RANGE: Final = re.compile(rf"[—–\-~～至到]+(?P<number>{_ARABIC}|{_CHINESE})")
_RANK_BEFORE: Final = re.compile(
    r"(?:居|列|排名?|跃居|跃升至?|升至|名列|保持|进入|进位至|获|考评|评比|位|由|从|"
    rf"全球|全国|全省|全市|全区|全县|全州|全旗|全盟|全镇|全乡|北方|南方|上年的|[省市区县州镇])(?:全[国省市区县州旗盟镇乡])?(?:各?[^，,。；;{DIGITS}]{{0,4}})?$"
)
_ORDINARY: Final = re.compile(r"[签预节条公违合契]约$|[最附邻临新]近$|[赶高]超$|[通经不]过$")
_BARE: Final = re.compile("[百千][万亿]?|[万亿]")
_MOVED: Final = re.compile("(?:进步|前移|前进|上升|提升|跃升|攀升|后退|退步|后移|下滑)了?$")
_SPREAD: Final = 30  # characters over which 分别 deals out a bound
_LIMIT: Final = re.compile(rf"(最高|最低|最多|最少|至少|至多){HAN}{{1,3}}$")
_WORDS: Final = (
    "工区路积向间落德程目项建扩"  # 10片区, 3道路, 2期工程: the character is no classifier
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as printed.

    `span` runs from the bound word to the last word of the quantity, `digits` over the numeral alone;
    `value` is in `unit`: 三万余亩 is 3 in 万亩, with bound `>`. A rank has unit 位.
    """

    span: Span
    digits: Span
    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    bound_word: str = ""
    rank: bool = False
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that measures nothing, and why: a key of the reasons vocabulary."""

    span: Span
    reason: str


def _alternatives(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@dataclass(frozen=True)
class Gauge:
    """Reads quantities with the units and bound words of a lexicon.

    `units` are the words that may follow a number, to whether they merely count things (个, 家);
    the bound tables map words to bounds by where they stand: 超690万元, 42个以上, 5600多个.
    """

    units: Mapping[str, bool]
    before: Mapping[str, Bound]
    infix: Mapping[str, Bound]
    after: Mapping[str, Bound]
    after_digits: Set[str] = frozenset()
    """Units that are none after Chinese numerals: 二期 is a phase."""

    @cached_property
    def _unit(self) -> re.Pattern[str]:
        """A unit whole (百分点, 万元), else a magnitude and a unit (万余亩), else the bare magnitude."""
        infix = _alternatives(self.infix)
        units = _alternatives({u: c for u, c in self.units.items() if u[-1] not in "万亿"})
        also = rf"[（(](?:(?:{units})(?:、|(?=[)）])))+[)）]"  # 处（个）
        return re.compile(
            rf"{_GAP}(?P<in1>{infix})?"
            rf"(?:(?:(?P<magnitude>{_MAGNITUDE})(?P<in2>{infix})?{_GAP})??"
            rf"(?P<unit>(?:{units})(?!(?<=[期片面道段])[{_WORDS}])(?:{also})?)|(?P<bare>万亿|[万亿]))"
            rf"(?P<in3>{infix})?(?P<after>{_alternatives(self.after)})?"
        )

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        """The kW of 36kW; a number before any other Latin letter is part of a name: 5A, 3D."""
        latin = {unit: counts for unit, counts in self.units.items() if re.match("[A-Za-z]", unit)}
        return re.compile(rf"(?:{_alternatives(latin)})(?![A-Za-z0-9])")

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<word>{_alternatives(self.before)}){_GAP}$")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(_alternatives(self.after))

    def scan(self, text: str) -> Iterator[Quantity | Refusal]:
        """Every number of the text, in its order; a range gives two quantities."""
        position, dealt = 0, None
        number = _NUMBER_OR_FOREIGN if _HAS_FOREIGN.search(text) else _NUMBER
        while match := number.search(text, position):
            found = self._read(text, match)
            dealt = self._dealt(text, dealt, found[0])
            if dealt and len(found) == 1:
                found = [dealt]
            yield from found
            position = max(match.end(), *(f.span.end for f in found))

    def _dealt(
        self, text: str, last: Quantity | None, found: Quantity | Refusal
    ) -> Quantity | None:
        """The bound word of 不少于6期、300人次 and 分别突破6000亿元和4000亿元 is said once for all."""
        if not isinstance(found, Quantity):
            return None
        if last and not found.bound_word:
            between = text[last.span.end : found.span.start]
            start = max(0, last.span.start - _SPREAD)
            dealt = between in ("和", "与", "及") and "分别" in text[start : last.span.start]
            return replace(found, bound=last.bound) if dealt or between == "、" else None
        said = found.bound_word and text.startswith(found.bound_word, found.span.start)
        return found if said and found.bound is not Bound.EXACT else None

    def _read(self, text: str, match: re.Match[str]) -> list[Quantity | Refusal]:
        span = Span(*match.span())
        if match["mixed"]:
            return [Refusal(span, "reasons/unclear")]
        if match["percent"]:
            return self._measured(text, span, match["percent"], "%")
        reason = refused(text, span)
        if reason and not self._latin.match(text, span.end):
            return [Refusal(span, reason)]
        rank = self._rank(text, span)
        return rank or self._measured(text, span, match["number"], "")

    def _rank(self, text: str, span: Span) -> list[Quantity | Refusal]:
        """全市第一, 列第38位, 居全区前三, 前5名, 稳居全国首位 (the last has no numeral: see figures)."""
        before, after = text[max(0, span.start - 14) : span.start], text[span.end : span.end + 2]
        mark = before[-1:]
        if mark not in ("第", "前"):
            return []
        unit = re.match(r"[位名强]", after)
        context = _RANK_BEFORE.search(before[:-1])
        closed = unit or not after or re.match(r"[，,。；;、）)个\s]|的", after)
        if mark == "第" and after.startswith("个"):
            return [Refusal(span, "reasons/ordinal")]
        if not (context and closed):
            return [Refusal(span, "reasons/ordinal" if mark == "第" else "reasons/period")]
        bound = Bound.AT_MOST if mark == "前" else Bound.EXACT
        try:
            value = parse_numeral(text[span.start : span.end])
        except NumeralError:
            return [Refusal(span, "reasons/unclear")]
        whole = Span(span.start - 1, span.end + (1 if unit else 0))
        return [Quantity(whole, span, value, "位", bound, mark if mark == "前" else "", rank=True)]

    def _measured(self, text: str, span: Span, printed: str, unit: str) -> list[Quantity | Refusal]:
        upper = None if unit else self._upper(text, span)
        found = self._unit.match(text, upper.end if upper else span.end)
        if not unit and not found:
            return [Refusal(span, self._unitless(text, span))]
        return self._bounded(text, span, (printed, unit), upper, found if not unit else None)

    def _upper(self, text: str, span: Span) -> Span | None:
        """The 6 of 5—6%, and of 5%—6% and 5万—6万元, where the unit stands twice."""
        if more := _RANGE.match(text, span.end):
            return Span(*more.span("number"))
        unit = self._unit.match(text, span.end)
        more = _RANGE.match(text, unit.end()) if unit else None
        if not unit or not more or text.endswith(("从", "由"), 0, span.start):
            return None  # 从8个到10个 has grown
        again = text.startswith(unit[0], more.end())
        return Span(*more.span("number")) if again else None

    def _unitless(self, text: str, span: Span) -> str:
        if text[span.start] in CHINESE:
            return "reasons/word"
        return "reasons/slogan" if is_quoted(text, span) else "reasons/name"

    def _bounded(
        self,
        text: str,
        span: Span,
        printed: tuple[str, str],
        upper: Span | None,
        found: re.Match[str] | None,
    ) -> list[Quantity | Refusal]:
        numeral, unit = self._scaled(text, span, printed, found)
        try:
            value = parse_numeral(numeral)
            high = parse_numeral(upper.of(text)) if upper else value
        except NumeralError:
            return [Refusal(Span(span.start, upper.end if upper else span.end), "reasons/unclear")]
        end = found.end() if found else span.end
        tail = None if found else self._after.match(text, end)
        after_word = (found["after"] if found else tail[0] if tail else "") or ""
        end = tail.end() if tail else end
        whole, chinese = Span(span.start, end), printed[0][0] in CHINESE
        counts = self.units.get(unit, self.units.get(unit[-1:], False))
        loose = unit in self.after_digits
        bounded = self._before.search(text, max(0, span.start - 6), span.start)
        bare = not bounded and bool(_BARE.fullmatch(text, *span)) and unit[-1] in "吨元"
        sized = Sized(text, whole, value, unit, counts, chinese, loose, after_word, bare)
        if reason := no_figure(sized):
            return [Refusal(span, reason)]
        if found and text.startswith("半", end) and not after_word:  # 一天半
            value, whole = value + Decimal("0.5"), Span(span.start, end + 1)
        if unit == "成" and high < 10 and (tenth := _TENTHS.match(text, end)):  # 九成五以上
            tenths = parse_numeral(tenth["digit"]) / 10
            value, high = value if upper else value + tenths, high + tenths  # 八至九成五
            after_word = tenth["after"] or ""
            whole = Span(span.start, tenth.end())
        first = Quantity(whole, span, value, unit, chinese=chinese)
        if upper:
            return [
                replace(first, bound=Bound.AT_LEAST),
                replace(first, digits=upper, value=high, bound=Bound.AT_MOST),
            ]
        return [self._with_bound(text, first, found, after_word)]

    def _scaled(
        self, text: str, span: Span, printed: tuple[str, str], found: re.Match[str] | None
    ) -> tuple[str, str]:
        """The numeral and the text's own unit: 三十万元 is 30 in 万元, 过万人 is 1 in 万人."""
        numeral, unit = printed
        if found is None:
            return numeral, unit
        magnitude = found["magnitude"] or ""
        unit = found["bare"] or magnitude + found["unit"]
        unit = unit.replace("％", "%")
        if unit in ("名", "位次") and _MOVED.search(text, max(0, span.start - 6), span.start):
            return numeral, "位"  # 较上年进步3名
        if numeral in ("万", "亿") and self._before.search(
            text, max(0, span.start - 6), span.start
        ):
            return "一", numeral + unit
        if numeral[0] in CHINESE and not magnitude and len(numeral) > 1 and numeral[-1] in "万亿":
            return numeral[:-1], numeral[-1] + unit
        return numeral, unit

    def _with_bound(
        self, text: str, quantity: Quantity, found: re.Match[str] | None, after_word: str
    ) -> Quantity:
        infix = (found["in1"] or found["in2"] or found["in3"] or "") if found else ""
        before = self._before.search(text, max(0, quantity.span.start - 6), quantity.span.start)
        if before and _ORDINARY.search(text[max(0, before.start() - 1) : before.end()]):
            before = None  # 签约186户
        if after_word:
            return replace(quantity, bound=self.after[after_word], bound_word=after_word)
        if infix:
            return replace(quantity, bound=self.infix[infix], bound_word=infix)
        limit = _LIMIT.search(text, max(0, quantity.span.start - 8), quantity.span.start)
        if limit and not before:  # 每户最高补助3000元
            return replace(quantity, bound=self.before[limit[1]], bound_word=limit[1])
        if before:
            span = Span(before.start(), quantity.span.end)
            return replace(
                quantity, span=span, bound=self.before[before["word"]], bound_word=before["word"]
            )
        return quantity
