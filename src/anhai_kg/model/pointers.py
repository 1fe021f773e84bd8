"""What points: into the text, at an entity, at a figure."""

from __future__ import annotations

from typing import NamedTuple

from anhai_kg.model.lists import Kind

__all__ = ["GroupRef", "Ref", "Span"]


class Span(NamedTuple):
    """A run of the text: `[start, end)` in Unicode code points of the text as read."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this run."""
        return self.start <= other.start and other.end <= self.end


class Ref(NamedTuple):
    """Points at the entity of that kind and name."""

    kind: Kind
    name: str


class GroupRef(NamedTuple):
    """Points at the figure that counts a group: 10个优质项目, by the span of its number."""

    number: Span
    label: str
