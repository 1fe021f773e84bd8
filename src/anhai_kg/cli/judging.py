"""`check` and `score`: what is said of files that are there."""

from __future__ import annotations

from pathlib import Path

from anhai_kg.cli.terminal import say

__all__ = ["check", "score"]


def check(folder: Path) -> bool:
    """Say of each file of a build whether it is as it was written; whether all are.

    Raises:
        GraphError: nothing in the folder tells.
    """
    from anhai_kg.sums import checked

    found = list(checked(folder))
    for path, wrong in found:
        say(f"{path}: {wrong or 'as written'}")
    return not any(wrong for _, wrong in found)


def score(gold: Path, system: Path, *, misses: bool) -> None:
    """Print precision, recall and F1 of fact tables, by kind."""
    from anhai_kg.score import score as scored

    for found in scored(gold, system):
        counts = f"gold {found.gold:4} system {found.system:4} hit {found.hit:4}"
        rates = f"P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"
        say(f"{found.kind:16} {counts}  {rates}")
        for side, keys in (("missed", found.missed), ("extra", found.extra)) if misses else ():
            for key in keys:
                say(f"    {side}: {' | '.join(key)}")
