"""Owns typing commands as whoever runs the bot does, in this process. Knows no command and no answer."""

import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, func, select
from structlog.testing import capture_logs

from tests.standins.databases import PostgresRows, copy_content, put_content
from tests.world.vocabulary import EDI
from wres_bot import __main__ as command_line
from wres_bot import logs
from wres_bot.store.engine import make_engine

_LOADED: dict[tuple[str, ...], bytes | PostgresRows] = {}


@dataclass(frozen=True)
class Said:
    """What one command printed, and how it ended."""

    out: str
    err: str
    code: int


@dataclass
class CommandLine:
    """`cli("plan", "list")` in an empty folder. A traceback would be an exception here, and fail the test."""

    url: str
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setenv("WRES_DATABASE_URL", self.url)
        # Logging is this test run's own; tests/test_package.py runs the command itself.
        self.monkeypatch.setattr(logs, "configure_logging", lambda **_: None)

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> Said:
        with self.monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["wres-bot", *words])
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            self.capsys.readouterr()
            with capture_logs(), pytest.raises(SystemExit) as ended:
                command_line.main()
        out, err = self.capsys.readouterr()
        code = ended.value.code
        return Said(out, err, code if isinstance(code, int) else 0)

    def __call__(self, *words: str, env: Mapping[str, str] | None = None) -> str:
        """What it prints when all is well: nothing on standard error."""
        said = self.run(*words, env=env)
        assert (said.code, said.err) == (0, ""), said
        return said.out

    def load_examples(self, *plans: str) -> None:
        """What `examples load` puts into a new database; the second time it is copied."""
        known = (self.url.partition(":")[0], *plans)
        if known in _LOADED:
            put_content(self.url, _LOADED[known])
        else:
            self("examples", "load", *plans)
            _LOADED[known] = copy_content(self.url)

    def refused(self, *words: str, code: int = 1, env: Mapping[str, str] | None = None) -> str:
        """What it says on standard error, and nothing else, when it cannot do that."""
        said = self.run(*words, env=env)
        assert (said.code, said.out) == (code, ""), said
        assert "Traceback" not in said.err
        return said.err

    def say(self, words: str, at: str = "2021-01-04T09:00", who: str = EDI) -> str:
        return self("say", "--as", who, "--at", at, words)

    def write(self, name: str, *lines: str) -> str:
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return name

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        engine = make_engine(self.url)
        tables = MetaData()
        tables.reflect(engine)
        try:
            with closing(engine.connect()) as db:
                return {
                    t.name: sorted((tuple(row) for row in db.execute(select(t))), key=repr)
                    for t in tables.sorted_tables
                }
        finally:
            engine.dispose()

    def count(self, table: str) -> int:
        engine = make_engine(self.url)
        tables = MetaData()
        tables.reflect(engine, only=[table])
        try:
            with closing(engine.connect()) as db:
                return int(db.execute(select(func.count()).select_from(tables.tables[table])).scalar_one())
        finally:
            engine.dispose()
