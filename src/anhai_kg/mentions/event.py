"""Named meetings, festivals, contests and censuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import DIGIT, HAN, YEAR
from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.area import LEVELS
from anhai_kg.mentions.heads import concept, opening, proper
from anhai_kg.mentions.resolve import area_of
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase
from anhai_kg.quotes import CLOSE, OPEN, unquoted

__all__ = [
    "SESSION",
    "consultative_sessions",
    "events",
    "party_congresses",
    "quoted_events",
    "sessions",
]

_N: Final = "[一二三四五六七八九十百]{1,5}"
_AREAS: Final = "|".join(sorted(LEVELS, key=len, reverse=True))
SESSION: Final = re.compile(
    rf"(?P<term>第?{_N}届)(?P<organ>人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
    rf"(?:(?<=会)(?:举行|召开)了?)?(?P<session>第?{_N}次)(?:全体)?会议"
)
_CONSULTATIVE: Final = re.compile(
    rf"政协{HAN}{{2,16}}?第{_N}届委员会(?:常务委员会)?第{_N}次(?:全体)?会议"
)
_ORDINAL: Final = re.compile(rf"第{_N}[届次]")
_HELD: Final = re.compile(r"(?:举办|办好|举行|承办|开展|、)$")  # 办好[体育消费季]
_TIMES: Final = re.compile(rf"{_N}届(?=.)")  # 连续举办四届|萨玛文化节


def sessions(ctx: Context) -> Iterator[Candidate]:
    """The sessions of congresses: 区九届人大五次会议 is 临屿区第九届人民代表大会第五次会议.

    A standing committee's keeps the form in which the text names it, at best without 举行 in its midst.
    """
    standing: dict[tuple[str, str, str], str] = {}
    found = list(SESSION.finditer(ctx.text))
    for match in sorted(found, key=lambda m: ("行" in m[0] or "召开" in m[0], m.start())):
        form_start, area, rule, licence = _area_before(ctx, match.start())
        if not area:
            continue
        term, session = match["term"], match["session"]
        if match["standing"]:
            key = (area, _ordinal(term), _ordinal(session))
            name = standing.setdefault(key, f"{area}{term}人大常委会{session}会议")
        else:
            name = f"{area}{_ordinal(term)}人民代表大会{_ordinal(session)}会议"
        yield Candidate(
            kind=Kind.EVENT,
            name=name,
            span=Span(form_start, match.end()),
            category="events/congress-session",
            rule=rule,
            licence=licence,
        )


def consultative_sessions(ctx: Context) -> Iterator[Candidate]:
    """政协沄江县第八届委员会第三次会议."""
    for match in _CONSULTATIVE.finditer(ctx.text):
        yield Candidate(
            kind=Kind.EVENT,
            name=match[0],
            span=Span(*match.span()),
            category="events/congress-session",
            rule="events-session",
        )


def _ordinal(words: str) -> str:
    return words if words.startswith("第") else f"第{words}"


def _area_before(ctx: Context, position: int) -> tuple[int, str, str, Span | None]:
    """Where the area before a session starts, and its name: in full, a bare level, or understood."""
    before = ctx.text[max(0, position - 24) : position]
    if ctx.area:
        own = ctx.area.name
        if before.endswith(own):
            start = position - len(own)
            for parent in ctx.area.parents:
                for form in (parent, parent[:-1]):
                    if ctx.text[:start].endswith(form):
                        return start - len(form), own, "events-session", None
            return start, own, "events-session", None
    level = re.search(rf"(?:{_AREAS})$", before)
    if level and (found := area_of(ctx, level[0], position)):
        return position - len(level[0]), found[0], found[1], found[2]
    if ctx.area and not level:
        return position, ctx.area.name, "own-area", ctx.area.span
    return position, "", "", None


_PARTY_CONGRESS: Final = re.compile(rf"党的{_N}大(?!精神的)")


def party_congresses(ctx: Context) -> Iterator[Candidate]:
    """党的二十大."""
    for match in _PARTY_CONGRESS.finditer(ctx.text):
        yield Candidate(
            kind=Kind.EVENT,
            name=match[0],
            span=Span(*match.span()),
            category="events/party-congress",
            rule="events-party",
        )


def events(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """Festivals, contests, fairs and censuses: an ordinal or a name before the head."""
    for index, item in enumerate(sentence.items):
        if item.phrase and "events" in item.phrase.stems and "会议" not in item.phrase.text():
            first = index and sentence.items[index - 1].word in ("首届", "本届")
            start = sentence.items[index - 1].span.start if first else None
            yield from _in_phrase(ctx, item.phrase, start)


def _in_phrase(ctx: Context, phrase: Phrase, first: int | None) -> Iterator[Candidate]:
    tokens = phrase.tokens[opening(phrase) :]
    heads = [i for i, t in enumerate(tokens) if concept(t, "events")]
    heads = [i for i in heads if len(tokens[i].word) > 1 or i == len(tokens) - 1]
    last = max(heads, default=-1)
    if last < 1:
        return
    stem = tokens[:last]
    ordinal = _ORDINAL.search("".join(t.word for t in stem))
    quoted = next((t for t in stem if t.role == "quoted"), None)
    if quoted and _is_initiative(ctx, quoted.word):
        return
    held = tokens[last].word[-1] in "节季" and _HELD.search(
        ctx.text, max(0, stem[0].span.start - 2), stem[0].span.start
    )
    if not (ordinal or proper(stem) or held):
        return
    start = stem[0].span.start + (ordinal.start() if ordinal else 0)
    if times := _TIMES.match(ctx.text, start):
        start = times.end()
    elif not ordinal:
        while (
            len(stem) > 1 and stem[0].role in ("noun", "verbal") and proper(stem[1:]) and not held
        ):
            stem = stem[1:]
        start = first if first is not None else stem[0].span.start
    end = tokens[last].span.end
    yield Candidate(
        kind=Kind.EVENT,
        name=ctx.text[start:end],
        span=Span(start, end),
        category=concept(tokens[last], "events"),
        rule="events-head",
    )


def _is_initiative(ctx: Context, quoted: str) -> bool:
    """“春风行动” in “春风行动”招聘会 is a campaign, and so is the fair."""
    inside = unquoted(quoted)
    return len(ctx.lexicon.ending("initiatives", inside)) > 1


_INSIDE: Final = '[^“”「」『』"\n]'
_SEASON: Final = re.compile(
    rf"{OPEN}{_INSIDE}*(?:(?:节庆|节|(?<!竞)赛|季|展|会){CLOSE}(?:系列)?(?:活动|赛事)|{CLOSE}系列赛事?)"
)


_NTH: Final = re.compile(
    rf"第{_N}届(?:{OPEN}[^”」』\"]{{1,12}}(?:节|赛|季|会|展){CLOSE}|(?!全国人民|[^，。、]{{0,30}}代表大会)[^，,。；;、“”的]{{2,16}}(?<!全体委员列席)大会)"
    rf"|(?<!{DIGIT}){YEAR}(?=[世中国全])[^，,。；;、“”的年]{{2,14}}大会"
)


def quoted_events(ctx: Context) -> Iterator[Candidate]:
    """“三大节庆”系列活动, 第二届“开耕节”: the quotation says that it is an event."""
    for match in (*_SEASON.finditer(ctx.text), *_NTH.finditer(ctx.text)):
        span = Span(*match.span())
        yield Candidate(
            kind=Kind.EVENT,
            name=match[0],
            span=span,
            category="events/festival",
            rule="events-quoted",
        )
