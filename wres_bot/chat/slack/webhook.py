"""Owns what comes from Slack: verified, handed to `handle`, answered in time; must not know any verb or the store.

A command is answered in the response. A click is acknowledged once it is stored, and answered through its
response_url, since Slack ignores what a click's response says. A message is acknowledged once it is stored.
What was asked for is stored before an answer is made, so an answer that is lost here costs a look, not a change.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import aiohttp
from fastapi import FastAPI
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.requests import Request
from starlette.responses import Response

from wres_bot.chat.adapter import Handle
from wres_bot.chat.slack import verify
from wres_bot.chat.slack.client import make_session
from wres_bot.chat.slack.incoming import Audience, find_audience, parse_click, parse_command, parse_event
from wres_bot.chat.slack.render import Message, render
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.verify import make_verifier
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, Unavailable, UserError
from wres_bot.domain.ports import Answer, Clock, Incoming, Receipt
from wres_bot.logs import get_logger

log = get_logger(__name__)

PATIENCE = 1.5
"""Seconds before "on it": Slack gives three, and the way there and back takes some."""
MAX_RETRIES = 3
"""Slack delivers an event this many times more when it was not acknowledged."""
HTTP_TIMEOUT = "http_timeout"
"""Why Slack tries again while whoever had it first is probably still at it, and will answer."""
_AFTER = 0.3  # the response itself has to be shown before what follows it

ON_IT = Message([], "On it. The answer follows here.")
UNKNOWN_BUTTON = Message([], "That button no longer works. Type `/wres help` for what I can do.")


class SlackListener:
    """The way in, by HTTP or Socket Mode. `last_heard` is when Slack last said anything, for readiness."""

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
        self._verifier = make_verifier(signing_secret, clock)
        self._platform = platform
        self._handle = handle
        self._clock = clock
        self._patience = patience
        self._later: set[asyncio.Task[Any]] = set()
        self.last_heard: datetime | None = None
        self.app = make_bolt_app(self)

    async def slack_events(self, request: Request) -> Response:
        """POST /slack/events: everything that Slack sends."""
        try:
            parsed = await self._admit(request)
        except verify.Refused as refused:
            return Response(refused.words, refused.status, media_type="text/plain")
        if parsed is None:
            return Response()
        self.last_heard = self._clock()
        return to_starlette_response(await self.app.async_dispatch(parsed))

    async def _admit(self, request: Request) -> AsyncBoltRequest | None:
        """None for a look at the certificate, which asks for nothing. Raises `Refused`."""
        if not verify.has_signature(request.headers):
            if verify.is_certificate_check(await verify.read_body(request, verify.MAX_UNSIGNED)):
                return None
            raise verify.Refused(401, "not signed by Slack")
        body = await verify.read_body(request)
        verify.verify_signature(self._verifier, body, request.headers)
        return None if verify.is_certificate_check(body) else verify.parse_request(body, request.headers)

    def mount(self, api: FastAPI) -> None:
        api.add_route("/slack/events", self.slack_events, methods=["POST"], include_in_schema=False)
        api.add_route("/slack/events", check_certificate, methods=["GET"], include_in_schema=False)

    async def run(self) -> None:
        """By HTTP there is nothing to do until something comes."""

    def find_problem(self) -> str | None:
        """By HTTP nobody can tell that nothing comes in."""
        return None

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
        incoming = parse_command(body)
        task = asyncio.ensure_future(self._answer(incoming))
        if not await self._is_done_in_time(task):
            self._start(self._answer_later(task, url, incoming.sender))
            await ack(text=ON_IT.text, response_type="ephemeral")
            return
        answer = task.result()
        if answer is None:
            await ack()
            return
        first, *rest = render(answer.card)
        if rest:
            self._start(self._post_rest(url, rest))
        await ack(text=first.text, blocks=first.blocks, response_type="ephemeral")

    async def on_event(self, body: dict[str, Any], request: AsyncBoltRequest) -> None:
        incoming = parse_event(body, _find_bot_user(body))
        if incoming is None:
            return
        if (request.headers.get("x-slack-retry-reason") or [HTTP_TIMEOUT])[0] != HTTP_TIMEOUT:
            incoming = replace(incoming, again=True)
        if incoming.files:
            # Fetching and reading takes longer than Slack waits: what was begun is finished, and answered when it is.
            self._start(self._answer_event(incoming))
            return
        tries = (request.headers.get("x-slack-retry-num") or ["0"])[0]
        try:
            answer = await self._handle(incoming)
        except Exception as error:
            passing = not isinstance(error, UserError) or isinstance(error, Unavailable)
            if passing and tries.isdecimal() and int(tries) < MAX_RETRIES:
                raise  # not acknowledged, so that Slack brings it again
            answer = _refusal_answer(error) if isinstance(error, UserError) else _failure_answer(error, incoming)
        if answer is not None:
            self._start(self._post_answer(incoming, answer))

    async def _answer_event(self, incoming: Incoming) -> None:
        if answer := await self._answer(incoming):
            await self._post_answer(incoming, answer)

    async def on_click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        url, incoming = str(body.get("response_url") or ""), parse_click(body)
        if incoming is None:
            self._start(post_response(url, [UNKNOWN_BUTTON]))
            await ack()
            return
        task = asyncio.ensure_future(self._answer(incoming))
        if not await self._is_done_in_time(task):
            self._start(post_response(url, [ON_IT]))
            self._start(self._answer_click_later(task, url, body, incoming.sender))
        elif answer := task.result():
            self._start(self._answer_click(answer, url, body, incoming.sender))
        await ack()

    async def _is_done_in_time(self, task: "asyncio.Task[Answer | None]") -> bool:
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        return bool(done)

    async def _answer(self, incoming: Incoming) -> Answer | None:
        try:
            return await self._handle(incoming)
        except UserError as error:
            return _refusal_answer(error)
        except DeliveryError as error:
            log.warning("platform_unavailable", platform="slack", error=str(error))
            words = "Slack did not tell me who you are, so nothing has changed. Please try again in a minute."
            return Answer(Card("I couldn't check that", (text(words),), "refused"))
        except Exception as error:
            return _failure_answer(error, incoming)

    async def _answer_later(self, task: "asyncio.Task[Answer | None]", url: str, asker: str) -> None:
        if (answer := await task) and not await post_response(url, render(answer.card)):
            await self._post_directly(asker, answer.card)

    async def _answer_click_later(
        self, task: "asyncio.Task[Answer | None]", url: str, body: dict[str, Any], asker: str
    ) -> None:
        if answer := await task:
            await self._answer_click(answer, url, body, asker)

    async def _answer_click(self, answer: Answer, url: str, body: dict[str, Any], asker: str) -> None:
        """What a click is answered, after the clicked message is as it is now; one that others see too is let be."""
        seen = find_audience(body)
        if answer.redrawn and seen != "others":
            await self._redraw(answer.redrawn, url, body, seen)
        hidden = seen == "asker" or (seen == "others" and answer.only_asker)
        if not await post_response(url, render(answer.card), hidden=hidden):
            await self._post_directly(asker, answer.card)

    async def _post_directly(self, asker: str, card: Card) -> None:
        """What was done is done: whoever asked hears of it, though Slack would not show it where they asked."""
        try:
            await self._platform.post_directly(asker, card)
        except Exception as error:
            log.warning("answer_not_shown", error=type(error).__name__, via="direct")

    async def _redraw(self, card: Card, url: str, body: dict[str, Any], seen: Audience) -> None:
        """A look: nobody minds when it is gone. What is more than one message stays as it was."""
        if seen == "asker":
            if len(messages := render(card)) == 1:
                await post_response(url, messages, replace=True)
            return
        where = body.get("container") or {}
        try:
            clicked = Receipt(str(where.get("channel_id") or ""), str(where.get("message_ts") or ""))
            await self._platform.update(clicked, card)
        except Exception as error:
            log.info("clicked_message_not_refreshed", error=type(error).__name__)

    async def _post_rest(self, url: str, messages: list[Message]) -> None:
        await asyncio.sleep(_AFTER)
        await post_response(url, messages)

    async def _post_answer(self, incoming: Incoming, answer: Answer) -> None:
        try:
            await self._platform.post_answer(incoming, answer)
        except Exception as error:
            log.warning("answer_not_shown", error=type(error).__name__, via=incoming.via)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Held until done, so that shutting down waits for it and nothing collects it half way."""
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)


def make_bolt_app(listener: SlackListener) -> AsyncApp:
    """The Bolt app. The signature is checked at the door (verify.py), the only way in by HTTP."""
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
        ignoring_self_events_enabled=False,  # parse_event does, without having to ask Slack who the bot is
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


async def check_certificate(request: Request) -> Response:
    """GET /slack/events?ssl_check=1: Slack looks whether the certificate is good."""
    return Response() if request.query_params.get("ssl_check") == "1" else Response("Slack posts here", 405)


async def _ignore() -> None: ...


async def _ignore_with_ack(ack: AsyncAck) -> None:
    await ack()


def _find_bot_user(body: dict[str, Any]) -> str:
    for authorization in body.get("authorizations") or []:
        if isinstance(authorization, dict) and authorization.get("is_bot"):
            return str(authorization.get("user_id") or "")
    return ""


def _refusal_answer(error: UserError) -> Answer:
    return Answer(Card("", (text(error.text),), "refused"))


def _failure_answer(error: Exception, incoming: Incoming) -> Answer:
    id_ = secrets.token_hex(4)
    log.error("request_failed", platform="slack", id=id_, via=incoming.via, exc_info=error)
    words = f"Something went wrong on my side. Please try again; if it happens again, tell whoever runs me: {id_}."
    return Answer(Card("Sorry, that didn't work", (text(words),), "refused"))


PAUSES = (0.5, 2.0)
"""Seconds before the second and the third try."""


async def post_response(url: str, messages: Sequence[Message], *, hidden: bool = True, replace: bool = False) -> bool:
    """Post the messages in order; the first may take the place of what was clicked. False when Slack would not."""
    for number, message in enumerate(messages):
        body: dict[str, Any] = {
            "text": message.text,
            "blocks": message.blocks,
            "response_type": "ephemeral" if hidden else "in_channel",
            "replace_original": replace and number == 0,
        }
        if not await _post(url, body):
            return False
    return True


async def _post(url: str, body: dict[str, Any]) -> bool:
    async with make_session(10) as session:
        return await _post_by(AsyncWebhookClient(url, session=session, retry_handlers=[]), body)


async def _post_by(client: AsyncWebhookClient, body: dict[str, Any]) -> bool:
    wrong = ""
    for pause in (*PAUSES, None):
        try:
            answer = await client.send_dict(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            wrong = type(error).__name__
        else:
            if answer.status_code == 200:
                return True
            wrong = str(answer.status_code)
            if answer.status_code < 429:
                break  # used up or out of date: trying again cannot help
        if pause is not None:
            await asyncio.sleep(pause)
    log.warning("answer_not_shown", error=wrong)
    return False
