"""A plan's file that was sent: kept for whoever sent it, one at a time, forgotten after its days; on both databases."""

from datetime import UTC, datetime, timedelta

from wres_bot.store import people, plan_drafts
from wres_bot.store.engine import Store, make_engine

NOW = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)


def test_a_draft_is_found_by_its_sender_alone_and_replaced_by_the_next(database_url: str) -> None:
    store = Store(make_engine(database_url))
    with store.write() as db:
        trust = people.save_trust(db, "esneft", "ESNEFT", {})
        first, second = (people.save_person(db, f"{name}@esneft.example", name) for name in ("lead", "other"))
        draft = plan_drafts.save_draft(db, trust, first, "plan.docx", "2021-22", "{}", NOW)
        assert plan_drafts.find_draft(db, draft.id, first) == draft
        assert plan_drafts.find_draft(db, draft.id, second) is None
        plan_drafts.set_draft_answers(db, draft.id, "2022-23", {"rag": "1"})
        found = plan_drafts.find_draft(db, draft.id, first)
        assert found and (found.year, found.answers) == ("2022-23", {"rag": "1"})
        again = plan_drafts.save_draft(db, trust, first, "better.docx", "2021-22", "{}", NOW)
        assert plan_drafts.find_draft(db, again.id, first) == again
        others = plan_drafts.save_draft(db, trust, second, "plan.docx", "2021-22", "{}", NOW)
        plan_drafts.delete_draft(db, again.id)
        assert plan_drafts.find_draft(db, again.id, first) is None
        assert plan_drafts.find_draft(db, others.id, second) == others
    store.close()


def test_a_draft_is_forgotten_after_its_days(database_url: str) -> None:
    store = Store(make_engine(database_url))
    with store.write() as db:
        trust, person = (
            people.save_trust(db, "esneft", "ESNEFT", {}),
            people.save_person(db, "lead@esneft.example", "l"),
        )
        plan_drafts.save_draft(db, trust, person, "plan.docx", "2021-22", "{}", NOW)
        assert plan_drafts.delete_expired_drafts(db, NOW - timedelta(seconds=1)) == 0
        assert plan_drafts.delete_expired_drafts(db, NOW) == 0
        assert plan_drafts.delete_expired_drafts(db, NOW + timedelta(seconds=1)) == 1
    store.close()
