"""Owns `not mine` and `tell the lead`: an action handed back to its coordinator, who decides. Reassigns nothing."""

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.errors import UserError
from wres_bot.domain.letters import ActionNotice
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, people
from wres_bot.store.models import Action
from wres_bot.views import notices
from wres_bot.views.buttons import render_show_button, render_undo_button
from wres_bot.views.viewer import format_posts
from wres_bot.views.wording import format_action, format_plan, quote


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    ref = find_action.require_one_ref(ctx, verbs.NOT_MINE, command.refs)
    found = find_action.find_one(ctx, verbs.NOT_MINE, ref, words)
    label = ctx.view(found.known.trust_id).labels.coordinator
    if ctx.person.id not in found.known.owners:
        facts = actions.load_action(ctx.db, found.known.id, ctx.today)
        raise UserError(
            f"{facts.ref} isn't down as yours: it sits with {format_posts(facts)}. Nothing has changed.",
            ("My actions", "mine"),
        )
    safeguard.ask_before_keeping(ctx, words, f"not mine {found.full_ref} {words}", f"not mine {found.full_ref}")
    _record(ctx, found, words)
    facts = found.facts()
    suggested = _find_named_post(ctx, found, words)
    who = ctx.speaker_name(found.known.trust_id)
    buttons = [render_show_button(facts)]
    if suggested:
        buttons.insert(0, Button(f"Give it to {suggested}", f"assign {found.full_ref} {suggested}", facts.title))
    card = notices.render_notice(
        f"{who} says {facts.ref} is not theirs.",
        (
            f"{format_action(facts)} ({format_plan(facts.plan)})",
            f"They wrote: {quote(words)}" if words else "They have not said whose it is.",
            f"To give it to a post: assign {facts.ref} and the post's name",
        ),
        buttons,
    )
    told = ctx.notify_leads(card, ActionNotice(facts.id, "not mine"), found.known.trust_id, facts.ref)
    heard = f"I've told the {label}, who will decide" if told else f"The {label} can see it"
    more = () if words else (text(f"Know whose it is? not mine {facts.ref} and their post", quiet=True),)
    return Card(
        f"Thank you. {heard} about {facts.ref}.",
        (
            text(format_action(facts), f" ({format_plan(facts.plan)})"),
            text("Until then it stays where it is."),
            *more,
            Buttons((render_undo_button(),)),
        ),
    )


def _record(ctx: Context, found: FoundAction, words: str) -> None:
    known = found.known
    actions.record_not_mine(ctx.db, known.id, known.version, words or None, actor=ctx.actor, known=known)


def _find_named_post(ctx: Context, found: FoundAction, words: str) -> str:
    """The one post that the words name."""
    fits = people.find_posts(ctx.db, found.known.trust_id, words) if words else []
    return fits[0][1] if len(fits) == 1 else ""


def tell_lead(ctx: Context, command: Command) -> Card:
    """Somebody who may not change an action says that they look after it: the coordinator is told."""
    found = find_action.find_for(ctx, verbs.TELL_LEAD, command.refs)
    facts = actions.load_action(ctx.db, found.known.id, ctx.today)
    who = ctx.speaker_name(found.known.trust_id)
    told = ctx.notify_leads(_render_claim(facts, who), ActionNotice(facts.id, "owner"), found.known.trust_id, facts.ref)
    label = ctx.view(found.known.trust_id).labels.coordinator
    if not told:
        raise UserError(f"I know nobody to tell: there is no {label} in my list. Nothing has changed.")
    return Card(
        f"I've told the {label} that you may be looking after {facts.ref}.",
        (text("You will be able to change it once they agree."), Buttons((render_show_button(facts),))),
        tone="good",
    )


def _render_claim(facts: Action, who: str) -> Card:
    return notices.render_notice(
        f"{who} may be looking after {facts.ref}.",
        (
            f"{format_action(facts)} ({format_plan(facts.plan)})",
            f"It sits with {format_posts(facts)}. They are covering, or have taken over.",
            f"To change who holds the post: post “{facts.owners[0].post}” is their e-mail address"
            if facts.owners
            else "",
        ),
        (render_show_button(facts),),
    )
