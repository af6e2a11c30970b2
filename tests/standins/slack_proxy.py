"""Owns the small proxy before Slack's local server: it records, breaks on request, and mends where that differs.

The server reads arguments from the body only, while Slack also takes them from the query; it knows nobody who has
left, no guest, no shared channel and no limit on blocks. Knows nothing of our messages.
"""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import aiohttp
from aiohttp import web

from tests.patience import PATIENCE
from tests.standins.slack_limits import problems

Kind = Literal["delay", "hang", "drop_request", "drop_response", "rate_limited", "server_error", "error"]
Answer = dict[str, Any]


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of one method ("*" is any).

    `delay` answers late by `seconds`; `hang` and `drop_response` do what was asked and never say so; `drop_request`
    does nothing and says nothing; `error` answers `ok: false` with `error`.
    """

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 0.2
    retry_after: int = 1
    error: str = "internal_error"


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def add(
        self,
        method: str,
        kind: Kind,
        times: int = 1,
        *,
        seconds: float = 0.2,
        retry_after: int = 1,
        error: str = "internal_error",
    ) -> None:
        self.waiting.append(Fault(method, kind, times, seconds, retry_after, error))

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, method: str) -> Fault | None:
        for fault in self.waiting:
            if fault.method in (method, "*") and fault.times > 0:
                fault.times -= 1
                return fault
        return None


@dataclass(frozen=True)
class Call:
    """One call seen. `answer` is empty when none was given."""

    method: str
    fields: dict[str, str]
    status: int
    answer: Answer
    fault: str = ""

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(json.loads(self.fields.get("blocks") or "[]"))


@dataclass
class People:
    """What the server cannot hold about people and channels, by id."""

    left: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    unverified: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)


class Proxy:
    """Runs in a thread of its own, so that sync and async tests can both use it."""

    def __init__(self, upstream: Callable[[], str]) -> None:
        self.upstream = upstream
        self.faults = Faults()
        self.people = People()
        self.calls: list[Call] = []
        self.responses: list[tuple[str, Answer]] = []  # what was posted to a response_url
        self.files: dict[str, bytes] = {}
        self.fetched: list[str] = []  # what was shown as the right to a file, each time one was asked for
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="slack-proxy", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise RuntimeError("the proxy before Slack's local server did not start")

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def forget(self) -> None:
        """Back to no fault, no call seen, nobody special."""
        self.faults.clear()
        self.calls.clear()
        self.responses.clear()
        self.files.clear()
        self.fetched.clear()
        self.people = People()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        self._routes(app.router)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        # A connection of its own for each: one that is kept may be closed by the other side just as it is used again.
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as self._session:
            self._ready.set()
            await self._stop.wait()
            await runner.cleanup()

    def _routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/api/{method}", self._call)
        router.add_post("/response/{token}", self._response)
        router.add_get("/files/{id}", self._file)

    def keep_file(self, name: str, content: bytes, **more: Any) -> Answer:
        """A file somebody has sent, as Slack tells of it in the message."""
        id_ = f"F{len(self.files) + 1:08}"
        self.files[id_] = content
        url = f"{self.url}/files/{id_}"
        return {"id": id_, "name": name, "size": len(content), "url_private_download": url, "mode": "hosted"} | more

    async def _file(self, request: web.Request) -> web.Response:
        shown = request.headers.get("Authorization", "")
        self.fetched.append(shown)
        if not shown.startswith("Bearer "):
            return web.Response(status=302, headers={"Location": "/signin"})
        return web.Response(body=self.files[request.match_info["id"]])

    async def _response(self, request: web.Request) -> web.Response:
        self.responses.append((request.match_info["token"], await request.json()))
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = {**dict(request.query), **await _fields(request)}
        fault = self.faults.take(method)
        kind = fault.kind if fault else ""
        if fault and kind in ("drop_request", "rate_limited", "server_error", "error"):
            return self._refuse(request, method, fields, fault)
        status, answer = await self._ask(request, method, fields)
        if fault and kind == "delay":
            await asyncio.sleep(fault.seconds)
        self.calls.append(Call(method, fields, status, {} if kind in ("hang", "drop_response") else answer, kind))
        if kind == "hang":
            await self._stop.wait()  # until the caller gives up, which cancels this
        if kind == "drop_response":
            return _drop(request)
        return web.json_response(answer, status=status)

    def _refuse(self, request: web.Request, method: str, fields: dict[str, str], fault: Fault) -> web.StreamResponse:
        status, answer, headers = 0, Answer(), {}
        match fault.kind:
            case "rate_limited":
                status, answer = 429, {"ok": False, "error": "ratelimited"}
                headers = {"Retry-After": str(fault.retry_after)}
            case "server_error":
                status = 500
            case "error":
                status, answer = 200, {"ok": False, "error": fault.error}
        self.calls.append(Call(method, fields, status, answer, fault.kind))
        if fault.kind == "drop_request":
            return _drop(request)
        if fault.kind == "server_error":
            return web.Response(status=500, text="upstream connect error")
        return web.json_response(answer, status=status, headers=headers)

    async def _ask(self, request: web.Request, method: str, fields: dict[str, str]) -> tuple[int, Answer]:
        wrong = problems(json.loads(fields["blocks"])) if fields.get("blocks") else []
        if wrong:
            return 200, {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": wrong}}
        headers = {"Authorization": request.headers.get("Authorization", "")}
        if "token" in fields and not headers["Authorization"]:
            headers["Authorization"] = f"Bearer {fields['token']}"
        url = f"{self.upstream()}/api/{method}"
        async with self._session.post(url, data=fields, headers=headers) as response:
            answer = await response.json()
            return response.status, self._mend(method, fields, answer)

    def _mend(self, method: str, fields: dict[str, str], answer: Answer) -> Answer:
        """What Slack would have answered, where the local server does not know it."""
        for user in [answer.get("user"), *answer.get("members", [])]:
            if isinstance(user, dict):
                user["deleted"] = user["id"] in self.people.left
                user["is_restricted"] = user["id"] in self.people.guests
                user["is_email_confirmed"] = user["id"] not in self.people.unverified
        for channel in [answer.get("channel"), *answer.get("channels", [])]:
            if isinstance(channel, dict):
                channel["is_ext_shared"] = channel["is_shared"] = channel["id"] in self.people.shared
                if channel["id"] in self.people.opened:
                    channel["is_private"] = False
        if method == "users.lookupByEmail" and answer.get("user", {}).get("deleted"):
            return {"ok": False, "error": "users_not_found"}
        if method == "conversations.open" and fields.get("users") in self.people.left:
            return {"ok": False, "error": "user_disabled"}
        if method in ("conversations.history", "conversations.replies"):
            answer["messages"] = [
                _message(message, fields) for message in answer.get("messages", []) if _within(message, fields)
            ]
        return answer


async def _fields(request: web.Request) -> dict[str, str]:
    """The arguments, however they were sent, as the form that the local server reads."""
    if request.content_type == "application/json":
        sent = await request.json()
        return {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items() if v is not None}
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _within(message: Answer, fields: dict[str, str]) -> bool:
    """Slack leaves both ends out unless told to include them."""
    oldest, latest = fields.get("oldest"), fields.get("latest")
    at = float(message["ts"])
    inclusive = fields.get("inclusive", "").lower() in ("1", "true")
    if oldest and (at < float(oldest) or (at == float(oldest) and not inclusive)):
        return False
    return not (latest and (at > float(latest) or (at == float(latest) and not inclusive)))


def _message(message: Answer, fields: dict[str, str]) -> Answer:
    if fields.get("include_all_metadata", "").lower() in ("1", "true"):
        return message
    return {name: value for name, value in message.items() if name != "metadata"}


def _drop(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()
