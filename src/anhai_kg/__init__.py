"""A Chinese local-government report as a knowledge graph in which every fact cites its words.

    import anhai_kg as kg
    graph = kg.build("report.txt")
    graph.ask("谁主持会议？")

Nothing is imported before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from anhai_kg.answers import Answer
    from anhai_kg.api import build
    from anhai_kg.errors import AnhaiError
    from anhai_kg.knowledge import KnowledgeGraph
    from anhai_kg.remote import open_graph as open

__all__ = ["AnhaiError", "Answer", "KnowledgeGraph", "__version__", "build", "open"]

__version__ = "0.1.0"

_HOMES: Final = {
    "AnhaiError": ("errors", "AnhaiError"),
    "Answer": ("answers", "Answer"),
    "KnowledgeGraph": ("knowledge", "KnowledgeGraph"),
    "build": ("api", "build"),
    "load_ipython_extension": ("notebook", "load_ipython_extension"),
    "open": ("remote", "open_graph"),
}


def __getattr__(name: str) -> Any:
    """What `__all__` names, and what `%load_ext anhai_kg` calls, imported at its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value = getattr(importlib.import_module(f"{__name__}.{module}"), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
