"""Owns how much of a connection's time and memory a request may take before anybody knows who sends it.

uvicorn's quick parser keeps whatever headers come, and waits for the rest of a request for ever. A proxy in front has
limits of its own; the process does not rely on there being one.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 32_000
"""Bytes of a request's line and headers: Slack and Teams send under four thousand, tokens included."""
HEAD_WITHIN, BODY_WITHIN = 10.0, 30.0
"""Seconds until a request's headers are complete, from when the connection was made or the request begun; and until its
body is."""
MAX_CONNECTIONS = 1000
"""At once. One more is answered 503 and closed."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the protocol itself has it
        self._head, self._in_head = 0, True
        self._timer: asyncio.TimerHandle | None = None
        super().connection_made(transport)
        self._arm(HEAD_WITHIN)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD and not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n\r\n")
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._arm(HEAD_WITHIN)

    def on_headers_complete(self) -> None:
        self._head, self._in_head = 0, False
        self._arm(BODY_WITHIN)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._disarm()
        super().on_message_complete()

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.abort()
