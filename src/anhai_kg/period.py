"""Spans of time as reports give them: 2023年上半年, 1—8月, 去年, “十四五”期间 -> 2023-H1, 2023-01/2023-08 ...

A relative period is resolved from the report's own year; without that year it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from anhai_kg.alphabet import DIGIT, DIGITS, YEAR
from anhai_kg.model import Span

__all__ = ["Found", "bounds", "find_periods", "own_year", "past_year"]

_DIGITS: Final = (
    {c: n for n, c in enumerate("零一二三四五六七八九十")}
    | {c: n % 10 for n, c in enumerate("0123456789０１２３４５６７８９")}
    | {"〇": 0, "两": 2}
)
_PLAN_ORDER: Final = {"十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_PLAN_EPOCH: Final = 1956  # since 三五 (1966) plan N begins in 1956 + 5 (N - 1): 十四五 in 2021

_PART: Final = (
    r"(?P<half>[上下]半年)|前(?P<first>[二三两23２３])个?季度|第?(?P<quarter>[一二三四1-4１-４])季度(?!末|假)"
    rf"|(?P<from>{DIGIT}{{1,2}})\s*(?:月份?)?[—–\-~～至到]{{1,2}}(?P<to>{DIGIT}{{1,2}})月份?"
    rf"|前(?P<months>{DIGIT}{{1,2}}|十[一二]?|[二三四五六七八九])个月"
    rf"|(?P<month>{DIGIT}{{1,2}})月份?(?![底前末]|{DIGIT}|以前)(?!上旬|中旬|下旬|初)"
)
_END: Final = "(?P<end>底前|末前|底|末|年底)"
_YEAR_DIGITS: Final = (
    rf"(?:19|20|１９|２０){DIGIT}{DIGIT}|(?:一九|二[零〇])[零〇一二三四五六七八九]{{2}}"
)
_A_DAY: Final = rf"(?!\s*{DIGIT}{{1,2}}月\s*{DIGIT}{{1,2}}日)"  # 2024年2月21日 dates an event, and lasts for nothing
_YEAR: Final = re.compile(
    rf"(?:(?P<since>{_YEAR_DIGITS})年?[—–\-~～至到]{{1,2}})?"
    rf"(?P<year>{_YEAR_DIGITS}) ?年(?:(?<=[至到止].{{5}})|{_A_DAY})(?:全年|度)?(?:(?P<on>以来)|{_END}|\s*(?:{_PART}))?"
)
_OFFSETS: Final = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "上一年": -1} | {
    "前年": -2,
    "明年": 1,
    "来年": 1,
}
_NAMED_YEAR: Final = re.compile(
    rf"(?P<named>{'|'.join(_OFFSETS)})(?!以来)度?(?:全年)?(?:同期|同?期|{_END}|(?:{_PART}))?"
)
_BARE_PART: Final = re.compile(
    rf"(?<![{DIGITS}第年本九])(?:{_PART})|第(?P<quarter2>[一二三四1-4１-４])季度(?!假)"
)
_RELATIVE: Final = re.compile(
    rf"(?P<far>今年以来)|(?P<whole>全年|年内|(?<!业)年度(?!计划编)|(?<![{DIGITS}今去明上本当前来])年(?:底|末)前?)|"
    r"(?P<back>过去的?[一两三四五]年|近[两三四五]年|[一两三四五]年来|"
    r"(?:(?<=[，、。；：\n])|^)[三四五]年(?=累计|共|间|新|提高|提升|下降|降低|增|减|完成|投入|建成|实现|实施|引进))|"
    r"(?P<ahead>(?:未来|今后)[两三四五]年)|新的一年"
)
_PLAN: Final = re.compile(
    r"[“\"]?(?P<plan>十[一二三四五六])五[”\"]?(?:(?P<end>末)|前(?P<years>[一二三四])年|(?P<span>期间|时期|以来))"
)
_TELLING: Final = re.compile("[年月季五]")  # without one of these there is no period


class Found(NamedTuple):
    """A period in the text.

    `vague` when it only says 全年 or 年度 of a year that something else names; `so_far` when 今年以来 is
    as long as the report itself covers.
    """

    id: str
    span: Span
    vague: bool = False
    so_far: bool = False


def _part(match: re.Match[str], year: int) -> str:
    groups = match.groupdict()
    if half := groups.get("half"):
        return f"{year}-H{1 if half[0] == '上' else 2}"
    if first := groups.get("first"):
        return f"{year}-01/{year}-{3 * _DIGITS[first]:02}"
    if quarter := groups.get("quarter") or groups.get("quarter2"):
        return f"{year}-Q{_DIGITS[quarter]}"
    if groups.get("from"):
        low, high = int(match["from"]), int(match["to"])
        if not 1 <= low <= high <= 12:
            return ""
        return f"{year}-{low:02}/{year}-{high:02}" if low < high else f"{year}-{low:02}"
    if months := groups.get("months"):
        last = int(months) if months.isdecimal() else sum(_DIGITS[c] for c in months)
        return f"{year}-01/{year}-{last:02}" if 1 < last <= 12 else ""
    if month := groups.get("month"):
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else ""
    return str(year)


def _year(printed: str) -> int:
    """2023 of 2023, ２０２３ and 二〇二三."""
    return int(printed if printed.isdecimal() else "".join(str(_DIGITS[c]) for c in printed))


def _dated(match: re.Match[str], past: int) -> str:
    year = _year(match["year"])
    if match["on"]:  # 2021年以来
        return f"{year}/{past}" if year < past else str(year)
    first = _year(match["since"]) if match["since"] else year
    return f"{first}/{year}" if first < year else _part(match, year)


def _relative(match: re.Match[str], year: int, past: int) -> Found:
    """过去五年, 近三年 and 四年来 end with the last year that is past; 今后五年 begins after it."""
    span = Span(*match.span())
    if match["back"]:
        years = next(_DIGITS[c] for c in match[0] if c in _DIGITS)
        return Found(f"{past - years + 1}/{past}" if years > 1 else str(past), span)
    if match["ahead"]:
        return Found(f"{past + 1}/{past + _DIGITS[match[0][2]]}", span)
    return Found(str(year), span, bool(match["whole"]), bool(match["far"]))


def _plan(match: re.Match[str]) -> str:
    first = _PLAN_EPOCH + 5 * (_PLAN_ORDER[match["plan"]] - 1)
    if match["end"]:
        return str(first + 4)
    years = _DIGITS[match["years"]] if match["years"] else 5
    return f"{first}/{first + years - 1}"


def find_periods(
    text: str,
    span: Span,
    year: int | None,
    *,
    part_year: int | None = None,
    past: int | None = None,
) -> Iterator[Found]:
    """The periods named within a run of the text, in its order.

    Args:
        year: the report's own, which 今年 means; without it relative periods are left out.
        part_year: which year a bare 上半年 or 1—8月 is of, when it is another.
        past: the last year that 五年来 looks back on; the one before the report's own when not given.

    >>> text = "去年；2024年前三季度，1—8月；到“十四五”末"
    >>> [found.id for found in find_periods(text, Span(0, len(text)), 2024)]
    ['2023', '2024-01/2024-09', '2024-01/2024-08', '2025']
    """
    if not _TELLING.search(text, *span):
        return
    past = past or (year or 1) - 1
    found = [Found(_plan(match), Span(*match.span())) for match in _PLAN.finditer(text, *span)]
    found += [Found(_dated(m, past), Span(*m.span())) for m in _YEAR.finditer(text, *span)]
    if year is not None:
        found += _free(
            found, (_named(m, year, part_year or year) for m in _NAMED_YEAR.finditer(text, *span))
        )
        found += _free(found, (_relative(m, year, past) for m in _RELATIVE.finditer(text, *span)))
        parts = _BARE_PART.finditer(text, *span)
        found += _free(found, (Found(_part(m, part_year or year), Span(*m.span())) for m in parts))
    yield from sorted((one for one in found if one.id), key=lambda one: one.span.start)


def _named(match: re.Match[str], year: int, spoken_of: int) -> Found:
    """去年, 今年前三季度; 当年 is the year spoken of."""
    base = spoken_of if match["named"] == "当年" else year
    return Found(_part(match, base + _OFFSETS[match["named"]]), Span(*match.span()))


def _free(taken: list[Found], found: Iterator[Found]) -> list[Found]:
    """Those that stand where no other does."""
    spans = [one.span for one in taken]
    return [
        one
        for one in found
        if not any(s.start < one.span.end and one.span.start < s.end for s in spans)
    ]


_DATED: Final = re.compile(rf"({YEAR})年\s*0?({DIGIT}{{1,2}})月\s*0?({DIGIT}{{1,2}})日")
_BUDGET: Final = re.compile(
    rf"({YEAR})年(?:财政)?(?:收支)?(?:预算|(?:国民经济和社会发展)?计划)[（(]?草案"
)
_TITLE: Final = re.compile(rf"({YEAR})年")
_SAID: Final = re.compile(rf"(?<![到至])({YEAR})年(?!{DIGIT}{{0,2}}月?[底末]前)")


def own_year(text: str) -> int | None:
    """The year in which the report is given: its date, else the year of the budget or plan it hears,
    else the latest that it names and does not look forward to.

    >>> own_year("——2025年1月8日在某县第十八届人民代表大会第四次会议上\\n2024年工作回顾")
    2025
    """
    head = text[:600]
    if dated := _DATED.search(head):
        return int(dated[1])
    if budget := _BUDGET.search(text):
        return int(budget[1])
    if titled := _TITLE.search(head.lstrip().split("\n")[0]):
        return int(titled[1])
    years = [int(y) for y in _SAID.findall(text) or _TITLE.findall(text)]
    return max(years, default=None)


_CLOSING_MONTH: Final = 11


def past_year(year: int | None, date: str) -> int | None:
    """The last year that a report looks back on: its own when it is given at the end of it.

    >>> past_year(2021, "2021-12-16"), past_year(2021, "2021-01-16"), past_year(2021, "2021")
    (2021, 2020, 2020)
    """
    if year is None:
        return None
    return year if date[5:7] and int(date[5:7]) >= _CLOSING_MONTH else year - 1


_LAST_DAY: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _edges(part: str) -> tuple[str, str]:
    year, _, rest = part.partition("-")
    if not rest:
        first, last = 1, 12
    elif rest[0] == "H":
        first, last = (1, 6) if rest[1] == "1" else (7, 12)
    elif rest[0] == "Q":
        last = 3 * int(rest[1])
        first = last - 2
    else:
        first = last = int(rest)
    leap = last == 2 and int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    day = _LAST_DAY[last - 1] + (1 if leap else 0)
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{day:02}"


@lru_cache(maxsize=256)
def bounds(identifier: str) -> tuple[str, str]:
    """First and last day (ISO 8601) of a period.

    >>> bounds("2023-H1"), bounds("2023-01/2023-08"), bounds("2024-02")
    (('2023-01-01', '2023-06-30'), ('2023-01-01', '2023-08-31'), ('2024-02-01', '2024-02-29'))
    """
    low, _, high = identifier.partition("/")
    return _edges(low)[0], _edges(high or low)[1]
