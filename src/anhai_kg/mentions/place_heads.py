"""Places told by the last word of a name, where a phrase or a longer name holds one: 龙山|寺, 白鹭|河."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from anhai_kg.alphabet import DIGIT
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.area import OF_AREAS, area_tokens, level_length, suffix
from anhai_kg.mentions.heads import concept, is_proper, opening, proper, section_of
from anhai_kg.mentions.works import is_built
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["NATURE", "SETTLED", "WAYS", "headed_places"]

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
SETTLED: Final = frozenset({"places/village", "places/community", "places/natural-village"})
WATERS: Final = frozenset(f"places/{kind}" for kind in ("river", "lake", "sea", "pipeline"))
NATURE: Final = WATERS | {"places/mountain", "places/island"}
WAYS: Final = frozenset(
    f"places/{kind}"
    for kind in ("road", "avenue", "street", "lane", "bridge", "expressway", "ring-road")
)
_LANDMARKS: Final = frozenset(
    f"places/{kind}" for kind in ("bridge", "temple", "tower", "river", "lake")
)
_PLAIN: Final = frozenset({*"路街巷弄桥村", "大道", "大街"})
_ON_WATER: Final = frozenset({"航道", "码头", "港区", "船闸", "水库", "灌区", "电站", "水电站"})
_KINDS: Final = frozenset({"bodies", "places", "projects"})
_TELLING: Final = frozenset({"places", "features", "counties", "bodies", "posts"})
_CLASSED: Final = SETTLED | {"places/park-zone", "places/demonstration-zone"}
"""Kinds of which a quotation makes a class: “五好”园区, “一网统管”平台社区."""
_RANKED: Final = frozenset({"places/scenic-area", "places/special-zone"})
_OF_VILLAGES: Final = ("村", "社区")  # 村党支部, 社区居委会
_AROUND: Final = "环沿跨"  # 环|磁山, 沿|沄江
_BESIDE: Final = frozenset("滨临沿环")
_NO_STEM: Final = ("之", "一", "两")
_ROAD_NUMBER: Final = re.compile(rf"[GSXYC]{DIGIT}")
_SIDES: Final = re.compile("两岸|左岸|右岸|沿岸|流域|防洪|堤|护岸|河道")
"""洄河|两岸: a river's name may be as short."""
_ORDINAL: Final = re.compile(
    r"第[一二三四五六七八九十百]+[届次批]|[0-9.]+(?:万?千伏|兆瓦|万?吨级?)"
)  # no part of what a place is called
_SHORTEST: Final = 3
_LONGEST: Final = 24


def headed_places(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """The places of a phrase, each from where its name starts to its last word."""
    after = opening(phrase)
    parted = {section_of(phrase.tokens, index) for index in range(len(phrase.tokens))}
    for index, token in enumerate(phrase.tokens):
        if index in parted and any("features" in t.concepts for t in phrase.tokens[: index + 1]):
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
    if not concept(token, "features") or _goes_on(ctx, phrase, index):
        return None
    firm = later and not later[0].known and any(_KINDS & t.concepts.keys() for t in later)
    if firm or (later and "bodies" in later[0].concepts):
        return None  # 长江|存芯|公司, 甬江|实验室
    return ctx.named(Kind.PLACE, token.span, "places-head", category=_kind(token))


def _headed(ctx: Context, phrase: Phrase, first: int, index: int) -> Candidate | None:
    """龙山|寺: what stands before the word for a kind of place is a name."""
    tokens, token = phrase.tokens, phrase.tokens[index]
    key, head = _head(ctx, tokens, index)
    if not key or index <= first or suffix(token.word) == token.word:
        return None
    if not _names(tokens[first : index + 1]) or _goes_on(ctx, phrase, index):
        return None
    if key in NATURE and index - first > 1 and tokens[index - 1].word in _BESIDE:
        return None  # 青浦江滨|江[步道]
    if key in WAYS and (end := _far_end(tokens[first:index])):
        return ctx.named(Kind.PLACE, end, "places-head") if end.end - end.start > 1 else None
    start = _start(ctx, phrase, first, index)
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
    """沅水沅桥段, 郢江科创走廊楚望段: a part of a road or of a river, by what it runs through."""
    way = section_of(phrase.tokens, index)
    if way is None or not _names(phrase.tokens[first : index + 1]):
        return None
    span = Span(_start(ctx, phrase, first, way), phrase.tokens[index].span.end)
    if _ROAD_NUMBER.match(span.of(ctx.text)) or not 2 < span.end - span.start <= _LONGEST:
        return None
    key = concept(phrase.tokens[way], "places") or "places/road"
    return ctx.named(Kind.PLACE, span, "places-section", category=key)


def _names(tokens: Sequence[Token]) -> bool:
    """Whether what stands before the last word makes it a name: 龙山[寺], 团结[路], 普惠[寺]."""
    loose = bool(tokens) and concept(tokens[-1], "places") in _CLASSED
    stem = [token for token in tokens[:-1] if not (loose and token.role == "quoted")]
    return bool(stem) and (proper(stem) or _is_usual(tokens[-2], tokens[-1]) or _is_feature(tokens))


def _is_feature(tokens: Sequence[Token]) -> bool:
    """新兴|桥[村], 平安|寺[村]: a village by what stands there, whatever the word before."""
    kind = concept(tokens[-2], "places") if len(tokens) > 2 else ""
    single = len(tokens[-1].word) == len(tokens[-2].word if kind else "") == 1
    return single and concept(tokens[-1], "places") in SETTLED and kind in _LANDMARKS


def _is_usual(stem: Token, head: Token) -> bool:
    """A word that is no name by itself, but usual as that of a road, a village or a temple."""
    kind, where = concept(head, "places"), concept(stem, "namesakes")
    if kind == "places/temple":
        return len(stem.word) > 1
    kinds = WAYS | SETTLED if where == "anywhere" else WAYS
    return where != "" and kind in kinds and head.word in _PLAIN


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


def _led(token: Token, head: Token) -> bool:
    """Whether its first character leads a name: 总量|居蓼州|地区, 双桐村|至葫芦坝|村, not 鲁山|至青川|高速."""
    settled = concept(head, "places") in SETTLED or bool(suffix(head.word))
    return token.role == "unknown" and (
        token.word[0] == "居"
        or (token.word[0] == "至" and settled)
        or (token.word[0] in _AROUND and concept(head, "places") in NATURE)
    )


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
        found = (level for level in _OF_VILLAGES if token.word.startswith(level) and not settled)
        level = next(found, "")
        return ctx.lexicon.words["places"].get(level, ""), len(level)
    return concept(token, "places"), len(token.word)


def _opens_longer(ctx: Context, form: str) -> bool:
    """白塔 alone is a name where 白塔广场 is one."""
    return len(form) == 2 and form in ctx.place_openings


def _goes_on(ctx: Context, phrase: Phrase, index: int) -> bool:
    """Whether the name does not end here: 龙山|寺, 黑湖|科技, 创谷|智造, 长江|集团, 沄江|大桥."""
    token, before = phrase.tokens[index], phrase.tokens[index - 1 : index]
    general = len(token.word) == 1 and before and before[0].role in ("noun", "verbal")
    if general and not _is_usual(before[0], token) and not _is_feature(phrase.tokens[: index + 1]):
        return True  # 城乡|村: a class, no name
    if index + 1 == len(phrase.tokens):
        return False
    after = phrase.tokens[index + 1]
    kind, follows = _kind(token), concept(after, "places")
    if _is_longer(kind, after) or _crossed(ctx, kind, after):
        return True
    if follows and len(token.word) <= 2 and not (kind in SETTLED and follows in WAYS):
        whole = len(after.word) > 1 and _stem(phrase, index) > 1
        return not whole and follows != "places/part"
    if kind == "places/neighbourhood" and follows:
        return True  # 永安里|社区
    if not after.known and len(after.word) == 1:
        return after.word not in _BESIDE  # 机场|群, not 青浦江|滨江步道
    firm = kind in _FIRM and not (kind == "places/port-area" and after.role == "noun")
    if firm and "bodies" not in after.concepts and _stem(phrase, index) > 1:
        return False  # 龙泉河|护岸工程, 引龙渠|滨水绿道
    if kind in SETTLED:
        return False
    return len(token.word) == 1 and (not after.known or bool(concept(after, "bodies")))


def _is_longer(kind: str, after: Token) -> bool:
    """月亮湾|街道党工委, 松花江|街道, 红旗岭|村党支部: an area of that name."""
    village = kind not in SETTLED and after.word.startswith(_OF_VILLAGES)
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


def _kind(token: Token) -> str:
    """The kind of place that a word tells or, as 太湖 does, names."""
    named = concept(token, "features")
    return f"places/{named}" if named else concept(token, "places")


def _classes(token: Token) -> bool:
    """4A级, 景区 at the start of a name are the class of what is named: 4A级|景区|云顶|山."""
    rated = token.role == "unknown" and not is_proper(token)
    return rated or (concept(token, "places") in _RANKED and len(token.word) > 1)


def _stem(phrase: Phrase, index: int) -> int:
    """Characters before a word of a phrase that belong to no other thing; none where a dash stands."""
    stem = phrase.tokens[index - 1].word if index else ""
    single = index > 1 and len(stem) == 1
    return 0 if "—" in stem else len(stem) + (single and len(phrase.tokens[index - 2].word))


def _start(ctx: Context, phrase: Phrase, first: int, index: int) -> int:
    """Where the place's name starts: after an area that opens the phrase (石窠乡红岩村: 红岩村)."""
    start, head = phrase.tokens[first].span.start, phrase.tokens[index].span.start
    for ordinal in _ORDINAL.finditer(ctx.text, start, head):
        start = ordinal.end()
    opened = phrase.tokens[first]
    bare = bool(opened.concepts.keys() & {"divisions", "counties"}) and not suffix(opened.word)
    own = ctx.area and opened.concepts.get("counties") == ctx.area.name  # 安海龙山寺 stays whole
    apart = head - opened.span.end > (0 if "divisions" in opened.concepts else 1)
    natural = _kind(phrase.tokens[index]) in NATURE and len(phrase.tokens[index].word) == 1
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
        apart = token.word == "至" and concept(phrase.tokens[index], "places") not in WAYS
        if parts or apart or (leads and any(later)):
            start = token.span.end  # 景区|创建|旅游景区: a predicate parts two names
        elif _led(token, phrase.tokens[index]) and (
            token is not opened or token.word[0] in _AROUND
        ):
            start = token.span.start + 1  # 双桐村|至葫芦坝|村, 总量|居蓼州|地区
    return start
