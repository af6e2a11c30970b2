"""Owns bot processes made to be killed: real `serve` processes with short waits, forked where all is imported already.

Each line on standard input starts one, and its process id is the answer. The end of the input ends them all.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
import uvicorn

from tests.torture.callers import SECRET
from tests.torture.small_teams import TENANT
from wres_bot.app import build_app, make_host
from wres_bot.chat.slack.adapter import SlackAdapter
from wres_bot.chat.slack.settings import SlackSettings
from wres_bot.chat.teams.adapter import TeamsAdapter
from wres_bot.chat.teams.settings import TeamsSettings
from wres_bot.config import Settings
from wres_bot.delivery import schedule
from wres_bot.delivery.outcomes import Timing
from wres_bot.delivery.worker import Counts, Pace
from wres_bot.server import ServerProcess

TIMEOUT = 0.8
LATE = 1.2
"""Seconds: how long the bot waits for an answer, and the longest that anything takes on the way."""
TIMING = Timing(
    lease=timedelta(seconds=5),
    quiet=timedelta(seconds=2.5),
    first=timedelta(seconds=0.2),
    longest=timedelta(seconds=1),
    every=0.2,
)


@dataclass(frozen=True)
class Given:
    """What one process is told. `began` is the real moment at which the clock of the test stood at `starts`."""

    database: str
    slack: str
    token: str
    teams: str
    began: str
    starts: str
    gap: float
    port: int = 0

    def now(self) -> datetime:
        return datetime.fromisoformat(self.starts) + (datetime.now(UTC) - datetime.fromisoformat(self.began))


class Hurried(ServerProcess):
    """Serves as ever, and ticks every second rather than every few minutes."""

    ticked = 0.0

    async def deliver(self, lane: int = 0) -> Counts:
        now = asyncio.get_running_loop().time()
        if now - self.ticked > 1:
            self.ticked = now
            await asyncio.to_thread(schedule.run_jobs, self.app.store, self.app.now())
        return await super().deliver(lane)


def bot(given: Given) -> None:
    app = build_app(Settings.model_validate({"WRES_DATABASE_URL": given.database}), given.now)
    slack = SlackSettings.model_validate(
        {"SLACK_API_URL": given.slack, "SLACK_BOT_TOKEN": given.token, "SLACK_SIGNING_SECRET": SECRET}
    )
    teams = TeamsSettings.model_validate(
        {"TEAMS_CLIENT_ID": "the-bot", "TEAMS_TENANT_ID": TENANT, "TEAMS_SERVICE_URL": given.teams}
    )
    host = make_host(app)
    app.add(SlackAdapter(slack, host, timeout=TIMEOUT))
    app.add(TeamsAdapter(teams, host, timeout=TIMEOUT))
    serving = Hurried(app, TIMING)
    serving.pace = Pace(gap=given.gap)
    uvicorn.run(serving.api(), host="127.0.0.1", port=given.port, loop="uvloop", http="httptools", log_config=None)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed leave nothing behind
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    made = []
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.close(0)
            bot(Given(**json.loads(line)))
            os._exit(0)
        made.append(child)
        print(child, flush=True)
    for child in made:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
