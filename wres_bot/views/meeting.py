"""Owns what is worth a word before a meeting: the short list of worries and the agenda; must not choose either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Line, bullets, line, text
from wres_bot.store.models import Action
from wres_bot.views.viewer import Viewer, format_few_posts
from wres_bot.views.wording import capitalise, format_short_day, pluralise, pluralise_in_words, quote

SHOWN = 5
"""So many worries are told; a longer list worries nobody."""
DECISIONS = 3


class WorryReason(StrEnum):
    """Why an action is worth a word, the most pressing first."""

    HELP_ASKED = "help_asked"
    NO_ANSWER = "no_answer"
    DATE_PASSED = "date_passed"
    NEEDS_LATER = "needs_later"
    NOBODY_OWNS = "nobody_owns"
    DELAYED = "delayed"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Worry:
    """One action and why it is worth a word. day: the date that it is about. needs: what it waits for. asked: the day
    its owners were last asked, where nobody has answered."""

    reason: WorryReason
    action: Action
    day: date | None = None
    needs: Action | None = None
    asked: date | None = None


def render_worries(worries: Sequence[Worry], name: str, silent: int, viewer: Viewer) -> Card:
    """`silent`: open actions of which nothing is recorded, and which are not among the worries."""
    unheard = f" No update is recorded for {pluralise(silent, 'more action')}, so I can't tell there." if silent else ""
    if not worries:
        calm = "No date has passed, nobody asks for help, and no dates clash."
        return Card(
            f"Nothing stands out in {name}.", (text(calm + unheard.replace(" more ", " ")), _STATUS), tone="good"
        )
    shown = worries[:SHOWN]
    title = f"{capitalise(pluralise_in_words(len(shown), 'thing'))} I would look at first in {name}."
    blocks: list[Block] = [bullets((_worry_line(each, viewer) for each in shown), ordered=True)]
    rest = len(worries) - len(shown)
    after = f"{capitalise(pluralise_in_words(rest, 'smaller one', 'smaller ones'))} besides." if rest else ""
    if said := f"{after}{unheard}".strip():
        blocks.append(text(said, quiet=True))
    first = shown[0].action
    items = [Button(f"Show {first.ref}", f"show {first.full_ref}", first.title), Button("All dates passed", "late")]
    if viewer.audience != "network":
        items.append(Button("Who hasn't answered", "waiting"))
    return Card(title, (*blocks, Buttons(tuple(items))))


_STATUS = Buttons((Button("How it stands", "status"),))


def _worry_line(worry: Worry, viewer: Viewer) -> Line:
    who = "" if viewer.audience == "network" or not worry.action.owners else f" {format_few_posts(worry.action)}."
    return line(Bold(worry.action.ref), f" {worry.action.title}: {_format_reason(worry, viewer)}.{capitalise(who)}")


def _format_reason(worry: Worry, viewer: Viewer) -> str:
    day = format_short_day(worry.day, viewer.today) if worry.day else ""
    match worry.reason:
        case WorryReason.HELP_ASKED:
            told = viewer.audience != "network" and worry.action.need_help
            return f"help is asked for, {quote(worry.action.need_help or '', 100)}" if told else "help is asked for"
        case WorryReason.NO_ANSWER | WorryReason.DATE_PASSED:
            asked = f"; asked on {format_short_day(worry.asked, viewer.today)}, no answer" if worry.asked else ""
            return f"its date was {day}{asked}"
        case WorryReason.NEEDS_LATER:
            needed = worry.needs.ref if worry.needs else "another"
            return f"due {day}, before {needed}, which it needs"
        case WorryReason.NOBODY_OWNS:
            return f"due {day}, and nobody holds its post"
        case WorryReason.DELAYED:
            return f"delayed, and due {day}"
        case WorryReason.NOT_BEGUN:
            return f"due {day}, and not begun as far as I know"


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there is for a meeting. changes: what has changed since the last one, in words. coming: the next date and
    how many actions it has. unanswered: how many questions I asked have no answer."""

    name: str
    decisions: tuple[str, ...]
    changes: str
    coming: tuple[date, int] | None
    unanswered: int


def render_agenda(agenda: Agenda, viewer: Viewer) -> Card:
    """For the chair: what to decide first, then what has changed and what comes next; the rest is a button away."""
    count = len(agenda.decisions)
    if count:
        title = f"For the next meeting on {agenda.name}: {pluralise_in_words(count, 'thing')} to decide."
    else:
        title = f"Nothing in {agenda.name} waits for a decision of the {viewer.labels.group}."
    blocks: list[Block] = []
    if count:
        blocks.append(bullets(agenda.decisions[:DECISIONS], ordered=True))
    if count > DECISIONS:
        blocks.append(text(f"And {count - DECISIONS} more.", quiet=True))
    blocks.append(text(agenda.changes))
    if agenda.coming:
        day, number = agenda.coming
        blocks.append(text(f"Next: {pluralise(number, 'action')} on {format_short_day(day, viewer.today)}."))
    items = [Button("For the minutes", "minutes"), Button("Since last meeting", "since last meeting")]
    if agenda.unanswered:
        items.append(Button(f"No answer yet: {agenda.unanswered}", "waiting"))
    items.append(Button("What to look at", "worry"))
    return Card(title, (*blocks, Buttons(tuple(items))))
