"""The process that helps `build`: with it, without it and after its death the same bytes are written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from anhai_kg.cli.building import build
from anhai_kg.cli.helper import Helper
from anhai_kg.iri import BASE

TEXT = "枫渚镇人民政府工作报告\n一、2023年工作回顾\n实施枫渚中心小学扩建项目，总投资1.2亿元。\n"


def _written(folder: Path, prepare: Callable[[Helper], object]) -> dict[str, bytes]:
    report = folder / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    with Helper() as helper:
        prepare(helper)
        assert build([report], folder / "out", base=BASE, said={}, explain=False, helper=helper)
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


def _killed(helper: Helper) -> None:
    helper.start()
    assert isinstance(helper._process, subprocess.Popen)
    helper._process.kill()
    helper._process.wait()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process writes."""
    return _written(tmp_path_factory.mktemp("alone"), lambda helper: None)


def test_one_process_writes_all_files(alone: dict[str, bytes]) -> None:
    assert sorted(alone) == ["report.html", "report.sha256", "report.trig", "report.ttl"]


def test_a_helper_changes_no_byte(alone: dict[str, bytes], tmp_path: Path) -> None:
    assert _written(tmp_path, Helper.start) == alone


def test_a_dead_helper_changes_no_byte(alone: dict[str, bytes], tmp_path: Path) -> None:
    assert _written(tmp_path, _killed) == alone


def test_one_processor_gets_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with Helper() as helper:
        helper.start()
        assert helper.answer() == (None, b"")


def test_it_ends_with_the_command() -> None:
    with Helper() as helper:
        helper.start()
        process = helper._process
    assert process is None or process.poll() is not None
