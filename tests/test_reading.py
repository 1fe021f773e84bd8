"""Reading: one case folder per construction, what must not be read, and what holds for every text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache

import cases
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anhai_kg.alphabet import DIGITS
from anhai_kg.document import load, parse
from anhai_kg.errors import InputError
from anhai_kg.model import Evidence, Kind, Reading, Span
from anhai_kg.pipeline import read

KNOWN: dict[str, str] = {
    "figures-of-place": "集体 of 集体收入 goes to the village, as 双桐村集体",
    "list-numbers": "二是 before a noun and its number is taken for the indicator",
}
"""Case folders that are read wrongly today, and what is wrong."""

NAMES = cases.names()


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    if name in KNOWN:
        request.applymarker(pytest.mark.xfail(reason=KNOWN[name], strict=True))
    assert cases.wrong(name) == [], cases.case(name).says


def test_every_case_says_what_it_shows_and_expects_something() -> None:
    assert len(NAMES) >= 45 and set(KNOWN) <= set(NAMES)
    for name in NAMES:
        wanted = cases.case(name)
        assert wanted.says and (wanted.expected or wanted.forbidden or wanted.closed), name


def test_a_case_can_fail() -> None:
    """With nothing read, each case that expects a fact is wrong."""
    nothing: dict[str, list[cases.Fact]] = {table: [] for table in cases.COLUMNS}
    for name in NAMES:
        assert bool(cases.wrong(name, nothing)) is bool(cases.case(name).expected), name


def spans(value: object) -> list[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        return [value]
    if is_dataclass(value):
        return [s for f in fields(value) for s in spans(getattr(value, f.name))]
    if isinstance(value, tuple):
        return [s for item in value for s in spans(item)]
    return []


def check(reading: Reading) -> None:
    """What holds for the reading of any text."""
    text = reading.document.text
    assert all(0 <= s.start <= s.end <= len(text) for s in spans(reading))
    names = [(e.kind, e.name) for e in reading.entities]
    assert len(set(names)) == len(names)
    known = set(names)
    for entity in reading.entities:
        assert entity.mentions
        for mention in entity.mentions:
            assert mention.span.of(text) == mention.form and mention.clause.covers(mention.span)
    for act in reading.acts:
        assert {act.agent, act.object} <= known
        _proves(act.evidence, reading)
    for post in reading.posts:
        assert {(Kind.OFFICIAL, post.person), (Kind.BODY, post.body)} <= known
        _proves(post.evidence, reading)
        assert post.person in re.sub("[ 　]", "", post.evidence.span.of(text))
    for relation in reading.relations:
        assert relation.subject in known
        _proves(relation.evidence, reading)
    for figure in reading.figures:
        assert figure.evidence.span.covers(figure.number)
        assert figure.printed in figure.number.of(text) and figure.bound_word in figure.number.of(
            text
        )
        assert set(figure.subjects) <= known
        _proves(figure.evidence, reading)


def lost(reading: Reading) -> list[str]:
    """The Arabic numbers that are in no figure, and not among the skipped either."""
    text = reading.document.text
    spans = [f.number for f in reading.figures] + [s.span for s in reading.skipped]
    runs = (Span(*match.span()) for match in re.finditer(f"[{DIGITS}]+", text))
    return [
        f"{run.of(text)} at {run.start}" for run in runs if not any(s.covers(run) for s in spans)
    ]


def _proves(evidence: Evidence, reading: Reading) -> None:
    """A clause or a few, within one sentence."""
    assert evidence.span.of(reading.document.text).strip() and evidence.rule
    assert "\n" not in evidence.span.of(reading.document.text)


@cache
def texts() -> tuple[str, ...]:
    return tuple(load(cases.FOLDER / name / "report.txt").text for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_quotes_numbers_and_names_hold_in_every_case(name: str) -> None:
    document = load(cases.FOLDER / name / "report.txt")
    reading = read(document)
    check(reading)
    assert read(document) == reading


@pytest.mark.parametrize("name", NAMES)
def test_no_number_of_a_case_is_lost(name: str) -> None:
    assert lost(read(load(cases.FOLDER / name / "report.txt"))) == []


SENTENCES = st.deferred(
    lambda: st.sampled_from([s for text in texts() for s in re.split("(?<=[。！\n])", text) if s])
)
NOISE = st.text(
    st.sampled_from(
        "0123456789年月日亿元个镇县区委书记会议由主持选举为代表听取报告，。、：；“”（）《》—+％\n 张李王"
    )
    | st.characters(codec="utf-8"),
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCES | NOISE, min_size=1, max_size=8))
def test_any_text_is_read_or_refused(parts: list[str]) -> None:
    try:
        document = parse("".join(parts), name="any.txt", identifier="any")
    except InputError:
        return
    check(read(document))


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCES | NOISE, min_size=1, max_size=8))
@example(["一、2024年工作安排\n）3个\n"])
def test_no_number_of_any_text_is_lost(parts: list[str]) -> None:
    text = "枫渚镇人民政府工作报告\n" + "".join(parts)
    assert lost(read(parse(text, name="any.txt", identifier="any"))) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "　", " "]))
def test_white_space_around_a_text_changes_no_fact(parts: list[str], space: str) -> None:
    text = "枫渚镇人民政府工作报告\n\n" + "".join(parts) + "\n"
    one = cases.facts(read(parse(text, name="x", identifier="x")))
    other = cases.facts(read(parse(space * 2 + text + space * 2, name="x", identifier="x")))
    assert one == other
