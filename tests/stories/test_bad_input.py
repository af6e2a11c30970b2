"""What people, and others, may throw at the bot: each gets a clear answer, and nothing is lost or crosses over."""

import pytest

from tests.stories.stored import stored
from tests.world.vocabulary import CHAIR, EDI, MEMBER, OTHER, RESOURCING
from tests.world.world import World
from wres_bot.store.engine import Store

HOSTILE = [
    "🎉🎉🎉",
    "1.3 🎉",
    "update",
    "update 1.3 fluffy",
    "update banana done",
    "snooze",
    "move",
    "show",
    "history",
    "assign",
    "note",
    "undo undo undo",
    "\u202e1.3 done\u202c",
    "مرحبا كيف الحال",
    "<!channel> <!here> @everyone",
    "<script>alert(1)</script>",
    "'; DROP TABLE action; --",
    "1.3 done'; UPDATE action SET status='done'; --",
    "\x00\x01\x02",
    "a" * 3999,
    "2.3\n" * 200,
    "keep keep keep",
    "keep",
    "digest 9999-00Q9",
    "due the 31st of February",
    "list page 99999999999",
    "status plan ../../etc/passwd",
    "plan close",
    "{} {0} {ref} %s %(x)s",
    "update {} done {}",
    "move 1.3 99/99/9999 because",
    'post "" is ""',
    "who",
    "digest hold nothing:here",
    "tell the lead",
    "cancel 1.3 replaced by",
    "1.3 done " + "x" * 3000,
]


@pytest.mark.parametrize("who", [EDI, RESOURCING, MEMBER])
def test_whatever_is_typed_gets_an_answer_in_words(world: World, who: str) -> None:
    for words in HOSTILE:
        said = world.say(who, words)
        assert said.strip(), words
        assert "Traceback" not in said
        assert "Error" not in said


def test_none_of_it_changes_what_it_should_not(world: World) -> None:
    for words in HOSTILE:
        world.say(MEMBER, words)
    assert {world.status(ref) for ref in ("1.3", "1.5", "1.6", "1.7", "2.1", "2.3", "2.5")} == {"no update"}
    assert not stored(world.store, "alert(1)")


def test_forty_kilobytes_are_too_many_and_none_is_kept(world: World) -> None:
    said = world.say(RESOURCING, "1.3 in progress, " + "training " * 5000)
    assert said.startswith("That is more than I can take in one message, so I've kept none of it.")
    assert world.status("1.3") == "no update"
    assert not stored(world.store, "training training")


def test_words_in_a_note_stay_words(world: World) -> None:
    for words in ("<!channel> see <b>this</b>", "'; DROP TABLE event; --", "%s {} {0}", "قيد التنفيذ 🎉"):
        said = world.say(RESOURCING, f"note 1.3 {words}")
        assert said.startswith("Thank you. I've kept that with 1.3."), words
        assert stored(world.store, words.strip("'; -")), words


def test_a_whole_plan_in_one_message_is_asked_for_in_parts(world: World) -> None:
    said = world.say(RESOURCING, "\n".join(f"note 1.3 line number {n}" for n in range(60)))
    assert said.startswith("That is 60 things at once, and I take 20 in one message.")
    assert not stored(world.store, "line number")
    many = " ".join(f"9.{n}" for n in range(60))
    assert world.say(RESOURCING, f"update {many} done").startswith("That is 60 actions at once, and I take 20")


def test_a_date_in_the_past_is_refused_for_what_is_ahead(world: World) -> None:
    assert "has passed" in world.say(EDI, "move 1.3 1 April 2019 because")
    assert "not ahead of us" in world.say(RESOURCING, "snooze 1.3 yesterday")
    assert "behind us" in world.say(MEMBER, "due 1 December 2020")


def test_time_does_not_run_backwards(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress")
    world.later(days=-10)
    said = world.say(RESOURCING, "1.3 done")
    assert "Time only moves forward" in said
    assert world.status("1.3") == "in progress"


def test_a_refusal_changes_nothing_at_all(world: World) -> None:
    before = world.count_events()
    for words in ("1.3 done", "note 1.3 hello there", "need help 1.3 please", "not mine 1.3", "snooze 1.3 7d",
                  "move 1.3 30 June 2021 because", "cancel 1.3 because", "assign 1.3 Head of EDI", "rehearse on",
                  "plan close esneft-2020-21 yes", "use this channel for network", "stop using this channel",
                  "deliveries"):  # fmt: skip
        card = world.card(CHAIR, words, place="C1")
        assert card
        assert card.tone in ("refused", "plain"), words
    assert world.count_events() == before
    assert world.letter_cards(EDI) == []


def test_no_text_of_one_trust_reaches_another(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress, secret sauce")
    for words in [*HOSTILE, "show 1.3", "history 1.3", "show esneft-2020-21:1.3", "list sauce", "mine", "late"]:
        said = world.say(OTHER, words)
        assert "secret sauce" not in said
        assert "interview panels" not in said


def test_a_button_of_another_trust_does_nothing(world: World) -> None:
    card = world.card(RESOURCING, "update 1.3")
    assert card
    for block in card.blocks:
        for button in getattr(block, "items", ()):
            if hasattr(button, "says"):
                assert "I can't find" in world.click(OTHER, button)
    assert world.status("1.3") == "no update"


def test_a_person_of_another_trust_clicking_the_same_message_id_is_not_a_repeat(world: World) -> None:
    assert world.card(RESOURCING, "1.3 done", via="click", id="one")
    assert world.card(RESOURCING, "1.7 done", via="click", id="two")
    assert (world.status("1.3"), world.status("1.7")) == ("done", "done")


def test_a_store_that_is_gone_is_not_answered_as_if_all_were_well(world: World) -> None:
    other: Store = world.store
    other.close()
    with pytest.raises(Exception, match="closed"):
        world.say(RESOURCING, "1.3 done")
