"""A text as sections, sentences and clauses, all as spans of the text as read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from anhai_kg.alphabet import DIGIT, DIGITS, LETTER
from anhai_kg.errors import InputError
from anhai_kg.metadata import metadata, report_year
from anhai_kg.model import Document, Span
from anhai_kg.period import past_year
from anhai_kg.sections import sections
from anhai_kg.source import Source
from anhai_kg.source import load as load_source

__all__ = ["load", "of_source", "parse"]

_SENTENCE: Final = re.compile(r"[^。！？；;!?\r\n]+[。！？；;!?]?[”’」』）)]?")
_SENTENCE_LIMIT: Final = 1_000  # characters; the longest in the reports at hand has 252
_PAUSE: Final = re.compile(r"[、\s]")
_NO_NUMBER: Final = re.compile(rf"[^{DIGITS}.．,，零〇一二两三四五六七八九十百千万亿]")
_CLAUSE_END: Final = re.compile(rf"[，,：:](?!{DIGIT}{{3}}(?!{DIGIT}))")
_BRACKETS: Final = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」"}
_MARK: Final = re.compile(r"[，,：:（(“《「）)”》」]")

_GENRE: Final = re.compile(
    r"人民代表大会|人大|政协|中国共产党|中共|党代会|[省市县区旗州]委(?!员)|人民政府|镇政府|乡政府|区政府|县政府|市政府|省政府|街道|办事处|党委|工作报告|工作总结|政府工作|党工委|工作(?:计划|安排|打算|情况|要点|思路)"
)


def _sentences(text: str) -> Iterator[Span]:
    """The sentences; what no one would write as one is cut, so that reading takes linear time."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > _SENTENCE_LIMIT:
            cut = _cut(text, start, start + _SENTENCE_LIMIT)
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def _cut(text: str, start: int, end: int) -> int:
    """After the last comma, else the last pause, else anything that is no part of a number."""
    for pattern in (_CLAUSE_END, _PAUSE, _NO_NUMBER):
        found = pattern.finditer(text, start, end + 4)  # of 1,234 the comma is told by what follows
        if ends := [match.end() for match in found if match.end() <= end]:
            return ends[-1]
    return end


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence cut at commas and colons that stand in no bracket or quotation."""
    start, closing = sentence.start, ""
    for match in _MARK.finditer(text, *sentence):
        at, mark = match.start(), match[0]
        if closing:
            closing = "" if mark == closing else closing
        elif mark in _BRACKETS:
            closed = text.find(_BRACKETS[mark], at, sentence.end) >= 0
            closing = _BRACKETS[mark] if closed else ""
        elif _CLAUSE_END.match(text, at):
            yield Span(start, at)
            start = at + 1
    yield Span(start, sentence.end)


_BULLET: Final = re.compile(r"(?:[-●•◆■]|——)\s*")
_WORD: Final = re.compile(rf"{LETTER}|[“《（(]")
_MARKER: Final = re.compile(
    rf"{DIGIT}{{1,2}}[.．、]\s*(?!{DIGIT})|[（(][一二三四五六七八九十{DIGITS}]{{1,3}}[)）]\s*|[一二三四五六七八九十]{{1,3}}、\s*"
)


def _trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Without white space and the marks of lists and sentence ends at the edges; empty ones dropped."""
    for span in spans:
        start, end = span
        while start < end and text[start] in " \t\r\f　*#":
            start += 1
        bullet = _BULLET.match(text, start, end)
        start = bullet.end() if bullet else start
        match = _MARKER.match(text, start, end)
        if match and _WORD.match(text, match.end(), end):
            start = match.end()
        while start < end and text[end - 1] in " \t\r\f　*。！？；;!?，,：:":
            end -= 1
        if start < end:
            yield Span(start, end)


def parse(
    text: str,
    *,
    name: str,
    identifier: str,
    beside: Mapping[str, Mapping[str, str]] | None = None,
    first_line: int = 1,
) -> Document:
    """The structure of a text.

    Args:
        name: what messages call it.
        identifier: what the graph calls it.
        beside: what is said of it beside its words, by where: see `Source`.
        first_line: of its file, on which the text begins.

    Raises:
        InputError: nothing in it reads like a report of a local government or its congress.
    """
    if not _GENRE.search(text):
        raise InputError(
            f"{name}: names no government, congress or party committee; "
            "give a local-government report or the news of a congress"
        )
    beside = beside or {}
    year = report_year(text, beside)
    known = metadata(text, beside, year, name)
    sentences = tuple(_trimmed(text, _sentences(text)))
    return Document(
        id=identifier,
        name=name,
        text=text,
        metadata=known,
        sections=tuple(sections(text, year, past_year(year, known.date))),
        sentences=sentences,
        clauses=tuple(c for s in sentences for c in _trimmed(text, _clauses(text, s))),
        year=year,
        first_line=first_line,
    )


def of_source(source: Source) -> Document:
    """A report as read from wherever it came.

    Raises:
        InputError: it is no report.
    """
    return parse(
        source.text,
        name=source.name,
        identifier=source.id,
        beside=source.beside,
        first_line=source.first_line,
    )


def load(path: str | Path) -> Document:
    """A file as a document; its id is the stem of the file's name.

    Raises:
        InputError: the file cannot be read, or is no report.
    """
    return of_source(load_source(path))
