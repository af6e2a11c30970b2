"""How a message already sent looks once it has been answered."""

from tests.world.facts import VIEWER, make_action, make_entry, make_event
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.views.refreshed_cards import (
    AnsweredAction,
    render_preview_gone,
    render_refreshed_notice,
    render_refreshed_reminder,
    render_reminder_handed_back,
)
from wres_bot.views.reminder import Reminder, render_reminder


def says(card: Card) -> list[str]:
    return [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]


def test_what_is_open_keeps_its_buttons_and_what_is_answered_says_how() -> None:
    waiting, done = make_action("1.3"), make_action("2.3", "Ambassadors", status="done")
    facts = Reminder("ESNEFT", (make_entry(waiting),))
    answered = AnsweredAction(done, make_event(new="done", words="eight trained", ref="2.3"))
    card = render_refreshed_reminder(facts, [answered], VIEWER)
    assert card.title == render_reminder(facts, VIEWER).title
    assert (
        "Answered, thank you\n- 2.3 Ambassadors. 20 April: done, “eight trained” (Head of Resourcing)" in card.plain()
    )
    assert f"update {waiting.full_ref} done" in says(card)
    assert not any(done.full_ref in said for said in says(card))


def test_nothing_answered_is_the_same_reminder() -> None:
    facts = Reminder("ESNEFT", (make_entry(make_action()),))
    assert render_refreshed_reminder(facts, [], VIEWER) == render_reminder(facts, VIEWER)


def test_once_all_is_answered_it_thanks_and_each_can_still_be_changed() -> None:
    done = AnsweredAction(make_action("1.3", status="done"), make_event(new="done"))
    going = AnsweredAction(make_action("2.3", status="in progress"), make_event("note", words="on it"))
    assert render_refreshed_reminder(Reminder("ESNEFT", ()), [done], VIEWER).title == "1.3 is done. Thank you."
    assert render_refreshed_reminder(Reminder("ESNEFT", ()), [going], VIEWER).title == "2.3 is answered. Thank you."
    both = render_refreshed_reminder(Reminder("ESNEFT", ()), [done, going], VIEWER)
    assert (both.title, both.tone) == ("Two actions answered. Thank you.", "good")
    assert says(both) == ["show esneft-2020-21:1.3", "update esneft-2020-21:2.3"]


def test_more_than_four_answered_have_no_buttons() -> None:
    def answered(count: int) -> Card:
        each = [AnsweredAction(make_action(str(n)), make_event("note")) for n in range(count)]
        return render_refreshed_reminder(Reminder("ESNEFT", ()), each, VIEWER)

    assert [len(says(answered(count))) for count in (3, 4, 5)] == [3, 4, 0]


def test_a_pause_and_what_fell_away_are_said() -> None:
    paused = AnsweredAction(make_action(), make_event("snooze", new="2021-04-28"))
    fallen = AnsweredAction(make_action(status="cancelled"))
    words = render_refreshed_reminder(Reminder("ESNEFT", ()), [paused, fallen], VIEWER).plain()
    assert "No reminders until after 28 April (Head of Resourcing)" in words
    assert "Cancelled; I no longer ask about it here." in words


NOTICE = Card(
    "Pat asks for help with 1.3.",
    (
        text("no trainer"),
        Buttons(
            (Button("Show 1.3", "show esneft-2020-21:1.3"), Button("No longer needed", "need help 1.3 no", version=1))
        ),
    ),
    tone="attention",
)


def test_a_notice_whose_matter_has_moved_on_keeps_only_what_changes_nothing() -> None:
    moved = render_refreshed_notice(NOTICE, AnsweredAction(make_action(), make_event(new="done")), VIEWER)
    assert says(moved) == ["show esneft-2020-21:1.3"]
    assert "Since then: 20 April: done" in moved.plain()
    assert moved.tone == "plain"


def test_a_notice_about_which_nothing_was_said_is_as_fresh_as_its_action() -> None:
    fresh = render_refreshed_notice(NOTICE, AnsweredAction(make_action(version=5)), VIEWER)
    versions = [button.version for block in fresh.blocks if isinstance(block, Buttons) for button in block.items]
    assert (versions, fresh.tone) == ([None, 5], "attention")


def test_nothing_is_asked_of_whoever_it_is_not_nor_of_a_preview_that_has_gone() -> None:
    assert says(render_reminder_handed_back(Reminder("ESNEFT", (make_entry(make_action()),)), VIEWER)) == []
    assert says(render_preview_gone("#edi-network")) == ["deliveries"]
