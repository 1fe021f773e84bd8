"""A graph behind an address: the same answers, and what a bad or hostile endpoint can do."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import endpoints
import hostile
import oracle
import pytest
from pyoxigraph import Literal, Store

import anhai_kg as kg
from anhai_kg.errors import AnhaiError, CutWarning, EndpointError, QueryError, ShapesError
from anhai_kg.questions import catalogue
from anhai_kg.remote import RemoteGraph
from anhai_kg.worker import Limits

GRAPH = oracle.graph()
JSON = "application/sparql-results+json"
YES = b'{"head":{},"boolean":true}'
Say = Callable[[BaseHTTPRequestHandler, str], None]
ASKED = [
    "谁主持会议？",
    "陈进福担任什么职务？",
    "谁是镇长？",
    "who chairs the meeting?",
    "有哪些项目？",
    "哪里提到“龙山寺”？",
    "2023年上半年有哪些成果？",
    "targets",
]


@contextmanager
def speaking(say: Say) -> Iterator[str]:
    """The address of an endpoint that answers `ASK {}` well and all else by `say`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            [sparql] = parse_qs(body)["query"]
            if sparql == "ASK {}":
                answer(self, 200, JSON, YES)
            else:
                say(self, sparql)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever asked is gone
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def answer(
    handler: BaseHTTPRequestHandler, status: int, media: str, body: bytes, **headers: str
) -> None:
    handler.send_response(status)
    for name, value in {"content-type": media, **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture(scope="module")
def remote() -> Iterator[RemoteGraph]:
    folder = Path(tempfile.mkdtemp(prefix="serve-"))
    with endpoints.served(GRAPH.write(folder / "a.trig"), folder / "temporary") as found:
        graph = kg.open(found.endpoint)
        assert isinstance(graph, RemoteGraph)
        yield graph
    shutil.rmtree(folder)


def test_every_question_has_the_same_answer(remote: RemoteGraph) -> None:
    for question in catalogue().values():
        assert remote.query(question.sparql) == GRAPH.select(question.sparql), question.name


@pytest.mark.parametrize("asked", ASKED)
def test_it_is_asked_in_words(remote: RemoteGraph, asked: str) -> None:
    found = remote.ask(asked)
    assert found == GRAPH.ask(asked)
    assert found.rows


def test_values_are_bound_not_pasted(remote: RemoteGraph) -> None:
    sparql = (
        "SELECT ?who ?name { ?who a <https://w3id.org/anhai-kg/ontology#Official> ; "
        "<http://www.w3.org/2004/02/skos/core#prefLabel> ?name } # the end"
    )
    name = Literal("陈进福", language="zh")
    assert remote.query(sparql, name=name) == GRAPH.query(sparql, name=name)
    assert len(remote.query(sparql, name='x" } UNION { ?who ?p ?name } #')) == 0
    for unknown in ("nobody", "who) { } #"):
        bound: dict[str, Any] = {unknown: "x"}
        with pytest.raises(QueryError, match="bound, but not asked for"):
            remote.query(sparql, **bound)


def test_what_needs_all_statements_fetches_them(remote: RemoteGraph) -> None:
    store = Store()  # it spells numbers as every store does
    store.extend(GRAPH.quads)
    assert len(remote) == len(set(store))
    assert "quads" not in vars(remote)
    assert set(remote.quads) == set(store)
    assert set(remote.to_networkx().edges) == set(GRAPH.to_networkx().edges)
    with pytest.raises(ShapesError, match="validate the file"):
        remote.validate()


@pytest.mark.parametrize("name", hostile.INJECTIONS)
def test_r7_an_injection_is_not_even_sent(remote: RemoteGraph, name: str) -> None:
    with pytest.raises(QueryError, match=r"^query:\d+:\d+: "):
        remote.query(hostile.INJECTIONS[name].replace("CANARY", "http://x.org/"))


def test_limits_hold_there_too(remote: RemoteGraph) -> None:
    with pytest.warns(CutWarning, match="only the first 3 rows"):
        assert len(remote.query("SELECT * { ?s ?p ?o }", rows=3)) == 3
    with pytest.raises(QueryError, match=r"stopped after 0\.5 s"):
        remote.query(hostile.BOMBS["random order"][1], timeout=0.5)


def slowly(handler: BaseHTTPRequestHandler, sparql: str) -> None:
    answer(handler, 200, JSON, b"{")
    for _ in range(100):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def never(handler: BaseHTTPRequestHandler, sparql: str) -> None:
    time.sleep(3)


def hanging_up(handler: BaseHTTPRequestHandler, sparql: str) -> None:
    handler.connection.close()


def saying(status: int, media: str, body: bytes, **headers: str) -> Say:
    return lambda handler, sparql: answer(handler, status, media, body, **headers)


ROW = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":'
DEEP = b'{"type":"triple","value":{"subject":0,"predicate":0,"object":' * 60
BAD: list[tuple[str, Say, type[AnhaiError], str]] = [
    ("error", saying(500, "text/plain", b"no\nluck"), EndpointError, "HTTP 500: no luck$"),
    ("refusal", saying(400, "text/plain", b"query:1:1: no"), QueryError, "^query:1:1: no$"),
    ("not there", saying(404, "text/html", b""), EndpointError, "no more is said; is it the end"),
    ("locked", saying(401, "text/html", b"who?"), EndpointError, "HTTP 401: who?"),
    ("a page", saying(200, "text/html", b"<p>"), EndpointError, "text/html, no SPARQL results"),
    ("garbage", saying(200, JSON, b"\xff\x00{"), EndpointError, "no SPARQL 1.1 results"),
    ("half", saying(200, JSON, ROW), EndpointError, "no SPARQL 1.1 results"),
    ("empty", saying(200, JSON, b""), EndpointError, "no SPARQL 1.1 results"),
    ("no term", saying(200, JSON, ROW + b'{"type":"x"}}]}}'), EndpointError, "no SPARQL 1.1 results"),
    ("no IRI", saying(200, JSON, ROW + b'{"type":"uri","value":"a b"}}]}}'), EndpointError, "no SPARQL"),
    ("deep", saying(200, JSON, ROW + DEEP), EndpointError, "values in values in values"),
    ("on and on", saying(200, JSON, b" " * 5000), QueryError, "more than 4000 bytes"),
    ("slow", slowly, QueryError, "stopped after 1 s"),
    ("silent", never, QueryError, "stopped after 1 s"),
    ("hanging up", hanging_up, EndpointError, "no answer"),
]  # fmt: skip


@pytest.mark.parametrize(("say", "error", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_bad_endpoint_is_one_line(say: Say, error: type[AnhaiError], said: str) -> None:
    with speaking(say) as address:
        graph = kg.open(address)
        graph.limits = Limits(timeout=1, size=4000)
        with pytest.raises(error, match=said) as raised:
            graph.query("SELECT * { ?s ?p ?o }")
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed(status: int) -> None:
    with hostile.canary() as bird, speaking(saying(status, "", b"", location=bird.address)) as at:
        with pytest.raises(EndpointError, match=f"sends us on to {bird.address}"):
            kg.open(at).query("SELECT * { ?s ?p ?o }")
        assert bird.visits == 0


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://", "http://a b/", "http://x.invalid/", "http://[::1", "http://u:p@[/"],
)  # fmt: skip
def test_nobody_at_the_address(address: str) -> None:
    with pytest.raises(EndpointError, match="no answer"):
        kg.open(address)


def test_a_proxy_does_not_stand_between_us_and_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    with speaking(saying(200, JSON, YES)) as address:
        assert kg.open(address).query("ASK { ?s ?p ?o }").rows == ((True,),)


def test_another_engine_answers_the_same() -> None:
    """rdflib behind an address: nothing here is of one engine alone."""
    dataset, turn = oracle.graph().dataset, threading.Lock()

    def say(handler: BaseHTTPRequestHandler, sparql: str) -> None:
        with turn:
            found = dataset.query(sparql).serialize(format="json")
        answer(handler, 200, JSON, found or b"")

    with speaking(say) as address:
        graph = kg.open(address)
        for asked in ("谁主持会议？", "谁是镇长？"):
            theirs, ours = graph.ask(asked), GRAPH.ask(asked)
            assert sorted(map(str, theirs.rows)) == sorted(map(str, ours.rows))
        assert json.loads(graph.query("ASK { ?s ?p ?o }").to_json())["boolean"] is True
