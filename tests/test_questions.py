"""The catalogue answers, is asked in words, and asserts nothing that was not asked."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import sample
from pyoxigraph import NamedNode

from anhai_kg import questions
from anhai_kg.errors import QuestionError
from anhai_kg.questions.catalogue import CLASS, TEXT, load
from anhai_kg.questions.match import Matcher
from anhai_kg.questions.words import normalised, segmented, synonyms
from anhai_kg.remote import open_graph

POST = "https://w3id.org/anhai-kg/ontology#Post"
HERE = Path(__file__).resolve().parent
GRAPH = sample.graph()
LABELS = questions.labels_of(GRAPH)
MATCHER = Matcher(questions.catalogue(), LABELS)
CATALOGUE = list(questions.catalogue().values())
REFUSED = (HERE / "refused.txt").read_text(encoding="utf-8").splitlines()
with (HERE / "asked.csv").open(encoding="utf-8", newline="") as handle:
    ASKED = [tuple(row.values()) for row in csv.DictReader(handle)]

SILENT = {"growth", "who-attended", "said-with-word"}
"""The sample says nothing of these; the last needs a word."""


def answered(asked: str, **given: str) -> list[tuple[object, ...]]:
    return list(questions.ask(GRAPH, asked, language="zh", **given).rows)


def column(name: str, asked: str, **given: str) -> list[object]:
    answer = questions.ask(GRAPH, asked, language="zh", **given)
    return [row[answer.columns.index(name)] for row in answer.rows]


def test_the_catalogue_is_broad() -> None:
    assert len(CATALOGUE) >= 60
    groups = Counter(question.group for question in CATALOGUE)
    assert min(groups.values()) >= 1 and len(groups) >= 9, groups


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda q: q.name)
class TestEachQuestion:
    def test_what_is_given_picks_the_rows_that_hold_it(self, question: questions.Question) -> None:
        """Of all rows, those with the thing; none where it stands in no row."""
        whole = GRAPH.select(question.sparql)
        for param in question.params:
            place = whole.columns.index(param.name)
            tables = (LABELS.forms.get(name, {}) for name in param.classes if name != TEXT)
            for thing in {one for table in tables for found in table.values() for one in found}:
                rows = GRAPH.select(question.sparql, **{param.name: NamedNode(thing)}).rows
                assert rows == tuple(row for row in whole.rows if row[place] == thing), thing

    def test_answers_in_a_total_order(self, question: questions.Question) -> None:
        answer = GRAPH.query(question.sparql)
        assert answer.rows or question.name in SILENT
        tail = question.sparql.rpartition("ORDER BY")[2]
        assert tail.count("?") >= 1 and "LIMIT" not in question.sparql
        assert {param.name for param in question.params} <= set(answer.columns)

    def test_is_understood_by_its_own_phrasings(self, question: questions.Question) -> None:
        for way in question.ways:
            if "{" not in way:
                assert MATCHER.understand(way).question.name == question.name, way

    def test_takes_each_parameter(self, question: questions.Question) -> None:
        everything = GRAPH.query(question.sparql)
        for param in question.params:
            if param.classes == (TEXT,):
                continue
            values = [row[everything.columns.index(param.name)] for row in everything.rows]
            value = next((value for value in values if value is not None), None)
            if value is None:
                continue
            understood = questions.Understood(question, {param.name: (str(value),)})
            part = questions.answer(GRAPH, understood)
            assert part.rows, (question.name, param.name)
            assert {row[part.columns.index(param.name)] for row in part.rows} == {value}


@pytest.mark.parametrize(("asked", "name", "values"), ASKED)
def test_understood(asked: str, name: str, values: str) -> None:
    understood = MATCHER.understand(asked)
    assert understood.question.name == name
    found = {
        slot: "/".join(dict.fromkeys(LABELS.name(thing, "zh") for thing in things))
        for slot, things in understood.values.items()
    }
    assert found == dict(pair.split("=", 1) for pair in values.split("|") if pair)


@pytest.mark.parametrize("asked", REFUSED)
def test_refused(asked: str) -> None:
    with pytest.raises(QuestionError, match="ask` lists all"):
        MATCHER.understand(asked)


def test_the_tables_are_long_enough() -> None:
    assert len(ASKED) >= 400 and len(REFUSED) >= 150
    for line in ASKED:
        assert line[0] not in REFUSED


def test_the_name_of_the_area_is_no_scope_where_several_report() -> None:
    two = replace(LABELS, areas=(*LABELS.areas, "https://example.org/id/place/another"))
    assert MATCHER.understand("安海镇有哪些官员").values == {}
    with pytest.raises(QuestionError, match="not understood"):
        Matcher(questions.catalogue(), two).understand("安海镇有哪些官员")


def test_a_post_of_elsewhere_is_not_one_of_the_area() -> None:
    """Leaving out 安海镇 must not turn 安海镇的市长 into 市长."""
    posts = LABELS.forms[POST]
    [town] = posts["镇长"]
    other = town.replace("安海镇人民政府", "晋江市人民政府").replace("镇长", "市长")
    table = {**posts, "市长": (other,)}
    labels = replace(LABELS, forms={**LABELS.forms, POST: table})
    matcher = Matcher(questions.catalogue(), labels)
    assert matcher.understand("谁是市长").values == {"post": (other,)}
    assert matcher.understand("谁是安海镇现任的镇长").values == {"post": (town,)}
    with pytest.raises(QuestionError):
        matcher.understand("谁是安海镇现任的市长")


@pytest.mark.parametrize(
    ("asked", "name", "expected"),
    [
        ("谁主持会议？", "official", ["陈进福"]),
        (
            "Which projects are located in the Longshan Temple area?",
            "project",
            ["龙山寺片区城市更新", "龙山寺片区改造"],
        ),
        ("谁作了什么报告，代表谁？", "body", ["安海镇人民政府"]),
        ("陈进福担任什么职务？", "post", ["党委书记"]),
        ("安海镇镇长是谁", "official", ["黄胜鑫"]),
        ("谁当选副镇长", "official", ["夏际勇", "肖文书"]),
        ("10个优质项目有哪些", "member", ["储能电站二期", "富仓数控", "恒软机械"]),
        ("安海龙山寺在哪里？", "place", ["安海镇"]),
        ("新增停车位有多少", "value", [Decimal(630)]),
        (
            "有多少个项目",
            "count",
            [len([e for e in sample.reading().entities if e.kind == "Project"])],
        ),
        ("黄胜鑫做了什么", "act", ["作报告", "代表"]),
    ],
)
def test_answer(asked: str, name: str, expected: list[object]) -> None:
    assert column(name, asked) == expected


def test_targets_have_value_unit_bound_and_period() -> None:
    answer = questions.ask(GRAPH, "targets")
    assert answer.columns == ("indicator", "value", "unit", "bound", "period", "quote")
    assert len(answer) == sum(f.status == "target" for f in sample.reading().figures)
    rows = [row[1:] for row in answer.rows]
    assert (Decimal(76), "亿元", ">=", "2023", "确保完成年度计划投资76亿元以上") in rows


def test_totals_by_field_are_the_sums() -> None:
    reading = sample.reading()
    rows = {row[0]: row[1:] for row in answered("totals-by-field")}
    assert set(rows) == {"经济", "城市"}
    done, promised, reported, _ = rows["经济"]
    of = [u for u in reading.undertakings if u.field == "fields/economy"]
    assert (done or 0, promised or 0) == (
        sum(u.status == "result" for u in of),
        sum(u.status == "target" for u in of),
    )
    factor = {"亿元": 10**8, "万元": 10**4, "元": 1}
    assert reported == sum(
        f.value * factor[f.unit]
        for f in reading.figures
        if f.field == "fields/economy" and f.unit in factor and f.status == "result"
    )


def test_answers_carry_their_quotes() -> None:
    text = sample.reading().document.text
    for question in CATALOGUE:
        answer = GRAPH.query(question.sparql)
        for index in (i for i, name in enumerate(answer.columns) if name.endswith("quote")):
            quotes = [row[index] for row in answer.rows if row[index] is not None]
            assert all(str(quote) in text for quote in quotes), question.name


def test_plain_turtle_answers_too_without_quotes(tmp_path: Path) -> None:
    graph = open_graph(GRAPH.write(tmp_path / "facts.ttl"))
    [row] = questions.ask(graph, "谁主持会议？", language="zh").rows
    assert row[0] == "陈进福"


def test_named_questions_take_labels_pinyin_and_iris() -> None:
    for value in ("陈进福", "Chen Jinfu", "chenjinfu", "chen jin fu"):
        assert column("post", "posts-of-official", official=value) == ["党委书记"], value
    [iri] = {row[0] for row in questions.ask(GRAPH, "posts-of-official", official="陈进福").rows}
    assert column("post", "posts-of-official", official=str(iri)) == ["党委书记"]


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("posts-of-official", {}, "needs official"),
        ("posts-of-official", {"official": "张三"}, "nothing of that name"),
        ("posts-of-official", {"person": "陈进福"}, "no parameter 'person'"),
        ("谁主持会议", {"event": "x"}, "no question has this name"),
    ],
)
def test_a_wrong_parameter_is_refused(name: str, given: dict[str, str], says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        questions.ask(GRAPH, name, **given)


@pytest.mark.parametrize(
    "hostile", ['" } UNION { ?s ?p ?o } #', "\\", "https://example.org/a b", "'''"]
)
def test_values_are_bound_never_pasted(hostile: str) -> None:
    assert answered("said-with-word", word=hostile) == []


def test_a_name_of_several_things_asks_about_each() -> None:
    question = questions.catalogue()["where-said"]
    things = [iri for form in ("陈进福", "黄胜鑫") for iri in _things(form)]
    both = questions.answer(GRAPH, questions.Understood(question, {"thing": tuple(things)}))
    alone = [
        questions.answer(GRAPH, questions.Understood(question, {"thing": (t,)})) for t in things
    ]
    assert len(both) == sum(map(len, alone))


def _things(form: str) -> tuple[str, ...]:
    return LABELS.forms["https://w3id.org/anhai-kg/ontology#Official"][form]


def test_it_says_what_it_understood() -> None:
    understood = MATCHER.understand("chen jin fu 担任什么职务")
    assert understood.said("zh", LABELS) == "陈进福担任什么职务？"
    assert understood.said("en", LABELS) == "Which posts does Chen Jinfu hold?"


def test_a_word_of_the_table_has_one_meaning() -> None:
    path = HERE.parent / "ontology" / "questions" / "words.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        words = [word for row in csv.DictReader(handle) for word in row["words"].split()]
    assert not [word for word, times in Counter(words).items() if times > 1]


def test_words_leave_nothing_out() -> None:
    meant = segmented(normalised("谁 主持了 张三的会议？"), synonyms())
    assert meant.meanings == {"who", "chair", "meeting"} and meant.unknown == ("张三",)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("# zh: 甲\n# group: a\n", "needs one line `# en"),
        ("# zh: 甲{x}\n# en: a\n# group: a\n", "{x} is asked for but is no param"),
        ("# zh: 甲\n# en: a\n# group: a\n# param: x of y\n", "write `name a akg:Class`"),
        ("# zh: 甲\n# en: a\n# group: a\n# param: x a foo:Bar\n", "prefix 'foo'"),
    ],
)
def test_a_broken_header_is_named(header: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(f"{header}SELECT * {{}}", encoding="utf-8")
    with pytest.raises(QuestionError, match=says) as caught:
        load(tmp_path)
    assert "a.rq" in str(caught.value)


def test_an_empty_catalogue_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="holds no questions"):
        load(tmp_path)


def test_class_parameters_are_closed_lists() -> None:
    assert [q.name for q in CATALOGUE if any(p.classes == (CLASS,) for p in q.params)] == ["counts"]


def test_asking_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, anhai_kg as kg; g = kg.open(sys.argv[1]); g.ask(sys.argv[2], language='zh');"
        "print(sorted({'rdflib', 'pandas', 'pypinyin', 'pyshacl', 'networkx'} & set(sys.modules)))"
    )
    path = GRAPH.write(tmp_path / "sample.trig")
    run = subprocess.run(
        [sys.executable, "-c", code, str(path), "谁主持会议？"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert run.stdout.strip() == "[]"
