"""Who holds a post, as each reader sees it."""

from datetime import date

import pytest

from tests.world.facts import TODAY, make_holder
from wres_bot.views import posts
from wres_bot.views.viewer import Viewer

COLLEAGUE, LEAD = Viewer(TODAY), Viewer(TODAY, audience="leads", names=True)
POST = "Head of EDI"


def test_a_name_is_for_those_who_see_names() -> None:
    held = [make_holder(3, "Pat", confirmed=False, ends=date(2021, 6, 30))]
    assert "Pat" not in posts.render_post(POST, held, (), COLLEAGUE).plain()
    said = posts.render_post(POST, held, ("1.3",), LEAD).plain()
    assert all(part in said for part in ("Pat (", "until 30 June", "Not confirmed by them yet.", "Looks after 1.3."))
    assert "You hold it" in posts.render_post(POST, held, (), Viewer(TODAY, person_id=3)).plain()


def test_only_those_who_lead_are_told_how_to_fill_a_vacant_post() -> None:
    assert "Set it with" not in posts.render_post(POST, (), (), COLLEAGUE).plain()
    assert "Set it with" in posts.render_post(POST, (), (), LEAD).plain()


@pytest.mark.parametrize(("count", "offered"), [(0, 0), (1, 1), (5, 5), (6, 5)])
def test_at_most_five_posts_are_offered(count: int, offered: int) -> None:
    card = posts.render_which_post("head", [f"P{n}" for n in range(count)], "show {}", "1.3")
    assert card.plain().count("[P") == offered


@pytest.mark.parametrize(
    ("starts", "filled", "vacant"),
    [
        (date(2021, 4, 20), "from 20 April", "from today"),
        (TODAY, "from today", "from today"),
        (date(2021, 4, 22), "from 22 April", "from 22 April"),
    ],
)
def test_from_when(starts: date, filled: str, vacant: str) -> None:
    assert posts.render_post_filled(POST, "Pat", starts, (), LEAD).title == f"{POST} is Pat {filled}."
    assert posts.render_post_vacant(POST, starts, LEAD).title == f"Nobody holds {POST} {vacant}."
