"""Graphs for the tests of the page that no report of this world would give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["HOSTILE", "hostile", "large"]

AKG: Final = "https://w3id.org/anhai-kg/ontology#"
BASE: Final = "https://w3id.org/anhai-kg/id/"
DCTERMS: Final = "http://purl.org/dc/terms/"
NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

HOSTILE: Final = (
    "</script><script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=1>",
    '"><svg onload=window.PWN=1>',
    "' onmouseover='window.PWN=1",
    "javascript:window.PWN=1",
    "<!--<script>window.PWN=1",
    "{{7*7}}{% raw %}",
    "a\u2028b\u2029c",
    "\u202eright to left\u2066",
    "</style><b>href</b>",
    "&lt;b&gt;&amp;",
    "<iframe srcdoc='<script>parent.PWN=1</script>'>",
    "${window.PWN=1}`",
    "]]><svg/onload=window.PWN=1>",
    '=HYPERLINK("http://x.example")',
    "𠮷野家\U0001f600",
)
"""Strings that break pages which are not careful."""

REPORT: Final = f"{BASE}report/" + quote(
    "\"><img src=x onerror=window.PWN=1>' javascript:", safe=""
)
ORG: Final = "http://www.w3.org/ns/org#"


def _quad(subject: str, predicate: str, value: str | Literal, graph: str) -> Quad:
    term = value if isinstance(value, Literal) else NamedNode(value)
    return Quad(NamedNode(subject), NamedNode(predicate), term, NamedNode(graph))


def _citation(text: str, start: int, end: int) -> tuple[str, list[Quad]]:
    cite = f"{REPORT}#char={start},{end}"
    return cite, [
        _quad(cite, f"{NIF}beginIndex", Literal(start), REPORT),
        _quad(cite, f"{NIF}endIndex", Literal(end), REPORT),
        _quad(cite, f"{NIF}anchorOf", Literal(text[start:end]), REPORT),
        _quad(cite, f"{NIF}referenceContext", REPORT, REPORT),
    ]


def _entity(name: str, kind: str, cite: str) -> Iterator[Quad]:
    iri = f"{BASE}x/{kind.lower()}/{quote(name, safe='')}"
    yield _quad(iri, RDF_TYPE, f"{AKG}{kind}", cite)
    yield _quad(iri, f"{SKOS}prefLabel", Literal(name, language="zh"), cite)
    yield _quad(iri, f"{SKOS}prefLabel", Literal(name[::-1], language="en"), cite)
    yield _quad(iri, f"{SKOS}altLabel", Literal(name + "!", language="zh"), cite)
    yield _quad(iri, f"{AKG}mentionedIn", cite, cite)


def _figure(words: str, cite: str, start: int) -> Iterator[Quad]:
    iri, indicator = f"{REPORT}/figure/{start}", f"{BASE}x/indicator/{quote(words, safe='')}"
    yield _quad(iri, RDF_TYPE, f"{AKG}Target", cite)
    yield _quad(iri, f"{AKG}indicator", indicator, cite)
    yield _quad(indicator, f"{SKOS}prefLabel", Literal(words, language="zh"), cite)
    yield _quad(iri, f"{AKG}value", Literal("1.50", datatype=NamedNode(f"{XSD}decimal")), cite)
    for name in ("valueText", "unitText", "boundWord", "groupLabel"):
        yield _quad(iri, f"{AKG}{name}", Literal(words), cite)
    yield _quad(iri, f"{AKG}numberAt", cite, cite)
    yield _quad(iri, f"{PROV}wasQuotedFrom", cite, cite)


def _skipped(words: str, cite: str, start: int) -> Iterator[Quad]:
    iri, reason = f"{REPORT}/number/{start}", f"{AKG}reason-{start}"
    yield _quad(iri, RDF_TYPE, f"{AKG}SkippedNumber", REPORT)
    yield _quad(iri, f"{AKG}printed", Literal(words), REPORT)
    yield _quad(iri, f"{AKG}reason", reason, REPORT)
    yield _quad(reason, f"{SKOS}prefLabel", Literal(words, language="zh"), REPORT)
    yield _quad(iri, f"{PROV}wasQuotedFrom", cite, REPORT)


def _undertaking(words: str, cite: str, start: int) -> Iterator[Quad]:
    iri, period = f"{REPORT}/deed/{start}", f"{BASE}period/{start}"
    kind = "Commitment" if start % 2 else "Achievement"
    yield _quad(iri, RDF_TYPE, f"{AKG}{kind}", cite)
    yield _quad(iri, f"{AKG}actionText", Literal(words), cite)
    yield _quad(iri, f"{AKG}objectText", Literal(words), cite)
    yield _quad(iri, f"{AKG}period", period, cite)
    yield _quad(period, f"{SKOS}notation", Literal(words), cite)
    yield _quad(iri, f"{AKG}field", f"{AKG}field-{start}", cite)
    yield _quad(f"{AKG}field-{start}", f"{SKOS}prefLabel", Literal(words, language="zh"), cite)
    yield _quad(iri, f"{PROV}wasQuotedFrom", cite, cite)


def _tenure(words: str, official: str, cite: str, start: int) -> Iterator[Quad]:
    """An official, if it is one, in a post; the manner of it has a hostile name."""
    iri, post = f"{REPORT}/tenure/{start}", f"{BASE}x/post/{quote(words, safe='')}"
    yield from _entity(words, "Post", cite)
    yield _quad(iri, RDF_TYPE, f"{AKG}Tenure", cite)
    yield _quad(iri, f"{ORG}member", official, cite)
    yield _quad(iri, f"{AKG}post", post, cite)
    yield _quad(iri, f"{AKG}how", f"{AKG}{quote(words, safe='')}", cite)
    yield _quad(iri, f"{PROV}wasQuotedFrom", cite, cite)
    yield _quad(official, f"{AKG}state", f"{AKG}state-{start}", cite)
    yield _quad(f"{AKG}state-{start}", f"{SKOS}prefLabel", Literal(words, language="zh"), cite)


def _heading(cite: str, start: int) -> Iterator[Quad]:
    section = f"{REPORT}/section/{start}"
    yield _quad(section, RDF_TYPE, f"{AKG}Section", REPORT)
    yield _quad(section, f"{AKG}heading", cite, REPORT)
    yield _quad(section, f"{AKG}level", Literal(start % 3 + 1), REPORT)


def _report(text: str, title: str, source: str) -> list[Quad]:
    return [
        _quad(REPORT, f"{NIF}isString", Literal(text), REPORT),
        _quad(REPORT, f"{DCTERMS}title", Literal(title, language="zh"), REPORT),
        _quad(REPORT, f"{DCTERMS}publisher", Literal(title, language="zh"), REPORT),
        _quad(REPORT, f"{DCTERMS}date", Literal(title), REPORT),
        _quad(REPORT, f"{DCTERMS}source", Literal(source), REPORT),
    ]


def hostile() -> KnowledgeGraph:
    """Every string of `HOSTILE` wherever a graph holds one: title, date, text, heading, name, form,
    indicator, unit, bound, period, field, action, reason, state, and parts of IRIs."""
    text = "\n".join(HOSTILE)
    quads = _report(text, "".join(HOSTILE), "javascript:window.PWN=1")
    kinds = ("Official", "Body", "Place", "Project", "Initiative", "Event", "Report")
    start = 0
    for n, words in enumerate(HOSTILE):
        cite, said = _citation(text, start, start + len(words))
        entity = [*_entity(words, kinds[n % len(kinds)], cite)]
        quads += [*said, *entity]
        quads += [*_figure(words, cite, start), *_skipped(words, cite, start)]
        quads += [*_undertaking(words, cite, start), *_heading(cite, start)]
        quads += _tenure(words, entity[0].subject.value, cite, start)  # type: ignore[union-attr]
        start += len(words) + 1
    return KnowledgeGraph(quads)


def large(count: int) -> KnowledgeGraph:
    """`count` places, each in the one whose number is a quarter of its own: one big group."""
    names = [f"第{n}村" for n in range(count)]
    text = "，".join(names)
    quads = _report(text, "大", "")
    iris, start = [], 0
    for n, name in enumerate(names):
        cite, said = _citation(text, start, start + len(name))
        entity = [*_entity(name, "Place", cite)]
        iris.append(entity[0].subject.value)  # type: ignore[union-attr]
        quads += [*said, *entity]
        if n:
            quads.append(_quad(iris[n], f"{AKG}partOf", iris[n // 4], cite))
        start += len(name) + 1
    return KnowledgeGraph(quads)
