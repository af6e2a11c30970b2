"""Owns what comes from Teams: verified, handed to `handle`, answered in time; must not know any verb or the store.

A message is acknowledged once it is stored, and its answer posted; a click is answered in the response with a few
words, and its answer posted as well. Of the library only the rules for tokens are used on the way in: its own route
answers what its models do not know with a 500, and a button nobody claims with an empty 200.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from wres_bot.chat.teams import greetings, incoming, respond, verify
from wres_bot.chat.teams.sdk import PATH, allowed
from wres_bot.chat.teams.send import TeamsPlatform
from wres_bot.chat.teams.tokens import NoKeys, Tokens, Unproved
from wres_bot.chat.teams.verify import Activity, Refused
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import Answer, Clock, Conversation, Incoming

log = structlog.get_logger(__name__)

Handle = Callable[[Incoming], Awaitable[Answer | None]]

PATIENCE = 2.0
"""Seconds before a click hears "on it", and before somebody who wrote sees that the bot is typing."""
LONGEST = 8.0
"""Seconds after which a message is acknowledged whatever becomes of it: Teams waits fifteen at most."""
AT_ONCE, MANY = 16, 200
"""Answers posted at the same time; and how many may wait before whoever asks waits with them."""
_TYPING, _TYPED = 4.0, 10  # so long Teams shows it; and so often it is said again
_KNOWN = 10_000


class TeamsListener:
    """The way in. `heard` is when Teams last said anything. `unauthenticated` lets in whoever is on this machine."""

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
        self._posting = asyncio.Semaphore(AT_ONCE)
        self._kept: OrderedDict[str, tuple[date, Conversation]] = OrderedDict()
        self.tokens = Tokens(str(platform.sdk.id), keys_url)
        self.heard: datetime | None = None

    async def teams_messages(self, request: Request) -> Response:
        """POST /teams/messages: everything that Teams sends."""
        try:
            activity = await self._let_in(request)
        except Refused as refused:
            again = {"Retry-After": "5"} if refused.status == 503 else None
            return Response(refused.words, refused.status, again, media_type="text/plain")
        self.heard = self._clock()
        match activity["type"]:
            case "message":
                return await self._on_message(activity)
            case "invoke" if activity.get("name") == incoming.CLICK:
                return await self._on_click(activity)
            case "invoke":
                return respond.other(activity)
            case "installationUpdate" | "conversationUpdate":
                await self._on_change(activity)
        return respond.nothing()  # edits, deletions, reactions, and whatever Teams thinks of next

    def problem(self) -> str | None:
        """For readiness: why nothing would come in, in words."""
        return None if self._unauthenticated else self.tokens.keys.problem()

    async def open(self) -> None:
        """Fetch the keys before the first request needs them."""
        if not self._unauthenticated:
            await self.tokens.keys.warm()

    async def close(self, within: float = 5.0) -> int:
        """Finish the answers that are on their way. How many were not."""
        if not self._later:
            return 0
        _, left = await asyncio.wait(self._later, timeout=within)
        for task in left:
            task.cancel()
        return len(left)

    async def _let_in(self, request: Request) -> Activity:
        activity = verify.parse(await verify.read(request))
        service_url = str(activity["serviceUrl"])
        if self._unauthenticated:
            if not verify.from_this_machine(request):
                raise Refused(401, "only from this machine")
        else:
            try:
                await self.tokens.check(request.headers.get("authorization", ""), service_url)
            except NoKeys:
                raise Refused(503, "Microsoft's keys cannot be fetched; try again") from None
            except Unproved as error:
                log.info("not let in", platform="teams", error=str(error))
                raise Refused(401, "not signed by Teams") from None
        try:
            known = allowed(service_url, self._own)
        except ValueError:
            known = False
        if not known:
            log.warning("not let in", platform="teams", error="another service URL than TEAMS_SERVICE_URL")
            raise Refused(401, "not a service URL this bot knows")
        return activity

    async def _on_message(self, activity: Activity) -> Response:
        pressed = activity.get("value") is not None and not str(activity.get("text") or "").strip()
        read = incoming.from_click if pressed else incoming.from_message
        said = read(activity, self._tenant)
        if incoming.by_a_bot(activity) or (said is None and not pressed):
            return respond.nothing()
        refusal = self._refusal(activity)
        if refusal is not None or said is None:
            where = said or incoming.silent(activity, self._tenant)
            self._soon(self._put(where, Answer(refusal or greetings.unknown_button(), only_asker=False)))
            return respond.nothing()
        await self._keep(activity)
        task = asyncio.ensure_future(self._answer(said))
        self._soon(self._show_typing(said, task))
        await asyncio.wait({task}, timeout=LONGEST)
        answering = self._soon(self._follow(said, task, incoming.clicked(activity)))
        if len(self._later) > MANY:
            await asyncio.wait({answering}, timeout=LONGEST)
        return respond.nothing()

    async def _on_click(self, activity: Activity) -> Response:
        said = incoming.from_click(activity, self._tenant)
        if said is None:
            return respond.words(greetings.unknown_button().plain())
        if refusal := self._refusal(activity):
            return respond.words(refusal.title)
        await self._keep(activity)
        task = asyncio.ensure_future(self._answer(said))
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        self._soon(self._follow(said, task, incoming.clicked(activity), told=True))
        here = said.place_kind == "direct"
        if not done:
            return respond.words(respond.ON_IT if here else respond.ON_IT_ELSEWHERE)
        answer = task.result()
        if answer is None:
            return respond.words(respond.HAD_IT)
        then = "" if here or not answer.only_asker else respond.MORE
        return respond.words(answer.card.title or answer.card.plain(), then)

    async def _on_change(self, activity: Activity) -> None:
        if incoming.foreign(activity, self._tenant):
            return
        memory = self._platform.memory
        try:
            known = await memory.known() if incoming.of_the_team(activity) else []
            found = incoming.changes(activity, self._tenant, known)
            for each in found:
                await self._remember(each, told=True)
        except Exception as error:
            log.error("conversation not kept", exc_info=error)
            return
        added = activity["type"] == "installationUpdate" and not incoming.left(activity)
        if found and added and activity.get("action") == "add":
            await self._greet(activity, found[0])

    async def _greet(self, activity: Activity, there: Conversation) -> None:
        if there.kind == "direct":
            if incoming.sender(activity):
                said = incoming.from_install(activity, self._tenant)
                self._soon(self._follow(said, asyncio.ensure_future(self._answer(said)), None))
            return
        known = await self._platform.memory.recall(there.external)
        if known is not None and known.locator.get("welcomed"):
            return
        await self._remember(replace(there, locator={**there.locator, "welcomed": "yes"}), told=True)
        place = incoming.chosen(activity) or there.external
        said = replace(incoming.from_install(activity, self._tenant), place=place, thread=None)
        self._soon(self._put(said, Answer(greetings.added(there), only_asker=False)))

    def _refusal(self, activity: Activity) -> Card | None:
        if incoming.foreign(activity, self._tenant):
            return greetings.outsider()
        return None if incoming.sender(activity) else greetings.nobody()

    async def _keep(self, activity: Activity) -> None:
        """Where to come back to, before it is needed for the answer."""
        self._platform.seen(incoming.sender(activity), incoming.place(activity))
        try:
            await self._remember(incoming.conversation(activity, self._tenant))
        except Exception as error:
            log.error("conversation not kept", exc_info=error)

    async def _remember(self, now: Conversation, *, told: bool = False) -> None:
        """`told`: Teams said so, and it may be less than is known; a message says the same again and again."""
        said = (self._clock().date(), now)  # once a day all the same, so that it is known which still live
        if not told and self._kept.get(now.external) == said:
            return
        memory = self._platform.memory
        old = await memory.recall(now.external)
        await memory.keep(incoming.merged(old, now))
        self._kept[now.external] = said
        if len(self._kept) > _KNOWN:
            self._kept.popitem(last=False)

    async def _answer(self, said: Incoming) -> Answer | None:
        try:
            return await self._handle(said)
        except UserError as error:
            return Answer(Card("", (text(error.text),), "refused"))
        except DeliveryError as error:
            log.warning("teams could not be asked", error=str(error))
            words = "Teams did not tell me who you are, so nothing has changed. Please try again in a minute."
            return Answer(Card("I couldn't check that", (text(words),), "refused"))
        except Exception as error:
            return _failure(error, said)

    async def _follow(
        self, said: Incoming, task: "asyncio.Task[Answer | None]", clicked: str | None, *, told: bool = False
    ) -> None:
        if answer := await task:
            await self._put(said, answer, clicked, told=told)

    async def _put(self, said: Incoming, answer: Answer, clicked: str | None = None, *, told: bool = False) -> None:
        try:
            async with self._posting:
                await self._platform.answer(said, answer, clicked=clicked, told=told)
        except Exception as error:
            log.warning("answer not shown", error=type(error).__name__, via=said.via)

    async def _show_typing(self, said: Incoming, task: "asyncio.Task[Answer | None]") -> None:
        for wait in (self._patience, *[_TYPING] * _TYPED):
            if (await asyncio.wait({task}, timeout=wait))[0]:
                return
            await self._platform.typing(said)

    def _soon(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Held until done, so that shutting down waits for it and nothing collects it half way."""
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return task


def mount(api: FastAPI, listener: TeamsListener, path: str = PATH) -> None:
    api.add_route(path, listener.teams_messages, methods=["POST"], include_in_schema=False)


def _failure(error: Exception, said: Incoming) -> Answer:
    id_ = secrets.token_hex(4)
    log.error("teams request failed", id=id_, via=said.via, exc_info=error)
    words = f"Something went wrong on my side. Please try again; if it happens again, tell whoever runs me: {id_}."
    return Answer(Card("Sorry, that didn't work", (text(words),), "refused"))
