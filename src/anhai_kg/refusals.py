"""Numbers that measure nothing, told by what stands around them: dates, ordinals, names, slogans."""

from __future__ import annotations

import re
from typing import Final

from anhai_kg.model import Span
from anhai_kg.numerals import CHINESE

__all__ = ["refused"]

_CALENDAR: Final = re.compile(r"[年月日号时](?!均|度考|产)|周年|世纪|季度|年代")
_PERIOD_UNIT: Final = re.compile(
    r"个?(?:多)?(?:年|月|季度|昼夜)|周年|小时(?=[^，,。；;]{0,2}(?:服务|值|自助|不))"
)
_LATIN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_LIST_MARK: Final = re.compile(r"(?:^|\n)[ \t　]*(?:[-●•·*]+[ \t]*)?[（(]?$")
_LISTED: Final = re.compile(r"[.．、)）](?!\d)|[ \t*]+\D")
_CAPACITY: Final = re.compile(r"(?:年产|日产|年加工|日加工|日处理|年处理|年出栏)量?$")
_GOES_ON: Final = re.compile(r"[^，,。；;、）)\n]{6}")  # 年产5[万吨生物饲料项目]
_MEETING: Final = re.compile(r"次(?:全体)?(?:会议|全会|党代会|党员代表|代表)")

_Refusals = tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]

_ARABIC_REFUSALS: Final[_Refusals] = (
    ("reasons/name", None, _LATIN),
    ("reasons/list-number", _LIST_MARK, _LISTED),
    ("reasons/date", None, re.compile(r"[—–\-~～至到][0-9０-９]{1,4}[年月日]")),
    (
        "reasons/unclear",
        None,
        re.compile(r"[万亿][0-9０-９]"),
    ),  # 3亿5000万: which unit is the text's?
)
_REFUSALS: Final[_Refusals] = (
    ("reasons/name", re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]$"), None),
    ("reasons/slogan", re.compile(r"[+＋]$"), None),
    ("reasons/slogan", None, re.compile(r"[+＋]")),
    ("reasons/ordinal", None, _MEETING),
    ("reasons/date", None, _CALENDAR),
    ("reasons/period", re.compile(r"(?<!前)$"), _PERIOD_UNIT),
    ("reasons/word", re.compile(r"每$"), None),  # 每千人口
    ("reasons/word", None, re.compile(r"次(?:产业|分配|元)")),  # 三次产业
    ("reasons/date", re.compile(r"时$"), re.compile("分")),
    ("reasons/name", _CAPACITY, _GOES_ON),
)
"""Reason, what stands before the number, what after: the first row that fits refuses it."""


_BEFORE: Final = 12  # characters that a rule may look at before a number, and after it
_AFTER: Final = 8


def refused(text: str, span: Span) -> str:
    """Why the number at a place cannot measure anything: a key of the reasons; empty when it may."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    after = text[span.end : span.end + _AFTER]
    arabic = _ARABIC_REFUSALS if text[span.start] not in CHINESE else ()
    for reason, ends, begins in (*arabic, *_REFUSALS):
        if (ends is None or ends.search(before)) and (begins is None or begins.match(after)):
            return reason
    return ""
