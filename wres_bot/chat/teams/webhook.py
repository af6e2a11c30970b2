"""Owns what comes from Teams: verified, handed to `handle`, answered in time; must not know any verb or the store.

A message is acknowledged once it is stored, and its answer posted; a click is answered in the response with a few
words, and its answer posted as well. Of the library only the rules for tokens are used on the way in: its own route
answers what its models do not know with a 500, and a button nobody claims with an empty 200.
"""

import asyncio
import json
import secrets
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from wres_bot.chat.adapter import Handle
from wres_bot.chat.teams import greetings, incoming, verify
from wres_bot.chat.teams.credentials import PATH, is_allowed_url
from wres_bot.chat.teams.send import TeamsPlatform
from wres_bot.chat.teams.verify import Activity, InvalidToken, KeysUnavailable, Refused, TokenVerifier
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import Answer, Clock, Conversation, Incoming
from wres_bot.logs import get_logger

log = get_logger(__name__)

PATIENCE = 2.0
"""Seconds before a click hears "on it", and before somebody who wrote sees that the bot is typing."""
ACKNOWLEDGE_WITHIN = 8.0
"""Seconds after which a message is acknowledged whatever becomes of it: Teams waits fifteen at most."""
MAX_POSTING, MAX_QUEUED = 16, 200
"""Answers posted at the same time; and how many may wait before whoever asks waits with them."""
_TYPING_EVERY, _MAX_TYPING = 4.0, 10  # so long Teams shows it; and so often it is said again
_MAX_REMEMBERED = 10_000


class TeamsListener:
    """The way in. `last_heard`: when Teams last spoke. `unauthenticated`: whoever is on this machine gets in."""

    def __init__(
        self,
        *,
        platform: TeamsPlatform,
        handle: Handle,
        clock: Clock,
        patience: float = PATIENCE,
        keys_url: str | None = None,
        unauthenticated: bool = False,
    ) -> None:
        self._platform = platform
        self._handle = handle
        self._clock = clock
        self._patience = patience
        self._unauthenticated = unauthenticated
        self._tenant = platform.tenant
        self._own = platform.sdk.api.service_url
        self._later: set[asyncio.Task[Any]] = set()
        self._posting = asyncio.Semaphore(MAX_POSTING)
        self._kept: OrderedDict[str, tuple[date, Conversation]] = OrderedDict()
        self.tokens = TokenVerifier(str(platform.sdk.id), keys_url)
        self.last_heard: datetime | None = None

    async def teams_messages(self, request: Request) -> Response:
        """POST /teams/messages: everything that Teams sends."""
        try:
            activity = await self._admit(request)
        except Refused as refused:
            again = {"Retry-After": "5"} if refused.status == 503 else None
            return Response(refused.words, refused.status, again, media_type="text/plain")
        self.last_heard = self._clock()
        match activity["type"]:
            case "message":
                return await self._on_message(activity)
            case "invoke" if activity.get("name") == incoming.CLICK_INVOKE:
                return await self._on_click(activity)
            case "invoke":
                return invoke_response(activity)
            case "messageUpdate" | "messageDelete":
                return await self._on_correction(activity)
            case "installationUpdate" | "conversationUpdate":
                await self._on_change(activity)
        return empty_response()  # reactions, and whatever Teams thinks of next

    def mount(self, api: FastAPI) -> None:
        api.add_route(PATH, self.teams_messages, methods=["POST"], include_in_schema=False)

    def find_problem(self) -> str | None:
        """For readiness: why nothing would come in, in words."""
        return None if self._unauthenticated else self.tokens.keys.find_problem()

    async def run(self) -> None:
        """Fetch the keys before the first request needs them."""
        if not self._unauthenticated:
            await self.tokens.keys.prefetch()

    async def close(self, within: float = 5.0) -> int:
        """Finish the answers that are on their way. How many were not."""
        if not self._later:
            return 0
        _, left = await asyncio.wait(self._later, timeout=within)
        for task in left:
            task.cancel()
        return len(left)

    async def _admit(self, request: Request) -> Activity:
        """The sender is proved before anything they sent is read. Raises `Refused`."""
        made_for = None if self._unauthenticated else await self._verify_token(request)
        if made_for is None and not verify.is_from_this_machine(request):
            raise Refused(401, "only from this machine")
        activity = verify.parse_activity(await verify.read_body(request))
        service_url = str(activity["serviceUrl"])
        if made_for is not None and made_for.rstrip("/") != service_url.rstrip("/"):
            log.info("request_rejected", platform="teams", error="made for another service URL")
            raise Refused(401, "not signed by Teams")
        try:
            trusted = is_allowed_url(service_url, self._own)
        except ValueError:
            trusted = False
        if not trusted:
            log.warning("request_rejected", platform="teams", error="unknown_service_url")
            raise Refused(401, "not a service URL this bot knows")
        return activity

    async def _verify_token(self, request: Request) -> str:
        try:
            return await self.tokens.verify(request.headers.get("authorization", ""))
        except KeysUnavailable:
            raise Refused(503, "Microsoft's keys cannot be fetched; try again") from None
        except InvalidToken as error:
            log.info("request_rejected", platform="teams", error=str(error))
            raise Refused(401, "not signed by Teams") from None

    async def _on_message(self, activity: Activity) -> Response:
        pressed = activity.get("value") is not None and not str(activity.get("text") or "").strip()
        read = incoming.parse_click if pressed else incoming.parse_message
        message = read(activity, self._tenant)
        if incoming.is_from_bot(activity) or (message is None and not pressed):
            return empty_response()
        refusal = self._refuse(activity)
        if refusal is not None or message is None:
            where = message or incoming.parse_wordless(activity, self._tenant)
            card = refusal or greetings.refuse_unknown_button()
            self._start(self._post_answer(where, Answer(card, only_asker=False)))
            return empty_response()
        await self._remember_place(activity)
        task = asyncio.ensure_future(self._answer(message))
        self._start(self._show_typing(message, task))
        await asyncio.wait({task}, timeout=ACKNOWLEDGE_WITHIN)
        answering = self._start(self._answer_later(message, task, incoming.clicked_message(activity)))
        if len(self._later) > MAX_QUEUED:
            await asyncio.wait({answering}, timeout=ACKNOWLEDGE_WITHIN)
        return empty_response()

    async def _on_correction(self, activity: Activity) -> Response:
        """Somebody has changed or taken away what they said: answered as another message of theirs."""
        message = incoming.parse_correction(activity, self._tenant)
        if message is not None and self._refuse(activity) is None:
            task = asyncio.ensure_future(self._answer(message))
            self._start(self._answer_later(message, task, None))
        return empty_response()

    async def _on_click(self, activity: Activity) -> Response:
        message = incoming.parse_click(activity, self._tenant)
        if message is None and incoming.is_nothing_chosen(activity):
            return click_response(CHOOSE_FIRST)
        if message is None:
            return click_response(greetings.refuse_unknown_button().plain())
        if refusal := self._refuse(activity):
            return click_response(refusal.title)
        await self._remember_place(activity)
        task = asyncio.ensure_future(self._answer(message))
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        self._start(self._answer_later(message, task, incoming.clicked_message(activity), notified=True))
        here = message.place_kind == "direct"
        if not done:
            return click_response(ON_IT if here else ON_IT_ELSEWHERE)
        answer = task.result()
        if answer is None:
            return click_response(HAD_IT)
        then = "" if here or not answer.only_asker else MORE
        return click_response(answer.card.title or answer.card.plain(), then)

    async def _on_change(self, activity: Activity) -> None:
        if incoming.is_foreign(activity, self._tenant):
            return
        memory = self._platform.memory
        try:
            kept = await memory.list_all() if incoming.is_about_team(activity) else []
            changes = incoming.parse_changes(activity, self._tenant, kept)
            for each in changes:
                await self._remember(each, authoritative=True)
        except Exception as error:
            log.error("conversation_not_saved", exc_info=error)
            return
        added = activity["type"] == "installationUpdate" and not incoming.is_removal(activity)
        if changes and added and activity.get("action") == "add":
            await self._greet(activity, changes[0])

    async def _greet(self, activity: Activity, there: Conversation) -> None:
        if there.kind == "direct":
            if incoming.sender_id(activity):
                message = incoming.parse_install(activity, self._tenant)
                self._start(self._answer_later(message, asyncio.ensure_future(self._answer(message)), None))
            return
        kept = await self._platform.memory.find(there.external)
        if kept is not None and kept.locator.get("welcomed"):
            return
        await self._remember(replace(there, locator={**there.locator, "welcomed": "yes"}), authoritative=True)
        place = incoming.chosen_channel(activity) or there.external
        message = replace(incoming.parse_install(activity, self._tenant), place=place, thread=None)
        self._start(self._post_answer(message, Answer(greetings.greeting(there), only_asker=False)))

    def _refuse(self, activity: Activity) -> Card | None:
        if incoming.is_foreign(activity, self._tenant):
            return greetings.refuse_outsider()
        return None if incoming.sender_id(activity) else greetings.refuse_anonymous()

    async def _remember_place(self, activity: Activity) -> None:
        """Where to come back to, before it is needed for the answer."""
        self._platform.note_seen(incoming.sender_id(activity), incoming.place_id(activity))
        try:
            await self._remember(incoming.parse_conversation(activity, self._tenant))
        except Exception as error:
            log.error("conversation_not_saved", exc_info=error)

    async def _remember(self, now: Conversation, *, authoritative: bool = False) -> None:
        """`authoritative`: Teams reports a change, however little it says; a message says the same again and again."""
        kept = (self._clock().date(), now)  # once a day all the same, so that it is known which still live
        if not authoritative and self._kept.get(now.external) == kept:
            return
        memory = self._platform.memory
        old = await memory.find(now.external)
        await memory.save(incoming.merge_conversation(old, now))
        self._kept[now.external] = kept
        if len(self._kept) > _MAX_REMEMBERED:
            self._kept.popitem(last=False)

    async def _answer(self, message: Incoming) -> Answer | None:
        try:
            return await self._handle(message)
        except UserError as error:
            return Answer(Card("", (text(error.text),), "refused"))
        except DeliveryError as error:
            log.warning("platform_unavailable", platform="teams", error=str(error))
            words = "Teams did not tell me who you are, so nothing has changed. Please try again in a minute."
            return Answer(Card("I couldn't check that", (text(words),), "refused"))
        except Exception as error:
            return _failure_answer(error, message)

    async def _answer_later(
        self, message: Incoming, task: "asyncio.Task[Answer | None]", clicked: str | None, *, notified: bool = False
    ) -> None:
        if answer := await task:
            await self._post_answer(message, answer, clicked, notified=notified)

    async def _post_answer(
        self, message: Incoming, answer: Answer, clicked: str | None = None, *, notified: bool = False
    ) -> None:
        try:
            async with self._posting:
                await self._platform.post_answer(message, answer, clicked=clicked, notified=notified)
        except Exception as error:
            log.warning("answer_not_shown", error=type(error).__name__, via=message.via)

    async def _show_typing(self, message: Incoming, task: "asyncio.Task[Answer | None]") -> None:
        for wait in (self._patience, *[_TYPING_EVERY] * _MAX_TYPING):
            if (await asyncio.wait({task}, timeout=wait))[0]:
                return
            await self._platform.post_typing(message)

    def _start(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Held until done, so that shutting down waits for it and nothing collects it half way."""
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return task


def _failure_answer(error: Exception, message: Incoming) -> Answer:
    id_ = secrets.token_hex(4)
    log.error("request_failed", platform="teams", id=id_, via=message.via, exc_info=error)
    words = f"Something went wrong on my side. Please try again; if it happens again, tell whoever runs me: {id_}."
    return Answer(Card("Sorry, that didn't work", (text(words),), "refused"))


Json = dict[str, Any]

_MAX_CLICK_WORDS = 250
ON_IT = "On it. The answer follows here."
ON_IT_ELSEWHERE = "On it. The answer follows in our own chat."
MORE = "More in our own chat."
THANKS = "Thank you."
CHOOSE_FIRST = "Choose one above first, then press Save."
HAD_IT = "I've had that one already, so nothing has changed."
NO_WINDOWS = "I have no windows of my own in Teams. Write help to me, in our own chat, for what I can do."
NOT_SUPPORTED = "This bot does not do that."
_DIALOGS = {"task/fetch", "task/submit", "message/fetchTask", "config/fetch", "config/submit"}
_TAKEN = {"message/submitAction", "signin/failure"}
"""Teams only reports, and wants to hear that it was heard."""


def empty_response() -> Response:
    return Response(status_code=200)


def click_response(words: str, then: str = "") -> Response:
    """In return for a click. `then`: where the rest is, which is never cut off."""
    words = " ".join(words.split()) or THANKS
    room = _MAX_CLICK_WORDS - len(then) - 2 if then else _MAX_CLICK_WORDS
    words = words if len(words) <= room else words[: room - 1] + "…"
    if then:
        words = f"{words}{'' if words[-1] in '.?!:…' else '.'} {then}"
    return _json_response({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words})


def invoke_response(activity: Activity) -> Response:
    """In return for whatever else Teams asks at once. An empty 200 would look as if something had been done."""
    name = str(activity.get("name") or "")
    if name in _DIALOGS:
        kind = "config" if name.startswith("config/") else "task"
        return _json_response({kind: {"type": "message", "value": NO_WINDOWS}})
    if name.startswith("composeExtension/"):
        return _json_response({"composeExtension": {"type": "message", "text": NO_WINDOWS}})
    if name in _TAKEN:
        return empty_response()
    return _json_response({"error": {"code": "NotImplemented", "message": NOT_SUPPORTED}}, 501)


def _json_response(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")
