"""The text cut again, so that no word runs over a name that is known: of the area, of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from anhai_kg.context import Context, Sentence, words
from anhai_kg.mentions.area import area_tokens, gazetteer, level_of
from anhai_kg.mentions.people import Name
from anhai_kg.model import Span
from anhai_kg.phrases import Token
from anhai_kg.quantity import Quantity, Refusal

__all__ = ["around_area", "around_people"]


def around_people(ctx: Context, people: Sequence[Name]) -> Context:
    """The sentences cut again around the names of people, and the 受 or 作 after one."""
    known = [Token(person.span, person.name, "stop", {}) for person in people]
    known += [
        Token(Span(end, end + 1), ctx.text[end], "stop", {})
        for end in (person.span.end for person in people)
        if ctx.text[end : end + 1] in ("受", "作", "任", "致", "说")
    ]
    return _cut_around(ctx, known)


def around_area(ctx: Context) -> Context:
    """The sentences cut again around the names of the reporting area and of those around it."""
    areas = (ctx.area.name, *ctx.area.parents) if ctx.area else ()
    named = [span for name in areas for span in ctx.occurrences(name)]
    numbered = _numbers_in(ctx, named)
    if numbered:
        refused = [Refusal(q.digits, "reasons/name") for q in numbered]
        kept = [q for q in ctx.quantities if q not in numbered]
        ctx = replace(ctx, quantities=kept, refusals=[*ctx.refusals, *refused])
    return _cut_around(ctx, list(_own_names(ctx)), [q.span for q in numbered])


def _cut_around(ctx: Context, known: Sequence[Token], also: Sequence[Span] = ()) -> Context:
    """The sentences that hold those names, or those places, cut again so that no word runs over one."""
    if not (known or also):
        return ctx
    taken = sorted(token.span for token in known)
    free = [
        t
        for t in ctx.tokens
        if not any(s.start < t.span.end and t.span.start < s.end for s in _near(taken, t.span))
    ]
    tokens = sorted([*free, *known], key=lambda token: token.span)
    automaton = words(ctx.lexicon)
    named = {ctx.sentence(span.start) for span in (*taken, *also)}
    sentences = [
        Sentence(s.span, automaton.items(ctx.text, s.span, tokens, ctx.quantities))
        if s.span in named
        else s
        for s in ctx.sentences
    ]
    return replace(ctx, tokens=tokens, sentences=sentences)


def _numbers_in(ctx: Context, names: Sequence[Span]) -> list[Quantity]:
    """五台县 holds no number: what looks like one at the start of an area's name."""
    held = {span.start for span in names}
    return [q for q in ctx.quantities if q.digits.start in held]


def _own_names(ctx: Context) -> Iterator[Token]:
    """The areas by their full names where words may cut them: 和平|区, 新兴|镇.

    And 绛渚 wherever the reporting area stands without its suffix, so that no word cuts it (新绛).
    """
    if ctx.area is None:
        return
    own = ctx.area.name
    short = own.removesuffix(level_of(own))
    for name in (own, *ctx.area.parents):
        known = name in gazetteer(ctx.lexicon) or not _is_read(ctx, name)
        for span in ctx.occurrences(name) if known else ():
            over = [t for t in ctx.tokens_near(span.end) if t.span.start < span.end < t.span.end]
            if not any("bodies" in t.concepts for t in over):  # 晋江|市委
                yield Token(span, name, "head", {"counties": name})
    known = len(short) > 1 and short not in ctx.lexicon.lists["words"]
    for span in ctx.occurrences(short) if known else ():
        if not ctx.text.startswith(level_of(own), span.end):
            yield Token(span, short, "head", {"counties": own})


def _is_read(ctx: Context, name: str) -> bool:
    """Whether the phrases of the text tell an area of that name, so that no word cuts it."""
    phrases = (i.phrase for s in ctx.sentences for i in s.items if i.phrase)
    return any(
        name == found
        for phrase in phrases
        if name[0] in phrase.text()
        for found, _ in area_tokens(ctx.text, phrase, ctx.lexicon)
    )


def _near(spans: Sequence[Span], around: Span) -> Sequence[Span]:
    at = bisect_left(spans, around)
    return spans[max(0, at - 2) : at + 2]
