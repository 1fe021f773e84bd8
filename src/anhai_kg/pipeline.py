"""The order of reading, in one place: text -> words and numbers -> names -> statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from anhai_kg import lexicons
from anhai_kg.context import Candidate, Context, Sentence, gauge, words
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.area import find_area, gazetteer, level_of
from anhai_kg.mentions.body import bodies
from anhai_kg.mentions.event import events, party_congresses, quoted_events, sessions
from anhai_kg.mentions.holdings import Holding, holdings, names
from anhai_kg.mentions.initiative import initiatives
from anhai_kg.mentions.official import bodies_of_posts, officials
from anhai_kg.mentions.people import Name, People
from anhai_kg.mentions.place import places
from anhai_kg.mentions.project import projects
from anhai_kg.mentions.report import reports
from anhai_kg.mentions.roster import Roster, gather
from anhai_kg.model import Document, Reading, Span
from anhai_kg.naming import Namer
from anhai_kg.phrases import Token
from anhai_kg.quantity import Quantity, Refusal
from anhai_kg.statements.acts import acts
from anhai_kg.statements.doubts import doubts
from anhai_kg.statements.figures import figures, skipped
from anhai_kg.statements.posts import posts
from anhai_kg.statements.relations import relations
from anhai_kg.statements.states import states
from anhai_kg.statements.timing import Timing
from anhai_kg.statements.undertakings import undertakings

__all__ = ["IN_SENTENCE", "prepare", "read"]


class SentenceRule(Protocol):
    """Finds names in one sentence."""

    def __call__(self, ctx: Context, sentence: Sentence, /) -> Iterator[Candidate]: ...


IN_SENTENCE: Final[tuple[SentenceRule, ...]] = (places, bodies, projects, initiatives, events)
"""The rules that read names out of one sentence; those that need the whole text are in `read`."""


def prepare(document: Document, lexicon: Lexicon) -> Context:
    """Words, numbers and phrases of a document, and the area that reports."""
    found = list(gauge(lexicon).scan(document.text))
    quantities = [f for f in found if isinstance(f, Quantity)]
    automaton = words(lexicon)
    tokens = automaton.tokens(document.text)
    sentences = [
        Sentence(span, automaton.items(document.text, span, tokens, quantities))
        for span in document.sentences
    ]
    ctx = Context(
        document=document,
        lexicon=lexicon,
        tokens=tokens,
        quantities=quantities,
        refusals=[f for f in found if isinstance(f, Refusal)],
        sentences=sentences,
    )
    phrases = [item.phrase for sentence in sentences for item in sentence.items if item.phrase]
    return replace(ctx, area=find_area(document, phrases, lexicon))


def read(document: Document, *, lexicon: Lexicon | None = None) -> Reading:
    """Everything that the rules read from a document, with the shipped lexicon or another."""
    ctx = prepare(document, lexicon or lexicons.lexicon())
    finder = People(ctx)
    held = holdings(finder)
    people = names(finder, held)
    ctx = _around(ctx, people)
    roster = _roster(ctx, held, people)
    timing = Timing(ctx)
    measured = figures(ctx, roster, timing)
    done = acts(ctx, roster, held)
    namer = Namer(ctx.lexicon, ctx.area)
    return Reading(
        document=document,
        area=ctx.area,
        entities=namer.entities(roster.entities),
        posts=namer.posts(list(posts(ctx, held))),
        acts=tuple(done),
        relations=tuple(relations(ctx, roster)),
        states=tuple(states(ctx, roster, timing)),
        figures=namer.figures(measured),
        undertakings=tuple(undertakings(ctx, roster, timing, measured)),
        skipped=tuple(skipped(ctx, measured)),
        doubts=tuple(doubts(ctx, finder, done)),
    )


def _around(ctx: Context, people: Sequence[Name]) -> Context:
    """The sentences cut again around the names of people, and the 受 or 作 after one."""
    known = [*_own_names(ctx)]
    known += [Token(person.span, person.name, "stop", {}) for person in people]
    known += [
        Token(Span(end, end + 1), ctx.text[end], "stop", {})
        for end in (person.span.end for person in people)
        if ctx.text[end : end + 1] in ("受", "作", "任", "致", "说")
    ]
    taken = sorted(token.span for token in known)
    ctx = _without_numbers(ctx, [t.span for t in known if "counties" in t.concepts])
    free = [
        t
        for t in ctx.tokens
        if not any(s.start < t.span.end and t.span.start < s.end for s in _near(taken, t.span))
    ]
    tokens = sorted([*free, *known], key=lambda token: token.span)
    automaton = words(ctx.lexicon)
    named = {ctx.sentence(span.start) for span in taken}
    sentences = [
        Sentence(s.span, automaton.items(ctx.text, s.span, tokens, ctx.quantities))
        if s.span in named
        else s
        for s in ctx.sentences
    ]
    return replace(ctx, tokens=tokens, sentences=sentences)


def _without_numbers(ctx: Context, names: Sequence[Span]) -> Context:
    """五台县 holds no number: a number within the name of the reporting area is refused."""
    inside = [q for q in ctx.quantities if any(name.covers(q.digits) for name in names)]
    if not inside:
        return ctx
    refused = [Refusal(q.digits, "reasons/name") for q in inside]
    kept = [q for q in ctx.quantities if q not in inside]
    return replace(ctx, quantities=kept, refusals=[*ctx.refusals, *refused])


def _own_names(ctx: Context) -> Iterator[Token]:
    """绛渚 wherever the reporting area stands without its suffix, so that no word cuts it (新绛)."""
    if ctx.area is None:
        return
    own = ctx.area.name
    short = own.removesuffix(level_of(own))
    for name in (own, *ctx.area.parents):
        for span in ctx.occurrences(name) if name in gazetteer(ctx.lexicon) else ():
            over = [t for t in ctx.tokens_near(span.end) if t.span.start < span.end < t.span.end]
            if not any("bodies" in t.concepts for t in over):  # 晋江|市委
                yield Token(span, name, "head", {"counties": name})
    for span in ctx.occurrences(short) if len(short) > 1 else ():
        if not ctx.text.startswith(level_of(own), span.end):
            yield Token(span, short, "head", {"counties": own})


def _near(spans: Sequence[Span], around: Span) -> Sequence[Span]:
    at = bisect_left(spans, around)
    return spans[max(0, at - 2) : at + 2]


def _roster(ctx: Context, held: Sequence[Holding], people: Sequence[Name]) -> Roster:
    candidates = [
        c for sentence in ctx.sentences for rule in IN_SENTENCE for c in rule(ctx, sentence)
    ]
    candidates += sessions(ctx)
    candidates += quoted_events(ctx)
    candidates += party_congresses(ctx)
    candidates += reports(ctx)
    candidates += officials(people)
    candidates += bodies_of_posts(ctx, held)
    return gather(ctx, candidates)
