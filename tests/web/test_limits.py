"""What a stranger may take of a connection's time and memory, over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from fastapi import FastAPI, Request

from tests.patience import PATIENCE
from wres_bot.web import limits
from wres_bot.web.limits import MAX_HEAD, LimitedProtocol


@pytest.fixture
async def port() -> AsyncIterator[int]:
    api = FastAPI()

    @api.post("/")
    async def length(request: Request) -> int:
        return len(await request.body())

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        config = uvicorn.Config(api, log_level="warning", lifespan="off", http=LimitedProtocol, limit_concurrency=3)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve([free]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield free.getsockname()[1]
        server.should_exit = True
        await running


async def answer(port: int, sent: bytes) -> bytes:
    """All that comes back until the connection is closed from there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


HEAD = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"


@pytest.mark.parametrize(("size", "status"), [(MAX_HEAD // 2, b"200"), (MAX_HEAD + 1, b"431"), (5_000_000, b"431")])
async def test_headers_end_somewhere(port: int, size: int, status: bytes) -> None:
    """Where their end is sent with them, as many are taken as came at once."""
    ends = b"\r\ncontent-length: 2\r\n\r\nok" if status == b"200" else b""
    got = await answer(port, HEAD + b"x: " + b"y" * size + ends)
    assert got.split(b" ")[1:2] in ([status], [])


@pytest.mark.parametrize("sent", [b"", b"POST / HT", HEAD, HEAD + b"content-length: 9\r\n\r\n123"])
async def test_half_a_request_is_not_waited_for_for_ever(
    port: int, sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HEAD_WITHIN", 0.2)
    monkeypatch.setattr(limits, "BODY_WITHIN", 0.2)
    assert b"200" not in await answer(port, sent)


async def test_a_connection_is_used_again_within_the_same_limits(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(3):
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\nx: " + b"y" * (MAX_HEAD // 2) + b"\r\ncontent-length: 2\r\n\r\nok")
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        assert head.startswith(b"HTTP/1.1 200")
        assert await reader.readexactly(1) == b"2"
    writer.close()


async def test_more_connections_than_there_is_room_for_are_told_so(port: int) -> None:
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(5)]
    got = await answer(port, HEAD + b"content-length: 2\r\n\r\nok")
    assert got.startswith(b"HTTP/1.1 503")
    for _, writer in held:
        writer.close()


@pytest.mark.parametrize(
    "framing",
    [
        b"content-length: 2\r\ntransfer-encoding: chunked\r\n",
        b"transfer-encoding: chunked\r\ncontent-length: 2\r\n",
        b"content-length: 2\r\ncontent-length: 30\r\n",
        b"content-length: +2\r\n",
        b"content-length: 2, 30\r\n",
        b"transfer-encoding: chunked, identity\r\n",
        b"transfer-encoding: xchunked\r\n",
        b"content-length : 2\r\n",
    ],
)
async def test_where_a_request_ends_is_said_once_and_plainly(port: int, framing: bytes) -> None:
    """What a proxy and we could read differently would carry a second request within the first."""
    hidden = b"POST /hidden HTTP/1.1\r\nhost: x\r\n\r\n"
    got = await answer(port, b"POST / HTTP/1.1\r\nhost: x\r\n" + framing + b"\r\n0\r\n\r\n" + hidden)
    assert got.startswith(b"HTTP/1.1 400") and got.count(b"HTTP/1.1 ") == 1
