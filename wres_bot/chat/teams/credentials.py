"""Owns the one Teams app of a process: its credentials, its connections, and who may be shown its token.

Must not know letters, verbs or the store. Everything else of this folder goes in and out through what is made here.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlsplit

import httpx
import jwt
from fastapi import FastAPI
from microsoft_teams.api import JsonWebToken, TokenCredentials
from microsoft_teams.api.auth.cloud_environment import PUBLIC
from microsoft_teams.api.auth.credentials import TokenScope
from microsoft_teams.apps import App, FastAPIAdapter
from microsoft_teams.common import Client, ClientOptions
from microsoft_teams.common.http import MiddlewareContext, MiddlewareNext

from wres_bot.chat.teams.failures import TOKEN_REFUSED, translate_errors
from wres_bot.chat.teams.settings import SERVICE_URL
from wres_bot.domain.errors import DeliveryError

NAME = "teams"
PATH = "/teams/messages"
GRAPH, GRAPH_SCOPE = "https://graph.microsoft.com/v1.0", PUBLIC.graph_scope
TokenSource = Callable[..., str | Awaitable[str]]
"""Gives the bot's token for a scope and a tenant."""

_EARLY = 300.0  # seconds before it runs out, a token is renewed
_HOSTS = ("smba.trafficmanager.net", "graph.microsoft.com")
_DOMAINS = (".botframework.com", ".teams.microsoft.com", ".botapi.skype.com")


def is_allowed_url(url: str, own: str = SERVICE_URL) -> bool:
    """Whether the bot's token may be sent there: to Microsoft, or to the one address in TEAMS_SERVICE_URL."""
    there, ours = urlsplit(url), urlsplit(own)
    if (there.scheme, there.netloc.lower()) == (ours.scheme, ours.netloc.lower()):
        return True
    host = (there.hostname or "").lower()
    plain = there.username is None and there.port in (None, 443)
    return there.scheme == "https" and plain and (host in _HOSTS or host.endswith(_DOMAINS))


def find_graph_url(service_url: str) -> str:
    """Where Microsoft Graph is. Whoever stands in for Teams by TEAMS_SERVICE_URL stands in for it too."""
    return GRAPH if is_allowed_url(service_url) else f"{service_url.rstrip('/')}/graph/v1.0"


def make_sdk(
    client_id: str,
    client_secret: str | None,
    tenant: str,
    service_url: str = SERVICE_URL,
    *,
    token: TokenSource | None = None,
    timeout: float = 10.0,
    unauthenticated: bool = False,
) -> App:
    """The app, for in and out. It listens on nothing: `inner` is its HTTP side, for whoever checks requests first.

    `token` gives a token in place of Microsoft's login. `unauthenticated` lets in whoever asks: for a machine of one's
    own, never a network; the caller has to see to that.
    """
    if unauthenticated or (token is None and not is_allowed_url(service_url)):
        token = token or _stand_in_token  # what Microsoft gives is for Microsoft's servers alone
    given = partial(_fetch_given_token, token) if token else None
    bearer = BotToken(given or partial(_fetch_token, client_id, client_secret or "", tenant, timeout))
    client = Client(ClientOptions(timeout=timeout))
    client.use(TokenGate(service_url, bearer, timeout))
    return _App(
        client_id=client_id,
        tenant_id=tenant,
        token=bearer,
        client=client,
        service_url=service_url,
        cloud=PUBLIC,
        http_server_adapter=FastAPIAdapter(app=FastAPI(openapi_url=None, docs_url=None, redoc_url=None)),
        messaging_endpoint=PATH,
        dangerously_allow_unauthenticated_requests=unauthenticated,
    )


def inner(sdk: App) -> FastAPI:
    """What answers POST /teams/messages once `sdk.initialize()` was awaited."""
    adapter = sdk.server.adapter
    assert isinstance(adapter, FastAPIAdapter)
    return adapter.app


class _App(App):
    """Its credentials are those given: the library would put CLIENT_SECRET of the environment before them."""

    def _init_credentials(self) -> TokenCredentials:
        assert self.options.client_id and self.options.token
        return TokenCredentials(
            client_id=self.options.client_id, tenant_id=self.options.tenant_id, token=self.options.token
        )


class BotToken:
    """The bot's tokens, each kept until shortly before it runs out, and asked for once however many wait for it."""

    def __init__(self, fetch: Callable[[str], Awaitable[tuple[str, float]]]) -> None:
        self._fetch = fetch
        self._kept: dict[str, tuple[JsonWebToken, float]] = {}
        self._asking: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None

    async def __call__(self, scope: TokenScope = PUBLIC.bot_scope, tenant: str | None = None) -> JsonWebToken:
        name = scope if isinstance(scope, str) else " ".join(scope)
        if (kept := self._kept.get(name)) and time.monotonic() < kept[1]:
            return kept[0]
        async with self._lock():
            kept = self._kept.get(name)
            if kept is None or time.monotonic() >= kept[1]:
                value, lasts = await self._fetch(name)
                kept = JsonWebToken(value), time.monotonic() + max(60.0, lasts - _EARLY)
                self._kept[name] = kept
            return kept[0]

    def forget(self) -> None:
        """After a refusal: the next call asks for a new one."""
        self._kept.clear()

    def _lock(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        if self._asking is None or self._asking[0] is not loop:
            self._asking = (loop, asyncio.Lock())
        return self._asking[1]


def _stand_in_token(*_: object) -> str:
    """In the shape of a token, for a server that stands in for Teams."""
    return jwt.encode({"appid": "stand-in"}, "of no worth, and long enough not to be warned of", "HS256")


async def _fetch_given_token(token: TokenSource, scope: str) -> tuple[str, float]:
    value = token(scope, None)
    return str(await value if inspect.isawaitable(value) else value), 2 * _EARLY


async def _fetch_token(client_id: str, secret: str, tenant: str, timeout: float, scope: str) -> tuple[str, float]:
    """Microsoft's login. The library's own way there holds up everything else, and waits for ever."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "scope": scope,
    }
    try:
        async with asyncio.timeout(timeout), httpx.AsyncClient(timeout=timeout) as client:
            answer = await client.post(f"{PUBLIC.login_endpoint}/{tenant}/oauth2/v2.0/token", data=asked)
            body = answer.json()
    except (httpx.HTTPError, TimeoutError, ValueError) as error:
        raise DeliveryError("Microsoft's sign-in cannot be reached.", concerns="bot") from error
    if answer.status_code == 200 and isinstance(body, dict) and "access_token" in body:
        return str(body["access_token"]), float(body.get("expires_in") or 2 * _EARLY)
    if answer.status_code in (400, 401, 403):
        raise DeliveryError(TOKEN_REFUSED, permanent=True, concerns="bot")
    raise DeliveryError("Microsoft's sign-in has trouble of its own.", concerns="bot")


class TokenGate:
    """Before every request: only where the token may be seen. Around it: a time limit, and troubles as ours."""

    def __init__(self, service_url: str, bearer: BotToken, timeout: float) -> None:
        self._own, self._bearer, self._timeout = service_url, bearer, timeout

    async def send(self, context: MiddlewareContext, next: MiddlewareNext) -> httpx.Response:
        if not is_allowed_url(context.url, self._own):
            words = "That conversation lies with a server the bot does not know, so nothing was sent there."
            raise DeliveryError(words, permanent=True)
        await self._bearer()  # before the clock starts: what waits for a token has not left
        posting = context.method == "POST" and context.url.endswith("/activities")
        try:
            with translate_errors(posting=posting):
                async with asyncio.timeout(self._timeout):
                    return await next()
        except DeliveryError as error:
            if error.concerns == "bot":
                self._bearer.forget()
            raise
