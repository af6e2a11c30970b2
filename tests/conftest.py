"""Owns what every test may ask for: an empty database of each kind, local Slack and Teams, a browser."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

# A folder of our own for temporary files: the PostgreSQL wheel keeps a lock file there, which another user's
# run would otherwise own. Workers inherit it; whoever made it removes it, after the server in it has stopped.
if "WRES_TEST_TMP" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="wres-")
    os.environ["WRES_TEST_TMP"] = os.environ["TMPDIR"] = _folder
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(dir=_folder)
    tempfile.tempdir = None
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# What the person running the tests has set up for a real bot must not reach one under test.
for _name in [name for name in os.environ if name.startswith(("WRES_", "SLACK_", "TEAMS_"))]:
    if not _name.startswith("WRES_TEST_"):
        del os.environ[_name]

from tests.standins.databases import PostgresServer, SqliteFiles, postgres_server  # noqa: E402

pytest_plugins = ["tests.standins.slack", "tests.standins.teams", "tests.standins.browser", "tests.contract.platforms"]

# The same examples each time, so that a red run stays red until it is mended; "search" looks for new ones.
_quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=_quiet)
settings.register_profile("search", max_examples=2000, deadline=None, suppress_health_check=_quiet)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

DIALECTS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql(worker_id: str) -> Iterator[PostgresServer]:
    with postgres_server(Path(os.environ["WRES_TEST_TMP"]) / "pg", worker_id) as server:
        yield server


def _migrate(url: str) -> None:
    # Imported here so that tests which need no table run while there are none.
    from wres_bot.store.engine import migrate

    migrate(url)


def _database(request: pytest.FixtureRequest, dialect: str, *, migrated: bool) -> Iterator[str]:
    migrate = _migrate if migrated else None
    if dialect == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        yield files.new(migrate)
    else:
        server: PostgresServer = request.getfixturevalue("postgresql")
        with server.new(migrate) as url:
            yield url


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated database with no rows: the test runs once on each kind."""
    yield from _database(request, request.param, migrated=True)


@pytest.fixture(params=DIALECTS)
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database with nothing in it: the test runs once on each kind."""
    yield from _database(request, request.param, migrated=False)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated SQLite database, for a test where the kind makes no difference."""
    yield from _database(request, "sqlite", migrated=True)


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated PostgreSQL database, for what only it can do."""
    yield from _database(request, "postgresql", migrated=True)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    from wres_bot.store.engine import make_engine

    made = make_engine(database_url)
    yield made
    made.dispose()
