"""Owns a small Teams in this process: its connector, and the little of Microsoft Graph that the bot asks.

It answers in the shapes of the Bot Connector's REST API. Knows nothing of letters; what was posted is kept to be read.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

Answer = dict[str, Any]
TENANT = "5f0c1d2e-0000-4000-8000-00000000e5ef"


def account(email: str) -> str:
    """The id of somebody's account in the organisation."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, email))


def no(status: int, code: str) -> tuple[int, Answer]:
    return status, {"error": {"code": code, "message": "In words."}}


@dataclass
class SmallTeams:
    """Everybody is in the one team. `blocked` take no messages; `away` are of another organisation."""

    people: list[str]
    channels: dict[str, str]
    team: str = "19:team@thread.tacv2"
    group: str = "0f0f0f0f-0000-4000-8000-000000000001"
    visibility: str | None = "private"
    blocked: set[str] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    types: dict[str, str] = field(default_factory=dict)
    page: int = 500
    day: str = ""
    posted: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, people: Iterable[str], channels: Iterable[str] = ()) -> "SmallTeams":
        return cls(list(people), {name: f"19:{name}@thread.tacv2" for name in channels})

    def chat(self, email: str) -> str:
        return f"a:1{account(email)}"

    def to(self, email: str) -> list[Answer]:
        return self.posted.get(self.chat(email), [])

    def within(self, channel: str) -> list[Answer]:
        """Whatever thread it is in."""
        top = self.channels[channel]
        return [one for where, some in self.posted.items() if where.partition(";")[0] == top for one in some]

    async def answer(self, method: str, path: str, query: dict[str, str], body: Answer) -> tuple[int, Answer]:
        parts = [unquote(part) for part in path.strip("/").split("/")]
        self.asked.append(f"{method} {'/'.join(parts)}")
        match method, parts:
            case "GET", ["graph", "v1.0", "teams", group]:
                if group != self.group or self.visibility is None:
                    return no(403, "Forbidden")
                return 200, {"visibility": self.visibility, "isArchived": False}
            case "GET", ["v3", "teams", team] if team == self.team:
                return 200, {"id": team, "name": "Race equality", "aadGroupId": self.group, "tenantId": TENANT}
            case "GET", ["v3", "teams", team, "conversations"] if team == self.team:
                named = [{"id": id_, "name": name, "type": self._type(id_)} for name, id_ in self.channels.items()]
                return 200, {"conversations": [{"id": self.team, "type": "standard"}, *named]}
            case "POST", ["v3", "conversations"]:
                return self._create(body)
            case _, ["v3", "conversations", conversation, *rest] if conversation not in self.gone:
                return self._within(method, conversation, rest, query, body)
        return no(404, "ConversationNotFound")

    def _type(self, channel: str) -> str:
        return self.types.get(channel, "standard")

    def _create(self, body: Answer) -> tuple[int, Answer]:
        asked = body["members"][0]["id"]
        email = next((one for one in self.people if asked in (account(one), f"29:{account(one)}")), None)
        if email is None or email in self.blocked:
            return no(403, "ForbiddenOperationException")
        return 201, {"id": self.chat(email)}

    def _within(
        self, method: str, conversation: str, rest: list[str], query: dict[str, str], body: Answer
    ) -> tuple[int, Answer]:
        top = conversation.partition(";")[0]
        if top not in {self.team, *self.channels.values(), *map(self.chat, self.people), *self.posted}:
            return no(404, "ConversationNotFound")
        match method, rest:
            case "POST", ["activities"]:
                return self._post(conversation, body)
            case "PUT" | "DELETE", ["activities", id_]:
                return self._change(method, top, id_, body)
            case "GET", ["members", who]:
                found = [email for email in self.people if who in (account(email), f"29:{account(email)}")]
                return (200, self._member(found[0])) if found else no(404, "MemberNotFoundInConversation")
            case "GET", ["pagedMembers"]:
                first = int(query.get("continuationToken") or 0)
                last = first + min(self.page, int(query.get("pageSize", 50)))
                more = {"continuationToken": str(last)} if last < len(self.people) else {}
                return 200, {"members": [self._member(email) for email in self.people[first:last]], **more}
        return no(405, "BadArgument")

    def _post(self, conversation: str, body: Answer) -> tuple[int, Answer]:
        if any(conversation == self.chat(email) for email in self.blocked):
            return no(403, "MessageWritesBlocked")
        if body["type"] == "typing":
            return 200, {}
        number = sum(len(some) for some in self.posted.values()) + 1
        message = {**body, "id": str(1_600_000_000_000 + number), "day": self.day}
        self.posted.setdefault(conversation, []).append(message)
        return 201, {"id": message["id"]}

    def _change(self, method: str, top: str, id_: str, body: Answer) -> tuple[int, Answer]:
        for where, some in self.posted.items():
            for number, message in enumerate(some):
                if where.partition(";")[0] == top and message["id"] == id_:
                    some[number : number + 1] = [{**message, **body, "id": id_}] if method == "PUT" else []
                    return 200, {"id": id_}
        return no(404, "ActivityNotFoundInConversation")

    def _member(self, email: str) -> Answer:
        tenant = "another" if email in self.away else TENANT
        return {
            "id": f"29:{account(email)}", "aadObjectId": account(email), "name": email.partition("@")[0],
            "email": email, "userPrincipalName": email, "tenantId": tenant,
            "userRole": "guest" if email in self.guests else "user",
        }  # fmt: skip
