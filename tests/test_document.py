"""A text as sections, sentences and clauses: spans that fit the text, headings of every style."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhai_kg.document import load, parse
from anhai_kg.errors import InputError
from anhai_kg.model import Document, Section, Status

TITLE = "枫渚镇人民政府工作报告\n\n——2024年1月9日在枫渚镇第八届人民代表大会第三次会议上\n\n"


def parsed(body: str, title: str = TITLE) -> Document:
    return parse(title + body, name="report.txt", identifier="report")


def section(document: Document, words: str) -> Section:
    """The innermost section around the first of those words."""
    at = document.text.index(words)
    return max(
        (s for s in document.sections if s.body.start <= at < s.body.end), key=lambda s: s.level
    )


def said(found: Section) -> tuple[str, str]:
    return (found.status or "", found.period.id if found.period else "")


ANY_TEXT = st.text(
    st.sampled_from(
        "一二三（）()、.，,。：:；！“”《》0123456789年月日上下半●—-\n \u3000\r\t枫渚镇回顾安排工作"
    )
    | st.characters(codec="utf-8"),
    max_size=200,
)


@given(ANY_TEXT)
def test_sentences_and_clauses_cover_the_words_in_order(body: str) -> None:
    document = parsed(body)
    text = document.text
    for spans in (document.sentences, document.clauses):
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip(" \t\r\f\u3000") and "\n" not in span.of(text)
        assert all(one.end <= following.start for one, following in pairwise(spans))
    assert all(any(s.covers(c) for s in document.sentences) for c in document.clauses)
    covered = {i for span in document.clauses for i in range(*span)}
    assert not [c for i, c in enumerate(text) if i not in covered and c.isalnum()]


@pytest.mark.xfail(reason="only the spaces of a typewriter are white at the edges of a clause")
def test_a_line_of_no_break_spaces_is_no_sentence() -> None:
    document = parsed("\xa0\xa0\n我们完成投资。\xa0\n")
    assert [c.of(document.text) for c in document.clauses][-1] == "我们完成投资"


@given(ANY_TEXT)
def test_sections_nest(body: str) -> None:
    document = parsed(body)
    for one in document.sections:
        assert one.heading.end <= one.body.start <= one.body.end <= len(document.text)
        assert one.heading.start <= one.heading.end and 1 <= one.level <= 4
    for one, following in pairwise(document.sections):
        assert one.heading.start < following.heading.start
        assert one.body.end <= following.heading.start or one.level < following.level
        if one.level < following.level:
            assert one.body.covers(following.body)


@given(ANY_TEXT)
def test_a_document_is_a_value(body: str) -> None:
    assert parsed(body) == parsed(body)


@given(ANY_TEXT)
def test_any_text_is_a_document_or_an_input_error(text: str) -> None:
    try:
        document = parse(text, name="report.txt", identifier="report")
    except InputError as error:
        assert str(error).startswith("report.txt: ")
    else:
        assert document.text == text


REVIEW, PLAN = (Status.RESULT, "2023"), (Status.TARGET, "2024")
HEADINGS = {
    "一、2023年工作回顾\n\n{}\n\n二、2024年工作安排\n\n{}": (REVIEW, PLAN),
    "一、2023年工作回顾\n（一）产业。{}\n二、2024年工作安排\n（一）产业。{}": (REVIEW, PLAN),
    "一、2023年工作回顾\n（一）产业\n1.工业。{}\n二、2024年工作安排\n（一）产业\n1.工业。{}": (
        REVIEW,
        PLAN,
    ),
    "2023年工作回顾\n{}\n2024年工作安排\n{}": (REVIEW, PLAN),
    "第一部分 2023年工作回顾\n{}\n第二部分 2024年工作安排\n{}": (REVIEW, PLAN),
    "一、2023年主要工作完成情况\n{}\n二、2024年重点任务\n{}": (REVIEW, PLAN),
    "一、2023年工作总结\n●{}\n二、2024年工作计划\n●{}": (REVIEW, PLAN),
    "## 一、2023年工作回顾\n\n- {}\n\n## 二、2024年工作安排\n\n- {}": (REVIEW, PLAN),
    "一.2023年工作回顾\n{}\n二.2024年工作安排\n{}": (REVIEW, PLAN),
    "壹、2023年工作回顾\n{}\n贰、2024年工作安排\n{}": (REVIEW, PLAN),
    "一、过去一年工作回顾\n{}\n二、今年工作安排\n{}": (REVIEW, PLAN),
    "一、2023年上半年工作情况\n{}\n二、2023年下半年工作打算\n{}": (
        (Status.RESULT, "2023-H1"),
        (Status.TARGET, "2023-H2"),
    ),
    "一、上半年主要工作\n{}\n二、下半年工作打算\n{}": (
        (Status.RESULT, "2024-H1"),
        (Status.TARGET, "2024-H2"),
    ),
    "一、过去五年工作回顾\n{}\n二、今后五年工作思路\n{}": (
        (Status.RESULT, "2019/2023"),
        (Status.TARGET, "2024/2028"),
    ),
}
"""Headings around two sentences, and what they say of status and period."""

KNOWN: dict[str, str] = {}
"""Headings that say something else today, and why."""


@pytest.mark.parametrize("form", HEADINGS)
def test_headings_say_status_and_period(form: str, request: pytest.FixtureRequest) -> None:
    if form in KNOWN:
        request.applymarker(pytest.mark.xfail(reason=KNOWN[form], strict=True))
    document = parsed(form.format("我们完成投资。", "我们扩大投资。"))
    found = said(section(document, "我们完成")), said(section(document, "我们扩大"))
    assert found == HEADINGS[form]


def test_a_heading_ends_where_its_sentence_does() -> None:
    document = parsed("一、2023年工作回顾\n（一）抓产业。我们完成投资7.2亿元。")
    heading = section(document, "我们").heading
    assert heading.of(document.text) == "抓产业。"


@pytest.mark.parametrize(
    "line",
    [
        "总结经验，规划未来。",
        "1月9日，会议召开。",
        "3.5亿元投资到位。",
        "2024年，我们将完成投资7.2亿元，新建道路12公里，改造老旧小区8个。",
        "各位代表！",
    ],
)
def test_a_line_of_prose_is_no_heading(line: str) -> None:
    document = parsed(f"一、2023年工作回顾\n{line}\n我们完成投资。")
    assert section(document, "我们完成投资").heading.of(document.text) == "2023年工作回顾"


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("完成投资7.2亿元，增长5%，居全县第三。", ["完成投资7.2亿元", "增长5%", "居全县第三"]),
        ("人均收入39,860元,增长4.9%。", ["人均收入39,860元", "增长4.9%"]),
        ("人均收入39，860元，增长4.9%。", ["人均收入39，860元", "增长4.9%"]),
        ("谷雨桐（女，回族）等出席会议。", ["谷雨桐（女，回族）等出席会议"]),
        ("开展“水清，岸绿”行动，成效好。", ["开展“水清，岸绿”行动", "成效好"]),
        ("会议指出：要抓产业。", ["会议指出", "要抓产业"]),
        ("一个（没有关上，的括号。", ["一个（没有关上", "的括号"]),
    ],
)
def test_clauses(sentence: str, clauses: list[str]) -> None:
    document = parsed(sentence, title="枫渚镇人民政府工作报告\n\n")
    assert [c.of(document.text) for c in document.clauses][1:] == clauses


def test_title_date_and_year() -> None:
    document = parsed("正文。")
    assert document.metadata.title == "枫渚镇人民政府工作报告"
    assert (document.metadata.date, document.metadata.date_from) == ("2024-01-09", "text")
    assert document.year == 2024


def test_offsets_count_code_points_of_the_text_after_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(("\ufeff" + TITLE + "𠮷田村建成。").encode())
    document = load(path)
    assert document.text[0] == "枫" and document.clauses[-1].of(document.text) == "𠮷田村建成"
    assert (document.id, document.name) == ("report", str(path))


@pytest.mark.parametrize(
    "text", ["今天天气很好。", "Lorem ipsum dolor sit amet", "床前明月光，疑是地上霜。", "3.14159"]
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(
        InputError, match=r"^poem\.txt: names no government.*; give a local-government report"
    ):
        parse(text, name="poem.txt", identifier="poem")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "枫渚镇2024年工作计划",
            "石浦乡2024年上半年工作情况和下半年工作安排",
            "杼溪街道2024年工作总结",
        ),
        pytest.param(
            "沄江县2023年国民经济和社会发展计划执行情况的报告",
            marks=pytest.mark.xfail(reason="no word of the genre in the title or the text"),
        ),
        *("蓼川市召开人大会议", "昭岭区政府工作报告"),
    ],
)
def test_every_title_of_the_genre_is_taken(title: str) -> None:
    assert parse(f"{title}\n\n新建公园5个。", name="x", identifier="x").metadata.title == title


def test_a_numbered_paragraph_without_a_heading_is_no_section() -> None:
    paragraph = "1.推进枫渚中心小学扩建和锦溪河综合整治以及枫渚公园二期等一批重点民生项目建设，完成投资12.6亿元"
    document = parse(
        f"枫渚镇人民政府工作报告\n一、2023年工作回顾\n{paragraph}\n2.", name="x", identifier="x"
    )
    headings = [section.heading.of(document.text) for section in document.sections]
    assert headings == ["2023年工作回顾"]


@given(st.text("甲乙，、1百年（“。", min_size=1, max_size=60), st.integers(1, 400))
def test_r25_a_sentence_of_inhuman_length_is_cut_and_nothing_lost(words: str, times: int) -> None:
    document = parse("镇政府" + words * times, name="x", identifier="x")
    assert all(span.end - span.start <= 1_000 for span in document.sentences)
    covered = {place for span in document.sentences for place in range(*span)}
    assert {c for place, c in enumerate(document.text) if place not in covered} <= set("，、。1")


def test_r25_a_cut_parts_neither_a_clause_nor_a_number() -> None:
    text = "镇政府" + "完成投资1,234.5亿元，" * 400
    cut = parse(text, name="x", identifier="x").sentences
    assert len(cut) > 2 and {span.of(text)[-6:] for span in cut} == {"34.5亿元"}
