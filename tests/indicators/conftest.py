"""Owns the command line in an empty folder, and a small extract of one trust."""

from pathlib import Path

import pytest

from tests.admin.commandline import CommandLine


@pytest.fixture
def cli(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line on each kind of database."""
    return CommandLine(database_url, tmp_path, monkeypatch, capsys)


@pytest.fixture
def lite(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The same on SQLite only, where the kind makes no difference."""
    return CommandLine(sqlite_url, tmp_path, monkeypatch, capsys)
