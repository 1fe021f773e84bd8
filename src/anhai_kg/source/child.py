"""Formats that need a parser are turned into text in a process of their own, which has its limits.

Whatever a hostile file does to the parser, it costs this process nothing but the wait. What goes in is
the file; what comes out is one line of JSON: the text and what the file says of itself, or why not.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final

from anhai_kg.errors import InputError
from anhai_kg.limits import Limit, limit, too_long

__all__ = ["convert"]

_NAMES: Final = {"docx": "Word", "html": "HTML", "md": "Markdown", "pdf": "PDF"}


def convert(form: str, data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    """The text of a file, and what it says of itself beside its words.

    Args:
        form: docx, pdf: `data` is the file; html, md: its text in UTF-8.

    Raises:
        InputError: it is broken, locked, without text, or needs more than a limit allows.
    """
    seconds, megabytes = limit(Limit.SECONDS), limit(Limit.MEMORY)
    # -P: what lies in the working folder is no module
    command = [sys.executable, "-P", "-m", __name__, form]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"{name}: not read within {seconds:,} seconds; split the report, or set {Limit.SECONDS}"
        ) from error
    except OSError as error:
        raise InputError(
            f"{name}: no process to read it in: {error.strerror}; save it as .txt"
        ) from error
    if done.returncode:
        raise InputError(
            f"{name}: a broken {_NAMES[form]} file, or one that needs more than {megabytes:,} MB; "
            f"save it anew, or as .txt, or set {Limit.MEMORY}"
        )
    said = json.loads(done.stdout)
    if problem := said.get("problem"):
        raise InputError(f"{name}: {problem}")
    return said["text"], said["about"]


def _confine() -> None:
    """Let this process have no more memory than the limit, and leave no image of it behind."""
    with contextlib.suppress(ImportError):  # no such thing on Windows
        import resource

        most = limit(Limit.MEMORY) * 1_000_000
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reader(form: str) -> Callable[[bytes], tuple[str, Mapping[str, str]]]:
    if form == "docx":
        from anhai_kg.source.docx import read
    elif form == "pdf":
        from anhai_kg.source.pdf import read
    elif form == "html":
        from anhai_kg.source.html import read
    else:
        from anhai_kg.source.markdown import read
    return read


def main(form: str) -> None:
    """Be the child; whatever else goes wrong than what is said here ends it with another code than 0."""
    _confine()
    said: dict[str, object]
    try:
        text, about = _reader(form)(sys.stdin.buffer.read())
        problem = too_long(text)
        said = {"problem": problem} if problem else {"text": text, "about": about}
    except InputError as error:
        said = {"problem": str(error)}
    except RecursionError:
        said = {"problem": "its parts are nested too deeply; save it anew as .txt"}
    sys.stdout.buffer.write(json.dumps(said).encode())
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)  # taking down a large tree politely takes time
