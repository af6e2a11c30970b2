"""Owns what is said to a text too long to read, or of which nothing is left; must not choose which that is."""

from wres_bot.domain.cards import Card, text


def render_nothing_said() -> Card:
    return Card(
        "I found nothing to read in that, so nothing has changed.",
        (text("Words that are struck through or quoted are not taken as said.", quiet=True),),
    )


def render_too_long(limit: int, example: str) -> Card:
    return Card(
        "That is more than I can take in one message, so I've kept none of it.",
        (text(f"Please send it again in under {limit} characters. A longer report can stay where it is: note {example} "
              "and where to find it."),),
        tone="refused",
    )  # fmt: skip
