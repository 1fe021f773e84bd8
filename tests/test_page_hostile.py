"""Every string of a report is text: requirements R1 to R5 of what the page must withstand."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pages
import pytest
from browser import Visit, visit, write
from playwright.sync_api import Browser, Page

import anhai_kg as kg
from anhai_kg.render.html import page

VIEWS: Final = [
    "",
    *(f"view=tables&table={name}" for name in ("names", "figures", "skipped")),
    "view=charts",
    "view=deeds",
]


SELECTIONS: Final = (
    "img, iframe, object, embed, a[href^=javascript], [onerror], [onload], base, form"
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_r1_a_hostile_report_stays_text(browser: Browser, tmp_path: Path, language: str) -> None:
    """R1: eleven and more payloads in every field, in a browser: nothing runs, nothing is fetched."""
    file = write(page(pages.hostile()), tmp_path)
    for view in VIEWS:
        with visit(browser, file, at=f"{view}&lang={language}&hide=") as seen:
            everything(seen.page)
            untouched(seen, file)


def untouched(seen: Visit, file: Path) -> None:
    assert seen.page.evaluate("window.PWN") is None
    assert seen.page.locator(SELECTIONS).count() == 0
    assert seen.page.locator("script").count() == 3 and seen.page.locator("style").count() == 1
    assert seen.complaints == []
    assert seen.requests == [file.as_uri()]


def everything(shown: Page) -> None:
    """Press every mark, search every string."""
    shown.evaluate(
        """(strings) => {
          for (const mark of document.querySelectorAll('#text [data-mark]')) mark.click();
          const search = document.getElementById('search');
          for (const words of strings) {
            search.focus();
            search.value = words;
            search.dispatchEvent(new Event('input'));
            search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
          }
        }""",
        list(pages.HOSTILE),
    )


def test_r1_a_hostile_file_is_read_and_shown(browser: Browser, tmp_path: Path) -> None:
    """R1: from the file on: its name, its title, its text."""
    name = "\"><img src=x onerror=window.PWN=1> javascript: '{{7*7}}.txt"
    refused = set("\u2028\u2029\u202e\u2066")  # characters that no report may hold
    written = [words for words in pages.HOSTILE if not refused & set(words)]
    lines = [
        f"青石镇第十五届人民代表大会第二次会议召开{written[0]}",
        "青石镇党委书记王建国主持会议。",
    ]
    lines += [
        f"青石镇镇长李卫东{words}出席会议，推进{words}项目，投资35亿元。" for words in written
    ]
    report = tmp_path / name
    report.write_text("\n".join(lines), "utf-8")
    file = write(kg.build(report).to_html(), tmp_path)
    for view in VIEWS:
        with visit(browser, file, at=f"{view}&hide=") as seen:
            everything(seen.page)
            untouched(seen, file)


def test_r2_pyvis_gets_no_word_of_the_text_as_markup() -> None:
    """R2: pyvis shows titles as HTML as soon as one of them holds `href`; none holds markup here."""
    net = pages.hostile().to_pyvis()
    assert any("href" in node["title"] for node in net.nodes)
    for node in net.nodes:
        assert not set("<>\"'") & set(node["title"])
        assert re.fullmatch(r"n\d+", node["id"])  # R2c
    assert net.heading == ""  # R2b
    assert all("title" not in edge for edge in net.edges)


def test_r3_the_page_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    """R3: one request, the file itself; the policy would stop a second one."""
    file = write(page(pages.large(20)), tmp_path)
    with visit(browser, file) as seen:
        for view in ("deeds", "tables", "charts", "graph"):
            seen.page.click(f"#tab-{view}")
        assert seen.requests == [file.as_uri()]
        seen.page.evaluate("fetch('https://example.org/').catch(() => {})")
        seen.page.wait_for_timeout(100)
        assert any("Content Security Policy" in said for said in seen.complaints)
        assert seen.page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_r4_a_notebook_shows_it_in_a_frame_that_works(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R4: no `show()` of pyvis, nothing printed; the page lives in a sandboxed `srcdoc`."""
    graph = pages.large(20)
    frame = graph.show().data
    graph.to_pyvis()
    assert capsys.readouterr() == ("", "")
    file = write(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", tmp_path)
    context = browser.new_context()
    shown = context.new_page()
    requests: list[str] = []
    shown.on("request", lambda request: requests.append(request.url))
    shown.goto(file.as_uri())
    inside = shown.frame_locator("iframe")
    inside.locator("#legend button").first.wait_for()
    inside.locator("#search").fill("第7村")
    inside.locator("#search").press("Enter")
    assert inside.locator("#panel-title").inner_text() == "第7村"
    inside.locator("#language").click()
    assert inside.locator("#tab-graph").inner_text() == "Graph"
    assert [url for url in requests if not url.startswith(("file:", "about:srcdoc"))] == []
    context.close()


def test_r5_the_file_is_utf_8_wherever_it_is_written(tmp_path: Path) -> None:
    """R5: pyvis writes in the encoding of the locale; the page does not."""
    report = tmp_path / "report.txt"
    report.write_text(
        "青石镇第十五届人民代表大会第二次会议召开\n青石镇党委书记王建国主持会议。\n", "utf-8"
    )
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    program = "import sys, anhai_kg as kg; kg.build(sys.argv[1]).write(sys.argv[2])"
    command = [sys.executable, "-c", program, str(report), str(tmp_path / "p.html")]
    subprocess.run(command, env=os.environ | locale, check=True)
    html = (tmp_path / "p.html").read_bytes()
    assert html == kg.build(report).to_html().encode("utf-8")
    assert "王建国" in html.decode("utf-8") and b'<meta charset="utf-8">' in html


def test_a_table_saved_for_a_spreadsheet_holds_no_formula(browser: Browser, tmp_path: Path) -> None:
    file = write(page(pages.hostile()), tmp_path)
    with visit(browser, file, at="view=tables&table=names") as seen:
        with seen.page.expect_download() as waiting:
            seen.page.click("#download")
        waiting.value.save_as(tmp_path / "names.csv")
    with (tmp_path / "names.csv").open(encoding="utf-8-sig", newline="") as saved:
        cells = [cell for row in csv.reader(saved) for cell in row]
    assert "'" + '=HYPERLINK("http://x.example")' in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_the_text_of_a_hostile_report_is_whole(browser: Browser, tmp_path: Path) -> None:
    file = write(page(pages.hostile()), tmp_path)
    with visit(browser, file) as seen:
        shown = seen.page.locator("#text p, #text [role=heading]").all_text_contents()
    assert shown == list(pages.HOSTILE)


def test_characters_outside_the_first_plane_keep_their_places(
    browser: Browser, tmp_path: Path
) -> None:
    file = write(page(pages.hostile()), tmp_path)
    with visit(browser, file) as seen:
        seen.page.locator("#text .mark", has_text="𠮷野家").click()
        assert "𠮷野家\U0001f600" in seen.page.inner_text("#panel blockquote")
