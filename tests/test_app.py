"""Holds the app to counting what is said to it, on which platform and with what outcome."""

from datetime import datetime

import pytest

from tests.world.vocabulary import EDI, MORNING
from tests.world.world import WORKSPACE, two_trusts
from wres_bot.app import App, find_outcome
from wres_bot.config import read_settings
from wres_bot.domain.cards import Card
from wres_bot.domain.ports import Answer, CommandOutcome, Incoming
from wres_bot.server import ServerProcess
from wres_bot.store.engine import Store, make_engine
from wres_bot.web.metrics import Metrics

Counted = list[tuple[str, CommandOutcome]]


def said(words: str, id: str) -> Incoming:
    return Incoming("local", WORKSPACE, EDI, f"D-{EDI}", words, id, "message", "direct")


@pytest.mark.parametrize(("answer", "outcome"), [
    (None, CommandOutcome.SILENT),
    (Answer(Card("1.3 is now done.", (), "good")), CommandOutcome.ANSWERED),
    (Answer(Card("Nothing has changed.", (), "refused")), CommandOutcome.REFUSED),
])  # fmt: skip
def test_what_came_of_it_is_told_by_the_answer(answer: Answer | None, outcome: CommandOutcome) -> None:
    assert find_outcome(answer) is outcome


async def test_each_thing_said_is_counted_once_with_what_came_of_it(sqlite_url: str) -> None:
    for _ in two_trusts(sqlite_url):
        app, counted = _counting(sqlite_url)
        await app.handle(said("show 1.3", "m1"))
        await app.handle(said("show 1.3", "m1"))  # which the platform brings again
        await app.handle(said("show 9.9", "m2"))
        app.store.close()
    assert counted == [
        ("local", CommandOutcome.ANSWERED), ("local", CommandOutcome.SILENT), ("local", CommandOutcome.REFUSED),
    ]  # fmt: skip


async def test_what_breaks_is_counted_as_failed(sqlite_url: str) -> None:
    app, counted = _counting(sqlite_url)
    app.store.close()
    with pytest.raises(Exception, match="closed|shutdown"):
        await app.handle(said("show 1.3", "m1"))
    assert counted == [("local", CommandOutcome.FAILED)]


def test_a_serving_process_counts_into_its_metrics(sqlite_url: str) -> None:
    app, _ = _counting(sqlite_url)
    ServerProcess(app).api()
    assert app.count_command is not None
    assert isinstance(getattr(app.count_command, "__self__", None), Metrics)
    app.store.close()


def _counting(url: str) -> tuple[App, Counted]:
    counted: Counted = []
    app = App(read_settings({}), Store(make_engine(url)), _morning)

    def count(platform: str, outcome: CommandOutcome, seconds: float) -> None:
        assert seconds >= 0
        counted.append((platform, outcome))

    app.count_command = count
    return app, counted


def _morning() -> datetime:
    return MORNING
