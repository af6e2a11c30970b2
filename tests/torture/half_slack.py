"""Owns the half of an ordeal that is on Slack: who is there, and how what came is read back. Knows nothing of bots."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.torture.half_teams import HalfTeams
from tests.torture.storm import Storm


def people(number: int) -> list[str]:
    return [f"person{n}@esneft.example" for n in range(number)]


@dataclass
class Slack:
    """What an ordeal needs of a Slack: who is there, and how to read back what was posted, past the storm.

    `account`: somebody's id, and the channel in which they write to the bot.
    """

    storm: Storm
    token: str
    team: str
    channels: Mapping[str, str]
    keys: Callable[[], Counter[str]]
    account: Callable[[str], tuple[str, str]]
    teams: HalfTeams

    @property
    def teams_url(self) -> str:
        return f"{self.storm.url}/teams"

    @property
    def told(self) -> dict[str, str]:
        """What a bot is told of both platforms."""
        return {"slack": f"{self.storm.url}/api/", "token": self.token, "teams": self.teams_url}
