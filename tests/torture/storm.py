"""Owns the bad weather between the bot and its platforms: delays, losses, refusals and cut connections, by a plan.

Knows nothing of letters. Everything that reaches a platform does so within `late` seconds of being sent.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.standins.slack_proxy import Answer, Proxy, _drop, _fields
from tests.torture.small_teams import SmallTeams

FAULTS = ("late request", "slow answer", "no request", "no answer", "hang", "busy", "down", "down after", "cut")
Ask = Callable[[str, dict[str, str]], Awaitable[tuple[int, Answer]]]
Reach = Callable[[], Awaitable[tuple[int, Answer]]]


class Storm(Proxy):
    """The proxy before Slack's server, with something wrong in a share of all calls while it rages.

    `inside`: a Slack of ours in this process, where the local server cannot carry so many calls. Teams is always ours.
    """

    def __init__(
        self,
        upstream: Callable[[], str],
        seed: int,
        late: float,
        inside: Ask | None = None,
        teams: SmallTeams | None = None,
    ) -> None:
        super().__init__(upstream)
        self.teams = teams
        self.share, self.seen = 0.0, 0
        self.done: Counter[str] = Counter()
        self._dice = random.Random(seed)
        self._late = late
        self._inside = inside

    def rage(self, share: float) -> None:
        self.share = share

    def calm(self) -> None:
        self.share = 0.0

    def _routes(self, router: web.UrlDispatcher) -> None:
        super()._routes(router)
        router.add_route("*", "/teams/{path:.*}", self._call_teams)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = {**dict(request.query), **await _fields(request)}
        busy = {"ok": False, "error": "ratelimited"}
        return await self._through(request, lambda: self._reach(request, method, fields), busy)

    async def _call_teams(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        path, teams = request.raw_path.partition("?")[0].removeprefix("/teams"), self.teams
        assert teams
        query = dict(request.query)
        return await self._through(request, lambda: teams.answer(request.method, path, query, body), {})

    async def _through(self, request: web.Request, reach: Reach, busy: Answer) -> web.StreamResponse:
        self.seen += 1
        came = asyncio.get_running_loop().time()
        fault = self._dice.choice(FAULTS) if self._dice.random() < self.share else ""
        seconds = self._dice.uniform(0, self._late * 0.9)
        if fault:
            self.done[fault] += 1
        match fault:
            case "late request":
                # Although whoever asked may have given up or died meanwhile.
                status, answer = await asyncio.shield(asyncio.ensure_future(self._later(came, seconds, reach)))
                return web.json_response(answer, status=status)
            case "no request":
                return _drop(request)
            case "busy":
                return web.json_response(busy, status=429, headers={"Retry-After": "1"})
            case "down":
                return web.Response(status=500, text="upstream connect error")
        status, answer = await asyncio.shield(asyncio.ensure_future(reach()))
        match fault:
            case "slow answer":
                await asyncio.sleep(seconds)
            case "no answer":
                return _drop(request)
            case "hang":
                await self._stop.wait()
            case "down after":
                return web.Response(status=500, text="upstream connect error")
            case "cut":
                return await _cut(request)
        return web.json_response(answer, status=status)

    async def _later(self, came: float, seconds: float, reach: Reach) -> tuple[int, Answer]:
        await asyncio.sleep(seconds)
        if asyncio.get_running_loop().time() - came > self._late:
            return 500, {}  # the machine was too busy to be only so late: then it never arrives
        return await reach()

    async def _reach(self, request: web.Request, method: str, fields: dict[str, str]) -> tuple[int, Answer]:
        if self._inside:
            return await self._inside(method, fields)
        return await self._ask(request, method, fields)


async def _cut(request: web.Request) -> web.StreamResponse:
    """Half an answer, and the connection is gone."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "100"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    _drop(request)
    return response
