"""Owns the coordinators' list of those whom nobody could ask, once a working day. Must not word or send."""

from datetime import date, timedelta

from sqlalchemy import Connection

from wres_bot.jobs.waiting import Waiting, due_entries, who_waits
from wres_bot.messages.reminder import Entry, Unreached
from wres_bot.store import actions, digests
from wres_bot.store.facts import LetterFacts, TrustFacts


def unreached_prefix(trust: TrustFacts, coordinator: int) -> str:
    return f"unreachable:{trust.key}:{coordinator}:"


def since_notice(db: Connection, prefix: str, but: int = 0) -> date | None:
    found = digests.newest_of(db, prefix, but=but)
    return date.fromisoformat(found[0].about["on"]) if found else None


def unreached(
    db: Connection, trust: TrustFacts, today: date, since: date | None, waiting: Waiting | None = None
) -> list[Unreached]:
    """Posts that could not be asked about what is due, and why; with those whose letters could not be delivered."""
    held = waiting or who_waits(db, trust, today)
    found = []
    for (post, why), owned in sorted(held.posts.items()):
        if entries := due_entries(trust, owned, today, since):
            found.append(Unreached(post, why, tuple(entries)))
    for letter in _undelivered(db, trust, today, since):
        if letter.person_id is not None and (entries := _of_letter(db, letter, trust, today)):
            found.append(
                Unreached(_post(entries, letter.person_id), letter.error or "no way to reach them", tuple(entries))
            )
    return found


def _undelivered(db: Connection, trust: TrustFacts, today: date, since: date | None) -> list[LetterFacts]:
    """The newest letter of each person that found no way to them since the last notice."""
    after = since or today - timedelta(days=31)
    newest: dict[int, LetterFacts] = {}
    for letter in digests.newest_of(db, f"reminder:{trust.key}:", ("dead",), limit=500):
        fresh = after < date.fromisoformat(letter.about["on"]) <= today or letter.about["on"] == today.isoformat()
        if fresh and letter.person_id is not None and (letter.said or {}).get("unreachable"):
            newest.setdefault(letter.person_id, letter)
    return list(newest.values())


def _of_letter(db: Connection, letter: LetterFacts, trust: TrustFacts, today: date) -> list[Entry]:
    """What the letter was about, as far as it is still open."""
    asked = set(letter.about.get("milestones", ()))
    owned = {a.id for a in actions.owned_by(db, letter.person_id or 0, today)}
    told = date.fromisoformat(letter.about["on"]) - timedelta(days=62)
    mine = actions.by_ids(db, owned & set(letter.about.get("actions", ())), today)
    entries = due_entries(trust, mine, today, told)
    return [entry for entry in entries if entry.milestone.id in asked]


def _post(entries: list[Entry], person_id: int) -> str:
    for owner in entries[0].action.owners:
        if any(holder.person_id == person_id for holder in owner.holders):
            return owner.post
    return entries[0].action.owners[0].post if entries[0].action.owners else "Nobody yet"
