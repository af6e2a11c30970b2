"""Holds what is sent: once, where it may go, found again, and in words a lead can act on when it cannot be."""

import asyncio

import pytest

from tests.chat.slack.conftest import Desk
from tests.standins.slack import SlackServer, buttons
from wres_bot.chat.slack.client import SCOPES, BotIdentity
from wres_bot.chat.slack.send import ABOVE, SlackPlatform
from wres_bot.domain.cards import Button, Buttons, Card, Picture, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Receipt

CARD = Card("Two dates", (text("Hello, <!channel> & all."), Buttons((Button("Done", "update 1.3 done"),))))
LONG = Card("All", tuple(text(f"{n} " + "word " * 200) for n in range(25)))


def to(server: SlackServer, name: str, *, private: bool = False) -> Address:
    """A person or a channel by name."""
    place = server.channels.get(name)
    if place:
        return Address("slack", server.team, place, "channel", must_be_private=private)
    return Address("slack", server.team, server.users[name])


async def test_a_letter_arrives_as_a_direct_message_with_its_key(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    receipt = await platform.send(to(slack_server, "head.of.resourcing"), CARD, "esneft/reminder/1")
    [message] = slack_server.messages_to("head.of.resourcing")
    assert receipt == Receipt(slack_server.direct("head.of.resourcing"), message["ts"])
    assert message["metadata"]["event_payload"]["key"] == "esneft/reminder/1"
    assert message["text"].startswith("Two dates\nHello, &lt;!channel&gt; &amp; all.")
    assert buttons(message)["Done"]["action_id"] == "say:0"
    [posted] = [call for call in slack_server.calls if call.method == "chat.postMessage"]
    assert (posted.fields["unfurl_links"], posted.fields["unfurl_media"]) == ("false", "false")


async def test_a_letter_is_found_by_its_key_and_no_other(slack_server: SlackServer, platform: SlackPlatform) -> None:
    where = to(slack_server, "edi-steering-group")
    sent = [await platform.send(where, CARD, f"k{n}") for n in range(3)]
    assert await platform.find_sent(where, "k1") == sent[1]
    assert await platform.find_sent(where, "k9") is None


@pytest.mark.parametrize("kind", ["drop_response", "hang"])
async def test_a_dropped_answer_is_unsure_and_then_found(
    slack_server: SlackServer, platform: SlackPlatform, kind: str
) -> None:
    where = to(slack_server, "head.of.resourcing")
    slack_server.faults.add("chat.postMessage", kind)  # type: ignore[arg-type]
    hasty = SlackPlatform(slack_server.token, slack_server.api_url, timeout=2)
    with pytest.raises(Unsure):
        await (hasty if kind == "hang" else platform).send(where, CARD, "k1")
    await hasty.close()
    receipt = await platform.find_sent(where, "k1")
    assert receipt is not None
    assert len(slack_server.messages_to("head.of.resourcing")) == 1


@pytest.mark.parametrize("kind", ["drop_request", "server_error"])
async def test_a_request_that_vanished_is_unsure_and_not_found(
    slack_server: SlackServer, platform: SlackPlatform, kind: str
) -> None:
    where = to(slack_server, "head.of.resourcing")
    slack_server.faults.add("chat.postMessage", kind)  # type: ignore[arg-type]
    with pytest.raises(Unsure):
        await platform.send(where, CARD, "k1")
    assert await platform.find_sent(where, "k1") is None
    posts = [call for call in slack_server.calls if call.method == "chat.postMessage"]
    assert len(posts) == 1  # the outbox retries, nothing beneath it does


async def test_slow_down_says_for_how_long(slack_server: SlackServer, platform: SlackPlatform) -> None:
    slack_server.faults.add("chat.postMessage", "rate_limited", retry_after=17)
    with pytest.raises(DeliveryError) as raised:
        await platform.send(to(slack_server, "wres-leads"), CARD, "k1")
    assert (raised.value.permanent, raised.value.retry_after) == (False, 17.0)


async def test_no_slack_at_all_is_certainly_not_sent() -> None:
    nobody = SlackPlatform("xoxb-x", "http://127.0.0.1:9/api/")
    with pytest.raises(DeliveryError) as raised:
        await nobody.send(Address("slack", "T1", "C1", "channel"), CARD, "k1")
    assert not raised.value.permanent
    await nobody.close()


async def test_trouble_before_posting_is_certainly_not_sent(slack_server: SlackServer, platform: SlackPlatform) -> None:
    slack_server.faults.add("conversations.open", "drop_response")
    with pytest.raises(DeliveryError) as raised:
        await platform.send(to(slack_server, "head.of.resourcing"), CARD, "k1")
    assert not raised.value.permanent


@pytest.mark.parametrize(
    ("error", "word"),
    [("missing_scope", "install"), ("token_revoked", "SLACK_BOT_TOKEN"), ("account_inactive", "install")],
)
async def test_what_cannot_be_helped_by_trying_again_says_what_would_help(
    slack_server: SlackServer, platform: SlackPlatform, error: str, word: str
) -> None:
    slack_server.faults.add("chat.postMessage", "error", error=error)
    with pytest.raises(DeliveryError, match=word) as raised:
        await platform.send(to(slack_server, "wres-leads"), CARD, "k1")
    assert raised.value.permanent


@pytest.mark.parametrize(("error", "unsure"), [("fatal_error", True), ("internal_error", True), ("unheard_of", False)])
async def test_slacks_own_trouble_may_be_tried_again(
    slack_server: SlackServer, platform: SlackPlatform, error: str, unsure: bool
) -> None:
    slack_server.faults.add("chat.postMessage", "error", error=error)
    with pytest.raises(Unsure if unsure else DeliveryError) as raised:
        await platform.send(to(slack_server, "wres-leads"), CARD, "k1")
    assert not getattr(raised.value, "permanent", False)


async def test_a_channel_that_is_gone_or_closed_is_permanent(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    slack_server.archive("wres-leads")
    with pytest.raises(DeliveryError, match="archived") as raised:
        await platform.send(to(slack_server, "wres-leads"), CARD, "k1")
    assert raised.value.permanent
    with pytest.raises(DeliveryError, match="/invite") as raised:
        await platform.send(to(slack_server, "board-room"), CARD, "k1")
    assert raised.value.permanent
    with pytest.raises(DeliveryError, match="gone") as raised:
        await platform.send(Address("slack", slack_server.team, "C0NOWHERE", "channel"), CARD, "k1")
    assert raised.value.permanent


async def test_somebody_who_has_left_is_permanent(slack_server: SlackServer, platform: SlackPlatform) -> None:
    with pytest.raises(DeliveryError, match="switched off") as raised:
        await platform.send(to(slack_server, "left"), CARD, "k1")
    assert raised.value.permanent


@pytest.mark.parametrize(
    ("channel", "word"),
    [("race-equality-network", "public"), ("shared-with-council", "shared"), ("board-room", "not in")],
)
async def test_what_must_be_private_is_posted_nowhere_else(
    slack_server: SlackServer, platform: SlackPlatform, channel: str, word: str
) -> None:
    with pytest.raises(DeliveryError, match=word) as raised:
        await platform.send(to(slack_server, channel, private=True), CARD, "k1")
    assert raised.value.permanent
    assert "chat.postMessage" not in [call.method for call in slack_server.calls]
    await platform.send(to(slack_server, "edi-steering-group", private=True), CARD, "k1")


async def test_a_long_letter_is_one_letter(slack_server: SlackServer, platform: SlackPlatform) -> None:
    where = to(slack_server, "edi-steering-group")
    receipt = await platform.send(where, LONG, "k1")
    assert len(receipt.message.split(",")) > 1
    assert await platform.find_sent(where, "k1") == receipt


async def test_a_long_letter_goes_on_where_it_was_broken_off(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    where = to(slack_server, "edi-steering-group")
    slack_server.faults.add("chat.postMessage", "delay", seconds=0)
    slack_server.faults.add("chat.postMessage", "rate_limited")
    with pytest.raises(Unsure):
        await platform.send(where, LONG, "k1")
    assert await platform.find_sent(where, "k1") is None
    receipt = await platform.send(where, LONG, "k1")
    ours = [m for m in slack_server.history("edi-steering-group") if m.get("metadata")]
    assert [m["ts"] for m in ours] == receipt.message.split(",")
    assert [m["metadata"]["event_payload"]["part"] for m in ours] == list(range(1, len(ours) + 1))


async def test_a_letter_is_redrawn(slack_server: SlackServer, platform: SlackPlatform) -> None:
    receipt = await platform.send(to(slack_server, "edi-steering-group"), LONG, "k1")
    before = [m for m in slack_server.history("edi-steering-group") if m["ts"] in receipt.message.split(",")]
    for _ in range(2):
        await platform.update(receipt, Card("Done", (text("All of it."),)))
        ours = [m for m in slack_server.history("edi-steering-group") if m["ts"] in receipt.message.split(",")]
        assert [m["text"] for m in ours] == ["Done\nAll of it.", *[ABOVE] * (len(before) - 1)]
        assert not ours[-1].get("blocks")
    await platform.update(receipt, LONG)
    ours = [m for m in slack_server.history("edi-steering-group") if m["ts"] in receipt.message.split(",")]
    assert [m["blocks"] for m in ours] == [m["blocks"] for m in before]
    assert [m["metadata"]["event_payload"]["key"] for m in ours] == ["k1"] * len(before)
    with pytest.raises(DeliveryError, match="no longer fits"):
        await platform.update(Receipt(receipt.place, receipt.message.split(",")[0]), LONG)
    with pytest.raises(DeliveryError) as raised:
        await platform.update(Receipt(receipt.place, "1.000001"), CARD)
    assert raised.value.permanent


async def test_a_picture_is_uploaded_with_its_words(slack_server: SlackServer, platform: SlackPlatform) -> None:
    card = Card("Chart", (Picture(b"\x89PNG", "Two bars, 12 and 14"),))
    await platform.send(to(slack_server, "wres-leads"), card, "k1")
    [image] = [b for b in slack_server.history("wres-leads")[-1]["blocks"] if b["type"] == "image"]
    assert image["alt_text"] == "Two bars, 12 and 14"
    assert image["slack_file"]["id"]


async def test_a_picture_that_cannot_be_uploaded_is_said(slack_server: SlackServer, platform: SlackPlatform) -> None:
    slack_server.faults.add("files.getUploadURLExternal", "server_error")
    card = Card("Chart", (Picture(b"\x89PNG", "Two bars, 12 and 14"),))
    await platform.send(to(slack_server, "wres-leads"), card, "k1")
    assert "Picture: Two bars" in str(slack_server.history("wres-leads")[-1]["blocks"])


async def test_blocks_that_slack_will_not_take_become_words(slack_server: SlackServer, platform: SlackPlatform) -> None:
    slack_server.faults.add("chat.postMessage", "error", 2, error="msg_blocks_too_long")
    await platform.send(to(slack_server, "wres-leads"), CARD, "k1")
    message = slack_server.history("wres-leads")[-1]
    assert message["text"].startswith("Two dates\nHello")
    assert not message.get("blocks")


@pytest.mark.parametrize(
    ("name", "email", "active", "guest"),
    [
        ("head.of.edi", "head.of.edi@esneft.example", True, False),
        ("guest", "guest@partner.example", True, True),
        ("unverified", None, True, False),
        ("left", "left@esneft.example", False, False),
    ],
)
async def test_a_person_is_who_slack_says(
    slack_server: SlackServer, platform: SlackPlatform, name: str, email: str | None, active: bool, guest: bool
) -> None:
    found = await platform.fetch_profile(slack_server.users[name])
    assert found is not None
    assert (found.email, found.active, found.guest) == (email, active, guest)


async def test_somebody_of_another_organisation_brings_no_address(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    who = await platform.fetch_identity()
    assert who.team == slack_server.team
    platform._api._identity = type(who)("T0OTHER", who.user, who.bot, who.scopes)
    found = await platform.fetch_profile(slack_server.users["head.of.edi"])
    assert found is not None
    assert (found.email, found.guest) == (None, True)


async def test_nobody_is_nobody(slack_server: SlackServer, platform: SlackPlatform) -> None:
    assert await platform.fetch_profile("U0NOBODY") is None
    slack_server.faults.add("users.info", "rate_limited", retry_after=3)
    with pytest.raises(DeliveryError):
        await platform.fetch_profile(slack_server.users["head.of.edi"])


async def test_a_place_is_what_slack_says(slack_server: SlackServer, platform: SlackPlatform) -> None:
    async def facts(name: str) -> tuple[bool, bool, bool, bool]:
        found = await platform.fetch_place(slack_server.channels[name])
        assert found is not None
        assert (found.name, found.kind) == (name, "channel")
        return found.private, found.shared, found.archived, found.member

    assert await facts("race-equality-network") == (False, False, False, True)
    assert await facts("edi-steering-group") == (True, False, False, True)
    assert (await facts("shared-with-council"))[1]
    slack_server.archive("wres-leads")
    assert (await facts("wres-leads"))[2]
    assert await platform.fetch_place("C0NOWHERE") is None
    direct = await platform.fetch_place("D0SOMEBODY")
    assert direct is not None
    assert (direct.kind, direct.private) == ("direct", True)


async def test_many_letters_at_once_share_a_session(slack_server: SlackServer, desk: Desk) -> None:
    people = ["head.of.edi", "head.of.resourcing", "steering.chair", "network.chair"]
    await asyncio.gather(*(desk.platform.send(to(slack_server, p), CARD, f"k/{p}") for p in people))
    for person in people:
        assert len(slack_server.messages_to(person)) == 1


async def test_what_is_wrong_with_the_token_is_said(
    slack_server: SlackServer, platform: SlackPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await platform.find_problems() == []
    who = await platform.fetch_identity()
    less = type(who)(who.team, who.user, who.bot, SCOPES - {"groups:read", "im:write"})

    async def answer_less(*, anew: bool = False) -> BotIdentity:
        return less

    with monkeypatch.context() as patched:
        patched.setattr(platform._api, "fetch_identity", answer_less)
        assert await platform.find_problems() == [
            "In Slack the bot lacks groups:read, im:write. Update the app from its manifest and install it again."
        ]
    slack_server.faults.add("auth.test", "error", error="token_revoked")
    assert "SLACK_BOT_TOKEN" in (await platform.find_problems())[0]


async def test_somebody_who_never_wrote_is_sought_by_their_verified_address(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    found = await platform.find_address("Head.of.EDI@esneft.example")
    assert found == Address("slack", slack_server.team, slack_server.users["head.of.edi"])
    for address in ("left@esneft.example", "head.of.od@esneft.example", "nobody@esneft.example"):
        assert await platform.find_address(address) is None
