"""Named places: administrative areas, and what the last word tells (片区, 路, 河, 桥, 寺, 村)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.listing import Listing
from anhai_kg.mentions.area import OF_AREAS, area_tokens, level_length, suffix
from anhai_kg.mentions.heads import concept, is_proper, opening, proper
from anhai_kg.mentions.resolve import ORGANS
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Mark, Phrase, Token

__all__ = ["places"]

_NAMING: Final = frozenset(
    [
        "融合",
        "示范",
        "开发",
        "保护",
        "合作",
        "创新",
        "发展",
        "服务",
        "智造",
        "加工",
        "制造",
        "物流",
        "体验",
        "展示",
        "交易",
        "清洁",
        "生产",
        "利用",
    ]
)
_FIRM: Final = (
    "places/river",
    "places/pipeline",
    "places/temple",
    "places/lake",
    "places/sea",
    "places/port-area",
)
"""Kinds whose word of one character ends a name, whatever the name of a work goes on with."""
_SETTLED: Final = ("places/village", "places/community")
_ROAD: Final = re.compile(
    r"(?:国道|省道|县道|乡道)[GSXYC]?\d{3}|[GSXYC]\d{1,4}(?:[\u4e00-\u9fff]{1,6}(?:至|—|-)?[\u4e00-\u9fff]{0,6}?段|线)"
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
_TELLING: Final = frozenset({"places", "bodies", "divisions", "counties"})
_NO_STEM: Final = ("之", "一", "两")
_ROAD_NUMBER: Final = re.compile(r"[GSXYC]\d")
_SIDES: Final = (
    "两岸",
    "左岸",
    "右岸",
    "沿岸",
    "流域",
    "防洪",
    "堤",
    "护岸",
    "河道",
)  # 洄河|两岸: a river's name may be as short
_ORDINAL: Final = re.compile("第[一二三四五六七八九十百]+[届次]")
_SHORTEST: Final = 3
_LONGEST: Final = 24
_LIES: Final = ("处于", "位于", "地处", "坐落于")


def places(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The places that the phrases of a sentence name, those within longer names too."""
    for item in sentence.items:
        if item.phrase:
            yield from _short_forms(ctx, item.phrase)
            if item.phrase.stems & _TELLING:
                yield from _areas(ctx, item.phrase)
                yield from _divisions(ctx, item.phrase)
                yield from _in_phrase(ctx, item.phrase)
    yield from _seats(ctx, sentence)
    for match in _ROAD.finditer(ctx.text, *sentence.span):
        span = Span(*match.span())
        yield Candidate(
            kind=Kind.PLACE, name=match[0], span=span, category="places/road", rule="places-road"
        )
    for listing in sentence.listings:
        if (listing.etc or listing.counted) and listing.kind(ctx.lexicon) is Kind.PLACE:
            yield from _listed(ctx, listing)


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
        if not any(concept(tokens[-1], stem) for stem in ("bodies", "projects", "divisions")):
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
    if "counties" not in token.concepts or suffix(token.word):
        return False
    inner = bool(before) and before[0].role == "unknown"
    inner = inner and (len(before[0].word) == 1 or token.word[-1] in "河江湖山")  # 哈日|根河
    named = len(phrase.tokens) > at + 2 and concept(phrase.tokens[at + 2], "places")  # 荣成|石|岛
    single = bool(after) and len(after[0].word) == 1 and after[0].word != "至"
    return inner or (single and not (named and not after[0].known))


def _full_name(ctx: Context, token: Token) -> str:
    if key := concept(token, "divisions"):
        return ctx.lexicon.concept(key).zh
    return concept(token, "counties")


def _in_institution(phrase: Phrase, token: Token) -> bool:
    """福建 in 福建医科大学 is part of a body's name; 晋江市 in 晋江市委 is an area."""
    heads = [t for t in phrase.tokens if concept(t, "bodies") and t.span.start >= token.span.end]
    return not suffix(token.word) and any(not ORGANS.search(t.word) for t in heads)


def _in_phrase(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    first = opening(phrase)
    tokens = phrase.tokens
    for index, token in enumerate(tokens):
        key, head = _head(ctx, tokens, index)
        if not key or index <= first or suffix(token.word) == token.word:
            continue
        if key in _SETTLED and any(t.role == "quoted" for t in tokens[first:index]):
            continue  # “一网统管”平台社区
        if not proper(tokens[first:index]) or _goes_on(phrase, index):
            continue
        start = _start(ctx, phrase, first, index)
        if not proper([t for t in tokens[first:index] if t.span.end > start]):
            continue  # 景区|创建|国家|5A级|旅游景区
        span = Span(start, token.span.end)
        form = span.of(ctx.text)
        stem = len(form) - head
        bare = stem == 1 and head >= _SHORTEST  # 微|工业园
        if form[:-head].endswith(_NO_STEM) or _ROAD_NUMBER.match(form):
            continue  # 共同富裕之|路, 沄江一|河两岸, G240绕|镇
        short = (bare or len(form) < _SHORTEST) and not _opens_longer(ctx, form)
        after = tokens[index + 1].word if index + 1 < len(tokens) else ""
        short = short and not (key == "places/river" and after.startswith(_SIDES))
        if not short and head < len(form) <= _LONGEST:
            yield Candidate(kind=Kind.PLACE, name=form, span=span, category=key, rule="places-head")


def _led(token: Token, head: Token) -> bool:
    """Whether its first character leads a name: 总量|居蓼州|地区, 双桐村|至葫芦坝|村, not 鲁山|至青川|高速."""
    settled = concept(head, "places") in _SETTLED or bool(suffix(head.word))
    return token.role == "unknown" and (token.word[0] == "居" or (token.word[0] == "至" and settled))


def _head(ctx: Context, tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """The kind of place that a token tells, and how long its word is: one in 沄|沙河, no county's name."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    single = before is not None and before.role == "unknown" and len(before.word) == 1
    if "counties" in token.concepts and single:
        key = ctx.lexicon.words["places"].get(token.word[-1], "")
        return ("", 0) if suffix(token.word) else (key, 1)
    return concept(token, "places"), len(token.word)


def _opens_longer(ctx: Context, form: str) -> bool:
    """白塔 alone is a name where 白塔广场 is one."""
    return len(form) == 2 and form in ctx.place_openings


def _goes_on(phrase: Phrase, index: int) -> bool:
    """Whether the name does not end here: 龙山|寺, 黑湖|科技, 创谷|智造, 长江|集团."""
    token, after = phrase.tokens[index], phrase.tokens[index + 1 : index + 2]
    if len(token.word) == 1 and phrase.tokens[index - 1].role in ("noun", "verbal"):
        return True  # 城乡|村: a class, no name
    if not after:
        return False
    if after[0].concepts.keys() & OF_AREAS and level_length(after[0]):
        return True  # 月亮湾|街道党工委
    if len(after[0].word) > 1 and suffix(after[0].word) == after[0].word:
        return True  # 松花江|街道
    if concept(after[0], "places") and len(token.word) <= 2:
        stem = phrase.tokens[index - 1]
        whole = len(after[0].word) > 1 and len(stem.word) > 1 and "—" not in stem.word
        return not whole and concept(after[0], "places") != "places/part"
    if concept(token, "places") == "places/neighbourhood" and concept(after[0], "places"):
        return True  # 永安里|社区
    if not after[0].known and len(after[0].word) == 1:
        return True  # 机场|群
    firm = concept(token, "places") in _FIRM and "bodies" not in after[0].concepts
    if firm and len(phrase.tokens[index - 1].word) > 1:
        return False  # 龙泉河|护岸工程, 引龙渠|滨水绿道
    if concept(token, "places") in _SETTLED:
        return False
    return len(token.word) == 1 and (not after[0].known or bool(concept(after[0], "bodies")))


def _start(ctx: Context, phrase: Phrase, first: int, index: int) -> int:
    """Where the place's name starts: after an area that opens the phrase (石窠乡红岩村: 红岩村)."""
    start, head = phrase.tokens[first].span.start, phrase.tokens[index].span.start
    if ordinal := _ORDINAL.match(ctx.text, start, head):
        start = ordinal.end()
    opened = phrase.tokens[first]
    bare = bool(opened.concepts.keys() & {"divisions", "counties"}) and not suffix(opened.word)
    own = ctx.area and opened.concepts.get("counties") == ctx.area.name  # 安海龙山寺 stays whole
    apart = head - opened.span.end > 1  # 荣成|石岛|湾, not 白沙|坪|村
    if bare and apart and not own and len(phrase.tokens[index].word) == 1:
        start = opened.span.end  # 荣成|石岛湾
    for _, area in area_tokens(ctx.text, phrase, ctx.lexicon):
        named = any(is_proper(t) for t in phrase.tokens if area.end <= t.span.start < head)
        if named and start <= area.start and area.end < head:
            start = area.end
    for token in phrase.tokens[first:index]:
        later = [t for t in phrase.tokens[:index] if t.span.start > start]
        parts = token.role == "verbal" and token.span.start > start and token.word not in _NAMING
        leads = token.role == "noun" and token.span.start == start
        if parts or (leads and any(t.role == "unknown" for t in later)):
            start = token.span.end  # 景区|创建|旅游景区: a predicate parts two names
        elif _led(token, phrase.tokens[index]) and token is not opened:
            start = token.span.start + 1  # 双桐村|至葫芦坝|村, 总量|居蓼州|地区
    return start
