"""Owns the bot's processes of one ordeal: started in a nursery, killed one after another. Knows nothing of letters."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from tests.patience import PATIENCE
from tests.torture.callers import free_port
from tests.world.vocabulary import at

STARTS = at("2021-01-04", "09:30")


@dataclass
class Bots:
    """The processes. They log to `log`; one that ends by itself is a failure, whatever it has sent."""

    database: str
    platforms: Mapping[str, str]
    """Where they are, and how to get in: what each process is told."""
    gap: float
    log: IO[bytes]
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    alive: list[tuple[int, int]] = field(default_factory=list)
    """Process and port of each."""

    def __post_init__(self) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip

    @property
    def ports(self) -> list[int]:
        return [port for _, port in self.alive]

    def now(self) -> datetime:
        return STARTS + (datetime.now(UTC) - self.began)

    def start(self) -> None:
        port = free_port()
        told = {
            **self.platforms, "database": self.database, "gap": self.gap, "port": port,
            "began": self.began.isoformat(), "starts": STARTS.isoformat(),
        }  # fmt: skip
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(json.dumps(told) + "\n")
        self._nursery.stdin.flush()
        self.alive.append((int(self._nursery.stdout.readline()), port))

    def kill(self, which: int) -> None:
        os.kill(self.alive[which][0], signal.SIGKILL)

    def replace(self, which: int) -> None:
        """Killed, and another started in its place; there is never nobody to call."""
        self.kill(which)
        self.start()
        self.alive.pop(which)

    def end(self) -> None:
        for which in range(len(self.alive)):
            self.kill(which)
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.close()
        self._nursery.wait(PATIENCE)
        self._nursery.stdout.close()
