"""Two names of one post have one key, and two posts have two."""

import pytest

from wres_bot.domain.posts import normalise_post


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Head of Employee relations", "Head of Employee Relations"),
        ("Asst. Dir of HR", "Assistant Director of HR"),
        ("Deputy Director, Nursing", "Dep Director Nursing"),
        ("The Head of EDI", "Head of EDI"),
        ("Equality and Diversity Manager", "Equality & Diversity Mgr"),
        ("Freedom to Speak Up Guardian", "FTSU Guardian"),
        ("People's Champion", "People’s champion"),
    ],
)
def test_one_post(one: str, other: str) -> None:
    assert normalise_post(one) == normalise_post(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Head of HR", "Deputy Head of HR"), ("Director of Nursing", "Director of Finance")]
)
def test_two_posts(one: str, other: str) -> None:
    assert normalise_post(one) != normalise_post(other)


@pytest.mark.parametrize("name", ["", "  ", "&", "the"])
def test_a_name_without_a_word_has_no_key(name: str) -> None:
    assert normalise_post(name) == ""
