"""Owns what those who lead read when somebody asks them for something, and what the asker reads; decides nothing.

A request changes no plan. Whoever leads gets one letter for each, with what they can do about it as buttons. To add a
kind: its two cards here, and who puts it in `commands/requests.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from wres_bot.domain.cards import Block, Button, Buttons, Card, text
from wres_bot.domain.dates import format_day
from wres_bot.domain.policy import Labels
from wres_bot.store.models import Action, ActionSummary
from wres_bot.views.buttons import render_button, render_show_button
from wres_bot.views.notices import render_notice
from wres_bot.views.refusals import render_question
from wres_bot.views.wording import (
    format_action,
    format_plan,
    format_short_day,
    format_times,
    join_words,
    pluralise_in_words,
    quote,
)

LONGEST_ON_BUTTON = 300
"""Characters of somebody's words that go along with a button; where there are more, the button says where they are."""


def _write_back(posts: Sequence[str]) -> tuple[Button, ...]:
    return (Button("Write to them", f"write to {posts[0]}"),) if posts else ()


def _for_button(words: str, instead: str) -> str:
    one_line = " ".join(words.split()).replace("{", "(").replace("}", ")")
    return one_line if 0 < len(one_line) <= LONGEST_ON_BUTTON else instead


# another date


def render_date_asked(
    action: ActionSummary, who: str, posts: Sequence[str], name: str, old: date | None, new: date, words: str
) -> Card:
    """`name`: which of its dates that is, where it is not the deadline."""
    of = f"the {name} of {action.ref}" if name else action.ref
    was = f"It is {format_day(old)} now" if old else "It has no date now"
    moved = f", and has moved {format_times(action.slips)}" if action.slips else ""
    why = _for_button(words, f"asked for by the {posts[0]}" if posts else "asked for by its owner")
    start = f"from {old.isoformat()} to " if old else ""
    move = render_button(f"Move it to {new.day} {new:%B}", f"move {{}} {start}{new.isoformat()} {why}", action)
    return render_notice(
        f"{who} asks for {format_day(new)} for {of}.",
        (
            f"{format_action(action)} ({format_plan(action.plan)})",
            f"{was}{moved}. " + (f"Why: {quote(words)}" if words else "They have not said why."),
        ),
        (move, *_write_back(posts), render_show_button(action)),
    )


def render_date_request_sent(action: ActionSummary, old: date | None, new: date, today: date, labels: Labels) -> Card:
    until = f"Until they answer its date stays {format_short_day(old, today)}." if old else "It has no date until then."
    return Card(
        f"I've asked the {labels.coordinator} for {format_short_day(new, today)} for {action.ref}.",
        (
            text(until),
            *_delayed_button(action),
        ),
        tone="good",
    )


def _delayed_button(action: ActionSummary) -> tuple[Buttons, ...]:
    if action.status == "delayed":
        return ()
    return (Buttons((render_button("Say that it is delayed", "update {} delayed", action),)),)


def render_until_when(action: ActionSummary, full: str, months: Sequence[date], labels: Labels) -> Card:
    """A later date is wanted, and none was said."""
    says = [(f"{day.day} {day:%B %Y}", f"extend {full} {day.isoformat()}") for day in months]
    why = f"The {labels.coordinator} decides. Nothing has changed yet."
    return render_question(
        f"Until when would you like {action.ref} to have?", why, says, f"extend {action.ref} 30 June, and why"
    )


# away, leaving


def render_away(
    who: str, posts: Sequence[str], until: date | None, words: str, due: Sequence[Action], today: date
) -> Card:
    back = f" until {format_day(until)}" if until else ""
    lines = [quote(words) if words else "", _format_due(due, until, today)]
    theirs = (Button("Their actions", f'list owner "{posts[0]}"'),) if posts else ()
    return render_notice(f"{who} is away{back}.", lines, (*theirs, *_write_back(posts)))


def _format_due(due: Sequence[Action], until: date | None, today: date) -> str:
    when = f" by {format_short_day(until, today)}" if until else " soon"
    if not due:
        return f"No date of theirs falls{when}."
    return f"Dates of theirs{when}: {join_words(a.ref for a in due)}."


def render_away_told(
    until: date | None, due: Sequence[Action], pause: date | None, today: date, labels: Labels
) -> Card:
    """`due`: the asker's own actions with a date until then; `pause`: the day up to which reminders may be paused."""
    back = f" until {format_short_day(until, today)}" if until else ""
    blocks: list[Block] = []
    if due:
        dates = pluralise_in_words(len(due), "date")
        blocks.append(text(f"You have {dates} in that time: {join_words(a.ref for a in due)}."))
    if due and pause:
        says = f"snooze {{}} {pause.isoformat()}"
        blocks.append(Buttons(tuple(render_button(f"Pause {a.ref}", says, a) for a in due[:3])))
    return Card(f"I've told the {labels.coordinator} that you are away{back}.", tuple(blocks), tone="good")


def render_leaving(
    who: str, posts: Sequence[str], last: date | None, words: str, owned: Sequence[Action], given: str
) -> Card:
    """`given`: the one post that their words name, or nothing."""
    when = f" on {format_day(last)}" if last else ""
    theirs = join_words(a.ref for a in owned[:8]) + (f" and {len(owned) - 8} more" if len(owned) > 8 else "")
    give = (
        [render_button(f"Give {a.ref} to {given}", f"assign {{}} {given} instead", a) for a in owned[:3]]
        if given
        else []
    )
    listed = (Button("Their actions", f'list owner "{posts[0]}"'),) if posts else ()
    return render_notice(
        f"{who} is leaving the post{when}.",
        (
            quote(words) if words else "They have not said who follows.",
            f"They look after {theirs}." if owned else "They look after no open action.",
            f"To name who follows: post “{posts[0]}” is their e-mail address" if posts else "",
        ),
        (*give, *listed),
    )


def render_leaving_told(last: date | None, today: date, labels: Labels) -> Card:
    until = f" until {format_short_day(last, today)}" if last and last > today else ""
    left = Buttons((Button("I have left already", "not me"),))
    return Card(
        f"Thank you. I've told the {labels.coordinator} that you are leaving.",
        (text(f"Your actions stay with you{until or ' until they are given to somebody else'}."), left),
        tone="good",
    )


# a decision


def render_decision(action: ActionSummary | None, who: str, words: str, new: date | None) -> Card:
    """`new`: a date that the words name."""
    buttons: list[Button] = []
    if action is not None:
        kept = _for_button(words, "see the message of that day")
        buttons.append(render_button(f"Keep it with {action.ref}", f"note {{}} Decided: {kept}", action))
        if new:
            says = f"move {{}} {new.isoformat()} Decided: {kept}"
            buttons.append(render_button(f"Move it to {new.day} {new:%B}", says, action))
        buttons.append(render_show_button(action))
    about = f" about {action.ref}" if action is not None else ""
    lines = [f"{format_action(action)} ({format_plan(action.plan)})" if action is not None else "", quote(words, 1500)]
    return render_notice(f"{who} tells of a decision{about}.", lines, buttons)


def render_decision_told(words: str, labels: Labels) -> Card:
    return Card(
        f"I've passed that decision to the {labels.coordinator}, who records it.",
        (text(f"{quote(words)} Until then the plan stays as it is."),),
        tone="good",
    )


def render_decision_question(ref: str, labels: Labels) -> Card:
    about = f" about {ref}" if ref else ""
    return render_question(
        f"What was decided{about}?",
        f"The {labels.coordinator} gets your words, and records them.",
        example=f"decide {ref or 'and the action'} it goes on for another year",
    )


# what is passed on as it is


_TITLES: Mapping[str, str] = {
    "question": "{who} asks{about}:",
    "voice": "{who} says{about}:",
    "progress": "{who} says how far it is{about}:",
    "evidence": "{who} says what shows it{about}:",
    "cancel": "{who} asks to cancel{about}:",
    "covering": "{who} writes about covering{about}:",
    "meeting": "{who} writes about a meeting{about}:",
}
"""By kind what whoever leads reads first. A kind that a later verb takes over goes from here."""
_ONE_TAP: Mapping[str, tuple[str, str]] = {
    "progress": ("Keep it with {}", "note {{}} {}"),
    "evidence": ("Keep it with {}", "evidence {{}} {}"),
    "cancel": ("Cancel {}", "cancel {{}} {}"),
}
"""By kind the button that does it, and the command it is, of an action and the words."""


def render_passed_on(kind: str, action: ActionSummary | None, who: str, posts: Sequence[str], words: str) -> Card:
    """`who`: nobody's name where it was said without."""
    about = f" about {action.ref}" if action is not None and kind != "cancel" else ""
    about = f" {action.ref}" if action is not None and kind == "cancel" else about
    lines = [f"{format_action(action)} ({format_plan(action.plan)})" if action is not None else ""]
    lines.append(quote(words, 1500) if words else "They have not said why.")
    if not who:
        lines.append("It came without a name. An answer in their channel, or in the next summary, reaches them.")
    buttons: list[Button] = []
    if action is not None:
        if kind in _ONE_TAP and (said := _for_button(words, "")):
            label, says = _ONE_TAP[kind]
            buttons.append(render_button(label.format(action.ref), says.format(said), action))
        buttons.append(render_show_button(action))
    title = _TITLES.get(kind, _TITLES["question"]).format(who=who or "Somebody at the trust", about=about)
    return render_notice(title, lines, (*buttons, *_write_back(posts)))


def render_by_name(words: str, says: str, labels: Labels) -> Card:
    """Asked of whoever holds no post: with their name, so that they can be answered, or without."""
    return Card(
        f"Shall I pass that on to the {labels.coordinator}?",
        (
            text(quote(words)),
            Buttons(
                (
                    Button("Yes, with my name", f"ask the lead by name: {says}", "they can answer you"),
                    Button("Yes, without it", f"ask the lead unnamed: {says}", "I keep nothing of who asked"),
                )
            ),
            text(f"If something has happened to you, the {labels.guardian} will listen.", quiet=True),
        ),
    )


def render_question_wanted(labels: Labels) -> Card:
    return Card(
        f"What shall I ask the {labels.coordinator}?",
        (
            text("Type: ask the lead and your question"),
            text(f"If something has happened to you, the {labels.guardian} will listen.", quiet=True),
        ),
    )


def render_sent(labels: Labels, *, named: bool) -> Card:
    how = "with your name" if named else "without your name"
    return Card(f"I've passed that on to the {labels.coordinator}, {how}.", tone="good")
