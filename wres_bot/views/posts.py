"""Owns cards about posts and who holds them; must not decide who may be named."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.cards import Bold, Button, Buttons, Card, text
from wres_bot.store.models import Action, Holder
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import format_short_day, join_words, quote


def render_post(post: str, holders: Sequence[Holder], owns: Sequence[str], viewer: Viewer) -> Card:
    """Who holds a post today; names for those who see names, "someone" for others."""
    blocks = [text(_format_holder(h, viewer)) for h in holders]
    if not holders:
        ask = " Set it with: post “NAME” is their e-mail address" if viewer.audience == "leads" else ""
        blocks = [text(f"Nobody holds it at the moment, so its reminders go to the {viewer.labels.coordinator}.{ask}")]
    if owns:
        blocks.append(text(f"Looks after {join_words(owns)}."))
    return Card(post, tuple(blocks))


def _format_holder(holder: Holder, viewer: Viewer) -> str:
    if holder.person_id == viewer.person_id:
        named = "You hold it"
    elif viewer.names:
        named = f"{holder.name} ({holder.email}) holds it"
    else:
        return "Somebody holds it, covering." if holder.covering else "Somebody holds it."
    since = f" since {format_short_day(holder.starts, viewer.today)}"
    until = f" until {format_short_day(holder.ends, viewer.today)}" if holder.ends else ""
    cover = ", covering" if holder.covering else ""
    unsure = "" if holder.confirmed or holder.person_id == viewer.person_id else " Not confirmed by them yet."
    return f"{named}{cover}{since}{until}.{unsure}"


def render_which_post(words: str, posts: Sequence[str], says: str, example: str) -> Card:
    """Several posts fit, or none does: the nearest ones as buttons; `says` has {} for the post's name."""
    if not posts:
        return Card(
            f"I can't find a post called {quote(words, 80)}.",
            (text(f"Nothing has changed. Check the spelling, or see who owns an action: show {example}"),),
            tone="refused",
        )
    return Card(
        f"Which post do you mean by {quote(words, 80)}?",
        (Buttons(tuple(Button(p, says.format(p)) for p in posts[:5])), text("Nothing has changed.", quiet=True)),
        tone="refused",
    )


def render_post_filled(post: str, name: str, starts: date, before: Sequence[str], viewer: Viewer) -> Card:
    """After `post "NAME" is PERSON`."""
    when = "from today" if starts == viewer.today else f"from {format_short_day(starts, viewer.today)}"
    ended = f" {join_words(before)} {'holds' if len(before) == 1 else 'hold'} it until then." if before else ""
    return Card(
        f"{post} is {name} {when}.",
        (text(f"Its reminders go there.{ended}"), text("I'll ask them first whether that is right.", quiet=True)),
        tone="good",
    )


def render_post_vacant(post: str, starts: date, viewer: Viewer) -> Card:
    """After `post "NAME" is vacant`."""
    when = "from today" if starts <= viewer.today else f"from {format_short_day(starts, viewer.today)}"
    who_is_asked = f"Its actions stay. What they need comes to the {viewer.labels.coordinator} until somebody holds it."
    return Card(f"Nobody holds {post} {when}.", (text(who_is_asked),), tone="good")


def render_person_not_found(words: str) -> Card:
    return Card(
        f"I don't know anybody called {quote(words, 80)}.",
        (text("Nothing has changed. Use their work e-mail address; people are added with the people file."),),
        tone="refused",
    )


def render_beside_or_instead(action: Action, post: str, others: Sequence[str]) -> Card:
    """An action that somebody owns is given to another post: what becomes of those who own it is asked."""
    says = f"assign {action.full_ref} {post}"
    names = join_words(others)
    return Card(
        f"Shall {post} have {action.ref} instead of {names}, or beside?",
        (
            Buttons(
                (
                    Button("Instead", f"{says} instead", f"{names} will not own it any more"),
                    Button("Beside", f"{says} beside", f"{names} will own it too"),
                    Button("Beside, and leads", f"{says} lead", f"{names} will own it too"),
                )
            ),
            text("Nothing has changed yet.", quiet=True),
        ),
    )


def render_assigned(ref: str, title: str, now: str, before: str, plan: str, *, vacant: Sequence[str] = ()) -> Card:
    empty = f" Nobody holds {join_words(vacant)} yet, so I can't remind anybody there." if vacant else ""
    return Card(
        f"{ref} is now with {now}.",
        (
            text(Bold(f"{ref} {title}"), f" ({plan})"),
            text(f"Before: {before}. The plan's own words are kept.{empty}"),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
        tone="good",
    )
