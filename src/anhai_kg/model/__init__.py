"""The values that pass between reading and writing: frozen, without RDF and without rules.

A `Reading` is everything that was read from one report. Names identify: within one reading no two
entities of a kind share a name, and statements point at entities by `Ref`.
"""

from anhai_kg.model.document import Document, Metadata, Period, Section
from anhai_kg.model.entities import Area, Entity, Evidence, Expansion, Mention
from anhai_kg.model.lists import ActKind, Bound, How, Kind, RelationKind, Status
from anhai_kg.model.pointers import GroupRef, Ref, Span
from anhai_kg.model.reading import Reading
from anhai_kg.model.statements import (
    Act,
    Doubt,
    Figure,
    Post,
    ProjectState,
    Relation,
    Skipped,
    Undertaking,
)

__all__ = [
    "Act",
    "ActKind",
    "Area",
    "Bound",
    "Document",
    "Doubt",
    "Entity",
    "Evidence",
    "Expansion",
    "Figure",
    "GroupRef",
    "How",
    "Kind",
    "Mention",
    "Metadata",
    "Period",
    "Post",
    "ProjectState",
    "Reading",
    "Ref",
    "Relation",
    "RelationKind",
    "Section",
    "Skipped",
    "Span",
    "Status",
    "Undertaking",
]
