"""Owns small talk: `hello`, `thanks`, `stop`, `help`, and a story about what happened to somebody. Keeps no words."""

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import Command, Verb
from wres_bot.parser.verbs import ALL
from wres_bot.store import actions, events, people
from wres_bot.views import help as welcome


def greet(ctx: Context, command: Command) -> Card:
    """ "start" after "stop" is an answer to it, not a greeting."""
    if people.load_preference(ctx.db, ctx.person.id, "reminders") == "off" and "start" in ctx.incoming.text.casefold():
        _set_reminders(ctx, "off", "on")
        return welcome.started()
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today)
    return welcome.hello(ctx.person.name, sum(1 for a in owned if a.status not in CLOSED), ctx.labels)


def answer_thanks(ctx: Context, command: Command) -> Card:
    return welcome.thanks()


def stop_reminders(ctx: Context, command: Command) -> Card:
    if people.load_preference(ctx.db, ctx.person.id, "reminders") != "off":
        _set_reminders(ctx, "on", "off")
    return welcome.stopped(ctx.labels)


def _set_reminders(ctx: Context, old: str, new: str) -> None:
    people.set_preference(ctx.db, ctx.person.id, "reminders", new)
    events.append_event(
        ctx.db, trust_id=ctx.trust.id, field="preference", old=old, new=new, words="reminders", who_id=ctx.person.id,
        at=ctx.now, batch=ctx.batch, platform=ctx.incoming.platform, place=ctx.mark,
    )  # fmt: skip


def show_help(ctx: Context, command: Command) -> Card:
    asked = (command.rest or command.words).strip(" .?!\"'").casefold()
    if not asked:
        return welcome.help_all(_verbs_that_apply(ctx), ctx.labels)
    if verb := _find_verb(asked):
        return welcome.help_one(verb, ctx.labels)
    return welcome.unknown(f"help {asked}", ("help",))


def _verbs_that_apply(ctx: Context) -> list[Verb]:
    """Without those for leads where they lead nowhere, and those of no use on one platform."""
    leads = any(ctx.person.leads(trust) for trust in ctx.person.trusts)
    several = len({each.platform for each in people.load_identities(ctx.db, ctx.person.id)}) > 1
    return [verb for verb in ALL if (leads or verb.group != "leading") and (several or not verb.several_platforms)]


def _find_verb(asked: str) -> Verb | None:
    named = next((v for v in ALL if asked == v.name), None)
    return named or next((v for v in ALL if asked in v.spellings and v.group), None)
