"""Holds that no letter is lost and none repeated, whatever dies: a short ordeal on Slack's local server and a Teams."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.standins.slack import SlackServer
from tests.torture.child import LATE
from tests.torture.half_slack import Slack, people
from tests.torture.half_teams import HalfTeams
from tests.torture.ordeal import ordeal
from tests.torture.storm import Storm

CROWD = people(8)
NAMES = ("race-equality-network", "shared-with-council")


@pytest.fixture
def stormy(slack_process: SlackServer) -> Iterator[Slack]:
    slack_process.reset(people=CROWD)
    teams = HalfTeams.of(6)
    storm = Storm(slack_process.proxy.upstream, seed=2021, late=LATE, teams=teams.small)
    storm.start()
    channels = {name: slack_process.channels[name] for name in NAMES}

    def keys() -> Counter[str]:
        """Every letter that anybody can read in Slack."""
        read = [slack_process.history(name) for name in NAMES]
        read += [slack_process.messages_to(email) for email in [*CROWD, "head.of.edi", "head.of.resourcing"]]
        return Counter(m["metadata"]["event_payload"]["key"] for messages in read for m in messages if "metadata" in m)

    def account(email: str) -> tuple[str, str]:
        return slack_process.user(email), slack_process.direct(email)

    yield Slack(storm, slack_process.token, slack_process.team, channels, keys, account, teams)
    storm.stop()


@pytest.mark.parametrize(("database", "processes", "kills"), [("sqlite_url", 1, 4), ("postgresql_url", 3, 8)])
def test_every_letter_arrives_once_whatever_dies(
    request: pytest.FixtureRequest, stormy: Slack, tmp_path: Path, database: str, processes: int, kills: int
) -> None:
    url = request.getfixturevalue(database)
    with (tmp_path / "log.txt").open("wb") as log:
        outcome = ordeal(url, stormy, kills=kills, seed=4, processes=processes, crowd=CROWD, log=log, letters_a_kill=20)
    assert outcome.lost == outcome.repeated == []
    assert outcome.sound, outcome.totals
    assert outcome.kills == kills
    assert outcome.commands > kills
    assert outcome.faults > kills
