"""An owner's conversation from the first reminder to done, as it reads on the screen."""

from collections.abc import Iterator

import pytest

from tests.stories.stored import stored
from tests.world.pilot import Pilot, pilot

RESOURCING, EDI = "head.of.resourcing", "head.of.edi"


@pytest.fixture
def esneft(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "esneft-2020-21", "2021-01-04") as made:
        yield made


def test_an_owner_is_met_reminded_helped_and_thanked(esneft: Pilot) -> None:
    esneft.tick("2021-03-31")
    assert esneft.press(RESOURCING, "Yes") == (
        "Thank you. Good to meet you.\n"
        "I have you down for Head of Resourcing.\n"
        "I write at most once a working day, and only when a date is near.\n"
        "[My actions] [Status] [Help]"
    )
    assert esneft.say(RESOURCING, "1.3 in progress, training booked") == (
        "1.3 is now in progress. Thank you.\n"
        "1.3 More shortlisting and interview panels with BAME members (ESNEFT 2020-21)\n"
        "Nothing was recorded before. I've kept your words: “training booked”\n"
        "Next date: Friday 30 April.\n"
        "[Done] [Undo]"
    )
    assert esneft.say(RESOURCING, "need help 1.7 nobody is free to train the pool") == (
        "Thank you for asking. I've told the Head of EDI about 1.7.\n"
        "1.7 Build a trained pool of BAME recruitment panellists (ESNEFT 2020-21)\n"
        "“nobody is free to train the pool”\n"
        "The EDI Steering Group will see it in its summary until it is sorted.\n"
        "[No longer needed] [Undo]"
    )
    assert esneft.got(EDI)[-1] == (
        "Head of Resourcing asks for help with 1.7.\n"
        "1.7 Build a trained pool of BAME recruitment panellists (ESNEFT 2020-21)\n"
        "“nobody is free to train the pool”\n"
        "[Show 1.7] [No longer needed]"
    )
    assert esneft.say(RESOURCING, "mine") == (
        "You look after 3 open actions in ESNEFT 2020-21.\n"
        "1.3 More shortlisting and interview panels with BAME members: in progress (🟢 on track), due by 30 April\n"
        "[Done] [Delayed] [Need help] [Not mine]\n"
        "1.7 Build a trained pool of BAME recruitment panellists: no update recorded (🟠 help asked for), "
        "due by 30 April\n"
        "[Done] [In progress] [Delayed] [Need help] [Not mine]\n"
        "3.5 Career workshops and masterclasses with the BAME network: ⚪ no update recorded, due by 31 December\n"
        "[Done] [In progress] [Delayed] [Need help] [Not mine]\n"
        "Or type: 1.3 in progress, and a few words"
    )
    assert esneft.say(RESOURCING, "1.3 and 1.7 done") == (
        "1.3 and 1.7 are now done. Thank you.\n"
        "- 1.3 More shortlisting and interview panels with BAME members\n"
        "- 1.7 Build a trained pool of BAME recruitment panellists\n"
        "ESNEFT 2020-21\n"
        "[Undo]"
    )
    assert "You look after 1 open action" in esneft.say(RESOURCING, "mine")
    assert esneft.say(RESOURCING, "thanks").startswith("You are welcome.")


def test_an_owner_changes_their_mind(esneft: Pilot) -> None:
    esneft.say("head.of.employee.relations", "2.3 in progress")
    assert esneft.say("head.of.employee.relations", "2.3 done") == (
        "2.3 is now done. Thank you.\n"
        "2.3 Introduce RCN Cultural Ambassadors into disciplinary and grievance cases (ESNEFT 2020-21)\n"
        "It was in progress.\n"
        "The plan still has its mid-year review on Monday 31 May. If the work goes on, I'll ask about it then.\n"
        "Anything to add? note 2.3 and a few words\n"
        "[It goes on] [Undo]"
    )
    assert esneft.say("head.of.employee.relations", "undo") == (
        "I've taken that back.\n"
        "- 2.3 Introduce RCN Cultural Ambassadors into disciplinary and grievance cases: in progress again\n"
        "ESNEFT 2020-21\n"
        "[Show 2.3]"
    )


def test_two_owners_of_one_action_hear_what_the_other_said(esneft: Pilot) -> None:
    esneft.say("director.of.governance", "1.6 in progress, dates sent to the chairs")
    said = esneft.say("trust.board.chair", "show 1.6")
    assert "- 4 January: in progress, “dates sent to the chairs” (Director of Governance)" in said


def test_an_owner_who_stops_reminders_is_not_written_to(esneft: Pilot) -> None:
    assert esneft.say(RESOURCING, "stop").startswith("I've stopped your reminders.")
    esneft.tick("2021-03-31")
    assert esneft.got(RESOURCING) == []
    assert esneft.say(RESOURCING, "start").startswith("Your reminders are on again.")
    esneft.tick("2021-04-01")
    assert len(esneft.got(RESOURCING)) == 1


def test_a_story_is_heard_and_never_kept(esneft: Pilot) -> None:
    words = "my manager called me a name in front of the ward"
    said = esneft.say(RESOURCING, words)
    assert said.startswith("I'm sorry. That sounds hard, and you deserve to be heard by a person.")
    assert "Freedom to Speak Up Guardian" in said
    assert "Did you mean" not in said
    assert not stored(esneft.store, "called me a name")
    assert esneft.got(EDI) == []
