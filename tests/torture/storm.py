"""Owns the bad weather between the bot and Slack: delays, losses, refusals and cut connections, by a seeded plan.

Knows nothing of letters. Everything that reaches Slack does so within `late` seconds of being sent.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.standins.slack_proxy import Answer, Proxy, _drop, _fields

FAULTS = ("late request", "slow answer", "no request", "no answer", "hang", "busy", "down", "down after", "cut")
Ask = Callable[[str, dict[str, str]], Awaitable[tuple[int, Answer]]]


class Storm(Proxy):
    """The proxy before Slack's server, with something wrong in a share of all calls while it rages.

    `inside`: a Slack of ours in this process, where the local server cannot carry so many calls.
    """

    def __init__(self, upstream: Callable[[], str], seed: int, late: float, inside: Ask | None = None) -> None:
        super().__init__(upstream)
        self.share, self.seen = 0.0, 0
        self.done: Counter[str] = Counter()
        self._dice = random.Random(seed)
        self._late = late
        self._inside = inside

    def rage(self, share: float) -> None:
        self.share = share

    def calm(self) -> None:
        self.share = 0.0

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.seen += 1
        came = asyncio.get_running_loop().time()
        fields = {**dict(request.query), **await _fields(request)}
        fault = self._dice.choice(FAULTS) if self._dice.random() < self.share else ""
        seconds = self._dice.uniform(0, self._late * 0.9)
        if fault:
            self.done[fault] += 1
        match fault:
            case "late request":
                # Although whoever asked may have given up or died meanwhile.
                answered = asyncio.ensure_future(self._later(came, seconds, request, method, fields))
                status, answer = await asyncio.shield(answered)
                return web.json_response(answer, status=status)
            case "no request":
                return _drop(request)
            case "busy":
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
                )
            case "down":
                return web.Response(status=500, text="upstream connect error")
        status, answer = await asyncio.shield(asyncio.ensure_future(self._reach(request, method, fields)))
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

    async def _later(
        self, came: float, seconds: float, request: web.Request, method: str, fields: dict[str, str]
    ) -> tuple[int, Answer]:
        await asyncio.sleep(seconds)
        if asyncio.get_running_loop().time() - came > self._late:
            return 500, {}  # the machine was too busy to be only so late: then it never arrives
        return await self._reach(request, method, fields)

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
