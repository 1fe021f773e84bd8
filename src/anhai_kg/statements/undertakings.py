"""Each clause of a review as an achievement and of a plan as a commitment: action, object, field."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Context, Sentence
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Evidence, Figure, Kind, Ref, Span, Undertaking
from anhai_kg.phrases import Item, Mark
from anhai_kg.statements.fields import field_of
from anhai_kg.statements.timing import Timing

__all__ = ["undertakings"]

_ABOUT: Final = (Kind.PROJECT, Kind.INITIATIVE, Kind.PLACE, Kind.BODY, Kind.EVENT)


def undertakings(
    ctx: Context, roster: Roster, timing: Timing, figures: Sequence[Figure]
) -> Iterator[Undertaking]:
    """One a clause that opens with a predicate, in sections that report or promise."""
    starts = [figure.number.start for figure in figures]
    for sentence in ctx.sentences:
        section = timing.section(sentence.span.start)
        if section is None or section.status is None:
            continue
        for clause, verb, objects in _clauses(ctx, sentence):
            low, high = (bisect_left(starts, edge) for edge in clause)
            numbers = tuple(f.number for f in figures[low:high] if clause.covers(f.number))
            yield Undertaking(
                status=timing.status(Span(clause.end, clause.end)),
                action=verb.word,
                concept=_action(ctx.lexicon, verb.word),
                object=objects.of(ctx.text),
                field=field_of(ctx, objects.of(ctx.text), clause, section.heading),
                period=timing.period(Span(clause.end, clause.end)),
                about=_about(roster, clause),
                figures=numbers,
                evidence=Evidence(span=clause, rule="undertakings.clause", via=(section.heading,)),
            )


def _clauses(ctx: Context, sentence: Sentence) -> Iterator[tuple[Span, Item, Span]]:
    """Clauses with their first predicate and what follows it."""
    for clause in ctx.clauses_in(sentence.span):
        inside = [i for i in sentence.items if clause.covers(i.span)]
        verb = next(
            (i for i in inside if i.mark is Mark.VERB and _action(ctx.lexicon, i.word)), None
        )
        if verb is None:
            continue
        lead = ctx.text[clause.start : verb.span.start]
        objects = Span(verb.span.end, clause.end)
        if len(lead) <= 14 and objects.end - objects.start >= 2:
            yield clause, verb, objects


def _action(lexicon: Lexicon, word: str) -> str:
    return lexicon.words["actions"].get(word) or lexicon.words["actions"].get(word[-2:], "")


def _about(roster: Roster, clause: Span) -> tuple[Ref, ...]:
    named = [(s, e) for s, e in roster.within(clause, *_ABOUT)]
    outer = [e.ref for s, e in named if not any(o.covers(s) and o != s for o, _ in named)]
    return tuple(dict.fromkeys(outer))
