"""Candidates become entities: one a name, with every form and place, and the rules that joined them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.model import Entity, Expansion, Kind, Mention, Ref, Span

__all__ = ["Roster", "gather"]

_QUOTES: Final = re.compile(r"[“”\"‘’《》]")


def plain(name: str) -> str:
    """A name without quotation marks, for comparison only."""
    return _QUOTES.sub("", name)


class Roster:
    """The entities of a reading, found by where they are named and by how."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = tuple(entities)
        self._by_form: dict[tuple[Kind, str], Entity] = {}
        self._mentions: list[tuple[Span, Entity]] = sorted(
            ((m.span, e) for e in entities for m in e.mentions), key=lambda pair: pair[0]
        )
        for entity in entities:
            for form in (entity.name, *entity.aliases):
                self._by_form.setdefault((entity.kind, plain(form)), entity)

    def named(self, kind: Kind, form: str) -> Ref | None:
        """The entity of that kind that bears the name or form."""
        entity = self._by_form.get((kind, plain(form)))
        return entity.ref if entity else None

    def within(self, span: Span, *kinds: Kind) -> list[tuple[Span, Entity]]:
        """Mentions inside a span, in the order of the text; of nested ones the outermost first."""
        return [
            (at, entity)
            for at, entity in self._mentions
            if span.covers(at) and (not kinds or entity.kind in kinds)
        ]

    def of(self, kind: Kind) -> list[Entity]:
        return [entity for entity in self.entities if entity.kind is kind]


def gather(ctx: Context, candidates: Iterable[Candidate]) -> Roster:
    """Join candidates of one kind and name; then add the clipped forms that stand alone."""
    grouped: dict[tuple[Kind, str], list[Candidate]] = {}
    for candidate in _merged(ctx, sorted(candidates, key=lambda c: (c.span, c.kind, c.name, c.rule))):
        grouped.setdefault((candidate.kind, candidate.name), []).append(candidate)
    return Roster([_entity(ctx, kind, name, found) for (kind, name), found in grouped.items()])


def _merged(ctx: Context, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that differ only in quotation marks, or in a class word at the end, are one."""
    names: dict[tuple[Kind, str], str] = {}
    for candidate in sorted(candidates, key=lambda c: (-len(c.name), c.name)):
        for form in _variants(candidate):
            names.setdefault((candidate.kind, form), candidate.name)
    for candidate in candidates:
        full = names.get((candidate.kind, _variants(candidate)[-1]), candidate.name)
        yield candidate if full == candidate.name else _renamed(candidate, full)


def _renamed(candidate: Candidate, name: str) -> Candidate:
    return Candidate(
        kind=candidate.kind, name=name, span=candidate.span, category=candidate.category,
        rule=candidate.rule if candidate.licence else "same-name", licence=candidate.licence,
    )


def _variants(candidate: Candidate) -> list[str]:
    name = plain(candidate.name)
    if candidate.kind is Kind.PROJECT:
        return [name, re.sub(r"(?<=.{3})(?:项目|工程|建设工程|建设项目)$", "", name)]
    return [name]


def _entity(ctx: Context, kind: Kind, name: str, found: Sequence[Candidate]) -> Entity:
    mentions: dict[Span, Mention] = {}
    expansions: dict[tuple[str, Span], Expansion] = {}
    for candidate in found:
        form = candidate.span.of(ctx.text)
        clause = ctx.clause(candidate.span)
        mentions.setdefault(
            candidate.span, Mention(span=candidate.span, clause=clause, form=form)
        )
        if form != name and candidate.licence is not None:
            expansions.setdefault(
                (form, clause),
                Expansion(form=form, name=name, rule=candidate.rule, clause=clause, licence=candidate.licence),
            )
    category = next((c.category for c in found if c.category), "")
    return Entity(
        kind=kind, name=name, category=category,
        mentions=tuple(mentions[s] for s in sorted(mentions)),
        expansions=tuple(expansions[k] for k in sorted(expansions)),
    )
