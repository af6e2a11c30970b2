"""Nothing is imported that a command does not use: what each may load, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.vocabulary import EDI
from wres_bot.admin.examples import load_examples
from wres_bot.domain.dates import parse_instant
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store, make_engine, migrate

CHAT = {"slack_sdk", "slack_bolt", "microsoft_teams", "aiohttp", "httpx"}
SERVER = {"fastapi", "starlette", "uvicorn", "prometheus_client", "apscheduler", "jinja2", "websockets"}
NUMBERS = {"numpy", "pandas", "pyarrow", "scipy", "matplotlib", "PIL"}
FILES = {"openpyxl", "python_calamine", "lxml", "pdfplumber", "pdfminer", "xlrd"}
DATABASE = {"sqlalchemy", "sqlmodel", "alembic", "psycopg", "sqlite3"}

SAID = """
import sys
from wres_bot.__main__ import main
sys.argv = ["wres-bot", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
sys.stdout.write("\\0" + " ".join(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('imports') / 'wres.db'}"
    migrate(found)
    store = Store(make_engine(found))
    now = parse_instant("2021-01-04T09:00")
    assert now is not None
    with store.write() as db:
        list(load_examples(db, find_shipped("config/examples"), ["esneft-2020-21"], now, local=True))
    store.close()
    return found


def loaded_by(url: str, *words: str) -> set[str]:
    """Every module that a process which runs this command has loaded at its end, and the packages they are in."""
    root = Path(__file__).resolve().parent.parent
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "WRES_DATABASE_URL": url, "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", SAID, *words], capture_output=True, encoding="utf-8", env=env, timeout=300, check=False
    )
    assert ran.returncode == 0, ran.stderr
    modules = ran.stdout.rpartition("\0")[2].split()
    return {".".join(parts[:n]) for name in modules for parts in [name.split(".")] for n in range(1, len(parts) + 1)}


@pytest.mark.parametrize("words", [["--help"], ["plan", "--help"], ["indicators", "compute", "--help"]], ids=" ".join)
def test_help_loads_the_command_line_and_nothing_of_what_it_runs(url: str, words: list[str]) -> None:
    loaded = loaded_by(url, *words)
    assert loaded & (CHAT | SERVER | NUMBERS | FILES | DATABASE) == set()
    if words == ["--help"]:  # for a command's own options typer itself loads pydantic
        assert "pydantic" not in loaded
    ours = {name for name in loaded if name.startswith("wres_bot.") and not name.startswith("wres_bot.domain")}
    entry = {"wres_bot.__main__", "wres_bot.command_line", "wres_bot.records_commands"}
    assert ours <= {*entry, "wres_bot.admin", "wres_bot.admin.teams_package", "wres_bot.resources"}


def test_listing_plans_loads_the_store_and_no_chat_command_or_delivery(url: str) -> None:
    loaded = loaded_by(url, "plan", "list")
    assert loaded & (CHAT | SERVER | NUMBERS | FILES | {"alembic", "psycopg", "holidays", "structlog"}) == set()
    rooms = ("commands", "delivery", "parser", "web", "demo", "server", "chat.slack", "chat.teams", "documents")
    assert loaded & {f"wres_bot.{room}" for room in rooms} == set()


PAPERS = {"docx", "docxtpl", "typst", "fontTools"}


def test_a_paper_is_made_in_a_process_of_its_own_and_nothing_of_it_loads_where_only_chat_is_answered(
    url: str, tmp_path: Path
) -> None:
    order = ("plan", "paper", "esneft-2020-21", "--at", "2021-01-05")
    assert loaded_by(url, *order, "--to", str(tmp_path / "paper.docx")) & (PAPERS | CHAT | SERVER) == set()
    said = loaded_by(url, "say", "--as", EDI, "--at", "2021-01-04", "status")
    assert said & PAPERS == set() and "wres_bot.paper_building" not in said and "wres_bot.views.paper" not in said


def test_saying_something_loads_no_platform_delivery_or_reader_of_files(url: str) -> None:
    loaded = loaded_by(url, "say", "--as", EDI, "--at", "2021-01-04", "mine")
    assert loaded & (CHAT | SERVER | NUMBERS | FILES | {"alembic", "psycopg", "structlog"}) == set()
    rooms = ("web", "demo", "server", "chat.slack", "chat.teams", "admin.doctor", "views.digest")
    assert loaded & {f"wres_bot.{room}" for room in rooms} == set()


def test_an_export_loads_no_data_frames(url: str, tmp_path: Path) -> None:
    loaded = loaded_by(url, "plan", "export", "esneft-2020-21", str(tmp_path / "plan.csv"))
    assert loaded & (CHAT | SERVER | NUMBERS | FILES) == set()
