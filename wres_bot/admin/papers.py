"""Owns writing a committee paper to a file, as the command line asks for it. Must not word or decide what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from wres_bot.admin.exports import export_plan
from wres_bot.documents.paper_process import PaperFormat, make_paper_file
from wres_bot.documents.paper_template import PICTURE, PaperRefused
from wres_bot.domain.access import AUDIENCES
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import UserError
from wres_bot.domain.papers import CoverField, Paper
from wres_bot.paper_building import keep_disclosure, load_paper
from wres_bot.store import people, plans
from wres_bot.store.engine import Store
from wres_bot.views.paper import answers
from wres_bot.views.paper.paper import PaperFacts, find_missing, list_decisions, write_paper
from wres_bot.views.paper.plan_grid import KNOWN_COLUMNS
from wres_bot.views.plan_status import count_statuses

FORMATS = ("docx", "pdf", "xlsx", "csv")
_MOST_TEMPLATE = 20_000_000


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What is asked for. cover: NAME=WORDS for its fields. quote: refs whose owners' words a lead wants in it.
    columns: the table's own, "ref=No., title=What we will do", in its order."""

    plan: str
    audience: str
    since: str
    file: Path
    format: str = ""
    template: Path | None = None
    cover: Sequence[str] = ()
    quote: Sequence[str] = ()
    columns: str = ""


def write_paper_file(store: Store, order: PaperOrder, now: datetime) -> dict[str, Any]:
    """Writes the file, and keeps what it told of counts of people. What became of it, flat, for scripts and words.

    No transaction is open while the file is made, which takes seconds; what it tells is kept first.
    """
    wanted = _read_format(order)
    template = _read_template(order.template)
    if template is not None and wanted != "docx":
        raise UserError("A template makes a Word file: --format docx.")
    if order.audience not in AUDIENCES:
        raise UserError(f"{order.audience!r} is no audience. Choose {', '.join(AUDIENCES[:-1])} or {AUDIENCES[-1]}.")
    if order.quote and order.audience == "network":
        raise answers.no_words_in_public()
    with store.read() as db:
        plan = plans.find_plan_by_name(db, order.plan)
        if plan is None:
            raise UserError(f"There is no plan {order.plan!r}. wres-bot plan list shows those there are.")
        made = {"file": str(order.file), "format": wanted, "plan": plan.name, "audience": order.audience}
        if wanted in ("csv", "xlsx"):
            shown = None if order.audience == "leads" else order.quote
            count = export_plan(db, plan.name, order.file, now, shown, format=wanted)
            return made | {"position": london_day(now).isoformat(), "actions": count}
        given = read_cover(order.cover)
        facts = load_paper(db, plan, order.audience, order.since, now, given=given, quoted=order.quote)
        facts = replace(facts, headings=read_columns(order.columns))
        leads = people.load_coordinators(db, plan.trust_id, london_day(now))
    if not leads and order.audience != "leads":
        raise answers.nobody_leads(facts.trust.name)
    paper = write_paper(facts)
    try:
        content = make_paper_file(paper, cast(PaperFormat, wanted), template)
    except PaperRefused as refused:
        raise answers.describe_refusal(refused.reason, refused.detail, (*paper.placeholders, PICTURE)) from None
    if leads:
        with store.write() as db:
            keep_disclosure(db, facts, leads[0].id, now)
    try:
        order.file.write_bytes(content)
    except OSError as wrong:
        raise UserError(f"{order.file} cannot be written: {wrong.strerror}.") from None
    return made | _count_made(facts, paper, order)


def _count_made(facts: PaperFacts, paper: Paper, order: PaperOrder) -> dict[str, Any]:
    quoted = {action.ref for action in facts.actions if action.id in facts.picked}
    return {
        "position": facts.day.isoformat(),
        "since": facts.since.isoformat(),
        "actions": len(facts.actions),
        **count_statuses(facts.actions),
        "decisions": len(list_decisions(facts)),
        "to_fill_in": find_missing(paper.cover),
        "not_quoted": [ref for ref in order.quote if ref not in quoted],
    }


def _read_format(order: PaperOrder) -> str:
    wanted = order.format.casefold() or order.file.suffix.lstrip(".").casefold()
    if wanted not in FORMATS:
        raise UserError(f"Write it with --format docx, pdf, xlsx or csv, or to a file that ends so: {order.file.name}.")
    return wanted


def read_cover(given: Sequence[str]) -> dict[CoverField, str]:
    """NAME=WORDS, each once. Raises for a name that is none."""
    found: dict[CoverField, str] = {}
    for each in given:
        name, is_given, words = each.partition("=")
        known = name.strip().casefold()
        if known not in set(CoverField) or not is_given or not words.strip():
            raise UserError(f"{each!r} is no field of the cover. Write NAME=WORDS, with {', '.join(CoverField)}.")
        found[CoverField(known)] = words.strip()
    return found


def read_columns(words: str) -> list[tuple[str, str]]:
    """ "ref=No., owners=Lead": what each column holds and what it is called, in the order of the trust's own table."""
    found = []
    for each in filter(None, map(str.strip, words.split(","))):
        name, _, heading = map(str.strip, each.partition("="))
        if name.casefold() not in KNOWN_COLUMNS:
            raise UserError(f"{each!r} is no column. Write NAME=HEADING, with {', '.join(KNOWN_COLUMNS)}.")
        found.append((name.casefold(), heading or name))
    return found


def _read_template(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        if path.stat().st_size > _MOST_TEMPLATE:
            raise UserError(f"{path} is larger than a template can be: at most {_MOST_TEMPLATE // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as wrong:
        raise UserError(f"{path} cannot be read: {wrong.strerror}.") from None
