"""Owns cards about posts and who holds them; must not decide who may be named."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.cards import Bold, Button, Buttons, Card, text
from wres_bot.store.models import Holder
from wres_bot.views.phrases import joined, quoted, short_day
from wres_bot.views.view import View


def who(post: str, holders: Sequence[Holder], owns: Sequence[str], view: View) -> Card:
    """Who holds a post today; names for those who see names, "someone" for others."""
    blocks = [text(_held(h, view)) for h in holders]
    if not holders:
        ask = " Set it with: post “NAME” is their e-mail address" if view.audience == "leads" else ""
        blocks = [text(f"Nobody holds it at the moment, so its reminders go to the {view.labels.coordinator}.{ask}")]
    if owns:
        blocks.append(text(f"Looks after {joined(owns)}."))
    return Card(post, tuple(blocks))


def _held(holder: Holder, view: View) -> str:
    if holder.person_id == view.viewer:
        named = "You hold it"
    elif view.names:
        named = f"{holder.name} ({holder.email}) holds it"
    else:
        return "Somebody holds it, covering." if holder.covering else "Somebody holds it."
    since = f" since {short_day(holder.starts, view.today)}"
    until = f" until {short_day(holder.ends, view.today)}" if holder.ends else ""
    cover = ", covering" if holder.covering else ""
    unsure = "" if holder.confirmed or holder.person_id == view.viewer else " Not confirmed by them yet."
    return f"{named}{cover}{since}{until}.{unsure}"


def which_post(words: str, posts: Sequence[str], says: str) -> Card:
    """Several posts fit, or none does: the nearest ones as buttons; `says` has {} for the post's name."""
    if not posts:
        return Card(
            f"I can't find a post called {quoted(words, 80)}.",
            (text("Nothing has changed. Check the spelling, or see who owns an action: show 2.3"),),
            tone="refused",
        )
    return Card(
        f"Which post do you mean by {quoted(words, 80)}?",
        (Buttons(tuple(Button(p, says.format(p)) for p in posts[:5])), text("Nothing has changed.", quiet=True)),
        tone="refused",
    )


def held(post: str, name: str, starts: date, before: Sequence[str], view: View) -> Card:
    """After `post "NAME" is PERSON`."""
    when = "from today" if starts == view.today else f"from {short_day(starts, view.today)}"
    ended = f" {joined(before)} {'holds' if len(before) == 1 else 'hold'} it until then." if before else ""
    return Card(
        f"{post} is {name} {when}.",
        (text(f"Its reminders go there.{ended}"), text("I'll ask them first whether that is right.", quiet=True)),
        tone="good",
    )


def vacant(post: str, starts: date, view: View) -> Card:
    """After `post "NAME" is vacant`."""
    when = "from today" if starts <= view.today else f"from {short_day(starts, view.today)}"
    told = f"Its actions stay. What they need comes to the {view.labels.coordinator} until somebody holds it."
    return Card(f"Nobody holds {post} {when}.", (text(told),), tone="good")


def not_found(words: str) -> Card:
    return Card(
        f"I don't know anybody called {quoted(words, 80)}.",
        (text("Nothing has changed. Use their work e-mail address; people are added with the people file."),),
        tone="refused",
    )


def assigned(ref: str, title: str, now: str, before: str, plan: str, *, vacant: Sequence[str] = ()) -> Card:
    empty = f" Nobody holds {joined(vacant)} yet, so I can't remind anybody there." if vacant else ""
    return Card(
        f"{ref} is now with {now}.",
        (
            text(Bold(f"{ref} {title}"), f" ({plan})"),
            text(f"Before: {before}. The plan's own words are kept.{empty}"),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
        tone="good",
    )
