"""What the tests of the page share: a browser, and the page of the judged reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sample
from browser import ARTIFACTS, Visit, chromium, visit, write
from playwright.sync_api import Browser

from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.render.html import page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def judged() -> KnowledgeGraph:
    """The graph of what people read in the Anhai report, with English labels and fields."""
    return sample.graph()


@pytest.fixture(scope="session")
def anhai(judged: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    return write(page(judged), tmp_path_factory.mktemp("page"))


@pytest.fixture
def opened(browser: Browser, anhai: Path) -> Iterator[Visit]:
    """That page, open; it asks for nothing but itself and complains of nothing."""
    with visit(browser, anhai) as seen:
        yield seen
        assert seen.complaints == []
        assert seen.requests == [anhai.as_uri()]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if any(ARTIFACTS.glob("*.png")):
        terminalreporter.write_line(f"pictures of the page: {ARTIFACTS}")
