"""Owns care with people's own words: those that name a person or a case are asked about first. Keeps nothing."""

from wres_bot.commands.context import Clarify, Context
from wres_bot.parser.safeguarding import names_a_person
from wres_bot.views import safeguarding

LONGEST_ON_BUTTON = 1500
"""Characters a button can carry on every platform; longer words are typed again."""


def ask_before_keeping(ctx: Context, words: str, full: str, without: str) -> None:
    """Asks before keeping words that seem to name somebody. `full` and `without` are the whole command, both ways."""
    if ctx.words_confirmed or not words or not names_a_person(words):
        return
    if len(full) > LONGEST_ON_BUTTON:
        raise Clarify(safeguarding.render_long_personal_data_question(without))
    raise Clarify(safeguarding.render_personal_data_question(f"keep {full}", without, ctx.labels))
