"""Owns `deliveries`: whom messages reached, whom they did not, and why. Sends nothing."""

from wres_bot.commands.context import Context
from wres_bot.commands.link import load_unknown_accounts
from wres_bot.domain.cards import Card
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import outbox, people, places
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests
from wres_bot.views import deliveries as views
from wres_bot.views.accounts import format_unknown_account
from wres_bot.views.deliveries import MissedLetter

_PAGE = 20


def run(ctx: Context, command: Command) -> Card:
    ctx.require_lead(verbs.DELIVERIES)
    trust = ctx.trust.id
    missed = [
        MissedLetter(
            letter,
            _recipient_name(ctx, letter),
            doubtful=letter.state == "unsure" and letter.not_before >= held_digests.HELD,
        )
        for state in ("dead", "unsure", "retry")
        for letter in outbox.list_letters(ctx.db, trust_id=trust, state=state, limit=_PAGE)
    ]
    vacant = [
        post
        for plan in ctx.find_open_plans()
        if plan.trust_id == trust
        for _, post in people.load_vacant_posts(ctx.db, plan.id, ctx.today)
    ]
    strangers = [format_unknown_account(each, ctx.make_viewer()) for each in load_unknown_accounts(ctx)]
    return views.render_deliveries(
        outbox.count_by_state(ctx.db, trust), missed[:_PAGE], list(dict.fromkeys(vacant)), ctx.today, strangers
    )


def _recipient_name(ctx: Context, letter: Letter) -> str | None:
    if letter.person_id is not None:
        return people.load_person_details(ctx.db, letter.person_id).name
    place = places.load_place(ctx.db, letter.place_id) if letter.place_id is not None else None
    return place.name if place else None
