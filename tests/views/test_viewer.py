"""How owners are named to each reader, with one, two, three and four of them."""

import pytest

from tests.world.facts import TODAY, make_action, make_holder, make_owner
from wres_bot.views.viewer import Viewer, format_few_posts, format_posts

COLLEAGUE, LEAD, HOLDER = Viewer(TODAY), Viewer(TODAY, names=True), Viewer(TODAY, person_id=7)
POST = "Head of EDI"


@pytest.mark.parametrize(
    ("viewer", "covering", "said"),
    [
        (COLLEAGUE, False, POST),
        (COLLEAGUE, True, POST),
        (LEAD, False, f"{POST} (Pat)"),
        (LEAD, True, f"{POST} (Pat, covering)"),
        (HOLDER, False, f"{POST} (you)"),
        (HOLDER, True, f"{POST} (you, covering)"),
    ],
)
def test_one_holder(viewer: Viewer, covering: bool, said: str) -> None:
    assert viewer.format_owner(make_owner(POST, make_holder(7, "Pat", covering=covering))) == said


def test_a_vacant_post_and_no_owner() -> None:
    assert COLLEAGUE.format_owner(make_owner(POST)) == f"{POST}, vacant"
    assert COLLEAGUE.format_owners(make_action(owners=())) == format_posts(make_action(owners=())) == "nobody yet"


def test_a_holder_known_by_the_posts_own_name_is_not_named_twice() -> None:
    assert LEAD.format_owner(make_owner(POST, make_holder(7, POST))) == POST


@pytest.mark.parametrize(
    ("count", "few", "posts"),
    [
        (1, "P1", "P1"),
        (2, "P1 and P2", "P1 and P2"),
        (3, "P1 and 2 others", "P1 and 2 others"),
        (4, "P1 and 3 others", "P1 and 3 others"),
    ],
)
def test_few_owners_are_named_in_a_line(count: int, few: str, posts: str) -> None:
    owners = tuple(make_owner(f"P{n}", make_holder(10 + n)) for n in range(1, count + 1))
    action = make_action(owners=owners)
    assert COLLEAGUE.format_few_owners(action) == few
    assert format_few_posts(action) == posts


def test_the_reader_is_always_among_the_few() -> None:
    owners = tuple(make_owner(f"P{n}", make_holder(n)) for n in (1, 2, 7))
    assert HOLDER.format_few_owners(make_action(owners=owners)) == "P1, P7 (you) and 1 other"
