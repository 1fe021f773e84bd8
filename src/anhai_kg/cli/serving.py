"""`serve`: what is said while a graph is an endpoint."""

from __future__ import annotations

import sys

from anhai_kg.cli.graphs import mention, opened
from anhai_kg.cli.terminal import note, say

__all__ = ["serve"]


def serve(graph: str | None, *, port: int, timeout: float) -> None:
    """Answer until Control-C or a signal to end.

    Raises:
        AnhaiError: no graph, the port is taken, or something is not installed.
    """
    from anhai_kg import serve as endpoint
    from anhai_kg.worker import Limits

    def ready(address: str) -> None:
        say(f"{address}        the page to ask on")
        say(f"{address}sparql  the endpoint: SPARQL 1.1 queries by GET or POST")
        say(f"anhai-kg ask -g {address}sparql 谁主持会议？")
        sys.stdout.flush()
        mention(graph)
        note("Control-C stops it")

    limits = Limits(timeout=timeout)
    endpoint.serve(opened(graph).quads, port=port, limits=limits, ready=ready, tell=note)
    note("stopped")
