"""Which predicate governs a phrase: the name of a campaign begins after 实施, 开展, 健全."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.heads import concept, proper
from anhai_kg.phrases import Item, Mark, Token

__all__ = ["governs", "names_alone", "predicates"]

_ENDS: Final = (Mark.PUNCT, Mark.ETC)
_NAMED: Final = frozenset({"projects", "initiatives", "bodies", "events"})
_ROUND: Final = re.compile("[十百千万亿]+[元亩吨人户家头]?")  # 千万吨粮食增产计划


def predicates(ctx: Context, items: Sequence[Item], index: int) -> Iterator[int]:
    """Where the name may start: after each governing predicate of the clause, the nearest first.

    A pause is crossed only into a further predicate: 开展[集中治理重复信访、化解信访积案专项行动].
    """
    phrase = items[index].phrase
    key = concept(phrase.tokens[-1], "initiatives") if phrase else ""
    firm = bool(key) and ctx.lexicon.concept(key).fact("firm") != ""
    start = index
    while start:
        before = items[start - 1]
        if before.mark is Mark.VERB and (
            governs(ctx, before.word) or (firm and not _inside(ctx, items, start - 1))
        ):
            yield _past_marks(items, start, index)
        crossed = before.mark in (Mark.PAUSE, Mark.CONJ) and items[start].mark is not Mark.VERB
        if crossed and _sibling(items, start - 2):
            yield start  # 粮食产能提升行动、[种业振兴行动]
        joined = crossed and bool(items[start].phrase) and _is_plain(items, start - 2)
        joined = joined and before.mark is Mark.CONJ
        sized = before.quantity is not None and bool(_ROUND.fullmatch(ctx.text, *before.span))
        if (crossed and not joined) or before.mark in _ENDS or (before.quantity and not sized):
            return
        start -= 1


def _is_plain(items: Sequence[Item], index: int) -> bool:
    """城市功能 in 城市功能与[品质再提升行动]: general words, which name nothing that could stand alone."""
    phrase = items[index].phrase if index >= 0 else None
    return phrase is not None and phrase.stems.isdisjoint(_NAMED) and not proper(phrase.tokens)


def _inside(ctx: Context, items: Sequence[Item], index: int) -> bool:
    """Whether a predicate stands in the midst of what another governs: 深化[中小企业|数字化转型|城市试点]."""
    opening = items[index - 2 : index] if index >= 2 else ()
    return bool(
        opening
        and opening[0].mark is Mark.VERB
        and governs(ctx, opening[0].word)
        and opening[1].phrase
        and opening[0].span.end == opening[1].span.start
        and opening[1].span.end == items[index].span.start
    )


def _sibling(items: Sequence[Item], index: int) -> bool:
    phrase = items[index].phrase if index >= 0 else None
    if phrase is None:
        return False
    quoted = phrase.tokens[0].role == "quoted" and phrase.tokens[-1].word.endswith("工程")
    return quoted or bool(concept(phrase.tokens[-1], "initiatives"))


def _past_marks(items: Sequence[Item], start: int, index: int) -> int:
    while start < index and items[start].mark in (Mark.STOP, Mark.CONJ, Mark.PAUSE):
        start += 1
    return start


def governs(ctx: Context, word: str) -> bool:
    """推进, and 滚动推进 that ends in it."""
    actions = ctx.lexicon.words["actions"]
    bare = word.removesuffix("好") if len(word) > 2 else word  # 落实好
    key = actions.get(word) or actions.get(bare[-2:], "")
    return bool(key) and ctx.lexicon.concept(key).fact("governs") != ""


def names_alone(ctx: Context, head: Token) -> bool:
    """Whether the head names something without a quotation: 活动 and 体系 alone do not."""
    key = concept(head, "initiatives")
    return bool(key) and not {"loose", "properName"} & ctx.lexicon.concept(key).facts.keys()
