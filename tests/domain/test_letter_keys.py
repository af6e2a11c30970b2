"""Proves that keys are made as release 0.1.0 makes them, and read back to what they were made of."""

from datetime import UTC, date, datetime

import pytest

from wres_bot.domain.letter_keys import (
    ArrivalKey,
    CardKey,
    DigestKey,
    LetterKey,
    PictureKey,
    PlaceFailureKey,
    PreviewKey,
    RehearsedDigestKey,
    RehearsedReminderKey,
    ReminderKey,
    UnknownAccountsKey,
    UnreachableKey,
    of_plan,
    parse_digest_key,
    parse_reminder_key,
)

DAY = date(2021, 1, 4)
DIGEST = DigestKey("esneft", "esneft-2020-21", 7, "2020-21Q3")
MADE: list[tuple[LetterKey, str]] = [
    (ReminderKey("esneft", 3, DAY), "reminder:esneft:3:2021-01-04"),
    (RehearsedReminderKey("esneft", 9, 3, DAY), "rehearsal:esneft:9:reminder:3:2021-01-04"),
    (DIGEST, "digest:esneft:esneft-2020-21:7:2020-21Q3"),
    (RehearsedDigestKey(9, DIGEST), "rehearsal:esneft:9:digest:esneft:esneft-2020-21:7:2020-21Q3"),
    (PreviewKey(DIGEST, 9), "preview:esneft:esneft-2020-21:7:2020-21Q3:9"),
    (UnreachableKey("esneft", 9, DAY), "unreachable:esneft:9:2021-01-04"),
    (ArrivalKey(str(DIGEST), datetime(2021, 1, 4, tzinfo=UTC), 9), f"arrived:{DIGEST}:1609718400:9"),
    (PlaceFailureKey("esneft", 7, DAY, 9), "trouble:esneft:7:2021-01-04:9"),
    (UnknownAccountsKey("esneft", DAY, 9), "strangers:esneft:2021-01-04:9"),
    (PictureKey("esneft", 3, "8", DAY), "answer:esneft:3:picture:8:2021-01-04"),
    (CardKey("notice", "esneft", 9, "linked", "slack:T1:m7"), "notice:esneft:9:linked:slack:T1:m7"),
]


@pytest.mark.parametrize(("key", "text"), MADE, ids=[type(key).__name__ for key, _ in MADE])
def test_a_key_is_made_as_it_always_was(key: LetterKey, text: str) -> None:
    assert str(key) == text


@pytest.mark.parametrize(("key", "text"), MADE, ids=[type(key).__name__ for key, _ in MADE])
def test_a_key_is_read_as_what_it_is_and_as_nothing_else(key: LetterKey, text: str) -> None:
    assert parse_reminder_key(text) == (key if isinstance(key, ReminderKey | RehearsedReminderKey) else None)
    assert parse_digest_key(text) == (key if isinstance(key, DigestKey | RehearsedDigestKey) else None)


@pytest.mark.parametrize("text", ["", "n0", "reminder:esneft:3:2021-02-30", "reminder:esneft:x:2021-01-04",
                                  "rehearsal:esneft:9:digest:esneft", "digest:esneft:7:2020-21Q3"])  # fmt: skip
def test_another_key_is_nobodys(text: str) -> None:
    assert (parse_reminder_key(text), parse_digest_key(text)) == (None, None)


def test_all_keys_of_one_meaning_begin_alike_and_no_other_does() -> None:
    """Person 3 is not person 33, and a place of one digit not one of two."""
    assert str(ReminderKey("esneft", 3, DAY)).startswith(ReminderKey("esneft", 3, date.min).of_person)
    assert not str(ReminderKey("esneft", 33, DAY)).startswith(ReminderKey("esneft", 3, DAY).of_person)
    assert not str(RehearsedReminderKey("esneft", 9, 33, DAY)).startswith(
        RehearsedReminderKey("esneft", 9, 3, DAY).of_person
    )
    assert str(DIGEST).startswith(DIGEST.of_place)
    assert not str(DigestKey("esneft", "esneft-2020-21", 77, "2020-21Q3")).startswith(DIGEST.of_place)
    assert str(PreviewKey(DIGEST, 9)).startswith(DIGEST.previews)
    assert not str(UnreachableKey("esneft", 99, DAY)).startswith(UnreachableKey("esneft", 9, DAY).of_reader)


def test_the_digest_of_another_plan_goes_to_the_same_place_for_the_same_quarter() -> None:
    other = of_plan(DIGEST, "esneft-2021-22")
    assert str(other) == "digest:esneft:esneft-2021-22:7:2020-21Q3"
    assert str(of_plan(RehearsedDigestKey(9, DIGEST), "esneft-2021-22")) == f"rehearsal:esneft:9:{other}"
