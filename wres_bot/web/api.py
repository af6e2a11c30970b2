"""Owns the HTTP app's frame: health, metrics, limits, headers and errors; must not know what is mounted inside it."""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wres_bot.logs import get_logger

log = get_logger(__name__)

BODY_LIMIT = 1_000_000
CHECK_SECONDS = 2.0
TOO_LARGE = "This request is too large. Send less than {} kB."
FAILED = "Something went wrong on our side. Please try again; if it goes on, tell whoever runs this bot the id."

# Scripts and styles come from files of ours only; a referrer is kept within the site, because a browser told to send
# none gives the origin of a form as "null", and then ours could not be told from another site's.
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    ),
    # A browser takes it from an answer by TLS alone. The bot has a host name of its own, so it is no other page's.
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)

REFUSED = frozenset({400, 401, 403, 413, 415, 422})
"""Answers to what was not let in."""
COUNTED = frozenset({"/slack", "/teams", "/metrics", "/pictures"})
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What a proxy adds."""
Check = Callable[[], str | None]
"""Says in a sentence what is wrong, None when all is well. It may wait on a database, so it runs in a thread."""
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_api(
    *,
    ready: Mapping[str, Check],
    metrics: CollectorRegistry,
    mounts: Iterable[Callable[[FastAPI], None]] = (),
    lifespan: Lifespan | None = None,
    limit: int = BODY_LIMIT,
    token: str | None = None,
    count_refused: Callable[[str, int], None] | None = None,
) -> FastAPI:
    """The app with health, metrics and errors; each of `mounts` then adds its own routes to it.

    token: whoever has it is told the figures and what is wrong. So is whoever asks from this machine, by no proxy.
    """
    api = FastAPI(
        title="wres_bot", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan, redirect_slashes=False
    )
    readiness = Readiness(ready)

    @api.get("/health/live")
    async def live() -> dict[str, bool]:
        return {"live": True}

    @api.get("/health/ready")
    async def is_ready(request: Request) -> JSONResponse:
        problems = await readiness.problems()
        told = {"problems": problems} if _may_look(request, token) else {}
        return JSONResponse({"ready": not problems, **told}, 503 if problems else 200)

    @api.get("/metrics")
    def show_metrics(request: Request) -> Response:
        if not _may_look(request, token):
            raise HTTPException(401, "Send WRES_METRICS_TOKEN as a bearer token.", {"WWW-Authenticate": "Bearer"})
        return Response(generate_latest(metrics), media_type=CONTENT_TYPE_LATEST)

    api.add_exception_handler(AnyHTTPException, _http_error_response)
    api.add_exception_handler(RequestValidationError, _validation_error_response)
    api.add_middleware(FrameMiddleware, limit=limit, count_refused=count_refused)
    for mount in mounts:
        mount(api)
    return api


def _may_look(request: Request, token: str | None) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token and scheme.lower() == "bearer" and secrets.compare_digest(given.encode(), token.encode()):
        return True
    passed_on = any(name in request.headers for name in PASSED_ON)
    return not passed_on and request.client is not None and request.client.host in ("127.0.0.1", "::1")


class Readiness:
    """Asks every check at once. One that hangs is reported, and not asked again until it has come back."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._running: dict[str, asyncio.Future[str | None]] = {}

    async def problems(self) -> dict[str, str]:
        problems = await asyncio.gather(*(self._ask(name) for name in self._checks))
        return {name: words for name, words in zip(self._checks, problems, strict=True) if words}

    async def _ask(self, name: str) -> str | None:
        running = self._running.get(name)
        if running is None or running.done():
            running = self._running[name] = asyncio.ensure_future(asyncio.to_thread(self._checks[name]))
        try:
            return await asyncio.wait_for(asyncio.shield(running), CHECK_SECONDS)
        except TimeoutError:
            return f"This did not answer within {CHECK_SECONDS:g} seconds."
        except Exception:
            id_ = secrets.token_hex(4)
            log.exception("readiness_check_failed", check=name, id=id_)
            return f"This could not be checked; the log says why under {id_}."


class FrameMiddleware:
    """Around everything: the headers, the size of a body, and a plain answer for what nobody expected.

    Plain ASGI, as it stands before every chat event: Starlette's own base class costs a task for each request.
    """

    def __init__(self, app: ASGIApp, limit: int, count_refused: Callable[[str, int], None] | None = None) -> None:
        self._app = app
        self._limit = limit
        self._count_refused = count_refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (length := self._length(scope)) is not None and length > self._limit:
            await _error_response(413, self._too_large)(scope, receive, self._counted(_frame(send), scope))
            return
        begun = False

        async def send_framed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await framed(message)

        framed = self._counted(_frame(send), scope)
        try:
            await self._app(scope, self._limit_body(receive), send_framed)
        except Exception as wrong:
            if begun:
                raise
            await self._answer_failure(wrong, scope)(scope, receive, send_framed)

    def _counted(self, send: Send, scope: Scope) -> Send:
        """Each request that is turned away is counted and logged: where, and how, and nothing of what was in it."""

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in REFUSED:
                first = "/" + scope["path"].split("/")[1]
                path = first if first in COUNTED else "other"
                log.info("request_refused", path=path, status=message["status"])
                if self._count_refused is not None:
                    self._count_refused(path, message["status"])
            await send(message)

        return send_counted

    def _limit_body(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_within_limit() -> Message:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._limit:
                    raise HTTPException(413, self._too_large)
            return message

        return receive_within_limit

    @staticmethod
    def _answer_failure(wrong: Exception, scope: Scope) -> JSONResponse:
        if isinstance(wrong, AnyHTTPException):
            return _error_response(wrong.status_code, str(wrong.detail))
        id_ = secrets.token_hex(4)
        first = "/".join(scope["path"].split("/")[:2])  # what follows may be the key to a picture
        log.error("request_failed", id=id_, method=scope["method"], path=first, exc_info=wrong)
        return _error_response(500, FAILED, id=id_)

    @property
    def _too_large(self) -> str:
        return TOO_LARGE.format(self._limit // 1000)

    @staticmethod
    def _length(scope: Scope) -> int | None:
        for name, value in scope["headers"]:
            if name == b"content-length":
                return int(value) if value.isdigit() else None
        return None


def _frame(send: Send) -> Send:
    """Every answer has the headers, except those it has of its own."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message.setdefault("headers", [])
            given = {name.lower() for name, _ in headers}
            message["headers"] = [*headers, *(pair for pair in HEADERS if pair[0] not in given)]
        await send(message)

    return send_with_headers


def _error_response(status: int, words: str, **more: Any) -> JSONResponse:
    return JSONResponse({"error": words, **more}, status)


async def _http_error_response(_request: Request, wrong: Exception) -> Response:
    """Unknown paths and wrong methods among them."""
    assert isinstance(wrong, AnyHTTPException)
    answer = _error_response(wrong.status_code, str(wrong.detail))
    answer.headers.update(wrong.headers or {})
    return answer


async def _validation_error_response(_request: Request, wrong: Exception) -> Response:
    """Says which fields are wrong, never what was in them."""
    assert isinstance(wrong, RequestValidationError)
    fields = sorted({".".join(str(part) for part in error["loc"]) for error in wrong.errors()})
    return _error_response(422, f"These fields are missing or not as expected: {', '.join(fields)}.")
