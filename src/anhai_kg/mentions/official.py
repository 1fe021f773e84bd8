"""Named officials as candidates; the ways they are named are in `people`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anhai_kg.context import Candidate
from anhai_kg.mentions.people import Name
from anhai_kg.model import Kind

__all__ = ["officials"]


def officials(names: Sequence[Name]) -> Iterator[Candidate]:
    """One candidate a name and place."""
    for name in names:
        yield Candidate(kind=Kind.OFFICIAL, name=name.name, span=name.span, rule="officials-named")
