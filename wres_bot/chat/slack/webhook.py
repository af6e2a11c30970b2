"""Owns what comes from Slack: verified, handed to `handle`, answered in time; must not know any verb or the store.

A command is answered in the response. A click is acknowledged once it is stored, and answered through its
response_url, since Slack ignores what a click's response says. A message is acknowledged once it is stored.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from fastapi import FastAPI
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from starlette.requests import Request
from starlette.responses import Response

from wres_bot.chat.slack import verify
from wres_bot.chat.slack.incoming import SeenBy, from_click, from_command, from_event, seen_by
from wres_bot.chat.slack.render import Message, render
from wres_bot.chat.slack.respond import respond
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import Answer, Clock, Incoming, Receipt

log = structlog.get_logger(__name__)

Handle = Callable[[Incoming], Awaitable[Answer | None]]

PATIENCE = 1.5
"""Seconds before "on it": Slack gives three, and the way there and back takes some."""
LAST_TRY = 3
"""Slack delivers an event this many times more when it was not acknowledged."""
PATIENT = "http_timeout"
"""Why Slack tries again while whoever had it first is probably still at it, and will answer."""
_AFTER = 0.3  # the response itself has to be shown before what follows it

ON_IT = Message([], "On it. The answer follows here.")
UNKNOWN_BUTTON = Message([], "That button no longer works. Type `/wres help` for what I can do.")


class SlackListener:
    """The way in, by HTTP or Socket Mode. `heard` is when Slack last said anything, for readiness."""

    def __init__(
        self,
        *,
        signing_secret: str | None,
        platform: SlackPlatform,
        handle: Handle,
        clock: Clock,
        patience: float = PATIENCE,
    ) -> None:
        # Without a secret (Socket Mode alone) nothing is let in by HTTP.
        self._secret = (signing_secret or "").strip().encode()
        self._platform = platform
        self._handle = handle
        self._clock = clock
        self._patience = patience
        self._later: set[asyncio.Task[Any]] = set()
        self.heard: datetime | None = None
        self.app = slack_app(self)

    async def slack_events(self, request: Request) -> Response:
        """POST /slack/events: everything that Slack sends."""
        try:
            body = await verify.read(request)
            verify.verify(self._secret, body, request.headers, self._clock().timestamp())
            parsed = verify.parse(body, request.headers)
        except verify.Refused as refused:
            return Response(refused.words, refused.status, media_type="text/plain")
        self.heard = self._clock()
        return to_starlette_response(await self.app.async_dispatch(parsed))

    async def close(self, within: float = 5.0) -> int:
        """Finish the answers that are on their way. How many were not."""
        if not self._later:
            return 0
        _, left = await asyncio.wait(self._later, timeout=within)
        for task in left:
            task.cancel()
        return len(left)

    async def on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        url = str(body.get("response_url") or "")
        task = asyncio.ensure_future(self._answer(from_command(body)))
        if not await self._in_time(task):
            self._soon(self._follow(task, url))
            await ack(text=ON_IT.text, response_type="ephemeral")
            return
        answer = task.result()
        if answer is None:
            await ack()
            return
        first, *rest = render(answer.card)
        if rest:
            self._soon(self._rest(url, rest))
        await ack(text=first.text, blocks=first.blocks, response_type="ephemeral")

    async def on_event(self, body: dict[str, Any], request: AsyncBoltRequest) -> None:
        incoming = from_event(body, _bot(body))
        if incoming is None:
            return
        if (request.headers.get("x-slack-retry-reason") or [PATIENT])[0] != PATIENT:
            incoming = replace(incoming, again=True)
        tries = (request.headers.get("x-slack-retry-num") or ["0"])[0]
        try:
            answer = await self._handle(incoming)
        except UserError as error:
            answer = _refusal(error)
        except Exception as error:
            if tries.isdecimal() and int(tries) < LAST_TRY:
                raise  # not acknowledged, so that Slack brings it again
            answer = _failure(error, incoming)
        if answer is not None:
            self._soon(self._put(incoming, answer))

    async def on_click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        url, incoming = str(body.get("response_url") or ""), from_click(body)
        if incoming is None:
            self._soon(respond(url, [UNKNOWN_BUTTON]))
            await ack()
            return
        task = asyncio.ensure_future(self._answer(incoming))
        if not await self._in_time(task):
            self._soon(respond(url, [ON_IT]))
            self._soon(self._shown_late(task, url, body))
        elif answer := task.result():
            self._soon(self._shown(answer, url, body))
        await ack()

    async def _in_time(self, task: "asyncio.Task[Answer | None]") -> bool:
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        return bool(done)

    async def _answer(self, incoming: Incoming) -> Answer | None:
        try:
            return await self._handle(incoming)
        except UserError as error:
            return _refusal(error)
        except DeliveryError as error:
            log.warning("slack could not be asked", error=str(error))
            words = "Slack did not tell me who you are, so nothing has changed. Please try again in a minute."
            return Answer(Card("I couldn't check that", (text(words),), "refused"))
        except Exception as error:
            return _failure(error, incoming)

    async def _follow(self, task: "asyncio.Task[Answer | None]", url: str) -> None:
        if answer := await task:
            await respond(url, render(answer.card))

    async def _shown_late(self, task: "asyncio.Task[Answer | None]", url: str, body: dict[str, Any]) -> None:
        if answer := await task:
            await self._shown(answer, url, body)

    async def _shown(self, answer: Answer, url: str, body: dict[str, Any]) -> None:
        """What a click is answered, after the clicked message is as it is now; one that others see too is let be."""
        seen = seen_by(body)
        if answer.redrawn and seen != "others":
            await self._redraw(answer.redrawn, url, body, seen)
        hidden = seen == "asker" or (seen == "others" and answer.only_asker)
        await respond(url, render(answer.card), hidden=hidden)

    async def _redraw(self, card: Card, url: str, body: dict[str, Any], seen: SeenBy) -> None:
        """A look: nobody minds when it is gone. What is more than one message stays as it was."""
        if seen == "asker":
            if len(messages := render(card)) == 1:
                await respond(url, messages, replace=True)
            return
        where = body.get("container") or {}
        try:
            clicked = Receipt(str(where.get("channel_id") or ""), str(where.get("message_ts") or ""))
            await self._platform.update(clicked, card)
        except Exception as error:
            log.info("clicked message not drawn again", error=type(error).__name__)

    async def _rest(self, url: str, messages: list[Message]) -> None:
        await asyncio.sleep(_AFTER)
        await respond(url, messages)

    async def _put(self, incoming: Incoming, answer: Answer) -> None:
        try:
            await self._platform.answer(incoming, answer)
        except Exception as error:
            log.warning("answer not shown", error=type(error).__name__, via=incoming.via)

    def _soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """Held until done, so that shutting down waits for it and nothing collects it half way."""
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)


def slack_app(listener: SlackListener) -> AsyncApp:
    """The Bolt app. The signature is checked at the door (guard.py), the only way in by HTTP."""
    logger = logging.getLogger("wres_bot.slack_bolt")
    logger.setLevel(logging.ERROR)  # Bolt's warnings quote what people wrote
    token = listener._platform.client.token

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    app = AsyncApp(
        name="wres",
        logger=logger,
        client=listener._platform.client,
        authorize=authorize,
        ignoring_self_events_enabled=False,  # from_event does, without having to ask Slack who the bot is
        process_before_response=True,
        request_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.command(re.compile("^/"))(listener.on_command)
    app.action(re.compile("^say:"))(listener.on_click)
    app.event("app_mention")(listener.on_event)
    app.event("message")(listener.on_event)
    # What is not for us is acknowledged all the same: Slack brings back what is not.
    app.event(re.compile(".*"))(_ignore)
    app.action(re.compile(".*"))(_ignore_with_ack)
    app.shortcut(re.compile(".*"))(_ignore_with_ack)
    app.view(re.compile(".*"))(_ignore_with_ack)
    return app


def mount(api: FastAPI, listener: SlackListener, path: str = "/slack/events") -> None:
    api.add_route(path, listener.slack_events, methods=["POST"], include_in_schema=False)


async def _ignore() -> None: ...


async def _ignore_with_ack(ack: AsyncAck) -> None:
    await ack()


def _bot(body: dict[str, Any]) -> str:
    for authorization in body.get("authorizations") or []:
        if isinstance(authorization, dict) and authorization.get("is_bot"):
            return str(authorization.get("user_id") or "")
    return ""


def _refusal(error: UserError) -> Answer:
    return Answer(Card("", (text(error.text),), "refused"))


def _failure(error: Exception, incoming: Incoming) -> Answer:
    id_ = secrets.token_hex(4)
    log.error("slack request failed", id=id_, via=incoming.via, exc_info=error)
    words = f"Something went wrong on my side. Please try again; if it happens again, tell whoever runs me: {id_}."
    return Answer(Card("Sorry, that didn't work", (text(words),), "refused"))
