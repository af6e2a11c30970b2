"""Proves what happens to letters that cannot be composed or addressed: each alone, loudly, and not for ever."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI
from tests.world.world import World
from wres_bot.commands import dispatch
from wres_bot.delivery import batch_context, prepare
from wres_bot.delivery.compose import compose
from wres_bot.domain.cards import Card
from wres_bot.domain.delivery_failures import FailureCode
from wres_bot.domain.ports import Incoming, Profile
from wres_bot.store import outbox

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def put_unreadable(world: World, key: str = "later", card: Card | None = None) -> None:
    """As a later release puts one: of a kind there is, about something nobody here knows."""
    with world.store.write() as db:
        outbox.put(db, key, world.trust, SOMETHING["notice"], world.now, person_id=world.ids[EDI], card=card)
        about = '{"what": "of tomorrow", "colour": "blue"}'
        db.execute(text("UPDATE letter SET about = :about WHERE key = :key"), {"about": about, "key": key})


def failures(world: World) -> list[FailureCode | None]:
    return [letter.failure.code if letter.failure else None for letter in world.letters()]


def test_a_letter_nobody_can_read_is_neither_sent_nor_quietly_dropped(world: World) -> None:
    put_unreadable(world)
    with capture_logs() as logs:
        counts = world.one_pass()
    assert (counts.retry, counts.moot) == (1, 0)
    assert failures(world) == [FailureCode.UNREADABLE]
    [logged] = [each for each in logs if each["event"] == "unreadable"]
    assert (logged["letter"], logged["log_level"], logged["exc_info"]) == (world.letters()[0].id, "error", True)


def test_a_letter_nobody_can_read_is_given_up_after_its_time(world: World) -> None:
    put_unreadable(world)
    for _ in range(100):
        world.one_pass()
        world.now += HOUR
    assert world.states() == ["dead"]


def test_a_card_that_cannot_be_read_leaves_none_of_its_words_in_the_log(world: World) -> None:
    put_unreadable(world, card=Card("Head of Resourcing is covering"))
    with world.store.write() as db:
        db.execute(text('UPDATE letter SET card = \'{"title": ["Brenda is covering"]}\''))
    with capture_logs([format_exc_info]) as logs:
        world.one_pass()
    assert failures(world) == [FailureCode.UNREADABLE]
    assert "Brenda" not in str(logs)


def test_what_another_release_put_with_its_card_is_sent(world: World) -> None:
    put_unreadable(world, card=Card("A plan was imported."))
    world.deliver()
    assert world.got(EDI) == ["A plan was imported."]


def test_a_bug_in_composing_one_letter_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    with world.store.write() as db:
        card = Card("For the minutes")
        outbox.put(db, "a", world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI], card=card)

    def broken(db: Any, letter: Any, *more: Any) -> Any:
        return 1 / 0 if letter.kind == "reminder" else compose(db, letter, *more)

    monkeypatch.setattr("wres_bot.delivery.prepare.compose", broken)
    counts = world.one_pass()
    assert (counts.sent, counts.retry) == (1, 1)
    assert FailureCode.COMPOSE_FAILED in failures(world)


def test_a_letter_that_breaks_what_is_read_for_all_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.store.write() as db:
        for key in ("a", "b", "poison"):
            card = Card(key)
            outbox.put(db, key, world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI], card=card)
    load = batch_context.load_batch_context

    def broken(db: Any, letters: Any, now: Any) -> Any:
        return 1 / 0 if any(letter.key == "poison" for letter in letters) else load(db, letters, now)

    monkeypatch.setattr(batch_context, "load_batch_context", broken)
    counts = world.one_pass()
    assert (counts.sent, counts.retry) == (2, 1)


@pytest.mark.parametrize(("attempts", "state"), [(prepare.MOST_ATTEMPTS, "sent"), (prepare.MOST_ATTEMPTS + 1, "dead")])
def test_a_letter_that_is_old_and_was_claimed_too_often_is_given_up(world: World, attempts: int, state: str) -> None:
    """A process that dies of composing it never says so."""
    with world.store.write() as db:
        card = Card("For the minutes")
        outbox.put(db, "a", world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI], card=card)
        db.execute(text("UPDATE letter SET attempts = :n"), {"n": attempts - 1})
    world.now += DAY + HOUR
    world.one_pass()
    assert world.states() == [state]


def test_a_bug_while_a_directory_is_searched_is_tried_again_and_kept_with_its_letter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")

    class Elsewhere:
        name = "slack"

        async def find_address(self, email: str) -> None:
            raise ZeroDivisionError

    monkeypatch.setattr(type(world), "platforms", {"slack": Elsewhere()}, raising=False)
    with capture_logs() as logs:
        assert world.one_pass().retry == 1
    assert failures(world) == [FailureCode.INTERNAL_ERROR]
    assert [each["letter"] for each in logs if each["event"] == "account_search_failed"]


def test_what_fails_by_a_bug_is_listed_for_those_who_lead(world: World) -> None:
    put_unreadable(world)
    world.one_pass()
    asked = Incoming("local", "esneft", EDI, EDI, "deliveries", "m1", place_kind="direct", profile=Profile(EDI, EDI))
    answer = world.store.run(lambda db: dispatch.handle(db, asked, world.now))
    assert answer
    assert "It was put by another release and cannot be read here" in answer.card.plain()
