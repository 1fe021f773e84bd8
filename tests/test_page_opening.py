"""What the page shows before anybody touches it: every sign with its label, and nothing upon anything."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from browser import Visit, Words, payload, visit, write
from playwright.sync_api import Browser

import anhai_kg as kg

TEXTS: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "texts"
SIZES: Final = [(1280, 720), (1440, 900), (1920, 1080)]
LETTER: Final = 13  # pixels at zoom 1
BASELINE: Final = 12  # pixels at zoom 1: of a heading, from the top of the sheet
LEGIBLE: Final = 11.7  # pixels on the screen


class Seen(NamedTuple):
    """What is in sight of one thing: its name, the middle of its sign, and its label."""

    name: str
    sign: tuple[float, float]
    label: list[Words]


@pytest.fixture(scope="module", params=["anhai-2023", "sichuan-2026", "dev-town-news"])
def report(
    request: pytest.FixtureRequest, anhai: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Anhai as people read it; two others as the program does."""
    if request.param == "anhai-2023":
        return anhai
    text = TEXTS / f"{request.param}.txt"
    if not text.exists():
        pytest.skip("the other texts are not here")
    return write(kg.build(text).to_html(), tmp_path_factory.mktemp("page"))


def signs(seen: Visit, data: dict[str, Any], language: str) -> list[Seen]:
    """The signs in sight, with the lines that are written beside each.

    Where they are follows from the first heading: it is the upper left corner of the sheet.
    """
    words = seen.written()
    box = seen.page.locator("#graph").bounding_box()
    assert box
    sheet = [s for s in data["network"]["sheets"][language] if s["for"] * 0.9 <= box["width"]][-1]
    heading = data["strings"]["group_" + sheet["titles"][0]["key"]][language]
    corner = next(line for line in words if line.text == heading)
    shown = opening(data)
    lines = [line for line in words if line is not corner]
    zoom = scale(data, language, lines)
    found = []
    for (x, y), node, (_, *label) in zip(
        sheet["spots"], data["network"]["nodes"], data["network"]["labels"][language], strict=True
    ):
        thing = data["things"][node["id"]]
        at = (corner.left + x * zoom, middle(corner) + (y - BASELINE) * zoom)
        if thing["cls"] in shown and at[1] < box["height"] - 10:
            near = [
                line
                for line in lines
                if line.text in label and beside(line, at, node["size"], len(label), zoom)
            ]
            found.append(Seen(thing[language], at, near if len(near) == len(label) else []))
    return found


def opening(data: dict[str, Any]) -> set[str]:
    """The classes that the page opens on."""
    return {cls["key"] for cls in data["classes"] if cls["shown"]} - {"Field"}


def scale(data: dict[str, Any], language: str, words: list[Words]) -> float:
    """How large a label is written, of the size it was made for."""
    lines = {line for _, *label in data["network"]["labels"][language] for line in label}
    return max(w.high for w in words if w.text in lines) / LETTER


def middle(words: Words) -> float:
    return words.top + words.high / 2


def beside(words: Words, at: tuple[float, float], size: float, rows: int, zoom: float) -> bool:
    """Whether it is one of so many rows that are written to the right of a sign."""
    gap = words.left - at[0] - size * zoom
    return 0 < gap < 12 * zoom and abs(middle(words) - at[1]) < 8 * rows * zoom


def upon(a: Words, b: Words) -> bool:
    across = a.left < b.left + b.wide - 0.5 and b.left < a.left + a.wide - 0.5
    return across and a.top < b.top + b.high - 0.5 and b.top < a.top + a.high - 0.5


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sign_in_sight_has_its_label(
    browser: Browser, report: Path, size: tuple[int, int], language: str
) -> None:
    with visit(browser, report, at=f"lang={language}", size=size) as seen:
        found = signs(seen, payload(report), language)
        assert len(found) >= 30
        assert [one.name for one in found if not one.label] == []
        lines = seen.written()
        assert [(a.text, b.text) for a, b in combinations(lines, 2) if upon(a, b)] == []
        assert min(line.high for line in lines) >= LEGIBLE
        box = seen.page.locator("#graph").bounding_box()
        assert box and max(line.left + line.wide for line in lines) <= box["width"]
        whole = {one.name: " ".join(line.text for line in one.label) for one in found}
        assert len({*whole.values()}) == len(whole)


@pytest.mark.parametrize("size", [(390, 844), (820, 1180), (1024, 768)])
def test_narrow_screens_show_labels_as_well(
    browser: Browser, anhai: Path, size: tuple[int, int]
) -> None:
    with visit(browser, anhai, size=size) as seen:
        found = signs(seen, payload(anhai), "zh")
        assert len(found) >= 8
        assert [one.name for one in found if not one.label] == []


def names(seen: Visit) -> set[str]:
    return {words.text for words in seen.written()}


def test_what_lies_below_is_a_press_away(browser: Browser, anhai: Path) -> None:
    """Everything that the page opens on has been seen once one has scrolled to its end."""
    data = payload(anhai)
    shown = opening(data)
    lines = {
        line
        for node, (_, *label) in zip(
            data["network"]["nodes"], data["network"]["labels"]["zh"], strict=True
        )
        if node["group"] in shown
        for line in label
    }
    with visit(browser, anhai, size=(1280, 720)) as seen:
        written = names(seen)
        assert not lines <= written
        seen.page.focus("#more")
        for _ in range(9):
            if not seen.page.locator("#more").is_visible():
                break
            seen.page.keyboard.press("Enter")
            written |= names(seen)
        assert lines <= written
        assert seen.page.evaluate("document.activeElement.id") == "graph"  # the button has gone
        seen.page.keyboard.press("PageUp")
        assert seen.page.locator("#more").is_visible()


def test_the_wheel_scrolls_and_zooms_with_control(opened: Visit) -> None:
    before = {words.text: words for words in opened.written()}
    opened.page.hover("#graph")
    opened.page.mouse.wheel(0, 60)
    after = {words.text: words for words in opened.written()}
    same = [text for text in before if text in after]
    assert same and all(abs(before[t].top - after[t].top - 60) < 1 for t in same)
    assert all(before[t].high == after[t].high for t in same)
    opened.page.mouse.wheel(0, -5000)  # not beyond the upper edge
    assert min(words.top for words in opened.written()) > 0
    opened.page.keyboard.down("Control")
    opened.page.mouse.wheel(0, -60)
    opened.page.wait_for_timeout(200)
    zoomed = {words.text: words for words in opened.written()}
    assert any(zoomed[t].top != before[t].top for t in zoomed if t in before)


def test_what_is_asked_for_comes_into_sight(opened: Visit) -> None:
    """What is hidden leaves no gap, and what is shown is seen."""
    opened.page.click("[data-legend=Commitment]")
    data = payload_of(opened)
    wanted = {t["zh"] for t in data["things"].values() if t["cls"] == "Commitment"}
    seen = [words for words in opened.written() if words.text in wanted]
    assert len(seen) >= 20
    opened.page.click("[data-legend=Commitment]")
    assert wanted.isdisjoint(names(opened))


def payload_of(seen: Visit) -> dict[str, Any]:
    script = "JSON.parse(document.getElementById('data').textContent)"
    found: dict[str, Any] = seen.page.evaluate(script)
    return found


def test_a_selection_says_what_joins_it_to_its_neighbours(opened: Visit) -> None:
    label = next(words for words in opened.written() if words.text == "陈进福")
    box = opened.page.locator("#graph").bounding_box()
    assert box
    opened.page.mouse.click(box["x"] + label.left + 5, box["y"] + middle(label))
    opened.page.wait_for_timeout(600)
    assert "主持、讲话" in names(opened)


def test_as_a_network_all_of_it_stays_in_sight(opened: Visit) -> None:
    opened.page.click("#move")
    opened.page.wait_for_timeout(2500)
    box = opened.page.locator("#graph").bounding_box()
    lines = opened.written()
    assert box and len(lines) > 60
    assert all(0 < line.top < box["height"] and 0 < line.left < box["width"] for line in lines)


def test_a_resized_window_is_set_anew(opened: Visit) -> None:
    opened.page.set_viewport_size({"width": 1920, "height": 1080})
    opened.page.wait_for_timeout(500)
    found = signs(opened, payload_of(opened), "zh")
    assert found and all(one.label for one in found)
