"""Doubts: what a rule saw and would not assert is said, with its words and why; what is asserted is not."""

from __future__ import annotations

from typing import Final

import pytest

from anhai_kg.document import parse
from anhai_kg.model import Reading
from anhai_kg.pipeline import read

FRAME: Final = (
    "枫渚镇第八届人民代表大会第三次会议召开\n\n枫渚镇第八届人民代表大会第三次会议召开。{}"
)

DOUBTED: Final = (
    ("全体起立，主持会议的同志宣布开会。", "主持会议", "acts.chairs"),
    ("有关负责人作了财政预算报告。", "作了财政预算报告", "acts.delivers"),
    ("有关负责人受区人民政府委托到会。", "受区人民政府委托", "acts.represents"),
    ("执行主席翟怀川在主席台就座。", "翟怀川", "posts.serves"),
    ("会议接受臧若谷辞去镇长职务的请求。", "臧若谷", "posts.serves"),
    ("市委、市政府给予支持。", "市委", "own-area"),
    ("镇长包片。", "包片", "posts.serves"),
    ("走访云梭织造、恒络绢纺等两类对象。", "云梭织造", "relations.member-of-group"),
)
CERTAIN: Final = (
    "会议由镇党委书记翟怀川主持。",
    "镇长翟怀川代表镇人民政府作政府工作报告。",
    "镇党委、镇政府高度重视。",
    "走访云梭织造、恒络绢纺等2家企业。",
    "全镇种植水稻、油菜等作物。",
)


def reading(sentence: str) -> Reading:
    return read(parse(FRAME.format(sentence), name="x", identifier="x"))


@pytest.mark.parametrize(("sentence", "words", "rule"), DOUBTED)
def test_what_is_not_sure_is_listed(sentence: str, words: str, rule: str) -> None:
    found = reading(sentence)
    said = {(doubt.span.of(found.document.text), doubt.rule) for doubt in found.doubts}
    assert (words, rule) in said
    assert all(doubt.reason for doubt in found.doubts)


@pytest.mark.parametrize("sentence", CERTAIN)
def test_what_is_asserted_or_ordinary_is_not_in_doubt(sentence: str) -> None:
    assert reading(sentence).doubts == ()
