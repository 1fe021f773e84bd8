"""Readings become statements: each statement in the graph named by the words that prove it."""

from __future__ import annotations

from anhai_kg.graph.build import statements_of, to_quads

__all__ = ["statements_of", "to_quads"]
