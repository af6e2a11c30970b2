"""Owns sending ready-made HTTP requests as fast as a server answers; must not know what is in them."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

SECRET = "benchmark-signing-secret"


@dataclass(frozen=True, slots=True)
class Timing:
    """Requests a second over the whole run; the median and the 99th percentile in milliseconds."""

    rate: float
    p50: float
    p99: float


def slash(text: str, *, user: str = "U0OWNER", trigger: str = "1") -> bytes:
    """One signed slash command as Slack posts it, head and body, ready to be written to a socket."""
    form = {
        "token": "t", "team_id": "T0BENCH", "team_domain": "bench", "channel_id": "C0BENCH", "channel_name": "general",
        "user_id": user, "user_name": "owner", "command": "/wres", "text": text, "api_app_id": "A0BENCH",
        "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/none", "trigger_id": trigger,
    }  # fmt: skip
    body = urlencode(form).encode()
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _one(port: int, mine: Sequence[bytes], times: list[float], must_hold: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for request in mine:
            begun = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            times.append(time.perf_counter() - begun)
            if not head.startswith(b"HTTP/1.1 200") or must_hold not in body:
                raise RuntimeError(f"answered {head[:60]!r} {body[:300]!r}")
    finally:
        writer.close()


async def fire(port: int, requests: Sequence[bytes], *, concurrency: int = 16, must_hold: bytes = b"") -> Timing:
    """Send all, over `concurrency` connections. Raises when an answer is not 200 with `must_hold` in it."""
    times: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_one(port, requests[n::concurrency], times, must_hold) for n in range(concurrency)))
    took = time.perf_counter() - begun
    times.sort()
    return Timing(len(requests) / took, times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3)
