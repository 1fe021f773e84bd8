"""`%load_ext anhai_kg`: cells of a notebook in SPARQL.

    %%sparql [GRAPH] [-l zh|en] [-o NAME]
    SELECT ...

GRAPH is a variable of the notebook; without one it is the graph that was built or opened last. `-l` puts labels in place
of IRIs, `-o` also keeps the answer in a variable.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final, NoReturn

from anhai_kg.errors import AnhaiError
from anhai_kg.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from anhai_kg.answers import Answer

__all__ = ["load_ipython_extension", "sparql"]


class _Parser(argparse.ArgumentParser):
    """Raises where a command would exit."""

    def error(self, message: str) -> NoReturn:
        raise AnhaiError(f"%%sparql: {message}; write %%sparql [GRAPH] [-l zh|en] [-o NAME]")


_PARSER: Final = _Parser(prog="%%sparql", add_help=False)
_PARSER.add_argument("graph", nargs="?", default="")
_PARSER.add_argument("-l", "--language", choices=("zh", "en"), default="")
_PARSER.add_argument("-o", "--output", default="")


def _graph(name: str, variables: dict[str, Any]) -> KnowledgeGraph:
    if name:
        found = variables.get(name)
        if not isinstance(found, KnowledgeGraph):
            raise AnhaiError(f"%%sparql: {name} is no graph; give a variable that holds one")
        return found
    graphs = [value for value in variables.values() if isinstance(value, KnowledgeGraph)]
    if not graphs:
        raise AnhaiError("%%sparql: no graph yet; write graph = kg.open(...) before")
    return max(graphs, key=lambda graph: graph.made)


def sparql(line: str, cell: str, variables: dict[str, Any]) -> Answer:
    """What a cell answers, given the variables of the notebook; `-o` adds one.

    Raises:
        AnhaiError: no graph, or the query is malformed or not allowed.
    """
    asked = _PARSER.parse_args(line.split())
    graph = _graph(asked.graph, variables)
    found = graph.query(cell)
    if asked.language:
        found = graph.labelled(found, asked.language)
    if asked.output:
        variables[asked.output] = found
    return found


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add `%%sparql`; an error is one line there, no traceback."""
    from IPython.core.error import UsageError

    def run(line: str, cell: str) -> Answer:
        try:
            return sparql(line, cell, shell.user_ns)
        except AnhaiError as error:
            raise UsageError(str(error)) from None

    shell.magics_manager.register_function(run, magic_kind="cell", magic_name="sparql")
