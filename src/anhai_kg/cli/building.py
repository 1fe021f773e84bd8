"""`build` and `facts`: reports in, files out, and a summary of what was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anhai_kg.cli.terminal import say
from anhai_kg.vocab import RDF

if TYPE_CHECKING:
    from anhai_kg.cli.helper import Helper
    from anhai_kg.knowledge import KnowledgeGraph
    from anhai_kg.model import Document, Reading, Span
    from anhai_kg.shacl import Verdict

__all__ = ["build", "write_facts"]

_LINES: Final = (
    ("官员", "officials", "Official"),
    ("机构", "bodies", "Body"),
    ("职务", "posts", "Post"),
    ("项目", "projects", "Project"),
    ("地点", "places", "Place"),
    ("成果指标", "results", "Result"),
    ("目标指标", "targets", "Target"),
    ("已做工作", "achievements", "Achievement"),
    ("承诺", "commitments", "Commitment"),
)


def _places(document: Document) -> Callable[[Span], str]:
    """What says `file:line:column` of where a span begins, both counted from 1."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", document.text))]

    def place(span: Span) -> str:
        above = bisect_right(starts, span.start) - 1
        column = span.start - starts[above] + 1
        return f"{document.name}:{document.first_line + above}:{column}"

    return place


def _explain(reading: Reading) -> None:
    """Each number that is no figure, and each doubt, with where, what and why."""
    from anhai_kg.lexicons import lexicon

    place = _places(reading.document)
    reasons, text = lexicon().schemes.get("reasons", {}), reading.document.text
    for skipped in reading.skipped:
        reason = skipped.reason.removeprefix("reasons/")
        concept = reasons.get(f"reasons/{reason}")
        why = f"{concept.zh} {concept.en}" if concept else reason
        number, clause = skipped.span.of(text), skipped.clause.of(text)
        say(f"{place(skipped.span)}: {number}: {why}: {clause}")
    for doubt in reading.doubts:
        where, words = place(doubt.span), doubt.span.of(text)
        say(f"{where}: {words}: {doubt.reason} ({doubt.rule})")


def _summary(graph: KnowledgeGraph, readings: Sequence[Reading], verdict: Verdict) -> None:
    typed = {(thing, kind) for thing, said, kind, _ in graph.statements if said == RDF.type}
    counts = Counter(str(kind).strip("<>").rpartition("#")[2] for _, kind in typed)
    for reading in readings:
        say(f"{reading.document.id}: {reading.document.metadata.title}")
    for zh, en, kind in _LINES:
        say(f"  {counts[kind]:>5}  {zh} {en}")
    figures = sum(len({figure.number for figure in reading.figures}) for reading in readings)
    others = sum(len(reading.skipped) for reading in readings)
    say(
        f"  {figures + others:>5}  数字 numbers: {figures} in figures, {others} not (--explain says why)"
    )
    word = "符合 conforms" if verdict.conforms else "不符合 does not conform"
    say(f"  SHACL  {word}: {verdict.shapes} shapes, {verdict.focus_nodes} nodes")
    if not verdict.conforms:
        for line in verdict.report(language="en").splitlines()[:10]:
            say(f"         {line}")


def build(
    reports: Sequence[Path],
    output: Path,
    *,
    base: str,
    said: Mapping[str, str],
    explain: bool,
    helper: Helper,
) -> bool:
    """Write graph and page of the reports, print what was read; whether the shapes are satisfied.

    Raises:
        AnhaiError: a report cannot be read, or a file not be written; older files stay whole.
    """
    from anhai_kg.api import graph_of, readings_of
    from anhai_kg.files import check_folder, write_all
    from anhai_kg.sums import SUFFIX, with_sums

    check_folder(output)
    readings = readings_of(reports, said)
    graph = graph_of(readings, base=base)
    helper.give(graph.quads)
    forms = {".ttl": graph.to_turtle().encode(), ".trig": graph.to_trig().encode()}
    digest = graph.digest  # while the helper is at work
    told, page = helper.answer()
    verdict = told or graph.validate()
    forms[".html"] = page or graph.to_html().encode()
    stem = readings[0].document.id if len(readings) == 1 else "reports"
    files = {output / f"{stem}{suffix}": data for suffix, data in forms.items()}
    write_all(with_sums(files, output / f"{stem}{SUFFIX}", graph=digest))
    if explain:
        for reading in readings:
            _explain(reading)
    _summary(graph, readings, verdict)
    say(f"  graph  {output / stem}.trig (with evidence), {output / stem}.ttl (facts)")
    say(f"  page   {output / stem}.html")
    say(f"  sums   {output / stem}{SUFFIX} (graph {digest})")
    return verdict.conforms


def _tables(readings: Iterable[Reading], base: str, folder: Path) -> dict[Path, bytes]:
    from anhai_kg.api import graph_of
    from anhai_kg.exports import tables
    from anhai_kg.sums import SUFFIX, with_sums

    graph = graph_of(readings, base=base)
    files = {folder / name: data for name, data in tables(graph).items()}
    return with_sums(files, folder / f"tables{SUFFIX}", graph=graph.digest)


def write_facts(
    reports: Sequence[Path], output: Path, *, base: str, said: Mapping[str, str]
) -> None:
    """Write the fact tables: of one report into the folder, of several into a folder each.

    Raises:
        AnhaiError: a report cannot be read, or a file not be written; older files stay whole.
    """
    from anhai_kg.api import readings_of
    from anhai_kg.files import check_folder, write_all

    check_folder(output)
    readings = readings_of(reports, said)
    single = len(readings) == 1
    folders = [output if single else output / reading.document.id for reading in readings]
    files: dict[Path, bytes] = {}
    for reading, folder in zip(readings, folders, strict=True):
        files |= _tables([reading], base, folder)
    write_all(files)
    for path in sorted(files):
        say(str(path))
