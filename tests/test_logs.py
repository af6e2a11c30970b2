"""The log as a process writes it: JSON lines, nothing private, and structlog only once something is logged."""

import json
import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from wres_bot.domain.errors import DeliveryError, UserError

WRITES = """
import logging, sys
from wres_bot.logs import configure_logging, get_logger
log = get_logger("wres_bot.some")
configure_logging(quiet={quiet})
assert "structlog" not in sys.modules
log.info("started", port=8000, token="secret", card={{"a": 1}})
logging.getLogger("library").warning("it is %s", "slow")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed", letter=7)
"""


def lines(quiet: bool) -> list[dict[str, object]]:
    ran = subprocess.run(
        [sys.executable, "-c", WRITES.format(quiet=quiet)], capture_output=True, encoding="utf-8", timeout=120,
        check=True, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    assert ran.stdout == ""
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_a_line_is_one_object_without_what_is_private() -> None:
    started, slow, failed = lines(quiet=False)
    assert started.pop("timestamp")
    assert started == {
        "event": "started", "level": "info", "logger": "wres_bot.some", "port": 8000, "token": "(left out)",
        "card": "(left out)",
    }  # fmt: skip
    assert (slow["event"], slow["level"], slow["logger"]) == ("it is slow", "warning", "library")
    assert failed["letter"] == 7 and "ZeroDivisionError" in str(failed["exception"])


@pytest.mark.parametrize("quiet", [True, False])
def test_a_quiet_log_holds_what_went_wrong(quiet: bool) -> None:
    assert [line["event"] for line in lines(quiet)] == ["started", "it is slow", "failed"][quiet:]


def describe(error: BaseException) -> str:
    from wres_bot.logs import describe_error

    return describe_error(error)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("her words"), "ValueError"),
        (KeyError("her words"), "KeyError"),
        (RuntimeError("her words"), "RuntimeError"),
        (UnicodeEncodeError("utf-8", "her words", 0, 1, "no"), "UnicodeEncodeError"),
        (
            FileNotFoundError(2, "No such file or directory", "/her/words"),
            "FileNotFoundError: No such file or directory",
        ),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (AttributeError("'str' object has no attribute 'x'"), "AttributeError: 'str' object has no attribute 'x'"),
        (sqlite3.OperationalError("database is locked"), "OperationalError: database is locked"),
        (DeliveryError("Slack cannot be reached."), "DeliveryError: Slack cannot be reached."),
        (UserError("I can't find her words."), "UserError"),
    ],
)
def test_an_error_says_what_holds_nothing_that_anybody_wrote(error: BaseException, said: str) -> None:
    assert describe(error) == said


def test_what_an_error_came_of_is_told_and_its_words_are_not() -> None:
    from wres_bot.logs import format_exception

    try:
        try:
            raise ValueError("her words")
        except ValueError as first:
            raise ExceptionGroup("her words", [KeyError("her words"), TypeError("'int' is not iterable")]) from first
    except ExceptionGroup as error:
        told = format_exception(error)
    assert "her words" not in told.replace('"her words"', "")  # the source lines are ours
    for kind in ("ValueError", "KeyError", "TypeError: 'int' is not iterable", "ExceptionGroup", "Which led to"):
        assert kind in told


@pytest.mark.parametrize("name", ["slack_bolt.App", "asyncio", "wres_bot.slack_bolt", "sqlalchemy.pool"])
def test_what_a_library_quotes_is_left_out(name: str) -> None:
    from wres_bot.logs import _JsonLines

    record = logging.LogRecord(name, logging.ERROR, "/lib/app.py", 7, "Failed (error: her words)", (), None)
    line = json.loads(_JsonLines().format(record))
    assert (line["event"], line["at"]) == ("library_message", "app:7")
    assert "her words" not in str(line)


@pytest.mark.parametrize(
    "words", ["a\nb", 'a\r\n{"event": "forged"}', "\u2028", "\x1b[2J", "\x00", '", "level": "error', "\ud800"]
)
def test_no_words_end_a_line_or_begin_another(words: str) -> None:
    from wres_bot.logs import _JsonLines

    record = logging.LogRecord("some.library", logging.WARNING, "/lib/app.py", 7, "it is %s", (words,), None)
    line = _JsonLines().format(record)
    assert line.isascii() and line.isprintable()
    assert (json.loads(line)["event"], json.loads(line)["level"]) == (f"it is {words}", "warning")
