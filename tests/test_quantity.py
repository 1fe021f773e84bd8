"""Quantities: one value for all spellings, bounds on every side, and no number lost without a reason."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_numerals import WIDE, spell

from anhai_kg.alphabet import DIGITS
from anhai_kg.context import gauge
from anhai_kg.lexicons import lexicon
from anhai_kg.model import Bound, Span
from anhai_kg.numerals import parse_numeral
from anhai_kg.quantity import Quantity, Refusal

GAUGE = gauge(lexicon())
SCALES = {"万": 10**4, "亿": 10**8}
COUNTED = st.sampled_from(["个", "家", "户", "亩", "吨", "公里", "元", "人次", "平方米", "件"])
BEFORE, INFIX, AFTER = (
    st.sampled_from(sorted(words)) for words in (GAUGE.before, GAUGE.infix, GAUGE.after)
)
NUMBERS = st.integers(min_value=11, max_value=10**9)


def quantities(text: str) -> list[Quantity]:
    return [found for found in GAUGE.scan(text) if isinstance(found, Quantity)]


def one(text: str) -> Quantity:
    [found] = quantities(text)
    return found


def row(found: Quantity) -> str:
    """A quantity as the tables below write it: > 3 万亩."""
    sign = "" if found.bound is Bound.EXACT else f"{found.bound} "
    return f"{sign}{found.value.normalize():f} {found.unit}"


def scaled(found: Quantity) -> tuple[Decimal, str]:
    """Value and unit with 万 and 亿 moved into the value."""
    value, unit = found.value, found.unit
    while unit[0] in SCALES:
        value, unit = value * SCALES[unit[0]], unit[1:]
    return value, unit


@given(NUMBERS, COUNTED)
def test_all_spellings_of_a_quantity_read_alike(n: int, unit: str) -> None:
    numerals = [str(n), f"{n:,}", str(n).translate(WIDE), f"{n:,}".translate(WIDE), spell(n)]
    if n % 100 == 0:
        numerals.append(f"{Decimal(n) / 10**4:f}万")
    if n >= 10**8 and n % 10**6 == 0:
        numerals.append(f"{Decimal(n) / 10**8:f}亿")
    assert {scaled(one(f"完成{numeral}{unit}。")) for numeral in numerals} == {(n, unit)}


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=9))
def test_a_per_cent_has_five_spellings(whole: int, tenth: int) -> None:
    words = f"百分之{spell(whole)}点{spell(tenth)}"
    figure = f"{whole}.{tenth}"
    texts = [
        f"{figure}%",
        f"{figure}％",
        f"{figure.translate(WIDE)}%",
        f"{figure.translate(WIDE)}％",
        words,
    ]
    assert {scaled(one(f"增长{text}。")) for text in texts} == {(Decimal(figure), "%")}


@given(st.integers(min_value=2, max_value=9), st.sampled_from(["近{}成", "约{}成"]))
def test_tenths_in_either_numeral(n: int, form: str) -> None:
    for numeral in (str(n), spell(n)):
        found = one(form.format(numeral))
        assert (found.value, found.unit, found.bound) == (n, "成", Bound.ABOUT)


@given(NUMBERS, COUNTED, BEFORE, st.booleans())
def test_a_bound_before_the_number(n: int, unit: str, word: str, chinese: bool) -> None:
    text = f"全年{word}{spell(n) if chinese else n}{unit}。"
    found = one(text)
    assert found.bound is GAUGE.before[word]
    assert found.span.of(text) == text[2:-1] and found.bound_word == word


@given(NUMBERS, COUNTED, INFIX, st.booleans())
def test_a_bound_between_number_and_unit(n: int, unit: str, word: str, chinese: bool) -> None:
    text = f"全年{spell(n) if chinese else n}{word}{unit}。"
    found = one(text)
    assert (found.bound, found.bound_word) == (GAUGE.infix[word], word)
    assert scaled(found) == (n, unit) and found.span.of(text) == text[2:-1]


@given(NUMBERS, COUNTED, AFTER, st.booleans())
def test_a_bound_after_the_unit(n: int, unit: str, word: str, chinese: bool) -> None:
    text = f"全年{spell(n) if chinese else n}{unit}{word}。"
    found = one(text)
    assert (found.bound, found.bound_word) == (GAUGE.after[word], word)
    assert scaled(found) == (n, unit) and found.span.of(text) == text[2:-1]


@given(
    st.integers(min_value=2, max_value=500),
    st.integers(min_value=1, max_value=500),
    st.sampled_from(["—", "-", "～", "~", "至", "到", "–", "——"]),
    COUNTED,
)
def test_a_range_is_two_quantities(low: int, more: int, dash: str, unit: str) -> None:
    text = f"新建{low}{dash}{low + more}{unit}。"
    first, second = quantities(text)
    assert (first.value, first.bound, first.unit) == (low, Bound.AT_LEAST, unit)
    assert (second.value, second.bound, second.unit) == (low + more, Bound.AT_MOST, unit)


@given(NUMBERS, COUNTED, st.sampled_from(["{}", "超{}", "约{}", "{}以上", "{}左右", "不少于{}"]))
def test_printing_what_was_read_and_reading_it_again_is_the_identity(
    n: int, unit: str, form: str
) -> None:
    first = one(form.format(f"{n}{unit}"))
    again = one(form.format(f"{first.value:f}{first.unit}"))
    assert again == first


@given(
    st.integers(1, 99), st.integers(1, 9), st.sampled_from(["{}万{}千", "{}千{}百", "{}亿{}千万"])
)
@example(1, 2, "{}万{}千")
def test_a_numeral_of_both_kinds_is_refused_whole(high: int, low: int, form: str) -> None:
    assert quantities(f"共计{form.format(high, low)}人次。") == []


@given(st.integers(1, 9), st.integers(1, 9))
def test_tenths_and_their_tenths(whole: int, tenth: int) -> None:
    found = one(f"覆盖率达{spell(whole)}成{spell(tenth)}。")
    assert (found.value, found.unit) == (Decimal(f"{whole}.{tenth}"), "成")


@given(st.integers(2, 9), st.sampled_from(sorted(GAUGE.after_digits)))
def test_some_units_count_only_after_digits(n: int, unit: str) -> None:
    assert one(f"共计{n}{unit}。").value == n
    assert quantities(f"共计{spell(n)}{unit}。") == []


ANY_TEXT = st.text(
    st.sampled_from(
        "0123456789０５，,.．%％—-第前+“”（）()年月日个家亿元万余多一二三十百千超约近以上分之点五第届至由A\n。、"
    )
    | st.characters(codec="utf-8"),
    max_size=60,
)


@given(ANY_TEXT)
def test_every_arabic_number_is_a_quantity_or_is_refused(text: str) -> None:
    found = list(GAUGE.scan(text))
    spans = [Span(*f.span) for f in found]
    for match in re.finditer(rf"[{DIGITS}]+", text):
        assert any(span.covers(Span(*match.span())) for span in spans), match[0]


@given(ANY_TEXT)
def test_spans_are_exact_and_in_the_order_of_the_text(text: str) -> None:
    found = list(GAUGE.scan(text))
    for item in found:
        assert 0 <= item.span.start < item.span.end <= len(text)
        if isinstance(item, Refusal):
            assert item.reason in {f"reasons/{r}" for r in REASONS}
            continue
        assert item.span.covers(item.digits) and item.value.is_finite() and item.value >= 0
        assert item.bound_word in item.span.of(text)
        numeral = item.digits.of(text).removeprefix("百分之")
        if not item.chinese:
            assert parse_numeral(numeral) == item.value
    for one_, next_ in pairwise(found):
        assert one_.span == next_.span or one_.span.end <= next_.span.start


REASONS = {key.partition("/")[2] for key in (c.key for c in lexicon().schemes["reasons"].values())}

READ = {
    "完成投资35.92亿元": ["35.92 亿元"],
    "接待游客3万 人次": ["3 万人次"],
    "新建厂房5.6万余 平方米": ["> 5.6 万平方米"],
    "流转土地三万余亩": ["> 3 万亩"],
    "带动百余户": ["> 100 户"],
    "两百余家企业": ["> 200 家"],
    "近三成": ["~ 3 成"],
    "专项资金增长两成": ["2 成"],
    "增长百分之八点五": ["8.5 %"],
    "兑付资金１，８６０万元": ["1860 万元"],
    "贷款二十三亿元": ["23 亿元"],
    "节省开支两千八百万元": ["2800 万元"],
    "茶园一万二千亩": ["12000 亩"],
    "增长6%～7%": [">= 6 %", "<= 7 %"],
    "争取3-5个": [">= 3 个", "<= 5 个"],
    "8个至10个": [">= 8 个", "<= 10 个"],
    "三至五家": [">= 3 家", "<= 5 家"],
    "10万—12万元": [">= 10 万元", "<= 12 万元"],
    "1.2亿多元": ["> 1.2 亿元"],
    "3万多件": ["> 3 万件"],
    "下降1.3个百分点": ["1.3 个百分点"],
    "是上年的2.5倍": ["2.5 倍"],
    "PM2.5平均浓度23微克/立方米": ["23 微克/立方米"],
    "用电量3.7亿千瓦时": ["3.7 亿千瓦时"],
    "外资1.3亿美元": ["1.3 亿美元"],
    "全长2.6公里、概算4200万元": ["2.6 公里", "4200 万元"],
    "居全县第三位": ["3 位"],
    "居全区前三": ["<= 3 位"],
    "列第38位，前移12位": ["38 位", "12 位"],
    "由全市第九位升至第六位": ["9 位", "6 位"],
    "排名全区第一": ["1 位"],
    "进入全市前5名": ["<= 5 位"],
    "山塘11口": ["11 口"],
    "翻一番": ["1 番"],
    "翻两番": ["2 番"],
    "不少于4家": [">= 4 家"],
    "控制在5.5%以内": ["<= 5.5 %"],
    "均超30万元": ["> 30 万元"],
    "超过50万元": ["> 50 万元"],
    "惠及一万余人": ["> 1 万人"],
    "一万二千个": ["12000 个"],
    "气温下降0.5摄氏度": ["0.5 摄氏度"],
    "化解率达九成五以上": [">= 9.5 成"],
    "化解率达八至九成五": [">= 8 成", "<= 9.5 成"],
    "六成以上农户": [">= 6 成"],
    "举办培训6期、300人次": ["6 期", "300 人次"],
    "牲畜存栏2.6万头（只、匹）以内": ["<= 2.6 万头（只、匹）"],
    "前进5个位次": ["5 个位次"],
    "人均预期寿命80.6岁": ["80.6 岁"],
    "接种疫苗117.6万剂次": ["117.6 万剂次"],
    "单产650公斤/亩": ["650 公斤/亩"],
    "投产后年产5万吨": ["5 万吨"],
}
"""Words to the quantities in them."""

REFUSED = (
    *("第十四届人民代表大会", "第五幼儿园", "第七次全国人口普查", "第二产业", "第三次会议"),
    *("“1+6”行动", "1+6工作机制", "“一轴、两区、四园”", "一轴两区四园", "“五个美丽”", "三权分置"),
    *("12345热线", "S327线", "G318国道", "5A级景区", "COVID-19疫情", "PM2.5", "4S店"),
    *("连续三年", "五个方面", "三个层面", "三年行动", "五年规划", "近三年", "一年来"),
    *("三楼会议室", "二期工程", "一期建成", "2024年1月18日", "2024年", "1月18日上午9时", "1—8月"),
    *(
        "亿元以上项目",
        "十亿元以上项目",
        "5000万元以上项目开工",
        "一批项目",
        "一个新台阶",
        "一项一项",
    ),
    *(
        "万众一心",
        "三管齐下",
        "千方百计",
        "四面八方",
        "百花齐放",
        "一手抓生产",
        "再上一层楼",
        "十分重视",
    ),
    *("年产5万吨生物饲料项目", "220千伏输变电工程", "110千伏变电站", "“十四五”期间", "二十大精神"),
    *(
        "税收过亿元企业",
        "60岁以上老人",
        "30户以上自然村",
        "二期厂房",
        "2期工程",
        "三面环山",
        "三次产业",
    ),
    *("一、工作回顾", "（二）抓民生", "1.抓产业", "1、抓产业", "二是抓民生", "①抓产业"),
)
"""Words in which no number measures anything."""


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("frame", ["{}", "今年，{}。", "{}，成效明显"])
def test_reads(text: str, frame: str) -> None:
    assert [row(found) for found in quantities(frame.format(text))] == READ[text]


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("frame", ["{}", "我们坚持{}。", "抓好\n{}，成效明显"])
def test_refuses(text: str, frame: str) -> None:
    assert [row(found) for found in quantities(frame.format(text))] == []


def _unread(latin: bool) -> set[str]:
    """The units of the vocabulary, with or without a Latin letter in front, that 36 does not measure."""
    units = {u for u in GAUGE.units if bool(re.match("[A-Za-z]", u)) is latin}
    found = {unit: [(f.value, f.unit) for f in quantities(f"共计36{unit}。")] for unit in units}
    return {unit for unit in units if found[unit] != [(36, unit.replace("％", "%"))]}


def test_every_unit_of_the_vocabulary_is_read_behind_a_number() -> None:
    assert _unread(latin=False) <= PERIODS


def test_every_latin_unit_of_the_vocabulary_is_read_behind_a_number() -> None:
    assert not _unread(latin=True)


PERIODS = {"岁", "周岁", "年", "周年", "个月", "个多月", "小时", "个小时", "周", "万小时"}
"""Units that mostly tell how long, which is no figure."""


@pytest.mark.parametrize(
    "digits", ["9" * 10_000, "9," * 5_000, "一百" * 5_000, "9.9" * 4_000, "第" * 10_000]
)
def test_long_runs_take_no_long_time(digits: str) -> None:
    found = list(GAUGE.scan(digits + "亿"))
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    assert max((f.span.end for f in found), default=0) >= len(digits.rstrip("第"))


@pytest.mark.parametrize("text", ["𝟏𝟐.𝟔亿元", "1𝟐亿元", "𝟏2亿元", "٣个", "1_000个", "①个", "5²个"])
def test_r27_digits_of_other_kinds_make_no_number(text: str) -> None:
    assert quantities(f"新增{text}，") == []
