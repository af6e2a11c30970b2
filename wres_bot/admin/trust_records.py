"""Owns handing out everything of a trust, deleting it, and saying what was told to whom. Decides not who may ask."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from wres_bot.admin.listings import require_trust
from wres_bot.admin.records import refuse_held
from wres_bot.documents.tables import escape_formula
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import UserError
from wres_bot.domain.letters import DigestContent, DigestSubject
from wres_bot.store import disclosure_log, events, holds, outbox, places, plans, schema, trust_rows
from wres_bot.store.backups import private_file
from wres_bot.store.engine import HEAD
from wres_bot.store.models import Trust
from wres_bot.store.security_log import SecurityKind, count_security_event
from wres_bot.views.wording import pluralise

FORMAT = "wres-bot trust export 1"


def export_trust(db: Connection, key: str, path: Path, now: datetime) -> int:
    """Writes everything of a trust: a zip of one CSV file a table, and a manifest. How many rows."""
    trust = require_trust(db, key)
    if path.exists():
        raise UserError(f"{path} is there already. Name a new file.")
    tables = []
    with private_file(path) as making, zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as out:
        for table in schema.TrustTable.metadata.sorted_tables:
            wanted = trust_rows.select_rows(table, trust.id)
            if wanted is None:
                continue
            columns = [column.name for column in table.columns]
            written = io.StringIO()
            writing = csv.writer(written)
            writing.writerow(columns)
            rows = [[_cell(value) for value in row] for row in db.execute(wanted)]
            writing.writerows(rows)
            out.writestr(f"{table.name}.csv", written.getvalue())
            tables.append({"table": table.name, "file": f"{table.name}.csv", "columns": columns, "rows": len(rows)})
        about = {
            "format": FORMAT,
            "trust": trust.key,
            "name": trust.name,
            "schema": HEAD,
            "at": now.isoformat(),
            "cells": "JSON where a column holds lists or objects; times are UTC; empty is null; text that a "
            "spreadsheet would run begins with an apostrophe",
            "tables": tables,
        }
        out.writestr("manifest.json", json.dumps(about, ensure_ascii=False, indent=1))
    events.append_event(db, actor=Actor(None, now), trust_id=trust.id, field="records", new=events.TRUST_EXPORTED)
    return sum(int(str(each["rows"])) for each in tables)


def _cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return escape_formula(value)
    return value.isoformat() if isinstance(value, datetime) else value


def delete_trust(db: Connection, key: str, typed: str | None, now: datetime) -> list[dict[str, Any]]:
    """One row a table: table, deleted. typed: the trust's name as somebody typed it; None for a dry run.

    Raises: UserError when it is not its name, and while a hold is in force.
    """
    trust = require_trust(db, key)
    refuse_held(holds.find_holds(db, [trust.id], None))
    if typed is not None and typed.strip() != trust.name:
        raise UserError(f"That is not its name, so nothing was deleted. The name is: {trust.name}")
    gone = trust_rows.delete_trust(db, trust.id)
    count_security_event(db, SecurityKind.TRUST_DELETED, now, trust=trust.key)
    return [{"table": name, "deleted": count} for name, count in gone.items() if count]


def told_rows(db: Connection, key: str, audience: str | None) -> list[dict[str, Any]]:
    """One row a thing told to an audience: at, audience, what, plan, to, decision. The oldest first."""
    trust = require_trust(db, key)
    if audience is not None and audience not in ("network", "steering", "leads"):
        raise UserError(f"{audience!r} is no audience. Choose network, steering or leads.")
    rows = [*_told_digests(db, trust), *_told_answers(db, trust)]
    found = [row for row in rows if audience in (None, row["audience"])]
    return sorted(found, key=lambda row: str(row["at"]))


def _told_digests(db: Connection, trust: Trust) -> Iterator[dict[str, Any]]:
    decided: dict[str, list[str]] = {}
    for event, _ in reversed(events.load_audit(db, trust.id, 10_000)):
        if event.field == "digest" and event.words:
            by = event.post or ("somebody without a post" if event.who_id else "the timetable")
            decided.setdefault(event.words, []).append(f"{event.new} by {by}")
    names = {plan.id: plan.name for plan in plans.load_plans(db, trust.id)}
    for letter in outbox.list_letters(db, trust.id, "sent", kind="digest", limit=100_000):
        content, subject = letter.content, letter.subject
        if not isinstance(content, DigestContent) or not isinstance(subject, DigestSubject) or content.rehearsal:
            continue
        place = places.load_place(db, letter.place_id).name if letter.place_id is not None else ""
        yield {
            "at": letter.sent_at.isoformat() if letter.sent_at else None,
            "audience": content.audience,
            "what": f"digest of {content.quarter}" + (", with figures" if content.figures else ""),
            "plan": names.get(subject.plan),
            "to": place,
            "decision": "; ".join(decided.get(letter.key, ["the timetable; the preview was not held"])),
        }


def _told_answers(db: Connection, trust: Trust) -> Iterator[dict[str, Any]]:
    """Figures that an answer told: counted as told to everybody who may ask the same."""
    for at, audience, families in disclosure_log.load_told_answers(db, trust.id):
        yield {
            "at": at.isoformat(),
            "audience": audience,
            "what": f"answer with {pluralise(len(families), 'figure')}: {', '.join(families)}",
            "plan": None,
            "to": "whoever asks",
            "decision": "asked for; disclosure control",
        }
