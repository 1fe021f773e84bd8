"""What stage a project has reached or is to reach: 签约落地, 动工建设, 竣工验收, 建成."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick_rs

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Evidence, Kind, ProjectState, Span
from anhai_kg.statements.timing import Timing

__all__ = ["states"]


@cache
def _automaton(lexicon: Lexicon) -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    words = lexicon.words["states"]
    ordered = sorted(words)
    matcher = ahocorasick_rs.AhoCorasick(
        ordered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return matcher, tuple(words[word] for word in ordered)


def states(ctx: Context, roster: Roster, timing: Timing) -> list[ProjectState]:
    """Each project's states, once each, with the clause that says so."""
    found: dict[tuple[str, str, str], ProjectState] = {}
    for project in roster.of(Kind.PROJECT):
        for mention in project.mentions:
            for key, span in _near(ctx, roster, mention.span, mention.clause):
                status = timing.status(mention.span)
                evidence = Evidence(span=span, rule="states.said")
                state = ProjectState(
                    project=project.name, state=key, status=status, evidence=evidence
                )
                found.setdefault((project.name, key, status), state)
    return list(found.values())


def _near(ctx: Context, roster: Roster, name: Span, clause: Span) -> Iterator[tuple[str, Span]]:
    """State words of the clause that stand outside every name: after the project, else before it."""
    automaton, keys = _automaton(ctx.lexicon)
    text = clause.of(ctx.text)
    named = [span for span, _ in roster.within(clause)]
    hits = [
        (keys[i], Span(clause.start + s, clause.start + e))
        for i, s, e in automaton.find_matches_as_indexes(text)
    ]
    hits = [(k, s) for k, s in hits if not any(n.covers(s) for n in named)]
    after = [(k, s) for k, s in hits if s.start >= name.end]
    for key, _ in after or hits[-1:]:
        yield key, clause
