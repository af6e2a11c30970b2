"""A coordinator puts people in their posts, rehearses, names channels, moves dates and sees who was reached."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import STEERING
from wres_bot.commands.dispatch import handle
from wres_bot.domain.ports import Incoming

EDI, RESOURCING = "head.of.edi", "head.of.resourcing"


@pytest.fixture
def esneft(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "esneft-2020-21", "2021-01-04") as made:
        yield made


def in_channel(esneft: Pilot, post: str, words: str, channel: str, number: int = 1) -> str:
    """Said in a channel, with what the chat knows of it."""
    who = esneft.email(post)
    asker = esneft.room.find_person(who)
    incoming = Incoming("local", esneft.trust, who, channel, words, f"c{number}", "command", "channel", profile=asker)
    incoming = replace(incoming, place_facts=esneft.room.find_channel(channel))
    answer = esneft.store.run(lambda db: handle(db, incoming, esneft.now))
    assert answer
    assert answer.only_asker
    return answer.card.plain()


def test_a_coordinator_rehearses_before_anybody_is_written_to(esneft: Pilot) -> None:
    assert esneft.say(EDI, "rehearse on") == (
        "Rehearsal is on.\n"
        "Every message now comes to the Head of EDI, marked with whom it was for. Nobody else is written to.\n"
        "[Rehearsal off] [Deliveries]"
    )
    esneft.tick("2021-03-31")
    assert esneft.got(RESOURCING) == []
    assert any("this would have gone to Head of Resourcing" in words for words in esneft.got(EDI))
    assert esneft.say(EDI, "rehearse off").startswith("Rehearsal is off.")
    esneft.tick("2021-04-23")
    assert len(esneft.got(RESOURCING)) == 1


def test_a_new_person_takes_over_a_post(esneft: Pilot) -> None:
    said = esneft.say(EDI, 'post "Head of Resourcing" is colleague@esneft.example from 1 March 2021')
    assert said == (
        "Head of Resourcing is A colleague from 1 March.\n"
        "Its reminders go there. Head of Resourcing holds it until then.\n"
        "I'll ask them first whether that is right."
    )
    esneft.tick("2021-03-31")
    assert esneft.got(RESOURCING) == []
    assert "Is this you?" in esneft.got("colleague")[0]
    assert esneft.say("colleague", "1.3 in progress").startswith("1.3 is now in progress.")
    assert "You hold no post in a plan at the moment" in esneft.say(RESOURCING, "1.3 done")


def test_a_date_is_moved_with_its_reason_and_the_first_one_kept(esneft: Pilot) -> None:
    assert esneft.say(EDI, "move 1.3 30 June 2021 panel training moved to May") == (
        "1.3 is now due by 30 June 2021.\n"
        "1.3 More shortlisting and interview panels with BAME members (ESNEFT 2020-21)\n"
        "It was 30 April 2021; the first date is kept. Why: “panel training moved to May”\n"
        "[Undo]"
    )
    assert "Due by 30 June 2021; moved once, first set for 30 April 2021" in esneft.say(RESOURCING, "show 1.3")


def test_a_call_handed_back_is_given_to_another_post(esneft: Pilot) -> None:
    assert esneft.say(RESOURCING, "not mine 3.5 Head of EDI").startswith(
        "Thank you. I've told the Head of EDI, who will decide about 3.5."
    )
    assert esneft.press(EDI, "Give it to Head of EDI").startswith("3.5 is now with Head of EDI.")
    assert "3.5 sits with the Head of EDI" in esneft.say(RESOURCING, "3.5 done")


def test_channels_are_chosen_where_they_are(esneft: Pilot) -> None:
    assert in_channel(esneft, EDI, "stop using this channel", STEERING) == (
        "I'll send nothing more to #edi-steering-group.\nYou can still ask me things here."
    )
    assert in_channel(esneft, EDI, "use this channel for steering", STEERING, 2).startswith(
        "#edi-steering-group will get the EDI Steering Group's quarterly summary"
    )
    public = in_channel(esneft, EDI, "use this channel for steering", "race-equality-network", 3)
    assert public.startswith("Anybody can read this channel, so it can't be for the EDI Steering Group.")


def test_a_digest_is_held_and_then_sent_by_the_coordinator(esneft: Pilot) -> None:
    esneft.days("2021-01-04", "2021-01-06")
    [preview] = [n for n, words in enumerate(esneft.got(EDI)) if words.startswith("Preview. ESNEFT 2020-21, quarter 3")]
    assert esneft.press(EDI, "Hold", card=preview).startswith("It is held.")
    esneft.days("2021-01-07", "2021-01-12")
    assert esneft.posted(STEERING) == []
    assert esneft.press(EDI, "Send now", card=preview).startswith("It is on its way.")
    esneft.tick("2021-01-12", "11:00")
    assert len(esneft.posted(STEERING)) == 1


def test_nobody_else_holds_a_digest(esneft: Pilot) -> None:
    esneft.days("2021-01-04", "2021-01-06")
    [preview] = [n for n, words in enumerate(esneft.got(EDI)) if words.startswith("Preview. ESNEFT 2020-21, quarter 3")]
    hold = next(b for b in esneft.buttons(EDI, preview) if b.label == "Hold")
    assert "is for the Head of EDI" in esneft.say(RESOURCING, hold.says, "click")


def test_deliveries_add_up(esneft: Pilot) -> None:
    esneft.tick("2021-01-04")
    said = esneft.say(EDI, "deliveries")
    assert said.startswith("Deliveries: 9 messages\nSent: 9\nAll: 9\n")
    assert "Everybody written to was reached" in said
