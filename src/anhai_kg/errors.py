"""Every exception that this package raises on purpose.

A message says where it happened, what is wrong and what to do about it, in one line.
"""

from __future__ import annotations

__all__ = [
    "AnhaiError",
    "CutWarning",
    "EndpointError",
    "GraphError",
    "InputError",
    "LexiconError",
    "OutputError",
    "QueryError",
    "QuestionError",
    "ShapesError",
]


class AnhaiError(Exception):
    """Root of the errors below: catch it to catch all of them."""


class InputError(AnhaiError):
    """A report that cannot be read: missing, empty, not text, wrongly encoded, or no report."""


class OutputError(AnhaiError):
    """A file or folder that cannot be written; what stood there before is untouched."""


class LexiconError(AnhaiError):
    """A block of a vocabulary that misses a label, a source or a number that its kind needs."""


class GraphError(AnhaiError):
    """A graph file that cannot be opened, or a value that no RDF term can hold."""


class ShapesError(AnhaiError):
    """Shapes that are missing, misspelt or match nothing: no verdict can be given."""


class QueryError(AnhaiError):
    """A SPARQL query that is malformed or not allowed."""


class EndpointError(AnhaiError):
    """An endpoint that cannot be started, or does not answer."""


class CutWarning(UserWarning):
    """An answer has more rows than were allowed; the first of them are given."""


class QuestionError(AnhaiError):
    """A question that no catalogue entry answers."""
