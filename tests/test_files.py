"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from anhai_kg import files
from anhai_kg.cli.building import build
from anhai_kg.cli.helper import Helper
from anhai_kg.errors import GraphError, OutputError
from anhai_kg.files import check_folder, write_all, write_whole
from anhai_kg.iri import BASE
from anhai_kg.sums import checked, with_sums

OLD, NEW = (
    f"枫渚镇人民政府工作报告\n一、2023年工作回顾\n实施枫渚中心小学扩建项目，总投资{sum_}亿元。\n"
    for sum_ in ("1.2", "3.4")
)
STEPS = ("fsync", "replace", "open", "close", "chmod")
KILLS = 50


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


def build_into(folder: Path, text: str, name: str = "report") -> dict[str, bytes]:
    """Build a report of that text; what then lies in the folder."""
    report = folder.parent / text.partition("总投资")[2][:3] / f"{name}.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(text, encoding="utf-8")
    with Helper() as nobody:
        assert build([report], folder, base=BASE, said={}, explain=False, helper=nobody)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def child(act: Callable[[], object]) -> int:
    """A process that does something in silence; its number."""
    if number := os.fork():
        return number
    done = 1
    with contextlib.suppress(BaseException):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        act()
        done = 0
    os._exit(done)


def killed(act: Callable[[], object], *, after: float | None = None) -> int:
    """Do something in a process of its own; the signal that ended it, 0 if none."""
    number = child(act)
    if after is not None:
        time.sleep(after)
        os.kill(number, signal.SIGKILL)
    return os.WTERMSIG(os.waitpid(number, 0)[1])


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What a build writes of each of two texts."""
    folder = tmp_path_factory.mktemp("versions")
    return {text: build_into(folder / str(len(text)) / "out", text) for text in (OLD, NEW)}


def check_whole(folder: Path, versions: dict[str, dict[str, bytes]]) -> None:
    """Each file is of one build to the last byte, the sums tell whether all are of the same, and the next build
    leaves nothing odd behind."""
    found = {n: data for n, data in contents(folder).items() if not n.startswith(files._MARK)}
    for name, data in found.items():
        assert data in (versions[OLD][name], versions[NEW][name]), name
    belong = not any(wrong for _, wrong in checked(folder))
    assert belong == (found in versions.values())
    write_all({folder / name: data for name, data in versions[NEW].items()})
    assert contents(folder) == versions[NEW]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL")
class TestKilled:
    def test_r28_at_random_moments_of_a_build(
        self, tmp_path: Path, versions: dict[str, dict[str, bytes]]
    ) -> None:
        folder = tmp_path / "out"
        began = time.monotonic()
        killed(partial(build_into, folder, NEW))
        whole, chance = time.monotonic() - began, random.Random(28)
        for _ in range(KILLS):
            write_all({folder / name: data for name, data in versions[OLD].items()})
            killed(partial(build_into, folder, NEW), after=chance.uniform(0, whole))
            check_whole(folder, versions)

    @pytest.mark.parametrize("step", STEPS)
    def test_r28_at_every_step_of_writing(
        self, tmp_path: Path, versions: dict[str, dict[str, bytes]], step: str
    ) -> None:
        """The first, second ... call of each kind is the last thing that the process does."""
        new = {tmp_path / name: data for name, data in versions[NEW].items()}
        for last in range(1, 100):
            write_all({tmp_path / name: data for name, data in versions[OLD].items()})
            ended = killed(partial(dying, step, last, new))
            check_whole(tmp_path, versions)
            if not ended:
                break
        assert last > 1, "it was never killed"

    def test_r28_a_first_build_that_was_killed_is_known_as_none(
        self, tmp_path: Path, versions: dict[str, dict[str, bytes]]
    ) -> None:
        """The sums take their name last: without them nothing was finished, and with them all was."""
        for last in range(1, 100):
            folder = tmp_path / str(last)
            written = with_sums(
                {folder / "a.ttl": b"1", folder / "b.html": b"2"}, folder / "a.sha256"
            )
            ended = killed(partial(dying, "replace", last, written))
            if folder.exists() and (folder / "a.sha256").exists():
                assert not any(wrong for _, wrong in checked(folder))
            else:
                with pytest.raises(GraphError, match=r"holds no \.sha256"):
                    list(checked(folder))
            if not ended:
                break
        assert last == 4

    def test_r28b_what_was_left_behind_is_removed_by_the_next(self, tmp_path: Path) -> None:
        assert killed(partial(dying, "fsync", 2, {tmp_path / "a": b"1", tmp_path / "b": b"2"}))
        assert len(leftovers(tmp_path)) == 2
        (tmp_path / ".mine").write_bytes(b"")
        write_whole(tmp_path / "c", b"3")
        assert leftovers(tmp_path) == [".mine"]


def dying(step: str, last: int, wanted: dict[Path, bytes]) -> None:
    """Write; the `last`-th call of os.<step> is followed by SIGKILL."""
    real, calls = getattr(os, step), iter(range(1, last))

    def act(*arguments: object, **options: object) -> object:
        made = real(*arguments, **options)
        if next(calls, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    setattr(os, step, act)
    write_all(wanted)


def test_r30_two_writers_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second writer who comes while names are changing waits until all are changed."""
    one, two = tmp_path / "one", tmp_path / "two"
    second = threading.Thread(target=write_all, args=({one: b"second", two: b"second"},))
    real, waited = os.replace, []

    def replace(source: Path, target: Path) -> None:
        real(source, target)
        if not second.ident:
            second.start()
            second.join(timeout=0.3)
            waited.append(second.is_alive())

    monkeypatch.setattr(os, "replace", replace)
    write_all({one: b"first", two: b"first"})
    second.join()
    assert waited == [True]
    assert (one.read_bytes(), two.read_bytes()) == (b"second", b"second")
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_r30_two_builds_at_once_do_not_mix(
    tmp_path: Path, versions: dict[str, dict[str, bytes]]
) -> None:
    folder = tmp_path / "out"
    for _ in range(4):
        children = [child(partial(build_into, folder, text)) for text in (OLD, NEW)]
        assert [os.waitpid(one, 0)[1] for one in children] == [0, 0]
        assert contents(folder) in versions.values()


@contextlib.contextmanager
def disk(folder: Path, options: str) -> Iterator[bool]:
    """A small disk of its own at that folder, and whether one could be had."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    try:
        made = not subprocess.run(command, check=False, capture_output=True).returncode
    except OSError:  # no such command
        made = False
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(folder)], check=True)


def test_r31_a_full_disk_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk"
    with disk(folder, "size=64k") as real:
        if not real:  # only root may have one: a system that says the same must do
            full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            synced = iter([None, None, None, full, full])

            def fsync(handle: int) -> None:
                if found := next(synced, None):
                    raise found

            monkeypatch.setattr(os, "fsync", fsync)
        write_all({folder / "one": b"old", folder / "two": b"old"})
        for _ in range(2):
            with pytest.raises(OutputError, match="two: not written: no space left"):
                write_all({folder / "one": b"new", folder / "two": b"n" * 100_000})
            assert contents(folder) == {"one": b"old", "two": b"old"}
        if real:  # there is room again
            write_all({folder / "two": b"n" * 10_000})


@pytest.mark.skipif(os.name != "posix", reason="Windows has no limit on the size of files")
def test_r31_a_file_that_may_not_grow_keeps_what_was_there(tmp_path: Path) -> None:
    """The kernel itself refuses half-way, whoever runs this."""
    write_whole(tmp_path / "a", b"old")
    script = """
import resource, sys
from pathlib import Path
from anhai_kg.errors import OutputError
from anhai_kg.files import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    write_whole(Path(sys.argv[1]), b"n" * 100_000)
except OutputError as error:
    print(error)
"""
    command = [sys.executable, "-c", script, str(tmp_path / "a")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "larger than the system allows" in done.stdout
    assert contents(tmp_path) == {"a": b"old"}


def test_r31_a_folder_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk"
    with disk(folder, "ro") as real:
        if not real and os.geteuid():
            folder.chmod(0o500)
        elif not real:
            frozen = OSError(errno.EROFS, os.strerror(errno.EROFS))
            monkeypatch.setattr(
                tempfile, "TemporaryFile", lambda **_: (_ for _ in ()).throw(frozen)
            )
        with Helper() as nobody, pytest.raises(OutputError, match="choose another folder") as said:
            build(
                [tmp_path / "none.txt"],
                folder / "out",
                base=BASE,
                said={},
                explain=False,
                helper=nobody,
            )
        assert "out" in str(said.value)
        assert "\n" not in str(said.value)


def test_r32_only_files_of_its_own_names_are_touched(tmp_path: Path) -> None:
    """A folder with other files is no danger to them: there is no store that would move in."""
    folder = tmp_path / "out"
    folder.mkdir()
    mine = {"notes.txt": b"mine", ".hidden": b"mine", "report.txt": b"mine"}
    for name, data in mine.items():
        (folder / name).write_bytes(data)
    written = build_into(folder, OLD)
    assert {name: written.pop(name) for name in mine} == mine
    assert sorted(written) == ["report.html", "report.sha256", "report.trig", "report.ttl"]


def test_a_folder_is_checked_without_being_made(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OutputError, match="not a folder"):
        check_folder(tmp_path / "a" / "b")
