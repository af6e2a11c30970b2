"""Owns answers that cannot ride in the response: posting to a click's or a command's response_url; knows no verb.

What was asked for is stored before an answer is made, so an answer that is lost here costs a look, not a change.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp
import structlog
from slack_sdk.webhook.async_client import AsyncWebhookClient

from wres_bot.chat.slack.render import Message

log = structlog.get_logger(__name__)

PAUSES = (0.5, 2.0)
"""Seconds before the second and the third try."""


async def respond(url: str, messages: Sequence[Message], *, hidden: bool = True, replace: bool = False) -> bool:
    """Post the messages in order; the first may take the place of what was clicked. False when Slack would not."""
    for number, message in enumerate(messages):
        body: dict[str, Any] = {
            "text": message.text,
            "blocks": message.blocks,
            "response_type": "ephemeral" if hidden else "in_channel",
            "replace_original": replace and number == 0,
        }
        if not await _post(url, body):
            return False
    return True


async def _post(url: str, body: dict[str, Any]) -> bool:
    client = AsyncWebhookClient(url, timeout=10, retry_handlers=[])
    wrong = ""
    for pause in (*PAUSES, None):
        try:
            answer = await client.send_dict(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            wrong = type(error).__name__
        else:
            if answer.status_code == 200:
                return True
            wrong = str(answer.status_code)
            if answer.status_code < 429:
                break  # used up or out of date: trying again cannot help
        if pause is not None:
            await asyncio.sleep(pause)
    log.warning("answer not shown", error=wrong)
    return False
