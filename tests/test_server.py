"""Holds that one real process serves: ready, answering Slack, delivering, measured, and gone in good order."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE, get, post
from tests.standins.letters import SOMETHING
from tests.standins.slack import SlackServer
from tests.world.vocabulary import EDI, PLAN, RELATIONS
from wres_bot.admin import examples
from wres_bot.domain.cards import Card, text
from wres_bot.domain.dates import london_instant
from wres_bot.resources import find_shipped
from wres_bot.store import actions, outbox, people, plans
from wres_bot.store.engine import Store, make_engine
from wres_bot.store.models import Letter

START = [sys.executable, "-m", "wres_bot", "serve"]


@dataclass
class Served:
    """The bot in a process of its own, and what the test knows of it."""

    url: str
    store: Store
    slack: SlackServer
    program: "subprocess.Popen[bytes]"
    log: Path

    def answer(self, words: str) -> str:
        """What a command is answered; also where it took longer than Slack waits, and the answer follows."""
        told = len(self.slack.responses())
        said = self.slash(words)
        assert (said.status_code, said.json()["response_type"]) == (200, "ephemeral")
        if not said.json()["text"].startswith("On it."):
            return str(said.json()["text"])
        self.until(lambda: len(self.slack.responses()) > told, "answered")
        return str(self.slack.responses()[told]["text"])

    def slash(self, words: str, *, user: str = RELATIONS, signature: str | None = None) -> httpx.Response:
        made = self.slack.payloads.slash(
            words, user=self.slack.user(user), channel=self.slack.channels["race-equality-network"], ts=int(time.time())
        )
        headers = made.headers | ({"X-Slack-Signature": signature} if signature is not None else {})
        return post(f"{self.url}/slack/events", content=made.body, headers=headers)

    def put(self, key: str, words: str, to: str = EDI) -> None:
        """A letter, as any command or job puts one."""
        with self.store.write() as db:
            person = people.find_person_by_email(db, to, date(2021, 1, 4))
            trust = people.find_trust_by_key(db, "esneft")
            assert person and trust
            card = Card("A word from the tests", (text(words),))
            at = datetime(2021, 1, 4, tzinfo=UTC)
            assert outbox.put(db, key, trust.id, SOMETHING["notice"], at, person_id=person.id, card=card)

    def letter(self, key: str) -> Letter:
        with self.store.read() as db:
            found = outbox.find_letter_by_key(db, key)
        assert found
        return found

    def status(self, ref: str) -> str:
        with self.store.read() as db:
            plan = plans.find_plan_by_name(db, PLAN)
            assert plan
            return next(a.status for a in actions.load_actions(db, plan.id, date(2021, 1, 4)) if a.ref == ref)

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Waits for what the process does by itself, and not on if it has ended."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if true():
                return
            try:
                self.program.wait(0.1)
                pytest.fail(f"it ended by itself, before {what}:\n{self.log.read_text()}")
            except subprocess.TimeoutExpired:
                continue
        pytest.fail(f"not {what} in all that time:\n{self.log.read_text()}")

    def stop(self) -> int:
        """As whoever runs it stops it. What it ended with."""
        self.program.send_signal(signal.SIGTERM)
        return self.program.wait(PATIENCE)


def env(database_url: str, port: str = "8000", **more: str) -> dict[str, str]:
    return {**os.environ, "WRES_DATABASE_URL": database_url, "WRES_PORT": port, **more}


def slack_env(slack: SlackServer) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


def load(database_url: str) -> Store:
    store = Store(make_engine(database_url))
    with store.write() as db:
        list(
            examples.load_examples(
                db, find_shipped("config/examples"), [PLAN], london_instant(date(2020, 4, 1), hour(0)), local=False
            )
        )
    return store


@contextmanager
def serving(store: Store, url: str, slack: SlackServer, folder: Path, **settings: str) -> Iterator[Served]:
    """The process, from its start to whatever end the test gave it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    log = folder / "log.txt"
    with log.open("wb") as out:
        program = subprocess.Popen(START, stderr=out, stdout=out, cwd=folder, env=env(url, str(port), **settings))
        made = Served(f"http://127.0.0.1:{port}", store, slack, program, log)
        try:
            made.until(lambda: _lives(made.url), "answering")
            yield made
        finally:
            if program.poll() is None:
                program.kill()
            program.wait(PATIENCE)
            store.close()


def _lives(url: str) -> bool:
    try:
        return bool(get(f"{url}/health/live").status_code == 200)
    except httpx.TransportError:
        return False


def test_one_process_serves_answers_delivers_and_stops(
    database_url: str, slack_server: SlackServer, tmp_path: Path
) -> None:
    with serving(load(database_url), database_url, slack_server, tmp_path, **slack_env(slack_server)) as served:
        ready = {"ready": True, "problems": {}}
        served.until(lambda: get(f"{served.url}/health/ready").json() == ready, "ready")

        # A signed command is answered, and is in the store by then.
        assert "2.3 is now done" in served.answer("update 2.3 done")
        assert served.status("2.3") == "done"

        # Nobody else may speak for Slack.
        assert served.slash("update 2.3 in progress", signature="v0=" + "0" * 64).status_code == 401
        assert served.slash("update 2.3 in progress", signature="").status_code == 401
        assert post(f"{served.url}/slack/events", content=b"{not a form").status_code == 401
        assert served.status("2.3") == "done"

        # A letter put by anybody is delivered by whoever serves.
        served.put("notice:esneft:a-test", "It arrived.")
        served.until(lambda: served.letter("notice:esneft:a-test").state == "sent", "delivered")
        [message] = [m for m in slack_server.messages_to(EDI) if "It arrived." in m["text"]]
        assert message["metadata"]["event_payload"]["key"] == "notice:esneft:a-test"

        figures = get(f"{served.url}/metrics").text
        assert 'wres_letters{state="sent"} 1.0' in figures

        assert served.stop() == 0
        _sound_log(served)


def test_a_broken_store_is_owned_up_to_and_the_log_holds_nothing_that_was_said(
    sqlite_url: str, slack_server: SlackServer, tmp_path: Path
) -> None:
    with serving(load(sqlite_url), sqlite_url, slack_server, tmp_path, **slack_env(slack_server)) as served:
        with served.store.write() as db:
            db.exec_driver_sql("ALTER TABLE event RENAME TO mislaid")
        said = served.answer("note 2.3 the course on the third floor is full")
        assert "Something went wrong on my side" in said
        told = served.log.read_text()
        assert "Traceback" not in said
        assert "no such table" in told
        assert "third floor" not in told
        assert EDI not in told


def test_a_message_on_its_way_when_it_stops_is_neither_lost_nor_left_claimed(
    sqlite_url: str, slack_server: SlackServer, tmp_path: Path
) -> None:
    with serving(load(sqlite_url), sqlite_url, slack_server, tmp_path, **slack_env(slack_server)) as served:
        slack_server.faults.add("chat.postMessage", "hang")
        served.put("notice:esneft:on-its-way", "Did it arrive?")
        served.until(lambda: any(c.method == "chat.postMessage" for c in slack_server.calls), "sending")
        served.put("notice:esneft:next", "After that.")
        assert served.stop() == 0
        with served.store.read() as db:
            assert outbox.list_letters(db, state="claimed") == []
        assert served.letter("notice:esneft:on-its-way").state == "unsure"
        assert served.letter("notice:esneft:next").state in ("waiting", "retry", "sent")  # it waits for no other


def _sound_log(served: Served) -> None:
    """One JSON object a line; no trouble, and nothing that was said."""
    lines = served.log.read_text().splitlines()
    said = [json.loads(line) for line in lines]
    assert {"serving", "stopped"} <= {line["event"] for line in said}
    assert [line for line in said if line["level"] in ("error", "critical")] == []
    for secret in ("It arrived", "2.3 done", served.slack.token, served.slack.signing_secret):
        assert secret not in served.log.read_text()


# Not begun


def refused(database_url: str, **more: str) -> str:
    """What it says when it will not start."""
    ended = subprocess.run(
        START, env=env(database_url, "8000", **more), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode not in (0, None)
    assert "Traceback" not in ended.stderr + ended.stdout
    said: list[str] = ended.stderr.strip().splitlines()
    return said[-1]


def test_a_database_without_its_tables_is_refused_with_what_to_do(
    empty_database_url: str, slack_process: SlackServer
) -> None:
    assert "wres-bot migrate" in refused(empty_database_url, **slack_env(slack_process))


def test_with_no_chat_platform_it_is_not_ready_and_says_what_to_set(
    sqlite_url: str, slack_process: SlackServer, tmp_path: Path
) -> None:
    with serving(Store(make_engine(sqlite_url)), sqlite_url, slack_process, tmp_path) as served:
        answer = get(f"{served.url}/health/ready")
        assert answer.status_code == 503
        assert "SLACK_BOT_TOKEN" in answer.json()["problems"]["chat"]


def test_half_a_slack_is_refused_by_name(sqlite_url: str) -> None:
    assert "SLACK_SIGNING_SECRET is missing" in refused(sqlite_url, SLACK_BOT_TOKEN="xoxb-1")


def test_a_database_that_is_not_there_is_a_sentence(tmp_path: Path, slack_process: SlackServer) -> None:
    nowhere = f"postgresql+psycopg://postgres@/wres?host={tmp_path}"
    assert "database" in refused(nowhere, **slack_env(slack_process)).casefold()


def test_nothing_is_loaded_to_serve_that_only_pictures_or_tables_need() -> None:
    heavy = ["pandas", "matplotlib", "scipy", "openpyxl", "numpy", "alembic.command"]
    code = f"import sys, wres_bot.__main__, wres_bot.server; print([m for m in {heavy} if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert ended.stdout.strip() == "[]"
