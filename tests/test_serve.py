"""`anhai-kg serve`, as its users and its enemies meet it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import endpoints
import hostile
import httpx
import oracle
import pytest
from endpoints import Served, running, soon
from playwright.sync_api import Browser
from SPARQLWrapper import JSON, SPARQLWrapper

from anhai_kg.questions import catalogue
from anhai_kg.serve.engine import program
from anhai_kg.store import load

GRAPH = oracle.graph()
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SIMPLE = "SELECT ?o { <https://w3id.org/anhai-kg/ontology#chairs> ?p ?o } LIMIT 1"
SLOW = hostile.BOMBS["product"][1]
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A short path, since the name of a socket may have a hundred characters and no more."""
    folder = Path(tempfile.mkdtemp(prefix="serve-"))
    GRAPH.write(folder / "a.trig")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Served]:
    with endpoints.served(place / "a.trig", place / "shared", "--timeout", "3") as found:
        yield found


def test_every_question_has_the_embedded_answer(server: Served) -> None:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setReturnFormat(JSON)
    for question in catalogue().values():
        wrapper.setQuery(question.sparql)
        assert wrapper.queryAndConvert() == json.loads(GRAPH.select(question.sparql).to_json())


def test_a_fact_proved_twice_counts_once(server: Served) -> None:
    [found] = server.ask(COUNT).json()["results"]["bindings"]
    assert int(found["n"]["value"]) == GRAPH.query(COUNT).rows[0][0]


@pytest.mark.parametrize(
    ("accept", "sparql", "begins"),
    [
        ("application/sparql-results+json", SIMPLE, '{"head"'),
        ("application/sparql-results+xml", SIMPLE, "<?xml"),
        ("text/csv", SIMPLE, "o\r\n"),
        ("text/tab-separated-values", SIMPLE, "?o\n"),
        ("text/turtle", "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 1", "<http"),
        ("application/n-triples", "DESCRIBE <https://w3id.org/anhai-kg/ontology#>", ""),
    ],
)
def test_the_client_says_what_it_wants(
    server: Served, accept: str, sparql: str, begins: str
) -> None:
    found = server.ask(sparql, accept=accept)
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == accept
    assert found.text.startswith(begins)


def test_the_three_ways_of_the_protocol(server: Served) -> None:
    ways = [
        httpx.get(server.endpoint, params={"query": COUNT}),
        httpx.post(server.endpoint, data={"query": COUNT}),
        httpx.post(server.endpoint, content=COUNT, headers={"content-type": f"{QUERY}; charset=utf-8"}),
    ]  # fmt: skip
    assert len({way.text for way in ways}) == 1
    assert {way.status_code for way in ways} == {200}


def test_an_odd_wish_is_no_accident(server: Served) -> None:
    told = httpx.post(server.endpoint, data={"query": SIMPLE}, headers=[(b"accept", b"\xe9\x96/*")])
    assert told.status_code in {400, 406}
    assert server.ask(SIMPLE, accept="image/png").status_code == 406


@pytest.mark.parametrize(
    ("status", "method", "url", "media", "body"),
    [
        (400, "GET", "", "", b""),
        (400, "GET", "?query=ASK%7B%7D&query=ASK%7B%7D", "", b""),
        (400, "GET", "?query=ASK%7B%7D&default-graph-uri=http://x.org/", "", b""),
        (400, "POST", "", FORM, b"query=ASK%7B%7D&named-graph-uri=file:///etc/passwd"),
        (400, "POST", "?default-graph-uri=http://x.org/", QUERY, b"ASK {}"),
        (400, "POST", "", FORM, b"update=CLEAR+ALL"),
        (400, "POST", "", FORM, b"query=%FF"),
        (400, "POST", "", QUERY, b"ASK { # \xff\n}"),
        (400, "POST", "", QUERY, b"ASK {"),
        (413, "POST", "", QUERY, b"x" * 1_000_000),
        (415, "POST", "", "application/sparql-update", b"CLEAR ALL"),
        (415, "POST", "", "", b"ASK {}"),
        (405, "PUT", "", QUERY, b"ASK {}"),
        (405, "DELETE", "", "", b""),
    ],
)
def test_what_is_no_query_is_refused(
    server: Served, status: int, method: str, url: str, media: str, body: bytes
) -> None:
    headers = {"content-type": media} if media else {}
    told = httpx.request(method, server.endpoint + url, content=body, headers=headers)
    assert told.status_code == status
    assert len(told.text.splitlines()) == 1


@pytest.mark.parametrize("path", ["update", "store", "store?default", "health", "../etc/passwd"])
def test_nothing_else_is_there(server: Served, path: str) -> None:
    assert httpx.get(server.address + path).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:7878"},
        {"host": "localhost.evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_r12_a_foreign_page_is_refused(server: Served, headers: dict[str, str]) -> None:
    for path in ("", f"sparql?query={SIMPLE}"):
        told = httpx.get(server.address + path, headers=headers)
        assert told.status_code == 403
        assert not [name for name in told.headers if name.startswith("access-control")]


def test_r12_a_preflight_allows_nothing(server: Served) -> None:
    headers = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    told = httpx.options(server.endpoint, headers=headers)
    assert told.status_code == 403
    assert not [name for name in told.headers if name.startswith("access-control")]


@pytest.mark.parametrize("name", hostile.INJECTIONS)
def test_r7_r12_an_injection_reaches_nobody(server: Served, name: str) -> None:
    with hostile.canary() as bird:
        told = server.ask(bird.baited(hostile.INJECTIONS[name]))
        assert told.status_code == 400
        assert len(told.text.splitlines()) == 1
        assert bird.visits == 0


SENT = [n for n, (said, _) in hostile.BOMBS.items() if said not in {"stopped", "half"}]


@pytest.mark.parametrize("name", SENT)
def test_r8_what_is_too_large_is_refused(server: Served, name: str) -> None:
    told = server.ask(hostile.BOMBS[name][1])
    assert told.status_code in {400, 413, 504}  # of all rows there are too many to finish in time
    assert len(told.text.splitlines()) == 1


@pytest.mark.parametrize("name", ["random order", "planning", "growing text", "minus"])
def test_r12b_another_client_is_answered_while_a_bomb_runs(server: Served, name: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        bomb = pool.submit(server.ask, hostile.BOMBS[name][1])
        # where the bomb brings the server down, this one may be told to ask again
        assert soon(lambda: server.ask(SIMPLE).status_code == 200)
        told = bomb.result()
    assert told.status_code in {503, 504}
    assert len(told.text.splitlines()) == 1
    assert soon(lambda: server.ask(SIMPLE).status_code == 200)


def test_r9_a_query_beside_one_that_is_stopped_is_asked_again(place: Path) -> None:
    """The server goes down with the first; the second, which has time left, does not notice."""
    with endpoints.served(place / "a.trig", place / "again", "--timeout", "2") as found:
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(found.ask, SLOW)
            while not first.done():
                assert found.ask(SIMPLE).status_code == 200
        assert first.result().status_code == 504
        assert soon(lambda: any("would not end" in line for line in found.said))


def test_r12_a_server_that_dies_is_started_anew(place: Path) -> None:
    with endpoints.served(place / "a.trig", place / "dies") as found:
        oxigraph = found.family()[1]
        os.kill(oxigraph, signal.SIGABRT)
        assert soon(lambda: not running(oxigraph))
        assert soon(lambda: found.ask(SIMPLE).status_code == 200)
        assert [line for line in found.said if "started anew: a query brought it down" in line]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_and_leaves_nothing(place: Path, sign: signal.Signals) -> None:
    folder = place / sign.name
    with endpoints.served(place / "a.trig", folder, "--timeout", "60") as found:
        family = found.family()
        assert len(family) == 2
        with ThreadPoolExecutor(1) as pool:
            bomb = pool.submit(found.ask, SLOW)
            assert found.ask(SIMPLE).status_code == 200
            assert found.end(sign) == 0
            assert bomb.exception() or bomb.result().status_code >= 500
        assert not [pid for pid in family if running(pid)]
        assert list(folder.iterdir()) == []
        assert soon(lambda: found.said[-1:] == ["anhai-kg: stopped\n"])


def test_killed_it_leaves_no_server(place: Path) -> None:
    with endpoints.served(place / "a.trig", place / "killed") as found:
        family = found.family()
        found.end(signal.SIGKILL)
        assert soon(lambda: not [pid for pid in family if running(pid)])


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "anhai_kg", "serve", *arguments]
    return subprocess.run(command, capture_output=True, check=False, text=True, timeout=60)


def test_a_port_that_is_taken_is_said(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = serve(str(place / "a.trig"), "--port", port)
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"port {port} is taken; choose another" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["no-such.trig"], ["a.trig", "--timeout", "0"]])
def test_what_cannot_be_served(place: Path, arguments: list[str]) -> None:
    done = serve(str(place / arguments[0]), *arguments[1:])
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from anhai_kg.errors import EndpointError
    from anhai_kg.serve import serve as endpoint
    from anhai_kg.worker import Limits

    nothing: Any = pytest.fail
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(EndpointError, match=r"needs uvicorn; install it: pip install 'anhai-kg\["):
        endpoint([], port=0, limits=Limits(), ready=nothing, tell=nothing)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has networks of one's own")
def test_r7c_the_server_stands_alone(server: Served) -> None:
    """Nobody but the door can reach it, where the system allows that."""
    keeper, oxigraph = server.family()
    mine, its = (Path(f"/proc/{pid}/ns/net").readlink() for pid in ("self", oxigraph))
    tried = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    assert (its != mine) == (tried.returncode == 0)
    assert Path(f"/proc/{keeper}/ns/net").readlink() == its


def test_it_is_oxigraphs_server() -> None:
    said = subprocess.run([program(), "--version"], check=True, capture_output=True, text=True)
    assert said.stdout.startswith("oxigraph ")


def test_the_graph_of_the_file_is_what_is_served(server: Served, place: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    [found] = server.ask(sparql).json()["results"]["bindings"]
    assert int(found["n"]["value"]) == len(set(load(place / "a.trig")))


def test_the_query_page_works_and_asks_nobody_else(server: Served, browser: Browser) -> None:
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server.address)
        page.locator(".yasqe .CodeMirror").first.wait_for()
        page.evaluate(
            "query => document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue(query)",
            COUNT,
        )
        with page.expect_response(lambda response: "sparql" in response.url) as told:
            page.locator(".yasqe_queryButton").first.click()
        assert told.value.status == 200
        page.locator(".yasr td").first.wait_for()
    assert [url for url in asked if not url.startswith((server.address, "data:"))] == []
    # yasgui would look up prefixes elsewhere; the page forbids it, and that is all it complains of
    blocked = ("prefix.cc", "TypeError: Failed to fetch")
    assert [line for line in complaints if not any(word in line for word in blocked)] == []
