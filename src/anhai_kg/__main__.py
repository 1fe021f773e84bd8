"""`python -m anhai_kg`, and the command `anhai-kg`."""

from __future__ import annotations

from anhai_kg.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
