"""Owns the one calm sentence that answers small talk; must not choose which kind it is."""

from dataclasses import replace

from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.policy import Labels
from wres_bot.parser.command_types import Calm
from wres_bot.views.safeguarding import render_listening

_SAID: dict[Calm, str] = {
    "thanks": "You are welcome.",
    "praise": "Thank you. That's kind.",
    "temper": "I'm sorry this is a nuisance. What would make it easier?",
    "greeting": "Hello.",
    "how_are_you": "All well here, thank you. How are your actions going?",
    "ok": "Good. I'm here when you need me.",
    "bye": "Goodbye for now.",
    "sorry": "No need to be sorry.",
    "laugh": "Glad to raise a smile.",
    "about": "I'm a bot that keeps the race equality plan: whose each action is, and how it is going.",
    "privacy": "What you say of an action is kept with the plan. Owners and leads see who said it; others see posts.",
    "wres": "The Workforce Race Equality Standard: nine yearly measures of how fairly NHS staff are treated.",
    "unheld": "I don't hold that. I have the plan's actions and the trust's published figures.",
    "listening": "Reports go to people, not to me. Nothing has been reported by writing here.",
    "who_made": "I only look after the plan, so I can't say. Ask me about an action any time.",
}


def render_small_talk(kind: Calm, labels: Labels) -> Card:
    if kind == "listening":
        return replace(render_listening(labels), title=_SAID[kind])
    buttons: tuple[Buttons, ...] = ()
    if kind == "temper":
        buttons = (Buttons((Button("Fewer messages", "stop"), Button("Help", "help"), Button("My actions", "mine"))),)
    if kind == "unheld":
        buttons = (Buttons((Button("Figures", "indicators"), Button("Status", "status"))),)
    return Card(_SAID[kind], buttons)
