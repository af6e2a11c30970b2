"""What a made plan consists of, the list of all of them, and the helpers they share.

Owns the rows and what is expected of each. The words and what they mean are in wordings.py, how it looks in layouts.py.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.documents.plans.expected import Answer, ExpectedAction
from tests.documents.plans.layouts import Document
from tests.documents.plans.wordings import OR_DUE, OWNERS, REFERENCES, STATUS, TITLES, UNDATED, read_due

EXAMPLES = Path(__file__).parents[3] / "config" / "examples"
RAG = [Answer(["red", "amber", "green"], "usual")]
LOREM = (
    "This plan was drawn up with the staff networks and staff side. It sets out what we will do over the coming year "
    "and will be looked at by the equality steering group each quarter and by the board once a year."
)


@dataclass
class Row:
    """One action as the document says it."""

    title: str
    owners: str = ""
    due: str = ""
    status: str = ""
    refs: str | None = None
    number: str | None = None
    ref: str | None = None
    section: str | None = None
    place: str | None = None
    due_read: list[Any] | None = None
    status_read: str | None = None
    owners_read: list[str] | None = None

    def expect(self) -> ExpectedAction:
        readings = [self.due_read] if self.due_read is not None else OR_DUE.get(self.due) or [read_due(self.due)]
        status = self.status or (self.due if self.due in STATUS and self.due else "")
        return ExpectedAction(
            title=self.title,
            owners=self.owners_read if self.owners_read is not None else OWNERS[self.owners],
            due=None if self.due_read and not self.due else self.due,
            dates=None if self.due in UNDATED else readings,
            status=self.status_read or STATUS[status],
            status_published=self.status if self.status else None,
            references=None if self.refs is None else REFERENCES[self.refs],
            section=self.section,
            ref=self.ref,
            number=self.number,
            place=self.place,
            doubtful=["due"] if self.due in UNDATED else [],
        )


@dataclass
class Made:
    """A document, its actions, and what else is right of it."""

    document: Document
    rows: Sequence[Row]
    unread: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    questions: int = 2
    finish: Callable[[Any], None] | None = None
    landscape: bool = True
    separator: str = ","
    encoding: str = "utf-8"


PLANS: dict[str, tuple[str, str, str | None, Callable[[], Made]]] = {}


def plan(file: str, year: str, kind: str, by: str | None = None) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    """Puts a plan into the list: its file, its year, what it tries; `by`: drawn as this, then converted."""

    def put(make: Callable[[], Made]) -> Callable[[], Made]:
        PLANS[file] = (year, kind, by, make)
        return make

    return put


def take(
    topic: str,
    count: int,
    owners: Iterable[str],
    dues: Iterable[str],
    statuses: Iterable[str] = ("",),
    refs: Iterable[str | None] = (None,),
    start: int = 0,
    **more: Any,
) -> list[Row]:
    """So many actions of one topic, with posts, dates and statuses going round."""
    titles = TITLES[topic][start : start + count]
    assert len(titles) == count, (topic, count)
    each = (islice(cycle(values), count) for values in (owners, dues, statuses, refs))
    return [Row(title, *cells, **more) for title, *cells in zip(titles, *each, strict=True)]


def number(rows: list[Row], form: str = "{}", start: int = 1, ref: bool = False) -> list[Row]:
    """Gives each row the document's own number; `ref`: in a shape that is a ref already."""
    for n, row in enumerate(rows, start):
        row.number = form.format(n)
        row.ref = row.number if ref else None
    return rows


def under(section: str, rows: list[Row], place: str | None = None) -> list[Row]:
    for row in rows:
        row.section, row.place = section, place
    return rows


def example(name: str) -> list[dict[str, str]]:
    """A bundled plan's rows: published documents in our own words."""
    with (EXAMPLES / name / "plan.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
