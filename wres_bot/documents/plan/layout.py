"""Owns which row of a table is an action, a heading, a section's banner, a total or a note; not what its cells say.

Gives `Entry`s: the cells of one action by meaning, with its place and its section, and what belongs to none.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wres_bot.documents.document import TableBlock
from wres_bot.documents.plan.plan_columns import SURE, ColumnMap, Meaning, map_columns, score_heading
from wres_bot.documents.tables import Place, clean_cell, unescape_formula
from wres_bot.domain.date_parsing import find_dates
from wres_bot.domain.dates import NhsYear

SEARCHED = 80
"""Rows from the top in which the first headings are looked for."""
_TOTAL = re.compile(r"^(?:grand |sub-?|overall )?totals?\b|^(?:number|no\.?|count|sum) of actions?\b", re.I)
_ASIDE = re.compile(
    r"^(?:b?rag (?:key|rating|status)?|key|legend|notes?|n\.?b\.?|source|version|v\d|draft|last (?:updated"
    r"|reviewed)|updated?|"
    r"reviewed|date|author|prepared|produced|page \d|appendix|confidential|official|footnote|please|\*|status "
    r"key|approved)\b\W",
    re.I,
)
"""What begins so is about the document and no section of it."""
_PRELUDE = re.compile(
    r"^(?:objective ?s?|aims?|goals?|why|what actions|rationale|purpose|context|background)\b[^.]{0,60}$", re.I
)
_MARK = re.compile(r"^[\sx✓✔●•■▪*█]+$|^(?:yes|y|due)$", re.I)


@dataclass(slots=True)
class Entry:
    """One row that is an action. cells: by meaning, each with the heading it stood under and its column.

    inherited: meanings whose cell is merged down from above. due_heading: the period a cell stands under.
    coloured: its status cell has no words, and its colour is taken for them.
    """

    place: Place
    cells: dict[Meaning, list[tuple[str, str, int]]] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""
    objective: str = ""
    inherited: set[Meaning] = field(default_factory=set)
    due_heading: str = ""
    coloured: bool = False
    doubts: list[str] = field(default_factory=list)
    row: int = 0
    table: int = 0
    known: ColumnMap = field(default_factory=ColumnMap)

    def words(self, meaning: Meaning) -> str:
        """The cell used for a meaning."""
        return next((text for text, _, _ in self.cells.get(meaning, ()) if text), "")


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that is part of no action, and why."""

    place: Place
    text: str
    why: str


@dataclass(slots=True)
class Layout:
    """What one table holds."""

    entries: list[Entry] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    totals: int = 0
    known: ColumnMap | None = None
    maps: list[ColumnMap] = field(default_factory=list)


ChooseTitle = Callable[[ColumnMap], int | None]
"""Asked which column holds the actions where that is not plain; None leaves it as it was read."""


def read_table(
    table: TableBlock, *, year: NhsYear, number: int, choose_title: ChooseTitle, before: ColumnMap | None = None
) -> Layout:
    """The actions of a table. `before`: the columns of the table before it, which this one may go on."""
    return _TableReader(table, year, number, choose_title).read(before)


def clean_rows(table: TableBlock) -> list[list[str]]:
    """Its cells as people would have typed them: without what nobody sees, and without the mark before a formula."""
    return [[unescape_formula(clean_cell(cell)) for cell in row] for row in table.rows]


def is_heading_row(row: Sequence[str]) -> bool:
    """Whether its cells name two or more columns for sure, and few of them nothing we know."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or any(len(cell) > 150 for cell in filled):
        return False
    scores = [score_heading(cell) for cell in filled]
    sure = {max(s, key=lambda m: s[m]) for s in scores if s and max(s.values()) >= SURE - 1}
    return len(sure) >= 2 and sum(bool(s) for s in scores) * 2 >= len(filled)


class _TableReader:
    def __init__(self, table: TableBlock, year: NhsYear, number: int, choose_title: ChooseTitle) -> None:
        self.table, self.year, self.number, self.choose_title = table, year, number, choose_title
        self.rows = clean_rows(table)
        self.layout = Layout()
        self.banners: list[tuple[int, str]] = []
        self.preludes: list[tuple[int, str]] = []
        self.section = self.objective = ""
        self.last: Entry | None = None

    def read(self, before: ColumnMap | None) -> Layout:
        heads = self._find_headings()
        if not heads:
            periods = self._find_period_row()
            if periods is not None:
                self._read_periods(periods)
            elif before is not None and self._goes_on(before):
                self._read_segment(0, len(self.rows), before)
            else:
                self._leave_table()
            self._leave_banners()
            return self.layout
        self._read_above(heads[0][0])
        for n, (top, bottom) in enumerate(heads):
            end = heads[n + 1][0] if n + 1 < len(heads) else len(self.rows)
            known = self._map(top, bottom, end)
            if not _is_plan(known):
                self._leave_segment(top, end)
                continue
            self._read_segment(bottom + 1, end, known)
        self._leave_banners()
        return self.layout

    # Headings

    def _find_headings(self) -> list[tuple[int, int]]:
        """(first row, last row) of each heading: two rows where they stand under one another."""
        found: list[tuple[int, int]] = []
        for n, row in enumerate(self.rows):
            if not is_heading_row(row) or (not found and n > SEARCHED):
                continue
            if found and found[-1][1] == n - 1:
                found[-1] = (found[-1][0], n)
            else:
                found.append((n, n))
        return [self._widen(top, bottom) for top, bottom in found]

    def _widen(self, top: int, bottom: int) -> tuple[int, int]:
        """With a row above that groups the columns, or one below that divides them."""
        if top == bottom and top > 0:
            above = [cell for cell in self.rows[top - 1] if cell]
            known = [cell for cell in above if score_heading(cell)]
            if len(set(above)) > 1 and len(known) * 2 > len(above) and all(len(cell) <= 60 for cell in above):
                top -= 1
        if bottom + 1 < len(self.rows):
            below = [(n, cell) for n, cell in enumerate(self.rows[bottom + 1]) if cell]
            split = [n for n, cell in below if self._is_divided(bottom, n)]
            if below and len(split) == len(below) and all(len(cell) <= 40 for _, cell in below):
                bottom += 1
        return top, bottom

    def _is_divided(self, row: int, column: int) -> bool:
        """Whether the heading over a cell is one cell over several columns."""
        merge = self.table.find_merge(row, column)
        return merge is not None and merge.right > merge.left and merge.bottom == row

    def _map(self, top: int, bottom: int, end: int) -> ColumnMap:
        headings = [self._heading(top, bottom, n) for n in range(len(self.rows[top]))]
        body = [row for row in self.rows[bottom + 1 : end] if sum(map(bool, row)) > 1]
        known = map_columns(headings, body)
        if (title := self.choose_title(known)) is not None and title != known.first("title"):
            known = map_columns(headings, body, title)
        self.layout.known = known
        self.layout.maps.append(known)
        return known

    def _heading(self, top: int, bottom: int, column: int) -> str:
        parts = []
        for row in range(top, bottom + 1):
            merge = self.table.find_merge(row, column)
            text = self.rows[merge.top][merge.left] if merge else self.rows[row][column]
            if text and text not in parts:
                parts.append(text)
        return " / ".join(parts)

    def _goes_on(self, before: ColumnMap) -> bool:
        """A table without headings that has the columns of the one before: a page ended between them."""
        return (
            bool(self.rows)
            and len(self.rows[0]) == len(before.headings)
            and any(len(list(filter(None, r))) > 1 for r in self.rows)
        )

    # Rows

    def _read_above(self, first: int) -> None:
        for n in range(first):
            text = self._lone_text(n)
            if text is None:
                if (said := self._prelude(n)) is not None:
                    self._read_prelude(n, *said)
                elif words := " ".join(filter(None, self.rows[n])):
                    self._leave(n, words, "above the table")
            elif text:
                self.banners.append((n, text))

    def _read_segment(self, begin: int, end: int, known: ColumnMap) -> None:
        if known.first("section") is None:
            self._use_banners(begin)
        else:
            self._leave_banners()
        for n in range(begin, end):
            row = self.rows[n]
            if not any(row):
                continue
            if _TOTAL.match(next(filter(None, row))):
                self.layout.totals += 1
                continue
            if (banner := self._banner(n, known)) is not None:
                self.banners.append((n, banner))
                continue
            if (words := self._prelude(n)) is not None:
                self._read_prelude(n, *words)
                continue
            self.last = self._read_row(n, known, self.last)

    def _read_row(self, n: int, known: ColumnMap, last: Entry | None) -> Entry | None:
        entry = self._make_entry(n, known)
        if last and not entry.words("title") and not entry.words("ref"):
            self._continue(last, entry)
            return last
        if last and self._is_cut_off(entry, last):
            self._continue(last, entry, "its words go on in the next row, which is taken as part of it")
            return last
        self._use_banners(n)
        entry.section, entry.objective = self.section, self.objective
        self.layout.entries.append(entry)
        return entry

    def _make_entry(self, n: int, known: ColumnMap) -> Entry:
        entry = Entry(self.table.place_of(n), row=self.table.place_of(n).row or n + 1, table=self.number, known=known)
        placed = {column: meaning for meaning, columns in known.columns.items() for column in columns}
        for column, text in enumerate(self.rows[n]):
            meaning = placed.get(column)
            if (
                not text
                and meaning
                and (merge := self.table.find_merge(n, column))
                and merge.top < n
                and merge.left == column
            ):
                text = self.rows[merge.top][merge.left]
                entry.inherited.add(meaning)
            if not text and meaning == "status" and (colour := self.table.colours.get((n, column))):
                text = colour.capitalize()
                entry.coloured = True
            if meaning == "history" or not (text or meaning):
                continue
            if meaning is None:
                entry.others.append((known.heading(column), text))
            else:
                entry.cells.setdefault(meaning, []).append((text, known.heading(column), column))
        for meaning, columns in known.columns.items():
            if meaning in entry.cells:
                entry.cells[meaning].sort(key=lambda cell: columns.index(cell[2]))
        return entry

    def _continue(self, last: Entry, entry: Entry, why: str = "") -> None:
        """A row without an action's words goes on with the action above: another owner, another date."""
        for meaning, cells in entry.cells.items():
            for text, heading, column in cells:
                if text and meaning not in entry.inherited:
                    old = last.cells.setdefault(meaning, [])
                    at = next((k for k, cell in enumerate(old) if cell[2] == column), None)
                    if at is None:
                        old.append((text, heading, column))
                    else:
                        old[at] = (f"{old[at][0]}\n{text}".strip(), heading, column)
        last.others += entry.others
        last.doubts.append(why or f"row {entry.row} says nothing to do, so it is taken as more of this action")

    def _is_cut_off(self, entry: Entry, last: Entry) -> bool:
        """A row that a page break has cut in two: no ref where others have one, and words that go on."""
        title = entry.words("title")
        refs = entry.known.first("ref") is not None
        if not refs or entry.words("ref") or not last.words("ref"):
            return False
        return title[:1].islower() or (
            not last.words("title").rstrip().endswith((".", ":", ";", "?"))
            and bool(re.match(r"(?:and|or|of|to|for|with)\b", title))
        )

    # Banners

    def _lone_text(self, n: int) -> str | None:
        """The only text of a row, spread over it or not; None where there are several."""
        texts = {cell for cell in self.rows[n] if cell}
        return next(iter(texts), "") if len(texts) <= 1 else None

    def _prelude(self, n: int) -> tuple[str, str] | None:
        """A label and what it says, over the whole of a section: "Objectives", "Why these actions?"."""
        filled = [(c, cell) for c, cell in enumerate(self.rows[n]) if cell]
        if len(filled) != 2 or len(self.rows[n]) < 4:
            return None
        merge = self.table.find_merge(n, filled[1][0])
        spread = merge is not None and merge.right - merge.left >= 2
        named = _PRELUDE.match(filled[0][1]) is not None and filled[1][0] == filled[0][0] + 1
        return (filled[0][1], filled[1][1]) if spread or named else None

    def _read_prelude(self, n: int, label: str, says: str) -> None:
        if re.match(r"objective|aim|goal", label, re.I):
            self.preludes.append((n, says))
        else:
            self._leave(n, f"{label} | {says}", "about the section")

    def _banner(self, n: int, known: ColumnMap) -> str | None:
        """The text of a row that heads a section; None for an action's row."""
        text = self._lone_text(n)
        if not text:
            return None
        columns = [c for c, cell in enumerate(self.rows[n]) if cell]
        merge = self.table.find_merge(n, columns[0])
        spread = len(columns) > 1 or (merge is not None and merge.right > merge.left)
        if spread or columns[0] in known.columns.get("section", ()):
            return text
        if columns[0] != known.first("title"):
            return text if columns[0] <= (known.first("title") or 0) or known.first("title") is None else None
        if known.first("ref") is None and columns[0] > 0:
            return None  # an action whose other cells are empty
        return text if len(text.split()) <= 10 and self._heads_actions(n, known) and not text.endswith(".") else None

    def _heads_actions(self, n: int, known: ColumnMap) -> bool:
        """Whether rows with more in them follow, as under a section's name."""
        following = next((row for row in self.rows[n + 1 :] if any(row)), None)
        return (
            following is not None
            and sum(map(bool, following)) >= 3
            and (n == 0 or any(sum(map(bool, r)) >= 3 for r in self.rows))
        )

    def _use_banners(self, before: int) -> None:
        """The banners met since the last action: the last but one is the section where two follow one another."""
        waiting = [(n, text) for n, text in self.banners if n < before and not _ASIDE.match(f"{text} ")]
        for n, text in self.banners:
            if n < before and _ASIDE.match(f"{text} "):
                self._leave(n, text, "about the document")
        self.banners = [(n, text) for n, text in self.banners if n >= before]
        objectives = [text for n, text in self.preludes if n < before]
        self.preludes = [(n, text) for n, text in self.preludes if n >= before]
        self.objective = " ".join(objectives) or self.objective
        if not waiting:
            return
        for n, text in waiting[:-2]:
            self._leave(n, text, "above the table")
        if len(waiting) > 1 and waiting[-1][0] == waiting[-2][0] + 1:
            self.section, self.objective = waiting[-2][1], waiting[-1][1]
        else:
            if len(waiting) > 1:
                self._leave(*waiting[-2], "above the table")
            self.section, self.objective = waiting[-1][1], " ".join(objectives)

    # Quarters as columns

    def _find_period_row(self) -> int | None:
        for n, row in enumerate(self.rows[:SEARCHED]):
            periods = [c for c, cell in enumerate(row) if self._is_period(cell)]
            under = [self.rows[k][c] for k in range(n + 1, len(self.rows)) for c in periods if self.rows[k][c]]
            said = sum(len(re.findall(r"[^\W\d_]{2,}", cell)) >= 2 for cell in under)
            if len(periods) >= 2 and said * 2 > len(under):
                return n
        return None

    def _is_period(self, cell: str) -> bool:
        if not cell or len(cell) > 60:
            return False
        dates, broken = find_dates(cell, self.year)
        return bool(dates) and not broken and all(d.precision in ("quarter", "month", "season", "year") for d in dates)

    def _read_periods(self, head: int) -> None:
        """A table whose columns are quarters: each cell under one is an action, its row's first words the section."""
        self._read_above(head)
        headings = self.rows[head]
        periods = [c for c, cell in enumerate(headings) if self._is_period(cell)]
        known = ColumnMap({"title": tuple(periods)}, tuple(headings))
        self.layout.known = known
        self.layout.maps.append(known)
        for n in range(head + 1, len(self.rows)):
            row = self.rows[n]
            named = [row[c] for c in range(periods[0]) if row[c]]
            if named:
                self.section, self.objective = named[0], " ".join(named[1:])
            for column in periods:
                if row[column]:
                    place = self.table.place_of(n, column)
                    entry = Entry(
                        place, row=place.row or n + 1, table=self.number, known=known, due_heading=headings[column]
                    )
                    entry.cells = {"title": [(row[column], headings[column], column)]}
                    entry.section, entry.objective = self.section, self.objective
                    self.layout.entries.append(entry)
            for column in (c for c, cell in enumerate(row) if cell and c >= periods[0] and c not in periods):
                self._leave(n, row[column], f"under “{headings[column] or 'no heading'}”")

    # What is left over

    def _leave(self, n: int, text: str, why: str) -> None:
        self.layout.leftovers.append(Leftover(self.table.place_of(n), text, why))

    def _leave_table(self) -> None:
        for n, row in enumerate(self.rows):
            if any(row):
                self._leave(n, " | ".join(filter(None, row)), "no headings of a plan above it")

    def _leave_segment(self, begin: int, end: int) -> None:
        for n in range(begin, end):
            if any(self.rows[n]):
                self._leave(n, " | ".join(filter(None, self.rows[n])), "a table that is no plan")

    def _leave_banners(self) -> None:
        for n, text in self.banners:
            self._leave(n, text, "beside the actions")
        self.banners = []


def _is_plan(known: ColumnMap) -> bool:
    """Something to do, and who, when or how far."""
    return known.first("title") is not None and any(
        known.first(meaning) is not None for meaning in ("owners", "due", "status", "posts", "dates", "ref", "section")
    )


def find_marks(others: Sequence[tuple[str, str]], year: NhsYear) -> Mapping[str, str]:
    """Periods that a row marks, by their heading."""
    return {h: t for h, t in others if _MARK.match(t) and len(find_dates(h, year)[0]) == 1}
