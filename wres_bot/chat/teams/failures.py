"""Owns what Teams' refusals mean for a letter, in words a lead can act on; must not know who is told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx

from wres_bot.domain.errors import DeliveryError, Unsure

_ADD = "Add the app to the team, or ask somebody who owns it, then type use this channel there."
_ALONE = "They can add the app for themselves in Teams, or their organisation's Teams administrator can."
TOKEN_REFUSED = (
    "Microsoft refuses the bot's sign-in. Whoever runs the bot should look at TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET "
    "and TEAMS_TENANT_ID."
)
PERMANENT = {
    "BotNotInConversationRoster": f"The bot is not in that conversation in Teams. {_ADD}",
    "MessageWritesBlocked": f"They have blocked the bot in Teams. {_ALONE}",
    "ConversationBlockedByUser": f"They have blocked the bot in Teams. {_ALONE}",
    "ForbiddenOperationException": f"The bot may not write to them in Teams: they do not have the app. {_ALONE}",
    "NotEnoughPermissions": f"Teams does not let the bot write there. {_ADD}",
    "BotDisabledByAdmin": "The organisation's Teams administrator has switched the bot off. Ask them to allow it.",
    "InvalidBotApiHost": "The bot asks a server of Teams that does not know it. Look at TEAMS_SERVICE_URL.",
    "BotNotRegistered": "Microsoft does not know the bot. Whoever runs it should look at TEAMS_CLIENT_ID.",
    "ConversationNotFound": f"The conversation is gone, or the bot is not in it. {_ADD}",
    "ActivityNotFoundInConversation": "That message is no longer there.",
    "MessageSizeTooBig": "The message was too long for Teams.",
}
_CONCERNS: dict[str, Literal["message", "bot"]] = {
    "BotDisabledByAdmin": "bot", "InvalidBotApiHost": "bot", "BotNotRegistered": "bot",
    "ActivityNotFoundInConversation": "message", "MessageSizeTooBig": "message",
}  # fmt: skip
_GONE = {"BotNotInConversationRoster", "ConversationNotFound"}
_SLOW = {408, 412, 425, 429, 502, 503, 504}
_MAYBE = {408, 500, 504}
"""The work may have been done before Teams gave up."""


class CardRefused(DeliveryError):
    """Teams takes the words but not the card."""


def error_code(response: httpx.Response) -> str:
    """Teams' name for what went wrong; empty when the answer was not one of Teams'."""
    try:
        body = json.loads(response.content)
    except ValueError:
        return ""
    error = body.get("error") if isinstance(body, dict) else None
    name = error.get("code") if isinstance(error, dict) else None
    inner = error.get("innerHttpError") if isinstance(error, dict) else None
    if isinstance(inner, dict) and isinstance(inner.get("body"), dict):
        deeper = inner["body"].get("error") or inner["body"]
        name = deeper.get("code", name) if isinstance(deeper, dict) else name
    return name if isinstance(name, str) else ""


class ConversationGone(DeliveryError):
    """There is no such conversation, or the bot is no longer in it."""


@contextmanager
def translate_errors(*, posting: bool = False) -> Iterator[None]:
    """Teams' troubles as ours. While `posting`, what left and was not answered is `Unsure`; else nothing was sent."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise to_delivery_error(error.response, posting) from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
        raise DeliveryError("Teams cannot be reached.") from error
    except (TimeoutError, httpx.TransportError) as error:
        if posting:
            raise Unsure("Teams did not say whether it took the message.") from error
        raise DeliveryError("Teams did not answer.") from error


def to_delivery_error(response: httpx.Response, posting: bool) -> Exception:
    status, name, wait = response.status_code, error_code(response), retry_after(response)
    if status in _MAYBE and posting and wait is None:
        return Unsure("Teams did not say whether it took the message.")
    if status == 429 or (status in _SLOW and wait is not None):
        return DeliveryError("Teams asks the bot to slow down.", retry_after=30.0 if wait is None else wait)
    if status in _SLOW or status >= 500:
        return DeliveryError("Teams has trouble of its own.")
    if status == 401:
        return DeliveryError(PERMANENT.get(name, TOKEN_REFUSED), permanent=True, concerns="bot")
    if name in _GONE:
        return ConversationGone(PERMANENT[name], permanent=True, reason=name)
    if name in PERMANENT:
        return DeliveryError(PERMANENT[name], permanent=True, concerns=_CONCERNS.get(name, "recipient"), reason=name)
    if status in (400, 413):
        return CardRefused(f"Teams refused the message ({name or status}).", permanent=True, concerns="message")
    if status == 404:
        return ConversationGone(PERMANENT["ConversationNotFound"], permanent=True)
    if status == 403:
        return DeliveryError(PERMANENT["NotEnoughPermissions"], permanent=True, reason="NotEnoughPermissions")
    return DeliveryError(f"Teams refused the message ({name or status}).")


def retry_after(response: httpx.Response) -> float | None:
    """How long Teams asks the bot to wait: seconds, or a moment beside the answer's own date."""
    asked = response.headers.get("Retry-After")
    if asked is None:
        return None
    try:
        return max(1.0, float(asked))
    except ValueError:
        until, now = _parse_date(asked), _parse_date(response.headers.get("Date", ""))
        return max(1.0, (until - now).total_seconds()) if until and now else 30.0


def _parse_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
