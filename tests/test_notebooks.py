"""Every notebook runs from its first cell to its last, and is kept without what it showed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER: Final = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS: Final = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestEachNotebook:
    def test_is_kept_without_outputs(self, path: Path) -> None:
        for cell in nbformat.read(path, as_version=4).cells:
            assert not cell.get("outputs") and cell.get("execution_count") is None

    @pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
    def test_runs(self, path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(FOLDER)}},
        ).execute()
        shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
        assert len(shown) >= 4
