"""Owns what is wrong or doubtful in an extract, told before any number; must not compute an indicator."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wres_bot.documents.tables import Place, Unreadable
from wres_bot.indicators.ingest.pii import quote_value


@dataclass(frozen=True, slots=True)
class Finding:
    """Where it is, what was found, what is expected. A blocking one stops everything; others are counted."""

    found: str
    expected: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    blocking: bool = True
    count: int = 1

    @classmethod
    def at(cls, place: Place, found: str, expected: str) -> "Finding":
        """One that stops everything, where `place` says."""
        return cls(found, expected, place.file, place.sheet, place.row, place.column)

    def __str__(self) -> str:
        where = [self.file, f"sheet {self.sheet}" if self.sheet else "", f"row {self.row:,}" if self.row else "",
                 f"column “{self.column}”" if self.column else ""]  # fmt: skip
        place = ", ".join(part for part in where if part) or "the extract"
        more = f" ({self.count:,} times)" if self.count > 1 else ""
        return f"{place}: found {self.found}{more}; expected {self.expected}"


class RefusedTable(Exception):
    """A table that can be read and may not come in, or that is not one of an extract."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def finding_of(refusal: Unreadable | RefusedTable) -> Finding:
    """Why a file or a table has been left out, as a finding that stops everything."""
    if isinstance(refusal, RefusedTable):
        return refusal.finding
    return Finding.at(refusal.place, refusal.found, refusal.expected)


Taken = tuple[str, str, int]
"""A text, what it was taken for, and in how many rows it stands."""


@dataclass
class DataQuality:
    """The data-quality report: what there is, what is doubtful, what stops it.

    taken: by table and column, every text with what it was taken for. lines: by section of the map file, what to paste.
    """

    facts: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: dict[tuple[str, str], list[Taken]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)

    @property
    def blocking(self) -> list[Finding]:
        return [trouble for trouble in self.findings if trouble.blocking]

    @property
    def warnings(self) -> list[Finding]:
        return [trouble for trouble in self.findings if not trouble.blocking]

    def note(self, found: str, expected: str, count: int = 1, **where: Any) -> None:
        """A warning, when there is any of it."""
        if count:
            self.findings.append(Finding(found, expected, blocking=False, count=count, **where))

    def take(self, table: str, column: str, texts: Sequence[Taken]) -> None:
        """What each text of a column was taken for."""
        self.taken[table, column] = list(texts)

    def paste(self, section: str, line: str) -> None:
        """A line that a trust may paste into its map file, once."""
        lines = self.lines.setdefault(section, [])
        if line not in lines:
            lines.append(line)

    def words(self) -> str:
        """The report, the gravest first."""
        lines = ["Data quality", *(f"  {fact}" for fact in self.facts)]
        if self.blocking:
            lines += ["To put right first:", *(f"  {trouble}" for trouble in self.blocking)]
        if self.lines:
            lines += ["For your map file (--config); finish each line, then run it again:"]
            for section, pasted in self.lines.items():
                lines += [f"  [{section}]", *(f"  {line}" for line in pasted)]
        if self.warnings:
            lines += ["To look at (counted, and gone on):", *(f"  {trouble}" for trouble in self.warnings)]
        if not self.findings:
            lines.append("  Nothing doubtful found.")
        return "\n".join([*lines, *self._taken_words()])

    def _taken_words(self) -> Iterator[str]:
        """What was taken for what, a line for each meaning."""
        if self.taken:
            yield "What was taken for what (rows):"
        for (table, column), texts in self.taken.items():
            for meaning in sorted({value for _, value, _ in texts}, key=str):
                shown = [f"{quote_value(text, column).strip('“”') if text else 'blank'} {count:,}"
                         for text, value, count in texts if value == meaning]  # fmt: skip
                yield f"  {table}, {column.replace('_', ' ')}: {meaning or 'none'}: {', '.join(shown)}"


def share_words(count: int, of: int) -> str:
    """ "44 (2.7%)" """
    return f"{count:,} ({100 * count / of:.1f}%)" if of else f"{count:,}"
