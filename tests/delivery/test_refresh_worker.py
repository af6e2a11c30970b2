"""Checks that what was sent is drawn again when what it shows has changed, once it is so, and no more than that."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, EDUCATION, RESOURCING, SECOND
from tests.world.world import World
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery.batch import Pace
from wres_bot.delivery.refresh_worker import AT_ONCE, LEASE, refresh_all, refresh_batch
from wres_bot.delivery.worker import QUIET
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import ActionNotice
from wres_bot.domain.ports import Platform, Receipt
from wres_bot.store import actions, events, outbox, people, schema
from wres_bot.store.outbox import held_digests, rate_limits, refresh_queue


def again(world: World, platforms: Mapping[str, Platform] | None = None) -> int:
    return asyncio.run(refresh_all(world.store, platforms or world.platforms, lambda: world.now, Pace(gap=0)))


def shown(world: World, who: str = RESOURCING) -> Card:
    return world.cards(who)[-1]


def labels(card: Card) -> list[str]:
    return [f"{b.label} {b.about.split(' ')[0]}" for x in card.blocks if isinstance(x, Buttons) for b in x.items]


def note(world: World, ref: str, words: str, who: str = RESOURCING) -> None:
    facts = world.load_action(ref)
    with world.store.write() as db:
        actions.add_note(
            db,
            facts.id,
            facts.version,
            words,
            actor=Actor(world.ids[who], world.now, platform="local", place="D1"),
        )


def undo(world: World, who: str = RESOURCING) -> None:
    world.now += timedelta(minutes=1)
    with world.store.write() as db:
        last = events.load_last_batch(db, world.ids[who], world.now - timedelta(days=1))
        assert actions.undo_batch(db, last[0].batch, actor=Actor(world.ids[who], world.now)) == []


def wanted(world: World) -> int:
    with world.store.read() as db:
        return len(db.execute(select(schema.letters.c.id).where(schema.letters.c.redraw_at.is_not(None))).all())


def two(world: World) -> None:
    """One reminder of two actions, sent."""
    world.add_action("1.3", "2021-01-11")
    world.add_action("1.7", "2021-01-11")
    world.tick("2021-01-04")
    world.now += timedelta(minutes=10)


def test_nothing_is_drawn_again_while_nothing_has_changed(world: World) -> None:
    two(world)
    assert again(world) == 0
    assert [m.drawn for m in world.room.list_messages("esneft", RESOURCING)] == [1]


def test_what_is_answered_shows_who_said_so_and_what_is_open_keeps_its_buttons(world: World) -> None:
    two(world)
    before = shown(world)
    world.set_status("1.3", "done")
    assert again(world) == 1
    card = shown(world)
    assert "1.3 Action 1.3. 4 January: done (you)" in card.plain()
    assert [each for each in labels(card) if each.endswith("1.3")] == []
    assert [each for each in labels(card) if each.endswith("1.7")] == [
        each for each in labels(before) if each.endswith("1.7")
    ]
    world.now += timedelta(minutes=5)
    world.set_status("1.7", "in progress")
    again(world)
    assert shown(world).title == "Two actions answered. Thank you."
    assert len(world.got(RESOURCING)) == 1  # the same message, nothing new


def test_one_action_done_says_so_in_the_title(world: World) -> None:
    world.add_action("1.3", "2021-01-11")
    world.tick("2021-01-04")
    world.set_status("1.3", "done")
    again(world)
    card = shown(world)
    assert card.title == "1.3 is done. Thank you."
    assert [b.says for block in card.blocks if isinstance(block, Buttons) for b in block.items] == [
        "show esneft-2020-21:1.3"
    ]


def test_taking_it_back_brings_the_buttons_back(world: World) -> None:
    world.add_action("1.3", "2021-01-11")
    world.tick("2021-01-04")
    before = labels(shown(world))
    world.now += timedelta(minutes=10)
    world.set_status("1.3", "done")
    again(world)
    undo(world)
    again(world)
    assert labels(shown(world)) == before
    versions = [b.version for block in shown(world).blocks if isinstance(block, Buttons) for b in block.items]
    assert versions == [world.load_action("1.3").version] * len(versions)  # a click on it is not an outdated one


def test_everybody_who_was_asked_sees_it_and_nobody_else(world: World) -> None:
    world.add_person(SECOND, "Head of OD")
    world.add_person(EDUCATION, "Assistant Director")
    world.add_action("1.3", "2021-01-11", "Head of Resourcing", "Head of OD")
    world.add_action("1.5", "2021-01-11", "Assistant Director")
    world.tick("2021-01-04")
    other = shown(world, EDUCATION)
    world.now += timedelta(minutes=10)
    world.set_status("1.3", "done")
    assert again(world) == 2
    assert "4 January: done (you)" in shown(world, RESOURCING).plain()
    assert "4 January: done (Head of Resourcing)" in shown(world, SECOND).plain()
    assert shown(world, EDUCATION) == other


def test_a_colleagues_note_answers_for_nobody_else(world: World) -> None:
    world.add_person(SECOND, "Head of OD")
    world.add_action("1.3", "2021-01-11", "Head of Resourcing", "Head of OD")
    world.tick("2021-01-04")
    world.now += timedelta(minutes=10)
    note(world, "1.3", "first cohort trained")
    again(world)
    assert "“first cohort trained” (you)" in shown(world, RESOURCING).plain()
    assert "Done 1.3" in labels(shown(world, SECOND))


def test_a_pause_shows_until_when(world: World) -> None:
    two(world)
    with world.store.write() as db:
        actions.record_snooze(
            db, world.ids["1.3"], date(2021, 1, 11), actor=Actor(world.ids[RESOURCING], world.now, batch="b1")
        )
    again(world)
    assert "1.3 Action 1.3. No reminders until after 11 January (you)" in shown(world).plain()
    undo(world)
    again(world)
    assert "Done 1.3" in labels(shown(world))


def test_an_action_given_to_somebody_else_is_asked_of_them_no_more(world: World) -> None:
    two(world)
    facts = world.load_action("1.3")
    with world.store.write() as db:
        post = people.save_post(db, world.trust, "Head of OD")
        actions.set_owner(
            db,
            facts.id,
            facts.version,
            post,
            actor=Actor(world.ids[EDI], world.now, platform="local", place="D1"),
            replaces=True,
        )
    again(world)
    assert not [each for each in labels(shown(world)) if each.endswith("1.3")]
    assert "owner changed" in shown(world).plain()


def test_the_question_who_somebody_is_goes_once_it_is_answered(world: World) -> None:
    world.add_person(EDUCATION, "Assistant Director", confirmed=False)
    world.add_action("1.5", "2021-01-11", "Assistant Director")
    world.tick("2021-01-04")
    assert "Is this you?" in shown(world, EDUCATION).plain()
    with world.store.write() as db:
        people.confirm_person(db, world.ids[EDUCATION], world.now)
        refresh_queue.mark_person(db, world.ids[EDUCATION], world.now)
    again(world)
    assert "Is this you?" not in shown(world, EDUCATION).plain()
    assert "Done 1.5" in labels(shown(world, EDUCATION))


def test_a_notice_about_an_action_says_what_has_happened_since(world: World) -> None:
    world.add_action("1.3", "2021-06-30")
    card = Card("Somebody asks for help with 1.3.", (text("Budget"), Buttons((
        Button("Show 1.3", "show esneft-2020-21:1.3"),
        Button("No longer needed", "need help esneft-2020-21:1.3 no", version=1),
    ))))  # fmt: skip
    with world.store.write() as db:
        outbox.put(db, "notice:1", world.trust, ActionNotice(world.ids["1.3"], "need help"), world.now,
                   person_id=world.ids[EDI], card=card)  # fmt: skip
    world.deliver()
    world.now += timedelta(minutes=10)
    world.set_status("1.3", "done")
    again(world)
    found = shown(world, EDI)
    assert "Since then: 4 January: done (head.of.resourcing, Head of Resourcing)" in found.plain()
    assert [each.split(" ")[0] for each in labels(found)] == ["Show"]
    undo(world)
    again(world)
    assert "Since then" not in shown(world, EDI).plain()
    assert [each.split(" ")[0] for each in labels(shown(world, EDI))] == ["Show", "No"]


def test_a_preview_offers_nothing_to_hold_once_it_has_gone(world: World) -> None:
    world.add_channel("network", "network", private=False)
    world.add_action("1.3", "2021-06-30")
    world.tick("2021-01-06", "10:00")
    assert any(each.startswith("Hold") for each in labels(shown(world, EDI)))
    world.tick("2021-01-08", "10:00")
    again(world)
    assert shown(world, EDI).title == "The quarterly summary for network is no longer waiting."


def test_old_letters_are_left_as_they_were(world: World) -> None:
    two(world)
    world.now += timedelta(days=36)
    world.set_status("1.3", "done")
    assert wanted(world) == 0
    assert again(world) == 0


def test_a_rehearsed_reminder_is_drawn_again_for_its_reader(world: World) -> None:
    world.rehearse(True)
    two(world)
    assert "Rehearsal" in shown(world, EDI).plain()
    world.set_status("1.3", "done")
    again(world)
    assert "Rehearsal" in shown(world, EDI).plain()
    assert "4 January: done (Head of Resourcing)" in shown(world, EDI).plain()


# When things go wrong


class Spoiled:
    """The local chat whose messages cannot always be drawn again."""

    name = "local"

    def __init__(self, world: World) -> None:
        self.inner = world.platform
        self.faults: list[BaseException] = []
        self.drawn: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    async def update(self, receipt: Receipt, card: Card) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.drawn.append(card.title)
        await self.inner.update(receipt, card)


@pytest.mark.parametrize("fault", [DeliveryError("busy", retry_after=40), Unsure("no answer"), OSError("cut off")])
def test_what_fails_is_tried_again_later(world: World, fault: Exception) -> None:
    two(world)
    world.set_status("1.3", "done")
    platform = Spoiled(world)
    platform.faults = [fault]
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert wanted(world) == 1
    assert again(world, {"local": platform}) == 0  # type: ignore[dict-item]
    world.now += timedelta(minutes=1)
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert len(platform.drawn) == 1
    assert wanted(world) == 0


def test_a_message_that_is_gone_is_let_be(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    platform = Spoiled(world)
    platform.faults = [DeliveryError("gone", permanent=True)]
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert wanted(world) == 0


def test_a_platform_that_fails_all_day_is_given_up_then(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    platform = Spoiled(world)
    platform.faults = [Unsure("no answer")] * 50
    for _ in range(40):
        again(world, {"local": platform})  # type: ignore[dict-item]
        world.now += timedelta(hours=1)
    assert wanted(world) == 0
    assert 5 < 50 - len(platform.faults) < 20  # each time later than before


def test_a_crash_while_drawing_is_made_good_by_the_next(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    with world.store.write() as db:
        assert len(refresh_queue.claim_refreshes(db, world.now, 10, LEASE)) == 1  # and dies
    assert again(world) == 0
    world.now += LEASE + timedelta(seconds=1)
    assert again(world) == 1
    assert "done (you)" in shown(world).plain()


def test_each_letter_goes_to_one_process_only(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    with world.store.write() as db:
        assert len(refresh_queue.claim_refreshes(db, world.now, 10, LEASE)) == 1
        assert refresh_queue.claim_refreshes(db, world.now, 10, LEASE) == []


def test_a_change_while_one_is_drawn_is_drawn_as_well(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    platform = Spoiled(world)
    inner = world.platform.update

    async def slow(receipt: Receipt, card: Card) -> None:
        world.platform.update = inner  # type: ignore[method-assign]
        world.now += timedelta(seconds=5)
        world.set_status("1.7", "done")
        await inner(receipt, card)

    world.platform.update = slow  # type: ignore[method-assign]
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert shown(world).title == "Two actions answered. Thank you."
    assert wanted(world) == 0


def test_a_platform_no_longer_set_up_keeps_nothing_waiting(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    platform = Spoiled(world)
    assert again(world, {"slack": platform}) == 1  # type: ignore[dict-item]
    assert wanted(world) == 0
    assert platform.drawn == []


def test_a_room_that_is_gone_has_nothing_to_draw_again(world: World) -> None:
    two(world)
    world.set_status("1.3", "done")
    later = Room()  # another process: its messages are counted from one again
    later.add_card("esneft", RESOURCING, Card("Something else"), world.now, key="another letter")
    again(world, {"local": LocalPlatform(later, lambda: world.now)})
    assert [m.card.title for m in later.list_since(0) if m.card] == ["Something else"]
    assert wanted(world) == 0


def test_a_pass_takes_so_many_and_leaves_the_rest_to_the_next(world: World) -> None:
    for number in range(3):
        world.add_person(f"owner{number}@esneft.example", f"Post {number}")
    world.add_action("1.3", "2021-01-11", "Post 0", "Post 1", "Post 2")
    world.tick("2021-01-04")
    world.set_status("1.3", "done", EDI)
    one = asyncio.run(refresh_batch(world.store, world.platforms, lambda: world.now, Pace(gap=0), limit=2))
    assert (one, wanted(world)) == (2, 1)


def test_a_change_while_the_letter_was_on_its_way_is_drawn_once_it_is_there(world: World) -> None:
    """Its reader may have answered before the bot knows that it arrived."""
    world.add_action("1.3", "2021-01-11")
    world.put("2021-01-04")
    world.platform.after = [Unsure("no answer came back")]
    world.one_pass()
    world.now += timedelta(seconds=30)
    world.set_status("1.3", "done")
    assert again(world) == 0  # nobody knows yet where it stands
    world.now += QUIET
    world.deliver()
    assert world.states("reminder") == ["sent"]
    assert shown(world).title == "1.3 is done. Thank you."
    assert wanted(world) == 0


def test_time_asked_for_drawing_holds_up_nothing_new_and_is_given_at_once(world: World) -> None:
    for number in range(12):
        world.add_person(f"owner{number}@esneft.example", f"Post {number}")
    world.add_action("1.3", "2021-01-11", *(f"Post {number}" for number in range(12)))
    world.tick("2021-01-04")
    world.set_status("1.3", "done", EDI)
    platform = Spoiled(world)
    platform.faults = [DeliveryError("slow down", retry_after=60)] * 12
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert 12 - len(platform.faults) <= AT_ONCE
    tries = world.platform.tries
    world.add_action("1.9", "2021-01-11")
    world.put("2021-01-04", "10:00")
    with world.store.write() as db:
        rate_limits.record_pause(
            db, "local", "esneft", world.now, world.now + timedelta(seconds=60), rate_limits.REFRESHING
        )
        outbox.put(db, "new", world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI],
                   card=Card("New"))  # fmt: skip
    world.one_pass()
    assert world.platform.tries > tries


def test_drawing_that_fails_once_long_after_is_not_given_up_at_once(world: World) -> None:
    """Nothing but the change tells since when a message shows the wrong thing, and not every change is an action's."""
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-04-30")
    world.tick("2021-01-06", "10:00")
    [digest] = world.letters("digest")
    world.now += timedelta(hours=30)
    with world.store.write() as db:
        assert held_digests.hold(db, digest.key, actor=Actor(world.ids[EDI], world.now))
    platform = Spoiled(world)
    platform.faults = [Unsure("no answer")]
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert wanted(world) == 1
    world.now += timedelta(hours=1, seconds=1)
    again(world, {"local": platform})  # type: ignore[dict-item]
    assert (wanted(world), len(platform.drawn)) == (0, 1)
