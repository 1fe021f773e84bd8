"""The words that projects' names end in: works, phases, what is built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.heads import concept, opening
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["PHASE", "candidate", "category", "is_built", "is_works", "trimmed"]

PHASE: Final = re.compile(r"[一二三四五六七八九十首]+期|第[一二三四五六]+期")
_AFTER_HEAD: Final = re.compile(
    r"(?:(?<=工程)|(?<=项目)|(?<=期))(?:标准化建设|建设|前期工作|前期)$"
)


def trimmed(ctx: Context, phrase: Phrase) -> Span:
    """The phrase without the verbal 建设 after its head: 智慧停车二期项目[建设]."""
    span = Span(phrase.tokens[opening(phrase)].span.start, phrase.span.end)
    while match := _AFTER_HEAD.search(span.of(ctx.text)):
        span = Span(span.start, span.start + match.start())
    return span


def candidate(phrase: Phrase, name: str, rule: str, *, licence: Span | None = None) -> Candidate:
    """The project of a phrase."""
    return Candidate(
        kind=Kind.PROJECT,
        name=name,
        span=phrase.span,
        category=category(phrase.tokens),
        rule=rule,
        licence=licence,
    )


def is_built(ctx: Context, token: Token) -> bool:
    key = concept(token, "projects")
    return bool(key) and ctx.lexicon.concept(key).fact("built") == "true"


def is_works(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and bool(concept(tokens[-1], "projects"))


def category(tokens: Sequence[Token]) -> str:
    return concept(tokens[-1], "projects") if tokens else ""
