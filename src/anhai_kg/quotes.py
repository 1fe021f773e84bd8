"""Quotation marks of the genre: “”, 「」, 『』, and straight ones where they pair within a clause."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CLOSE", "OPEN", "QUOTED", "plain", "unquoted"]

OPEN: Final = '[“「『"]'
CLOSE: Final = '[”」』"]'
QUOTED: Final = (
    r"“[^“”\n。；]{1,40}”|「[^「」\n。；]{1,40}」|『[^『』\n。；]{1,40}』|\"[^\"\n。；，,]{1,24}\""
)
"""A quotation, as a pattern: a name as a rule, so it is short and holds no sentence."""

_MARKS: Final = '“”「」『』"'
_ANY: Final = re.compile(r"[“”\"‘’《》「」『』]")


def unquoted(word: str) -> str:
    """The words between the marks.

    >>> unquoted("“百日除患”"), unquoted('"一网统管"'), unquoted("「净水」")
    ('百日除患', '一网统管', '净水')
    """
    return word.strip(_MARKS)


def plain(name: str) -> str:
    """A name without quotation marks, for comparison only."""
    return _ANY.sub("", name)
