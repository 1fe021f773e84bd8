"""A graph as a SPARQL endpoint on this machine: the server of `oxigraph`, and a door before it."""

from anhai_kg.serve.run import serve

__all__ = ["serve"]
