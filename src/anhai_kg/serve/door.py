"""The door before the server: who may ask, and what.

Only pages and programs of this machine are answered: the name in `Host` is a loopback one, so that no
foreign name can be pointed here, and no other page's script is let in. No header allows another origin.
A query passes the gate, and rdflib's parser agrees.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from anhai_kg.errors import QueryError
from anhai_kg.gate import BYTES, admit
from anhai_kg.serve.engine import PAGES
from anhai_kg.serve.judge import agree

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from anhai_kg.serve.engine import Engine, Told

__all__ = ["ENDPOINT", "door"]

ENDPOINT: Final = "/sparql"
_LOOPBACK: Final = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")
_LONGEST: Final = 9 * BYTES + 1024  # a Chinese character of three bytes is %E9%95%87 in a form
_STACK: Final = 64 << 20  # bytes; rdflib's parser goes deep
_OTHERS: Final = frozenset({"default-graph-uri", "named-graph-uri", "using-graph-uri", "update"})
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_SCRIPT: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "vary": "accept",
}


class _Refused(Exception):  # noqa: N818  # what is answered, not what went wrong
    """A request that is not let in: status and a line."""

    def __init__(self, status: int, line: str) -> None:
        self.status, self.line = status, line


class _Doorkeeper:
    """Refuses whoever is not of this machine, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] += [
                    pair for name, value in _HEADERS.items() if (pair := (name.encode(), value.encode()))[0] not in given
                ]  # fmt: skip
            await send(message)

        refusal = _stranger(Request(scope))
        answer = PlainTextResponse(f"{refusal}\n", 403) if refusal else self._app
        await answer(scope, receive, told)


def _stranger(request: Request) -> str:
    """Why this request is none of this machine; empty when it is."""
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or not _LOOPBACK.fullmatch(hosts[0].lower()):
        return "Host is no name of this machine; use 127.0.0.1 or localhost"
    if any(origin != f"http://{hosts[0]}" for origin in request.headers.getlist("origin")):
        return "Origin is another page; ask from the page of this address, or from a program"
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return "another page asks; open this address itself"
    return ""


async def _body(request: Request) -> bytes:
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > _LONGEST:
            raise _Refused(413, f"query: at most {BYTES} bytes are allowed")
    return bytes(found)


def _only(form: str) -> str:
    """The query of a form, which holds no other part of the protocol."""
    try:
        fields = parse_qs(form, keep_blank_values=True, errors="strict", max_num_fields=32)
    except ValueError as error:  # also of bytes that are no UTF-8
        raise _Refused(400, "query: no form in UTF-8; mend it") from error
    if others := _OTHERS.intersection(fields):
        raise _Refused(400, f"{min(others)} is not allowed: a query stays within this graph")
    if len(fields.get("query", ())) != 1:
        raise _Refused(400, "give one query: GET ?query=..., or POST it")
    return fields["query"][0]


async def _asked(request: Request) -> str:
    """The query, in one of the three ways of the SPARQL 1.1 Protocol."""
    if request.method != "POST":
        return _only(request.scope["query_string"].decode("ascii", "replace"))
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    try:
        if media == _FORM:
            return _only(body.decode("ascii"))
        if media == _QUERY:
            if _OTHERS.intersection(request.query_params):
                _only(request.scope["query_string"].decode("ascii", "replace"))
            return body.decode()
    except UnicodeDecodeError as error:
        raise _Refused(400, "query: no UTF-8; mend it") from error
    raise _Refused(415, f"POST a query as {_FORM} or {_QUERY}")


def _second_opinion() -> ThreadPoolExecutor:
    """One thread with room for a deep parser; it loads the parser while nobody asks yet."""
    before = threading.stack_size(_STACK)
    pool = ThreadPoolExecutor(1)
    pool.submit(agree, "ASK {}")
    threading.stack_size(before)
    return pool


def _page(told: Told) -> Response:
    """A file of the server's own query page, which may load from here and run what stands in it, and no more."""
    digests = [hashlib.sha256(script).digest() for script in _SCRIPT.findall(told.body)]
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return Response(told.body, told.status, {"content-security-policy": policy}, told.media)


def door(engine: Engine) -> Starlette:
    """The application that stands before an engine."""
    opinion = _second_opinion()

    async def sparql(request: Request) -> Response:
        try:
            query = await _asked(request)
            admit(query)
            await asyncio.get_running_loop().run_in_executor(opinion, partial(agree, query))
        except _Refused as refused:
            return PlainTextResponse(f"{refused.line}\n", refused.status)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        told = await engine.query(query, request.headers.get("accept", "*/*"))
        return Response(told.body, told.status, media_type=told.media)

    async def page(request: Request) -> Response:
        return _page(engine.pages[request.scope["path"]])  # request.url is made of Host, too

    return Starlette(
        routes=[
            *(Route(path, page) for path in PAGES),
            *(Route(path, sparql, methods=["GET", "POST"]) for path in (ENDPOINT, "/query")),
        ],
        middleware=[Middleware(_Doorkeeper)],
    )
