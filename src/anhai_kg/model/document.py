"""A report as read: its text, and what its headings say of which part."""

from __future__ import annotations

from dataclasses import dataclass

from anhai_kg.model.lists import Status
from anhai_kg.model.pointers import Span

__all__ = ["Document", "Metadata", "Period", "Section"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its words; each value beside the word for where it came from.

    These are "text", "file" (what a page says of itself), "front matter" and "option".
    """

    title: str
    title_from: str
    date: str = ""  # ISO 8601, as precise as the text: 2025, 2025-01, 2025-01-08
    date_from: str = ""
    publisher: str = ""
    publisher_from: str = ""
    source: str = ""  # URL
    source_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what it governs."""

    heading: Span
    body: Span  # from after the heading to where the next heading of its level begins
    level: int  # 1 is the outermost
    status: Status | None = None  # what the heading promises of its clauses: 工作回顾, 工作安排
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as read. All spans of a reading count code points of `text`."""

    id: str  # stem of the file: anhai-2023
    name: str  # the file as named by the caller, for messages
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]  # each lies within one sentence
    year: int | None = None  # the report's own year: what 今年 means
    first_line: int = 1  # of the file, on which the text begins


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as the text gives it.

    `id` is 2023, 2023-H1, 2023-Q2, 2023-09, 2023-01/2023-08 or 2021/2025; `source` the words that
    gave it, which may be a heading far from the figure.
    """

    id: str
    source: Span
