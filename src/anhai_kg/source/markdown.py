"""The text of a Markdown file: its words without the marks of headings, emphasis, links and tables.

Line ends stay, markers of lists stay, cells are parted by tabs; images, comments and tags are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import InputError

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

_STRONG: Final = re.compile(r"\*\*([^*\n]+)\*\*")
"""What CommonMark leaves of emphasis that begins or ends with Chinese punctuation: **“重点”**项目."""


def read(data: bytes) -> tuple[str, Mapping[str, str]]:
    """The text of a Markdown file, given in UTF-8; front matter is taken off before.

    Raises:
        InputError: there is no text in it.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    lines = [line for line in map(str.rstrip, _lines(tokens)) if line]
    if not lines:
        raise InputError("no text in the file; give a report with text")
    return "\n".join(lines) + "\n", {}


def _lines(tokens: list[Token]) -> Iterator[str]:
    marker = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "\t".join(cells or [])
            cells = None
        elif token.type == "inline":
            words = _STRONG.sub(r"\1", "".join(_words(token.children or [])))
            if cells is None:
                yield from (marker + words).split("\n")
                marker = ""
            else:
                cells.append(words)
        elif token.type in ("fence", "code_block"):
            yield from token.content.rstrip("\n").split("\n")


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and token.content.lower().startswith("<br")
        ):
            yield "\n"
