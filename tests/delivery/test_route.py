"""Proves where a letter to a person goes: which account, on which platform, or why nowhere."""

from typing import Any

import pytest

from tests.delivery.test_outcomes import letter
from wres_bot.delivery.batch_context import Recipients
from wres_bot.delivery.route import NoRoute, find_address
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.policy import Policy
from wres_bot.domain.ports import Address
from wres_bot.store.models import Trust
from wres_bot.store.people import Identity, PersonDetails

EMAIL = "edi@esneft.example"
DB: Any = None  # nothing is asked of it
BOTH = ("slack", "teams")


def identity(platform: str, *, reachable: bool = True) -> Identity:
    return Identity(platform, "W", f"on-{platform}", None, reachable)


def recipients(*accounts: Identity, active: bool = True, prefers: str | None = None) -> Recipients:
    person = PersonDetails(3, EMAIL, "Edi", active, None)
    chosen = {(3, "platform"): prefers} if prefers else {}
    return Recipients({1: Trust(1, "esneft", "ESNEFT", False, Policy())}, {3: person}, {3: list(accounts)}, chosen)


def address(platforms: tuple[str, ...], who: Recipients, **more: Any) -> str:
    found = find_address(DB, letter(**more), platforms, who)
    return found.platform


def failure(platforms: tuple[str, ...], who: Recipients) -> DeliveryFailure:
    with pytest.raises(NoRoute) as no_route:
        find_address(DB, letter(), platforms, who)
    return no_route.value.failure


SLACK, TEAMS = identity("slack"), identity("teams")


def test_the_account_used_last_is_written_to() -> None:
    assert address(BOTH, recipients(SLACK, TEAMS)) == "slack"
    assert address(BOTH, recipients(TEAMS, SLACK)) == "teams"


def test_a_letter_for_one_platform_and_then_the_persons_choice_come_first() -> None:
    assert address(BOTH, recipients(SLACK, TEAMS, prefers="teams")) == "teams"
    assert address(BOTH, recipients(SLACK, TEAMS, prefers="teams"), platform="slack") == "slack"
    assert address(("slack",), recipients(SLACK, TEAMS, prefers="teams")) == "slack"


def test_an_account_that_takes_no_messages_gives_way_to_another() -> None:
    assert address(BOTH, recipients(identity("slack", reachable=False), TEAMS)) == "teams"


def test_accounts_that_take_no_messages_are_named() -> None:
    shut = [identity(name, reachable=False) for name in ("teams", "slack")]
    assert failure(BOTH, recipients(*shut)) == DeliveryFailure(FailureCode.ACCOUNTS_CLOSED, platforms=BOTH)


def test_somebody_known_nowhere_is_looked_for_by_their_address() -> None:
    expected = DeliveryFailure(FailureCode.NO_ACCOUNT, email=EMAIL, platforms=BOTH)
    assert failure(("teams", "slack"), recipients()) == expected
    assert failure((), recipients()) == DeliveryFailure(FailureCode.NO_ACCOUNT, email=EMAIL)


def test_the_built_in_chat_knows_everybody_who_is_known_nowhere_else() -> None:
    assert find_address(DB, letter(), ("local",), recipients()) == Address("local", "esneft", EMAIL)
    assert find_address(DB, letter(), ("local",), recipients(SLACK)) == Address("local", "esneft", EMAIL)
    assert failure(("local", "slack"), recipients(identity("slack", reachable=False))).code == "accounts_closed"


def test_somebody_who_has_left_is_written_to_nowhere() -> None:
    assert failure(BOTH, recipients(SLACK, active=False)) == DeliveryFailure(FailureCode.PERSON_LEFT)
