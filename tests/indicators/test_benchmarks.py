"""Checks what an indicator is held against: the year before, chance, its range, nation, peers, targets and actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest

from tests.admin.commandline import CommandLine
from tests.indicators.identified import Identified
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.release.benchmarks import Benchmarked, Shortfall, find_shortfalls, position_against
from wres_bot.indicators.release.release import decide_release
from wres_bot.views.indicators.comparisons import benchmark_words

DAY = date(2021, 12, 1)
POLICY = Policy()


@dataclass(frozen=True)
class Value(Identified):
    code: str
    value: float | None
    unit: str = "ratio"
    group: str = "ratio"
    period: str = "2021"
    measure: str = "Relative likelihood"
    breakdown: str = ""
    standard: str = "WRES"
    basis: str = "published"
    source: str = "report"
    revision: int = 1
    national: float | None = None
    peer: float | None = None
    published_text: str | None = None
    reason: str | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Action:
    status: str
    late: bool = False
    indicators: Sequence[str] = field(default=("2",))


def survey(code: str, period: str, bme: float, white: float, **more: object) -> list[Value]:
    both = [Value(code, bme, "%", "bme", period, "survey"), Value(code, white, "%", "white", period, "survey")]
    return [replace(both[0], **more), both[1]]  # type: ignore[arg-type]


def said(*values: Value, actions: Sequence[Action] = ()) -> str:
    return benchmark_words(one(values, actions=actions), POLICY)


def one(values: Sequence[Value], day: date = DAY, actions: Sequence[Action] = ()) -> Benchmarked:
    """The only indicator there is a figure of, as whoever holds the data may see it."""
    release = decide_release(values, day, "leads", POLICY, actions=actions, is_late=lambda a: bool(a.late))
    [found] = release.benchmarked_of(release.figures)
    return found


COUNTS = [
    Value("2", n, "people", group, measure=measure)
    for measure, group, n in (("shortlisted", "white", 1467), ("shortlisted", "bme", 322),
                              ("offers made", "white", 391), ("offers made", "bme", 66))
]  # fmt: skip


def test_a_ratio_is_said_with_chance_range_nation_and_the_year_before() -> None:
    words = said(*COUNTS, Value("2", 1.30, national=1.61), Value("2", 1.89, period="2020"))
    assert "1.30 (1.89). Down from 1.89 to 1.30; without the numbers behind it" in words
    assert "White applicants more likely: 1.30, likely between 1.03 and 1.64." in words
    assert "Above 1.25, favours white applicants, and unlikely to be chance." in words
    assert "Closer to equal than the national figure (1.61)." in words


def test_counts_of_another_figure_say_nothing_of_chance() -> None:
    assert "more likely" not in said(*COUNTS, Value("2", 1.45))


def test_two_cases_are_too_few_to_say() -> None:
    staff = [Value("1", n, "people", g, measure="headcount", breakdown="All staff")
             for g, n in (("white", 1480), ("bme", 136))]  # fmt: skip
    cases = [Value("3", n, "cases", g, measure="formal disciplinary cases") for g, n in (("white", 5), ("bme", 2))]
    assert "Too few to say." in said(*staff, *cases, Value("3", 4.35))


def test_without_the_numbers_no_word_of_change_is_said_but_from_what_to_what_it_went() -> None:
    found = one([*survey("5", "2020", 30.0, 27.2), *survey("5", "2021", 28.3, 23.0)])
    words = benchmark_words(found, POLICY)
    assert "BME down from 30.0% to 28.3%, white down from 27.2% to 23.0%; without the numbers behind it we" in words
    assert not any(word in words for word in ("etter", "orse", "wider", "narrower"))


def test_a_break_in_series_is_not_crossed() -> None:
    values = [*survey("7", "2021", 88.2, 91.0), *survey("7", "2022", 48.0, 60.0)]
    found = one(values, date(2022, 12, 1))
    assert (found.change, found.figure.before) == (None, {})
    assert "It can't be compared with the year before" in benchmark_words(found, POLICY)


def test_peers_stand_beside_the_figure() -> None:
    assert "Better than similar trusts (BME 32.1%)." in said(*survey("5", "2021", 27.3, 27.6, peer=32.1))
    assert "Worse than similar trusts (BME 20.0%)." in said(*survey("5", "2021", 27.3, 27.6, peer=20))


@pytest.mark.parametrize(
    ("code", "value", "other", "how"),
    [("2", "1.3", "1.6", "better"), ("2", "0.5", "1.6", "worse"), ("4", "0.8", "1.25", "the same"),
     ("7", "70", "60", "better"), ("5", "30", "28", "worse"), ("9", "10", "8", "better"), ("1", "10", "8", None)],
)  # fmt: skip
def test_which_is_better_depends_on_the_indicator(code: str, value: str, other: str, how: str | None) -> None:
    assert position_against(BY_CODE[code], Decimal(value), Decimal(other)) == how


def test_all_actions_done_and_the_ratio_unchanged_is_visible() -> None:
    values = (Value("2", 1.5), Value("2", 1.5, period="2020"))
    words = said(*values, actions=[Action("done"), Action("done"), Action("cancelled", late=True)])
    assert "2 of 2 linked actions done. All two linked actions are done, and the figure is still 1.50." in words
    words = said(*values, actions=[Action("done"), Action("in progress", late=True), Action("done", indicators=("3",))])
    assert "1 of 2 linked actions done, 1 past the date." in words and "All" not in words


@dataclass(frozen=True)
class Target:
    text: str
    value: float | None
    unit: str | None = "people"
    scope: str | None = None
    op: str = "at least"
    by: str | None = "2025"
    baseline: float | None = None
    baseline_date: str | None = None


def head(band: str, bme: int, overall: int) -> list[Value]:
    return [
        Value("1", n, "people", g, measure="headcount", breakdown=band) for g, n in (("bme", bme), ("overall", overall))
    ]


def test_a_trajectory_says_how_many_are_missing_in_which_band() -> None:
    targets = [
        Target("BME staff in post", 73, scope="Band 8A", baseline=48),
        Target("BME staff in post", 1, scope="Band 9", baseline=1),
    ]
    assert [(s.band, s.now, s.short) for s in find_shortfalls(targets, [], DAY)] == [
        ("Band 8a", 48, 25),
        ("Band 9", 1, 0),
    ]
    assert find_shortfalls(targets[:1], head("Band 8a", 60, 300), DAY) == [Shortfall("Band 8a", 73, 60, "2025", "2021")]


def test_what_was_not_known_yet_is_not_held_against_an_aim() -> None:
    targets = [Target("BME staff in post", 73, scope="Band 8A", baseline=48, baseline_date="September 2019")]
    early = date(2021, 6, 30)  # the counts of March are known from the end of August
    assert find_shortfalls(targets, head("Band 8a", 60, 300), early) == [
        Shortfall("Band 8a", 73, 48, "2025", "September 2019")
    ]


def test_an_aspiration_is_a_share_of_the_band_less_those_there_are() -> None:
    targets = [
        Target("BME share, aspirational target", 7.6, "%"),
        *(Target("extra BME headcount, aspirational target", 9, scope=band) for band in ("Band 6", "Band 8D")),
    ]
    found = find_shortfalls(targets, [*head("Band 6", 15, 356), *head("Band 8d", 0, 6)], DAY)
    assert [(s.band, s.target, s.short) for s in found] == [("Band 6", 27, 12), ("Band 8d", 0, 0)]


def test_the_bundled_trusts_stand_where_their_documents_say(lite: CommandLine) -> None:
    lite("migrate")
    lite("examples", "load", "kingston-2021-22", "nscht-2020-21", "nscht-2021-22")
    told = lite("indicators", "show", "--trust", "kingston", "--compare", "--at", "2021-12-01")
    assert "Band 8a: 48 of 73 BAME staff (as of September 2021): 25 short" in told.replace("BME", "BAME")
    assert "Below 0.8, favours" in told
    told = lite("indicators", "show", "--trust", "nscht", "--compare", "--at", "2021-12-01")
    assert "White applicants more likely: 1.30, likely between 1.03 and 1.64." in told
    assert "4.35 (1.39)" in told and "Too few to say." in told
    assert "Band 8b: 1 of 3 BAME staff (as of 2021): 2 short" in told
    assert "There is no trust 'x'" in lite.refused("indicators", "show", "--trust", "x", "--compare")


def test_nothing_crosses_from_one_standard_to_another() -> None:
    other = Value("2", 3.0, standard="WDES", peer=2.0, national=2.5)
    assert said(Value("2", 1.5), other) == said(Value("2", 1.5))
