"""Owns the few errors that cross rooms; knows nothing of where they are shown."""

from typing import Literal


class UserError(Exception):
    """A person's request that cannot be done. Its text is shown to them and says what to do next.

    `says` are commands offered as buttons beside the text, as (label, command) pairs.
    """

    def __init__(self, text: str, *says: tuple[str, str]) -> None:
        super().__init__(text)
        self.text = text
        self.says = says


class NotAllowed(UserError):
    """The person may not do this; nothing was changed."""


class Unavailable(UserError):
    """Nothing can be kept or looked up at present, so nothing was changed. It may be different in a minute."""


class ConfigError(Exception):
    """The settings cannot work. The text names the setting and what to put there."""


class DeliveryError(Exception):
    """A message was certainly not delivered.

    `permanent`: trying again cannot help (channel gone, person left). `retry_after`: seconds the platform asked for.
    `concerns`: whom the trouble is with. Only one with the recipient says anything about writing to them again; one
    with the bot (a token taken back) is the same for everybody, and passes when it is mended. `reason`: the platform's
    own name of it; the text is what people read.
    """

    def __init__(
        self,
        text: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        concerns: Literal["recipient", "message", "bot"] = "recipient",
        reason: str = "",
    ) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.retry_after = retry_after
        self.concerns = concerns
        self.reason = reason


class Unsure(Exception):
    """The request left and no answer came back: the message may or may not have been delivered."""
