"""Readings become quads: each statement in the graph named by the words that prove it."""

from __future__ import annotations

from anhai_kg.graph.build import to_quads

__all__ = ["to_quads"]
