"""Named organisations: organs of an area, and institutions told by the last word of their name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.listing import Listing
from anhai_kg.mentions.heads import LEVELS, concept, opening, proper, span_of
from anhai_kg.mentions.resolve import ORGANS, Resolved, area_of, resolve_body
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase, Token

__all__ = ["bodies"]

_BARE: Final = re.compile(r"(?:人民)?政府|党委|人大|委|法院|检察院|政协|纪委|监委|人民代表大会")
_DEPARTMENT: Final = re.compile(
    rf"^[省市县区旗镇乡](?={HAN}{{0,8}}(?:局|办公室|厅|委员会|财政所|水管站|武装部|[^生务医]站|司法所|妇联|总工会|工商联|文联|残联|科协|侨联|红十字会)$)"
)
_REGION: Final = re.compile("(?:三角洲?|湾区|地区|都市圈|经济带|经济圈|城市群|国家|[省市州])$")
_COUNTERS: Final = frozenset({"家", "所", "个", "支"})
_NTH: Final = re.compile("第[一二三四五六七八九十]")
_LEADING: Final = frozenset("作原由经受向报请据")
_SHORTEST: Final = 4
_PROPER: Final = "bodies/proper-name"
_ORGAN_KINDS: Final = ("bodies/people-government", "bodies/cppcc", "bodies/people-congress")
_CLASSES: Final = re.compile(
    r"/company$|limited|stock|platform|enterprise|cooperative|team|alliance|laborator|council|farm|collective|two-committees"
    r"|villagers|proper-name|troupe"
)  # of a level they are many: 县级企业, 镇合作社
_AIMED_AT: Final = re.compile(r"(?:打造|构建|创建|建设|在)$")  # 打造航运中心, 在会议中心[召开]
_CENTRE: Final = "bodies/service-centre"


def bodies(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The bodies that the phrases and lists of a sentence name."""
    listed = [x for x in sentence.listings if _names_bodies(x) and x.kind(ctx.lexicon) is Kind.BODY]
    last = {listing.members[-1].phrase.span for listing in listed}
    for item, after in zip_longest(sentence.items, sentence.items[1:]):
        if (
            item.phrase
            and "bodies" in item.phrase.stems
            and not (_counted(after) and item.span not in last)
        ):
            yield from _in_phrase(ctx, item.phrase)
    for listing in listed:
        yield from _listed(ctx, [m.phrase for m in listing.members])
    for pattern in (PARTNERS, _COURTED):
        for match in pattern.finditer(ctx.text, *sentence.span):
            yield from _listed(ctx, _partners(sentence, match))


def _partners(sentence: Sentence, match: re.Match[str]) -> Iterator[Phrase]:
    """The phrases that a clause of cooperation lists, up to 等; and who works with them, where it is told."""
    listed = Span(*match.span("list"))
    inside = [i for i in sentence.items if listed.start <= i.span.start < listed.end]
    classed = any(item.mark is Mark.ETC for item in inside)  # 等多家央企
    phrases = [i.phrase for i in inside if i.phrase and "bodies" in i.phrase.stems]
    institutions = any(classed or proper(phrase.tokens) for phrase in phrases)
    before_etc = takewhile(lambda item: item.mark is not Mark.ETC, inside)
    if institutions or match["loose"] is None:
        told = (i.phrase for i in before_etc if i.phrase and listed.covers(i.span))
        yield from (phrase for phrase in told if not _placed(phrase))
    first = next(
        (i.phrase for i in sentence.items if i.phrase and i.span.end == match.start()), None
    )
    if institutions and first and len(first.tokens) == 1 and len(first.text()) >= _SHORTEST:
        yield first  # 鸿舟电子与湘潭大学合作


def _names_bodies(listing: Listing) -> bool:
    """中科院等机构; 甲食品、乙光伏2家企业."""
    return listing.etc or (listing.counted is not None and len(listing.members) > 1)


def _counted(after: Item | None) -> bool:
    """知识产权运营中心2家, 三甲医院6家: a class that is counted."""
    return after is not None and after.quantity is not None and after.quantity.unit in _COUNTERS


PARTNERS: Final = re.compile(
    r"(?:与|同|和|联合|联手|携手)(?P<list>[^，,。；;与]{3,60}?)(?=等?(?:单位|企业|高校|院校|机构)?"
    r"(?:战略合作|深化合作|开展合作|开展战略|共建|合作|签署|签订|对接|达成|打造|开展|(?P<loose>组建|建立|成立|联合|共同)))"
)


_COURTED: Final = re.compile("(?:对接|洽谈)(?P<list>[^，,。；;]{3,60})(?P<loose>(?=[，,。；;]))")


def _placed(phrase: Phrase) -> bool:
    return any(concept(t, s) for t in phrase.tokens for s in ("places", "projects", "divisions"))


def _listed(ctx: Context, phrases: Iterable[Phrase]) -> Iterator[Candidate]:
    """中科院、中皮院等科研机构, 与海岳新能源、云帆科技对接: what the list says makes bodies of its members."""
    for phrase in phrases:
        if _REGION.search(phrase.text()):
            continue  # 与长三角合作 is with a region
        if proper(phrase.tokens) and not any(concept(t, "bodies") for t in phrase.tokens):
            span = phrase.span
            yield Candidate(kind=Kind.BODY, name=span.of(ctx.text), span=span, rule="bodies-listed")


def _in_phrase(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    first = opening(phrase)
    tokens = phrase.tokens
    for index, token in enumerate(tokens):
        key = concept(token, "bodies")
        if not key or index < first or _goes_on(tokens, index):
            continue
        if key == _CENTRE and (
            _within_works(tokens[first:], index - first)
            or (token.word == "中心" and index < 2)
            or (index + 1 < len(tokens) and tokens[index + 1].word == "集群")  # 数据中心|集群
            or _AIMED_AT.search(ctx.text, max(0, phrase.span.start - 6), phrase.span.start)
        ):
            continue
        yield from _named(ctx, tokens[_past_predicate(tokens, first, index) : index + 1], key)


def _past_predicate(tokens: Sequence[Token], first: int, index: int) -> int:
    """苏州|培育|国际消费中心: what a predicate parts from the name of a division is another thing."""
    for at in range(index - 1, first, -1):
        if tokens[at].role == "verbal" and tokens[at - 1].concepts.keys() & {
            "divisions",
            "counties",
        }:
            return at + 1
    return first


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a longer name follows: 人大|常委会, 复旦大学|上海|医学院."""
    for later in tokens[index + 1 :]:
        if concept(later, "bodies"):
            return True
        if later.known and "divisions" not in later.concepts:
            return False
    return False


def _within_works(tokens: Sequence[Token], index: int) -> bool:
    """A centre named by the place it serves, inside the name of works, is a part of that name."""
    placed = any(concept(t, "places") for t in tokens[:index])
    return placed and any(concept(t, "projects") for t in tokens[index + 1 :])


def _named(ctx: Context, tokens: Sequence[Token], key: str) -> Iterator[Candidate]:
    if len(tokens) > 1 and tokens[0].role == "unknown" and tokens[0].word in _LEADING:
        tokens = tokens[1:]  # 作|县人大常委会[工作报告], 原|区委[书记]
    span = span_of(tokens)
    form = span.of(ctx.text)
    if key == _PROPER:
        yield ctx.named(Kind.BODY, tokens[-1].span, "bodies-proper", category=key)
    elif _BARE.fullmatch(form):
        return
    elif full := _organ(ctx, form, span.start):
        rule = full.rule or "bodies-organ"
        yield ctx.named(Kind.BODY, span, rule, name=full.name, category=key, licence=full.licence)
    elif ORGANS.fullmatch(tokens[-1].word) or key in _ORGAN_KINDS:
        return  # an organ whose area the text does not tell
    elif _is_named(ctx, tokens, key):
        yield ctx.named(Kind.BODY, Span(_strip(tokens), span.end), "bodies-head", category=key)


def _organ(ctx: Context, form: str, position: int) -> Resolved | None:
    """An organ's full name, or that of a department (区财政局) whose area is known."""
    if resolved := resolve_body(ctx, form, position):
        return resolved
    if _DEPARTMENT.match(form):
        area = area_of(ctx, form[0], position)
        return Resolved(area[0] + form[1:], area[1], area[2]) if area else Resolved(form)
    return None


def _is_named(ctx: Context, tokens: Sequence[Token], key: str) -> bool:
    """Whether what stands before the head makes it one body's name."""
    span, stem = span_of(tokens), tokens[:-1]
    length = span.end - span.start
    if any(t.role == "quoted" for t in stem):
        return False
    if _NTH.match(tokens[-1].word):
        return True  # 第二幼儿园
    levelled = tokens[0].word in LEVELS or (len(tokens) == 1 and tokens[0].word[0] in LEVELS)
    level = length > 3 and levelled and not _CLASSES.search(key)
    centre = key == _CENTRE and length > 6 and ctx.clause(span).start == span.start
    return proper(stem) or bool(level) or centre  # 综合便民服务中心 opens a clause: the area's own


def _strip(tokens: Sequence[Token]) -> int:
    """Where the name starts: general nouns before the proper run are no part of it (重点企业华澜集团)."""
    for index, token in enumerate(tokens):
        rest = tokens[index:]
        if token.role != "noun" or not any(t.role == "unknown" for t in rest[:-1]):
            return token.span.start
    return tokens[0].span.start
