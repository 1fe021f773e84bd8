"""What each number of a sentence measures.

The noun stands after the number (10个优质项目) or before it (总投资35.92亿元); a change takes it from the
level before (…48.3亿元，增长6.2%); 分别 deals its numbers out to the list before it. The rules are tried
in the order of `RULES`; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from anhai_kg.context import Context, Sentence
from anhai_kg.mentions.heads import concept
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark
from anhai_kg.quantity import Quantity

__all__ = ["Measured", "measured"]

_CHANGE: Final = re.compile(
    r"(?:同比|环比|年均|分别|均|再|又|累计|进一步|平均|实际|名义)*(?:"
    r"(?P<verb>增长|下降|减少|增加|提高|提升|上升|降低|压减|压降|压缩|缩短|缩小|扩大|回升|回落|净增|增收|前移|后移|上涨|翻)(?:了|约|近)?"
    r"|(?P<than>(?:高于|低于|快于|慢于|(?<![占同环对])比(?![例重值]))[^，,。；;\d]{1,12}?"
    r"(?:多|少|快|慢|高|低|增加|减少|提高|下降)?))$"
)
_BASE: Final = re.compile(r"(?P<noun>[^，,。；;：:]*)[由从][^，,。；;、]{0,8}$")
_RAISED: Final = re.compile(r"(?:左右|以上)?(?:的)?[^，,。；;、\d]{0,4}[到至](?:了|约|近)?$")
_RAISED_LATER: Final = re.compile(r"[^，,。；;、]{0,6}[到至升降]")
_DEALT_CHANGE: Final = re.compile(r"增长|下降|提高|减少|降低|上升")
_FIRST: Final = re.compile(r"首位|榜首|第一位")
_RANKED: Final = re.compile(
    r"(?:稳|跃|位|名)?(?:居(?![民住家委])|列(?!车)|排名?|升至|上升到|升到|下降到|保持|进入|由|从(?!业)).*$"
)
_LEAD: Final = re.compile(
    r"^(?:[^\w“《（]|其中|全[镇市县区省州乡]|共|累计|实现|完成|新增|达到|预计|截至目前|目前|今年|上半年|全年(?!任务|目标|计划)|同比|分别|"
    r"为|的|由|从|约|将|再|可|力争|确保|年初的|上年的|每[^，,、]{1,4}月)+(?=.{2,})"
)
_TAIL: Final = re.compile(r"(?<=..)(?:达|为|约|由|从|至|到|仅|只需|的|可|连续|[由从]?(?:20\d\d年|上年|去年|年初)底?)+$")
_NOTHING: Final = re.compile(
    r"^(?:[^\w“《（]|[去今前]年[年]?底|20\d\d年底?|连续.年|多年|.年前|较|其中|分别|同比|共|累计|全[镇市县区省州乡]|为|的|了|约|再|已|均|也|又|可|到|至|达|"
    r"力争|确保|争取|同期|线上|线下|大关|关口|台阶|[一二三四五]年|"
    r"人(?:每[年月天])?|每.{0,3}|\d+年|(?:较|比)(?:\d+年|上年|去年|年初|同期|上年同期|去年同期))*$"
)
_PER: Final = re.compile(r"^(?:[千万百]?人口?|户|亩|村|月|年|班|公里|车|家|个|名|位|平方米|吨)")
_OF_IT: Final = re.compile(  # nouns that name an aspect of what was measured before
    r"(?:[总其]?(?:数|数量|量|额|值|量值|规模|总数|总量|总额)|增[速幅]|涨幅|降幅|占比|比重|排名|位次|占.*)$"
)
_AVERAGES: Final = frozenset(["平均", "人均", "户均", "亩均", "村均", "校均", "日均", "月均"])
_SHORT: Final = 2  # a noun as short as 投资 is named with its verb: 完成投资
_LEVEL: Final = re.compile(  # verbs that say how much and not what: 达到, 增至, 稳定在
    r".*(?:达|到|至|为|是|有|在|超过?|突破|完成|实现|位居|居|列|占|需|共|仅|力争|确保|累计|预计|保持|连续)$"
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
    def opens(self) -> bool:
        """Whether no word stands before the number in its clause."""
        return self.words == "" or self.quantity.span.start == self.clause.start

    @property
    def words(self) -> str:
        """The words of this number: from the number before it in the clause."""
        return self.since_number(self.quantity.span.start)

    def since_number(self, position: int) -> str:
        """The words of the clause from the last number before a position."""
        start = self.clause.start
        for item in self.items[: self.index]:
            if item.quantity and self.clause.covers(item.span) and item.span.end <= position:
                start = item.span.end
        return Span(start, position).of(self.ctx.text)

    def item(self, offset: int) -> Item | None:
        at = self.index + offset
        return self.items[at] if 0 <= at < len(self.items) else None

    def touching(self, offset: int) -> Item | None:
        """The item so far after this number, if nothing parts it from the one before it."""
        item, before = self.item(offset), self.item(offset - 1)
        return item if item and before and item.span.start == before.span.end else None

    def last(self, *, unit: str = "", level: bool = False, before: int = 0) -> str:
        """What the number before measured: in that unit, or a level and no change or share."""
        fit = [m for m in self.done if not level or not (m.growth or m.quantity.unit == "%")]
        fit = [m for m in fit if not before or m.quantity.span.start < before]
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
                done.append(_whole(found, spot))
    return done


def _whole(found: Measured, spot: _Spot) -> Measured:
    """总数 and 占全县 are said of what was measured before."""
    level = spot.last(level=True)
    if not level or not _OF_IT.fullmatch(found.indicator.removesuffix("增长")):
        return found
    return replace(found, indicator=level + found.indicator)


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


def raised(spot: _Spot) -> Measured | None:
    """由740元提高到790元: what stands before 由 has both numbers."""
    before = spot.clause.start, spot.quantity.span.start
    base = _BASE.search(spot.ctx.text, *before)
    if base and _RAISED_LATER.match(spot.ctx.text, spot.quantity.span.end):
        return spot.says(clean(_inner(base["noun"])) or spot.last())
    raised = _RAISED.search(spot.ctx.text, *before)
    same = raised and any(m.quantity.span.end == raised.start() for m in spot.done)
    return spot.says(spot.last()) if same else None


def _inner(words: str) -> str:
    """The words after the last pause and number: what 由 lifts."""
    return re.split(r"[、，,：:\d]", words)[-1].removeprefix("将").removeprefix("把")


def changed(spot: _Spot) -> Measured | None:
    """增长6.2% after a level, or 工业增加值增长9.1%: the thing that grew, with the verb."""
    words = spot.words
    change = _CHANGE.search(words)
    if change is None or spot.quantity.rank or _acts(spot, change["verb"]):
        return None
    noun = clean(re.split(r"[，,：:、（(]", words[: change.start()])[-1]) or (
        (spot.last(unit="%") if spot.quantity.unit == "个百分点" else "") or spot.last(level=True)
    )
    return spot.says(noun + (change["verb"] or change["than"] or ""), growth=True)


def _acts(spot: _Spot, verb: str | None) -> bool:
    """改造提升1500亩 raises nothing: it says what was done to them."""
    said = spot.item(-1)
    longer = said and said.mark is Mark.VERB and verb and said.word.endswith(verb)
    changes = longer and said and _CHANGE.fullmatch(said.word)
    return bool(longer and not changes and spot.quantity.unit != "%")


def ranked(spot: _Spot) -> Measured | None:
    """考评位居全市第一: what is ranked stands before the verb, else the number before measured it."""
    if not spot.quantity.rank:
        return None
    words = Span(spot.clause.start, spot.quantity.span.start).of(spot.ctx.text)
    verb = _RANKED.search(words)
    at = spot.clause.start + (verb.start() if verb else len(words))
    return spot.says(clean(spot.since_number(at)) or spot.last(before=at))


def counted(spot: _Spot) -> Measured | None:
    """10个优质项目, 6条续建高铁: the noun right after the number."""
    offset = 1
    while (touching := spot.touching(offset)) and touching.quantity:  # 1527户6384人[脱贫]
        offset += 1
    first, second = spot.touching(offset), spot.touching(offset + 1)
    if first is None:
        return None
    noun = first.phrase.text() if first.phrase else ""
    verbal = spot.ctx.lexicon.lists["words"].get(first.word) == "verbal"
    if second and second.phrase and (verbal or (first.mark is Mark.VERB and spot.opens)):
        noun = first.word + second.phrase.text()
    noun = _described(spot, first) or noun
    number = spot.quantity.digits.of(spot.ctx.text) + spot.quantity.unit
    return spot.says(noun, group=number + noun)


def _described(spot: _Spot, first: Item) -> str:
    """40个吸引力强、带动面广的[消费场景]: the noun stands behind its description."""
    words, of, after = Span(first.span.start, spot.clause.end).of(spot.ctx.text).partition("的")
    if not of or not re.fullmatch(r"[^\d，,]{2,8}、[^\d，,]{2,8}", words):
        return ""
    at = first.span.start + len(words) + 1
    return next((i.phrase.text() for i in spot.items if i.phrase and i.span.start == at), "")


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
            touching = verb and item.span.end + len(verb) == spot.quantity.span.start
            tells = touching and not _LEVEL.match(verb) and not noun.endswith(verb)
            return spot.says(noun + verb if tells else noun)
        if item.mark is Mark.VERB:
            verb = verb or item.word
    return spot.says(
        _per_head(spot) or _done(spot, verb) or _titled(spot) or _verb_after(spot) or spot.last()
    )


def _done(spot: _Spot, verb: str) -> str:
    """整改2298处 after 排查隐患2310处: what was done to the same things."""
    if not verb:
        return ""
    if _LEVEL.match(verb):
        return spot.last() or verb
    same = [m.indicator for m in spot.done if m.quantity.unit == spot.quantity.unit and not m.growth]
    return same[-1] + verb if same and not same[-1].endswith(verb) else verb


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
    if before and before.word in _AVERAGES and before.span.end == phrase.span.start:
        owner = spot.items[at - 2].phrase if at > 1 else None
        whole = owner.text() if owner and owner.span.end == before.span.start else ""
        return whole + before.word + text  # PM2.5[平均]浓度
    unit = spot.quantity.unit
    if before and before.quantity and before.span.end == phrase.span.start:
        return spot.last(unit=unit[-1:]) or text  # 27个村超50万元: the villages' income
    if len(text) == 1 and before and before.word and before.mark is not Mark.PUNCT:
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
    raised,
    changed,
    ranked,
    counted,
    stated,
)
"""How a number is named, in the order in which the ways are tried."""
