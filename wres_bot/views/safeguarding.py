"""Owns what is said to somebody who tells of harm or names a person; must not decide what such words are."""

from wres_bot.domain.cards import Bold, Button, Buttons, Card, text
from wres_bot.domain.policy import Labels

SAMARITANS = "Samaritans on 116 123, free, at any hour"


def render_listening(labels: Labels) -> Card:
    """Somebody tells what happened to them, or that they can't go on: nothing is kept, and who listens is named."""
    guardian = f"{labels.guardian} ({labels.guardian_contact})" if labels.guardian_contact else labels.guardian
    union = labels.union or "your union"
    return Card(
        "I'm sorry. That sounds hard, and you deserve to be heard by a person.",
        (
            text(
                Bold("Nothing has been reported by writing here."),
                " I'm only a reminder bot, and I've kept none of it.",
            ),
            text(f"The {guardian} will listen in confidence. So will {union}, and {labels.support}."),
            text(f"If you can't go on: {labels.crisis or SAMARITANS}. In danger: 999."),
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
