"""How large a report or a graph file may be.

Each limit is a variable of the environment, and named where it is met.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Final

from anhai_kg.errors import InputError

__all__ = ["Limit", "limit", "too_long"]


class Limit(StrEnum):
    """A limit by the name of its variable."""

    FILE = "ANHAI_KG_MAX_FILE_MB"
    UNPACKED = "ANHAI_KG_MAX_UNPACKED_MB"
    RATIO = "ANHAI_KG_MAX_RATIO"
    PAGES = "ANHAI_KG_MAX_PAGES"
    CHARACTERS = "ANHAI_KG_MAX_CHARACTERS"
    SECONDS = "ANHAI_KG_MAX_SECONDS"
    MEMORY = "ANHAI_KG_MAX_MEMORY_MB"
    GRAPH = "ANHAI_KG_MAX_GRAPH_MB"
    GRAPH_MEMORY = "ANHAI_KG_MAX_GRAPH_MEMORY_MB"


_DEFAULTS: Final = {
    Limit.FILE: 50,  # megabytes (10^6 bytes) of a file
    Limit.UNPACKED: 200,  # megabytes of all parts of a docx
    Limit.RATIO: 100,  # unpacked to packed
    Limit.PAGES: 2_000,  # of a pdf
    Limit.CHARACTERS: 1_000_000,  # of the text as read (docs/decisions/0012-text-as-read.md)
    Limit.SECONDS: 60,  # to turn a docx, pdf, html or md into text, or to open, ask or judge a graph file
    Limit.MEMORY: 1_000,  # megabytes to turn it into text
    Limit.GRAPH: 100,  # megabytes of a graph file, or of all of a folder
    Limit.GRAPH_MEMORY: 4_000,  # megabytes to hold it, some 30 times its size
}


def limit(of: Limit) -> int:
    """The limit that holds now.

    Raises:
        InputError: the variable holds no whole number above 0.
    """
    said = os.environ.get(of, "").strip()
    if not said:
        return _DEFAULTS[of]
    if not (said.isascii() and said.isdecimal() and len(said) < 10 and int(said)):
        raise InputError(f"{of}={said!r}: no whole number above 0; e.g. {of}={_DEFAULTS[of]}")
    return int(said)


def too_long(text: str) -> str:
    """What is wrong with the length of a text; nothing when it is within the limit."""
    most = limit(Limit.CHARACTERS)
    if len(text) <= most:
        return ""
    return (
        f"{len(text):,} characters, more than {most:,}; split the report, or set {Limit.CHARACTERS}"
    )
