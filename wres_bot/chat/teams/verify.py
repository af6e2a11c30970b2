"""Owns proof that a request comes from Teams, and its size and shape; must not know what any activity means.

The library answers a broken body with a 500 before it looks at who sent it, and any activity its models do not know
with another. So sender, size and shape are settled here, and nothing further in has to ask. The sender comes first: of
what nobody has signed nothing is read.

The library fetches Microsoft's keys while everything else waits, and anew for each key it has not heard of. Here one
fetch serves all who wait, nobody else is held up, and a flood of made-up key names costs at most one fetch in
`FETCH_PAUSE` seconds.
"""

import asyncio
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
from microsoft_teams.apps.auth import TokenValidator
from starlette.requests import Request

from wres_bot.logs import get_logger

Activity = Mapping[str, Any]

MAX_BODY = 256_000
"""Bytes. Teams takes messages of about 100 kB, and sends back no more than a card's values with a click."""
MAX_DEPTH = 60
_MAX_ID = 1000
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


async def read_body(request: Request) -> bytes:
    """The body, as long as it is not too large to be Teams'."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "not JSON")
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdecimal()) or int(declared) > MAX_BODY:
        raise Refused(413, "too large")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise Refused(413, "too large")
        parts.append(part)
    return b"".join(parts)


def parse_activity(body: bytes) -> Activity:
    """The activity, each part of the kind that Teams documents."""
    try:
        activity = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "cannot be read") from None
    if not isinstance(activity, dict) or _is_too_deep(activity) or not _is_well_formed(activity):
        raise Refused(400, "cannot be read")
    return activity


def is_from_this_machine(request: Request) -> bool:
    """Nobody else can have sent it, nor had it sent on: all that a door without a lock may let in.

    A page of somebody else's, open in a browser here, can reach this machine too, but under its own site's name.
    """
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via"))
    from_here = request.client is not None and request.client.host in ("127.0.0.1", "::1")
    return from_here and not passed_on and request.url.hostname in ("127.0.0.1", "::1", "localhost")


def _is_too_deep(activity: Any) -> bool:
    level = [activity]
    for _ in range(MAX_DEPTH):
        inside = [v for each in level for v in (each.values() if isinstance(each, dict) else each)]
        level = [v for v in inside if isinstance(v, dict | list)]
        if not level:
            return False
    return True


def _is_well_formed(activity: Activity) -> bool:
    if not all(_is_id(activity.get(name)) for name in ("type", "serviceUrl")) or activity.get("channelId") != CHANNEL:
        return False
    if activity["type"] in ("message", "invoke") and not activity.get("id"):
        return False  # without it nobody could tell a repeat
    if any(not isinstance(activity[name], dict) for name in _OBJECTS if activity.get(name) is not None):
        return False
    if any(not isinstance(activity[name], str) for name in _WORDS if activity.get(name) is not None):
        return False
    if not all(_is_id(activity.get(name) or "-") for name in ("id", "replyToId")):
        return False
    if not all(_is_id((activity.get(name) or {}).get("id")) for name in ("from", "conversation", "recipient")):
        return False
    return _is_context_well_formed(activity) and all(_is_list_of_objects(activity.get(name)) for name in _LISTS)


def _is_context_well_formed(activity: Activity) -> bool:
    data, sender, there = activity.get("channelData") or {}, activity["from"], activity["conversation"]
    inner = [data[name] for name in _WHERE if data.get(name) is not None]
    if any(not isinstance(each, dict) for each in inner):
        return False
    ids = [each.get("id") for each in inner]
    ids += [each.get("aadGroupId") for each in inner]
    ids += [sender.get("aadObjectId"), sender.get("tenantId"), there.get("tenantId"), there.get("conversationType")]
    return all(_is_id(each) for each in ids if each is not None)


def _is_list_of_objects(listed: Any) -> bool:
    return listed is None or (isinstance(listed, list) and all(isinstance(each, dict) for each in listed))


def _is_id(value: Any) -> bool:
    """Text that can be kept: printable, so with nothing in it that a database would refuse."""
    return isinstance(value, str) and 0 < len(value) <= _MAX_ID and value.isprintable()


log = get_logger(__name__)

CHANNEL = "msteams"
FRESH_FOR, STALE_AFTER = 3600.0, 86_400.0
"""Seconds after which keys are fetched anew beside the work, and after which they are no longer believed."""
FETCH_PAUSE, FETCH_PAUSE_AFTER_FAILURE = 30.0, 5.0
VERIFIED_FOR = 60.0
"""Seconds until a token that was proved is proved again: Teams puts the same one on everything for an hour. What runs
out meanwhile is let in for so long, far less than the five minutes by which clocks may differ."""
_MAX_VERIFIED = 1000
MIN_KEY_BITS, MAX_KEY_BITS = 2048, 8192
"""Of a signing key: a shorter one can be broken, and one that is longer still only keeps us busy."""
_MAX_KEYS_BODY = 1_000_000
_MAX_TOKEN = 10_000  # of a token


class InvalidToken(Exception):
    """Not from Teams, or not provably so. The words are for the log."""


class KeysUnavailable(Exception):
    """Nobody can tell: Microsoft's key server was not reached."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`endorsed`: it may speak for Teams, and not only for some other channel of Microsoft's."""

    key: Any
    endorsed: bool


class SigningKeys:
    """The keys at one address. Used by one loop."""

    def __init__(self, url: str, *, timeout: float = 5.0, pause: float = FETCH_PAUSE) -> None:
        self._url, self._timeout, self._pause = url, timeout, pause
        self._known: dict[str, SigningKey] = {}
        self._fetched = self._tried = -STALE_AFTER * 2
        self._failed = False
        self._fetching: asyncio.Task[None] | None = None
        self._ssl: ssl.SSLContext | None = None

    def find_problem(self) -> str | None:
        """For readiness: why nothing from Teams would be let in."""
        if self._failed and time.monotonic() - self._fetched > STALE_AFTER:
            return "Microsoft's key server cannot be reached, so nothing from Teams is let in"
        return None

    async def get_key(self, name: str) -> SigningKey:
        age = time.monotonic() - self._fetched
        if (key := self._known.get(name)) and age < STALE_AFTER:
            if age > FRESH_FOR:
                self._fetch()
            return key
        if fetching := self._fetch():
            await asyncio.shield(fetching)
        if self._failed or time.monotonic() - self._fetched > STALE_AFTER:
            raise KeysUnavailable
        if name not in self._known:
            raise InvalidToken("signed with a key nobody knows")
        return self._known[name]

    async def prefetch(self) -> None:
        """Before the first request, so that it does not wait."""
        if fetching := self._fetch():
            await asyncio.shield(fetching)

    def _fetch(self) -> "asyncio.Task[None] | None":
        """The fetch under way, or a new one; None when it is too soon."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        pause = min(self._pause, FETCH_PAUSE_AFTER_FAILURE) if self._failed else self._pause
        if time.monotonic() - self._tried < pause:
            return None
        self._fetching = asyncio.ensure_future(self._renew())
        return self._fetching

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                keys = await asyncio.to_thread(_parse_keys, await self._download())
        except (httpx.HTTPError, OSError, ValueError) as error:
            self._failed = True
            log.warning("signing_keys_not_fetched", error=type(error).__name__)
        else:
            self._failed, self._known, self._fetched = False, keys, time.monotonic()
        finally:
            self._tried = time.monotonic()

    async def _download(self) -> bytes:
        if self._ssl is None:  # it reads every certificate there is, which takes a while
            self._ssl = await asyncio.to_thread(httpx.create_ssl_context)
        client = httpx.AsyncClient(verify=self._ssl, timeout=self._timeout)
        async with client, client.stream("GET", self._url) as answer:
            answer.raise_for_status()
            parts, size = [], 0
            async for part in answer.aiter_bytes():
                parts.append(part)
                size += len(part)
                if size > _MAX_KEYS_BODY:
                    raise ValueError
            return b"".join(parts)


def _parse_keys(body: bytes) -> dict[str, SigningKey]:
    """The signing keys by name. What cannot be used is left out; none at all is a failure."""
    listed = json.loads(body)
    keys: dict[str, SigningKey] = {}
    for each in (listed.get("keys") if isinstance(listed, dict) else None) or []:
        if not isinstance(each, dict) or each.get("kty") != "RSA" or each.get("use", "sig") != "sig":
            continue
        endorsed = each.get("endorsements")
        try:
            key = jwt.PyJWK(each, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError):
            continue
        if not MIN_KEY_BITS <= key.key_size <= MAX_KEY_BITS:
            log.warning("signing_key_refused", bits=key.key_size)
            continue
        keys[str(each.get("kid"))] = SigningKey(key, endorsed is None or CHANNEL in endorsed)
    if not keys:
        raise ValueError
    return keys


class TokenVerifier:
    """Whether a token was made by Microsoft for this bot, in its own words on issuer and audience."""

    def __init__(self, client_id: str, keys_url: str | None = None, *, timeout: float = 5.0) -> None:
        self._rules = TokenValidator.for_service(client_id).options
        self._verified: dict[str, tuple[str, float]] = {}
        self.keys = SigningKeys(keys_url or self._rules.jwks_uri, timeout=timeout)

    async def verify(self, authorization: str) -> str:
        """The service URL that the token was made for. Raises `InvalidToken`, or `KeysUnavailable` if none can tell."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _MAX_TOKEN:
            raise InvalidToken("no token")
        made_for, until = self._verified.get(token, ("", 0.0))
        if time.monotonic() > until:
            made_for = await self._verify_signature(token)
            if len(self._verified) >= _MAX_VERIFIED:
                self._verified.clear()
            self._verified[token] = (made_for, time.monotonic() + VERIFIED_FOR)
        return made_for

    async def _verify_signature(self, token: str) -> str:
        """The service URL it was made for."""
        try:
            head = jwt.get_unverified_header(token)
            name = head.get("kid")
            if head.get("alg") != "RS256" or not isinstance(name, str):
                raise InvalidToken("not signed as Teams signs")
            key = await self.keys.get_key(name)
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._rules.valid_audiences,
                issuer=self._rules.valid_issuers,
                leeway=self._rules.clock_tolerance,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise InvalidToken(type(error).__name__) from None
        if not key.endorsed:
            raise InvalidToken("signed for another channel")
        made_for = claims.get("serviceurl")
        if not isinstance(made_for, str) or not made_for:
            raise InvalidToken("made for no service URL")
        return made_for
