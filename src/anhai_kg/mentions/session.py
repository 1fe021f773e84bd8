"""Meetings told by their numbers: sessions of congresses and consultative conferences, congresses, plenums.

One meeting has many names (旗政协十五届四次会议 and 政协…旗第十五届委员会第四次会议): names that agree in
the kind of body, the area, the term and the number are one, and the most formal stands for all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from anhai_kg.alphabet import DIGIT, HAN, YEAR
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.area import LEVELS, suffix
from anhai_kg.mentions.resolve import area_of
from anhai_kg.model import Kind, Span

__all__ = ["national_meetings", "sessions"]

_N: Final = "[一二三四五六七八九十百]{1,5}"
_TERM: Final = rf"(?P<term>(?<![新上本])第?{_N}届)"
_STANDING: Final = "(?P<standing>常务委员会|常委会)"
_NUMBER: Final = re.compile(
    rf"(?P<nth>第?{_N}次)(?P<tail>(?:全体)?会议|全体[（(]扩大[）)]会议|全会|党代会"
    r"|(?:党员?|妇女|会员|团员|工会)?代表大会)"
)
_ANNUAL: Final = re.compile(
    rf"(?P<nth>{YEAR}年度?)(?P<tail>(?:社区|居民|党员|职工)代表(?:会议|大会))"
)
_HELD: Final = re.compile(rf"(?:于(?:{DIGIT}|[年月日上下午]){{2,14}})?(?:召开|举行)了?$")
_OPENING: Final = re.compile(r"(?:中国共产党|中共|共青团)$")
_LEVEL: Final = re.compile(rf"(?:{'|'.join(sorted(LEVELS, key=len, reverse=True))}|州)$")
_NAMED: Final = range(2, 6)  # characters of the name of an area without its suffix
_BEFOREHAND: Final = "预备会议"
_BACK: Final = 40  # characters before the number that may name the body


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings of one kind of body: how the text before the number and the word after it tell them."""

    category: str
    body: re.Pattern[str]
    tail: re.Pattern[str]


_SERIES: Final = (
    Series(
        "events/consultative-session",
        re.compile(
            rf"(?:政协(?P<area>(?:(?!政协){HAN}){{2,16}}?)??{_TERM}(?:委员会)?"
            rf"|(?P<before>第?{_N}届)政协|政协(?=常)){_STANDING}?$"
        ),
        re.compile("(?:全体)?会议"),
    ),
    Series(
        "events/congress-session",
        re.compile(rf"(?:{_TERM}(?:人民代表大会|人大)|(?:人民代表大会|人大)(?=常)){_STANDING}?$"),
        re.compile("(?:全体)?会议"),
    ),
    Series(
        "events/party-plenum",
        re.compile(
            rf"(?:{_TERM}(?:纪律检查)?委员会|(?:党工|党|纪工|纪)?委(?P<after>第?{_N}届)?"
            rf"|(?P<before>(?<![新上本])第?{_N}届)(?P<level>[省市县区旗州盟])纪?委)$"
        ),
        re.compile("全体.*会议|全会"),
    ),
    Series(
        "events/local-congress",
        re.compile(rf"{_TERM}(?:党代会|代表大会)$"),
        re.compile("会议"),
    ),
    Series(
        "events/local-congress",
        re.compile("(?:妇女|(?:总)?工会|工商[联业]联?合?会?|科协|残联|文联|团委)?$"),
        re.compile(".+代表会议|.*代表大会|党代会"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """A meeting as one place names it: `form` is the words, `area` the area in full.

    `organ` tells a standing committee and a commission for discipline from the body itself, `inside` is
    the area as a consultative conference's name has it, `whole` tells that nothing parts the words.
    """

    category: str
    area: str
    inside: str
    whole: bool
    term: str
    nth: str
    organ: str
    form: str
    span: Span
    rule: str
    licence: Span | None

    @property
    def same(self) -> tuple[str, ...]:
        """What names of one meeting agree in, but for the term."""
        return self.category, self.organ, self.area, self.nth


def sessions(ctx: Context) -> Iterator[Candidate]:
    """Every place that names such a meeting: 区九届人大五次会议 is 临屿区第九届人民代表大会第五次会议."""
    numbers = chain(_NUMBER.finditer(ctx.text), _ANNUAL.finditer(ctx.text))
    found = [meeting for n in numbers if (meeting := _meeting(ctx, n))]
    terms = {m.same: m.term for m in reversed(found) if m.term}
    names: dict[tuple[str, ...], str] = {}
    for meeting in sorted(found, key=_informal):
        names.setdefault(_key(meeting, terms), _name(meeting))
    for meeting in found:
        name, span = names[_key(meeting, terms)], meeting.span
        if ctx.text.startswith(_BEFOREHAND, span.end):
            name, span = name + _BEFOREHAND, Span(span.start, span.end + len(_BEFOREHAND))
        yield Candidate(
            kind=Kind.EVENT,
            name=name,
            span=span,
            category=meeting.category,
            rule=meeting.rule,
            licence=meeting.licence,
        )


def _informal(meeting: _Meeting) -> tuple[bool, bool, int, bool, Span]:
    opened = meeting.form.startswith(("中国共产党", "中共"))
    clipped = meeting.licence is not None
    return not opened, not meeting.whole, -opened * len(meeting.form), clipped, meeting.span


def _key(meeting: _Meeting, terms: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """What two names of one meeting agree in; a term that one leaves out is the other's."""
    return *meeting.same, meeting.term or terms.get(meeting.same, "")


def _name(meeting: _Meeting) -> str:
    """The name in full of a session; of other meetings the words, with the area in full."""
    area, term, nth = meeting.area, meeting.term, meeting.nth
    if meeting.category == "events/consultative-session" and term:
        return f"政协{meeting.inside or area}{term}委员会{'常务委员会' if meeting.organ else ''}{nth}会议"
    if meeting.category == "events/congress-session" and not meeting.organ:
        return f"{area}{term}人民代表大会{nth}会议"
    return meeting.form


def _meeting(ctx: Context, number: re.Match[str]) -> _Meeting | None:
    """The meeting whose number that is, where its body is named before it."""
    held = _HELD.search(ctx.text, max(0, number.start() - _BACK), number.start())
    end = held.start() if held else number.start()
    for series in _SERIES:
        if not series.tail.fullmatch(number["tail"]):
            continue
        if body := series.body.search(ctx.text, max(0, end - _BACK), end):
            return _of_body(ctx, series, body, number)
    return None


def _of_body(
    ctx: Context, series: Series, body: re.Match[str], number: re.Match[str]
) -> _Meeting | None:
    told = body.groupdict(default="")
    inside, within = told.get("area", ""), told.get("level", "")
    if inside:
        start, area, rule, licence = body.start(), inside, "events-session", None
    elif within:
        start, area, rule, licence = body.start(), *_bare_level(ctx, within, body.end("level"))
    else:
        start, area, rule, licence = _area_before(ctx, body.start())
    if not area or (body[0].startswith("委") and start == body.start()):
        return None  # of no area: 常委
    opening = _OPENING.search(ctx.text, max(0, start - 5), start)
    if number["tail"] == "代表大会" and not (opening or body[0]):
        return None  # 第三次代表大会 of whom?
    start = opening.start() if opening else start
    term = told.get("term") or told.get("before") or told.get("after") or ""
    rest = f"{body[0]}{number[0]}"
    if told.get("standing") and series.category == "events/congress-session":
        rest = f"{term}人大常委会{number['nth']}会议"
    words = ctx.text[start : body.start()] if opening and not licence else area
    whole = body.end() == number.start()
    return _Meeting(
        category=series.category,
        area=_own(ctx, area),
        inside=inside,
        term=_ordinal(term),
        nth=_ordinal(number["nth"]),
        organ="纪" if "纪" in body[0] else told.get("standing", "")[:1],
        form=rest.replace(within, area, 1) if within else words + rest,
        whole=whole,
        span=Span(start if whole else number.start(), number.end()),
        rule=rule,
        licence=licence,
    )


def _own(ctx: Context, area: str) -> str:
    """砚州市梅浦区 is 梅浦区 where that one reports."""
    return ctx.area.name if ctx.area and area.endswith(ctx.area.name) else area


def _ordinal(words: str) -> str:
    return words if not words or words.startswith("第") else f"第{words}"


def _area_before(ctx: Context, position: int) -> tuple[int, str, str, Span | None]:
    """Where the area before a session starts, and its name: in full, a bare level, or understood."""
    own = ctx.area.name if ctx.area else ""
    around = ctx.area.parents if ctx.area else ()
    for area in filter(None, (own, *around)):
        if ctx.text.endswith(area, 0, position):
            start = position - len(area)
            for parent in around if area == own else ():
                for form in (parent, parent[:-1]):
                    if ctx.text.endswith(form, 0, start):
                        return start - len(form), area, "events-session", None
            return start, area, "events-session", None
    level = _LEVEL.search(ctx.text, max(0, position - 3), position)
    if level is None:
        return position, own, "own-area", ctx.area.span if ctx.area else None
    index = bisect_right(ctx.phrase_starts, level.start()) - 1
    start = ctx.phrase_starts[index] if index >= 0 else level.start()
    if level.start() - start in _NAMED and suffix(ctx.text[start:position]):
        return start, ctx.text[start:position], "events-session", None
    return level.start(), *_bare_level(ctx, level[0], position)


def _bare_level(ctx: Context, level: str, position: int) -> tuple[str, str, Span | None]:
    """The area that a bare level means there; the level itself where the text does not tell."""
    return area_of(ctx, level, position) or (level, "events-session", None)


_NATIONAL: Final = re.compile(
    rf"(?:党的)?(?P<plenums>{_N}届{_N}中(?:[、和]{_N}中)*(?:全会|全体会议))|党的{_N}大(?!精神的)"
    rf"|中国共产党第{_N}次全国代表大会"
)


def national_meetings(ctx: Context) -> Iterator[Candidate]:
    """党的二十大, 党的二十届三中全会."""
    for match in _NATIONAL.finditer(ctx.text):
        yield Candidate(
            kind=Kind.EVENT,
            name=match["plenums"] or match[0],
            span=Span(*match.span("plenums" if match["plenums"] else 0)),
            category="events/party-congress",
            rule="events-party",
        )
