"""What the rules of acts look at: who is who, what they hold, and the meeting that a sentence tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anhai_kg.context import Context
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Act, ActKind, Entity, Evidence, Kind, Ref, Span

__all__ = ["Scene", "group_before"]


@dataclass(frozen=True)
class Scene:
    """A reading half made: the context, who is who, and the meeting that a sentence tells of."""

    ctx: Context
    roster: Roster
    held: Sequence[Holding]
    posts_at: Mapping[Span, Sequence[Holding]]  # of who is named at a place, as said there
    meeting: Ref | None

    def people(self, span: Span) -> list[tuple[Span, Entity]]:
        return self.roster.within(span, Kind.OFFICIAL)

    def made(self, agent: Ref, act: ActKind, thing: Ref, span: Span, *via: Span) -> Act:
        clause = self.ctx.clause(span)
        evidence = Evidence(span=clause, rule=f"acts.{act}", via=via)
        return Act(agent=agent, act=act, object=thing, evidence=evidence)


def group_before(scene: Scene, start: int, end: int) -> list[tuple[Span, Entity]]:
    """The list of names that ends right before a place: 戚远帆[主持], 宋砚秋、贝晓棠等[在主席台]."""
    found = scene.people(Span(start, end))
    group: list[tuple[Span, Entity]] = []
    edge = end
    for span, entity in reversed(found):
        gap = scene.ctx.text[span.end : edge]
        if not re.fullmatch(
            r"(?:[（(][^）)]*[）)])?(?:同志|等(?:同志|人)?|担任(?:大会)?执行主席(?:并)?|和|及|、|的|\s)*",
            gap,
        ):
            break
        group.append((span, entity))
        edge = min([span.start, *(held.span.start for held in scene.posts_at.get(span, ()))])
    return group[::-1]
