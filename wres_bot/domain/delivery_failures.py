"""Owns why a letter did not arrive, as codes with fields, and how they are kept; must not word them for people.

Kept as JSON of the code and its fields. Release 0.1.0 kept sentences: `parse_failure` reads those too, and two of its
processes' habits are kept for as long as they may run beside us (see `SENT_AGAIN_0_1_0`).
"""

import json
import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

SENT_AGAIN_0_1_0 = "Nobody could tell whether it arrived, so it is sent once more."
"""What is kept begins with this sentence where a letter is sent for the second time, as in release 0.1.0: its processes
look for it before they send a letter once more."""


class FailureCode(StrEnum):
    """Why, as code. The first four only put a letter off; the next three leave it in doubt."""

    PLATFORM_PAUSED = "platform_paused"
    AWAITING_TURN = "awaiting_turn"
    OUT_OF_TIME = "out_of_time"
    LEASE_EXPIRED = "lease_expired"
    NO_ANSWER = "no_answer"
    SENDING_BROKE_OFF = "sending_broke_off"
    ARRIVAL_UNKNOWN = "arrival_unknown"
    NOT_ARRIVED = "not_arrived"
    REFUSED = "refused"
    COMPOSE_FAILED = "compose_failed"
    INTERNAL_ERROR = "internal_error"
    UNREADABLE = "unreadable"
    # No way there:
    PLACE_QUARANTINED = "place_quarantined"
    PLATFORM_MISSING = "platform_missing"
    PERSON_LEFT = "person_left"
    ACCOUNTS_CLOSED = "accounts_closed"
    NO_ACCOUNT = "no_account"
    # A sentence of release 0.1.0 that is in no table:
    OTHER = "other"


class NobodyToAsk(StrEnum):
    """Why a post has nobody who can be asked about what is due."""

    VACANT = "vacant"
    LEFT = "left"
    SILENT = "silent"
    NO_WAY = "no_way"


@dataclass(frozen=True, slots=True)
class DeliveryFailure:
    """Why a letter did not arrive, or may not have.

    detail: what the platform's own room says of it, for people to read; read back by nobody.
    reason: the platform's own name of what was wrong. platforms: the one that failed, or those that were looked on; of
    accounts that are closed, each one's.
    sent_again: it is sent for the second time, since nobody could tell whether the first arrived.
    """

    code: FailureCode
    detail: str = ""
    reason: str = ""
    platforms: tuple[str, ...] = ()
    place: str = ""
    email: str = ""
    sent_again: bool = False


def dump_failure(failure: DeliveryFailure) -> str:
    kept = {each.name: getattr(failure, each.name) for each in fields(failure) if each.name != "sent_again"}
    words = json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)
    return f"{SENT_AGAIN_0_1_0} {words}" if failure.sent_again else words


def parse_failure(kept: str | None) -> DeliveryFailure | None:
    """Never raises: words that nothing is known of are the detail of `OTHER`."""
    if kept is None:
        return None
    if kept.startswith(SENT_AGAIN_0_1_0):
        rest = parse_failure(kept.removeprefix(SENT_AGAIN_0_1_0).strip() or None)
        return replace(rest or DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN), sent_again=True)
    if kept.startswith("{"):
        try:
            return _parse_json(json.loads(kept))
        except (KeyError, ValueError, TypeError):
            pass  # a later release's, or broken: shown as it is
    return _parse_0_1_0(kept)


def _parse_json(found: dict[str, Any]) -> DeliveryFailure:
    return DeliveryFailure(
        **found | {"code": FailureCode(found["code"]), "platforms": tuple(found.get("platforms", ()))}
    )


# Sentences of release 0.1.0

_SENTENCES = {
    "The platform asked for time.": FailureCode.PLATFORM_PAUSED,
    "Its turn comes.": FailureCode.AWAITING_TURN,
    "There was no time left to send it.": FailureCode.OUT_OF_TIME,
    "Somebody else has it.": FailureCode.LEASE_EXPIRED,
    "Sending broke off.": FailureCode.SENDING_BROKE_OFF,
    "Nobody can tell whether it arrived.": FailureCode.ARRIVAL_UNKNOWN,
    "It did not arrive.": FailureCode.NOT_ARRIVED,
    "It could not be worded; whoever runs the bot finds why in its log.": FailureCode.COMPOSE_FAILED,
    "they have left": FailureCode.PERSON_LEFT,
}
_PLATFORMS = {"Slack": "slack", "Teams": "teams", "this page": "local"}
_CLOSED = re.compile(r"their account(s?) on (.+) takes? no messages")
_UNKNOWN = re.compile(r"no account of (\S+) is known on (.+)")
_QUARANTINED = re.compile(r"(.+) is out of use until somebody looks: (.+)")
_MISSING = re.compile(r"(.+) is on (\w+), which is not set up here")
_REFUSALS = {
    "This person's Slack account is switched off.": ("slack", "user_disabled"),
    "The bot is not in that conversation in Teams.": ("teams", "BotNotInConversationRoster"),
    "They have blocked the bot in Teams.": ("teams", "MessageWritesBlocked"),
    "The bot may not write to them in Teams: they do not have the app.": ("teams", "ForbiddenOperationException"),
    "Teams does not let the bot write there.": ("teams", "NotEnoughPermissions"),
}
"""Refusals for which there is help, by how their sentences begin."""


def _parse_0_1_0(words: str) -> DeliveryFailure:
    if code := _SENTENCES.get(words):
        return DeliveryFailure(code)
    if found := _CLOSED.fullmatch(words):
        names = _platforms(found[2], " and ")
        return DeliveryFailure(
            FailureCode.ACCOUNTS_CLOSED, platforms=names * 2 if found[1] and len(names) == 1 else names
        )
    if found := _UNKNOWN.fullmatch(words):
        return DeliveryFailure(FailureCode.NO_ACCOUNT, email=found[1], platforms=_platforms(found[2], " or "))
    if found := _QUARANTINED.fullmatch(words):
        return DeliveryFailure(FailureCode.PLACE_QUARANTINED, place=found[1], detail=found[2])
    if found := _MISSING.fullmatch(words):
        return DeliveryFailure(FailureCode.PLATFORM_MISSING, place=found[1], platforms=(found[2],))
    for begins, (platform, reason) in _REFUSALS.items():
        if words.startswith(begins):
            return DeliveryFailure(FailureCode.REFUSED, words, reason, (platform,))
    return DeliveryFailure(FailureCode.OTHER, words)


def _platforms(words: str, between: str) -> tuple[str, ...]:
    if words == "any chat platform":
        return ()
    return tuple(_PLATFORMS.get(name, name) for name in words.split(between))
