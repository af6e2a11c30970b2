"""Owns signed messages as Teams posts them, and what stands in for Microsoft: keys, and a server that takes answers."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, TENANT = "00000000-0000-4000-8000-0000000000b0", "00000000-0000-4000-8000-00000000007e"
OWNER = "00000000-0000-4000-8000-0000000000aa"
KEY = "key-of-the-measurement"


@dataclass
class Microsoft:
    """`posted` counts the answers that have arrived."""

    private: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    url: str = ""
    posted: int = 0

    @property
    def keys(self) -> str:
        return f"{self.url}/keys"

    @property
    def service(self) -> str:
        return f"{self.url}/connector"

    def token(self) -> str:
        """One serves for many messages, as Teams does it."""
        now = int(time.time())
        claims = {"iss": "https://api.botframework.com", "aud": CLIENT, "serviceurl": self.service, "exp": now + 3600}
        return jwt.encode(claims, self.private, "RS256", headers={"kid": KEY})

    def messages(self, texts: list[str], first: int = 0) -> list[bytes]:
        """Ready to be written to a socket."""
        token = self.token()
        return [self._message(text, token, first + n) for n, text in enumerate(texts)]

    def _message(self, text: str, token: str, number: int) -> bytes:
        activity = {
            "type": "message", "id": str(1_600_000_000_000 + number), "channelId": "msteams", "text": text,
            "timestamp": "2026-11-21T04:00:00.000Z", "localTimestamp": "2026-11-21T04:00:00.000Z", "locale": "en-GB",
            "serviceUrl": self.service, "textFormat": "plain",
            "from": {"id": "29:1owner", "name": "Owner", "aadObjectId": OWNER},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1chat"},
            "recipient": {"id": f"28:{CLIENT}", "name": "WRES"},
            "entities": [{"locale": "en-GB", "country": "GB", "platform": "Windows", "type": "clientInfo"}],
            "channelData": {"tenant": {"id": TENANT}},
        }  # fmt: skip
        body = json.dumps(activity).encode()
        head = (
            "POST /teams/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def wait(self, count: int) -> None:
        """Until so many answers have come. Raises when they do not."""
        end = time.monotonic() + 120
        while self.posted < count:
            if time.monotonic() > end:
                raise SystemExit(f"{count - self.posted} answers never came")
            time.sleep(0.005)

    @contextmanager
    def serving(self) -> Iterator["Microsoft"]:
        """In a thread of its own."""
        loop, ready = asyncio.new_event_loop(), threading.Event()

        def work() -> None:
            asyncio.set_event_loop(loop)
            loop.run_until_complete(self._serve(ready))
            loop.run_forever()

        threading.Thread(target=work, daemon=True).start()
        ready.wait(10)
        yield self
        loop.call_soon_threadsafe(loop.stop)

    async def _serve(self, ready: threading.Event) -> None:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        published = {"keys": [{**public, "kid": KEY, "use": "sig", "endorsements": ["msteams"]}]}

        async def keys(_: web.Request) -> web.Response:
            return web.json_response(published)

        async def take(request: web.Request) -> web.Response:
            await request.read()
            self.posted += 1
            return web.json_response({"id": str(self.posted)}, status=201)

        app = web.Application()
        app.router.add_get("/keys", keys)
        app.router.add_post("/connector/v3/conversations/{conversation}/activities", take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
