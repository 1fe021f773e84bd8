"""The command line: the only part that prints and exits."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command; a second process that only works imports nothing of this."""
    from anhai_kg.cli.app import main as run

    run()
