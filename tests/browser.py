"""A real Chromium for the tests of the page: what it asks for, what it says and what it draws."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["Visit", "chromium", "visit"]

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass
class Visit:
    """An open page and everything that it did since."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # console warnings and errors, exceptions

    def mark(self, name: str) -> float:
        """Milliseconds from opening to a mark that the page set."""
        script = f"performance.getEntriesByName('{name}').map((entry) => entry.startTime)"
        self.page.wait_for_function(f"performance.getEntriesByName('{name}').length > 0")
        return float(self.page.evaluate(script)[0])


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
    browser: Browser, file: Path, *, at: str = "", size: tuple[int, int] = (1440, 900)
) -> Iterator[Visit]:
    """Open `file` in a fresh profile, with `at` after the #."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    opened = Visit(page)
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
