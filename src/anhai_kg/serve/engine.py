"""The server of `oxigraph`, kept alive: asked through a socket file, stopped when a query does not end."""

from __future__ import annotations

import asyncio
import contextlib
import math
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from pyoxigraph import RdfFormat, Store

from anhai_kg.errors import EndpointError
from anhai_kg.store import store_of
from anhai_kg.worker import Limits

if TYPE_CHECKING:
    from httpx import AsyncClient
    from pyoxigraph import Quad

__all__ = ["PAGES", "Engine", "Told", "program"]

PAGES: Final = ("/", "/yasgui.min.css", "/yasgui.min.js", "/logo.svg")
"""The query page of the server, and what it loads."""

_GRACE: Final = 1.0  # seconds that a query may overrun before the server is stopped
_OWN: Final = 1 << 30  # bytes of addresses that the server takes without doing anything
_BUSY: Final = 32  # queries at once
_CANCELLED: Final = b"The SPARQL operation has been cancelled"  # it ends half an answer so


class Told(NamedTuple):
    """What is answered over HTTP."""

    status: int
    media: str
    body: bytes


class _Dismissed(Exception):  # noqa: N818  # nobody did wrong
    """The server was ended while it worked on a query that did nothing wrong."""


def program() -> str:
    """Where the server is.

    Raises:
        EndpointError: it is not installed.
    """
    name = "oxigraph"
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        raise EndpointError("serve needs oxigraph; install it: pip install 'anhai-kg[serve]'")
    return found


class Engine:
    """A server on a store of its own in a folder; `async with` starts and ends it.

    Args:
        quads: what it answers from, in the default graph each statement once.
        folder: an empty folder that goes with it.
        limits: of each query; `rows` are not counted.
        tell: is told of each time the server had to be started anew.
    """

    def __init__(
        self, quads: Iterable[Quad], folder: Path, limits: Limits, tell: Callable[[str], None]
    ) -> None:
        self._limits, self._tell = limits, tell
        self._socket, self._store = folder / "socket", folder / "store"
        whole = store_of(quads).dump(format=RdfFormat.N_QUADS)
        Store(str(self._store)).bulk_load(whole, format=RdfFormat.N_QUADS)
        self._ready = asyncio.Event()
        self._keeper: asyncio.subprocess.Process | None = None
        self._dismissed: set[asyncio.subprocess.Process | None] = set()

    async def __aenter__(self) -> Self:
        import httpx

        transport = httpx.AsyncHTTPTransport(
            uds=str(self._socket),
            limits=httpx.Limits(max_connections=_BUSY, max_keepalive_connections=0),
        )
        self._client: AsyncClient = httpx.AsyncClient(
            transport=transport, base_url="http://localhost", timeout=None
        )
        await self._start()
        self.pages = {path: await self._page(path) for path in PAGES}
        self.watch = asyncio.create_task(self._watch())
        return self

    async def _page(self, path: str) -> Told:
        found = await self._client.get(path)
        return Told(found.status_code, found.headers.get("content-type", ""), found.content)

    async def __aexit__(self, *_: object) -> None:
        self.watch.cancel()
        with contextlib.suppress(asyncio.CancelledError, EndpointError):
            await self.watch
        await self._client.aclose()
        if self._keeper:
            self._dismiss()
            await self._keeper.wait()

    async def _start(self) -> None:
        keeper = [sys.executable, "-P", "-m", "anhai_kg.serve.keeper"]
        seconds = str(max(1, math.ceil(self._limits.timeout)))
        server = [program(), "serve-read-only", "-l", str(self._store), "--timeout-s", seconds]
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self._keeper = await asyncio.create_subprocess_exec(
            *keeper,
            str(self._socket),
            str(self._limits.memory + _OWN),
            *server,
            stdin=pipe,
            stdout=pipe,
            stderr=nowhere,
            start_new_session=True,  # Control-C is for us: we end it
        )
        assert self._keeper.stdout is not None
        if not await self._keeper.stdout.readline():
            raise EndpointError("the server of oxigraph does not start; install it anew")
        self._ready.set()

    async def _watch(self) -> None:
        """Start the server anew whenever it ends.

        Raises:
            EndpointError: it does not start any more.
        """
        while self._keeper:
            await self._keeper.wait()
            self._ready.clear()
            known = self._keeper in self._dismissed
            await self._start()
            reason = "a query would not end and was stopped" if known else "a query brought it down"
            self._tell(f"the server was started anew: {reason}")

    def _dismiss(self) -> None:
        """Let the keeper end the server."""
        self._ready.clear()
        self._dismissed.add(self._keeper)
        if self._keeper and self._keeper.stdin:
            self._keeper.stdin.close()

    async def query(self, sparql: str, accept: str) -> Told:
        """The whole answer, or a line that says why there is none."""
        import httpx

        seconds = self._limits.timeout
        try:
            async with asyncio.timeout(seconds + _GRACE):
                while True:
                    await self._ready.wait()
                    keeper = self._keeper
                    with contextlib.suppress(_Dismissed):
                        return await self._asked(sparql, accept, keeper)
        except TimeoutError:
            if self._ready.is_set():
                self._dismiss()
            return _refusal(504, f"query: stopped after {seconds:g} s; ask in smaller steps")
        except httpx.TransportError:
            return _refusal(503, "query: this or another one brought the server down; ask again")

    async def _asked(
        self, sparql: str, accept: str, keeper: asyncio.subprocess.Process | None
    ) -> Told:
        """What the server answers.

        Raises:
            _Dismissed: it was ended for the sake of another query: this one may be asked again.
            httpx.TransportError: it ended by itself.
        """
        import httpx

        headers = {
            b"content-type": b"application/sparql-query",
            b"accept": accept.encode("latin-1"),
        }
        size, body = self._limits.size, bytearray()
        try:
            async with self._client.stream(
                "POST", "/query", content=sparql.encode(), headers=headers
            ) as response:
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > size:
                        return _refusal(
                            413, f"query: an answer of more than {size} bytes; add LIMIT"
                        )
        except httpx.TransportError as error:
            if keeper in self._dismissed:
                raise _Dismissed from error
            raise
        if body.endswith(_CANCELLED):
            return _refusal(504, f"query: stopped after {self._limits.timeout:g} s; add LIMIT")
        media = response.headers.get("content-type", "")
        if response.status_code >= 400:
            return _refusal(response.status_code, " ".join(body.decode(errors="replace").split()))
        return Told(response.status_code, media, bytes(body))


def _refusal(status: int, line: str) -> Told:
    return Told(status, "text/plain; charset=utf-8", f"{line}\n".encode())
