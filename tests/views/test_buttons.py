"""What may be pressed of an action in each status, and what a press says."""

import pytest

from tests.world.facts import make_action
from wres_bot.domain.statuses import Status
from wres_bot.views.buttons import compute_undo_mark, render_show_button, render_undo_button, render_update_buttons

OPEN = ["Need help", "Not mine", "Snooze 7 days"]


@pytest.mark.parametrize(
    ("status", "labels"),
    [
        ("no update", ["Done", "In progress", "Delayed", *OPEN]),
        ("not started", ["Done", "In progress", "Delayed", *OPEN]),
        ("in progress", ["Done", "Delayed", *OPEN]),
        ("delayed", ["Done", "In progress", *OPEN]),
        ("done", ["In progress"]),
        ("cancelled", ["Done", "In progress"]),
    ],
)
def test_what_may_be_said_of_each_status(status: Status, labels: list[str]) -> None:
    found = render_update_buttons(make_action(status=status), snooze=True).items
    assert [button.label for button in found] == labels


def test_only_owners_hand_back_and_snooze() -> None:
    found = render_update_buttons(make_action(), snooze=True, mine=False).items
    assert [button.label for button in found] == ["Done", "In progress", "Delayed", "Need help"]
    assert "Snooze 7 days" not in [button.label for button in render_update_buttons(make_action()).items]


def test_a_button_says_a_whole_command_and_knows_its_version() -> None:
    done = render_update_buttons(make_action("2.3", version=4)).items[0]
    assert (done.says, done.version, done.strong) == ("update esneft-2020-21:2.3 done", 4, True)
    show = render_show_button(make_action("2.3", version=4))
    assert (show.label, show.says, show.version) == ("Show 2.3", "show esneft-2020-21:2.3", None)


def test_an_undo_belongs_to_one_change() -> None:
    assert render_undo_button().version is None
    assert render_undo_button("a").version == compute_undo_mark("a") != compute_undo_mark("b")
