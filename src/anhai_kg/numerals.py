"""Printed numerals as exact decimals: 35.92, 3,800, １８６０, 三百二十, 一万二千, 十三点五, 两百.

What is not wholly a numeral is refused, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

__all__ = ["CHINESE", "NumeralError", "parse_numeral"]

CHINESE: Final = "零〇一二两三四五六七八九十百千万亿"

_WIDE: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ARABIC: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_ONES: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ODD_TAILS: Final = {  # 一万二 is 12000 to those who say it, 三亿五千 350 million; 一万零一千: 零 for nothing
    "万": re.compile(r".$|[零〇].千|[零〇]?十"),
    "亿": re.compile(r".$|[零〇].千.*万|[^零〇][^万]*$|[零〇]?十"),
}


class NumeralError(ValueError):
    """The text is not wholly a numeral."""


def _below_ten_thousand(text: str) -> int:
    """千百十 in falling order, each with at most one digit before it; 零 only as a filler."""
    total, ceiling, rest = 0, 10_000, text
    while rest:
        filler = rest.startswith(("零", "〇")) and len(rest) > 1
        rest = rest[1:] if filler else rest
        digit = _ONES.get(rest[0])
        after = rest[1:] if digit is not None else rest
        unit = _UNITS.get(after[0]) if after else None
        if digit == 0 or (digit is None and (unit != 10 or total)):
            raise NumeralError(text)
        left_out = bool(total) and (unit or 1) * 10 < ceiling
        if filler != left_out and (filler or unit):
            raise NumeralError(text)  # 一千零一百: 零 for nothing; 一千五十: nothing for 百
        if unit is None:
            if after or (total and ceiling > 10 and not filler):
                raise NumeralError(text)  # 三五, and 三百二 (320 or 302?)
            return total + (digit or 0)
        if unit >= ceiling:
            raise NumeralError(text)
        total, ceiling, rest = total + (1 if digit is None else digit) * unit, unit, after[1:]
    return total


def _chinese_integer(text: str) -> int:
    if text[0] in "零〇":
        raise NumeralError(text)
    total, rest = 0, text
    for mark, scale in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.rpartition(mark) if mark == "亿" else rest.partition(mark)
        if found:
            if not head or _ODD_TAILS[mark].match(tail):
                raise NumeralError(text)
            total += (_chinese_integer(head) if mark == "亿" else _below_ten_thousand(head)) * scale
            rest = tail[1:] if tail[:1] in ("零", "〇") else tail
    return total + (_below_ten_thousand(rest) if rest else 0)


def _chinese(text: str) -> Decimal:
    if text in {"零", "〇"}:
        return Decimal(0)
    if text in _UNITS:  # 百亿元: the bare unit is one of it
        return Decimal(_UNITS[text])
    whole, point, fraction = text.partition("点")
    if len(whole) > 1 and whole[0] in "零〇":
        raise NumeralError(text)
    if not point:
        return Decimal(_chinese_integer(text))
    if not whole or not fraction or any(c not in _ONES for c in fraction):
        raise NumeralError(text)
    number = 0 if whole in {"零", "〇"} else _chinese_integer(whole)
    return Decimal(f"{number}.{''.join(str(_ONES[c]) for c in fraction)}")


def parse_numeral(text: str) -> Decimal:
    """The exact value of a numeral.

    >>> [str(parse_numeral(t)) for t in ("3,800", "１８６０", "三百二十", "一万二千", "十三点五")]
    ['3800', '1860', '320', '12000', '13.5']

    Raises:
        NumeralError: the text is anything else: empty, 三五, 1,00, 十十, 三百二.
    """
    plain = text.translate(_WIDE)
    if _ARABIC.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if not plain or any(c not in CHINESE + "点" for c in plain):
        raise NumeralError(text)
    return _chinese(plain)
