"""Owns the commands of records: kept, held, given out, deleted, backed up, shown to be whole. Decides nothing itself.

What deletes has `--dry-run`; what is written to a file is for its owner alone to read.
"""

from pathlib import Path
from typing import Annotated

import typer

from wres_bot.command_line import AsJson, At, DryRun, Trust, make_group, open_command_app, print_rows

OneTrust = Annotated[str | None, typer.Option("--trust", help="One trust's key; all without it.")]


def register(cli: typer.Typer, *, people: typer.Typer, audit: typer.Typer) -> None:
    """Adds each command to the group it belongs to."""
    hold = make_group("What may not be deleted: a request for information, a subject access request, an inquiry.")
    cli.add_typer(hold, name="hold")
    for group, name, command in (
        (cli, "backup", take_backup),
        (cli, "restore", put_backup_back),
        (audit, "verify", verify_history),
        (hold, "place", place_hold),
        (hold, "lift", lift_hold),
        (hold, "list", list_holds),
    ):
        group.command(name)(command)


def take_backup(
    file: Annotated[Path, typer.Argument(help="A new file: .db for SQLite, .zip for PostgreSQL.")],
    as_json: AsJson = False,
) -> None:
    """Copy the whole database as at one moment, while others write. The copy is checked, and yours alone to read."""
    from wres_bot.admin.records import note_security_event
    from wres_bot.store.backups import write_backup
    from wres_bot.store.security_log import SecurityKind

    with open_command_app(migrated=False) as app:
        made = write_backup(app.store.engine, file)
        note_security_event(app.store, app.now(), SecurityKind.BACKED_UP)
    if as_json:
        print_rows([{"file": str(file), "database": made.database, "schema": made.schema, "rows": made.rows}], True, "")
    else:
        typer.echo(f"{file} holds {made.rows} rows and has been read through. It is as private as the database itself.")


def put_backup_back(
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="In place of what the database holds now.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup back: all of it, or nothing changes. People who were erased since have to be erased again."""
    from wres_bot.admin.records import note_security_event
    from wres_bot.store.backups import count_rows, read_backup, restore_backup
    from wres_bot.store.security_log import SecurityKind

    with open_command_app(migrated=False) as app:
        there = count_rows(app.store.engine)
        kept = read_backup(file) if dry_run else restore_backup(app.store.engine, file, replace=replace)
        if not dry_run:
            note_security_event(app.store, app.now(), SecurityKind.RESTORED)
    row = {"file": str(file), "database": kept.database, "schema": kept.schema, "rows": kept.rows, "replaced": there}
    if as_json:
        print_rows([row | {"dry_run": dry_run}], True, "")
    elif dry_run:
        typer.echo(f"{file} is whole and holds {kept.rows} rows; the database holds {there}. Nothing was written.")
    else:
        typer.echo(f"{kept.rows} rows are back, in place of {there}. Now run: wres-bot migrate, and wres-bot doctor.")


def verify_history(
    trust: OneTrust = None,
    head: Annotated[
        list[str] | None, typer.Option(help="A head printed before and kept elsewhere, which has to be there still.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that sealed history is as it was. Ends with 1 when anything was changed, moved or taken out."""
    from wres_bot.admin.records import verify_rows

    with open_command_app() as app, app.store.read() as db:
        rows = verify_rows(db, trust, head or [])
    print_rows(rows, as_json, "There are no trusts yet.")
    if not all(row["whole"] for row in rows):
        raise typer.Exit(1)


def place_hold(
    trust: Trust,
    reason: Annotated[str, typer.Option(help="Why: the number of the request, not what it is about.")],
    person: Annotated[str | None, typer.Option(help="The e-mail address of whom it is about; all without it.")] = None,
    at: At = None,
) -> None:
    """Stop every deletion in a trust until the hold is lifted."""
    from wres_bot.admin import records

    with open_command_app(at) as app, app.store.write() as db:
        typer.echo(records.place_hold(db, trust, person, reason, app.now()))


def lift_hold(number: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31 - 1)], at: At = None) -> None:
    """End a hold. What has passed its time goes in the coming night."""
    from wres_bot.admin import records

    with open_command_app(at) as app, app.store.write() as db:
        typer.echo(records.lift_hold(db, number, app.now()))


def list_holds(trust: OneTrust = None, as_json: AsJson = False) -> None:
    """The holds there are and were."""
    from wres_bot.admin.records import hold_rows

    with open_command_app() as app, app.store.read() as db:
        print_rows(hold_rows(db, trust), as_json, "There are no holds.")
