"""Holds that only Teams is heard: real tokens, a real key server, and a loop that nobody holds up."""

import asyncio
import time
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.chat.teams.door import CLIENT, OWNER, Door, opened
from tests.standins.teams_keys import Keys
from tests.torture.small_teams import account

"""Seconds. A busy machine may hold the loop up for some of them; a server that never answers would for five."""


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", algorithm="none", headers={"kid": "key-of-the-tests"})


def signed_with_a_word(door: Door) -> str:
    claims = jwt.decode(door.keys.keys.token(door.there.url), options={"verify_signature": False})
    return jwt.encode(claims, "a word of thirty-two bytes or more", "HS256", headers={"kid": "key-of-the-tests"})


def foreign_key(door: Door, **other: Any) -> str:
    stolen = Keys(CLIENT, private=rsa.generate_private_key(65537, 2048))
    return stolen.token(door.there.url, **other)


NOT_TEAMS = {
    "no token": lambda door: "",
    "garbage": lambda door: "garbage",
    "dots": lambda door: "a.b.c",
    "empty parts": lambda door: "..",
    "not text": lambda door: "ey\u00ff",
    "very long": lambda door: "a" * 20_000,
    "expired": lambda door: door.keys.keys.token(door.there.url, exp=int(time.time()) - 301),
    "not yet": lambda door: door.keys.keys.token(door.there.url, nbf=int(time.time()) + 900),
    "for ever": lambda door: door.keys.keys.token(door.there.url, exp=None),
    "wrong audience": lambda door: door.keys.keys.token(door.there.url, aud="another-bot"),
    "no audience": lambda door: door.keys.keys.token(door.there.url, aud=None),
    "wrong issuer": lambda door: door.keys.keys.token(door.there.url, iss="https://issuer.example"),
    "Entra's issuer": lambda door: door.keys.keys.token(door.there.url, iss="https://sts.windows.net/5f0c1d2e/"),
    "wrong key": foreign_key,
    "alg none": lambda door: unsigned(
        jwt.decode(door.keys.keys.token(door.there.url), options={"verify_signature": False})
    ),
    "alg HS256": signed_with_a_word,
    "wrong service URL": lambda door: door.keys.keys.token("https://smba.trafficmanager.net/uk/"),
    "no service URL": lambda door: door.keys.keys.token(door.there.url, serviceurl=None),
    "service URL no text": lambda door: door.keys.keys.token(door.there.url, serviceurl=["x"]),
}


@pytest.mark.parametrize("name", NOT_TEAMS)
async def test_what_teams_did_not_sign_is_401_and_heard_by_nobody(door: Door, name: str) -> None:
    for activity in (
        door.message("update 2.3 done"),
        door.click({"action": "say", "says": "update 2.3 done"}),
        door.base("installationUpdate", action="add"),
    ):
        token = NOT_TEAMS[name](door)  # type: ignore[no-untyped-call]
        headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"application/json")]
        response = await door.http.post("/teams/messages", json=activity, headers=headers)
        assert response.status_code == 401, response.text
        assert response.headers["content-type"].startswith("text/plain")
    await door.settled()
    assert door.heard == []
    assert await door.memory.list_all() == []
    assert door.there.teams.asked == []
    assert door.listener.last_heard is None


async def test_a_request_without_a_header_is_401(door: Door) -> None:
    assert (await door.raw(door.message("x"))).status_code == 401
    basic = {"authorization": "Basic dGVhbXM6dGVhbXM="}
    assert (await door.raw(door.message("x"), **basic)).status_code == 401


async def test_a_token_for_one_service_url_does_not_open_another(door: Door) -> None:
    token = door.keys.keys.token("https://evil.example/teams")
    response = await door.post({**door.message("x"), "serviceUrl": "https://evil.example/teams"}, token)
    assert response.status_code == 401  # though well signed: the bot's own token would be sent there
    assert door.heard == []


async def test_a_key_that_is_not_for_teams_opens_nothing(door: Door) -> None:
    published = door.keys.keys.published()
    published["keys"][0]["endorsements"] = ["webchat", "directline"]
    door.keys.published = published
    assert (await door.post(door.message("x"))).status_code == 401


async def test_keys_that_cannot_be_used_are_left_out(door: Door) -> None:
    published = door.keys.keys.published()
    published["keys"] += [7, {}, {"kty": "EC", "kid": "a"}, {"kty": "RSA", "kid": "b"}, {"kty": "RSA", "n": "x"}]
    door.keys.published = published
    assert (await door.post(door.message("x"))).status_code == 200


async def test_the_keys_are_fetched_once_for_all_who_wait(door: Door) -> None:
    answers = await asyncio.gather(*(door.post(door.message(f"hello {n}")) for n in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert door.keys.asked == 1


async def test_a_flood_of_keys_nobody_knows_is_one_question_at_most(door: Door) -> None:
    assert (await door.post(door.message("hello"))).status_code == 200
    for n in range(200):
        token = Keys(CLIENT, f"key-{n}", door.keys.keys.private).token(door.there.url)
        assert (await door.post(door.message("hello"), token)).status_code == 401
    assert door.keys.asked == 1


async def test_a_new_key_of_microsofts_is_taken_up(sqlite_url: str) -> None:
    async with opened(sqlite_url) as door:
        door.listener.tokens.keys._pause = 0.0
        assert (await door.post(door.message("hello"))).status_code == 200
        door.keys.keys = Keys(CLIENT, "next-key")
        assert (await door.post(door.message("hello"))).status_code == 200
        assert door.keys.asked == 2


async def test_a_key_server_that_says_nothing_is_503_and_holds_nobody_up(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.keys.hangs = True
    monkeypatch.setattr(door.listener.tokens.keys, "_ssl", httpx.create_ssl_context())  # which takes a while
    monkeypatch.setattr(door.listener.tokens.keys, "_timeout", 1.0)
    answers = await asyncio.gather(*(door.post(door.message(f"hello {n}")) for n in range(10)))
    again = await door.post(door.message("hello"))  # at once: it is too soon to ask again
    assert {answer.status_code for answer in [*answers, again]} == {503}
    assert again.headers["retry-after"] == "5"
    # The key server runs in the same loop, so that it is asked at all shows that nobody held the loop up.
    assert door.keys.asked == 1
    assert door.heard == []
    assert "key server" in str(door.listener.find_problem())


@pytest.mark.parametrize("published", [None, {"keys": []}, {"keys": "x"}, {}, [], "x"])
async def test_a_key_server_that_talks_nonsense_is_503(door: Door, published: Any) -> None:
    door.keys.broken = published is None
    door.keys.published = published
    assert (await door.post(door.message("hello"))).status_code == 503
    assert door.heard == []


async def test_a_key_server_nobody_reaches_is_503_and_comes_back(sqlite_url: str) -> None:
    async with opened(sqlite_url) as door:
        keys = door.listener.tokens.keys
        right, keys._url, keys._pause = keys._url, "http://127.0.0.1:9/keys", 0.0
        assert (await door.post(door.message("hello"))).status_code == 503
        assert "key server" in str(door.listener.find_problem())
        keys._url = right
        assert (await door.post(door.message("hello"))).status_code == 200
        assert door.listener.find_problem() is None


async def test_keys_that_are_old_are_renewed_beside_the_work(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wres_bot.chat.teams.verify.VERIFIED_FOR", -1.0)
    keys = door.listener.tokens.keys
    assert (await door.post(door.message("hello"))).status_code == 200
    keys._fetched -= 4000
    keys._tried -= 4000
    door.keys.hangs = True
    assert (await door.post(door.message("hello"))).status_code == 200  # while nobody has answered yet
    door.keys.free.set()
    await keys.prefetch()
    assert door.keys.asked == 2
    # Nobody believes a key for ever.
    keys._fetched -= 90_000
    keys._tried -= 90_000
    door.keys.broken = True
    assert (await door.post(door.message("hello"))).status_code == 503


async def test_the_library_agrees_on_who_may_come_in(door: Door) -> None:
    """The same tokens before the library's own check, so that ours never lets in more."""
    from microsoft_teams.apps.auth import InboundActivityTokenValidator

    validator = InboundActivityTokenValidator(CLIENT)
    key = jwt.PyJWK(door.keys.keys.published()["keys"][0])

    class Own:
        def get_signing_key_from_jwt(self, _: str) -> Any:
            return key

    validator._service_validator._jwks_client = Own()  # type: ignore[assignment]
    right = door.keys.keys.token(door.there.url)
    await validator.validate_token(right, door.there.url)
    for name in ("garbage", "expired", "wrong audience", "wrong issuer", "wrong key", "alg none", "wrong service URL"):
        token = NOT_TEAMS[name](door)  # type: ignore[no-untyped-call]
        with pytest.raises(jwt.InvalidTokenError):
            await validator.validate_token(token, door.there.url)


# Without tokens, for Microsoft's local test client


async def test_without_tokens_only_this_machine_is_heard(sqlite_url: str) -> None:
    async with opened(sqlite_url, unauthenticated=True) as door:
        assert (await door.raw(door.message("hello"))).status_code == 200
        for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via"):
            assert (await door.raw(door.message("hello"), **{name: "203.0.113.7"})).status_code == 401
        # A page in a browser on this machine, whose site has given itself this machine's address.
        assert (await door.raw(door.message("hello"), host="evil.example")).status_code == 401
        elsewhere = {**door.message("hello"), "serviceUrl": "https://evil.example/"}
        assert (await door.raw(elsewhere)).status_code == 401
        await door.settled()
        assert [heard.sender for heard in door.heard] == [account(OWNER)]
        assert door.listener.find_problem() is None
        assert door.keys.asked == 0


async def test_a_token_that_was_proved_opens_nothing_else(door: Door) -> None:
    token = door.keys.keys.token(door.there.url)
    assert (await door.post(door.message("hello"), token)).status_code == 200
    elsewhere = {**door.message("hello"), "serviceUrl": "https://smba.trafficmanager.net/uk/"}
    assert (await door.post(elsewhere, token)).status_code == 401
    said, _, signature = token.rpartition(".")
    other = "B" if signature.startswith("A") else "A"
    assert (await door.post(door.message("hello"), f"{said}.{other}{signature[1:]}")).status_code == 401
    assert len(door.heard) == 1


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize(("bits", "status"), [(1024, 401), (2040, 401), (2048, 200)])
async def test_a_key_that_can_be_broken_proves_nothing(door: Door, bits: int, status: int) -> None:
    """Though Microsoft's own server should publish it: beside a good one it is left out."""
    short = Keys(CLIENT, "short", rsa.generate_private_key(65537, bits))
    published = {"keys": [*door.keys.keys.published()["keys"], *short.published()["keys"]]}
    door.keys.published = published
    activity = door.message("2.3 done")
    assert (await door.post(activity, short.token(door.there.url))).status_code == status
    assert (await door.post(door.message("2.3 done"))).status_code == 200
