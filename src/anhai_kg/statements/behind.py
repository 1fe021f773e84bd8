"""Nouns that stand behind their numbers: 10个优质项目, 229个省、市级重点项目, 1800人的饮水困难."""

from __future__ import annotations

import re
from typing import Final

from anhai_kg.alphabet import DIGITS
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark
from anhai_kg.statements.spots import Measured, Spot, clean, is_empty

__all__ = ["counted", "of_them"]

_DESCRIPTION: Final = re.compile(
    rf"[^{DIGITS}，,、的]{{2,8}}、[^{DIGITS}，,的]{{2,8}}的"
    rf"|[^，,、的]{{0,8}}[超过逾不以].{{0,3}}[{DIGITS}][^，,、的]{{0,8}}的"
)
_LEVELS: Final = re.compile("[国省市县区镇乡村](?:家?级)?")
_NAMING: Final = frozenset(["projects", "places", "bodies", "initiatives", "events"])
_DESCRIBED: Final = 24  # characters of a description
_TOUCHING: Final = 5  # numbers that are said one after another of one thing, at most


def counted(spot: Spot) -> Measured | None:
    """10个优质项目, 6条续建高铁: the noun right after the number."""
    offset = 1
    while offset < _TOUCHING and (touching := spot.touching(offset)) and touching.quantity:
        offset += 1  # 1527户6384人[脱贫]
    first, second = spot.touching(offset), spot.touching(offset + 1)
    if first is None:
        return None
    noun = first.phrase.text() if first.phrase else ""
    noun = "" if is_empty(noun) else noun
    verbal = spot.ctx.lexicon.lists["words"].get(first.word) == "verbal"
    if second and second.phrase and (verbal or (first.mark is Mark.VERB and spot.opens)):
        noun = first.word + second.phrase.text()
    if _LEVELS.fullmatch(noun) and second and second.mark is Mark.PAUSE:
        noun = _levels(spot, offset) or noun
    noun = _described(spot, first) or noun
    delegate = first if first.word == "代表" else second
    if delegate and delegate.word == "代表":
        noun = Span(first.span.start, delegate.span.end).of(spot.ctx.text)  # 28名群众代表
    number = spot.quantity.digits.of(spot.ctx.text) + spot.quantity.unit
    return spot.says(noun, group=number + noun)


def _levels(spot: Spot, offset: int) -> str:
    """229个省、市级[重点项目]: levels joined by 、 stand before the noun of all."""
    first, second = spot.item(offset), spot.item(offset + 2)
    if not first or not second or not second.phrase:
        return ""
    return Span(first.span.start, second.span.end).of(spot.ctx.text)


def _described(spot: Spot, first: Item) -> str:
    """40个吸引力强、带动面广的[消费场景], 100个投资超50亿元的[项目]: the noun stands behind its description."""
    if "的" not in spot.ctx.text[first.span.start : first.span.start + _DESCRIBED]:
        return ""
    words = _DESCRIPTION.match(spot.ctx.text, first.span.start, spot.clause.end)
    if words is None:
        return ""
    at = words.end()
    noun = next(iter(spot.sentence.items_in(Span(at, at + 1))), None)
    return noun.phrase.text() if noun and noun.phrase else ""


def of_them(spot: Spot) -> str:
    """解决1800人的饮水困难, 解决218户、3万头牲畜饮水困难: the noun stands behind all the numbers."""
    at = spot.index + 1
    items = spot.items
    last = min(len(items) - 1, spot.index + 2 * _TOUCHING)
    while at < last and items[at].mark is Mark.PAUSE and items[at + 1].quantity:
        at += 2
    if at >= len(items) or (items[at].word != "的" and at == spot.index + 1):
        return ""
    behind = items[at + 1] if items[at].word == "的" and at + 1 < len(items) else items[at]
    if behind.phrase is None or behind.phrase.stems & _NAMING:
        return ""  # 惠及3400万人的引水工程
    return clean(behind.phrase.text())
