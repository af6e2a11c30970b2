"""Holds how the main cards look on each platform, as text for people to review.

`WRES_TEST_GOLDEN=write .venv/bin/pytest tests/contract/test_golden.py` writes them again, to be read in the diff.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.chat import CHAIR, DIGEST_MORNING, EDUCATION, FIRST_MORNING, PREVIEW_MORNING, Chat, Message
from tests.world.vocabulary import EDI, NETWORK, RELATIONS, STEERING

FOLDER = Path(__file__).parent / "golden"


def reminder(chat: Chat) -> list[Message]:
    chat.tick(FIRST_MORNING)
    return chat.read_direct(EDUCATION)


def update(chat: Chat) -> list[Message]:
    return [chat.say(RELATIONS, "2.3 in progress, eight people trained", NETWORK)]


def options(chat: Chat) -> list[Message]:
    return [chat.say(RELATIONS, "update 2.3", NETWORK)]


def show(chat: Chat) -> list[Message]:
    chat.write(RELATIONS, "2.3 in progress, eight people trained")
    chat.later(hours=1)
    return [chat.say(EDI, "show 2.3")]


def status(chat: Chat) -> list[Message]:
    chat.write(RELATIONS, "2.3 in progress, eight people trained")
    return [chat.say(CHAIR, "status", STEERING)]


def preview(chat: Chat) -> list[Message]:
    chat.set_up_channels()
    chat.tick(PREVIEW_MORNING)
    return [m for m in chat.read_direct(EDI) if f"goes to {NETWORK}" in m.words]


def network(chat: Chat) -> list[Message]:
    return _digest(chat, NETWORK)


def steering(chat: Chat) -> list[Message]:
    return _digest(chat, STEERING)


def _digest(chat: Chat, channel: str) -> list[Message]:
    chat.set_up_channels()
    chat.write(RELATIONS, "2.3 in progress, eight people trained")
    chat.tick(FIRST_MORNING)
    chat.tick(DIGEST_MORNING)
    return chat.read_channel(channel)


CARDS: dict[str, Callable[[Chat], list[Message]]] = {
    "reminder": reminder,
    "update": update,
    "options": options,
    "show": show,
    "status": status,
    "preview": preview,
    "network-digest": network,
    "steering-digest": steering,
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_agreed(chat: Chat, name: str) -> None:
    found = CARDS[name](chat)
    assert found
    drawn = "\n\n--- the next message ---\n\n".join(chat.draw(message) for message in found) + "\n"
    path = FOLDER / f"{chat.name}-{name}.txt"
    if os.environ.get("WRES_TEST_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


def test_every_agreed_look_is_still_of_some_card(chat: Chat) -> None:
    kept = {path.name for path in FOLDER.glob(f"{chat.name}-*.txt")}
    assert kept == {f"{chat.name}-{name}.txt" for name in CARDS}
