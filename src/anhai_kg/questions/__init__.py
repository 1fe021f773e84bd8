"""Ask a graph: a named question of the catalogue, or a question in Chinese or English words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import QuestionError
from anhai_kg.questions.catalogue import TEXT, Parameter, Question, catalogue
from anhai_kg.questions.labels import Labels, labels_of
from anhai_kg.questions.match import Matcher, Understood
from anhai_kg.questions.words import normalised

if TYPE_CHECKING:
    from anhai_kg.answers import Answer, Cell
    from anhai_kg.knowledge import KnowledgeGraph

__all__ = [
    "Labels",
    "Question",
    "Understood",
    "answer",
    "ask",
    "catalogue",
    "labelled",
    "labels_of",
    "understand",
]

_IRI: Final = re.compile(r"(?:https?://|urn:)\S+")


def _things(param: Parameter, value: str, labels: Labels) -> tuple[str, ...]:
    """What a given value stands for: itself when it is an IRI or words are asked for."""
    if param.classes == (TEXT,) or _IRI.fullmatch(value):
        return (value,)
    wanted = normalised(value)
    tables = [labels.forms.get(name, {}) for name in param.classes]
    if not any(wanted in table for table in tables) and re.search("[a-z]{2}", wanted):
        wanted = wanted.replace(" ", "")
        tables = [labels.in_pinyin.forms.get(name, {}) for name in param.classes]
    if found := sorted({thing for table in tables for thing in table.get(wanted, ())}):
        return tuple(found)
    raise QuestionError(
        f"{param.name}={value!r}: the graph has nothing of that name; ask for `places` or so"
    )


def _named(question: Question, given: Mapping[str, str], labels: Labels) -> Understood:
    params = {param.name: param for param in question.params}
    if unknown := sorted(given.keys() - params.keys()):
        known = ", ".join(params) or "none"
        raise QuestionError(f"{question.name}: no parameter {unknown[0]!r}; it has {known}")
    open_ = [p.name for p in question.params if not p.optional and p.name not in given]
    if open_:
        raise QuestionError(f"{question.name}: needs {open_[0]}; give {open_[0]}=NAME")
    return Understood(
        question, {n: _things(params[n], v, labels) for n, v in sorted(given.items())}
    )


def understand(asked: str, labels: Labels, **given: str) -> Understood:
    """What was asked: a name of the catalogue with its parameters, or words.

    Args:
        asked: `who-holds-post`, or 谁是镇长？
        labels: of the graph that is asked.
        given: parameters of a named question, each a label or an IRI.

    Raises:
        QuestionError: the catalogue does not answer it; the nearest questions are named.
    """
    if asked in catalogue():
        return _named(catalogue()[asked], given, labels)
    if given:
        raise QuestionError(f"{asked!r}: no question has this name; parameters go with names only")
    return Matcher(catalogue(), labels).understand(asked)


def answer(graph: KnowledgeGraph, understood: Understood) -> Answer:
    """The rows that answer; where a name stands for several things, those of each of them."""
    from pyoxigraph import Literal, NamedNode

    from anhai_kg.answers import Answer

    types = {param.name: param.classes for param in understood.question.params}
    names = list(understood.values)
    parts = []
    for choice in itertools.product(*understood.values.values()):
        pairs = zip(names, choice, strict=True)
        bound = {n: Literal(v) if types[n] == (TEXT,) else NamedNode(v) for n, v in pairs}
        parts.append(graph.select(understood.question.sparql, **bound))
    if len(parts) == 1:
        return parts[0]
    rows = {t: r for p in parts for t, r in zip(p.terms or (), p.rows, strict=True)}
    return Answer(parts[0].columns, tuple(rows.values()), tuple(rows))


def labelled(found: Answer, labels: Labels, language: str) -> Answer:
    """The answer with a label in `zh` or `en` in place of each IRI."""
    from pyoxigraph import Literal, NamedNode

    from anhai_kg.answers import Answer

    if found.terms is None:
        return found
    terms: list[tuple[object, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    for before, row in zip(found.terms, found.rows, strict=True):
        names = [
            labels.name(t.value, language) if isinstance(t, NamedNode) else None for t in before
        ]
        pairs = list(zip(names, before, row, strict=True))
        terms.append(tuple(term if name is None else Literal(name) for name, term, _ in pairs))
        rows.append(tuple(cell if name is None else name for name, _, cell in pairs))
    return Answer(found.columns, tuple(rows), tuple(terms))


def ask(graph: KnowledgeGraph, asked: str, *, language: str = "", **given: str) -> Answer:
    """The answer to a question.

    Args:
        graph: what is asked.
        asked: the name of a question, or words in Chinese or English.
        language: `zh` or `en` puts labels in place of IRIs.
        given: parameters of a named question, each a label or an IRI.

    Raises:
        QuestionError: the catalogue does not answer it; the nearest questions are named.
    """
    labels = labels_of(graph)
    found = answer(graph, understand(asked, labels, **given))
    return labelled(found, labels, language) if language else found
