"""Owns what is written about many claimed letters in one statement, which is told of all in one value. Sends nothing.

Each returns the letters that were still the holder's; of the others nothing is changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from json import dumps
from typing import Any

from sqlalchemy import Connection, bindparam, text

from wres_bot.domain.ports import Receipt
from wres_bot.store import sql
from wres_bot.store.outbox import refresh_queue

_RECORD_CONTENTS = {
    "sqlite": text(
        "UPDATE letter SET said = json_extract(row.value, '$[1]') FROM json_each(:rows) AS row "
        "WHERE letter.id = json_extract(row.value, '$[0]') AND holder = :by AND state = 'claimed' RETURNING letter.id"
    ),
    "postgresql": text(
        "UPDATE letter SET said = row.value -> 1 FROM json_array_elements(CAST(:rows AS json)) AS row(value) "
        "WHERE letter.id = CAST(row.value ->> 0 AS integer) AND holder = :by AND state = 'claimed' RETURNING letter.id"
    ),
}
_NOW = bindparam("now", type_=sql.letters.c.sent_at.type)
_SETTLE_SENT = {
    "sqlite": text(
        "UPDATE letter SET state = 'sent', sent_at = :now, error = NULL, holder = NULL, lease_until = NULL, "
        "receipt_place = json_extract(row.value, '$[1]'), receipt_message = json_extract(row.value, '$[2]') "
        "FROM json_each(:rows) AS row "
        "WHERE letter.id = json_extract(row.value, '$[0]') AND holder = :by AND state = 'claimed' RETURNING letter.id"
    ).bindparams(_NOW),
    "postgresql": text(
        "UPDATE letter SET state = 'sent', sent_at = :now, error = NULL, holder = NULL, lease_until = NULL, "
        "receipt_place = row.value ->> 1, receipt_message = row.value ->> 2 "
        "FROM json_array_elements(CAST(:rows AS json)) AS row(value) "
        "WHERE letter.id = CAST(row.value ->> 0 AS integer) AND holder = :by AND state = 'claimed' RETURNING letter.id"
    ).bindparams(_NOW),
}


def record_contents(db: Connection, holder: str, said: Mapping[int, Mapping[str, Any]]) -> set[int]:
    """Stored before sending: what a bare "done" will mean, and what it shows of which action ("drawn")."""
    mine = _update_rows(db, _RECORD_CONTENTS, [[id, what] for id, what in said.items()], by=holder)
    refresh_queue.record_shown(
        db, {id: [pair[0] for pair in what.get("drawn") or ()] for id, what in said.items() if id in mine}
    )
    return mine


def settle_sent(db: Connection, holder: str, receipts: Sequence[tuple[int, Receipt | None]], now: datetime) -> set[int]:
    """The common end."""
    rows = [[id, receipt.place if receipt else None, receipt.message if receipt else None] for id, receipt in receipts]
    return _update_rows(db, _SETTLE_SENT, rows, by=holder, now=now)


def _update_rows(db: Connection, words: Mapping[str, Any], rows: Sequence[list[Any]], **where: Any) -> set[int]:
    if not rows:
        return set()
    return set(db.execute(words[db.dialect.name], {"rows": dumps(rows), **where}).scalars())
