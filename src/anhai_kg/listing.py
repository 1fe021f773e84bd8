"""Lists of names and the word that closes them: A、B和C等10个优质项目.

The closing class word types the members, and the number before it counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase, Token
from anhai_kg.quantity import Quantity
from anhai_kg.quotes import unquoted

__all__ = ["Listing", "Member", "listings"]

_OPENS: Final = ("（", "(")
_COUNTERS: Final = frozenset("个项件处条座家所")
_DESCRIBED: Final = 8  # items of a description
_ANNOUNCING: Final = frozenset({"包括", "包含", "分别是", "分别为", "涵盖"})


class Member(NamedTuple):
    """One member of a list; `quantity` is the number said of it alone (1.8亿元的瑞麦面粉生产线)."""

    phrase: Phrase
    quantity: Quantity | None = None


class Listing(NamedTuple):
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
        tokens = list(self.head.tokens)
        while tokens:
            text = unquoted("".join(token.word for token in tokens))
            for cut in range(len(text)):
                if concept := lexicon.find("groups", text[cut:]):
                    return Kind(concept.fact("memberClass"))
            if tokens.pop().role != "verbal":
                break  # 3个项目[竣工投产]: what the members do closes no list
        return None


def listings(items: Sequence[Item]) -> Iterator[Listing]:
    """The lists of a sentence; a single name counts when 等 or a number closes it."""
    index = 0
    while index < len(items):
        if not _may_open(items, index):
            index += 1
            continue
        members, after = _members(items, index)
        if not members:
            index += 1
            continue
        listing, end = _closed(items, members, after)
        if listing.head is None:
            listing = _announced(items, index, listing)
        if len(members) > 1 or listing.etc or (listing.counted and listing.head):
            yield listing
        index = max(after, index + 1) if not listing.etc else max(end, index + 1)


_GOES_ON: Final = frozenset({Mark.PAUSE, Mark.CONJ, Mark.ETC, Mark.QUANTITY, Mark.VERB})


def _may_open(items: Sequence[Item], index: int) -> bool:
    """Whether a list can begin there; most phrases are followed by nothing that goes on with one."""
    if not items[index].phrase:
        return items[index].mark is Mark.QUANTITY
    following = items[index + 1] if index + 1 < len(items) else None
    return following is not None and (following.mark in _GOES_ON or following.word in _OPENS)


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
        phrase, index = _merged(items, index, first=not members)
        inner, index = _bracketed(items, index)
        members.append(Member(phrase, quantity or inner))
        if index < len(items) and items[index].mark in (Mark.PAUSE, Mark.CONJ):
            follows = items[index + 1 : index + 4]
            if follows and (follows[0].phrase or _modified(follows)):
                index += 1
                continue
        break
    return members, index


def _bracketed(items: Sequence[Item], index: int) -> tuple[Quantity | None, int]:
    """What a bracket says of a member: 望舒光伏组件（总投资5.2亿元）."""
    if index >= len(items) or items[index].word not in _OPENS:
        return None, index
    closing = next((i for i in range(index, len(items)) if items[i].word in ("）", ")")), None)
    if closing is None:
        return None, index
    inner = next((i.quantity for i in items[index:closing] if i.quantity), None)
    return inner, closing + 1


def _merged(items: Sequence[Item], index: int, *, first: bool) -> tuple[Phrase, int]:
    """The phrase at a place, with the predicates that its name holds: 用电直流|联网|工程.

    Only in the midst of a list: what a name holds stands without a gap and before the next mark.
    """
    opening = items[index].phrase
    assert opening
    tokens, end = list(opening.tokens), index + 1
    if first and not any(t.role == "unknown" and len(t.word) > 1 for t in tokens):
        return opening, end  # 从候选项目中[选出]A: the list begins after the predicate
    while _named_by(items, end, tokens):
        tokens.append(Token(items[end].span, items[end].word, "verbal", {}))
        end += 1
    while end + 1 < len(items) and items[end].mark is Mark.VERB and items[end + 1].phrase:
        verb, later = items[end], items[end + 1]
        after = items[end + 2].mark if end + 2 < len(items) else None
        if not (_adjacent(Span(*tokens[-1].span), verb.span) and _adjacent(verb.span, later.span)):
            break
        if after not in (Mark.PAUSE, Mark.ETC):
            break
        assert later.phrase
        tokens += [Token(verb.span, verb.word, "verbal", {}), *later.phrase.tokens]
        end += 2
    if end == index + 1:
        return opening, end
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return Phrase(span, tuple(tokens)), end


def _named_by(items: Sequence[Item], at: int, tokens: Sequence[Token]) -> bool:
    """甲路[打通]、乙炼化一体化[配套]等: a predicate between a name and the mark of a list is part of the name."""
    if at + 1 >= len(items) or items[at].mark is not Mark.VERB:
        return False
    verb, after = items[at].span, items[at + 1]
    closes = after.mark in (Mark.PAUSE, Mark.ETC) and _adjacent(verb, after.span)
    return closes and _adjacent(tokens[-1].span, verb)


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
    described = _described(items, index) if etc else 0
    if etc and not described and _headed(items, index):
        index += 1  # 等在建工程
    if described:
        head, index = items[described].phrase, described + 1
    elif index < len(items) and items[index].mark is Mark.QUANTITY:
        skip = 2 if _headed(items, index + 1) else 1  # 等23个续建项目
        following = items[index + skip].phrase if index + skip < len(items) else None
        if (
            following
            and items[index].quantity
            and _adjacent(items[index + skip - 1].span, following.span)
        ):
            counted, head = items[index].quantity, following
            index += skip + 1
    elif etc and index < len(items) and items[index].phrase and len(word) == 1:
        head = items[index].phrase
        index += 1
        if _numbered(items, index):
            counted = items[index].quantity  # 等项目300项
    end = head.span.end if head else end
    span = Span(members[0].phrase.span.start, end)
    return Listing(tuple(members), etc, counted, head, span), index


def _numbered(items: Sequence[Item], index: int) -> bool:
    """Whether a number of things stands right behind a class word."""
    if index >= len(items) or items[index].quantity is None:
        return False
    counted = items[index].quantity
    touching = _adjacent(items[index - 1].span, items[index].span)
    return touching and counted is not None and counted.unit in _COUNTERS


def _described(items: Sequence[Item], index: int) -> int:
    """Where the class word stands in 等[一批打基础、利长远的]项目; 0 where none does."""
    if index >= len(items) or items[index].word != "一批":
        return 0
    for at in range(index + 1, min(index + _DESCRIBED, len(items) - 1)):
        if items[at].mark is Mark.PUNCT:
            break
        if items[at].word == "的" and items[at + 1].phrase:
            return at + 1
    return 0


def _announced(items: Sequence[Item], index: int, listing: Listing) -> Listing:
    """民生实事项目10件，包括甲、乙等: the class and its number stand before the list."""
    told = items[max(0, index - 4) : index]
    if len(told) < 4 or told[-1].word not in _ANNOUNCING or told[-2].mark is not Mark.PUNCT:
        return listing
    first, second = told[:2]
    head, quantity = (first, second) if first.phrase else (second, first)
    if not (head.phrase and quantity.quantity and _adjacent(first.span, second.span)):
        return listing
    return listing._replace(counted=quantity.quantity, head=head.phrase)


def _headed(items: Sequence[Item], index: int) -> bool:
    """A predicate before the class word: 在建[工程]."""
    return (
        index + 1 < len(items)
        and items[index].mark in (Mark.VERB, Mark.STOP)
        and items[index].word != "的"
        and items[index + 1].phrase is not None
        and _adjacent(items[index].span, items[index + 1].span)
    )


def _adjacent(first: Span, second: Span) -> bool:
    return first.end == second.start
