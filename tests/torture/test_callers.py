"""Holds that a person who types a command again, because its answer was lost, reads that it was done; and once only."""

from dataclasses import replace
from urllib.request import Request, urlopen

from tests.patience import PATIENCE
from tests.torture.callers import tells_done
from tests.torture.followed import FollowUps
from tests.world.vocabulary import EDI
from tests.world.world import one_trust
from wres_bot.chat.slack.render import render
from wres_bot.commands.dispatch import handle
from wres_bot.domain.ports import Incoming, Profile
from wres_bot.store import events


def test_a_command_whose_answer_was_lost_is_answered_with_what_is_so(database_url: str) -> None:
    world = next(made := one_trust(database_url))
    world.add_action("2.2", None, "Head of EDI")
    said = Incoming(
        "slack", "T1", "U1", "D1", "update 2.2 in progress, two held", "first",
        place_kind="direct", profile=Profile("U1", EDI),
    )  # fmt: skip
    told = []
    for id_ in ("first", "second"):  # Slack names each typed command anew
        with world.store.write() as db:
            answer = handle(db, replace(said, id=id_), world.now)
        assert answer
        told.append(render(answer.card)[0].text)
    assert all(tells_done(words, "2.2") for words in told)
    assert told[1].startswith("2.2 is already in progress.\n")
    with world.store.read() as db:
        assert [each.words for each in events.load_history(db, world.ids["2.2"], 9) if each.who_id] == ["two held"]
    next(made, None)


def test_a_refusal_or_a_wait_is_not_taken_for_done() -> None:
    for words in ("On it. The answer follows here.", "Sorry, that didn't work", "2.2 has changed since that message."):
        assert not tells_done(words, "2.2")


def test_whoever_waits_for_an_answer_gets_it_and_gives_up_when_its_process_is_gone() -> None:
    follow_ups = FollowUps()
    urlopen(Request(f"{follow_ups.url}/1", b'{"text": "2.2 is now done."}', method="POST")).read()
    assert follow_ups.wait(f"{follow_ups.url}/1", PATIENCE, lambda: False) == '{"text": "2.2 is now done."}'
    assert follow_ups.wait(f"{follow_ups.url}/2", PATIENCE, lambda: False) is None
    follow_ups.close()
