"""Holds the HTTP app's frame to its promises: health, limits, headers, and no traceback for anybody."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Request
from prometheus_client import CollectorRegistry, Counter
from structlog.testing import capture_logs

from tests.patience import PATIENCE
from wres_bot.web import api as frame
from wres_bot.web.about import mount as mount_about
from wres_bot.web.api import Check, make_api


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    """Kept, since drawing a traceback for a terminal takes seconds."""
    with capture_logs():
        yield


def add_routes(api: FastAPI) -> None:
    @api.get("/broken")
    async def broken() -> None:
        raise RuntimeError("a token: xoxb-secret")

    @api.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    @api.get("/number/{n}")
    async def number(n: int) -> int:
        return n


def client(checks: dict[str, Check] | None = None, metrics: CollectorRegistry | None = None) -> httpx.AsyncClient:
    api = make_api(ready=checks or {}, metrics=metrics or CollectorRegistry(), mounts=[add_routes, mount_about])
    return httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://127.0.0.1:8000")


async def test_a_process_with_nothing_wrong_is_live_and_ready() -> None:
    async with client({"database": lambda: None}) as http:
        assert (await http.get("/health/live")).status_code == 200
        answer = await http.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "problems": {}})


async def test_a_process_that_cannot_work_says_why_and_stays_live() -> None:
    def breaks() -> str | None:
        raise OSError("postgresql://me:password@host")

    async with client(
        {"migrations": lambda: "Run wres-bot migrate.", "slack": lambda: None, "database": breaks}
    ) as http:
        answer = await http.get("/health/ready")
        assert (await http.get("/health/live")).status_code == 200
    assert answer.status_code == 503
    assert answer.json()["problems"]["migrations"] == "Run wres-bot migrate."
    assert set(answer.json()["problems"]) == {"migrations", "database"}
    assert "password" not in answer.text


async def test_a_check_that_hangs_is_a_problem_and_is_not_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "CHECK_SECONDS", 0.05)
    release, calls = threading.Event(), []

    def hangs() -> str | None:
        calls.append(1)
        release.wait(PATIENCE)
        return None

    with _released(release):
        async with client({"database": hangs}) as http:
            first, second = await asyncio.gather(http.get("/health/ready"), http.get("/health/ready"))
            assert first.status_code == second.status_code == 503
            assert "did not answer" in first.json()["problems"]["database"]
            release.set()
            monkeypatch.setattr(frame, "CHECK_SECONDS", PATIENCE)
            assert (await http.get("/health/ready")).status_code == 200
    assert len(calls) == 1


@contextmanager
def _released(event: threading.Event) -> Iterator[None]:
    try:
        yield
    finally:
        event.set()


async def test_metrics_are_those_of_the_registry_handed_over() -> None:
    registry = CollectorRegistry()
    Counter("letters_sent", "Letters sent.", registry=registry).inc(3)
    async with client(metrics=registry) as http:
        assert "letters_sent_total 3.0" in (await http.get("/metrics")).text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/docs", 404), ("GET", "/openapi.json", 404), ("DELETE", "/echo", 405)],
)
async def test_what_is_not_there_is_a_plain_refusal(method: str, path: str, status: int) -> None:
    async with client() as http:
        answer = await http.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


async def test_a_failure_gives_an_id_and_no_trace_of_what_failed() -> None:
    async with client() as http:
        answer = await http.get("/broken")
    assert answer.status_code == 500
    assert set(answer.json()) == {"error", "id"}
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


async def test_a_wrong_value_is_named_and_not_repeated() -> None:
    async with client() as http:
        answer = await http.get("/number/<script>")
    assert answer.status_code == 422
    assert "path.n" in answer.json()["error"]
    assert "script" not in answer.text


async def _pieces(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 100_000


@pytest.mark.parametrize(("size", "status"), [(10, 200), (11, 413)])
async def test_a_body_over_a_megabyte_is_refused_whether_it_says_its_length_or_not(size: int, status: int) -> None:
    async with client() as http:
        told = await http.post("/echo", content=b"x" * (size * 100_000))
        untold = await http.post("/echo", content=_pieces(size))
    assert told.status_code == untold.status_code == status
    if status == 413:
        assert told.json() == untold.json() == {"error": "This request is too large. Send less than 1000 kB."}


ANSWERS = ("/health/live", "/health/ready", "/metrics", "/about", "/about/privacy", "/nowhere", "/broken", "/number/x")


@pytest.mark.parametrize("path", ANSWERS)
async def test_every_answer_carries_the_safe_headers(path: str) -> None:
    async with client() as http:
        headers = (await http.get(path)).headers
    policy = {words.split()[0]: words.split()[1:] for words in headers["content-security-policy"].split(";")}
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert policy[name] == ["'none'"], name
    assert policy["script-src"] == policy["connect-src"] == ["'self'"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ANSWERS)
async def test_no_answer_sets_a_cookie_or_lets_another_site_read_it_or_sends_on(path: str) -> None:
    other = {"origin": "https://elsewhere.example", "access-control-request-method": "GET", "cookie": "session=1"}
    async with client() as http:
        answers = [
            await http.get(path, headers=other),
            await http.options(path, headers=other),
            await http.get(path + "/"),
        ]
    for answer in answers:
        assert "set-cookie" not in answer.headers
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.status_code not in range(300, 400)


@pytest.mark.parametrize("path", ANSWERS)
async def test_every_answer_says_what_it_is_and_in_which_letters(path: str) -> None:
    async with client() as http:
        answer = await http.get(path)
    kind, _, more = answer.headers["content-type"].partition(";")
    assert kind in ("application/json", "text/html", "text/plain")
    assert kind == "application/json" or "charset=utf-8" in more


@pytest.mark.parametrize("path", ANSWERS)
async def test_nothing_sent_is_given_back_as_it_came(path: str) -> None:
    """TRACE would show a page what a proxy has added."""
    async with client() as http:
        answer = await http.request("TRACE", path, headers={"x-secret": "of-a-proxy"})
    assert answer.status_code in (404, 405)
    assert "of-a-proxy" not in answer.text


async def ask(path: str, host: str, token: str | None = "a-token", **headers: str) -> httpx.Response:
    counted: list[tuple[str, int]] = []
    api = make_api(
        ready={"database": lambda: "It only reads."}, metrics=CollectorRegistry(), token=token,
        count_refused=lambda path, status: counted.append((path, status)),
    )  # fmt: skip
    transport = httpx.ASGITransport(api, client=(host, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        answer = await http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert counted == ([("/metrics", 401)] if answer.status_code == 401 else [])
    return answer


@pytest.mark.parametrize(
    ("host", "token", "headers", "told"),
    [
        ("127.0.0.1", "a-token", {}, True),
        ("::1", None, {}, True),
        ("127.0.0.1", "a-token", {"x_forwarded_for": "10.0.0.1"}, False),  # a proxy on this machine asks for others
        ("10.0.0.1", "a-token", {}, False),
        ("10.0.0.1", None, {}, False),
        ("10.0.0.1", "a-token", {"authorization": "Bearer a-token"}, True),
        ("10.0.0.1", "a-token", {"authorization": "Bearer another"}, False),
        ("10.0.0.1", None, {"authorization": "Bearer "}, False),
    ],
)
async def test_figures_and_reasons_are_for_this_machine_and_whoever_has_the_token(
    host: str, token: str | None, headers: dict[str, str], told: bool
) -> None:
    assert (await ask("/metrics", host, token, **headers)).status_code == (200 if told else 401)
    answer = await ask("/health/ready", host, token, **headers)
    assert answer.status_code == 503  # whether it is well, a probe may know
    assert ("problems" in answer.json()) is told


async def test_what_is_turned_away_is_counted_and_logged_without_its_content() -> None:
    counted: list[tuple[str, int]] = []

    def mount(api: FastAPI) -> None:
        @api.post("/slack/events")
        async def door(request: Request) -> None:
            raise HTTPException(401, "not signed by Slack")

    api = make_api(ready={}, metrics=CollectorRegistry(), mounts=[mount],
                   count_refused=lambda path, status: counted.append((path, status)))  # fmt: skip
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://bot") as http:
        with capture_logs() as logged:
            for _ in range(3):
                await http.post("/slack/events", content=b"text=her+words")
            await http.post("/slack/events", headers={"content-length": "5000000"}, content=b"x" * 5_000_000)
            await http.get("/made/up/path")
    assert counted == [("/slack", 401)] * 3 + [("/slack", 413)]
    assert [each for each in logged if each["event"] == "request_refused"] == logged[:4]
    assert "her" not in str(logged)
