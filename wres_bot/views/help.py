"""Owns greetings and the help; must not know who is asking or what is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Facts, Heading, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.parser.command_types import HelpGroup, Verb
from wres_bot.views.buttons import FIRST_STEPS
from wres_bot.views.wording import capitalise, join_words

_HEADINGS: Mapping[HelpGroup, str] = {"own": "Your actions", "looking": "Looking", "leading": "For plan leads"}


@dataclass(frozen=True, slots=True)
class OwnExamples:
    """What the examples of help are made of, so that they are of the reader's own plan: two of its refs, a post, the
    plan's name and the part of work addresses after the @. Empty where there is no plan yet."""

    refs: tuple[str, ...] = ()
    post: str = ""
    plan: str = ""
    domain: str = ""

    def put_in(self, example: str) -> str:
        """The example of a verb's spec with the reader's own words in place of those it was written with."""
        said = example
        if self.refs:
            seen: dict[str, str] = {}
            for found in _EXAMPLE_REF.findall(example):
                seen.setdefault(found, self.refs[min(len(seen), len(self.refs) - 1)])
            said = _EXAMPLE_REF.sub(lambda ref: seen[ref[0]], said)
        if self.post:
            said = _EXAMPLE_POST.sub(lambda _: self.post, said)
        if self.plan:
            said = said.replace("esneft-2020-21", self.plan)
        return said.replace("esneft.example", self.domain) if self.domain else said


_EXAMPLE_REF = re.compile(r"(?<![\d.])\d\.\d(?![\d.])")
_EXAMPLE_POST = re.compile(r"Head of (?:Resourcing|EDI|OD)")

HelpRole = Literal["owner", "lead", "chair", "member"]
_FIRST_THREE: Mapping[HelpRole, tuple[tuple[str, str], ...]] = {
    "owner": (
        ("2.3 done", "how an action is going; a few words may follow"),
        ("mine", "what you look after, and when it is due"),
        ("extend 2.3 30 June", "ask the EDI lead for another date"),
    ),
    "lead": (
        ("waiting", "who has not answered, and asking again"),
        ("since last meeting", "what has changed"),
        ("move 2.3 30 June and why", "change the plan; assign and cancel work alike"),
    ),
    "chair": (
        ("status", "how the plan stands"),
        ("agenda", "what to decide and to ask"),
        ("minutes", "words for the minutes, sent to you"),
    ),
    "member": (
        ("news", "what has been done"),
        ("list", "what was promised"),
        ("ask the lead and your question", "passed on, without your name if you like"),
    ),
}


def render_help_first(role: HelpRole, examples: OwnExamples, labels: Labels) -> Card:
    """Three lines for whoever asks, in their own refs; everything else is a button away."""
    rows = bullets(
        line(Bold(_in_trust_words(examples.put_in(says), labels)), f": {_in_trust_words(what, labels)}")
        for says, what in _FIRST_THREE[role]
    )
    return Card("Say it as you would to a colleague. For example:", (rows, Buttons((Button("More", "help all"),))))


def render_help(verbs: Sequence[Verb], labels: Labels, examples: OwnExamples = OwnExamples()) -> Card:
    """Every command with its example, for what this person may do."""
    blocks: list[Block] = [text("Say it in a message to me, with a mention, or after /wres. Any order will do.")]
    for group, heading in _HEADINGS.items():
        rows = tuple(
            (examples.put_in(verb.example), line(_in_trust_words(verb.help, labels)))
            for verb in verbs
            if verb.group == group
        )
        if rows:
            blocks += [Heading(heading), Facts(rows)]
    blocks.append(text("More about one: help update", quiet=True))
    return Card("What you can ask me", tuple(blocks))


def render_short_help(examples: OwnExamples) -> Card:
    """What an empty message gets."""
    return Card(
        "Hello. I look after the race equality plan's actions and dates.",
        (
            bullets(
                (
                    line(Bold("mine"), ": the actions you look after"),
                    line(Bold(examples.put_in("2.3 done")), ": say how one is going, with a few words if you like"),
                    line(Bold("status"), ": how the plan is doing"),
                    line(Bold("help"), ": everything else"),
                )
            ),
            FIRST_STEPS,
        ),
    )


def render_command_help(verb: Verb, labels: Labels, examples: OwnExamples = OwnExamples()) -> Card:
    others = [spelling for spelling in verb.spellings if spelling != verb.name][:6]
    blocks: list[Block] = [
        text(_in_trust_words(verb.help, labels)),
        Facts((("For example", line(examples.put_in(verb.example))),)),
    ]
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
