"""Periods: every spelling of a span of time gives its one identifier; dates and durations give none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhai_kg.model import Span
from anhai_kg.period import bounds, find_periods, own_year

YEARS = st.integers(min_value=1990, max_value=2035)
MONTHS = st.integers(min_value=1, max_value=12)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def found(text: str, year: int | None = 2024) -> list[str]:
    return [p.id for p in find_periods(text, Span(0, len(text)), year)]


@given(YEARS, st.sampled_from(["{}年", "{}年底", "{}年末", "在{}年，"]))
def test_every_spelling_of_a_year(year: int, form: str) -> None:
    assert found(form.format(year)) == [str(year)]


@given(YEARS, st.sampled_from([(1, "上半年"), (2, "下半年")]))
def test_every_spelling_of_a_half(year: int, half: tuple[int, str]) -> None:
    number, words = half
    wanted = [f"{year}-H{number}"]
    assert found(f"{year}年{words}") == wanted
    assert found(words, year) == found(f"今年{words}", year) == wanted


@given(YEARS, st.integers(min_value=1, max_value=4))
def test_every_spelling_of_a_quarter(year: int, quarter: int) -> None:
    words = "一二三四"[quarter - 1]
    for spelling in (f"{words}季度", f"第{words}季度", f"{quarter}季度"):
        assert found(f"{year}年{spelling}", None) == [f"{year}-Q{quarter}"]
        assert found(f"，{spelling}", year) == [f"{year}-Q{quarter}"]


@given(YEARS, MONTHS, MONTHS, st.sampled_from("—–-~～至到"), st.sampled_from(["月", "月份"]))
def test_every_spelling_of_months(year: int, low: int, high: int, dash: str, month: str) -> None:
    if low >= high:
        return
    wanted = [f"{year}-{low:02}/{year}-{high:02}"]
    assert found(f"{year}年{low}{dash}{high}{month}", None) == wanted
    assert found(f"，{low}{dash}{high}{month}，", year) == wanted
    assert found(f"，{low}月{dash}{high}{month}，", year) == wanted


@given(YEARS, MONTHS)
def test_a_month(year: int, month: int) -> None:
    assert found(f"{year}年{month}月", None) == [f"{year}-{month:02}"]


@given(YEARS, st.sampled_from([("两", 6), ("二", 6), ("三", 9), ("2", 6), ("3", 9)]))
def test_the_first_quarters(year: int, first: tuple[str, int]) -> None:
    word, month = first
    for text in (f"{year}年前{word}季度", f"{year}年前{word}个季度"):
        assert found(text, None) == [f"{year}-01/{year}-{month:02}"]


@given(st.sampled_from([("十二", 2011), ("十三", 2016), ("十四", 2021), ("十五", 2026)]))
def test_every_spelling_of_a_plan(plan: tuple[str, int]) -> None:
    name, first = plan
    for quoted in (f"“{name}五”", f"{name}五"):
        assert found(f"{quoted}期间") == found(f"{quoted}时期") == [f"{first}/{first + 4}"]
        assert found(f"到{quoted}末") == [str(first + 4)]
        assert found(f"{quoted}前三年") == [f"{first}/{first + 2}"]


RELATIVE = {
    "去年": "2023",
    "上年": "2023",
    "前年": "2022",
    "今年": "2024",
    "本年度": "2024",
    "明年": "2025",
    "过去一年": "2023",
    "一年来": "2023",
    "新的一年": "2024",
    "五年来": "2019/2023",
    "过去五年": "2019/2023",
    "过去的五年": "2019/2023",
    "近三年": "2021/2023",
    "今后五年": "2024/2028",
    "未来五年": "2024/2028",
}


@pytest.mark.parametrize("words", RELATIVE)
def test_a_relative_period_counts_from_the_year_of_the_report(words: str) -> None:
    assert found(f"{words}，全镇") == [RELATIVE[words]]


@given(st.sampled_from(sorted(RELATIVE)), st.integers(min_value=1991, max_value=2030))
def test_a_relative_period_moves_with_the_year(words: str, year: int) -> None:
    moved = "/".join(str(int(part) + year - 2024) for part in RELATIVE[words].split("/"))
    assert found(f"{words}，全镇", year) == [moved]


@given(st.sampled_from(sorted(RELATIVE)))
def test_without_a_year_a_relative_period_is_left_out(words: str) -> None:
    assert found(f"{words}，上半年，1—8月，一季度", None) == []


IDENTIFIERS = st.one_of(
    YEARS.map(str),
    st.tuples(YEARS, st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"])).map(
        "{0[0]}-{0[1]}".format
    ),
    st.tuples(YEARS, MONTHS).map("{0[0]}-{0[1]:02}".format),
    st.tuples(YEARS, st.integers(1, 11)).flatmap(
        lambda ym: st.integers(ym[1] + 1, 12).map(
            lambda last: f"{ym[0]}-{ym[1]:02}/{ym[0]}-{last:02}"
        )
    ),
    st.tuples(YEARS, st.integers(1, 9)).map(lambda yn: f"{yn[0]}/{yn[0] + yn[1]}"),
)


def printed(identifier: str) -> str:
    """A period as a report prints it: 2023-H1 is 2023年上半年."""
    low, _, high = identifier.partition("/")
    year, _, part = low.partition("-")
    if high:
        return f"{year}年{int(part)}—{int(high[5:])}月" if part else f"{year}—{high}年"
    halves = {"H1": "上半年", "H2": "下半年", "": ""} | {f"Q{n}": f"{n}季度" for n in range(1, 5)}
    return f"{year}年" + halves.get(part, f"{part.lstrip('0')}月")


@given(IDENTIFIERS)
def test_printing_a_period_and_reading_it_again_is_the_identity(identifier: str) -> None:
    assert found(f"，{printed(identifier)}，", None) == [identifier]


NONE = (
    *("13—9月", "0—8月", "1—13月", "第十四届", "三年行动", "连续三年", "五年规划"),
    *("半年以上", "年产5万吨", "三季稻", "百年大计", "12345热线", "四季度假区", "少年宫"),
)
READ = {
    "去年；2024年前三季度，1—8月；到“十四五”末": [
        "2023",
        "2024-01/2024-09",
        "2024-01/2024-08",
        "2025",
    ],
    "2023年上半年和2023年下半年": ["2023-H1", "2023-H2"],
    "到2027年建成": ["2027"],
    "2022年全年": ["2022"],
    "2022年度": ["2022"],
    "2023年1至11月": ["2023-01/2023-11"],
    "2021—2023年": ["2021/2023"],
    "2021年至2023年": ["2021/2023"],
    "１—１１月": ["2024-01/2024-11"],
    "２０２３年": ["2023"],
    "二〇二三年": ["2023"],
    "近两年": ["2022/2023"],
    "三年来": ["2021/2023"],
    "四年来": ["2020/2023"],
    "本届政府任期五年": [],
    "今年前三季度": ["2024-01/2024-09"],
    "去年一季度": ["2023-Q1"],
    "今年1—5月": ["2024-01/2024-05"],
    "前8个月": ["2024-01/2024-08"],
    "2021年以来": ["2021/2023"],
    "五年累计投入": ["2019/2023"],
    "2024年2月21日": [],
    "截至2023年12月31日": ["2023"],
}


@pytest.mark.parametrize("text", NONE)
def test_no_period(text: str) -> None:
    assert found(f"，{text}，") == []


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert found(text) == READ[text]


ANY_TEXT = st.text(
    st.sampled_from("0123456789年月日上下半季度一二三四五十前去今来末期间“”—-至到底全\n，")
    | st.characters(codec="utf-8"),
    max_size=60,
)


@given(ANY_TEXT, st.none() | YEARS)
def test_periods_stand_in_the_text_in_its_order_and_are_days(text: str, year: int | None) -> None:
    periods = list(find_periods(text, Span(0, len(text)), year))
    for period in periods:
        assert period.span.of(text)
        first, last = bounds(period.id)
        assert date.fromisoformat(first) <= date.fromisoformat(last)
    for one, following in pairwise(periods):
        assert one.span.start < following.span.start


@given(ANY_TEXT, st.integers(min_value=0, max_value=60))
def test_only_the_run_asked_for_is_searched(text: str, cut: int) -> None:
    for period in find_periods(text, Span(cut, len(text)), 2024):
        assert period.span.start >= cut


@given(YEARS, MONTHS)
def test_bounds_are_the_calendar_s(year: int, month: int) -> None:
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).isoformat()
    assert bounds(f"{year}-{month:02}") == (f"{year}-{month:02}-01", last)
    assert bounds(f"{year}-01/{year}-{month:02}") == (f"{year}-01-01", last)
    assert bounds(f"{year}/{year + 4}") == (f"{year}-01-01", f"{year + 4}-12-31")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("枫渚镇人民政府工作报告\n——2024年1月9日在枫渚镇第八届人民代表大会第三次会议上", 2024),
        ("枫渚镇2023年工作总结", 2023),
        ("人大会议\n审查2023年财政预算执行情况和2024年财政预算草案", 2024),
        ("枫渚镇召开会议\n2022年完成3件，2023年完成5件", 2023),
        ("枫渚镇召开会议", None),
        ("枫渚镇2024年上半年工作总结和下半年工作打算", 2024),
    ],
)
def test_the_year_of_a_report(text: str, year: int | None) -> None:
    assert own_year(text) == year
