"""The vocabularies of `ontology/` and the word lists of `data/lexicon/` as plain frozen tables.

The words that the reader looks for stand in the same block of Turtle that gives the meaning its IRI and
labels, so word and meaning cannot drift apart. A block without a label or a source is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from anhai_kg import resources
from anhai_kg.errors import LexiconError

__all__ = ["NAMESPACE", "Concept", "Lexicon", "lexicon", "load"]

NAMESPACE: Final = "https://w3id.org/anhai-kg/ontology"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_LABELS: Final = {f"{_SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel")}


@dataclass(frozen=True, slots=True)
class Concept:
    """One block of a vocabulary.

    `key` is "<file stem>/<local name>"; `words` are its Chinese labels, the preferred one first; `facts`
    are its other statements by local name, with concepts of our own vocabularies as keys.
    """

    key: str
    zh: str
    en: str
    words: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]

    def fact(self, name: str, default: str = "") -> str:
        """The only value of that statement, or the default."""
        values = self.facts.get(name)
        return values[0] if values else default


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All vocabularies, and the word lists without IRIs.

    `schemes` maps a file stem to its concepts by key; `words` a stem to word -> key; `lists` a word
    list's name to word -> the other column.
    """

    schemes: Mapping[str, Mapping[str, Concept]]
    words: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Mapping[str, str]]

    def concept(self, key: str) -> Concept:
        """The concept of that key.

        Raises:
            LexiconError: no vocabulary declares it.
        """
        stem = key.partition("/")[0]
        try:
            return self.schemes[stem][key]
        except KeyError:
            raise LexiconError(f"{key}: not declared; add a block to ontology/{stem}.ttl") from None

    def find(self, stem: str, word: str) -> Concept | None:
        """The concept of that vocabulary that the word betrays."""
        key = self.words[stem].get(word)
        return self.schemes[stem][key] if key else None

    def ending(self, stem: str, name: str) -> str:
        """The longest word of that vocabulary that a name ends with, or nothing."""
        words = self.words[stem]
        return next((name[at:] for at in range(len(name)) if name[at:] in words), "")


@cache
def _short(iri: str) -> str:
    """`.../ontology#value` is value, `.../ontology/bodies#school` bodies/school, others stay."""
    if iri.startswith(f"{NAMESPACE}#"):
        return iri.removeprefix(f"{NAMESPACE}#")
    if iri.startswith(f"{NAMESPACE}/"):
        return iri.removeprefix(f"{NAMESPACE}/").replace("#", "/")
    return iri


def _concept(key: str, quads: list[ox.Quad], path: Path) -> Concept:
    labels: dict[str, str] = {}
    words: dict[str, None] = {}
    facts: dict[str, list[str]] = {}
    for quad in quads:
        predicate, value = quad.predicate.value, quad.object
        if predicate in _LABELS and isinstance(value, ox.Literal):
            if predicate.endswith("prefLabel"):
                labels[value.language or ""] = value.value
            elif value.language == "zh":
                words[value.value] = None
        elif isinstance(value, (ox.NamedNode, ox.Literal)):
            facts.setdefault(_short(predicate).rpartition("#")[2], []).append(_short(value.value))
    if not {"zh", "en"} <= labels.keys():
        raise LexiconError(f"{path}: {key} lacks a skos:prefLabel in zh or en; add it to its block")
    if not any(name.endswith("source") for name in facts):
        raise LexiconError(f"{path}: {key} lacks a dcterms:source; say where the word comes from")
    frozen = MappingProxyType({name: tuple(values) for name, values in facts.items()})
    ordered = (labels["zh"], *(w for w in sorted(words) if w != labels["zh"]))
    return Concept(key, labels["zh"], labels["en"], ordered, frozen)


def _vocabulary(path: Path) -> dict[str, Concept]:
    """The concepts of one file, in its order."""
    try:
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}; mend the Turtle") from error
    blocks: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            blocks.setdefault(_short(quad.subject.value), []).append(quad)
    prefix = f"{path.stem}/"
    in_scheme = f"{_SKOS}inScheme"
    return {
        key: _concept(key, block, path)
        for key, block in blocks.items()
        if key.startswith(prefix) and any(q.predicate.value == in_scheme for q in block)
    }


def _word_index(concepts: Mapping[str, Concept]) -> Iterator[tuple[str, str]]:
    for concept in concepts.values():
        for word in concept.words:
            yield word, concept.key


def _word_list(path: Path) -> dict[str, str]:
    """First column to second; the header row names them, the last column is the source."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]) or not row[0] or not row[-1]:
            raise LexiconError(f"{path}:{number}: needs {', '.join(rows[0])}; fill every column")
    return {row[0]: row[1] for row in rows[1:]}


def load(ontology: Path, lists: Path) -> Lexicon:
    """Read every vocabulary and word list.

    Raises:
        LexiconError: a block or row is incomplete; the message names the file.
    """
    schemes = {}
    for path in sorted(ontology.glob("*.ttl")):
        if concepts := _vocabulary(path):
            schemes[path.stem] = MappingProxyType(concepts)
    words = {stem: MappingProxyType(dict(_word_index(found))) for stem, found in schemes.items()}
    tables = {p.stem: MappingProxyType(_word_list(p)) for p in sorted(lists.glob("*.csv"))}
    return Lexicon(MappingProxyType(schemes), MappingProxyType(words), MappingProxyType(tables))


@cache
def lexicon() -> Lexicon:
    """The lexicon that is shipped; read once."""
    return load(resources.ONTOLOGY, resources.LEXICON)
