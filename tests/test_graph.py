"""Every statement is cited, and every citation says what it is cited for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import oracle
import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from anhai_kg.errors import GraphError
from anhai_kg.graph import to_quads
from anhai_kg.graph.sheet import date, decimal, text
from anhai_kg.graph.vocabulary import GRAPH as VOCABULARY
from anhai_kg.iri import BASE
from anhai_kg.lexicons import NAMESPACE
from anhai_kg.model import (
    Area,
    Document,
    Entity,
    Evidence,
    Figure,
    Kind,
    Mention,
    Metadata,
    Reading,
    Span,
    Status,
)
from anhai_kg.remote import open_graph
from anhai_kg.vocab import AKG, NIF, ORG, PROV, RDF, SKOS, XSD

QUADS = oracle.graph().quads
TEXT = oracle.reading().document.text
NAMED = {
    AKG.Official,
    AKG.Body,
    AKG.Place,
    AKG.Project,
    AKG.Initiative,
    AKG.Event,
    AKG.Report,
    AKG.Post,
    AKG.Indicator,
}


def literal(term: object) -> str:
    assert isinstance(term, Literal)
    return term.value


def words() -> dict[object, str]:
    """Citation to its words."""
    return {q.subject: literal(q.object) for q in QUADS if q.predicate == NIF.anchorOf}


def typed(*classes: NamedNode) -> set[object]:
    return {q.subject for q in QUADS if q.predicate == RDF.type and q.object in classes}


def names() -> dict[object, set[str]]:
    """Node to the words that stand for it in a text."""
    found: defaultdict[object, set[str]] = defaultdict(set)
    spoken = {SKOS.prefLabel, SKOS.altLabel, AKG.valueText, AKG.actionText}
    for quad in QUADS:
        if quad.predicate in spoken and literal(quad.object):
            found[quad.subject].add(literal(quad.object))
    forms = {q.subject: literal(q.object) for q in QUADS if q.predicate == AKG.form}
    for quad in QUADS:
        if quad.predicate == AKG.about and quad.subject in forms:
            found[quad.object].add(forms[quad.subject])
    for quad in QUADS:
        if quad.predicate == ORG.member:
            found[quad.subject] |= found[quad.object]
    return found


def test_every_graph_is_known() -> None:
    cited = set(words())
    reports, derived = typed(AKG.GovernmentReport), typed(AKG.DerivedGraph)
    known = cited | reports | derived | {VOCABULARY}
    assert {q.graph_name for q in QUADS} <= known
    assert derived
    assert reports


def test_no_blank_nodes_and_only_two_languages() -> None:
    for quad in QUADS:
        terms = (quad.subject, quad.object, quad.graph_name)
        assert not any(isinstance(term, (BlankNode, DefaultGraph)) for term in terms)
        if isinstance(quad.object, Literal):
            assert quad.object.language in {None, "zh", "en"}


def test_citations_quote_the_text_to_the_letter() -> None:
    begin: dict[object, int] = {
        q.subject: int(literal(q.object)) for q in QUADS if q.predicate == NIF.beginIndex
    }
    end: dict[object, int] = {
        q.subject: int(literal(q.object)) for q in QUADS if q.predicate == NIF.endIndex
    }
    [whole] = [literal(q.object) for q in QUADS if q.predicate == NIF.isString]
    assert whole == TEXT
    for citation, quote in words().items():
        assert whole[begin[citation] : end[citation]] == quote
        assert str(citation).endswith(f"#char={begin[citation]},{end[citation]}>")


def test_every_quote_contains_what_it_proves() -> None:
    known, cited = names(), words()
    proofs = [quad for quad in QUADS if quad.graph_name in cited]
    assert len(proofs) > 2000
    for quad in proofs:
        candidates = known[quad.subject] | known[quad.object]
        if isinstance(quad.object, Literal):
            candidates |= {quad.object.value}
        quote = cited[quad.graph_name]
        assert any(name in quote for name in candidates), f"{quad}: {quote}"


def test_everything_named_has_a_name_in_both_languages() -> None:
    labels: defaultdict[object, set[Literal]] = defaultdict(set)
    for quad in QUADS:
        if quad.predicate == SKOS.prefLabel and isinstance(quad.object, Literal):
            labels[quad.subject].add(quad.object)
    for node in typed(*NAMED):
        assert sorted(str(label.language) for label in labels[node]) == ["en", "zh"], node


def test_every_concept_is_described() -> None:
    own = f"{NAMESPACE}/"
    spoken = {q.object for q in QUADS if isinstance(q.object, NamedNode) and "#" in q.object.value}
    used = {t for t in spoken if t.value.startswith(own)}
    described = {q.subject for q in QUADS if q.graph_name == VOCABULARY}
    assert {t.value for t in used - described} == set()


def test_figures_keep_their_spelling() -> None:
    values = [q.object for q in QUADS if q.predicate == AKG.value]
    assert len(values) == len(oracle.reading().figures)
    assert all(isinstance(v, Literal) and v.datatype == XSD.decimal for v in values)
    texts = [q for q in QUADS if q.predicate == AKG.valueText and literal(q.object) == "35.92"]
    assert texts


def test_nary_nodes_are_quoted() -> None:
    quoted = {q.subject for q in QUADS if q.predicate == PROV.wasQuotedFrom}
    nary = typed(
        AKG.Result, AKG.Target, AKG.Tenure, AKG.Achievement, AKG.Commitment, AKG.SkippedNumber
    )
    assert nary <= quoted


def test_a_borrowed_form_is_no_alias() -> None:
    """In 西门、安平2个长者食堂 the words 西门 are no name of the canteen."""
    canteens = [q.subject for q in QUADS if q.object == Literal("西门长者食堂", language="zh")]
    aliases = {literal(q.object) for q in QUADS if q.predicate == SKOS.altLabel}
    assert canteens
    assert not [q for q in QUADS if q.subject == canteens[0] and q.predicate == SKOS.altLabel]
    assert "镇党委" in aliases


def small(identifier: str, *, parents: tuple[str, ...], town: str = "河口镇") -> Reading:
    said = f"{town}党委书记张三主持会议"
    span = Span(0, len(said))
    mention = Mention(span=Span(0, 5), clause=span, form=f"{town}党委"[:5])
    body = Entity(kind=Kind.BODY, name=f"{town}党委", label_en="committee", mentions=(mention,))
    document = Document(
        id=identifier,
        name=identifier,
        text=said,
        metadata=Metadata(title="会议", title_from="text"),
        sections=(),
        sentences=(span,),
        clauses=(span,),
    )
    area = Area(name=town, parents=parents, level="places/town", span=Span(0, 3))
    return Reading(document=document, area=area, entities=(body,))


def bodies(readings: list[Reading]) -> list[str]:
    found = {str(q.subject) for q in to_quads(readings) if q.object == AKG.Body}
    return sorted(node.removeprefix(f"<{BASE}").removesuffix(">") for node in found)


def test_reports_of_one_town_meet() -> None:
    one, two = small("a", parents=("东山县",)), small("b", parents=())
    assert bodies([one, two]) == ["东山县/河口镇/body/河口镇党委"]
    assert to_quads([one, two]) == to_quads([two, one])


def test_towns_of_one_name_do_not_meet() -> None:
    east, west = small("a", parents=("东山县",)), small("b", parents=("西山县",))
    unsure = small("c", parents=())
    assert len(bodies([east, west])) == 2
    assert "河口镇/body/河口镇党委" in bodies([east, west, unsure])


def test_a_fuller_chain_is_adopted() -> None:
    one, two = small("a", parents=("东山县", "南海省")), small("b", parents=("东山县",))
    assert bodies([one, two]) == ["南海省/东山县/河口镇/body/河口镇党委"]


def test_no_area_no_meeting() -> None:
    one = replace(small("a", parents=()), area=None)
    assert bodies([one]) == ["report/a/body/河口镇党委"]


def test_two_reports_of_one_id_are_refused() -> None:
    with pytest.raises(GraphError, match="two reports"):
        to_quads([small("a", parents=()), small("a", parents=())])


def test_a_citation_outside_the_text_is_refused() -> None:
    reading = small("a", parents=())
    wrong = Figure(
        status=Status.RESULT,
        indicator="项目",
        value=Decimal(1),
        unit="个",
        number=Span(3, 99),
        printed="1",
        evidence=Evidence(span=Span(0, 4), rule="figures.result"),
    )
    with pytest.raises(GraphError, match="no such words"):
        to_quads([replace(reading, figures=(wrong,))])


@pytest.mark.parametrize("value", ["1E+30", "NaN", "0.1234567890123456789"])
def test_a_value_that_nobody_could_compute_with_is_refused(value: str) -> None:
    with pytest.raises(GraphError, match="18 digits"):
        decimal(Decimal(value))


@pytest.mark.parametrize("value", ["2025-02-30", "2023-13", "23", "2023-H1", "２０２３"])
def test_a_date_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(GraphError):
        date(value)


@pytest.mark.parametrize("value", ["\ud800", "x" * (1 << 20) + "x"])
def test_a_text_that_no_file_could_hold_is_refused(value: str) -> None:
    with pytest.raises(GraphError):
        text(value)


@pytest.mark.parametrize("base", ["", "x/", "https://a.b", "https://a.b/c", "https://a.b/?q/"])
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="base"):
        to_quads([small("a", parents=())], base=base)


def test_another_base() -> None:
    quads = to_quads([small("a", parents=())], base="https://example.org/d/")
    assert not any("anhai-kg/id/" in str(quad) for quad in quads)


def test_same_bytes_for_every_hash_seed(tmp_path: Path) -> None:
    written = set()
    for seed in ("0", "1", "4711"):
        target = tmp_path / f"{seed}.trig"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, oracle.__file__, str(target)]
        subprocess.run(command, check=True, env=environment)
        open_graph(target).write(target.with_suffix(".ttl"))
        written.add((target.read_bytes(), target.with_suffix(".ttl").read_bytes()))
    assert len(written) == 1


def test_the_quads_are_single() -> None:
    assert len(set(QUADS)) == len(list(QUADS))


def test_the_quads_are_in_one_order_for_every_hash_seed() -> None:
    script = "import oracle; print(*oracle.to_quads([oracle.reading()]), sep='\\n')"
    said = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", script]
        folder = Path(oracle.__file__).parent
        done = subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True)
        said.add(done.stdout)
    assert len(said) == 1
