"""Owns what an import says of itself: adds, changes, removals, assumptions, bad rows, and who is still missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wres_bot.core.rows import Problem
from wres_bot.messages.phrases import joined, plural

SHOWN = 40
"""Lines of one kind that are written out; the rest are counted."""


@dataclass
class Report:
    """One import, done or only tried. `refused` means that nothing was written, because of `bad`."""

    what: str
    read: int = 0
    unit: str = "action"
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    checklist: list[str] = field(default_factory=list)
    refused: bool = False
    dry_run: bool = False

    def words(self) -> str:
        bad = [p for p in self.problems if p.severity == "error"]
        lines = [f"{self.what}: {plural(self.read, self.unit)} read."]
        if self.refused:
            rows = plural(len(bad), "row") + (" needs" if len(bad) == 1 else " need")
            lines.append(
                f"Nothing was written: {rows} mending. Mend the file, or add --skip-bad to leave bad rows out."
            )
        else:
            add, change = ("to add", "to change") if self.dry_run else ("added", "changed")
            counts = [f"{len(self.added)} {add}", f"{len(self.changed)} {change}"]
            counts += [f"{len(self.removed)} no longer there", f"{self.same} the same"]
            lines.append(", ".join(counts) + ("." if not self.dry_run else ". Nothing is written yet."))
        lines += _part("Rows that cannot be read", map(str, bad))
        if not self.refused:
            lines += _part("Added", self.added if self.changed or self.removed else [])
            lines += _part("Changed", self.changed)
            lines += _part("No longer in the file (kept, with their history, but closed)", self.removed)
        lines += _part("Assumed, please check", (_assumed(p) for p in self.problems if p.severity == "assumption"))
        lines += _part(
            "Kept as words, because it could not be read", (str(p) for p in self.problems if p.severity == "warning")
        )
        lines += self.checklist
        return "\n".join(lines)


def _assumed(problem: Problem) -> str:
    where = f"row {problem.row}: " if problem.row else ""
    return f"{where}{problem.found}: {problem.expected}"


def _part(title: str, entries: Iterable[str]) -> list[str]:
    found = list(entries)
    more = [f"  … and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return [f"{title}:", *(f"  {e}" for e in found[:SHOWN]), *more] if found else []


def checklist(matched: int, vacant: Sequence[str]) -> list[str]:
    """ "Posts: 19 matched, 5 to do." and which those are."""
    if not vacant:
        return [f"Posts: all {matched} have somebody."]
    return [f"Posts: {matched} matched, {len(vacant)} to do: {joined(vacant)}.",
            "Add them to people.csv and import it, or in chat: post \"NAME\" is PERSON."]  # fmt: skip
