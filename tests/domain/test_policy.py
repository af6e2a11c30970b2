"""A trust's settings: what is absent keeps its default, and what is wrong is named."""

from datetime import date, time

import pytest

from wres_bot.domain.errors import ConfigError
from wres_bot.domain.policy import (
    Labels,
    Policy,
    find_lowered,
    find_unusable,
    parse_policy,
    parse_stored_policy,
)


def test_what_is_absent_keeps_its_default() -> None:
    assert parse_policy({}) == Policy()
    assert parse_policy({"labels": {"bme": "GMR"}}) == Policy(labels=Labels(bme="GMR"))


def test_settings_are_read_from_words() -> None:
    found = parse_policy(
        {
            "lead_days": [14],
            "remind_at": "08:30",
            "extra_holidays": ["2021-06-04"],
            "digest_paused": [["2021-08-01", "2021-08-31"]],
        }
    )
    assert found.lead_days == (14,)
    assert found.remind_at == time(8, 30)
    assert found.extra_holidays == {date(2021, 6, 4)}
    assert found.digest_paused == ((date(2021, 8, 1), date(2021, 8, 31)),)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"lead_dais": [14]}, "'lead_dais' is not a setting"),
        ({"labels": {"colour": "red"}}, "'labels.colour' is not a setting"),
        ({"undo_hours": "soon"}, "The setting undo_hours cannot be 'soon'"),
    ],
)
def test_what_is_wrong_is_named(settings: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        parse_policy(settings)


def test_the_numbers_that_were_settled() -> None:
    agreed = Policy()
    assert (agreed.lead_days, agreed.lead_working_days, agreed.on_the_day) == ((30, 7), 1, True)
    assert (agreed.grace_working_days, agreed.digest_working_day, agreed.preview_working_days) == (5, 5, 2)
    assert (agreed.repeat_months, agreed.undo_hours, agreed.small_counts, agreed.least_base) == (1, 24, 4, 11)
    assert (agreed.range_low, agreed.range_high) == (0.8, 1.25)
    assert (agreed.digest_at, agreed.remind_at, agreed.snooze_limit_days) == (time(10, 0), time(9, 0), 28)
    assert (agreed.digest_needs_approval, agreed.digest_dates, agreed.page_size) == (False, (), 10)


@pytest.mark.parametrize(
    ("name", "least"),
    [("small_counts", 4), ("least_base", 10), ("page_size", 3), ("undo_hours", 1), ("digest_working_day", 1)],
)
def test_a_number_has_a_least_value(name: str, least: int) -> None:
    """What protects people cannot be switched off: neither by 0 nor by a number below it."""
    assert getattr(parse_policy({name: least}), name) == least
    assert getattr(parse_policy({name: least + 1}), name) == least + 1
    for wrong in (least - 1, -1, -(10**12)):
        with pytest.raises(ConfigError, match=name):
            parse_policy({name: wrong})


@pytest.mark.parametrize(
    "settings",
    [
        {"range_low": float("nan")}, {"range_low": 1}, {"range_high": float("inf")}, {"range_high": 1.0},
        {"lead_days": [-5]}, {"lead_days": [0]}, {"undo_hours": 99999999999}, {"snooze_limit_days": 0},
        {"page_size": 0}, {"digest_working_day": 0}, {"small_counts": "none"},
    ],
)  # fmt: skip
def test_a_number_out_of_its_bounds_is_refused_from_a_file_and_not_used_from_the_store(
    settings: dict[str, object],
) -> None:
    with pytest.raises(ConfigError, match=f"The setting {next(iter(settings))}"):
        parse_policy(settings)
    assert parse_stored_policy({**settings, "review_months": 6}) == Policy(review_months=6)
    assert [each.name for each in find_unusable({**settings, "review_months": 6})] == list(settings)


def test_what_is_lowered_is_named_and_what_is_raised_is_not() -> None:
    lowered = find_lowered(Policy(least_base=10, grace_working_days=2, range_high=1.5, small_counts=9))
    assert [(each.name, each.recommended) for each in lowered] == [
        ("least_base", 11), ("grace_working_days", 5), ("range_high", 1.25)
    ]  # fmt: skip
    assert find_lowered(Policy()) == []
