"""Named organisations: organs of an area, and institutions told by the last word of their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.heads import concept, opening, proper, span_of
from anhai_kg.mentions.resolve import area_of, resolve_body
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase, Token

__all__ = ["bodies"]

_BARE: Final = re.compile(r"(?:人民)?政府|党委|人大|委|法院|检察院|政协|纪委|监委|人民代表大会")
_DEPARTMENT: Final = re.compile(r"^[省市县区镇乡](?=[\u4e00-\u9fff]{2,8}(?:局|办公室|厅|委员会)$)")
_PROPER: Final = "bodies/proper-name"


def bodies(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The bodies that the phrases of a sentence name."""
    for item in sentence.items:
        if item.phrase:
            yield from _in_phrase(ctx, item.phrase)


def _in_phrase(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    first = opening(phrase)
    tokens = phrase.tokens
    for index, token in enumerate(tokens):
        key = concept(token, "bodies")
        if not key or index < first:
            continue
        if index + 1 < len(tokens) and concept(tokens[index + 1], "bodies"):
            continue  # 人大 + 常委会, 中学 + 办学集团: the longer name counts
        yield from _named(ctx, tokens[first : index + 1], key)


def _named(ctx: Context, tokens: Sequence[Token], key: str) -> Iterator[Candidate]:
    span = span_of(tokens)
    form = span.of(ctx.text)
    if key == _PROPER:
        yield Candidate(
            kind=Kind.BODY, name=tokens[-1].word, span=tokens[-1].span, category=key, rule="bodies-proper"
        )
        return
    if _BARE.fullmatch(form):
        return
    if resolved := resolve_body(ctx, form, span.start):
        rule = resolved.rule or "bodies-organ"
        yield Candidate(
            kind=Kind.BODY, name=resolved.name, span=span, category=key, rule=rule, licence=resolved.licence
        )
        return
    if _DEPARTMENT.match(form) and (area := area_of(ctx, form[0], span.start)):
        yield Candidate(
            kind=Kind.BODY, name=area[0] + form[1:], span=span, category=key, rule=area[1], licence=area[2]
        )
        return
    stem = tokens[:-1] if len(tokens) > 1 else ()
    level = re.match(r"[省市县区镇乡]", form)
    if proper(stem) or (level and len(form) > 4 and tokens[0].word[0] == form[0] and len(tokens) > 1):
        start = _strip(tokens)
        yield Candidate(
            kind=Kind.BODY, name=Span(start, span.end).of(ctx.text), span=Span(start, span.end),
            category=key, rule="bodies-head",
        )


def _strip(tokens: Sequence[Token]) -> int:
    """Where the name starts: general nouns before the proper run are no part of it (重点企业华澜集团)."""
    for index, token in enumerate(tokens):
        rest = tokens[index:]
        if token.role != "noun" or not any(t.role == "unknown" for t in rest[:-1]):
            return token.span.start
    return tokens[0].span.start
