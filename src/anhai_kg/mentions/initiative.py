"""Named campaigns, mechanisms, pilots and plans.

Their names hold verbs (企业帮扶提升行动), so they are read from the predicate that governs them: what
stands between 实施, 开展, 健全 and the closing 行动, 机制, 计划 is the name. A quotation is a name
when such a predicate governs it and the clause ends after it: 持续深化“四帮四扶”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.heads import concept, opening
from anhai_kg.mentions.predicates import names_alone, predicates
from anhai_kg.mentions.quoted import quoted_initiatives
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase, Token

__all__ = ["initiatives"]

_SHORTEST: Final = 4
_PURSUED: Final = ("建设", "创建")
_IDEALS: Final = frozenset(
    [
        "清廉",
        "平安",
        "法治",
        "数字",
        "智慧",
        "幸福",
        "书香",
        "健康",
        "信用",
        "质量",
        "美丽",
        "文明",
        "活力",
        "和美",
    ]
)
_LONGEST: Final = 26


def initiatives(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The initiatives of a sentence."""
    items = sentence.items
    for index, item in enumerate(items):
        if not item.phrase or not _may_name(item.phrase):
            continue
        tokens = item.phrase.tokens
        yield from _proper(ctx, tokens)
        yield from _ideal(ctx, item.phrase)
        if any(t.role == "quoted" for t in tokens):
            yield from quoted_initiatives(ctx, items, index)
        elif names_alone(ctx, tokens[-1]):
            yield from _governed(ctx, items, index)


def _may_name(phrase: Phrase) -> bool:
    if phrase.tokens[-1].word in _PURSUED or "initiatives" in phrase.stems:
        return True
    return "quoted" in [token.role for token in phrase.tokens]


def _ideal(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """清廉枫渚建设 in a report of 枫渚镇: what the area is to become."""
    if phrase.tokens[-1].word not in _PURSUED or ctx.area is None:
        return
    stem = phrase.text().removesuffix(phrase.tokens[-1].word)
    if any(
        stem.endswith(short) and stem.removesuffix(short) in _IDEALS
        for short, _ in ctx.area.short_forms
    ):
        yield ctx.named(Kind.INITIATIVE, phrase.span, "initiatives-governed")


def _proper(ctx: Context, tokens: Sequence[Token]) -> Iterator[Candidate]:
    """河长制: a word that is a name by itself."""
    for token in tokens:
        key = concept(token, "initiatives")
        if key and ctx.lexicon.concept(key).fact("properName"):
            yield Candidate(
                kind=Kind.INITIATIVE,
                name=token.word,
                span=token.span,
                category=key,
                rule="initiatives-proper",
            )


def _governed(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    """From after the last governing predicate of the clause to the head."""
    phrase = items[index].phrase
    assert phrase
    after = items[index + 1] if index + 1 < len(items) else None
    if after and after.mark is Mark.VERB and after.span.start == phrase.span.end:
        return  # 疫情政策[调整]: the head goes on
    for start in predicates(ctx, items, index):
        first = items[start]
        begin = (
            first.phrase.tokens[opening(first.phrase)].span.start
            if first.phrase
            else first.span.start
        )
        span = Span(begin, phrase.span.end)
        if (
            span.end - span.start - len(phrase.tokens[-1].word) >= 2
            and span.end - span.start >= _SHORTEST
        ):
            break
    else:
        return
    name = span.of(ctx.text)
    if len(name) > _LONGEST or re.search(r"[的，,：]", name):
        return
    yield Candidate(
        kind=Kind.INITIATIVE,
        name=name,
        span=span,
        category=concept(phrase.tokens[-1], "initiatives"),
        rule="initiatives-governed",
    )
