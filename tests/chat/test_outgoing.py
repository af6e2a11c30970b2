"""What the bot sends goes by TLS to whom it was meant for: a certificate nobody vouches for, or an answer that points
elsewhere, ends the call."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from microsoft_teams.api.auth.cloud_environment import PUBLIC

from tests.world.vocabulary import MORNING
from wres_bot.chat.slack import webhook
from wres_bot.chat.slack.client import SlackClient
from wres_bot.chat.slack.render import Message
from wres_bot.chat.teams import credentials
from wres_bot.chat.teams.connector import Connector, text_activity
from wres_bot.chat.teams.files import fetch_file
from wres_bot.chat.teams.verify import SigningKeys
from wres_bot.domain.errors import DeliveryError, Unsure, UserError
from wres_bot.domain.ports import SentFile

TENANT = "00000000-0000-0000-0000-0000000000aa"
REFUSALS = (DeliveryError, Unsure, UserError, aiohttp.ClientError)


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's, signed by itself: it is named and dated as it should be, and nobody vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(MORNING - timedelta(days=1)).not_valid_after(MORNING + timedelta(days=9999))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None, points_to: str = "") -> AsyncIterator[tuple[str, list[str]]]:
    """A server's address, and what it has been asked; all its answers point to another's, if so told."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=307 if points_to else 200, headers={"location": points_to} if points_to else {})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app)
    await server.start_server(ssl=tls)
    try:
        yield str(server.make_url("")).rstrip("/"), asked
    finally:
        await server.close()


@asynccontextmanager
async def slack(url: str) -> AsyncIterator[SlackClient]:
    made = SlackClient("xoxb-1", f"{url}/api/", 5)
    try:
        yield made
    finally:
        await made.close()


async def ask_slack(url: str) -> None:
    async with slack(url) as client:
        await client.call("auth.test")


async def post_to_slack(url: str) -> None:
    async with slack(url) as client:
        await client.call("chat.postMessage", channel="C1", text="Hello")


async def fetch_from_slack(url: str) -> None:
    async with slack(url) as client:
        await client.fetch_file(SentFile("plan.csv", f"{url}/files/plan.csv"), 100)


async def answer_in_slack(url: str) -> None:
    assert not await webhook.post_response(f"{url}/response", [Message([], "Hello")])


async def fetch_keys(url: str) -> None:
    keys = SigningKeys(f"{url}/keys")
    await keys.prefetch()
    assert keys._failed


async def sign_in_to_microsoft(url: str) -> None:
    await credentials._fetch_token("a-bot", "a-secret", TENANT, 5, "a-scope")


async def write_in_teams(url: str) -> None:
    connector = Connector(credentials.make_sdk("a-bot", None, TENANT, url), TENANT, url, 5)
    try:
        await connector.post(url, "19:chat", text_activity("Hello"))
    finally:
        await connector.close()


async def fetch_from_teams(url: str) -> None:
    await fetch_file(url, 5, SentFile("plan.csv", f"{url}/plan.csv"), 100)


CALLS: tuple[Callable[[str], Awaitable[None]], ...] = (
    ask_slack, post_to_slack, fetch_from_slack, answer_in_slack, fetch_keys, sign_in_to_microsoft, write_in_teams,
    fetch_from_teams,
)  # fmt: skip


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "PAUSES", ())


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
async def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(
    call: Callable[[str], Awaitable[None]], own_certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(own_certificate) as (url, asked):
        assert url.startswith("https://127.0.0.1:")
        monkeypatch.setattr("wres_bot.chat.teams.credentials.PUBLIC", replace(PUBLIC, login_endpoint=url))
        with suppress(*REFUSALS):
            await call(url)
        assert asked == []
        async with aiohttp.ClientSession() as careless:  # it is there, for whoever does not look
            await careless.get(f"{url}/there", ssl=False)
        assert asked == ["/there"]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
async def test_no_word_goes_to_where_an_answer_points(
    call: Callable[[str], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving() as (elsewhere, taken), serving(points_to=f"{elsewhere}/stolen") as (url, asked):
        monkeypatch.setattr("wres_bot.chat.teams.credentials.PUBLIC", replace(PUBLIC, login_endpoint=url))
        with suppress(*REFUSALS):
            await call(url)
        assert asked and taken == []
