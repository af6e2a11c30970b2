"""Owns what is said to a text too long to read; must not choose how long that is."""

from wres_bot.domain.cards import Card, text


def render_too_long(limit: int) -> Card:
    return Card(
        "That is more than I can take in one message, so I've kept none of it.",
        (text(f"Please send it again in under {limit} characters. A longer report can stay where it is: note 2.3 and "
              "where to find it."),),
        tone="refused",
    )  # fmt: skip
