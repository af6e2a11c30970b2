"""Owns what is wrong or doubtful in an extract, told before any number; must not compute an indicator."""

from dataclasses import dataclass, field
from typing import Any

from wres_bot.documents.tables import Place, Unreadable


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


@dataclass
class DataQuality:
    """The data-quality report: what there is, what is doubtful, what stops it."""

    facts: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

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

    def words(self) -> str:
        """The report, the gravest first."""
        lines = ["Data quality", *(f"  {fact}" for fact in self.facts)]
        if self.blocking:
            lines += ["To put right first:", *(f"  {trouble}" for trouble in self.blocking)]
        if self.warnings:
            lines += ["To look at (counted, and gone on):", *(f"  {trouble}" for trouble in self.warnings)]
        if not self.findings:
            lines.append("  Nothing doubtful found.")
        return "\n".join(lines)


def share_words(count: int, of: int) -> str:
    """ "44 (2.7%)" """
    return f"{count:,} ({100 * count / of:.1f}%)" if of else f"{count:,}"
