"""The page in a real Chromium: opens alone, says what the graph says, runs nothing foreign."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import oracle
import pages
import pytest
from browser import Visit, chromium, visit
from playwright.sync_api import Browser, Page

from anhai_kg.graph import to_quads
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.render.html import page
from anhai_kg.render.page_data import collect
from anhai_kg.render.page_text import marks, pieces
from anhai_kg.render.page_values import PageData

SHOTS: Final = Path(__file__).parent.parent / "build" / "screenshots"
CHAIR: Final = "陈进福"
AREA: Final = "龙山寺片区"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    return KnowledgeGraph(to_quads([oracle.reading()]))


@pytest.fixture(scope="session")
def anhai(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(page(graph), tmp_path_factory.mktemp("page"))


def write(html: str, folder: Path) -> Path:
    file = folder / "page.html"
    file.write_bytes(html.encode())
    return file


def payload(file: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def key(file: Path, name: str) -> str:
    return next(str(t["key"]) for t in payload(file)["things"].values() if t["zh"] == name)


@pytest.fixture
def opened(browser: Browser, anhai: Path) -> Iterator[Visit]:
    with visit(browser, anhai) as seen:
        yield seen
        assert seen.complaints == []
        assert seen.requests == [anhai.as_uri()]


def search(shown: Page, words: str) -> None:
    shown.fill("#search", words)
    shown.wait_for_selector("#found [role=option]")


def title(shown: Page) -> str:
    return shown.inner_text("#panel-title")


# What is in the file


def test_the_same_graph_gives_the_same_page(graph: KnowledgeGraph) -> None:
    assert page(graph) == page(KnowledgeGraph(reversed(graph.quads)))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_order_of_hashes_changes_nothing(graph: KnowledgeGraph, seed: str) -> None:
    program = (
        "import hashlib, oracle; from anhai_kg.graph import to_quads;"
        "from anhai_kg.knowledge import KnowledgeGraph; from anhai_kg.render.html import page;"
        "html = page(KnowledgeGraph(to_quads([oracle.reading()])));"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": "C"},
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(page(graph).encode()).hexdigest()


def test_the_page_is_small_and_holds_one_policy(anhai: Path) -> None:
    html = anhai.read_text("utf-8")
    assert len(html.encode()) <= 1_500_000
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy[1]
    assert "http:" not in policy[1] and "https:" not in policy[1]


def test_marks_do_not_overlap_and_pieces_cover_the_text(graph: KnowledgeGraph) -> None:
    data: PageData = collect(graph)
    report = data.reports[0]
    found = marks(data, 0)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    cut = pieces(report, found, [cite for thing in data.things for cite in thing.cites])
    assert "".join(report.text[p.start : p.end] for p in cut) == report.text
    named = {iri for mark in found for iri in mark.things}
    assert any(thing.label.zh == CHAIR for thing in data.things if thing.iri in named)


def test_every_thing_has_a_place_of_its_own(anhai: Path) -> None:
    nodes = payload(anhai)["network"]["nodes"]
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)
    assert {node["id"] for node in nodes} == {f"n{n}" for n in range(len(nodes))}


# Opening


def test_it_draws_within_a_second(browser: Browser, anhai: Path) -> None:
    times = []
    for _ in range(3):
        with visit(browser, anhai) as seen:
            times.append(seen.mark("first-drawing"))
    assert min(times) <= 1000, times


def test_three_thousand_nodes_draw_within_two_seconds(browser: Browser, tmp_path: Path) -> None:
    file = write(page(pages.large(3000)), tmp_path)
    times = []
    for _ in range(3):
        with visit(browser, file) as seen:
            times.append(seen.mark("first-drawing"))
            assert seen.complaints == []
    assert min(times) <= 2000, times


def test_it_opens_on_names_without_figures(opened: Visit) -> None:
    pressed = opened.page.locator("#legend [aria-pressed=true]")
    shown = {button.get_attribute("data-legend") for button in pressed.all()}
    assert {"Event", "Official", "Post", "Body", "Place", "Project", "Report"} >= shown
    assert "Official" in shown
    opened.page.screenshot(path=shot("zh"))


def shot(name: str) -> Path:
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS / f"{name}.png"


# Finding and selecting


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("陈进", CHAIR),
        ("chenjinfu", CHAIR),
        ("cjf", CHAIR),
        ("longshansipianqu", AREA),
        ("lsspq", AREA),
        ("安海镇党委书记", ""),
    ],
)
def test_search_by_name_and_sound(opened: Visit, words: str, name: str) -> None:
    search(opened.page, words)
    first = opened.page.locator("#found [role=option]").first.inner_text()
    assert name in first
    opened.page.press("#search", "Enter")
    assert name in title(opened.page)
    assert opened.page.locator("#text .lit").count() > 0


def test_search_by_the_english_name(opened: Visit, graph: KnowledgeGraph) -> None:
    english = next(t.label.en for t in collect(graph).things if t.label.zh == AREA)
    search(opened.page, english.lower())
    assert AREA in opened.page.locator("#found [role=option]").first.inner_text()


def test_a_selection_shows_labels_facts_and_quotes_and_lights_the_words(opened: Visit) -> None:
    search(opened.page, CHAIR)
    opened.page.press("#search", "Enter")
    panel = opened.page.inner_text("#panel")
    assert "主持" in panel and "党委书记" in panel
    assert "安海镇党委书记陈进福主持会议" in panel
    lit = "".join(opened.page.locator("#text .lit").all_inner_texts())
    assert CHAIR in lit and "主持会议" in lit
    assert CHAIR in opened.page.locator("#text .exact").first.inner_text()


def test_pressing_a_word_selects_what_it_names(opened: Visit) -> None:
    opened.page.locator("#text .mark.c-Official", has_text=CHAIR).first.click()
    assert title(opened.page) == CHAIR
    assert "sel=" in opened.page.url


def test_selecting_words_shows_what_was_read_from_them(opened: Visit) -> None:
    first = opened.page.locator("#text .mark.c-Official", has_text=CHAIR).first
    box = first.bounding_box()
    assert box
    opened.page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] + 40, box["y"] + box["height"] / 2, steps=5)
    opened.page.mouse.up()
    assert "at=" in opened.page.url
    panel = opened.page.inner_text("#panel")
    assert CHAIR in panel and "主持" in panel


def test_a_number_that_is_no_figure_says_why(opened: Visit) -> None:
    opened.page.locator("#text .mark.skipped").first.click()
    assert "原因" in opened.page.inner_text("#panel")


def test_the_shortest_path_between_two(opened: Visit) -> None:
    search(opened.page, "黄胜鑫")
    opened.page.press("#search", "Enter")
    opened.page.click("#panel .actions button:nth-child(2)")
    search(opened.page, CHAIR)
    opened.page.press("#search", "Enter")
    assert "→" in title(opened.page)
    assert opened.page.locator("#panel ol li").count() >= 2
    assert "to=" in opened.page.url


def test_the_legend_shows_and_hides_a_class(opened: Visit) -> None:
    chip = opened.page.locator("[data-legend=Result]")
    assert chip.get_attribute("aria-pressed") == "false"
    chip.click()
    assert opened.page.locator("[data-legend=Result]").get_attribute("aria-pressed") == "true"
    hidden = re.search(r"hide=([^&]*)", opened.page.url)
    assert hidden and "Result" not in hidden[1] and "Target" in hidden[1]


def test_nothing_moves_until_asked(opened: Visit) -> None:
    position = "document.querySelector('#graph canvas').toDataURL()"
    opened.page.wait_for_timeout(500)
    still = opened.page.evaluate(position)
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate(position) == still
    opened.page.click("#move")
    opened.page.wait_for_timeout(800)
    assert opened.page.evaluate(position) != still
    assert opened.page.get_attribute("#move", "aria-pressed") == "true"
    opened.page.click("#move")
    assert opened.page.get_attribute("#move", "aria-pressed") == "false"


# The address, the languages, the light


def test_a_link_shows_the_same_view(browser: Browser, anhai: Path) -> None:
    at = f"lang=en&theme=dark&hide=Post&sel={quote(key(anhai, AREA))}"
    with visit(browser, anhai, at=at) as seen:
        assert seen.page.get_attribute("html", "lang") == "en"
        assert seen.page.get_attribute("html", "data-theme") == "dark"
        assert seen.page.locator("[data-legend=Post]").get_attribute("aria-pressed") == "false"
        assert AREA in seen.page.inner_text("#panel .second")
        assert seen.page.locator("#text .lit").count() > 0
        seen.page.wait_for_timeout(600)
        seen.page.screenshot(path=shot("en-dark"))


@pytest.mark.parametrize(
    "at",
    ["sel=nothing", "at=0,5,2", "at=9,1,2", "view=x&lang=y&theme=z&table=w", "edge=e99999", "%"],
)
def test_a_link_that_leads_nowhere_opens_the_page(browser: Browser, anhai: Path, at: str) -> None:
    with visit(browser, anhai, at=at) as seen:
        assert seen.complaints == []
        assert title(seen.page) == "这份报告里有什么"


def test_back_and_forward(opened: Visit) -> None:
    for name in (CHAIR, AREA):
        search(opened.page, name)
        opened.page.press("#search", "Enter")
    assert title(opened.page) == AREA
    opened.page.go_back()
    opened.page.wait_for_function(
        f"document.getElementById('panel-title').textContent === '{CHAIR}'"
    )
    opened.page.go_forward()
    opened.page.wait_for_function(
        f"document.getElementById('panel-title').textContent === '{AREA}'"
    )


def test_the_language_switch(opened: Visit) -> None:
    opened.page.click("#language")
    assert opened.page.get_attribute("html", "lang") == "en"
    assert opened.page.inner_text("#tab-graph") == "Graph"
    assert opened.page.get_attribute("#text", "lang") == "zh"
    assert opened.page.get_attribute("#search", "aria-label") == "Search"
    opened.page.click("#language")
    assert opened.page.get_attribute("html", "lang") == "zh-CN"


def test_every_word_of_the_interface_is_in_both_languages(anhai: Path) -> None:
    data = payload(anhai)
    for words in (*data["strings"].values(), *data["classes"], *data["relations"].values()):
        assert words["zh"] and words["en"]


# Tables and pictures


@pytest.mark.parametrize(
    "table", ["posts", "projects", "figures", "undertakings", "relations", "skipped"]
)
def test_tables_have_rows_that_lead_to_the_text(browser: Browser, anhai: Path, table: str) -> None:
    with visit(browser, anhai, at=f"view=tables&table={table}") as seen:
        assert seen.page.locator("#tables tbody tr").count() > 0
        seen.page.locator("#tables tbody .quote").first.click()
        assert seen.page.locator("#text .lit").count() > 0
        assert seen.complaints == []


def test_tables_open_in_the_order_of_the_text(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, at="view=tables&table=figures") as seen:
        results = seen.page.locator("#tables tbody tr", has_text="成果")
        quotes = [row.locator(".quote").inner_text() for row in results.all()]
    text = re.sub(r"\s+", " ", payload(anhai)["reports"][0]["text"])
    places = [text.index(words) for words in quotes]
    assert places == sorted(places)


def test_figures_sort_by_number(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, at="view=tables&table=figures") as seen:
        values = "#tables tbody td.number"
        seen.page.click("[data-sort=value]")
        rising = [float(text) for text in seen.page.locator(values).all_inner_texts()]
        assert rising == sorted(rising)
        seen.page.click("[data-sort=value]")
        falling = [float(text) for text in seen.page.locator(values).all_inner_texts()]
        assert falling == sorted(rising, reverse=True)
        assert seen.page.locator("th[aria-sort=descending]").count() == 1


def test_csv_download(browser: Browser, anhai: Path, tmp_path: Path) -> None:
    with visit(browser, anhai, at="view=tables&table=posts") as seen:
        with seen.page.expect_download() as waiting:
            seen.page.click("#download")
        waiting.value.save_as(tmp_path / "posts.csv")
    saved = (tmp_path / "posts.csv").read_text("utf-8-sig")
    assert saved.startswith('"官员","职务"') and CHAIR in saved


def test_pictures_are_drawn(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, at="view=charts") as seen:
        assert seen.page.locator("#charts svg[role=img] rect").count() > 2
        assert seen.complaints == []


# Keyboard and small screens


def test_the_keyboard_alone(opened: Visit) -> None:
    shown = opened.page
    shown.keyboard.press("/")
    shown.keyboard.type("chenjinfu")
    shown.keyboard.press("Enter")
    assert title(shown) == CHAIR
    shown.focus("#tab-graph")
    shown.keyboard.press("ArrowRight")
    assert shown.get_attribute("#tab-tables", "aria-selected") == "true"
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
        assert contrast(colours["line"], colours["paper"]) >= 1.8


# Hostile reports


VIEWS: Final = [
    "",
    *(f"view=tables&table={name}" for name in ("names", "figures", "skipped")),
    "view=charts",
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hostile_report_stays_text(browser: Browser, tmp_path: Path, language: str) -> None:
    file = write(page(pages.hostile()), tmp_path)
    for view in VIEWS:
        with visit(browser, file, at=f"{view}&lang={language}&hide=") as seen:
            everything(seen.page)
            assert seen.page.evaluate("window.PWN") is None
            assert (
                seen.page.locator("img, iframe, a[href^=javascript], body b:not(#found b)").count()
                == 0
            )
            assert seen.page.locator("script").count() == 3
            assert seen.complaints == []
            assert seen.requests == [file.as_uri()]


def everything(shown: Page) -> None:
    """Select every mark, search every string."""
    for mark in shown.locator("#text [data-mark]").all():
        mark.dispatch_event("click")
    for words in pages.HOSTILE:
        shown.fill("#search", words)
        shown.press("#search", "Enter")


def test_the_text_of_a_hostile_report_is_whole(browser: Browser, tmp_path: Path) -> None:
    file = write(page(pages.hostile()), tmp_path)
    with visit(browser, file) as seen:
        shown = seen.page.locator("#text p").all_text_contents()
    assert shown == list(pages.HOSTILE)


def test_characters_outside_the_first_plane_keep_their_places(
    browser: Browser, tmp_path: Path
) -> None:
    file = write(page(pages.hostile()), tmp_path)
    with visit(browser, file) as seen:
        seen.page.locator("#text .mark", has_text="𠮷野家").click()
        assert "𠮷野家\U0001f600" in seen.page.inner_text("#panel .quote")
