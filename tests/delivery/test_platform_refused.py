"""A platform that refuses the bot itself is owned up to: readiness, a metric, a line, the leads on the other one."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.delivery.test_two_platforms import Chat
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.app import App
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.config import read_settings
from wres_bot.delivery.worker import deliver_batch
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, Receipt
from wres_bot.server import ServerProcess
from wres_bot.store import outbox, people
from wres_bot.web.metrics import Metrics

REVOKED = "The bot's token was taken back. Whoever runs the bot should renew SLACK_BOT_TOKEN."


class Revoked(Chat):
    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        raise DeliveryError(REVOKED, permanent=True, concerns="bot", reason="token_revoked")


@dataclass
class Asked:
    """An adapter whose platform has these problems."""

    name: str
    platform: Any
    problems: list[str] = field(default_factory=list)
    reads_store: bool = False

    async def close(self) -> None:
        pass

    def listen(self) -> Any:
        return self

    def find_problem(self) -> str | None:
        return None

    async def find_problems(self) -> list[str]:
        return self.problems


@pytest.fixture
def served(world: World) -> ServerProcess:
    app = App(read_settings({}), world.store, lambda: world.now)
    local = LocalPlatform(app.room, lambda: world.now)
    for name in ("slack", "teams"):
        app.add(Asked(name, local))
    with world.store.write() as db:
        for name in ("slack", "teams"):
            people.link_identity(db, world.ids[EDI], name, "w", f"{name}@x", world.now)
    return ServerProcess(app)


async def test_a_token_taken_back_is_told_by_readiness_a_metric_a_line_and_to_the_leads(
    served: ServerProcess, world: World
) -> None:
    adapter: Any = served.app.adapters["slack"]
    adapter.problems = [REVOKED]
    with capture_logs() as logged:
        await served.ask_platform("slack")
        assert served._find_platform_problem("slack") == REVOKED
        assert served._find_platform_problem("teams") is None
        assert world.letters("notice") == []  # it may be over in a moment
        for _ in range(3):
            await served.ask_platform("slack")
    assert [each["event"] for each in logged if each["log_level"] == "error"] == ["platform_refuses_bot"]
    [letter] = world.letters("notice")
    assert (letter.platform, letter.person_id) == ("teams", world.ids[EDI])
    metrics = Metrics(world.store, lambda: world.now, lambda: {n: served.find_refusal(n) is None for n in ("slack",)})
    assert metrics.registry.get_sample_value("wres_platform_working", {"platform": "slack"}) == 0
    adapter.problems = []
    await served.ask_platform("slack")
    assert served._find_platform_problem("slack") is None


async def test_a_letter_that_finds_it_out_says_so_too(served: ServerProcess, world: World) -> None:
    slack = Revoked("slack", world)
    with world.store.write() as db:
        people.link_identity(db, world.ids[RESOURCING], "slack", "w", "U1@x", world.now)
    world.add_action("1.3", "2021-01-11")
    world.put("2021-01-04")
    await deliver_batch(world.store, {"slack": slack}, lambda: world.now, "x", pace=served.pace)
    assert served._find_platform_problem("slack") == REVOKED
    world.later(hours=1)
    with world.store.read() as db:
        oldest = outbox.find_oldest_ready(db, world.now)
    assert oldest is not None and (world.now - oldest).total_seconds() >= 3600  # trying again makes it no younger
