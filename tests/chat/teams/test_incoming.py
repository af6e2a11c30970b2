"""Holds what is understood of an activity: the words, by whom, where, and what is now so of the conversation."""

import html
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE
from wres_bot.chat.teams import incoming
from wres_bot.chat.teams.incoming import strip_markup
from wres_bot.domain.ports import Conversation
from wres_bot.parser.text import tidy

TENANT = "5f0c1d2e-0000-4000-8000-00000000e5ef"
BOT = {"id": "28:bot", "name": "WRES"}
OWN = {"type": "mention", "mentioned": {"id": "28:bot", "name": "WRES"}, "text": "<at>WRES</at>"}
ANN = {"type": "mention", "mentioned": {"id": "29:ann", "name": "Ann Owner"}, "text": "<at>Ann Owner</at>"}
CHANNEL = "19:network@thread.tacv2"


def message(text: str, *entities: Any, kind: str = "channel", **more: Any) -> dict[str, Any]:
    there = {"personal": "a:1chat", "groupChat": "19:group@thread.v2", "channel": f"{CHANNEL};messageid=16"}
    return {
        "type": "message", "id": "17", "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/uk/",
        "from": {"id": "29:owner", "aadObjectId": "AAAA-BBBB"}, "recipient": BOT, "text": text,
        "entities": list(entities), "conversation": {"id": there[kind], "conversationType": kind, "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>WRES</at> update 2.3 done", "update 2.3 done"),
        ("<at>WRES</at>&nbsp;update 2.3 done", "update 2.3 done"),
        ("<at>WRES</at>\xa0update 2.3 done\n", "update 2.3 done"),
        ("<p><at>WRES</at>: update 2.3 done</p>", "update 2.3 done"),
        ('<div><at id="0">WRES</at>, <b>2.3</b> done<br/></div>', "2.3 done"),
        ("<at>WRES</at> <at>WRES</at> status", "status"),
        ("2.3 done <at>WRES</at>", "2.3 done"),
        ("<at>WRES</at>", ""),
        ("<at>WRES</at> 2.3 done\r\n1.1 in progress", "2.3 done\n1.1 in progress"),
        ("<p>2.3 done</p><p>1.1 in progress</p>", "2.3 done\n1.1 in progress"),
        ("<at>WRES</at> note 2.3 &lt;b&gt; costs &pound;3 &amp; more", "note 2.3 <b> costs £3 & more"),
        ("<at>WRES</at> note 2.3 a < b and c > d", "note 2.3 a < b and c > d"),
        ("<at>WRES</at> note 2.3 \u2018booked\u2019 \u2013 for spring", "note 2.3 'booked' - for spring"),
        # Nobody else's name is taken away, wherever it stands.
        ("<at>Ann Owner</at> <at>WRES</at> 2.3 done", "Ann Owner 2.3 done"),
        ("<at>WRES</at> <at>Ann Owner</at> has 2.3", "Ann Owner has 2.3"),
        ("<at>WRES</at> assign 2.3 <at>Ann Owner</at>", "assign 2.3 Ann Owner"),
        # What is quoted was said by somebody else.
        ('<blockquote itemtype="x"><b>Bot</b> 2.3 done?</blockquote><p><at>WRES</at> yes</p>', "yes"),
        ('<attachment id="abc"></attachment><at>WRES</at> yes', "yes"),
        ('<at>WRES</at> see <a href="https://x.example">the report</a>', "see the report"),
    ],
)
def test_the_words_are_read_out_of_what_teams_makes_of_them(text: str, words: str) -> None:
    said = incoming.parse_message(message(text, OWN, ANN), TENANT)
    assert said
    assert tidy(said.text) == words.replace("\n\n", "\n")


def test_a_name_of_several_words_with_spaces_that_are_none() -> None:
    own = {**OWN, "mentioned": {"id": "28:bot", "name": "WRES plan bot"}, "text": "<at>WRES plan bot</at>"}
    said = incoming.parse_message(message("<at>WRES&nbsp;plan bot</at> status", own), TENANT)
    assert said and said.text == "status"


def chosen(**data: Any) -> dict[str, Any]:
    about = {"action": "say", "says": 'post "Head of EDI" is {}', "choice": "choice1", "version": None, **data}
    return message("", kind="personal") | {"type": "invoke", "value": {"action": {"data": about}}}


def test_a_choice_says_its_words_with_the_value_chosen() -> None:
    read = incoming.parse_click(chosen(choice1="pat@esneft.example"), TENANT)
    assert read and read.text == 'post "Head of EDI" is pat@esneft.example'
    assert not incoming.is_nothing_chosen(chosen(choice1="pat@esneft.example"))


@pytest.mark.parametrize("value", [None, "", "  ", 7, ["x"]])
def test_a_menu_saved_before_anything_was_chosen_says_nothing(value: Any) -> None:
    assert incoming.parse_click(chosen(choice1=value), TENANT) is None


def test_where_and_who() -> None:
    said = incoming.parse_message(message("<at>WRES</at> status", OWN), TENANT)
    assert said
    assert (said.platform, said.workspace, said.sender) == ("teams", TENANT, "aaaa-bbbb")
    assert (said.place, said.thread, said.place_kind, said.via) == (CHANNEL, "16", "channel", "mention")
    assert said.id == f"{CHANNEL}:17"


def test_a_message_that_begins_a_thread_is_its_head() -> None:
    activity = message("<at>WRES</at> status", OWN)
    activity["conversation"]["id"] = CHANNEL
    said = incoming.parse_message(activity, TENANT)
    assert said and said.thread == "17"


@pytest.mark.parametrize(("kind", "ours"), [("personal", "direct"), ("groupChat", "group")])
def test_a_chat_has_no_threads(kind: str, ours: str) -> None:
    said = incoming.parse_message(message("<at>WRES</at> status", OWN, kind=kind, replyToId="12"), TENANT)
    assert said and (said.place_kind, said.thread) == (ours, None)


def test_in_a_group_only_what_is_said_to_the_bot_is_heard() -> None:
    assert incoming.parse_message(message("2.3 done", kind="groupChat"), TENANT) is None
    assert incoming.parse_message(message("<at>Ann Owner</at> 2.3 done", ANN), TENANT) is None
    assert incoming.parse_message(message("2.3 done", kind="personal"), TENANT)


@pytest.mark.parametrize(
    ("there", "data", "kind"),
    [
        ({"id": "a:1"}, {}, "direct"),
        ({"id": "19:x@thread.v2"}, {}, "group"),
        ({"id": "19:x@thread.tacv2"}, {}, "channel"),
        ({"id": "19:x@thread.skype"}, {"team": {"id": "19:x@thread.skype"}}, "channel"),
        ({"id": "x", "isGroup": True}, {}, "group"),
    ],
)
def test_a_conversation_that_does_not_name_its_kind_shows_it(there: Any, data: Any, kind: str) -> None:
    assert incoming.place_kind({**message("x"), "conversation": there, "channelData": data}) == kind


@given(st.text(max_size=300))
def test_plain_words_arrive_as_they_were_typed(text: str) -> None:
    """Teams writes & < > as HTML does; read back, the words are the same but for spaces at the ends and in runs."""
    kept = "".join(c for c in text if c != "\x00")
    assert strip_markup(html.escape(kept, quote=False), ["WRES"]).split() == kept.split()


MARKUP = ("<at>", "</at>", "WRES", "<at>WRES</at>", "<p>", "</p>", "<", ">", "&nbsp;", "&lt;", "<blockquote>",
          "</blockquote>", "<br/>", "2.3 done", "\x00", "<at id='1'>", "&#0;")  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP)))
def test_no_markup_breaks_the_reader(parts: list[str]) -> None:
    said = strip_markup("".join(parts), ["<at>WRES</at>", "WRES"])
    assert "\x00" not in said
    assert said == said.strip()


@pytest.mark.parametrize("piece", ["<blockquote>", "<at>", "<at>WRES</at>", "<", "<a ", "</p>", "&lt;", "<p>x"])
def test_no_text_takes_longer_the_longer_it_is_for_each_character(piece: str) -> None:
    """In processor time, which others on the machine do not take: in a few tenths, or in an hour."""
    begun = time.process_time()
    strip_markup(piece * (400_000 // len(piece)), ["WRES"])
    assert time.process_time() - begun < PATIENCE


def told(**more: Any) -> Conversation:
    return Conversation("teams", TENANT, CHANNEL, "channel", **more)


def test_what_a_message_leaves_out_is_not_forgotten() -> None:
    old = told(name="Network", team="19:t", private=True, locator={"channel_type": "private", "group": "g"})
    new = incoming.merge_conversation(old, told(team="19:t", locator={"service_url": "https://new.example"}))
    assert (new.name, new.team, new.private) == ("Network", "19:t", True)
    assert new.locator == {"channel_type": "private", "group": "g", "service_url": "https://new.example"}


def test_a_channel_that_is_no_longer_shared_is_known_as_such_when_teams_says_so() -> None:
    old = told(shared=True, locator={"channel_type": "shared"})
    assert incoming.merge_conversation(old, told()).shared
    assert not incoming.merge_conversation(old, told(locator={"channel_type": "standard"})).shared


def test_an_archived_team_is_known_as_archived() -> None:
    activity = {**message(""), "type": "conversationUpdate"}
    activity["channelData"] = {"eventType": "teamArchived", "team": {"id": "19:t"}}
    [now] = incoming.parse_changes(activity, TENANT, [told(team="19:t")])
    assert now.locator["archived"] == "yes"
    activity["channelData"]["eventType"] = "teamUnarchived"
    [now] = incoming.parse_changes(activity, TENANT, [now])
    assert not now.locator["archived"]


def test_names_are_kept_as_one_line_of_text() -> None:
    activity = message("x")
    activity["channelData"]["channel"] = {"id": CHANNEL, "name": "Net\x00work\n of\u202e ours " + "x" * 400}
    assert incoming.parse_conversation(activity, TENANT).name.startswith("Network of ours x")
    assert len(incoming.parse_conversation(activity, TENANT).name) <= 200


@pytest.mark.parametrize(
    ("text", "entities", "answers"),
    [
        ('<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1609752600123">x</blockquote>done', (),
         "1609752600123"),
        ('<quoted messageId="1609752600123"/> done', (), "1609752600123"),
        ("done", ({"type": "quotedReply", "quotedReply": {"messageId": "1609752600123"}},), "1609752600123"),
        ("done", ({"type": "quotedReply", "quotedReply": None},), None),
        ('itemid="12" done', (), None),
        ("done", (), None),
    ],
)  # fmt: skip
def test_a_quoted_message_is_what_is_answered(text: str, entities: tuple[Any, ...], answers: str | None) -> None:
    read = incoming.parse_message(message(text, *entities, kind="personal"), TENANT)
    assert read is not None
    assert read.answers == answers


@pytest.mark.parametrize(
    ("kind", "event", "text", "words"),
    [("messageUpdate", "editMessage", "2.3 in progress", "2.3 in progress"),
     ("messageUpdate", "undeleteMessage", "2.3 done", "2.3 done"), ("messageDelete", "softDeleteMessage", "", "")],
)  # fmt: skip
def test_a_changed_or_deleted_message_says_which_it_was(kind: str, event: str, text: str, words: str) -> None:
    said = message(text, kind="personal", type=kind, timestamp="2021-01-04T10:00:00Z", channelData={"eventType": event})
    first = incoming.parse_message(message("2.3 done", kind="personal"), TENANT)
    read = incoming.parse_correction(said, TENANT)
    assert read is not None and first is not None
    assert (read.text, read.corrects) == (words, first.id)
    assert read.id != first.id


@pytest.mark.parametrize(
    "more", [{"channelData": {}}, {"channelData": {"eventType": "softDeleteMessage"}}, {"id": ""}, {"from": BOT}]
)
def test_what_nobody_changed_is_no_correction(more: dict[str, Any]) -> None:
    said = message(
        "x", kind="personal", **{"type": "messageUpdate", "channelData": {"eventType": "editMessage"}} | more
    )
    assert incoming.parse_correction(said, TENANT) is None
    elsewhere = message("x", type="messageUpdate", channelData={"eventType": "editMessage"})
    assert incoming.parse_correction(elsewhere, TENANT) is None
