"""Owns what is wrong or doubtful in an extract, told before any number; must not compute an indicator."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where it is, what was found, what is expected. A hard one stops everything; soft ones are counted."""

    found: str
    expected: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    hard: bool = True
    count: int = 1

    def __str__(self) -> str:
        where = [self.file, f"sheet {self.sheet}" if self.sheet else "", f"row {self.row:,}" if self.row else "",
                 f"column “{self.column}”" if self.column else ""]  # fmt: skip
        told = ", ".join(part for part in where if part) or "the extract"
        more = f" ({self.count:,} times)" if self.count > 1 else ""
        return f"{told}: found {self.found}{more}; expected {self.expected}"


class Unusable(Exception):
    """A file of which nothing can be read."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


@dataclass
class Quality:
    """The data-quality report: what there is, what is doubtful, what stops it."""

    facts: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def hard(self) -> list[Trouble]:
        return [trouble for trouble in self.troubles if trouble.hard]

    @property
    def soft(self) -> list[Trouble]:
        return [trouble for trouble in self.troubles if not trouble.hard]

    def note(self, found: str, expected: str, count: int = 1, **where: Any) -> None:
        """Something soft, when there is any of it."""
        if count:
            self.troubles.append(Trouble(found, expected, hard=False, count=count, **where))

    def words(self) -> str:
        """The report, the gravest first."""
        lines = ["Data quality", *(f"  {fact}" for fact in self.facts)]
        if self.hard:
            lines += ["To put right first:", *(f"  {trouble}" for trouble in self.hard)]
        if self.soft:
            lines += ["To look at (counted, and gone on):", *(f"  {trouble}" for trouble in self.soft)]
        if not self.troubles:
            lines.append("  Nothing doubtful found.")
        return "\n".join(lines)


def share(count: int, of: int) -> str:
    """ "44 (2.7%)" """
    return f"{count:,} ({100 * count / of:.1f}%)" if of else f"{count:,}"
