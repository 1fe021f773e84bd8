"""Reading takes a time in step with the length of the text, whatever is repeated in it.

Processor time is measured, which other processes hardly change, and only a time that is far too long every time
fails: four times the text takes four times as long, and sixteen times where something grows with its square.
"""

from __future__ import annotations

import gc
from functools import cache
from time import process_time
from typing import Final

import pytest
from families import HEADS, PIECES, text

from anhai_kg.document import parse
from anhai_kg.graph import to_quads
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.model import Reading
from anhai_kg.pipeline import read

SHORT, TIMES, MOST = 2_000, 4, 9
"""Characters, how many times longer the long text is, and how many times longer it may take."""
SECONDS: Final = 2.0
"""Of processor time for the long text: some ten times what the slowest takes."""
TRIES: Final = 4
IN_TURN: Final = [(piece, list(HEADS)[number % len(HEADS)]) for number, piece in enumerate(PIECES)]
SOME: Final = (
    "增长5%",
    "完成投资5亿元，",
    "的2023年5个",
    "由去年5%",
    "要5个",
    "完成5个。",
    "（建成3个",
)
"""Whose reading most depends on the heading: they stand under each."""
PLACED: Final = [*IN_TURN, *((piece, head) for piece in SOME for head in HEADS)]


def reading(words: str) -> Reading:
    return read(parse(words, name="report.txt", identifier="report"))


def seconds(words: str) -> float:
    gc.collect()
    gc.disable()
    began = process_time()
    reading(words)
    gc.enable()
    return process_time() - began


@cache
def warm() -> None:
    """Tables are built before anything is measured."""
    seconds(text("龙泉湖项目完成投资5亿元，", SHORT, "news"))


@pytest.mark.parametrize(("piece", "head"), PLACED, ids=lambda value: ascii(value)[:40])
def test_r25_time_is_in_step_with_the_text(piece: str, head: str) -> None:
    warm()
    short, long = (text(piece, SHORT * times, head) for times in (1, TIMES))
    tried = [(seconds(short), seconds(long))]
    while len(tried) < TRIES and (tried[-1][1] > MOST * tried[-1][0] or tried[-1][1] > SECONDS):
        tried.append((seconds(short), seconds(long)))
    assert tried[-1][1] <= SECONDS, tried
    assert tried[-1][1] <= MOST * tried[-1][0], tried


@pytest.mark.parametrize("piece", [*SOME, "7", "云溪中心小学，", "龙泉湖水库扩建项目，"])
def test_r25_the_graph_and_the_page_of_any_text_are_made(piece: str) -> None:
    graph = KnowledgeGraph(to_quads([reading(text(piece, 2 * SHORT, "review"))]))
    assert text(piece, SHORT, "review") in graph.to_trig()
    assert len(graph.to_html()) > SHORT
