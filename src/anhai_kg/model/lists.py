"""Closed lists: their values are the symbols of the tables that `anhai-kg facts` writes."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ActKind", "Bound", "How", "Kind", "RelationKind", "Status"]


class Kind(StrEnum):
    """What a named thing is."""

    OFFICIAL = "Official"
    BODY = "Body"
    PLACE = "Place"
    PROJECT = "Project"
    INITIATIVE = "Initiative"
    EVENT = "Event"
    REPORT = "Report"


class Status(StrEnum):
    """Whether something has happened or is promised."""

    RESULT = "result"
    TARGET = "target"


class Bound(StrEnum):
    """How a printed number limits the true one."""

    EXACT = "="
    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    ABOUT = "~"


class How(StrEnum):
    """How somebody came to a post, as far as the text says."""

    SERVES = "serves"
    ELECTED = "elected"


class ActKind(StrEnum):
    """What is done at a meeting."""

    CHAIRS = "chairs"
    HEARS = "hears"
    DELIVERS = "delivers"
    SPEAKS = "speaks"
    REPRESENTS = "represents"
    ATTENDS = "attends"


class RelationKind(StrEnum):
    """How one named thing stands to another."""

    LOCATED_IN = "locatedIn"
    PART_OF = "partOf"
    PARTNERS_WITH = "partnersWith"
    MEMBER_OF_GROUP = "memberOfGroup"
