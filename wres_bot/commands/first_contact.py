"""Owns the answers to "Is this you?": yes, not me, covering. Ends nobody's holding; the coordinator decides."""

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.letters import PersonNotice
from wres_bot.parser.command_types import Command
from wres_bot.store import events, people
from wres_bot.store.outbox import refresh_queue
from wres_bot.views import notices, refusals


def confirm(ctx: Context, command: Command) -> Card:
    people.confirm_person(ctx.db, ctx.person.id, ctx.now)
    if people.load_preference(ctx.db, ctx.person.id, "reminders") == "off":
        people.set_preference(ctx.db, ctx.person.id, "reminders", "on")
    _record(ctx, "yes", None)
    return notices.render_confirmed([name for _, name, _ in _load_posts(ctx)], ctx.labels)


def deny(ctx: Context, command: Command) -> Card:
    """Their reminders stop, and whoever runs the plan hears of it."""
    held = _load_posts(ctx)
    if not held:
        raise refusals.no_post_to_deny()
    people.set_preference(ctx.db, ctx.person.id, "reminders", "off")
    names = [name for _, name, _ in held]
    _record(ctx, "not me", "; ".join(names))
    for trust in {trust for _, _, trust in held}:
        mine = [name for _, name, t in held if t == trust]
        card = notices.render_wrong_person_notice(ctx.person.name, ctx.person.email, mine)
        ctx.notify_leads(card, PersonNotice(ctx.person.id, "not me"), trust, "not-me")
    return notices.render_wrong_person(names, ctx.labels)


def confirm_covering(ctx: Context, command: Command) -> Card:
    held = _load_posts(ctx)
    if not held:
        raise refusals.no_post_to_cover(ctx.labels)
    people.confirm_person(ctx.db, ctx.person.id, ctx.now)
    for post, _, _ in held:
        _mark_covering(ctx, post)
    names = [name for _, name, _ in held]
    _record(ctx, "covering", "; ".join(names))
    for trust in {trust for _, _, trust in held}:
        mine = [name for _, name, t in held if t == trust]
        card = notices.render_covering_notice(ctx.person.name, mine)
        ctx.notify_leads(card, PersonNotice(ctx.person.id, "covering"), trust, "covering")
    return notices.render_covering(names, ctx.labels)


def _mark_covering(ctx: Context, post: int) -> None:
    """Marked as covering, up to the day that was agreed."""
    mine = next(h for h in people.load_holders(ctx.db, post, ctx.today) if h.person_id == ctx.person.id)
    if mine.ends:
        people.save_holding(ctx.db, post, ctx.person.id, mine.starts, mine.ends, covering=True)
    else:
        people.set_holder(ctx.db, post, ctx.person.id, ctx.today, covering=True, ends_previous=False)


def _load_posts(ctx: Context) -> list[tuple[int, str, int]]:
    return people.load_posts_of_person(ctx.db, ctx.person.id, ctx.today)


def _record(ctx: Context, answer: str, words: str | None) -> None:
    refresh_queue.mark_person(ctx.db, ctx.person.id, ctx.now)
    events.append_event(ctx.db, actor=ctx.actor, trust_id=ctx.trust.id, field="person", new=answer, words=words)
