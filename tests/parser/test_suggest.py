"""How near a slip must be before it is taken for something we know."""

import pytest

from wres_bot.domain.refs import ActionRef
from wres_bot.parser.suggest import find_nearest, find_nearest_status, is_denied, suggest_commands

KNOWN = ("status", "snooze", "show", "need help", "digest arrived")


@pytest.mark.parametrize(("typed", "known"), [("stauts", "status"), ("shwo", "show"), ("sh", None), ("sho", "show"),
                                              ("shopping", None), ("need hepl", "need help"), ("status" * 11, None),
                                              ("need a hand", None)])  # fmt: skip
def test_a_slip_is_near_and_of_much_the_same_length(typed: str, known: str | None) -> None:
    assert find_nearest(typed, KNOWN) == known


def test_what_is_longer_than_sixty_characters_is_no_slip() -> None:
    long = "x" * 60
    assert find_nearest(long, [long + "y"]) == long + "y"
    assert find_nearest(long + "z", [long + "y"]) is None


@pytest.mark.parametrize(("typed", "near"), [("complte", ("complete", 1)), ("in progres and so on", ("in progress", 2)),
                                             ("done", None), ("undone", None), ("kettle", None)])  # fmt: skip
def test_a_status_is_forgiven_a_slip_but_never_its_denial(typed: str, near: tuple[str, int] | None) -> None:
    found = find_nearest_status(typed)
    assert (found and found[1]) == (near and near[1])
    assert (found is None) is (near is None)


@pytest.mark.parametrize("words", ["not done", "undone", "isn't finished", "never started", "incomplete"])
def test_a_denial_is_noticed(words: str) -> None:
    assert is_denied(words)


@pytest.mark.parametrize("words", ["done", "unless told otherwise", "in progress", "united"])
def test_what_only_looks_like_a_denial_is_none(words: str) -> None:
    assert not is_denied(words)


def test_a_denied_status_is_never_suggested_as_itself() -> None:
    refs = (ActionRef("2.3"),)
    assert suggest_commands(refs, "not done yet", later=False)[:2] == (
        "update 2.3 in progress",
        "update 2.3 not started",
    )
    assert suggest_commands(refs, "will be done", later=False)[0] == "update 2.3 in progress"
    assert suggest_commands(refs, "done", later=True)[0] == "update 2.3 in progress"
    assert suggest_commands(refs, "rooms found", later=False) == (
        "note 2.3 rooms found", "update 2.3 in progress, rooms found",
    )  # fmt: skip
