"""Numbers are written in ASCII, full-width and Chinese digits; those of other scripts make none anywhere."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

import anhai_kg
from anhai_kg.alphabet import DIGITS
from anhai_kg.document import parse
from anhai_kg.model import Reading
from anhai_kg.pipeline import read

SOURCES = Path(anhai_kg.__file__).resolve().parent
ASCII, WIDE = "0123456789", "０１２３４５６７８９"
REPORT = """某县云溪镇人民政府工作报告
——2024年1月9日在云溪镇第八届人民代表大会第3次会议上
镇长 张建国
一、2023年工作回顾
1.抓项目。3月，完成投资5亿元，上半年新增12家企业，1—8月增长6.5%，前3季度增长7%，第3季度增长8%。2022年，新建道路3公里，前9个月改造1万亩。
（2）抓民生。由3%提高到5%，居全县第1位，人均4500元。G324国道改造1,200米。占地5亩（2公顷）。
二、2024年工作安排
2月底前完成3个，到2025年，达到20亿元。
"""
"""Digits in every position: day, month, quarter, year, session, section, list, road, area, rank, share."""


def scripts() -> list[str]:
    """The ten digits of each script and style that Unicode knows, beside ours."""
    zeros = (chr(at) for at in range(sys.maxunicode + 1) if unicodedata.decimal(chr(at), None) == 0)
    return [
        "".join(chr(ord(z) + n) for n in range(10)) for z in zeros if z not in (ASCII[0], WIDE[0])
    ]


SIGNS = ["⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"]
"""Signs that hold a digit and are none."""


@cache
def reading(digits: str) -> Reading:
    text = REPORT.translate(str.maketrans(ASCII, digits))
    return read(parse(text, name="report.txt", identifier="report"))


def told(read_as: Reading) -> list[tuple[str, ...]]:
    """All that digits say, as the reader understands it."""
    document = read_as.document
    figures = [
        (f"{f.value} {f.unit}", f.status, f.period.id if f.period else "") for f in read_as.figures
    ]
    sections = [(str(s.level), s.period.id if s.period else "") for s in document.sections]
    return [*figures, *sections, (document.metadata.date, str(document.year))]


def test_r27_the_report_holds_what_it_is_to_test() -> None:
    periods = {f.period.id for f in reading(ASCII).figures if f.period}
    assert periods >= {
        "2023-03",
        "2023-H1",
        "2023-01/2023-08",
        "2023-01/2023-09",
        "2023-Q3",
        "2022",
    }
    assert len(reading(ASCII).figures) == 16
    assert reading(ASCII).document.metadata.date == "2024-01-09"


def test_r27_wide_digits_read_like_narrow_ones() -> None:
    assert told(reading(WIDE)) == told(reading(ASCII))


@pytest.mark.parametrize("digits", [*scripts(), *SIGNS], ids=lambda d: unicodedata.name(d[1]))
def test_r27_digits_of_other_scripts_make_no_number(digits: str) -> None:
    read_as = reading(digits)
    assert read_as.figures == ()
    assert read_as.document.year is None
    assert read_as.document.metadata.date == ""
    assert [s for s in read_as.document.sections if s.period] == []
    assert [u for u in read_as.undertakings if u.period] == []


def test_r27_one_module_says_what_a_digit_is() -> None:
    held = {
        path.relative_to(SOURCES).as_posix(): found
        for path in SOURCES.rglob("*.py")
        if (found := re.findall(r"\\[dD]", path.read_text(encoding="utf-8")))
    }
    assert held.keys() == {"alphabet.py", "gate.py"}  # a name of SPARQL begins with a letter


def test_r27_one_module_of_the_reading_half_says_what_a_letter_is() -> None:
    reading_half = ["*.py", "mentions/*.py", "statements/*.py", "source/*.py"]
    writing = {"gate.py", "remote.py", "store.py"}  # SPARQL's names are not the genre's
    held = {
        path.name
        for pattern in reading_half
        for path in SOURCES.glob(pattern)
        if re.search(r"\\[wW]", path.read_text(encoding="utf-8"))
    }
    assert held - writing <= {"alphabet.py", "labels.py"}  # labels are English


def test_r27_the_digits_are_those_of_numerals() -> None:
    ours = [c for c in map(chr, range(sys.maxunicode + 1)) if re.match(f"[{DIGITS}]", c)]
    assert "".join(ours) == ASCII + WIDE
