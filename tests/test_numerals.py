"""Numerals: all spellings of a number read alike, and what is no numeral is refused."""

from __future__ import annotations

import re
import string
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anhai_kg.numerals import CHINESE, NumeralError, parse_numeral

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


def _group(n: int) -> str:
    """Four digits in words, without a filler in front: 3060 is 三千零六十."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return words


def spell(n: int) -> str:
    """A whole number below a million million, as a newspaper spells it."""
    if not n:
        return "零"
    words, last = "", 0
    for place, (scale, mark) in enumerate(((10**8, "亿"), (10**4, "万"), (1, ""))):
        part = n // scale % 10_000
        if part:
            filler = "零" if words and (part < 1000 or place - last > 1) else ""
            words, last = words + filler + _group(part) + mark, place
    return words


WHOLE = st.integers(min_value=0, max_value=10**12 - 1)


@given(WHOLE)
def test_all_spellings_of_a_whole_number_read_alike(n: int) -> None:
    spellings = [str(n), f"{n:,}", f"{n:,}".replace(",", "，"), spell(n)]
    spellings += [text.translate(WIDE) for text in spellings[:2]]
    assert {parse_numeral(text) for text in spellings} == {n}


@given(st.integers(min_value=10, max_value=19), st.sampled_from(["", "亿", "万"]))
def test_ten_may_lack_its_one(n: int, mark: str) -> None:
    assert parse_numeral(spell(n)[1:] + mark) == parse_numeral(spell(n) + mark)


@given(st.integers(min_value=0, max_value=10**8 - 1), st.text("0123456789", min_size=1, max_size=6))
def test_decimals_keep_every_digit(n: int, fraction: str) -> None:
    wanted = Decimal(f"{n}.{fraction}")
    words = spell(n) + "点" + "".join(DIGITS[int(c)] for c in fraction)
    for text in (f"{n}.{fraction}", f"{n:,}.{fraction}".translate(WIDE), words):
        found = parse_numeral(text)
        assert found == wanted and found.as_tuple().exponent == wanted.as_tuple().exponent


@given(WHOLE.filter(bool))
def test_two_has_two_words(n: int) -> None:
    assert parse_numeral(spell(n).replace("二千", "两千").replace("二万", "两万")) == n


@given(WHOLE)
def test_printing_what_was_read_and_reading_it_again_is_the_identity(n: int) -> None:
    value = parse_numeral(spell(n))
    assert parse_numeral(format(value, "f")) == value
    assert spell(int(value)) == spell(n)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("〇", "0"),
        ("百", "100"),
        ("一百零五", "105"),
        ("一千零一十", "1010"),
        ("二十三亿", "2300000000"),
        ("一万二千", "12000"),
        ("三亿零五十万", "300500000"),
        ("零点五", "0.5"),
        ("十三点五", "13.5"),
        ("007", "7"),
        ("3.50", "3.50"),
    ],
)
def test_reads(text: str, value: str) -> None:
    assert str(parse_numeral(text)) == value


REFUSED = (
    *(
        "",
        " ",
        "点",
        "三点",
        "点五",
        "三五",
        "三百二",
        "十十",
        "百百",
        "二二",
        "一零",
        "零零",
        "零一",
    ),
    *("万", "亿", "万万", "三千四千", "一千百", "五十百", "零百", "十零", "百五", "千零"),
    *("1,00", "1,0000", "12,34", ",123", "1,", "1.", ".5", "1.2.3", "1 000", "1_000"),
    *("-1", "+1", "1e3", "١٢", "²", "①", "½", "Ⅳ", "三3", "3万", "壹佰", "廿", "几", "多"),
    *("一百零", "三亿零", "一万零", "二千零零五", "一万二", "三亿五"),
    *(
        "三亿五千",
        "一亿零一千万",
        "一万零一千",
        "一千五十",
        "一百零五十",
        "一万零零一",
        "一万十",
        "十零一",
    ),
)


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(text)


def _may_stand_for(words: str) -> set[str]:
    """Other spellings of a number: 一万五百 for 一万零五百, 一亿一万; but not 一万二, which is 12,000 to most."""
    short = {words}
    for filler in reversed([m.start() for m in re.finditer("(?<=[亿万])零(?=.[万千百十])", words)]):
        short |= {w[:filler] + w[filler + 1 :] for w in short}
    short |= {w.replace("零一十", "零十") for w in short}
    return short | {w.replace("万一十", "万十").replace("亿一十", "亿十") for w in short}


@given(st.text(CHINESE, min_size=1, max_size=10))
@example("一万二")
def test_words_are_read_as_their_one_value_or_refused(text: str) -> None:
    try:
        value = parse_numeral(text)
    except NumeralError:
        return
    spellings = _may_stand_for(spell(int(value)))
    plain = text.replace("两", "二").replace("〇", "零")
    assert value >= 10**12 or plain in spellings | {w.removeprefix("一") for w in spellings}


@given(st.text(string.printable + CHINESE + "０１２，．", max_size=30))
def test_any_text_is_a_number_or_a_numeral_error(text: str) -> None:
    with suppress(NumeralError):
        assert parse_numeral(text).is_finite()
