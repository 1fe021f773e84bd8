"""Named things, where they are named, and what licenses a clipped form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from anhai_kg.model.lists import Kind
from anhai_kg.model.pointers import Ref, Span

__all__ = ["Area", "Entity", "Evidence", "Expansion", "Mention"]


class Evidence(NamedTuple):
    """The words that prove a fact: `span` is a clause or a few, never more than a sentence."""

    span: Span
    rule: str  # the rule that read it: "acts.chairs"
    via: tuple[Span, ...] = ()  # other passages it leans on: the heading that gave a period


class Mention(NamedTuple):
    """One place where an entity is named."""

    span: Span  # the words that name it
    clause: Span  # the clause around them
    form: str  # the words: may be a clipped form


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A clipped or joined form made full, and what in the text licenses it."""

    form: str  # 镇党委
    name: str  # 安海镇党委
    rule: str  # "own-area", "coordination", "shared-head", "carried-level"
    clause: Span  # where the form stands
    licence: Span  # the words that allow it: 安海镇, or the list 西门、安平2个长者食堂


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named thing."""

    kind: Kind
    name: str
    category: str = ""  # key of a concept of its kind's vocabulary: "bodies/school"
    label_en: str = ""
    mentions: tuple[Mention, ...]  # in the order of the text, at least one
    expansions: tuple[Expansion, ...] = ()

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.name)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms in the text, in the order of the text.

        西门 in 西门、安平2个长者食堂 and 镇长 only imply the name: they are no forms of it.
        """
        forms = dict.fromkeys([m.form for m in self.mentions])
        forms.pop(self.name, None)
        if not forms:
            return ()
        implied = {e.form for e in self.expansions if e.rule in ("shared-head", "executive-post")}
        return tuple(form for form in forms if form not in implied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The administrative area that reports: 安海镇, in 晋江市 when the text says so."""

    name: str
    parents: tuple[str, ...] = ()  # innermost first: ("晋江市", "福建省")
    level: str = ""  # key: "places/town"
    short_forms: tuple[tuple[str, str], ...] = ()  # ("安海", "安海镇"): of it and its parents
    span: Span
