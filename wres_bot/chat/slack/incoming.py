"""Owns reading what Slack sends: a command, a message or a click -> Incoming; must not answer or call Slack."""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from wres_bot.chat.slack.files import read_files
from wres_bot.chat.slack.mrkdwn import remove_control
from wres_bot.chat.slack.render import SELECT_MARK
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
    if event.get("subtype") in ("message_changed", "message_deleted"):
        return _parse_correction(body, event, bot)
    if event.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return None  # joins and the like
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
        answers=_thread_above(event) if direct else None,
        files=read_files(event),
    )


def _thread_above(message: Body) -> str | None:
    """The message in whose thread this one stands; None for one that stands by itself."""
    above = str(message.get("thread_ts") or "")
    return above if above and above != str(message.get("ts") or "") else None


def _parse_correction(body: Body, event: Body, bot: str) -> Incoming | None:
    """A message in the bot's direct messages that its writer has changed, or taken away (without words then)."""
    before, now = event.get("previous_message"), event.get("message")
    place = str(event.get("channel") or "")
    if not isinstance(before, Mapping) or not place.startswith("D"):
        return None
    gone = event.get("subtype") == "message_deleted"
    edited = now.get("edited") if isinstance(now, Mapping) else None
    if not gone and (not isinstance(now, Mapping) or not isinstance(edited, Mapping)):
        return None  # a preview of a link, or one of ours
    said = str(now.get("text") or "") if isinstance(now, Mapping) and not gone else ""
    sender, at = str(before.get("user") or ""), str(before.get("ts") or "")
    if before.get("bot_id") or sender == bot or not (_PERSON.fullmatch(sender) and at) or said == before.get("text"):
        return None
    when = str(event.get("event_ts") or "") if gone or not isinstance(edited, Mapping) else str(edited.get("ts") or "")
    return Incoming(
        platform=NAME,
        workspace=str(body.get("team_id") or ""),
        sender=sender,
        place=place,
        text=strip_markup(said, bot),
        id=f"{place}:{at}:{'gone' if gone else when}",
        via="message",
        place_kind="direct",
        thread=_thread_above(before),
        answers=_thread_above(before),
        corrects=f"{place}:{at}",
    )


def parse_click(body: Body) -> Incoming | None:
    """A pressed button; None when it is not one of ours."""
    action, container = body["actions"][0], body.get("container") or {}
    try:
        value = _read_choice(action) if action.get("type") == "static_select" else json.loads(action.get("value") or "")
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


def _read_choice(action: Body) -> Mapping[str, str]:
    """A choice, as the button that would say it: its block carries the words, the option what goes into them."""
    _, mark, says = str(action["block_id"]).partition(SELECT_MARK)
    if not mark or "{}" not in says:
        return {}
    return {"says": says.replace("{}", str(action["selected_option"]["value"]))}


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
        return f"#{label}" if label else "a channel"  # an id says nothing to anybody, and is kept nowhere
    if sign == "!":
        return label or ("a group" if inside.startswith("subteam") else "@" + inside.split("^")[0])
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
