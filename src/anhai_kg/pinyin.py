"""Chinese in Latin letters: names of people, and words that have no English, by their pinyin.

Only pypinyin's table of characters is read. Importing the package also builds its table of phrases,
which costs six times as much and does not help names; the readings that matter stand in
`readings.csv` and `surname-readings.csv` (docs/decisions/pinyin.md).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from anhai_kg.errors import LexiconError

__all__ = ["person", "spell"]

_DIAERESIS: Final = "\u0308"
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST: Final = 4  # characters of the longest entry of the readings


@cache
def _characters() -> Mapping[str, str]:
    """Code point in decimal to its readings, the usual one first: "21439" is "chǎng,hàn"."""
    spec = find_spec("pypinyin")
    path = Path(spec.origin if spec and spec.origin else "pypinyin").with_name("pinyin_dict.json")
    try:
        table: dict[str, str] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}; install the pypinyin of the lock file") from error
    return table


@cache
def _syllable(character: str) -> str:
    """The usual reading without its tone; a character without one stands for itself."""
    marked = _characters().get(str(ord(character)), character).partition(",")[0]
    split = unicodedata.normalize("NFD", marked)
    kept = (c for c in split if not unicodedata.combining(c) or c == _DIAERESIS)
    return unicodedata.normalize("NFC", "".join(kept))


def _syllables(text: str, readings: Mapping[str, str]) -> Iterator[str]:
    at = 0
    while at < len(text):
        for size in range(min(_LONGEST, len(text) - at), 0, -1):
            if known := readings.get(text[at : at + size]):
                yield from known.split()
                break
        else:
            size = 1
            yield _syllable(text[at])
        at += size


def _joined(syllables: Iterator[str]) -> str:
    """One capitalised word; an apostrophe keeps Xi'an from being read as Xian."""
    word = next(syllables, "")
    for syllable in syllables:
        word += f"'{syllable}" if syllable[0] in "aeo" else syllable
    return word[:1].upper() + word[1:]


def spell(text: str, readings: Mapping[str, str]) -> str:
    """A run of characters as one capitalised word.

    >>> spell("安海", {})
    'Anhai'
    >>> spell("长安", {"长": "chang"})
    "Chang'an"
    """
    return _joined(_syllables(text, readings))


def person(
    name: str, readings: Mapping[str, str], *, surnames: Collection[str], of: Mapping[str, str]
) -> str:
    """A personal name, family name first.

    Args:
        name: 陈进福; parts around a middle dot are spelt apart, what is not Chinese stays.
        readings: of characters and words, where the usual one is not meant.
        surnames: the compound ones; every other family name is the first character.
        of: readings of family names.

    >>> person("欧阳娜娜", {}, surnames={"欧阳"}, of={})
    'Ouyang Nana'
    """
    if not _HAN.fullmatch(name):
        return " ".join(
            _HAN.sub(lambda run: spell(run[0], readings), name).replace("·", " ").split()
        )
    size = next((n for n in (3, 2) if len(name) > n and name[:n] in surnames), 1)
    family, given = name[:size], name[size:]
    first = _joined(iter(of[family].split())) if family in of else spell(family, readings)
    return f"{first} {spell(given, readings)}".strip()
