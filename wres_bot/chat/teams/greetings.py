"""Owns what the bot says in Teams before anybody has asked, and to people it may not answer; must not know any verb."""

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, bullets, line, text
from wres_bot.domain.ports import Conversation

_SHARED = (
    "This channel is shared, so people of other organisations may read it. I answer people of ours only. Summaries for "
    "the network can come here; those for the steering group and for leads cannot."
)
_PRIVATE = (
    "This is a private channel. I answer here when I am mentioned, but Teams may not let me write here by myself, so a "
    "summary might not arrive. For summaries choose a standard channel. A team that is private as a whole is fine."
)


def greeting(there: Conversation) -> Card:
    """To everybody in a channel or group chat the bot was added to, with what it cannot do in this one."""
    steps = (
        line("Mention me with what you would like: ", Bold("status"), ", ", Bold("mine"), " or ", Bold("help"), "."),
        line("I answer you in our own chat, so nobody else reads it. Please add me there too."),
        line("Those who lead the plan can have summaries posted here: ", Bold("use this channel for network"), "."),
    )
    blocks: list[Block] = [bullets(steps)]
    if limits := _find_limits(there):
        blocks.append(text(limits))
    blocks.append(Buttons((Button("Help", "help"),)))
    return Card("Hello. I look after the race equality plan's actions and dates.", tuple(blocks))


def refuse_outsider() -> Card:
    return Card(
        "I can't answer people of other organisations.",
        (text("This plan belongs to one organisation. Please ask the person who invited you."),),
        tone="refused",
    )


def refuse_unknown_button() -> Card:
    return Card(
        "That button no longer works, so nothing has changed.",
        (text("Write help to me for what I can do."),),
        tone="refused",
    )


def refuse_anonymous() -> Card:
    """They came without an account, as people do who join a meeting by its link."""
    return Card(
        "I can't tell who you are, so I have changed nothing.",
        (text("Please sign in to Teams with your work account, and write to me again."),),
        tone="refused",
    )


def _find_limits(there: Conversation) -> str:
    if there.kind != "channel":
        return _SHARED.replace("channel", "chat") if there.shared else ""
    if there.shared:
        return _SHARED
    return _PRIVATE if there.locator.get("channel_type") == "private" else ""
