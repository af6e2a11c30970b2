"""How near a slip must be before it is taken for something we know."""

import pytest

from wres_bot.parser.suggest import find_nearest

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
