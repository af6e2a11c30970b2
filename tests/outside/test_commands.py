"""Holds the command line to what scripts call: each command, its options and defaults, and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from tests.admin.commandline import CommandLine
from tests.outside.agreed import agreed
from tests.world.vocabulary import EDI
from wres_bot.__main__ import cli as command_line


@pytest.fixture
def cli(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(sqlite_url, tmp_path, monkeypatch, capsys)


def commands(of: Any, words: str) -> Iterator[tuple[str, Any]]:
    if subcommands := getattr(of, "commands", None):
        for name, each in subcommands.items():
            yield from commands(each, f"{words} {name}")
    else:
        yield words, of


def parameter(found: Any) -> dict[str, Any]:
    """An option by all its spellings; an argument, which has a place and no name, by its place alone."""
    taken = found.type_descriptor.annotation
    told: dict[str, Any] = {
        "kind": found.param_type_name,
        "written": [*found.opts, *found.secondary_opts] if found.param_type_name == "option" else "",
        "takes": next(each.__name__ for each in get_args(taken) or (taken,)),
        "required": found.required,
        "default": json.loads(json.dumps(found.default, default=str)),
    }
    if found.nargs != 1:
        told["values"] = "any number"
    if getattr(found, "is_flag", False):
        told["flag"] = True
    return told


def test_every_command_has_its_options_and_their_defaults() -> None:
    found = {
        words: sorted(map(parameter, command.params), key=lambda each: str(each["written"]))
        for words, command in commands(typer.main.get_command(command_line), "wres-bot")
    }
    agreed("commands", dict(sorted(found.items())))


def test_a_refused_command_ends_with_one_and_is_printed(cli: CommandLine) -> None:
    cli.load_examples("esneft-2020-21")
    said = cli.run("say", "--as", EDI, "--at", "2021-01-04", "update 9.9 done")
    assert (said.code, said.err) == (1, "") and "9.9" in said.out
    assert cli.run("say", "--as", EDI, "--at", "2021-01-04", "mine").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "export", "nope", "out.csv"), 1),
        (("plan", "close", "nope"), 1),
        (("plan", "import", "nothere.csv", "--trust", "esneft", "--year", "2020-21"), 1),
        (("people", "import", "nothere.csv", "--trust", "esneft"), 1),
        (("indicators", "import", "nothere.csv", "--trust", "esneft"), 1),
        (("indicators", "compute", "nothere.csv", "--trust", "esneft", "--period", "2021"), 1),
        (("indicators", "check", "--trust", "nope"), 1),
        (("indicators", "show", "--indicator", "77"), 1),
        (("examples", "load", "nope"), 1),
        (("digest", "--quarter", "Q9", "--audience", "network"), 1),
        (("tick", "--at", "yesterday"), 1),
        (("outbox", "list", "--state", "lost"), 1),
        (("outbox", "show", "4711"), 1),
        (("outbox", "retry", "4711"), 1),
        (("teams", "package"), 2),
        (("outbox", "show", "first"), 2),
        (("say", "mine"), 2),
        (("frobnicate",), 2),
    ],
)
def test_a_mistake_is_told_on_standard_error_and_ends_with_its_code(
    cli: CommandLine, words: tuple[str, ...], code: int
) -> None:
    assert cli.refused(*words, code=code).strip()


def test_settings_that_cannot_work_end_with_two(cli: CommandLine) -> None:
    assert "WRES_PORT" in cli.refused("plan", "list", code=2, env={"WRES_PORT": "abc"})


def test_a_doctor_who_finds_something_broken_ends_with_one(cli: CommandLine) -> None:
    assert cli.run("doctor").code == 0
    cli.write("broken.toml", "[nobody]")
    said = cli.run("doctor", env={"WRES_CONFIG": "broken.toml"})
    assert (said.code, said.err) == (1, "") and "BROKEN" in said.out


def test_a_database_without_tables_ends_with_two(cli: CommandLine) -> None:
    assert "wres-bot migrate" in cli.refused(
        "plan", "list", code=2, env={"WRES_DATABASE_URL": "sqlite:///not-there-yet.db"}
    )
