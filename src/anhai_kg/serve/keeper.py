"""The process around the server of `oxigraph`: it gives the server its limits, and ends it when nobody is left.

Where the system allows it (Linux with user namespaces) both live in a network of their own: the server
can be reached by nobody but through the socket file that this process relays to it, and reaches nobody.
Elsewhere the server listens on a free port of the loopback address.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import resource
import socket
import sys

__all__ = ["main"]

_USER, _NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of linux/sched.h
_SET_FLAGS = 0x8914  # SIOCSIFFLAGS of linux/sockios.h
_UP = 1  # IFF_UP
_HOST = "127.0.0.1"
_PAUSE = 0.01  # seconds between two looks whether the server answers
_PIECE = 1 << 16  # bytes


def _set_apart() -> None:
    """Move into a network of its own, where there is nobody, if the system allows it."""
    if sys.platform != "linux":
        return
    import ctypes
    import fcntl
    import struct

    unshare = ctypes.CDLL(None).unshare
    if unshare(_USER | _NET) == 0 or unshare(_NET) == 0:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if sys.platform == "linux" and (hard == resource.RLIM_INFINITY or memory < hard):
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as found:
        port: int = found.getsockname()[1]
        return port


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()


async def _relay(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry one connection to the server and back."""
    with contextlib.suppress(OSError):
        back, forth = await asyncio.open_connection(_HOST, port)
        await asyncio.gather(_pump(reader, forth), _pump(back, writer))
        forth.close()
    writer.close()


async def _answering(port: int, server: asyncio.subprocess.Process) -> bool:
    """Whether the server answers; it is waited for while it lives."""
    while server.returncode is None:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(_HOST, port)
            writer.close()
            return True
        await asyncio.sleep(_PAUSE)
    return False


async def _nobody_left() -> None:
    """Wait for the end of the input: whoever started this is no more, or wants no more."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def _keep(address: str, port: int, command: list[str]) -> None:
    nowhere = asyncio.subprocess.DEVNULL
    server = await asyncio.create_subprocess_exec(
        *command, "--bind", f"{_HOST}:{port}", stdin=nowhere, stdout=nowhere, stderr=nowhere
    )
    try:
        if await _answering(port, server):
            await asyncio.start_unix_server(functools.partial(_relay, port), address)
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            ends = [asyncio.ensure_future(_nobody_left()), asyncio.ensure_future(server.wait())]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            ends[0].cancel()
    finally:
        if server.returncode is None:
            server.kill()
            await server.wait()


def main() -> None:
    """Arguments: the socket file to listen at, bytes of memory for the server, its command without `--bind`."""
    address, memory, *command = sys.argv[1:]
    _set_apart()
    _limit(int(memory))
    asyncio.run(_keep(address, _free_port(), command))


if __name__ == "__main__":
    main()
