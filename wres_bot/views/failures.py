"""Owns why a message did not arrive, in words, and what those who lead can do about it; must not decide anything."""

from collections.abc import Iterable
from typing import assert_never

from wres_bot.domain.delivery_failures import SENT_AGAIN_0_1_0, DeliveryFailure, FailureCode, NobodyToAsk
from wres_bot.views.accounts import format_platform

ON_TEAMS = (
    "On Teams: ask them to add the app for themselves and say hello to it, or ask your Teams administrator to install "
    "it for everybody. The next message then arrives."
)
ON_SLACK = "On Slack: ask them to find the bot under Apps and say hello to it."
OTHER_ADDRESS = "Do they have another work address there? Join the two: link, that address, to the one I know them by."
_HELPED_BY_THE_APP = {
    ("slack", "user_disabled"),
    ("teams", "BotNotInConversationRoster"),
    ("teams", "MessageWritesBlocked"),
    ("teams", "ConversationBlockedByUser"),
    ("teams", "ForbiddenOperationException"),
    ("teams", "NotEnoughPermissions"),
}
_FIXED = {
    FailureCode.PLATFORM_PAUSED: "The platform asked for time.",
    FailureCode.AWAITING_TURN: "Its turn comes.",
    FailureCode.OUT_OF_TIME: "There was no time left to send it.",
    FailureCode.LEASE_EXPIRED: "Somebody else has it.",
    FailureCode.SENDING_BROKE_OFF: "Sending broke off.",
    FailureCode.ARRIVAL_UNKNOWN: "Nobody can tell whether it arrived.",
    FailureCode.NOT_ARRIVED: "It did not arrive.",
    FailureCode.COMPOSE_FAILED: "It could not be worded; whoever runs the bot finds why in its log.",
    FailureCode.INTERNAL_ERROR: "Something went wrong in the bot itself; whoever runs it finds why in its log.",
    FailureCode.UNREADABLE: "It was put by another release and cannot be read here; whoever runs the bot finds it in "
    "its log.",
    FailureCode.PERSON_LEFT: "they have left",
}


def failure_words(failure: DeliveryFailure) -> str:
    """Why it did not arrive."""
    words = _failure_words(failure)
    if not failure.sent_again:
        return words
    return SENT_AGAIN_0_1_0 if failure.code is FailureCode.ARRIVAL_UNKNOWN else f"{SENT_AGAIN_0_1_0} {words}"


def _failure_words(failure: DeliveryFailure) -> str:
    names = [format_platform(name) for name in failure.platforms]
    match failure.code:
        case FailureCode.PLACE_QUARANTINED:
            return f"{failure.place} is out of use until somebody looks: {failure.detail or 'the last message failed'}"
        case FailureCode.PLATFORM_MISSING:
            return f"{failure.place} is on {' or '.join(failure.platforms)}, which is not set up here"
        case FailureCode.ACCOUNTS_CLOSED:
            accounts, takes = ("account", "takes") if len(names) == 1 else ("accounts", "take")
            return f"their {accounts} on {' and '.join(dict.fromkeys(names))} {takes} no messages"
        case FailureCode.NO_ACCOUNT:
            return f"no account of {failure.email} is known on {' or '.join(names) or 'any chat platform'}"
        case FailureCode.REFUSED | FailureCode.NO_ANSWER | FailureCode.OTHER:
            return failure.detail
        case code:
            return _FIXED[code]


def nobody_words(why: DeliveryFailure | NobodyToAsk) -> str:
    """Why a post has nobody who can be asked."""
    match why:
        case DeliveryFailure():
            return failure_words(why)
        case NobodyToAsk.VACANT:
            return "nobody holds this post"
        case NobodyToAsk.LEFT:
            return "the person who held it has left"
        case NobodyToAsk.SILENT:
            return "the person who holds it asked me not to write, or said it is not them"
        case NobodyToAsk.NO_WAY:
            return "no way to reach them"
        case never:
            assert_never(never)


def list_remedies(reasons: Iterable[DeliveryFailure | NobodyToAsk | None]) -> list[str]:
    """What somebody who leads can do where messages find no way to a person."""
    failures = [each for each in reasons if isinstance(each, DeliveryFailure)]
    platforms = {name for each in failures for name in _platforms_helped(each)}
    remedies = [words for name, words in (("teams", ON_TEAMS), ("slack", ON_SLACK)) if name in platforms]
    unknown = any(each.code is FailureCode.NO_ACCOUNT for each in failures)
    return [*remedies, OTHER_ADDRESS] if unknown else remedies


def _platforms_helped(failure: DeliveryFailure) -> tuple[str, ...]:
    if failure.code in (FailureCode.NO_ACCOUNT, FailureCode.ACCOUNTS_CLOSED):
        return failure.platforms
    return tuple(name for name in failure.platforms if (name, failure.reason) in _HELPED_BY_THE_APP)
