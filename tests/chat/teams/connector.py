"""Owns a small Teams behind real HTTP, which refuses and falls silent when it is told to. Knows nothing of the bot."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.torture.small_teams import Answer, SmallTeams


@dataclass
class Fault:
    """What becomes of the next `times` calls whose method and path hold `what`: an answer in place of Teams' own.

    With no `status` the connection is cut: before anything was done, or after when `done`. `late`: seconds until the
    answer.
    """

    what: str
    status: int = 0
    code: str = ""
    times: int = 1
    done: bool = False
    late: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class Connector:
    def __init__(self, teams: SmallTeams) -> None:
        self.teams = teams
        self.faults: list[Fault] = []
        self.tokens: set[str] = set()
        self.url = ""

    def goes_wrong(self, what: str, status: int = 0, code: str = "", **more: object) -> None:
        self.faults.append(Fault(what, status, code, **more))  # type: ignore[arg-type]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Connector"]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._call)
        async with TestServer(app) as server:
            self.url = str(server.make_url("")).rstrip("/")
            yield self

    async def _call(self, request: web.Request) -> web.StreamResponse:
        self.tokens.add(request.headers.get("Authorization", ""))
        body: Answer = await request.json() if request.can_read_body else {}
        path = request.raw_path.partition("?")[0]
        fault = self._take(f"{request.method} {path}")
        if fault is None:
            status, answer = await self.teams.answer(request.method, path, dict(request.query), body)
            return web.json_response(answer, status=status)
        if fault.done:
            await self.teams.answer(request.method, path, dict(request.query), body)
        await asyncio.sleep(fault.late)
        if fault.status:
            error = {"error": {"code": fault.code, "message": "In words."}}
            return web.json_response(error if fault.code else {}, status=fault.status, headers=fault.headers)
        assert request.transport
        request.transport.abort()
        return web.Response()

    def _take(self, call: str) -> Fault | None:
        for fault in self.faults:
            if fault.what in call and fault.times > 0:
                fault.times -= 1
                return fault
        return None


@asynccontextmanager
async def connector(people: Iterable[str], channels: Iterable[str] = ()) -> AsyncIterator[Connector]:
    async with Connector(SmallTeams.of(people, channels)).serving() as made:
        yield made
