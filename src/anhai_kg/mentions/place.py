"""Named places: administrative areas, and what the last word tells (片区, 路, 河, 桥, 寺, 村)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import DIGIT, HAN
from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.listing import Listing
from anhai_kg.mentions.area import area_tokens, suffix
from anhai_kg.mentions.heads import concept, proper
from anhai_kg.mentions.place_heads import headed_places
from anhai_kg.mentions.place_kinds import NATURE
from anhai_kg.mentions.resolve import ORGANS
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Mark, Phrase, Token

__all__ = ["places"]

_ROAD: Final = re.compile(
    rf"(?:国道|省道|县道|乡道)[GSXYC]?{DIGIT}{{3}}|[GSXYC]{DIGIT}{{1,4}}(?:{HAN}{{1,6}}(?:至|—|-)?{HAN}{{0,6}}?段|线|[国省县乡]道)"
    rf"|{HAN}{{2,4}}路{DIGIT}{{1,4}}弄|{DIGIT}{{1,4}}街坊"
)
_WIDE: Final = frozenset(
    f"places/{kind}"
    for kind in (
        "province",
        "autonomous-region",
        "city",
        "prefecture",
        "autonomous-prefecture",
        "league",
    )
)
_GAZETTEERS: Final = frozenset({"divisions", "counties"})
_TELLING: Final = frozenset({"places", "bodies", "divisions", "counties", "features"})
_LIES: Final = ("处于", "位于", "地处", "坐落于")


def places(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The places that the phrases of a sentence name, those within longer names too."""
    for item in sentence.items:
        if item.phrase:
            yield from _short_forms(ctx, item.phrase)
            if item.phrase.stems & _TELLING:
                yield from _areas(ctx, item.phrase)
                yield from _divisions(ctx, item.phrase)
                yield from headed_places(ctx, item.phrase)
    yield from _seats(ctx, sentence)
    yield from _numbered(ctx, sentence)
    for listing in sentence.listings:
        closed = listing.etc or (listing.counted and ctx.counts(listing.counted.unit))
        if closed and listing.kind(ctx.lexicon) is Kind.PLACE:
            yield from _listed(ctx, listing)


def _numbered(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """S312线, G219国道, 松安路418弄: roads and lanes that bear a number."""
    for match in _ROAD.finditer(ctx.text, *sentence.span):
        span = Span(*match.span())
        if match[0].endswith("弄"):  # the name begins with the phrase: 改造[松安路418弄]
            phrases = (i.span.start for i in sentence.items_in(span) if i.phrase)
            span = Span(next(phrases, span.start), span.end)
        yield ctx.named(Kind.PLACE, span, "places-road", category="places/road")


def _areas(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """柳涧县 and 鹤埠镇 in 柳涧县鹤埠镇, 晋江市 in 晋江市委."""
    own = ctx.area.name if ctx.area else ""
    for found, at in area_tokens(ctx.text, phrase, ctx.lexicon):
        longer = own and found != own and found.endswith(own)
        name, span = (own, Span(at.end - len(own), at.end)) if longer else (found, at)
        if len(name) - len(suffix(name)) >= 2 or name == own:
            key = ctx.lexicon.words["places"].get(suffix(name), "")
            yield Candidate(kind=Kind.PLACE, name=name, span=span, category=key, rule="places-area")


def _seats(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """What stands after 处于 or 位于 is a place whatever its last word: 晋江晋西辅城[规划核心区]."""
    lies = False
    for item in sentence.items:
        if item.mark is Mark.VERB:
            lies = item.word in _LIES
        elif item.mark not in (None, Mark.PAUSE, Mark.CONJ):
            lies = False
        elif item.phrase and lies:
            tokens = list(item.phrase.tokens)
            while len(tokens) > 1 and tokens[-1].role in ("noun", "verbal"):
                tokens.pop()
            if proper(tokens) and not concept(tokens[-1], "places"):
                span = Span(tokens[0].span.start, tokens[-1].span.end)
                yield Candidate(
                    kind=Kind.PLACE, name=span.of(ctx.text), span=span, rule="places-seat"
                )


def _listed(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    """和平里、纺织新村2个老旧小区: the closing word makes places of its members."""
    for member in listing.members:
        tokens = member.phrase.tokens
        done = tokens[-1].role == "verbal" and len(tokens) > 1  # 甲路打通 tells of works
        if not done and not any(
            concept(tokens[-1], s) for s in ("bodies", "projects", "divisions")
        ):
            span = member.phrase.span
            key = concept(tokens[-1], "places")
            if len(listing.members) > 1 or proper(tokens):
                yield Candidate(
                    kind=Kind.PLACE,
                    name=span.of(ctx.text),
                    span=span,
                    category=key,
                    rule="places-listed",
                )


def _short_forms(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """安海 and 晋江 without their suffix, where they open a phrase of a report of 安海镇 in 晋江市."""
    start = phrase.span.start
    for short, area in ctx.area.short_forms if ctx.area else ():
        if ctx.text.startswith(short, start) and not ctx.text.startswith(area, start):
            key = ctx.lexicon.words["places"].get(suffix(area), "")
            span = Span(start, start + len(short))
            yield ctx.named(Kind.PLACE, span, "places-short", name=area, category=key)


def _divisions(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """上海, 江苏, 荣成: a division of the country, by its full name where the text has it."""
    if not phrase.stems & _GAZETTEERS:
        return
    areas = list(area_tokens(ctx.text, phrase, ctx.lexicon))
    near = ctx.area is not None and ctx.area.level not in _WIDE
    for token in phrase.tokens:
        full = _full_name(ctx, token)
        if any(area.covers(token.span) and name != full for name, area in areas):
            continue  # 抚顺 in 抚顺县, 科尔沁 in 科尔沁左翼中旗
        if near and "counties" in token.concepts and token is not phrase.tokens[-1]:
            continue  # 嘉禾跨境直播基地: the report of a town seldom tells of a far county
        if full and not _in_institution(phrase, token) and not _in_longer(phrase, token):
            key = ctx.lexicon.words["places"].get(suffix(full), "")
            yield Candidate(
                kind=Kind.PLACE,
                name=full if full in ctx.text else token.word,
                span=token.span,
                category=key,
                rule="places-division",
            )


def _in_longer(phrase: Phrase, token: Token) -> bool:
    """栖霞|里, 东平|湖, 小|清河, 东乡|族: a county's short name inside the name of something else."""
    at = phrase.tokens.index(token)
    before, after = phrase.tokens[at - 1 : at], phrase.tokens[at + 1 : at + 2]
    if after and after[0].word[-1] in "路街巷坊弄里" and "places" in after[0].concepts:
        return True  # 安庆|路, 北京|西路
    if after and (after[0].word == "州" or (at + 2 == len(phrase.tokens) and _is_kind(after[0]))):
        return True  # 海南|州, 伊犁|马
    if "counties" not in token.concepts or suffix(token.word):
        return False
    follows = concept(after[0], "places") if after else ""
    bridged = bool(after) and after[0].word in ("桥", "大桥", "特大桥")
    if bridged or (follows in NATURE and len(after[0].word) > 1):
        return True  # 龙门|大桥, 平陆|运河
    if before and "features" in before[0].concepts:
        return True  # 汉江|兴隆|枢纽
    inner = bool(before) and before[0].role == "unknown"
    inner = inner and (len(before[0].word) == 1 or token.word[-1] in "河江湖山")  # 哈日|根河
    named = len(phrase.tokens) > at + 2 and concept(phrase.tokens[at + 2], "places")  # 荣成|石|岛
    single = bool(after) and len(after[0].word) == 1 and after[0].word != "至"
    return inner or (single and not (named and not after[0].known))


def _is_kind(after: Token) -> bool:
    """One unknown character behind a division: what is of it, and no place."""
    return after.role == "unknown" and len(after.word) == 1 and after.word not in "至到—段片籍等"


def _full_name(ctx: Context, token: Token) -> str:
    if key := concept(token, "divisions"):
        return ctx.lexicon.concept(key).zh
    return concept(token, "counties")


def _in_institution(phrase: Phrase, token: Token) -> bool:
    """福建 in 福建医科大学 is part of a body's name; 晋江市 in 晋江市委 is an area."""
    heads = [t for t in phrase.tokens if concept(t, "bodies") and t.span.start >= token.span.end]
    return not suffix(token.word) and any(not ORGANS.search(t.word) for t in heads)
