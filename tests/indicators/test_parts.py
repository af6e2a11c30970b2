"""Checks what is told of appointments by band group and clinical or not: it adds up, and leaves no small number."""

from collections.abc import Mapping

import pytest

from tests.indicators.test_release import DAY, Stored, told
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import find_indicator
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.release.parts import PartRates
from wres_bot.indicators.release.release import decide_release
from wres_bot.views.indicators.cards import indicator_card
from wres_bot.views.viewer import Viewer

Rates = Mapping[str, tuple[tuple[int, int], tuple[int, int]]]
LARGE: Rates = {"Band 5": ((90, 300), (20, 100)), "Band 6": ((40, 100), (10, 50)), "Band 8a": ((30, 80), (6, 40))}
CROSSED: Rates = {
    f"{band}, {clinical}": rates for band, rates in LARGE.items() for clinical in ("clinical", "non-clinical")
}


def stored(rates: Rates, *, rest: tuple[int, int] = (0, 0)) -> list[Stored]:
    """As `compute` stores them: the whole, each part, and the ratio."""

    def share(part: str, group: str, had: int, of: int) -> Stored:
        return Stored("2", round(100 * had / of, 1) if of else None, group=group, unit="%", breakdown=part,
                      measure="share of applicants who were appointed", basis="computed", numerator=float(had),
                      denominator=float(of))  # fmt: skip

    bands = {part: each for part, each in rates.items() if ", " not in part}
    whole = [[sum(each[n][k] for each in bands.values()) for k in (0, 1)] for n in (0, 1)]
    whole[1] = [whole[1][0] + rest[0], whole[1][1] + rest[1]]
    ratio = round(whole[0][0] / whole[0][1] / (whole[1][0] / whole[1][1]), 2)
    values = [Stored("2", ratio, measure="relative likelihood white/BME: being appointed", basis="computed")]
    for part, each in [("", whole), *rates.items()]:
        values += [share(part, group, *pair) for group, pair in zip(("white", "bme"), each, strict=True)]
    return values


def both(crossed: Rates) -> Rates:
    """The bands, and each band clinical and not."""
    sums: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {}
    for part, ((had, of), (bme_had, bme_of)) in crossed.items():
        (a, b), (c, d) = sums.get(part.partition(", ")[0], ((0, 0), (0, 0)))
        sums[part.partition(", ")[0]] = (a + had, b + of), (c + bme_had, d + bme_of)
    return {**sums, **crossed}


def parts(values: list[Stored], audience: str = "steering") -> tuple[PartRates, ...]:
    return decide_release(values, DAY, audience, Policy()).parts  # type: ignore[arg-type]  # a word


def test_steering_and_leads_read_band_groups_and_the_network_does_not() -> None:
    values = stored(LARGE)
    assert [(each.part, each.white, each.bme) for each in parts(values)] == [
        ("lower", Proportion(90, 300), Proportion(20, 100)), ("middle", Proportion(40, 100), Proportion(10, 50)),
        ("upper", Proportion(30, 80), Proportion(6, 40))]  # fmt: skip
    assert parts(values, "leads") == parts(values) and parts(values, "network") == ()


def test_both_divisions_are_told_where_even_their_crossing_may_be() -> None:
    assert [each.part for each in parts(stored(both(CROSSED)))] == [
        "lower", "middle", "upper", "clinical", "non-clinical"]  # fmt: skip
    small = {**CROSSED, "Band 8a, clinical": ((30, 80), (4, 40))}
    assert [each.part for each in parts(stored(both(small)))] == ["lower", "middle", "upper"]


@pytest.mark.parametrize(
    "change",
    [{"Band 8a": ((30, 80), (4, 40))}, {"Band 8a": ((4, 80), (6, 40))}, {"Band 6": ((40, 100), (47, 50))},
     {"Band 8a": ((30, 80), (5, 9))}],
)  # fmt: skip
def test_one_small_number_keeps_all_parts_back_and_leads_read_them(change: Rates) -> None:
    values = stored({**LARGE, **change})
    assert parts(values) == () and len(parts(values, "leads")) == 3


@pytest.mark.parametrize(("rest", "shown"), [((0, 0), 3), ((2, 30), 0), ((5, 30), 3), ((6, 8), 0)])
def test_those_of_whom_no_band_is_known_are_counted_too(rest: tuple[int, int], shown: int) -> None:
    """Else the whole less its parts would tell them."""
    assert len(parts(stored(LARGE, rest=rest))) == shown


def test_what_was_kept_back_stays_back_after_a_correction() -> None:
    before = decide_release(stored({**LARGE, "Band 8a": ((30, 80), (4, 40))}), DAY, "steering", Policy())
    for log in (before.disclosed("2"), before.disclosed_in_answer("2")):
        assert decide_release(stored(LARGE), DAY, "steering", Policy(), [log]).parts == ()
    again = decide_release(stored(LARGE), DAY, "steering", Policy()).disclosed_in_answer("2")
    assert len(decide_release(stored(LARGE), DAY, "steering", Policy(), [again]).parts) == 3


def test_the_card_says_them_in_whole_people() -> None:
    release = told(stored(LARGE), "steering")
    wanted = find_indicator("WRES 2")
    assert wanted
    said = indicator_card(release, wanted, "A trust", [], Viewer(DAY, audience="steering")).plain()
    assert "By band group, and clinical or not" in said
    assert (
        "Up to band 5: 30 of every 100 white applicants who were shortlisted, and 20 of every 100 BME applicants"
        in said
    )
    assert "(90 of 300 and 20 of 100)" in said
    assert any("by part" in name for name in release.disclosed_in_answer("2"))
    assert not any("by part" in name for name in release.disclosed_in_answer())
