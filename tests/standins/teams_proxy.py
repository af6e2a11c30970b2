"""Owns the small proxy around Teams' local server: it signs, records, breaks on request, and mends where that differs.

The server sends everything as one person, unsigned; it knows few people, one team, nobody who has left, nobody by
their directory id, no place the bot is not in, and no limit on a card's size. Knows nothing of our messages.
"""

import asyncio
import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote

import aiohttp
from aiohttp import web
from yarl import URL

from tests.patience import PATIENCE
from tests.standins.teams_keys import Keys
from tests.standins.teams_world import World, error

Kind = Literal["delay", "hang", "drop_request", "drop_response", "rate_limited", "server_error", "error"]
Answer = dict[str, Any]
CARD, WHOLE = 28 * 1024, 100 * 1024
"""How long a card, and a message as a whole, may be in bytes."""


@dataclass
class Fault:
    """What goes wrong with the next `times` calls: of one kind ("post", "put", "create", "members", "teams"), or any
    ("*").

    `delay` answers late by `seconds`; `hang` and `drop_response` do what was asked and never say so; `drop_request`
    does nothing and says nothing; `error` refuses with `status` and `code`.
    """

    what: str
    kind: Kind
    times: int = 1
    seconds: float = 0.2
    retry_after: int = 1
    status: int = 403
    code: str = "BotNotInConversationRoster"


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def add(self, what: str, kind: Kind, times: int = 1, **about: Any) -> None:
        self.waiting.append(Fault(what, kind, times, **about))

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, what: str) -> Fault | None:
        for fault in self.waiting:
            if fault.what in (what, "*") and fault.times > 0:
                fault.times -= 1
                return fault
        return None


@dataclass(frozen=True)
class Call:
    """One call of the bot's. `answer` is empty when none was given."""

    what: str
    path: str
    body: Answer
    status: int
    answer: Answer
    fault: str = ""

    @property
    def conversation(self) -> str:
        parts = self.path.split("/")
        return parts[2] if parts[1] == "conversations" and len(parts) > 2 else ""


@dataclass(frozen=True)
class Arrived:
    """One thing brought to the bot, and what it answered."""

    activity: Answer
    status: int
    answer: Answer


class Proxy:
    """Runs in a thread of its own, so that sync and async tests can both use it."""

    def __init__(self, upstream: Callable[[], str], keys: Keys, world: World) -> None:
        self.upstream, self.keys, self.world = upstream, keys, world
        self.faults = Faults()
        self.calls: list[Call] = []
        self.posted: dict[str, Answer] = {}  # by message: as it stands now, with its conversation
        self.arrived: queue.Queue[Arrived] = queue.Queue()
        self.bot_url = ""
        self.signed = True
        self.speaking: str | None = None  # whoever the server's one person stands for, and in which channel
        self.where: str | None = None
        self.files: dict[str, bytes] = {}
        self.fetched: list[str] = []  # what was shown as the right to a file, each time one was asked for
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="teams-proxy", daemon=True)

    @property
    def service_url(self) -> str:
        return f"{self.url}/connector"

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise RuntimeError("the proxy before Teams' local server did not start")

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def forget(self) -> None:
        """Back to no fault, no call seen, nothing said."""
        self.faults.clear()
        self.calls.clear()
        self.posted.clear()
        self.files.clear()
        self.fetched.clear()
        self.arrived = queue.Queue()
        self.speaking = self.where = None

    def bring(self, activity: Answer) -> Arrived:
        """Straight to the bot, past the server: what it would not send."""
        return asyncio.run_coroutine_threadsafe(self._bring(activity), self._loop).result(PATIENCE)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.router.add_get("/keys", self._keys)
        app.router.add_route("*", "/bot", self._to_bot)
        app.router.add_get("/files/{id}", self._file)
        app.router.add_route("*", "/connector/{path:.*}", self._from_bot)
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

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response(self.keys.published())

    def keep_file(self, name: str, content: bytes) -> Answer:
        """A file somebody has sent, as Teams tells of it in the message: its address is all that is needed."""
        id_ = f"{len(self.files) + 1:08}"
        self.files[id_] = content
        told = {"downloadUrl": f"{self.url}/files/{id_}", "uniqueId": id_, "fileType": name.rpartition(".")[2]}
        return {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": name, "content": told}

    async def _file(self, request: web.Request) -> web.Response:
        self.fetched.append(request.headers.get("Authorization", ""))
        return web.Response(body=self.files[request.match_info["id"]])

    # To the bot

    async def _to_bot(self, request: web.Request) -> web.Response:
        if request.method != "POST":
            return web.Response(status=405)  # the server's page only asks whether anybody is there
        arrived = await self._bring(self.world.told(await request.json(), self.speaking, self.where, self.service_url))
        self.arrived.put(arrived)
        return web.json_response(arrived.answer, status=arrived.status)

    async def _bring(self, activity: Answer) -> Arrived:
        headers = {"Authorization": f"Bearer {self.keys.token(activity['serviceUrl'])}"} if self.signed else {}
        async with self._session.post(self.bot_url, json=activity, headers=headers) as response:
            body = await response.read()
        try:
            answer = json.loads(body) if body else {}
        except ValueError:
            answer = {"text": body.decode(errors="replace")}
        return Arrived(activity, response.status, answer if isinstance(answer, dict) else {"body": answer})

    # From the bot

    async def _from_bot(self, request: web.Request) -> web.StreamResponse:
        path = unquote(request.raw_path.split("?")[0].removeprefix("/connector/"))
        body = await request.json() if request.can_read_body else {}
        what = _what(request.method, path, body)
        fault = self.faults.take(what)
        kind = fault.kind if fault else ""
        if fault and kind in ("drop_request", "rate_limited", "server_error", "error"):
            return self._refuse(request, Call(what, path, body, 0, {}, kind), fault)
        status, answer = self._known(what, path, body) or await self._ask(request, path, body)
        if status < 300:
            self._keep(what, path, body, answer)
        if fault and kind == "delay":
            await asyncio.sleep(fault.seconds)
        lost = kind in ("hang", "drop_response")
        self.calls.append(Call(what, path, body, status, {} if lost else answer, kind))
        if kind == "hang":
            await self._stop.wait()  # until the caller gives up, which cancels this
        if kind == "drop_response":
            return _drop(request)
        return web.json_response(answer, status=status)

    def _refuse(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        status, answer, headers = 0, Answer(), {}
        match fault.kind:
            case "rate_limited":
                status, answer = 429, error("Throttled", "API calls quota exceeded")
                headers = {"Retry-After": str(fault.retry_after)}
            case "server_error":
                status, answer = 502, error("ServiceError", "Bad gateway")
            case "error":
                status, answer = fault.status, error(fault.code, "Refused by the test")
        self.calls.append(Call(call.what, call.path, call.body, status, answer, fault.kind))
        return (
            _drop(request)
            if fault.kind == "drop_request"
            else web.json_response(answer, status=status, headers=headers)
        )

    def _known(self, what: str, path: str, body: Answer) -> tuple[int, Answer] | None:
        if what in ("post", "put"):
            cards = [json.dumps(each.get("content"), ensure_ascii=False) for each in body.get("attachments") or []]
            if len(json.dumps(body)) > WHOLE or any(len(card.encode()) > CARD for card in cards):
                return 413, error("MessageSizeTooBig", "Message size too large.")
        return self.world.answer(what, path, body)

    async def _ask(self, request: web.Request, path: str, body: Answer) -> tuple[int, Any]:
        url = f"{self.upstream()}/_connector/{self.world.asked(path)}"
        url += f"?{request.query_string}" if request.query_string else ""
        sent = self.world.sent(body) if body else None
        async with self._session.request(request.method, URL(url, encoded=True), json=sent) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else {}

    def _keep(self, what: str, path: str, body: Answer, answer: Any) -> None:
        """What stands where, as of now."""
        parts = path.split("/")
        if what == "create" and (person := self.world.person((body.get("members") or [{"id": ""}])[0]["id"])):
            answer["id"] = person.chat
        if what == "create" and answer.get("activityId"):
            there = body["channelData"]["channel"]["id"]
            answer["id"] = f"{there};messageid={answer['activityId']}"
            self.posted[answer["activityId"]] = {"conversation": answer["id"], "activity": body["activity"]}
        elif what == "post":
            # Words and a card together become two messages there, whose ids are not told.
            id_ = answer.get("id") or f"untold-{len(self.posted)}"
            self.posted[id_] = {"conversation": parts[2], "activity": body}
        elif what == "delete":
            self.posted.pop(parts[4])
        elif what == "put":
            self.posted[parts[4]] = {"conversation": parts[2], "activity": body}


def _what(method: str, path: str, body: Answer) -> str:
    parts = path.split("/")
    if parts[0] == "graph":
        return "graph"
    if parts[1] == "teams":
        return "teams"
    match method:
        case "POST" if len(parts) == 2:
            return "create"
        case "POST":
            return "typing" if body.get("type") == "typing" else "post"
        case "PUT" | "DELETE":
            return method.lower()
    return "members" if parts[3].lower() in ("members", "pagedmembers") else "other"


def _drop(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response()
