"""Owns who was asked and has not answered, and what is said once they are asked again; must not choose whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Line, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.store.models import Action
from wres_bot.views.viewer import Viewer, format_few_posts
from wres_bot.views.wording import capitalise, format_short_day, join_words, pluralise, pluralise_in_words, quote

SHOWN = 8
WRITE_TO = 2
"""So many posts get a button of their own to be written to."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An action that its owners were asked about, of which nobody has spoken since. asked: the days, oldest first."""

    action: Action
    asked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about a plan. about: what the question was narrowed to. ever: whether anything was ever asked.

    says: how `remind` says it again.
    """

    name: str
    open: tuple[OpenQuestion, ...]
    ever: bool
    about: str = ""
    says: str = "everybody"


def render_waiting(asked: Asked, viewer: Viewer) -> Card:
    """A list of questions I am waiting on, oldest first; never a score of anybody."""
    where = f"about {asked.about}" if asked.about else f"in {asked.name}"
    if not asked.ever:
        soon = "I ask 30 days before a date, and again nearer to it."
        return Card(f"I haven't asked anybody anything {where} yet.", (text(soon), _NEXT))
    if not asked.open:
        return Card(f"Nobody: everything I asked {where} has an answer.", (_NEXT,), tone="good")
    count = len(asked.open)
    oldest = format_short_day(asked.open[0].asked[0], viewer.today)
    verb = "has" if count == 1 else "have"
    since = f"asked {oldest}" if count == 1 else f"the oldest since {oldest}"
    title = f"{capitalise(pluralise_in_words(count, 'question'))} {where} {verb} no answer yet, {since}."
    shown = asked.open[:SHOWN]
    blocks: list[Block] = [bullets(_question_line(each, viewer) for each in shown)]
    if count > SHOWN:
        blocks.append(text(f"And {count - SHOWN} more.", quiet=True))
    if viewer.audience == "leads":
        blocks.append(_ask_again_buttons(asked))
    return Card(title, tuple(blocks))


_NEXT = Buttons((Button("What is next", "due"),))


def _question_line(question: OpenQuestion, viewer: Viewer) -> Line:
    days = join_words(format_short_day(day, viewer.today) for day in question.asked[-2:])
    who = "" if viewer.audience == "network" else f"{capitalise(format_few_posts(question.action))}, "
    return line(Bold(question.action.ref), f" {question.action.title}: {who}asked {days}")


def _ask_again_buttons(asked: Asked) -> Buttons:
    posts = list(dict.fromkeys(each.action.owners[0].post for each in asked.open if each.action.owners))
    again = Button("Remind again", f"remind {asked.says}", "one message to each who has not answered", strong=True)
    label = "Write to them" if len(posts) == 1 else "Write to {}"
    return Buttons((again, *(Button(label.format(post), f"write to {post}") for post in posts[:WRITE_TO])))


def render_reminded(
    reminded: Sequence[str], today_already: Sequence[str], unreachable: Sequence[str], count: int
) -> Card:
    """Posts written to, those that had a message today, and those whom nobody can ask."""
    lines = []
    if today_already:
        lines.append(f"{capitalise(_the(today_already))} had a message today, and I write once a day.")
    if unreachable:
        lines.append(f"I have nobody to ask at {join_words(unreachable)}.")
    if not reminded:
        return Card("I've written to nobody.", tuple(map(text, lines)), tone="refused")
    about = pluralise_in_words(count, "action")
    return Card(f"I'm asking {_the(reminded)} again, about {about}.", tuple(map(text, lines)), tone="good")


def _the(posts: Sequence[str]) -> str:
    return join_words(post if post.casefold().startswith("the ") else f"the {post}" for post in posts)


def render_nothing_to_remind(about: str) -> Card:
    return Card(
        f"There is nothing to remind anybody of about {about}.",
        (text("It is finished, or has no date to ask about."), Buttons((Button("Who hasn't answered", "waiting"),))),
    )


# messages passed on


def render_message_question(whom: str, says: str) -> Card:
    """Somebody is to be written to, and the words are missing."""
    return Card(f"What shall I pass on to {whom}?", (text(f"Type: {says} and your words"),))


def render_message(who: str, words: str, labels: Labels) -> Card:
    """To one who holds a post, from those who lead. The answer goes the same way back."""
    back = Buttons((Button(f"Answer the {labels.coordinator}"[:40], "ask the lead"), Button("My actions", "mine")))
    return Card(f"A message from the {who}", (text(quote(words, 1500)), back), tone="attention")


def render_message_sent(post: str, count: int) -> Card:
    people = "" if count == 1 else f" ({pluralise(count, 'person', 'people')})"
    return Card(f"I've passed that on to the {post}{people}.", tone="good")


def render_nobody_to_write_to(post: str) -> Card:
    return Card(
        f"Nobody holds {post} at the moment, so I've written to nobody.",
        (text(f"To name somebody: post “{post}” is their e-mail address"),),
        tone="refused",
    )
