"""Owns fetching a file that somebody sent: from Microsoft's file servers, with no token, up to a size."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from wres_bot.chat.teams.settings import SERVICE_URL
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import SentFile

SENT = "application/vnd.microsoft.teams.file.download.info"
"""How Teams calls a file that somebody sent to a bot; pictures and cards are attachments of other kinds."""
DOMAINS = (".sharepoint.com", ".1drv.com")
NOT_OURS = "That file lies where I don't go. Send it to me here with the paper clip, from your own computer."
NOT_GIVEN = "Teams didn't give me that file any more. Send it again."
_MOST_REDIRECTS = 3


def read_files(activity: Mapping[str, Any]) -> tuple[SentFile, ...]:
    """The files of a message. Where each lies is in its own address, which is signed and good for some minutes."""
    found = activity.get("attachments")
    sent = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return tuple(
        SentFile(" ".join(str(each.get("name") or "the file").split())[:200], _find_address(each))
        for each in sent
        if each.get("contentType") == SENT
    )


def _find_address(attachment: Mapping[str, Any]) -> str:
    content = attachment.get("content")
    return str(content.get("downloadUrl") or "") if isinstance(content, dict) else ""


def is_allowed_source(url: str, service_url: str) -> bool:
    """One of Microsoft's file servers, or what stands in for Teams."""
    try:
        there, stand_in = urlsplit(url), urlsplit(service_url)
        if service_url != SERVICE_URL and (there.scheme, there.netloc) == (stand_in.scheme, stand_in.netloc):
            return True
        plain = there.username is None and there.port in (None, 443)
        return there.scheme == "https" and plain and (there.hostname or "").endswith(DOMAINS)
    except ValueError:
        return False


async def fetch_file(service_url: str, timeout: float, file: SentFile, most: int) -> bytes:
    """Its bytes. Raises `UserError` for one that is too large, lies elsewhere, or is given no more."""
    url = file.source
    try:
        async with httpx.AsyncClient(timeout=timeout, trust_env=False) as client:
            for _ in range(_MOST_REDIRECTS):
                if not is_allowed_source(url, service_url):
                    raise UserError(NOT_OURS)
                async with client.stream("GET", url) as answer:
                    if answer.has_redirect_location:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    if answer.status_code != 200:
                        raise UserError(NOT_GIVEN)
                    return await _read_up_to(answer, most)
    except httpx.HTTPError as error:
        raise DeliveryError("Teams did not give the file.") from error
    raise UserError(NOT_OURS)


async def _read_up_to(answer: httpx.Response, most: int) -> bytes:
    held = bytearray()
    async for chunk in answer.aiter_bytes(65_536):
        held += chunk
        if len(held) > most:
            raise UserError(f"That file is larger than {most // 1_000_000} MB. Send the plan alone, without pictures.")
    return bytes(held)
