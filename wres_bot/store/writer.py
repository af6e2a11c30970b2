"""Owns the one thread that writes: many calls in one transaction, each alone in its savepoint. Knows no table."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread, current_thread
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from wres_bot.store.statements import execute_raw

T = TypeVar("T")
_MOST = 64
"""Calls in one commit: enough to share its cost, few enough that nobody waits long."""

_WAITS = (0.0, 0.3, 1.0, 2.0)
"""Seconds before each new try: two processes that met in a deadlock part at once, a restarted server takes longer."""
_TRIES = len(_WAITS) + 1
_GIVE_UP_AFTER = 8.0
"""Seconds after which nothing is tried again: whoever asked is told, and those behind get their turn."""
_HOPELESS = frozenset({"25006", "53100", "55P03", "57014"})
"""PostgreSQL's codes for a database that only reads, no room, a lock not got and a statement that took too long: it has
waited as long as there is time for."""


@dataclass(slots=True)
class _Call:
    run: Callable[[Connection], Any]
    future: "Future[Any]"


class Writer:
    """Takes calls in order. Its thread starts with the first call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Call | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, run: Callable[[Connection], T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            if current_thread() is self._thread:
                raise RuntimeError("a call cannot wait for another call of the same writer")
            if self._thread is None:
                self._thread = Thread(target=self._work, name="writer", daemon=True)
                self._thread.start()
            self._queue.put(_Call(run, future))
        return future

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._queue.put(None)
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while calls := self._next():
            taken = [call for call in calls if call.future.set_running_or_notify_cancel()]
            if taken:
                self._write(taken, tries=_TRIES, until=monotonic() + _GIVE_UP_AFTER)

    def _next(self) -> list[_Call]:
        """Whatever waits, at least one; empty at the end."""
        first = self._queue.get()
        calls = [first] if first else []
        with contextlib.suppress(Empty):
            while calls and len(calls) < _MOST:
                if (call := self._queue.get_nowait()) is None:
                    self._queue.put(None)  # the end comes after what was accepted
                    break
                calls.append(call)
        return calls

    def _write(self, calls: list[_Call], *, tries: int, until: float) -> None:
        committing = False
        try:
            with self._engine.connect() as db:
                try:
                    outcomes = _run_all(db, calls)
                    committing = True
                    db.commit()
                except BaseException:
                    db.invalidate()  # whatever state it is in, nobody gets it again
                    raise
        except Exception as error:
            if tries > 1 and monotonic() < until and _passing(error, committing):
                Event().wait(_WAITS[_TRIES - tries])
                self._write(calls, tries=tries - 1, until=until)  # together: it was none of theirs
            else:
                for call in calls:
                    call.future.set_exception(error)
            return
        for call, (result, failure) in zip(calls, outcomes, strict=True):
            if failure is None:
                call.future.set_result(result)
            elif tries > 1 and monotonic() < until and _passing(failure, committing=False):
                self._write([call], tries=tries - 1, until=until)  # such as a deadlock with another process
            else:
                call.future.set_exception(failure)


def _run_all(db: Connection, calls: list[_Call]) -> list[tuple[Any, BaseException | None]]:
    """Each call's result or exception. Raises only when the transaction as a whole is lost."""
    outcomes: list[tuple[Any, BaseException | None]] = []
    db.begin()
    lite = db.dialect.name == "sqlite"
    for number, call in enumerate(calls):
        if number and lite:
            execute_raw(db, "RELEASE SAVEPOINT one")
        # In one trip where the driver allows it. The last one is released by the commit.
        execute_raw(db, "RELEASE SAVEPOINT one; SAVEPOINT one" if number and not lite else "SAVEPOINT one")
        try:
            outcomes.append((call.run(db), None))
        except BaseException as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            execute_raw(db, "ROLLBACK TO SAVEPOINT one")
            outcomes.append((None, error))
    return outcomes


def _passing(error: BaseException, committing: bool) -> bool:
    """Whether trying again is safe and may help: the database was locked or away, and nothing was being committed.

    After a connection lost in the middle of a commit nobody knows whether it happened: that is told, not repeated.
    """
    if not isinstance(error, OperationalError) or getattr(error.orig, "sqlstate", None) in _HOPELESS:
        return False
    return not (committing and error.connection_invalidated)
