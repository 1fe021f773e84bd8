"""The text cut again, so that no word runs over a name that is known: of the area, of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from anhai_kg.context import Context, Sentence, words
from anhai_kg.mentions.area import area_tokens, level_of
from anhai_kg.mentions.people import Name
from anhai_kg.model import Span
from anhai_kg.phrases import Token
from anhai_kg.quantity import Refusal

__all__ = ["around_area", "around_people"]


def around_people(ctx: Context, people: Sequence[Name]) -> Context:
    """The sentences cut again around the names of people, the 受 or 作 after one, and the area's short name."""
    known = [*_short_names(ctx)]
    known += [Token(person.span, person.name, "stop", {}) for person in people]
    known += [
        Token(Span(end, end + 1), ctx.text[end], "stop", {})
        for end in (person.span.end for person in people)
        if ctx.text[end : end + 1] in ("受", "作", "任", "致", "说")
    ]
    return _cut_around(ctx, known)


def around_area(ctx: Context) -> Context:
    """The sentences cut again where words or numbers cut the name of an area that reports or lies around.

    五台县 holds no number: what looks like one at the start of an area's name is refused.
    """
    areas = (ctx.area.name, *ctx.area.parents) if ctx.area else ()
    named = {name: list(ctx.occurrences(name)) for name in areas}
    starts = {span.start for spans in named.values() for span in spans}
    numbered = [q for q in ctx.quantities if q.digits.start in starts]
    if numbered:
        refused = [Refusal(q.digits, "reasons/name") for q in numbered]
        kept = [q for q in ctx.quantities if q not in numbered]
        ctx = replace(ctx, quantities=kept, refusals=[*ctx.refusals, *refused])
    known = [token for name, spans in named.items() for token in _full_names(ctx, name, spans)]
    return _cut_around(ctx, known, [q.span for q in numbered])


def _cut_around(ctx: Context, known: Sequence[Token], also: Sequence[Span] = ()) -> Context:
    """The sentences that hold those names, or those places, cut again so that no word runs over one."""
    if not (known or also):
        return ctx
    over = {index for token in known for index in _overlapping(ctx.tokens, token.span)}
    free = [token for index, token in enumerate(ctx.tokens) if index not in over]
    tokens = sorted([*free, *known], key=attrgetter("span"))
    automaton = words(ctx.lexicon)
    named = {ctx.sentence(span.start) for span in (*(token.span for token in known), *also)}
    sentences = [
        Sentence(s.span, automaton.items(ctx.text, s.span, tokens, ctx.quantities))
        if s.span in named
        else s
        for s in ctx.sentences
    ]
    return replace(ctx, tokens=tokens, sentences=sentences)


def _overlapping(tokens: Sequence[Token], span: Span) -> Iterator[int]:
    """Indices of the words that share a character with a span."""
    index = max(0, bisect_left(tokens, span.start, key=lambda t: t.span.start) - 1)
    while index < len(tokens) and tokens[index].span.start < span.end:
        if tokens[index].span.end > span.start:
            yield index
        index += 1


def _full_names(ctx: Context, name: str, spans: Sequence[Span]) -> Iterator[Token]:
    """An area by its full name, where words cut it: 和平|区, 新兴|镇; not where 市委 runs over its end."""
    read = _is_read(ctx, name)
    for span in spans:
        near = [ctx.tokens[index] for index in _overlapping(ctx.tokens, span)]
        plain = any(t.role != "head" for t in near)
        over = any(t.span.end > span.end and "bodies" in t.concepts for t in near)
        if (plain or not read) and not over:
            yield Token(span, name, "head", {"counties": name})


def _short_names(ctx: Context) -> Iterator[Token]:
    """绛渚 wherever the reporting area stands without its suffix, so that no word cuts it (新绛)."""
    own = ctx.area.name if ctx.area else ""
    short = own.removesuffix(level_of(own))
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
