"""What the page shows, read out of the graph by SPARQL alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from anhai_kg.render import page_queries as ask
from anhai_kg.render.page_values import (
    CLASSES,
    NAMED,
    Cite,
    Label,
    Link,
    PageData,
    Report,
    Thing,
)

__all__ = ["Queryable", "collect"]

AKG: Final = "https://w3id.org/anhai-kg/ontology#"
SIGNS: Final = {"=": "", ">=": "≥", "<=": "≤", "~": "≈"}


class Queryable(Protocol):
    """What the page needs of a `KnowledgeGraph`: rows of Python values, IRIs as `str`."""

    def select(self, sparql: str) -> Iterable[tuple[Any, ...]]: ...


Properties = Mapping[str, Mapping[str, list[Any]]]


def collect(graph: Queryable) -> PageData:
    """Everything that the page shows of `graph`, in the order of the text."""
    reader = _Reader(graph)
    links = reader.links()
    things = [*reader.named(), *reader.figures(), *reader.undertakings()]
    fields = reader.fields(things)
    known = {thing.iri for thing in (*things, *fields)}
    return PageData(
        reports=reader.reports,
        things=tuple(sorted(things, key=_reading_order)) + fields,
        links=tuple(link for link in links if link.source in known and link.target in known),
        skipped=reader.skipped(),
        terms={iri[len(AKG) :]: name for iri, name in reader.labels.items() if iri.startswith(AKG)},
    )


def _reading_order(thing: Thing) -> tuple[int, Cite, str]:
    first = min(thing.cites, default=Cite(0, 0, 0))
    return CLASSES.index(thing.cls), first, thing.iri


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


class _Reader:
    """The answers of the graph, folded by subject."""

    def __init__(self, graph: Queryable) -> None:
        self.graph = graph
        self.reports = self._reports()
        index = {report.iri: n for n, report in enumerate(self.reports)}
        self.cites = {
            iri: Cite(index[report], int(start), int(end))
            for iri, report, start, end in graph.select(ask.CITATIONS)
            if report in index
        }
        self.labels = self._labels()
        self.properties = self._properties()
        self.links_of: dict[tuple[str, str, str], list[Cite]] = defaultdict(list)
        for source, name, target, cite in [*graph.select(ask.LINKS)] or graph.select(
            ask.BARE_LINKS
        ):
            spans = self.links_of[source, _local(name), target]
            spans.extend([self.cites[cite]] if cite in self.cites else [])
        self.types: dict[str, list[str]] = defaultdict(list)
        for iri, cls in graph.select(ask.TYPES):
            self.types[_local(cls)].append(iri)

    def _reports(self) -> tuple[Report, ...]:
        headings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for iri, start, end, level in self.graph.select(ask.SECTIONS):
            headings[iri].append((int(start), int(end), int(level or 1)))
        rows: dict[str, Report] = {}
        for iri, text, *known in self.graph.select(ask.REPORTS):
            title, date, publisher, source = (str(value or "") for value in known)
            spans = tuple(sorted(set(headings[iri])))
            report = Report(
                iri=iri,
                text=text,
                title=title,
                date=date,
                publisher=publisher,
                source=source,
                headings=spans,
            )
            rows.setdefault(iri, report)
        return tuple(rows.values())

    def _labels(self) -> dict[str, Label]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for iri, lang, text in self.graph.select(ask.LABELS):
            found[iri].setdefault(lang, text)
        return {
            iri: Label(by.get("zh") or next(iter(by.values())), by.get("en") or by.get("zh", ""))
            for iri, by in found.items()
        }

    def _properties(self) -> Properties:
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for iri, name, value in self.graph.select(ask.PROPERTIES):
            found[iri][_local(name)].append(value)
        return found

    def label(self, iri: str) -> Label:
        """The name of a thing; where it has none, the tail of its IRI."""
        tail = _local(iri).rsplit("/", 1)[-1]
        return self.labels.get(iri, Label(tail, tail))

    def value(self, iri: str, name: str) -> str:
        """The first value of a property, as text; empty when there is none."""
        return str(next(iter(self.properties.get(iri, {}).get(name, ())), ""))

    def named_value(self, iri: str, name: str) -> Label | None:
        """The label of the concept that a property points at."""
        concept = self.value(iri, name)
        return self.label(concept) if concept else None

    def quotes(self, iri: str, name: str = "wasQuotedFrom") -> tuple[Cite, ...]:
        """The citations that prove an n-ary node."""
        found = self.properties.get(iri, {}).get(name, ())
        return tuple(sorted(self.cites[cite] for cite in found if cite in self.cites))

    def numbers(self, iri: str) -> tuple[Cite, ...]:
        """Where the number itself stands."""
        return self.quotes(iri, "numberAt")

    def links(self) -> list[Link]:
        """Binary facts between things, and what each tenure says of its official."""
        found = [
            Link(source=source, target=target, name=name, cites=tuple(sorted(spans)))
            for (source, name, target), spans in self.links_of.items()
            if name not in {"mentionedIn", "state", "plannedState"}
        ]
        for tenure in self.types["Tenure"]:
            official, post = self.value(tenure, "member"), self.value(tenure, "post")
            how = _local(self.value(tenure, "how"))
            spans = self.quotes(tenure)
            found.append(Link(source=official, target=post, name=how, cites=spans))
        return found

    def named(self) -> list[Thing]:
        """Officials, posts, bodies, places, projects, initiatives, events and reports."""
        forms: dict[str, list[str]] = defaultdict(list)
        for iri, form in self.graph.select(ask.FORMS):
            forms[iri].append(form)
        cites: dict[str, list[Cite]] = defaultdict(list)
        states: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (source, name, target), spans in self.links_of.items():
            if name in {"mentionedIn", "postIn"}:
                cites[source].extend(spans)
            elif name in {"state", "plannedState"}:
                planned = name == "plannedState"
                fact = {"state": self.label(target), "planned": planned, "cites": sorted(spans)}
                states[source].append(fact)
        return [
            Thing(
                iri=iri,
                cls=cls,
                label=self.label(iri),
                forms=tuple(forms[iri]),
                cites=tuple(sorted(set(cites[iri]))),
                facts={"states": states[iri]} if states[iri] else {},
            )
            for cls in NAMED
            for iri in self.types[cls]
        ]

    def figures(self) -> list[Thing]:
        """Results and targets; a figure's label is its value with unit and indicator."""
        return [self._figure(iri, cls) for cls in ("Result", "Target") for iri in self.types[cls]]

    def _figure(self, iri: str, cls: str) -> Thing:
        indicator = self.named_value(iri, "indicator") or Label("", "")
        unit = self._unit(iri)
        printed = self.value(iri, "valueText") or self.value(iri, "value")
        unit_text = self.value(iri, "unitText") or (unit.zh if unit else "")
        word = self.value(iri, "boundWord")
        bound = self.value(self.value(iri, "bound"), "notation") or "="
        amount = SIGNS.get(bound, bound) + printed
        english = f"{amount} {unit.en if unit else unit_text}"
        return Thing(
            iri=iri,
            cls=cls,
            label=Label(f"{indicator.zh} {amount}{unit_text}", f"{indicator.en}: {english}"),
            cites=self.quotes(iri),
            facts={
                "indicator": indicator,
                "value": self.value(iri, "value"),
                "printed": printed,
                "unit": Label(unit_text, unit.en if unit else unit_text),
                "bound": bound,
                "word": word,
                "period": self._period(iri),
                "group": self.value(iri, "groupLabel"),
                "growth": self.value(iri, "isGrowth").lower() == "true",
                "rank": self.value(iri, "isRank").lower() == "true",
                "field": self.value(iri, "field"),
                "number": self.numbers(iri),
            },
        )

    def _unit(self, iri: str) -> Label | None:
        """The unit of a figure, without what tells it in brackets from its namesakes."""
        unit = self.named_value(iri, "unit")
        return unit and Label(unit.zh, unit.en.partition(" (")[0])

    def undertakings(self) -> list[Thing]:
        """Achievements and commitments, labelled with the words of their clause."""
        return [
            Thing(
                iri=iri,
                cls=cls,
                label=self._deed(iri),
                cites=self.quotes(iri),
                facts={
                    "action": self.value(iri, "actionText"),
                    "object": self.value(iri, "objectText"),
                    "period": self._period(iri),
                    "field": self.value(iri, "field"),
                },
            )
            for cls in ("Achievement", "Commitment")
            for iri in self.types[cls]
        ]

    def _deed(self, iri: str) -> Label:
        words = self.value(iri, "actionText") + self.value(iri, "objectText")
        return Label(words, words)

    def _period(self, iri: str) -> str:
        period = self.value(iri, "period")
        return self.value(period, "notation") or period.rsplit("/", 1)[-1].replace("--", "/")

    def fields(self, things: Iterable[Thing]) -> tuple[Thing, ...]:
        """The fields of figures and undertakings, in the order of the text, each a thing of its own."""
        told = sorted((t for t in things if t.facts.get("field")), key=lambda t: (t.cites, t.iri))
        found = dict.fromkeys(thing.facts["field"] for thing in told)
        return tuple(Thing(iri=iri, cls="Field", label=self.label(iri)) for iri in found)

    def skipped(self) -> tuple[tuple[Cite, str, Label], ...]:
        """Numbers that were not read as figures, in the order of the text."""
        found = [
            (cite, self.value(iri, "printed"), self.named_value(iri, "reason") or Label("", ""))
            for iri in self.types["SkippedNumber"]
            for cite in self.numbers(iri) or self.quotes(iri)
        ]
        return tuple(sorted(found))
