"""Owns greetings and the help; must not know who is asking or what is stored."""

from collections.abc import Mapping, Sequence

from wres_bot.domain.cards import Block, Bold, Card, Facts, Heading, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.parser.command_types import HelpGroup, Verb
from wres_bot.views.buttons import FIRST_STEPS
from wres_bot.views.wording import capitalise, join_words

_HEADINGS: Mapping[HelpGroup, str] = {"own": "Your actions", "looking": "Looking", "leading": "For plan leads"}


def render_help(verbs: Sequence[Verb], labels: Labels) -> Card:
    """Every command with its example, for what this person may do."""
    blocks: list[Block] = [text("Say it in a message to me, with a mention, or after /wres. Any order will do.")]
    for group, heading in _HEADINGS.items():
        rows = tuple((verb.example, line(_in_trust_words(verb.help, labels))) for verb in verbs if verb.group == group)
        if rows:
            blocks += [Heading(heading), Facts(rows)]
    blocks.append(text("More about one: help update", quiet=True))
    return Card("What you can ask me", tuple(blocks))


def render_short_help(labels: Labels) -> Card:
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


def render_command_help(verb: Verb, labels: Labels) -> Card:
    others = [spelling for spelling in verb.spellings if spelling != verb.name][:6]
    blocks: list[Block] = [text(_in_trust_words(verb.help, labels)), Facts((("For example", line(verb.example)),))]
    if others:
        blocks.append(text(f"Also understood: {join_words(others)}.", quiet=True))
    who = {"owner": "an action's owners", "lead": f"the {labels.coordinator}"}.get(verb.permission)
    if who:
        also = f" and the {labels.coordinator}" if verb.permission != "lead" else ""
        blocks.append(text(f"For {who}{also}.", quiet=True))
    return Card(capitalise(verb.name), tuple(blocks))


def _in_trust_words(words: str, labels: Labels) -> str:
    return words.replace("EDI lead", labels.coordinator).replace("steering group", labels.group)


def render_greeting(name: str, open_actions: int, labels: Labels) -> Card:
    load = f"You look after {open_actions} open action{'s' if open_actions != 1 else ''}." if open_actions else ""
    return Card(f"Hello{f', {name}' if name else ''}.", (text(load or "What would you like to know?"), FIRST_STEPS))


def render_thanks() -> Card:
    return Card("You are welcome. Thank you for keeping the plan up to date.", tone="good")
