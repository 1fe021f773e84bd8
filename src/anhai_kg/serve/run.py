"""A graph as an endpoint, from the port being taken to nothing being left behind."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import EndpointError

if TYPE_CHECKING:
    import uvicorn
    from pyoxigraph import Quad

    from anhai_kg.serve.engine import Engine
    from anhai_kg.worker import Limits

__all__ = ["serve"]

_HOST: Final = "127.0.0.1"
_PAUSE: Final = 0.01  # seconds
_REASONS: Final = {
    errno.EADDRINUSE: "is taken; choose another with --port, or 0 for a free one",
    errno.EACCES: "is for the administrator; choose one above 1023",
}


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_HOST, port), backlog=128)
    except (OSError, OverflowError) as error:
        reason = _REASONS.get(getattr(error, "errno", 0), str(error))
        raise EndpointError(f"port {port} {reason}") from error


def _server(engine: Engine) -> uvicorn.Server:
    import uvicorn

    from anhai_kg.serve.door import door

    class Server(uvicorn.Server):
        """Leaves the signals to us, who have something to put away."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    return Server(
        uvicorn.Config(
            door(engine), log_level="critical", access_log=False, server_header=False,
            lifespan="off", ws="none", limit_concurrency=256, timeout_graceful_shutdown=1,
        )
    )  # fmt: skip


async def _serve(engine: Engine, listener: socket.socket, ready: Callable[[str], None]) -> None:
    async with engine:
        server = _server(engine)

        def stop() -> None:
            server.should_exit = True

        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, stop)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(_PAUSE)
        ready(f"http://{_HOST}:{listener.getsockname()[1]}/")
        await asyncio.wait({serving, engine.watch}, return_when=asyncio.FIRST_COMPLETED)
        stop()
        await serving
        if engine.watch.done():
            engine.watch.result()  # raises why the server could not be kept alive


def serve(
    quads: Iterable[Quad],
    *,
    port: int,
    limits: Limits,
    ready: Callable[[str], None],
    tell: Callable[[str], None],
) -> None:
    """Answer until Control-C or a signal to end.

    Args:
        quads: what to answer from.
        port: on the loopback address; 0 is a free one.
        limits: of each query; `rows` are not counted here.
        ready: is given the address once it answers.
        tell: is given a line when something happened.

    Raises:
        EndpointError: the port is taken, something is not installed, or the server does not start.
    """
    try:
        import httpx
        import starlette
        import uvicorn
    except ImportError as error:
        raise EndpointError(
            f"serve needs {error.name}; install it: pip install 'anhai-kg[serve]'"
        ) from error
    del httpx, starlette, uvicorn
    from anhai_kg.serve.engine import Engine

    with _listening(port) as listener, tempfile.TemporaryDirectory(prefix="anhai-kg-") as folder:
        asyncio.run(_serve(Engine(quads, Path(folder), limits, tell), listener, ready))
