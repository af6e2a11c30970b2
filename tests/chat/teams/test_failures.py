"""Checks what Teams' refusals and silences mean for a letter, as they come over real HTTP; and the bot's sign-in."""

from collections.abc import AsyncIterator

import httpx
import jwt
import pytest
import respx

from tests.chat.teams.connector import Connector, connector
from tests.patience import PATIENCE
from tests.torture.small_teams import TENANT, SmallTeams
from tests.world.vocabulary import EDI
from wres_bot.chat.teams.connector import Connector as ConnectorClient
from wres_bot.chat.teams.connector import text_activity
from wres_bot.chat.teams.credentials import find_graph_url, is_allowed_url, make_sdk
from wres_bot.domain.errors import DeliveryError, Unsure

LOGIN = f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"


@pytest.fixture
async def there() -> AsyncIterator[Connector]:
    async with connector([EDI]) as made:
        yield made


@pytest.fixture
async def wire(there: Connector) -> AsyncIterator[ConnectorClient]:
    made = ConnectorClient(make_sdk("the-bot", None, TENANT, there.url, timeout=PATIENCE), TENANT, there.url, PATIENCE)
    yield made
    await made.close()


def conversation(there: Connector) -> str:
    return there.teams.chat(EDI)


async def post(wire: ConnectorClient, there: Connector) -> str:
    return await wire.post(there.url, conversation(there), text_activity("Hello"))


@pytest.mark.parametrize(
    ("status", "code", "concerns"),
    [
        (403, "BotNotInConversationRoster", "recipient"),
        (403, "MessageWritesBlocked", "recipient"),
        (403, "ConversationBlockedByUser", "recipient"),
        (403, "ForbiddenOperationException", "recipient"),
        (403, "NotEnoughPermissions", "recipient"),
        (403, "", "recipient"),
        (404, "ConversationNotFound", "recipient"),
        (404, "", "recipient"),
        (404, "ActivityNotFoundInConversation", "message"),
        (403, "BotDisabledByAdmin", "bot"),
        (401, "", "bot"),
        (400, "BadSyntax", "message"),
        (413, "MessageSizeTooBig", "message"),
    ],
)
async def test_refused_for_good(wire: ConnectorClient, there: Connector, status: int, code: str, concerns: str) -> None:
    there.goes_wrong("/activities", status, code)
    with pytest.raises(DeliveryError) as refused:
        await post(wire, there)
    assert (refused.value.permanent, refused.value.concerns) == (True, concerns)
    assert str(refused.value).endswith((".", "!"))


@pytest.mark.parametrize("status", [429, 412, 502, 503, 504])
async def test_asked_to_wait_is_no_failure_of_anybody(wire: ConnectorClient, there: Connector, status: int) -> None:
    there.goes_wrong("/activities", status, headers={"Retry-After": "17"})
    with pytest.raises(DeliveryError) as refused:
        await post(wire, there)
    assert (refused.value.permanent, refused.value.retry_after) == (False, 17.0)


@pytest.mark.parametrize("status", [412, 502, 503])
async def test_trouble_at_teams_is_tried_again_soon(wire: ConnectorClient, there: Connector, status: int) -> None:
    there.goes_wrong("/activities", status)
    with pytest.raises(DeliveryError) as refused:
        await post(wire, there)
    assert (refused.value.permanent, refused.value.retry_after) == (False, None)


async def test_busy_without_a_time_is_half_a_minute(wire: ConnectorClient, there: Connector) -> None:
    there.goes_wrong("/activities", 429)
    with pytest.raises(DeliveryError) as refused:
        await post(wire, there)
    assert refused.value.retry_after == 30.0


async def test_a_moment_to_wait_until_is_read_beside_the_answers_own_date(
    wire: ConnectorClient, there: Connector
) -> None:
    headers = {"Date": "Mon, 04 Jan 2021 09:30:00 GMT", "Retry-After": "Mon, 04 Jan 2021 09:30:42 GMT"}
    there.goes_wrong("/activities", 429, headers=headers)
    with pytest.raises(DeliveryError) as refused:
        await post(wire, there)
    assert refused.value.retry_after == 42.0


@pytest.mark.parametrize("status", [500, 504, 408])
async def test_an_answer_that_says_nothing_of_the_message_leaves_nobody_sure(
    wire: ConnectorClient, there: Connector, status: int
) -> None:
    there.goes_wrong("/activities", status, done=True)
    with pytest.raises(Unsure):
        await post(wire, there)


async def test_no_answer_in_time_leaves_nobody_sure(there: Connector) -> None:
    wire = ConnectorClient(make_sdk("the-bot", None, TENANT, there.url, timeout=1.0), TENANT, there.url, 1.0)
    there.goes_wrong("/activities", 200, late=2.0, done=True)
    with pytest.raises(Unsure):
        await post(wire, there)
    await wire.close()


@pytest.mark.parametrize("done", [False, True])
async def test_a_connection_cut_leaves_nobody_sure(wire: ConnectorClient, there: Connector, done: bool) -> None:
    there.goes_wrong("/activities", done=done)
    with pytest.raises(Unsure):
        await post(wire, there)


async def test_what_only_reads_or_redraws_is_never_unsure(wire: ConnectorClient, there: Connector) -> None:
    there.goes_wrong("GET /v3", times=1)
    with pytest.raises(DeliveryError):
        await wire.fetch_member(there.url, conversation(there), "29:x")
    there.goes_wrong("PUT /v3", 500)
    with pytest.raises(DeliveryError):
        await wire.update(there.url, conversation(there), "1", text_activity("Changed"))


async def test_nobody_there_means_nothing_was_sent(there: Connector) -> None:
    nowhere = "http://127.0.0.1:1"
    wire = ConnectorClient(make_sdk("the-bot", None, TENANT, nowhere, timeout=PATIENCE), TENANT, nowhere, PATIENCE)
    with pytest.raises(DeliveryError, match="cannot be reached") as refused:
        await wire.post(nowhere, conversation(there), text_activity("Hello"))
    assert not refused.value.permanent
    await wire.close()


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://smba.trafficmanager.net/emea/1234/", True),
        ("https://europe.botframework.com", True),
        ("https://graph.microsoft.com/v1.0", True),
        ("http://smba.trafficmanager.net/emea", False),
        ("https://smba.trafficmanager.net:8443/emea", False),
        ("https://smba.trafficmanager.net@elsewhere.example/", False),
        ("https://smba.trafficmanager.net.elsewhere.example/", False),
        ("https://mine.trafficmanager.net/", False),
        ("https://notbotframework.com/", False),
        ("http://127.0.0.1:3978/v3", True),
        ("http://127.0.0.1:3979/v3", False),
    ],
)
def test_the_token_goes_only_where_it_belongs(url: str, may: bool) -> None:
    assert is_allowed_url(url, "http://127.0.0.1:3978") is may


def test_whoever_stands_in_for_teams_stands_in_for_graph() -> None:
    assert find_graph_url("https://smba.trafficmanager.net/teams") == "https://graph.microsoft.com/v1.0"
    assert find_graph_url("http://127.0.0.1:3978/") == "http://127.0.0.1:3978/graph/v1.0"


# Signing in, which no server of ours can stand in for: the address is Microsoft's


def signed(name: str) -> str:
    return jwt.encode({"appid": name}, "of no worth, and long enough not to be warned of", "HS256")


@pytest.fixture
async def microsoft() -> AsyncIterator[ConnectorClient]:
    made = ConnectorClient(make_sdk("the-bot", "secret", TENANT), TENANT, "https://smba.trafficmanager.net/teams", 2.0)
    yield made
    await made.close()


@respx.mock
async def test_one_sign_in_serves_many_messages_and_a_refusal_asks_for_another(microsoft: ConnectorClient) -> None:
    login = respx.post(LOGIN).mock(
        side_effect=[
            httpx.Response(200, json={"access_token": signed(name), "expires_in": 3600}) for name in ("one", "two")
        ]
    )
    teams = SmallTeams.of([EDI])
    server = "https://smba.trafficmanager.net/teams"
    posts = respx.post(f"{server}/v3/conversations/{teams.chat(EDI)}/activities")
    posts.mock(side_effect=[httpx.Response(201, json={"id": "1"})] * 2 + [httpx.Response(401)])
    for _ in range(2):
        await microsoft.post(server, teams.chat(EDI), text_activity("Hello"))
    assert login.call_count == 1
    assert posts.calls[0].request.headers["Authorization"] == f"Bearer {signed('one')}"
    with pytest.raises(DeliveryError):
        await microsoft.post(server, teams.chat(EDI), text_activity("Hello"))
    posts.mock(return_value=httpx.Response(201, json={"id": "1"}))
    await microsoft.post(server, teams.chat(EDI), text_activity("Hello"))
    assert posts.calls.last.request.headers["Authorization"] == f"Bearer {signed('two')}"


@respx.mock
@pytest.mark.parametrize(
    ("answer", "permanent"),
    [(httpx.Response(401, json={"error": "invalid_client"}), True), (httpx.Response(503), False)],
)
async def test_no_sign_in_is_the_bots_own_trouble_and_nothing_is_sent(
    microsoft: ConnectorClient, answer: httpx.Response, permanent: bool
) -> None:
    respx.post(LOGIN).mock(return_value=answer)
    with pytest.raises(DeliveryError) as refused:
        await microsoft.post("https://smba.trafficmanager.net/teams", "a:1", text_activity("Hello"))
    assert (refused.value.permanent, refused.value.concerns) == (permanent, "bot")


def test_nothing_of_the_environment_takes_the_place_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID", "SERVICE_URL"):
        monkeypatch.setenv(name, "somebody-else's")
    monkeypatch.setenv("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true")
    sdk = make_sdk("the-bot", "secret", TENANT, "http://127.0.0.1:1")
    assert (sdk.id, sdk.credentials and sdk.credentials.tenant_id) == ("the-bot", TENANT)
    assert sdk.api.service_url == "http://127.0.0.1:1"
    assert not sdk.options.dangerously_allow_unauthenticated_requests
    assert type(sdk.credentials).__name__ == "TokenCredentials"
