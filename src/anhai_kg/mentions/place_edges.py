"""Where the name of a place starts, and whether it ends with the word for its kind: 石窠乡|红岩村, 沄江|大桥."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.area import OF_AREAS, area_tokens, level_length, suffix
from anhai_kg.mentions.heads import concept, is_proper
from anhai_kg.mentions.place_kinds import BESIDE, NATURE, OF_VILLAGES, SETTLED, WAYS, kind_of
from anhai_kg.mentions.works import is_built
from anhai_kg.phrases import Phrase, Token

__all__ = ["goes_on", "is_feature", "is_usual", "start_of"]

_NAMING: Final = re.compile(
    "融合|示范|开发|保护|合作|创新|发展|服务|智造|加工|制造|物流|体验|展示|交易|清洁|生产|利用"
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
_LANDMARKS: Final = frozenset(
    f"places/{kind}" for kind in ("bridge", "temple", "tower", "river", "lake")
)
_PLAIN: Final = frozenset({*"路街巷弄桥村", "大道", "大街"})
_ON_WATER: Final = frozenset({"航道", "码头", "港区", "船闸", "水库", "灌区", "电站", "水电站"})
_STREETS: Final = ("places/road", "places/street", "places/avenue")
_RANKED: Final = frozenset({"places/scenic-area", "places/special-zone"})
_AROUND: Final = "环沿跨"  # 环|磁山, 沿|沄江
_ORDINAL: Final = re.compile(
    r"第[一二三四五六七八九十百]+[届次批]|[0-9.]+(?:万?千伏|兆瓦|万?吨级?)"
)  # no part of what a place is called


def start_of(ctx: Context, phrase: Phrase, first: int, index: int) -> int:
    """Where the place's name starts: after an area that opens the phrase (石窠乡红岩村: 红岩村)."""
    start, head = phrase.tokens[first].span.start, phrase.tokens[index].span.start
    for ordinal in _ORDINAL.finditer(ctx.text, start, head):
        start = ordinal.end()
    opened = phrase.tokens[first]
    bare = bool(opened.concepts.keys() & {"divisions", "counties"}) and not suffix(opened.word)
    own = ctx.area and opened.concepts.get("counties") == ctx.area.name  # 安海龙山寺 stays whole
    apart = head - opened.span.end > (0 if "divisions" in opened.concepts else 1)
    natural = kind_of(phrase.tokens[index]) in NATURE and len(phrase.tokens[index].word) == 1
    if bare and apart and natural and not own:
        start = opened.span.end  # 荣成|石岛|湾, 武汉|东|湖, not 白沙|坪|村
    areas = (area for _, area in area_tokens(ctx.text, phrase, ctx.lexicon))
    for area in takewhile(lambda area: area.end < head, areas):
        named = any(is_proper(t) for t in phrase.tokens if area.end <= t.span.start < head)
        if named and start <= area.start:
            start = area.end
    for token in phrase.tokens[first:index]:
        parts = (
            token.role == "verbal"
            and token.span.start > start
            and not _NAMING.fullmatch(token.word)
        )
        leads = token.span.start == start and (token.role == "noun" or _classes(token))
        leads = leads or (token.span.start == start and "projects" in token.concepts)
        later = (t.role == "unknown" and t.span.start > start for t in phrase.tokens[first:index])
        apart = token.word == "至" and not _runs(phrase.tokens[index])
        if parts or apart or (leads and any(later)):
            start = token.span.end  # 景区|创建|旅游景区: a predicate parts two names
        elif _led(token, phrase.tokens[index]) and (
            token is not opened or token.word[0] in _AROUND
        ):
            start = token.span.start + 1  # 双桐村|至葫芦坝|村, 总量|居蓼州|地区
    return start


def _led(token: Token, head: Token) -> bool:
    """Whether its first character leads a name: 总量|居蓼州|地区, 双桐村|至葫芦坝|村, not 鲁山|至青川|高速."""
    settled = concept(head, "places") in SETTLED or bool(suffix(head.word))
    return token.role == "unknown" and (
        token.word[0] in "居驻"
        or (token.word[0] == "至" and settled)
        or (token.word[0] == "—" and concept(head, "places") in _STREETS)
        or (token.word[0] in _AROUND and concept(head, "places") in NATURE)
    )


def _runs(head: Token) -> bool:
    """Whether what the word tells of runs from one place to another: a road, a railway."""
    return concept(head, "places") in WAYS or "projects" in head.concepts


def _classes(token: Token) -> bool:
    """4A级, 景区 at the start of a name are the class of what is named: 4A级|景区|云顶|山."""
    rated = token.role == "unknown" and not is_proper(token)
    return rated or (concept(token, "places") in _RANKED and len(token.word) > 1)


def goes_on(ctx: Context, phrase: Phrase, index: int) -> bool:
    """Whether the name does not end here: 龙山|寺, 黑湖|科技, 创谷|智造, 长江|集团, 沄江|大桥."""
    token, before = phrase.tokens[index], phrase.tokens[index - 1 : index]
    general = len(token.word) == 1 and before and before[0].role in ("noun", "verbal")
    if general and not is_usual(before[0], token) and not is_feature(phrase.tokens[: index + 1]):
        return True  # 城乡|村: a class, no name
    if index + 1 == len(phrase.tokens):
        return False
    after = phrase.tokens[index + 1]
    kind, follows = kind_of(token), concept(after, "places")
    city = token.word.endswith("城") and after.word == "市"  # 旅游城|市
    if city or _is_longer(kind, after) or _crossed(ctx, kind, after):
        return True
    if follows and len(token.word) <= 2 and not (kind in SETTLED and follows in WAYS):
        whole = len(after.word) > 1 and _stem(phrase, index) > 1
        return not whole and follows != "places/part"
    if kind == "places/neighbourhood" and follows:
        return True  # 永安里|社区
    if not after.known and len(after.word) == 1:
        return after.word not in BESIDE  # 机场|群, not 青浦江|滨江步道
    firm = kind in _FIRM and not (kind == "places/port-area" and after.role == "noun")
    if firm and "bodies" not in after.concepts and _stem(phrase, index) > 1:
        return False  # 龙泉河|护岸工程, 引龙渠|滨水绿道
    if kind in SETTLED:
        return False
    dashed = after.word.startswith("—")  # 广平|路|—松安|路
    return (
        len(token.word) == 1 and not dashed and (not after.known or bool(concept(after, "bodies")))
    )


def _is_longer(kind: str, after: Token) -> bool:
    """月亮湾|街道党工委, 松花江|街道, 红旗岭|村党支部: an area of that name."""
    village = kind not in SETTLED and after.word.startswith(OF_VILLAGES)
    if after.concepts.keys() & OF_AREAS and (level_length(after) or village):
        return True
    return len(after.word) > 1 and suffix(after.word) == after.word


def _crossed(ctx: Context, kind: str, after: Token) -> bool:
    """沄江|大桥, 北沿江|高铁, 黄山|水利枢纽, 柳石桥|抽水蓄能: the works that follow bear the name."""
    if kind == "places/bridge":
        return concept(after, "projects") == "projects/energy-project"
    follows = concept(after, "places")
    works = follows == "places/bridge" or (is_built(ctx, after) and follows != "places/corridor")
    return kind in NATURE and works and after.word not in _ON_WATER


def _stem(phrase: Phrase, index: int) -> int:
    """Characters before a word of a phrase that belong to no other thing; none where a dash stands."""
    stem = phrase.tokens[index - 1].word if index else ""
    single = index > 1 and len(stem) == 1
    return 0 if "—" in stem else len(stem) + (single and len(phrase.tokens[index - 2].word))


def is_usual(stem: Token, head: Token) -> bool:
    """A word that is no name by itself, but usual as that of a road, a village or a temple."""
    kind, where = concept(head, "places"), concept(stem, "namesakes")
    if kind == "places/temple":
        return len(stem.word) > 1
    kinds = WAYS | SETTLED if where == "anywhere" else WAYS
    return where != "" and kind in kinds and head.word in _PLAIN


def is_feature(tokens: Sequence[Token]) -> bool:
    """新兴|桥[村], 平安|寺[村]: a village by what stands there, whatever the word before."""
    kind = concept(tokens[-2], "places") if len(tokens) > 2 else ""
    single = len(tokens[-1].word) == len(tokens[-2].word if kind else "") == 1
    return single and concept(tokens[-1], "places") in SETTLED and kind in _LANDMARKS
