"""Files that are made from others: written anew, or compared with what they should be."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["settle"]


def settle(target: Path, text: str) -> int:
    """Write, or with --check only compare; 1 when the file is stale."""
    if "--check" in sys.argv[1:]:
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            return 0
        print(f"{target}: stale; run {Path(sys.argv[0]).name} without --check", file=sys.stderr)
        return 1
    target.write_text(text, encoding="utf-8", newline="\n")
    return 0
