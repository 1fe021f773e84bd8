"""The words of a text, from one pass of one dictionary automaton.

Chinese writes no spaces, so names are found by what stands around and at the end of them. The automaton
knows the words of the vocabularies (post titles, the kinds of bodies and places, works) and the function
words, predicates and general nouns of the word list; what it does not know is a run of its own, and such
a run is what makes a phrase a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import ahocorasick_rs

from anhai_kg.cutting import Cutter
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Token
from anhai_kg.quantity import Quantity

__all__ = ["Words"]

_HEADS: Final = ("posts", "bodies", "places", "projects", "initiatives", "events", "reports")
_SINGLE: Final = frozenset({"places", "bodies", "events"})  # 村, 局, 节 are heads of one character


class _Word(NamedTuple):
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
        if short != "-" and short not in lexicon.lists["words"]:  # 惠农 is a word first
            found.setdefault(short, {})["counties"] = name
    for stem in ("features", "namesakes"):
        for word, said in lexicon.lists[stem].items():
            found.setdefault(word, {})[stem] = said
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
        elif role not in ("verb", "stop", "conj", "verbal") and found.keys() != {"namesakes"}:
            roles[word] = "head"
    return {word: _Word(word, role, concepts.get(word, {})) for word, role in roles.items()}


class Words:
    """The automaton over all words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = list(_entries(lexicon).values())
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
        return Cutter(text, sentence, tokens, quantities).cut()
