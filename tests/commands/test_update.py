"""What an owner says of their action, and what the bot makes of it."""

import pytest

from tests.world.vocabulary import EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, buttons


def test_an_owner_says_how_it_is_going(world: World) -> None:
    assert world.say(RESOURCING, "1.3 in progress, training booked") == (
        "1.3 is now in progress. Thank you.\n"
        "1.3 More interview panels with BAME members (ESNEFT 2020-21)\n"
        "Nothing was recorded before. I've kept your words: “training booked”\n"
        "Next date: Friday 30 April.\n"
        "[Done] [Undo]"
    )
    assert world.status("1.3") == "in progress"
    assert world.history("1.3")[-1] == "status: no update -> in progress (training booked)"


@pytest.mark.parametrize(
    "words", ["update 1.3 done", "done 1.3", "1.3 is finished", "action 1.3: complete", "#1.3 Done!"]
)
def test_every_way_of_saying_done_is_done(world: World, words: str) -> None:
    assert "1.3 is now done. Thank you." in world.say(RESOURCING, words)
    assert world.status("1.3") == "done"


def test_a_bare_update_offers_buttons(world: World) -> None:
    card = world.card(RESOURCING, "update 1.3")
    assert list(buttons(card)) == ["Done", "In progress", "Delayed", "Need help", "Not mine", "Snooze 7 days"]
    assert buttons(card)["Done"].says == "update esneft-2020-21:1.3 done"
    assert world.status("1.3") == "no update"


def test_a_colleague_is_refused_kindly_and_nothing_changes(world: World) -> None:
    before = world.count_events()
    said = world.say(RESOURCING, "2.3 done")
    assert said == (
        "2.3 sits with the Head of Employee Relations, so I've left it as it was.\n"
        "Covering, or taken over?\n"
        "[Tell the EDI lead]\n"
        "You can read it any time: show 2.3"
    )
    assert (world.status("2.3"), world.count_events()) == ("no update", before)


def test_the_coordinator_may_say_it_for_anybody(world: World) -> None:
    assert "2.3 is now delayed." in world.say(EDI, "2.3 delayed")


def test_a_repeat_is_dropped_and_says_when_it_was_told(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    before = world.count_events()
    world.later(days=2)
    said = world.say(RESOURCING, "1.3 done")
    assert said.startswith("1.3 is already done.")
    assert "You told me on Monday 4 January. Nothing has changed." in said
    assert world.count_events() == before


def test_the_same_status_with_new_words_keeps_the_words(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress")
    assert "I've kept that with 1.3." in world.say(RESOURCING, "1.3 in progress, half the panels trained")
    assert world.history("1.3")[-1] == "note: None -> None (half the panels trained)"


def test_a_repeat_of_the_same_words_is_kept_once(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress, training booked")
    before = world.count_events()
    assert "already in progress" in world.say(RESOURCING, "1.3 in progress, training booked")
    assert world.count_events() == before


def test_a_closed_action_opens_again_only_with_words(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    assert "1.3 is done. What has changed?" in world.say(RESOURCING, "1.3 in progress")
    assert world.status("1.3") == "done"
    assert "1.3 is now in progress." in world.say(RESOURCING, "1.3 in progress, one division left")


def test_done_and_ongoing_keeps_the_review(world: World) -> None:
    said = world.say(RELATIONS, "2.3 done and ongoing")
    assert said.startswith("2.3 is now done and continuing. Thank you.")
    assert "Its next date is its mid-year review, Monday 31 May." in said


def test_done_with_a_review_ahead_asks_whether_it_goes_on(world: World) -> None:
    more = buttons(world.card(RELATIONS, "2.3 done"))["It goes on"]
    assert "2.3 is now done and continuing." in world.click(RELATIONS, more)


def test_done_answers_a_call_for_help(world: World) -> None:
    world.say(RESOURCING, "need help 1.3 no trainer")
    world.say(RESOURCING, "1.3 done")
    assert world.history("1.3")[-1] == "need help: no trainer -> None"
    world.say(RESOURCING, "undo")
    assert "Help asked for" in world.say(RESOURCING, "show 1.3")


def test_several_at_once_does_what_is_allowed_and_says_what_was_not(world: World) -> None:
    said = world.say(RESOURCING, "update 1.3 1.7 2.3 9.9 done")
    assert said.startswith("1.3 and 1.7 are now done. Thank you.")
    assert "- 2.3 sits with the Head of Employee Relations, so I've left it as it was." in said
    assert "- I can't find 9.9 in ESNEFT 2020-21." in said
    assert [world.status(ref) for ref in ("1.3", "1.7", "2.3")] == ["done", "done", "no update"]


def test_several_that_all_fail_say_that_nothing_changed(world: World) -> None:
    assert world.say(MEMBER, "update 1.3 1.7 done").startswith("Nothing has changed.")


def test_an_old_button_shows_what_others_have_said_since(world: World) -> None:
    old = buttons(world.card(RESOURCING, "update 1.3"))["Done"]
    world.say(EDI, "1.3 delayed")
    said = world.click(RESOURCING, old)
    assert said.startswith("1.3 has changed since that message.")
    assert "It is delayed since 4 January (Head of EDI)." in said
    assert world.status("1.3") == "delayed"


def test_an_old_button_that_says_what_is_so_already_says_so(world: World) -> None:
    old = buttons(world.card(RESOURCING, "update 1.3"))["Done"]
    world.say(EDI, "1.3 done")
    assert world.click(RESOURCING, old).startswith("1.3 is already done.")


def test_ones_own_older_button_still_works(world: World) -> None:
    card = world.card(RESOURCING, "update 1.3")
    world.click(RESOURCING, buttons(card)["In progress"])
    assert "1.3 is now done." in world.click(RESOURCING, buttons(card)["Done"])


def test_a_bare_done_is_the_action_of_the_newest_reminder(world: World) -> None:
    world.remind(RELATIONS, "2.3")
    assert "2.3 is now done." in world.say(RELATIONS, "done", via="message")


def test_a_bare_done_after_a_longer_reminder_asks_which(world: World) -> None:
    world.remind(RESOURCING, "1.3", "1.7")
    card = world.card(RESOURCING, "done", via="message")
    assert list(buttons(card)) == ["1.3", "1.7", "Both"]
    assert "1.7 is now done." in world.click(RESOURCING, buttons(card)["1.7"])
    assert world.status("1.3") == "no update"


def test_a_bare_done_without_a_reminder_asks_which(world: World) -> None:
    assert world.say(RESOURCING, "done").startswith("Which is done?")
