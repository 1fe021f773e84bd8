"""Known vulnerabilities of what is locked: from the list in requirements/, and from a database where one can be asked.

    audit.py [FOLDER] [--ask PIP_AUDIT]

FOLDER (requirements/) holds the locks, advisories.csv and, one above, docs/supply.md. Without --ask nothing is fetched.
Exit code 0: nothing is known; 1: something is, or a package was not looked up in its version; 2: no database answered.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from packaging.specifiers import SpecifierSet
from packaging.version import Version

TREE: Final = Path(__file__).resolve().parent.parent
LOCKS: Final = ("run.lock", "dev.lock")
PIN: Final = re.compile(r"([a-z0-9][a-z0-9-]*)==([^\s;\\]+)")
ROW: Final = re.compile(
    r"\| ([a-z0-9-]+) \| (\d\S*) \| [^|]+ \| [^|]+ \| [^|]*\| (\d{4}-\d\d-\d\d) \|"
)
OLD: Final = 90  # days after which who asks a database should do so again


class Advisory(NamedTuple):
    """A vulnerability; `affected` is one or more sets of versions with || between them."""

    package: str
    id: str
    cve: str
    affected: str
    what: str
    here: str
    source: str

    def touches(self, version: str) -> bool:
        """Whether it is in that version."""
        sets = map(SpecifierSet, self.affected.split("||"))
        return any(versions.contains(Version(version), prereleases=True) for versions in sets)


def advisories(folder: Path) -> list[Advisory]:
    """The list, as it was looked up by a person."""
    with (folder / "advisories.csv").open(encoding="utf-8", newline="") as file:
        return [Advisory(**row) for row in csv.DictReader(file)]


def pins(folder: Path) -> dict[str, str]:
    """Package to version, of all locks."""
    texts = ((folder / lock).read_text(encoding="utf-8") for lock in LOCKS)
    return dict(pin for text in texts for pin in PIN.findall(text))


def looked_up(folder: Path) -> dict[tuple[str, str], datetime.date]:
    """Package and version to the day on which its advisories were looked up."""
    text = (folder.parent / "docs" / "supply.md").read_text(encoding="utf-8")
    return {(name, at): datetime.date.fromisoformat(day) for name, at, day in ROW.findall(text)}


def known(folder: Path) -> Iterator[str]:
    """What the list says against what is locked."""
    listed, seen = advisories(folder), looked_up(folder)
    for name, version in sorted(pins(folder).items()):
        if (name, version) not in seen:
            yield f"{name} {version}: not looked up; do so, and write its line in docs/supply.md"
        for advisory in listed:
            if advisory.package == name and advisory.touches(version):
                yield (
                    f"{name} {version}: {advisory.id} {advisory.cve}: {advisory.what}; here: {advisory.here}"
                )


def asked(program: str, lock: Path) -> tuple[list[str], int]:
    """What the database says of a lock, and of how many packages it said anything.

    pip-audit calls it a success when it could look up nothing: so who was skipped is counted.

    Raises:
        OSError: it does not run, or its database cannot be reached.
    """
    command = [program, "--format", "json", "--disable-pip", "--require-hashes"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--requirement", str(lock)],
        capture_output=True,
        check=False,
        text=True,
    )
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError) as error:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise OSError(f"pip-audit could not ask its database: {last[:200]}") from error
    answered = [package for package in told if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {vulnerability['id']}: fixed in "
        f"{', '.join(vulnerability['fix_versions']) or 'no version'}"
        for package in answered
        for vulnerability in package["vulns"]
    ]
    return found, len(answered)


def ask(program: str, folder: Path) -> int:
    """Print what the database says of both locks; the exit code."""
    code = 0
    for lock in LOCKS:
        try:
            found, answered = asked(program, folder / lock)
        except OSError as error:
            print(f"{lock}: {error}; only the list was looked at", file=sys.stderr)
            return 2
        for line in found:
            print(f"{lock}: {line}")
        total = len(PIN.findall((folder / lock).read_text(encoding="utf-8")))
        print(f"{lock}: the database knows {answered} of {total} packages, {len(found)} advisories")
        code = max(code, 1 if found else 0, 2 if answered < total else 0)
    if code == 2:
        print(
            "not every package was looked up: the index that pip is set to has no database, or is not reached; "
            "only the list was looked at for those",
            file=sys.stderr,
        )
    return code


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=TREE / "requirements")
    parser.add_argument("--ask", metavar="PIP_AUDIT", help="the program that asks a database")
    given = parser.parse_args()
    against = list(known(given.folder))
    for line in against:
        print(line)
    days = looked_up(given.folder).values()
    print(
        f"{len(pins(given.folder))} packages against {len(advisories(given.folder))} advisories: {len(against)} to see to"
    )
    if not given.ask:
        return 1 if against else 0
    age = (datetime.date.today() - min(days)).days
    if age > OLD:
        print(f"the list was last looked through {age} days ago; look the packages up again")
    return max(ask(given.ask, given.folder), 1 if against else 0)


if __name__ == "__main__":
    raise SystemExit(main())
