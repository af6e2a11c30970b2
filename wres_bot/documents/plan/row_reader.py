"""Owns reading one entry of a plan as an action: each cell to its meaning, and what of it is doubted or left over.

Must not know the other entries, refs or what is asked of the whole file: that is `plan_reader`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from wres_bot.documents.document import Document
from wres_bot.documents.milestone_notation import KINDS, parse_day, parse_milestones
from wres_bot.documents.plan.layout import Entry, Leftover, find_marks
from wres_bot.documents.plan.owner_cells import read_owner_cell, read_posts
from wres_bot.documents.plan.owner_key import spell_out
from wres_bot.documents.plan.plan_columns import Meaning
from wres_bot.documents.plan.questions import Answers
from wres_bot.documents.plan.reference_cells import read_references
from wres_bot.documents.plan.status_cells import StatusReading, read_published_status
from wres_bot.documents.tables import Place
from wres_bot.domain.date_parsing import find_dates
from wres_bot.domain.dates import NhsYear, format_day
from wres_bot.domain.due_date_parsing import is_relative, parse_due
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.plan_rows import OwnerRow, PlanRow, Problem
from wres_bot.domain.references import Reference, find_framework, find_numbered_frameworks
from wres_bot.domain.statuses import STATUS_SYNONYMS

LONGEST_CELL = 4_000
PRECISE: frozenset[Meaning] = frozenset({"dates", "posts", "status now"})
"""Columns only our own format has: whoever filled them in has said what the other cells mean."""
_COUNT, _LEAVE = "count them from the plan's first day", "leave them as words, and remind nobody"


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What is known beside the file. today: a status of a later day is a row to mend. title: names an only section."""

    year: NhsYear
    known_posts: tuple[str, ...] = ()
    today: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What the document says once for its cells: frameworks whose indicators are numbered alone, initials of posts."""

    frameworks: tuple[str, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)


def show_place(place: Place) -> str:
    """ "sheet Culture, row 3", "page 4, table 2, row 3" """
    parts = [f"sheet {place.sheet}" if place.sheet else "", f"page {place.page}" if place.page else ""]
    parts += [f"table {place.table}" if place.table else "", f"row {place.row}" if place.row else ""]
    parts.append(f"column {place.column}" if place.column else "")
    return ", ".join(filter(None, parts))


@dataclass(slots=True)
class Draft:
    """An action before it has its ref and its colour's meaning."""

    row: PlanRow
    ref: str
    status: StatusReading
    doubts: list[str]


_INLINE: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    ("status", re.compile(r"^\W*(?:current )?(?:status|progress|rag)\s*[:–-]\s*(?P<says>.+)$", re.I | re.M)),
    ("owners", re.compile(r"^\W*(?:lead|owners?|responsible|action owner)\s*:\s*(?P<says>.+)$", re.I | re.M)),
    ("due", re.compile(r"^\W*(?:due(?: date)?|deadline|by when|timescale|target date|completion "
                       r"date)\s*:\s*(?P<says>.+)$", re.I | re.M)),
)  # fmt: skip
_DATED_TITLE = re.compile(
    r"\((?P<in>[^()]*)\)\s*\.?$|\b(?:by|before|until|no later than) (?:the )?(?:end (?:of )?)?(?P<by>[^.;,()]{3,40})",
    re.I,
)
_COMPLETED = re.compile(r"\b(?:completed?|closed|achieved|done|delivered|actual completion)\b", re.I)
_LEADING_REF = re.compile(
    r"^(?:(?P<named>(?i:action|commitment|recommendation|priority|objective) \d{1,2})(?:\s*[:.–-]\s+|\s*\n)\s*(?=\S)"
    r"|(?P<ref>\d{1,2}(?:\.\d{1,2}){1,2}[a-h]?|[A-Z]{1,4}\d{1,3})[.):]?\s+(?=[A-Z“\"(]))"
)


class CellReader:
    """Reads the cells of one entry."""

    def __init__(
        self,
        entry: Entry,
        document: Document,
        context: PlanContext,
        answers: Answers,
        problems: list[Problem],
        key: DocumentKey,
    ) -> None:
        self.entry, self.context, self.answers, self.problems = entry, context, answers, problems
        self.year = context.year
        self.key = key
        self.wrapped = document.format == "PDF"
        self.doubts = list(entry.doubts)
        self.notes: list[str] = []
        self.leftovers: list[Leftover] = []
        self.own = bool(PRECISE & set(entry.known.columns))

    def read(self) -> Draft:
        self._move_inline()
        title = self._cut(
            "title", " ".join(self.entry.words("title").split()) if self.wrapped else self.entry.words("title")
        )
        ref = self.entry.words("ref")
        if not ref and not self.own and (leading := _LEADING_REF.match(title)):
            ref, title = (leading["ref"] or leading["named"]).strip(), title[leading.end() :].strip()
        status, status_words = self._read_status()
        milestones, unread, due_words = self._read_dates(title, status_words)
        owners, owner_words = self._read_owners()
        if (not status_words and not self.own) or (not status_words and parse_due(due_words, year=self.year).status):
            status = self._status_beside(due_words, status)
        status = self._state_now(status)
        status = self._check_day(status)
        references, reference_words, inferred = self._read_references()
        monitored = self._entries("monitored by")
        row = PlanRow(
            ref="",
            title=title,
            section=self._cut("section", self.entry.section),
            label=self._words("label"),
            objective=self._words("objective") or self.entry.objective or None,
            parent=self._words("parent"),
            parent_status_words=self._words("parent status"),
            owner_words=owner_words or None,
            posts_words=self._words("posts"),
            owners=owners,
            due_words=due_words or None,
            recurrence_words=self._words("recurrence"),
            alternative_due_words=self._words("alternative due"),
            dates_words=self._words("dates"),
            milestones=milestones,
            unread=unread,
            status_words=status_words or None,
            status_date=self._read_day("status date"),
            indicator_words=reference_words or None,
            references=references,
            indicators_inferred=inferred,
            depends_on=tuple(
                part for raw in self._entries("depends on") for part in re.split(r"\s*[,;]\s*", raw) if part
            ),
            duplicate_of=self._words("duplicate of"),
            replaced_by=self._words("replaced by"),
            monitored_by=monitored,
            confidence=self._read_confidence(),
            questions=self._entries("questions"),
            notes=self._gather_notes(),
            row=self.entry.row,
            place=show_place(self.entry.place),
        )
        return Draft(row, ref, status, self.doubts)

    # Plain words

    def _words(self, meaning: Meaning) -> str | None:
        return self._cut(meaning, self.entry.words(meaning)) or None

    def _cut(self, meaning: str, text: str) -> str:
        """At most so many characters; what is more is told and left out."""
        if len(text) > LONGEST_CELL:
            self.doubts.append(
                f"{meaning}: {len(text):,} characters, of which the first {LONGEST_CELL:,} are kept; put the "
                f"rest in a document"
            )
        if text.startswith("=") and len(text) > 1:
            self.doubts.append(f"{meaning}: a formula, “{text[:40]}”: it is kept as text, not worked out")
        return text[:LONGEST_CELL]

    def _leave(self, meaning: str, text: str, why: str) -> None:
        """A cell that could not be read: told with the row, and among what the file holds that was not read."""
        place = self.entry.place.at(self.entry.place.row, meaning)
        self.leftovers.append(Leftover(place, text, why))

    def _entries(self, meaning: Meaning) -> tuple[str, ...]:
        """A cell with several entries divides them by | or by lines."""
        return tuple(part for raw in re.split(r"[|\n]", self.entry.words(meaning)) if (part := raw.strip()))

    def _report(self, meaning: Meaning, expected: str) -> None:
        found = f"“{self.entry.words(meaning)[:60]}”"
        self.problems.append(Problem(self.entry.row, meaning, found, expected))

    def _gather_notes(self) -> str | None:
        """The notes, and every cell that has no place of its own, each under its heading."""
        parts: list[str] = []
        single: Sequence[Meaning] = ("title", "section", "objective", "parent", "due", "status", "ref")
        for text, heading, _ in self.entry.cells.get("notes", ()):
            if text:
                parts.append(text if heading.casefold() == "notes" else f"{heading}: {text}")
        for meaning in single:
            parts += [f"{heading}: {text}" for text, heading, _ in self.entry.cells.get(meaning, ())[1:] if text]
        parts += [f"{heading}: {text}" for heading, text in self.entry.others if text]
        return self._cut("notes", "\n".join((*parts, *self.notes))) or None

    def _move_inline(self) -> None:
        """ "Status: …" inside the action's own words belongs where such a column would be."""
        if self.own:
            return
        for meaning, pattern in _INLINE:
            text = self.entry.words("title")
            if self.entry.words(meaning) or not (found := pattern.search(text)) or "\n" not in text:
                continue
            self.entry.cells[meaning] = [(found["says"].strip(), meaning, -1)]
            rest = (text[: found.start()] + text[found.end() :]).strip()
            self.entry.cells["title"] = [(rest, *self.entry.cells["title"][0][1:]), *self.entry.cells["title"][1:]]

    # Status

    def _read_status(self) -> tuple[StatusReading, str]:
        """The cell that says most, and its words; the others are kept as notes."""
        cells = [(text, heading) for text, heading, _ in self.entry.cells.get("status", ()) if text]
        if not cells:
            return self._status_in_progress()
        read = [(self._read_one_status(text, heading), text, heading) for text, heading in cells]
        best = min(read, key=lambda one: (_rank(one[0]), self._age_of(one[2])))
        # What else the status's columns say is kept as notes, which are all but the first.
        self.entry.cells["status"].sort(key=lambda cell: cell[:2] != (best[1], best[2]))
        if not best[0].sure:
            self._leave("status", best[1], "no status we know")
        return best[0], best[1]

    def _age_of(self, heading: str) -> int:
        """Of "Q1 RAG" and "Q2 RAG" the second is the newer; a column of no period of its own is newer than both."""
        dates, _ = find_dates(heading, self.year)
        return -dates[-1].last.toordinal() if dates else -date.max.toordinal()

    def _status_in_progress(self) -> tuple[StatusReading, str]:
        """Where no column is the status's, the first words of what is told of the progress may say it."""
        for text, heading, _ in self.entry.cells.get("notes", ()) if not self.own else ():
            if not re.search(r"progress|update|status|position", heading, re.I):
                continue
            shouted = [line for line in text.splitlines() if line.strip()]
            first = shouted[:1] + [line for line in shouted[1:2] if line.isupper() and shouted[0].isupper()]
            words = re.sub(r"^\d{1,2}\.\d{1,2}\s+", "", "\n".join(first))
            reading = read_published_status(words, year=self.year)
            if reading.sure and reading.status != "no update" and len(words.split()) <= 8:
                return reading, words
        return StatusReading("no update"), ""

    def _read_one_status(self, text: str, heading: str) -> StatusReading:
        completed = bool(_COMPLETED.search(heading)) and "status" not in heading.casefold()
        return read_published_status(
            text, parent=self.entry.words("parent status") or None, year=self.year, completed=completed
        )

    def _status_beside(self, due_words: str, status: StatusReading) -> StatusReading:
        """What the due cell says of the status: "Ongoing 31.01.2025", "Completed"."""
        if re.fullmatch(r"\W*on-?going\W*", due_words, re.I):
            doubt = f"status: “{due_words.strip()}” stands where the date is; it is taken as in progress too"
            return StatusReading("in progress", doubts=(doubt,))
        beside = parse_due(due_words, year=self.year).status
        if beside is None and not parse_due(due_words, year=self.year).milestones and due_words:
            told = read_published_status(due_words)
            beside = told.status if told.sure and told.status != "no update" and not told.doubts else None
        return StatusReading(beside) if beside else status

    def _state_now(self, published: StatusReading) -> StatusReading:
        if not (stated := self.entry.words("status now")):
            return published
        name, _, more = stated.lower().partition(",")
        known = STATUS_SYNONYMS.get(name.strip())
        if known is None or more.strip() not in ("", "continuing"):
            self._report(
                "status now", "no update, not started, in progress, delayed, done (or “done, continuing”) or cancelled"
            )
            return published
        return StatusReading(known, bool(more), published.flags)

    def _check_day(self, status: StatusReading) -> StatusReading:
        """A day still to come is no day on which something was done."""
        if status.on and self.context.today and status.on > self.context.today:
            doubt = f"status: {format_day(status.on)} is still to come, so it is not taken as done"
            return StatusReading("no update", doubts=(doubt,))
        return status

    # Dates

    def _read_dates(self, title: str, status_words: str) -> tuple[tuple[PublishedMilestone, ...], str | None, str]:
        cells = [(text, heading) for text, heading, _ in self.entry.cells.get("due", ()) if text]
        words = cells[0][0] if cells else self.entry.due_heading
        if stated := self.entry.words("dates"):
            milestones, unread = parse_milestones(stated, self.year)
            if unread:
                self._report("dates", f"such as “deadline: 31 March 2026”; a kind is {KINDS}")
            # What is published stays what "the plan says": people read it beside the date.
            said = words or self.entry.words("recurrence")
            return tuple(replace(m, words=said) for m in milestones), unread, words
        recurrence = self.entry.words("recurrence")
        if not words and not recurrence:
            return self._date_elsewhere(title)
        milestones, unread, assumptions = read_due_cells(
            words, recurrence, status_words, self.year, self._begins(words)
        )
        if not milestones and len(cells) > 1:
            for text, _ in cells[1:]:
                other, left, assumed = read_due_cells(text, recurrence, status_words, self.year, self._begins(text))
                if other:
                    self.entry.cells["due"].sort(key=lambda cell: cell[0] != text)
                    milestones, unread, assumptions, words = other, left, assumed, text
                    break
        self.doubts += [f"due: {assumption}" for assumption in assumptions]
        if status_words and not milestones and words and self._is_status_only(words):
            self.doubts.append(f"due: “{words[:60]}” is no date, and the status is “{status_words[:60]}”")
        elif unread and not self._is_status_only(words):
            self.doubts.append(f"due: “{unread[:60]}” is no date we can read; kept as words, and not reminded")
            self._leave("due", unread, "no date we can read")
        self._doubt_far_dates(milestones)
        return milestones, unread, words

    def _is_status_only(self, words: str) -> bool:
        told = read_published_status(words)
        return told.sure and told.status in ("done", "cancelled")

    def _begins(self, words: str) -> date | None:
        """From where "within 6 months" counts, if the answer for the file is that such words count."""
        if not any(is_relative(clause) for clause in re.split(r"[;\n]", words)):
            return None
        asks = "From when do “within 6 months”, “Year 2”, “short term” and the like count?"
        chosen = self.answers.ask("relative-dates", asks, (_COUNT, _LEAVE), _COUNT)
        return self.year.first if chosen == _COUNT else None

    def _date_elsewhere(self, title: str) -> tuple[tuple[PublishedMilestone, ...], str | None, str]:
        """No cell says when: the action's own words or a mark under a quarter may."""
        marks = list(find_marks(self.entry.others, self.year))
        if marks:
            self.entry.others = [other for other in self.entry.others if other[0] not in marks]
            milestones = parse_due(marks[-1], year=self.year).milestones
            self.doubts.append(f"due: marked under {', '.join(marks)}, so the last of them is taken")
            return milestones, None, ", ".join(marks)
        for found in () if self.own else _DATED_TITLE.finditer(title):
            words = (found["in"] or found["by"] or "").strip()
            dates, broken = find_dates(words, self.year)
            if len(dates) == 1 and not broken and len(dates[0].words) * 2 >= len(words):
                self.doubts.append(f"due: taken from the action's own words, “{found[0].strip()}”")
                return parse_due(words, year=self.year).milestones, None, words
        self.doubts.append("due: no date, so nobody is reminded")
        return (), None, ""

    def _doubt_far_dates(self, milestones: Iterable[PublishedMilestone]) -> None:
        for milestone in milestones:
            if milestone.due and not self.year.start - 2 <= milestone.due.year <= self.year.start + 6:
                self.doubts.append(f"due: {format_day(milestone.due)} is far from the plan's year")

    def _read_day(self, meaning: Meaning) -> date | None:
        words = self.entry.words(meaning)
        day = parse_day(words, self.year) if words else None
        if words and day is None:
            self._report(meaning, "a day such as 31 March 2026")
        elif day and self.context.today and day > self.context.today:
            self._report(meaning, f"a day that has come: today is {format_day(self.context.today)}")
        return day

    # Owners and the rest

    def _read_owners(self) -> tuple[tuple[OwnerRow, ...], str]:
        cells = self._order_owners()
        words = "\n".join(dict.fromkeys(spell_out(text, self.key.owners) for text, _ in cells))
        reading = read_owner_cell(words, known_posts=self.context.known_posts, wrapped=self.wrapped)
        owners = read_posts(self.entry.words("posts")) or reading.owners
        if len(cells) > 1:
            owners = tuple(
                replace(o, lead=n == 0, basis="first_named_assumed" if n == 0 else None) for n, o in enumerate(owners)
            )
            self.doubts.append(
                f"owners: from {' and '.join(f'“{heading}”' for _, heading in cells)}, the first the lead"
            )
        self.doubts += [f"owners: {doubt}" for doubt in reading.doubts]
        self.doubts += [f"owners: “{o.name[:60]}…” is long for a post" for o in owners if len(o.name.split()) > 9]
        if not owners:
            self.doubts.append("owners: no post is named, so nobody is reminded")
        return owners, reading.words if any("left out" in doubt for doubt in reading.doubts) else words

    def _order_owners(self) -> list[tuple[str, str]]:
        """The owners' cells that say something: who leads before who oversees."""
        cells = [(text, heading) for text, heading, _ in self.entry.cells.get("owners", ()) if text]
        return sorted(cells, key=lambda cell: 2 if _OVERSEES.search(cell[1]) else "lead" not in cell[1].casefold())

    def _read_references(self) -> tuple[tuple[Reference, ...], str, bool]:
        found: list[Reference] = []
        cells = [(text, heading) for text, heading, _ in self.entry.cells.get("references", ()) if text]
        for text, heading in cells:
            reading = read_references(text, heading, usual=self._usual_framework(text, heading))
            found += reading.references
            self.doubts += reading.doubts
            if reading.doubts:
                self._leave("indicators", text, "not read, or not all of it")
        if inferred := self.entry.words("inferred"):
            reading = read_references(inferred)
            if not found:
                return reading.references, " / ".join(text for text, _ in cells), True
        return tuple(dict.fromkeys(found)), " / ".join(text for text, _ in cells), False

    def _usual_framework(self, text: str, heading: str) -> str:
        """Whose a number alone is where neither the cell nor its heading says: the one framework the document names."""
        if self.own or find_framework(heading) or find_framework(text) or not re.search(r"\d", text):
            return "WRES"
        for beside in (self.entry.section, self.entry.place.sheet):
            if len(named := find_numbered_frameworks([beside])) == 1:
                return named[0]
        if len(self.key.frameworks) <= 1:
            return next(iter(self.key.frameworks), "WRES")
        usual = "WRES" if "WRES" in self.key.frameworks else self.key.frameworks[0]
        asks = f"Which framework are the numbers under “{heading}” of? I think {usual}."
        return self.answers.ask("framework", asks, (usual, *(f for f in self.key.frameworks if f != usual)), usual)

    def _read_confidence(self) -> Literal["high", "medium", "low"] | None:
        match self.entry.words("confidence").casefold():
            case "high" | "medium" | "low" as known:
                return known
            case "":
                return None
            case _:
                self._report("confidence", "high, medium or low")
                return None


_OVERSEES = re.compile(r"\b(?:exec\w*|sponsor|board|sro|accountable|support\w*|director|oversight)\b", re.I)


def _rank(reading: StatusReading) -> int:
    """Words that name a status before colours, and colours before words that name none."""
    if reading.status != "no update":
        return 0
    if reading.rag:
        return 1
    return 2 if reading.sure else 3


def read_due_cells(
    due: str, recurrence: str, status: str, year: NhsYear, begins: date | None = None
) -> tuple[tuple[PublishedMilestone, ...], str | None, tuple[str, ...]]:
    """The due and recurrence cells together: what repeats is told once, and counted from the date beside it."""
    reading = parse_due(due, year=year, status=status or None, begins=begins)
    if recurrence and not any(milestone.kind == "recurring" for milestone in reading.milestones):
        joined = "; ".join(filter(None, (due, recurrence)))
        reading = parse_due(joined, year=year, status=status or None, begins=begins)
        words = due or recurrence
        milestones = tuple(replace(m, words=recurrence if m.kind == "recurring" else words) for m in reading.milestones)
        reading = replace(reading, milestones=milestones)
    return reading.milestones, reading.unread, reading.assumptions
