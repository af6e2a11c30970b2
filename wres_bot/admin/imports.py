"""Owns bringing a trust's files into the store: whether they may come in, and what that changes. Reads no format.

An import is written as it would be and then kept or undone by the caller's transaction, so a preview is never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from wres_bot.admin.decide_figures import unreleased_surveys
from wres_bot.admin.import_report import ImportReport, ask_survey_releases, render_checklist
from wres_bot.admin.listings import require_trust
from wres_bot.admin.plan_matching import match_rows, tell_unfinished
from wres_bot.admin.plan_writer import PlanWriter
from wres_bot.documents.document import Document
from wres_bot.documents.figures_table import read_indicators_file
from wres_bot.documents.formats import read_document
from wres_bot.documents.people_table import read_people
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.documents.plan_table import read_plan
from wres_bot.documents.printed_figures import AboutFile
from wres_bot.documents.reading_process import read_document_apart
from wres_bot.documents.tables import Source
from wres_bot.documents.targets_table import read_targets
from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import NhsYear, london_day, nhs_year_of
from wres_bot.domain.errors import UserError
from wres_bot.domain.letter_keys import CardKey, hash_address
from wres_bot.domain.letters import PersonNotice, PlanImportedNotice
from wres_bot.domain.pay_bands import tidy_words
from wres_bot.domain.plan_rows import PersonRow, Problem, SnapshotRow
from wres_bot.domain.published_terms import read_group
from wres_bot.domain.refs import normalise_ref
from wres_bot.store import actions, events, outbox, people, plans, snapshots
from wres_bot.store.models import Plan, Trust
from wres_bot.store.people import accounts, posts
from wres_bot.views import accounts as accounts_views
from wres_bot.views.wording import pluralise

MOST_GONE = 1 / 3
"""A file without more of a plan's actions than this is more likely cut short than meant."""


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """The files of one plan. `settings` are the trust's own, kept only the first time.

    answers: to what is asked of the plan's file. document: what was read of that file already, elsewhere.
    """

    plan: Path
    trust: str
    year: str
    people: Path | None = None
    targets: Path | None = None
    trust_name: str | None = None
    title: str | None = None
    settings: Mapping[str, Any] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = None


def read_plan_file(db: Connection, source: PlanFiles, now: datetime) -> ReadPlan:
    """How the plan's file is understood; nothing is written."""
    year = _parse_year(source.year)
    key = _parse_trust_key(source.trust)
    trust = people.find_trust_by_key(db, key)
    known = [post for _, post in posts.load_posts(db, trust.id)] if trust else []
    if source.people:
        known += [row.post for row in read_people(_require_file(source.people), year=year).rows if row.post]
    return _understand(db, source, f"{key}-{year}", trust, known, now)


def _understand(
    db: Connection, source: PlanFiles, name: str, trust: Trust | None, known_posts: Sequence[str], now: datetime
) -> ReadPlan:
    """The file as a plan, each action under the ref it has here, with what it looks like of last year's."""
    year = _parse_year(source.year)
    old = plans.find_plan_by_name(db, name)
    document = source.document  # made of the file elsewhere
    read = read_plan(
        _require_file(source.plan) if document is None else source.plan, year=year, known_posts=known_posts,
        today=london_day(now), title=_name_plan(source, trust, old), answers=source.answers,
        open_document=_open_document if document is None else lambda _: document,
    )  # fmt: skip
    matched = match_rows(read.rows, actions.load_actions(db, old.id, old.starts) if old else ())
    last = plans.find_plan_by_name(db, f"{name.removesuffix(f'-{year}')}-{year.previous()}")
    like = tell_unfinished(matched.rows, actions.load_actions(db, last.id, last.starts)) if last and not old else {}
    rows = tuple(replace(r, doubts=(*r.doubts, like[r.ref])) if r.ref in like else r for r in matched.rows)
    return replace(read, rows=rows, notes=(*read.notes, *matched.told))


def _open_document(source: Source) -> Document:
    """Text is read here; every other format in a process of its own, with limits."""
    plain = isinstance(source, Path) and source.suffix.lower() in (".csv", ".tsv", ".txt")
    return read_document(source) if plain else read_document_apart(source)


def _name_plan(source: PlanFiles, trust: Trust | None, old: Plan | None) -> str:
    if source.title or old:
        return source.title or (old.title if old else "")
    return f"{source.trust_name or (trust.name if trust else _parse_trust_key(source.trust).upper())} {source.year}"


def parse_answers(given: Sequence[str]) -> dict[str, str]:
    """ "rag=blue done, …" as the command line has it: the question, and the choice."""
    answers: dict[str, str] = {}
    for words in given:
        question, equals, choice = words.partition("=")
        if not equals or not question.strip() or not choice.strip():
            raise UserError(f"“{words}” is no answer. Write it as QUESTION=CHOICE.")
        answers[question.strip()] = choice.strip()
    return answers


def import_plan(
    db: Connection,
    source: PlanFiles,
    now: datetime,
    *,
    actor: Actor | None = None,
    skip_bad: bool = False,
    remove: bool = False,
) -> ImportReport:
    """The plan, and the people and targets given with it. `actor`: who imports it, where that is a person.

    An import whose report is `refused` has written rows that the caller must roll back.
    """
    year = _parse_year(source.year)
    key = _parse_trust_key(source.trust)
    trust = people.find_trust_by_key(db, key)
    name = f"{key}-{year}"
    report = ImportReport(source.title or f"{trust.name if trust else source.trust_name or source.trust} {year}")
    report.notes += [] if trust else [_render_new_trust(db, key)]
    actor = actor or Actor(None, now)
    trust_id = (
        trust.id if trust else people.save_trust(db, key, source.trust_name or source.trust, source.settings or {})
    )
    known_posts = [post for _, post in posts.load_posts(db, trust_id)]
    if source.people:
        read = read_people(_require_file(source.people), year=year)
        report.problems += [_name_file(source.people, p) for p in read.problems]
        known_posts += [row.post for row in read.rows if row.post]
        own = _leave_out_claimed(db, report, source.people, read.rows, trust_id, london_day(now))
        _recognise_new_addresses(db, report, source.people, own, trust_id, max(london_day(now), year.first))
        _save_people(db, trust_id, own, year.first, london_day(now))
    old = plans.find_plan_by_name(db, name)
    title = _name_plan(source, trust, old)
    rows = _understand(db, source, name, trust, known_posts, now)
    report.plan = rows
    targets = (
        read_targets(_require_file(source.targets), refs=frozenset(normalise_ref(r.ref) for r in rows.rows))
        if source.targets
        else None
    )
    report.problems += [_name_file(source.plan, p) for p in rows.problems]
    if targets and source.targets:
        report.problems += [_name_file(source.targets, p) for p in targets.problems]
    report.read = len(rows.rows)
    if _is_refused(report, skip_bad) or not rows.rows:
        report.refused = True
        return report
    if bad := [p for p in rows.problems if p.severity == "error"]:
        report.notes.append("As rows are left out, no action counts as gone from the file.")
    plan_id = plans.save_plan(db, trust_id, name, str(year), title, year.first, year.last)
    writer = PlanWriter(db, trust_id, plan_id, year.first, actor)
    changes = writer.write(rows.rows, targets.rows if targets else None, whole=not bad)
    report.set_changes(changes, year.first)
    gone, all_known = len(report.removed), len(report.removed) + report.read
    if gone > MOST_GONE * all_known and not remove:
        report.refused = True
        report.notes.append(
            f"{pluralise(gone, 'action')} of {all_known} would go. Is the file whole? If they are to go, add --remove."
        )
        return report
    if report.has_changes:
        words = f"{len(report.added)} added, {len(report.changed)} changed, {gone} removed"
        events.append_event(
            db, actor=actor, trust_id=trust_id, plan_id=plan_id, field="imported", new=report.what, words=words
        )
    if report.has_changes and old is not None:
        _put_notices(db, report, require_trust(db, key), plan_id, now)
    vacant = [post for _, post in people.load_vacant_posts(db, plan_id, max(london_day(now), year.first))]
    report.checklist = render_checklist(writer.owning_posts - len(vacant), vacant)
    _bring_figures(db, report, key, rows.figures, now)
    return report


def _bring_figures(
    db: Connection, report: ImportReport, key: str, figures: Sequence[SnapshotRow], now: datetime
) -> None:
    """Published figures that stand beside the plan, into the same checks as those of a file of their own."""
    if not figures:
        return
    trust = require_trust(db, key)
    added = save_figures(db, trust.id, figures, now)
    report.notes.append(f"{pluralise(len(figures), 'indicator value')} beside the plan, {len(added)} of them new.")
    report.checklist += ask_survey_releases(unreleased_surveys(db, trust), trust.key)


def _put_notices(db: Connection, report: ImportReport, trust: Trust, plan: int, now: datetime) -> None:
    """Those who run the plan are told what importing it again has changed."""
    subject = PlanImportedNotice(plan, len(report.added), len(report.changed), len(report.removed))
    for lead in people.load_coordinators(db, trust.id, london_day(now)):
        key = CardKey("notice", trust.key, lead.id, f"imported-{plan}", now.isoformat())
        outbox.put(db, key, trust.id, subject, now, person_id=lead.id)


def import_people(db: Connection, file: Path, trust: str, now: datetime, *, skip_bad: bool = False) -> ImportReport:
    """Who holds which post, and who runs the plan."""
    found = require_trust(db, trust)
    starts = [p.starts for p in plans.load_plans(db, found.id)]
    first = max(starts, default=NhsYear(str(_year_of(now))).first)
    read = read_people(_require_file(file), year=_year_of(first))
    report = ImportReport(f"{found.name}: people", read=len(read.rows), unit="row")
    report.problems = [_name_file(file, p) for p in read.problems]
    rows = _leave_out_claimed(db, report, file, read.rows, found.id, london_day(now))
    if _is_refused(report, skip_bad):
        return report
    _recognise_new_addresses(db, report, file, rows, found.id, london_day(now))
    before = people.load_roles_and_posts(db, found.id)
    _save_people(db, found.id, rows, first, london_day(now))
    after = people.load_roles_and_posts(db, found.id)
    emails = dict.fromkeys(row.email for row in rows)
    report.added = [e for e in emails if e not in before]
    report.changed = [e for e in emails if e in before and before[e] != after[e]]
    report.same = len(emails) - len(report.added) - len(report.changed)
    if told := len(report.added) + len(report.changed):
        events.append_event(
            db, actor=Actor(None, now), trust_id=found.id, field="person", new=pluralise(told, "person", "people")
        )
    for plan in plans.load_plans(db, found.id):
        if plan.open:
            vacant = [post for _, post in people.load_vacant_posts(db, plan.id, max(london_day(now), plan.starts))]
            report.checklist += [
                f"{plan.title}:",
                *render_checklist(posts.count_owning_posts(db, plan.id) - len(vacant), vacant),
            ]
    return report


def import_indicators(
    db: Connection, file: Path, trust: str, now: datetime, *, skip_bad: bool = False, about: AboutFile | None = None
) -> ImportReport:
    """Published values. A value imported again says what the file now says. `about`: what is said once for the file."""
    found = require_trust(db, trust)
    read = read_indicators_file(_require_file(file), about)
    report = ImportReport(f"{found.name}: indicators", read=len(read.rows), unit="indicator value")
    report.problems = [_name_file(file, p) for p in read.problems]
    if _is_refused(report, skip_bad):
        return report
    report.added = save_figures(db, found.id, read.rows, now)
    report.same = len(read.rows) - len(report.added)
    report.checklist = ask_survey_releases(unreleased_surveys(db, found), found.key)
    return report


def save_figures(db: Connection, trust_id: int, rows: Sequence[SnapshotRow], now: datetime) -> list[str]:
    """Published values, those known before as they are said now; the keys of the new ones."""
    before = {(s.standard, s.code, s.measure, s.breakdown, s.group, s.period, s.basis, s.source, str(s.revision))
              for s in snapshots.load_snapshots(db, trust_id)}  # fmt: skip
    snapshots.save_snapshots(db, trust_id, rows)
    added = [" ".join(row.key) for row in rows if row.key not in before]
    if added:
        told = pluralise(len(added), "indicator value")
        events.append_event(db, actor=Actor(None, now), trust_id=trust_id, field="imported", new=told)
    return added


def read_about_file(standard: str, source: str, means: Sequence[str]) -> AboutFile:
    """What is said once for a file of figures. Raises: UserError, for a group that is none."""
    groups = {}
    for each in means:
        words, _, group = each.partition("=")
        if (known := read_group(group)) is None or not words.strip():
            raise UserError(f'I can\'t read --means {each!r}. Write it like "Non-BME=white".')
        groups[tidy_words(words)] = known
    return AboutFile(standard.strip().upper(), source.strip(), groups)


def close_plan(db: Connection, name: str, now: datetime) -> str:
    """Closes a plan by name, and says so."""
    plan = plans.find_plan_by_name(db, name)
    if plan is None:
        raise UserError(f"There is no plan {name!r}. wres-bot plan list shows those there are.")
    if not plans.close_plan(db, plan.id, actor=Actor(None, now)):
        return f"{plan.title} was closed already."
    return f"{plan.title} is closed: nobody is reminded about it any more. Its history stays."


def _leave_out_claimed(
    db: Connection, report: ImportReport, file: Path, rows: Sequence[PersonRow], trust_id: int, today: date
) -> list[PersonRow]:
    """The rows without those whose address is joined to somebody of another trust: no post or role goes to them."""
    own = []
    for row in rows:
        person = accounts.find_joined_outsider(db, row.email, trust_id, today)
        if person is None:
            own.append(row)
            continue
        report.claimed[row.email] = person
        expected = "an address that is joined to nobody of another trust; those who lead there can part the two"
        report.problems.append(_name_file(file, Problem(row.row or None, "email", row.email, expected)))
    return own


def _recognise_new_addresses(
    db: Connection, report: ImportReport, file: Path, rows: Sequence[PersonRow], trust_id: int, today: date
) -> None:
    """A person who comes again under another address is the same one; where that is not sure, it is told.

    Sure is: the same name and the same post, and the address known so far is no longer in the file.
    """
    listed = {row.email for row in rows}
    for row in rows:
        if not row.post or row.covering or people.find_person_by_email(db, row.email, today):
            continue
        named = posts.find_named_post(db, trust_id, row.post)
        held = posts.load_holders(db, named[0], today) if named else ()
        before = [holder for holder in held if not holder.covering and holder.email not in listed]
        same = [h for h in before if row.name and posts.fold_name(h.name) == posts.fold_name(row.name)]
        if len(same) == 1:
            people.change_address(db, same[0].person_id, row.email)
            report.notes.append(f"{row.name} is known by {row.email} from now on, no longer by {same[0].email}.")
        elif before and row.start is None:
            found = f"{row.post} is held by {before[0].email} too, so both are reminded"
            expected = "the same name for the same person's new address, or the day of the change in “from” and “to”"
            report.problems.append(_name_file(file, Problem(row.row, "post", found, expected, "warning")))


def tell_claimed(db: Connection, report: ImportReport, trust: str, now: datetime) -> None:
    """Those who lead hear of each address that two trusts hold, whether the import was kept or not; once a day."""
    today = london_day(now)
    for address, person in report.claimed.items():
        named = people.load_person_details(db, person).name
        own = people.find_trust_by_key(db, trust)
        cards = {of: accounts_views.render_address_claimed_notice(address, named)
                 for of in accounts.load_person_past(db, person, today).now}  # fmt: skip
        if own is not None:
            cards[own.id] = accounts_views.render_address_left_out_notice(address)
        for of, card in cards.items():
            for lead in people.load_coordinators(db, of, today):
                mark = f"claimed-{hash_address(address)}"
                key = CardKey("notice", people.load_trust(db, of).key, lead.id, mark, str(today))
                outbox.put(db, key, of, PersonNotice(lead.id, "claimed"), now, person_id=lead.id, card=card)


def _save_people(db: Connection, trust_id: int, rows: Sequence[PersonRow], first: date, today: date) -> None:
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row.email, row.name or row.post or row.email)
    # An address that was joined to somebody is theirs, whatever their own is.
    ids = {
        email: accounts.find_person_by_joined_address(db, email)
        or _find_person_of_others(db, email, trust_id, today)
        or people.save_person(db, email, name)
        for email, name in names.items()
    }
    for row in rows:
        starts = row.start or first
        role = row.role or "member"
        if row.role or not row.post:
            people.save_membership(db, ids[row.email], trust_id, role, starts, row.end)
        if row.post:
            post = people.save_post(db, trust_id, row.post)
            for alias in row.aliases:
                people.save_alias(db, trust_id, post, alias)
            people.save_holding(db, post, ids[row.email], starts, row.end, covering=row.covering, contact=row.contact)


def _find_person_of_others(db: Connection, email: str, trust_id: int, today: date) -> int | None:
    """Somebody who is in another trust's plan already: what they are called stays as it is known there."""
    person = accounts.find_person_by_own_address(db, email)
    return person if person is not None and accounts.load_person_past(db, person, today).now - {trust_id} else None


def _is_refused(report: ImportReport, skip_bad: bool) -> bool:
    report.problems.sort(key=lambda p: ((p.column or "").partition(" ")[0], p.row or 0))
    report.refused = any(p.severity == "error" for p in report.problems) and (not skip_bad or not report.read)
    return report.refused


def _render_new_trust(db: Connection, key: str) -> str:
    """A key mistyped would make a trust of its own: so it is said."""
    known = ", ".join(t.key for t in people.load_trusts(db) if t.key != key)
    return f"“{key}” is a new trust here." + (f" Those known are {known}." if known else "")


def _name_file(file: Path, problem: Problem) -> Problem:
    """The problem, naming its file: several are read at once."""
    return replace(problem, column=f"{file.name} {problem.column}" if problem.column else file.name)


def _require_file(path: Path) -> Path:
    if path.is_dir():
        raise UserError(f"{path} is a folder. Name the CSV or XLSX file in it.")
    if not path.is_file():
        raise UserError(f"There is no file {path}. Look at its name and its folder.")
    return path


def _parse_trust_key(trust: str) -> str:
    key = trust.strip().casefold().replace(" ", "-")
    if not key or not key.replace("-", "").isalnum() or not key[0].isalpha():
        raise UserError(f"{trust!r} cannot be a trust's key. Use letters, digits and dashes, such as esneft.")
    return key


def _parse_year(words: str) -> NhsYear:
    try:
        return NhsYear(words)
    except ValueError:
        raise UserError(f"{words!r} is not a plan's year. Write it like 2025-26.") from None


def _year_of(day: date | datetime) -> NhsYear:
    return nhs_year_of(london_day(day) if isinstance(day, datetime) else day)
