"""Owns people who say things while the bot's processes die: signed commands and messages, brought until taken in.

Each says one thing after another about an action of their own, so that history must hold exactly that, in that order.
Knows the bot by HTTP only.
"""

import http.client
import random
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from urllib.parse import parse_qs

from tests.patience import PATIENCE
from tests.standins.slack_payloads import Payloads, Signed
from tests.torture.followed import FollowUps

SECRET = "torture"
TYPED_AGAIN = 30.0
"""Seconds: whoever was told to wait, and hears no more from a process that is still there, types it again."""
ON_IT = "On it."
STATUSES = ("in progress", "delayed")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def tells_done(answer: str, ref: str) -> bool:
    """Whether a person reads in it that what they said is so: now, or already, by a command whose answer was lost."""
    return any(f"{ref} is {so} " in answer for so in ("now", "already"))


@dataclass
class Caller:
    """One person. `said` was taken in, in that order; `again`: how much of it had to be brought more than once.

    `channel` is where they write to the bot directly; `ports` are those of who is alive. `told`: the last answer.
    """

    payloads: Payloads
    user: str
    channel: str
    ref: str
    ports: Callable[[], Sequence[int]]
    now: Callable[[], datetime]
    dice: random.Random
    follow_ups: FollowUps
    said: list[str] = field(default_factory=list)
    again: int = 0
    told: str | None = None

    def say_next(self) -> None:
        """Half is typed as a command and half written as a message; a message is brought again as Slack does."""
        number = len(self.said)
        status, typed = STATUSES[number % 2], self.dice.random() < 0.5
        words, tries = f"update {self.ref} {status}, {number} people trained", 0
        end = time.monotonic() + PATIENCE
        while not (self._typed(words) if typed else self._written(words, number, tries)):
            tries += 1
            if time.monotonic() > end:
                raise RuntimeError(f"nobody took in {words!r}: {self.told}")
            _pass_time(0.02 if tries < 5 else 0.2)
        self.again += bool(tries)
        self.said.append(status)

    def _typed(self, words: str) -> bool:
        """Typed again when the answer is a refusal, or is lost; whoever is told to wait waits while it may come."""
        request = self.payloads.slash(words, user=self.user, channel=self.channel, ts=self._stamp())
        port = self.dice.choice(self.ports())
        answer = self._post(request, port)
        if answer is not None and ON_IT in answer:
            url = parse_qs(request.body.decode())["response_url"][0]
            answer = self.follow_ups.wait(url, TYPED_AGAIN, lambda: port in self.ports())
        return answer is not None and tells_done(answer, self.ref)

    def _written(self, words: str, number: int, tries: int) -> bool:
        """Taken in once it is acknowledged: what is not comes again, marked as such, and never for the last time."""
        written = self.payloads.message(
            words, user=self.user, channel=self.channel, ts=self._stamp(), retry=min(tries, 2),
            message_ts=f"{1_700_000_000 + number}.000100", event_id=f"Ev{self.user}{number}",
        )  # fmt: skip
        return self._post(written, self.dice.choice(self.ports())) is not None

    def _stamp(self) -> int:
        return int(self.now().timestamp())

    def _post(self, request: Signed, port: int) -> str | None:
        """The answer; None when it was refused, cut off, or not acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", "/slack/events", request.body, request.headers)
            answer = connection.getresponse()
            self.told = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return self.told if answer.status == 200 else None


@dataclass
class Callers:
    """All of them at once, each in a thread, until told to stop. `wrong`: what nobody took in."""

    each: Sequence[Caller]
    pause: float = 0.05
    wrong: list[str] = field(default_factory=list)
    _over: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    @property
    def said(self) -> int:
        """How much has been taken in so far."""
        return sum(len(one.said) for one in self.each)

    def begin(self) -> None:
        self._threads = [Thread(target=self._run, args=(one,), daemon=True) for one in self.each]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Everybody ends what they have begun to say."""
        self._over.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)

    def _run(self, caller: Caller) -> None:
        try:
            while not self._over.wait(self.pause):
                caller.say_next()
        except Exception as error:
            self.wrong.append(f"{caller.ref}: {error}")


def _pass_time(seconds: float) -> None:
    """Whoever was just killed is replaced by a process that needs real time to start."""
    time.sleep(seconds)
