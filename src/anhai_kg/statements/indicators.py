"""What each number of a sentence measures.

The noun stands after the number (10个优质项目) or before it (总投资35.92亿元); a change takes it from the
level before (…48.3亿元，增长6.2%); 分别 deals its numbers out to the list before it. The rules are tried
in the order of `RULES`; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from anhai_kg.context import Context, Sentence
from anhai_kg.mentions.heads import concept
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark
from anhai_kg.quantity import Quantity

__all__ = ["Measured", "measured"]

_CHANGE: Final = re.compile(
    r"(?:同比|环比|年均|分别|均|再|又|累计|进一步)*(?:"
    r"(?P<verb>增长|下降|减少|增加|提高|提升|上升|降低|压减|压降|回落|净增|前移|后移|增至)(?:了|约)?"
    r"|(?P<than>(?:高于|低于|快于|慢于|比)[^，,。；;\d]{1,12}?(?:多|少|快|慢|高|低|增加|减少|提高|下降)?))$"
)
_DEALT_CHANGE: Final = re.compile(r"增长|下降|提高|减少|降低|上升")
_FIRST: Final = re.compile(r"首位|榜首|第一位")
_RANKED: Final = re.compile(
    r"(?:稳|跃|位|名)?(?:居|列|排名?|升至|上升到|升到|下降到|保持|进入|由|从).*$"
)
_LEAD: Final = re.compile(
    r"^(?:其中|全[镇市县区省州乡]|共|累计|实现|完成|新增|达到|预计|截至目前|目前|今年|上半年|全年(?!任务|目标|计划)|同比|分别|"
    r"人均(?!可|纯|住|预|公|受|期)|为|的|由|从|约|将|再|年初的|上年的|每[^，,、]{1,4}月)+(?=.{2,})"
)
_TAIL: Final = re.compile(r"(?<=..)(?:达|为|约|由|从|至|到|仅|只需|的)+$")
_NOTHING: Final = re.compile(
    r"^(?:[、，,]|[去今前]年[年]?底|连续.年|.年前|较|其中|分别|同比|共|累计|全[镇市县区省州乡]|为|的|了|约|再|已|均|也|又|同期|线上|线下|至|到|达|"
    r"人(?:每[年月天])?|每.{0,3}|\d+年|(?:较|比)(?:\d+年|上年|去年|年初|同期|上年同期|去年同期))*$"
)
_PER: Final = re.compile(r"^(?:[千万百]?人口?|户|亩|村|月|年|班|公里|车|家|个|名|位|平方米|吨)")
_SHORT: Final = 2  # a noun as short as 投资 is named with its verb: 完成投资
_SPENDING: Final = frozenset(
    ["投入", "支出", "发放", "拨付", "兑付", "签约", "上报", "惠及", "覆盖", "挽回"]
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and what it measures; `growth` when it is a change, `group` when it counts named members."""

    quantity: Quantity
    indicator: str
    growth: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """One number in its sentence, and what the numbers before it measured."""

    ctx: Context
    items: Sequence[Item]
    index: int
    quantity: Quantity
    clause: Span
    done: Sequence[Measured]

    def says(self, indicator: str, *, growth: bool = False, group: str = "") -> Measured | None:
        return Measured(self.quantity, indicator, growth, group) if indicator else None

    @property
    def words(self) -> str:
        """The words of this number: from the number before it in the clause."""
        start = self.clause.start
        for item in self.items[: self.index]:
            if item.quantity and self.clause.covers(item.span):
                start = item.span.end
        return Span(start, self.quantity.span.start).of(self.ctx.text)

    def item(self, offset: int) -> Item | None:
        at = self.index + offset
        return self.items[at] if 0 <= at < len(self.items) else None

    def last(self, *, unit: str = "", level: bool = False) -> str:
        """What the number before measured: in that unit, or a level and no change or share."""
        fit = [m for m in self.done if not level or not (m.growth or m.quantity.unit == "%")]
        fit = [m for m in fit if m.quantity.unit.endswith(unit)] or (
            [] if unit else list(self.done)
        )
        return fit[-1].indicator if fit else ""


def measured(ctx: Context, sentence: Sentence) -> list[Measured]:
    """The numbers of a sentence that measure something, in their order."""
    items = _with_first(ctx, sentence)
    done: list[Measured] = []
    for index, item in enumerate(items):
        if item.quantity is None:
            continue
        ends = ctx.quantities_at(item.span) or [item.quantity]
        for quantity in ends:  # the two ends of a range stand in one place
            spot = _Spot(ctx, items, index, quantity, ctx.clause(item.span), tuple(done))
            found = next((m for rule in RULES if (m := rule(spot))), None)
            if found:
                done.append(found)
    return done


def _with_first(ctx: Context, sentence: Sentence) -> Sequence[Item]:
    """首位 is a rank without a numeral: it becomes one."""
    match = _FIRST.search(ctx.text, *sentence.span)
    if match is None:
        return sentence.items
    span = Span(*match.span())
    if any(i.quantity and i.span.start <= span.start < i.span.end for i in sentence.items):
        return sentence.items
    rank = Quantity(span, span, Decimal(1), "位", rank=True, chinese=True)
    before = [i for i in sentence.items if i.span.end <= span.start]
    after = [i for i in sentence.items if i.span.start >= span.start]
    return [*before, Item(span, Mark.QUANTITY, quantity=rank), *after]


def clean(text: str) -> str:
    """The noun without what leads up to it (全年实现) and away from it (达)."""
    bare = _TAIL.sub("", _LEAD.sub("", text.strip()))
    return "" if _NOTHING.match(bare) else bare


def dealt(spot: _Spot) -> Measured | None:
    """分别: the n-th number belongs to the n-th member of the list before it."""
    words = spot.clause.of(spot.ctx.text)
    at = spot.clause.start + words.find("分别")
    if "分别" not in words or at > spot.quantity.span.start:
        return None
    numbers = [
        i for i in spot.items if i.quantity and at < i.span.start and spot.clause.covers(i.span)
    ]
    nth = next((n for n, i in enumerate(numbers) if i.span == spot.quantity.span), None)
    if nth is None:
        return None
    head = spot.ctx.text[spot.clause.start : at]
    verb = spot.ctx.text[at + len("分别") : numbers[0].span.start].strip()
    change = _DEALT_CHANGE.search(verb)
    label = _member(spot, head, verb if not change else "", (nth, len(numbers)))
    return spot.says(label + (change[0] if change and label else ""), growth=bool(change))


def _member(spot: _Spot, head: str, noun: str, place: tuple[int, int]) -> str:
    """The name of one number of a dealt list."""
    nth, count = place
    members = [m for m in re.split(r"[、和及与]", head) if clean(m)]
    if not members:  # 同比分别增长: the levels before, in their order
        levels = [m.indicator for m in spot.done if not m.growth][-count:]
        return levels[nth] if nth < len(levels) else ""
    if len(members) != count or count == 1:
        return clean(head)
    if clean(re.sub(r"(?:达到?|为|超过?|完成)*$", "", noun)) or "投资" in noun:
        return noun  # 分别完成投资: the members are subjects, the noun is measured
    name = clean(members[nth])
    clipped = len(name) <= 3 and nth < count - 1  # 城镇、农村居民人均可支配收入
    return head.strip() if clipped and len(head) < 24 else name


def changed(spot: _Spot) -> Measured | None:
    """增长6.2% after a level, or 工业增加值增长9.1%: the thing that grew, with the verb."""
    words = spot.words
    change = _CHANGE.search(words)
    if change is None or spot.quantity.rank:
        return None
    noun = clean(re.split(r"[，,：:、（(]", words[: change.start()])[-1]) or spot.last(level=True)
    return spot.says(noun + (change["verb"] or change["than"]), growth=True)


def ranked(spot: _Spot) -> Measured | None:
    """考评位居全市第一: what is ranked stands before the verb, else the number before measured it."""
    if not spot.quantity.rank:
        return None
    return spot.says(clean(_RANKED.sub("", spot.words)) or spot.last())


def counted(spot: _Spot) -> Measured | None:
    """10个优质项目, 6条续建高铁: the noun right after the number."""
    first, second = spot.item(1), spot.item(2)
    if first is None or first.span.start != spot.items[spot.index].span.end:
        return None
    noun = first.phrase.text() if first.phrase else ""
    verbal = spot.ctx.lexicon.lists["words"].get(first.word) == "verbal"
    if verbal and second and second.phrase and second.span.start == first.span.end:
        noun = first.word + second.phrase.text()
    number = spot.quantity.digits.of(spot.ctx.text) + spot.quantity.unit
    return spot.says(noun, group=number + noun)


def stated(spot: _Spot) -> Measured | None:
    """总投资35.92亿元: the nearest noun before the number in its clause."""
    verb = ""
    for at in range(spot.index - 1, -1, -1):
        item = spot.items[at]
        if item.span.start < spot.clause.start:
            break
        if item.quantity or (item.mark in (Mark.PAUSE, Mark.CONJ) and at == spot.index - 1):
            return _continued(spot, item, verb)
        if item.phrase and (noun := _noun(spot, at)):
            touching = verb in _SPENDING and spot.items[at + 1].word == verb
            return spot.says(noun + verb if touching else noun)
        verb = verb or (item.word if item.mark is Mark.VERB else "")
    return spot.says(_per_head(spot) or verb or _titled(spot) or _verb_after(spot) or spot.last())


def _titled(spot: _Spot) -> str:
    """财政收入：1.86亿元: a colon parts the noun from its number."""
    before = spot.ctx.text[: spot.clause.start].rstrip(" \t　")
    if not before.endswith(("：", ":")):
        return ""
    earlier = [i.phrase for i in spot.items[: spot.index] if i.phrase]
    return clean(earlier[-1].text()) if earlier else ""


def _continued(spot: _Spot, item: Item, verb: str) -> Measured | None:
    """186户、3.2万平方米 and 由740元提高到790元: both numbers measure one thing."""
    if item.quantity and not verb.endswith(("到", "至")):
        return spot.says(verb or _verb_after(spot) or spot.last())
    return spot.says(spot.last() or verb)


def _noun(spot: _Spot, at: int) -> str:
    """The noun that a phrase before the number gives; empty when it is none."""
    phrase, before = spot.items[at].phrase, spot.items[at - 1] if at else None
    assert phrase
    words = phrase.text()
    if before and before.word == "每":
        return _PER.sub("", words)  # 每户[补助]1500元
    if _NOTHING.match(words):
        return ""
    text = clean(words)
    unit = spot.quantity.unit
    if before and before.quantity and before.span.end == phrase.span.start:
        return spot.last(unit=unit[-1:]) or text  # 27个村超50万元: the villages' income
    if len(text) == 1 and before and before.span.end == phrase.span.start:
        return before.word + text  # 成功|率, 对|象: one character is no noun
    if before and before.word == "其中" and concept(phrase.tokens[-1], "places"):
        return spot.last(unit=unit) or text  # 其中星湖村达到213万元
    if len(text) <= _SHORT and before and before.mark is Mark.VERB:
        return before.word + text
    return _coordinated(spot.items, at, text) or spot.last()


def _coordinated(items: Sequence[Item], at: int, text: str) -> str:
    """建议、批评和意见31件: all of the list is counted."""
    while (
        at >= 2 and items[at - 1].mark in (Mark.PAUSE, Mark.CONJ) and (one := items[at - 2].phrase)
    ):
        text = one.text() + items[at - 1].word + text
        at -= 2
    return clean(text)


def _per_head(spot: _Spot) -> str:
    """发放消费券,每户500元: the clause before names what each gets."""
    before = spot.items[: spot.index]
    if not any(i.word == "每" and spot.clause.covers(i.span) for i in before):
        return ""
    earlier = [i.phrase for i in before if i.phrase and i.span.end <= spot.clause.start]
    return earlier[-1].text() if earlier else ""


def _verb_after(spot: _Spot) -> str:
    """以3.93亿元触顶: only the verb after the number says what it is."""
    after = spot.item(1)
    touching = after and after.span.start == spot.items[spot.index].span.end
    return after.word if after and touching and after.mark is Mark.VERB else ""


RULES: Final[tuple[Callable[[_Spot], Measured | None], ...]] = (
    dealt,
    changed,
    ranked,
    counted,
    stated,
)
"""How a number is named, in the order in which the ways are tried."""
