"""Owns what the store raises when a change would not hold; must not word it. Nothing has been changed then.

Views say each of them to people: `views/refusals.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wres_bot.domain.statuses import Status

if TYPE_CHECKING:
    from wres_bot.store.models import Action


class StaleAction(Exception):
    """Somebody changed the action after it was looked at. `current` is how it stands now; nothing was changed."""

    def __init__(self, current: "Action") -> None:
        super().__init__(f"{current.full_ref} is at version {current.version}")
        self.current = current


class ChangeRefused(Exception):
    """A change that would not hold, as one of the classes below."""


@dataclass(eq=False)
class ChangedLater(ChangeRefused):
    """The change would take effect before the action's newest one, at `last`."""

    ref: str
    last: datetime


@dataclass(eq=False)
class StatusUnchanged(ChangeRefused):
    ref: str
    status: Status


@dataclass(eq=False)
class ReasonMissing(ChangeRefused):
    """An action is cancelled with a reason."""

    ref: str


@dataclass(eq=False)
class ReopeningNeedsWords(ChangeRefused):
    """A closed action is opened again with a few words."""

    ref: str
    old: Status
    new: Status


@dataclass(eq=False)
class DateUnchanged(ChangeRefused):
    ref: str


@dataclass(eq=False)
class DateMet(ChangeRefused):
    """The date that was to move has been met."""

    ref: str


@dataclass(eq=False)
class OwnersUnchanged(ChangeRefused):
    ref: str


@dataclass(eq=False)
class NoSuchTarget(ChangeRefused):
    ref: str


@dataclass(eq=False)
class NothingToUndo(ChangeRefused):
    """The batch changed no action."""


@dataclass(eq=False)
class PlaceTaken(ChangeRefused):
    """The place serves another trust."""
