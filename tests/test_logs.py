"""The log as a process writes it: JSON lines, nothing private, and structlog only once something is logged."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
