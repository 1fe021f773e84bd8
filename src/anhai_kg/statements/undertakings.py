"""Each clause of a review as an achievement and of a plan as a commitment: action, object, field.

The action is the predicate that governs the clause, the object what follows it. Where nothing but a number
follows (出生率下降7.5%) or nothing at all (治理水平持续提高), the object is what stands before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from anhai_kg.alphabet import DIGIT
from anhai_kg.context import Context, Sentence
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Evidence, Figure, Kind, Ref, Span, Undertaking
from anhai_kg.phrases import Item, Mark
from anhai_kg.statements.fields import Fields
from anhai_kg.statements.timing import Timing

__all__ = ["undertakings"]

_ABOUT: Final = (Kind.PROJECT, Kind.INITIATIVE, Kind.PLACE, Kind.BODY, Kind.EVENT)
_LEAD: Final = 14  # characters before the predicate: who, when, how
_NO_DEED: Final = re.compile(r"未|没有|^为.*而")  # 未发生事故; 为…而努力奋斗
_NOMINAL: Final = re.compile(r"[率数量额度](?![化假])|人数|水平|面积|能力|效能|活力|动能")
_FRAME: Final = re.compile(r"[在从][^，、]{2,12}?(?:上|中|下|方面)(?![级市县层游])")
_ASIDE: Final = re.compile("先后|赴|在|与|向|为|对|从")
_PARTICLE: Final = re.compile(r"^[了好到]")
_BETTER: Final = (
    "持续|不断|明显|显著|进一步|稳步|全面|有效|更加|加快|加速|按期|如期|圆满|顺利|基本|先后|相继"
)
_IMPROVES: Final = re.compile(rf"(?:{_BETTER})+$")
_HOW: Final = re.compile(
    rf"(?:{_BETTER}|同比|累计|分别|年均|平均|再|均|共|(?:较|比)(?:上年|去年|上年同期|年初))+$"
)
_WHEN: Final = re.compile(
    rf"^(?:今年|全年|年内|预计|力争|确保|{DIGIT}{{1,2}}月底前|年底前|[上下]半年|[一二三四]季度)+"
)


class _Deed(NamedTuple):
    """A clause with the words of its action and where its object stands."""

    clause: Span
    action: str
    concept: str
    object: Span


def undertakings(
    ctx: Context, roster: Roster, timing: Timing, fields: Fields, figures: Sequence[Figure]
) -> Iterator[Undertaking]:
    """One a clause that has a predicate, in sections that report or promise."""
    starts = [figure.number.start for figure in figures]
    for sentence in ctx.sentences:
        section = timing.section(sentence.span.start)
        if section is None or section.status is None:
            continue
        for deed in _deeds(ctx, sentence, section.heading):
            clause, words = deed.clause, deed.object.of(ctx.text)
            at = Span(clause.end, clause.end)
            low, high = bisect_left(starts, clause.start), bisect_left(starts, clause.end)
            numbers = tuple(f.number for f in figures[low:high] if clause.covers(f.number))
            yield Undertaking(
                status=timing.status(at),
                action=deed.action,
                concept=deed.concept,
                object=words,
                field=fields.of(words, clause, section.heading),
                period=timing.period(at),
                about=_about(roster, clause),
                figures=numbers,
                evidence=Evidence(span=clause, rule="undertakings.clause", via=(section.heading,)),
            )


def _deeds(ctx: Context, sentence: Sentence, heading: Span) -> Iterator[_Deed]:
    """The clauses that say what was or is to be done; a heading only sums up what follows it."""
    for clause in ctx.clauses_in(sentence.span):
        inside = sentence.items_in(clause)
        verbal = any(i.mark is Mark.VERB for i in inside)
        if not verbal or heading.covers(clause) or _NO_DEED.search(clause.of(ctx.text)):
            continue
        deed = _improved(ctx, clause, inside) or _done(ctx, clause, inside)
        if deed and deed.object.end - deed.object.start >= 2:
            yield deed


def _improved(ctx: Context, clause: Span, inside: Sequence[Item]) -> _Deed | None:
    """治理水平[持续提高]: a predicate without an object says what became of its subject."""
    if len(inside) < 2 or inside[-1].mark is not Mark.VERB:
        return None
    word = inside[-1].word
    lead = Span(clause.start, inside[-1].span.start).of(ctx.text)
    concept = _action(ctx.lexicon, word)
    if not concept or not (_IMPROVES.search(lead) or _IMPROVES.match(word[:-2])):
        return None
    return _Deed(clause, word, concept, Span(clause.start, clause.start + len(_HOW.sub("", lead))))


def _done(ctx: Context, clause: Span, inside: Sequence[Item]) -> _Deed | None:
    """实施A工程, 提质改造B路, 就业率达到95%."""
    for at, item in enumerate(inside):
        concept = _action(ctx.lexicon, item.word) if item.mark is Mark.VERB else ""
        if not concept or _is_nominal(ctx, clause, inside, at):
            continue
        if item.span.start - clause.start > _LEAD:
            return None
        action, end = _joined(ctx, clause, inside, at)
        verb = Span(item.span.start, end)
        return _Deed(clause, action, concept, _object(ctx, clause, inside, verb))
    return None


def _joined(ctx: Context, clause: Span, inside: Sequence[Item], at: int) -> tuple[str, int]:
    """The predicate with those joined to it (提质改造, 新建、改扩建), and where they end."""
    start, end = inside[at].span
    for item, following in zip(inside[at + 1 :], [*inside[at + 2 :], None], strict=False):
        joins = item.mark in (Mark.PAUSE, Mark.CONJ) and following and following.mark is Mark.VERB
        counted = following is not None and following.quantity is not None  # 开展[义诊]12场
        touches = item.mark is Mark.VERB and _action(ctx.lexicon, item.word) and not counted
        if not (joins or touches) or clause.end - item.span.end < 2:
            break
        end = item.span.end if touches else end
    return ctx.text[start:end], end


def _is_nominal(ctx: Context, clause: Span, inside: Sequence[Item], at: int) -> bool:
    """Whether a predicate is part of a noun: 参保率, 在改善民生上, 创新活力."""
    end = inside[at].span.end
    if _NOMINAL.match(ctx.text, end, clause.end):
        return True
    frame = _FRAME.match(ctx.text, *clause)
    later = (i.mark is Mark.VERB for i in inside[at + 1 :] if frame and i.span.start >= frame.end())
    return frame is not None and end <= frame.end() and any(later)


def _object(ctx: Context, clause: Span, inside: Sequence[Item], verb: Span) -> Span:
    """What follows the predicate; where only a number does, what stands before it."""
    after = Span(verb.end, clause.end)
    start = after.start + (1 if _PARTICLE.match(after.of(ctx.text)) else 0)
    numbers = [i for i in inside if i.quantity and i.span.start >= verb.end]
    only = (
        numbers and numbers[0].span.start - after.start <= 1 and numbers[-1].span.end == clause.end
    )
    if not only or len(numbers) > 1:
        return Span(start, clause.end)
    lead = Span(clause.start, verb.start).of(ctx.text)
    when = _WHEN.match(lead)
    before = Span(clause.start + (when.end() if when else 0), verb.start)
    noun = _HOW.sub("", before.of(ctx.text))
    if len(noun) >= 2 and not _ASIDE.match(noun):
        return Span(before.start, before.start + len(noun))
    return Span(start, clause.end)


def _action(lexicon: Lexicon, word: str) -> str:
    return lexicon.words["actions"].get(word) or lexicon.words["actions"].get(word[-2:], "")


def _about(roster: Roster, clause: Span) -> tuple[Ref, ...]:
    named = [(s, e) for s, e in roster.within(clause, *_ABOUT)]
    outer = [e.ref for s, e in named if not any(o.covers(s) and o != s for o, _ in named)]
    return tuple(dict.fromkeys(outer))
