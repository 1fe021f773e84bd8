"""What a sentence is cut into: words, phrases that may hold a name, and the marks between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from anhai_kg.model import Span
from anhai_kg.quantity import Quantity

__all__ = ["Item", "Mark", "Phrase", "Token"]


class Mark(StrEnum):
    """What stands between two phrases."""

    PAUSE = "、"
    CONJ = "和"
    ETC = "等"
    VERB = "verb"
    STOP = "stop"
    QUANTITY = "quantity"
    PUNCT = "punct"


class Token(NamedTuple):
    """A word of the lexicon, or an unknown run (`known` false), or a quotation.

    `concepts` maps a vocabulary's stem to the key of the concept that the word betrays in it.
    """

    span: Span
    word: str
    role: str  # "noun", "unknown", "quoted", "verbal", "head"
    concepts: Mapping[str, str]

    @property
    def known(self) -> bool:
        return self.role not in ("unknown", "quoted")


@dataclass(frozen=True)
class Phrase:
    """A run of words that may hold a name."""

    span: Span
    tokens: tuple[Token, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The vocabularies that its words betray a concept of."""
        return frozenset().union(*[token.concepts for token in self.tokens if token.concepts])

    def text(self) -> str:
        return "".join([token.word for token in self.tokens])


class Item(NamedTuple):
    """A phrase, or a mark with its span; of a quantity, the quantity."""

    span: Span
    mark: Mark | None = None
    phrase: Phrase | None = None
    quantity: Quantity | None = None
    word: str = ""
