"""Holds that nothing crosses from one trust to another, in the same store and on the same platform."""

from tests.contract.chat import DIGEST_MORNING, ELSEWHERE, ELSEWHERE_LEAD, FIRST_MORNING, PREVIEW_MORNING, Chat, joined
from tests.world.vocabulary import EDI, NETWORK, STEERING

OURS = ("Cultural Ambassadors", "ESNEFT", "Head of EDI", "EMBrace")


def test_another_trusts_action_is_as_if_there_were_none(chat: Chat) -> None:
    before = chat.happened()
    for said in ("show 2.3", "2.3 done", "esneft-2020-21:2.3 done", "history esneft-2020-21:2.3", "note 2.3 hello",
                 "need help esneft-2020-21:2.3 please", "not mine esneft-2020-21:2.3"):  # fmt: skip
        told = chat.write(ELSEWHERE, said)
        assert "Cultural Ambassadors" not in told.words
        assert "Head of Employee Relations" not in told.words
    assert chat.happened() == before


def test_another_trusts_plan_is_not_listed_or_told(chat: Chat) -> None:
    for said in ("list", "status", "late", "plan list", "indicators", "deliveries", "mine", "list resourcing",
                 "status plan esneft-2020-21", "plan use esneft-2020-21", "plan close esneft-2020-21",
                 'who "Head of EDI"', "digest steering", "list owner head of edi"):  # fmt: skip
        told = chat.write(ELSEWHERE_LEAD, said)
        for words in OURS:
            assert words not in told.words.replace("“Head of EDI”", "").replace('"Head of EDI"', ""), f"{said}: {told}"


def test_in_the_others_channel_they_still_see_only_their_own(chat: Chat) -> None:
    chat.set_up_channels()
    told = chat.mention(ELSEWHERE_LEAD, STEERING, "status")
    assert "Cultural Ambassadors" not in told.words
    assert "NSCHT" in told.words
    assert "22" not in told.words
    before = chat.happened()
    chat.mention(ELSEWHERE_LEAD, STEERING, "stop using this channel")
    chat.mention(ELSEWHERE_LEAD, STEERING, "use this channel for steering")
    assert chat.happened() == before


def test_a_button_of_the_others_does_nothing_for_them(chat: Chat) -> None:
    message = chat.say(EDI, "update 2.3", NETWORK)
    before = chat.happened()
    told = chat.click(ELSEWHERE_LEAD, message, "Done")
    assert "Cultural Ambassadors" not in told.words
    assert chat.happened() == before
    assert chat.status("2.3") == "no update"


def test_the_others_digest_cannot_be_held(chat: Chat) -> None:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    key = next(letter.key for letter in chat.letters("digest"))
    assert "can't find that digest" in chat.write(ELSEWHERE_LEAD, f"digest hold {key}").words
    chat.tick(DIGEST_MORNING)
    assert chat.read_channel(NETWORK)


def test_digests_and_reminders_stay_within_their_trust(chat: Chat) -> None:
    chat.set_up_channels()
    for moment in (FIRST_MORNING, PREVIEW_MORNING, DIGEST_MORNING):
        chat.tick(moment)
    told = joined(chat.read_direct(ELSEWHERE_LEAD) + chat.read_direct(ELSEWHERE))
    assert "2vii" in told
    assert not any(words in told for words in OURS)
    shown = joined(chat.read_channel(NETWORK) + chat.read_channel(STEERING) + chat.read_direct(EDI))
    assert "NSCHT" not in shown
    assert "2vii" not in shown


def test_rehearsing_in_one_trust_silences_no_other(chat: Chat) -> None:
    chat.say(EDI, "rehearse on")
    chat.tick(FIRST_MORNING)
    assert "2vii" in joined(chat.read_direct(ELSEWHERE_LEAD))
    assert "2vii" not in joined(chat.read_direct(EDI))
