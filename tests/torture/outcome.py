"""Owns what came of an ordeal: what arrived beside what was due, what history holds beside what was said; in words.

What was due is handed in, and not only read in the bot's own table; what arrived is read back from both platforms.
"""

from collections import Counter
from dataclasses import dataclass, field, fields

from tests.torture.callers import Callers
from tests.torture.half_slack import Slack
from tests.torture.half_teams import doubtful
from tests.world.world import World
from wres_bot.store import events, outbox

NEXT_DAY = "2021-01-05"


@dataclass
class Outcome:
    kills: int = 0
    faults: int = 0
    letters: int = 0
    commands: int = 0
    again: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    totals: list[dict[str, int]] = field(default_factory=list)
    on_teams: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    @property
    def words(self) -> str:
        return (
            f"{self.kills} kills, {self.faults} faults, {self.letters} letters, "
            f"{len(self.lost)} lost, {len(self.repeated)} repeated"
        )

    @property
    def more_words(self) -> list[str]:
        """What people said meanwhile, and what the written policy did where Teams could not tell."""
        found = self.on_teams
        return [
            f"{self.commands} commands said meanwhile, {self.again} of them more than once",
            f"on Teams, which cannot tell: {found['letters']} messages, {found['twice']} of them once more, "
            f"{found['by hand']} sent again by people, {found['next day']} reminders left to the next day",
        ]

    @property
    def sound(self) -> bool:
        return not self.lost and not self.repeated and all(_reconcile(each) for each in self.totals)


def _reconcile(totals: dict[str, int]) -> bool:
    """Everything that was put has an end, and is where it should be. `told`: people know what nobody else can."""
    states = {state: number for state, number in totals.items() if state not in ("put", "told")}
    return totals["put"] == totals["sent"] + totals["told"] and sum(states.values()) == totals["put"]


def count(world: World, due: set[str], slack: Slack, kills: int, faults: int) -> Outcome:
    teams, on_slack = slack.teams, slack.keys()
    on_teams = teams.keys(world)
    arrived = on_slack + on_teams
    later = teams.asked_again(arrived, NEXT_DAY)
    with world.store.read() as db:
        totals = outbox.count_by_state(db)
        put = {
            letter.key: f"{letter.key} ({letter.state}: {letter.failure})"
            for letter in outbox.list_letters(db, limit=1_000_000)
        }
    told = [letter for letter in doubtful(world) if letter.key in on_teams or letter.key in later]
    lost = sorted(put.get(key, key) for key in (due | put.keys()) - set(arrived) - later)
    repeated = [key for key, times in on_slack.items() if times > 1 or key in on_teams]
    found = Outcome(kills, faults, len(due | put.keys()), lost=lost, repeated=sorted(repeated + teams.too_often(world)))
    found.totals = [{"put": len(put), "told": len(told), **totals}]
    found.on_teams.update(
        {
            "letters": on_teams.total(),
            "twice": teams.twice(world),
            "by hand": teams.by_hand.total(),
            "next day": len(later),
        }
    )
    return found


def heard(world: World, callers: Callers) -> Outcome:
    """What history holds beside what was taken in: each once, in its order."""
    found = Outcome(lost=[f"command {words}" for words in callers.wrong])
    for caller in callers.each:
        with world.store.read() as db:
            history = events.load_history(db, world.ids[caller.ref], limit=1_000_000)
        kept = [str(each.words) for each in reversed(history) if each.field == "status" and each.who_id]
        said = [f"{number} people trained" for number in range(len(caller.said))]
        found.commands += len(said)
        found.again += caller.again
        found.lost += [f"command {caller.ref}, {words}" for words in said if words not in kept]
        found.repeated += [f"command {caller.ref}, {words}" for words, times in Counter(kept).items() if times > 1]
        if not found.lost + found.repeated and kept != said:
            found.lost.append(f"command {caller.ref}: {kept[-3:]} is not {said[-3:]}")
    return found
