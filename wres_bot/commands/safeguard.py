"""Owns care with people's own words: those that name a person or a case are asked about first. Keeps nothing."""

from wres_bot.commands.context import Asked, Context
from wres_bot.domain.cards import Text
from wres_bot.parser.text import personal
from wres_bot.views import help

BUTTON = 1500
"""Characters a button can carry on every platform; longer words are typed again."""


def careful(ctx: Context, words: str, full: str, without: str) -> None:
    """Asks before keeping words that seem to name somebody. `full` and `without` are the whole command, both ways."""
    if ctx.kept or not words or not personal(words):
        return
    if len(full) > BUTTON:
        card = help.ask_words(
            "Does that name a person or describe a case?",
            "Nothing has been kept yet. To keep it, send it again with keep before it.",
            (("Leave it out", without),),
        )
        assert isinstance(card.blocks[0], Text)
        raise Asked(card)
    raise Asked(help.personal(f"keep {full}", without, ctx.labels))
