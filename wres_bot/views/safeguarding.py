"""Owns what is said to somebody who tells of harm or names a person; must not decide what such words are."""

from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.policy import Labels


def render_listening(labels: Labels) -> Card:
    """A person told what happened to them: nothing is kept, and somebody who can listen is named."""
    return Card(
        "I'm sorry. That sounds hard, and you deserve to be heard by a person.",
        (
            text("I'm only a reminder bot. I haven't kept what you wrote, and nobody else was shown it by me."),
            text(
                f"The {labels.guardian} will listen in confidence and can help you decide what to do. For support now, "
                f"contact {labels.support}."
            ),
            text("If this was in a channel, you may want to delete your message there.", quiet=True),
        ),
    )


def render_personal_data_question(keep: str, leave: str, labels: Labels) -> Card:
    """The words seem to name a person or a case: asked before anything is kept."""
    return Card(
        "Does that name a person or describe a case?",
        (
            text("Replies are kept with the plan, and its history can be read by others. Nothing has been kept yet."),
            Buttons(
                (Button("Leave it out", leave, "say it without those words", strong=True), Button("Keep it", keep))
            ),
            text(f"If it is about something that happened to someone, the {labels.guardian} will listen.", quiet=True),
        ),
    )


def render_long_personal_data_question(leave: str) -> Card:
    """The same of words too long for a button: they are sent again by whoever wants them kept."""
    return Card(
        "Does that name a person or describe a case?",
        (
            text("Nothing has been kept yet. To keep it, send it again with keep before it."),
            Buttons((Button("Leave it out", leave),)),
        ),
    )
