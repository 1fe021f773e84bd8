"""Every measured quantity as a figure: what it measures, for when, of whom, reached or promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from anhai_kg.context import Context
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Evidence, Figure, Ref, Skipped, Span
from anhai_kg.statements.fields import Fields
from anhai_kg.statements.indicators import measured
from anhai_kg.statements.spots import Measured
from anhai_kg.statements.subjects import Subjects
from anhai_kg.statements.timing import Timing

__all__ = ["figures", "skipped"]


def figures(
    ctx: Context, roster: Roster, timing: Timing, fields: Fields, label: Callable[[str], str]
) -> list[Figure]:
    """The figures of a report in the order of the text; `label` gives the English of an indicator."""
    subjects = Subjects(ctx, roster)
    return [
        _figure(ctx, found, timing, fields, subjects.of(sentence, found), label(found.indicator))
        for sentence in ctx.sentences
        for found in measured(ctx, sentence)
    ]


def _figure(
    ctx: Context,
    found: Measured,
    timing: Timing,
    fields: Fields,
    subjects: tuple[Ref, ...],
    label: str,
) -> Figure:
    quantity = found.quantity
    clause = ctx.clause(quantity.span)
    status = timing.status(quantity.span)
    period = timing.period(quantity.span, share=quantity.unit in ("%", "个百分点"))
    via = (period.source,) if period and not clause.covers(period.source) else ()
    section = timing.section(quantity.span.start)
    return Figure(
        status=status,
        indicator=found.indicator,
        indicator_en=label,
        value=quantity.value,
        unit=quantity.unit,
        number=quantity.span,
        printed=quantity.digits.of(ctx.text),
        bound=quantity.bound,
        bound_word=quantity.bound_word,
        rank=quantity.rank,
        growth=found.growth,
        period=period,
        subjects=subjects,
        field=fields.of(found.indicator, clause, section.heading if section else Span(0, 0)),
        group=found.group,
        evidence=Evidence(span=clause, rule=f"figures.{status}", via=via),
    )


def skipped(ctx: Context, measured: Sequence[Figure]) -> list[Skipped]:
    """Every number that became no figure, with its reason and clause, in the order of the text."""
    known = {figure.number for figure in measured}
    lost = {q.digits: "reasons/unclear" for q in ctx.quantities if q.span not in known}
    reasons = {refusal.span: refusal.reason for refusal in ctx.refusals} | lost
    return [
        Skipped(span=span, reason=reasons[span], clause=ctx.clause(span))
        for span in sorted(reasons)
    ]
