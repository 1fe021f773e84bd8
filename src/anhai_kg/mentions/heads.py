"""How a phrase becomes a name: its head says the kind, a run no general word explains makes it proper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from anhai_kg.alphabet import HAN, YEAR
from anhai_kg.model import Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["LEVELS", "concept", "is_proper", "opening", "proper", "section_of", "span_of"]

LEVELS: Final = frozenset({*"省市县区旗镇乡", "苏木", "街道"})
_CLASS: Final = re.compile(
    r"[0-9A-Z]{1,3}级|[强富兴美惠]|[十百千万亿]+(?:元|级)?"
)  # 5A级 is a class, 强镇富村 a slogan
_NAMED: Final = frozenset({"divisions", "counties", "features"})
_RUNS: Final = frozenset(
    f"places/{kind}"
    for kind in ("road", "avenue", "expressway", "ring-road", "river", "corridor", "pipeline")
)
_RAILS: Final = re.compile("高铁|铁路|轨道|号线|快速通道|水$|线$")
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十百]+")
_YEAR: Final = re.compile(rf"(?:{YEAR}年|年度)+$")


def concept(token: Token, stem: str) -> str:
    """The key of the concept that the token betrays in that vocabulary; empty when none."""
    return token.concepts.get(stem, "")


def is_proper(token: Token) -> bool:
    """Whether the token can make a name: a run of its own, a quotation, a division of the country."""
    if token.role == "unknown" and not _CLASS.fullmatch(token.word):
        return bool(re.search(HAN, token.word)) or token.word.isascii()
    return token.role == "quoted" or bool(token.concepts.keys() & _NAMED)


def proper(tokens: Sequence[Token]) -> bool:
    """Whether these words make a name of what follows: 龙山[寺], 第五[幼儿园], 市第二[医院]."""
    if any(is_proper(token) for token in tokens):
        return True
    if tokens and tokens[0].word in LEVELS and any("bodies" in t.concepts for t in tokens[1:]):
        return True  # 县妇幼保健院[迁建]
    return bool(tokens) and bool(_ORDINAL.match("".join(t.word for t in tokens[-2:])))


def opening(phrase: Phrase) -> int:
    """Index of the first token that can belong to a name: past years and past a post title."""
    start = 0
    for index, token in enumerate(phrase.tokens):
        if "posts" in token.concepts or (index == start and _YEAR.fullmatch(token.word)):
            start = index + 1
    return start if start < len(phrase.tokens) else 0


def span_of(tokens: Sequence[Token]) -> Span:
    """From the first token's start to the last one's end."""
    return Span(tokens[0].span.start, tokens[-1].span.end)


def section_of(tokens: Sequence[Token], index: int) -> int | None:
    """Which word is the road, railway or river that a 段 at `index` is a part of: 长江干流|江苏|段."""
    word = tokens[index].word
    if index == 0 or not word.endswith(("段", "站")):
        return None
    for way in range(index - 1, -1, -1):
        token = tokens[way]
        if (
            concept(token, "places") in _RUNS
            or "features" in token.concepts
            or _RAILS.search(token.word)
        ):
            return way
        if token.role in ("noun", "verbal"):
            return None
    return None
