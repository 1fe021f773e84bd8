"""How reading grows with the text: one report, and up to a thousand copies of it with names of their own.

Prints processor time and things found at each size, and the exponent of growth: 1 is in step with the
text, 2 would be its square. Draws both into a picture. Exit 1 when it grows faster than wanted.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Final

from copies import Copier

from anhai_kg.document import parse
from anhai_kg.pipeline import read

TREE: Final = Path(__file__).resolve().parent.parent
REPORT: Final = TREE / "data" / "reports" / "anhai-2023.txt"
SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
WANTED: Final = 1.1
"""The highest exponent: reading that sorts what it finds grows a little faster than its text."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one size took: `seconds` of the processor for `characters` of text."""

    copies: int
    characters: int
    things: int
    seconds: float


def measured(copier: Copier, copies: int) -> Point:
    """Read so many copies as one text."""
    text = copier.copies(copies)
    gc.collect()
    start = time.process_time()
    reading = read(parse(text, name="copies", identifier="copies"))
    taken = time.process_time() - start
    return Point(copies, len(text), len(reading.entities) + len(reading.figures), taken)


def exponent(points: Sequence[Point]) -> float:
    """The slope of time over size, both as logarithms."""
    sizes = [math.log(point.characters) for point in points]
    return linear_regression(sizes, [math.log(point.seconds) for point in points]).slope


def _placed(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Where each point stands on two logarithmic axes of one scale, from 0 to 1."""
    first, last = points[0], points[-1]
    whole = math.log(last.characters / first.characters)
    return [
        (
            math.log(point.characters / first.characters) / whole,
            math.log(point.seconds / first.seconds) / whole,
        )
        for point in points
    ]


def picture(points: Sequence[Point]) -> str:
    """Time over size, and the dashed line of growth in step with the text."""
    side, edge = 400, 50
    spots = [(edge + x * side, edge + (1.1 - y) * side) for x, y in _placed(points)]
    marks = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#0b57a4"/>'
        f'<text x="{x + 8:.0f}" y="{y + 12:.0f}">{point.copies}×: {point.seconds:.2f} s</text>'
        for point, (x, y) in zip(points, spots, strict=True)
    ]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
    straight = f"{edge},{edge + 1.1 * side:.0f} {edge + side},{edge + 0.1 * side:.0f}"
    title = f"Reading 1 to {points[-1].copies} copies of a report: exponent {exponent(points):.2f}"
    line = '<polyline fill="none" points='
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 520" font-family="sans-serif" font-size="11">',
            f'<title>{title}</title><rect width="580" height="520" fill="#fff"/>',
            f'<text x="{edge}" y="24" font-size="14">{title}</text>',
            f'<text x="{edge}" y="42">time over text, both logarithmic; dashed: in step with the text</text>',
            f'{line}"{straight}" stroke="#888" stroke-dasharray="4 4"/>',
            f'{line}"{path}" stroke="#0b57a4" stroke-width="2"/>',
            *marks,
            "</svg>\n",
        ]
    )


def main(target: str = "build/growth.svg") -> int:
    """Measure every size and draw; 1 when reading grows faster than wanted."""
    copier = Copier(REPORT.read_text(encoding="utf-8"))
    measured(copier, 1)  # warm: tables built
    points = []
    for copies in SIZES:
        points.append(point := measured(copier, copies))
        each = point.seconds / point.copies * 1000
        print(
            f"{point.copies:5} copies {point.characters:10,} characters {point.things:8,} things "
            f"{point.seconds:8.2f} s, {each:6.1f} ms a copy",
            flush=True,
        )
    found = exponent(points)
    met = found <= WANTED
    print(f"exponent {found:.3f}, wanted {WANTED:.2f}: {'met' if met else 'MISSED'}")
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture(points), encoding="utf-8")
    print(path)
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
