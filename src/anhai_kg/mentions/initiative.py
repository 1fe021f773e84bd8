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
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark

__all__ = ["initiatives"]

_CLAUSE: Final = "，,：:。；;"
_LOOSE: Final = "initiatives/activity"  # 活动 names something only together with a quotation
_SHORTEST: Final = 4
_LONGEST: Final = 26


def initiatives(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The initiatives of a sentence."""
    items = sentence.items
    for index, item in enumerate(items):
        if not item.phrase:
            continue
        tokens = item.phrase.tokens
        if any(t.role == "quoted" for t in tokens):
            yield from _quoted(ctx, items, index)
        elif concept(tokens[-1], "initiatives") not in ("", _LOOSE):
            yield from _governed(ctx, items, index)


def _quoted(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    phrase = items[index].phrase
    assert phrase
    tokens = phrase.tokens[opening(phrase) :]
    at = next((i for i, t in enumerate(tokens) if t.role == "quoted"), None)
    if at is None or tokens[at].word.startswith("《"):
        return
    heads = [i for i, t in enumerate(tokens) if i > at and concept(t, "initiatives")]
    if heads:
        span = Span(tokens[0].span.start, tokens[heads[-1]].span.end)
        key = concept(tokens[heads[-1]], "initiatives")
        yield Candidate(
            kind=Kind.INITIATIVE, name=span.of(ctx.text), span=span, category=key, rule="initiatives-quoted"
        )
    elif len(tokens) == 1 and _implemented(ctx, items, index) and _ends(items, index):
        name = tokens[0].word.strip("“”")
        if len(name) >= 3 and "、" not in name:
            yield Candidate(
                kind=Kind.INITIATIVE, name=name, span=tokens[0].span, category="", rule="initiatives-quoted"
            )


def _implemented(ctx: Context, items: Sequence[Item], index: int) -> bool:
    before = items[index - 1] if index else None
    return bool(before and before.mark is Mark.VERB and _governs(ctx, before.word))


def _governs(ctx: Context, word: str) -> bool:
    """推进, and 滚动推进 that ends in it."""
    actions = ctx.lexicon.words["actions"]
    key = actions.get(word) or actions.get(word[-2:])
    return bool(key) and ctx.lexicon.concept(key).fact("governs") != ""


def _ends(items: Sequence[Item], index: int) -> bool:
    after = items[index + 1] if index + 1 < len(items) else None
    return after is None or after.mark in (Mark.PUNCT, Mark.CONJ, Mark.PAUSE, Mark.ETC)


def _governed(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    """From after the last governing predicate of the clause to the head."""
    start = index
    while start and items[start - 1].word not in _CLAUSE and items[start - 1].mark is not Mark.QUANTITY:
        if _governs(ctx, items[start - 1].word):
            break
        start -= 1
    else:
        start = index  # without a governing predicate only the phrase itself can be the name
    while start < index and items[start].mark in (Mark.STOP, Mark.CONJ, Mark.PAUSE):
        start += 1
    phrase = items[index].phrase
    assert phrase
    begin = phrase.tokens[opening(phrase)].span.start if start == index else items[start].span.start
    span = Span(begin, phrase.span.end)
    name = span.of(ctx.text)
    own = len(name) - len(phrase.tokens[-1].word)
    if own < 2 or not _SHORTEST <= len(name) <= _LONGEST or re.search(r"[的，,：]", name):
        return
    yield Candidate(
        kind=Kind.INITIATIVE, name=name, span=span,
        category=concept(phrase.tokens[-1], "initiatives"), rule="initiatives-governed",
    )
