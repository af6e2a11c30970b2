"""Checks what an owner reads; knows nothing of when a reminder is due."""

from datetime import date

from tests.world.facts import VIEWER, make_action, make_day, make_entry
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.delivery_failures import NobodyToAsk
from wres_bot.views.reminder import (
    Reminder,
    ReminderEntry,
    UnreachableOwner,
    mark_as_rehearsal,
    render_reminder,
    render_unreachable,
)
from wres_bot.views.viewer import Viewer

APRIL = make_day(date(2021, 4, 30), words="April 2021", precision="month")


def drawn(*entries: ReminderEntry, viewer: Viewer = VIEWER, **facts: object) -> Card:
    return render_reminder(Reminder("ESNEFT", entries, ("Head of Resourcing",), **facts), viewer)  # type: ignore[arg-type]


def pressed(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Buttons) for button in block.items]


def test_two_actions_of_one_day_are_one_message_with_answers_for_each() -> None:
    card = drawn(
        make_entry(
            make_action("1.3", "More interview panels with BAME members", APRIL, aim="80% at band 8a and above")
        ),
        make_entry(make_action("1.7", "A trained pool of BAME panel members", APRIL)),
    )
    assert card.plain() == (
        "Two actions you look after reach their date on Friday 30 April.\n"
        "The plan says “April 2021”.\n"
        "1.3 More interview panels with BAME members. Aim: 80% at band 8a and above.\n"
        "[Done] [In progress] [Need help] [Not mine] [Snooze]\n"
        "1.7 A trained pool of BAME panel members.\n"
        "[Done] [In progress] [Need help] [Not mine] [Snooze]\n"
        "How are they going? Press a button, or reply: 1.3 in progress, training booked\n"
        "ESNEFT 2020-21\n"
        "Please leave out names and individual cases: replies are kept with the plan."
    )


def test_a_button_says_a_whole_command_and_what_it_is_about() -> None:
    done = pressed(drawn(make_entry(make_action("1.3", "More panels", APRIL))))[0]
    assert done == Button("Done", "update esneft-2020-21:1.3 done", "1.3 More panels", 1)


def test_in_progress_can_be_said_of_what_is_in_progress_already() -> None:
    pressed_again = pressed(drawn(make_entry(make_action("1.3", "More panels", APRIL, status="in progress"))))[1]
    assert (pressed_again.label, pressed_again.says) == ("In progress", "note esneft-2020-21:1.3 Still in progress.")


def test_fourteen_actions_of_one_day_are_one_list() -> None:
    actions = [make_action(f"1.{n}", f"Action number {n}", APRIL, id=n) for n in range(1, 15)]
    card = drawn(*(make_entry(each) for each in actions))
    assert card.title == "14 actions you look after reach their date on Friday 30 April."
    assert all(f"1.{n} Action number {n}." in card.plain() for n in range(1, 15))
    assert [button.label for button in pressed(card)] == ["See all", "Answer for the first"]


def test_a_first_message_asks_who_is_reading() -> None:
    card = drawn(make_entry(make_action("1.3", "More panels", APRIL)), new=True)
    assert "my list has you as the Head of Resourcing. Is this you?" in card.plain()
    assert [b.says for b in pressed(card)][:3] == ["yes this is me", "not me", "covering"]


def test_a_passed_date_is_a_question_and_never_blames() -> None:
    passed = make_day(date(2021, 3, 31))
    card = drawn(make_entry(make_action("1.3", "More panels", passed), "after"))
    assert card.title == "One action you look after has reached its date, Wednesday 31 March."
    assert "How is it going?" in card.plain()
    assert not any(word in card.plain().casefold() for word in ("overdue", "late", "fail", "must", "should"))


def test_a_start_is_told_by_its_window() -> None:
    november = make_day(date(2020, 11, 1), "start", until=date(2020, 11, 30), precision="month")
    card = drawn(make_entry(make_action("1.1", "Launch the scheme", november)), viewer=Viewer(date(2020, 10, 23)))
    assert card.title == "One action you look after is to start in November 2020."


def test_different_days_stand_under_their_own_headings_passed_ones_first() -> None:
    card = drawn(
        make_entry(make_action("1.7", "Coming", APRIL)),
        make_entry(make_action("1.2", "Gone", make_day(date(2021, 3, 31)))),
        make_entry(make_action("2.1", "Round again", make_day(date(2021, 4, 30), "ongoing"))),
    )
    words = card.plain()
    assert card.title == "Three actions you look after have dates to think about."
    assert words.index("The date was Wednesday 31 March") < words.index("To finish by Friday 30 April")
    assert words.index("To finish by Friday 30 April") < words.index("To review by Friday 30 April")


def test_one_that_is_done_and_goes_on_is_only_reviewed() -> None:
    review = make_day(date(2021, 4, 30), "review")
    card = drawn(make_entry(make_action("2.2", "Mentoring", review, status="done")))
    assert card.title == "One action you look after comes up for review on Friday 30 April."
    assert [b.label for b in pressed(card)] == ["Reviewed", "Need help", "Not mine", "Snooze"]


def test_a_late_message_says_for_which_day_it_was_meant() -> None:
    card = drawn(make_entry(make_action("1.3", "More panels", APRIL)), meant_for=date(2021, 4, 16))
    assert "This was meant for Friday 16 April." in card.plain()


def test_a_rehearsal_says_whom_it_was_for() -> None:
    card = mark_as_rehearsal(drawn(make_entry(make_action("1.3", "More panels", APRIL))), "Head of Resourcing")
    assert "Rehearsal: this would have gone to Head of Resourcing." in card.plain()


def test_coordinators_read_whom_nobody_could_ask() -> None:
    waiting = make_entry(make_action("1.3", "More panels", APRIL))
    nobody = UnreachableOwner("Head of Resourcing", NobodyToAsk.VACANT, (waiting,))
    card = render_unreachable("ESNEFT", [nobody], VIEWER)
    assert card.title == "I had nobody to ask about one action in ESNEFT's plan."
    assert "Head of Resourcing: nobody holds this post" in card.plain()
    assert "1.3 More panels: to finish by 30 April" in card.plain()


def test_words_in_a_plan_stay_plain_words() -> None:
    card = drawn(make_entry(make_action("1.3", "<!channel> *urgent* <script>", APRIL)))
    assert "<!channel> *urgent* <script>" in card.plain()
