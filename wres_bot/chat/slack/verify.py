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

from wres_bot.domain.ports import Clock

MAX_BODY = 1_000_000
_OBJECTS = ("event", "user", "team", "channel", "container", "message", "view")


class Refused(Exception):
    """An HTTP status and the words that go with it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


async def read_body(request: Request) -> bytes:
    """The body, as long as it is not too large to be Slack's."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > MAX_BODY:
        raise Refused(413, "too large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
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
    sent, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    # The library reads the time with int() and compares text: it takes neither words nor other letters.
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 12 and signature.isascii()):
        raise Refused(401, "not signed by Slack")
    try:
        valid = verifier.is_valid(body, sent, signature)
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
        if not _is_well_formed(payload):
            raise ValueError
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


def _is_well_formed(body: Mapping[str, Any]) -> bool:
    """Whether the parts are of the kind Slack documents, so that nothing further in has to ask."""
    if not (body.get("type") or body.get("command") or body.get("ssl_check")):
        return False
    if any(not isinstance(body[name], dict) for name in _OBJECTS if body.get(name) is not None):
        return False
    if body.get("command"):
        return all(isinstance(body.get(name), str) for name in ("channel_id", "user_id"))
    if body.get("type") == "block_actions":
        actions = body.get("actions")
        named = isinstance((body.get("user") or {}).get("id"), str)
        return named and isinstance(actions, list) and bool(actions) and all(isinstance(a, dict) for a in actions)
    return True
