"""A real Firefox, spoken to in WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) without a driver between.

playwright drives only a Firefox that it has patched; this one is the one that people have.
"""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tornado.websocket import WebSocketClientConnection, websocket_connect

__all__ = ["Tab", "firefox", "path"]

NAMES: Final = ("firefox-esr", "firefox")
QUIET: Final = (
    ("services.settings.server", "data:,#remote-settings-dummy/v1"),
    ("datareporting.policy.dataSubmissionEnabled", False),
    ("app.update.disabledForTesting", True),
)
PATIENCE: Final = 60  # seconds for one answer


def path() -> str | None:
    """The Firefox of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@dataclass
class Tab:
    """The one tab, and all that the page asked for and complained of."""

    socket: WebSocketClientConnection
    context: str = ""
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _count: int = 0

    async def call(self, method: str, **params: Any) -> Any:
        """The answer to a command; events that come meanwhile are noted."""
        self._count += 1
        number = self._count
        await self.socket.write_message(
            json.dumps({"id": number, "method": method, "params": params})
        )
        while True:
            said = await asyncio.wait_for(self._read(), PATIENCE)
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]

    async def _read(self) -> dict[str, Any]:
        message = await self.socket.read_message()
        assert message is not None, "Firefox hung up"
        said: dict[str, Any] = json.loads(message)
        if said.get("method") == "network.beforeRequestSent":
            self.requests.append(said["params"]["request"]["url"])
        elif said.get("method") == "log.entryAdded" and said["params"]["level"] != "info":
            self.complaints.append(said["params"]["text"])
        return said

    async def open(self, url: str) -> None:
        await self.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    async def run(self, script: str) -> Any:
        """What a function of the page returns: a string, a number or a truth."""
        answer = await self.call(
            "script.callFunction",
            functionDeclaration=script,
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    async def type(self, words: str) -> None:
        """Press keys, one after the other."""
        keys = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": keys}
        await self.call("input.performActions", context=self.context, actions=[source])

    async def shot(self, file: Path) -> None:
        picture = await self.call("browsingContext.captureScreenshot", context=self.context)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(base64.b64decode(picture["data"]))


@asynccontextmanager
async def firefox(program: str, *, width: int, height: int) -> AsyncIterator[Tab]:
    """A fresh Firefox with an empty profile, that calls nobody on its own account."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in QUIET]
        (profile / "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--profile", folder]
        running = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"], stderr=subprocess.DEVNULL
        )
        try:
            tab = Tab(await websocket_connect(await _address(profile)))
            await tab.call("session.new", capabilities={})
            tree = await tab.call("browsingContext.getTree")
            tab.context = tree["contexts"][0]["context"]
            size = {"width": width, "height": height}
            await tab.call("browsingContext.setViewport", context=tab.context, viewport=size)
            events = ["network.beforeRequestSent", "log.entryAdded"]
            await tab.call("session.subscribe", events=events)
            yield tab
            tab.socket.close()
        finally:
            running.terminate()
            running.wait()


async def _address(profile: Path) -> str:
    """Where Firefox listens: it says so in a file of its profile."""
    said = profile / "WebDriverBiDiServer.json"
    for _ in range(PATIENCE * 10):
        if said.exists() and (text := said.read_text()):
            found = json.loads(text)
            return f"ws://{found['ws_host']}:{found['ws_port']}/session"
        await asyncio.sleep(0.1)
    raise TimeoutError("Firefox does not say where it listens")
