"""`ask`: the list of questions, or the answer to one of them; `query`: the answer to SPARQL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from anhai_kg.cli.graphs import mention, opened
from anhai_kg.cli.terminal import note, say, shown
from anhai_kg.errors import QueryError, QuestionError

__all__ = ["answer", "list_questions", "query"]

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def list_questions() -> None:
    """Print the catalogue by group."""
    from anhai_kg.questions import catalogue

    groups: dict[str, list[str]] = {}
    for question in catalogue().values():
        line = f"  {question.name:<26} {question.zh}  {question.en}"
        groups.setdefault(question.group, []).append(line)
    for group, lines in groups.items():
        say(group)
        for line in lines:
            say(line)


def _parameters(words: Sequence[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise QuestionError(f"{wrong[0]!r} after the name of a question; give NAME=VALUE")
    return {name: value for name, _, value in pairs}


def answer(
    words: Sequence[str], graph: str | None, *, form: str, language: str, iris: bool, sparql: bool
) -> None:
    """Print the answer to a named question with parameters, or to a question in words.

    Raises:
        AnhaiError: not understood, or no graph.
    """
    from anhai_kg import questions

    opened_graph = opened(
        graph, asked=True
    )  # its process reads while this one learns the questions
    named = words[0] in questions.catalogue()
    asked = words[0] if named else " ".join(words)
    language = language or ("zh" if _HAN.search(" ".join(words)) or named else "en")
    labels = questions.labels_of(opened_graph)
    understood = questions.understand(asked, labels, **(_parameters(words[1:]) if named else {}))
    found = questions.answer(opened_graph, understood)
    heading = f"{understood.said(language, labels)} ({understood.question.name})"
    tell = say if form == "table" else note
    tell(heading)
    if sparql:
        for line in understood.question.sparql.splitlines():
            tell(line)
    keep = iris or form == "json"  # results for machines keep their IRIs
    shown(found if keep else questions.labelled(found, labels, language), form)
    if not found.rows:
        note("the graph holds no answer to this")
    mention(graph)


def query(
    sparql: str, graph: str | None, *, form: str, timeout: float, rows: int, language: str
) -> None:
    """Print the rows of a query; `language` puts labels in place of IRIs.

    Raises:
        AnhaiError: no graph, or no query; or it was stopped.
    """
    asked = opened(graph, asked=True)
    found = asked.query(_sparql(sparql), timeout=timeout, rows=rows)
    shown(asked.labelled(found, language) if language else found, form)
    mention(graph)


def _sparql(given: str) -> str:
    """The query itself, or what the file of that name holds."""
    if not given.endswith((".rq", ".sparql")):
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{given}: {error.strerror}; give a query or a file with one") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{given}: byte {error.start} is not UTF-8; save it as UTF-8") from error
