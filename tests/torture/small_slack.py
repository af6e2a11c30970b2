"""Owns a small Slack in this process, for more calls than the local server carries. Only what delivery asks.

It answers in the shapes of Slack's Web API; the short run holds the same to the local server.
"""

import json
from collections.abc import Iterable
from typing import Any

Answer = dict[str, Any]


class SmallSlack:
    token, team = "xoxb-small", "T0SMALL"

    def __init__(self, people: Iterable[str], channels: Iterable[str]) -> None:
        self.people = {email: f"U{number:06}" for number, email in enumerate(people, 1)}
        self.channels = {name: f"C{number:06}" for number, name in enumerate(channels, 1)}
        self.posted: dict[str, list[Answer]] = {}
        self._emails = {id: email for email, id in self.people.items()}
        self._made = 0

    async def answer(self, method: str, fields: dict[str, str]) -> tuple[int, Answer]:
        said: Answer
        match method:
            case "auth.test":
                said = {"team_id": self.team, "team": "Small", "user_id": "U0WRES", "bot_id": "B0WRES"}
            case "users.lookupByEmail" if fields["email"] in self.people:
                said = {"user": self._user(self.people[fields["email"]])}
            case "users.info" if fields["user"] in self._emails:
                said = {"user": self._user(fields["user"])}
            case "conversations.open" if fields["users"] in self._emails:
                said = {"channel": {"id": "D" + fields["users"][1:]}}
            case "conversations.info":
                said = {"channel": {"id": fields["channel"], "name": "a-channel", "is_member": True}}
            case "conversations.history":
                said = self._history(fields)
            case "chat.postMessage":
                said = self._post(fields)
            case _:
                return 200, {"ok": False, "error": "user_not_found" if "user" in method else "unknown_method"}
        return 200, {"ok": True, **said}

    def _user(self, id: str) -> Answer:
        return {"id": id, "team_id": self.team, "profile": {"email": self._emails[id]}, "is_email_confirmed": True}

    def _post(self, fields: dict[str, str]) -> Answer:
        self._made += 1
        message: Answer = {"ts": f"{1_600_000_000 + self._made}.000100", "text": fields["text"]}
        if "metadata" in fields:  # letters have it, answers do not
            message["metadata"] = json.loads(fields["metadata"])
        self.posted.setdefault(fields["channel"], []).append(message)
        return {"channel": fields["channel"], "ts": message["ts"]}

    def _history(self, fields: dict[str, str]) -> Answer:
        """The newest first, in pages."""
        posted = self.posted.get(fields["channel"], [])
        end = int(fields.get("cursor") or len(posted))
        first = max(0, end - int(fields.get("limit", 100)))
        more = {"next_cursor": str(first)} if first else {}
        return {"messages": posted[first:end][::-1], "response_metadata": more}
