"""Owns the answers that follow an "on it": where a response_url leads, and waiting there. Knows nothing of bots."""

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any


class FollowUps:
    """Takes what is posted to `url` and anything below it, and keeps it by its path."""

    def __init__(self) -> None:
        self._came: dict[str, str] = {}
        self._changed = Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/answers"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, url: str, most: float, hope: Callable[[], bool]) -> str | None:
        """What came there; None once there is no more hope for it."""
        path, end = url[url.index("/answers") :], time.monotonic() + most
        with self._changed:
            while path not in self._came and hope() and time.monotonic() < end:
                self._changed.wait(0.1)
            return self._came.get(path)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        keep = self._keep

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                keep(self.path, body)
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_: Any) -> None: ...

        return Handler

    def _keep(self, path: str, body: str) -> None:
        with self._changed:
            self._came[path] = body
            self._changed.notify_all()
