"""One line of history: who reads names and words, and what each field says."""

from datetime import UTC, datetime

import pytest

from tests.world.facts import VIEWER, make_action, make_event
from wres_bot.views.history import format_author, format_event, is_side_effect, render_history, select_notable
from wres_bot.views.viewer import Viewer


def test_history_shows_posts_to_colleagues_and_names_to_leads() -> None:
    told = make_event(new="done", words="training booked")
    assert format_event(told, VIEWER) == "20 April: done, “training booked” (Head of Resourcing)"
    assert format_event(told, Viewer(VIEWER.today, names=True)).endswith("(Pat, Head of Resourcing)")
    assert format_event(told, Viewer(VIEWER.today, person_id=7)).endswith("(you)")


@pytest.mark.parametrize("field", ["need help", "not mine"])
def test_what_was_said_to_the_leads_is_not_read_by_colleagues(field: str) -> None:
    told = make_event(field, new="", words="no trainer to be had")
    assert "trainer" not in format_event(told, VIEWER)
    assert "trainer" in format_event(told, Viewer(VIEWER.today, audience="steering"))
    assert "trainer" in format_event(told, Viewer(VIEWER.today, person_id=7))


def test_an_action_that_left_the_document_and_came_back_says_both() -> None:
    assert format_event(make_event("removed", new="Panels"), VIEWER).startswith(
        "20 April: no longer in the plan's document"
    )
    assert format_event(make_event("removed", old="Panels"), VIEWER).startswith("20 April: back in the plan's document")


def test_an_empty_history_says_so() -> None:
    assert "Nothing has been recorded" in render_history(make_action(), [], VIEWER).plain()


@pytest.mark.parametrize(
    ("field", "old", "new", "said"),
    [
        ("status", None, "in progress", "in progress"),
        ("imported", None, "Panels", "taken from the plan's document"),
        ("need help", None, "", "help asked for"),
        ("need help", "", None, "help no longer needed"),
        ("due", "2021-03-31", "2021-04-30", "date moved from 31 March 2021 to 30 April 2021"),
        ("due", None, "2021-04-30", "date moved from no date to 30 April 2021"),
        ("owner", "Head of EDI; Head of HR", None, "owner changed from Head of EDI and Head of HR to nobody"),
        ("removed", None, "Panels", "no longer in the plan's document"),
        ("removed", "Panels", None, "back in the plan's document"),
        ("met", None, "2021-04-20", "a date was met"),
        ("progress", None, "40%", "progress 40%"),
        ("note", None, "x", "note"),
        ("not mine", None, "x", "said it is not theirs"),
    ],
)
def test_each_field_says_what_changed(field: str, old: str | None, new: str | None, said: str) -> None:
    event = make_event(field, old=old, new=new, post=None, who=None)
    assert format_event(event, VIEWER) == f"20 April: {said} (the coordinator)"


@pytest.mark.parametrize(("field", "new"), [("met", None), ("asked", "x"), ("snooze", "2021-05-01")])
def test_inner_workings_are_no_line(field: str, new: str | None) -> None:
    assert format_event(make_event(field, new=new), VIEWER) == ""


def test_what_was_taken_back_says_so() -> None:
    assert "done, by taking back" in format_event(make_event(new="done", undoes="a"), VIEWER)
    assert "taken back: note" in format_event(make_event("note", undoes="a"), VIEWER)


def test_words_that_only_repeat_the_change_are_not_said_twice() -> None:
    assert "“" not in format_event(make_event(new="done", words="  Done "), VIEWER)


def test_who_said_it() -> None:
    plans = make_event(who_id=None)
    assert format_author(plans, VIEWER) == "the plan's document"
    assert format_author(make_event("owner", who_id=None), VIEWER) == ""
    leads = Viewer(VIEWER.today, names=True)
    assert format_author(make_event(post=None), leads) == "Pat"
    assert format_author(make_event(who="Head of EDI", post="Head of EDI"), leads) == "Head of EDI"


def test_the_day_is_that_of_london_and_another_year_is_named() -> None:
    late = make_event(new="done", at=datetime(2020, 7, 4, 23, 30, tzinfo=UTC))
    assert format_event(late, VIEWER).startswith("5 July 2020: ")


def test_a_date_met_by_the_way_is_no_line_of_its_own() -> None:
    status, met = make_event(new="done", batch="x"), make_event("met", new="2021-04-20", batch="x")
    alone = make_event("met", new="2021-04-20", batch="y")
    both = [status, met, alone, make_event("imported", batch="z")]
    assert [is_side_effect(each, both) for each in both] == [False, True, False, False]
    assert select_notable(both) == [status, alone]
    assert render_history(make_action(), both, VIEWER).plain().count("a date was met") == 1
