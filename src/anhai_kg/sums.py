"""Files that belong together say so: SHA-256 sums beside them, in the form of `sha256sum`.

Files that one run writes take their names one after the other. Who is killed in between leaves some old and
some new, each whole; then one of them is not what the sums say, whichever of the files were changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from anhai_kg import __version__
from anhai_kg.errors import GraphError

__all__ = ["SUFFIX", "checked", "with_sums"]

SUFFIX: Final = ".sha256"
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *]([^/]+)")
_LONGEST: Final = 1 << 20  # bytes of sums


def with_sums(files: Mapping[Path, bytes], sums: Path, *, graph: str = "") -> dict[Path, bytes]:
    """The files and, as the last to be written, their sums.

    Args:
        files: all in the folder of `sums`.
        sums: a name that ends in `.sha256`.
        graph: the digest of the graph that they show.
    """
    about = f"# anhai-kg {__version__}" + (f", graph {graph}" if graph else "")
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path.name}" for path, data in files.items()]
    return {**files, sums: "\n".join([about, *lines, ""]).encode()}


def checked(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file that the sums of a folder name, and what is wrong with it; empty when nothing is.

    Raises:
        GraphError: the folder holds no sums, or what is no such thing.
    """
    found = sorted(folder.glob(f"*{SUFFIX}"))
    if not found:
        what = f"holds no {SUFFIX} of a build" if folder.is_dir() else "is no folder"
        raise GraphError(f"{folder}: {what}; build it again, or name another")
    for sums in found:
        for digest, name in _lines(sums):
            yield folder / name, _wrong(folder / name, digest, sums.name)


def _lines(sums: Path) -> list[tuple[str, str]]:
    """Digest and name of each file."""
    try:
        with sums.open("rb") as file:
            lines = file.read(_LONGEST).decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{sums}: cannot be read: {error}; build it again") from error
    found = [_LINE.fullmatch(line) for line in lines if not line.startswith("#")]
    if not all(found) or not found:
        raise GraphError(f"{sums}: no sums of files beside it; build it again")
    return [(line[1], line[2]) for line in found if line]


def _wrong(path: Path, digest: str, sums: str) -> str:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return f"is missing, though {sums} names it; build it again"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    if found == digest:
        return ""
    return f"is not what {sums} says: of another build, or changed since; build it again"
