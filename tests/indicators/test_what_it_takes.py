"""Checks what it would have taken and what could be seen at all, and that neither tells a count that is kept back."""

from datetime import date
from typing import Any

import pytest

from tests.indicators.test_release import Stored
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.significance import Proportion, fisher_p
from wres_bot.indicators.release.release import decide_release
from wres_bot.indicators.release.what_it_takes import find_what_could_be_seen, find_what_it_takes
from wres_bot.views.indicators.cards import indicator_card
from wres_bot.views.viewer import Viewer

DAY = date(2025, 12, 31)
WHITE, BME = Proportion(391, 1467), Proportion(66, 322)


def test_how_many_more_would_have_been_inside_the_range_and_equal() -> None:
    found = find_what_it_takes(WHITE, BME, 1.25)
    assert found
    assert (found.inside_added.count, found.equal_added.count) == (69, 86)
    assert [round(each, 2) for each in (found.inside_added.interval.low, found.inside_added.interval.high)] == [
        0.99,
        1.56,
    ]
    # In place of others fewer are needed: each takes one from the other group.
    assert (found.inside_instead.count, found.equal_instead.count) == (69, 83)


@pytest.mark.parametrize(("under", "wanted"), [(68, True), (69, False), (80, False), (0, False)])
def test_nothing_is_missing_where_the_ratio_is_inside_the_range_or_there_is_none(under: int, wanted: bool) -> None:
    assert bool(find_what_it_takes(WHITE, Proportion(under, 322), 1.25)) is wanted


def test_the_least_number_that_reaches_it_is_told_and_one_fewer_would_not() -> None:
    found = find_what_it_takes(WHITE, BME, 1.25)
    assert found
    for taken, bound in ((found.inside_added, 1.25), (found.equal_added, 1.0)):
        assert taken.ratio <= bound < 391 * 322 / (1467 * (taken.count - 1))


def test_a_doubling_of_rare_cases_would_rarely_show_and_of_common_ones_nearly_always() -> None:
    year, five = find_what_could_be_seen(Proportion(6, 136), Proportion(20, 1480))
    assert year.low < year.high < 0.5 and five.low > year.low
    year, five = find_what_could_be_seen(Proportion(300, 1467), Proportion(66, 322))
    assert year.low > 0.95 and five.low > 0.99


def test_how_likely_it_is_to_show_is_about_how_often_a_test_shows_it() -> None:
    """Against draws: of 136 and 1,480 people, one in a hundred of the others."""
    import numpy

    rng = numpy.random.default_rng(1)
    of, others = 1360, 14800
    drawn = [(int(rng.binomial(of, 0.02)), int(rng.binomial(others, 0.01))) for _ in range(300)]
    shown = sum(fisher_p(Proportion(a, of), Proportion(b, others)) < 0.05 for a, b in drawn) / len(drawn)
    overall = round(0.02 * of + 0.01 * others)
    [year, _] = find_what_could_be_seen(
        Proportion(round(0.02 * of), of), Proportion(overall - round(0.02 * of), others)
    )
    assert year.low - 0.1 <= shown <= year.high + 0.1


def card(audience: Any, had: tuple[int, int], of: tuple[int, int], code: str = "2") -> str:
    groups = ("white", "bme") if code == "2" else ("bme", "white")
    ratio = round(had[0] * of[1] / (of[0] * had[1]), 2)
    values = [Stored(code, ratio, measure="relative likelihood", basis="computed")]
    values += [Stored(code, round(100 * n / base, 1), group=g, unit="%", measure="share who did", basis="computed",
                      numerator=n, denominator=base) for g, n, base in zip(groups, had, of, strict=True)]  # fmt: skip
    release = decide_release(values, DAY, audience, Policy())
    return indicator_card(release, BY_CODE[code], "A trust", (), Viewer(DAY, audience=audience)).plain()


def test_whoever_steers_reads_it_and_the_network_does_not() -> None:
    said = card("steering", (391, 66), (1467, 322))
    assert "66 appointments of BME applicants were made; 69 would have been inside 1.25" in said
    assert "(likely between 0.99 and 1.56), and 86 equal" in said
    assert "A measure of size, not a target: appointments are on merit." in said
    assert "What it would take" not in card("network", (391, 66), (1467, 322))


def test_it_is_told_only_where_the_counts_are() -> None:
    assert "What could be seen at all" in card("steering", (6, 30), (136, 1480), "3")
    assert "What could be seen at all" not in card("steering", (3, 30), (136, 1480), "3")
    assert "What could be seen at all" in card("leads", (3, 30), (136, 1480), "3")
    assert "What it would take" not in card("steering", (391, 4), (1467, 322))
    assert "What it would take" in card("leads", (391, 4), (1467, 322))
