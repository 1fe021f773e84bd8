"""The page for everyone: by keyboard, by name and role, in any light, on small screens, on paper."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Visit, key, search, shot, title, visit
from playwright.sync_api import Browser, Page

CHAIR: Final = "陈进福"


def test_the_keyboard_alone(opened: Visit) -> None:
    shown = opened.page
    shown.keyboard.press("/")
    shown.keyboard.type("chenjinfu")
    shown.keyboard.press("Enter")
    assert title(shown) == CHAIR
    shown.focus("#tab-graph")
    shown.keyboard.press("ArrowRight")
    assert shown.get_attribute("#tab-deeds", "aria-selected") == "true"
    shown.keyboard.press("ArrowLeft")
    shown.focus("#graph")
    shown.keyboard.press("ArrowRight")
    assert title(shown) != CHAIR
    shown.keyboard.press("Escape")
    assert title(shown) == "这份报告里有什么"
    shown.focus("#text [tabindex='0']")
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Enter")
    assert title(shown) != "这份报告里有什么"


def test_tab_reaches_every_part(opened: Visit) -> None:
    wanted = {"search", "language", "theme", "tab-graph", "graph", "zoom-in", "move"}
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        wanted.discard(opened.page.evaluate("document.activeElement.id"))
        if opened.page.evaluate("document.activeElement.dataset.mark !== undefined"):
            break
    else:
        pytest.fail("the text was not reached")
    assert wanted == set()


def test_who_works_in_the_panel_stays_there(opened: Visit) -> None:
    """What a press draws anew would otherwise take the focus away."""
    search(opened.page, CHAIR)
    opened.page.press("#search", "Enter")
    inside = "document.getElementById('panel').contains(document.activeElement)"
    for button in ("#panel [data-act=only]", "#panel .fact .thing", "#panel .fact .thing"):
        opened.page.locator(button).first.focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.evaluate(inside)
    opened.page.keyboard.press("Escape")
    assert title(opened.page) == "这份报告里有什么" and opened.page.evaluate(inside)


def test_every_button_has_a_name(opened: Visit) -> None:
    nameless = opened.page.evaluate(
        "[...document.querySelectorAll('button, input, [role=button]')].filter((node) =>"
        " !(node.getAttribute('aria-label') || node.textContent.trim())).length"
    )
    assert nameless == 0


def test_narrow_screens_hold_every_view(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, size=(375, 760)) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375
        seen.page.click("#tab-text")
        assert seen.page.locator("#view-text #text").is_visible()
        seen.page.locator("#text .mark.c-Official").first.click()
        assert title(seen.page) == CHAIR


@pytest.mark.parametrize("size", [(320, 568), (375, 667), (390, 844), (844, 390), (1024, 500)])
@pytest.mark.parametrize("chosen", [False, True])
def test_on_small_screens_nothing_lies_upon_anything(
    browser: Browser, anhai: Path, size: tuple[int, int], chosen: bool
) -> None:
    """Down to 320 pixels across, which is also 1280 at a zoom of 400 % (WCAG 1.4.10)."""
    at = f"sel={quote(key(anhai, CHAIR))}" if chosen else ""
    with visit(browser, anhai, at=at, size=size) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        parts = [".top", ".tabs", "#legend", "#graph", ".below", "#panel"]
        found = [seen.page.locator(part).bounding_box() for part in parts]
        boxes = [box for box in found if box]
        assert len(boxes) >= 5
        if size[0] < 900:  # one below the other
            for above, below in itertools.pairwise(boxes):
                assert above["y"] + above["height"] <= below["y"] + 1
        graph = found[3]
        assert graph and graph["height"] >= 100


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_contrast(anhai: Path) -> None:
    style = anhai.read_text("utf-8")
    blocks = re.findall(r":root(?:\[data-theme=\"dark\"\])? \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        text = ["ink", "quiet", "accent", "focus", *(n for n in colours if n.startswith("c-"))]
        pairs = [(name, ground) for name in text for ground in ("paper", "ground")]
        pairs += [("ink", ground) for ground in ("lit", "exact", "here")]
        low = {p: round(contrast(colours[p[0]], colours[p[1]]), 2) for p in pairs}
        assert {p: c for p, c in low.items() if c < 4.5} == {}
        assert (
            contrast(colours["line"], colours["paper"]) >= 3
        )  # edges of controls and links of the graph


# What axe-core finds


STATES: Final = [
    "",
    "lang=en&theme=dark",
    "hide=&theme=dark",
    "at=0,60,140",
    "edge=e0&lang=en",
    "view=deeds",
    "view=deeds&lang=en&theme=dark",
    *(f"view=tables&table={name}" for name in ("posts", "projects", "relations", "skipped")),
    "view=tables&table=figures&lang=en&theme=dark",
    "view=tables&table=undertakings&sort=-period",
    "view=charts",
    "view=charts&lang=en&theme=dark",
]


@pytest.mark.parametrize("at", STATES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser: Browser, anhai: Path, at: str, width: int) -> None:
    with visit(browser, anhai, at=at, size=(width, 844)) as seen:
        assert violations(seen.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_while_one_works(
    browser: Browser, anhai: Path, theme: str, language: str
) -> None:
    """Search results open, a thing selected with its citation, its neighbours alone, a path, the text."""
    at = f"lang={language}&theme={theme}"
    with visit(browser, anhai, at=at) as seen:
        search(seen.page, "an")
        assert violations(seen.page) == []
        search(seen.page, CHAIR)
        seen.page.press("#search", "Enter")
        seen.page.click("#panel .cite summary")
        assert violations(seen.page) == []
        seen.page.click("#panel .actions button:nth-child(1)")
        assert violations(seen.page) == []
        seen.page.click("#panel .actions button:nth-child(2)")
        search(seen.page, "党委书记")
        seen.page.press("#search", "Enter")
        assert violations(seen.page) == []
    with visit(browser, anhai, at=f"{at}&view=text", size=(390, 844)) as seen:
        assert violations(seen.page) == []


def violations(shown: Page) -> list[str]:
    found = Axe().run(shown).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def test_axe_would_find_something(opened: Visit) -> None:
    opened.page.evaluate("document.getElementById('search').removeAttribute('aria-label')")
    opened.page.evaluate("document.getElementById('search').placeholder = ''")
    assert any(found.startswith("label:") for found in violations(opened.page))


# What people ask of their systems


def test_high_contrast_shows_what_is_pressed_and_what_is_lit(browser: Browser, anhai: Path) -> None:
    at = f"sel={quote(key(anhai, CHAIR))}"
    with visit(browser, anhai, at=at, forced_colors="active", color_scheme="dark") as seen:
        ground = "(one) => getComputedStyle(one).backgroundColor"
        plain = seen.page.locator("body").evaluate(ground)
        for chosen in ("#tab-graph", "#text .lit"):
            assert seen.page.locator(chosen).first.evaluate(ground) != plain
        assert violations(seen.page) == []
        shot(seen.page, "forced-colors")


def test_nothing_flies_about_when_motion_is_unwelcome(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, reduced_motion="reduce") as seen:
        search(seen.page, CHAIR)
        seen.page.press("#search", "Enter")
        picture = "document.querySelector('#graph canvas').toDataURL()"
        seen.page.wait_for_timeout(150)  # the labels settle 90 ms after a change of scale
        at_once = seen.page.evaluate(picture)
        seen.page.wait_for_timeout(500)
        assert seen.page.evaluate(picture) == at_once


def test_languages_are_marked(browser: Browser, anhai: Path) -> None:
    at = f"lang=en&sel={quote(key(anhai, CHAIR))}"
    with visit(browser, anhai, at=at) as seen:
        assert seen.page.get_attribute("html", "lang") == "en"
        assert seen.page.get_attribute("#language", "lang") == "zh"
        assert seen.page.get_attribute("#title", "lang") == "zh"
        chinese = re.compile(r"[\u4e00-\u9fff]")
        script = """() => [...document.querySelectorAll('body *')]
            .filter((node) => !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName))
            .flatMap((node) => [...node.childNodes].filter((child) => child.nodeType === 3)
              .map((child) => [node.closest('[lang]').lang, child.data]))"""
        wrong = [
            text
            for lang, text in seen.page.evaluate(script)
            if lang == "en" and chinese.search(text)
        ]
        assert wrong == []


def test_on_paper_stand_the_table_and_the_whole_text(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, at="view=tables&table=posts") as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator("#search").is_visible()
        assert seen.page.locator("#tables table").is_visible()
        height = seen.page.locator("#text").evaluate(
            "(one) => [one.clientHeight, one.scrollHeight]"
        )
        assert height[0] >= height[1] - 1
        assert len(seen.page.pdf()) > 10_000
