"""Who holds, or was elected to, which post of which body (谁担任什么职务)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anhai_kg.context import Context
from anhai_kg.mentions.holding import Holding
from anhai_kg.model import Evidence, Post, Span

__all__ = ["posts"]


def posts(ctx: Context, held: Sequence[Holding]) -> Iterator[Post]:
    """One statement a person, title, body and way, with the first words that say it."""
    seen: set[tuple[str, str, str, str]] = set()
    for holding in held:
        key = (holding.person.name, holding.title, holding.body.name, holding.how)
        if key in seen:
            continue
        seen.add(key)
        clause = ctx.clause(holding.span)
        via = (holding.body.licence,) if holding.body.licence else ()
        yield Post(
            person=holding.person.name,
            title=holding.title,
            body=holding.body.name,
            how=holding.how,
            concept=_concept(ctx, holding.title),
            evidence=Evidence(
                span=Span(clause.start, max(clause.end, holding.span.end)),
                rule=f"posts.{holding.how}",
                via=via,
            ),
        )


def _concept(ctx: Context, title: str) -> str:
    """The post's concept, without the bracket that holds a portfolio."""
    bare = re.sub(r"[（(].*$", "", title)
    return ctx.lexicon.words["posts"].get(bare, "")
