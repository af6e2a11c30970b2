"""Owns the addresses of pictures in messages: signed, for a while, one for each. Must not choose who gets one.

Teams fetches a picture itself, without signing in, so its address is the key to it: nobody can guess or list one, and
one that was changed, has run out or never was is answered alike.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, HTTPException
from fastapi.responses import Response

from wres_bot.domain.ports import Clock
from wres_bot.store import pictures
from wres_bot.store.engine import Store

KEPT_FOR = timedelta(days=100)
"""A quarter and a little: until the next digest has its own."""
_DIGEST, _DAY, _MARK = 16, 4, 16  # bytes of an address: what, until which day, and the signature
_LENGTH = 4 * (_DIGEST + _DAY + _MARK) // 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

HEADERS: Mapping[str, str] = {
    # Shown on Teams' own pages, and kept by nobody but whoever looks.
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "private, max-age=86400",
    "x-robots-tag": "noindex",
    "content-disposition": 'inline; filename="figures.png"',
}


class PictureStore:
    """Pictures under one public address. Every process with the same secret knows every other's addresses."""

    def __init__(self, store: Store, secret: str, public_url: str, now: Clock) -> None:
        self._store, self._now = store, now
        self._key = hmac.digest(secret.encode(), b"wres_bot: addresses of pictures", "sha256")
        self._at = public_url.rstrip("/")

    def publish(self, png: bytes) -> str:
        """The picture's address. The same on the same day, so that a message drawn again looks the same."""
        digest = hashlib.sha256(png).digest()[:_DIGEST]
        day = (self._now() + KEPT_FOR - _EPOCH).days + 1
        with self._store.write() as db:
            pictures.save_picture(db, digest.hex(), png, _EPOCH + timedelta(days=day))
        signed = digest + day.to_bytes(_DAY, "big")
        return f"{self._at}/pictures/{urlsafe_b64encode(signed + self._sign(signed)).decode()}.png"

    def find(self, token: str) -> bytes | None:
        """The picture at an address of ours that has not run out."""
        if len(token) != _LENGTH or not token.isascii():
            return None
        try:
            given = urlsafe_b64decode(token)
        except (Error, ValueError):
            return None
        signed, mark = given[: _DIGEST + _DAY], given[_DIGEST + _DAY :]
        if not hmac.compare_digest(mark, self._sign(signed)) or urlsafe_b64encode(given).decode() != token:
            return None
        now = self._now()
        if _EPOCH + timedelta(days=int.from_bytes(signed[_DIGEST:], "big")) <= now:
            return None
        with self._store.read() as db:
            return pictures.find_picture(db, signed[:_DIGEST].hex(), now)

    def _sign(self, signed: bytes) -> bytes:
        return hmac.digest(self._key, signed, "sha256")[:_MARK]


def mount(api: FastAPI, kept: PictureStore) -> None:
    @api.get("/pictures/{token}.png")
    def picture(token: str) -> Response:
        png = kept.find(token)
        if png is None:
            raise HTTPException(404, "There is no picture here, or no longer.")
        return Response(png, media_type="image/png", headers=dict(HEADERS))
