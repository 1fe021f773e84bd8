"""The command line: the only part that prints and exits."""

from __future__ import annotations

import sys
from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command; the process that helps `build` starts before all else."""
    from anhai_kg.cli.helper import Helper

    with Helper() as helper:
        if sys.argv[1:2] == ["build"]:
            helper.start()
        from anhai_kg.cli.app import main as run

        run(helper)
