"""The report's own graph: what it is, its sections, its citations, and what was not read."""

from __future__ import annotations

from pyoxigraph import NamedNode

from anhai_kg.errors import GraphError
from anhai_kg.graph.desk import Desk
from anhai_kg.graph.sheet import date, number, offset, tagged, text, whole
from anhai_kg.iri import iri
from anhai_kg.model import Section, Span, Status
from anhai_kg.vocab import AKG, DCTERMS, NIF, PROV

__all__ = ["write_citations", "write_report"]

_STATUS = {Status.RESULT: AKG.Result, Status.TARGET: AKG.Target}


def _metadata(desk: Desk) -> None:
    report, about = desk.reading.document.metadata, desk.about_report
    rows = (
        (DCTERMS.title, report.title, AKG.titleFrom, report.title_from),
        (DCTERMS.date, report.date, AKG.dateFrom, report.date_from),
        (DCTERMS.publisher, report.publisher, AKG.publisherFrom, report.publisher_from),
        (DCTERMS.source, report.source, AKG.sourceFrom, report.source_from),
    )
    for predicate, value, where, origin in rows:
        if not value:
            continue
        if predicate == DCTERMS.date:
            about(desk.report, predicate, date(value))
        elif predicate == DCTERMS.source:
            about(desk.report, predicate, iri(value))
        else:
            about(desk.report, predicate, tagged(value, "zh"))
        about(desk.report, where, text(origin))


def _section(desk: Desk, section: Section) -> None:
    node = desk.names.part("section", section.heading.start)
    desk.sheet.kind(node, AKG.Section, graph=desk.report)
    desk.about_report(node, DCTERMS.isPartOf, desk.report)
    desk.about_report(node, AKG.heading, desk.names.citation(section.heading))
    desk.about_report(node, AKG.level, number(section.level))
    desk.about_report(node, NIF.beginIndex, offset(section.body.start))
    desk.about_report(node, NIF.endIndex, offset(section.body.end))
    if section.status:
        desk.about_report(node, AKG.promises, _STATUS[section.status])
    desk.period(node, section.period, graph=desk.report)


def _expansions(desk: Desk) -> None:
    for entity in desk.reading.entities:
        for made in entity.expansions:
            node = desk.names.part("expansion", f"{made.clause.start}-{made.form}-{made.name}")
            desk.sheet.kind(node, AKG.Expansion, graph=desk.report)
            desk.about_report(node, AKG.form, text(made.form))
            desk.about_report(node, AKG.fullName, text(made.name))
            desk.about_report(node, AKG.about, desk.names.entity(entity.ref))
            desk.about_report(node, AKG.rule, desk.sheet.concept(f"rules/{made.rule}"))
            desk.about_report(node, PROV.wasQuotedFrom, desk.names.citation(made.clause))
            desk.about_report(node, AKG.licence, desk.names.citation(made.licence))


def _unread(desk: Desk) -> None:
    for skipped in desk.reading.skipped:
        node = desk.names.part("number", skipped.span.start)
        desk.sheet.kind(node, AKG.SkippedNumber, graph=desk.report)
        desk.words(node, AKG.printed, skipped.span)
        reason = desk.sheet.concept(f"reasons/{skipped.reason.removeprefix('reasons/')}")
        desk.about_report(node, AKG.reason, reason)
        desk.about_report(node, AKG.numberAt, desk.names.citation(skipped.span))
        desk.about_report(node, PROV.wasQuotedFrom, desk.names.citation(skipped.clause))
    for doubt in desk.reading.doubts:
        node = desk.names.part("doubt", f"{doubt.span.start}-{doubt.rule}")
        desk.sheet.kind(node, AKG.Doubt, graph=desk.report)
        desk.words(node, AKG.printed, doubt.span)
        desk.about_report(node, AKG.doubtText, text(doubt.reason))
        rule = desk.sheet.concept(f"rules/{doubt.rule.replace('.', '-')}")
        desk.about_report(node, AKG.readBy, rule)
        desk.about_report(node, PROV.wasQuotedFrom, desk.names.citation(doubt.span))


def write_report(desk: Desk) -> None:
    """Describe the report."""
    desk.sheet.kind(desk.report, AKG.GovernmentReport, graph=desk.report)
    desk.about_report(desk.report, NIF.isString, whole(desk.reading.document.text))
    _metadata(desk)
    if desk.reading.area:
        place = desk.names.place(len(desk.names.chain))
        desk.about_report(desk.report, AKG.area, place)
    for section in desk.reading.document.sections:
        _section(desk, section)
    _expansions(desk)
    _unread(desk)


def write_citations(desk: Desk) -> None:
    """Describe every citation made so far; comes last.

    Raises:
        GraphError: a span that lies outside the text.
    """
    whole = desk.reading.document.text
    for span, node in desk.names.citations.items():
        if not 0 <= span.start < span.end <= len(whole):
            raise GraphError(
                f"{node.value}: no such words in a text of {len(whole)}; mend the rule"
            )
        _citation(desk, span, node)


def _citation(desk: Desk, span: Span, node: NamedNode) -> None:
    desk.sheet.kind(node, AKG.Citation, graph=desk.report)
    desk.about_report(node, NIF.beginIndex, offset(span.start))
    desk.about_report(node, NIF.endIndex, offset(span.end))
    desk.words(node, NIF.anchorOf, span)
    desk.about_report(node, NIF.referenceContext, desk.report)
