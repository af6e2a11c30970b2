"""Owns the commands of records: kept, held, given out, deleted, backed up, shown to be whole. Decides nothing itself.

What deletes has `--dry-run`; what is written to a file is for its owner alone to read.
"""

from pathlib import Path
from typing import Annotated

import typer

from wres_bot.command_line import AsJson, At, DryRun, Trust, make_group, open_command_app, print_rows
from wres_bot.domain.errors import UserError

OneTrust = Annotated[str | None, typer.Option("--trust", help="One trust's key; all without it.")]


def register(cli: typer.Typer, *, people: typer.Typer, audit: typer.Typer) -> None:
    """Adds each command to the group it belongs to."""
    trusts = make_group("Everything of one trust.")
    cli.add_typer(trusts, name="trust")
    hold = make_group("What may not be deleted: a request for information, a subject access request, an inquiry.")
    cli.add_typer(hold, name="hold")
    for group, name, command in (
        (cli, "backup", take_backup),
        (cli, "restore", put_backup_back),
        (audit, "verify", verify_history),
        (people, "export", export_person),
        (people, "erase", erase_person),
        (trusts, "export", export_trust),
        (trusts, "delete", delete_trust),
        (cli, "told", list_told),
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


def export_person(
    email: str,
    file: Annotated[Path, typer.Argument(help="The review to write (.csv); with --review the answer (.zip).")],
    review: Annotated[Path | None, typer.Option(help="The review with yes or no in “release” of each line.")] = None,
    at: At = None,
) -> None:
    """What is kept about somebody: first a review of what speaks of other people, then with it the answer itself."""
    from wres_bot.admin import person_records

    if file.exists():
        raise UserError(f"{file} is there already. Name a new file.")
    if review is None:
        with open_command_app(at) as app, app.store.read() as db:
            lines = person_records.review_person(db, email)
        person_records.write_review(file, lines)
        typer.echo(
            f"{len(lines)} texts to read are in {file}. Write yes or no in “release” of each, then run:\n"
            f"wres-bot people export {email} answer.zip --review {file}"
        )
        return
    with open_command_app(at) as app, app.store.write() as db:
        count = person_records.export_person(db, email, file, review, app.now())
    typer.echo(f"{count} rows are in {file}, as reviewed. Only you can read it.")


def erase_person(
    email: str,
    also: Annotated[list[str] | None, typer.Option(help="Another name they are called by, taken out as well.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Take somebody who has left out of every table: name, addresses, accounts. What their post did stays."""
    from wres_bot.admin import person_records
    from wres_bot.store.engine import reclaim_space

    with open_command_app(at) as app:
        with app.store.write() as db:
            rows, left = person_records.erase(db, email, also or [], app.now())
            if dry_run:
                db.rollback()
        cleared = dry_run or reclaim_space(app.store.engine)
    print_rows(rows, as_json, "Nothing was kept of them but their name.")
    if as_json:
        return
    if left:
        typer.echo("Part of the name stands alone here; look whether it is theirs, and say it with --also:")
        typer.echo("\n".join(left[:20]) + (f"\nand {len(left) - 20} more" if len(left) > 20 else ""))
    typer.echo("Nothing was written: this was a dry run." if dry_run else "They are erased. Backups still have them.")
    if not cleared:
        typer.echo("The files could not be cleared of what was deleted: run VACUUM when nothing else is running.")


def export_trust(
    trust: Annotated[str, typer.Argument(help="The trust's key.")],
    file: Annotated[Path, typer.Argument(help="A new .zip: a CSV file for each table, and a manifest.")],
    at: At = None,
) -> None:
    """Write everything that is kept of a trust, in open formats."""
    from wres_bot.admin import trust_records

    with open_command_app(at) as app, app.store.write() as db:
        count = trust_records.export_trust(db, trust, file, app.now())
    typer.echo(f"{count} rows are in {file}. Only you can read it.")


def delete_trust(
    trust: Annotated[str, typer.Argument(help="The trust's key.")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Delete everything of a trust, for good. Asks for the trust's name, to be typed."""
    from wres_bot.admin import trust_records
    from wres_bot.store.engine import reclaim_space

    typed = None if dry_run else typer.prompt("The trust's full name, as plans and digests have it", err=True)
    with open_command_app(at) as app:
        with app.store.write() as db:
            rows = trust_records.delete_trust(db, trust, typed, app.now())
            if dry_run:
                db.rollback()
        cleared = dry_run or reclaim_space(app.store.engine)
    print_rows(rows, as_json, "There was nothing of it.")
    if as_json:
        return
    typer.echo("Nothing was written: this was a dry run." if dry_run else "It is deleted. Backups still have it.")
    if not cleared:
        typer.echo("The files could not be cleared of what was deleted: run VACUUM when nothing else is running.")


def list_told(
    trust: Trust,
    audience: Annotated[str | None, typer.Option(help="network, steering or leads; all without it.")] = None,
    as_json: AsJson = False,
) -> None:
    """What was told to which audience, when, and by which decision: digests, and figures in answers."""
    from wres_bot.admin.trust_records import told_rows

    with open_command_app() as app, app.store.read() as db:
        print_rows(told_rows(db, trust, audience), as_json, "Nothing has been told yet.")
