"""Words to meanings: a question is compared by what its words mean, not by their order.

`ontology/questions/words.csv` holds the synonyms, one meaning a row; the meaning `-` is for words that
say nothing. Words that stand only in the catalogue mean themselves, so that a new question needs no
other file.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from anhai_kg import resources

__all__ = ["EMPTY", "SLOT", "Meant", "lemma", "normalised", "segmented", "synonyms"]

EMPTY: Final = "-"
"""The meaning of words that say nothing."""

SLOT: Final = "\ufffc"
"""Stands in a text where something was taken out."""

_PUNCTUATION: Final = re.compile(rf"[^\w{SLOT}]+|_")
_HAN_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_PIECE: Final = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_LATIN: Final = re.compile(r"[a-z0-9]+")


class Meant(NamedTuple):
    """What a text means: its meanings, and the runs that no word covers."""

    meanings: frozenset[str]
    unknown: tuple[str, ...]


def normalised(text: str) -> str:
    """Lower case, without punctuation; blanks only between Latin words.

    >>> normalised("  Who chairs 安海镇 “人代会”？")
    'who chairs安海镇人代会'
    """
    plain = _PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    return _HAN_SPACE.sub("", plain)


@cache
def synonyms(path: Path = resources.QUESTIONS / "words.csv") -> Mapping[str, str]:
    """Each word to its meaning."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {word: row["meaning"] for row in rows for word in row["words"].split()}


def lemma(word: str, known: Iterable[str]) -> str:
    """The word, or its stem when only that is known: towns, town.

    >>> lemma("projects", {"project"}), lemma("was", {"wa"})
    ('project', 'was')
    """
    if word in known or len(word) < 4:
        return word
    stems = (word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing"))
    return next((stem for stem in stems if stem != word and stem in known), word)


def _han(run: str, known: Mapping[str, str], longest: int) -> tuple[list[str], list[str]]:
    """The run cut so that the fewest characters stay uncovered, then into the fewest words."""
    best: list[tuple[int, int, int]] = [
        (0, 0, 0)
    ]  # uncovered characters, words, length of the last
    for end in range(1, len(run) + 1):
        uncovered, count, _ = best[end - 1]
        options = [(uncovered + 1, count + 1, 0)]
        for size in range(1, min(longest, end) + 1):
            if run[end - size : end] in known:
                before = best[end - size]
                options.append((before[0], before[1] + 1, size))
        best.append(min(options, key=lambda option: (option[0], option[1], -option[2])))
    words, unknown, end = [], [""], len(run)
    while end:
        size = best[end][2]
        if size:
            words.append(run[end - size : end])
            unknown.append("")
        else:
            unknown[-1] = run[end - 1] + unknown[-1]
        end -= size or 1
    return words, [word for word in reversed(unknown) if word]


def _latin(run: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The words of the run, two of them together where the table has them: what_is."""
    tokens = [lemma(token, known) for token in _LATIN.findall(run)]
    words: list[str] = []
    unknown: list[str] = []
    position = 0
    while position < len(tokens):
        pair = "_".join(tokens[position : position + 2])
        word = pair if pair in known else tokens[position]
        (words if word in known else unknown).append(word)
        position += 2 if word == pair and "_" in pair else 1
    return words, unknown


def segmented(text: str, known: Mapping[str, str]) -> Meant:
    """What a normalised text means.

    >>> segmented("谁主持张三会议", {"谁": "who", "主持": "chair", "会议": "meeting"}).unknown
    ('张三',)
    """
    longest = max((len(word) for word in known if word > "\x7f"), default=0)
    meanings: set[str] = set()
    unknown: list[str] = []
    for part in text.split(SLOT):
        for piece in _PIECE.findall(part):
            if piece > "\x7f":
                words, missing = _han(piece, known, longest)
            else:
                words, missing = _latin(piece, known)
            meanings.update(known[word] for word in words)
            unknown += missing
    return Meant(frozenset(meanings - {EMPTY}), tuple(unknown))
