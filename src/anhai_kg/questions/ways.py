"""Phrasings of the catalogue, and how well a question in words fits one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from anhai_kg.questions.catalogue import CLASS, TEXT, Question
from anhai_kg.questions.labels import Labels
from anhai_kg.questions.words import EMPTY, synonyms

__all__ = ["ASKING", "HAN", "LIGHT", "NAME", "OPEN", "Candidate", "Understood", "Way", "likeness"]

OPEN: Final = frozenset({"which", "has"})
"""Meanings of which one may stand for the other: 有哪些, 有什么."""
ASKING: Final = OPEN | {"who"}
LIGHT: Final = ASKING | {"what-is", "in"}
"""Meanings that count for little."""
NAME: Final = re.compile(r"\{(\w+)\}")
"""A slot of a phrasing."""
HAN: Final = re.compile(r"[\u4e00-\u9fff]")

_PERSONS: Final = frozenset({"official", "body"})  # 哪些领导 asks like 谁
_STRICT: Final = frozenset(
    {"about", "domain", "mention", "not", "where-said"}
)  # without them it is another question
_NOUNS: Final = frozenset(
    [
        "action",
        "body",
        "event",
        "field",
        "figure",
        "official",
        "place-name",
        "post",
        "project",
        "report",
    ]
)  # a question may name what a column of the answer holds: 哪位领导


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to ask; `values` are the IRIs (or words) of each parameter."""

    question: Question
    values: Mapping[str, tuple[str, ...]]

    def said(self, language: str, labels: Labels) -> str:
        """The question in `zh` or `en` with its slots filled."""
        wanted = set(self.values)
        best = self.question.title(language)
        if set(NAME.findall(best)) != wanted:
            chinese = language == "zh"
            fitting = (w for w in self.question.ways if set(NAME.findall(w)) == wanted)
            best = next((w for w in fitting if bool(HAN.search(w)) == chinese), best)

        def filled(match: re.Match[str]) -> str:
            things = self.values.get(match[1], ())
            return " / ".join(dict.fromkeys(labels.name(t, language) for t in things)) or match[0]

        return NAME.sub(filled, best)


@dataclass(frozen=True, slots=True)
class Way:
    """One phrasing of a question."""

    question: Question
    slots: tuple[str, ...]
    meant: frozenset[str]

    def asks_like(self, asked: frozenset[str]) -> bool:
        """Whether it is about the same, asks for a person where that is asked for, and says nothing that changes it."""
        content = self.meant - LIGHT
        if self.meant & _STRICT - asked or (content and not content & asked):
            return False
        if "who" in asked:
            return "who" in self.meant
        other = asked & (OPEN | {"what-is"})  # what is asked for is no person
        return not other or bool(asked & _PERSONS or self.meant & other) or "who" not in self.meant

    @property
    def closed(self) -> bool:
        """Whether no slot names one thing among many."""
        return all(_cost(p.classes) == 0 for p in self.question.params if p.name in self.slots)

    @property
    def nouns(self) -> frozenset[str]:
        """What the columns are called that it leaves open."""
        named = (synonyms().get(c, EMPTY) for c in self.question.columns if c not in self.slots)
        return _NOUNS.intersection(named)

    @property
    def words(self) -> str:
        """The slot that takes any words, if there is one."""
        texts = (p.name for p in self.question.params if p.classes == (TEXT,))
        return next((name for name in texts if name in self.slots), "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be meant, and how like the phrasing is."""

    score: float
    whole: bool  # every word is accounted for
    understood: Understood

    @property
    def rank(self) -> tuple[bool, float, int]:
        """The better, the greater; between equals, a name from a closed list is surer than one among
        many, and that is surer than any words."""
        return (self.whole, round(self.score, 6), -self.cost)

    @property
    def cost(self) -> int:
        """How far what fills the slots is from a closed list."""
        classes = {param.name: param.classes for param in self.understood.question.params}
        return sum(_cost(classes[name]) for name in self.understood.values)


def _cost(classes: tuple[str, ...]) -> int:
    if classes == (TEXT,):
        return 2
    return 0 if all(name.startswith("in:") or name == CLASS for name in classes) else 1


def likeness(asked: frozenset[str], way: frozenset[str], slots: int, lost: int) -> float:
    """The share of both phrasings that is common; `lost` are characters that no word covers."""
    light_asked, light_way = asked & LIGHT, way & LIGHT
    common = 1.5 * slots + len((asked & way) - LIGHT)
    whole = 1.5 * slots + len((asked | way) - LIGHT) + lost
    if light_asked or light_way:
        whole += 0.4
        common += 0.4 if light_asked == light_way else 0.2 if light_asked and light_way else 0.0
    return common / whole if whole else 0.0
