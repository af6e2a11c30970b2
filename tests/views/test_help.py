"""Greetings and the help: what is offered to whom, in the trust's own words."""

import pytest

from wres_bot.domain.policy import Labels
from wres_bot.parser.command_types import Verb
from wres_bot.parser.verbs import ALL
from wres_bot.views import help as views

LABELS = Labels()
OWN_WORDS = Labels(coordinator="Inclusion Manager")


def test_help_lists_the_commands_it_is_given_and_no_others() -> None:
    own = [verb for verb in ALL if verb.group == "own"]
    said = views.render_help(own, LABELS).plain()
    assert all(verb.example in said for verb in own)
    assert "For plan leads" not in said


def test_everything_is_listed_for_those_who_lead() -> None:
    said = views.render_help(ALL, LABELS).plain()
    assert all(heading in said for heading in ("Your actions", "Looking", "For plan leads"))


@pytest.mark.parametrize("verb", ALL, ids=lambda verb: verb.name)
def test_help_for_a_command_gives_its_example_and_who_may_use_it(verb: Verb) -> None:
    said = views.render_command_help(verb, OWN_WORDS).plain()
    assert verb.example in said
    assert (f"the {OWN_WORDS.coordinator}." in said) >= (verb.permission != "anyone")
    assert "EDI lead" not in said.replace(verb.example, "")


def test_a_greeting_counts_open_actions_where_there_are_any() -> None:
    assert "1 open action." in views.render_greeting("Pat", 1, LABELS).plain()
    assert "2 open actions." in views.render_greeting("Pat", 2, LABELS).plain()
    said = views.render_greeting("", 0, LABELS).plain()
    assert "open action" not in said and "Hello." in said


def test_thanks_change_nothing_and_offer_nothing() -> None:
    card = views.render_thanks()
    assert card.tone == "good" and not card.blocks
