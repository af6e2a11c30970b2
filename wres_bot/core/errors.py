"""Owns the few errors that cross rooms; knows nothing of where they are shown."""


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


class ConfigError(Exception):
    """The settings cannot work. The text names the setting and what to put there."""


class DeliveryError(Exception):
    """A message was certainly not delivered.

    `permanent`: trying again cannot help (channel gone, person left). `retry_after`: seconds the platform asked for.
    """

    def __init__(self, text: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.retry_after = retry_after


class Unsure(Exception):
    """The request left and no answer came back: the message may or may not have been delivered."""
