"""Owns which plans and which of their actions a question is about: the filters people type. Changes nothing."""

from collections.abc import Mapping, Sequence

from wres_bot.commands.context import Context
from wres_bot.domain.overdue import find_overdue
from wres_bot.domain.references import parse_reference, read_reference
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.store import actions, people, plans
from wres_bot.store.models import Action, Plan
from wres_bot.views import refusals
from wres_bot.views.wording import NUMBERS, format_plan, join_words


def find_plans(ctx: Context, filters: Mapping[str, str], *, many: bool = False) -> list[Plan]:
    """The plan named, the place's, or the chosen one; else the trust's open plans (the current one unless `many`)."""
    if name := filters.get("plan"):
        return [find_plan(ctx, name)]
    for choose in (ctx.find_place_plan, ctx.find_chosen_plan):
        if plan := choose():
            return [plan]
    found = [p for p in ctx.find_open_plans() if p.trust_id == ctx.trust.id]
    found = found or plans.load_plans(ctx.db, ctx.trust.id)
    if not found:
        raise refusals.no_plan_yet(ctx.trust.name, ctx.labels)
    if many:
        return found
    current = [p for p in found if p.starts <= ctx.today <= p.ends] or found
    return [max(current, key=lambda p: p.starts)]


def find_plan(ctx: Context, name: str) -> Plan:
    """A plan by its name, its year or its title; only of the person's own trusts."""
    if plan := ctx.find_own_plan(name):
        return plan
    mine = [p for t in sorted(ctx.person.trusts) for p in plans.load_plans(ctx.db, t)]
    wanted = name.strip().casefold().replace("/", "-")
    fits = [p for p in mine if wanted in (p.year, p.title.casefold())]
    fits = fits or [p for p in mine if wanted in p.name or wanted in p.title.casefold()]
    if len(fits) == 1:
        return fits[0]
    raise refusals.unclear_plan(name, fits or mine, several=bool(fits))


def join_plan_names(found: Sequence[Plan]) -> str:
    return join_words(format_plan(p) for p in found)


def load_actions(ctx: Context, found: Sequence[Plan]) -> list[Action]:
    return [a for p in found for a in actions.load_actions(ctx.db, p.id, ctx.today)]


def filter_actions(ctx: Context, rows: Sequence[Action], filters: Mapping[str, str]) -> list[Action]:
    """The actions that fit every filter given."""
    kept = list(rows)
    if section := filters.get("section"):
        kept = _in_section(kept, section)
    if code := filters.get("indicator"):
        kept = [a for a in kept if _answers_to(a, code)]
    if status := filters.get("status"):
        kept = [a for a in kept if a.status == status]
    if filters.get("help"):
        kept = [a for a in kept if a.need_help is not None]
    if filters.get("open"):
        kept = [a for a in kept if a.status not in CLOSED]
    if filters.get("late"):
        kept = [a for a in kept if find_overdue(a, ctx.today)]
    if owner := filters.get("owner"):
        kept = _owned_by(ctx, kept, owner)
    for word in filters.get("words", "").casefold().split():
        kept = [a for a in kept if word in f"{a.ref} {a.title} {a.objective or ''} {a.section}".casefold()]
    return kept


def _answers_to(action: Action, code: str) -> bool:
    """A number alone is the WRES's; a framework alone is any of its numbers."""
    wanted = parse_reference(code) or read_reference(code.upper())
    return any(wanted == r or (not wanted.number and wanted.framework == r.framework) for r in action.references)


def _in_section(rows: Sequence[Action], section: str) -> list[Action]:
    """By number, also in words, or by words of its title."""
    wanted = section.strip().casefold()
    wanted = str(NUMBERS.index(wanted)) if wanted in NUMBERS else wanted
    fits = [a for a in rows if a.section_number.casefold() == wanted]
    fits = fits or [a for a in rows if normalise_ref(a.ref).startswith(normalise_ref(wanted)) and wanted.isalpha()]
    fits = fits or [a for a in rows if wanted in a.section.casefold() and not wanted.isdigit()]
    if not fits:
        numbers = list(dict.fromkeys(a.section_number for a in rows))
        raise refusals.no_such_section(section, numbers)
    return fits


def _owned_by(ctx: Context, rows: Sequence[Action], owner: str) -> list[Action]:
    if owner.casefold() in ("me", "mine", "i"):
        return [a for a in rows if any(h.person_id == ctx.person.id for o in a.owners for h in o.holders)]
    fits = [fit for t in {a.plan.trust_id for a in rows} for fit in people.find_posts(ctx.db, t, owner)]
    by_words = [a for a in rows if any(owner.casefold() in o.post.casefold() for o in a.owners)]
    if by_words and len(fits) != 1:
        return by_words
    if len(fits) > 1:  # alike, and none of them what was typed
        raise refusals.unclear_post(owner, [name for _, name in fits])
    ids = {id for id, _ in fits}
    return [a for a in rows if any(o.post_id in ids for o in a.owners)]


_FLAGS = (("help", "help needed"), ("open", "not done"), ("late", "late"))


def format_command(verb: str, filters: Mapping[str, str], page: int | None = None) -> str:
    """The same question as text, for the next page or for a button."""
    parts = [verb]
    for name in ("section", "indicator", "owner", "status", "plan"):
        if value := filters.get(name):
            quoted = f'"{value}"' if name == "owner" and " " in value else value
            parts.append(quoted if name == "indicator" and parse_reference(value) else f"{name} {quoted}")
    parts += [said for name, said in _FLAGS if filters.get(name)]
    if words := filters.get("words"):
        parts.append(words)
    if page:
        parts.append(f"page {page}")
    return " ".join(parts)
