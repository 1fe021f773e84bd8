"""What lies on the desk while one reading is written down."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from anhai_kg.graph.names import Names
from anhai_kg.graph.sheet import Sheet, text
from anhai_kg.model import Evidence, Period, Reading, Span
from anhai_kg.vocab import AKG, PROV

__all__ = ["Desk"]


class Desk:
    """A reading, the names of its nodes, and the sheet that all readings share."""

    def __init__(self, reading: Reading, names: Names, sheet: Sheet) -> None:
        self.reading = reading
        self.names = names
        self.sheet = sheet
        self._derived: dict[str, NamedNode] = {}

    @property
    def report(self) -> NamedNode:
        """The report, which is also the graph of what is known about it."""
        return self.names.report

    def derived(self, rule: str) -> NamedNode:
        """The graph of what that rule adds to the words; described in the report's graph."""
        graph = self._derived.get(rule)
        if graph is None:
            graph = self._derived[rule] = self.names.part("derived", rule)
            self.sheet.kind(graph, AKG.DerivedGraph, graph=self.report)
            self.about_report(graph, PROV.wasDerivedFrom, self.report)
            self.about_report(graph, AKG.rule, self.sheet.concept(f"rules/{rule}"))
        return graph

    def about_report(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal
    ) -> None:
        """Say something of the report or of how it was read."""
        self.sheet.add(subject, predicate, value, graph=self.report)

    def read_by(self, subject: NamedNode, evidence: Evidence) -> None:
        """Say which rule read it and which other passages it leans on."""
        rule = self.sheet.concept(f"rules/{evidence.rule.replace('.', '-')}")
        self.about_report(subject, AKG.readBy, rule)
        for span in evidence.via:
            self.about_report(subject, AKG.leansOn, self.names.citation(span))

    def period(self, subject: NamedNode, period: Period | None, *, graph: NamedNode) -> None:
        """Say when, and which words say so."""
        if period:
            self.sheet.add(subject, AKG.period, self.names.period(period.id), graph=graph)
            source = self.names.citation(period.source)
            self.sheet.add(subject, AKG.periodFrom, source, graph=graph)

    def words(self, subject: NamedNode, predicate: NamedNode, span: Span) -> None:
        """Quote a run of the text in the report's graph."""
        self.about_report(subject, predicate, text(span.of(self.reading.document.text)))
