"""Every measured quantity as a figure: what is measured, for when, of whom, reached or promised.

What is measured stands after the number (10个优质项目) or before it (总投资35.92亿元); a change takes it
from the level before (…48.3亿元，增长6.2%); 分别 deals its numbers out to the list before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from anhai_kg.context import Context, Sentence
from anhai_kg.mentions.heads import concept
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Evidence, Figure, Ref, Skipped, Span
from anhai_kg.phrases import Item, Mark
from anhai_kg.quantity import Quantity
from anhai_kg.statements.subjects import Subjects
from anhai_kg.statements.timing import Timing

__all__ = ["figures", "skipped"]

_CHANGE: Final = re.compile(
    r"(?:同比|环比|年均|分别|均|再|又|累计|进一步)*(?:"
    r"(?P<verb>增长|下降|减少|增加|提高|提升|上升|降低|压减|压降|回落|净增|前移|后移|增至)(?:了|约)?"
    r"|(?P<than>(?:高于|低于|快于|慢于|比)[^，,。；;\d]{1,12}?(?:多|少|快|慢|高|低|增加|减少|提高|下降)?))$"
)
_FIRST: Final = re.compile(r"首位|榜首|第一位")
_DROP_LEAD: Final = re.compile(
    r"^(?:其中|全[镇市县区省州乡]|共|累计|实现|完成|新增|达到|预计|截至目前|目前|今年|上半年|全年|同比|分别|人均(?!可|纯|住|预|公|受|期)|为|的|"
    r"由|从|约|将|再|年初的|上年的|每[^，,、]{1,4}月)+(?=.{2,})"
)
_EMPTY: Final = re.compile(
    r"^(?:其中|分别|同比|共|累计|全[镇市县区省州乡]|为|的|了|约|再|已|均|也|又|同期|线上|线下|人(?:每[年月天])?|每.{0,3}|\d+年)*$"
)
_PER: Final = re.compile(r"^(?:[千万百]?人口?|户|亩|村|月|年|班|公里|车|家|个|名|位|平方米|吨)")
_VERBAL: Final = 2  # a noun as short as 投资 is named with its verb: 完成投资
_SPENDING: Final = ("投入", "支出", "发放", "拨付", "兑付", "签约", "上报", "惠及", "覆盖", "挽回")


@dataclass(slots=True)
class _Row:
    """A figure in the making."""

    item: Item
    quantity: Quantity
    clause: Span
    indicator: str
    growth: bool = False
    group: str = ""


def figures(ctx: Context, roster: Roster, timing: Timing) -> list[Figure]:
    """The figures of a report in the order of the text."""
    subjects = Subjects(ctx, roster)
    made: list[Figure] = []
    for sentence in ctx.sentences:
        rows = list(_rows(ctx, sentence))
        for row in rows:
            made.append(_figure(ctx, row, timing, subjects.of(sentence, row.quantity, row.growth)))
    return made


def _figure(ctx: Context, row: _Row, timing: Timing, subjects: tuple[Ref, ...]) -> Figure:
    quantity = row.quantity
    status = timing.status(quantity.span)
    period = timing.period(quantity.span, share=quantity.unit == "%")
    via = (period.source,) if period and not row.clause.covers(period.source) else ()
    return Figure(
        status=status,
        indicator=row.indicator,
        value=quantity.value,
        unit=quantity.unit,
        number=quantity.span,
        printed=quantity.digits.of(ctx.text),
        bound=quantity.bound,
        bound_word=quantity.bound_word,
        rank=quantity.rank,
        growth=row.growth,
        period=period,
        subjects=subjects,
        group=row.group,
        evidence=Evidence(span=row.clause, rule=f"figures.{status}", via=via),
    )


def _rows(ctx: Context, sentence: Sentence) -> Iterator[_Row]:
    items = _with_firsts(ctx, sentence)
    numbered = [i for i, item in enumerate(items) if item.quantity]
    done: list[_Row] = []
    for index in numbered:
        item = items[index]
        quantity = item.quantity
        assert quantity
        for one in _both(ctx, quantity):
            clause = ctx.clause(item.span)
            row = _Row(item, one, clause, "")
            _name(ctx, items, index, row, done)
            if row.indicator:
                done.append(row)
                yield row


def _with_firsts(ctx: Context, sentence: Sentence) -> Sequence[Item]:
    """首位 is a rank without a numeral: it becomes one."""
    match = _FIRST.search(ctx.text, *sentence.span)
    if not match or any(
        i.quantity and i.span.start <= match.start() < i.span.end for i in sentence.items
    ):
        return sentence.items
    span = Span(*match.span())
    rank = Quantity(span, span, Decimal(1), "位", rank=True, chinese=True)
    kept = [i for i in sentence.items if i.span.end <= span.start]
    later = [i for i in sentence.items if i.span.start >= span.start]
    return [*kept, Item(span, Mark.QUANTITY, quantity=rank), *later]


def _both(ctx: Context, quantity: Quantity) -> list[Quantity]:
    """The two ends of a range stand in one place of the text; both are figures."""
    return [q for q in ctx.quantities if q.span == quantity.span] or [quantity]


def _name(ctx: Context, items: Sequence[Item], index: int, row: _Row, done: Sequence[_Row]) -> None:
    """Say what the number measures."""
    before = Span(_clause_start(items, index, row.clause), row.quantity.span.start).of(ctx.text)
    dealt = _dealt(ctx, items, index, row, done)
    if dealt:
        row.indicator = dealt
        return
    change = _CHANGE.search(before)
    if change and not row.quantity.rank and row.quantity.unit != "亩":
        _change(row, before[: change.start()], change, done)
        return
    after = _after(ctx, items, index)
    if row.quantity.rank:
        row.indicator = _clean(
            re.sub(r"(?:稳|跃|位|名)?(?:居|列|排名?|升至|保持|进入|由|从).*$", "", before)
        )
        row.indicator = row.indicator or _last(done, rank=True)
        return
    if after:
        row.indicator = after
        row.group = row.quantity.digits.of(ctx.text) + row.quantity.unit + after
        return
    row.indicator = _before(items, index, row, done)


def _clause_start(items: Sequence[Item], index: int, clause: Span) -> int:
    """Where the words of this number begin: after the number before it in the clause."""
    for item in reversed(items[:index]):
        if item.quantity and clause.covers(item.span):
            return item.span.end
    return clause.start


def _after(ctx: Context, items: Sequence[Item], index: int) -> str:
    """The noun phrase right after the number: 优质项目 in 10个优质项目."""
    if index + 1 >= len(items):
        return ""
    here, following = items[index], items[index + 1]
    if following.phrase and following.span.start == here.span.end:
        return following.phrase.text()
    if (
        following.mark is Mark.VERB
        and following.span.start == here.span.end
        and index + 2 < len(items)
    ):
        later = items[index + 2]
        if (
            later.phrase
            and later.span.start == following.span.end
            and _within_names(ctx, following.word)
        ):
            return following.word + later.phrase.text()  # 6条[续建][高铁建设]
    return ""


def _within_names(ctx: Context, word: str) -> bool:
    return ctx.lexicon.lists["words"].get(word) == "verbal"


def _before(items: Sequence[Item], index: int, row: _Row, done: Sequence[_Row]) -> str:
    """The noun phrase before the number in its clause, with its verb when it is as short as 投资."""
    position = index - 1
    verb = ""
    while position >= 0 and items[position].span.start >= row.clause.start:
        item = items[position]
        if item.quantity:
            if verb.endswith(("到", "至")):  # 由740元提高到790元: both ends measure one thing
                return _last(done)
            break
        per = position and items[position - 1].word == "每"
        if item.phrase and per and (named := _PER.sub("", item.phrase.text())):
            return named  # 每户[补助]1500元
        if item.phrase and not per and not _EMPTY.match(item.phrase.text()):
            named = _described(items, position, item, done, row)
            spent = verb in _SPENDING and items[position + 1].word == verb
            return named + verb if spent else named
        if item.mark is Mark.VERB and not verb:
            verb = item.word
        if item.mark is Mark.PAUSE and position == index - 1:
            return _last(done) or verb
        if item.mark is Mark.CONJ and position == index - 1 and items[position - 1].quantity:
            return _last(done) or verb
        position -= 1
    if any(i.word == "每" and row.clause.covers(i.span) for i in items[:index]):
        earlier = [i for i in items[:index] if i.phrase and i.span.end <= row.clause.start]
        if earlier and earlier[-1].phrase:
            return earlier[-1].phrase.text()  # 发放消费券,每户500元
    following = items[index + 1] if index + 1 < len(items) else None
    if following and following.mark is Mark.VERB and following.span.start == items[index].span.end:
        verb = verb or following.word
    return verb or _last(done)


def _described(
    items: Sequence[Item], position: int, item: Item, done: Sequence[_Row], row: _Row
) -> str:
    text = _clean(item.phrase.text()) if item.phrase else ""
    counted = (
        position
        and items[position - 1].quantity
        and items[position - 1].span.end == item.span.start
    )
    if counted and done:  # 27个村超50万元: the villages were counted, the income is the last one's
        same = [r for r in done if r.quantity.unit[-1] == row.quantity.unit[-1]]
        return same[-1].indicator if same else text
    among = row.clause.start == item.span.start - 2 and items[position - 1].word == "其中"
    if among and done and concept(item.phrase.tokens[-1], "places"):
        same = [r for r in done if r.quantity.unit == row.quantity.unit]
        return same[-1].indicator if same else text  # 其中星湖村达到213万元
    if len(text) <= _VERBAL and position and items[position - 1].mark is Mark.VERB:
        return items[position - 1].word + text
    return _coordinated(items, position, text) or _last(done)


def _coordinated(items: Sequence[Item], position: int, text: str) -> str:
    """建议、批评和意见31件: all of the list is counted."""
    joined = text
    while (
        position >= 2
        and items[position - 1].mark in (Mark.PAUSE, Mark.CONJ)
        and items[position - 2].phrase
    ):
        joined = items[position - 2].phrase.text() + items[position - 1].word + joined
        position -= 2
    return _clean(joined)


def _clean(text: str) -> str:
    text = _DROP_LEAD.sub("", text.strip())
    text = re.sub(r"(?<=..)(?:达|为|约|由|从|至|到|仅|只需|的)+$", "", text)
    return "" if _EMPTY.match(text) else text


def _change(row: _Row, words: str, change: re.Match[str], done: Sequence[_Row]) -> None:
    """增长6.2% after a level, or 工业增加值增长9.1%: the thing that grew, with the verb."""
    row.growth = True
    noun = _clean(re.split(r"[，,：:、]", words)[-1])
    level = noun or _last(done, level=True)
    how = change["verb"] or change["than"]
    row.indicator = f"{level}{how}"


def _last(done: Sequence[_Row], *, rank: bool = False, level: bool = False) -> str:
    """What the figure before measured; for a change, the last that was no change."""
    levels = [r for r in done if not r.growth and r.quantity.unit != "%"] if level else []
    return (levels or done)[-1].indicator if done else ""


_DEALT: Final = re.compile(r"分别|均")


def _dealt(ctx: Context, items: Sequence[Item], index: int, row: _Row, done: Sequence[_Row]) -> str:
    """分别: the n-th number belongs to the n-th member of the list before it."""
    clause = row.clause
    cue = next((m for m in re.finditer("分别", clause.of(ctx.text))), None)
    if cue is None or clause.start + cue.start() > row.quantity.span.start:
        return ""
    at = clause.start + cue.start()
    numbers = [i for i in items if i.quantity and at < i.span.start and clause.covers(i.span)]
    nth = next((n for n, i in enumerate(numbers) if i.span == row.quantity.span), None)
    if nth is None:
        return ""
    head = ctx.text[clause.start : at]
    members = [m for m in re.split(r"[、和及与]", head) if _clean(m)]
    verb = ctx.text[at + 2 : numbers[0].span.start]
    change = re.search(r"增长|下降|提高|减少|降低|上升", verb)
    row.growth = bool(change)
    tail = change[0] if change else ""
    if not members:
        levels = [r for r in done if not r.growth][-len(numbers) :]
        return levels[nth].indicator + tail if nth < len(levels) else ""
    noun = _clean(re.sub(r"(?:达到?|为|超过?|完成)*$", "", verb.strip())) if not change else ""
    if len(members) == len(numbers) and len(numbers) > 1:
        name = _clean(members[nth])
        if noun or "投资" in verb:
            return verb.strip() or noun
        if nth < len(members) - 1 and len(name) <= 3:
            name = head.strip() if len(head) < 24 else name
        return name + tail
    return _clean(head) + tail


def skipped(ctx: Context) -> list[Skipped]:
    """Every number that measures nothing, with its reason and clause."""
    return [
        Skipped(span=refusal.span, reason=refusal.reason, clause=ctx.clause(refusal.span))
        for refusal in ctx.refusals
    ]
