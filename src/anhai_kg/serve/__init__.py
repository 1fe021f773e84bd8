"""A graph as a SPARQL endpoint on this machine: the server of `oxigraph`, and a door before it."""

from anhai_kg.serve.judge import agree

__all__ = ["agree"]
