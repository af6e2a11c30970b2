"""Owns letters from being put to being settled; must not know what they say or how they are sent.

put = waiting + claimed + retry + sent + unsure + dead + moot, always.

Three columns keep their names of release 0.1.0, and are called otherwise in the model (`Letter`):

    column   model
    about    subject: what it is about
    said     content: what it said, or is about to say
    error    failure: why it has not gone
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from json import dumps
from typing import Any, Literal

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.cards import CARD, Card
from wres_bot.domain.delivery_failures import DeliveryFailure, dump_failure
from wres_bot.domain.letter_keys import KeyPrefix, LetterKey
from wres_bot.domain.letters import (
    KNOWN_TO_0_1_0,
    Content,
    ReadableSubject,
    dump_content,
    dump_subject,
    kind_of,
    shown_dates,
)
from wres_bot.domain.ports import Receipt
from wres_bot.store import schema, statements
from wres_bot.store.disclosure_log import ANSWERED
from wres_bot.store.models import Letter
from wres_bot.store.outbox import refresh_queue
from wres_bot.store.outbox.history import LETTER_COLUMNS, begins_with, from_rows
from wres_bot.store.statements import CompiledStatement

RANK, LAST_RANK = {"digest": 0, "reminder": 1}, 2
"""What goes first when much is waiting."""
_NEW = ("key", "trust_id", "kind", "about", "person_id", "place_id", "platform", "thread", "put_at", "not_before",
        "card", "state", "attempts", "rank")  # fmt: skip
_PUT = CompiledStatement(
    insert(schema.letters)
    .values({name: bindparam(name) for name in _NEW})
    .on_conflict_do_nothing(index_elements=["key"])
    .inline()
)
# Written out, not bound, so that both databases see that the partial index holds them.
_IS_READY: ColumnElement[bool] = literal_column("state IN ('waiting', 'retry')")
_IS_UNSURE: ColumnElement[bool] = literal_column("state = 'unsure'")
_IS_CLAIMED: ColumnElement[bool] = literal_column("state = 'claimed'")
_IS_HELD_BY = (schema.letters.c.id == bindparam("of")) & (schema.letters.c.holder == bindparam("by")) & _IS_CLAIMED


def _picked(which: Any, *order: Any) -> CompiledStatement:
    """Each row goes to one claimer only: PostgreSQL skips what another holds, SQLite has one writer at a time."""
    ready = (
        select(schema.letters.c.id)
        .where(which, schema.letters.c.not_before <= bindparam("now"))
        .order_by(*order, schema.letters.c.not_before, schema.letters.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        # By itself, so that it runs once: inside the update PostgreSQL may run it again for each row, past any limit.
        .cte("ready")
    )
    return CompiledStatement(
        schema.letters.update()
        .where(schema.letters.c.id.in_(select(ready.c.id)), which)
        .values(
            state="claimed",
            holder=bindparam("by"),
            lease_until=bindparam("until"),
            attempts=schema.letters.c.attempts + 1,
        )
        .returning(*LETTER_COLUMNS)
    )


_CLAIM, _CLAIM_UNSURE = (
    _picked(_IS_READY & (schema.letters.c.trust_id == bindparam("trust")), schema.letters.c.rank),
    _picked(_IS_UNSURE),
)
_TRUSTS_WAITING = (
    select(schema.trusts.c.id)
    .where(
        select(schema.letters.c.id)
        .where(
            schema.letters.c.trust_id == schema.trusts.c.id, _IS_READY, schema.letters.c.not_before <= bindparam("now")
        )
        .exists()
    )
    .order_by(schema.trusts.c.id)
)
_RECLAIM = (
    schema.letters.update()
    .where(_IS_CLAIMED, schema.letters.c.lease_until < bindparam("now"))
    .values(
        state=case((schema.letters.c.said.is_(None), "waiting"), else_="unsure"),
        not_before=case(
            (schema.letters.c.said.is_(None), schema.letters.c.not_before),
            else_=bindparam("quiet", type_=schema.letters.c.not_before.type),
        ),
        holder=None,
        lease_until=None,
    )
)
_RELEASE = (
    schema.letters.update()
    .where(_IS_CLAIMED, schema.letters.c.holder == bindparam("by"))
    .values(
        state=case((schema.letters.c.said.is_(None), "waiting"), else_="unsure"),
        attempts=case(
            (schema.letters.c.said.is_(None), schema.letters.c.attempts - 1), else_=schema.letters.c.attempts
        ),
        not_before=case(
            (schema.letters.c.said.is_(None), schema.letters.c.not_before),
            else_=func.coalesce(schema.letters.c.lease_until, schema.letters.c.not_before),
        ),
        holder=None,
        lease_until=None,
    )
)
_RECORD_CONTENT = (
    schema.letters.update().where(_IS_HELD_BY).values(said=bindparam("what", type_=schema.letters.c.said.type))
)
_SETTLED_COLUMNS = ("state", "receipt_place", "receipt_message", "sent_at", "error")
_STATE: BindParameter[str] = bindparam("new_state", type_=schema.letters.c.state.type)
_SETTLE = (
    schema.letters.update()
    .where(_IS_HELD_BY)
    .values(
        holder=None,
        lease_until=None,
        not_before=func.coalesce(
            bindparam("again", type_=schema.letters.c.not_before.type), schema.letters.c.not_before
        ),
        attempts=schema.letters.c.attempts - bindparam("untried", type_=schema.letters.c.attempts.type),
        # What is tried again is worded again; words count only once they may have been read.
        said=case((_STATE == "retry", null()), else_=schema.letters.c.said),
        **{name: bindparam(f"new_{name}", type_=schema.letters.c[name].type) for name in _SETTLED_COLUMNS},
    )
)
# Of many claimed letters in one statement, told in one value.
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
_NOW = bindparam("now", type_=schema.letters.c.sent_at.type)
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


def put(
    db: Connection,
    key: LetterKey | str,
    trust_id: int,
    subject: ReadableSubject,
    now: datetime,
    *,
    person_id: int | None = None,
    place_id: int | None = None,
    not_before: datetime | None = None,
    card: Card | None = None,
    platform: str | None = None,
    thread: str | None = None,
) -> bool:
    """False when a letter of that key was put before: whoever puts it again means the same letter.

    A subject that release 0.1.0 does not know is not put while processes of it may run (WRES_ALL_UPGRADED).
    `card`: its words, where they are known now; else it is composed at the moment it goes.
    """
    if type(subject) not in KNOWN_TO_0_1_0 and not db.get_execution_options().get("all_upgraded"):
        return False
    dumped = CARD.dump_python(card, mode="json") if card else None
    values = {
        **_new(trust_id, key, subject, now), "person_id": person_id, "place_id": place_id, "platform": platform,
        "thread": thread, "not_before": not_before or now, "card": dumped,
    }  # fmt: skip
    return _PUT.run(db, values) == 1


def put_all(
    db: Connection, trust_id: int, letters: Iterable[tuple[LetterKey, int, ReadableSubject]], now: datetime
) -> int:
    """Key, person and what it is about of each. How many are new."""
    rows = [{**_new(trust_id, key, subject, now), "person_id": person} for key, person, subject in letters]
    return _PUT.run_all(db, rows)


def _new(trust_id: int, key: LetterKey | str, subject: ReadableSubject, now: datetime) -> dict[str, Any]:
    kind = kind_of(subject)
    return {
        "key": str(key), "trust_id": trust_id, "kind": kind, "about": dump_subject(subject), "person_id": None,
        "place_id": None, "platform": None, "thread": None, "put_at": now, "not_before": now, "card": None,
        "state": "waiting", "attempts": 0, "rank": RANK.get(kind, LAST_RANK),
    }  # fmt: skip


def claim(
    db: Connection, holder: str, now: datetime, limit: int, lease: timedelta, quiet: timedelta | None = None
) -> list[Letter]:
    """Letters ready to go, this holder's until the lease ends: every trust's alike, and in each by rank.

    First takes back what a lost holder left. What it had begun to send is looked for once it has been `quiet` so long.
    """
    db.execute(_RECLAIM, {"now": now, "quiet": now + (quiet or lease)})
    whose = list(db.execute(_TRUSTS_WAITING, {"now": now}).scalars())
    first = int(now.timestamp()) % len(whose) if whose else 0  # with more trusts than letters, each has its turn
    queue = whose[first:] + whose[:first]
    found: list[Letter] = []
    while queue and len(found) < limit:
        share = -(-(limit - len(found)) // len(queue))
        more = []
        for trust in queue:
            got = _take(db, _CLAIM, holder, now, min(share, limit - len(found)), lease, trust=trust)
            found += got
            more += [trust] if len(got) == share else []  # what others have not used is shared again
        queue = more
    return found


def claim_unsure(db: Connection, holder: str, now: datetime, limit: int, lease: timedelta) -> list[Letter]:
    """Letters that may have arrived, once their quiet time is over: to be looked for, never just sent again."""
    return _take(db, _CLAIM_UNSURE, holder, now, limit, lease)


def _take(
    db: Connection, statement: CompiledStatement, holder: str, now: datetime, limit: int, lease: timedelta, **more: int
) -> list[Letter]:
    where = {"now": now, "limit": limit, "by": holder, "until": now + lease, **more}
    found = from_rows(statement.all(db, where))
    return sorted(found, key=lambda letter: (RANK.get(letter.kind, LAST_RANK), letter.not_before, letter.id))


def record_content(db: Connection, letter_id: int, holder: str, content: Content) -> bool:
    """Stored before sending: what a bare "done" will mean. False when the letter is no longer this holder's."""
    return db.execute(_RECORD_CONTENT, {"of": letter_id, "by": holder, "what": dump_content(content)}).rowcount == 1


def record_contents(db: Connection, holder: str, contents: Mapping[int, Content]) -> set[int]:
    """What letters are about to say, stored before sending. The ids of those that are still this holder's."""
    ours = _update_rows(
        db, _RECORD_CONTENTS, [[id, dump_content(content)] for id, content in contents.items()], by=holder
    )
    shown = {id: [action for action, _ in shown_dates(content)] for id, content in contents.items() if id in ours}
    refresh_queue.record_shown(db, shown)
    return ours


def settle_sent(db: Connection, holder: str, receipts: Sequence[tuple[int, Receipt | None]], now: datetime) -> set[int]:
    """The common end, of many at once. The ids of those that were still this holder's."""
    rows = [[id, receipt.place if receipt else None, receipt.message if receipt else None] for id, receipt in receipts]
    return _update_rows(db, _SETTLE_SENT, rows, by=holder, now=now)


def _update_rows(db: Connection, statements: Mapping[str, Any], rows: Sequence[list[Any]], **where: Any) -> set[int]:
    if not rows:
        return set()
    return set(db.execute(statements[db.dialect.name], {"rows": dumps(rows), **where}).scalars())


def settle(
    db: Connection,
    letter: Letter | int,
    holder: str,
    *,
    state: Literal["sent", "retry", "unsure", "dead", "moot"],
    now: datetime,
    receipt: Receipt | None = None,
    failure: DeliveryFailure | None = None,
    not_before: datetime | None = None,
    tried: bool = True,
) -> bool:
    """What became of it. False when the lease was lost, and then nothing is changed: somebody else decides.

    For "retry" and "unsure", `not_before` is when to look again.
    """
    values = {
        "of": letter if isinstance(letter, int) else letter.id, "by": holder, "new_state": state, "again": not_before,
        "new_receipt_place": receipt.place if receipt else None,
        "new_receipt_message": receipt.message if receipt else None,
        "new_sent_at": now if state == "sent" else None, "new_error": dump_failure(failure) if failure else None,
        "untried": 0 if tried else 1,
    }  # fmt: skip
    return db.execute(_SETTLE, values).rowcount == 1


def release(db: Connection, holder: str) -> int:
    """Hands back what is not settled. What was begun is unsure: by the lease's end it is there, or never will be."""
    return db.execute(_RELEASE, {"by": holder}).rowcount


def supersede_before(db: Connection, prefix: KeyPrefix, id: int) -> int:
    """Older letters of that meaning not yet sent: the newer one says everything they would have said."""
    older = begins_with(prefix) & (schema.letters.c.id < id) & _IS_READY
    return db.execute(schema.letters.update().where(older).values(state="moot")).rowcount


def retry(db: Connection, ids: Iterable[int], now: datetime) -> int:
    """Dead, unsure and put-off letters go again, as if for the first time. How many."""
    found = schema.letters.c.id.in_(list(ids)) & schema.letters.c.state.in_(("dead", "unsure", "retry"))
    update = schema.letters.update().where(found)
    again = {"state": "waiting", "attempts": 0, "put_at": now, "not_before": now, "said": None, "error": None}
    return db.execute(update.values(**again)).rowcount


def forget(db: Connection, trust_id: int, before: datetime, answers_before: datetime) -> int:
    """Letters of a trust long since settled, with all they said. What figures were told to whom stays: a later post
    must not give away what an earlier one kept back, however long ago that was."""
    figures = (
        (schema.letters.c.kind == "digest") & (schema.letters.c.state == "sent")
    ) | schema.letters.c.key.startswith(ANSWERED)
    old = (schema.letters.c.put_at < before) | (
        (schema.letters.c.kind == "answer") & (schema.letters.c.put_at < answers_before)
    )
    settled = schema.letters.c.state.in_(("sent", "moot", "dead")) & old & ~figures
    return db.execute(schema.letters.delete().where(schema.letters.c.trust_id == trust_id, settled)).rowcount


_MOOT = (
    schema.letters.update()
    .where(statements.is_among(schema.letters.c.id, "ids"), schema.letters.c.state.in_(("waiting", "retry")))
    .values(state="moot")
)


def supersede(db: Connection, ids: Iterable[int]) -> None:
    """Newer letters say everything these would have said."""
    db.execute(_MOOT, {"ids": set(ids)})
