"""Files are written whole or not at all.

A new file stands beside the old one until it is complete and on disk, then takes its name in one
step: who reads, or pulls the plug, finds the old file or the new one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from glob import escape
from pathlib import Path
from typing import Final

from anhai_kg.errors import OutputError

__all__ = ["write_all", "write_whole"]

_MARK: Final = ".anhai-tmp-"
_STALE: Final = 600.0  # seconds
_REASONS: Final = {
    errno.EACCES: "no permission; choose another folder with -o",
    errno.EDQUOT: "the quota is used up; free some space",
    errno.EEXIST: "a part of the path is a file, not a folder; choose another",
    errno.EISDIR: "is a folder; give the name of a file",
    errno.ENAMETOOLONG: "the name is too long; give a shorter one",
    errno.ENOSPC: "no space left; free some space",
    errno.ENOTDIR: "a part of the path is a file, not a folder; choose another",
    errno.EPERM: "no permission; choose another folder with -o",
    errno.EROFS: "the disk is read-only; choose another folder with -o",
}


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise OutputError(f"{path}: not written: {reason}") from error


def _clean(path: Path) -> None:
    """Remove what an interrupted writing of this file left behind; a young one may be at work."""
    for stale in path.parent.glob(f"{_MARK}{escape(path.name)}-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - stale.stat().st_mtime > _STALE:
                stale.unlink()


def _prepared(path: Path, data: bytes) -> Path:
    """A complete temporary file beside `path`."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    _clean(path)
    handle, name = tempfile.mkstemp(prefix=f"{_MARK}{path.name}-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mode(path: Path) -> int:
    """The old file's permissions, or what the umask leaves of rw-rw-rw-."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all are prepared before the first takes its name.

    Raises:
        OutputError: one cannot be written; no old file has changed unless the disk failed while
            names were being changed.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            with _explained(path):
                ready.append((_prepared(path, data), path))
        while ready:
            temporary, path = ready[0]
            with _explained(path):
                os.replace(temporary, path)
            ready.pop(0)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in files}):
        with _explained(folder):
            _sync_folder(folder)


def write_whole(path: str | Path, data: bytes) -> None:
    """Write one file.

    Raises:
        OutputError: it cannot be written; what stood there before is untouched.
    """
    write_all({Path(path): data})
