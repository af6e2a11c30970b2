"""Holds the listener to a real server: what a proxy and a browser of Slack's would meet."""

import asyncio
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from tests.chat.slack.conftest import TS, Desk
from tests.patience import PATIENCE


@pytest.fixture
async def address(desk: Desk) -> AsyncIterator[str]:
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    desk.listener.mount(api)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(api, log_level="warning", lifespan="off"))
        running = asyncio.create_task(server.serve([free]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{free.getsockname()[1]}/slack/events"
        server.should_exit = True
        await running


async def test_a_command_is_answered_over_the_wire(desk: Desk, address: str) -> None:
    signed = desk.made.slash("update 2.3 done", ts=TS, user=desk.user, channel=desk.channel)
    async with httpx.AsyncClient(timeout=PATIENCE) as http:
        response = await http.post(address, content=signed.body, headers=signed.headers)
        assert response.json()["text"] == "2.3 is done\nThank you."
        assert (await http.get(address)).status_code == 405


async def test_a_body_that_never_says_how_long_it_is_is_stopped(desk: Desk, address: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    async with httpx.AsyncClient(timeout=PATIENCE) as http:
        try:
            response = await http.post(address, content=endless())
        except httpx.WriteError:
            return  # the door closed while we were still pushing
        assert response.status_code == 413


async def test_many_at_once_are_each_answered(desk: Desk, address: str) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as http:
        signed = [desk.made.slash(f"show 2.{n}", ts=TS, user=desk.user, channel=desk.channel) for n in range(30)]
        answers = await asyncio.gather(*(http.post(address, content=s.body, headers=s.headers) for s in signed))
    assert {answer.status_code for answer in answers} == {200}
    assert sorted(h.text for h in desk.heard) == sorted(f"show 2.{n}" for n in range(30))
