"""Holds what is heard of all that Slack sends, and how its markup is read back into what the person typed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.chat.slack.incoming import find_audience, parse_click, parse_command, parse_event, strip_markup
from wres_bot.chat.slack.mrkdwn import escape


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("<@U0WRES> 2.3 done", "2.3 done"),
        ("<@U0WRES|wres>: 2.3 done", "2.3 done"),
        ("<@U0WRES>, <@U0WRES> 2.3 done", "2.3 done"),
        ("2.3 done <@U0WRES>", "2.3 done"),
        ("<@U0WRES>", ""),
        ("<@U0OTHER> holds 2.3", "<@U0OTHER> holds 2.3"),
        ("assign 2.3 <@U0OTHER|chair>", "assign 2.3 <@U0OTHER>"),
        ("see <#C123|edi-group>", "see #edi-group"),
        ("see <#C123>", "see a channel"),
        ("mail <mailto:chair@esneft.example|chair@esneft.example>", "mail chair@esneft.example"),
        ("at <http://esneft.example|esneft.example>", "at esneft.example"),
        ("at <https://esneft.example/a?b=1&amp;c=2>", "at https://esneft.example/a?b=1&c=2"),
        ("at <https://esneft.example/a|the report>", "at the report (https://esneft.example/a)"),
        ("<!here> done", "@here done"),
        ("<!subteam^S1|@edi> done", "@edi done"),
        ("R&amp;D &lt;x&gt; &amp;amp;", "R&D <x> &amp;"),
        ("2.3 done\x00\ud800", "2.3 done"),
        ("  2.3 “done” – yes\u00a0 ", "2.3 “done” – yes"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_slacks_markup_is_read_as_what_was_typed(sent: str, read: str) -> None:
    assert strip_markup(sent, "U0WRES") == read


@given(st.text())
def test_any_text_can_be_read(sent: str) -> None:
    strip_markup(sent, "U0WRES")


@given(st.text(alphabet="ab &<>;@amplt!#|", max_size=60))
def test_what_we_escape_reads_back_as_it_was(said: str) -> None:
    assert strip_markup(escape(said).replace("\u2060", "")) == said.strip()


BOT = "U0WRES"


def event(**more: Any) -> dict[str, Any]:
    """A direct message, as Slack brings it."""
    told = {"type": "message", "user": "U1", "channel": "D1", "ts": "1609752600.000100", "text": "mine", **more}
    return {"team_id": "T1", "event": {name: value for name, value in told.items() if value is not None}}


def test_a_direct_message_is_known_by_its_place_and_time_and_not_by_its_event() -> None:
    read = parse_event(event(), BOT)
    assert read is not None
    assert (read.id, read.sender, read.place, read.via, read.place_kind, read.workspace, read.text) == (
        "D1:1609752600.000100", "U1", "D1", "message", "direct", "T1", "mine",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "heard"),
    [
        ({}, True), ({"channel": "C1"}, False), ({"channel": "C1", "channel_type": "im"}, True),
        ({"channel": "C1", "type": "app_mention"}, True), ({"user": BOT}, False), ({"bot_id": "B1"}, False),
        ({"edited": {}}, True), ({"edited": {"user": "U1"}}, False), ({"hidden": True}, False),
        ({"subtype": "file_share"}, True), ({"subtype": "thread_broadcast"}, True),
        ({"subtype": "message_changed"}, False),
        ({"user": None}, False), ({"user": "B12"}, False), ({"user": "W12"}, True), ({"ts": None}, False),
        ({"channel": None}, False),
    ],
)  # fmt: skip
def test_only_what_a_person_says_to_the_bot_is_heard(more: dict[str, Any], heard: bool) -> None:
    assert (parse_event(event(**more), BOT) is not None) is heard


@pytest.mark.parametrize(
    ("channel_type", "via", "kind"),
    [("im", "message", "direct"), ("mpim", "mention", "group"), ("channel", "mention", "channel")],
)
def test_where_it_was_said(channel_type: str, via: str, kind: str) -> None:
    read = parse_event(event(type="app_mention", channel="C1", channel_type=channel_type), BOT)
    assert read is not None
    assert (read.via, read.place_kind) == (via, kind)


def test_a_command_is_known_by_its_trigger() -> None:
    body = {"channel_id": "C1", "user_id": "U1", "trigger_id": "13.7", "text": "2.3 done", "team_id": "T1"}
    read = parse_command(body)
    assert (read.id, read.place, read.sender, read.text, read.via, read.place_kind) == (
        "13.7", "C1", "U1", "2.3 done", "command", "channel",
    )  # fmt: skip
    assert parse_command(body | {"channel_name": "directmessage"}).place_kind == "direct"
    assert parse_command(body | {"channel_id": "D1"}).place_kind == "direct"
    assert parse_command(body | {"channel_name": "mpdm-a--b-1"}).place_kind == "group"


def click(value: Any, **container: Any) -> dict[str, Any]:
    carried = value if isinstance(value, str) else json.dumps(value)
    return {
        "user": {"id": "U1"}, "team": {"id": "T1"}, "channel": {"id": "C9", "name": "edi"},
        "container": {"channel_id": "C1", "message_ts": "1.5", **container},
        "actions": [{"value": carried, "action_ts": "2.5", "action_id": "say:0"}],
    }  # fmt: skip


def test_a_click_says_what_its_button_carries() -> None:
    read = parse_click(click({"says": "2.3 done", "version": 4, "from": "list &amp; more"}))
    assert read is not None
    assert (read.text, read.seen, read.origin, read.place, read.via) == ("2.3 done", 4, "list & more", "C1", "click")
    assert read.id == "2.5:say:0:U1:1.5"
    seldom = parse_click(click({"says": "help"}))
    assert seldom is not None
    assert (seldom.seen, seldom.origin) == (None, "")


def choice(block_id: str, value: Any) -> dict[str, Any]:
    chosen = {"type": "static_select", "block_id": block_id, "selected_option": value, "action_id": "say:0"}
    return click("") | {"actions": [chosen | {"action_ts": "2.5"}]}


def test_a_choice_says_the_words_of_its_block_with_the_value_chosen() -> None:
    read = parse_click(choice('3:post "Head of EDI" is {}', {"value": "pat@esneft.example"}))
    assert read is not None
    assert (read.text, read.via, read.seen) == ('post "Head of EDI" is pat@esneft.example', "click", None)


@pytest.mark.parametrize(
    ("block_id", "value"),
    [("AbC", {"value": "x"}), ("3:post is nobody", {"value": "x"}), ("3:post is {}", None), ("3:post is {}", {})],
)
def test_a_menu_of_somebody_elses_is_none_of_ours(block_id: str, value: Any) -> None:
    assert parse_click(choice(block_id, value)) is None


@pytest.mark.parametrize(
    "value", ["", "{", "[]", "7", "null", {"says": 7}, {"says": None}, {"version": 1}, {"says": "x", "version": "1"}]
)
def test_a_button_of_somebody_elses_is_none_of_ours(value: Any) -> None:
    assert parse_click(click(value)) is None


@pytest.mark.parametrize(
    ("container", "audience"),
    [
        ({"is_ephemeral": True}, "asker"), ({"is_ephemeral": True, "channel_id": "D1"}, "asker"),
        ({"channel_id": "D1"}, "both"), ({"channel_id": "C1"}, "others"), ({"channel_id": ""}, "others"),
    ],
)  # fmt: skip
def test_who_sees_the_clicked_message(container: dict[str, Any], audience: str) -> None:
    assert find_audience(click({"says": "x"}, **container)) == audience


def edited(**more: Any) -> dict[str, Any]:
    """What Slack brings when somebody changes a direct message of theirs."""
    before = {"user": "U1", "ts": "1609752600.000100", "text": "2.3 done"}
    now = {**before, "text": "2.3 in progress", "edited": {"user": "U1", "ts": "1609752700.000000"}}
    told = {"type": "message", "subtype": "message_changed", "channel": "D1", "channel_type": "im", "message": now,
            "previous_message": before, "event_ts": "1609752700.000200"}  # fmt: skip
    return {"team_id": "T1", "event": told | more}


def test_a_changed_message_says_which_it_was_and_what_it_is() -> None:
    read = parse_event(edited(), BOT)
    assert read is not None
    assert (read.text, read.sender, read.place, read.corrects, read.via) == (
        "2.3 in progress", "U1", "D1", "D1:1609752600.000100", "message",
    )  # fmt: skip
    assert read.id != read.corrects


def test_a_deleted_message_has_no_words() -> None:
    read = parse_event(edited(subtype="message_deleted", message=None), BOT)
    assert read is not None
    assert (read.text, read.corrects) == ("", "D1:1609752600.000100")


@pytest.mark.parametrize(
    "more",
    [{"channel": "C1"}, {"previous_message": None}, {"message": {"user": "U1", "text": "2.3 done"}}, {"message": None},
     {"previous_message": {"user": BOT, "ts": "1.1", "text": "x"}}, {"previous_message": {"user": "U1", "text": "x"}},
     {"previous_message": {"user": "U1", "ts": "1.1", "text": "2.3 in progress"}},
     {"previous_message": {"user": "U1", "ts": "1.1", "text": "x", "bot_id": "B1"}}],
)  # fmt: skip
def test_what_nobody_changed_is_no_correction(more: dict[str, Any]) -> None:
    assert parse_event(edited(**more), BOT) is None


@pytest.mark.parametrize(
    ("more", "answers"),
    [({}, None), ({"thread_ts": "1609750000.000100"}, "1609750000.000100"), ({"thread_ts": "1609752600.000100"}, None)],
)
def test_a_direct_message_in_a_thread_answers_what_stands_above(more: dict[str, str], answers: str | None) -> None:
    read = parse_event(event(**more), BOT)
    assert read is not None
    assert read.answers == answers


@pytest.mark.parametrize(
    ("sent", "read"),
    [("note 2.3 see <#C0ABCDEF1|>", "note 2.3 see a channel"), ("note 2.3 see <#C0ABCDEF1>", "note 2.3 see a channel"),
     ("note 2.3 see <#C0ABCDEF1|edi>", "note 2.3 see #edi"), ("note 2.3 <!subteam^S0ABC> met", "note 2.3 a group met"),
     ("note 2.3 <!subteam^S0ABC|@edi-team> met", "note 2.3 @edi-team met")],
)  # fmt: skip
def test_the_id_of_a_channel_or_group_is_no_word_of_anybodys(sent: str, read: str) -> None:
    assert strip_markup(sent) == read
