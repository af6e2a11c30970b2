"""Owns reading what Teams sends: an activity -> Incoming, or what is now so of a conversation; must not answer.

Teams hands on a message as text with bits of HTML in it: mentions, quotes, spaces that are none. It is read once from
left to right, so that no text, however made, takes long.

An activity has been through `verify`: its parts are of the kind that Teams documents.
"""

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wres_bot.chat.teams.credentials import NAME
from wres_bot.chat.teams.files import read_files
from wres_bot.chat.teams.verify import Activity
from wres_bot.domain.ports import Conversation, Incoming, PlaceKind, Via

SAY_ACTION = "say"
CLICK_INVOKE = "adaptiveCard/action"
_KINDS: Mapping[str, PlaceKind] = {"personal": "direct", "groupchat": "group", "channel": "channel"}
_TEAM_GONE = {"teamDeleted", "teamHardDeleted"}
_CHANNEL_EVENTS = {"channelCreated", "channelRenamed", "channelRestored", "channelShared", "channelUnshared"}


def sender_id(activity: Activity) -> str:
    """The account's id in the organisation; empty for a bot, and for somebody who came without an account."""
    who = activity["from"]
    return "" if str(who["id"]).startswith("28:") else str(who.get("aadObjectId") or "").lower()


def is_from_bot(activity: Activity) -> bool:
    who = activity["from"]
    return str(who["id"]).startswith("28:") or who["id"] == activity["recipient"]["id"] or who.get("role") == "bot"


def is_foreign(activity: Activity, tenant: str) -> bool:
    """Another organisation's person, or another organisation's conversation."""
    tenants = (_channel_data(activity, "tenant").get("id"), activity["conversation"].get("tenantId"),
            activity["from"].get("tenantId"))  # fmt: skip
    return any(str(each).lower() != tenant.lower() for each in tenants if each)


def place_id(activity: Activity) -> str:
    return _strip_thread(activity["conversation"]["id"])


def place_kind(activity: Activity) -> PlaceKind:
    there = activity["conversation"]
    if named := _KINDS.get(str(there.get("conversationType") or "").lower()):
        return named
    place = place_id(activity)
    if _channel_data(activity, "channel") or _channel_data(activity, "team") or place.endswith("@thread.tacv2"):
        return "channel"
    return "group" if there.get("isGroup") or "@thread" in place else "direct"


def thread_id(activity: Activity) -> str | None:
    """The message at the head of it; of a message that begins one, itself. A chat has no threads."""
    if place_kind(activity) != "channel":
        return None
    _, _, head = str(activity["conversation"]["id"]).partition(";messageid=")
    return head or (str(activity["id"]) if activity["type"] == "message" else None)


def parse_message(activity: Activity, tenant: str) -> Incoming | None:
    """Said to the bot; None for anything that nobody said to it."""
    direct = place_kind(activity) == "direct"
    if is_from_bot(activity) or not (direct or is_mentioned(activity)):
        return None
    raw = str(activity.get("text") or "")
    said = _incoming(activity, tenant, strip_markup(raw, _own_names(activity)), "message" if direct else "mention")
    return replace(said, answers=_quoted_message(activity, raw) if direct else None, files=read_files(activity))


_QUOTED = (
    re.compile(r"<blockquote\b[^<>]{0,200}?\bitemid=[\"'](\d{1,30})[\"']", re.IGNORECASE),
    re.compile(r"<quoted\b[^<>]{0,100}?\bmessageid=[\"'](\d{1,30})[\"']", re.IGNORECASE),
)


def _quoted_message(activity: Activity, text: str) -> str | None:
    """The message that is quoted, in the form that Teams has long sent, or in the newer one."""
    for each in activity.get("entities") or []:
        quoted = each.get("quotedReply") if isinstance(each, Mapping) and each.get("type") == "quotedReply" else None
        if isinstance(quoted, Mapping) and quoted.get("messageId"):
            return str(quoted["messageId"])
    return next((found[1] for pattern in _QUOTED if (found := pattern.search(text))), None)


_CORRECTIONS = {"messageUpdate": ("editMessage", "undeleteMessage"), "messageDelete": ("softDeleteMessage",)}


def parse_correction(activity: Activity, tenant: str) -> Incoming | None:
    """A message that its writer has changed, or taken away (without words then), in direct messages."""
    if _event_type(activity) not in _CORRECTIONS.get(activity["type"], ()) or place_kind(activity) != "direct":
        return None
    if not activity.get("id") or (said := parse_message(activity, tenant)) is None:
        return None
    gone = activity["type"] == "messageDelete"
    mark = "gone" if gone else str(activity.get("timestamp") or "")
    return replace(said, text="" if gone else said.text, id=f"{said.id}:{mark}", corrects=said.id)


def parse_click(activity: Activity, tenant: str) -> Incoming | None:
    """A pressed button; None when it is not one of ours."""
    data = _button_data(activity)
    says, seen, origin = data.get("says"), data.get("version"), data.get("from")
    if "choice" in data and isinstance(says, str):
        chosen = data.get(str(data["choice"]))
        says = says.replace("{}", chosen) if isinstance(chosen, str) and chosen.strip() else None
    if data.get("action") != SAY_ACTION or not isinstance(says, str) or not says.strip() or is_from_bot(activity):
        return None
    if seen is not None and (not isinstance(seen, int) or isinstance(seen, bool)):
        return None
    known = origin if isinstance(origin, str) else ""
    return replace(_incoming(activity, tenant, says, "click"), seen=seen, origin=known)


def is_nothing_chosen(activity: Activity) -> bool:
    """A menu's button was pressed before anything was chosen in it."""
    data = _button_data(activity)
    return data.get("action") == SAY_ACTION and "choice" in data and not data.get(str(data["choice"]))


def parse_install(activity: Activity, tenant: str) -> Incoming:
    """The bot was added for somebody, by themselves or by their organisation: as if they had said hello."""
    return replace(_incoming(activity, tenant, "hello", "message"), unasked=True)


def parse_wordless(activity: Activity, tenant: str) -> Incoming:
    """Where it came from and by whom, for an answer to what has no words of its own."""
    return _incoming(activity, tenant, "", "click")


def chosen_channel(activity: Activity) -> str | None:
    """The channel that whoever added the bot to a team chose for it."""
    settings = (activity.get("channelData") or {}).get("settings")
    channel = settings.get("selectedChannel") if isinstance(settings, dict) else None
    id_ = channel.get("id") if isinstance(channel, dict) else None
    return _strip_thread(id_) if isinstance(id_, str) and id_.isprintable() else None


def clicked_message(activity: Activity) -> str | None:
    """The message that the button stands in."""
    message = activity.get("replyToId")
    return str(message) if message else None


def is_mentioned(activity: Activity) -> bool:
    own, name = activity["recipient"]["id"], str(activity["recipient"].get("name") or "")
    entities = [each for each in activity.get("entities") or [] if each.get("type") == "mention"]
    if any(isinstance(each.get("mentioned"), dict) and each["mentioned"].get("id") == own for each in entities):
        return True
    return bool(name) and not entities and f"<at>{name}</at>" in str(activity.get("text") or "")


def parse_conversation(activity: Activity, tenant: str) -> Conversation:
    """What an activity says of where it comes from. What it leaves out is empty: see `merged`."""
    there, team, channel = activity["conversation"], _channel_data(activity, "team"), _channel_data(activity, "channel")
    what = place_kind(activity)
    locator = {
        "service_url": activity["serviceUrl"], "tenant": tenant,
        "team": team.get("id"), "group": team.get("aadGroupId"),
        "user": activity["from"]["id"] if what == "direct" and sender_id(activity) else None,
        "channel_type": channel.get("type"), "team_name": team.get("name"),
    }  # fmt: skip
    named = channel.get("name") if what == "channel" else activity.get("topicName") or there.get("name")
    return Conversation(
        platform=NAME,
        workspace=tenant,
        external=place_id(activity),
        kind=what,
        name=_one_line(named),
        team=team.get("id") if what == "channel" else None,
        person=sender_id(activity) or None if what == "direct" else None,
        private=what != "channel" or channel.get("type") == "private",
        shared=channel.get("type") == "shared" or _joined_by_others(activity, tenant),
        locator={name: _one_line(value) for name, value in locator.items() if value},
    )


def merge_conversation(old: Conversation | None, new: Conversation) -> Conversation:
    """What is known now: a message says less of where it comes from than the day the bot was added."""
    if old is None:
        return new
    has_type = "channel_type" in new.locator or new.kind != "channel"
    return replace(
        new,
        name=new.name or old.name,
        team=new.team or old.team,
        person=new.person or old.person,
        private=new.private if has_type else old.private,
        shared=new.shared or (old.shared and not ("channel_type" in new.locator and new.kind == "channel")),
        locator={**old.locator, **new.locator},
    )


def is_removal(activity: Activity) -> bool:
    """The bot was taken out."""
    if activity["type"] == "installationUpdate":
        return str(activity.get("action") or "").startswith("remove")
    gone = [each.get("id") for each in activity.get("membersRemoved") or []]
    return activity["recipient"]["id"] in gone


def is_about_team(activity: Activity) -> bool:
    """It is about every channel of a team, so that all that is known of them is needed."""
    return bool(_channel_data(activity, "team")) and (is_removal(activity) or _event_type(activity).startswith("team"))


def parse_changes(activity: Activity, tenant: str, kept: Sequence[Conversation] = ()) -> list[Conversation]:
    """What is so from now on of one conversation or of a team's. `kept`: every one known, when it is about a team."""
    now, event = parse_conversation(activity, tenant), _event_type(activity)
    own = next((each for each in kept if each.external == now.external), None)
    team = [each for each in kept if now.team and each.team == now.team]
    if is_removal(activity) or event in _TEAM_GONE:
        # Whoever adds the bot again is greeted again.
        gone = team or [merge_conversation(own, now)]
        return [replace(each, member=False, locator={**each.locator, "welcomed": ""}) for each in gone]
    match event:
        case "channelDeleted":
            return [replace(_channel(activity, now), member=False)]
        case event if event in _CHANNEL_EVENTS:
            return [_channel(activity, now)]
        case "teamRestored":
            return [replace(each, member=True) for each in team]
        case "teamRenamed" if name := now.locator.get("team_name"):
            return [replace(each, locator={**each.locator, "team_name": name}) for each in team]
        case "teamArchived" | "teamUnarchived":
            archived = {"archived": "yes" if event == "teamArchived" else ""}
            return [replace(each, locator={**each.locator, **archived}) for each in team]
    return [now]


def _incoming(activity: Activity, tenant: str, text: str, via: Via) -> Incoming:
    there = place_id(activity)
    return Incoming(
        platform=NAME,
        workspace=tenant,
        sender=sender_id(activity),
        place=there,
        text=text,
        # Teams brings the same activity again under its own id, which is unique in its conversation.
        id=f"{there}:{activity.get('id') or activity.get('timestamp') or ''}",
        via=via,
        place_kind=place_kind(activity),
        thread=thread_id(activity),
    )


def _button_data(activity: Activity) -> Mapping[str, Any]:
    """What the button carries: of an Action.Execute in its action's data, of an Action.Submit as it is."""
    value = activity.get("value")
    if activity["type"] == "invoke":
        action = value.get("action") if isinstance(value, dict) else None
        value = action.get("data") if isinstance(action, dict) else None
    return value if isinstance(value, dict) else {}


def _channel(activity: Activity, now: Conversation) -> Conversation:
    """The channel that an event is about, which stands beside the team it happened in."""
    channel = _channel_data(activity, "channel").get("id") or now.external
    return replace(now, external=_strip_thread(channel), kind="channel", person=None)


def _event_type(activity: Activity) -> str:
    return str((activity.get("channelData") or {}).get("eventType") or "")


def _channel_data(activity: Activity, name: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = (activity.get("channelData") or {}).get(name) or {}
    return part


def _own_names(activity: Activity) -> set[str]:
    own = activity["recipient"]
    names = {str(own.get("name") or "")}
    for each in activity.get("entities") or []:
        who = each.get("mentioned")
        if each.get("type") == "mention" and isinstance(who, dict) and who.get("id") == own["id"]:
            names |= {str(each.get("text") or ""), str(who.get("name") or "")}
    return names


def _joined_by_others(activity: Activity, tenant: str) -> bool:
    homes = (each.get("tenantId") for each in activity.get("membersAdded") or [])
    return any(isinstance(home, str) and home.lower() != tenant.lower() for home in homes if home)


def _strip_thread(id_: str) -> str:
    return str(id_).partition(";")[0]


def _one_line(text: Any) -> str:
    """A name as one line of text that can be kept."""
    return " ".join("".join(c for c in str(text or "") if c.isprintable()).split())[:200]


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_LINE_TAGS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "pre"}
_PLAIN_TAGS = {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "ul", "ol", "code", "table", "tbody", "td",
               "th", "hr", "img", "emoji", "readonly", "quoted"}  # fmt: skip
_DROPPED_TAGS = {"blockquote", "attachment", "systemeventmessage"}
"""What stands inside is not what the person said: a message they answer, a file."""
_SPACES = re.compile(r"[^\S\n]+")
_EDGE = " \n\t,:"
_MENTION = "\x00"  # stands for the bot's own name while the text is read; it cannot be typed


def strip_markup(text: str, own: Collection[str]) -> str:
    """The words, without the bot's own name before or after them. Other people's names stay where they are."""
    names = {_fold_name(name) for name in own} - {""}
    out: list[str] = []
    at, inside, mention = 0, 0, -1
    for tag in _TAG.finditer(text):
        closing, name = bool(tag[1]), tag[2].lower()
        if name not in _LINE_TAGS | _PLAIN_TAGS | _DROPPED_TAGS | {"at"}:
            continue  # somebody typed it
        if not inside:
            out.append(_unescape(text[at : tag.start()]))
        at = tag.end()
        if name in _DROPPED_TAGS and not tag[0].endswith("/>"):
            inside = max(0, inside + (-1 if closing else 1))
        elif inside:
            continue
        elif name == "at" and not closing:
            mention = len(out)
        elif name == "at" and mention >= 0:
            mentioned = "".join(out[mention:])
            out[mention:] = [_MENTION if _fold_name(mentioned) in names else mentioned]
            mention = -1
        elif name in _LINE_TAGS:
            out.append("\n")
    if not inside:
        out.append(_unescape(text[at:]))
    return _strip_mentions(_SPACES.sub(" ", "".join(out)))


def _unescape(text: str) -> str:
    return (html.unescape(text) if "&" in text else text).replace(_MENTION, "")


def _fold_name(text: str) -> str:
    return " ".join(_unescape(_TAG.sub("", text)).split()).casefold()


def _strip_mentions(text: str) -> str:
    text = text.strip()
    while text.startswith(_MENTION):
        text = text[1:].lstrip(_EDGE)
    while text.endswith(_MENTION):
        text = text[:-1].rstrip(_EDGE)
    return text.replace(_MENTION, "").strip()
