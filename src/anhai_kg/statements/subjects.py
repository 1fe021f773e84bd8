"""Whom or what a figure is about: the members of a counted list, the project it describes, the topic."""

from __future__ import annotations

import re
from typing import Final

from anhai_kg.context import Context, Sentence
from anhai_kg.listing import Listing
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Entity, Kind, Ref, Span
from anhai_kg.quantity import Quantity
from anhai_kg.statements.indicators import Measured

__all__ = ["Subjects"]

_TOPICS: Final = (Kind.PROJECT, Kind.INITIATIVE, Kind.EVENT, Kind.BODY, Kind.PLACE)
_AREAS: Final = (
    "places/province",
    "places/city",
    "places/prefecture-city",
    "places/county",
    "places/district",
    "places/town",
    "places/township",
    "places/subdistrict",
    "places/municipality",
)
_FRAMES: Final = re.compile(
    r"(?:congress|government|party-committee|presidium|committee|proper-name)"
)


_OF_AREA: Final = re.compile(
    r"生产总值|增加值|预算收入|预算支出|零售总额|可支配收入|失业率|固定资产投资|进出口|消费价格|税收收入|财政收入|"
    r"新增就业|总产值|经济总量|粮食产量|粮食总产|城镇化率|森林覆盖率|优良天数"
)
"""What measures the reporting area as a whole, whatever the sentence spoke of before."""


class Subjects:
    """Finds subjects in one report."""

    def __init__(self, ctx: Context, roster: Roster) -> None:
        self._ctx, self._roster = ctx, roster
        self._sentence: Span | None = None
        self._listings: tuple[Listing, ...] = ()
        self._carried: tuple[Ref, ...] = ()

    def of(self, sentence: Sentence, found: Measured) -> tuple[Ref, ...]:
        """The subjects of a figure; figures are asked for in the order of the text."""
        if self._sentence != sentence.span:
            self._sentence, self._carried = sentence.span, ()
            self._listings = sentence.listings
        near = self._near(found.quantity)
        if near is None and self._opens_anew(found):
            return ()
        if near is None and not self._carried:
            near = self._before(self._ctx.clause(found.quantity.span))
        if near is not None:
            self._carried = near
        return self._carried

    def _opens_anew(self, found: Measured) -> bool:
        """Whether a clause leaves the topic: it counts something itself, or measures the whole area."""
        clause = self._ctx.clause(found.quantity.span)
        counts = found.quantity.span.start == clause.start and bool(found.group)
        among = self._ctx.text.startswith("其中", clause.start)
        return counts or among or bool(_OF_AREA.search(found.indicator))

    def _near(self, quantity: Quantity) -> tuple[Ref, ...] | None:
        """Subjects that stand in the clause or the one before; None to keep those of the figure before."""
        clause = self._ctx.clause(quantity.span)
        near = self._members(quantity) or self._described(quantity)
        if near:
            return near
        dealt = self._dealt(clause, quantity)
        if dealt is not None:
            return dealt
        before = self._topics(Span(clause.start, quantity.span.start))
        return before or None

    def _before(self, clause: Span) -> tuple[Ref, ...]:
        """The topic of the clauses before in the sentence, unless a list with 等 left it open."""
        start = self._ctx.sentence(clause.start).start
        left_open = [
            x for x in self._listings if x.etc and not x.counted and x.span.end <= clause.start
        ]
        if left_open and left_open[-1].span.start >= start:
            return ()
        return self._topics(Span(start, clause.start))

    def _members(self, quantity: Quantity) -> tuple[Ref, ...]:
        for listing in self._listings:
            if listing.counted and listing.counted.span == quantity.span:
                found = [self._one(m.phrase.span) for m in listing.members]
                return tuple(ref for ref in found if ref)
            for member in listing.members:
                if member.quantity and member.quantity.span == quantity.span:
                    one = self._one(member.phrase.span)
                    return (one,) if one else ()
        return ()

    def _one(self, span: Span) -> Ref | None:
        for kind in _TOPICS:
            near = [p for p in self._roster.within(span, kind) if p[0].start - span.start < 2]
            if near:
                return max(near, key=lambda pair: pair[0].end)[1].ref
        return None

    def _described(self, quantity: Quantity) -> tuple[Ref, ...]:
        """总投资5.2亿元的恒络绢纺技改项目: what 的 ties the number to."""
        if self._ctx.text[quantity.span.end : quantity.span.end + 1] != "的":
            return ()
        at = quantity.span.end + 1
        near = self._roster.within(Span(at, at + 30), Kind.PROJECT)
        return (near[0][1].ref,) if near and near[0][0].start - at < 2 else ()

    def _dealt(self, clause: Span, quantity: Quantity) -> tuple[Ref, ...] | None:
        """A、B、C分别完成投资…: the n-th number is about the n-th project."""
        words = clause.of(self._ctx.text)
        at = words.find("分别")
        if at < 0 or clause.start + at > quantity.span.start:
            return None
        named = self._roster.within(Span(clause.start, clause.start + at), Kind.PROJECT)
        numbers = [q for q in self._ctx.quantities if clause.start + at < q.span.start < clause.end]
        spans = list(dict.fromkeys(q.span for q in numbers))
        if named and len(named) == len(spans):
            return (named[spans.index(quantity.span)][1].ref,)
        return None

    def _topics(self, span: Span) -> tuple[Ref, ...]:
        """The named things of a passage that a figure can be about, outermost and nearest kind."""
        found: list[tuple[Span, Entity]] = []
        for at, entity in self._roster.within(span, *_TOPICS):
            if entity.category in _AREAS or _FRAMES.search(entity.category):
                continue
            if entity.kind in (Kind.BODY, Kind.PLACE) and self._acted_on(at):
                continue
            if self._is_area(entity) or any(o.covers(at) and o != at for o, _ in found):
                continue
            found = [(o, e) for o, e in found if not (at.covers(o) and o != at)]
            found.append((at, entity))
        if not found:
            return ()
        last = found[-1]
        kept = [last]
        for at, entity in reversed(found[:-1]):
            gap = self._ctx.text[at.end : kept[0][0].start]
            if not re.fullmatch(r"[、和及与]|以及", gap):
                break
            kept.insert(0, (at, entity))
        return tuple(dict.fromkeys(entity.ref for _, entity in kept))

    def _acted_on(self, at: Span) -> bool:
        """A body or place after a predicate of its clause is what something is done to, no topic."""
        clause = self._ctx.clause(at)
        after = Span(at.end, clause.end).of(self._ctx.text)
        tokens = self._ctx.tokens_in(Span(clause.start, at.start))
        return any(t.role == "verb" for t in tokens) or bool(re.search("合作|共建", after))

    def _is_area(self, entity: Entity) -> bool:
        area = self._ctx.area
        return area is not None and entity.name in (area.name, *area.parents)
