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
from anhai_kg.phrases import Item, Mark, Token

__all__ = ["initiatives"]

_SHORTEST: Final = 4
_LONGEST: Final = 26


def initiatives(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The initiatives of a sentence."""
    items = sentence.items
    for index, item in enumerate(items):
        if not item.phrase:
            continue
        tokens = item.phrase.tokens
        yield from _proper(ctx, tokens)
        if any(t.role == "quoted" for t in tokens):
            yield from _quoted(ctx, items, index)
        elif _names(ctx, tokens[-1]):
            yield from _governed(ctx, items, index)


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


def _quoted(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    phrase = items[index].phrase
    assert phrase
    tokens = phrase.tokens[opening(phrase) :]
    at = next((i for i, t in enumerate(tokens) if t.role == "quoted"), None)
    if at is None or tokens[at].word.startswith("《"):
        return
    heads = [i for i, t in enumerate(tokens) if i > at and _closes(ctx, tokens, i)]
    inside = tokens[at].word.strip("“”")
    if _ends_in_head(ctx, inside) and not heads:
        tail = tokens[-1] if len(tokens) > at + 1 and concept(tokens[-1], "events") else tokens[at]
        start = next(iter(_predicates(ctx, items, index)), index)
        begin = (
            min(items[start].span.start, tokens[0].span.start)
            if at == len(tokens) - 1
            else tokens[at].span.start
        )
        whole = Span(begin, tail.span.end)
        name = inside if whole == tokens[at].span else whole.of(ctx.text)
        yield Candidate(
            kind=Kind.INITIATIVE, name=name, span=whole, category="", rule="initiatives-quoted"
        )
        return
    if (
        heads
        and tokens[heads[-1]].word.endswith(("活动", "赛事"))
        and re.search(r"(?:节庆|节|赛|季|展|会)$", inside)
    ):
        return  # an event: see `event`
    if heads:
        span = Span(tokens[0].span.start, tokens[heads[-1]].span.end)
        key = concept(tokens[heads[-1]], "initiatives")
        yield Candidate(
            kind=Kind.INITIATIVE,
            name=span.of(ctx.text),
            span=span,
            category=key,
            rule="initiatives-quoted",
        )
    elif _runs_on(items, index):
        head = items[index + 2].phrase
        assert head
        span = Span(tokens[0].span.start, head.span.end)
        yield Candidate(
            kind=Kind.INITIATIVE,
            name=span.of(ctx.text),
            span=span,
            category=concept(head.tokens[-1], "initiatives"),
            rule="initiatives-quoted",
        )
    elif all(t.role == "quoted" for t in tokens) and len(tokens) > 1 and _ends(items, index):
        for token in tokens:
            yield Candidate(
                kind=Kind.INITIATIVE,
                name=token.word.strip("“”"),
                span=token.span,
                rule="initiatives-quoted",
            )
    elif len(tokens) == 1 and _implemented(ctx, items, index) and _ends(items, index):
        name = tokens[0].word.strip("“”")
        if len(name) >= 3 and "、" not in name:
            yield Candidate(
                kind=Kind.INITIATIVE,
                name=name,
                span=tokens[0].span,
                category="",
                rule="initiatives-quoted",
            )


def _runs_on(items: Sequence[Item], index: int) -> bool:
    """“计生特殊家庭”[关爱][行动]: a predicate and a head go on where the quotation ends."""
    if index + 2 >= len(items):
        return False
    verb, head = items[index + 1], items[index + 2]
    touching = verb.span.start == items[index].span.end and head.span.start == verb.span.end
    return (
        touching
        and verb.mark is Mark.VERB
        and head.phrase is not None
        and bool(concept(head.phrase.tokens[-1], "initiatives"))
    )


def _closes(ctx: Context, tokens: Sequence[Token], index: int) -> bool:
    """Whether a token closes the name that the quotation opens; 治理 and 活动 only at the end."""
    key = concept(tokens[index], "initiatives")
    if key and ctx.lexicon.concept(key).fact("loose"):
        return index == len(tokens) - 1
    return (
        bool(key)
        or tokens[index].word == "工程"
        or (tokens[index].word == "建设" and index == len(tokens) - 1)
    )


def _ends_in_head(ctx: Context, inside: str) -> bool:
    words = [*ctx.lexicon.words["initiatives"], "工程"]
    return any(inside.endswith(w) and len(inside) > len(w) + 1 for w in words if len(w) > 1)


def _implemented(ctx: Context, items: Sequence[Item], index: int) -> bool:
    before = items[index - 1] if index else None
    return bool(before and before.mark is Mark.VERB and _governs(ctx, before.word))


def _governs(ctx: Context, word: str) -> bool:
    """推进, and 滚动推进 that ends in it."""
    actions = ctx.lexicon.words["actions"]
    key = actions.get(word) or actions.get(word[-2:], "")
    return bool(key) and ctx.lexicon.concept(key).fact("governs") != ""


def _ends(items: Sequence[Item], index: int) -> bool:
    after = items[index + 1] if index + 1 < len(items) else None
    return after is None or after.mark in (Mark.PUNCT, Mark.CONJ, Mark.PAUSE, Mark.ETC)


def _names(ctx: Context, head: Token) -> bool:
    """Whether the head names something without a quotation: 活动 and 体系 alone do not."""
    key = concept(head, "initiatives")
    return bool(key) and not {"loose", "properName"} & ctx.lexicon.concept(key).facts.keys()


def _predicates(ctx: Context, items: Sequence[Item], index: int) -> Iterator[int]:
    """Where the name may start: after each governing predicate of the clause, the nearest first.

    A pause is crossed only into a further predicate: 开展[集中治理重复信访、化解信访积案专项行动].
    """
    phrase = items[index].phrase
    key = concept(phrase.tokens[-1], "initiatives") if phrase else ""
    firm = bool(key) and ctx.lexicon.concept(key).fact("firm") != ""
    start = index
    while start:
        before = items[start - 1]
        if before.mark is Mark.VERB and (firm or _governs(ctx, before.word)):
            yield _past_marks(items, start, index)
        crossed = before.mark in (Mark.PAUSE, Mark.CONJ) and items[start].mark is not Mark.VERB
        if crossed and _sibling(items, start - 2):
            yield start  # 粮食产能提升行动、[种业振兴行动]
        if crossed or before.mark in (Mark.PUNCT, Mark.QUANTITY, Mark.ETC):
            return
        start -= 1


def _sibling(items: Sequence[Item], index: int) -> bool:
    phrase = items[index].phrase if index >= 0 else None
    return phrase is not None and bool(concept(phrase.tokens[-1], "initiatives"))


def _past_marks(items: Sequence[Item], start: int, index: int) -> int:
    while start < index and items[start].mark in (Mark.STOP, Mark.CONJ, Mark.PAUSE):
        start += 1
    return start


def _governed(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    """From after the last governing predicate of the clause to the head."""
    phrase = items[index].phrase
    assert phrase
    after = items[index + 1] if index + 1 < len(items) else None
    if after and after.mark is Mark.VERB and after.span.start == phrase.span.end:
        return  # 疫情政策[调整]: the head goes on
    for start in _predicates(ctx, items, index):
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
