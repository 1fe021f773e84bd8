"""Each requirement of trust, R1 to R37, is held by a test of that name or answered on a page of decisions."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "decisions" / "0017-requirements.md"
_LISTED = """
R1 R2 R2b R2c R3 R3b R4 R4b R5 R5b R6 R6b R7 R7b R7c R7d R7e R8 R8b R9 R9b R10 R10b R10c R11 R11b R12 R12b
R12c R13 R13b R14 R14b R15 R16 R17 R17b R17c R18 R19 R20 R21 R21b R22 R23 R23b R23c R24 R24b R24c R25 R25b
R26 R26b R26c R27 R28 R28b R29 R29b R29c R30 R30b R30c R31 R31b R32 R32b R33 R33b R33c R34 R35 R36 R37
"""
REQUIREMENTS = _LISTED.split()


@cache
def written() -> dict[str, set[str]]:
    """Name of each file to the names of its tests."""
    return {
        path.name: {
            node.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        }
        for path in TESTS.glob("test_*.py")
    }


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| R")]


def held() -> set[str]:
    """Requirements that the name of a test bears: test_r7_r7c_... holds R7 and R7c."""
    names = [name for file in written().values() for name in file]
    return {f"R{found}" for name in names for found in re.findall(r"(?<=_r)\d+[a-e]?(?=_)", name)}


def answered() -> list[str]:
    return [number for row in rows() for number in row[0].split(", ")]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_each_requirement_is_held_or_answered(requirement: str) -> None:
    assert requirement in held() | set(answered())


def test_the_page_answers_each_once_and_nothing_else() -> None:
    assert len(answered()) == len(set(answered()))
    assert set(answered()) | held() <= set(REQUIREMENTS)


def test_the_page_names_tests_that_exist() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [f"{file}::{name}" for file, name in named if name not in written().get(file, ())] == []
