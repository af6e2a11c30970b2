"""Owns fetching a file that somebody sent: from Slack's own file server alone, up to a size. Reads none."""

from typing import Any
from urllib.parse import urlsplit

import aiohttp

from wres_bot.chat.slack.failures import translate_errors
from wres_bot.chat.slack.settings import API_URL
from wres_bot.domain.errors import UserError
from wres_bot.domain.ports import SentFile

HOST = "files.slack.com"
NOT_OURS = "That file lies outside Slack, where I don't go. Download it, then send it to me here as a file."
NOT_GIVEN = (
    "Slack didn't give me that file. Whoever runs me should install the app again from its manifest: "
    "it needs files:read."
)


def read_files(event: dict[str, Any]) -> tuple[SentFile, ...]:
    """The files of a message. One that lies elsewhere has no source here, and is refused when it is asked for."""
    found = [each for each in event.get("files") or [] if isinstance(each, dict) and each.get("mode") != "tombstone"]
    return tuple(
        SentFile(
            name=" ".join(str(each.get("name") or each.get("title") or "the file").split())[:200],
            source="" if each.get("is_external") else _find_address(each),
            size=each["size"] if isinstance(each.get("size"), int) else None,
        )
        for each in found
    )


def _find_address(file: dict[str, Any]) -> str:
    return str(file.get("url_private_download") or file.get("url_private") or "")


def is_allowed_source(url: str, api_url: str) -> bool:
    """Whether the bot's token may be sent there: to Slack's file server, or to what stands in for Slack."""
    try:
        there, stand_in = urlsplit(url), urlsplit(api_url)
        if api_url != API_URL and (there.scheme, there.netloc) == (stand_in.scheme, stand_in.netloc):
            return True
        return there.scheme == "https" and there.netloc == HOST
    except ValueError:
        return False


async def fetch_file(session: aiohttp.ClientSession, token: str, api_url: str, file: SentFile, most: int) -> bytes:
    """Its bytes. Raises `UserError` for one that is too large or lies elsewhere; no redirect is followed."""
    if not is_allowed_source(file.source, api_url):
        raise UserError(NOT_OURS)
    if file.size is not None and file.size > most:
        raise UserError(say_too_large(most))
    headers = {"Authorization": f"Bearer {token}"}
    with translate_errors():
        async with session.get(file.source, headers=headers, allow_redirects=False) as answer:
            # Without the permission Slack shows its page for signing in.
            if answer.status != 200 or (
                answer.content_type == "text/html" and not file.name.endswith((".html", ".htm"))
            ):
                raise UserError(NOT_GIVEN)
            held = bytearray()
            async for chunk in answer.content.iter_chunked(65_536):
                held += chunk
                if len(held) > most:
                    raise UserError(say_too_large(most))
    return bytes(held)


def say_too_large(most: int) -> str:
    return f"That file is larger than {most // 1_000_000} MB. Send the plan alone, without pictures."
