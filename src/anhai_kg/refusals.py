"""Numbers that measure nothing, told by what stands around them: dates, ordinals, names, slogans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from anhai_kg.alphabet import DIGIT, HAN, LETTER, NO_DIGIT
from anhai_kg.model import Span
from anhai_kg.numerals import CHINESE

__all__ = ["Sized", "is_quoted", "no_figure", "refused"]

_CALENDAR: Final = re.compile(r"[年月日号时](?!均|度考|产)|周年|世纪|季度|年代")
_PERIOD_UNIT: Final = re.compile(
    r"个?(?:多)?(?:年|月|季度|昼夜|榨季|赛季|学年)|周年|小时内|小时(?=[^，,。；;]{0,2}(?:服务|值|自助|不))"
)
_LATIN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_LIST_MARK: Final = re.compile(r"(?:^|\n)[ \t　]*(?:[-●•·*]+[ \t]*)?[（(]?$")
_LISTED: Final = re.compile(rf"[.．、)）](?!{DIGIT})|[ \t*]+{NO_DIGIT}")
_CAPACITY: Final = re.compile(r"(?:年产|日产|年加工|日加工|日处理|年处理|年出栏)量?$")
_GOES_ON: Final = re.compile(r"[^，,。；;、）)\n]{6}")  # 年产5[万吨生物饲料项目]
_MEETING: Final = re.compile(r"次(?:全体)?(?:会议|全会|党代会|党员代表|代表)")

_Refusals = tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]

_ARABIC_REFUSALS: Final[_Refusals] = (
    ("reasons/name", None, _LATIN),
    ("reasons/list-number", _LIST_MARK, _LISTED),
    ("reasons/date", None, re.compile(rf"[—–\-~～至到]{DIGIT}{{1,4}}[年月日]")),
    (
        "reasons/unclear",
        None,
        re.compile(rf"[万亿]{DIGIT}"),
    ),  # 3亿5000万: which unit is the text's?
)
_REFUSALS: Final[_Refusals] = (
    ("reasons/name", re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]$"), None),
    ("reasons/slogan", re.compile(r"[+＋]$"), None),
    ("reasons/slogan", None, re.compile(r"[+＋]")),
    ("reasons/ordinal", None, _MEETING),
    ("reasons/date", None, _CALENDAR),
    ("reasons/period", re.compile(r"(?<!前)$"), _PERIOD_UNIT),
    ("reasons/period", re.compile("(?:历时|为期|用时|仅用|耗时)了?$"), None),  # 历时三天
    ("reasons/word", re.compile(r"每$"), None),  # 每千人口
    ("reasons/word", None, re.compile(r"次(?:产业|分配|元)")),  # 三次产业
    ("reasons/date", re.compile(r"时$"), re.compile("分")),
    ("reasons/name", _CAPACITY, _GOES_ON),
)
"""Reason, what stands before the number, what after: the first row that fits refuses it."""


def _any(patterns: Iterable[re.Pattern[str] | None]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns if pattern))


_TELLS_BEFORE: Final = _any(ends for _, ends, begins in _REFUSALS if begins in (None, _GOES_ON))
_TELLS_AFTER: Final = _any(
    begins for _, _, begins in (*_ARABIC_REFUSALS, *_REFUSALS) if begins is not _GOES_ON
)
"""Most numbers fit no row: what stands around them has none of the signs."""

_BEFORE: Final = 12  # characters that a rule may look at before a number, and after it
_AFTER: Final = 8


def refused(text: str, span: Span) -> str:
    """Why the number at a place cannot measure anything: a key of the reasons; empty when it may."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    after = text[span.end : span.end + _AFTER]
    if not _TELLS_AFTER.match(after) and not _TELLS_BEFORE.search(before):
        return ""
    arabic = _ARABIC_REFUSALS if text[span.start] not in CHINESE else ()
    for reason, ends, begins in (*arabic, *_REFUSALS):
        if (ends is None or ends.search(before)) and (begins is None or begins.match(after)):
            return reason
    return ""


@dataclass(frozen=True, slots=True)
class Sized:
    """A number with its unit, before it is known to measure something."""

    text: str
    span: Span
    value: Decimal
    unit: str
    counts: bool  # the unit only counts things
    chinese: bool  # the numeral is Chinese
    loose: bool  # the unit is one only after digits
    after_word: str  # the bound word behind the unit: 以上
    bare: bool  # nothing but 百, 千, 万, 亿, and no word bounds it: 千万吨

    @property
    def after(self) -> str:
        return self.text[self.span.end : self.span.end + 4]

    def follows(self, words: re.Pattern[str]) -> bool:
        """Whether the words stand right before the number."""
        return bool(words.search(self.text, max(0, self.span.start - _BEFORE), self.span.start))

    def small(self, value: int) -> bool:
        return self.chinese and self.value <= value


_SLOGAN: Final = 16  # characters: a slogan is not longer
_QUOTATION: Final = 300  # characters: what is quoted is not longer
_RATINGS: Final = frozenset({"千伏", "kV", "吨级", "万吨级"})
_SCORED: Final = re.compile("[得评]$")
_NOT_COUNTED: Final = re.compile(
    r"(?:[百千万]亿元台|台阶|亮点|短板|转变|抓手|导向|大局|机遇|优势|事(?=[，,。；;：:])|报告|(?:重点)?(?:工作|任务|举措)|规定|方面|层面|环节|维度|重点工作|月|一|人心|字|关键|注重|聚焦)"
)
_DEFINES: Final = re.compile(rf"的?(?![，,。；;、和及用]){LETTER}")
_WHICH: Final = re.compile("的?[^，,。；;、]{0,4}(?:项目|企业|园区|镇|村|户)")
_COUNTED: Final = re.compile(f"{DIGIT}[个家项户]{HAN}{{0,6}}[超过逾]$")
_NAMES: Final = {
    "吨": re.compile(rf"(?!以|左右|大关){LETTER}"),
    "元": re.compile("级|台阶|产业|集群|俱乐部|板块|赛道"),
}
"""What follows a size that is part of a name, by the last character of its unit."""
_AGES: Final = re.compile("寿命|年龄|(?:下降|降低|提高|增加|延长)了?$")
_SETTLEMENTS: Final = re.compile(r"的?(?:自然|村民|聚居|居民)?(?:村|寨|屯|组|点|院落|小区)")
_ROUND_MONEY: Final = re.compile(r"[十百千]?[万亿]元|千元")
_CLASSES: Final = re.compile(r"的?(?:企业|项目|村|镇|乡|产业|集群|园区|楼宇|大户|合作社|强)")

_SIZED_REFUSALS: Final[tuple[tuple[str, Callable[[Sized], bool]], ...]] = (
    ("reasons/slogan", lambda it: is_quoted(it.text, it.span)),
    # 110千伏变电站: a rating within a name
    ("reasons/name", lambda it: it.unit in _RATINGS and bool(re.match(LETTER, it.after))),
    # 百万吨乙烯, 千万吨级: the size is part of a name
    ("reasons/name", lambda it: bool(it.bare and _NAMES[it.unit[-1]].match(it.after))),
    # 二期: a phase; 十分重视; 一个, 一批
    ("reasons/word", lambda it: it.chinese and it.loose),
    ("reasons/word", lambda it: it.chinese and it.unit == "分" and not it.follows(_SCORED)),
    (
        "reasons/word",
        lambda it: it.small(1) and it.unit != "番" and it.counts and it.unit[0] not in "万亿",
    ),
    # 100个投资超50亿元的项目: it says which are counted
    (
        "reasons/threshold",
        lambda it: bool(_WHICH.match(it.text, it.span.end)) and it.follows(_COUNTED),
    ),
    # 五个方面
    ("reasons/word", lambda it: it.unit == "成" and it.after.startswith("不变")),
    (
        "reasons/slogan",
        lambda it: (
            it.small(10) and it.unit not in ("番", "成") and bool(_NOT_COUNTED.match(it.after))
        ),
    ),
    # 60岁以上老人, 30户以上自然村, 税收过亿元企业, 亿元以上项目: they define classes
    ("reasons/threshold", lambda it: it.unit.endswith("岁") and not it.follows(_AGES)),
    (
        "reasons/threshold",
        lambda it: it.unit in ("人", "户") and bool(it.after_word and _SETTLEMENTS.match(it.after)),
    ),
    (
        "reasons/threshold",
        lambda it: bool(_ROUND_MONEY.fullmatch(it.span.of(it.text)) and _CLASSES.match(it.after)),
    ),
    (
        "reasons/threshold",
        lambda it: (
            bool(it.after_word and _DEFINES.match(it.after))
            and not it.counts
            and it.unit not in ("%", "成")
        ),
    ),
)
"""Reason, and when it holds: the first that does refuses the number."""


def no_figure(sized: Sized) -> str:
    """Why a number with its unit is no figure: a key of the reasons; empty when it is one."""
    return next((reason for reason, holds in _SIZED_REFUSALS if holds(sized)), "")


def is_quoted(text: str, span: Span) -> bool:
    """Whether the number stands inside “…” of its own line."""
    near = max(0, span.start - _QUOTATION)
    line = max(near, text.rfind("\n", near, span.start) + 1)
    opened = text.rfind("“", line, span.start)
    closed = text.find("”", span.end, span.end + _QUOTATION)
    inside = opened >= 0 and text.find("”", opened, span.start) < 0 <= closed
    return inside and not _is_speech(text, Span(opened, closed))


def _is_speech(text: str, quoted: Span) -> bool:
    """“去年我们村收入38万元，今年要突破50万元。”: what somebody says in sentences is no slogan."""
    return quoted.end - quoted.start > _SLOGAN and "。" in quoted.of(text)
