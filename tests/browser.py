"""A real Chromium for the tests of the page: what it asks for, what it says and what it draws."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

__all__ = [
    "Visit",
    "Words",
    "chromium",
    "key",
    "payload",
    "search",
    "shot",
    "title",
    "visit",
    "write",
]

ARTIFACTS: Final = Path(__file__).parent / "artifacts"

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


RECORD: Final = """
  const canvas = CanvasRenderingContext2D.prototype;
  const { fillText, clearRect } = canvas;
  window.written = [];
  canvas.clearRect = function (...box) {
    window.written = []; // a frame begins
    clearRect.apply(this, box);
  };
  canvas.fillText = function (text, x, y, most) {
    const { a: zoom, e, f } = this.getTransform();
    const wide = Math.min(this.measureText(text).width, most ?? Infinity);
    const high = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
    const [left, top] = [this.textAlign === 'center' ? x - wide / 2 : x, y - high / 2];
    window.written.push([text, ...[left, top, wide, high].map((n) => n * zoom), e, f]);
    fillText.call(this, text, x, y, ...(most === undefined ? [] : [most]));
  };
"""
"""Keeps what the last frame wrote on the canvas of the network, and where: in pixels of the canvas."""


class Words(NamedTuple):
    """One line of text on the canvas of the network, in pixels of the canvas."""

    text: str
    left: float
    top: float
    wide: float
    high: float


@dataclass
class Visit:
    """An open page and everything that it did since."""

    page: Page
    session: CDPSession
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # console warnings and errors, exceptions

    def busy(self) -> float:
        """Milliseconds that the page has kept its thread busy: the time of opening where nobody else
        wants the processor, and the same under any load."""
        found = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in found if m["name"] == "TaskDuration")) * 1000

    def written(self) -> list[Words]:
        """What stands on the canvas of the network now."""
        self.page.evaluate(
            "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
        )
        return [
            Words(text, left + e, top + f, wide, high)
            for text, left, top, wide, high, e, f in self.page.evaluate("window.written")
        ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine; a test that has none fails and says what to install."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        path = path or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.fail(
                "no Chromium for the tests of the page; install one: apt-get install chromium, "
                "or .venv/bin/playwright install chromium",
                pytrace=False,
            )
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Browser,
    file: Path,
    *,
    at: str = "",
    size: tuple[int, int] = (1440, 900),
    **settings: Any,
) -> Iterator[Visit]:
    """Open `file` in a fresh profile, with `at` after the # and other settings of a context."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)
    context.add_init_script(RECORD)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # counts from here on
    opened = Visit(page, session)
    page.on("request", lambda request: opened.requests.append(request.url.partition("#")[0]))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: opened.complaints.append(said.text) if said.type != "log" else None,
    )
    page.goto(file.as_uri() + (f"#{at}" if at else ""))
    page.wait_for_function("performance.getEntriesByName('ready').length > 0")
    yield opened
    context.close()


def write(html: str, folder: Path) -> Path:
    file = folder / "page.html"
    file.write_bytes(html.encode())
    return file


def payload(file: Path) -> dict[str, Any]:
    """The JSON that travels in the page."""
    found = re.search(r'id="data">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def key(file: Path, name: str) -> str:
    """How the address calls a thing."""
    return next(str(t["key"]) for t in payload(file)["things"].values() if t["zh"] == name)


def search(shown: Page, words: str) -> None:
    shown.fill("#search", words)
    shown.wait_for_selector("#found [role=option]")


def title(shown: Page) -> str:
    return shown.inner_text("#panel-title")


def shot(shown: Page, name: str) -> Path:
    """Keep a picture of the page under tests/artifacts/, where CI collects it."""
    ARTIFACTS.mkdir(exist_ok=True)
    path = ARTIFACTS / f"page-{name}.png"
    shown.screenshot(path=path)
    return path
