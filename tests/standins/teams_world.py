"""Owns who and what there is in the Teams of the tests, with ids shaped as Teams shapes them, and what is told of it.

The local server holds six people, of whom one speaks, and one team with two channels. So rosters and teams are told
from here, whoever speaks is named here, all channels but the first stand in its General one, and everybody's own chat
but the first person's in that of the second. Knows no connection and nothing of our messages.
"""

import copy
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

Json = dict[str, Any]
SEED: Json = yaml.safe_load((Path(__file__).parent / "teams.yml").read_text())
TEAM = "19:all-channels@thread.tacv2"
"""The local server's one team, and so its General channel."""
HELD = 6
"""How many people the local server holds."""


@dataclass(frozen=True)
class Person:
    email: str
    id: str
    aad: str

    @property
    def chat(self) -> str:
        """Their own conversation with the bot."""
        return f"a:1chat-{self.id.removeprefix('29:')}"

    @property
    def name(self) -> str:
        return self.email.split("@", maxsplit=1)[0].replace(".", " ").capitalize()


@dataclass(frozen=True)
class Channel:
    name: str
    id: str
    team: str
    group: str
    private: bool
    shared: bool


def _aad(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))


def _person(email: str) -> Person:
    return Person(email, f"29:1{email.split('@', maxsplit=1)[0].replace('.', '-')}", _aad(email))


def _channel(name: str) -> Channel:
    return Channel(
        name, f"19:{name}@thread.tacv2", f"19:team-{name}@thread.tacv2", _aad(f"team {name}"),
        name in SEED["private"], name in SEED["shared"],
    )  # fmt: skip


@dataclass
class World:
    tenant: str = SEED["tenant"]
    client_id: str = SEED["bot"]
    name: str = SEED["name"]
    group: str = "19:plan-group@thread.v2"
    people: dict[str, Person] = field(default_factory=lambda: {email: _person(email) for email in SEED["people"]})
    channels: dict[str, Channel] = field(default_factory=lambda: {name: _channel(name) for name in SEED["channels"]})
    left: set[str] = field(default_factory=lambda: set(SEED["left"]))
    guests: set[str] = field(default_factory=lambda: set(SEED["guests"]))
    foreign: set[str] = field(default_factory=set)  # of another tenant
    blocked: set[str] = field(default_factory=set)  # who may not be written to
    not_in: set[str] = field(default_factory=lambda: set(SEED["not_in"]))
    opened: set[str] = field(default_factory=set)
    graph: bool = True
    by_directory: bool = True  # people may be asked for by their id in the directory

    others: str = ""  # the local server's chat in which everybody's but one stands

    @property
    def chats(self) -> dict[str, str]:
        """Whose own chat each is."""
        return {person.chat: email for email, person in self.people.items()}

    @property
    def bot(self) -> str:
        return f"28:{self.client_id}"

    @property
    def me(self) -> Person:
        """Who sits at the local server's page."""
        return next(iter(self.people.values()))

    def forget(self) -> None:
        fresh = World()
        for name in ("left", "guests", "foreign", "blocked", "not_in", "opened", "graph", "by_directory"):
            setattr(self, name, getattr(fresh, name))

    def settings(self) -> Json:
        """What the local server reads when it starts."""
        me, *others = (
            {
                "id": person.id, "name": person.name, "userPrincipleName": person.email, "aadObjectId": person.aad,
                "givenName": person.name, "surname": "", "email": person.email,
            }
            for person in list(self.people.values())[:HELD]
        )  # fmt: skip
        first = next(iter(self.channels.values()))
        return {
            "version": "0.1.1",
            "tenantId": self.tenant,
            "bot": {"id": self.bot, "name": self.name},
            "currentUser": me,
            "users": others,
            "personalChat": {"id": self.me.chat},
            "groupChat": {"id": self.group, "name": SEED["group"]},
            "team": {
                "id": TEAM, "name": "All channels", "aadGroupId": _aad(TEAM),
                "channels": [{"id": first.id, "name": first.name}],
            },
        }  # fmt: skip

    def channel(self, conversation: str) -> Channel | None:
        top = conversation.split(";", maxsplit=1)[0]
        return next((each for each in self.channels.values() if each.id == top), None)

    def by_team(self, team: str) -> Channel | None:
        return next((each for each in self.channels.values() if each.team == team), None)

    def person(self, id_: str) -> Person | None:
        return next((each for each in self.people.values() if id_ in (each.id, each.aad)), None)

    # What the bot is told

    def told(self, activity: Json, speaking: str | None, where: str | None, service_url: str) -> Json:
        """An activity as Teams would send it: by whoever speaks, where they speak, of the channel's own team."""
        told = copy.deepcopy(activity)
        told["serviceUrl"] = service_url
        if speaking:
            person = self.people[speaking]
            told["from"] = {"id": person.id, "name": person.name, "aadObjectId": person.aad}
        conversation = told.setdefault("conversation", {})
        conversation.setdefault("tenantId", self.tenant)
        top, *thread = str(conversation.get("id", "")).split(";")
        if top == self.others:
            conversation["id"] = where
        if top == TEAM:
            top = where or list(self.channels.values())[1].id
            conversation["id"] = ";".join([top, *thread])
        if place := self.channel(top):
            data = told.setdefault("channelData", {})
            data.update(teamsTeamId=place.team, teamsChannelId=place.id)
            data["team"] = {"id": place.team, "name": f"Team of {place.name}", "aadGroupId": place.group}
            data["channel"] = {"id": place.id, "name": place.name} | ({"type": "shared"} if place.shared else {})
        return told

    # What the bot asks

    def inside(self, conversation: str) -> str:
        """A conversation as the local server knows it."""
        top, *thread = conversation.split(";")
        if top in self.chats and top != self.me.chat:
            return self.others
        first = next(iter(self.channels.values()))
        there = self.channel(top) or self.by_team(top)
        return ";".join([TEAM if there and there != first else top, *thread])

    def asked(self, path: str) -> str:
        """The path as the local server knows it."""
        return "/".join(quote(self.inside(part), safe="") for part in path.split("/"))

    def sent(self, body: Json) -> Json:
        """A new conversation's members and a new thread's channel as the local server has them."""
        sent = copy.deepcopy(body)
        for member in sent.get("members") or []:
            member["id"] = self.held(member["id"])
        if channel := (sent.get("channelData") or {}).get("channel"):
            channel["id"] = self.inside(channel["id"])
        return sent

    def held(self, id_: str) -> str:
        """Who stands for somebody in the local server."""
        first, second, *_ = self.people.values()
        return first.id if self.person(id_) == first else second.id

    def answer(self, what: str, path: str, body: Json) -> tuple[int, Any] | None:
        """What Teams would answer, where the local server cannot or would not."""
        parts = path.split("/")
        there = parts[2] if len(parts) > 2 else ""
        place = self.channel(there) or self.by_team(there)
        if place and place.name in self.not_in:
            return 403, error("BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        email = self.chats.get(there)
        if what == "create" and body.get("members"):
            asked = self.person(body["members"][0]["id"])
            if asked is None or asked.email in self.left | self.blocked:
                return 403, error("ForbiddenOperationException", "The bot is not installed for the user.")
        if what in ("post", "typing") and email in self.blocked:
            return 403, error("MessageWritesBlocked", "Thread blocked from message write.")
        if what == "graph":
            return self._settings(parts[-1])
        if what == "delete":
            return 200, {}
        if what == "members":
            everybody = list(self.people.values())
            here = [self.people[email]] if email else everybody[:HELD] if there == self.group else everybody
            return self._members(parts, here)
        if what == "teams":
            return self._team(parts, place)
        return None

    def _team(self, parts: list[str], place: Channel | None) -> tuple[int, Json]:
        if place is None:
            return 404, error("ConversationNotFound", "The team was not found.")
        if parts[-1] == "conversations":
            own = {"id": place.id, "name": place.name, "type": "shared" if place.shared else "standard"}
            return 200, {"conversations": [{"id": place.team, "type": "standard"}, own]}
        return 200, {
            "id": place.team, "name": f"Team of {place.name}", "aadGroupId": place.group, "tenantId": self.tenant,
            "type": "standard", "channelCount": 2, "memberCount": len(self.people) - len(self.left),
        }  # fmt: skip

    def _settings(self, group: str) -> tuple[int, Json]:
        """What Microsoft Graph tells of a team, to an app that its owner lets ask."""
        place = next((each for each in self.channels.values() if each.group == group), None)
        if place is None or not self.graph:
            return 403, error("Forbidden", "Missing role permissions on the request.")
        private = place.private and place.name not in self.opened
        return 200, {"visibility": "private" if private else "public", "isArchived": False}

    def _members(self, parts: list[str], people: list[Person]) -> tuple[int, Any]:
        here = {person.id: self._member(person) for person in people if person.email not in self.left}
        if len(parts) > 4:
            found = self.person(parts[4])
            if found is None or found.id not in here or (parts[4] == found.aad and not self.by_directory):
                return 404, error("MemberNotFoundInConversation", "The member was not found in the conversation.")
            return 200, here[found.id]
        return 200, list(here.values()) if parts[3] == "members" else {"members": list(here.values())}

    def _member(self, person: Person) -> Json:
        return {
            "id": person.id, "aadObjectId": person.aad, "objectId": person.aad, "name": person.name,
            "givenName": person.name, "surname": "", "email": person.email, "userPrincipalName": person.email,
            "tenantId": _aad("another tenant") if person.email in self.foreign else self.tenant,
            "userRole": "guest" if person.email in self.guests else "user",
        }  # fmt: skip


def error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}
