"""The order of reading, in one place: text -> words and numbers -> names -> statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from anhai_kg import lexicons
from anhai_kg.context import Candidate, Context, Sentence, gauge, words
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.area import find_area
from anhai_kg.mentions.body import bodies
from anhai_kg.mentions.event import chaired_events, events, quoted_events
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.holdings import holdings
from anhai_kg.mentions.initiative import initiatives
from anhai_kg.mentions.named import names
from anhai_kg.mentions.official import bodies_of_posts, officials
from anhai_kg.mentions.people import Name, People
from anhai_kg.mentions.place import places
from anhai_kg.mentions.project import projects
from anhai_kg.mentions.recut import around_area, around_people
from anhai_kg.mentions.report import reports
from anhai_kg.mentions.represented import represented_bodies
from anhai_kg.mentions.roster import Roster, gather
from anhai_kg.mentions.session import national_meetings, sessions
from anhai_kg.model import Document, Reading
from anhai_kg.naming import Namer
from anhai_kg.quantity import Quantity, Refusal
from anhai_kg.statements.acts import acts
from anhai_kg.statements.doubts import doubts
from anhai_kg.statements.fields import Fields
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
    ctx = replace(ctx, area=find_area(document, phrases, lexicon))
    return around_area(ctx)


def read(document: Document, *, lexicon: Lexicon | None = None) -> Reading:
    """Everything that the rules read from a document, with the shipped lexicon or another."""
    ctx = prepare(document, lexicon or lexicons.lexicon())
    finder = People(ctx)
    held = holdings(finder)
    people = names(finder, held)
    ctx = around_people(ctx, people)
    namer = Namer(ctx.lexicon, ctx.area)
    roster = _roster(ctx, held, people, namer)
    timing, fields = Timing(ctx), Fields(ctx)
    measured = figures(ctx, roster, timing, fields, namer.indicator)
    done = acts(ctx, roster, held)
    return Reading(
        document=document,
        area=ctx.area,
        entities=tuple(roster.entities),
        posts=namer.posts(posts(ctx, held)),
        acts=tuple(done),
        relations=tuple(relations(ctx, roster, measured)),
        states=tuple(states(ctx, roster, timing)),
        figures=tuple(measured),
        undertakings=tuple(undertakings(ctx, roster, timing, fields, measured)),
        skipped=tuple(skipped(ctx, measured)),
        doubts=tuple(doubts(ctx, finder, roster, held, done)),
    )


def _roster(ctx: Context, held: Sequence[Holding], people: Sequence[Name], namer: Namer) -> Roster:
    candidates = [
        c for sentence in ctx.sentences for rule in IN_SENTENCE for c in rule(ctx, sentence)
    ]
    candidates += sessions(ctx)
    candidates += quoted_events(ctx)
    candidates += chaired_events(ctx)
    candidates += national_meetings(ctx)
    candidates += reports(ctx)
    candidates += officials(people)
    candidates += bodies_of_posts(ctx, held)
    candidates += represented_bodies(ctx)
    return gather(ctx, candidates, namer.entity)
