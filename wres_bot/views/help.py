"""Owns how the bot greets, helps, refuses kindly and listens; must not know who is asking or what is stored."""

from collections.abc import Mapping, Sequence

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Facts, Heading, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.parser.command_types import HelpGroup, Verb
from wres_bot.views.phrases import capital, joined, quoted, sentence, shortened

COMMAND = 28
"""Characters of a command on a button: so many have room on a telephone, however wide its letters are."""
FIRST_STEPS = Buttons((Button("My actions", "mine"), Button("Status", "status"), Button("Help", "help")))


_HEADINGS: Mapping[HelpGroup, str] = {"own": "Your actions", "looking": "Looking", "leading": "For plan leads"}


def help_all(verbs: Sequence[Verb], labels: Labels) -> Card:
    """Every command with its example, for what this person may do."""
    blocks: list[Block] = [text("Say it in a message to me, with a mention, or after /wres. Any order will do.")]
    for group, heading in _HEADINGS.items():
        rows = tuple((verb.example, line(_for(verb.help, labels))) for verb in verbs if verb.group == group)
        if rows:
            blocks += [Heading(heading), Facts(rows)]
    blocks.append(text("More about one: help update", quiet=True))
    return Card("What you can ask me", tuple(blocks))


def help_short(labels: Labels) -> Card:
    """What an empty message gets."""
    return Card(
        "Hello. I look after the race equality plan's actions and dates.",
        (
            bullets(
                (
                    line(Bold("mine"), ": the actions you look after"),
                    line(Bold("2.3 done"), ": say how one is going, with a few words if you like"),
                    line(Bold("status"), ": how the plan is doing"),
                    line(Bold("help"), ": everything else"),
                )
            ),
            FIRST_STEPS,
        ),
    )


def help_one(verb: Verb, labels: Labels) -> Card:
    others = [spelling for spelling in verb.spellings if spelling != verb.name][:6]
    blocks: list[Block] = [text(_for(verb.help, labels)), Facts((("For example", line(verb.example)),))]
    if others:
        blocks.append(text(f"Also understood: {joined(others)}.", quiet=True))
    who = {"owner": "an action's owners", "lead": f"the {labels.coordinator}"}.get(verb.permission)
    if who:
        also = f" and the {labels.coordinator}" if verb.permission != "lead" else ""
        blocks.append(text(f"For {who}{also}.", quiet=True))
    return Card(capital(verb.name), tuple(blocks))


def _for(words: str, labels: Labels) -> str:
    return words.replace("EDI lead", labels.coordinator).replace("steering group", labels.group)


def hello(name: str, open_actions: int, labels: Labels) -> Card:
    held = f"You look after {open_actions} open action{'s' if open_actions != 1 else ''}." if open_actions else ""
    return Card(f"Hello{f', {name}' if name else ''}.", (text(held or "What would you like to know?"), FIRST_STEPS))


def thanks() -> Card:
    return Card("You are welcome. Thank you for keeping the plan up to date.", tone="good")


def had_it() -> Card:
    """A message brought a second time, whose first answer may have been lost."""
    said = "I dealt with it once, but my answer may have been lost on the way. This shows how things stand."
    return Card("I've had that message already.", (text(said), FIRST_STEPS))


def stopped(labels: Labels) -> Card:
    """`stop`: reminders are off, and what that means."""
    return Card(
        "I've stopped your reminders.",
        (
            text(
                f"Your actions stay yours, and you can still answer at any time. The {labels.coordinator} can see that "
                "your reminders are off."
            ),
            Buttons((Button("Start again", "start"), Button("My actions", "mine"))),
            text("Only want a pause? snooze 2.3 7d stops one action for a week.", quiet=True),
        ),
    )


def started() -> Card:
    return Card("Your reminders are on again.", (FIRST_STEPS,), tone="good")


def heard(labels: Labels) -> Card:
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


def unknown(words: str, meant: Sequence[str]) -> Card:
    """Not understood: the nearest commands, a click away. Nothing was changed."""
    said = f"I don't follow {quoted(words, 60)}." if words.strip() else "I don't follow that."
    if not meant:
        hint = text("Nothing has changed. Try: mine, status, or 2.3 done and a few words.")
        return Card(said, (hint, FIRST_STEPS), tone="refused")
    return Card(
        f"{said} Did you mean:",
        (Buttons(tuple(Button(shortened(m, COMMAND), m) for m in meant[:3])), text("Nothing has changed.", quiet=True)),
        tone="refused",
    )


def unknown_status(ref: str, words: str, suggestions: Sequence[str]) -> Card:
    """A ref with words that are no status: they may be a note."""
    says = [*((command, command) for command in suggestions[:2])]
    says += [("See it", f"show {ref}"), ("Choose a status", f"update {ref}")]
    return Card(
        f"Is that how {ref} is going, or a note about it?",
        (
            text(f"I can't tell a status from {quoted(words, 60)}. Nothing has changed."),
            Buttons(tuple(Button(shortened(label, COMMAND), command) for label, command in says)),
        ),
        tone="refused",
    )


def too_long(limit: int) -> Card:
    return Card(
        "That is more than I can take in one message, so I've kept none of it.",
        (text(f"Please send it again in under {limit} characters. A longer report can stay where it is: note 2.3 and "
              "where to find it."),),
        tone="refused",
    )  # fmt: skip


def refused(words: str, says: Sequence[tuple[str, str]] = ()) -> Card:
    """A request that cannot be done: what to do next, in the first sentence."""
    first, _, rest = words.partition("\n")
    blocks: list[Block] = [text(rest)] if rest else []
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(first, tuple(blocks), tone="refused")


def ask_words(question: str, why: str, says: Sequence[tuple[str, str]] = (), example: str = "") -> Card:
    """Something is missing before a change can be made."""
    blocks: list[Block] = [text(why)] if why else []
    if example:
        blocks.append(text(f"For example: {example}"))
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(question, tuple(blocks))


def only_leads(verb: Verb, labels: Labels) -> str:
    """The refusal of what those who lead may do: whom to ask for it."""
    only_looks = verb.permission == "lead" and not verb.changes
    unchanged = "" if only_looks else ", so nothing has changed"
    return f"{verb.deed} is for the {labels.coordinator}{unchanged}.\nPlease ask the {labels.coordinator}."


def personal(keep: str, leave: str, labels: Labels) -> Card:
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


def stranger(who_to_ask: str, email: str) -> Card:
    """Nobody we know: whom to ask, and nothing about any plan."""
    return Card(
        "I don't know you yet, so I can't show you a plan.",
        (
            text(f"Please ask {who_to_ask} to add your work e-mail address, {email}. Then say hello to me again."),
            text("In the plan with another address? They can join the two.", quiet=True),
        ),
        tone="refused",
    )


def unverified(who_to_ask: str) -> Card:
    return Card(
        "I can't see a confirmed work e-mail address for you here.",
        (
            text(
                f"I use it to know which actions are yours. Please check your profile, or ask {who_to_ask} to link you."
            ),
        ),
        tone="refused",
    )


def guest() -> Card:
    return Card(
        "I can't answer guests.",
        (text("This plan belongs to one organisation. Please ask the person who invited you."),),
        tone="refused",
    )


def nowhere(who_to_ask: str) -> Card:
    """Known, but holding no post and no role any more."""
    return Card(
        "You hold no post in a plan at the moment, so I've changed nothing.",
        (text(f"If that is wrong, {who_to_ask} can put it right."),),
        tone="refused",
    )


def inactive(who_to_ask: str) -> Card:
    return Card(
        "Your account is no longer active in a trust's plan, so I've changed nothing.",
        (text(f"If that is wrong, {who_to_ask} can put it right."),),
        tone="refused",
    )


def confirmed(posts: Sequence[str], labels: Labels) -> Card:
    held = joined(posts)
    return Card(
        "Thank you. Good to meet you.",
        (
            text(sentence(f"I have you down for {held}") if held else "I'll write when one of your actions needs you."),
            text("I write at most once a working day, and only when a date is near."),
            FIRST_STEPS,
        ),
        tone="good",
    )


def not_them(posts: Sequence[str], labels: Labels) -> Card:
    held = joined(posts) or "that post"
    return Card(
        "Thank you for telling me.",
        (
            text(f"I've told the {labels.coordinator}, and I won't remind you about {held} in the meantime."),
            text("Know who it is now? Just tell me: not mine 1.3, and their post.", quiet=True),
        ),
    )


def covers(posts: Sequence[str], labels: Labels) -> Card:
    held = joined(posts) or "the post"
    return Card(
        "Thank you for covering.",
        (text(f"I've noted that you are covering for {held}, and told the {labels.coordinator}."), FIRST_STEPS),
        tone="good",
    )


def notice(title: str, lines: Sequence[str], buttons: Sequence[Button] = ()) -> Card:
    """What a coordinator is told when somebody asks for help or hands something back."""
    blocks: list[Block] = [text(said) for said in lines if said]
    if buttons:
        blocks.append(Buttons(tuple(buttons)))
    return Card(title, tuple(blocks), tone="attention")
