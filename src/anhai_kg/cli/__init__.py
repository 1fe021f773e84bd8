"""The command line: the only part that prints and exits."""

from __future__ import annotations

from anhai_kg.cli.app import main

__all__ = ["main"]
