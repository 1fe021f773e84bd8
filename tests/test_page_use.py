"""The page in use: searching, selecting, links to views, tables and pictures, in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from browser import Visit, key, payload, search, shot, title, visit, write
from playwright.sync_api import Browser

import anhai_kg as kg
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.render.page_data import collect

CHAIR: Final = "陈进福"
AREA: Final = "龙山寺片区"

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


def test_search_by_the_english_name(opened: Visit, judged: KnowledgeGraph) -> None:
    english = next(t.label.en for t in collect(judged).things if t.label.zh == AREA)
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


def test_a_link_is_selected_with_its_words(browser: Browser, anhai: Path) -> None:
    data = payload(anhai)
    chairs = next(n for n, link in enumerate(data["links"]) if link["name"] == "chairs")
    with visit(browser, anhai, at=f"edge=e{chairs}") as seen:
        assert title(seen.page) == "主持"
        lit = "".join(seen.page.locator("#text .lit").all_inner_texts())
        assert lit == "安海镇党委书记陈进福主持会议"


def test_parallel_links_are_kept(anhai: Path) -> None:
    net = payload(anhai)["network"]
    chair = next(node["id"] for node in net["nodes"] if node["label"] == CHAIR)
    ends = [edge["to"] for edge in net["edges"] if edge["from"] == chair]
    assert len(ends) > len(set(ends))  # he chairs the meeting and speaks at it
    assert len({edge["id"] for edge in net["edges"]}) == len(net["edges"])


def test_a_label_is_pressed_like_its_sign(opened: Visit) -> None:
    label = next(words for words in opened.written() if words.text == CHAIR)
    box = opened.page.locator("#graph").bounding_box()
    assert box
    at = (box["x"] + label.left + label.wide / 2, box["y"] + label.top + label.high / 2)
    opened.page.mouse.move(*at)
    assert opened.page.get_attribute("#graph", "title") == CHAIR
    opened.page.mouse.click(*at)
    opened.page.wait_for_function("location.hash.includes('sel=')")
    assert title(opened.page) == CHAIR


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
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate(position) == still  # the trees are there again


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
        shot(seen.page, "en-dark")


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
        results = seen.page.locator("#tables tbody tr", has_text="结果")
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


def test_pictures_lead_to_what_they_show(browser: Browser, anhai: Path) -> None:
    with visit(browser, anhai, at="view=charts") as seen:
        bars = seen.page.locator("#charts .bar rect")
        assert bars.count() > 2
        assert all(
            0 < float(w.rstrip("%")) <= 100
            for w in bars.evaluate_all("all => all.map((one) => one.getAttribute('width'))")
        )
        pair = seen.page.locator("#charts section").first
        assert {"c-Result", "c-Target"} == set(
            pair.locator(".bar svg").evaluate_all("all => all.map((one) => one.className.baseVal)")
        )
        pair.locator("button.figure").first.click()
        assert seen.page.locator("#text .exact").count() > 0
        seen.page.locator("#charts .bars-head button").first.click()
        assert "sel=" in seen.page.url


def test_what_was_done_stands_beside_what_is_promised(browser: Browser, anhai: Path) -> None:
    counted = [t["cls"] for t in payload(anhai)["things"].values()]
    done = sum(cls in ("Result", "Achievement") for cls in counted)
    promised = sum(cls in ("Target", "Commitment") for cls in counted)
    with visit(browser, anhai, at="view=deeds") as seen:
        lists = seen.page.locator("#deeds .deed")
        assert lists.locator(".deed-list:nth-child(2) li").count() == done > 0
        assert lists.locator(".deed-list:nth-child(3) li").count() == promised > 0
        lists.locator("li button").first.click()
        assert seen.page.locator("#text .lit").count() > 0


def test_a_citation_names_the_report_and_the_whole_sentence(opened: Visit) -> None:
    search(opened.page, CHAIR)
    opened.page.press("#search", "Enter")
    opened.page.click("#panel .cite summary")
    cited = opened.page.locator("#panel .citation").first.inner_text()
    text = payload_text(opened)
    title_of_it, sentence = text.strip().split("\n")[0], re.search(r": “(.*)” \(char", cited)
    assert cited.startswith(title_of_it) and "[R]" in cited and "2023" in cited
    assert sentence and sentence[1] in text and sentence[1].endswith("。") and CHAIR in sentence[1]
    places = re.search(r"char (\d+)–(\d+)", cited)
    assert places and text[int(places[1]) : int(places[2])] == sentence[1]


def payload_text(seen: Visit) -> str:
    script = "JSON.parse(document.getElementById('data').textContent).reports[0].text"
    return str(seen.page.evaluate(script))


def test_one_of_several_reports_is_chosen(browser: Browser, tmp_path: Path) -> None:
    for n, (chair, place) in enumerate([("王建国", "青石镇"), ("李卫东", "白云镇")]):
        text = f"{place}第十五届人民代表大会第二次会议召开\n{place}党委书记{chair}主持会议。\n"
        (tmp_path / f"report-{n}.txt").write_text(text, "utf-8")
    graph = kg.build([tmp_path / "report-0.txt", tmp_path / "report-1.txt"])
    file = write(graph.to_html(), tmp_path)
    with visit(browser, file) as seen:
        articles = seen.page.locator("#text article")
        assert articles.nth(0).is_visible() and not articles.nth(1).is_visible()
        seen.page.select_option("#report", "1")
        assert articles.nth(1).is_visible() and not articles.nth(0).is_visible()
        assert "report=1" in seen.page.url
        search(seen.page, "王建国")
        seen.page.press("#search", "Enter")
        assert articles.nth(0).is_visible() and articles.nth(0).locator(".lit").count() > 0
        assert seen.page.input_value("#report") == "0"
        assert seen.complaints == []


def test_a_period_is_said_in_words(browser: Browser, anhai: Path) -> None:
    for language, words in (("zh", "2023年上半年"), ("en", "first half of 2023")):
        with visit(browser, anhai, at=f"view=tables&table=figures&lang={language}") as seen:
            assert seen.page.locator("#tables td", has_text=words).count() > 0
