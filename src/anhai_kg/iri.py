"""The one door through which an IRI comes into being.

Chinese stays readable; what an IRI cannot hold, and what a reader cannot see, is percent-encoded
(UTF-8).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from anhai_kg.errors import GraphError

__all__ = ["BASE", "checked_base", "iri", "join", "segment"]

BASE: Final = "https://w3id.org/anhai-kg/id/"
"""Where resources live unless the user says otherwise."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9\-._~()\u3400-\u4dbf\u4e00-\u9fff]+")
_ASCII: Final = frozenset("-._~()")
_UCSCHAR: Final = (  # RFC 3987, without the specials that Turtle cannot name; a pattern of them is slow to make
    ("\u00a0", "\ud7ff"),
    ("\uf900", "\ufdcf"),
    ("\ufdf0", "\uffef"),
    ("\U00010000", "\U0001fffd"),
    ("\U00020000", "\U0002fffd"),
    ("\U00030000", "\U0003fffd"),
)
_HIDDEN: Final = ("C", "Z", "Pi", "Pf")  # controls, bidi, private use, unassigned, spaces, quotes
_BASE_SHAPE: Final = re.compile(r"(?:https?://[^/?#\s]+/(?:[^?#\s]*/)?|urn:[^?#\s]+[:/])")


def _kept(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in _ASCII
    allowed = any(first <= char <= last for first, last in _UCSCHAR)
    return allowed and not unicodedata.category(char).startswith(_HIDDEN)


def _encoded(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


@lru_cache(maxsize=8192)
def segment(name: str) -> str:
    """A name as one step of a path: NFC, nothing in it that separates or hides.

    >>> segment("安海镇"), segment("副镇长(科技)"), segment("“1+6”行动")
    ('安海镇', '副镇长(科技)', '%E2%80%9C1%2B6%E2%80%9D行动')
    >>> segment("a/b c"), segment("..")
    ('a%2Fb%20c', '%2E%2E')

    Raises:
        GraphError: the name is empty, or holds half a character (a lone surrogate).
    """
    if not name:
        raise GraphError("a nameless thing has no IRI; name it")
    text = unicodedata.normalize("NFC", name)
    if not text.strip("."):  # a dot segment would be resolved away
        return "%2E" * len(text)
    if _PLAIN.fullmatch(text):
        return text
    try:
        return "".join(char if _kept(char) else _encoded(char) for char in text)
    except UnicodeEncodeError as error:
        raise GraphError(f"{name!r}: half a character at {error.start}; mend the text") from error


def iri(text: str) -> NamedNode:
    """The IRI of that text.

    >>> iri("https://example.org/镇").value
    'https://example.org/镇'

    Raises:
        GraphError: it is no absolute IRI.
    """
    try:
        return NamedNode(text)
    except ValueError as error:
        raise GraphError(f"{text!r} is no IRI: {error}") from error


def join(base: str, *names: str) -> str:
    """A base, which ends where names begin, and names as segments below it.

    >>> join("https://example.org/id/", "晋江市", "body", "市委/办")
    'https://example.org/id/晋江市/body/市委%2F办'
    """
    return base + "/".join(map(segment, names))


def checked_base(base: str) -> str:
    """The base itself when resources can live under it.

    >>> checked_base("https://example.org/id/")
    'https://example.org/id/'

    Raises:
        GraphError: it is no absolute http(s) or urn IRI that ends in a separator.
    """
    if not _BASE_SHAPE.fullmatch(base):
        raise GraphError(f"base {base!r}: give an absolute IRI that ends in /, e.g. {BASE}")
    return iri(base).value
