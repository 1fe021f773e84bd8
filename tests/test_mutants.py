"""Rules broken by hand: for each, a case folder notices.

A mutant is a copy of the package in which one line says something else. It must still run, and make at
least one of the named cases wrong that is right without it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import cases
import pytest
from test_reading import KNOWN

TREE: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = TREE / "src" / "anhai_kg"


class Mutant(NamedTuple):
    """One line of one module said otherwise, and the cases that must notice."""

    module: str
    says: str
    instead: str
    noticed_by: tuple[str, ...]


MUTANTS: Final = (
    Mutant(
        "numerals.py", '"０１２３４５６７８９．，"', '"０１２４３５６７８９．，"', ("number-wide",)
    ),
    Mutant("numerals.py", '"百": 100', '"百": 10', ("number-chinese", "number-magnitude")),
    Mutant("quantity.py", "_RANGE.match(text, unit.end())", "None", ("number-range",)),
    Mutant("quantity.py", 'mark == "前" else Bound', 'mark == "第" else Bound', ("rank",)),
    Mutant("refusals.py", "|方面|层面", "|层面", ("numbers-words",)),
    Mutant("period.py", '"去年": -1', '"去年": 0', ("period-last-year",)),
    Mutant("period.py", "_PLAN_EPOCH: Final = 1956", "_PLAN_EPOCH: Final = 1951", ("period-plan",)),
    Mutant(
        "sections.py",
        "if plan:\n        return Status.TARGET",
        "if plan:\n        return Status.RESULT",
        ("headings-numbered",),
    ),
    Mutant("period.py", '"今年": 0, "本年"', '"本年"', ("period-this-year-part",)),
    Mutant("period.py", "past - years + 1", "past - years", ("period-five-years",)),
    Mutant("quantity.py", 'tenth["digit"]) / 10', 'tenth["digit"])', ("tenths-and-a-half",)),
    Mutant("quantity.py", "replace(found, bound=last.bound)", "found", ("bound-dealt",)),
    Mutant("refusals.py", "it.chinese and it.loose", "it.loose", ("units-after-digits",)),
    Mutant("refusals.py", "_CAPACITY, _GOES_ON", "_CAPACITY, None", ("capacity-or-name",)),
    Mutant(
        "statements/timing.py",
        "if self.base(span) is not None:\n            return Status.RESULT",
        "if self.base(span) is not None:\n            pass",
        ("from-to-plan",),
    ),
    Mutant("statements/moods.py", "(?P<will>将)", "(?P<will>欲)", ("will-or-take",)),
    Mutant("statements/moods.py", "大会|会议|会前", "大会|会前", ("mood-carried",)),
    Mutant(
        "statements/indicators.py",
        "level + found.indicator",
        "found.indicator",
        ("aspects-of-the-last",),
    ),
    Mutant(
        "statements/subjects.py",
        "return members[nth]",
        "return members[0]",
        ("subject-dealt-before",),
    ),
    Mutant("statements/acts.py", "主持(?!人|词)", "主席(?!人|词)", ("chair-by", "chair-active")),
    Mutant(
        "statements/deliveries.py", 'if "分别" in cue', 'if "各自" in cue', ("deliver-each-commas",)
    ),
    Mutant("mentions/holdings.py", '("候选人", "人选")', '("人选", "人")', ("candidate-rules",)),
    Mutant("mentions/holdings.py", "electing > appointing", "electing < appointing", ("appoint",)),
    Mutant(
        "mentions/holdings.py", 'compile(r"[。\\n]")', 'compile(r"[。；\\n]")', ("elect-by-list",)
    ),
    Mutant(
        "mentions/holdings.py",
        "How.ELECTED if told",
        "How.SERVES if told",
        ("elect-produced",),
    ),
    Mutant(
        "mentions/holdings.py",
        'removeprefix("副") == first',
        'removeprefix("正") == first',
        ("posts-deputies-after",),
    ),
    Mutant("mentions/person_names.py", "]{{3,6}}", "]{{5,6}}", ("names-transcribed",)),
    Mutant(
        "mentions/person_names.py",
        "form[0] in self._surnames and opened",
        "form[0] in _RARE and opened",
        ("names-particles",),
    ),
    Mutant(
        "mentions/post_bodies.py",
        "if form[0] in LEVEL_CHARS else None\n    return Resolved(area[0] + form[1:], *area",
        'if form[0] in "省" else None\n    return Resolved(area[0] + form[1:], *area',
        ("posts-branch",),
    ),
    Mutant(
        "statements/acts.py", "max([start, *chaired])", "max([start])", ("posts-deputies-after",)
    ),
    Mutant(
        "statements/meetings.py",
        "_LESSER.search(event.name) is not None",
        "False",
        ("meeting-among-sessions",),
    ),
    Mutant(
        "statements/names.py",
        '_FROM_TO: Final = ("至", "—", "到")',
        '_FROM_TO: Final = ("—",)',
        ("located-in-division",),
    ),
    Mutant("mentions/built.py", "if done or told or", "if told or", ("projects-built",)),
    Mutant(
        "mentions/built.py", "items[position].mark is Mark.STOP", "False", ("projects-date-behind",)
    ),
    Mutant("cutting.py", '"开工", "竣工"', '"竣工"', ("projects-rating",)),
    Mutant("cutting.py", "or at in self._dates", "", ("projects-date-behind",)),
    Mutant("mentions/place_edges.py", 'in "居驻"', 'in "驻"', ("places-slogans",)),
    Mutant("mentions/heads.py", "[0-9A-Z]{1,3}级", "[0-9]{4}级", ("places-slogans",)),
    Mutant(
        "mentions/place_edges.py",
        "_ORDINAL.finditer(ctx.text, start, head)",
        "()",
        ("places-slogans",),
    ),
    Mutant("mentions/report.py", "(?<=[会院府告])", "(?<=[会院府])", ("report-topics",)),
)


def wrong(package: Path, names: tuple[str, ...]) -> str:
    """The cases of those names that the package in that folder reads wrongly, one a line."""
    program = (
        "import anhai_kg, cases, sys\n"
        f"assert anhai_kg.__file__.startswith({str(package)!r}), anhai_kg.__file__\n"
        f"print(*[n for n in {names!r} if cases.wrong(n)], sep='\\n')\n"
    )
    paths = os.pathsep.join([str(package), str(Path(__file__).parent)])
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout.strip()


def broken(mutant: Mutant, folder: Path) -> Path:
    """A tree like the checkout's, with the mutant in it; the folder of its package."""
    for name in ("ontology", "data"):
        (folder / name).symlink_to(TREE / name)
    shutil.copytree(
        PACKAGE, folder / "src" / "anhai_kg", ignore=shutil.ignore_patterns("__pycache__")
    )
    module = folder / "src" / "anhai_kg" / mutant.module
    source = module.read_text("utf-8")
    assert source.count(mutant.says) == 1, (
        f"{mutant.module} no longer says this once: {mutant.says}"
    )
    module.write_text(source.replace(mutant.says, mutant.instead), "utf-8")
    return folder / "src"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: f"{m.module} {m.noticed_by[0]}")
def test_a_case_notices(mutant: Mutant, tmp_path: Path) -> None:
    assert wrong(broken(mutant, tmp_path), mutant.noticed_by)


def test_the_cases_that_notice_are_right_without_a_mutant() -> None:
    named = {name for mutant in MUTANTS for name in mutant.noticed_by}
    assert named <= set(cases.names()) and not named & set(KNOWN)
    assert not [name for name in sorted(named) if cases.wrong(name)]
