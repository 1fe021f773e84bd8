"""The values that pass between reading and writing: frozen, without RDF and without rules.

A `Reading` is everything that was read from one report. Names identify: within one reading no two
entities of a kind share a name, and statements point at entities by `Ref`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

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


class Span(NamedTuple):
    """A run of the text: `[start, end)` in Unicode code points of the text as read."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this run."""
        return self.start <= other.start and other.end <= self.end


class Ref(NamedTuple):
    """Points at the entity of that kind and name."""

    kind: Kind
    name: str


class GroupRef(NamedTuple):
    """Points at the figure that counts a group: 10个优质项目, by the span of its number."""

    number: Span
    label: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its words; each value beside the word for where it came from."""

    title: str
    title_from: str  # "text", "front matter", "option"
    date: str = ""  # ISO 8601, as precise as the text: 2025, 2025-01, 2025-01-08
    date_from: str = ""
    publisher: str = ""
    publisher_from: str = ""
    source: str = ""  # URL
    source_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what it governs."""

    heading: Span
    body: Span  # from after the heading to where the next heading of its level begins
    level: int  # 1 is the outermost
    status: Status | None = None  # what the heading promises of its clauses: 工作回顾, 工作安排
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as read. All spans of a reading count code points of `text`."""

    id: str  # stem of the file: anhai-2023
    name: str  # the file as named by the caller, for messages
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    clauses: tuple[Span, ...]  # each lies within one sentence
    year: int | None = None  # the report's own year: what 今年 means


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as the text gives it.

    `id` is 2023, 2023-H1, 2023-Q2, 2023-09, 2023-01/2023-08 or 2021/2025; `source` the words that
    gave it, which may be a heading far from the figure.
    """

    id: str
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that prove a fact: `span` is a clause or a few, never more than a sentence."""

    span: Span
    rule: str  # the rule that read it: "acts.chairs"
    via: tuple[Span, ...] = ()  # other passages it leans on: the heading that gave a period


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
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
        implied = {e.form for e in self.expansions if e.rule in ("shared-head", "executive-post")}
        forms = dict.fromkeys(m.form for m in self.mentions)
        return tuple(form for form in forms if form != self.name and form not in implied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Somebody holds, or was elected to, a post of a body."""

    person: str  # an Official
    title: str  # without the body's name: 党委书记, 副镇长(科技)
    body: str  # a Body
    how: How
    concept: str = ""  # "posts/deputy-town-mayor"; empty when no concept is exact
    label_en: str = ""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does what at a meeting."""

    agent: Ref
    act: ActKind
    object: Ref
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How one entity stands to another, or to the group that a figure counts."""

    subject: Ref
    relation: RelationKind
    object: Ref | GroupRef
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectState:
    """What stage a project had reached, or is to reach: 竣工, 动工, 签约."""

    project: str
    state: str  # key: "states/completed"
    status: Status  # reached, or promised
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured quantity that the report states or promises."""

    status: Status
    indicator: str  # 总投资
    value: Decimal  # in `unit`, as printed: 35.92亿元 is 35.92
    unit: str  # as printed: 亿元; key of the word in the units vocabulary
    number: Span  # the number with its unit and bound words: 超690万元, 42个以上
    printed: str  # the number as printed: 5600
    bound: Bound = Bound.EXACT
    bound_word: str = ""  # 超
    rank: bool = False  # 全市第一: value 1, unit 位
    growth: bool = False  # the value is a change: 增长5.5%
    period: Period | None = None
    subjects: tuple[Ref, ...] = ()
    field: str = ""  # key: "fields/economy"
    group: str = ""  # 10个优质项目, when the figure counts named members
    indicator_en: str = ""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """A clause of a review (an achievement) or of a plan (a commitment)."""

    status: Status
    action: str  # the verb of the clause: 推进
    concept: str = ""  # key: "actions/advance"
    object: str = ""  # what is acted on, as the text has it
    field: str = ""
    period: Period | None = None
    about: tuple[Ref, ...] = ()
    figures: tuple[Span, ...] = ()  # `number` of the figures in the clause
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A number of the text that is no figure."""

    span: Span
    reason: (
        str  # key: "name", "ordinal", "date", "slogan", "list-number", "threshold", "unclear" ...
    )
    clause: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that a rule saw and would not assert."""

    span: Span
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The administrative area that reports: 安海镇, in 晋江市 when the text says so."""

    name: str
    parents: tuple[str, ...] = ()  # innermost first: ("晋江市", "福建省")
    level: str = ""  # key: "places/town"
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was read from one report."""

    document: Document
    area: Area | None
    entities: tuple[Entity, ...]
    posts: tuple[Post, ...] = ()
    acts: tuple[Act, ...] = ()
    relations: tuple[Relation, ...] = ()
    states: tuple[ProjectState, ...] = ()
    figures: tuple[Figure, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
