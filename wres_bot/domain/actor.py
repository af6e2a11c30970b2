"""Owns who changes something: the person, the moment, the command, the place. Must not know what changes."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4


def new_batch() -> str:
    """The name of one command's changes, which an undo takes back together."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something, and when.

    person_id: None for the plan's own document and for the clock.
    at: when the change takes effect; an aware moment.
    batch: ties together all that one command changes. An actor made without one is a command of its own.
    platform, place: where it was said, as the platform names the conversation; None where nobody said it in a chat.
    """

    person_id: int | None
    at: datetime
    batch: str = field(default_factory=new_batch)
    platform: str | None = None
    place: str | None = None
