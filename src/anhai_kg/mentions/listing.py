"""Lists of names and the word that closes them: A、B和C等10个优质项目.

The closing class word types the members, and the number before it counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase
from anhai_kg.quantity import Quantity

__all__ = ["Listing", "Member", "listings"]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list; `quantity` is the number said of it alone (1.8亿元的瑞麦面粉生产线)."""

    phrase: Phrase
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Members, and what closes the list."""

    members: tuple[Member, ...]
    etc: bool
    counted: Quantity | None
    head: Phrase | None
    span: Span

    def kind(self, lexicon: Lexicon) -> Kind | None:
        """What the closing class word makes of the members; none without one."""
        if self.head is None:
            return None
        tail = self.head.text()
        for text in (tail, tail.removesuffix("建设")):
            for cut in range(len(text)):
                if concept := lexicon.find("groups", text[cut:]):
                    return Kind(concept.fact("memberClass"))
        return None


def listings(items: Sequence[Item]) -> Iterator[Listing]:
    """The lists of a sentence; a single name counts when 等 or a number closes it."""
    index = 0
    while index < len(items):
        members, after = _members(items, index)
        if not members:
            index += 1
            continue
        listing, end = _closed(items, members, after)
        if len(members) > 1 or listing.etc or (listing.counted and listing.head):
            yield listing
        index = max(after, index + 1) if not listing.etc else max(end, index + 1)


def _members(items: Sequence[Item], index: int) -> tuple[list[Member], int]:
    members: list[Member] = []
    while index < len(items):
        quantity = None
        if (
            items[index].mark is Mark.QUANTITY
            and index + 2 < len(items)
            and items[index + 1].word == "的"
            and items[index + 2].phrase
        ):
            quantity = items[index].quantity
            index += 2
        phrase = items[index].phrase if index < len(items) else None
        if phrase is None:
            break
        members.append(Member(phrase, quantity))
        index += 1
        if index < len(items) and items[index].mark in (Mark.PAUSE, Mark.CONJ):
            follows = items[index + 1 : index + 4]
            if follows and (follows[0].phrase or _modified(follows)):
                index += 1
                continue
        break
    return members, index


def _modified(items: Sequence[Item]) -> bool:
    return (
        len(items) >= 3
        and items[0].mark is Mark.QUANTITY
        and items[1].word == "的"
        and items[2].phrase is not None
    )


def _closed(items: Sequence[Item], members: list[Member], index: int) -> tuple[Listing, int]:
    etc = index < len(items) and items[index].mark is Mark.ETC
    end = items[index].span.end if etc else members[-1].phrase.span.end
    word = items[index].word if etc else ""
    index += etc
    counted, head = None, None
    if index < len(items) and items[index].mark is Mark.QUANTITY:
        following = items[index + 1].phrase if index + 1 < len(items) else None
        if following and items[index].quantity and _adjacent(items[index].span, following.span):
            counted, head = items[index].quantity, following
            index += 2
    elif etc and index < len(items) and items[index].phrase and len(word) == 1:
        head = items[index].phrase
        index += 1
    end = head.span.end if head else end
    span = Span(members[0].phrase.span.start, end)
    return Listing(tuple(members), etc, counted, head, span), index


def _adjacent(first: Span, second: Span) -> bool:
    return first.end == second.start
