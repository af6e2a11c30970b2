"""A trust's settings: what is absent keeps its default, and what is wrong is named."""

from datetime import date, time

import pytest

from wres_bot.domain.errors import ConfigError
from wres_bot.domain.policy import Labels, Policy, parse_policy


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
