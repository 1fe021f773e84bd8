"""What is printed, and where: words of a report never reach the terminal as they are."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from typing import TYPE_CHECKING, Final

from anhai_kg.render.table import plain, table

if TYPE_CHECKING:
    from anhai_kg.answers import Answer

__all__ = ["complain", "decoded", "note", "prepare", "say", "shown", "width"]

_UNIVERSAL: Final = ("utf", "gb", "big5", "hz")  # encodings that can write Chinese


def prepare() -> None:
    """Make both streams able to print Chinese, or at least to go on where they cannot; warnings are notes."""
    warnings.showwarning = lambda message, *_, **__: note(str(message))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            able = (stream.encoding or "").lower().startswith(_UNIVERSAL)
            stream.reconfigure(
                encoding=None if able else "utf-8", errors="backslashreplace", newline="\n"
            )


def decoded(argument: str) -> str:
    """An argument as it was typed, also where the locale could not read it."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return os.fsencode(argument).decode("utf-8", "replace")
    return argument


def width() -> int:
    """Columns of the terminal; generous where there is none."""
    return shutil.get_terminal_size((160, 24)).columns


def say(line: str = "") -> None:
    """Print one line of the result."""
    print(plain(line))


def note(line: str) -> None:
    """Print one line beside the result."""
    print(f"anhai-kg: {plain(line)}", file=sys.stderr)


def complain(message: str) -> None:
    """Print why nothing else is printed."""
    sys.stdout.flush()
    note(" ".join(message.split()))


def shown(answer: Answer, form: str) -> None:
    """Print an answer as table, csv, json or markdown."""
    if form == "csv":
        sys.stdout.write(answer.to_csv())
    elif form == "json":
        print(answer.to_json())
    elif form == "markdown":
        sys.stdout.write("".join(f"{plain(line)}\n" for line in answer.to_markdown().splitlines()))
    else:
        cells = [["" if cell is None else _cell(cell) for cell in row] for row in answer.rows]
        sys.stdout.write(table(answer.columns, cells, width=width()))


def _cell(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
