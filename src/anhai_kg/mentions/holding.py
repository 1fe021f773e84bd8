"""Somebody and a post, as one clause or row says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anhai_kg.mentions.people import Name
from anhai_kg.mentions.post_bodies import Found
from anhai_kg.mentions.resolve import Resolved
from anhai_kg.mentions.titles import Title
from anhai_kg.model import How, Span

__all__ = ["Holding", "chained", "held_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Somebody and a post, as one clause says it."""

    person: Name
    title: str
    body: Resolved
    body_span: Span
    how: How
    span: Span  # from the body or post to the name


def held_by(
    post: Title, people: Sequence[Name], how: How, found: Found | None
) -> Iterator[Holding]:
    """One holding a person, where the body of the post is known."""
    for person in people if found else ():
        assert found
        title, body, where = found
        start, end = min(person.span.start, post.body.start), max(person.span.end, post.span.end)
        yield Holding(
            person=person,
            title=title,
            body=body,
            body_span=where,
            how=how,
            span=Span(start, end),
        )


def chained(text: str, first: Title, second: Title) -> bool:
    """Whether two posts are said of one person: 镇党委书记、人大主席."""
    return text[first.span.end : second.body.start] in ("、", "兼", "和", "，兼", "、兼")
