"""Owns processes of their own for what comes from outside: limits, no secrets, nothing left behind. Knows no format.

A child has no environment of ours, so no token and no database; it may write no file, open no connection and start no
program; its memory and its time are bounded. It answers on its output in lines of JSON, which are read as data.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

_LONGEST_ANSWER = 200_000_000
_ROOT = Path(__file__).resolve().parents[2]
_FORBIDDEN = ("socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
              "os.remove", "os.rename", "os.mkdir", "shutil.rmtree")  # fmt: skip


class ChildSilent(Exception):
    """The child has ended without an answer. expired: because its time was up."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__()
        self.expired = expired


@contextmanager
def start_child(
    module: str, *arguments: str, given: bytes | IO[bytes], seconds: float
) -> Iterator[Iterator[Mapping[str, Any]]]:
    """A child that runs a module of ours, handed what is given on its input: what it says, line by line.

    Raises `ChildSilent` out of the lines where they end before the caller has had what it waits for, or make no sense.
    """
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if "SYSTEMROOT" in os.environ:  # without it no process starts on Windows
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE if isinstance(given, bytes) else given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=_ROOT,
    ) as child:
        if isinstance(given, bytes):
            threading.Thread(target=_send, args=(child, given), daemon=True).start()
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            yield _read_lines(child, expired)
        finally:
            timer.cancel()
            child.kill()


def _send(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    assert child.stdin is not None
    with suppress(OSError), child.stdin:  # a child that has refused already reads no further
        child.stdin.write(data)


def _read_lines(child: "subprocess.Popen[bytes]", expired: threading.Event) -> Iterator[Mapping[str, Any]]:
    assert child.stdout is not None
    while line := child.stdout.readline(_LONGEST_ANSWER):
        try:
            said = json.loads(line)
        except ValueError as wrong:
            raise ChildSilent(expired=expired.is_set()) from wrong
        if isinstance(said, dict):
            yield said
    raise ChildSilent(expired=expired.is_set())


# In the child


def take_output() -> Callable[[Mapping[str, Any]], None]:
    """Output for answers alone: what a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def say(line: Mapping[str, Any]) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    return say


def lower_limits(memory: int, seconds: float) -> None:
    """Bounds this process: its memory, its time, and that it writes no file."""
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


def forbid() -> None:
    """From here on this process opens no connection, starts no program and changes no file."""

    def check(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes or event in _FORBIDDEN:
            raise PermissionError(event)

    sys.addaudithook(check)
