"""Front matter: YAML between two lines of `---` at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from anhai_kg.errors import InputError
from anhai_kg.source.about import FIELDS, checked

__all__ = ["parted"]

_BLOCK: Final = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST: Final = 20_000  # characters: front matter is a few lines


def parted(text: str, name: str) -> tuple[str, int, Mapping[str, str]]:
    """The text after its front matter, the line on which it begins, and what the front matter says.

    A text that merely begins with a rule of dashes has none. Keys that are not asked for are left alone.

    Raises:
        InputError: the block is no YAML, or says what cannot be.
    """
    import yaml

    block = _BLOCK.match(text, 0, _LONGEST)
    if not block:
        return text, 1, {}
    try:
        said = yaml.load(block["yaml"], Loader=yaml.BaseLoader)  # a date stays as it is written
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        why = getattr(error, "problem", None) or "cannot be read"
        raise InputError(
            f"{name}:{line}: the front matter is no YAML: {why}; mend it, or take it out"
        ) from error
    if not isinstance(said, dict):
        return text, 1, {}
    found = {
        field: checked(field, said[field], f"{name}: front matter")
        for field in FIELDS
        if said.get(field)
    }
    return text[block.end() :], text.count("\n", 0, block.end()) + 1, found
