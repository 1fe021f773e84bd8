"""What each number of a sentence measures.

The noun stands after the number (10个优质项目) or before it (总投资35.92亿元); a change takes it from the
level before (…48.3亿元，增长6.2%); 分别 deals its numbers out to the list before it. The rules are tried
in the order of `RULES`; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from anhai_kg.context import Context, Sentence, gauge
from anhai_kg.mentions.heads import concept
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark, Phrase
from anhai_kg.quantity import Quantity
from anhai_kg.statements.behind import counted, of_them
from anhai_kg.statements.changes import changed, dealt, raised, ranked
from anhai_kg.statements.compounds import compound
from anhai_kg.statements.spots import Measured, Spot, clean, is_empty

__all__ = ["measured"]

_FIRST: Final = re.compile(r"首位(?!度)|榜首|第一位|之首")
_PER: Final = re.compile(
    r"^(?:[千万百]?人口?|户|亩|村|月|年|班|公里|车|家|个|名|位|平方米|吨|座|间|套|处|栋|台|所|株|头|只|件|次|张|公顷|单|餐)"
)
_OF_IT: Final = re.compile(  # nouns that name an aspect of what was measured before
    r"(?:[总其]?(?:数|数量|量|额|值|量值|规模|总数|总量|总额)|增[速幅]|涨幅|降幅|占比|比重|排名|位次|占.*)$"
)
_GREW: Final = re.compile(r"(?<=..)(?:增长|下降|提高|高于|低于|比).*$")
_AVERAGES: Final = frozenset(["平均", "人均", "户均", "亩均", "村均", "校均", "日均", "月均"])
_EQUALS: Final = frozenset(["为", "是", "仅为", "仅是", "相当于"])
_SHARE: Final = re.compile(
    "[、，]?(?:仅|约|已)?((?:占|完成|相当于|达到?)[^，,。；;、]{2,16})的(?:约|近)?"
)
_COLON: Final = re.compile(r"[：:][ \t　]*$")
_GAP: Final = 20  # characters: a colon and the spaces after it
_ADDED: Final = frozenset(["新增", "净增", "增加", "新增加", "累计", "新认定", "新建"])
_DOING: Final = frozenset(["开展", "组织", "进行", "举办", "组织开展", "召开"])
_OF_ITS: Final = re.compile(
    "比[重例率]|占比|份额|贡献率|差距|覆盖率|总[数量额]|数量|增[速幅]|满意[率度]|依存度"
)
_SHARES: Final = frozenset(["%", "成", "倍"])
_LONGEST: Final = 28  # characters of an indicator that is a whole phrase
_SHORT: Final = 2  # a noun as short as 投资 is named with its verb: 完成投资
_LEVEL: Final = re.compile(  # verbs that say how much and not what: 达到, 增至, 稳定在
    r".*(?:达|到|至|为|是|有|在|超过?|突破|完成|实现|位居|居|列|占|需|共|仅|力争|确保|累计|预计|保持|连续|回升|回落)$"
)


def measured(ctx: Context, sentence: Sentence) -> list[Measured]:
    """The numbers of a sentence that measure something, in their order."""
    sentence = _with_first(ctx, sentence)
    done: list[Measured] = []
    for index, item in enumerate(sentence.items):
        if item.quantity is None:
            continue
        ends = ctx.quantities_at(item.span) or [item.quantity]
        for quantity in ends:  # the two ends of a range stand in one place
            spot = Spot(ctx, sentence, index, quantity, ctx.clause(item.span), done)
            found = next((m for rule in RULES if (m := rule(spot))), None)
            if found:
                done.append(_whole(found, spot))
    return done


def _whole(found: Measured, spot: Spot) -> Measured:
    """总数 and 占全县 are said of what was measured before."""
    if not _OF_IT.fullmatch(found.indicator.removesuffix("增长")):
        return found
    at = spot.ctx.text.find(found.indicator, *spot.clause)
    level = _GREW.sub("", spot.last(level=True, before=max(at, 0)))
    return replace(found, indicator=level + found.indicator)


def _with_first(ctx: Context, sentence: Sentence) -> Sentence:
    """首位 is a rank without a numeral: it becomes one."""
    match = _FIRST.search(ctx.text, *sentence.span)
    if match is None:
        return sentence
    span = Span(*match.span())
    if any(i.span.start <= span.start < i.span.end for i in sentence.numbers):
        return sentence
    rank = Quantity(span, span, Decimal(1), "位", rank=True, chinese=True)
    before = [i for i in sentence.items if i.span.end <= span.start]
    after = [i for i in sentence.items if i.span.start >= span.start]
    return Sentence(sentence.span, [*before, Item(span, Mark.QUANTITY, quantity=rank), *after])


def shared(spot: Spot) -> Measured | None:
    """到位资金14.5亿元，占全年计划的62%: a share of what the words say, of what was measured before."""
    share = spot.quantity.unit in _SHARES and _SHARE.fullmatch(spot.words)
    level = spot.last(level=True) if share else ""
    return spot.says(level + share[1]) if share and level else None


def stated(spot: Spot) -> Measured | None:
    """总投资35.92亿元: the nearest noun before the number in its clause."""
    verbs: list[str] = []
    items = spot.items
    for at in range(spot.index - 1, -1, -1):
        item = items[at]
        if item.span.start < spot.clause.start or (item.mark is Mark.ETC and verbs):
            break  # 赴A、B等地[招商]23批次
        joined = item.mark in (Mark.PAUSE, Mark.CONJ) and at == spot.index - 1
        if item.quantity or (joined and not spot.leads):
            return _continued(spot, item, _telling(verbs))
        if item.phrase and not _compared(spot, at) and (noun := _noun(spot, at)):
            told = _telling(verbs)
            touching = item.span.end + sum(map(len, verbs)) == spot.quantity.span.start
            if told and not touching and not _LEVEL.match(told) and _acts(item.phrase):
                return spot.says(_deed(verbs))
            tells = touching and told and not _LEVEL.match(told) and not noun.endswith(told)
            return spot.says(noun + told if tells else noun)
        if item.mark is Mark.VERB:
            verbs.append(item.word)
    verb = _telling(verbs)
    return spot.says(
        _per_head(spot)
        or of_them(spot)
        or _done(spot, verb)
        or _titled(spot)
        or _verb_after(spot)
        or _earlier(spot)
        or _GREW.sub("", spot.last())  # 提高1.2个百分点，达到61.5%
    )


def _acts(phrase: Phrase) -> bool:
    """Whether a phrase names who does something and not what is measured: 县政协一年来视察16次."""
    return bool(concept(phrase.tokens[-1], "bodies"))


def _deed(verbs: Sequence[str]) -> str:
    """视察调研 of 开展视察调研: the verbs before a number, in their order, without the mere doing."""
    said = [verb for verb in reversed(verbs) if verb not in _DOING]
    return "".join(said) or verbs[0]


def _telling(verbs: Sequence[str]) -> str:
    """The nearest verb that says what was done: 整改 of 整改完成; else the nearest."""
    return next((verb for verb in verbs if not _LEVEL.match(verb)), verbs[0] if verbs else "")


def _compared(spot: Spot, at: int) -> bool:
    """人均财力为[全省平均水平]的71%: what the number is a share of."""
    before, after = spot.items[at - 1] if at else None, spot.items[at + 1]
    return after.word == "的" and before is not None and before.word in _EQUALS


def _done(spot: Spot, verb: str) -> str:
    """整改2298处 after 排查隐患2310处: what was done to the same things."""
    if not verb:
        return ""
    if _LEVEL.match(verb):
        return _earlier(spot) or _GREW.sub("", spot.last()) or verb
    unit = _bare(spot.quantity.unit)
    levels = (m for m in reversed(spot.done) if not m.growth)
    noun = next((m.indicator for m in levels if _bare(m.quantity.unit) == unit), "")
    noun = noun or (_earlier(spot) if verb in _ADDED else "")
    return noun + verb if noun and not noun.endswith(verb) else verb


def _bare(unit: str) -> str:
    """A unit without its magnitude: 亿亩 counts what 万亩 does."""
    return unit.lstrip("百千万亿") or unit


def _earlier(spot: Spot) -> str:
    """粮食产量跨上新台阶，达到3.2万吨: what the clause before speaks of, if it measures nothing."""
    before = next(spot.ctx.clauses_before(spot.sentence.span.start, spot.clause.start), None)
    if before is None or any(before.covers(m.quantity.span) for m in spot.done_since(before.start)):
        return ""
    opening = next(iter(spot.sentence.items_in(Span(before.start, spot.clause.end))), None)
    return clean(opening.phrase.text()) if opening and opening.phrase else ""


def _titled(spot: Spot) -> str:
    """财政收入：1.86亿元: a colon parts the noun from its number."""
    if not _COLON.search(spot.ctx.text, max(0, spot.clause.start - _GAP), spot.clause.start):
        return ""
    earlier = (item.phrase for item in spot.before() if item.phrase)
    return clean(phrase.text()) if (phrase := next(earlier, None)) else ""


def _continued(spot: Spot, item: Item, verb: str) -> Measured | None:
    """186户、3.2万平方米 and 由740元提高到790元: both numbers measure one thing."""
    if item.quantity and not verb.endswith(("到", "至")):
        return spot.says(_done(spot, verb) or _verb_after(spot) or spot.last())
    return spot.says(spot.last() or verb)


def _noun(spot: Spot, at: int) -> str:
    """The noun that a phrase before the number gives; empty when it is none."""
    phrase, before = spot.items[at].phrase, spot.items[at - 1] if at else None
    assert phrase
    words = phrase.text()
    if before and before.word == "每":
        rest = _PER.sub("", words)  # 每户[补助]1500元
        return "" if rest in _units(spot) else rest  # 均价每公斤53.99元
    if is_empty(words):
        return ""
    text = clean(words)
    if before and before.word in _AVERAGES and before.span.end == phrase.span.start:
        owner = spot.items[at - 2].phrase if at > 1 else None
        whole = owner.text() if owner and owner.span.end == before.span.start else ""
        return whole + before.word + text  # PM2.5[平均]浓度
    unit = spot.quantity.unit
    if before and before.quantity and before.span.end == phrase.span.start:
        return spot.last(unit=unit[-1:]) or text  # 27个村超50万元: the villages' income
    if before and before.word in ("其中", "的") and concept(phrase.tokens[-1], "places"):
        return spot.last(unit=unit) or text  # 其中星湖村达到213万元
    if before and before.word == "的" and _OF_ITS.fullmatch(text) and _part(spot, at):
        return _part(spot, at)
    if (made := compound(spot.items, at, text)) != text:
        return made
    if len(text) <= _SHORT and before and before.mark is Mark.VERB:
        return before.word + text
    return _coordinated(spot.items, at, text) or spot.last()


def _part(spot: Spot, at: int) -> str:
    """第三产业对经济增长的贡献率: all that the clause says up to that noun, from the number before."""
    end = spot.items[at].span.end
    words = clean(spot.since_number(end).lstrip("，,、"))
    return words if len(words) <= _LONGEST else ""


def _units(spot: Spot) -> Mapping[str, object]:
    return gauge(spot.ctx.lexicon).units


def _coordinated(items: Sequence[Item], at: int, text: str) -> str:
    """建议、批评和意见31件: all of the list is counted."""
    while (
        at >= 2 and items[at - 1].mark in (Mark.PAUSE, Mark.CONJ) and (one := items[at - 2].phrase)
    ):
        text = one.text() + items[at - 1].word + text
        at -= 2
    return clean(text)


def _per_head(spot: Spot) -> str:
    """发放消费券,每户500元: the clause before names what each gets."""
    here = spot.sentence.items_in(Span(spot.clause.start, spot.quantity.span.start))
    if not any(item.word == "每" for item in here):
        return ""
    earlier = (i.phrase for i in spot.before() if i.phrase and i.span.end <= spot.clause.start)
    return phrase.text() if (phrase := next(earlier, None)) else ""


def _verb_after(spot: Spot) -> str:
    """以3.93亿元触顶: only the verb after the number says what it is."""
    after = spot.item(1)
    touching = after and after.span.start == spot.items[spot.index].span.end
    return after.word if after and touching and after.mark is Mark.VERB else ""


RULES: Final[tuple[Callable[[Spot], Measured | None], ...]] = (
    dealt,
    raised,
    changed,
    ranked,
    counted,
    shared,
    stated,
)
"""How a number is named, in the order in which the ways are tried."""
