"""Accounts and joined addresses: what is undone by which button, and who is told what."""

from datetime import UTC, datetime

import pytest

from tests.world.facts import TODAY
from wres_bot.domain.cards import Buttons, Card
from wres_bot.views import accounts as views
from wres_bot.views.viewer import Viewer

ADDRESS = "second.address@nhs.example"
VIEWER = Viewer(TODAY, audience="leads", names=True)
STRANGER = views.UnknownAccount(ADDRESS, "teams", datetime(2021, 4, 20, 9, tzinfo=UTC))


def commands(card: Card) -> list[str]:
    return [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]


@pytest.mark.parametrize(("joined", "offered"), [(0, 0), (1, 1), (5, 5), (6, 5)])
def test_at_most_five_joined_addresses_can_be_parted_by_a_click(joined: int, offered: int) -> None:
    addresses = [f"a{n}@nhs.example" for n in range(joined)]
    card = views.render_accounts("Pat", ["slack"], addresses, None, mine=True)
    assert commands(card) == [f"unlink a{n}@nhs.example" for n in range(offered)]


def test_a_platform_used_twice_is_named_once() -> None:
    said = views.render_accounts("Pat", ["slack", "slack", "teams"], (), None, mine=False).title
    assert said.count("Slack") == 1 and said.count("Teams") == 1 and said.startswith("Pat has")


def test_unknown_accounts_are_listed_with_where_and_when_they_wrote() -> None:
    said = views.render_unknown_accounts([STRANGER], VIEWER).plain()
    assert ADDRESS in said and "Teams" in said and "20 April" in said
    assert ADDRESS not in views.render_unknown_accounts((), VIEWER).plain()


@pytest.mark.parametrize(("strangers", "title"), [(1, "Somebody"), (2, "Some people")])
def test_the_daily_notice_says_whether_it_is_one_or_several(strangers: int, title: str) -> None:
    assert views.render_unknown_accounts_notice([STRANGER] * strangers, VIEWER).title.startswith(title)


def test_a_joined_address_can_be_parted_by_whoever_is_told_of_it() -> None:
    cards = (
        views.render_linked(ADDRESS, "Pat", person_told=True), views.render_link_notice(ADDRESS, "Lee"),
        views.render_first_use_notice(ADDRESS, "slack"), views.render_link_notice_to_leads(ADDRESS, "Pat", "Lee"),
    )  # fmt: skip
    assert {tuple(commands(card)) for card in cards} == {(f"unlink {ADDRESS}",)}


def test_joining_waits_for_another_trust_and_says_so_where_nobody_can_be_asked() -> None:
    assert "asked them" in views.render_link_requested(ADDRESS, "Pat", True).plain()
    assert "could ask nobody" in views.render_link_requested(ADDRESS, "Pat", False).plain()
    assert commands(views.render_link_request(ADDRESS, "Pat", "Lee", "link a to b")) == ["link a to b"]


@pytest.mark.parametrize(
    ("chosen", "known", "offered"),
    [
        (None, ["slack", "teams"], ["prefer slack", "prefer teams"]),
        ("slack", ["slack", "teams"], ["prefer teams", "prefer either"]),
        ("teams", ["slack"], ["prefer slack", "prefer either"]),
        ("slack", ["slack", "local"], ["prefer either"]),
    ],
)
def test_other_platforms_are_offered_and_the_way_back(chosen: str | None, known: list[str], offered: list[str]) -> None:
    assert commands(views.render_preference(chosen, known)) == offered


def test_an_account_that_has_written_is_looked_at_when_it_is_disowned() -> None:
    assert "Please look" in views.render_disowned_notice("Pat", ADDRESS, 1).plain()
    assert "Please look" not in views.render_disowned_notice("Pat", ADDRESS, 0).plain()
