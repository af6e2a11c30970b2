"""The command line as a coordinator and whoever runs the bot use it, and what it says when that goes wrong."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.admin.commandline import CommandLine
from tests.patience import PATIENCE
from tests.world.vocabulary import EDI
from wres_bot.store import engine as store_db


@pytest.fixture
def cli(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """ESNEFT's plan, on each kind of database."""
    made = CommandLine(database_url, tmp_path, monkeypatch, capsys)
    made.load_examples("esneft-2020-21")
    return made


@pytest.fixture
def lite(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The same on SQLite only, where the kind makes no difference."""
    made = CommandLine(sqlite_url, tmp_path, monkeypatch, capsys)
    made.load_examples("esneft-2020-21")
    return made


# say


def test_a_command_said_is_answered_and_kept(cli: CommandLine) -> None:
    assert cli.say("update 3.1 done").startswith("3.1 is now done. Thank you.")
    assert "done" in cli.say("show 3.1", "2021-01-05")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("update 9.9 done", "I can't find 9.9"),
        ("move 2.3 1 January 2020 because", "has passed"),
        ("note 3.1 " + "a" * 40_000, "more than I can take in one message"),
        ("use this channel for steering", "Say it in the channel you mean"),
    ],
)
def test_what_is_refused_ends_with_one_and_changes_nothing(lite: CommandLine, words: str, answer: str) -> None:
    before = (lite.count("event"), lite.count("letter"))
    said = lite.run("say", "--as", EDI, "--at", "2021-01-04", words)
    assert (said.code, said.err) == (1, "") and answer in " ".join(said.out.split())
    assert (lite.count("event"), lite.count("letter")) == before


def test_how_words_were_read_is_explained_stage_by_stage(lite: CommandLine) -> None:
    said = lite.run("say", "--as", EDI, "--at", "2021-01-04", "--explain", ":tada: 2.3 isn't done, 2.5 delayed")
    lines = said.out.splitlines()
    assert lines[0].startswith("typed: ") and lines[1] == 'made plain: "🎉 2.3 isn\'t done, 2.5 delayed"'
    assert any(line.startswith("clause") and "2.3 isn't done" in line and "against it: not" in line for line in lines)
    assert "decided: do update delayed" in lines
    assert any(line.startswith("decided: ask (status:") and "because of: not" in line for line in lines)
    assert any(line.startswith("came of it: update 2.5 delayed") for line in lines)


@pytest.mark.parametrize("words", ["update 2.3 frobnicate", "flurb"])
def test_what_is_not_understood_is_asked_about_and_changes_nothing(lite: CommandLine, words: str) -> None:
    before = (lite.count("event"), lite.count("letter"))
    said = lite.run("say", "--as", EDI, "--at", "2021-01-04", words)
    assert (said.code, said.err) == (0, "") and "[" in said.out
    assert (lite.count("event"), lite.count("letter")) == before


@pytest.mark.parametrize(
    "words",
    ["🎉 done", "שלום עולם", "<!channel> all", "<script>alert(1)</script>", "'; DROP TABLE action", "(a; b), and c"],
)
def test_any_words_are_kept_as_they_were_written(cli: CommandLine, words: str) -> None:
    assert words in cli.say(f"note 3.1 {words}")
    assert words in cli.say("history 3.1", "2021-01-05")


def test_somebody_nobody_knows_is_told_whom_to_ask(lite: CommandLine) -> None:
    said = lite.run("say", "--as", "nobody@elsewhere.example", "mine")
    assert said.code == 1 and "ask your trust's EDI lead to add your work e-mail address" in said.out


def test_an_empty_command_is_greeted(lite: CommandLine) -> None:
    assert "help: everything else" in lite.say("")


def test_time_only_moves_forward(cli: CommandLine) -> None:
    cli.say("3.1 in progress, booked", "2021-01-06T10:00")
    said = cli.run("say", "--as", EDI, "--at", "2021-01-05T10:00", "note 3.1 too early")
    assert said.code == 1 and "was changed on 6 January 2021 at 10:00" in said.out
    assert "too early" not in cli.say("history 3.1", "2021-01-07")


@pytest.mark.parametrize("at", ["yesterday", "2021-13-01", "9999-12-31", "0001-01-01", "2021-01-04T25:00", ""])
def test_a_moment_that_cannot_be_read_is_refused(lite: CommandLine, at: str) -> None:
    for words in (
        ("say", "--as", EDI, "mine"),
        ("tick",),
        ("digest", "--quarter", "2020-21Q3", "--audience", "network"),
    ):
        assert "Write it like 2021-01-04T09:00 or 2021-01-04." in lite.refused(*words, "--at", at)


# tick


def test_a_dry_run_tells_what_would_go_and_writes_nothing(cli: CommandLine) -> None:
    before = cli.everything()
    told = cli("tick", "--at", "2021-01-08T10:30", "--dry-run")
    assert cli.everything() == before
    assert told.endswith("messages would go. Nothing was written or sent.\n")
    really = cli("tick", "--at", "2021-01-08T10:30")
    assert _messages(told) == _messages(really)


def _messages(told: str) -> list[str]:
    """Word for word; which of several goes first is nobody's concern."""
    return sorted(each.strip() for each in f"\n{told.rpartition(chr(10) * 2)[0]}".split("\nTo ")[1:])


def test_a_quarters_end_sends_both_digests_once(cli: CommandLine) -> None:
    told = cli("tick", "--at", "2021-01-08T10:30")
    assert told.count("To race-equality-network\n") == 1 and told.count("To edi-steering-group\n") == 1
    sent = cli.count("letter")
    assert cli("tick", "--at", "2021-01-08T10:30") == "0 messages sent.\n"
    letters = json.loads(cli("outbox", "list", "--json"))
    assert len(letters) == sent
    assert list(letters[0])[:5] == ["id", "key", "kind", "to", "state"]
    assert {(x["kind"], x["to"]) for x in letters if x["kind"] == "digest"} == {
        ("digest", "race-equality-network"),
        ("digest", "edi-steering-group"),
    }
    assert {x["state"] for x in letters} == {"sent"} and len({x["key"] for x in letters}) == sent
    assert json.loads(cli("outbox", "list", "--state", "dead", "--json")) == []
    assert "state: sent" in cli("outbox", "show", str(letters[0]["id"]))


# digest


def test_a_digest_is_printed_and_nothing_is_sent(cli: CommandLine) -> None:
    before = cli.everything()
    network = cli("digest", "--quarter", "2020-21Q3", "--audience", "network")
    steering = cli("digest", "--quarter", "2020-21Q3", "--audience", "steering", "--plan", "esneft-2020-21")
    assert network.startswith("Our race equality plan: October to December 2020")
    assert "For decision" in steering
    assert cli.everything() == before


@pytest.mark.parametrize(
    ("quarter", "audience", "plan", "answer"),
    [
        ("Q9", "network", "esneft-2020-21", "Write it like 2020-21Q3."),
        ("2020-21Q3", "everybody", "esneft-2020-21", "Choose network or steering."),
        ("2020-21Q3", "network", "nope", "There is no plan 'nope'."),
        ("2031-32Q1", "network", "", "No plan ran in 2031-32Q1."),
    ],
)
def test_a_digest_of_nothing_is_refused(lite: CommandLine, quarter: str, audience: str, plan: str, answer: str) -> None:
    named = ("--plan", plan) if plan else ()
    assert answer in lite.refused("digest", "--quarter", quarter, "--audience", audience, *named)


def test_of_several_plans_one_must_be_named(lite: CommandLine) -> None:
    lite("examples", "load", "nscht-2020-21")
    told = lite.refused("digest", "--quarter", "2020-21Q3", "--audience", "network")
    assert "Say which plan with --plan: esneft-2020-21, nscht-2020-21." in told


# settings and the database


def test_the_settings_file_holds_on_the_command_line_too(cli: CommandLine) -> None:
    name = cli.write("settings.toml", "[trusts.esneft.labels]", 'coordinator = "Equality lead"', "[trusts.nobody]")
    words = ("digest", "--quarter", "2020-21Q3", "--audience", "network")
    assert "Ask the Head of EDI." in cli(*words)
    assert "Ask the Equality lead." in cli(*words, env={"WRES_CONFIG": name})
    before = cli.everything()
    assert "Ask the Equality lead." in cli(*words, env={"WRES_CONFIG": name})
    assert cli.everything() == before


def test_settings_that_cannot_work_are_named(lite: CommandLine) -> None:
    for name, value, answer in (
        ("WRES_PORT", "abc", "WRES_PORT is 'abc'"),
        ("SLACK_BOT_TOKEN", "xoxb-1", "SLACK_SIGNING_SECRET is missing"),
        ("WRES_DATABASE_URL", "mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("WRES_DATABASE_URL", "sqlite:////no/such/folder/x.db", "a folder that is not there"),
        ("WRES_CONFIG", "nothere.toml", "cannot be read"),
    ):
        assert answer in lite.refused("plan", "list", code=2, env={name: value})


@contextmanager
def writing(file: str) -> Iterator[None]:
    """Somebody else is in the middle of a long change."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def test_a_locked_database_is_said_to_be_busy_and_nothing_is_lost(
    lite: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = store_db._open_sqlite

    def hasty(connection: sqlite3.Connection, record: object) -> None:
        patient(connection, record)
        connection.execute("PRAGMA busy_timeout=50")

    monkeypatch.setattr(store_db, "_open_sqlite", hasty)
    with writing(lite.url.removeprefix("sqlite:///")):
        said = lite.refused("say", "--as", EDI, "--at", "2021-01-04", "3.1 done", code=1)
        assert said.startswith("I can't keep anything at the moment, so nothing has changed.")
        for words in (
            ("plan", "close", "esneft-2020-21"),
            ("tick",),
        ):
            told = lite.refused(*words, code=2)
            assert told == (
                "The database is busy: something else is writing to it. Nothing has changed. Try again in a minute.\n"
            )
        assert "esneft-2020-21" in lite("plan", "list")  # reading goes on
    assert lite.say("3.1 done").startswith("3.1 is now done.")


# the command itself


@pytest.mark.parametrize("start", [["wres-bot"], [sys.executable, "-m", "wres_bot"]])
def test_the_command_runs_from_an_empty_folder(tmp_path: Path, start: list[str]) -> None:
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*start, *words], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    first = run("plan", "list")
    assert (first.returncode, first.stdout) == (2, "")
    assert first.stderr == "The database has no tables yet. Run: wres-bot migrate\n"
    assert run("migrate").stdout == "The database is ready.\n"
    wrong = run("plan", "import", "nothere.csv", "--trust", "x", "--year", "2025-26")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == "There is no file nothere.csv. Look at its name and its folder.\n"
    assert run("frobnicate").returncode == 2
    for what in ("show", "retry"):
        huge = run("outbox", what, "9" * 20)
        assert huge.returncode == 2 and "Traceback" not in huge.stderr
