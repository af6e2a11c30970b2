"""Owns telling how a sentence was read, stage by stage, for whoever tends its tables; must not read one."""

from collections.abc import Sequence

from wres_bot.parser.clauses import Clause
from wres_bot.parser.command_types import Asked, Automatic, Command, NotUnderstood, Part, SmallTalk
from wres_bot.parser.grammar import Reading


def describe_reading(reading: Reading, read_as: Sequence[str] = ()) -> list[str]:
    """What each stage made of a text, one line each. `read_as`: what was done or asked in the end."""
    lines = [f"typed: {reading.text!r}", f"made plain: {reading.plain!r}"]
    if reading.heard:
        return [*lines, f"care: {reading.heard} is told of, so nothing else is read"]
    lines += [f"{kind}: {words!r}" for kind, words in reading.pieces]
    lines += [line for clause in reading.clauses for line in _describe_clause(clause)]
    parsed = reading.parsed
    match parsed:
        case NotUnderstood(kind=kind):
            lines.append(f"decided: nothing was found in it ({kind})")
        case SmallTalk(kind=kind):
            lines.append(f"decided: small talk ({kind})")
        case Automatic():
            lines.append("decided: a machine wrote it, so nothing is said")
        case _:
            lines += [f"decided: {_describe_part(part)}" for part in parsed]
    return [*lines, *(f"came of it: {one}" for one in read_as)]


def _describe_clause(clause: Clause) -> list[str]:
    named = ", ".join(map(str, clause.subject.refs or clause.subject.places)) or clause.subject.kind
    said = ", ".join(f"{'not ' if one.denied else ''}{one.status}" for one in clause.said) or "no status"
    against = f"; against it: {', '.join(clause.doubts)}" if clause.doubts else ""
    beside = f"; beside it: {clause.before!r}" if clause.before else ""
    return [f"clause {clause.text!r}: of {named}; says {said}{against}{beside}"]


def _describe_part(part: Part) -> str:
    if isinstance(part, Command):
        return f"do {part.verb} {part.status or ''}".rstrip()
    doubts = f", because of: {', '.join(part.doubts)}" if part.doubts else ""
    return f"ask ({_describe_asked(part)}){doubts}"


def _describe_asked(asked: Asked) -> str:
    offered = f": {', '.join(asked.statuses)}" if asked.statuses else ""
    return f"{asked.means}{offered}"
