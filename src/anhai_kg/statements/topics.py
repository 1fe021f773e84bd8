"""What each clause of a sentence speaks of: the named things before its predicate, or after it.

A clause has its topic in front (凤栖片区征收签约186户); where nothing stands there, what it acts on becomes
the topic of the next (启动二期建设，总投资1.5亿元).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from anhai_kg.alphabet import LETTER
from anhai_kg.context import Context
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Entity, Kind, Ref, Span

__all__ = ["KINDS", "Named", "Topic", "Topics"]

KINDS: Final = (Kind.PROJECT, Kind.INITIATIVE, Kind.EVENT, Kind.BODY, Kind.PLACE)
_AREAS: Final = frozenset(
    f"places/{level}"
    for level in (
        *("province", "city", "prefecture-city", "municipality", "county", "district"),
        *("town", "township", "subdistrict"),
    )
)
_FRAMES: Final = re.compile(r"congress|government|party-committee|presidium|committee|proper-name")
_TOGETHER: Final = re.compile(r"[、和及与]|以及")
_ASIDE: Final = re.compile(  # what is done to it, with it or there makes it no topic
    r"(?:与|和|同|向|对|赴|到|至|在|从|由|为|被|经|获批?|获评|入选|列入|纳入|依托|利用|借助|联合|会同|参照|按照)$"
)
_KEEP_TO: Final = re.compile("严格落实|压实|坚持")  # a rule is kept, not carried out
_CARRY_OUT: Final = re.compile("实施|推进|启动|开展|推动")
_PARTNERS: Final = re.compile("合作|共建|对接|帮扶")

_CAMPUS: Final = re.compile("(?:新|老|分|[东南西北])?[院校厂园馆]区")  # 县医院[新院区]
_LONG: Final = 4  # characters of a form that names a thing wherever it stands
_ADVERBS: Final = 6  # characters before an area that opens its clause: 今年以来, 其中

Named = tuple[Span, Entity]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause leaves for the next: `leads` when it stands before the predicate."""

    refs: tuple[Ref, ...]
    leads: bool
    carries_on: bool  # what follows tells how it is carried out: 实施A工程，治理河道9.7公里


class Topics:
    """Finds topics in one report."""

    def __init__(self, ctx: Context, roster: Roster) -> None:
        self._ctx = ctx
        self._mentions = sorted(self._found(roster), key=lambda one: one[0])
        self._starts = [at.start for at, _ in self._mentions]
        self._predicates: dict[Span, int] = {}

    def _found(self, roster: Roster) -> Iterator[Named]:
        """Where things that a figure can be about are named, also where only their full form says so."""
        words, text = self._ctx.lexicon.lists["words"], self._ctx.text
        things = [e for kind in KINDS for e in roster.of(kind) if e.name not in words]
        forms = {f: e for e in reversed(things) for f in (e.name, *e.aliases) if len(f) >= _LONG}
        known = [(m.span, e) for e in things if self._can_be_topic(e) for m in e.mentions]
        yield from known
        taken = sorted(at for at, _ in known)
        ordered = sorted(forms)
        automaton = ahocorasick_rs.AhoCorasick(
            ordered, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        for index, start, end in automaton.find_matches_as_indexes(text) if ordered else ():
            near = bisect_left(taken, (start, end))
            around = taken[max(0, near - 3) : near + 2]
            form = Span(start, end)
            overlaps = (
                a.start < end and start < a.end and (a == form or not form.covers(a))
                for a in around
            )  # 双碑村 within 双碑村至木鱼寨公路 leaves the longer name
            if not any(overlaps) and self._can_be_topic(entity := forms[ordered[index]]):
                yield Span(start, end), entity

    def _can_be_topic(self, entity: Entity) -> bool:
        return not _FRAMES.search(entity.category) and not self._is_area(entity)

    def named(self, span: Span) -> list[Named]:
        """The named things of a passage that a figure can be about, of nested ones the outermost."""
        found: list[Named] = []
        low, high = (bisect_left(self._starts, edge) for edge in span)
        for at, entity in self._mentions[low:high]:
            if at.end > span.end:
                continue
            if any(other.covers(at) and other != at for other, _ in found):
                continue
            found = [one for one in found if not (at.covers(one[0]) and one[0] != at)]
            found.append((at, entity))
        return found

    def nearest(self, span: Span) -> tuple[Named, ...]:
        """The last of them, with those that 、 and 和 join to it."""
        found = self.named(span)
        kept = found[-1:]
        for one in reversed(found[:-1]):
            if not _TOGETHER.fullmatch(self._ctx.text, one[0].end, kept[0][0].start):
                break
            kept.insert(0, one)
        return tuple(kept)

    def predicate(self, clause: Span) -> int:
        """Where the first predicate of a clause begins, outside of names; its end if it has none."""
        if clause not in self._predicates:
            names = [at for at, _ in self.named(clause)]
            self._predicates[clause] = clause.end
            for token in self._ctx.tokens_in(clause):
                opens = token.role == "verbal" and token.span.start == clause.start
                acts = opens or token.role == "verb"
                if acts and not any(name.covers(token.span) for name in names):
                    self._predicates[clause] = token.span.start
                    break
        return self._predicates[clause]

    def topic(self, clause: Span) -> Topic | None:
        """What a clause speaks of."""
        verb = self.predicate(clause)
        for part, leads in ((Span(clause.start, verb), True), (Span(verb, clause.end), False)):
            named = self.nearest(part)
            if named and self.stands(named, clause, leads=leads) and self.ends(named[-1]):
                refs = tuple(dict.fromkeys(entity.ref for _, entity in named))
                kind = named[-1][1].kind
                return Topic(
                    refs,
                    leads,
                    self.is_agent(named[-1][1]) if leads else self._carries_on(verb, kind),
                )
        return None

    def ends(self, one: Named) -> bool:
        """Whether a place or body is named for itself, and does not open a longer name."""
        at, entity = one
        if entity.kind not in (Kind.PLACE, Kind.BODY):
            return True
        following = self._ctx.text[at.end : at.end + 1]
        parts = [t for t in self._ctx.tokens_near(at.end) if t.span.start == at.end]
        return (
            not re.match(LETTER, following)
            or bool(_CAMPUS.match(self._ctx.text, at.end))
            or any(t.role in ("verb", "stop", "conj", "verbal") for t in parts)
        )

    def is_agent(self, entity: Entity) -> bool:
        """Whether it does things itself: a body, and a zone with its committee."""
        if entity.kind is not Kind.PLACE or not entity.category:
            return entity.kind is Kind.BODY
        broader = self._ctx.lexicon.concept(entity.category).facts.get("broader", ())
        return "places/zone" in broader

    def _carries_on(self, verb: int, kind: Kind) -> bool:
        if kind is Kind.EVENT:
            return True
        words = [t.word for t in self._ctx.tokens_near(verb) if t.span.start == verb]
        if kind is Kind.INITIATIVE:
            return not any(_KEEP_TO.search(word) for word in words)
        return kind is Kind.PROJECT and any(_CARRY_OUT.search(word) for word in words)

    def stands(self, named: Sequence[Named], clause: Span, *, leads: bool) -> bool:
        """Whether names joined by 、 are a topic there and no aside: 与A、B合作, 赴C, 获批D试点."""
        at, entity = named[0]
        before = Span(clause.start, at.start).of(self._ctx.text)
        if _ASIDE.search(before) or self._ctx.text.startswith(("至", "—"), named[-1][0].end):
            return False
        if entity.category in _AREAS:
            return leads and len(before) <= _ADVERBS
        if entity.kind in (Kind.BODY, Kind.PLACE):
            return leads or not _PARTNERS.search(clause.of(self._ctx.text))
        return True

    def _is_area(self, entity: Entity) -> bool:
        area = self._ctx.area
        return area is not None and entity.name in (area.name, *area.parents)
