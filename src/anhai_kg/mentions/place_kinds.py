"""Kinds of places that names are told apart by, and the kind that a word tells."""

from __future__ import annotations

from typing import Final

from anhai_kg.mentions.heads import concept
from anhai_kg.phrases import Token

__all__ = ["BESIDE", "NATURE", "OF_VILLAGES", "SETTLED", "WAYS", "kind_of"]

SETTLED: Final = frozenset({"places/village", "places/community", "places/natural-village"})
_WATERS: Final = frozenset(f"places/{kind}" for kind in ("river", "lake", "sea", "pipeline"))
NATURE: Final = _WATERS | {"places/mountain", "places/island"}
WAYS: Final = frozenset(
    f"places/{kind}"
    for kind in ("road", "avenue", "street", "lane", "bridge", "expressway", "ring-road")
)
OF_VILLAGES: Final = ("村", "社区")  # 村党支部, 社区居委会
BESIDE: Final = frozenset("滨临沿环")


def kind_of(token: Token) -> str:
    """The kind of place that a word tells or, as 太湖 does, names."""
    named = concept(token, "features")
    return f"places/{named}" if named else concept(token, "places")
