"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from anhai_kg.errors import OutputError
from anhai_kg.files import write_all, write_whole

WRITER = """
import sys
from anhai_kg.files import write_whole
while True:
    write_whole(sys.argv[1], b"b" * 20_000_000)
"""


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "新" / "图.ttl"
    write_whole(target, b"1")
    write_whole(str(target), b"2")
    assert target.read_bytes() == b"2"
    assert leftovers(target.parent) == []


def test_permissions_stay(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"1")
    target.chmod(0o640)
    write_whole(target, b"2")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(tmp_path, b"")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_whole(tmp_path / "a" / "b", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_failure_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    two.write_bytes(b"old")
    synced = iter([None, code])

    def fsync(handle: int) -> None:
        if found := next(synced):
            raise OSError(found, os.strerror(found))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OutputError, match="two: not written") as raised:
        write_all({one: b"new", two: b"new"})
    assert "\n" not in str(raised.value)
    assert (one.read_bytes(), two.read_bytes()) == (b"old", b"old")
    assert leftovers(tmp_path) == []


def test_only_old_leftovers_are_removed(tmp_path: Path) -> None:
    stale, young = tmp_path / ".anhai-tmp-a[1]-x", tmp_path / ".anhai-tmp-a[1]-y"
    other = tmp_path / ".anhai-tmp-b-x"
    for path in (stale, young, other):
        path.write_bytes(b"")
    for path in (stale, other):
        os.utime(path, (0, 0))
    write_whole(tmp_path / "a[1]", b"1")
    assert sorted(leftovers(tmp_path)) == [young.name, other.name]


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_at_any_time_the_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_whole(target, b"a" * 1000)
    for delay in (0.15, 0.2, 0.3):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(target)])
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
        data = target.read_bytes()
        assert data in (b"a" * 1000, b"b" * 20_000_000)
