"""Checks Teams' local client and the proxy around it; knows nothing of the bot."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jwt
import pytest

from tests import patience
from tests.standins.teams import ROOT, TeamsServer

EDI, RELATIONS = "head.of.edi@esneft.example", "head.of.employee.relations@esneft.example"
NETWORK = "race-equality-network"
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "How is it going?"}]}
OTHER: dict[str, Any] = {**CARD, "body": [{"type": "TextBlock", "text": "Thank you"}]}


class Bot:
    """Hears everything and says nothing."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, Any], str]] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((json.loads(body), self.headers.get("Authorization", "")))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"statusCode": 200, "type": "application/vnd.microsoft.activity.message"}')

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/teams/messages"


@pytest.fixture
def bot() -> Iterator[Bot]:
    made = Bot()
    yield made
    made.server.shutdown()


@pytest.fixture
def teams(teams_process: TeamsServer, bot: Bot) -> TeamsServer:
    teams_process.reset(bot.url)
    return teams_process


def message(card: dict[str, Any] = CARD) -> dict[str, Any]:
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "summary": "Hello", "attachments": [attachment]}


def post(
    teams: TeamsServer, conversation: str, body: dict[str, Any], timeout: float = patience.PATIENCE
) -> httpx.Response:
    return httpx.post(f"{teams.service_url}/v3/conversations/{conversation}/activities", json=body, timeout=timeout)


def test_what_somebody_writes_comes_as_theirs_and_signed(teams: TeamsServer, bot: Bot) -> None:
    for who in (EDI, RELATIONS):
        teams.write(who, "2.3 done")
    assert [told["from"]["aadObjectId"] for told, _ in bot.heard] == [
        teams.world.people[who].aad for who in (EDI, RELATIONS)
    ]
    assert len({told["conversation"]["id"] for told, _ in bot.heard}) == 2
    told, header = bot.heard[0]
    assert (told["text"], told["conversation"]["conversationType"]) == ("2.3 done", "personal")
    assert told["serviceUrl"] == teams.service_url
    keys = jwt.PyJWKClient(teams.keys_url)
    token = header.removeprefix("Bearer ")
    claims = jwt.decode(
        token, keys.get_signing_key_from_jwt(token), ["RS256"], audience=teams.world.client_id, leeway=5
    )
    assert (claims["iss"], claims["serviceurl"]) == ("https://api.botframework.com", teams.service_url)


def test_a_mention_in_a_channel_begins_a_thread_of_its_own_team(teams: TeamsServer, bot: Bot) -> None:
    teams.mention(EDI, NETWORK, "status")
    [(told, _)] = bot.heard
    place = teams.world.channels[NETWORK]
    assert told["text"] == "<at>wres</at> status"
    assert told["conversation"]["id"].startswith(f"{place.id};messageid=")
    assert told["channelData"]["team"]["id"] == place.team
    assert told["entities"][0]["mentioned"]["id"] == teams.world.bot
    teams.mention(EDI, told["conversation"]["id"], "late")
    assert bot.heard[1][0]["conversation"]["id"] == told["conversation"]["id"]


def test_a_group_chat_is_one(teams: TeamsServer, bot: Bot) -> None:
    teams.mention(EDI, teams.world.group, "status")
    conversation = bot.heard[0][0]["conversation"]
    assert (conversation["id"], conversation["conversationType"]) == (teams.world.group, "groupChat")


def test_the_app_is_installed_for_somebody_and_in_a_team(teams: TeamsServer, bot: Bot) -> None:
    teams.install(by=EDI)
    teams.install(NETWORK, by=EDI)
    alone, team = (told for told, _ in bot.heard)
    assert (alone["type"], alone["action"], alone["conversation"]["id"]) == (
        "installationUpdate", "add", teams.direct(EDI),
    )  # fmt: skip
    assert alone["from"]["aadObjectId"] == teams.world.people[EDI].aad
    assert team["channelData"]["team"]["aadGroupId"] == teams.world.channels[NETWORK].group


def test_what_the_bot_posts_is_shown_on_the_page_and_changed_there(teams: TeamsServer) -> None:
    channel = teams.world.channels[NETWORK].id
    posted = post(teams, channel, message())
    assert posted.status_code == 201
    id_ = posted.json()["id"]
    assert [each["id"] for each in teams.history(NETWORK)] == [id_]
    httpx.put(f"{teams.service_url}/v3/conversations/{channel}/activities/{id_}", json=message(OTHER))
    [shown] = teams.history(NETWORK)
    assert shown["attachments"][0]["content"] == OTHER


def test_a_button_is_pressed_on_a_card(teams: TeamsServer, bot: Bot) -> None:
    chat = teams.direct(EDI)
    id_ = post(teams, chat, message()).json()["id"]
    arrived = teams.press(EDI, chat, id_, {"verb": "say", "data": {"says": "2.3 done"}})
    [(told, _)] = bot.heard
    assert (told["type"], told["name"], told["replyToId"]) == ("invoke", "adaptiveCard/action", id_)
    assert told["value"]["action"]["data"] == {"says": "2.3 done"}
    assert told["from"]["aadObjectId"] == teams.world.people[EDI].aad
    assert (arrived.status, arrived.answer["statusCode"]) == (200, 200)


def test_a_conversation_the_bot_begins_is_the_one_there_is(teams: TeamsServer) -> None:
    body = {"members": [{"id": teams.world.people[EDI].aad}], "bot": {"id": teams.world.bot}, "isGroup": False}
    made = patience.post(f"{teams.service_url}/v3/conversations", json=body)
    assert (made.status_code, made.json()["id"]) == (201, teams.direct(EDI))
    post(teams, made.json()["id"], message())
    assert [each["summary"] for each in teams.history(teams.direct(EDI))] == ["Hello"]


def test_a_roster_says_who_is_a_guest_and_not_who_has_left(teams: TeamsServer) -> None:
    team = teams.world.channels[NETWORK].team
    members = patience.get(f"{teams.service_url}/v3/conversations/{team}/pagedmembers").json()["members"]
    roles = {each["email"]: each["userRole"] for each in members}
    assert roles["guest@partner.example"] == "guest"
    assert roles[EDI] == "user"
    assert "left@esneft.example" not in roles
    assert {each["tenantId"] for each in members} == {teams.world.tenant}


def test_somebody_is_found_by_their_directory_id_until_they_leave(teams: TeamsServer) -> None:
    url = f"{teams.service_url}/v3/conversations/{teams.direct(EDI)}/members/{teams.world.people[EDI].aad}"
    assert patience.get(url).json()["email"] == EDI
    teams.world.left.add(EDI)
    assert patience.get(url).status_code == 404
    again = patience.post(
        f"{teams.service_url}/v3/conversations", json={"members": [{"id": teams.world.people[EDI].aad}]}
    )
    assert again.status_code == 403


def test_who_blocks_the_bot_is_not_written_to(teams: TeamsServer) -> None:
    teams.world.blocked.add(EDI)
    refused = post(teams, teams.direct(EDI), message())
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "MessageWritesBlocked")


def test_a_team_has_its_own_channels(teams: TeamsServer) -> None:
    place = teams.world.channels["shared-with-council"]
    listed = patience.get(f"{teams.service_url}/v3/teams/{place.team}/conversations").json()["conversations"]
    assert [(each["id"], each.get("name")) for each in listed] == [(place.team, None), (place.id, place.name)]
    assert patience.get(f"{teams.service_url}/v3/teams/{place.team}").json()["aadGroupId"] == place.group


def test_whoever_may_read_a_team_is_told_to_an_app_its_owner_lets_ask(teams: TeamsServer) -> None:
    place = teams.world.channels["edi-steering-group"]
    url = f"{teams.service_url}/graph/v1.0/teams/{place.group}"
    assert patience.get(url).json()["visibility"] == "private"
    teams.world.opened.add(place.name)
    assert patience.get(url).json()["visibility"] == "public"
    teams.world.graph = False
    assert patience.get(url).status_code == 403


def test_where_the_bot_is_not_it_is_refused(teams: TeamsServer) -> None:
    refused = post(teams, teams.world.channels["board-room"].id, message())
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "BotNotInConversationRoster")


def test_a_card_teams_would_refuse_is_refused(teams: TeamsServer) -> None:
    long = {**CARD, "body": [{"type": "TextBlock", "text": "x" * 28 * 1024}]}
    refused = post(teams, teams.world.group, message(long))
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "MessageSizeTooBig")


def test_a_refused_call_says_when_to_try_again(teams: TeamsServer) -> None:
    teams.faults.add("post", "rate_limited", retry_after=7)
    refused = post(teams, teams.world.group, message())
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    post(teams, teams.world.group, message())
    assert [call.status for call in teams.calls] == [429, 201]


@pytest.mark.parametrize(
    ("kind", "posted"),
    [("drop_request", False), ("drop_response", True), ("hang", True), ("server_error", False), ("error", False)],
)
def test_a_fault_does_or_does_not_post(teams: TeamsServer, kind: Any, posted: bool) -> None:
    teams.faults.add("post", kind)
    given_up = 2 if kind == "hang" else patience.PATIENCE
    try:
        assert post(teams, teams.world.group, message(), given_up).status_code in (403, 502)
    except httpx.TransportError:
        assert kind in ("drop_request", "drop_response", "hang")
    assert (teams.history(teams.world.group) != []) is posted


def test_what_was_brought_is_brought_again(teams: TeamsServer, bot: Bot) -> None:
    arrived = teams.write(EDI, "2.3 done")
    teams.again(arrived)
    assert bot.heard[0][0] == bot.heard[1][0]


def test_the_client_takes_the_settings_that_are_shipped_for_trying_it() -> None:
    server = TeamsServer()
    server.start(ROOT / "config" / "teams-playground.yml")
    told = server.ask("GET", "/_internal/v1/testConfig")["config"]
    server.stop()
    assert told["currentUser"]["email"] == RELATIONS
    assert told["bot"]["id"].startswith("28:")


def test_nothing_is_left_from_the_test_before(teams: TeamsServer) -> None:
    assert teams.history(NETWORK) == teams.history(teams.world.group) == []
    assert teams.calls == []
    assert teams.faults.waiting == []
