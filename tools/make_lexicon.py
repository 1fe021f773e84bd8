"""Write docs/lexicon.md, the words that the reader knows, from ontology/*.ttl; `--check` says whether it is stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generated import settle

from anhai_kg.lexicons import Concept, lexicon

TREE: Final = Path(__file__).resolve().parent.parent
TARGET: Final = TREE / "docs" / "lexicon.md"
SCHEMES: Final = {
    "posts": "职务 posts",
    "bodies": "机构类型 kinds of bodies",
    "places": "地点类型 kinds of places",
    "units": "单位 units",
    "bounds": "界限 bounds",
    "acts": "会议行为 acts",
    "actions": "工作动作 actions",
    "fields": "领域 fields",
    "projects": "工程 works",
    "states": "项目阶段 states of a project",
    "initiatives": "举措 initiatives",
    "events": "会议活动 events",
    "reports": "报告 reports",
    "groups": "类词 class words",
    "reasons": "未取原因 reasons why a number is no figure",
}
HEAD: Final = """# What the reader knows

The vocabularies of `ontology/`, which are the lexicon: a word in the last column is read as what stands
before it. Written by `tools/make_lexicon.py`; to add a word, add a block or a `skos:hiddenLabel` there.
"""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _measure(unit: Concept) -> str:
    """What one of the unit is, in its base unit: 10000 CCY_CNY."""
    if unit.fact("counter") == "true":
        return "counts"
    parts = (unit.fact("factorNumerator"), unit.fact("factorDenominator"))
    factor = unit.fact("factor").removesuffix(".0") or "/".join(filter(None, parts))
    base = unit.fact("baseUnit").rpartition("/")[2]
    return f"{factor} {base}".strip()


def _table(scheme: str, concepts: list[Concept]) -> Iterator[str]:
    measured = ("in QUDT",) if scheme == "units" else ()
    columns = ("key", "zh", "en", *measured, "also read")
    yield _row(*columns)
    yield _row(*("---" for _ in columns))
    for concept in sorted(concepts, key=lambda concept: concept.key):
        others = "、".join(word for word in concept.words if word != concept.zh)
        measure = (_measure(concept),) if measured else ()
        name = concept.key.partition("/")[2]
        yield _row(f"`{name}`", concept.zh, concept.en, *measure, others)


def render() -> str:
    """The whole page."""
    schemes = lexicon().schemes
    parts = [HEAD]
    for scheme, title in SCHEMES.items():
        concepts = list(schemes[scheme].values())
        lines = "\n".join(_table(scheme, concepts))
        parts.append(f"## {title}: {len(concepts)}, `ontology/{scheme}.ttl`\n\n{lines}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    raise SystemExit(settle(TARGET, render()))
