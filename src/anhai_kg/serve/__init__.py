"""A graph as a SPARQL endpoint on this machine: the server of `oxigraph`, and a door before it."""

__all__: list[str] = []
