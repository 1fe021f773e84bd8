"""The catalogue answers alike wherever it is asked, says where its counts come from, and is RDF itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, Store
from rdflib.namespace import RDF, RDFS, SH

import anhai_kg
from anhai_kg import questions
from anhai_kg.questions.catalogue import CLASS, Question
from anhai_kg.questions.rdf import NAMESPACE
from anhai_kg.resources import QUESTIONS

TREE = Path(__file__).resolve().parent.parent
GRAPH = anhai_kg.build(Path(__file__).with_name("small") / "liuxi-2024.txt")
CATALOGUE = list(questions.catalogue().values())
SILENT = {"doubts", "phases", "said-with-word"}
"""The small report says nothing of these; the last needs a word."""


def union() -> Store:
    """A store that calls the union of its graphs the default graph: what is proved twice is there twice."""
    store = Store()
    store.extend(GRAPH.quads)
    return store


def dataset() -> rdflib.Dataset:
    made = rdflib.Dataset(default_union=True)
    made.parse(data=GRAPH.to_nquads(), format="nquads")
    return made


UNION, DATASET = union(), dataset()
TURTLE = rdflib.Graph().parse(data=(QUESTIONS / "catalogue.ttl").read_bytes(), format="turtle")


def plain(term: object) -> object:
    """A term so that both libraries spell it alike: 5.0 is 5."""
    if isinstance(term, Literal) and "decimal" in term.datatype.value:
        return Decimal(term.value)
    if isinstance(term, rdflib.Literal) and isinstance(term.value, Decimal):
        return term.value
    return None if term is None else str(getattr(term, "value", term))


def ours(sparql: str) -> list[tuple[object, ...]]:
    return [tuple(map(plain, row)) for row in GRAPH.query(sparql).terms or ()]


def rdflibs(sparql: str) -> list[tuple[object, ...]]:
    rows = (row for row in DATASET.query(sparql) if isinstance(row, rdflib.query.ResultRow))
    return [
        tuple(str(t) if isinstance(t, rdflib.URIRef) else plain(t) for t in row) for row in rows
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.name)
class TestEachQuestion:
    def test_answers_alike_in_rdflib(self, question: Question) -> None:
        rows = ours(question.sparql)
        assert rows or question.name in SILENT
        assert Counter(rdflibs(question.sparql)) == Counter(rows)

    def test_answers_alike_where_the_union_holds_a_statement_twice(
        self, question: Question
    ) -> None:
        rows = UNION.query(question.sparql, use_default_graph_as_union=True)
        assert [tuple(map(plain, row)) for row in rows] == ours(question.sparql)  # type: ignore[union-attr]

    def test_is_plain_sparql_with_its_own_prefixes(self, question: Question) -> None:
        body = question.sparql[question.sparql.index("PREFIX") :]
        used = set(re.findall(r"(?<![\w:<?/])([a-z]+):\w", re.sub(r"<[^>]*>", "", body)))
        declared = set(re.findall(r"PREFIX (\w+):", body))
        assert used <= declared, "a prefix is used that is not declared"
        assert not re.search(r"\b(LIMIT|OFFSET|FROM|SERVICE|RAND|NOW|UUID)\b", body)

    def test_the_order_is_total(self, question: Question) -> None:
        """What is selected is ordered by, or follows from what is."""
        order = set(re.findall(r"\?(\w+)", question.sparql.rpartition("ORDER BY")[2]))
        grouped = re.findall(r"^GROUP BY (.*)", question.sparql, re.MULTILINE)
        keys = set(re.findall(r"\?(\w+)", grouped[-1])) if grouped else set(question.columns)
        if question.name == "totals-by-field":
            keys = {"field"}  # one row a field
        assert keys & set(question.columns) <= order

    def test_carries_its_quotes_or_says_who_does(self, question: Question) -> None:
        assert quoted(question) or all(
            quoted(questions.catalogue()[name]) for name in question.listed_by or ["none"]
        )

    def test_is_in_the_rdf_and_runs_from_there(self, question: Question) -> None:
        node = rdflib.URIRef(NAMESPACE + question.name)
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in TURTLE
        comments = {str(c) for c in TURTLE.objects(node, RDFS.comment)}
        assert comments == {question.zh, question.en}
        [select] = TURTLE.objects(node, SH.select)
        assert ours(str(select)) == ours(question.sparql)
        names = {
            str(TURTLE.value(parameter, SH.name)): parameter
            for parameter in TURTLE.objects(node, SH.parameter)
        }
        assert set(names) == {param.name for param in question.params}
        for param in question.params:
            kind = TURTLE.value(names[param.name], SH["class"])
            assert param.classes != (CLASS,) or str(kind) == CLASS


def quoted(question: Question) -> bool:
    return any(name.endswith(("quote", "heading")) for name in question.columns)


def test_the_prefixes_of_the_rdf_are_those_of_the_queries() -> None:
    declared = {
        (str(TURTLE.value(node, SH.prefix)), str(TURTLE.value(node, SH.namespace)))
        for node in TURTLE.objects(rdflib.URIRef(NAMESPACE + "catalogue"), SH.declare)
    }
    used = {pair for q in CATALOGUE for pair in re.findall(r"PREFIX (\w+): <([^>]+)>", q.sparql)}
    assert declared == used


def test_the_rdf_is_fresh() -> None:
    command = [sys.executable, str(TREE / "tools" / "make_catalogue.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0


def test_every_group_of_questions_is_there() -> None:
    wanted = {
        "people", "meeting", "bodies", "projects", "places", "results", "targets", "commitments", "figures",
        "compared", "text",
    }  # fmt: skip
    assert wanted == {question.group for question in CATALOGUE}
