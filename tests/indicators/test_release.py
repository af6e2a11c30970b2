"""Checks which figures each audience is told, from values as they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from tests.indicators.test_figures import Value
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.release.contributing_counts import find_contributing_counts
from wres_bot.indicators.release.release import Release, audiences_heard_by, decide_release

DAY = date(2025, 12, 31)


@dataclass(frozen=True)
class Stored(Value):
    peer: float | None = None
    numerator: float | None = None
    denominator: float | None = None


def ratio(code: str, value: float, period: str = "2025") -> Stored:
    return Stored(code, value, period, measure="relative likelihood")


def cases(white: int, bme: int, unknown: int = 0, period: str = "2025") -> list[Stored]:
    groups = {"white": white, "bme": bme, "not known": unknown}
    return [Stored("3", n, period, group, "cases", "formal disciplinary cases") for group, n in groups.items()]


def survey(group: str, value: float, of: int | None, numerator: int | None = None) -> Stored:
    return Stored("5", value, group=group, unit="%", measure="abuse", numerator=numerator, denominator=of)


def staff(**bands: tuple[int, int, int]) -> list[Stored]:
    """ "band_5": white, BME and not known."""
    share = Stored("1", 10.0, group="bme", unit="%", measure="workforce share")
    rows = [
        Stored("1", n, group=group, unit="people", measure="headcount", breakdown=name.replace("_", " ").capitalize())
        for name, found in bands.items()
        for group, n in zip(("white", "bme", "not known"), found, strict=True)
    ]
    return [share, *rows]


def told(values: Sequence[Any], audience: Any = "network", **more: Any) -> Release:
    return decide_release(values, DAY, audience, Policy(), **more)


def one(values: Sequence[Any], code: str, audience: Any = "network") -> Figure:
    return next(f for f in told(values, audience).figures if f.indicator.code == code)


def test_a_ratio_on_few_cases_is_told_only_to_those_who_hold_the_data() -> None:
    values = [ratio("3", 4.35), *cases(40, 2)]
    for audience in ("network", "steering"):
        kept = one(values, "3", audience)
        assert kept.withheld
        assert (kept.ratio, kept.before, kept.national) == (None, {}, None)
        assert kept.source == "our report"
    assert one(values, "3", "leads").ratio


def test_a_year_before_that_was_kept_back_is_left_out_of_the_brackets_and_the_movement() -> None:
    values = [ratio("3", 1.2), *cases(40, 20), ratio("3", 2.2, "2024"), *cases(40, 3, period="2024")]
    found = one(values, "3")
    assert found.ratio
    assert found.ratio.shown == "1.20"
    assert found.before == {}
    assert found.moved("ratio") is None
    assert [s.years for s in told(values).series] == [(2025,)]
    assert [s.withheld for s in told(values).series] == [(2024,)]


def test_a_small_number_whose_group_is_not_known_keeps_back_the_others_beside_it() -> None:
    assert one([ratio("3", 1.2), *cases(40, 20, 3)], "3").withheld


@pytest.mark.parametrize(
    ("value", "of", "kept"),
    [
        (28.3, 400, False),
        (1.0, 300, True),
        (98.7, 300, True),
        (30.0, 10, True),
        (28.3, None, False),
        (2.0, 250, True),
        (0.0, 100, False),
        (0.0, 300, True),
    ],
)
def test_a_percentage_of_a_known_base_is_kept_back_where_it_tells_a_small_number(
    value: float, of: int | None, kept: bool
) -> None:
    """Few who did, few who did not, or few who were asked."""
    assert one([survey("bme", value, of), survey("white", 23.0, 900)], "5").withheld is kept


def test_a_whole_per_cent_is_as_exact_as_its_words_say() -> None:
    """2 of 250 may be 1.6% to 2.4%, so 4 people; 2.0% is 5. And nought may have been a few, rounded away."""
    for words, value, of, kept in (("2%", 2.0, 250, True), ("2.0%", 2.0, 250, False), ("0.0%", 0.0, 300, False)):
        exact = [replace(survey("bme", value, of), published_text=words), survey("white", 23.5, 900)]
        assert one(exact, "5").withheld is kept, words


def test_a_survey_cannot_have_asked_more_than_there_are() -> None:
    """Nobody says how many answered; but of 100 BME staff, 3% are 3 at most."""
    staffed = staff(band_5=(900, 100, 0))
    assert one([*staffed, survey("bme", 3.2, None), survey("white", 23.5, None)], "5").withheld
    assert not one([*staffed, survey("bme", 8.2, None), survey("white", 23.5, None)], "5").withheld


def test_a_rate_of_very_few_people_is_kept_back_however_many_of_them_it_is() -> None:
    """Seven cases of ten members of staff: no number is under five, and everybody knows the ten."""
    cells = [*cases(40, 7), *staff(band_5=(900, 10, 0))]
    assert one([ratio("3", 15.75), *cells], "3").withheld
    assert not one([ratio("3", 3.15), *cases(40, 7), *staff(band_5=(900, 50, 0))], "3").withheld


def test_a_board_whose_size_is_known_in_one_year_gives_its_numbers_away_in_all() -> None:
    def board(share: float, period: str, people: int | None = None) -> list[Stored]:
        told = [Stored("9", share, period, "bme", "%", "BME board membership")]
        return [*told, Stored("9", people, period, "bme", "people", "BME board members")] if people else told

    values = [*board(15.4, "2024"), *board(21.4, "2025", people=3)]
    [found] = told(values).series
    assert found.points == () and found.withheld == (2024, 2025)


@pytest.mark.parametrize(
    ("share", "kept"),
    [(0.0, False), (6.7, True), (7.0, True), (13.3, True), (21.4, True), (26.7, True), (27.8, False), (33.3, True),
     (50.0, True), (100.0, True)],
)  # fmt: skip
def test_a_board_of_whom_nobody_said_how_many_sit_on_it_still_has_a_size_that_everybody_knows(
    share: float, kept: bool
) -> None:
    """Kept back where on any board of 8 to 20 it is one to four members, or all but so few: 27.8% is 5 of 18 alone."""
    assert one([Stored("9", share, "2025", "bme", "%", "BME board membership")], "9").withheld is kept


def test_published_and_computed_counts_of_the_same_people_are_not_mixed() -> None:
    """Both would pass alone as the chimera of the two; each has a small number of its own."""
    published = [ratio("2", 1.5), *recruited("published", 100, 3)]
    computed = [
        replace(each, value=n) for each, n in zip(recruited("computed", 100, 9), (300, 80, 100, 9), strict=True)
    ]
    assert one([*published, *computed], "2").withheld
    assert one([*computed, *published], "2").withheld
    assert not one([ratio("2", 1.5), *recruited("published", 100, 30), *computed], "2").withheld


def recruited(basis: str, white: int, bme: int) -> list[Stored]:
    people = [("white", "shortlisted", 300), ("bme", "shortlisted", 80), ("white", "offers made", white),
              ("bme", "offers made", bme)]  # fmt: skip
    return [Stored("2", n, group=group, unit="people", measure=measure, basis=basis) for group, measure, n in people]


def test_counts_that_come_with_a_percentage_are_looked_at() -> None:
    assert one([survey("bme", 28.3, 400, 3), survey("white", 23.0, 900, 207)], "5").withheld
    assert not one([survey("bme", 28.3, 400, 113), survey("white", 23.0, 900, 207)], "5").withheld


def test_bands_are_put_together_until_no_number_is_small() -> None:
    values = [
        *staff(band_5=(200, 30, 20), band_6=(100, 12, 15), band_7=(90, 2, 9), band_8a=(50, 9, 12)),
        Stored("RDR", 1.2, measure="lower to upper"),
    ]
    telling = told(values, "steering")
    [family] = telling.counted.counts.families
    assert not telling.counted.decision.may_release(family, "Band 7/bme")
    assert not telling.counted.decision.may_release(family, "Band 6/bme")
    assert telling.counted.decision.may_release(family, "Band 6/bme", "Band 7/bme")
    assert telling.counted.decision.may_release(family, "Band 5/bme")
    assert not one(values, "1", "steering").withheld
    assert not one(values, "RDR", "steering").withheld


def test_a_network_gets_nothing_made_of_bands() -> None:
    values = [*staff(band_5=(200, 30, 20)), Stored("RDR", 1.2, measure="lower to upper")]
    assert [f.indicator.code for f in told(values).figures] == ["1"]
    assert [s.indicator.code for s in told(values).series] == ["1"]


def test_what_was_posted_names_every_family_it_was_built_on() -> None:
    values = [ratio("3", 1.2), *cases(40, 20), ratio("3", 2.2, "2024"), *cases(40, 3, period="2024")]
    assert told(values).disclosed() == {
        "WRES 3 2025: formal disciplinary cases": [[["white"], 40], [["bme"], 20], [["not known"], 0]],
        "WRES 3 2024: formal disciplinary cases": [[["bme", "not known", "white"], 43]],
    }


def test_a_group_has_read_what_the_network_was_told() -> None:
    assert audiences_heard_by("network") == ("network", "steering")  # some sit in both
    assert audiences_heard_by("steering") == ("network", "steering")


def test_those_appointed_of_those_shortlisted_are_counted_in_and_out() -> None:
    values = [
        Stored("2", n, group=group, unit="people", measure=measure)
        for measure, found in {"applications": (900, 300), "shortlisted": (300, 80), "offers made": (90, 20)}.items()
        for group, n in zip(("white", "bme"), found, strict=True)
    ]
    held = find_contributing_counts(values)
    assert {name: dict(family.cells) for name, family in held.families.items()} == {
        "WRES 2 2025: offers made": {"white/had": 90, "white/had not": 210, "bme/had": 20, "bme/had not": 60},
        "WRES 2 2025: shortlisted, of applications": {"white/had": 300, "white/had not": 600, "bme/had": 80,
                                                      "bme/had not": 220},
    }  # fmt: skip
    assert held.proportions["2", 2025]["bme"].of == 80
