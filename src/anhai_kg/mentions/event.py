"""Named meetings, festivals, contests and censuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import DIGIT, HAN, YEAR
from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.heads import concept, opening, proper
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase
from anhai_kg.quotes import CLOSE, OPEN, unquoted

__all__ = ["chaired_events", "events", "quoted_events"]

_N: Final = "[一二三四五六七八九十百]{1,5}"
_ORDINAL: Final = re.compile(rf"第{_N}[届次]")
_HELD: Final = re.compile(r"(?:举办|办好|举行|承办|开展|、)$")  # 办好[体育消费季]
_TIMES: Final = re.compile(rf"{_N}届(?=.)")  # 连续举办四届|萨玛文化节


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


_CHAIRED: Final = re.compile(rf"主持召开了?(?P<name>{HAN}{{6,30}}?座谈会)")


def chaired_events(ctx: Context) -> Iterator[Candidate]:
    """主持召开新时代推动中部地区崛起座谈会: a meeting told by its subject."""
    for match in _CHAIRED.finditer(ctx.text):
        yield Candidate(
            kind=Kind.EVENT,
            name=match["name"],
            span=Span(*match.span("name")),
            category="events/forum",
            rule="events-head",
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
