"""Owns what every command of the command line needs: its options, the app for one command, how rows are printed.

Loads nothing but typer: each command imports what it uses when it runs.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wres_bot.domain.errors import ConfigError, UserError

if TYPE_CHECKING:
    from wres_bot.app import App
    from wres_bot.domain.cards import Card


def make_group(words: str) -> typer.Typer:
    return typer.Typer(help=words, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


At = Annotated[str | None, typer.Option("--at", help="As if it were this moment, London time: 2021-01-04T09:00.")]
AsJson = Annotated[bool, typer.Option("--json", help="A list of flat objects, for scripts.")]
Trust = Annotated[str, typer.Option("--trust", help="The trust's key, such as esneft.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")]


@contextmanager
def running() -> Iterator[None]:
    """Around whatever a command does: the log holds only what went wrong, and an unusable database is a sentence."""
    from sqlalchemy.exc import DBAPIError

    from wres_bot.app import describe_database_error
    from wres_bot.logs import configure_logging

    configure_logging(quiet=True)
    try:
        yield
    except DBAPIError as wrong:
        raise ConfigError(describe_database_error(wrong)) from None


@contextmanager
def open_command_app(at: str | None = None, *, migrated: bool = True) -> "Iterator[App]":
    """The app for one command, its clock held at `at`."""
    from wres_bot.app import current_time, open_app
    from wres_bot.config import read_settings

    moment = parse_moment(at)
    with running(), open_app(read_settings(), (lambda: moment) if moment else current_time, migrated=migrated) as app:
        yield app


def parse_moment(at: str | None) -> datetime | None:

    from wres_bot.domain.dates import parse_instant

    if at is None:
        return None
    if (moment := parse_instant(at)) is None:
        raise UserError(f"I can't read --at {at!r}. Write it like 2021-01-04T09:00 or 2021-01-04.")
    return moment


def print_rows(rows: list[dict[str, Any]], as_json: bool, empty: str) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif not rows:
        typer.echo(empty)
    else:
        from wres_bot.admin.listings import render_table

        typer.echo(render_table(rows))


def print_card(card: "Card") -> None:
    from wres_bot.chat.local.terminal import render_text

    typer.echo(render_text(card))
