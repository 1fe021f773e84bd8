"""English beside the Chinese: labels of entities, posts and indicators of one reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from anhai_kg.gloss import Glossary
from anhai_kg.labels import english, english_phrase, english_title, glossary
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.area import LEVELS, suffix
from anhai_kg.model import Area, Kind, Post

__all__ = ["Namer"]


@cache
def _table(lexicon: Lexicon) -> Glossary:
    return glossary(lexicon)


class Namer:
    """Gives English labels in the reading of one area's report."""

    def __init__(self, lexicon: Lexicon, area: Area | None) -> None:
        self._table = _table(lexicon)
        self._indicators: dict[str, str] = {}
        areas = (area.name, *area.parents) if area else ()
        shorts = [a.removesuffix(suffix(a)) for a in areas if len(a) > len(suffix(a)) + 1]
        self._short = {short: english(short, Kind.PLACE, self._table) for short in shorts}

    def entity(self, kind: Kind, name: str) -> str:
        """安海龙山寺 is Anhai and Longshan Temple: an area without its suffix is a word of its own."""
        if kind in (Kind.PLACE, Kind.PROJECT, Kind.BODY):
            for short, label in self._short.items():
                rest = name.removeprefix(short)
                free = rest != name and len(rest) > 2 and not rest.startswith(LEVELS)
                if free:
                    return f"{label} {english(rest, kind, self._table)}"
        return english(name, kind, self._table)

    def posts(self, posts: Iterable[Post]) -> tuple[Post, ...]:
        """The posts, each with its English."""
        return tuple(replace(p, label_en=english_title(p.title, self._table)) for p in posts)

    def indicator(self, words: str) -> str:
        """What is measured: 总投资 is Total investment."""
        known = self._indicators.get(words)
        if known is None:
            known = self._indicators[words] = english_phrase(words, self._table)
        return known
