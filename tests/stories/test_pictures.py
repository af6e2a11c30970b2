"""Stories of the indicators' pictures: who gets one, where, and what it says to whoever does not see it."""

from collections.abc import Iterator

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import NETWORK, STEERING
from wres_bot.domain.cards import Card, Picture


@pytest.fixture
def combined(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "nscht-2021-22", "2022-01-03") as made:
        yield made


def pictures(cards: list[Card]) -> list[Picture]:
    return [block for card in cards for block in card.blocks if isinstance(block, Picture)]


def test_who_asks_about_an_indicator_gets_its_picture_by_direct_message_once_a_day(combined: Pilot) -> None:
    said = combined.say("recruitment.lead", "indicators 2")
    assert "There is a picture of all the years in your direct messages." in said
    [picture] = pictures(combined.cards("recruitment.lead@nscht.example"))
    assert picture.png.startswith(b"\x89PNG")
    assert "Getting the job: 2.66, 1.20, 1.96, 2.07, 1.89, 1.30 from 2016 to 2021" in picture.alt
    combined.say("recruitment.lead", "indicators 2")
    assert len(pictures(combined.cards("recruitment.lead@nscht.example"))) == 1
    combined.say("recruitment.lead", "indicators 5")
    assert len(pictures(combined.cards("recruitment.lead@nscht.example"))) == 2


def test_a_picture_shows_its_reader_only_what_they_may_be_told(combined: Pilot) -> None:
    for post, told in (("recruitment.lead", False), ("chair.of.inclusion.council", False), ("d.and.i.lead", True)):
        combined.say(post, "indicators 3")
        [picture] = pictures(combined.cards(combined.email(post)))
        assert ("4.35" in picture.alt) is told
        assert ("2020, 2021 not shown, because so few people are counted" in picture.alt) is not told


def test_what_has_one_year_only_is_said_and_not_drawn(combined: Pilot) -> None:
    assert "picture" not in combined.say("recruitment.lead", "indicators 1")
    assert pictures(combined.cards("recruitment.lead@nscht.example")) == []


def test_the_group_gets_a_picture_and_the_network_plain_words(combined: Pilot) -> None:
    combined.tick("2022-01-10", "10:00")
    [picture] = pictures(combined.cards(STEERING))
    assert "4.35" not in picture.alt
    assert pictures(combined.cards(NETWORK)) == []


def test_a_digest_that_is_only_asked_for_is_answered_without_drawing(combined: Pilot) -> None:
    assert "Picture:" not in combined.say("chair.of.inclusion.council", "digest steering")
