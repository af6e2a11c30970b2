"""Owns how the keys of letters are made, read and looked for by their beginning; must not know what a letter says.

A letter of the same key is the same letter: put twice, it goes once. A key is made of parts with colons between, each
naming more closely, so that all letters of one meaning begin alike. Release 0.1.0 makes the same keys.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import NewType

KeyPrefix = NewType("KeyPrefix", str)
"""What all keys of one meaning begin with."""


@dataclass(frozen=True, slots=True)
class ReminderKey:
    trust: str
    person: int
    on: date

    def __str__(self) -> str:
        return f"{self.of_person}{self.on}"

    @property
    def of_person(self) -> KeyPrefix:
        """All reminders of this person."""
        return KeyPrefix(f"reminder:{self.trust}:{self.person}:")


@dataclass(frozen=True, slots=True)
class RehearsedReminderKey:
    """Keys of their own: what a coordinator has read in a rehearsal, nobody has been reminded of."""

    trust: str
    reader: int
    person: int
    on: date

    def __str__(self) -> str:
        return f"{self.of_person}{self.on}"

    @property
    def of_person(self) -> KeyPrefix:
        return KeyPrefix(f"rehearsal:{self.trust}:{self.reader}:reminder:{self.person}:")


REMINDERS, REHEARSALS = KeyPrefix("reminder:"), KeyPrefix("rehearsal:")


@dataclass(frozen=True, slots=True)
class DigestKey:
    """`mark` tells one digest of a plan for a place from the others: its quarter, or the day that was chosen."""

    trust: str
    plan: str
    place: int
    mark: str

    def __str__(self) -> str:
        return f"{self.of_place}{self.mark}"

    @property
    def of_place(self) -> KeyPrefix:
        """All digests of this plan for this place."""
        return KeyPrefix(f"digest:{self.trust}:{self.plan}:{self.place}:")

    @property
    def previews(self) -> KeyPrefix:
        """All previews of this digest."""
        return KeyPrefix(f"preview:{_name(self)}:")


@dataclass(frozen=True, slots=True)
class RehearsedDigestKey:
    reader: int
    digest: DigestKey

    def __str__(self) -> str:
        return f"rehearsal:{self.digest.trust}:{self.reader}:digest:{_name(self.digest)}"


@dataclass(frozen=True, slots=True)
class PreviewKey:
    digest: DigestKey
    reader: int

    def __str__(self) -> str:
        return f"{self.digest.previews}{self.reader}"


@dataclass(frozen=True, slots=True)
class UnreachableKey:
    """The list of the day for one coordinator."""

    trust: str
    reader: int
    on: date

    def __str__(self) -> str:
        return f"{self.of_reader}{self.on}"

    @property
    def of_reader(self) -> KeyPrefix:
        return KeyPrefix(f"unreachable:{self.trust}:{self.reader}:")


@dataclass(frozen=True, slots=True)
class ArrivalKey:
    """Whether a letter arrived, asked of one coordinator each time it is left in doubt."""

    letter: str
    put_at: datetime
    reader: int

    def __str__(self) -> str:
        return f"arrived:{self.letter}:{int(self.put_at.timestamp())}:{self.reader}"


@dataclass(frozen=True, slots=True)
class PlaceFailureKey:
    trust: str
    place: int
    on: date
    reader: int

    def __str__(self) -> str:
        return f"trouble:{self.trust}:{self.place}:{self.on}:{self.reader}"


@dataclass(frozen=True, slots=True)
class UnknownAccountsKey:
    trust: str
    on: date
    reader: int

    def __str__(self) -> str:
        return f"strangers:{self.trust}:{self.on}:{self.reader}"


@dataclass(frozen=True, slots=True)
class PictureKey:
    """A picture is sent once a day however often it is asked for."""

    trust: str
    person: int
    code: str
    on: date

    def __str__(self) -> str:
        return f"answer:{self.trust}:{self.person}:picture:{self.code}:{self.on}"


@dataclass(frozen=True, slots=True)
class CardKey:
    """A letter that carries its card. `mark` is what it is about; `batch` the command that caused it."""

    kind: str
    trust: str
    person: int
    mark: str
    batch: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.trust}:{self.person}:{self.mark}:{self.batch}"


LetterKey = (
    ReminderKey | RehearsedReminderKey | DigestKey | RehearsedDigestKey | PreviewKey | UnreachableKey | ArrivalKey
    | PlaceFailureKey | UnknownAccountsKey | PictureKey | CardKey
)  # fmt: skip

_DAY = r"\d{4}-\d\d-\d\d"
_REMINDER = re.compile(rf"reminder:([^:]+):(\d+):({_DAY})")
_REHEARSED_REMINDER = re.compile(rf"rehearsal:([^:]+):(\d+):reminder:(\d+):({_DAY})")
_DIGEST = re.compile(r"digest:([^:]+):([^:]+):(\d+):([^:]+)")
_REHEARSED_DIGEST = re.compile(r"rehearsal:[^:]+:(\d+):(digest:.+)")


def hash_address(address: str) -> str:
    """What stands in a key for an address, which is kept nowhere else for its sake."""
    return sha256(address.encode()).hexdigest()[:16]


def parse_reminder_key(key: str) -> ReminderKey | RehearsedReminderKey | None:
    """None where it is another's key."""
    try:
        if found := _REMINDER.fullmatch(key):
            return ReminderKey(found[1], int(found[2]), date.fromisoformat(found[3]))
        if found := _REHEARSED_REMINDER.fullmatch(key):
            return RehearsedReminderKey(found[1], int(found[2]), int(found[3]), date.fromisoformat(found[4]))
    except ValueError:
        pass  # no day of any calendar
    return None


def parse_digest_key(key: str) -> DigestKey | RehearsedDigestKey | None:
    """None where it is another's key."""
    if found := _DIGEST.fullmatch(key):
        return DigestKey(found[1], found[2], int(found[3]), found[4])
    found = _REHEARSED_DIGEST.fullmatch(key)
    digest = parse_digest_key(found[2]) if found else None
    return RehearsedDigestKey(int(found[1]), digest) if found and isinstance(digest, DigestKey) else None


def of_plan(key: DigestKey | RehearsedDigestKey, plan: str) -> DigestKey | RehearsedDigestKey:
    """The digest of another plan for the same place and quarter."""
    if isinstance(key, RehearsedDigestKey):
        return replace(key, digest=replace(key.digest, plan=plan))
    return replace(key, plan=plan)


def _name(key: DigestKey) -> str:
    return f"{key.trust}:{key.plan}:{key.place}:{key.mark}"
