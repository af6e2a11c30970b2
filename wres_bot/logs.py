"""Owns how the log is written: one JSON object a line, never a message body, a token or a note.

What an error says may be what somebody wrote: a database names the row that it refuses, a parser the text. So of an
error the log has its kind, where it came from, and its own words only where these can hold nothing of the kind. Of what
libraries that handle people's words have to say, it has where they said it.

structlog is loaded by the first line that is logged, not by the first module that might: most commands log nothing.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import structlog

_WORDLESS = (AttributeError, ImportError, IndexError, NameError, NotImplementedError, RecursionError, TypeError,
             ZeroDivisionError)  # fmt: skip
"""Python words these itself, of names and kinds and never of values."""
_OURS = frozenset({"ConfigError", "DeliveryError", "Unsure"})
"""Worded in this project, of what platforms and settings do."""
_OF_THE_SERVER = frozenset({"08", "25", "28", "3D", "53", "54", "55", "57", "58", "40", "XX"})
"""Classes of PostgreSQL's codes that speak of the server, its locks and its room, and not of what a row holds."""
_TALKATIVE = ("aiohttp", "asyncio", "httpcore", "httpx", "microsoft_teams", "psycopg", "slack_bolt", "slack_sdk",
              "sqlalchemy", "websockets", "wres_bot.slack_bolt")  # fmt: skip

PRIVATE = frozenset({"text", "words", "card", "body", "note", "token", "secret", "headers", "email", "said"})


def get_logger(name: str) -> "structlog.stdlib.BoundLogger":
    """A module's logger, which writes as `configure_logging` has said by the time that it writes."""
    return cast("structlog.stdlib.BoundLogger", _Logger(name))


class _Logger:
    """Stands for structlog's own until something is logged. `configured`: by `configure_logging`, in this process."""

    configured = False

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, method: str) -> Any:
        import structlog

        if self.configured:
            _configure()
        return getattr(structlog.get_logger(self._name), method)


def configure_logging(*, quiet: bool = False) -> None:
    """Log to standard error. `quiet` is for the command line: only what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    # These say at INFO what a request held, or one line for each that came.
    # Teams' library gives httpx its own client's level.
    noisy_ones = ("uvicorn.access", "slack_bolt", "slack_sdk", "apscheduler", "httpx", "aiohttp", "alembic",
                  "microsoft_teams.common.http.client")  # fmt: skip
    for noisy in noisy_ones:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    _Logger.configured = True
    sys.excepthook = lambda _kind, error, _trace: _write_uncaught(error)
    threading.excepthook = lambda args: _write_uncaught(args.exc_value) if args.exc_value else None


def _write_uncaught(error: BaseException) -> None:
    sys.stderr.write(f"{format_exception(error)}\n")


class _JsonLines(logging.Formatter):
    """Lines of ours and of the libraries alike."""

    def format(self, record: logging.LogRecord) -> str:
        return _configure().format(record)


@cache
def _configure() -> logging.Formatter:
    """structlog hands its lines to `logging`, and this writes them; once for a process."""
    import structlog

    chain: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_exception,
        _redact_private,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_quieten_library, *chain],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )


def _redact_private(_logger: Any, _name: str, event: "structlog.typing.EventDict") -> "structlog.typing.EventDict":
    return {k: "(left out)" if k in PRIVATE else v for k, v in event.items()}


def _quieten_library(_logger: Any, _name: str, event: "structlog.typing.EventDict") -> "structlog.typing.EventDict":
    """A line of a library that may quote what people wrote, as where it was logged."""
    record = event.get("_record")
    if record is not None and record.name.startswith(_TALKATIVE):
        event["event"], event["at"] = "library_message", f"{record.module}:{record.lineno}"
    return event


def _add_exception(_logger: Any, _name: str, event: "structlog.typing.EventDict") -> "structlog.typing.EventDict":
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else None
    if given is True:
        error = sys.exception()
    if error is not None:
        event["exception"] = format_exception(error)
    return event


def format_exception(error: BaseException) -> str:
    """A traceback as Python writes it, with `describe_error` in place of what the errors say."""
    parts = []
    for each, before in _unwind(error):
        frames = "".join(traceback.format_tb(each.__traceback__))
        parts.append(f"{before}Traceback (most recent call last):\n{frames}{describe_error(each)}")
    return "\n\n".join(parts)


def _unwind(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The error and what it came of, the first first; of a group each of its errors."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _unwind(cause)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _unwind(each)
    yield error, "Which led to: " if cause is not None else ""


def describe_error(error: BaseException) -> str:
    """Its kind, and what it says where that holds nothing that anybody wrote."""
    kind = type(error).__qualname__
    said = _find_safe_words(error)
    return f"{kind}: {said}" if said else kind


def _find_safe_words(error: BaseException) -> str:
    room = type(error).__module__.partition(".")[0]
    if room == "sqlalchemy":
        original = getattr(error, "orig", None)
        return _find_safe_words(original) if original is not None else ""
    if room == "psycopg":
        return _describe_postgresql(error)
    if room == "sqlite3" or isinstance(error, _WORDLESS) or (type(error).__name__ in _OURS and room == "wres_bot"):
        return str(error)
    return error.strerror or "" if isinstance(error, OSError) else ""


def _describe_postgresql(error: Any) -> str:
    """The code and the constraint; the server's own sentence where it is about the server."""
    code = error.sqlstate
    if code is None:  # no server has answered
        return str(next(iter(str(error).splitlines()), ""))
    said = error.diag.message_primary if code[:2] in _OF_THE_SERVER else error.diag.constraint_name
    return f"{code} {said or ''}".rstrip()
