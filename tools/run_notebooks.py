"""Run every notebook and keep it with what it shows: run_notebooks.py [FOLDER], by default build/."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient

NOTEBOOKS: Final = Path(__file__).resolve().parent.parent / "notebooks"


def main() -> int:
    """Execute in the notebooks' own folder; the files there stay without outputs."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "build")
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        resources = {"metadata": {"path": str(NOTEBOOKS)}}
        NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
        nbformat.write(notebook, target / path.name)
        print(target / path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
