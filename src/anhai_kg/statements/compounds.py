"""Nouns that a word which is a predicate elsewhere cuts in two: 货物[吞吐]量, 隔离带[开设]里程."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from anhai_kg.phrases import Item, Mark

__all__ = ["compound"]

_MEASURE: Final = re.compile(
    r"(?:[率量额数值度价比]|面积|里程|规模|能力|比例|比重|强度|水平|长度|容量|库容|床位|指数|浓度|增[速幅]|份额)$"
)
_ACTS: Final = re.compile(  # said of the noun behind them: 完成投资, 新增产值
    r"(?:完成|实现|达到?|新增|净增|增加|增长|扩大|提高|提升|降低|减少|下降|确保|保持|建成|占|有|为|是)$"
)
_VERB_NOUN: Final = re.compile(
    ".(?:就业|上市|创业|参保|养老|扶贫|帮扶)$|^(?:上市|在校|在园|退休|返乡)$"
)
"""Verbs whose last word, or which themselves, open the noun behind them: 安置[就业困难人员], 上市企业."""
_GRADES: Final = frozenset("上中下特优初高同一二三")
"""Before 等: 上等烟, 一等品."""
_JOINED: Final = frozenset(["还", "得", "其"])
"""Function words that are also characters of nouns: 还田面积."""


def compound(items: Sequence[Item], at: int, text: str) -> str:
    """The noun of the phrase at a place, with the words that touch it from before and belong to it."""
    if len(text) == 1 and at and items[at - 1].word and items[at - 1].mark is not Mark.PUNCT:
        text, at = items[at - 1].word + text, at - 1  # 复工|率, 对|象: one character is no noun
        if lead := _phrase_before(items, at):
            return lead + text
    if at and (verb := items[at - 1]).mark is Mark.VERB and _VERB_NOUN.search(verb.word):
        return verb.word + text if verb.span.end == items[at].span.start else text
    while at >= 2 and _cuts(items, at - 1):
        adjective = _phrase_before(items, at - 1).endswith(("性", "型"))  # 保障性[租赁]住房
        if not (adjective or _MEASURE.search(text)):
            break
        lead = _phrase_before(items, at - 1)
        text, at = lead + items[at - 1].word + text, at - 2
    return text


def _phrase_before(items: Sequence[Item], at: int) -> str:
    """The phrase that touches the item at a place from before."""
    before = items[at - 1] if at else None
    touches = before and before.phrase and before.span.end == items[at].span.start
    return before.phrase.text() if before and before.phrase and touches else ""


def _cuts(items: Sequence[Item], at: int) -> bool:
    """Whether the word at a place stands within a noun: a phrase before it, the noun behind it."""
    word, lead = items[at], _phrase_before(items, at)
    if not lead or word.span.end != items[at + 1].span.start:
        return False
    if word.mark is Mark.ETC:
        return lead in _GRADES
    if word.mark is Mark.STOP:
        return word.word in _JOINED
    return word.mark is Mark.VERB and not _ACTS.search(word.word)
