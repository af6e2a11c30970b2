"""Checks that what was sent is drawn again when what it shows has changed, once it is so, and no more than that."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.delivery.office import EDI, EDUCATION, RESOURCING, SECOND, Office
from tests.standins.letters import SOMETHING
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery.batch import Pace
from wres_bot.delivery.refresh import AT_ONCE, LEASE, refresh_all, refresh_batch
from wres_bot.delivery.worker import QUIET
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import ActionNotice
from wres_bot.domain.ports import Platform, Receipt
from wres_bot.store import actions, events, outbox, people, schema
from wres_bot.store.outbox import held_digests, rate_limits, refresh_queue


def again(office: Office, platforms: Mapping[str, Platform] | None = None) -> int:
    return asyncio.run(refresh_all(office.store, platforms or office.platforms, lambda: office.now, Pace(gap=0)))


def shown(office: Office, who: str = RESOURCING) -> Card:
    return office.cards(who)[-1]


def labels(card: Card) -> list[str]:
    return [f"{b.label} {b.about.split(' ')[0]}" for x in card.blocks if isinstance(x, Buttons) for b in x.items]


def note(office: Office, ref: str, words: str, who: str = RESOURCING) -> None:
    facts = office.facts(ref)
    with office.store.write() as db:
        actions.add_note(
            db,
            facts.id,
            facts.version,
            words,
            actor=Actor(office.ids[who], office.now, platform="local", place="D1"),
        )


def undo(office: Office, who: str = RESOURCING) -> None:
    office.now += timedelta(minutes=1)
    with office.store.write() as db:
        last = events.load_last_batch(db, office.ids[who], office.now - timedelta(days=1))
        assert actions.undo_batch(db, last[0].batch, actor=Actor(office.ids[who], office.now)) == []


def wanted(office: Office) -> int:
    with office.store.read() as db:
        return len(db.execute(select(schema.letters.c.id).where(schema.letters.c.redraw_at.is_not(None))).all())


def two(office: Office) -> None:
    """One reminder of two actions, sent."""
    office.action("1.3", "2021-01-11")
    office.action("1.7", "2021-01-11")
    office.tick("2021-01-04")
    office.now += timedelta(minutes=10)


def test_nothing_is_drawn_again_while_nothing_has_changed(office: Office) -> None:
    two(office)
    assert again(office) == 0
    assert [m.drawn for m in office.room.list_messages("esneft", RESOURCING)] == [1]


def test_what_is_answered_shows_who_said_so_and_what_is_open_keeps_its_buttons(office: Office) -> None:
    two(office)
    before = shown(office)
    office.status("1.3", "done")
    assert again(office) == 1
    card = shown(office)
    assert "1.3 Action 1.3. 4 January: done (you)" in card.plain()
    assert [each for each in labels(card) if each.endswith("1.3")] == []
    assert [each for each in labels(card) if each.endswith("1.7")] == [
        each for each in labels(before) if each.endswith("1.7")
    ]
    office.now += timedelta(minutes=5)
    office.status("1.7", "in progress")
    again(office)
    assert shown(office).title == "Two actions answered. Thank you."
    assert len(office.got(RESOURCING)) == 1  # the same message, nothing new


def test_one_action_done_says_so_in_the_title(office: Office) -> None:
    office.action("1.3", "2021-01-11")
    office.tick("2021-01-04")
    office.status("1.3", "done")
    again(office)
    card = shown(office)
    assert card.title == "1.3 is done. Thank you."
    assert [b.says for block in card.blocks if isinstance(block, Buttons) for b in block.items] == [
        "show esneft-2020-21:1.3"
    ]


def test_taking_it_back_brings_the_buttons_back(office: Office) -> None:
    office.action("1.3", "2021-01-11")
    office.tick("2021-01-04")
    before = labels(shown(office))
    office.now += timedelta(minutes=10)
    office.status("1.3", "done")
    again(office)
    undo(office)
    again(office)
    assert labels(shown(office)) == before
    versions = [b.version for block in shown(office).blocks if isinstance(block, Buttons) for b in block.items]
    assert versions == [office.facts("1.3").version] * len(versions)  # a click on it is not an outdated one


def test_everybody_who_was_asked_sees_it_and_nobody_else(office: Office) -> None:
    office.person(SECOND, "Head of OD")
    office.person(EDUCATION, "Assistant Director")
    office.action("1.3", "2021-01-11", "Head of Resourcing", "Head of OD")
    office.action("1.5", "2021-01-11", "Assistant Director")
    office.tick("2021-01-04")
    other = shown(office, EDUCATION)
    office.now += timedelta(minutes=10)
    office.status("1.3", "done")
    assert again(office) == 2
    assert "4 January: done (you)" in shown(office, RESOURCING).plain()
    assert "4 January: done (Head of Resourcing)" in shown(office, SECOND).plain()
    assert shown(office, EDUCATION) == other


def test_a_colleagues_note_answers_for_nobody_else(office: Office) -> None:
    office.person(SECOND, "Head of OD")
    office.action("1.3", "2021-01-11", "Head of Resourcing", "Head of OD")
    office.tick("2021-01-04")
    office.now += timedelta(minutes=10)
    note(office, "1.3", "first cohort trained")
    again(office)
    assert "“first cohort trained” (you)" in shown(office, RESOURCING).plain()
    assert "Done 1.3" in labels(shown(office, SECOND))


def test_a_pause_shows_until_when(office: Office) -> None:
    two(office)
    with office.store.write() as db:
        actions.record_snooze(
            db, office.ids["1.3"], date(2021, 1, 11), actor=Actor(office.ids[RESOURCING], office.now, batch="b1")
        )
    again(office)
    assert "1.3 Action 1.3. No reminders until after 11 January (you)" in shown(office).plain()
    undo(office)
    again(office)
    assert "Done 1.3" in labels(shown(office))


def test_an_action_given_to_somebody_else_is_asked_of_them_no_more(office: Office) -> None:
    two(office)
    facts = office.facts("1.3")
    with office.store.write() as db:
        post = people.save_post(db, office.trust, "Head of OD")
        actions.set_owner(
            db,
            facts.id,
            facts.version,
            post,
            actor=Actor(office.ids[EDI], office.now, platform="local", place="D1"),
            replaces=True,
        )
    again(office)
    assert not [each for each in labels(shown(office)) if each.endswith("1.3")]
    assert "owner changed" in shown(office).plain()


def test_the_question_who_somebody_is_goes_once_it_is_answered(office: Office) -> None:
    office.person(EDUCATION, "Assistant Director", confirmed=False)
    office.action("1.5", "2021-01-11", "Assistant Director")
    office.tick("2021-01-04")
    assert "Is this you?" in shown(office, EDUCATION).plain()
    with office.store.write() as db:
        people.confirm_person(db, office.ids[EDUCATION], office.now)
        refresh_queue.mark_person(db, office.ids[EDUCATION], office.now)
    again(office)
    assert "Is this you?" not in shown(office, EDUCATION).plain()
    assert "Done 1.5" in labels(shown(office, EDUCATION))


def test_a_notice_about_an_action_says_what_has_happened_since(office: Office) -> None:
    office.action("1.3", "2021-06-30")
    card = Card("Somebody asks for help with 1.3.", (text("Budget"), Buttons((
        Button("Show 1.3", "show esneft-2020-21:1.3"),
        Button("No longer needed", "need help esneft-2020-21:1.3 no", version=1),
    ))))  # fmt: skip
    with office.store.write() as db:
        outbox.put(db, "notice:1", office.trust, ActionNotice(office.ids["1.3"], "need help"), office.now,
                   person_id=office.ids[EDI], card=card)  # fmt: skip
    office.deliver()
    office.now += timedelta(minutes=10)
    office.status("1.3", "done")
    again(office)
    found = shown(office, EDI)
    assert "Since then: 4 January: done (head.of.resourcing, Head of Resourcing)" in found.plain()
    assert [each.split(" ")[0] for each in labels(found)] == ["Show"]
    undo(office)
    again(office)
    assert "Since then" not in shown(office, EDI).plain()
    assert [each.split(" ")[0] for each in labels(shown(office, EDI))] == ["Show", "No"]


def test_a_preview_offers_nothing_to_hold_once_it_has_gone(office: Office) -> None:
    office.channel("network", "network", private=False)
    office.action("1.3", "2021-06-30")
    office.tick("2021-01-06", "10:00")
    assert any(each.startswith("Hold") for each in labels(shown(office, EDI)))
    office.tick("2021-01-08", "10:00")
    again(office)
    assert shown(office, EDI).title == "The quarterly summary for network is no longer waiting."


def test_old_letters_are_left_as_they_were(office: Office) -> None:
    two(office)
    office.now += timedelta(days=36)
    office.status("1.3", "done")
    assert wanted(office) == 0
    assert again(office) == 0


def test_a_rehearsed_reminder_is_drawn_again_for_its_reader(office: Office) -> None:
    office.rehearse(True)
    two(office)
    assert "Rehearsal" in shown(office, EDI).plain()
    office.status("1.3", "done")
    again(office)
    assert "Rehearsal" in shown(office, EDI).plain()
    assert "4 January: done (Head of Resourcing)" in shown(office, EDI).plain()


# When things go wrong


class Spoiled:
    """The local chat whose messages cannot always be drawn again."""

    name = "local"

    def __init__(self, office: Office) -> None:
        self.inner = office.platform
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
def test_what_fails_is_tried_again_later(office: Office, fault: Exception) -> None:
    two(office)
    office.status("1.3", "done")
    platform = Spoiled(office)
    platform.faults = [fault]
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert wanted(office) == 1
    assert again(office, {"local": platform}) == 0  # type: ignore[dict-item]
    office.now += timedelta(minutes=1)
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert len(platform.drawn) == 1
    assert wanted(office) == 0


def test_a_message_that_is_gone_is_let_be(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    platform = Spoiled(office)
    platform.faults = [DeliveryError("gone", permanent=True)]
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert wanted(office) == 0


def test_a_platform_that_fails_all_day_is_given_up_then(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    platform = Spoiled(office)
    platform.faults = [Unsure("no answer")] * 50
    for _ in range(40):
        again(office, {"local": platform})  # type: ignore[dict-item]
        office.now += timedelta(hours=1)
    assert wanted(office) == 0
    assert 5 < 50 - len(platform.faults) < 20  # each time later than before


def test_a_crash_while_drawing_is_made_good_by_the_next(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    with office.store.write() as db:
        assert len(refresh_queue.claim_refreshes(db, office.now, 10, LEASE)) == 1  # and dies
    assert again(office) == 0
    office.now += LEASE + timedelta(seconds=1)
    assert again(office) == 1
    assert "done (you)" in shown(office).plain()


def test_each_letter_goes_to_one_process_only(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    with office.store.write() as db:
        assert len(refresh_queue.claim_refreshes(db, office.now, 10, LEASE)) == 1
        assert refresh_queue.claim_refreshes(db, office.now, 10, LEASE) == []


def test_a_change_while_one_is_drawn_is_drawn_as_well(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    platform = Spoiled(office)
    inner = office.platform.update

    async def slow(receipt: Receipt, card: Card) -> None:
        office.platform.update = inner  # type: ignore[method-assign]
        office.now += timedelta(seconds=5)
        office.status("1.7", "done")
        await inner(receipt, card)

    office.platform.update = slow  # type: ignore[method-assign]
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert shown(office).title == "Two actions answered. Thank you."
    assert wanted(office) == 0


def test_a_platform_no_longer_set_up_keeps_nothing_waiting(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    platform = Spoiled(office)
    assert again(office, {"slack": platform}) == 1  # type: ignore[dict-item]
    assert wanted(office) == 0
    assert platform.drawn == []


def test_a_room_that_is_gone_has_nothing_to_draw_again(office: Office) -> None:
    two(office)
    office.status("1.3", "done")
    later = Room()  # another process: its messages are counted from one again
    later.add_card("esneft", RESOURCING, Card("Something else"), office.now, key="another letter")
    again(office, {"local": LocalPlatform(later, lambda: office.now)})
    assert [m.card.title for m in later.list_since(0) if m.card] == ["Something else"]
    assert wanted(office) == 0


def test_a_pass_takes_so_many_and_leaves_the_rest_to_the_next(office: Office) -> None:
    for number in range(3):
        office.person(f"owner{number}@esneft.example", f"Post {number}")
    office.action("1.3", "2021-01-11", "Post 0", "Post 1", "Post 2")
    office.tick("2021-01-04")
    office.status("1.3", "done", EDI)
    one = asyncio.run(refresh_batch(office.store, office.platforms, lambda: office.now, Pace(gap=0), limit=2))
    assert (one, wanted(office)) == (2, 1)


def test_a_change_while_the_letter_was_on_its_way_is_drawn_once_it_is_there(office: Office) -> None:
    """Its reader may have answered before the bot knows that it arrived."""
    office.action("1.3", "2021-01-11")
    office.put("2021-01-04")
    office.platform.after = [Unsure("no answer came back")]
    office.one_pass()
    office.now += timedelta(seconds=30)
    office.status("1.3", "done")
    assert again(office) == 0  # nobody knows yet where it stands
    office.now += QUIET
    office.deliver()
    assert office.states("reminder") == ["sent"]
    assert shown(office).title == "1.3 is done. Thank you."
    assert wanted(office) == 0


def test_time_asked_for_drawing_holds_up_nothing_new_and_is_given_at_once(office: Office) -> None:
    for number in range(12):
        office.person(f"owner{number}@esneft.example", f"Post {number}")
    office.action("1.3", "2021-01-11", *(f"Post {number}" for number in range(12)))
    office.tick("2021-01-04")
    office.status("1.3", "done", EDI)
    platform = Spoiled(office)
    platform.faults = [DeliveryError("slow down", retry_after=60)] * 12
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert 12 - len(platform.faults) <= AT_ONCE
    tries = office.platform.tries
    office.action("1.9", "2021-01-11")
    office.put("2021-01-04", "10:00")
    with office.store.write() as db:
        rate_limits.record_pause(
            db, "local", "esneft", office.now, office.now + timedelta(seconds=60), rate_limits.REFRESHING
        )
        outbox.put(db, "new", office.trust, SOMETHING["answer"], office.now, person_id=office.ids[EDI],
                   card=Card("New"))  # fmt: skip
    office.one_pass()
    assert office.platform.tries > tries


def test_drawing_that_fails_once_long_after_is_not_given_up_at_once(office: Office) -> None:
    """Nothing but the change tells since when a message shows the wrong thing, and not every change is an action's."""
    office.channel("network", "network")
    office.action("1.3", "2021-04-30")
    office.tick("2021-01-06", "10:00")
    [digest] = office.letters("digest")
    office.now += timedelta(hours=30)
    with office.store.write() as db:
        assert held_digests.hold(db, digest.key, actor=Actor(office.ids[EDI], office.now))
    platform = Spoiled(office)
    platform.faults = [Unsure("no answer")]
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert wanted(office) == 1
    office.now += timedelta(hours=1, seconds=1)
    again(office, {"local": platform})  # type: ignore[dict-item]
    assert (wanted(office), len(platform.drawn)) == (0, 1)
