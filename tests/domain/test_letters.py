"""Proves that what a letter is about and what it said are kept in the JSON of release 0.1.0, and read back whole."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from wres_bot.domain.dates import Quarter
from wres_bot.domain.letters import (
    ActionNotice,
    CardContent,
    Content,
    DigestContent,
    DigestSubject,
    FiguresContent,
    FiguresShownNotice,
    FiguresSubject,
    LetterKind,
    NoWayThere,
    PersonNotice,
    PictureContent,
    PictureSubject,
    PlaceNotice,
    PlainContent,
    PlanAnswer,
    PlanImportedNotice,
    PreviewContent,
    PreviewSubject,
    ReadableSubject,
    RehearsedReminderContent,
    ReminderContent,
    ReminderSubject,
    Subject,
    UnknownAccountsNotice,
    UnreachableContent,
    UnreachableNotice,
    UnreadableContent,
    UnreadableSubject,
    dump_content,
    dump_subject,
    kind_of,
    read_content,
    read_subject,
    shown_dates,
)

DAY, THEN = date(2021, 1, 4), datetime(2021, 1, 13, 9, 30, tzinfo=UTC)
QUARTER, GOING, DIGEST = Quarter(2020, 3), "2021-01-13T09:30:00+00:00", "digest:esneft:esneft-2020-21:7:2020-21Q3"
FIGURES: dict[str, list[Any]] = {"cases": [[["bme", "white"], 25], [["not known"], 1.5]]}
SUBJECTS: list[tuple[ReadableSubject, LetterKind, dict[str, Any]]] = [
    (ReminderSubject(DAY, (1, 2), (3,)), "reminder", {"on": "2021-01-04", "actions": [1, 2], "milestones": [3]}),
    (ReminderSubject(DAY, (1,), (3,), 5), "reminder",
     {"on": "2021-01-04", "actions": [1], "milestones": [3], "for": 5}),
    (DigestSubject(1, 7, QUARTER, THEN), "digest", {"plan": 1, "place": 7, "quarter": "2020-21Q3", "going": GOING}),
    (DigestSubject(1, 7, QUARTER, THEN, 7), "digest",
     {"plan": 1, "place": 7, "quarter": "2020-21Q3", "going": GOING, "for": 7}),
    (PreviewSubject(1, 7, QUARTER, THEN, DIGEST), "preview",
     {"plan": 1, "place": 7, "quarter": "2020-21Q3", "going": GOING, "digest": DIGEST}),
    (PictureSubject("8"), "answer", {"what": "picture", "code": "8"}),
    (FiguresSubject(), "answer", {"what": "figures"}),
    (PlanAnswer(1, "minutes"), "answer", {"plan": 1, "why": "minutes"}),
    (UnreachableNotice(DAY), "notice", {"what": "unreachable", "on": "2021-01-04"}),
    (UnknownAccountsNotice(THEN), "notice", {"what": "strangers", "since": GOING}),
    (PlanImportedNotice(1, 2, 3, 4), "notice",
     {"what": "imported", "plan": 1, "added": 2, "changed": 3, "removed": 4}),
    (PlaceNotice(7), "notice", {"what": "place", "place": 7}),
    (ActionNotice(2, "need help"), "notice", {"action": 2, "why": "need help"}),
    (PersonNotice(3, "linked"), "notice", {"person": 3, "why": "linked"}),
    (FiguresShownNotice(("WRES 9 of 2021",)), "notice", {"what": "figures shown", "figures": ["WRES 9 of 2021"]}),
]  # fmt: skip
REMINDER, DIGEST_OF, NOTICE = SUBJECTS[0][0], SUBJECTS[2][0], SUBJECTS[11][0]
CONTENTS: list[tuple[Subject, Content, dict[str, Any]]] = [
    (REMINDER,
     ReminderContent(refs=("p:1.3",), plan="p", milestones=(3,), drawn=((1, 3),), last_asked={3: DAY}, asked=(1,),
                     via=("slack", "T1")),
     {"refs": ["p:1.3"], "plan": "p", "milestones": [3], "drawn": [[1, 3]], "passed": {"3": "2021-01-04"},
      "asked": [1], "via": ["slack", "T1"]}),
    (REMINDER, ReminderContent(via=("local", "esneft")),
     {"refs": [], "plan": None, "milestones": [], "drawn": [], "passed": {}, "asked": [],
      "via": ["local", "esneft"]}),
    (REMINDER, RehearsedReminderContent(drawn=((1, 3),), via=("local", "esneft")),
     {"refs": [], "rehearsal": True, "drawn": [[1, 3]], "asked": [], "via": ["local", "esneft"]}),
    (REMINDER, NoWayThere(), {"unreachable": True}),
    (DIGEST_OF, NoWayThere(), {"unreachable": True}),
    (DIGEST_OF,
     DigestContent(plan=1, quarter=QUARTER, words="What was done", audience="network", figures=FIGURES,
                   via=("slack", "T1")),
     {"plan": 1, "quarter": "2020-21Q3", "words": "What was done", "audience": "network", "figures": FIGURES,
      "asked": [], "via": ["slack", "T1"]}),
    (DIGEST_OF,
     DigestContent(plan=1, quarter=QUARTER, words="", audience="network", figures={}, rehearsal=True,
                   via=("slack", "T1")),
     {"plan": 1, "quarter": "2020-21Q3", "words": "", "audience": "network", "figures": {}, "rehearsal": True,
      "asked": [], "via": ["slack", "T1"]}),
    (SUBJECTS[4][0], PreviewContent(digest=DIGEST, via=("slack", "T1")),
     {"digest": DIGEST, "asked": [], "via": ["slack", "T1"]}),
    (SUBJECTS[5][0], PictureContent(indicator="8", via=("slack", "T1")),
     {"indicator": "8", "asked": [], "via": ["slack", "T1"]}),
    (SUBJECTS[8][0], UnreachableContent(refs=("p:1.3",), via=("slack", "T1")),
     {"refs": ["p:1.3"], "asked": [], "via": ["slack", "T1"]}),
    (SUBJECTS[9][0], PlainContent(via=("slack", "T1")), {"asked": [], "via": ["slack", "T1"]}),
    (NOTICE, CardContent(title="Help is wanted", drawn=((2, None),), via=("slack", "T1")),
     {"title": "Help is wanted", "drawn": [[2, None]], "asked": [], "via": ["slack", "T1"]}),
    (SUBJECTS[12][0], CardContent(title="Joined", via=("slack", "T1")),
     {"title": "Joined", "asked": [], "via": ["slack", "T1"]}),
]  # fmt: skip


def name(value: object) -> str:
    return type(value).__name__ if not isinstance(value, dict | str) else ""


@pytest.mark.parametrize(("subject", "kind", "raw"), SUBJECTS, ids=name)
def test_a_subject_is_kept_as_release_0_1_0_keeps_it(
    subject: ReadableSubject, kind: LetterKind, raw: dict[str, Any]
) -> None:
    assert (kind_of(subject), dump_subject(subject)) == (kind, raw)
    assert read_subject(kind, raw) == subject


@pytest.mark.parametrize(("subject", "content", "raw"), CONTENTS, ids=name)
def test_what_was_said_is_kept_as_release_0_1_0_keeps_it(
    subject: Subject, content: Content, raw: dict[str, Any]
) -> None:
    assert dump_content(content) == raw
    assert read_content(subject, raw) == content


def test_figures_that_an_answer_told_are_read_where_release_0_1_0_kept_them() -> None:
    raw = {"audience": "network", "figures": FIGURES}
    assert dump_content(FiguresContent(audience="network", figures=FIGURES)) == raw
    assert read_content(FiguresSubject(), raw) == FiguresContent(audience="network", figures=FIGURES)


@pytest.mark.parametrize(("kind", "raw"), [
    ("notice", {}),
    ("notice", {"what": "plan imported", "plan": 1}),
    ("answer", {"what": "unreachable", "on": "2021-01-04"}),
    ("reminder", {"actions": [1]}),
    ("reminder", {"on": "4 January", "actions": [], "milestones": []}),
    ("digest", {"plan": 1, "place": 7, "quarter": "winter", "going": GOING}),
    ("digest", {"plan": 1, "place": 7, "quarter": 3, "going": GOING}),
    ("preview", {"plan": 1, "place": 7, "quarter": "2020-21Q3", "going": GOING}),
])  # fmt: skip
def test_what_cannot_be_read_is_kept_as_it_is_and_named_unreadable(kind: LetterKind, raw: dict[str, Any]) -> None:
    subject = read_subject(kind, raw)
    assert subject == UnreadableSubject(raw)
    assert dump_subject(subject) == raw


@pytest.mark.parametrize("raw", [None, [], [1], "words", 7, True])
def test_a_letter_about_no_object_at_all_harms_only_itself(raw: Any) -> None:
    subject = read_subject("notice", raw)
    assert isinstance(subject, UnreadableSubject)
    assert dump_subject(subject) == {"unreadable": raw}
    if raw is not None:
        assert isinstance(read_content(subject, raw), UnreadableContent)


def test_what_a_later_release_adds_is_left_alone() -> None:
    raw = {"on": "2021-01-04", "actions": [1, 2], "milestones": [3], "tone": "short"}
    assert read_subject("reminder", raw) == REMINDER


def test_content_that_cannot_be_read_is_named_unreadable() -> None:
    assert read_content(DIGEST_OF, {"figures": 3}) == UnreadableContent(raw={"figures": 3})
    assert read_content(UnreadableSubject({}), {"x": 1}) == UnreadableContent(raw={"x": 1})
    assert dump_content(UnreadableContent(raw={"x": 1})) == {"x": 1}


def test_what_a_card_of_another_release_said_is_known_though_not_what_it_is_about() -> None:
    raw = {"title": "A plan was imported", "asked": [], "via": ["slack", "T1"]}
    content = CardContent(title="A plan was imported", via=("slack", "T1"))
    assert read_content(UnreadableSubject({"what": "import"}), raw) == content


def test_a_letter_that_has_said_nothing_has_no_content() -> None:
    assert read_content(REMINDER, None) is None
    assert shown_dates(None) == ()


def test_what_was_sent_before_the_way_was_kept_has_none() -> None:
    content = read_content(REMINDER, {"refs": ["p:1.3"]})
    assert content == ReminderContent(refs=("p:1.3",))


@pytest.mark.parametrize("content", [content for _, content, _ in CONTENTS], ids=name)
def test_reminders_and_notices_about_an_action_show_actions(content: Content) -> None:
    assert shown_dates(content) == getattr(content, "drawn", ())
