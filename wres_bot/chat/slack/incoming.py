"""Owns reading what Slack sends: a command, a message or a click -> Incoming; must not answer or call Slack."""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from wres_bot.chat.slack.mrkdwn import remove_control
from wres_bot.domain.ports import Incoming, PlaceKind

NAME = "slack"

_MARK = re.compile(r"<([@#!]?)([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_PERSON = re.compile(r"[UW][A-Z0-9]+")

Body = Mapping[str, Any]
Audience = Literal["asker", "both", "others"]


def parse_command(body: Body) -> Incoming:
    """A slash command. Its trigger is its identity: Slack never sends one again, though somebody else might."""
    place = str(body["channel_id"])
    return Incoming(
        platform=NAME,
        workspace=str(body.get("team_id") or ""),
        sender=str(body["user_id"]),
        place=place,
        text=strip_markup(str(body.get("text") or "")),
        id=str(body["trigger_id"]),
        via="command",
        place_kind=_place_kind(place, str(body.get("channel_name") or "")),
    )


def parse_event(body: Body, bot: str) -> Incoming | None:
    """A mention, or a message in the bot's direct messages; None for anything that nobody said to the bot."""
    event = body.get("event") or {}
    if event.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return None  # edits, deletions, joins and the like
    if event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return None
    sender, place, at = (str(event.get(name) or "") for name in ("user", "channel", "ts"))
    if not (_PERSON.fullmatch(sender) and place and at) or sender == bot:
        return None
    direct = place.startswith("D") or event.get("channel_type") == "im"
    if event.get("type") == "message" and not direct:
        return None
    return Incoming(
        platform=NAME,
        workspace=str(body.get("team_id") or ""),
        sender=sender,
        place=place,
        text=strip_markup(str(event.get("text") or ""), bot),
        # The message, not the event: Slack may deliver one message as two events.
        id=f"{place}:{at}",
        via="message" if direct else "mention",
        place_kind="direct" if direct else _place_kind(place, "mpdm-" if event.get("channel_type") == "mpim" else ""),
        thread=event.get("thread_ts"),
    )


def parse_click(body: Body) -> Incoming | None:
    """A pressed button; None when it is not one of ours."""
    action, container = body["actions"][0], body.get("container") or {}
    try:
        value = json.loads(action.get("value") or "")
        says, seen, origin = value["says"], value.get("version"), value.get("from")
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not isinstance(says, str) or not (seen is None or isinstance(seen, int)):
        return None
    sender, channel = str(body["user"]["id"]), body.get("channel") or {}
    place = str(container.get("channel_id") or channel.get("id") or "")
    shown = str(container.get("message_ts") or "")
    return Incoming(
        platform=NAME,
        workspace=str((body.get("team") or {}).get("id") or body["user"].get("team_id") or ""),
        sender=sender,
        place=place,
        text=_unescape(says),
        id=f"{action.get('action_ts')}:{action.get('action_id')}:{sender}:{shown}",
        via="click",
        place_kind=_place_kind(place, str(channel.get("name") or "")),
        thread=container.get("thread_ts"),
        seen=seen,
        origin=_unescape(origin) if isinstance(origin, str) else "",
    )


def find_audience(body: Body) -> Audience:
    """Who sees the clicked message: only the asker, for a moment; the asker and the bot, for good; or others too."""
    container = body.get("container") or {}
    if container.get("is_ephemeral"):
        return "asker"
    return "both" if str(container.get("channel_id") or "").startswith("D") else "others"


def strip_markup(text: str, bot: str = "") -> str:
    """What the person typed, out of Slack's markup. People stay as <@U123>, for whoever can look them up."""
    if bot:
        own = rf"<@{re.escape(bot)}(?:\|[^<>]*)?>"
        text = re.sub(rf"^(?:\s*{own}[:,]?)+|(?:{own}\s*)+$", "", text)
    return remove_control(_unescape(_MARK.sub(_replace_mark, text) if "<" in text else text)).strip()


def _replace_mark(mark: re.Match[str]) -> str:
    sign, inside, label = mark.group(1), mark.group(2), mark.group(3) or ""
    if sign == "@":
        return f"<@{inside}>"
    if sign == "#":
        return f"#{label or inside}"
    if sign == "!":
        return label if label else "@" + inside.split("^")[0]
    if inside.startswith(("mailto:", "tel:")):
        return inside.split(":", 1)[1]
    if not label or label == inside:
        return inside
    bare = inside.split("://", 1)[-1].rstrip("/")
    return label if label.rstrip("/") == bare else f"{label} ({inside})"


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _place_kind(place: str, name: str) -> PlaceKind:
    if place.startswith("D") or name == "directmessage":
        return "direct"
    return "group" if name.startswith("mpdm-") else "channel"
