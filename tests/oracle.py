"""The judged reading of the Anhai report as a `Reading`, made from its gold tables.

It lets the graph, the shapes, the questions and the page be tried without the reader, whose
mistakes would hide theirs. `python tests/oracle.py OUT.trig` writes the graph.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from anhai_kg import document
from anhai_kg.graph import to_quads
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.lexicons import lexicon
from anhai_kg.model import (
    Act,
    ActKind,
    Area,
    Bound,
    Document,
    Doubt,
    Entity,
    Evidence,
    Expansion,
    Figure,
    GroupRef,
    How,
    Kind,
    Mention,
    Period,
    Post,
    ProjectState,
    Reading,
    Ref,
    Relation,
    RelationKind,
    Skipped,
    Span,
    Status,
    Undertaking,
)

TREE = Path(__file__).resolve().parent.parent
GOLD = TREE / "data" / "gold" / "anhai-2023"
REPORT = TREE / "data" / "reports" / "anhai-2023.txt"

_SCHEMES = {
    Kind.BODY: "bodies",
    Kind.PLACE: "places",
    Kind.PROJECT: "projects",
    Kind.INITIATIVE: "initiatives",
    Kind.EVENT: "events",
    Kind.REPORT: "reports",
}
_PERIOD_WORDS = {"2023-01/2023-08": "1—8月", "2023-Q2": "第二季度", "2023": "年度|全年"}
_STATES = (
    ("储能电站二期", "签约落地", "states/signed"),
    ("世纪大道南延伸一期", "动工建设", "states/started"),
    ("龙山寺片区改造", "抓紧实施", "states/under-construction"),
)
_RELATION_RULES = {
    RelationKind.LOCATED_IN: "relations.located-in-said",
    RelationKind.PART_OF: "relations.part-of-name",
    RelationKind.PARTNERS_WITH: "relations.partners-with",
    RelationKind.MEMBER_OF_GROUP: "relations.member-of-group",
}
_VERBS = (
    "推进|实施|完成|加快|深化|强化|建设|落实|培育|新增|支持|引导|打造|开展|举办|办好|提升|完善|保护"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _occurrences(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


class _Oracle:
    """Finds the gold rows in the text."""

    def __init__(self, read: Document) -> None:
        self.read = read
        self.text = read.text
        self.entities = self._entities()
        self.kinds = {entity.name: entity.kind for entity in reversed(self.entities)}

    def quote(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def around(self, span: Span) -> Span:
        """The clauses that the span touches."""
        touched = [c for c in self.read.clauses if c.start < span.end and span.start < c.end]
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))

    def evidence(self, words: str, rule: str) -> Evidence:
        return Evidence(span=self.around(self.quote(words)), rule=rule)

    def ref(self, name: str, *, prefer: Kind | None = None) -> Ref:
        if prefer and any(e.ref == (prefer, name) for e in self.entities):
            return Ref(prefer, name)
        return Ref(self.kinds[name], name)

    # entities

    def _entities(self) -> tuple[Entity, ...]:
        rows = _rows("entities")
        forms = {form for row in rows for form in (row["name"], *_split(row["aliases"]))}
        taken = {form: set(_occurrences(self.text, form)) for form in forms}
        return tuple(self._entity(row, taken) for row in rows)

    def _entity(self, row: dict[str, str], taken: dict[str, set[Span]]) -> Entity:
        name, kind = row["name"], Kind(row["type"])
        forms = [name, *_split(row["aliases"])]
        spans = set(taken[name])
        for form in forms[1:]:  # 会议 inside a longer name is no mention of this meeting
            longer = [s for f, found in taken.items() if len(f) > len(form) for s in found]
            spans |= {s for s in taken[form] if not any(other.covers(s) for other in longer)}
        if not spans:
            spans = {self._clipped(name, self.quote(row["quote"]))}
        mentions = tuple(
            Mention(span=s, clause=self.around(s), form=s.of(self.text)) for s in sorted(spans)
        )
        return Entity(
            kind=kind,
            name=name,
            category=_category(kind, name),
            label_en=_latin(name),
            mentions=mentions,
            expansions=tuple(self._expansions(name, mentions)),
        )

    def _clipped(self, name: str, quote: Span) -> Span:
        """The longest beginning of the name that stands in the quote, else the quote."""
        words = quote.of(self.text)
        for length in range(len(name), 1, -1):
            if (at := words.find(name[:length])) >= 0:
                return Span(quote.start + at, quote.start + at + length)
        return quote

    def _expansions(self, name: str, mentions: tuple[Mention, ...]) -> Iterator[Expansion]:
        for mention in mentions:
            if mention.form == name or mention.form.endswith(name):
                continue
            head = name.removesuffix(mention.form)
            licence = self.quote(head) if head and head in self.text else mention.clause
            rule = "own-area" if licence != mention.clause else "shared-head"
            yield Expansion(
                form=mention.form, name=name, rule=rule, clause=mention.clause, licence=licence
            )

    # statements

    def posts(self) -> Iterator[Post]:
        for row in _rows("posts"):
            concept = lexicon().words.get("posts", {}).get(row["post"], "")
            yield Post(
                person=row["person"],
                title=row["post"],
                body=row["body"],
                how=How(row["how"]),
                concept=concept,
                label_en="" if concept else _latin(row["post"]),
                evidence=self.evidence(row["quote"], f"posts.{row['how']}"),
            )

    def acts(self) -> Iterator[Act]:
        for row in _rows("acts"):
            yield Act(
                agent=self.ref(row["agent"]),
                act=ActKind(row["act"]),
                object=self.ref(row["object"]),
                evidence=self.evidence(row["quote"], f"acts.{row['act']}"),
            )

    def relations(self, figures: tuple[Figure, ...]) -> Iterator[Relation]:
        groups = {(figure.group, ref.name): figure for figure in figures for ref in figure.subjects}
        for row in _rows("relations"):
            kind = RelationKind(row["relation"])
            target: Ref | GroupRef
            if kind is RelationKind.MEMBER_OF_GROUP:
                figure = groups.get((row["object"], row["subject"]))
                if figure is None:  # an optional row whose group has other members
                    continue
                target = GroupRef(figure.number, figure.group)
            else:
                target = self.ref(row["object"], prefer=self._object_kind(kind))
            yield Relation(
                subject=self.ref(row["subject"]),
                relation=kind,
                object=target,
                evidence=self.evidence(row["quote"], _RELATION_RULES[kind]),
            )

    def _object_kind(self, kind: RelationKind) -> Kind | None:
        return Kind.PLACE if kind is RelationKind.LOCATED_IN else None

    def states(self) -> Iterator[ProjectState]:
        known = lexicon().schemes.get("states", {})
        for project, words, state in _STATES:
            if state in known:
                yield ProjectState(
                    project=project,
                    state=state,
                    status=Status.RESULT,
                    evidence=self.evidence(words, "states.said"),
                )

    def figures(self) -> Iterator[Figure]:
        groups = {(r["quote"], r["subject"]): r["object"] for r in _rows("relations")}
        labels = {obj for obj in groups.values() if obj[0].isdigit()}
        for row in _rows("figures"):
            quote = self.quote(row["quote"])
            number, printed, word = self._number(row, quote)
            subjects = _split(row["subjects"])
            group = next((g for g in sorted(labels) if row["quote"].endswith(g)), "")
            yield Figure(
                status=Status(row["status"]),
                indicator=row["indicator"].split("|")[0],
                value=Decimal(row["value"]),
                unit=row["unit"],
                number=number,
                printed=printed,
                bound=Bound(row["bound"]),
                bound_word=word,
                rank=row["unit"] == "位",
                period=self._period(row["period"].split("|")[0], number),
                subjects=tuple(self.ref(name) for name in subjects),
                group=group if subjects else "",
                indicator_en=_latin(row["indicator"].split("|")[0]),
                evidence=Evidence(span=self.around(quote), rule=f"figures.{row['status']}"),
            )

    def _number(self, row: dict[str, str], quote: Span) -> tuple[Span, str, str]:
        """The number with its unit and bound words, as printed, and the bound word."""
        values = f"{re.escape(row['value'])}|[一三]"
        unit = "" if row["unit"] == "位" else re.escape(row["unit"])
        pattern = rf"(?:第|(超?))(?<![0-9.])({values})(多?){unit}(?:以上)?"
        found = list(re.finditer(pattern, quote.of(self.text)))[-1]
        before, printed, after = found.groups()
        start, end = quote.start + found.start(), quote.start + found.end()
        later = self.text[end : end + 2]
        if row["bound"] == ">=" and later == "以上":
            end += 2
        word = (before or "") or after or ("以上" if row["bound"] == ">=" else "")
        return Span(start, end), printed, word

    def _period(self, identifier: str, number: Span) -> Period | None:
        if not identifier:
            return None
        section = [s for s in self.read.sections if s.body.covers(number) and s.period]
        for found in section:
            if found.period and found.period.id == identifier:
                return found.period
        matches = re.finditer(_PERIOD_WORDS[identifier], self.text)
        spans = [Span(*m.span()) for m in matches]
        return Period(identifier, min(spans, key=lambda s: abs(s.start - number.start)))

    def undertakings(self, figures: tuple[Figure, ...]) -> Iterator[Undertaking]:
        words = lexicon().words
        for clause in self.read.clauses:
            sections = [s for s in self.read.sections if s.body.covers(clause) and s.status]
            verb = re.search(_VERBS, clause.of(self.text))
            if not sections or not verb or sections[-1].status is None:
                continue
            said = [e for e in self.entities if any(m.clause == clause for m in e.mentions)]
            yield Undertaking(
                status=sections[-1].status,
                action=verb[0],
                concept=words.get("actions", {}).get(verb[0], ""),
                object=clause.of(self.text)[verb.end() :],
                period=sections[-1].period,
                about=tuple(entity.ref for entity in said),
                figures=tuple(f.number for f in figures if clause.covers(f.number)),
                evidence=Evidence(span=clause, rule="undertakings.clause"),
            )

    def skipped(self, figures: tuple[Figure, ...]) -> Iterator[Skipped]:
        for match in _NUMBER.finditer(self.text):
            span = Span(*match.span())
            if not any(figure.number.covers(span) for figure in figures):
                yield Skipped(span=span, reason="name", clause=self.around(span))


def _category(kind: Kind, name: str) -> str:
    """The concept whose word the name ends with."""
    words = lexicon().words.get(_SCHEMES.get(kind, ""), {})
    fitting = [word for word in words if name.endswith(word)]
    return words[max(fitting, key=len)] if fitting else ""


@cache
def _latin(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name)).strip().capitalize()


@cache
def reading() -> Reading:
    """The gold of the Anhai report as a reading."""
    read = document.load(REPORT)
    oracle = _Oracle(read)
    figures = tuple(oracle.figures())
    return Reading(
        document=read,
        area=Area(
            name="安海镇",
            parents=("晋江市",),
            level="places/town",
            span=oracle.quote("晋江安海镇"),
        ),
        entities=oracle.entities,
        posts=tuple(oracle.posts()),
        acts=tuple(oracle.acts()),
        relations=tuple(oracle.relations(figures)),
        states=tuple(oracle.states()),
        figures=figures,
        undertakings=tuple(oracle.undertakings(figures)),
        skipped=tuple(oracle.skipped(figures)),
        doubts=(
            Doubt(
                span=oracle.quote("二期工程"),
                rule="relations.part-of-phase",
                reason="whose second phase?",
            ),
        ),
    )


@cache
def graph() -> KnowledgeGraph:
    """The graph of that reading."""
    return KnowledgeGraph(to_quads([reading()]))


def main() -> None:
    """Write the graph to the file named."""
    graph().write(sys.argv[1])


if __name__ == "__main__":
    main()
