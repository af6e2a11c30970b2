"""Who is written to: each answer says what changes and how to turn it back."""

from collections.abc import Callable, Sequence

import pytest

from tests.world.facts import PLAN, VIEWER
from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.policy import Labels
from wres_bot.views import notices as views

LABELS = Labels(coordinator="Inclusion Manager")


def commands(card: Card) -> list[str]:
    return [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]


def test_stopped_reminders_can_be_started_again_by_a_click() -> None:
    card = views.render_stopped(LABELS, "1.3")
    assert "start" in commands(card) and "Inclusion Manager" in card.plain()


@pytest.mark.parametrize("render", [views.render_confirmed, views.render_wrong_person, views.render_covering])
def test_posts_are_named_where_there_are_any(render: Callable[[Sequence[str], Labels], Card]) -> None:
    assert "Head of EDI" in render(["Head of EDI"], LABELS).plain()
    assert "Head of EDI" not in render([], LABELS).plain()


def test_a_notice_has_buttons_only_where_it_is_given_some() -> None:
    assert commands(views.render_notice("Help", ["one", "", "two"])) == []
    card = views.render_notice("Help", ["one"], [Button("See it", "show 1.1")])
    assert commands(card) == ["show 1.1"] and card.tone == "attention"


@pytest.mark.parametrize("audience", ["network", "steering"])
def test_a_channel_that_gets_digests_can_be_previewed_and_stopped(audience: Audience) -> None:
    card = views.render_channel_used("edi", audience, PLAN, VIEWER)
    assert commands(card) == [f"digest {audience}", "stop using this channel"]
    assert card.title.startswith("#edi") and "##" not in views.render_channel_stopped("#edi").title


def test_rehearsal_is_ended_by_a_click_and_only_while_it_is_on() -> None:
    assert "rehearse off" in commands(views.render_rehearsal(True, VIEWER))
    assert "rehearse off" not in commands(views.render_rehearsal(False, VIEWER))
