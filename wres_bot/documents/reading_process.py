"""Owns reading a file from outside in a process of its own: with limits, and rebuilding what it says.

The child (`child_process`) is given the file on its input and answers with its progress, then with the document or why
there is none. What it says is checked as it is rebuilt.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from wres_bot.documents.child_process import ChildSilent, forbid, lower_limits, start_child, take_output
from wres_bot.documents.document import Document, Progress
from wres_bot.documents.document_json import dump_document, load_document
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import PLAN_LIMITS, Place, Reason, Source, Unreadable

SECONDS = 240.0
MEMORY = 1_500_000_000
"""Bytes of address space: libraries take 500 million of it before a file is looked at."""


def read_document_apart(
    source: Source,
    *,
    name: str = "",
    on_progress: Progress = lambda done, of: None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Document:
    """As `formats.read_document` with the limits of a plan, in a child process. Blocks until it has ended.

    on_progress: told how much is read, of how much: pages, sheets or slides. Raises `Unreadable`, for a file too that
    takes longer than `seconds` or more than `memory`.
    """
    name = source.name if isinstance(source, Path) else name
    place = Place(name)
    try:
        opened: IO[bytes] | bytes = source.open("rb") if isinstance(source, Path) else source
    except OSError as wrong:
        raise Unreadable(Reason.MISSING, place, why=wrong.strerror, formats=PLAN_LIMITS.taken) from wrong
    try:
        with (
            nullcontext() if isinstance(opened, bytes) else opened,
            start_child(__name__, name, str(memory), str(seconds), given=opened, seconds=seconds) as lines,
        ):
            return _receive(lines, on_progress)
    except ChildSilent as silent:
        reason = Reason.TOO_LONG if silent.expired else Reason.READER_FAILED
        raise Unreadable(reason, place, seconds=seconds) from silent


def _receive(lines: Iterator[Mapping[str, Any]], on_progress: Progress) -> Document:
    for said in lines:
        try:
            if "refused" in said:
                raise Unreadable(Reason(said["refused"]), Place(**said["place"]), **said["fields"])
            if "document" in said:
                return load_document(said["document"])
            done, of = said["progress"]
        except (ValueError, TypeError, KeyError) as wrong:
            raise ChildSilent(expired=False) from wrong
        on_progress(int(done), int(of))
    raise ChildSilent(expired=False)


# In the child


def main() -> None:
    """Reads what comes in, and says what it is."""
    name, memory, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    _say = take_output()
    lower_limits(memory, seconds)
    forbid()
    try:
        for line in _answer(sys.stdin.buffer.read(), name, _say):
            _say(line)
    except MemoryError:
        _say({"refused": Reason.TOO_MUCH_MEMORY, "place": asdict(Place(name)), "fields": {}})


def _answer(data: bytes, name: str, say: Callable[[Mapping[str, Any]], None]) -> Iterator[Mapping[str, Any]]:
    try:
        document = read_document(data, name=name, on_progress=lambda done, of: say({"progress": [done, of]}))
    except Unreadable as refused:
        fields = {key: value for key, value in refused.fields.items() if isinstance(value, str | int | float)}
        yield {"refused": refused.reason, "place": asdict(refused.place), "fields": fields}
    else:
        yield {"document": dump_document(document)}


if __name__ == "__main__":
    main()
