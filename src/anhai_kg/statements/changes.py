"""Numbers named by what stands before them: dealt out by 分别, raised from A to B, changed, ranked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anhai_kg.alphabet import DIGITS
from anhai_kg.model import Span
from anhai_kg.phrases import Mark
from anhai_kg.statements.spots import Measured, Spot, clean

__all__ = ["changed", "dealt", "raised", "ranked"]

_VERBS: Final = (
    "增长|下降|减少|增加|提高|提升|上升|降低|压减|压降|压缩|缩减|削减|缩短|缩小|收窄|扩大|回升|回落|下滑|下跌"
    "|净增|多增|少增|增收|减排|前移|后移|上涨|翻"
)
_CHANGE: Final = re.compile(
    r"(?:同比|环比|年均|分别|均|再|又|累计|进一步|平均|实际|名义)*(?:"
    rf"(?P<verb>{_VERBS}|(?<=同比)[增降升]|(?<=年均)[增降升])(?:了|约|近)?"
    rf"|(?P<than>(?:高于|低于|快于|慢于|(?<![占同环对贷支入])比(?![例重值提降升达为由从]))[^，,。；;{DIGITS}]{{1,12}}?"
    r"(?:多|少|快|慢|高|低|增加|减少|提高|下降)?))$"
)
_BASE: Final = re.compile(r"[由从](?=[^，,。；;、由从]{0,8}$)")
_BASE_WORDS: Final = 9  # characters of 由上年的 and the like
_RAISED: Final = re.compile(r"的?[^，,。；;、]{0,4}[到至]了?")
_RAISED_LATER: Final = re.compile(r"[^，,。；;、]{0,6}[到至升降]")
_DEALT_CHANGE: Final = re.compile(_VERBS)
_REACHES: Final = re.compile(
    r"(?:达到?|为|超过?|完成|实现|突破|增至|降至|提高到?|增加到?|稳定在|保持在|下降到?|升至|(?:位?居|位?列|排名?)(?:全[国省市区县州]|[省市区县州])*第?)*$"
)
_RANKED: Final = re.compile(
    r"(?:稳|跃|位|名)?(?:居(?![民住家委])|列(?!车)|排名?|升至|上升到|升到|下降到|保持|进入|由|从(?!业)).*$"
)


def dealt(spot: Spot) -> Measured | None:
    """分别: the n-th number belongs to the n-th member of the list before it."""
    at = spot.ctx.text.find("分别", *spot.clause)
    if at < 0 or at > spot.quantity.span.start:
        return None
    numbers = spot.sentence.numbers_in(Span(at, spot.clause.end))
    earlier = spot.sentence.numbers_in(Span(at, spot.quantity.span.start))
    nth = len(earlier)
    if nth == len(numbers) or numbers[nth].span != spot.quantity.span:
        return None
    head = spot.ctx.text[spot.clause.start : at]
    verb = spot.ctx.text[at + len("分别") : numbers[0].span.start].strip()
    change = _DEALT_CHANGE.search(verb)
    label = _member(spot, head, verb if not change else "", (nth, len(numbers)))
    return spot.says(label + (change[0] if change and label else ""), growth=bool(change))


@lru_cache(maxsize=1)
def _members(head: str) -> tuple[str, ...]:
    """The members of a list, which each of its numbers asks for."""
    return tuple(m for m in re.split(r"[、和及与]", head) if clean(m))


def _member(spot: Spot, head: str, noun: str, place: tuple[int, int]) -> str:
    """The name of one number of a dealt list."""
    nth, count = place
    members = _members(head)
    if not members:  # 同比分别增长: the levels before, in their order
        levels = [m.indicator for m in spot.done if not m.growth][-count:]
        return levels[nth] if nth < len(levels) else ""
    if clean(_REACHES.sub("", noun)) or "投资" in noun:
        does = spot.ctx.lexicon.lists["words"].get(noun) in ("verb", "verbal")
        named = does and len(members) == count  # 水稻、玉米分别种植
        return clean(members[nth]) + noun if named else noun  # 分别完成投资
    if len(members) != count or count == 1:
        return clean(head)
    name = clean(members[nth])
    clipped = len(name) <= 3 < len(members[-1]) and nth < count - 1  # 城镇、农村居民人均可支配收入
    return head.strip() if clipped and len(head) < 24 else name


def raised(spot: Spot) -> Measured | None:
    """由740元提高到790元: what stands before 由 has both numbers."""
    start, end = spot.clause.start, spot.quantity.span.start
    base = _BASE.search(spot.ctx.text, max(start, end - _BASE_WORDS), end)
    if base and _RAISED_LATER.match(spot.ctx.text, spot.quantity.span.end):
        return spot.says(clean(_inner(spot.ctx.text[start : base.start()])) or spot.last())
    if not spot.done or not spot.clause.covers(earlier := spot.done[-1].quantity.span):
        return None
    between = Span(earlier.end, spot.quantity.span.start).of(spot.ctx.text)
    return spot.says(spot.last()) if _RAISED.fullmatch(between) else None


def _inner(words: str) -> str:
    """The words after the last pause and number: what 由 lifts."""
    return re.split(rf"[、，,。；;：:{DIGITS}]", words)[-1].removeprefix("将").removeprefix("把")


def changed(spot: Spot) -> Measured | None:
    """增长6.2% after a level, or 工业增加值增长9.1%: the thing that grew, with the verb."""
    words = spot.words
    change = _CHANGE.search(words)
    if change is None or spot.quantity.rank or _acts(spot, change["verb"]):
        return None
    noun = clean(re.split(r"[，,：:、（(]", words[: change.start()])[-1])
    noun = "" if noun.startswith(("较", "比")) else noun  # 较一季度提升5个百分点
    noun = noun or _level(spot)
    return spot.says(noun + (change["verb"] or change["than"] or ""), growth=True)


def _level(spot: Spot) -> str:
    """What the number before measured; of a change of a change of it, one."""
    noun = spot.last(unit="%") if spot.quantity.unit == "个百分点" else ""
    noun = noun or spot.last(level=True)
    while (first := _CHANGE.search(noun)) and (second := _CHANGE.search(noun[: first.start()])):
        noun = noun[: second.end()]
    return noun


def _acts(spot: Spot, verb: str | None) -> bool:
    """改造提升1500亩 raises nothing: it says what was done to them."""
    said = spot.item(-1)
    longer = said and said.mark is Mark.VERB and verb and said.word.endswith(verb)
    changes = longer and said and _CHANGE.fullmatch(said.word)
    return bool(longer and not changes and spot.quantity.unit != "%")


def ranked(spot: Spot) -> Measured | None:
    """考评位居全市第一: what is ranked stands before the verb, else the number before measured it."""
    if not spot.quantity.rank:
        return None
    words = spot.words
    if not (verb := _RANKED.search(words)):  # 居全市11个县第四
        words = Span(spot.clause.start, spot.quantity.span.start).of(spot.ctx.text)
        verb = _RANKED.search(words)
    at = spot.quantity.span.start - (len(words) - verb.start() if verb else 0)
    noun = clean(spot.since_number(at))
    among = noun.endswith(("中", "中排名")) and not spot.leads  # 在全区7个街道中排名第2
    return spot.says("" if among else noun) or spot.says(
        spot.last(before=spot.clause.start if among else at)
    )
