"""Owns how the log is written: one JSON object a line, never a message body, a token or a note.

structlog is loaded by the first line that is logged, not by the first module that might: most commands log nothing.
"""

import logging
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import structlog

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
        structlog.processors.format_exc_info,
        _redact_private,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=chain,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )


def _redact_private(_logger: Any, _name: str, event: "structlog.typing.EventDict") -> "structlog.typing.EventDict":
    return {k: "(left out)" if k in PRIVATE else v for k, v in event.items()}
