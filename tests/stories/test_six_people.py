"""The six people the bot is for, each in one conversation from beginning to end, in the local chat and in Slack."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.contract.chat import (
    CHAIR,
    COLLEAGUE,
    DIGEST_MORNING,
    EDUCATION,
    FIRST_MORNING,
    PARTNER,
    PREVIEW_MORNING,
    Chat,
    joined,
)
from tests.world.vocabulary import EDI, NETWORK, RELATIONS, RESOURCING, STEERING, at
from wres_bot.__main__ import cli
from wres_bot.resources import find_shipped


def test_somebody_trying_it_out_sees_a_whole_quarter(chat: Chat) -> None:
    # They ask what there is.
    assert "since last meeting" in chat.say(EDI, "help").words
    assert "2.3" in chat.say(RELATIONS, "mine").words

    # They say that something is done, and see it everywhere.
    assert "2.3 is now done. Thank you." in chat.say(RELATIONS, "update 2.3 done").words
    assert "4 January: done" in chat.say(COLLEAGUE, "show 2.3").words

    # Somebody else's reminder arrives; they press a button in it.
    chat.set_up_channels()
    chat.tick(FIRST_MORNING)
    [reminder] = chat.read_direct(EDUCATION)
    assert "2.1 is now in progress" in chat.click(EDUCATION, reminder, "In progress", "2.1").words

    # The quarter ends: both summaries have arrived and tell of it.
    for day in ("2021-01-05", "2021-01-06", "2021-01-07", "2021-01-08"):
        chat.tick(at(day, "10:00"))
    network, steering = joined(chat.read_channel(NETWORK)), joined(chat.read_channel(STEERING))
    assert "Finished since then: Introduce RCN Cultural Ambassadors" in network
    assert "2.1 Report who accesses non-mandatory training, matched to ESR: now in progress" in steering

    # And they look at another trust's plan.
    for trust in ("esneft", "nscht"):
        chat.belongs(PARTNER, trust)
    assert "NSCHT 2020-21" in chat.say(PARTNER, "plan use nscht-2020-21").words
    assert "17" in chat.say(PARTNER, "status").words
    assert "2iii" in chat.say(PARTNER, "list").words


def test_an_owner_is_met_asked_and_thanked(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    [first] = chat.read_direct(EDUCATION)
    assert "Three actions you look after have reached their date, Thursday 31 December 2020." in first.words
    assert "my list has you as the Assistant Director of Education. Is this you?" in first.words

    # Yes, it is.
    assert "Thank you. Good to meet you." in chat.click(EDUCATION, first, "Yes").words

    # One by a button, one by typing, one by a mention in a channel, one by the command.
    assert "1.5 is now done" in chat.click(EDUCATION, first, "Done", "1.5").words
    told = chat.write(EDUCATION, "2.1 in progress, training booked")
    assert "2.1 is now in progress. Thank you." in told.words
    assert "I've kept your words: “training booked”" in told.words
    assert "3.8 is now delayed" in chat.mention(EDUCATION, NETWORK, "3.8 delayed, waiting for the Academy").words
    assert chat.read_channel(NETWORK) == []
    assert "1.4 is now in progress" in chat.say(EDUCATION, "update 1.4 on track", NETWORK).words

    # A slip, taken back.
    assert "taken that back" in chat.write(EDUCATION, "undo").words
    assert [chat.status(ref) for ref in ("1.5", "2.1", "3.8", "1.4")] == ["done", "in progress", "delayed", "no update"]

    # What they did not need is never asked again; at most one message a day comes.
    chat.tick(at("2021-01-04", "16:00"))
    assert len([message for message in chat.read_direct(EDUCATION) if message.key]) == 1
    chat.tick(at("2021-02-05"))
    [_, second] = [message for message in chat.read_direct(EDUCATION) if message.key]
    assert "1.5" not in second.words
    assert "2.1" in second.words
    assert "Is this you?" not in second.words

    # They need help, and somebody hears.
    chat.click(EDUCATION, second, "Need help", "2.1")
    chat.write(EDUCATION, "need help 2.1 the system cannot say who was refused")
    assert "the system cannot say who was refused" in joined(chat.read_direct(EDI))
    assert "thank" in chat.write(EDUCATION, "thanks!").words.casefold()


def test_an_owner_with_one_action_just_says_done(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    assert "One action you look after was to start in November 2020." in chat.read_direct(RELATIONS)[0].words
    assert "2.3 is now done" in chat.write(RELATIONS, "done").words


def test_somebody_who_is_not_the_owner_says_so(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    [first] = chat.read_direct(EDUCATION)
    assert "I've told the Head of EDI" in chat.click(EDUCATION, first, "Not me").words
    told = chat.read_direct(EDI)[-1].words
    assert "do not hold Assistant Director of Education" in told

    # The coordinator names somebody else, who is asked from then on.
    chat.say(EDI, 'post "Assistant Director of Education" is hr.director@esneft.example')
    chat.tick(at("2021-01-08"))
    asked = chat.read_direct("hr.director@esneft.example")[-1].words
    assert "1.5" in asked
    assert "2.1" in asked
    assert "Assistant Director of Education" in asked


def test_a_staff_network_reads_its_plan_in_plain_english(chat: Chat) -> None:
    chat.set_up_channels()
    chat.confirm(EDUCATION)
    chat.write(EDUCATION, "1.5 done, it took a year of asking")
    chat.tick(FIRST_MORNING)
    chat.tick(DIGEST_MORNING)
    digest = joined(chat.read_channel(NETWORK))
    assert "Our race equality plan: October to December 2020" in digest
    assert "that doesn't mean nothing has happened" in digest
    assert "BAME share of all staff" in digest
    assert "please don't post it here; the Freedom to Speak Up Guardian will listen" in digest
    # Nobody is named or counted, no note is quoted, and none of the project's own words are in it.
    assert "year of asking" not in digest
    assert "@" not in digest
    assert not re.search(r"\b(snapshot|milestone|letter|KPI|null|None)\b", digest)
    # A member asks in the channel, and only they see the answer.
    before = len(chat.read_channel(NETWORK))
    told = chat.mention(COLLEAGUE, NETWORK, "show 1.5")
    assert told.only is not None
    assert "1.5 Put EDI content" in told.words
    assert len(chat.read_channel(NETWORK)) == before


def test_a_steering_group_gets_the_full_picture(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(FIRST_MORNING)
    chat.write(RELATIONS, "2.3 done, eight people trained")
    chat.write(EDUCATION, "need help 1.5 no trainer until May")
    chat.say(EDI, "move 2.1 30 April 2021 the new system comes in March")
    chat.tick(PREVIEW_MORNING)

    # The coordinator reads it first.
    preview = next(message for message in chat.read_direct(EDI) if f"goes to {STEERING}" in message.words)
    assert "It goes by itself unless you hold it." in preview.words
    assert chat.read_channel(STEERING) == []

    chat.tick(DIGEST_MORNING)
    digest = joined(chat.read_channel(STEERING))
    for words in (
        "ESNEFT 2020-21, quarter 3", "By section", "Since the quarter ended", "Dates passed", "For decision",
        "Asked, and not answered yet", "Dates to come", "Delivery beside outcome",
    ):  # fmt: skip
        assert words in digest, words
    assert "no trainer until May" in digest or "1.5" in digest.split("For decision")[1].split("Dates to come")[0]
    assert "Is January 2021 the launch of the three-year programme, or its end?" in digest
    assert "Indicator 1, BAME share of all staff: 0 of 9 linked actions complete (1 past its date); 17%." in digest
    assert "eight people trained" not in digest


def test_a_chair_gets_the_truth_at_a_glance(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    chat.write(RELATIONS, "2.3 done")
    status = chat.say(CHAIR, "status", STEERING)
    assert "1 of 22 complete" in status.words
    assert "21 with no update recorded" in status.words
    assert "Nine dates passed" in status.words
    assert status.labels == ["Passed", "Next", "Figures", "Copy for minutes"]
    assert chat.read_channel(STEERING) == []

    # Each button says more.
    assert "1.6" in chat.click(CHAIR, status, "Passed").words
    assert "31 January" in chat.click(CHAIR, status, "Next").words
    assert "17%" in chat.click(CHAIR, status, "Figures").words

    # A copy to keep comes where it stays.
    assert "sent you a copy" in chat.click(CHAIR, status, "Copy for minutes").words
    minutes = chat.read_direct(CHAIR)[-1]
    assert minutes.key
    assert "1 of 22 complete" in minutes.words

    # It is not theirs to change.
    chat.say(CHAIR, "update 2.3 in progress")
    assert chat.status("2.3") == "done"


PLAN_CSV = "plan.csv"


@pytest.fixture
def run(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on the same store."""
    monkeypatch.setenv("WRES_DATABASE_URL", str(chat.store.engine.url))
    return CliRunner()


def test_a_coordinator_brings_a_plan_in_rehearses_and_goes_live(chat: Chat, run: CliRunner, tmp_path: Path) -> None:
    # A spreadsheet of a plan that the store knows already, with a new action and a date that has moved.
    folder = find_shipped("config/examples") / "esneft-2020-21"
    sheet = (folder / PLAN_CSV).read_text(encoding="utf-8")
    sheet = sheet.replace(
        "Assistant Director of Education,December 2020,,Metrics 1", "Head of Wards,March 2021,,Metrics 1"
    )
    (tmp_path / PLAN_CSV).write_text(sheet, encoding="utf-8-sig")
    said = [
        "plan",
        "import",
        str(tmp_path / PLAN_CSV),
        "--trust",
        "esneft",
        "--year",
        "2020-21",
        "--at",
        "2021-01-04T09:30",
    ]

    # They look before they leap.
    before = chat.happened()
    preview = run.invoke(cli, [*said, "--dry-run"])
    assert preview.exit_code == 0, preview.output
    assert "0 to add, 1 to change" in preview.output
    assert "Nothing is written yet" in preview.output
    assert "matched, 1 to do: Head of Wards." in preview.output
    assert chat.happened() == before
    assert run.invoke(cli, said).exit_code == 0
    assert "31 March 2021" in chat.say(EDI, "show 1.5").words

    # The checklist has one post left; they fill it in chat.
    assert "Head of Wards" in chat.say(EDI, f'post "Head of Wards" is {RESOURCING}').words

    # They name the channels, and rehearse: every message comes to them, marked with whom it was for.
    chat.set_up_channels()
    assert "Rehearsal is on" in chat.say(EDI, "rehearse on").words
    chat.tick(FIRST_MORNING)
    assert chat.read_direct(RELATIONS) == []
    assert "this would have gone to Head of Employee Relations" in joined(chat.read_direct(EDI))

    # They go live: now the people hear, and nobody twice.
    assert "Rehearsal is off" in chat.say(EDI, "rehearse off").words
    chat.tick(at("2021-01-05"))
    assert len(chat.read_direct(RELATIONS)) == 1

    # And they can see who was reached and who was not.
    told = chat.say(EDI, "deliveries").words
    assert "Sent" in told
    listed = run.invoke(cli, ["outbox", "list", "--json"])
    assert listed.exit_code == 0
    assert RELATIONS in listed.output


def test_a_coordinator_hands_a_bad_sheet_in_and_nothing_is_written(chat: Chat, run: CliRunner, tmp_path: Path) -> None:
    folder = find_shipped("config/examples") / "esneft-2020-21"
    sheet = (folder / PLAN_CSV).read_text(encoding="utf-8").replace("\n1.2,", "\n1.1,")
    (tmp_path / "twice.csv").write_text(sheet, encoding="utf-8")
    (tmp_path / "rooms.csv").write_text("Room,Seats\nA1,12\nB2,8\n", encoding="utf-8")
    before = chat.happened()
    bring = ("--trust", "esneft", "--year", "2020-21")
    looked_at = run.invoke(cli, ["plan", "import", str(tmp_path / "twice.csv"), *bring, "--dry-run"])
    assert looked_at.exit_code == 0
    said = " ".join(looked_at.output.split())
    assert "row 3" in said and "ref 1.1 stands twice" in said and "Nothing is written yet" in said
    refused = run.invoke(cli, ["plan", "import", str(tmp_path / "rooms.csv"), *bring])
    assert refused.exit_code == 1
    assert "no table of actions" in refused.output
    assert chat.happened() == before
