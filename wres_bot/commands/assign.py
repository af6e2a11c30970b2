"""Owns `assign`: an action given to a post, by those who lead. The plan's own words about owners are kept."""

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, people
from wres_bot.store.errors import StaleAction
from wres_bot.store.people.posts import find_named_post
from wres_bot.views import posts as views
from wres_bot.views import refusals
from wres_bot.views.wording import format_plan, join_words


def run(ctx: Context, command: Command) -> Card:
    """Beside those who own it, instead of them, or as their lead: asked where it was not said and somebody owns it."""
    rest = (command.rest or command.words).strip()
    how = next((name for name in ("lead", "instead", "beside") if command.filters.get(name)), "")
    tail = f" {how}" if how else ""
    found = find_action.find_action_to_change(ctx, verbs.ASSIGN, command.refs, rest + tail)
    editable = found.action
    if not rest:
        raise refusals.no_post_named(editable.ref)
    post = find_named_post(ctx.db, editable.trust_id, rest)
    if post is None:
        fits = people.find_posts(ctx.db, editable.trust_id, rest)
        return views.render_which_post(
            rest, [name for _, name in fits], f"assign {found.full_ref} {{}}{tail}", found.action.ref
        )
    before = actions.load_action(ctx.db, editable.id, ctx.today)
    others = [owner.post for owner in before.owners if owner.post_id != post[0]]
    if others and not how:
        return views.render_beside_or_instead(before, post[1], others)
    try:
        actions.set_owner(
            ctx.db,
            editable.id,
            editable.version,
            post[0],
            actor=ctx.actor,
            lead=how == "lead",
            replaces=how in ("", "instead"),
            already_read=editable,
        )
    except StaleAction:
        raise refusals.changed_meanwhile(editable.ref) from None
    after = actions.load_action(ctx.db, editable.id, ctx.today)
    return views.render_assigned(
        editable.ref,
        editable.title,
        join_words(o.post for o in after.owners),
        join_words(o.post for o in before.owners) or "nobody",
        format_plan(after.plan),
        vacant=[o.post for o in after.owners if not o.holders],
    )
