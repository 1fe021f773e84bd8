"""Signs of fonts of pictures (Symbol, Wingdings), which Word and PDF files hold as private-use characters."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["plain_symbols"]

_BULLET: Final = re.compile(r"^(\s*)[\uf020-\uf0ff]")
_SIGN: Final = re.compile(r"[\uf020-\uf0ff]")


def plain_symbols(line: str) -> str:
    """A line in which the sign at its head is ● and any other is U+FFFD, for it stands for no character.

    >>> plain_symbols("\\uf06c抓项目\\uf0fc")
    '●抓项目�'
    """
    return _SIGN.sub("\ufffd", _BULLET.sub(r"\1●", line))
