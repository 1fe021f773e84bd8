"""The fact tables hold what the graph holds, once, with its proof; and nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from pyoxigraph import Literal, Quad

from anhai_kg.facts import Facts, facts
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.score import score
from anhai_kg.vocab import AKG, SKOS

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold" / "anhai-2023"
TABLES = {table.name: table for table in facts(sample.graph())}
COLUMNS = {
    "entities": "type,name,aliases,quote,start,end",
    "posts": "person,post,body,how,quote,start,end",
    "acts": "agent,act,object,quote,start,end",
    "relations": "subject,relation,object,quote,start,end",
    "figures": "status,indicator,value,unit,bound,period,subjects,quote,start,end",
}


def test_the_tables_have_the_columns_of_the_guidelines() -> None:
    assert {name: ",".join(table.columns) for name, table in TABLES.items()} == COLUMNS


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_quote_stands_at_its_offsets(table: Facts) -> None:
    text = sample.reading().document.text
    assert table.rows
    for row in table.rows:
        quote, start, end = row[-3:]
        assert text[int(start) : int(end)] == quote


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_a_fact_stands_once_and_in_the_order_of_the_text(table: Facts) -> None:
    assert len({row[:-3] for row in table.rows}) == len(table.rows)
    if table.name != "figures":  # these follow their numbers
        starts = [int(row[-2]) for row in table.rows]
        assert starts == sorted(starts)


def test_what_went_into_the_graph_comes_out(tmp_path: Path) -> None:
    for table in TABLES.values():
        (tmp_path / f"{table.name}.csv").write_bytes(table.to_csv().encode())
    for found in score(GOLD, tmp_path):
        assert (found.precision, found.recall) == (1, 1), found


def test_a_fact_said_twice_is_one_row() -> None:
    reading = sample.reading()
    again = replace(reading, acts=(*reading.acts, reading.acts[0]), posts=reading.posts * 2)
    from anhai_kg.graph import to_quads

    twice = {t.name: t for t in facts(KnowledgeGraph(to_quads([again])))}
    assert twice["acts"] == TABLES["acts"] and twice["posts"] == TABLES["posts"]


def test_words_that_would_run_as_a_formula_do_not() -> None:
    quads = []
    for quad in sample.graph().quads:
        named = quad.predicate == SKOS.prefLabel and quad.object == Literal("陈进福", language="zh")
        value = Literal("=cmd|' /C calc'!A0", language="zh") if named else quad.object
        quads.append(Quad(quad.subject, quad.predicate, value, quad.graph_name))
    for table in facts(KnowledgeGraph(quads)):
        for row in csv.DictReader(io.StringIO(table.to_csv())):
            assert not [
                c for c, t in row.items() if t[:1] in "=+-@" and t and c not in ("bound", "value")
            ]
            assert row.get("bound", "=") in {"=", ">", ">=", "<", "<=", "~"}


def test_only_what_the_graph_says_is_told() -> None:
    without = [quad for quad in sample.graph().quads if quad.predicate != AKG.chairs]
    acts = next(t for t in facts(KnowledgeGraph(without)) if t.name == "acts")
    assert {row[1] for row in acts.rows} == {"delivers", "hears", "represents", "speaks"}
    assert all(not table.rows for table in facts(KnowledgeGraph([])))
