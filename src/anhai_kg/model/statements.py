"""What a report says of its named things: one value a fact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from anhai_kg.model.document import Period
from anhai_kg.model.entities import Evidence
from anhai_kg.model.lists import ActKind, Bound, How, RelationKind, Status
from anhai_kg.model.pointers import GroupRef, Ref, Span

__all__ = ["Act", "Doubt", "Figure", "Post", "ProjectState", "Relation", "Skipped", "Undertaking"]


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
