"""Places told by the last word of a name, where a phrase or a longer name holds one: 龙山|寺, 白鹭|河."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.alphabet import DIGIT, YEAR
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.area import OF_AREAS, suffix
from anhai_kg.mentions.heads import concept, opening, proper, section_of
from anhai_kg.mentions.place_edges import goes_on, is_feature, is_usual, start_of
from anhai_kg.mentions.place_kinds import BESIDE, NATURE, OF_VILLAGES, SETTLED, WAYS, kind_of
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["headed_places"]

_KINDS: Final = frozenset({"bodies", "places", "projects"})
_TELLING: Final = frozenset({"places", "features", "counties", "bodies", "posts"})
_CLASSED: Final = SETTLED | {"places/park-zone", "places/demonstration-zone"}
"""Kinds of which a quotation makes a class: “五好”园区, “一网统管”平台社区."""
_RAILED: Final = ("", "places/expressway")
_NO_STEM: Final = ("之", "一", "两")
_ROAD_NUMBER: Final = re.compile(rf"[GSXYC]{DIGIT}|{YEAR}")
_SIDES: Final = re.compile("两岸|左岸|右岸|沿岸|流域|防洪|堤|护岸|河道")
"""洄河|两岸: a river's name may be as short."""
_SHORTEST: Final = 3
_LONGEST: Final = 24


def headed_places(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """The places of a phrase, each from where its name starts to its last word."""
    after = opening(phrase)
    parted = {section_of(phrase.tokens, index) for index in range(len(phrase.tokens))}
    for index, token in enumerate(phrase.tokens):
        if index in parted and any("features" in t.concepts for t in phrase.tokens[:index]):
            continue  # 长江干流 in 长江干流枫渚段
        if token.concepts.keys().isdisjoint(_TELLING) and not token.word.endswith("段"):
            continue
        first = after if index >= after else 0  # before a title: 红旗岭村[党支部书记]
        found = _feature(ctx, phrase, index) or _headed(ctx, phrase, first, index)
        if found := found or _section(ctx, phrase, first, index):
            yield found


def _feature(ctx: Context, phrase: Phrase, index: int) -> Candidate | None:
    """太湖, 长江: a river, lake or range of the country, by its whole name."""
    token, later = phrase.tokens[index], phrase.tokens[index + 1 :]
    if not concept(token, "features") or goes_on(ctx, phrase, index):
        return None
    firm = later and not later[0].known and any(_KINDS & t.concepts.keys() for t in later)
    if firm or (later and "bodies" in later[0].concepts):
        return None  # 长江|存芯|公司, 甬江|实验室
    return ctx.named(Kind.PLACE, token.span, "places-head", category=kind_of(token))


def _headed(ctx: Context, phrase: Phrase, first: int, index: int) -> Candidate | None:
    """龙山|寺: what stands before the word for a kind of place is a name."""
    tokens, token = phrase.tokens, phrase.tokens[index]
    key, head = _head(ctx, tokens, index)
    if not key or index <= first or suffix(token.word) == token.word:
        return None
    if not _names(tokens[first : index + 1]) or goes_on(ctx, phrase, index):
        return None
    if key in NATURE and index - first > 1 and tokens[index - 1].word in BESIDE:
        return None  # 青浦江滨|江[步道]
    if key in WAYS and (end := _far_end(tokens[first:index])):
        return ctx.named(Kind.PLACE, end, "places-head") if end.end - end.start > 1 else None
    start = start_of(ctx, phrase, first, index)
    if not _names([t for t in tokens[first : index + 1] if t.span.end > start]):
        return None  # 景区|创建|国家|5A级|旅游景区
    span = Span(start, token.span.start + head if key in SETTLED else token.span.end)
    form = span.of(ctx.text)
    endless = key not in SETTLED and form[:-head].endswith(_NO_STEM)
    if endless or form[:-head] in _NO_STEM or _ROAD_NUMBER.match(form):
        return None  # 共同富裕之|路, 沄江一|河两岸, G240绕|镇
    if _too_short(form, head) and not _is_short(ctx, form, key, tokens[index + 1 :]):
        return None
    if not head < len(form) <= _LONGEST:
        return None
    return ctx.named(Kind.PLACE, span, "places-head", category=key)


def _section(ctx: Context, phrase: Phrase, first: int, index: int) -> Candidate | None:
    """沅水枫渚段, 青原走廊枫渚段: a part of a road or of a river; of a railway or expressway it is works."""
    way = section_of(phrase.tokens, index)
    key = kind_of(phrase.tokens[way]) if way is not None else ""
    if way is None or key in _RAILED or not _names(phrase.tokens[first : index + 1]):
        return None
    span = Span(start_of(ctx, phrase, first, way), phrase.tokens[index].span.end)
    if _ROAD_NUMBER.match(span.of(ctx.text)) or not 2 < span.end - span.start <= _LONGEST:
        return None
    return ctx.named(Kind.PLACE, span, "places-section", category=key)


def _names(tokens: Sequence[Token]) -> bool:
    """Whether what stands before the last word makes it a name: 龙山[寺], 团结[路], 普惠[寺]."""
    loose = bool(tokens) and concept(tokens[-1], "places") in _CLASSED
    stem = [token for token in tokens[:-1] if not (loose and token.role == "quoted")]
    return bool(stem) and (proper(stem) or is_usual(tokens[-2], tokens[-1]) or is_feature(tokens))


def _far_end(tokens: Sequence[Token]) -> Span | None:
    """琼库台 in 喀拉村至琼库台[公路]: a road from a village is no place of its own, its far end is one."""
    settled = [i for i, t in enumerate(tokens) if concept(t, "places") in SETTLED]
    for at in settled[:1]:
        after = tokens[at + 1 :]
        if after and after[0].role == "unknown" and after[0].word.startswith("至"):
            start = after[0].span.start + 1
            return Span(start, after[0].span.end if len(after) == 1 else start)
    return None


def _too_short(form: str, head: int) -> bool:
    bare = len(form) - head == 1 and head >= _SHORTEST  # 微|工业园
    return bare or len(form) < _SHORTEST


def _is_short(ctx: Context, form: str, key: str, later: Sequence[Token]) -> bool:
    """洄河 in 洄河两岸; 白塔, where 白塔广场 is named elsewhere."""
    if later and key == "places/river" and _SIDES.match(later[0].word):
        return True
    return _opens_longer(ctx, form) and not (later and "places" in later[0].concepts)


def _head(ctx: Context, tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """The kind of place that a token tells, and how long its word is: one in 沄|沙河, no county's name."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    single = before is not None and before.role == "unknown" and len(before.word) == 1
    if "counties" in token.concepts and single:
        key = ctx.lexicon.words["places"].get(token.word[-1], "")
        return ("", 0) if suffix(token.word) else (key, 1)
    if token.concepts.keys() & OF_AREAS and "places" not in token.concepts:
        settled = before is not None and concept(before, "places") in SETTLED
        found = (level for level in OF_VILLAGES if token.word.startswith(level) and not settled)
        level = next(found, "")
        return ctx.lexicon.words["places"].get(level, ""), len(level)
    return concept(token, "places"), len(token.word)


def _opens_longer(ctx: Context, form: str) -> bool:
    """白塔 alone is a name where 白塔广场 is one."""
    return len(form) == 2 and form in ctx.place_openings
