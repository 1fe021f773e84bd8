"""Whom or what a figure is about: its own named things, else the topic that the clauses before left it.

Own are the members of a list it counts, the thing that 的, a bracket or 分别 ties it to, and what stands
in its part of the clause. A topic is carried into a clause that says an aspect of it (总投资, 惠及, 可提供);
a clause with a subject of its own, or one that measures the whole area, ends it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, NamedTuple

from anhai_kg.alphabet import DIGIT, LETTER
from anhai_kg.context import Context, Sentence
from anhai_kg.listing import Listing
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Kind, Ref, Span
from anhai_kg.quantity import Quantity
from anhai_kg.statements.meetings import Meetings
from anhai_kg.statements.spots import Measured
from anhai_kg.statements.topics import KINDS, Named, Topics

__all__ = ["Subjects"]

_Refs = tuple[Ref, ...]

_OF_AREA: Final = re.compile(
    r"生产总值|增加值|预算收入|预算支出|零售总额|可支配收入|失业率|固定资产投资|进出口|消费价格|税收收入|财政收入|"
    r"新增就业|总产值|经济总量|粮食产量|粮食总产|城镇化率|森林覆盖率|优良天数|里程|巩固率|参保"
)
"""What measures the reporting area as a whole, whatever the sentence spoke of before."""

_LEAD: Final = re.compile(
    rf"(?:其中|相继|全部|当年|合计|共计|总计|计|预计|预期|力争|确保|争取|累计|共|年均|年底|年内|今年|全年|可|将|已|达产后|建成后|投产后|项目|工程|总|年|均|{DIGIT}{{1,2}}月|秋季|春季|第?[一二三四]季度|[上下]半年)*"
)
_NUMBERED: Final = re.compile("[两二三四五六七八九十]{1,2}大")  # A、B等“十大项目”, A、B三大工程
_MET: Final = re.compile("投票|齐聚|出席(?:会议|大会)|到会|列席")
_ATTENDED: Final = re.compile("[应实]到")
_MEASURE: Final = re.compile(
    "[^每均粮种播]{1,4}(?:[率数量额值]|面积|规模|能力|产能|收入|产值|投资|床位|长度|宽度|库容|容积|装机|客流|用地)"
)
_PAID: Final = re.compile(r"投资|投入|筹资|安排|争取|资金")
_WITHIN: Final = re.compile("在[^，,。；;、]{2,24}中")
_LONGEST: Final = 6  # characters of an aspect
_NEW_NOUN: Final = re.compile(rf"[、和及与，]{LETTER}")


class _Said(NamedTuple):
    """What a number was about, and whether it `leads` its clause.

    It is `shared` with the next number of the clause, `chained` to what acts go on.
    """

    refs: _Refs
    shared: bool = True
    chained: bool = False
    leads: bool = False


def _listed(listings: Iterable[Listing]) -> dict[Span, list[Span]]:
    """The members of which each number in a list is said: of all that it counts, of the one it stands by."""
    found: dict[Span, list[Span]] = {}
    for listing in listings:
        if listing.counted:
            found.setdefault(listing.counted.span, [m.phrase.span for m in listing.members])
        for member in listing.members:
            if member.quantity:
                found.setdefault(member.quantity.span, [member.phrase.span])
    return found


class Subjects:
    """Finds subjects in one report; figures are asked for in the order of the text."""

    def __init__(self, ctx: Context, roster: Roster) -> None:
        self._ctx, self._roster = ctx, roster
        self._topics = Topics(ctx, roster)
        self._meetings = Meetings(ctx, roster)
        self._aspects = ctx.lexicon.lists["aspects"]
        self._sentence: Span | None = None
        self._listed: dict[Span, list[Span]] = {}
        self._open: list[Span] = []
        self._parts: dict[Span, list[_Refs]] = {}
        self._said: dict[Span, tuple[Quantity, _Said]] = {}

    def of(self, sentence: Sentence, found: Measured) -> _Refs:
        """The subjects of a figure."""
        if self._sentence != sentence.span:
            self._sentence, self._said, self._parts = sentence.span, {}, {}
            self._listed = _listed(sentence.listings)
            etc = (x.span for x in sentence.listings if x.etc and not x.counted)
            self._open = [at for at in etc if not _NUMBERED.search(self._ctx.text, *at)]
        clause = self._ctx.clause(found.quantity.span)
        said = self._found(clause, sentence, found)
        self._said[clause] = (found.quantity, said)
        return said.refs

    def _found(self, clause: Span, sentence: Sentence, found: Measured) -> _Said:
        quantity = found.quantity
        if tied := self._members(quantity) or self._described(quantity):
            return _Said(tied)
        if self._attends(clause, found) and (meeting := self._meetings.at(sentence.span)):
            return _Said((meeting,))
        dealt = self._dealt(clause, sentence, quantity)
        if dealt is not None:
            return _Said(dealt, shared=False)
        if inside := self._inside(clause, quantity):
            return inside
        if paid := self._paid(clause, quantity):
            return _Said(paid, shared=False)
        return self._carried(clause, sentence, found)

    def _attends(self, clause: Span, found: Measured) -> bool:
        """Whether a number counts who was to meet and who did."""
        if found.quantity.unit not in ("人", "名", "位"):
            return False
        sent = found.indicator.endswith(("代表", "委员")) and _MET.search(self._ctx.text, *clause)
        return bool(sent) or _ATTENDED.search(self._ctx.text, *clause) is not None

    def _members(self, quantity: Quantity) -> _Refs:
        found = (self._one(member) for member in self._listed.get(quantity.span, ()))
        return tuple(ref for ref in found if ref)

    def _one(self, span: Span) -> Ref | None:
        for kind in KINDS:
            near = [p for p in self._roster.within(span, kind) if p[0].start - span.start < 2]
            if near:
                return max(near, key=lambda pair: pair[0].end)[1].ref
        return None

    def _described(self, quantity: Quantity) -> _Refs:
        """总投资5.2亿元的恒络绢纺技改项目: what 的 ties the number to."""
        if self._ctx.text[quantity.span.end : quantity.span.end + 1] != "的":
            return ()
        at = quantity.span.end + 1
        near = self._roster.within(Span(at, at + 30), Kind.PROJECT)
        return (near[0][1].ref,) if near and near[0][0].start - at < 2 else ()

    def _dealt(self, clause: Span, sentence: Sentence, quantity: Quantity) -> _Refs | None:
        """A、B分别完成投资…: the n-th number is about the n-th member; none when they do not match."""
        at = self._ctx.text.find("分别", *clause)
        if at < 0 or at > quantity.span.start:
            return None
        spans = [item.span for item in sentence.numbers_in(Span(at, clause.end))]
        nth = len(sentence.numbers_in(Span(at, quantity.span.start)))
        if spans[nth : nth + 1] != [quantity.span]:
            return None
        passages = [
            Span(clause.start, at),
            *self._ctx.clauses_before(sentence.span.start, clause.start),
        ]
        for passage in passages:
            members = self._split(passage, whole=passage is not passages[0])
            if len(members) == len(spans) and any(members):
                return members[nth]
        return () if self._topics.named(passages[0]) else None

    def _split(self, passage: Span, *, whole: bool) -> list[_Refs]:
        """The named thing of each member of a list, if it has one; `whole` when no noun may follow it."""
        if passage in self._parts:
            return self._parts[passage]
        found, at = self._parts.setdefault(passage, []), passage.start
        for member in re.split(r"[、和及与]", passage.of(self._ctx.text)):
            named = self._topics.named(Span(at, at + len(member)))
            last = named[-1:] if not whole or (named and self._topics.ends(named[-1])) else []
            found.append(tuple(entity.ref for _, entity in last))
            at += len(member) + 1
        return found

    def _inside(self, clause: Span, quantity: Quantity) -> _Said | None:
        """What stands in the number's part of the clause, else what the number before it shares."""
        earlier, said = self._said.get(clause, (None, _Said(())))
        if earlier and earlier.span == quantity.span:
            return said  # the other end of a range
        start = earlier.span.end if earlier else clause.start
        verb = self._topics.predicate(clause)
        near = self._topics.nearest(Span(start, quantity.span.start))
        leads = bool(near) and near[-1][0].end <= verb
        if near and self._topics.stands(near, clause, leads=leads):
            at, entity = near[-1]
            within = entity.kind is Kind.PLACE and at.end + 1 == quantity.span.start  # 新疆|枣3吨
            if within or self._counts(near[-1], quantity):
                return _Said((), shared=False)
            refs = tuple(dict.fromkeys(one.ref for _, one in near))
            return _Said(
                refs, shared=leads, chained=leads and self._topics.is_agent(entity), leads=leads
            )
        if earlier is None:
            return None
        between = Span(start, quantity.span.start).of(self._ctx.text)
        kind = said.refs[-1].kind if said.refs else Kind.PROJECT
        goes_on = self._says_aspect(Span(min(start + 1, clause.end), clause.end), kind)
        if said.shared or not _NEW_NOUN.match(between) or goes_on:
            return said
        return _Said((), shared=False)

    def _counts(self, one: Named, quantity: Quantity) -> bool:
        """典型村180个, 培育中心15家: the words are a class that the number counts."""
        at, entity = one
        touching = at.end == quantity.span.start
        things = entity.kind not in (Kind.EVENT, Kind.INITIATIVE)
        return touching and things and self._ctx.counts(quantity.unit)

    def _paid(self, clause: Span, quantity: Quantity) -> _Refs:
        """投资3600万元建成文体中心: what money before it pays for."""
        before = Span(clause.start, quantity.span.start).of(self._ctx.text)
        if not quantity.unit.endswith("元") or not _PAID.search(before):
            return ()
        near = self._ctx.tokens_near(quantity.span.end)
        at = (t for t in near if t.span.start == quantity.span.end)
        if not any(t.role in ("verb", "verbal") for t in at):
            return ()
        named = self._topics.named(Span(quantity.span.end, clause.end))
        return tuple(dict.fromkeys(entity.ref for _, entity in named))

    def _carried(self, clause: Span, sentence: Sentence, found: Measured) -> _Said:
        """The topic of the clauses before, if this one goes on about it."""
        if self._own_statement(clause, found):
            return _Said(())
        gap = False
        for before in self._ctx.clauses_before(sentence.span.start, clause.start):
            if earlier := self._said.get(before):
                rest = self._topics.topic(Span(earlier[0].span.end, before.end))
                if rest and self._says_aspect(clause, rest.refs[-1].kind):
                    return _Said(rest.refs)
                return self._chain(clause, found, earlier[1])
            if self._left_open(before):
                break
            if topic := self._topics.topic(before):
                acts = topic.carries_on and not gap and self._acts(clause)
                kind = topic.refs[-1].kind
                aspect = self._says_aspect(clause, kind) or self._measures(clause, found)
                aspect = aspect and (topic.leads or not gap)
                return _Said(topic.refs, chained=acts) if acts or aspect else _Said(())
            gap = True
        return _Said(())

    def _chain(self, clause: Span, found: Measured, said: _Said) -> _Said:
        """Whether a clause goes on about what the number before was about: 治理河道…，新建堤防…."""
        acts = said.chained and self._acts(clause) and self._start(clause) == clause.start
        own = said.chained or (said.leads and self._start(clause) == clause.start)
        goes_on = acts or (own and self._measures(clause, found))
        if said.refs and (goes_on or self._says_aspect(clause, said.refs[-1].kind)):
            return said
        return _Said(())

    def _own_statement(self, clause: Span, found: Measured) -> bool:
        """Whether a clause leaves the topic: it counts something itself, or measures the whole area."""
        opens = self._ctx.text[clause.start : found.quantity.span.start] in ("", "新增")
        counts = opens and bool(found.group)
        among = self._ctx.text.startswith("其中", clause.start)
        return counts or among or bool(_OF_AREA.search(found.indicator))

    def _left_open(self, clause: Span) -> bool:
        """A list with 等 names only some of those that the figure is about."""
        at = bisect_left(self._open, (clause.start,))
        return any(clause.covers(span) for span in self._open[at : at + 1])

    def _acts(self, clause: Span) -> bool:
        """Whether the clause has no subject of its own: 走访企业, 为企业减负."""
        start = self._start(clause)
        near = [t for t in self._ctx.tokens_near(start) if t.span.start == start]
        verbal = any(t.role in ("verb", "verbal") for t in near)
        return verbal or self._ctx.text[start : start + 1] in ("为", "对", "向", "帮", "给")

    def _says_aspect(self, clause: Span, kind: Kind) -> bool:
        """Whether the clause opens with an aspect of the topic; an initiative has few."""
        aspect = self._aspect(clause.start) or self._aspect(self._start(clause))
        if self._ctx.text.startswith("并", clause.start):
            return True  # 并竞拍配建1600平方米
        return aspect == "any" or (bool(aspect) and kind is not Kind.INITIATIVE)

    def _measures(self, clause: Span, found: Measured) -> bool:
        """Whether a clause is nothing but what it measures: 首创率超过60%, 算力规模达到2000P."""
        opens = self._ctx.text.startswith(found.indicator, self._start(clause))
        return opens and bool(_MEASURE.fullmatch(found.indicator))

    def _aspect(self, start: int) -> str:
        """What kind of aspect the longest word there names; empty for none."""
        words = (self._ctx.text[start : start + length] for length in range(_LONGEST, 0, -1))
        return next((found for word in words if (found := self._aspects.get(word))), "")

    def _start(self, clause: Span) -> int:
        """Where a clause begins behind its adverbs, and behind 在全省综合评价中."""
        within = _WITHIN.match(self._ctx.text, *clause)
        lead = _LEAD.match(self._ctx.text, within.end() if within else clause.start, clause.end)
        return lead.end() if lead else clause.start
