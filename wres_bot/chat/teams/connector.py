"""Owns calls to Teams' connector: their addresses and shapes; must not know cards, letters, or whom to write to.

Connections are made on first use, in the loop that uses them; `close` ends them.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from microsoft_teams.apps import App

from wres_bot.chat.teams.credentials import GRAPH_SCOPE, find_graph_url

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
PAGE_SIZE = 500  # the most people that one page of a roster has
_MAX_PAGES = 100  # pages: far more than any team has


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a roster. `id` is theirs in this bot's chats, `aad` their account's in the organisation."""

    id: str
    aad: str
    email: str
    name: str
    tenant: str
    role: str


def card_activity(card: Json, summary: str) -> Json:
    """A card by itself: with text beside it Teams names no message. `summary` is what a notification reads out."""
    return {"summary": summary, "attachments": [{"contentType": CARD, "content": card}]}


def text_activity(words: str) -> Json:
    return {"text": words, "textFormat": "plain"}


def thread_conversation_id(conversation: str, thread: str | None) -> str:
    """A channel's messages answer one another by the conversation's name. A chat has no threads."""
    top = conversation.partition(";")[0]
    in_channel = top.endswith(("@thread.tacv2", "@thread.skype"))
    return f"{top};messageid={thread}" if thread and in_channel else top


class Connector:
    def __init__(self, sdk: App, tenant: str, service_url: str, timeout: float) -> None:
        self._sdk, self._tenant, self._timeout = sdk, tenant, timeout
        self._graph = find_graph_url(service_url)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def close(self) -> None:
        if self._loop is asyncio.get_running_loop():
            await self._sdk.api.http.http.aclose()
        self._loop = None

    async def fetch_token(self) -> None:
        """Raises `DeliveryError` when Microsoft gives none."""
        await self._sdk.token_provider.get_app_token()

    async def post(self, server: str, conversation: str, activity: Json) -> str:
        """The new message's id; empty when Teams took it and named none."""
        url = f"{_conversation_url(server, conversation)}/activities"
        return _id(await self._call("POST", url, self._activity(conversation, activity)))

    async def update(self, server: str, conversation: str, message: str, activity: Json) -> None:
        url = f"{_conversation_url(server, conversation)}/activities/{quote(message)}"
        await self._call("PUT", url, self._activity(conversation, activity) | {"id": message})

    async def post_typing(self, server: str, conversation: str) -> None:
        url = f"{_conversation_url(server, conversation)}/activities"
        await self._call("POST", url, self._activity(conversation, {}) | {"type": "typing"})

    async def create_chat(self, server: str, member: str) -> str:
        """The conversation with one person. Asked again, Teams gives the same one."""
        asked = {
            "isGroup": False,
            "bot": {"id": f"28:{self._sdk.id}"},
            "members": [{"id": member}],
            "tenantId": self._tenant,
            "channelData": {"tenant": {"id": self._tenant}},
        }
        return _id(await self._call("POST", f"{server.rstrip('/')}/v3/conversations", asked))

    async def fetch_member(self, server: str, conversation: str, who: str) -> Member | None:
        answer = await self._call("GET", f"{_conversation_url(server, conversation)}/members/{quote(who, safe=':')}")
        return _parse_member(_json(answer))

    async def fetch_members(self, server: str, conversation: str) -> AsyncIterator[Member]:
        """Everybody there, page by page."""
        url, more = f"{_conversation_url(server, conversation)}/pagedMembers", ""
        for _ in range(_MAX_PAGES):
            asked = {"pageSize": PAGE_SIZE, "continuationToken": more} if more else {"pageSize": PAGE_SIZE}
            answer = _json(await self._call("GET", url, params=asked))
            for each in answer.get("members") or []:
                if (member := _parse_member(each)) is not None:
                    yield member
            more = str(answer.get("continuationToken") or "")
            if not more:
                return

    async def fetch_team(self, server: str, team: str) -> Json:
        return _json(await self._call("GET", f"{server.rstrip('/')}/v3/teams/{_quoted(team)}"))

    async def fetch_channels(self, server: str, team: str) -> list[Json]:
        answer = _json(await self._call("GET", f"{server.rstrip('/')}/v3/teams/{_quoted(team)}/conversations"))
        return [each for each in answer.get("conversations") or [] if isinstance(each, dict)]

    async def fetch_team_settings(self, group: str) -> Json:
        """What Microsoft Graph knows of a team, where its owner allowed the app to ask."""
        token = await self._sdk.token_provider.get_app_token(GRAPH_SCOPE)
        url = f"{self._graph}/teams/{quote(group)}"
        headers = {"Authorization": f"Bearer {token}"}
        return _json(await self._call("GET", url, params={"$select": "visibility,isArchived"}, headers=headers))

    def _activity(self, conversation: str, activity: Json) -> Json:
        return {
            "type": "message",
            "from": {"id": f"28:{self._sdk.id}"},
            "conversation": {"id": conversation},
            **activity,
        }

    async def _call(self, method: str, url: str, body: Json | None = None, **more: Any) -> httpx.Response:
        self._connect()
        return await self._sdk.api.http.request(method, url, json=body, **more)

    def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._sdk.api.http.http = httpx.AsyncClient(timeout=httpx.Timeout(self._timeout, connect=self._timeout / 2))


def _conversation_url(server: str, conversation: str) -> str:
    return f"{server.rstrip('/')}/v3/conversations/{_quoted(conversation)}"


def _quoted(id_: str) -> str:
    return quote(id_, safe=":@;=")


def _json(answer: httpx.Response) -> Json:
    body = answer.json()
    return body if isinstance(body, dict) else {}


def _id(answer: httpx.Response) -> str:
    return str(_json(answer).get("id") or "")


def _parse_member(payload: Any) -> Member | None:
    if not isinstance(payload, dict) or not payload.get("id"):
        return None
    aad = str(payload.get("aadObjectId") or payload.get("objectId") or "")
    return Member(
        id=str(payload["id"]),
        aad=aad.lower(),
        email=str(payload.get("email") or payload.get("userPrincipalName") or "").lower(),
        name=str(payload.get("name") or ""),
        tenant=str(payload.get("tenantId") or "").lower(),
        role=str(payload.get("userRole") or "").lower(),
    )
