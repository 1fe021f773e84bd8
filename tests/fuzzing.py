"""Look for inputs that break a promise: `python tests/fuzzing.py --minutes 2 [NAME ...]`.

atheris (libFuzzer) changes the texts of `fuzz/<name>/` and keeps what reaches new branches in a folder
of its own. What breaks a promise is printed and kept as `crash-...`: put it into `fuzz/<name>/`, where
test_fuzz.py tries it for ever, and mend what it found. Needs the extra `fuzz`; `make fuzz` installs it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

__all__ = ["CORPUS", "main"]

CORPUS: Final = Path(__file__).resolve().parent / "fuzz"
_LONGEST: Final = 4096  # bytes of an input
_SLOWEST: Final = 25  # seconds for one input


def _fuzz(name: str, folder: str, seconds: int) -> None:
    """Try one promise in this process, which does not come back from it."""
    import atheris

    with atheris.instrument_imports(include=["anhai_kg"]):
        from promises import PROMISES

    limits = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}"]
    where = [f"-artifact_prefix={folder}/", folder, str(CORPUS / name)]
    atheris.Setup([sys.argv[0], *limits, *where], PROMISES[name])
    atheris.Fuzz()


def main() -> int:
    """Try the promises one after another; how many were broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--minutes", type=float, default=1, help="for each")
    asked.add_argument("--inside", help=argparse.SUPPRESS)
    given = asked.parse_args()
    seconds = round(given.minutes * 60)
    if given.inside:
        _fuzz(given.names[0], given.inside, seconds)
    broken = 0
    for name in given.names or sorted(path.name for path in CORPUS.iterdir()):
        folder = tempfile.mkdtemp(prefix=f"fuzz-{name}-")
        print(f"{name}: new inputs in {folder}", flush=True)
        command = [sys.executable, __file__, name, "--minutes", str(given.minutes)]
        broken += bool(subprocess.run([*command, "--inside", folder], check=False).returncode)
    return broken


if __name__ == "__main__":
    sys.exit(main())
