"""Owns what Slack's refusals mean for a letter, in words a lead can act on; must not know who is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from wres_bot.domain.errors import DeliveryError, Unsure

_INVITE = "Invite the bot to the channel (/invite @wres), then type /wres use this channel there."
_REINSTALL = "Whoever runs the bot should install it again from its manifest."

PERMANENT = {
    "channel_not_found": f"The channel is gone, or the bot is not in it. {_INVITE}",
    "not_in_channel": f"The bot is not in the channel. {_INVITE}",
    "is_archived": "The channel is archived. Bring it back, or choose another with /wres use this channel.",
    "user_disabled": "This person's Slack account is switched off. Say who holds the post now.",
    "user_not_found": "Slack does not know this person. Say who holds the post now.",
    "users_not_found": "Slack does not know this person. Say who holds the post now.",
    "user_not_visible": "The bot may not see this person in Slack. Say who holds the post now.",
    "cannot_dm_bot": "This is a bot, not a person. Say who holds the post now.",
    "messages_tab_disabled": "The bot's messages tab is off. Whoever runs the bot should switch it on (App Home).",
    "restricted_action": "The channel does not let the bot post. Ask a workspace admin to allow it.",
    "restricted_action_read_only_channel": "The channel is read-only. Ask a workspace admin to let the bot post.",
    "restricted_action_thread_only_channel": "The channel takes replies only. Choose another channel.",
    "restricted_action_non_threadable_channel": "The channel takes no replies. Choose another channel.",
    "ekm_access_denied": "The workspace's key settings stop the bot. Ask a workspace admin.",
    "team_access_not_granted": f"The bot has no access to this workspace. {_REINSTALL}",
    "access_denied": f"Slack refuses the bot here. {_REINSTALL}",
    "missing_scope": f"The bot lacks a permission it needs in Slack. {_REINSTALL}",
    "not_allowed_token_type": f"The bot has the wrong kind of token. {_REINSTALL}",
    "invalid_auth": "Slack refuses the bot's token. Whoever runs the bot should renew SLACK_BOT_TOKEN.",
    "not_authed": "The bot has no token. Whoever runs the bot should set SLACK_BOT_TOKEN.",
    "token_revoked": "The bot's token was taken back. Whoever runs the bot should renew SLACK_BOT_TOKEN.",
    "token_expired": "The bot's token has run out. Whoever runs the bot should renew SLACK_BOT_TOKEN.",
    "account_inactive": "The bot was removed from the workspace. Whoever runs the bot should install it again.",
    "org_login_required": "The workspace is being moved. Try again when it is back.",
    "message_not_found": "That message is no longer there.",
    "cant_update_message": "That message cannot be changed any more.",
    "edit_window_closed": "That message cannot be changed any more.",
    "thread_not_found": "The message this answers is no longer there.",
    "no_text": "There was nothing to say.",
}
# The work may have been done before Slack gave up.
MAYBE_DONE = {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
_CONCERNS: dict[str, Literal["message", "bot"]] = {
    "messages_tab_disabled": "bot", "ekm_access_denied": "bot", "team_access_not_granted": "bot",
    "access_denied": "bot", "missing_scope": "bot", "not_allowed_token_type": "bot", "invalid_auth": "bot",
    "not_authed": "bot", "token_revoked": "bot", "token_expired": "bot", "account_inactive": "bot",
    "org_login_required": "bot", "message_not_found": "message", "cant_update_message": "message",
    "edit_window_closed": "message", "thread_not_found": "message", "no_text": "message",
}  # fmt: skip
_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}


class BlocksRefused(DeliveryError):
    """Slack takes the words but not how they are laid out."""


def error_code(error: SlackApiError) -> str:
    """Slack's name for what went wrong; empty when the answer was not one of Slack's."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


@contextmanager
def translate_errors(*, posting: bool = False) -> Iterator[None]:
    """Slack's troubles as ours. While `posting`, what left and was not answered is `Unsure`; else nothing was sent."""
    try:
        yield
    except SlackApiError as error:
        raise _to_delivery_error(error, posting) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise DeliveryError("Slack cannot be reached.") from error
    except (TimeoutError, aiohttp.ClientError, ConnectionError, SlackRequestError) as error:
        if posting:
            raise Unsure("Slack did not say whether it took the message.") from error
        raise DeliveryError("Slack did not answer.") from error


def _to_delivery_error(error: SlackApiError, posting: bool) -> Exception:
    name = error_code(error)
    status = int(getattr(error.response, "status_code", None) or getattr(error.response, "status", 0) or 0)
    if status == 429 or name in ("ratelimited", "rate_limited"):
        return DeliveryError("Slack asks the bot to slow down.", retry_after=_retry_after(error))
    if name in PERMANENT:
        return DeliveryError(PERMANENT[name], permanent=True, concerns=_CONCERNS.get(name, "recipient"), reason=name)
    if posting and (status >= 500 or not name or name in MAYBE_DONE):
        return Unsure("Slack did not say whether it took the message.")
    if status >= 500 or name in MAYBE_DONE or not name:
        return DeliveryError("Slack has trouble of its own.")
    if name in _BLOCKS:
        return BlocksRefused(f"Slack refused the message ({name}).", permanent=True, concerns="message")
    return DeliveryError(f"Slack refused the message ({name}).")


def _retry_after(error: SlackApiError) -> float:
    try:
        return max(1.0, float(error.response.headers["Retry-After"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return 30.0
