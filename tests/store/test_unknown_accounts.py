"""Accounts that wrote and that nobody knows wait to be placed, and are forgotten when nobody does."""

from datetime import date, datetime, timedelta

from tests.store.conftest import NOW, Sample
from wres_bot.domain.ports import Incoming
from wres_bot.store import people, trusts
from wres_bot.store.engine import Store
from wres_bot.store.people import accounts
from wres_bot.store.people.unknown_accounts import (
    delete_old_unknown_accounts,
    guess_trust,
    load_unknown_accounts,
    record_unknown_account,
)


def write(store: Store, sample: Sample, sender: str, email: str, at: datetime = NOW) -> bool:
    incoming = Incoming("slack", "W1", sender, "D1", "mine", f"in-{sender}")
    with store.write() as db:
        return record_unknown_account(db, incoming, email, sample.trust, at)


def emails(store: Store, sample: Sample, limit: int = 20) -> list[str]:
    with store.read() as db:
        return [each.email for each in load_unknown_accounts(db, sample.trust, limit)]


def test_an_account_is_recorded_once_with_its_address_in_small_letters(store: Store, sample: Sample) -> None:
    assert write(store, sample, "U1", " New.One@ESNEFT.example ")
    assert not write(store, sample, "U1", "new.one@esneft.example", NOW + timedelta(days=1))
    with store.read() as db:
        [found] = load_unknown_accounts(db, sample.trust)
        assert (found.platform, found.workspace, found.external) == ("slack", "W1", "U1")
        assert (found.email, found.at) == ("new.one@esneft.example", NOW)
        assert load_unknown_accounts(db, sample.trust + 1) == []


def test_the_newest_come_first_and_no_more_than_asked_for(store: Store, sample: Sample) -> None:
    for n in range(4):
        write(store, sample, f"U{n}", f"n{n}@esneft.example", NOW + timedelta(hours=n))
    assert emails(store, sample, 3) == ["n3@esneft.example", "n2@esneft.example", "n1@esneft.example"]
    assert len(emails(store, sample, 4)) == len(emails(store, sample, 5)) == 4


def test_one_who_was_joined_or_belongs_somewhere_is_no_longer_unknown(store: Store, sample: Sample) -> None:
    for name in ("joined", "member", "holder", "only.a.name"):
        write(store, sample, name, f"{name}@esneft.example")
    with store.write() as db:
        accounts.join_address(db, sample.people["Head of OD"], "joined@esneft.example", NOW)
        member = people.save_person(db, "member@esneft.example", "M")
        people.save_membership(db, member, sample.trust, "member", date(2021, 1, 1))
        holder = people.save_person(db, "holder@esneft.example", "H")
        people.save_holding(db, sample.posts["Vacant Post"], holder, date(2021, 1, 1))
        people.save_person(db, "only.a.name@esneft.example", "N")
    assert emails(store, sample) == ["only.a.name@esneft.example"]


def test_what_nobody_placed_is_forgotten_on_its_day(store: Store, sample: Sample) -> None:
    write(store, sample, "U1", "a@esneft.example", NOW)
    with store.write() as db:
        assert delete_old_unknown_accounts(db, NOW - timedelta(seconds=1)) == 0
        assert delete_old_unknown_accounts(db, NOW) == 0
        assert delete_old_unknown_accounts(db, NOW + timedelta(seconds=1)) == 1
    assert write(store, sample, "U1", "a@esneft.example", NOW + timedelta(days=31))


def test_the_trust_is_the_only_one_or_the_only_one_with_people_of_the_domain(store: Store, sample: Sample) -> None:
    with store.write() as db:
        assert guess_trust(db, "x@elsewhere.example") == sample.trust
        other = trusts.save_trust(db, "kingston", "Kingston", {})
        assert guess_trust(db, "x@elsewhere.example") is None
        assert guess_trust(db, "x@ESNEFT.example") == sample.trust
        person = people.save_person(db, "y@esneft.example", "Y")
        people.save_membership(db, person, other, "member", date(2021, 1, 1))
        assert guess_trust(db, "x@esneft.example") is None
