"""Totals that add up, and for each that was not reached why and what happens next."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.world.facts import TODAY
from wres_bot.domain.cards import Buttons, Card, text
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.letters import UnreachableNotice
from wres_bot.store.models import Letter
from wres_bot.views.deliveries import MissedLetter, add_may_be_twice, render_deliveries

PUT = datetime(2021, 4, 20, 23, 30, tzinfo=UTC)  # the 21st in London


def missed(state: str, kind: str = "reminder", doubtful: bool = False, **more: Any) -> MissedLetter:
    facts: dict[str, Any] = {
        "id": 1, "key": "k", "trust_id": 1, "subject": UnreachableNotice(TODAY), "person_id": 7, "place_id": None,
        "platform": None, "thread": None, "put_at": PUT, "not_before": PUT, "attempts": 1, "holder": None,
        "content": None, "card": None, "receipt_place": None, "receipt_message": None, "sent_at": None,
        "failure": DeliveryFailure(FailureCode.PERSON_LEFT),
    }  # fmt: skip
    return MissedLetter(Letter(state=state, kind=kind, **(facts | more)), "Pat", doubtful)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "kind", "doubtful", "then"),
    [
        ("retry", "reminder", False, "They have left; it will be tried again."),
        ("unsure", "digest", True, "They have left. If it is there, type digest arrived; if not, digest send."),
        ("unsure", "digest", False, "They have left. I'll look whether it is there before I send it again."),
        ("dead", "digest", False, "They have left. To bring it back, type in the channel: use this channel for"),
        ("dead", "reminder", False, "They have left. Please tell them yourself, or name somebody else for the post."),
        ("dead", "notice", False, "They have left. Whoever runs me can send it again."),
    ],
)
def test_what_happens_next(state: str, kind: str, doubtful: bool, then: str) -> None:
    card = render_deliveries({state: 1}, [missed(state, kind, doubtful)], (), TODAY)
    assert f"- Pat: {kind} of 21 April. {then}" in card.plain()
    assert card.tone == "attention"


def test_no_reason_and_no_recipient_are_said() -> None:
    card = render_deliveries({"dead": 1}, [missed("dead", failure=None)], (), TODAY)
    assert "No reason was given." in card.plain()


def test_totals_add_up() -> None:
    card = render_deliveries({"sent": 2, "waiting": 1, "dead": 0}, (), (), TODAY)
    assert card.plain().splitlines()[:4] == ["Deliveries: 3 messages", "Sent: 2", "Waiting: 1", "All: 3"]
    assert "Everybody written to was reached" in card.plain()
    assert render_deliveries({}, (), (), TODAY).title == "Nothing has been sent yet."


def test_only_one_doubtful_letter_has_its_buttons_at_a_time() -> None:
    doubtful = [missed("unsure", "digest", True, key=key) for key in ("a", "b")]
    card = render_deliveries({"unsure": 2}, doubtful, (), TODAY)
    says = [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]
    assert says == ["digest arrived a", "digest send a", "help who"]


def test_whoever_may_have_it_twice_is_told() -> None:
    assert add_may_be_twice(Card("Hello", (text("x"),))).plain().endswith("I couldn't tell whether it arrived.")
