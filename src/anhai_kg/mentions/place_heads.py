"""Places told by the last word of a name, where a phrase or a longer name holds one: 龙山|寺, 白鹭|河."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.area import OF_AREAS, area_tokens, level_length, suffix
from anhai_kg.mentions.heads import concept, is_proper, opening, proper
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["headed_places"]

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


def headed_places(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """The places of a phrase, each from where its name starts to its last word."""
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
    return token.role == "unknown" and (
        token.word[0] == "居" or (token.word[0] == "至" and settled)
    )


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
