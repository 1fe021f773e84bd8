"""Files are written whole or not at all.

A new file stands beside the old one until it is complete and on disk, then takes its name in one
step: who reads, or pulls the plug, finds the old file or the new one. Whoever writes holds the folder
meanwhile (docs/decisions/0016), so that the files of two writers do not mix.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from anhai_kg.errors import OutputError

__all__ = ["check_folder", "write_all", "write_whole"]

_MARK: Final = ".anhai-tmp-"
_REASONS: Final = {
    errno.EACCES: "no permission; choose another folder with -o",
    errno.EDQUOT: "the quota is used up; free some space",
    errno.EEXIST: "a part of the path is a file, not a folder; choose another",
    errno.EFBIG: "larger than the system allows a file to be; raise the limit",
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


def check_folder(folder: Path) -> None:
    """Find out before the work whether files can be written there; nothing is left there.

    Raises:
        OutputError: a part of the path is no folder, or cannot be written to.
    """
    with _explained(folder):
        there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        tempfile.TemporaryFile(prefix=_MARK, dir=there).close()


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Alone in a folder: another writer waits, and the kernel lets go when this one dies.

    What others left behind that were interrupted is removed: nobody else is at work. A file system
    without locks gives none, and keeps what is left behind.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with _explained(folder):
        handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
            for stale in folder.glob(f"{_MARK}*"):
                stale.unlink(missing_ok=True)
        yield
        with _explained(folder):
            os.fsync(handle)
    finally:
        os.close(handle)


def _prepared(path: Path, data: bytes) -> Path:
    """A complete temporary file beside `path`."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
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


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all are prepared before the first takes its name.

    Raises:
        OutputError: one cannot be written; no old file has changed unless the disk failed while
            names were being changed.
    """
    with contextlib.ExitStack() as stack:
        for folder in _folders(files):  # in one order, lest two writers wait for each other
            stack.enter_context(_held(folder))
        _write(files)


def _folders(files: Iterable[Path]) -> list[Path]:
    """The folders of the files, made where they are missing, each once."""
    folders: dict[Path, None] = {}
    for path in files:
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            folders[path.parent.resolve()] = None
    return sorted(folders)


def _write(files: Mapping[Path, bytes]) -> None:
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


def write_whole(path: str | Path, data: bytes) -> None:
    """Write one file.

    Raises:
        OutputError: it cannot be written; what stood there before is untouched.
    """
    write_all({Path(path): data})
