"""Owns reading a file from outside in a process of its own: with limits, without secrets, and nothing left behind.

The child is given the file on its input and answers on its output in lines of JSON: progress, then the document or why
there is none. It has no environment of ours, so no token and no database; it may write no file, open no connection and
start no program; its memory and its time are bounded. What it says is read as data and checked as it is rebuilt.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from wres_bot.documents.document import Document, Progress
from wres_bot.documents.document_json import dump_document, load_document
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import PLAN_LIMITS, Place, Reason, Source, Unreadable

SECONDS = 240.0
MEMORY = 1_500_000_000
"""Bytes of address space: libraries take 500 million of it before a file is looked at."""
_LONGEST_ANSWER = 200_000_000
_ROOT = Path(__file__).resolve().parents[2]
_FORBIDDEN = ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
              "os.remove", "os.rename", "os.mkdir", "shutil.rmtree")  # fmt: skip


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
    command = [sys.executable, "-m", "wres_bot.documents.reading_process", name, str(memory), str(seconds)]
    try:
        opened: IO[bytes] | int = source.open("rb") if isinstance(source, Path) else subprocess.PIPE
    except OSError as wrong:
        raise Unreadable(Reason.MISSING, place, why=wrong.strerror, formats=PLAN_LIMITS.taken) from wrong
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if "SYSTEMROOT" in os.environ:  # without it no process starts on Windows
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    with subprocess.Popen(
        command, stdin=opened, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT
    ) as child:
        if isinstance(source, Path):
            assert not isinstance(opened, int)
            opened.close()
        else:
            threading.Thread(target=_send, args=(child, source), daemon=True).start()
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            return _receive(child, place, on_progress)
        except _Silent as silent:
            reason = Reason.TOO_LONG if expired.is_set() else Reason.READER_FAILED
            raise Unreadable(reason, place, seconds=seconds) from silent
        finally:
            timer.cancel()
            child.kill()


class _Silent(Exception):
    """The child has ended without an answer."""


def _send(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    assert child.stdin is not None
    with suppress(OSError), child.stdin:  # a child that has refused already reads no further
        child.stdin.write(data)


def _receive(child: "subprocess.Popen[bytes]", place: Place, on_progress: Progress) -> Document:
    assert child.stdout is not None
    while line := child.stdout.readline(_LONGEST_ANSWER):
        try:
            said = json.loads(line)
            if "refused" in said:
                raise Unreadable(Reason(said["refused"]), Place(**said["place"]), **said["fields"])
            if "document" in said:
                return load_document(said["document"])
            done, of = said["progress"]
        except (ValueError, TypeError, KeyError) as wrong:
            raise _Silent from wrong
        on_progress(int(done), int(of))
    raise _Silent


# In the child


def main() -> None:
    """Reads what comes in, and says what it is."""
    name, memory, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    _say = _take_output()
    _lower_limits(memory, seconds)
    _forbid()
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


def _take_output() -> Callable[[Mapping[str, Any]], None]:
    """Output for answers alone: what a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def say(line: Mapping[str, Any]) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    return say


def _lower_limits(memory: int, seconds: float) -> None:
    try:
        import resource  # not on Windows, where time alone is bounded
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower one is set already
            resource.setrlimit(what, (most, most))


def _forbid() -> None:
    def check(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes or event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(check)


if __name__ == "__main__":
    main()
