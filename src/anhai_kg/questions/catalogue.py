"""The catalogue: one SPARQL file a question, whose header says how it is asked.

# zh: 谁担任{post}？
# en: Who holds the post of {post}?
# group: people
# param: post a akg:Post                  a thing of that class, found by its labels
# param: body a akg:Body optional         may stay open; several classes: a akg:Body, akg:Place
# param: thing a akg:Body alone           one name only: A和B合作 does not ask about each
# param: field in fields                  a concept of ontology/fields.ttl
# param: word a xsd:string                words in quotation marks
# say: 谁是{post}                         further ways to ask
# from: achievements, commitments        where nothing is quoted: the questions that list what is counted
# scope: area                             what is answered is of the area that reports, so that its name adds nothing
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from anhai_kg import resources
from anhai_kg.errors import QuestionError

__all__ = ["CLASS", "TEXT", "Parameter", "Question", "catalogue", "load"]

TEXT: Final = "http://www.w3.org/2001/XMLSchema#string"
"""The class of a parameter that takes words instead of a thing."""

CLASS: Final = "http://www.w3.org/2002/07/owl#Class"
"""The class of a parameter that takes a class of things."""

_PREFIXES: Final = {
    "akg": "https://w3id.org/anhai-kg/ontology#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KEYS: Final = ("zh", "en", "group", "param", "say", "scope", "from")
_HEADER: Final = re.compile(rf"#\s*({'|'.join(_KEYS)}):\s*(.+)")
_PARAM: Final = re.compile(r"(\w+) (?:a (.+?)|in (\w+))( optional)?( alone)?")
_SELECT: Final = re.compile(r"SELECT\s+(?:DISTINCT\s+)?(.+?)\s+WHERE\b", re.DOTALL)
_AS: Final = re.compile(r"\(.*?AS (\?\w+)\s*\)")
_SLOT: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of the query that an asker may fix.

    `classes` are IRIs of classes, or `in:<stem>` for the concepts of a vocabulary.
    """

    name: str
    classes: tuple[str, ...]
    optional: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One file of the catalogue; `ways` are all its phrasings, the titles first.

    `of_area` says that it asks about the area that reports, whether that is named or not; `listed_by` names the
    questions that list, with their quotes, what this one counts.
    """

    name: str
    zh: str
    en: str
    group: str
    params: tuple[Parameter, ...]
    ways: tuple[str, ...]
    sparql: str
    of_area: bool = False
    listed_by: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables that are selected."""
        selected = _SELECT.search(self.sparql)
        clause = _AS.sub(r"\1", selected[1]) if selected else ""
        return tuple(re.findall(r"\?(\w+)", clause))

    def title(self, language: str) -> str:
        """The question in `zh` or `en`, with its slots."""
        return self.zh if language == "zh" else self.en


def _parameter(text: str, where: str) -> Parameter:
    match = _PARAM.fullmatch(text)
    if not match:
        raise QuestionError(
            f"{where}: param {text!r}; write `name a akg:Class` or `name in vocabulary`"
        )
    name, classes, stem, optional, alone = match.groups()
    if stem:
        return Parameter(name, (f"in:{stem}",), bool(optional), bool(alone))
    pairs = [part.strip().partition(":") for part in classes.split(",")]
    if unknown := [prefix for prefix, _, _ in pairs if prefix not in _PREFIXES]:
        raise QuestionError(f"{where}: prefix {unknown[0]!r}; use one of {', '.join(_PREFIXES)}")
    iris = tuple(_PREFIXES[prefix] + local for prefix, _, local in pairs)
    return Parameter(name, iris, bool(optional), bool(alone))


def _question(path: Path) -> Question:
    sparql = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {key: [] for key in _KEYS}
    for line in sparql.splitlines():
        if match := _HEADER.fullmatch(line.rstrip()):
            header[match[1]].append(match[2])
    if lacking := [key for key in ("zh", "en", "group") if len(header[key]) != 1]:
        raise QuestionError(f"{path}:1: needs one line `# {lacking[0]}: ...` in its header")
    params = tuple(_parameter(text, str(path)) for text in header["param"])
    ways = (*header["zh"], *header["en"], *header["say"])
    slots = {slot for way in ways for slot in _SLOT.findall(way)}
    if unknown := slots - {param.name for param in params}:
        raise QuestionError(f"{path}: {{{min(unknown)}}} is asked for but is no param; declare it")
    [zh], [en], [group] = header["zh"], header["en"], header["group"]
    of_area = header["scope"] == ["area"]
    listed = tuple(name.strip() for text in header["from"] for name in text.split(","))
    return Question(path.stem, zh, en, group, params, ways, sparql, of_area, listed)


def load(folder: Path) -> Mapping[str, Question]:
    """The questions of a folder by name.

    Raises:
        QuestionError: none, or a header that is incomplete; the message names the file.
    """
    found = {path.stem: _question(path) for path in sorted(folder.glob("*.rq"))}
    if not found:
        raise QuestionError(f"{folder}: holds no questions; reinstall anhai-kg")
    return MappingProxyType(found)


@cache
def catalogue() -> Mapping[str, Question]:
    """The questions that are shipped."""
    return load(resources.QUESTIONS)
