"""The oracle's reading as the reader would leave it: with English labels, and fields of its clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import oracle

from anhai_kg.graph import to_quads
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.labels import english, english_phrase, english_title, glossary
from anhai_kg.lexicons import lexicon
from anhai_kg.model import Reading, Section

__all__ = ["graph", "reading"]

_FIELDS = {"经济": "fields/economy", "城乡": "fields/urban", "发展新动力": "fields/economy"}


def _field(sections: tuple[Section, ...], text: str, start: int) -> str:
    """The field that the heading above names; a rough stand-in for the reader's own rule."""
    headings = [s.heading.of(text) for s in sections if s.body.start <= start < s.body.end]
    found = (key for words in headings for word, key in _FIELDS.items() if word in words)
    key = next(found, "")
    return key if key in lexicon().schemes.get("fields", {}) else ""


@cache
def reading() -> Reading:
    """The judged reading of the Anhai report."""
    read, table = oracle.reading(), glossary(lexicon())
    text, sections = read.document.text, read.document.sections
    entities = (replace(e, label_en=english(e.name, e.kind, table)) for e in read.entities)
    posts = (replace(p, label_en=english_title(p.title, table)) for p in read.posts)
    figures = (
        replace(
            f,
            indicator_en=english_phrase(f.indicator, table),
            field=_field(sections, text, f.number.start),
        )
        for f in read.figures
    )
    undertakings = (
        replace(u, field=_field(sections, text, u.evidence.span.start)) for u in read.undertakings
    )
    return replace(
        read,
        entities=tuple(entities),
        posts=tuple(posts),
        figures=tuple(figures),
        undertakings=tuple(undertakings),
    )


@cache
def graph() -> KnowledgeGraph:
    """Its graph."""
    return KnowledgeGraph(to_quads([reading()]))
