"""Owns the command line: reads the words, calls the app or an admin function, prints. Must not decide anything.

Each command imports what it uses when it runs, so that `--help` loads no database and `plan list` no chat:
tests/test_imports.py holds each to what it may load.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wres_bot import records_commands
from wres_bot.admin.teams_package import PackageDetails, build_package
from wres_bot.command_line import (
    AsJson,
    At,
    DryRun,
    Trust,
    make_group,
    open_command_app,
    print_card,
    print_rows,
    running,
)
from wres_bot.domain.errors import ConfigError, UserError
from wres_bot.resources import find_shipped

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wres_bot.admin.import_report import ImportReport
    from wres_bot.admin.imports import PlanFiles


cli = make_group("Keeps a trust's Workforce Race Equality Standard plan moving.")
examples, plan, people = (
    make_group("The bundled plans."),
    make_group("Plans in the store."),
    make_group("People and posts."),
)
indicators, outbox = make_group("Indicator values."), make_group("Messages put, sent, and not sent.")
teams = make_group("The app for Microsoft Teams.")
audit = make_group("Who made whom speak, and who is told.")
for group, name in (
    (examples, "examples"),
    (plan, "plan"),
    (people, "people"),
    (indicators, "indicators"),
    (outbox, "outbox"),
    (audit, "audit"),
    (teams, "teams"),
):
    cli.add_typer(group, name=name)
records_commands.register(cli, people=people, audit=audit)

SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Import the good rows although some are bad.")]


def _run_import(
    run: "Callable[[Connection, datetime], ImportReport]", *, dry_run: bool, at: str | None = None, trust: str = ""
) -> None:
    """One import and its report. A dry run and a refused one leave nothing behind."""
    with open_command_app(at) as app, app.store.write() as db:
        report = run(db, app.now())
        report.dry_run = dry_run
        report.refused = report.refused or (report.is_waiting and not dry_run)
        if dry_run or report.refused:
            db.rollback()
    if report.claimed and trust and not dry_run:
        from wres_bot.admin.imports import tell_claimed

        with open_command_app(at) as app, app.store.write() as db:
            tell_claimed(db, report, trust, app.now())
    typer.echo(report.words(), err=report.refused)
    if report.refused:
        raise typer.Exit(1)


@cli.command()
def serve() -> None:
    """Answer chat, keep the timetable, deliver. One process does it all."""
    from wres_bot.config import read_settings
    from wres_bot.logs import configure_logging
    from wres_bot.server import serve as run

    with running():
        configure_logging()
        run(read_settings())


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="On 127.0.0.1.", envvar="WRES_PORT")] = 8000,
    plan: Annotated[str, typer.Option(help="The plan to begin with.")] = "esneft-2020-21",
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """A local chat page with six plans: no account, no token, nothing kept."""
    from wres_bot.demo.run import run_demo

    with running():
        run_demo(port=port, plan=plan, browser=browser)


@cli.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from wres_bot.app import migrate as bring_up
    from wres_bot.config import read_settings

    with running():
        bring_up(read_settings())
    typer.echo("The database is ready.")


@cli.command()
def doctor(as_json: AsJson = False) -> None:
    """Check configuration, database, tokens, channels and people, and say what to do."""
    from wres_bot.admin.doctor import render_checks
    from wres_bot.app import run_checks

    with open_command_app(migrated=False) as app:
        checks = asyncio.run(run_checks(app))
    if as_json:
        print_rows([check.flat() for check in checks], True, "")
    else:
        typer.echo(render_checks(checks))
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(1)


@examples.command("load")
def examples_load(
    names: Annotated[list[str] | None, typer.Argument(help="Such as esneft-2020-21; all when left out.")] = None,
) -> None:
    """Load the bundled plans, or some of them. Loading again changes nothing."""
    from wres_bot.admin.examples import load_examples

    with open_command_app() as app, app.store.write() as db:
        for line in load_examples(db, find_shipped("config/examples"), names or [], app.now(), local=app.is_local):
            typer.echo(line)


@plan.command("list")
def plan_list(as_json: AsJson = False) -> None:
    """The plans in the store."""
    from wres_bot.admin.listings import plan_rows

    with open_command_app() as app, app.store.read() as db:
        print_rows(plan_rows(db), as_json, "No plans yet. Try: wres-bot examples load")


@plan.command("import")
def plan_import(
    file: Path,
    trust: Trust,
    year: Annotated[str, typer.Option(help="The plan's year, such as 2025-26.")],
    people_file: Annotated[Path | None, typer.Option("--people", help="people.csv: who holds which post.")] = None,
    targets: Annotated[Path | None, typer.Option(help="targets.csv: the numbers aimed at.")] = None,
    name: Annotated[str | None, typer.Option(help="The trust's name, the first time.")] = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    remove: Annotated[bool, typer.Option("--remove", help="Import although many actions are gone from it.")] = False,
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="Answers what is asked of the file: QUESTION=CHOICE.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --dry-run: how it is understood, for scripts.")] = False,
    preview: Annotated[
        Path | None, typer.Option(help="Write how it is understood to this page (.html), and import nothing.")
    ] = None,
    at: At = None,
) -> None:
    """Import a plan from a file of any kind, or import it again: no status, update or history is lost."""
    from wres_bot.admin.imports import PlanFiles, import_plan, parse_answers

    answers = parse_answers(answer or [])
    files = PlanFiles(file, trust, year, people=people_file, targets=targets, trust_name=name, answers=answers)
    if as_json:
        _print_plan(files, at, dry_run=dry_run)
        return
    if preview:
        _write_preview(files, preview, at)
        return
    _run_import(
        lambda db, now: import_plan(db, files, now, skip_bad=skip_bad, remove=remove),
        dry_run=dry_run,
        at=at,
        trust=trust,
    )


def _write_preview(files: "PlanFiles", page: Path, at: str | None) -> None:
    """The plan's file as it would be imported, as a page to look at; opened where somebody sits before a screen."""
    from wres_bot.admin.imports import import_plan
    from wres_bot.admin.preview_page import render_preview_page

    if page.suffix.lower() not in (".html", ".htm"):
        raise UserError("--preview writes a page: give it a name that ends in .html.")
    with open_command_app(at) as app, app.store.write() as db:
        report = import_plan(db, files, app.now(), skip_bad=True, remove=True)
        db.rollback()
    if report.plan is None or not report.plan.rows:
        report.dry_run = report.refused = True
        typer.echo(report.words(), err=True)
        raise typer.Exit(1)
    page.write_text(render_preview_page(report, report.plan, file=files.plan.name, year=files.year), encoding="utf-8")
    typer.echo(f"{page} shows how {files.plan.name} is understood. Nothing is imported yet.")
    if sys.stdout.isatty():
        import webbrowser

        webbrowser.open(page.absolute().as_uri())


def _print_plan(files: "PlanFiles", at: str | None, *, dry_run: bool) -> None:
    """How a plan's file is understood, as JSON; a refusal is JSON too, and its exit code is not 0."""
    from wres_bot.admin.imports import read_plan_file
    from wres_bot.admin.plan_preview import flatten_plan

    if not dry_run:
        raise UserError("--json shows how a file is understood: add --dry-run.")
    try:
        with open_command_app(at) as app, app.store.read() as db:
            read = read_plan_file(db, files, app.now())
        if whole := [p for p in read.errors if p.column is None]:
            raise UserError("; ".join(f"found {p.found}; expected {p.expected}" for p in whole))
    except UserError as wrong:
        typer.echo(json.dumps({"refused": str(wrong)}, ensure_ascii=False))
        raise typer.Exit(1) from None
    typer.echo(json.dumps(flatten_plan(read), ensure_ascii=False, indent=2))


@plan.command("export")
def plan_export(name: str, file: Annotated[Path, typer.Argument(help="Ends in .csv or .xlsx.")]) -> None:
    """Write a plan back in the format it was imported from."""
    from wres_bot.admin.exports import export_plan

    with open_command_app() as app, app.store.read() as db:
        count = export_plan(db, name, file, app.now())
    typer.echo(f"{count} actions written to {file}.")


@plan.command("paper")
def plan_paper(
    name: Annotated[str, typer.Argument(metavar="PLAN")],
    to: Annotated[Path, typer.Option("--to", help="The file to write.")],
    audience: Annotated[str, typer.Option("--for", help="network (a public board), steering or leads.")] = "steering",
    since: Annotated[str, typer.Option(help='"last meeting", "quarter" or a date.')] = "last meeting",
    format: Annotated[str, typer.Option(help="docx, pdf, xlsx or csv; else as the file ends.")] = "",
    template: Annotated[Path | None, typer.Option(help="Your own Word file with placeholders.")] = None,
    cover: Annotated[
        list[str] | None, typer.Option(help="sponsor, author, purpose, considered, assurance or risk: NAME=WORDS.")
    ] = None,
    quote: Annotated[list[str] | None, typer.Option(help="An action whose owner's last words stand in it.")] = None,
    columns: Annotated[str, typer.Option(help='Your own table in its order: "ref=No., owners=Lead".')] = "",
    as_json: Annotated[bool, typer.Option("--json", help="What was written, for scripts.")] = False,
    at: At = None,
) -> None:
    """Write a committee paper: progress, decisions, what changed, the figures, the plan."""
    from wres_bot.admin.papers import PaperOrder, write_paper_file
    from wres_bot.views.paper.answers import describe_made

    order = PaperOrder(name, audience, since, to, format, template, cover or (), quote or (), columns)
    with open_command_app(at) as app:
        made = write_paper_file(app.store, order, app.now())
    typer.echo(json.dumps(made, ensure_ascii=False, indent=2) if as_json else describe_made(made))


@plan.command("close")
def plan_close(name: str, at: At = None) -> None:
    """Stop a plan's reminders. Its history stays."""
    from wres_bot.admin.imports import close_plan

    with open_command_app(at) as app, app.store.write() as db:
        typer.echo(close_plan(db, name, app.now()))


@people.command("import")
def people_import(file: Path, trust: Trust, dry_run: DryRun = False, skip_bad: SkipBad = False, at: At = None) -> None:
    """Import people, the posts they hold and their roles."""
    from wres_bot.admin.imports import import_people

    _run_import(
        lambda db, now: import_people(db, file, trust, now, skip_bad=skip_bad), dry_run=dry_run, at=at, trust=trust
    )


@indicators.command("import")
def indicators_import(
    file: Path,
    trust: Trust,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    standard: Annotated[str, typer.Option(help="WRES or WDES, where the file does not say.")] = "",
    source: Annotated[str, typer.Option(help="The report's name, where the file does not say.")] = "",
    means: Annotated[list[str] | None, typer.Option(help='A group in the file\'s words: "Non-BME=white".')] = None,
) -> None:
    """Import published indicator values, from a file of values or a table as reports print it."""
    from wres_bot.admin.imports import import_indicators, read_about_file

    about = read_about_file(standard, source, means or ())
    _run_import(
        lambda db, now: import_indicators(db, file, trust, now, skip_bad=skip_bad, about=about), dry_run=dry_run
    )


@indicators.command("compute")
def indicators_compute(
    path: Annotated[Path, typer.Argument(metavar="FOLDER|WORKBOOK", help="The extract: CSV, XLSX or Parquet.")],
    trust: Trust,
    period: Annotated[str, typer.Option(help="A WRES year such as 2021, or a quarter such as 2020-21Q3.")],
    config: Annotated[Path | None, typer.Option(help="A TOML file that names your columns and codes.")] = None,
    dry_run: DryRun = False,
    explain: Annotated[
        str | None, typer.Option(metavar="VALUE", help="Which rows made a value, such as “3 bme”. Stores nothing.")
    ] = None,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """Work the indicators out from the trust's own counts: first what is doubtful in them, then the values."""
    from wres_bot.admin import compute_indicators as counts

    with open_command_app(at) as app:
        with app.store.read() as db:
            named = counts.find_trust(db, trust)
        found = counts.compute_extract(path, named, counts.require_period(period), counts.load_column_map(config))
        if not found.refused and not dry_run and explain is None:
            with app.store.write() as db:
                found.kept = counts.store_measures(db, found, app.now())
    if found.refused:
        raise UserError(found.words())
    if explain is not None:
        from wres_bot.admin.explain_value import explain_value

        typer.echo(explain_value(found.extract, explain))
    elif as_json:
        print_rows(counts.measure_rows(found), True, "")
    else:
        typer.echo(found.words() + ("Nothing was written: this was a dry run." if dry_run else ""))


@indicators.command("check")
def indicators_check(
    trust: Annotated[str | None, typer.Option("--trust", help="The trust's key; all when left out.")] = None,
    claims: Annotated[Path | None, typer.Option(help="claims.csv: what the report says in words.")] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute what a trust has published from its counts, and list what disagrees with the likeliest cause."""
    from wres_bot.admin import check_figures

    with open_command_app() as app, app.store.read() as db:
        found = check_figures.check_published_figures(db, trust, find_shipped("config/examples"), claims)
    if as_json:
        print_rows(check_figures.disagreement_rows(found), True, "")
    else:
        typer.echo("\n\n".join(one.words() for one in found) or "No trusts yet. Try: wres-bot examples load")


@indicators.command("release-survey")
def indicators_release_survey(
    trust: Trust,
    period: Annotated[str, typer.Option(help="The WRES year of the figures, such as 2021.")],
    on: Annotated[str, typer.Option("--from", help="The first day they may be told, such as 2021-03-11.")],
    audience: Annotated[list[str] | None, typer.Option(help="network or steering; both when left out.")] = None,
) -> None:
    """Enter from which day an audience may hear a year's Staff Survey figures. Without one they wait."""
    from wres_bot.admin import compute_indicators, decide_figures

    with open_command_app() as app, app.store.write() as db:
        named = compute_indicators.find_trust(db, trust)
        typer.echo(decide_figures.release_survey(db, named, period, audience or (), on))


@indicators.command("as-printed")
def indicators_as_printed(
    trust: Trust,
    code: Annotated[str, typer.Option("--indicator", help="Such as 2, or RDR.")],
    period: Annotated[str, typer.Option(help="The WRES year of the figures, such as 2021.")],
    why: Annotated[str, typer.Option(help="Why it is told although its counts say otherwise.")],
    at: At = None,
) -> None:
    """Let figures that `check` has a finding about be told as they are printed. The card says so beside them."""
    from wres_bot.admin import compute_indicators, decide_figures

    with open_command_app(at) as app, app.store.write() as db:
        named = compute_indicators.find_trust(db, trust)
        typer.echo(decide_figures.publish_as_printed(db, named, code, period, why, app.now()))


@indicators.command("show")
def indicators_show(
    trust: Annotated[str | None, typer.Option("--trust", help="The trust's key; all when left out.")] = None,
    code: Annotated[str | None, typer.Option("--indicator", help="1 to 9, or RDR.")] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Against last year, chance, nation, peers, targets.")
    ] = False,
    audience: Annotated[str | None, typer.Option(help="As a network or steering group would be told.")] = None,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """The indicator values in the store, in full; compared, where each indicator stands; or as an audience is told."""
    from wres_bot.admin import indicator_listing as listing

    with open_command_app(at) as app, app.store.read() as db:
        if audience is not None:
            for card in listing.render_for_audience(db, listing.find_trusts(db, trust), audience, app.now()):
                print_card(card)
        elif compare:
            standings = listing.render_standings(db, listing.find_trusts(db, trust), app.now())
            typer.echo(standings or "No indicator values yet.")
        else:
            rows = listing.indicator_rows(db, trust, code)
            print_rows(rows if as_json else listing.indicator_columns(rows), as_json, "No indicator values yet.")


@cli.command()
def say(
    text: str,
    as_: Annotated[str, typer.Option("--as", help="The e-mail of whoever says it.")],
    at: At = None,
    explain: Annotated[bool, typer.Option(help="Print first how the words were read, stage by stage.")] = False,
) -> None:
    """Say one chat command as somebody, and print the answer."""
    from wres_bot.app import say as answer_as

    with open_command_app(at) as app:
        answer = asyncio.run(answer_as(app, as_, text))
    if explain:
        for line in _explain(text, answer.read_as if answer else ()):
            typer.echo(line)
    if answer is None:
        typer.echo("Nothing is said to that.")
        return
    print_card(answer.card)
    if answer.card.tone == "refused":
        raise typer.Exit(1)


def _explain(text: str, read_as: Sequence[str]) -> list[str]:
    from wres_bot.commands.dispatch import SPECS
    from wres_bot.parser.grammar import read
    from wres_bot.views.reading import describe_reading

    return [*describe_reading(read(text, SPECS), read_as), ""]


@cli.command()
def tick(at: At = None, dry_run: DryRun = False) -> None:
    """Do all that the timetable would have done by now, and deliver it."""
    from wres_bot.app import tick_and_report

    with open_command_app(at) as app:
        for line in asyncio.run(tick_and_report(app, dry_run=dry_run)):
            typer.echo(line)


@cli.command()
def digest(
    quarter: Annotated[str, typer.Option(help="Such as 2020-21Q3.")],
    audience: Annotated[str, typer.Option(help="network or steering.")],
    plan: Annotated[str | None, typer.Option(help="The plan's name; needed when there are several.")] = None,
    at: At = None,
) -> None:
    """Print a quarterly digest. Nothing is sent."""
    from wres_bot.app import find_digest
    from wres_bot.domain.dates import parse_quarter

    if (found := parse_quarter(quarter)) is None:
        raise UserError(f"I can't read the quarter {quarter!r}. Write it like 2020-21Q3.")
    with open_command_app(at) as app, app.store.read() as db:
        print_card(find_digest(app, db, found, audience, plan))


@outbox.command("list")
def outbox_list(
    state: Annotated[str | None, typer.Option(help="waiting, claimed, sent, retry, unsure, dead or moot.")] = None,
    as_json: AsJson = False,
) -> None:
    """Letters, newest first."""
    from wres_bot.admin.listings import letter_rows

    with open_command_app() as app, app.store.read() as db:
        print_rows(letter_rows(db, state), as_json, "No letters." if state is None else f"No letters are {state}.")


@audit.command("list")
def audit_list(
    trust: Annotated[str | None, typer.Option(help="One trust's key; all without it.")] = None,
    as_json: AsJson = False,
) -> None:
    """What decided who may speak and who is told: addresses joined, posts, channels, rehearsals. No words, no names."""
    from wres_bot.admin.listings import audit_rows

    with open_command_app() as app, app.store.read() as db:
        print_rows(audit_rows(db, trust), as_json, "Nothing of the kind has happened.")


@outbox.command("show")
def outbox_show(letter: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31 - 1)]) -> None:
    """Everything about one letter."""
    from wres_bot.admin.listings import letter_row

    with open_command_app() as app, app.store.read() as db:
        for name, value in letter_row(db, letter).items():
            typer.echo(f"{name}: {value}")


@outbox.command("retry")
def outbox_retry(
    letters: Annotated[list[int], typer.Argument(metavar="ID…", min=1, max=2**31 - 1)], at: At = None
) -> None:
    """Try letters again that did not arrive."""
    from wres_bot.admin.listings import retry_letters

    with open_command_app(at) as app, app.store.write() as db:
        typer.echo(retry_letters(db, letters, app.now()))


@teams.command("package")
def teams_package(
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("wres-teams.zip"),
    publisher: Annotated[str, typer.Option(help="Who runs the bot, as Teams shows it.")] = PackageDetails.publisher,
    website: Annotated[str, typer.Option(help="About the bot; a page it serves itself when left out.")] = "",
    privacy: Annotated[str, typer.Option(help="Your own privacy notice, likewise.")] = "",
    terms: Annotated[str, typer.Option(help="Your own terms of use, likewise.")] = "",
    app_version: Annotated[
        str, typer.Option(help="Of the package: Teams takes a changed one only with a higher number.")
    ] = PackageDetails.version,
) -> None:
    """Write the app package that a Teams administrator uploads, from TEAMS_CLIENT_ID and WRES_PUBLIC_URL."""
    from wres_bot.chat.teams.settings import TeamsSettings
    from wres_bot.config import read_settings

    settings = read_settings()
    about = PackageDetails(publisher, website, privacy, terms, app_version)
    teams = settings.platforms.get("teams")
    client_id = teams.client_id if isinstance(teams, TeamsSettings) else None
    made = build_package(find_shipped("config/teams"), client_id, settings.public_url, about)
    try:
        out.write_bytes(made)
    except OSError as wrong:
        raise UserError(f"{out} cannot be written: {wrong.strerror}.") from None
    typer.echo(f"{out} is ready to upload to Teams: docs/teams-setup.md says where.")


def main() -> None:
    """The command line, where a person's mistake is a sentence and never a traceback."""
    # Most commands end before there is garbage worth looking for; looking costs them a tenth of their time.
    gc.set_threshold(500_000, 20, 20)
    try:
        cli()
    except (ConfigError, UserError) as wrong:
        typer.echo(str(wrong), err=True)
        sys.exit(2 if isinstance(wrong, ConfigError) else 1)


if __name__ == "__main__":
    main()
