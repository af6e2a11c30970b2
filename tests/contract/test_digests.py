"""Holds that each quarter's summaries reach the channels they are for, previewed, held or sent as the lead says."""

from datetime import timedelta

from tests.contract.chat import DIGEST_MORNING, ELSEWHERE_LEAD, NOT_IN, PREVIEW_MORNING, SHARED, Chat, Message, joined
from tests.world.vocabulary import EDI, NETWORK, RELATIONS, RESOURCING, STEERING, at
from wres_bot.delivery import outcomes
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.store import outbox, schema
from wres_bot.store.outbox import held_digests


def previews(chat: Chat) -> dict[str, Message]:
    """The previews the coordinator has, by the channel they are for."""
    found = [message for message in chat.read_direct(EDI) if "Hold" in message.labels]
    return {name: each for each in found for name in (NETWORK, STEERING) if f"goes to {name}" in each.words}


def posted(chat: Chat, channel: str) -> str:
    """What stands in a channel: nothing, or one quarter's summary in as many messages as it needs."""
    found = chat.read_channel(channel)
    assert len({message.key for message in found}) <= 1
    return joined(found)


def test_both_digests_arrive_on_the_fifth_working_day_each_for_its_readers(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(at("2021-01-08", "09:50"))
    assert posted(chat, NETWORK) == posted(chat, STEERING) == ""
    chat.tick(DIGEST_MORNING)
    network, steering = posted(chat, NETWORK), posted(chat, STEERING)
    assert "Our race equality plan: October to December" in network
    assert "Freedom to Speak Up Guardian" in network
    assert "ESNEFT 2020-21, quarter 3" in steering
    for words in ("By section", "For decision", "Dates to come", "Delivery beside outcome"):
        assert words in steering
        assert words not in network
    assert "Head of Resourcing" not in network  # no names of who is late
    chat.tick(at("2021-01-08", "12:00"))
    assert (posted(chat, NETWORK), posted(chat, STEERING)) == (network, steering)


def test_the_coordinator_has_the_previews_two_working_days_before(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(at("2021-01-05", "10:00"))
    assert previews(chat) == {}
    chat.tick(PREVIEW_MORNING)
    found = previews(chat)
    assert sorted(found) == sorted([NETWORK, STEERING])
    assert "It goes by itself unless you hold it" in found[NETWORK].words
    assert "22 actions" in found[NETWORK].words


def test_a_held_digest_stays_until_it_is_sent(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    preview = previews(chat)[NETWORK]
    assert "It is held" in chat.click(EDI, preview, "Hold").words
    chat.tick(DIGEST_MORNING)
    assert posted(chat, NETWORK) == ""
    assert "quarter 3" in posted(chat, STEERING)
    assert "on its way" in chat.click(EDI, preview, "Send now").words
    assert "Our race equality plan" in posted(chat, NETWORK)


def test_send_now_does_not_wait_for_the_day(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    chat.click(EDI, previews(chat)[STEERING], "Send now")
    assert "quarter 3" in posted(chat, STEERING)
    once = posted(chat, STEERING)
    chat.tick(DIGEST_MORNING)
    assert posted(chat, STEERING) == once


def test_a_hold_after_it_has_gone_is_told_so(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    preview = previews(chat)[NETWORK]
    chat.tick(DIGEST_MORNING)
    assert "gone already" in chat.click(EDI, preview, "Hold").words


def test_only_a_lead_may_send_or_hold(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    preview = previews(chat)[NETWORK]
    says = next(letter.key for letter in chat.letters("digest"))
    assert "Head of EDI" in chat.write(RESOURCING, f"digest hold {says}").words
    chat.tick(DIGEST_MORNING)
    assert "Our race equality plan" in posted(chat, NETWORK)
    assert preview.key


def test_the_digest_tells_what_has_happened_since(chat: Chat) -> None:
    chat.set_up_channels()
    chat.write(RELATIONS, "2.3 done")
    chat.tick(DIGEST_MORNING)
    assert "Finished since then: Introduce RCN Cultural Ambassadors" in posted(chat, NETWORK)
    assert "2.3" in posted(chat, STEERING)


def test_in_a_rehearsal_the_channels_stay_silent(chat: Chat) -> None:
    chat.set_up_channels()
    chat.say(EDI, "rehearse on")
    chat.tick(PREVIEW_MORNING)
    chat.tick(DIGEST_MORNING)
    assert posted(chat, NETWORK) == posted(chat, STEERING) == ""
    told = joined(chat.read_direct(EDI))
    assert f"this would have gone to {NETWORK}" in told
    assert f"this would have gone to {STEERING}" in told


def test_a_preview_for_oneself_is_posted_nowhere(chat: Chat) -> None:
    chat.set_up_channels()
    told = chat.say(EDI, "digest network", STEERING)
    assert "Our race equality plan" in told.words
    assert posted(chat, NETWORK) == posted(chat, STEERING) == ""


def test_the_groups_digest_brings_its_picture_and_the_networks_none(chat: Chat) -> None:
    chat.mention(ELSEWHERE_LEAD, STEERING, "use this channel for steering")
    chat.mention(ELSEWHERE_LEAD, NETWORK, "use this channel for network")
    chat.tick(at("2022-01-10", "10:00"))
    said = [said for message in chat.read_channel(STEERING) for said in chat.pictures(message)]
    assert said
    assert all("Getting the job" in each for each in said)
    assert "Our race equality plan" in joined(chat.read_channel(NETWORK))
    assert [said for message in chat.read_channel(NETWORK) for said in chat.pictures(message)] == []


# Where they may go


def test_a_public_channel_is_not_for_the_steering_group(chat: Chat) -> None:
    told = chat.mention(EDI, NETWORK, "use this channel for steering")
    assert "Anybody can read this channel" in told.words
    chat.tick(DIGEST_MORNING)
    assert chat.read_channel(NETWORK) == []


def test_a_channel_shared_with_others_is_for_the_network_at_most(chat: Chat) -> None:
    assert "Another organisation is in this channel" in chat.mention(EDI, SHARED, "use this channel for leads").words


def test_a_channel_the_bot_is_not_in_is_asked_for_an_invitation(chat: Chat) -> None:
    before = chat.happened()
    assert "nvite" in chat.say(EDI, "use this channel for steering", NOT_IN).words
    assert chat.happened() == before


def test_only_a_lead_names_a_channel(chat: Chat) -> None:
    assert "Head of EDI" in chat.mention(RESOURCING, STEERING, "use this channel for steering").words
    chat.tick(DIGEST_MORNING)
    assert chat.read_channel(STEERING) == []


def test_a_channel_that_became_public_gets_no_steering_digest(chat: Chat) -> None:
    chat.set_up_channels()
    chat.open_up(STEERING)
    chat.tick(DIGEST_MORNING)
    assert posted(chat, STEERING) == ""
    assert "Our race equality plan" in posted(chat, NETWORK)
    told = joined(chat.read_direct(EDI))
    assert f"I couldn't post the quarterly summary in {STEERING}" in told
    assert STEERING in chat.say(EDI, "deliveries").words


def test_a_channel_no_longer_used_gets_nothing(chat: Chat) -> None:
    chat.set_up_channels()
    chat.mention(EDI, NETWORK, "stop using this channel")
    chat.tick(DIGEST_MORNING)
    assert posted(chat, NETWORK) == ""
    assert posted(chat, STEERING)


def doubt(chat: Chat) -> tuple[str, Message]:
    """A summary left and no answer came back; the coordinator is asked. Its key, and the question."""
    chat.set_up_channels()
    chat.tick(DIGEST_MORNING)
    now = chat.clock.moment
    with chat.store.write() as db:
        letter = outbox.list_letters(db, kind="digest")[0]
        mine = schema.letters.c.id == letter.id
        under_way = {"state": "claimed", "holder": "one", "lease_until": now, "receipt_message": None}
        db.execute(schema.letters.update().where(mine).values(under_way))
        lost = outcomes.Outcome(
            "unsure", DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN), retry_at=held_digests.HELD, needs_decision=True
        )
        assert outcomes.write_outcome(db, letter, "one", lost, now)
    chat.tick(now + timedelta(minutes=5))
    return letter.key, next(each for each in chat.read_direct(EDI) if "It arrived" in each.labels)


def state(chat: Chat, key: str) -> str:
    with chat.store.read() as db:
        letter = outbox.find_letter_by_key(db, key)
    assert letter
    return letter.state


def test_a_lead_who_sees_the_summary_there_presses_so_and_it_is_not_sent_again(chat: Chat) -> None:
    key, question = doubt(chat)
    assert state(chat, key) == "unsure"
    before = len(chat.read_channel(NETWORK)) + len(chat.read_channel(STEERING))
    assert "then it is done" in chat.click(EDI, question, "It arrived").words
    assert state(chat, key) == "sent"
    assert "gone already" in chat.click(EDI, question, "Send it again").words
    chat.tick(chat.clock.moment + timedelta(hours=1))
    assert len(chat.read_channel(NETWORK)) + len(chat.read_channel(STEERING)) == before


def test_a_lead_who_does_not_see_the_summary_presses_to_have_it_sent_again(chat: Chat) -> None:
    key, question = doubt(chat)
    assert "on its way" in chat.click(EDI, question, "Send it again").words
    chat.tick(chat.clock.moment + timedelta(minutes=5))
    assert state(chat, key) == "sent"
    assert "gone already" in chat.click(EDI, question, "It arrived").words
