"""Who somebody is, what they hold and on which day; places; snapshots."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from tests.store.conftest import NOW, Sample
from tests.world.vocabulary import TODAY
from wres_bot.domain.actor import Actor
from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.domain.ports import PlaceFacts
from wres_bot.store import actions, people, places, snapshots
from wres_bot.store.engine import Store
from wres_bot.store.errors import PlaceTaken

DAY = timedelta(days=1)
CHANNEL = PlaceFacts("C1", "edi-steering", "channel", private=True)


def test_a_person_is_known_by_their_account(store: Store, sample: Sample) -> None:
    with store.write() as db:
        people.link_identity(db, sample.people["Head of EDI"], "slack", "W", "U1", NOW)
        found = people.find_person_by_identity(db, "slack", "W", "U1", TODAY)
        assert found and found.leads(sample.trust) and found.trusts == {sample.trust}
        assert found == people.find_person_by_email(db, " Head.of.EDI@esneft.example ", TODAY)
        assert people.find_person_by_identity(db, "slack", "X", "U1", TODAY) is None
        before = people.find_person_by_identity(db, "slack", "W", "U1", date(2020, 3, 31))
        assert before and not before.leads(sample.trust) and before.trusts == frozenset()


def test_holding_a_post_is_belonging_to_its_trust(store: Store, sample: Sample) -> None:
    with store.read() as db:
        found = people.find_person_by_email(db, "head.of.od@esneft.example", TODAY)
    assert found and found.trusts == {sample.trust} and not found.roles


def test_a_leaver_is_nobody(store: Store, sample: Sample) -> None:
    with store.write() as db:
        people.set_active(db, sample.people["Head of OD"], False)
        assert people.find_person_by_email(db, "head.of.od@esneft.example", TODAY) is None
        assert people.load_vacant_posts(db, sample.plan, TODAY) == [
            (sample.posts["Head of OD"], "Head of OD"), (sample.posts["Vacant Post"], "Vacant Post"),
        ]  # fmt: skip


def test_a_new_holder_ends_the_one_before(store: Store, sample: Sample) -> None:
    post, old, new = sample.posts["Head of OD"], sample.people["Head of OD"], sample.people["Head of EDI"]
    with store.write() as db:
        people.set_holder(db, post, new, TODAY)
        assert [h.person_id for h in people.load_holders(db, post, TODAY - DAY)] == [old]
        assert [h.person_id for h in people.load_holders(db, post, TODAY)] == [new]
        people.set_holder(db, post, new, TODAY)
        assert len(people.load_holders(db, post, TODAY)) == 1


def test_somebody_who_covers_stands_beside_the_holder(store: Store, sample: Sample) -> None:
    post = sample.posts["Head of OD"]
    with store.write() as db:
        people.set_holder(db, post, sample.people["Head of EDI"], TODAY, covering=True)
        assert [(h.name, h.covering) for h in people.load_holders(db, post, TODAY)] == [
            ("Head of EDI", True), ("Head of OD", False),
        ]  # fmt: skip
        people.end_holding(db, post, sample.people["Head of EDI"], TODAY)
        assert len(people.load_holders(db, post, TODAY + DAY)) == 1


@pytest.mark.parametrize("words", ["Head of Resourcing", "head of  resourcing", "HR chief", "resourcing"])
def test_a_post_is_found_by_name_alias_or_likeness(store: Store, sample: Sample, words: str) -> None:
    with store.write() as db:
        people.save_alias(db, sample.trust, sample.posts["Head of Resourcing"], "HR Chief")
        found = people.find_posts(db, sample.trust, words)
        assert found[0] == (sample.posts["Head of Resourcing"], "Head of Resourcing")
        assert people.save_post(db, sample.trust, "hr chief") == sample.posts["Head of Resourcing"]
        assert people.find_posts(db, sample.trust, "zzz") == []


def test_saving_the_same_twice_makes_one(store: Store, sample: Sample) -> None:
    with store.write() as db:
        again = people.save_person(db, "HEAD.OF.OD@esneft.example", "Head of OD")
        assert again == sample.people["Head of OD"]
        first = date(2020, 4, 1)
        one = people.save_membership(db, again, sample.trust, "chair", first)
        assert people.save_membership(db, again, sample.trust, "chair", first, TODAY) == one
        assert [p.id for p in people.load_people_with_role(db, sample.trust, "chair", TODAY)] == [again]
        assert people.load_people_with_role(db, sample.trust, "chair", TODAY + DAY) == []
        assert len(people.load_people_of_trust(db, sample.trust, TODAY)) == 3


def test_owned_by_follows_the_post_not_the_person(store: Store, sample: Sample) -> None:
    od, edi = sample.people["Head of OD"], sample.people["Head of EDI"]
    with store.write() as db:
        assert [a.ref for a in actions.load_owned_actions(db, od, TODAY)] == ["1.2"]
        people.set_holder(db, sample.posts["Head of OD"], edi, TODAY)
        assert [a.ref for a in actions.load_owned_actions(db, edi, TODAY)] == ["1.2"]
        assert actions.load_owned_actions(db, od, TODAY, [sample.plan]) == []
        assert [a.ref for a in actions.load_owned_actions(db, od, TODAY - DAY, [sample.plan])] == ["1.2"]


def test_only_one_post_leads_an_action(store: Store, sample: Sample) -> None:
    from sqlalchemy import insert

    from wres_bot.store import schema

    row = {"action_id": sample.actions["1.1"], "post_id": sample.posts["Head of OD"], "lead": True, "position": 1}
    with store.write() as db, pytest.raises(IntegrityError):
        db.execute(insert(schema.ownerships).values(**row))


def test_preferences_are_kept_and_forgotten(store: Store, sample: Sample) -> None:
    person = sample.people["Head of OD"]
    with store.write() as db:
        people.set_preference(db, person, "plan", "a")
        people.set_preference(db, person, "plan", "b")
        assert people.load_preference(db, person, "plan") == "b"
        people.set_preference(db, person, "plan", None)
        assert people.load_preference(db, person, "plan") is None


def test_the_account_used_last_comes_first(store: Store, sample: Sample) -> None:
    person = sample.people["Head of OD"]
    with store.write() as db:
        people.link_identity(db, person, "slack", "W", "U1", NOW)
        people.link_identity(db, person, "teams", "T", "U2", NOW + DAY)
        assert [i.platform for i in people.load_identities(db, person)] == ["teams", "slack"]
        people.update_identity(db, "slack", "W", "U1", NOW + 2 * DAY, direct="D1", reachable=False)
        first = people.load_identities(db, person)[0]
        assert (first.platform, first.direct, first.reachable) == ("slack", "D1", False)


def test_trusts_keep_their_settings(store: Store) -> None:
    with store.write() as db:
        id = people.save_trust(db, "bra", "Bradford", {"snooze_limit_days": 14})
        assert people.save_trust(db, "bra", "Bradford Teaching") == id
        people.set_rehearsing(db, id, True)
        found = people.find_trust_by_key(db, " BRA ")
    assert found and (found.policy.snooze_limit_days, found.name, found.rehearsing) == (14, "Bradford Teaching", True)


def test_a_place_is_used_stopped_and_quarantined(store: Store, sample: Sample) -> None:
    who = sample.people["Head of EDI"]
    with store.write() as db:
        used = places.use_place(db, sample.trust, "slack", "W", CHANNEL, "steering", actor=Actor(who, NOW))
        assert places.find_place(db, "slack", "W", "C1") == used
        assert places.load_places(db, sample.trust, "steering") == [used]
        assert places.load_places(db, sample.trust, "network") == []
        places.quarantine_place(db, used.id, "archived")
        assert places.load_place(db, used.id).trouble == "archived"
        again = places.use_place(db, sample.trust, "slack", "W", CHANNEL, "network", actor=Actor(who, NOW))
        assert again == replace(used, audience="network")
        assert places.stop_place(db, used.id, actor=Actor(who, NOW))
        assert not places.stop_place(db, used.id, actor=Actor(who, NOW))
        assert places.load_places(db, sample.trust) == []


def test_a_place_serves_one_trust(store: Store, sample: Sample) -> None:
    with store.write() as db:
        other = people.save_trust(db, "bra", "Bradford", {})
        places.use_place(db, sample.trust, "slack", "W", CHANNEL, "steering", actor=Actor(None, NOW))
        with pytest.raises(PlaceTaken):
            places.use_place(db, other, "slack", "W", CHANNEL, "steering", actor=Actor(None, NOW))


def test_snapshots_are_put_once_and_brought_up_to_date(store: Store, sample: Sample) -> None:
    row = SnapshotRow("WRES", "2", "likelihood", "", "ratio", "2021", "WRES year", "published", "report",
                      value=Decimal("1.79"))  # fmt: skip
    none = replace(row, code="9", value=None, reason="not supplied")
    with store.write() as db:
        snapshots.save_snapshots(db, sample.trust, [row, none])
        snapshots.save_snapshots(db, sample.trust, [replace(row, value=Decimal("1.63")), none])
        found = snapshots.load_snapshots(db, sample.trust)
        assert [(s.code, s.value, s.reason) for s in found] == [("2", 1.63, None), ("9", None, "not supplied")]
        assert len(snapshots.load_snapshots(db, sample.trust, "9")) == 1
    with store.write() as db, pytest.raises(IntegrityError):
        snapshots.save_snapshots(db, sample.trust, [replace(none, code="8", reason=None)])
