"""Owns reading a whole document as a plan: its actions, what is asked of the file, and what went nowhere.

Stages, each visible: tables to entries (`layout`), one entry to one action or to several that stood in one cell, cells
to meanings (`owner_cells`, `status_cells`, `reference_cells`, due dates), refs last (`numbering`). Knows no store.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wres_bot.documents.document import ERROR_VALUES, Document, NoteKind, TableBlock, TextBlock
from wres_bot.documents.plan.figures_beside import FigureTable, holds_figures, read_figures_beside
from wres_bot.documents.plan.forms import unfold_forms
from wres_bot.documents.plan.layout import Entry, Layout, Leftover, read_table
from wres_bot.documents.plan.lists import NOTE, find_listed_actions
from wres_bot.documents.plan.numbering import number_actions
from wres_bot.documents.plan.owner_cells import is_same_as_above
from wres_bot.documents.plan.owner_key import read_owner_key
from wres_bot.documents.plan.pasted_text import DOUBT, find_pasted_table
from wres_bot.documents.plan.plan_columns import LIKELY, ColumnMap, score_heading
from wres_bot.documents.plan.questions import Answers, Question
from wres_bot.documents.plan.row_reader import PRECISE, CellReader, DocumentKey, Draft, PlanContext
from wres_bot.documents.plan.status_cells import Rag, read_published_status
from wres_bot.domain.plan_rows import PlanRow, Problem, SnapshotRow
from wres_bot.domain.references import find_numbered_frameworks
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import Status


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A document read as a plan. problems: rows that have to be mended, which keep the file out.

    tables, read_rows: how many tables hold actions, and how many rows of them are one. notes: what there is to know of
    the file. figures: published values that stand beside the plan, where they are to come in with it.
    """

    rows: tuple[PlanRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    tables: int = 0
    read_rows: int = 0
    figures: tuple[SnapshotRow, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if not q.answered)


def read_plan_document(document: Document, context: PlanContext, answers: Answers | None = None) -> ReadPlan:
    """Every action of a document, every question it raises, and every text that is part of none."""
    answers = answers or Answers()
    read = _DocumentReader(unfold_forms(document), context, answers).read()
    if not read.rows and (pasted := find_pasted_table(document)) is not None:
        read = _DocumentReader(replace(document, blocks=[pasted], format="PDF"), context, answers).read()
        read = replace(read, rows=tuple(replace(row, doubts=(*row.doubts, DOUBT), place="") for row in read.rows))
    if not read.rows and (listed := find_listed_actions(document, context.year)) is not None:
        read = _DocumentReader(replace(document, blocks=listed, format="text"), context, answers).read()
        read = replace(read, notes=(*read.notes, NOTE))
    answers.require_known()
    return read


# Questions

_COLOUR_MEANINGS: Mapping[str, Mapping[Rag, Status]] = {
    "blue done, green and amber in progress, red delayed": {
        "blue": "done", "green": "in progress", "amber": "in progress", "red": "delayed"},
    "green done, amber in progress, red not started": {
        "blue": "done", "green": "done", "amber": "in progress", "red": "not started"},
    "green done, amber in progress, red delayed": {
        "blue": "done", "green": "done", "amber": "in progress", "red": "delayed"},
    "green in progress, amber and red delayed, blue done": {
        "blue": "done", "green": "in progress", "amber": "delayed", "red": "delayed"},
    "they say nothing of progress": {},
}  # fmt: skip
_COLOURS_READ = ("DOCX", "XLSX", "PPTX", "CSV", "text")
"""Formats whose cells' colours are read, or that have none."""
_ONE_TABLE_A_SHEET = ("CSV", "XLSX", "ODS")


class _DocumentReader:
    def __init__(self, document: Document, context: PlanContext, answers: Answers) -> None:
        self.document, self.context, self.answers = document, context, answers
        self.year = context.year
        self.entries: list[Entry] = []
        self.leftovers: list[Leftover] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.key = DocumentKey()
        self.figures: list[FigureTable] = []
        self.tables = 0

    def read(self) -> ReadPlan:
        self._read_blocks()
        read_rows = len(self.entries)
        self.key = DocumentKey(self._find_frameworks(), self._find_owner_key())
        entries = [one for entry in self.entries for one in split_entry(entry)]
        drafts = [draft for entry in entries if (draft := self._draft(entry)) is not None]
        self._explain_colours(drafts)
        self._tell_empty_statuses()
        if coloured := sum(entry.coloured for entry in self.entries):
            self.notes.append(f"Where the status has a colour and no words, the colour is taken: {coloured} rows.")
        rows = self._finish(drafts)
        figures, left, told = self._read_figures() if rows else ((), (), ())
        self.leftovers += left
        self.notes += told
        self.leftovers += [
            Leftover(note.place, note.words, "not read" if note.is_unread else "to know")
            for note in self.document.notes
            if note.kind is not NoteKind.ERROR_VALUE  # told with the action it stands in
        ]
        return ReadPlan(
            tuple(rows), tuple(self.problems), self.answers.questions, tuple(self.leftovers), tuple(self.notes),
            self.tables, read_rows, figures,
        )  # fmt: skip

    def _tell_empty_statuses(self) -> None:
        """A column of statuses with nothing in it may be one of colours, which these formats do not show us."""
        if self.document.format in _COLOURS_READ:
            return
        named = [(entry, entry.known.first("status")) for entry in self.entries]
        empty = [entry for entry, column in named if column is not None and not entry.words("status")]
        if len(empty) > 2 and len(empty) == sum(column is not None for _, column in named):
            heading = empty[0].known.heading(empty[0].known.first("status") or 0)
            self.notes.append(
                f"“{heading}” is empty in every row; colours without words that it may show are not read."
            )

    def _read_figures(self) -> tuple[tuple[SnapshotRow, ...], tuple[Leftover, ...], tuple[str, ...]]:
        titles = [block.text.strip() for block in self.document.texts if block.heading and _may_name_section(block)]
        source = titles[0] if titles else self.document.file.rpartition(".")[0] or self.context.title
        return read_figures_beside(self.figures, self.key.frameworks, source[:80], self.answers)

    def _read_blocks(self) -> None:
        before: ColumnMap | None = None
        heading: TextBlock | None = None
        used: set[int] = set()
        tables = self.document.tables
        for block in self.document.blocks:
            if isinstance(block, TextBlock):
                heading = block if _may_name_section(block) else None if len(block.text) > 200 else heading
                continue
            if block.hidden:
                self._leave_hidden(block)
                continue
            if self.document.format in _ONE_TABLE_A_SHEET:
                block = replace(block, place=replace(block.place, table=None))
            layout = read_table(
                block, year=self.year, number=len(used) + 1, choose_title=self._choose_title, before=before
            )
            before = layout.known or before
            if not layout.entries:
                heading = self._put_aside(block, layout) or heading
                continue
            self.leftovers += layout.leftovers
            self.tables += 1
            for entry in layout.entries:
                self._leave_errors(entry)
                _divide_indicator(entry)
            self._name_sections(layout.entries, block, heading, several=len(tables) > 1)
            if heading and any(entry.section == heading.text for entry in layout.entries):
                used.add(id(heading))
            self.entries += layout.entries
        for block in self.document.blocks:
            if isinstance(block, TextBlock) and id(block) not in used and block.text.strip():
                self.leftovers.append(Leftover(block.place, block.text.strip(), "text outside tables"))

    def _find_frameworks(self) -> tuple[str, ...]:
        """Frameworks whose indicators are numbered alone, as the document's own words name them."""
        words = [
            self.document.file,
            *(leftover.text for leftover in self.leftovers),
            *(e.section for e in self.entries[:1]),
        ]
        return find_numbered_frameworks([*words, *(table.place.sheet for table in self.document.tables)])

    def _find_owner_key(self) -> Mapping[str, str]:
        """Initials of posts, as the document itself explains them; said where an owner is named by them."""
        rows = [[cell for cell in row if cell] for table in self.document.tables for row in table.rows]
        key = read_owner_key([(row[0], row[1]) for row in rows if len(row) == 2], [b.text for b in self.document.texts])
        named = " ".join(entry.words("owners") for entry in self.entries)
        used = [
            f"{short} {post}" for short, post in key.items() if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", named)
        ]
        if used:
            self.notes.append(f"The document says whose initials stand for owners: {'; '.join(used)}.")
        return key

    def _put_aside(self, table: TableBlock, layout: Layout) -> TextBlock | None:
        """A table that holds no action: figures are asked about, all else is told; gives the banner it may be."""
        if holds_figures(table):
            self.figures.append(FigureTable(table, tuple(layout.leftovers)))
            return None
        self.leftovers += layout.leftovers
        return self._find_banner(table)

    def _find_banner(self, table: TableBlock) -> TextBlock | None:
        """The banner of a table that holds no action: it heads the table that stands in it, or below it."""
        for n, row in enumerate(table.rows[:2]) if self.document.format not in _ONE_TABLE_A_SHEET else ():
            texts = {cell for cell in row if cell.strip()}
            merge = table.find_merge(n, 0)
            if len(texts) == 1 and (len(row) == 1 or (merge is not None and merge.right > merge.left)):
                named = TextBlock(table.place_of(n), next(iter(texts)))
                return named if _may_name_section(named) else None
        return None

    def _leave_hidden(self, table: TableBlock) -> None:
        """A hidden sheet is nobody's plan any more, or not yet: it is named, and not imported."""
        words = " | ".join(cell for row in table.rows[:3] for cell in row if cell)[:200]
        self.leftovers.append(Leftover(table.place, words, "on a hidden sheet; show it to have it read"))

    def _name_sections(
        self, entries: Sequence[Entry], table: TableBlock, heading: TextBlock | None, *, several: bool
    ) -> None:
        """A section for actions that stand under none: what heads the table, its sheet, or the plan itself."""
        filled = above = ""
        last: Entry | None = None
        place: tuple[str, str] | None = None
        for entry in entries:
            stated = entry.words("section") or _section_of_objective(entry, last)
            last = entry
            if not stated and entry.known.first("section") is not None and filled and not entry.section:
                stated = filled
                entry.doubts.append(f"section: empty, so “{filled}” is taken from the row above")
            filled = stated or filled
            if above and (entry.section, stated) == place:
                _take_owners_above(entry, above)
            above, place = entry.words("owners"), (entry.section, stated)
            sheet = table.place.sheet if several and not re.fullmatch(r"(?i)sheet ?\d*", table.place.sheet) else ""
            named = heading.text.strip() if heading else ""
            usual = named or sheet or self.context.title or f"Action plan {self.year}"
            entry.section = _without_indicators(entry, stated or entry.section or usual)

    def _choose_title(self, known: ColumnMap) -> int | None:
        """Asks which column says what is to be done, where two may or none says so; None where it is plain."""
        title = known.first("title")
        if title is None or not any(known.first(m) is not None for m in ("owners", "due", "status", "ref")):
            return None
        scores = score_heading(known.headings[title]) if title < len(known.headings) else {}
        weak = scores.get("title", 0) < LIKELY
        if not (known.unsure or title in known.by_look or weak):
            return None
        others = [n for meaning in ("notes", "objective", "section") for n in known.columns.get(meaning, ())]
        choices = list(dict.fromkeys((title, *known.unsure, *others, *known.unknown)))
        if len(choices) < 2 and not known.by_look:
            return None
        names = [known.heading(n) for n in choices]
        asks = f"Which column says what is to be done? I think “{names[0]}”."
        chosen = self.answers.ask("action-column", asks, names, names[0])
        return next((n for n in choices if known.heading(n) == chosen), title)

    # One action

    def _draft(self, entry: Entry) -> Draft | None:
        if not entry.words("title"):
            text = " | ".join(t for cells in entry.cells.values() for t, _, _ in cells if t)
            if text:
                self.leftovers.append(Leftover(entry.place, text, "a row that does not say what is to be done"))
            return None
        cells = CellReader(entry, self.document, self.context, self.answers, self.problems, self.key)
        draft = cells.read()
        self.leftovers += cells.leftovers
        return draft

    def _leave_errors(self, entry: Entry) -> None:
        """A spreadsheet's error is no value: it is told with its place, and its cell is taken as empty."""
        for meaning, cells in entry.cells.items():
            for n, (text, heading, column) in enumerate(cells):
                if text.strip().upper() in ERROR_VALUES:
                    cells[n] = ("", heading, column)
                    place = entry.place.at(entry.place.row, heading or meaning)
                    self.leftovers.append(Leftover(place, text, "a spreadsheet's error in place of a value"))
                    entry.doubts.append(f"{meaning}: the cell shows a spreadsheet's error, {text}")

    def _explain_colours(self, drafts: Sequence[Draft]) -> None:
        """What the colours mean, as the document itself says or as is asked once."""
        seen = list(dict.fromkeys(draft.status.rag for draft in drafts if draft.status.rag))
        if not seen:
            return
        legend = read_legend([leftover.text for leftover in self.leftovers])
        if all(colour in legend for colour in seen):
            told = ", ".join(f"{colour} {legend[colour]}" for colour in seen)
            self.notes.append(f"The document says what its colours mean: {told}.")
            meanings: Mapping[Rag, Status] = legend
        else:
            asks = f"What do the colours mean here ({', '.join(colour.capitalize() for colour in seen)})?"
            choices = tuple(_COLOUR_MEANINGS)
            meanings = _COLOUR_MEANINGS[self.answers.ask("rag", asks, choices, choices[0])]
        for draft in drafts:
            if draft.status.rag:
                draft.status = replace(draft.status, status=meanings.get(draft.status.rag, "no update"))

    def _finish(self, drafts: Sequence[Draft]) -> list[PlanRow]:
        numbered = number_actions([(draft.ref, draft.row.section) for draft in drafts])
        rows: list[PlanRow] = []
        for draft, number in zip(drafts, numbered, strict=True):
            status = draft.status
            doubts = [*draft.doubts, *status.doubts, *([number.doubt] if number.doubt else [])]
            rows.append(
                replace(
                    draft.row,
                    ref=number.ref,
                    label=draft.row.label or number.label,
                    status=status.status,
                    continuing=status.continuing,
                    flags=status.flags,
                    status_date=draft.row.status_date or status.on,
                    doubts=tuple(dict.fromkeys(doubts)),
                    ref_made=number.made,
                )
            )
        self._check_links(rows)
        bad = {problem.row for problem in self.problems if problem.severity == "error"}
        return [row for row in rows if row.row not in bad] if bad else rows

    def _check_links(self, rows: Sequence[PlanRow]) -> None:
        """Refs of other actions have to be here."""
        keys = {normalise_ref(row.ref) for row in rows}
        for row in rows:
            for ref in row.depends_on:
                if normalise_ref(ref) not in keys or normalise_ref(ref) == normalise_ref(row.ref):
                    expected = "the ref of another action in this file"
                    self.problems.append(Problem(row.row, "depends on", f"“{ref[:40]}”", expected))


_NAMES_INDICATORS = re.compile(
    r"^(?P<title>.{3,}?)[\s:,(–-]+(?P<indicators>(?:(?:wres|wdes) )?(?:metrics?|indicators?) \d[\d\s,&and-]*\)?)$", re.I
)


def _without_indicators(entry: Entry, section: str) -> str:
    """A section's own name; the indicators it ends in are those of its actions that name none."""
    if not (found := _NAMES_INDICATORS.match(section)):
        return section
    if not entry.words("references"):
        words = re.sub(r"\band metric\b", "and", found["indicators"].strip("()"), flags=re.I)
        entry.cells["references"] = [(words, "section", -1)]
    return found["title"].strip()


def _divide_indicator(entry: Entry) -> None:
    """ "2. Likelihood of white applicants being appointed": the indicator is 2, and its words are the section."""
    for n, (text, heading, column) in enumerate(entry.cells.get("references", ())):
        words = " ".join(text.split())
        if found := re.match(r"(?P<n>\d{1,2})[.:)]?\s+(?P<says>[A-Z%].{15,})", words):
            entry.cells["references"][n] = (found["n"], heading, column)
            if entry.known.first("section") is None and not entry.section:
                entry.section = words


def _section_of_objective(entry: Entry, last: Entry | None) -> str:
    """An objective is the section of a plan that has no other; an empty one goes on from the row above."""
    own = PRECISE & set(entry.known.columns) or entry.known.first("section") is not None
    if own or entry.section or entry.known.first("objective") is None:
        return ""
    if words := entry.words("objective"):
        entry.cells["objective"] = []
        return words
    return last.section if last and last.table == entry.table else ""


def _take_owners_above(entry: Entry, above: str) -> None:
    """An owner's cell that is empty or says "as above" is merged down, or left for the row before: told, not silent."""
    said = entry.words("owners")
    if (
        (said and not is_same_as_above(said))
        or entry.words("posts")
        or any(d.startswith("owners") for d in entry.doubts)
    ):
        return
    entry.cells["owners"] = [(above, entry.known.heading(entry.known.first("owners") or 0), -1)]
    why = f"“{said}”" if said else "empty"
    entry.doubts.append(f"owners: {why}, so those of the row above are taken")


def _may_name_section(block: TextBlock) -> bool:
    text = block.text.strip()
    return bool(text) and "\n" not in text and len(text.split()) <= 14 and not text.endswith((".", ";", ","))


_LEGEND = re.compile(
    r"\b(?P<colour>red|amber|yellow|green|blue)\b\W{0,3}(?:=|:|[-–—]|means?|is|\()\s*(?P<says>[^=;|\n,()]{3,60}?)"
    r"(?=\s*(?:[;|\n,.)]|\b(?:red|amber|yellow|green|blue)\b|$))",
    re.I,
)


_COLOURS: Mapping[str, Rag] = {
    "red": "red", "amber": "amber", "yellow": "amber", "green": "green", "blue": "blue",
}  # fmt: skip


def read_legend(texts: Iterable[str]) -> dict[Rag, Status]:
    """What a key says of its colours: "Green = on track, Blue = complete"."""
    meanings: dict[Rag, Status] = {}
    for text in texts:
        if len(text) > 600:
            continue
        for found in _LEGEND.finditer(text):
            reading = read_published_status(found["says"])
            if reading.sure and reading.status != "no update":
                meanings.setdefault(_COLOURS[found["colour"].lower()], reading.status)
    return meanings


# Several actions in one cell

_ITEM = re.compile(r"^\s*(?:\(?(?P<n>\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[•·●▪*\uf0b7])\s+(?=\S)")


def split_entry(entry: Entry) -> list[Entry]:
    """The actions of one row: several where its cell holds a list, each offered apart."""
    if PRECISE & set(entry.known.columns):
        return [entry]
    items = _list_items(entry.words("title"))
    if len(items) < 2 or any(len(item.split()) < 2 for item in items):
        return [entry]
    ref = entry.words("ref")
    parts: list[Entry] = []
    for n, item in enumerate(items):
        part = replace(entry, cells=dict(entry.cells), others=list(entry.others), doubts=list(entry.doubts))
        part.cells["title"] = [(item, *entry.cells["title"][0][1:]), *entry.cells["title"][1:]]
        if ref:
            made = (
                f"{ref}.{n + 1}" if re.fullmatch(r"\d{1,3}\.?", ref.strip()) else f"{ref}{'abcdefghijklmnop'[n % 16]}"
            )
            part.cells["ref"] = [(made.replace("..", "."), *entry.cells["ref"][0][1:])]
        for meaning in ("due", "owners", "status"):
            if (cells := entry.cells.get(meaning)) and len(each := _list_items(cells[0][0])) == len(items):
                part.cells[meaning] = [(each[n], *cells[0][1:]), *cells[1:]]
        part.doubts.append(f"one cell held {len(items)} actions; this is number {n + 1}")
        parts.append(part)
    return parts


def _list_items(text: str) -> list[str]:
    """The items of a numbered or dotted list that is the whole of a cell."""
    items: list[str] = []
    for line in text.splitlines():
        if found := _ITEM.match(line):
            items.append(line[found.end() :].strip())
        elif not items and line.strip():
            return []
        elif line.strip():
            items[-1] += f" {line.strip()}"
    return items
