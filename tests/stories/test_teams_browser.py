"""Teams as somebody sees it: Microsoft's own client in a real browser, with the bot serving behind it.

The client's page is that of the Head of Employee Relations; the other people speak without one.
"""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.contract.chat import DIGEST_MORNING, FIRST_MORNING
from tests.patience import PATIENCE, get
from tests.standins.teams import TeamsServer
from tests.world.vocabulary import EDI, NETWORK, at
from wres_bot.delivery import schedule
from wres_bot.store.engine import Store, make_engine

SHOTS = os.environ.get("WRES_TEST_SHOTS")


class Bot:
    """The bot as a process of its own, at a moment that the story moves."""

    def __init__(self, folder: Path, database: Path, teams: TeamsServer) -> None:
        self._moment, self._heard = folder / "moment", folder / "heard.txt"
        self.url = f"sqlite:///{database}"
        self.at(FIRST_MORNING - timedelta(hours=1))
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        self._out = self._heard.open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.at_a_moment", str(self._moment)],
            stdout=self._out,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "WRES_DATABASE_URL": self.url,
                "WRES_PORT": str(port),
                "WRES_PUBLIC_URL": self.address,
                "TEAMS_CLIENT_ID": teams.world.client_id,
                "TEAMS_TENANT_ID": teams.world.tenant,
                "TEAMS_SERVICE_URL": teams.service_url,
                "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true",
            },
        )

    def at(self, moment: datetime) -> None:
        self._moment.write_text(moment.isoformat())

    def tick(self, moment: datetime) -> None:
        """Time moves on, and what is due is put; the process behind the page delivers it."""
        self.at(moment)
        store = Store(make_engine(self.url))
        schedule.run_jobs(store, moment)
        store.close()

    def wait(self) -> None:
        end = monotonic() + PATIENCE
        while monotonic() < end:
            try:
                self._process.wait(0.25)
                pytest.fail(f"the bot ended by itself:\n{self._heard.read_text()}")
            except subprocess.TimeoutExpired:
                pass
            try:
                if get(f"{self.address}/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                continue
        pytest.fail(f"the bot did not start:\n{self._heard.read_text()}")

    def stop(self) -> str:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._out.close()
        return self._heard.read_text()


@pytest.fixture
def bot(loaded: Path, tmp_path: Path, teams_process: TeamsServer) -> Iterator[Bot]:
    database = tmp_path / "wres.db"
    database.write_bytes(loaded.read_bytes())
    made = Bot(tmp_path, database, teams_process)
    teams_process.reset(f"{made.address}/teams/messages")
    teams_process.proxy.signed = False
    made.wait()
    yield made
    teams_process.proxy.signed = True
    assert "Traceback" not in made.stop()


def test_an_owner_from_the_day_they_add_the_bot_to_a_digest(bot: Bot, teams_process: TeamsServer, page: Page) -> None:
    teams = teams_process
    # The page opens with the app being added for whoever sits at it.
    page.goto(teams.page)
    expect(card(page, "Hello")).to_be_visible()
    shots(page, "install", card(page, "Hello"))

    # A reminder comes by itself, and is answered by its button.
    teams.install(NETWORK, by=EDI)
    bot.tick(FIRST_MORNING)
    reminder = card(page, "was to start in November 2020")
    expect(reminder).to_contain_text("2.3 Introduce RCN Cultural Ambassadors")
    shots(page, "reminder", reminder)
    reminder.get_by_role("button", name="In progress").click()
    expect(card(page, "2.3 is now in progress")).to_be_visible()

    # The reminder itself then says so, and asks no more.
    expect(card(page, "2.3 is in progress. Thank you.")).to_be_visible()
    expect(card(page, "was to start in November 2020")).to_have_count(0)

    # And by typing.
    bot.at(at("2021-01-04", "11:00"))
    say(page, "update 2.3 done")
    expect(card(page, "2.3 is now done")).to_be_visible()
    shots(page, "update", card(page, "2.3 is now done"))

    # In the channel stands what the group's lead asked for.
    teams.mention(EDI, NETWORK, "use this channel for network")
    page.get_by_role("treeitem", name=re.compile(NETWORK)).click()
    bot.tick(DIGEST_MORNING)
    digest = card(page, "Our race equality plan: October to December")
    expect(digest).to_be_visible()
    expect(card(page, "Freedom to Speak Up Guardian")).to_be_visible()
    shots(page, "digest", digest)


def card(page: Page, words: str) -> Locator:
    """The newest card with these words."""
    return page.locator(".ac-adaptiveCard", has_text=words).last


def say(page: Page, words: str) -> None:
    page.get_by_role("textbox").click()
    page.keyboard.type(words)
    page.get_by_role("button", name="Send Message").click()


def shots(page: Page, name: str, shown: Locator) -> None:
    """The page as on a computer and as narrow as a telephone; nothing of the card is cut off in either."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        hide = page.get_by_role("button", name="Hide log panel")  # which comes back whenever the page grows
        if hide.is_visible():
            hide.click()
        page.evaluate(NARROW, width == 360)
        page.evaluate(STILL)
        shown.scroll_into_view_if_needed()
        box = shown.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert shown.evaluate(CUT_OFF) == []
        if SHOTS:
            page.mouse.move(0, 0)
            page.screenshot(path=Path(SHOTS) / f"teams-{name}-{width}.png", animations="disabled")
    page.evaluate(NARROW, False)
    page.set_viewport_size({"width": 1280, "height": 900})


# The client's page was made for 600 pixels and more. This lets what holds a card be as narrow as on a telephone, and
# takes away the bar of tools above it.
NARROW = """narrow => {
  document.getElementById('narrow')?.remove();
  if (!narrow) return;
  const style = document.createElement('style');
  style.id = 'narrow';
  style.textContent = `* { min-width: 0 !important } div:has(> h1) { display: none !important }
    :has(.ac-adaptiveCard) { width: auto !important; max-width: 100% !important; margin-right: 0 !important }`;
  document.head.append(style);
}"""
STILL = """() => Promise.all(document.getAnimations().map(
  each => Number.isFinite(each.effect.getComputedTiming().endTime) ? each.finished.catch(() => 0) : 0))"""
CUT_OFF = """card => [card, ...card.querySelectorAll('*')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).display !== 'inline')
  .map(e => e.textContent)"""
