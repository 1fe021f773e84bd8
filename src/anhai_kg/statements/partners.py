"""Who works with whom: 与A、B共建, 积极对接A."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.area import suffix
from anhai_kg.mentions.roster import Roster, outermost
from anhai_kg.model import Evidence, Kind, Ref, Relation, RelationKind, Span

__all__ = ["partners"]

_WITH: Final = re.compile(
    r"(?:与|同|和|联合|联手|携手)(?P<list>[^，,。；;与]{3,60}?)(?:等)?(?:单位|企业|高校|院校|院所|机构)?(?=共建|合作(?!社|总社|联社)|战略合作|深化|开展|组建|签署|签订|对接|携手|联合|建立|达成|结对|共同|协作|成立|联建|共创|创办|设立)"
)
_US: Final = re.compile(
    r"(?P<list>[^，,。；;]{3,60})(?:等)?(?:单位|企业)?与我[省市州县区旗乡镇街](?:道)?(?=结对|共建|合作|签|开展|建立|携手|达成|深化)"
)
_COURT: Final = re.compile(
    r"(?:主动|积极|精准|重点|深度)*(?:对接|紧盯|瞄准|洽谈)(?P<list>[^，,。；;]{3,60})"
)
_OTHERS: Final = re.compile(
    r"(?:引导|鼓励|支持|推动|帮助|协助|促进|组织)[^，,。；;]{0,10}(?:企业|学校|医院|单位|高校|群众|农户)[^，,。；;]{0,4}$"
)
_LONGEST: Final = 8  # characters of a word
_ZONES: Final = frozenset(
    f"places/{kind}" for kind in ("development-zone", "high-tech-zone", "free-trade-zone")
)
"""Zones act as bodies: their committees sign."""


def partners(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """The subject is what the clause names, else the reporting government."""
    patterns = (_WITH, _COURT, _US) if "与我" in ctx.text else (_WITH, _COURT)
    for sentence in ctx.document.sentences:
        before: tuple[Span, Ref | None] | None = None
        for match in (m for p in patterns for m in p.finditer(ctx.text, *sentence)):
            clause = ctx.clause(Span(match.start(), match.start() + 1))
            carried = before is not None and before[0].end + 2 >= clause.start > before[0].end
            if carried and before and match.start() == clause.start:
                subject = before[1]  # 旗政府与甲合作，与乙共建
            else:
                subject = _subject(ctx, roster, sentence, match.start())
            before = clause, subject
            if subject is None:
                continue
            listed = roster.within(Span(*match.span("list")), Kind.BODY, Kind.PLACE)
            named = [e for e in outermost(listed) if e.kind is Kind.BODY or e.category in _ZONES]
            span = ctx.clause(Span(match.start(), match.end("list")))
            evidence = Evidence(span=span, rule="relations.partners-with")
            for partner in named:
                yield Relation(
                    subject=subject,
                    relation=RelationKind.PARTNERS_WITH,
                    object=partner.ref,
                    evidence=evidence,
                )


def _subject(ctx: Context, roster: Roster, sentence: Span, position: int) -> Ref | None:
    clause = ctx.clause(Span(position, position + 1))
    before = ctx.text[clause.start : position]
    if _OTHERS.search(before):
        return None
    here = roster.within(Span(clause.start, position), Kind.BODY, Kind.PLACE)
    if here:
        return here[-1][1].ref
    earlier = roster.within(Span(sentence.start, clause.start), Kind.BODY)
    named = [
        entity
        for at, entity in earlier
        if entity.category and "government" not in entity.category and not _within_name(ctx, at)
    ]
    if named and ctx.clause(earlier[-1][0]).end + 2 >= clause.start:
        return named[-1].ref
    return _reporting(ctx, roster)


def _within_name(ctx: Context, at: Span) -> bool:
    """汝宛大学|科技园: the name goes on with a noun; 市第二医院|提质扩容 is over."""
    after = ctx.tokens_in(Span(at.end, at.end + _LONGEST))
    return any(t.span.start == at.end and t.role in ("noun", "head") for t in after)


def _reporting(ctx: Context, roster: Roster) -> Ref | None:
    if ctx.area is None:
        return None
    if not suffix(ctx.area.name):
        office = "管委会"
    else:
        office = "办事处" if ctx.area.name.endswith("街道") else "人民政府"
    return roster.named(Kind.BODY, ctx.area.name + office)
