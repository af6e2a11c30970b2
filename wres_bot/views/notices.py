"""Owns answers about who is written to, and what coordinators are told; must not choose whom to write to."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Block, Button, Buttons, Card, bullets, text
from wres_bot.domain.dates import format_day
from wres_bot.domain.letters import PlanImportedNotice
from wres_bot.domain.policy import Labels
from wres_bot.store.models import Action, ActionSummary, Plan
from wres_bot.views.accounts import format_platform
from wres_bot.views.buttons import FIRST_STEPS, render_button, render_show_button
from wres_bot.views.viewer import Viewer, format_posts
from wres_bot.views.wording import format_action, format_plan, join_words, pluralise, quote, to_sentence


def render_stopped(labels: Labels, example: str) -> Card:
    """`stop`: reminders are off, and what that means."""
    return Card(
        "I've stopped your reminders.",
        (
            text(
                f"Your actions stay yours, and you can still answer at any time. The {labels.coordinator} can see that "
                "your reminders are off."
            ),
            Buttons((Button("Start again", "start"), Button("My actions", "mine"))),
            text(f"Only want a pause? snooze {example} 7d stops one action for a week.", quiet=True),
        ),
    )


def render_started() -> Card:
    return Card("Your reminders are on again.", (FIRST_STEPS,), tone="good")


def render_confirmed(posts: Sequence[str], labels: Labels) -> Card:
    names = join_words(posts)
    return Card(
        "Thank you. Good to meet you.",
        (
            text(
                to_sentence(f"I have you down for {names}")
                if names
                else "I'll write when one of your actions needs you."
            ),
            text("I write at most once a working day, and only when a date is near."),
            FIRST_STEPS,
        ),
        tone="good",
    )


def render_wrong_person(posts: Sequence[str], labels: Labels) -> Card:
    names = join_words(posts) or "that post"
    return Card(
        "Thank you for telling me.",
        (
            text(f"I've told the {labels.coordinator}, and I won't remind you about {names} in the meantime."),
            text("Know who it is now? Just tell me: not mine 1.3, and their post.", quiet=True),
        ),
    )


def render_covering(posts: Sequence[str], labels: Labels) -> Card:
    names = join_words(posts) or "the post"
    return Card(
        "Thank you for covering.",
        (text(f"I've noted that you are covering for {names}, and told the {labels.coordinator}."), FIRST_STEPS),
        tone="good",
    )


def render_notice(title: str, lines: Sequence[str], buttons: Sequence[Button] = ()) -> Card:
    """What a coordinator is told when somebody asks for help or hands something back."""
    blocks: list[Block] = [text(said) for said in lines if said]
    if buttons:
        blocks.append(Buttons(tuple(buttons)))
    return Card(title, tuple(blocks), tone="attention")


AUDIENCE_WORDS: dict[Audience, str] = {
    "network": "the network's quarterly summary, in plain words, without names or counts of people",
    "steering": "the {group}'s quarterly summary, with dates passed and what is asked for",
    "leads": "what those who run the plan need to see",
}


def render_channel_used(name: str, audience: Audience, plan: Plan | None, viewer: Viewer) -> Card:
    about = f" about {format_plan(plan)}" if plan else ""
    return Card(
        f"{_format_channel(name)} will get {AUDIENCE_WORDS[audience].format(group=viewer.labels.group)}{about}.",
        (
            text(f"The {viewer.labels.coordinator} sees each one two working days before it goes."),
            Buttons((Button("Preview it", f"digest {audience}"), Button("Stop", "stop using this channel"))),
        ),
        tone="good",
    )


def render_channel_stopped(name: str) -> Card:
    return Card(
        f"I'll send nothing more to {_format_channel(name)}.", (text("You can still ask me things here."),), tone="good"
    )


def _format_channel(name: str) -> str:
    return name if name.startswith("#") or " " in name or not name else f"#{name}"


def render_rehearsal(on: bool, viewer: Viewer) -> Card:
    if on:
        return Card(
            "Rehearsal is on.",
            (
                text(f"Every message now comes to the {viewer.labels.coordinator}, marked with whom it was for. Nobody "
                     "else is written to."),
                Buttons((Button("Rehearsal off", "rehearse off"), Button("Deliveries", "deliveries"))),
            ),
            tone="good",
        )  # fmt: skip
    return Card(
        "Rehearsal is off.",
        (text("Messages go to the people they are for."), Buttons((Button("Deliveries", "deliveries"),))),
        tone="good",
    )


# what those who lead are told


def render_help_notice(action: ActionSummary, who: str, words: str) -> Card:
    return render_notice(
        f"{who} asks for help with {action.ref}.",
        (
            f"{format_action(action)} ({format_plan(action.plan)})",
            quote(words) if words else "They have not said with what.",
        ),
        (render_show_button(action), render_button("No longer needed", "need help {} no longer", action)),
    )


def render_handed_back_notice(action: ActionSummary, who: str, words: str, post: str, give_to: str) -> Card:
    """`post`: the one post that the words name, or nothing. `give_to`: that post as `assign` takes it."""
    give = (Button(f"Give it to {post}", f"assign {action.full_ref} {give_to}", action.title),) if post else ()
    return render_notice(
        f"{who} says {action.ref} is not theirs.",
        (
            f"{format_action(action)} ({format_plan(action.plan)})",
            f"They wrote: {quote(words)}" if words else "They have not said whose it is.",
            f"To give it to a post: assign {action.ref} and the post's name",
        ),
        (*give, render_show_button(action)),
    )


def render_claim_notice(action: Action, who: str) -> Card:
    """Somebody who may not change an action says that they look after it."""
    return render_notice(
        f"{who} may be looking after {action.ref}.",
        (
            f"{format_action(action)} ({format_plan(action.plan)})",
            f"It sits with {format_posts(action)}. They are covering, or have taken over.",
            f"To change who holds the post: post “{action.owners[0].post}” is their e-mail address"
            if action.owners
            else "",
        ),
        (render_show_button(action),),
    )


def render_wrong_person_notice(name: str, email: str, posts: Sequence[str]) -> Card:
    return render_notice(
        f"{name} says they do not hold {join_words(posts)}.",
        (
            f"They wrote from the account of {email}. I've stopped their reminders; the post is as it was.",
            f"To put it right: post “{posts[0]}” is the right person's e-mail address",
        ),
    )


def render_covering_notice(name: str, posts: Sequence[str]) -> Card:
    return render_notice(f"{name} is covering for {join_words(posts)}.", ("Their reminders go on as before.",))


def render_plan_imported(plan: Plan, what: PlanImportedNotice) -> Card:
    """To a coordinator: a plan was imported again, and what that changed."""
    changes = (
        f"New: {pluralise(what.added, 'action')}. Changed: {what.changed}. No longer in it: {what.removed}; their "
        "history stays.",
        "No status, update or note was lost.",
    )
    says = Buttons((Button("How it stands", "status"), Button("What is late", "late")))
    return Card(f"{plan.title} was imported again.", (*map(text, changes), says))


def render_security_notice(day: date, done: Sequence[str], refused: int) -> Card:
    """To an admin: what was done to a trust's protection and records on a day, as it stands in `audit list`."""
    counted = Counter(done)
    lines = [what if times == 1 else f"{what}, {times} times" for what, times in counted.items()]
    lines += [f"{refused} requests refused: they were not from Slack or Teams"] if refused else []
    return Card(
        f"{format_day(day)}: something was done to the trust's records or its protection."
        if done
        else f"{format_day(day)}: many requests were refused.",
        (
            bullets(lines),
            text(
                "If you know of it, there is nothing to do. If not, ask whoever runs the bot for: wres-bot audit list"
            ),
        ),
        tone="attention",
    )


def render_platform_refuses(platform: str, problem: str) -> Card:
    """To those who lead, where they can still be reached: one platform takes nothing from the bot."""
    return Card(
        f"{format_platform(platform)} takes no messages from me at the moment.",
        (
            text(problem),
            text("What I have to say there waits until it is mended. People who write to me there may get no answer."),
        ),
        tone="attention",
    )
