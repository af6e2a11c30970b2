"""Owns what a pass of delivery needs to word and address its letters, read once for all of them. Words nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.delivery.due_work import A_MONTH
from wres_bot.delivery.reminder_history import NOTHING, Pair, Told, ledger
from wres_bot.domain.dates import london_day
from wres_bot.store import actions, people
from wres_bot.store.models import ActionFacts, LetterFacts, SnoozeFacts, TrustFacts
from wres_bot.store.people import IdentityFacts, PersonFacts, recipients


@dataclass(frozen=True, slots=True)
class Reach:
    """Who the letters' people are and how each is reached."""

    trusts: Mapping[int, TrustFacts]
    persons: Mapping[int, PersonFacts]
    identities: Mapping[int, list[IdentityFacts]]
    preferences: Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """A hundred letters are not a hundred times the queries of one."""

    today: date
    reach: Reach
    posts: Mapping[tuple[int, int], list[str]]
    mine: Mapping[int, Sequence[ActionFacts]]
    told: Mapping[tuple[int, Pair], Told]
    snoozes: Mapping[int, list[SnoozeFacts]]

    def told_of(self, trust: TrustFacts, pair: Pair) -> Told:
        return self.told.get((trust.id, pair), NOTHING)

    def owned(self, person_id: int, trust: TrustFacts, among: Iterable[int]) -> list[ActionFacts]:
        """Those of the actions that are the person's today, in the order of their plans."""
        chosen = set(among)
        return [each for each in self.mine.get(person_id, ()) if each.id in chosen and each.plan.trust_id == trust.id]


def for_whom(letter: LetterFacts) -> Pair | None:
    """Whom a letter is for and who reads it; None for a place."""
    if letter.person_id is None:
        return None
    meant = letter.about.get("for") if letter.kind == "reminder" else None
    return (meant if isinstance(meant, int) else letter.person_id), letter.person_id


def reach(db: Connection, letters: Iterable[LetterFacts]) -> Reach:
    given = list(letters)
    everybody = {person for letter in given for person in for_whom(letter) or ()}
    return Reach(
        trusts={id: people.trust(db, id) for id in {letter.trust_id for letter in given}},
        persons=recipients.persons(db, everybody),
        identities=recipients.identities(db, everybody),
        preferences=recipients.preferences(db, everybody),
    )


def read(db: Connection, letters: Iterable[LetterFacts], now: datetime) -> Desk:
    today = london_day(now)
    given = list(letters)
    known = reach(db, given)
    pairs: defaultdict[int, set[Pair]] = defaultdict(set)
    chosen: set[int] = set()
    for letter in given:
        if letter.kind == "reminder" and letter.card is None and (pair := for_whom(letter)):
            pairs[letter.trust_id].add(pair)
            chosen.update(letter.about.get("actions", ()))
    asked = {person for some in pairs.values() for person, _ in some}
    theirs = recipients.theirs(db, asked, chosen, today)
    snoozes: defaultdict[int, list[SnoozeFacts]] = defaultdict(list)
    for snooze in actions.snoozes(db, today - A_MONTH) if asked else ():
        snoozes[snooze.person_id].append(snooze)
    whose: defaultdict[int, list[int]] = defaultdict(list)
    for person, action in theirs:
        whose[action].append(person)
    mine: defaultdict[int, list[ActionFacts]] = defaultdict(list)
    for each in actions.by_ids(db, whose, today):
        for person in whose[each.id]:
            mine[person].append(each)
    return Desk(
        today=today,
        reach=known,
        posts=recipients.posts(db, asked, today),
        mine=mine,
        told={
            (id, pair): told
            for id, some in pairs.items()
            for pair, told in ledger(db, known.trusts[id], some).told.items()
        },
        snoozes=snoozes,
    )
