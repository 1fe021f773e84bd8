"""What the things of a graph are called, so that a question can name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from anhai_kg.questions.words import normalised, synonyms

__all__ = ["Found", "Graph", "Labels", "Table", "labels_of"]

_NAMESPACE: Final = "https://w3id.org/anhai-kg/ontology"
_QUERY: Final = f"""
PREFIX akg: <{_NAMESPACE}#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?class ?label ?language ?preferred WHERE {{
  ?thing a ?class .
  {{ ?thing skos:prefLabel|rdfs:label ?label BIND (true AS ?preferred) }}
  UNION {{ ?thing skos:altLabel|skos:notation|akg:groupLabel ?label BIND (false AS ?preferred) }}
  UNION {{ ?thing akg:heading/nif:anchorOf ?label BIND (false AS ?preferred) }}
  BIND (LANG(?label) AS ?language)
}}
ORDER BY ?thing ?class ?label ?language ?preferred
"""
_AREAS: Final = f"""
PREFIX akg: <{_NAMESPACE}#>
SELECT DISTINCT ?area WHERE {{ ?report a akg:GovernmentReport ; akg:area ?area }} ORDER BY ?area
"""
_HALVES: Final = {"H1": ("上半年", "first half of {}"), "H2": ("下半年", "second half of {}")}
_QUARTERS: Final = dict(
    zip("1234", zip("一二三四", ("first", "second", "third", "fourth"), strict=True), strict=True)
)
_PART: Final = re.compile(r"([0-9]{4})-[^/]+(?:/\1-[^/]+)?")
"""A part of a year: 2023-H1, 2023-01/2023-11."""
_LATIN: Final = re.compile(r"[\x00-\x7f]+")
_CLIPPED: Final = {"人民政府": "政府", "人民代表大会": "人大"}
"""What is said for short in a name: 镇政府."""
_NAMED: Final = frozenset(
    f"{_NAMESPACE}#{name}"
    for name in ("Body", "Event", "Initiative", "Official", "Place", "Project", "Report")
)


class Table(Protocol):
    """What a query answers."""

    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> Iterable[tuple[object, ...]]: ...


class Graph(Protocol):
    """What can be queried."""

    def select(self, sparql: str) -> Table: ...


class Found(NamedTuple):
    """A label in a text: where, and the things it may mean."""

    start: int
    end: int
    things: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """The labels of a graph: `names` maps language (or none) to IRI to the label to show; `forms` class to normalised
    label to IRIs, where a class is an IRI or `in:<stem>` for the concepts of a vocabulary; `areas` are those that report."""

    names: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    areas: tuple[str, ...] = ()

    def name(self, thing: str, language: str) -> str:
        """What to show for an IRI: its label, else the end of it."""
        tables = (self.names.get(key, {}) for key in (language, "zh", ""))
        label = next((table[thing] for table in tables if thing in table), "")
        return label or thing.rpartition("#")[2].rpartition("/")[2]

    def find(self, text: str, classes: Iterable[str]) -> Iterator[Found]:
        """Every place where a normalised text names a thing of those classes, longest first."""
        hits: dict[str, set[str]] = defaultdict(set)
        for name in classes:
            for form, things in self.forms.get(name, {}).items():
                if form.removesuffix("y") in text:
                    hits[form].update(things)
        for form in sorted(hits, key=lambda form: (-len(form), form)):
            if span := _position(form, text):
                yield Found(*span, tuple(sorted(hits[form])))

    @cached_property
    def in_pinyin(self) -> Labels:
        """The same things called by the pinyin of their Chinese names; imports pypinyin."""
        from pypinyin import lazy_pinyin

        def spelt(form: str) -> str:
            return "".join(lazy_pinyin(form)).replace(" ", "")

        forms: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, table in self.forms.items():
            chinese = [form for form in table if form > "\x7f" and len(form) > 1]
            forms[name] = {spelt(form): table[form] for form in chinese}
        return Labels(self.names, forms, self.areas)

    @cached_property
    def area(self) -> tuple[str, ...]:
        """The normalised names of the one area that reports; none where several do."""
        places = self.forms.get(f"{_NAMESPACE}#Place", {}) if len(self.areas) == 1 else {}
        return tuple(form for form, things in places.items() if things == self.areas)


def _position(form: str, text: str) -> tuple[int, int] | None:
    """Where the form stands in the text; a Latin one only as whole words, maybe in the plural."""
    if not _LATIN.fullmatch(form):
        start = text.find(form)
        return (start, start + len(form))
    stem, end = (form[:-1], "(?:y|ies)") if form.endswith("y") else (form, "(?:s|es)?")
    match = re.search(rf"(?<![a-z0-9])(?:the )?{re.escape(stem)}{end}(?![a-z0-9])", text)
    return match.span() if match else None


def _period_forms(notation: str) -> Iterator[str]:
    """Ways to say a period: 2023-H1 is 2023年上半年, and part of what 2023年 asks for."""
    if within := _PART.fullmatch(notation):
        yield from (within[1], f"{within[1]}年")
    if match := re.fullmatch(r"([0-9]{4})(?:-(H[12])|-Q([1-4])|-([0-9]{2}))?", notation):
        year, half, quarter, month = match.groups()
        if half:
            zh, en = _HALVES[half]
            yield from (zh, f"{year}年{zh}", en.format(year), en.format("the year"))
            yield from (f"{half} {year}", f"{half} of {year}", f"{year} {half}")
        elif quarter:
            zh, en = _QUARTERS[quarter]
            yield from (f"第{zh}季度", f"{year}年第{zh}季度", f"{en} quarter of {year}")
        else:
            yield f"{year}年{int(month)}月" if month else f"{year}年"


def _clipped(label: str) -> Iterator[str]:
    """The name as it is said for short.

    >>> list(_clipped("石桥镇人民政府工作报告")), list(_clipped("人民政府"))
    (['石桥镇政府工作报告'], [])
    """
    for whole, short in _CLIPPED.items():
        if whole in label and label != whole:
            yield label.replace(whole, short)


def _generic(kind: str, form: str) -> bool:
    """Whether the form is a word that the questions use: 大会 names no one meeting, 项目 no one indicator.

    >>> _generic(f"{_NAMESPACE}#Event", "大会"), _generic(f"{_NAMESPACE}#Indicator", "总投资")
    (True, False)
    """
    if kind == f"{_NAMESPACE}#Indicator":
        return len(form) == 1 or synonyms().get(form, "money") != "money"
    return kind in _NAMED and form in synonyms()


def _key(class_iri: str, thing: str) -> str:
    """The class, or the vocabulary that a concept stands in."""
    if class_iri.endswith("skos/core#Concept") and thing.startswith(f"{_NAMESPACE}/"):
        return "in:" + thing.removeprefix(f"{_NAMESPACE}/").partition("#")[0]
    return class_iri


def _joined(owner: str, title: str) -> set[str]:
    """The title of a post with its owner before it; what both say may be said once.

    >>> sorted(_joined("镇党委", "党委书记")), _joined("anhai town", "mayor")
    (['镇党委书记', '镇党委党委书记'], {'mayor of anhai town'})
    """
    if _is_latin(owner) and _is_latin(title):
        return {f"{title} of {owner}"}
    shared = next(n for n in range(len(title), -1, -1) if owner.endswith(title[:n]))
    return {owner + title, owner + title[shared:]}


def _shortened(title: str, owners: Iterable[str]) -> set[str]:
    """The title, and without the level that a place of the owner is called by.

    >>> sorted(_shortened("deputy town mayor", {"anhai town"}))
    ['deputy mayor', 'deputy town mayor']
    """
    levels = {owner.split()[-1] for owner in owners if _is_latin(owner)}
    kept = " ".join(word for word in title.split() if word not in levels)
    return {title, kept} if kept and _is_latin(title) else {title}


def _with_owner(forms: dict[str, dict[str, set[str]]]) -> None:
    """A post is also named with its body, or with the place that the body's name begins with."""
    posts = forms.get(f"{_NAMESPACE}#Post", {})
    bodies, places = (
        _by_thing(forms.get(f"{_NAMESPACE}#{name}", {})) for name in ("Body", "Place")
    )
    for title, things in list(posts.items()):
        for post in things:
            of_body = bodies.get(post.partition("/post/")[0], set())
            around = set().union(
                *(p for p in places.values() if any(b.startswith(tuple(p)) for b in of_body))
            )
            titles = _shortened(title, around)
            owners = [o for o in of_body | around if _is_latin(o) == _is_latin(title)]
            named = (_joined(owner, said) for owner in owners for said in titles)
            for form in titles.union(*named):
                posts.setdefault(form, set()).add(post)
    for (
        form
    ) in posts:  # 安海镇镇长 also stands for the body whose post it is; who names it means the post
        forms.get(f"{_NAMESPACE}#Body", {}).pop(form, None)


def _at_home(things: dict[str, set[str]], area: str) -> None:
    """What is the area's that reports is also named by its level alone.

    >>> bodies = {"石桥镇政府": {"x"}}
    >>> _at_home(bodies, "石桥镇")
    >>> sorted(bodies)
    ['石桥镇政府', '镇政府']
    """
    for form, named in list(things.items()):
        if area and form.startswith(area) and form != area:
            things.setdefault(area[-1] + form.removeprefix(area), set()).update(named)


def _is_latin(text: str) -> bool:
    return bool(_LATIN.fullmatch(text))


def _by_thing(table: Mapping[str, set[str]]) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, things in table.items():
        for thing in things:
            forms[thing].add(form)
    return forms


def labels_of(graph: Graph) -> Labels:
    """Read the labels of a graph."""
    names: dict[str, dict[str, str]] = {"zh": {}, "en": {}, "": {}}
    forms: dict[str, dict[str, set[str]]] = {}
    for row in graph.select(_QUERY).rows:
        thing, kind, label, language = map(str, row[:4])
        if (row[4] is True or not language) and language in names:
            names[language].setdefault(thing, label)
        table = forms.setdefault(_key(kind, thing), {})
        for form in (label, *_period_forms(label), *_clipped(label)):
            plain = normalised(form)
            if plain and not _generic(kind, plain):
                table.setdefault(plain, set()).add(thing)
    areas = tuple(str(area) for (area,) in graph.select(_AREAS).rows)
    if len(areas) == 1:
        for kind in ("Body", "Report"):
            _at_home(forms.get(f"{_NAMESPACE}#{kind}", {}), names["zh"].get(areas[0], ""))
    _with_owner(forms)
    frozen = {
        k: {form: tuple(sorted(t)) for form, t in table.items()} for k, table in forms.items()
    }
    return Labels(names, frozen, areas)
