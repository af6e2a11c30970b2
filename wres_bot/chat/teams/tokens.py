"""Owns proof that a request comes from Teams: Microsoft's keys and the token they sign; must not know what it asks.

The library fetches keys while everything else waits, and anew for each key it has not heard of. Here one fetch serves
all who wait, nobody else is held up, and a flood of made-up key names costs at most one fetch in `PAUSE` seconds.
"""

import asyncio
import json
import ssl
import time
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
import structlog
from microsoft_teams.apps.auth import TokenValidator

log = structlog.get_logger(__name__)

CHANNEL = "msteams"
FRESH, STALE = 3600.0, 86_400.0
"""Seconds after which keys are fetched anew beside the work, and after which they are no longer believed."""
PAUSE, PAUSE_AFTER_FAILURE = 30.0, 5.0
AGAIN = 60.0
"""Seconds until a token that was proved is proved again: Teams puts the same one on everything for an hour. What runs
out meanwhile is let in for so long, far less than the five minutes by which clocks may differ."""
_PROVED = 1000
_LARGEST = 1_000_000
_LONGEST = 10_000  # of a token


class Unproved(Exception):
    """Not from Teams, or not provably so. The words are for the log."""


class NoKeys(Exception):
    """Nobody can tell: Microsoft's key server was not reached."""


@dataclass(frozen=True, slots=True)
class Key:
    """`endorsed`: it may speak for Teams, and not only for some other channel of Microsoft's."""

    key: Any
    endorsed: bool


class Keys:
    """The keys at one address. Used by one loop."""

    def __init__(self, url: str, *, timeout: float = 5.0, pause: float = PAUSE) -> None:
        self._url, self._timeout, self._pause = url, timeout, pause
        self._known: dict[str, Key] = {}
        self._fetched = self._tried = -STALE * 2
        self._failed = False
        self._fetching: asyncio.Task[None] | None = None
        self._ssl: ssl.SSLContext | None = None

    def problem(self) -> str | None:
        """For readiness: why nothing from Teams would be let in."""
        if self._failed and time.monotonic() - self._fetched > STALE:
            return "Microsoft's key server cannot be reached, so nothing from Teams is let in"
        return None

    async def get(self, name: str) -> Key:
        age = time.monotonic() - self._fetched
        if (found := self._known.get(name)) and age < STALE:
            if age > FRESH:
                self._fetch()
            return found
        if fetching := self._fetch():
            await asyncio.shield(fetching)
        if self._failed or time.monotonic() - self._fetched > STALE:
            raise NoKeys
        if name not in self._known:
            raise Unproved("signed with a key nobody knows")
        return self._known[name]

    async def warm(self) -> None:
        """Before the first request, so that it does not wait."""
        if fetching := self._fetch():
            await asyncio.shield(fetching)

    def _fetch(self) -> "asyncio.Task[None] | None":
        """The fetch under way, or a new one; None when it is too soon."""
        if self._fetching is not None and not self._fetching.done():
            return self._fetching
        pause = min(self._pause, PAUSE_AFTER_FAILURE) if self._failed else self._pause
        if time.monotonic() - self._tried < pause:
            return None
        self._fetching = asyncio.ensure_future(self._renew())
        return self._fetching

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                found = await asyncio.to_thread(_read, await self._download())
        except (httpx.HTTPError, OSError, ValueError) as error:
            self._failed = True
            log.warning("keys of teams not fetched", error=type(error).__name__)
        else:
            self._failed, self._known, self._fetched = False, found, time.monotonic()
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
                if size > _LARGEST:
                    raise ValueError
            return b"".join(parts)


def _read(body: bytes) -> dict[str, Key]:
    """The signing keys by name. What cannot be used is left out; none at all is a failure."""
    listed = json.loads(body)
    found: dict[str, Key] = {}
    for each in (listed.get("keys") if isinstance(listed, dict) else None) or []:
        if not isinstance(each, dict) or each.get("kty") != "RSA" or each.get("use", "sig") != "sig":
            continue
        endorsed = each.get("endorsements")
        try:
            key = jwt.PyJWK(each, algorithm="RS256").key
        except (jwt.PyJWTError, ValueError):
            continue
        found[str(each.get("kid"))] = Key(key, endorsed is None or CHANNEL in endorsed)
    if not found:
        raise ValueError
    return found


class Tokens:
    """Whether a token was made by Microsoft for this bot, in its own words on issuer and audience."""

    def __init__(self, client_id: str, keys_url: str | None = None, *, timeout: float = 5.0) -> None:
        self._rules = TokenValidator.for_service(client_id).options
        self._proved: dict[str, tuple[str, float]] = {}
        self.keys = Keys(keys_url or self._rules.jwks_uri, timeout=timeout)

    async def check(self, authorization: str, service_url: str) -> None:
        """Raises `Unproved`, or `NoKeys` when nobody can tell."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _LONGEST:
            raise Unproved("no token")
        made_for, until = self._proved.get(token, ("", 0.0))
        if time.monotonic() > until:
            made_for = await self._prove(token)
            if len(self._proved) >= _PROVED:
                self._proved.clear()
            self._proved[token] = (made_for, time.monotonic() + AGAIN)
        if made_for.rstrip("/") != service_url.rstrip("/"):
            raise Unproved("made for another service URL")

    async def _prove(self, token: str) -> str:
        """The service URL it was made for."""
        try:
            head = jwt.get_unverified_header(token)
            name = head.get("kid")
            if head.get("alg") != "RS256" or not isinstance(name, str):
                raise Unproved("not signed as Teams signs")
            key = await self.keys.get(name)
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
            raise Unproved(type(error).__name__) from None
        if not key.endorsed:
            raise Unproved("signed for another channel")
        made_for = claims.get("serviceurl")
        if not isinstance(made_for, str) or not made_for:
            raise Unproved("made for no service URL")
        return made_for
