"""Named officials, and the bodies whose posts they hold, as candidates; `people` finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.people import Name
from anhai_kg.mentions.resolve import ORGANS
from anhai_kg.model import Kind

__all__ = ["bodies_of_posts", "officials"]


def officials(names: Sequence[Name]) -> Iterator[Candidate]:
    """One candidate a name and place."""
    for name in names:
        yield Candidate(kind=Kind.OFFICIAL, name=name.name, span=name.span, rule="officials-named")


def bodies_of_posts(ctx: Context, held: Sequence[Holding]) -> Iterator[Candidate]:
    """镇党委 in 镇党委书记; the government that a 镇长 heads, though his title does not name it."""
    for holding in held:
        form = holding.body_span.of(ctx.text)
        named = form != holding.title and (  # 宣传委员 implies the committee, and names it not
            ORGANS.search(form) or ctx.lexicon.ending("bodies", form)
        )
        kind = ctx.lexicon.find("bodies", ctx.lexicon.ending("bodies", holding.body.name))
        yield Candidate(
            kind=Kind.BODY,
            name=holding.body.name,
            span=holding.body_span,
            category=kind.key if kind else "",
            rule=holding.body.rule or "bodies-of-post" if named else "executive-post",
            licence=holding.body.licence if named else holding.span,
        )
