"""Owns the platforms every story runs on, and the store they begin with: two trusts' plans, loaded once and copied."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from tests.contract.chat import FIRST_MORNING, LATER_PLAN, OTHER_PLAN, Chat, Clock
from tests.contract.local import LocalChat
from tests.contract.rim import Rim
from tests.contract.slack import SlackChat
from tests.contract.teams import TeamsChat
from tests.world.vocabulary import PLAN
from wres_bot.admin import examples
from wres_bot.domain.dates import london_instant
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store, make_engine, migrate

PLATFORMS = ("local", "slack", "teams")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the plans in it, and nothing that has happened since."""
    path = tmp_path_factory.mktemp("loaded") / "loaded.db"
    migrate(f"sqlite:///{path}")
    store = Store(make_engine(f"sqlite:///{path}"))
    with store.write() as db:
        first = london_instant(date(2020, 4, 1), time(0))
        list(
            examples.load_examples(
                db, find_shipped("config/examples"), [PLAN, OTHER_PLAN, LATER_PLAN], first, local=False
            )
        )
    store.close()
    with sqlite3.connect(path) as connection:  # so that the one file is the whole database
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def rim() -> Iterator[Rim]:
    """The server that the platforms' requests go to."""
    made = Rim()
    yield made
    made.stop()


@pytest.fixture(params=PLATFORMS)
def chat(request: pytest.FixtureRequest, loaded: Path, tmp_path: Path) -> Iterator[Chat]:
    """The bot on each platform in turn."""
    copy = tmp_path / "wres.db"
    shutil.copyfile(loaded, copy)
    made = _make(request, f"sqlite:///{copy}", Clock(FIRST_MORNING))
    yield made
    made.close()


def _make(request: pytest.FixtureRequest, url: str, clock: Clock) -> LocalChat | SlackChat | TeamsChat:
    if request.param == "local":
        return LocalChat(url, clock)
    rim: Rim = request.getfixturevalue("rim")
    if request.param == "slack":
        return SlackChat(url, clock, request.getfixturevalue("slack_process"), rim)
    return TeamsChat(url, clock, request.getfixturevalue("teams_process"), rim)
