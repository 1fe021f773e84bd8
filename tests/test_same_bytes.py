"""The same input gives the same bytes, wherever and however it is built; and every format says the same.

Each build below is one process that differs from the first in all respects at once: hash seed, locale,
time zone, working directory and order of the reports. A format that depends on any of them differs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import oracle
import pytest

BUILD: Final = """
import sys
from pathlib import Path
import anhai_kg as kg
from anhai_kg.exports import FORMS

*reports, out = sys.argv[1:]
graph = kg.build(reports)
for suffix in FORMS:
    graph.write(Path(out) / f"graph{suffix}")
graph.write_tables(Path(out))
"""
SECOND: Final = (
    "白石乡2024年上半年工作总结和下半年工作打算\n一、上半年工作\n乡长欧阳建国出席会议。"
    "𠮷祥路改造项目完成投资1.50亿元，增长5.0%。\n二、下半年打算\n新建道路3公里。\n"
)
LOCALES: Final = ("C", "C.UTF-8", "zh_CN.GBK")
BUILDS: Final = [
    # hash seed, locale, time zone, folder, order
    ("0", "C.UTF-8", "UTC", "a", 1),
    ("1", "C", "Asia/Shanghai", "b c", -1),
    ("2", "zh_CN.GBK", "UTC", "b c", 1),
    ("3", "C", "UTC", "a", -1),
    ("4711", "zh_CN.GBK", "Asia/Shanghai", "a", -1),
    ("random", "C.UTF-8", "Asia/Shanghai", "b c", 1),
]


@cache
def gbk(folder: Path) -> Mapping[str, str]:
    """Settings under which the locale zh_CN.GBK exists, where it can be made; else an ASCII one."""
    maker = shutil.which("localedef")
    command = [str(maker), "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    if maker and not subprocess.run(command, check=False, capture_output=True).returncode:
        return {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK"}
    return {"LC_ALL": "POSIX"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Name of each file to the hash of its bytes, a build each."""
    home = tmp_path_factory.mktemp("same")
    second = home / "second.txt"
    second.write_text(SECOND, encoding="utf-8")
    reports = [str(oracle.REPORT), str(second)]
    running = []
    for number, (seed, locale, zone, folder, order) in enumerate(BUILDS):
        (home / folder).mkdir(exist_ok=True)
        out = home / folder / str(number)
        settings = gbk(home) if locale == "zh_CN.GBK" else {"LC_ALL": locale}
        switches = {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }
        command = [sys.executable, "-c", BUILD, *reports[::order], str(out)]
        environment = {**os.environ, **settings, **switches}
        running.append((subprocess.Popen(command, cwd=home / folder, env=environment), out))
        if number % 2:  # two at a time
            assert [process.wait() for process, _ in running[-2:]] == [0, 0]
    return [
        {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}
        for _, out in running
    ]


def test_r33_all_builds_write_the_same_bytes(files: list[dict[str, str]]) -> None:
    first, *others = files
    assert len(first) > 12
    for settings, other in zip(BUILDS[1:], others, strict=True):
        differing = {name for name in first if first[name] != other.get(name)}
        assert (differing, other.keys()) == (set(), first.keys()), settings
