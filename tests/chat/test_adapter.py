"""A platform is its folder and one row: a small one is added here, and the stories are told on it."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.chat import letterbox
from tests.chat.letterbox import LetterboxAdapter, LetterboxPlatform
from tests.contract.chat import CHANNELS, FIRST_MORNING, Chat, Clock, Message, Press
from tests.contract.rim import Rim
from tests.contract.test_answers import (  # noqa: F401 - told again, on the platform of this file
    test_a_list_is_read_page_by_page,
    test_a_slip_of_the_finger_is_asked_about,
    test_an_action_is_updated_by_a_button,
    test_an_action_is_updated_by_command,
    test_help_with_one_command_says_more_about_it,
    test_the_last_page_offers_no_more,
)
from tests.patience import PATIENCE
from tests.world.vocabulary import RELATIONS
from wres_bot import config
from wres_bot.app import build_app, run_checks, tick
from wres_bot.config import PlatformEntry, read_settings
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.domain.cards import CARD, Buttons
from wres_bot.domain.errors import ConfigError
from wres_bot.domain.ports import Via
from wres_bot.server import ServerProcess

ROW = PlatformEntry(("LETTERBOX_",), "tests.chat.letterbox:LetterboxSettings")
TOKEN = {"LETTERBOX_TOKEN": "open-sesame"}


@pytest.fixture(autouse=True)
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "PLATFORMS", (*config.PLATFORMS, ROW))
    monkeypatch.setattr(LetterboxAdapter, "channels", CHANNELS)


class LetterboxChat(Chat):
    """The letterbox as the stories use it."""

    name = letterbox.NAME

    def __init__(self, url: str, clock: Clock, rim: Rim) -> None:
        self.clock, self._rim = clock, rim
        self.app = build_app(read_settings({"WRES_DATABASE_URL": url, **TOKEN}), clock)
        self.process = ServerProcess(self.app)
        rim.app = self.process.api()
        platform = self.app.platforms[self.name]
        assert isinstance(platform, LetterboxPlatform)
        self.platform = platform
        self._ids = count(1)
        self._last: dict[str, Any] = {}

    def close(self) -> None:
        self._rim.run(self.app.close_platforms())
        self.app.store.close()

    def say(self, person: str, text: str, place: str | None = None) -> Message:
        return self._post(person, text, "command", place)

    def write(self, person: str, text: str) -> Message:
        return self._post(person, text, "message", None)

    def mention(self, person: str, channel: str, text: str) -> Message:
        return self._post(person, text, "mention", channel)

    def click(self, person: str, message: Message, label: str, about: str = "") -> Message:
        says, version, origin = message.button(label, about).handle
        return self._post(person, says, "click", message.handle, version, origin)

    def again(self) -> list[Message]:
        raise NotImplementedError

    def read_direct(self, person: str) -> list[Message]:
        return [_shown(CARD.dump_python(each.card, mode="json"), None) for each in self._posted(person)]

    def read_channel(self, name: str) -> list[Message]:
        return self.read_direct(name)

    def _posted(self, place: str) -> list[letterbox.Posted]:
        return [each for each in self.platform.posted if each.place == place]

    def tick(self, moment: datetime) -> None:
        self.clock.moment = moment
        self._rim.run(tick(self.app, Pace(gap=0)))

    def leave(self, person: str) -> None:
        raise NotImplementedError

    def open_up(self, channel: str) -> None:
        raise NotImplementedError

    def down(self) -> None:
        self.platform.away = True

    def up(self) -> None:
        self.platform.away = False

    def pictures(self, message: Message) -> list[str]:
        raise NotImplementedError

    def draw(self, message: Message) -> str:
        return message.words

    def harmless(self, message: Message) -> None:
        raise NotImplementedError

    def _post(
        self, person: str, text: str, via: Via, place: str | None, version: int | None = None, origin: str = ""
    ) -> Message:
        body = {
            "from": person, "place": place or person, "text": text, "id": f"l{next(self._ids)}", "via": via,
            "kind": "channel" if place else "direct", "version": version, "origin": origin,
        }  # fmt: skip
        answer = self._rim.http.post("/letterbox", json=body, headers={"Authorization": "Bearer open-sesame"}).json()
        self._rim.run(deliver_all(self.store, self.app.platforms, self.clock, self.app.holder, pace=Pace(gap=0)))
        return _shown(answer["card"], person if place and answer["only_asker"] else None, place)


def _shown(drawn: Any, only: str | None, place: str | None = None) -> Message:
    card = CARD.validate_python(drawn)
    buttons = [b for block in card.blocks if isinstance(block, Buttons) for b in block.items]
    pressed = [Press(b.label, b.about, (b.says, b.version, b.origin)) for b in buttons]
    if card.more:
        pressed.append(Press("More", "", (card.more, None, "")))
    return Message(card.plain(), tuple(pressed), only, handle=place)


@pytest.fixture
def chat(rim: Rim, loaded: Path, tmp_path: Path) -> Iterator[LetterboxChat]:
    copy = tmp_path / "wres.db"
    shutil.copyfile(loaded, copy)
    made = LetterboxChat(f"sqlite:///{copy}", Clock(FIRST_MORNING), rim)
    yield made
    made.close()


def test_its_letters_are_delivered(chat: LetterboxChat) -> None:
    chat.write(RELATIONS, "hello")  # from here on the bot knows where to find them
    chat.tick(FIRST_MORNING)
    assert any("2.3" in each.words for each in chat.read_direct(RELATIONS))


def test_what_came_from_elsewhere_is_not_let_in(chat: LetterboxChat, rim: Rim) -> None:
    assert rim.http.post("/letterbox", json={}).status_code == 401


async def test_a_process_that_serves_runs_it_tells_whether_it_hears_and_closes_it(chat: LetterboxChat) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(rim_app := chat._rim.app), base_url="http://x") as http:
        assert "shut" in (await http.get("/health/ready")).json()["problems"]["letterbox"]
        async with chat.process.lifespan(rim_app):  # type: ignore[arg-type]
            async with asyncio.timeout(PATIENCE):
                while (await http.get("/health/ready")).status_code != 200:
                    pass
    assert chat.platform.closed


async def test_doctor_looks_at_it(chat: LetterboxChat) -> None:
    assert ("letterbox", "ok") in [(each.what, each.state) for each in await run_checks(chat.app)]
    chat.down()
    assert ("letterbox", "broken") in [(each.what, each.state) for each in await run_checks(chat.app)]


def test_its_settings_are_read_as_any_others(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from a file\n")
    read = read_settings({"LETTERBOX_TOKEN_FILE": str(tmp_path / "token")}).platforms[letterbox.NAME]
    assert isinstance(read, letterbox.LetterboxSettings)
    assert (read.token, read.is_complete) == ("from a file", True)
    with pytest.raises(ConfigError, match="LETTERBOX_TOKEN is missing"):
        read_settings({"LETTERBOX_STREET": "High Street"})


def test_where_nothing_is_said_of_it_it_is_not_there() -> None:
    assert letterbox.NAME not in read_settings({}).platforms
