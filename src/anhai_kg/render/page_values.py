"""What the page shows, as frozen values without RDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

__all__ = ["CLASSES", "COUNTED", "NAMED", "Cite", "Label", "Link", "PageData", "Report", "Thing"]

NAMED: Final = ("Event", "Official", "Post", "Body", "Place", "Project", "Report", "Initiative")
COUNTED: Final = ("Result", "Target", "Achievement", "Commitment")
CLASSES: Final = (*NAMED, *COUNTED, "Field")
"""The classes of the things on the page, in the order of the legend."""


class Label(NamedTuple):
    """A name in both languages; where the graph has one only, it stands for both."""

    zh: str
    en: str


class Cite(NamedTuple):
    """A run of a report's text: `[start, end)` in code points."""

    report: int  # index in `PageData.reports`
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text, whole, with what is known of it; unknown is empty."""

    iri: str
    text: str
    title: str = ""
    date: str = ""
    publisher: str = ""
    source: str = ""
    headings: tuple[tuple[int, int, int], ...] = ()  # start, end, level


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A node of the page: a named thing, a figure, an undertaking or a field."""

    iri: str
    cls: str  # one of CLASSES
    label: Label
    forms: tuple[str, ...] = ()  # other names in the text
    cites: tuple[Cite, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two things and how they stand to each other; parallel links are kept."""

    source: str
    target: str
    name: str  # local name of the property
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All that the page shows."""

    reports: tuple[Report, ...]
    things: tuple[Thing, ...]
    links: tuple[Link, ...]
    skipped: tuple[tuple[Cite, str, Label], ...]  # where, as printed, why it is no figure
    terms: Mapping[str, Label]  # labels of classes and properties by local name
