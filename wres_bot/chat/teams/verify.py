"""Owns the door: what is let through as an activity, and what is turned away; must not know what any of it means.

The library answers a broken body with a 500 before it looks at who sent it, and any activity its models do not know
with another. So size, shape and sender are settled here, and nothing further in has to ask.
"""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from wres_bot.chat.teams.tokens import CHANNEL

Activity = Mapping[str, Any]

LARGEST = 1_000_000
DEEPEST = 60
_ID = 1000
_OBJECTS = ("from", "conversation", "recipient", "channelData")
_LISTS = ("entities", "membersAdded", "membersRemoved")
_WORDS = ("text", "replyToId", "name", "action", "textFormat")
_WHERE = ("tenant", "team", "channel")


class Refused(Exception):
    """An HTTP status and the words that go with it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


async def read(request: Request) -> bytes:
    """The body, as long as it is not too large to be Teams'."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "not JSON")
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LARGEST:
        raise Refused(413, "too large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise Refused(413, "too large")
        parts.append(part)
    return b"".join(parts)


def parse(body: bytes) -> Activity:
    """The activity, each part of the kind that Teams documents."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "cannot be read") from None
    if not isinstance(found, dict) or _deep(found) or not _sound(found):
        raise Refused(400, "cannot be read")
    return found


def from_this_machine(request: Request) -> bool:
    """Nobody else can have sent it, nor had it sent on: all that a door without a lock may let in.

    A page of somebody else's, open in a browser here, can reach this machine too, but under its own site's name.
    """
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via"))
    from_here = request.client is not None and request.client.host in ("127.0.0.1", "::1")
    return from_here and not passed_on and request.url.hostname in ("127.0.0.1", "::1", "localhost")


def _deep(found: Any) -> bool:
    level = [found]
    for _ in range(DEEPEST):
        inside = [v for each in level for v in (each.values() if isinstance(each, dict) else each)]
        level = [v for v in inside if isinstance(v, dict | list)]
        if not level:
            return False
    return True


def _sound(activity: Activity) -> bool:
    if not all(_id(activity.get(name)) for name in ("type", "serviceUrl")) or activity.get("channelId") != CHANNEL:
        return False
    if activity["type"] in ("message", "invoke") and not activity.get("id"):
        return False  # without it nobody could tell a repeat
    if any(not isinstance(activity[name], dict) for name in _OBJECTS if activity.get(name) is not None):
        return False
    if any(not isinstance(activity[name], str) for name in _WORDS if activity.get(name) is not None):
        return False
    if not all(_id(activity.get(name) or "-") for name in ("id", "replyToId")):
        return False
    if not all(_id((activity.get(name) or {}).get("id")) for name in ("from", "conversation", "recipient")):
        return False
    return _about(activity) and all(_named(activity.get(name)) for name in _LISTS)


def _about(activity: Activity) -> bool:
    data, sender, there = activity.get("channelData") or {}, activity["from"], activity["conversation"]
    inner = [data[name] for name in _WHERE if data.get(name) is not None]
    if any(not isinstance(each, dict) for each in inner):
        return False
    ids = [each.get("id") for each in inner]
    ids += [each.get("aadGroupId") for each in inner]
    ids += [sender.get("aadObjectId"), sender.get("tenantId"), there.get("tenantId"), there.get("conversationType")]
    return all(_id(each) for each in ids if each is not None)


def _named(listed: Any) -> bool:
    return listed is None or (isinstance(listed, list) and all(isinstance(each, dict) for each in listed))


def _id(found: Any) -> bool:
    """Text that can be kept: printable, so with nothing in it that a database would refuse."""
    return isinstance(found, str) and 0 < len(found) <= _ID and found.isprintable()
