"""Everything that was read from one report."""

from __future__ import annotations

from dataclasses import dataclass

from anhai_kg.model.document import Document
from anhai_kg.model.entities import Area, Entity
from anhai_kg.model.statements import (
    Act,
    Doubt,
    Figure,
    Post,
    ProjectState,
    Relation,
    Skipped,
    Undertaking,
)

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was read from one report."""

    document: Document
    area: Area | None
    entities: tuple[Entity, ...]
    posts: tuple[Post, ...] = ()
    acts: tuple[Act, ...] = ()
    relations: tuple[Relation, ...] = ()
    states: tuple[ProjectState, ...] = ()
    figures: tuple[Figure, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Doubt, ...] = ()
