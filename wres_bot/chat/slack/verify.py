"""Owns the door: what is let through to Bolt, and what is turned away; must not know what any request means.

Bolt parses before it verifies and answers a broken body with a 500, so the signature and the shape are checked here.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import slack_sdk.signature
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request

from wres_bot.chat.slack.shapes import check_shape
from wres_bot.domain.ports import Clock

MAX_BODY = 1_000_000
MAX_UNSIGNED = 500
"""Bytes that are read of what nobody has signed."""


class Refused(Exception):
    """An HTTP status and the words that go with it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def has_signature(headers: Mapping[str, str]) -> bool:
    """Whether there is one to be checked. The library takes neither words for the time nor other letters."""
    sent, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    return sent.isascii() and sent.isdecimal() and len(sent) < 12 and bool(signature) and signature.isascii()


def is_certificate_check(body: bytes) -> bool:
    """Slack looks at the certificate now and then, without signing: it wants a 200, and asks for nothing."""
    if len(body) > MAX_UNSIGNED:
        return False
    return dict(parse_qsl(body.decode("ascii", "replace"))).get("ssl_check") == "1"


async def read_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The body, as long as it is not too large to be Slack's."""
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdecimal()) or int(declared) > limit:
        raise Refused(413, "too large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise Refused(413, "too large")
        parts.append(part)
    return b"".join(parts)


class _PassedClock(slack_sdk.signature.Clock):
    """Slack's own clock reads the machine's; time is passed in."""

    def __init__(self, now: Clock) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


def make_verifier(secret: str | None, now: Clock) -> SignatureVerifier | None:
    """None without a secret (Socket Mode alone): then nothing is let in by HTTP."""
    secret = (secret or "").strip()
    return SignatureVerifier(secret, _PassedClock(now)) if secret else None


def verify_signature(verifier: SignatureVerifier | None, body: bytes, headers: Mapping[str, str]) -> None:
    """Only Slack knows the secret, and nobody may play a request again later. Raises `Refused`."""
    if verifier is None:
        raise Refused(401, "no signing secret is set")
    if not has_signature(headers):
        raise Refused(401, "not signed by Slack")
    try:
        valid = verifier.is_valid(body, headers["x-slack-request-timestamp"], headers["x-slack-signature"])
    except UnicodeDecodeError:
        raise Refused(400, "cannot be read") from None
    if not valid:
        raise Refused(401, "not signed by Slack, or signed too long ago")


def parse_request(body: bytes, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """A request that Bolt can work with.

    Parsed here, since Bolt's own parser loses a command in which somebody writes the word "payload"; handed over
    the way Socket Mode does, which is how Bolt takes a body that is verified and parsed already.
    """
    try:
        payload = _parse_body(body, headers.get("content-type", "").partition(";")[0].strip().lower())
        check_shape(payload)
        return AsyncBoltRequest(body=payload, headers=dict(headers), mode="socket_mode")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Refused(400, "cannot be read") from None


def _parse_body(body: bytes, kind: str) -> dict[str, Any]:
    if kind == "application/x-www-form-urlencoded":
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100))
        payload = json.loads(form["payload"]) if "payload" in form else form
    elif kind == "application/json":
        payload = json.loads(body)
    else:
        raise ValueError
    if not isinstance(payload, dict):
        raise ValueError
    return payload
