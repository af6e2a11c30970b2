"""Checks that sets rounded in any right way are accused of nothing, and that what is printed wrong is found."""

import random
from fractions import Fraction

import pytest

from tests.indicators.test_recompute import Value
from tests.slices import times
from wres_bot.domain.measures import MeasureId, identify_measure
from wres_bot.domain.pay_bands import BANDS
from wres_bot.indicators.audit.recompute import check_values
from wres_bot.indicators.compute.formulas import half_up

GROUPS = ("white", "bme", "not known")
DATA_ITEMS = {
    ("2", "shortlisted"): "Number of shortlisted applicants",
    ("2", "appointed"): "Number appointed from shortlisting",
    ("3", "cases"): "Number of staff entering the formal disciplinary process",
    ("4", "trained"): "Number of staff accessing non-mandatory training and CPD",
    ("3", "staff"): "Number of staff in workforce", ("4", "staff"): "Number of staff in workforce",
}  # fmt: skip
"""The national submission's own wording."""
RATIOS = {"2": ("appointed", "shortlisted", "white", "bme"), "3": ("cases", "staff", "bme", "white"),
          "4": ("trained", "staff", "white", "bme")}  # fmt: skip


def printed(exact: Fraction, places: int) -> tuple[float, str]:
    """A number as a report prints it."""
    shown = half_up(exact, places)
    return float(shown), f"{shown:f}"


def percent(chance: random.Random, count: int, of: int, **more: str) -> list[Value]:
    if not of:
        return []
    value, text = printed(Fraction(100 * count, of), chance.choice((0, 1, 1, 2, 3)))
    return [Value(value=value, unit="%", published_text=chance.choice((None, f"{text}%")), **more)]  # type: ignore[arg-type]  # text, all of them


def right_set(seed: int) -> list[Value]:
    """What a trust publishes that makes no mistake: any way of rounding, subtotals beside parts, bands left out."""
    chance = random.Random(seed)
    bands = {band: {part: {g: chance.randint(0, 300) for g in GROUPS} for part in ("clinical", "non-clinical")}
             for band in (BANDS if chance.random() < 0.5 else chance.sample(BANDS, 6))}  # fmt: skip
    of_band = {band: {g: sum(by[part][g] for part in by) for g in GROUPS} for band, by in bands.items()}
    rest = {g: 0 if len(bands) == len(BANDS) else chance.randint(0, 900) for g in GROUPS}
    staff = {g: sum(by[g] for by in of_band.values()) + rest[g] for g in GROUPS}
    values: list[Value] = []
    for name, by in [("All staff", staff), *of_band.items(),
                     *((f"{band}, {part}", two[part]) for band, two in bands.items() for part in two)]:  # fmt: skip
        values += [Value("1", n, "people", "headcount", name, g) for g, n in by.items()]
        values += [Value("1", sum(by.values()), "people", "headcount", name, "overall")]
        if "," not in name:
            measure = chance.choice(("percentage of band", "percentage of band (not known excluded)"))
            total = sum(n for g, n in by.items() if g != "not known" or "excluded" not in measure)
            for g in ("white", "bme"):
                values += percent(chance, by[g], total, code="1", measure=measure, breakdown=name, group=g)
    values += percent(chance, staff["bme"], sum(staff.values()), code="1", measure="workforce share")
    shortlisted = {g: chance.randint(1, 2000) for g in GROUPS}
    counts = {"staff": staff, "shortlisted": shortlisted,
              "appointed": {g: chance.randint(1, n) for g, n in shortlisted.items()},
              "cases": {g: chance.randint(0, n // 20) for g, n in staff.items()},
              "trained": {g: chance.randint(0, n) for g, n in staff.items()}}  # fmt: skip
    for (code, what), wording in DATA_ITEMS.items():
        values += [Value(code, n, "people", wording, group=g) for g, n in counts[what].items()]
    for code, (had, of, top, under) in RATIOS.items():
        if all(counts[each][g] for each in (had, of) for g in (top, under)):
            exact = Fraction(counts[had][top] * counts[of][under], counts[of][top] * counts[had][under])
            value, text = printed(exact, chance.choice((1, 2, 2, 3)))
            values.append(
                Value(code, value, "ratio", f"Relative likelihood, {had}", group="ratio", published_text=text)
            )
        for g in (top, under):
            values += percent(chance, counts[had][g], counts[of][g], code=code, measure=f"likelihood of {had}", group=g)
    board = {"bme": chance.randint(0, 6), "white": chance.randint(5, 12), "not known": chance.randint(0, 2)}
    values += [Value("9", n, "people", "Total Board members", group=g) for g, n in board.items()]
    known = board["bme"] + board["white"]
    values += percent(
        chance, board["bme"], chance.choice((known, sum(board.values()))), code="9", measure="BME board membership"
    )
    return values


@pytest.mark.simulation
def test_two_hundred_rightly_rounded_sets_are_accused_of_nothing() -> None:
    wrong = {seed: found for seed in range(times(200)) if (found := check_values(right_set(seed)).found)}
    assert wrong == {}


@pytest.mark.parametrize(
    ("key", "measure"),
    [(("2", "shortlisted"), MeasureId.SHORTLISTED), (("2", "appointed"), MeasureId.APPOINTED), (("3",
    "cases"), MeasureId.CASES),
     (("4", "trained"), MeasureId.TRAINED), (("3", "staff"), MeasureId.STAFF_BASE), (("4",
     "staff"), MeasureId.STAFF_BASE)],
)  # fmt: skip
def test_the_national_data_items_are_known_by_their_own_wording(key: tuple[str, str], measure: MeasureId) -> None:
    assert identify_measure(key[0], "people", DATA_ITEMS[key]) is measure


def items(code: str, ratio: float, *, unit: str = "ratio", text: str | None = None) -> list[Value]:
    """40 of 1,000 and 30 of 200: for indicator 2 and 4 the ratio is 0.27, for 3 it is 3.75."""
    had, of, *_ = RATIOS[code]
    counts = {"white": (40, 1000), "bme": (30, 200)}
    values = [Value(code, n, "people", DATA_ITEMS[code, what], group=g) for g, pair in counts.items()
              for what, n in zip((had, of), pair, strict=True)]  # fmt: skip
    return [*values, Value(code, ratio, unit, "Relative likelihood", group="ratio", published_text=text)]


@pytest.mark.parametrize(
    ("code", "ratio", "cause"),
    [("2", 0.27, None), ("4", 0.27, None), ("3", 3.75, None), ("2", 3.75, "upside down"), ("3", 0.27, "upside down"),
     ("4", 3.75, "upside down"), ("3", 0.15, "unit"), ("3", 15.0, "unit"), ("3", 3.0, "not clear"), ("3", 3.8, None),
     ("3", 3.5, "not clear"),
     ("2", 0.04, "unit")],
)  # fmt: skip
def test_a_ratio_beside_its_counts(code: str, ratio: float, cause: str | None) -> None:
    assert [each.cause for each in check_values(items(code, ratio)).found] == ([cause] if cause else [])


def test_a_ratio_with_more_decimals_printed_than_are_right_is_found() -> None:
    assert [each.cause for each in check_values(items("3", 3.8, text="3.80")).found] == ["not clear"]


def test_a_ratio_with_a_per_cent_sign_is_found() -> None:
    [found] = check_values(items("3", 3.75, unit="%")).found
    assert (found.cause, found.recomputed) == ("unit", "3.75 times")


@pytest.mark.parametrize(("share", "right"), [(40.0, True), (40, True), (37.5, True), (26.7, False), (60.0, False)])
def test_a_share_of_the_board_beside_its_members(share: float, right: bool) -> None:
    members = [
        Value("9", n, "people", "board members", group=g) for g, n in (("bme", 6), ("white", 9), ("not known", 1))
    ]
    found = check_values([*members, Value("9", share, measure="BME board membership")]).found
    assert (found == ()) is right


def test_subtotals_beside_their_parts_are_no_doubt_and_one_that_does_not_add_is() -> None:
    def heads(band: str, white: int, bme: int) -> list[Value]:
        return [Value("1", n, "people", breakdown=band, group=g) for g, n in (("white", white), ("bme", bme))]

    right = [*heads("Band 5, clinical", 70, 30), *heads("Band 5, non-clinical", 20, 10), *heads("Band 5", 90, 40),
             *heads("All staff", 90, 40)]  # fmt: skip
    assert check_values(right).found == ()
    wrong = check_values([*right[:-4], *heads("Band 5", 91, 40), *heads("All staff", 90, 40)]).found
    assert {each.cause for each in wrong} == {"sum does not add"}


def test_bands_that_are_not_all_there_need_not_add_up() -> None:
    def heads(band: str, white: int) -> Value:
        return Value("1", white, "people", breakdown=band, group="white")

    assert check_values([heads("Band 8a", 10), heads("Band 9", 5), heads("All staff", 900)]).found == ()
    assert len(check_values([heads("Band 8a", 10), heads("Band 9", 5), heads("All staff", 14)]).found) == 1
