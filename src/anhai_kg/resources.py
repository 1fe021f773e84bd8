"""Where the files that are not Python lie; no other module builds a path to them.

In a wheel they stand beside this file; in a checkout (editable install) at the top of the tree.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["LEXICON", "ONTOLOGY", "QUESTIONS"]

_HERE: Final = Path(__file__).resolve().parent
_TREE: Final = _HERE.parent.parent


def _folder(in_wheel: str, in_tree: str) -> Path:
    packed = _HERE / in_wheel
    return packed if packed.is_dir() else _TREE / in_tree


ONTOLOGY: Final = _folder("_ontology", "ontology")
"""Classes, shapes and the vocabularies that are also the lexicon: `*.ttl`."""

QUESTIONS: Final = ONTOLOGY / "questions"
"""The catalogue: one `.rq` file a question."""

LEXICON: Final = _folder("_lexicon", "data/lexicon")
"""Reading aids that have no IRI in the output (surnames, function words): `*.csv`."""
