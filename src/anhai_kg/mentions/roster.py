"""Candidates become entities: one a name, with every form and place, and the rules that joined them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.model import Entity, Expansion, Kind, Mention, Ref, Span
from anhai_kg.quotes import plain

__all__ = ["Roster", "gather", "outermost"]

_CLASS: Final = re.compile(r"(?:项目|工程)$")
_SHORTEST_PLACE: Final = 3  # characters of a name that may stand for a longer one
_SHORTEST_STEM: Final = 5
_WITHIN: Final = ("places-division", "places-head")
_WALKS: Final = ("places/corridor", "places/wharf")
_NEAR: Final = 3  # spans that start next to each other, of which one may cover another


class Roster:
    """The entities of a reading, found by where they are named and by how."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = tuple(entities)
        self._by_form: dict[tuple[Kind, str], Entity] = {}
        self._mentions = sorted(
            ((m.span, e) for e in entities for m in e.mentions), key=lambda pair: pair[0]
        )
        self._starts = [span.start for span, _ in self._mentions]
        for entity in entities:
            for form in (entity.name, *entity.aliases):
                self._by_form.setdefault((entity.kind, plain(form)), entity)

    def named(self, kind: Kind, form: str) -> Ref | None:
        """The entity of that kind that bears the name or form."""
        entity = self._by_form.get((kind, plain(form)))
        return entity.ref if entity else None

    def within(self, span: Span, *kinds: Kind) -> list[tuple[Span, Entity]]:
        """Mentions inside a span, in the order of the text; of nested ones the outermost first."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return [
            (at, entity)
            for at, entity in self._mentions[low:high]
            if at.end <= span.end and (not kinds or entity.kind in kinds)
        ]

    def of(self, kind: Kind) -> list[Entity]:
        return [entity for entity in self.entities if entity.kind is kind]


def outermost(found: Iterable[tuple[Span, Entity]]) -> list[Entity]:
    """The things whose mentions no other mention covers, in the order of the text."""
    kept: list[Entity] = []
    end = -1
    for span, entity in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        if span.end > end:
            kept.append(entity)
            end = span.end
    return kept


def gather(
    ctx: Context, candidates: Iterable[Candidate], label: Callable[[Kind, str], str]
) -> Roster:
    """Join candidates of one kind and name; then add the clipped forms that stand alone.

    `label` gives the English of a name.
    """
    grouped: dict[tuple[Kind, str], list[Candidate]] = {}
    for candidate in _merged(
        ctx, sorted(candidates, key=lambda c: (c.span, c.kind, c.name, c.rule))
    ):
        grouped.setdefault((candidate.kind, candidate.name), []).append(candidate)
    return Roster(
        [_entity(ctx, key, label(*key), candidates) for key, candidates in grouped.items()]
    )


def _merged(ctx: Context, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that differ only in quotation marks, a class word or an understood opening are one."""
    listed = {c.span for c in candidates if c.rule == "projects-listed"}
    built = listed | {c.span for c in candidates if c.rule == "projects-built"}
    works = [c.span for c in candidates if c.kind is Kind.PROJECT]
    alone = {c.name for c in candidates if c.category in _WALKS and not _covered(c.span, works)}
    firms = [c.span for c in candidates if c.rule == "bodies-listed"]
    full = _full_names(ctx, candidates)
    for candidate in candidates:
        if candidate.rule in _WITHIN and _covered(candidate.span, firms):
            continue  # 江西铜业 is no place
        if candidate.category in _WALKS and candidate.name not in alone:
            continue  # 白鹭河步道 is named only where 白鹭河步道工程 is
        if candidate.span in listed and candidate.rule == "places-head":
            continue  # the list says that 创谷智造产业园 is a project
        if candidate.span in built and candidate.category == "bodies/service-centre":
            continue  # a 冷链物流中心 that is built is works, no body
        name = full.get((candidate.kind, candidate.name), candidate.name)
        yield candidate if name == candidate.name else _renamed(candidate, name)


def _covered(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order, covers it."""
    last = bisect_right(others, Span(span.start, span.end))
    return any(o.covers(span) for o in others[max(0, last - _NEAR) : last + _NEAR])


def _full_names(ctx: Context, candidates: Sequence[Candidate]) -> dict[tuple[Kind, str], str]:
    """For each kind and name the fullest name of the same thing."""
    full: dict[tuple[Kind, str], str] = {}
    by_form: dict[tuple[Kind, str], str] = {}
    for kind, name in sorted({(c.kind, c.name) for c in candidates}, key=lambda k: (-len(k[1]), k)):
        form = _bare(kind, name)
        full[kind, name] = by_form.setdefault((kind, form), name)
    for kind, clipped in ((Kind.PLACE, _clipped_places), (Kind.PROJECT, _clipped_projects)):
        longer = clipped(ctx, {name for key, name in full.items() if key[0] is kind})
        for key in [key for key in full if key[0] is kind]:
            while full[key] in longer:
                full[key] = longer[full[key]]
    return full


def _clipped_places(ctx: Context, names: Set[str]) -> dict[str, str]:
    """The only longer name that each name ends: 安海龙山寺 of 龙山寺."""
    ending: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for start in range(1, len(name) - _SHORTEST_PLACE + 1):
            ending[name[start:]].append(name)
    found = {
        name: [n for n in ending[name] if _understood_place(ctx, name, n)]
        for name in names & ending.keys()
    }
    return {name: longer[0] for name, longer in found.items() if len(longer) == 1}


def _clipped_projects(_: Context, names: Set[str]) -> dict[str, str]:
    """The only longer name that the stem of each name opens."""
    opened: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for end in range(_SHORTEST_STEM, len(name)):
            opened[name[:end]].append(name)
    stems = {name: _CLASS.sub("", name) for name in names if _CLASS.search(name)}
    found = {
        name: [n for n in opened.get(stem, ()) if n != name and _understood_project(n)]
        for name, stem in stems.items()
    }
    return {name: longer[0] for name, longer in found.items() if len(longer) == 1}


def _understood_place(ctx: Context, name: str, longer: str) -> bool:
    """龙山寺 for 安海龙山寺, 北环片区 for 世纪大道北环片区: what is left out names a place."""
    opening = longer.removesuffix(name)
    areas = (ctx.area.name, *ctx.area.parents) if ctx.area else ()
    return len(ctx.lexicon.ending("places", opening[1:])) > 1 or any(
        area.startswith(opening) and len(area) - len(opening) <= 2 for area in areas
    )


def _understood_project(longer: str) -> bool:
    """安平田园梦想项目 for 安平田园梦想城乡村旅游项目: the opening of one other project that is no phase."""
    return bool(_CLASS.search(longer)) and not re.search(r"[一二三四五六七八九十]期", longer)


def _renamed(candidate: Candidate, name: str) -> Candidate:
    return Candidate(
        kind=candidate.kind,
        name=name,
        span=candidate.span,
        category=candidate.category,
        rule=candidate.rule if candidate.licence else "same-name",
        licence=candidate.licence,
    )


def _bare(kind: Kind, name: str) -> str:
    """The name without quotation marks and, of a project, without its class word."""
    bare = plain(name)
    if kind is Kind.PROJECT and len(bare) > 5:
        return re.sub(r"(?:建设工程|建设项目|项目|工程)$", "", bare)
    return bare


def _entity(ctx: Context, key: tuple[Kind, str], label: str, found: Sequence[Candidate]) -> Entity:
    kind, name = key
    mentions: dict[Span, Mention] = {}
    expansions: dict[tuple[str, Span], Expansion] = {}
    for candidate in found:
        form = candidate.span.of(ctx.text)
        clause = ctx.clause(candidate.span)
        mentions.setdefault(candidate.span, Mention(span=candidate.span, clause=clause, form=form))
        if form != name and candidate.licence is not None:
            expansions.setdefault(
                (form, clause),
                Expansion(
                    form=form,
                    name=name,
                    rule=candidate.rule,
                    clause=clause,
                    licence=candidate.licence,
                ),
            )
    category = next((c.category for c in found if c.category), "")
    return Entity(
        kind=kind,
        name=name,
        category=category,
        label_en=label,
        mentions=tuple(mentions[s] for s in sorted(mentions)),
        expansions=tuple(expansions[k] for k in sorted(expansions)),
    )
