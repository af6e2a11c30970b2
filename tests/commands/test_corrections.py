"""Which message is answered, and what follows when somebody changes or takes away what they said."""

from typing import Any

import pytest

from tests.world.vocabulary import MEMBER, RESOURCING
from tests.world.world import World, buttons
from wres_bot.store import schema


def _remind(world: World, message: str, *refs: str) -> None:
    letter = world.remind(RESOURCING, *refs)
    with world.store.write() as db:
        here = schema.letters.c.id == letter.id
        db.execute(schema.letters.update().where(here).values(receipt_place="D1", receipt_message=message))
    world.later(hours=1)


def _say(world: World, words: str, **more: Any) -> str:
    return world.say(RESOURCING, words, via="message", **more)


# which letter


def test_a_thread_under_the_older_reminder_is_about_that_one(world: World) -> None:
    _remind(world, "111.1", "1.3")
    _remind(world, "222.2", "1.7")
    assert _say(world, "done", answers="111.1").startswith("1.3 is now done.")
    assert world.status("1.7") == "no update"
    assert _say(world, "done").startswith("1.7 is now done.")


def test_one_of_the_messages_of_a_long_letter_names_it_too(world: World) -> None:
    _remind(world, "111.1,111.2", "1.3")
    _remind(world, "222.2", "1.7")
    assert _say(world, "in progress", answers="111.2").startswith("1.3 is now in progress.")


@pytest.mark.parametrize("words", ["done", "need help", "snooze", "extend to 30 June"])
def test_under_something_else_it_is_asked(world: World, words: str) -> None:
    _remind(world, "111.1", "1.3")
    before = world.count_events()
    _say(world, words, answers="999.9")
    assert world.count_events() == before
    assert "1.3" in _say(world, "done", answers="999.9")


def test_somebody_elses_letter_names_nothing(world: World) -> None:
    _remind(world, "111.1", "1.3")
    before = world.count_events()
    world.say(MEMBER, "done", via="message", answers="111.1")
    assert world.count_events() == before


def test_a_notice_names_the_action_it_is_about(world: World) -> None:
    world.say(RESOURCING, "need help 1.3 no trainer")
    world.deliver()
    [letter] = [each for each in world.letters("notice") if each.person_id == world.ids["head.of.edi@esneft.example"]]
    said = world.say("head.of.edi@esneft.example", "in progress", via="message", answers=letter.receipt_message)
    assert said.startswith("1.3 is now in progress.")


# changed or taken away


def _changed(world: World, words: str, first: str = "first") -> str:
    card = world.card(RESOURCING, words, via="message", id=f"{first}:edit{world.messages}", corrects=first)
    return card.plain() if card else ""


def test_a_changed_message_is_asked_about_and_nothing_changes_by_itself(world: World) -> None:
    _say(world, "1.3 done", id="first")
    card = world.card(RESOURCING, "1.3 in progress", via="message", id="first:edit", corrects="first")
    assert card
    assert card.title == "You changed your message. Shall I take what it says now?"
    assert "I had taken: 1.3, 4 January: done" in card.plain()
    assert world.status("1.3") == "done"
    said = world.click(RESOURCING, buttons(card)["Take it instead"])
    assert "1.3 is now in progress." in said
    assert world.status("1.3") == "in progress"


def test_after_another_command_it_is_only_said_what_stands(world: World) -> None:
    _say(world, "1.3 done", id="first")
    _say(world, "1.7 done")
    card = world.card(RESOURCING, "1.3 in progress", via="message", id="first:edit", corrects="first")
    assert card
    assert "To change it, say it again" in card.plain()
    assert not buttons(card)


def test_a_press_that_comes_too_late_takes_nothing_back(world: World) -> None:
    _say(world, "1.3 done", id="first")
    card = world.card(RESOURCING, "1.3 in progress", via="message", id="first:edit", corrects="first")
    world.later(minutes=1)
    _say(world, "1.7 done")
    world.click(RESOURCING, buttons(card)["Take it instead"])
    assert (world.status("1.3"), world.status("1.7")) == ("done", "done")


def test_what_had_changed_nothing_is_taken_as_it_is_now(world: World) -> None:
    _say(world, "1.3 dnoe", id="first")
    assert _changed(world, "1.3 done").startswith("1.3 is now done.")


def test_the_same_change_brought_twice_is_answered_once(world: World) -> None:
    for _ in range(2):
        world.card(RESOURCING, "1.3 done", via="message", id="first:1", corrects="first")
    assert world.history("1.3").count("status: no update -> done") == 1


def test_a_deleted_message_says_what_stands_and_how_to_take_it_back(world: World) -> None:
    _say(world, "1.3 done", id="first")
    card = world.card(RESOURCING, "", via="message", id="first:gone", corrects="first")
    assert card
    assert card.title == "You deleted a message, and what I did with it stands."
    world.click(RESOURCING, buttons(card)["Undo"])
    assert world.status("1.3") == "no update"


def test_a_deleted_message_that_changed_nothing_is_let_go(world: World) -> None:
    _say(world, "mine", id="first")
    assert world.card(RESOURCING, "", via="message", id="first:gone", corrects="first") is None


def test_a_story_written_into_a_message_is_never_put_on_a_button(world: World) -> None:
    _say(world, "1.3 done", id="first")
    card = world.card(RESOURCING, "1.3 done but I was harassed", via="message", id="first:edit", corrects="first")
    assert card
    assert not any("harassed" in each.says for each in buttons(card).values())
