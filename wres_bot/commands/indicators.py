"""Owns `indicators`: the published figures, for the asker's audience. Must not compute or draw one."""

from collections.abc import Mapping, Sequence
from typing import Any

from wres_bot.commands import filters
from wres_bot.commands.context import Context
from wres_bot.digest_building import load_gate
from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import PictureKey
from wres_bot.domain.letters import PictureSubject
from wres_bot.domain.overdue import find_overdue
from wres_bot.indicators.compute.catalogue import Indicator, find_indicator
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.release import Release, audiences_heard_by, decide_release
from wres_bot.parser.command_types import Command
from wres_bot.store import outbox, plans
from wres_bot.store.disclosure_log import load_disclosed_figures, record_disclosure
from wres_bot.store.models import Action, Target, Trust
from wres_bot.store.snapshots import load_snapshots
from wres_bot.views import refusals
from wres_bot.views.indicators import cards as views
from wres_bot.views.indicators import pictures
from wres_bot.views.viewer import Viewer


def run(ctx: Context, command: Command) -> Card:
    plan = filters.find_plans(ctx, {})[0]
    trust = ctx.find_trust(plan.trust_id)
    viewer = ctx.make_viewer(trust.id)
    standard = command.filters.get("standard", "WRES")
    if nearest := command.filters.get("unheld"):
        return views.render_not_held(find_indicator(f"{standard} {nearest}"), viewer.labels)
    if not (code := command.filters.get("indicator", "")):
        release = _decide_release(ctx, trust, viewer, standard)
        _log_disclosed(ctx, trust, release.disclosed_in_answer(), viewer.audience)
        return views.indicators_card(release, trust.name, viewer)
    if len(either := [each for part in code.split() if (each := find_indicator(f"{standard} {part}"))]) > 1:
        return views.render_which_indicator(either, viewer.labels)
    wanted = find_indicator(f"{standard} {code}")
    if wanted is None:
        raise refusals.unknown_indicator(code)
    actions = filters.load_actions(ctx, [plan]) if standard == "WRES" else []  # a plan names indicators of WRES
    release = _decide_release(ctx, trust, viewer, standard, wanted, actions)
    pictured = pictures.find_series(release, wanted) is not None
    if pictured:
        _send_picture(ctx, wanted.ref, trust)
    _log_disclosed(ctx, trust, release.disclosed_in_answer(wanted.code), viewer.audience)
    return views.indicator_card(release, wanted, trust.name, actions, viewer, pictured=pictured)


def _decide_release(
    ctx: Context,
    trust: Trust,
    viewer: Viewer,
    standard: str,
    wanted: Indicator | None = None,
    actions: Sequence[Action] = (),
) -> Release:
    """What the asker may be told, once for the log, the card and the question whether there is a picture."""
    values = load_snapshots(ctx.db, trust.id)
    earlier = load_disclosed_figures(ctx.db, trust.id, audiences_heard_by(viewer.audience))
    targets: list[Target] = []
    if wanted is not None and wanted.code == "1":
        targets = [each for plan in plans.load_plans(ctx.db, trust.id) for each in plans.load_targets(ctx.db, plan.id)]
    return decide_release(
        values, ctx.today, viewer.audience, viewer.policy, earlier, find_shortfalls(targets, values, ctx.today),
        actions, lambda action: bool(find_overdue(action, ctx.today)), standard,
        load_gate(ctx.db, trust.id, values),
    )  # fmt: skip


def _log_disclosed(ctx: Context, trust: Trust, figures: Mapping[str, Any], audience: Audience) -> None:
    """Whoever asks may ask again after a correction, or read the next digest: it must not tell by difference."""
    if audience != "leads":
        record_disclosure(ctx.db, trust.id, ctx.person.id, audience, figures, ctx.now)


def _send_picture(ctx: Context, code: str, trust: Trust) -> None:
    """An answer cannot carry a picture, and drawing takes a second: it follows as a direct message, once a day."""
    key = PictureKey(trust.key, ctx.person.id, code, ctx.today)
    outbox.put(ctx.db, key, trust.id, PictureSubject(code), ctx.now, person_id=ctx.person.id)
