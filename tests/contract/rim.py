"""Owns the HTTP side as the stories use it: one real server, whose app is that of the story being told. No platform."""

import asyncio
import socket
import threading
from collections.abc import Awaitable
from typing import TypeVar

import httpx
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.patience import PATIENCE

T = TypeVar("T")


class Rim:
    """The HTTP side, as it is served: one real server on loopback, in a thread with a loop of its own, whose `app` is
    that of the story being told."""

    app: ASGIApp

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.http = httpx.Client(base_url=self.url, timeout=PATIENCE)
        config = uvicorn.Config(self._now, interface="asgi3", log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rim", daemon=True)
        self._thread.start()
        assert self._up.wait(PATIENCE)

    async def _now(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(PATIENCE)

    def stop(self) -> None:
        self.http.close()
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._up.set()
        await self._server.serve(sockets=[self._socket])
