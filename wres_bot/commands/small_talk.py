"""Owns small talk and the help: `hello`, `thanks`, `help`. Changes nothing and keeps no words."""

from wres_bot.commands import preferences
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import load_own_examples
from wres_bot.domain.cards import Card
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import Command, Verb
from wres_bot.parser.verbs import ALL
from wres_bot.store import actions, people
from wres_bot.views import help
from wres_bot.views.help import HelpRole


def greet(ctx: Context, command: Command) -> Card:
    if started := preferences.start_reminders(ctx):
        return started
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today)
    return help.render_greeting(ctx.person.name, sum(1 for a in owned if a.status not in CLOSED), ctx.labels)


def answer_thanks(ctx: Context, command: Command) -> Card:
    return help.render_thanks()


def show_help(ctx: Context, command: Command) -> Card:
    asked = (command.rest or command.words).strip(" .?!\"'").casefold()
    examples = load_own_examples(ctx)
    if not asked:
        return help.render_help_first(_find_role(ctx), examples, ctx.labels)
    if asked in ("all", "more", "everything"):
        return help.render_help(_verbs_that_apply(ctx), ctx.labels, examples)
    if verb := _find_verb(asked):
        return help.render_command_help(verb, ctx.labels, examples)
    return help.render_help_first(_find_role(ctx), examples, ctx.labels)


def _find_role(ctx: Context) -> HelpRole:
    if ctx.person.leads(ctx.trust.id):
        return "lead"
    if people.load_posts_of_person(ctx.db, ctx.person.id, ctx.today):
        return "owner"
    return "chair" if ctx.person.chairs(ctx.trust.id) else "member"


def _verbs_that_apply(ctx: Context) -> list[Verb]:
    """Without those for leads where they lead nowhere, and those of no use on one platform."""
    leads = any(ctx.person.leads(trust) for trust in ctx.person.trusts)
    several = len({each.platform for each in people.load_identities(ctx.db, ctx.person.id)}) > 1
    return [verb for verb in ALL if (leads or verb.group != "leading") and (several or not verb.several_platforms)]


def _find_verb(asked: str) -> Verb | None:
    named = next((v for v in ALL if asked == v.name), None)
    return named or next((v for v in ALL if asked in v.spellings and v.group), None)
