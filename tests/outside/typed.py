"""Owns typing commands in this process for tests that share what came of them. Knows no command and no answer."""

import io
import json
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from wres_bot import __main__ as command_line
from wres_bot import logs


@dataclass
class Typed:
    """`typed("plan", "list")` is what is printed. One that goes wrong fails the test."""

    url: str
    folder: Path
    patch: pytest.MonkeyPatch

    def __call__(self, *words: str) -> str:
        out = io.StringIO()
        with self.patch.context() as patch:
            patch.chdir(self.folder)
            patch.setenv("WRES_DATABASE_URL", self.url)
            patch.setattr(logs, "configure_logging", lambda **_: None)
            patch.setattr(sys, "argv", ["wres-bot", *words])
            with capture_logs(), redirect_stdout(out), pytest.raises(SystemExit) as ended:
                command_line.main()
        assert not ended.value.code, (words, out.getvalue())
        return out.getvalue()

    def rows(self, *words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self(*words))
        return found
