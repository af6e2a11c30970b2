"""Owns letters about nothing in particular, for tests of what happens to any letter of a kind."""

from datetime import UTC, date, datetime

from wres_bot.domain.dates import Quarter
from wres_bot.domain.letters import (
    DigestSubject,
    LetterKind,
    PersonNotice,
    PlanAnswer,
    PreviewSubject,
    ReadableSubject,
    ReminderSubject,
)

GOING = datetime(2021, 1, 13, 9, 30, tzinfo=UTC)
SOMETHING: dict[LetterKind, ReadableSubject] = {
    "reminder": ReminderSubject(date(2021, 1, 4)),
    "digest": DigestSubject(1, 1, Quarter(2020, 3), GOING),
    "preview": PreviewSubject(1, 1, Quarter(2020, 3), GOING, "digest:none"),
    "answer": PlanAnswer(1, "minutes"),
    "notice": PersonNotice(1, "linked"),
}
