"""Owns how the log is written: one JSON object a line, never a message body, a token or a note."""

import logging
import sys
from typing import Any

import structlog

PRIVATE = frozenset({"text", "words", "card", "body", "note", "token", "secret", "headers", "email", "said"})


def _redact_private(_logger: Any, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {k: "(left out)" if k in PRIVATE else v for k, v in event.items()}


def configure_logging(*, quiet: bool = False) -> None:
    """Log to standard error. `quiet` is for the command line: only what went wrong."""
    level = logging.WARNING if quiet else logging.INFO
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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These say at INFO what a request held, or one line for each that came.
    # Teams' library gives httpx its own client's level.
    noisy_ones = ("uvicorn.access", "slack_bolt", "slack_sdk", "apscheduler", "httpx", "aiohttp", "alembic",
                  "microsoft_teams.common.http.client")  # fmt: skip
    for noisy in noisy_ones:
        logging.getLogger(noisy).setLevel(logging.WARNING)
