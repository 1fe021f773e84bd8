"""A sentence as words, phrases and the marks between them, from one pass of one dictionary automaton.

Chinese writes no spaces, so names are found by what stands around and at the end of them. The automaton
knows the words of the vocabularies (post titles, the kinds of bodies and places, works) and the function
words, predicates and general nouns of the word list; what it does not know is a run of its own, and such
a run is what makes a phrase a name. Predicates, function words, numbers and punctuation end a phrase.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import ahocorasick_rs

from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span
from anhai_kg.quantity import Quantity
from anhai_kg.quotes import QUOTED

__all__ = ["Item", "Mark", "Phrase", "Token", "Words"]

_HEADS: Final = ("posts", "bodies", "places", "projects", "initiatives", "events", "reports")
_SINGLE: Final = frozenset({"places", "bodies", "events"})  # 村, 局, 节 are heads of one character
_DATE: Final = (
    r"(?:20\d\d年)?(?<!\d)\d{1,2}月(?:\d{1,2}日)?(?:份)?(?:底|初|末|[上中下]旬)?(?:以?前)?"
    r"|20\d\d年(?:底|初|末|度(?!假|量))?(?:以?前)?|[一二三四]季度|前三季度"
)
_DATES: Final = re.compile(_DATE)
_SHAPED: Final = re.compile(
    rf"(?P<date>{_DATE})"
    r"|(?<=[^\W\d_”》）)])(?P<great>[二三四五六七八九十]{1,2}大(?=[\u4e00-\u9fff]{2}))"  # A、B三大工程
    r"|(?P<threshold>[十百千万亿]+元以[上下])"  # 亿元以上项目 is a class
    rf"|(?P<quoted>{QUOTED}|《[^《》\n]{{2,60}}》)"
)
_ROLES: Final = {"threshold": "noun", "quoted": "quoted"}
_GLUED: Final = re.compile(r"[（(][\u4e00-\u9fffA-Za-z0-9]{1,6}[)）]")
_RUN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9０-９·•&—\-.]+")
_DASHES: Final = "—-."
_PARTICLES: Final = {"为": "作任改变成称列选定评视", "得": "取获赢使值记懂舍觉夺变做说"}
"""Particles that one unknown character makes part of a name (安为科技, 赛得利), but for these."""
_RATINGS: Final = frozenset({"兆瓦", "万千瓦", "千瓦", "吉瓦", "兆瓦时", "千伏"})
_DONE: Final = frozenset(
    {"开工", "竣工", "投产", "竣工投产"}
)  # said of a name, at its end no part of it


class Mark(StrEnum):
    """What stands between two phrases."""

    PAUSE = "、"
    CONJ = "和"
    ETC = "等"
    VERB = "verb"
    STOP = "stop"
    QUANTITY = "quantity"
    PUNCT = "punct"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the lexicon, or an unknown run (`known` false), or a quotation.

    `concepts` maps a vocabulary's stem to the key of the concept that the word betrays in it.
    """

    span: Span
    word: str
    role: str  # "noun", "unknown", "quoted", "verbal", "head"
    concepts: Mapping[str, str]

    @property
    def known(self) -> bool:
        return self.role not in ("unknown", "quoted")


@dataclass(frozen=True)
class Phrase:
    """A run of words that may hold a name."""

    span: Span
    tokens: tuple[Token, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The vocabularies that its words betray a concept of."""
        return frozenset(stem for token in self.tokens for stem in token.concepts)

    def text(self) -> str:
        return "".join(token.word for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase, or a mark with its span; of a quantity, the quantity."""

    span: Span
    mark: Mark | None = None
    phrase: Phrase | None = None
    quantity: Quantity | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    role: str
    concepts: Mapping[str, str]


def _concepts(lexicon: Lexicon) -> dict[str, dict[str, str]]:
    """What each word of the vocabularies and gazetteers betrays, by vocabulary.

    A division stands without its suffix, which is a word of its own: 泉州市委 is 泉州 and 市委.
    """
    found: dict[str, dict[str, str]] = {}
    for stem in _HEADS:
        for word, key in lexicon.words[stem].items():
            if len(word) > 1 or stem in _SINGLE:
                found.setdefault(word, {})[stem] = key
    for division in lexicon.schemes["divisions"].values():
        for word in division.words[1:] or division.words:
            found.setdefault(word, {})["divisions"] = division.key
    for name, short in lexicon.lists["counties"].items():
        if short != "-":
            found.setdefault(short, {})["counties"] = name
    return found


def _entries(lexicon: Lexicon) -> dict[str, _Word]:
    """Every word with its role and its concepts; a word that may stand in a name is no predicate."""
    roles: dict[str, str] = dict(lexicon.lists["words"])
    for word in lexicon.words["actions"]:
        if len(word) > 1:
            roles.setdefault(word, "verb")
    concepts = _concepts(lexicon)
    for word, found in concepts.items():
        role = roles.get(word)
        if role in ("verb", "verbal") and found.keys() & {"projects", "initiatives"}:
            roles[word] = "verbal"
        elif role not in ("verb", "stop", "conj", "verbal"):
            roles[word] = "head"
    return {word: _Word(word, role, concepts.get(word, {})) for word, role in roles.items()}


class Words:
    """The automaton over all words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries = _entries(lexicon)
        self._words = [entries[word] for word in sorted(entries)]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [word.text for word in self._words],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def tokens(self, text: str) -> list[Token]:
        """The words of a text, leftmost and longest; no two overlap."""
        return [
            Token(Span(start, end), word.text, word.role, word.concepts)
            for index, start, end in self._automaton.find_matches_as_indexes(text)
            for word in (self._words[index],)
        ]

    def items(
        self, text: str, sentence: Span, tokens: Sequence[Token], quantities: Sequence[Quantity]
    ) -> list[Item]:
        """A sentence as phrases and marks; `tokens` and `quantities` are those of the whole text."""
        return list(_Cutter(text, sentence, tokens, quantities).cut())


class _Cutter:
    """Walks over one sentence and cuts it into items."""

    def __init__(
        self, text: str, sentence: Span, tokens: Sequence[Token], quantities: Sequence[Quantity]
    ) -> None:
        low = bisect_left(tokens, sentence.start, key=lambda t: t.span.start)
        high = bisect_right(tokens, sentence.end, key=lambda t: t.span.start)
        self._tokens = {t.span.start: t for t in tokens[low:high] if t.span.end <= sentence.end}
        first = bisect_left(quantities, sentence.start, key=lambda q: q.span.start)
        last = bisect_right(quantities, sentence.end, key=lambda q: q.span.start)
        self._quantities = {q.span.start: q for q in reversed(quantities[first:last])}
        self._text, self._sentence = text, sentence
        self._dates = {match.start() for match in _DATES.finditer(text, *sentence)}
        self._open: list[Token] = []

    def cut(self) -> Iterator[Item]:
        position, end = self._sentence
        while position < end:
            quantity = self._quantities.get(position)
            if quantity and self._rates(quantity):
                span = quantity.span
                self._open.append(Token(span, span.of(self._text), "unknown", {}))
                position = span.end
            elif quantity:
                yield from self._flush()
                yield Item(quantity.span, Mark.QUANTITY, quantity=quantity)
                position = quantity.span.end
            elif match := _SHAPED.match(self._text, position, end):
                yield from self._shaped(match)
                position = match.end()
            elif (token := self._tokens.get(position)) and not self._is_odd(token):
                yield from self._known(token)
                position = token.span.end
            elif run := self._unknown(position):
                self._open.append(run)
                position = run.span.end
            else:
                yield from self._flush()
                word = self._text[position]
                yield Item(
                    Span(position, position + 1),
                    Mark.PAUSE if word == "、" else Mark.PUNCT,
                    word=word,
                )
                position += 1
        yield from self._flush()

    def _rates(self, quantity: Quantity) -> bool:
        """杏花沟|300兆瓦|光伏电站: a rating between a name and the works that it rates."""
        after = self._tokens.get(quantity.span.end)
        named = self._open and self._open[-1].role in ("unknown", "head")
        return bool(named and quantity.unit in _RATINGS and after and "projects" in after.concepts)

    def _shaped(self, match: re.Match[str]) -> Iterator[Item]:
        """What its shape tells, whatever words stand in it: a date, a quotation, a class by a limit."""
        span = Span(*match.span())
        if match.lastgroup in _ROLES:
            self._open.append(Token(span, match[0], _ROLES[match.lastgroup], {}))
        elif match.lastgroup == "date":
            yield from self._flush()
            yield Item(span, Mark.STOP, word=match[0])
        else:
            yield from self._flush()
            yield Item(span, Mark.ETC, word="等")

    def _is_odd(self, token: Token) -> bool:
        """A word over which a number begins, a 和 after 、 and a 为 after one character are none."""
        inside = range(token.span.start + 1, token.span.end)
        if self._quantities and not self._quantities.keys().isdisjoint(inside):
            return True
        if token.role == "conj" and self._text[token.span.start - 1 : token.span.start] == "、":
            return True  # 、和睦北园: no conjunction follows a pause
        if token.word not in _PARTICLES or len(self._open) != 1:
            return False
        run = self._open[0]
        return not run.known and len(run.word) == 1 and run.word not in _PARTICLES[token.word]

    def _known(self, token: Token) -> Iterator[Item]:
        if token.role in ("noun", "head") or (token.role == "verbal" and self._open):
            self._open.append(token)
            return
        yield from self._flush()
        if token.word.startswith("等"):
            yield Item(token.span, Mark.ETC, word=token.word)
        elif token.role == "conj":
            yield Item(token.span, Mark.CONJ, word=token.word)
        else:
            mark = Mark.STOP if token.role == "stop" else Mark.VERB
            yield Item(token.span, mark, word=token.word)

    def _unknown(self, position: int) -> Token | None:
        """A run that no word, quantity or quotation interrupts; a short bracket inside a name belongs."""
        end = position
        while end < self._sentence.end:
            stops = (
                end in self._quantities
                or end in self._dates
                or (end in self._tokens and not self._is_odd(self._tokens[end]))
            )
            if end > position and stops:
                break
            character = self._text[end]
            if _RUN.match(character) and not (
                character in _DASHES and end == position and not self._open
            ):
                end += 1
            elif (self._open or end > position) and (bracket := _GLUED.match(self._text, end)):
                end = min(bracket.end(), self._sentence.end)
            else:
                break
        if end == position:
            return None
        return Token(Span(position, end), self._text[position:end], "unknown", {})

    def _flush(self) -> Iterator[Item]:
        if not self._open:
            return
        done = self._open.pop() if len(self._open) > 1 and self._open[-1].word in _DONE else None
        tokens = tuple(self._open)
        span = Span(tokens[0].span.start, tokens[-1].span.end)
        yield Item(span, phrase=Phrase(span, tokens))
        if done:
            yield Item(done.span, Mark.VERB, word=done.word)
        self._open = []
