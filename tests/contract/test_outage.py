"""Holds that a platform that is away for an hour delays what the bot has to say, and makes it say nothing twice."""

from tests.contract.chat import DIGEST_MORNING, EDUCATION, Chat, joined
from tests.world.vocabulary import NETWORK, RELATIONS, STEERING, at

PEOPLE = (RELATIONS, EDUCATION)


def test_reminders_of_an_outage_come_after_it_once(chat: Chat) -> None:
    chat.down()
    for time in ("09:30", "09:45", "10:00", "10:25"):
        chat.tick(at("2021-01-04", time))
    chat.up()
    assert [chat.read_direct(person) for person in PEOPLE] == [[], []]
    for time in ("10:35", "11:05", "11:40"):
        chat.tick(at("2021-01-04", time))
    for person in PEOPLE:
        assert len([message for message in chat.read_direct(person) if message.key]) == 1


def test_digests_of_an_outage_come_after_it_once(chat: Chat) -> None:
    chat.set_up_channels()
    chat.down()
    for time in ("10:00", "10:20", "10:50"):
        chat.tick(at("2021-01-08", time))
    chat.up()
    assert chat.read_channel(NETWORK) == chat.read_channel(STEERING) == []
    for time in ("11:05", "11:40", "12:15"):
        chat.tick(at("2021-01-08", time))
    for channel, title in ((NETWORK, "Our race equality plan"), (STEERING, "ESNEFT 2020-21, quarter 3")):
        assert joined(chat.read_channel(channel)).count(title) == 1


def test_an_answer_in_an_outage_is_kept_though_nothing_can_be_said(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    chat.tick(DIGEST_MORNING)
    [reminder] = [message for message in chat.read_direct(RELATIONS) if message.key]
    chat.write(RELATIONS, "mine")  # so that the platform has said who they are
    chat.down()
    chat.click(RELATIONS, reminder, "Done", "2.3")
    chat.up()
    assert chat.status("2.3") == "done"
