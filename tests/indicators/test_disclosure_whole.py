"""Checks the whole way from stored values to what is told: an attacker tries every count through that very way.

The attacker knows the rule, the settings, how many there are of each group, how many of all had it, what was corrected
between two posts and by how much; and has read every post: figures, years, intervals, what was kept back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

from tests.indicators.test_release import DAY, Stored, ratio
from tests.slices import times
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.formulas import half_up
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.release import decide_release

World = Mapping[str, int]
Posts = tuple[str, ...]
SMALL = {1, 2, 3, 4}
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # a counter-example is small enough as it is
GROUPS = ("white", "bme", "not known")


def post(worlds: Sequence[Sequence[Any]], audience: Any = "network", aims: Sequence[Any] = ()) -> Posts:
    """What is read in each post, with the memory of those before."""
    kept: list[Any] = []
    read = []
    for values in worlds:
        telling = decide_release(
            values, DAY, audience, Policy(), kept, find_shortfalls(aims, values, DAY) if aims else ()
        )
        kept.append(telling.disclosed())
        aimed = [
            (aim.bands, aim.withheld, *(() if aim.withheld else (aim.now, aim.target))) for aim in telling.shortfalls
        ]
        drawn = [series for series in telling.series if series.points]
        read.append(repr((telling.figures, drawn, telling.quarterly, aimed)))
    return tuple(read)


def splits(total: int, most: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Every way in which so many may be of these groups."""
    name, *rest = most
    for n in range(min(total, most[name]) + 1):
        if not rest:
            if n == total:
                yield {name: n}
        else:
            yield from ({name: n, **other} for other in splits(total - n, {g: most[g] for g in rest}))


def assert_all_small_numbers_stay_possible(
    true: World, most: World, attack: Callable[[World], Posts], also: Callable[[World], World] = lambda w: w
) -> None:
    """`also`: other counts that follow from a world's, such as those who were not appointed."""
    seen = attack(true)
    small = {name: n for name, n in also(true).items() if n in SMALL}
    if not small:
        return
    worlds = [also(world) for world in splits(sum(true.values()), most) if attack(world) == seen]
    for name in small:
        reach = {also(world)[name] for world in splits(sum(true.values()), most)} & SMALL
        assert reach <= {world[name] for world in worlds}, f"{name} of {dict(true)} out of {dict(most)}: {worlds}"


def likelihood(top: int, top_of: int, under: int, under_of: int, code: str, year: str) -> list[Stored]:
    if not (top and under and top_of and under_of):
        return []
    return [ratio(code, float(half_up(Fraction(top * under_of, top_of * under), 2)), year)]


def recruitment(had: World, of: World, year: str = "2025", basis: str = "published") -> list[Stored]:
    people = [Stored("2", n, year, g, "people", measure, basis=basis)
              for measure, found in (("shortlisted", of), ("offers made", had)) for g, n in found.items()]  # fmt: skip
    return [*likelihood(had["white"], of["white"], had["bme"], of["bme"], "2", year), *people]


def cases(had: World, of: World, year: str = "2025") -> list[Stored]:
    people = [Stored("3", n, year, g, "cases", "formal disciplinary cases") for g, n in had.items()]
    staff = [Stored("1", n, year, g, "people", "headcount", "All staff") for g, n in of.items()]
    return [*likelihood(had["bme"], of["bme"], had["white"], of["white"], "3", year), *people, *staff]


def computed(had: World, of: World, year: str = "2025") -> list[Stored]:
    """As `compute` keeps them: a rate with its counts."""
    rates = [
        Stored("4", float(half_up(Fraction(100 * had[g], of[g]), 1)), year, g, "%", "share of staff who did",
               basis="computed", numerator=had[g], denominator=of[g])
        for g in ("white", "bme") if of[g]
    ]  # fmt: skip
    found = likelihood(had["white"], of["white"], had["bme"], of["bme"], "4", year)
    return [*(replace(each, basis="computed") for each in found), *rates]


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    of = {"white": draw(st.integers(11, 45)), "bme": draw(st.integers(8, 30)), "not known": draw(st.integers(0, 4))}
    had = {g: draw(st.integers(0, min(n, 12))) for g, n in of.items()}
    return had, of


def those_without(of: World) -> Callable[[World], World]:
    return lambda had: {**had, **{f"{g}, not": of[g] - n for g, n in had.items()}}


@pytest.mark.parametrize("made", [recruitment, cases])
@given(table=tables())
@pytest.mark.simulation
@settings(max_examples=times(40), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_one_post(made: Any, table: tuple[dict[str, int], dict[str, int]]) -> None:
    had, of = table
    assume(sum(had.values()) >= 4)
    also = those_without(of) if made is recruitment else dict
    assert_all_small_numbers_stay_possible(had, of, lambda world: post([made(world, of)]), also)


@example(table=({"white": 2, "bme": 0, "not known": 3}, {"white": 18, "bme": 24, "not known": 4}), to="white", by=4)
@given(table=tables(), to=st.sampled_from(GROUPS), by=st.integers(1, 5))
@pytest.mark.simulation
@settings(max_examples=times(40), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_a_second_post_after_those_not_known_were_found_out(
    table: tuple[dict[str, int], dict[str, int]], to: str, by: int
) -> None:
    """The attacker knows how many were found to be of which group: the second table less that is the first."""
    had, of = table
    by = min(by, had["not known"])
    assume(sum(had.values()) >= 4)

    def attack(world: World) -> Posts:
        moved = min(by, world["not known"])
        later = {**world, "not known": world["not known"] - moved}
        later[to] += moved
        if later[to] > of[to]:
            return ("cannot be",)
        return post([cases(world, of), cases(later, of)])

    assume(attack(had) != ("cannot be",))
    if by:
        assert_all_small_numbers_stay_possible(had, of, attack)


@given(table=tables(), other=tables())
@pytest.mark.simulation
@settings(max_examples=times(40), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_the_year_before_and_then_the_next(table: tuple[Any, Any], other: tuple[Any, Any]) -> None:
    """Two years told one after the other, the second beside the first; the other year is known to the attacker."""
    (had, of), (next_had, next_of) = table, other
    assume(sum(had.values()) >= 4)

    def attack(world: World) -> Posts:
        first = recruitment(world, of, "2024")
        return post([first, [*first, *recruitment(next_had, next_of, "2025")]])

    assert_all_small_numbers_stay_possible(had, of, attack, those_without(of))


@given(white=st.integers(11, 60), bme=st.integers(8, 60), data=st.data())
@pytest.mark.simulation
@settings(max_examples=times(60), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_computed_rates(white: int, bme: int, data: st.DataObject) -> None:
    of = {"white": white, "bme": bme}
    had = {g: data.draw(st.integers(0, n)) for g, n in of.items()}
    assume(sum(had.values()) >= 4)
    assert_all_small_numbers_stay_possible(had, of, lambda world: post([computed(world, of)]), those_without(of))


@given(table=tables(), off=st.integers(-3, 3))
@pytest.mark.simulation
@settings(max_examples=times(40), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_published_and_then_computed_with_one_more_or_less(table: tuple[Any, Any], off: int) -> None:
    """The trust's own count and ours of the same people differ by what the attacker knows."""
    had, of = table
    assume(sum(had.values()) >= 4)

    def attack(world: World) -> Posts:
        other = {**world, "white": min(of["white"], max(0, world["white"] + off))}
        first = recruitment(world, of)
        return post([first, [*first, *recruitment(other, of, basis="computed")]])

    assert_all_small_numbers_stay_possible(had, of, attack, those_without(of))


@given(base=st.integers(1, 700), whole=st.booleans(), data=st.data())
@pytest.mark.simulation
@settings(max_examples=times(150), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_a_published_percentage_of_a_known_base(base: int, whole: bool, data: st.DataObject) -> None:
    """Rounded to one decimal or to none, it is told only where nobody can read 1 to 4 people from it."""
    people = data.draw(st.one_of(st.integers(0, min(base, 12)), st.integers(0, base)))

    def attack(world: World) -> Posts:
        value = float(half_up(Fraction(100 * world["bme"], base), 0 if whole else 1))
        words = f"{value:.0f}%" if whole else f"{value:.1f}%"
        return post([[Stored("5", value, "2025", "bme", "%", "abuse", published_text=words, denominator=base)]])

    true = {"bme": people, "rest": base - people}
    assert_all_small_numbers_stay_possible(true, {"bme": base, "rest": base}, attack)


BANDS = ("Band 7", "Band 8a", "VSM")


@given(
    bme=st.lists(st.integers(0, 8), min_size=3, max_size=3), white=st.lists(st.integers(5, 30), min_size=3, max_size=3)
)
@pytest.mark.simulation
@settings(max_examples=times(30), deadline=None, report_multiple_bugs=False, phases=PHASES)
def test_people_in_each_band_beside_what_is_aimed_at(bme: list[int], white: list[int]) -> None:
    """The attacker knows the white staff of each band and all BME staff together, and what is aimed at."""
    true = dict(zip(BANDS, bme, strict=True))
    aims = [_Aim(band) for band in BANDS]

    def attack(world: World) -> Posts:
        values = [Stored("1", 10.0, "2025", "bme", "%", "workforce share")]
        for (band, n), w in zip(world.items(), white, strict=True):
            values += [Stored("1", n, "2025", "bme", "people", "headcount", band),
                       Stored("1", w, "2025", "white", "people", "headcount", band)]  # fmt: skip
        return post([values], "steering", aims)

    assume(sum(bme) >= 4)
    assert_all_small_numbers_stay_possible(true, dict.fromkeys(BANDS, sum(bme)), attack)


class _Aim:
    """A target of a plan: ten people in post."""

    text, op, value, unit, by = "BME staff in post", "at least", 10.0, "people", "2026"
    baseline = baseline_date = None

    def __init__(self, band: str) -> None:
        self.scope = band


def test_the_attacker_would_find_a_small_number_that_was_told() -> None:
    """With nothing kept back, the counts behind a ratio can be read from it."""

    def careless(world: World) -> Posts:
        values = recruitment(world, {"white": 40, "bme": 20, "not known": 0})
        return (repr(decide_release(values, DAY, "leads", Policy()).figures),)

    with pytest.raises(AssertionError):
        assert_all_small_numbers_stay_possible(
            {"white": 12, "bme": 3, "not known": 0}, {"white": 40, "bme": 20, "not known": 0}, careless
        )
