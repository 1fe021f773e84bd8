"""The page in a real Firefox: it opens alone, is searched, selected, turned to English, and withstands."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pages
import pytest
from browser import ARTIFACTS, write
from firefox import Tab, firefox, path

from anhai_kg.render.html import page

TITLE = "() => document.getElementById('panel-title').textContent"
READY = """() => new Promise((done) => {
  const look = () => performance.getEntriesByName('ready').length ? done(true) : setTimeout(look, 20);
  look();
})"""

pytestmark = pytest.mark.skipif(
    path() is None,
    reason="no Firefox here; .ci/run installs one: apt-get install firefox-esr",
)


def elsewhere(work: Coroutine[None, None, None]) -> None:
    """Run it in a thread of its own: playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, work).result()


async def opened(tab: Tab, file: Path, at: str = "") -> None:
    await tab.open(file.as_uri() + at)
    assert await tab.run(READY) is True


def abroad(tab: Tab, file: Path) -> list[str]:
    """Requests for anything but the page; Firefox tells of fonts of its own, which are data."""
    return [url for url in tab.requests if not url.startswith((file.as_uri(), "data:font/"))]


def test_the_page_works_in_firefox(anhai: Path) -> None:
    elsewhere(use(anhai))


async def use(file: Path) -> None:
    async with firefox(path() or "", width=1440, height=900) as tab:
        await opened(tab, file)
        drawn = "() => performance.getEntriesByName('first-drawing').length"
        assert await tab.run(drawn) == 1
        ink = """() => {
          const canvas = document.querySelector('#graph canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return data.filter((value, n) => n % 4 === 3 && value > 0).length / (data.length / 4);
        }"""
        assert 0.01 < await tab.run(ink) < 0.5
        await tab.shot(ARTIFACTS / "page-firefox.png")
        await tab.type("/")
        await tab.type("chenjinfu\ue007")
        assert await tab.run(TITLE) == "陈进福"
        assert await tab.run("() => document.querySelectorAll('#text .lit').length") > 0
        assert "sel=" in await tab.run("() => location.hash")
        await tab.run("() => document.getElementById('language').click()")
        assert await tab.run("() => document.documentElement.lang") == "en"
        for view in ("deeds", "tables", "charts", "graph"):
            await tab.run(f"() => document.getElementById('tab-{view}').click()")
            assert await tab.run(f"() => document.getElementById('view-{view}').hidden") is False
        assert abroad(tab, file) == []
        assert tab.complaints == []


def test_a_hostile_report_stays_text_in_firefox(tmp_path: Path) -> None:
    elsewhere(withstand(write(page(pages.hostile()), tmp_path)))


async def withstand(file: Path) -> None:
    async with firefox(path() or "", width=1440, height=900) as tab:
        await opened(tab, file, "#hide=")
        await tab.run(
            "() => document.querySelectorAll('#text [data-mark]').forEach((mark) => mark.click())"
        )
        for view in ("deeds", "tables", "charts"):
            await tab.run(f"() => document.getElementById('tab-{view}').click()")
        assert await tab.run("() => 'PWN' in window") is False
        foreign = "() => document.querySelectorAll('img, iframe, [onerror], [onload]').length"
        assert await tab.run(foreign) == 0
        assert abroad(tab, file) == []
        assert tab.complaints == []
