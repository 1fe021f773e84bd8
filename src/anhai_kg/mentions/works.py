"""The words that projects' names end in: works, phases, what is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.heads import LEVELS, concept, is_proper, opening, proper
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = [
    "PHASE",
    "candidate",
    "category",
    "is_abstract",
    "is_built",
    "is_works",
    "seats",
    "specific",
    "tail_of",
    "trimmed",
]

PHASE: Final = re.compile(r"[一二三四五六七八九十首]+期|第[一二三四五六]+期")
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,4}")  # IPO, PPP: a class
_ABSTRACT: Final = re.compile("[度力感率量位名次级值平性效益能]$")
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


def tail_of(ctx: Context, token: Token) -> str:
    """What the word of works speaks of: "works", "industry", "phase", "facility"; empty for other words."""
    key = concept(token, "projects")
    return ctx.lexicon.concept(key).fact("tailOf") if key else ""


def specific(stem: Sequence[Token]) -> bool:
    """One unknown character (着项目) names nothing, unless a place or body does."""
    if len(stem) == 1 and stem[0].word[0] in LEVELS and concept(stem[0], "bodies"):
        return len(stem[0].word) > 2  # 乡卫生院|门诊楼
    levels = len(stem) > 1 and {stem[0].word, stem[1].word} <= LEVELS  # 市|市|通
    if not levels and any(concept(t, "places") or concept(t, "bodies") for t in stem[1:]):
        return proper(stem)
    return any(
        is_proper(t) and len(t.word) > 1 and not _ABBREVIATION.fullmatch(t.word) for t in stem
    ) or (proper(stem[:1]) and len(stem) > 1)  # 市|市|通 is none


def is_abstract(tokens: Sequence[Token]) -> bool:
    """综合排名|提升: what is raised is nothing that is built."""
    raised = len(tokens) > 1 and concept(tokens[-1], "projects") == "projects/upgrade"
    return raised and bool(_ABSTRACT.search(tokens[-2].word))


_SEAT: Final = re.compile(
    rf"(?P<seat>{HAN}{{2,8}}?)(?:老旧(?:小区|院落|住宅|房屋|宿舍)|危旧房|危旧住房|棚户区|城中村)"
)


def seats(ctx: Context, project: Span) -> Iterator[Candidate]:
    """桂香坊 in 桂香坊老旧院落改造: what is renewed lies there, whatever the place's name ends in."""
    if (match := _SEAT.match(ctx.text, *project)) and match["seat"][0] not in LEVELS:
        yield Candidate(
            kind=Kind.PLACE,
            name=match["seat"],
            span=Span(*match.span("seat")),
            category="places/neighbourhood",
            rule="places-seat",
        )
