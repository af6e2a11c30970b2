"""Owns checking that everything is in place, and what to do where it is not; must not change anything."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from wres_bot.domain.dates import london_day
from wres_bot.domain.policy import WHO_LISTENS, Policy, find_lowered, parse_policy
from wres_bot.store import outbox, people, places, plans
from wres_bot.store import trusts as stored_trusts
from wres_bot.store.models import Plan, Trust
from wres_bot.views.wording import join_words, pluralise

State = Literal["ok", "look", "broken"]
MARKS: dict[State, str] = {"ok": "ok     ", "look": "look   ", "broken": "BROKEN "}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing checked. `look` is for a lead to see to; `broken` keeps the bot from working."""

    what: str
    state: State
    words: str

    def flat(self) -> dict[str, Any]:
        return asdict(self)


def render_checks(findings: Iterable[Check]) -> str:
    """The findings as lines, and how many need somebody."""
    found = list(findings)
    broken, look = (sum(f.state == s for f in found) for s in ("broken", "look"))
    end = "Everything is in place." if not broken + look else f"{broken} broken, {look} to look at."
    return "\n".join([*(f"{MARKS[f.state]}{f.what}: {f.words}" for f in found), end])


def check_store(
    db: Connection, now: datetime, named: Mapping[str, Mapping[str, Any]] | None = None, *, live: bool = False
) -> list[Check]:
    """What the store says of trusts, people, channels and letters.

    named: the trusts of the settings file, which is what will be in force; None where there is none.
    live: staff write to the bot, on Slack or Teams.
    """
    trusts = people.load_trusts(db)
    if not trusts:
        return [Check("plans", "look", "There are none yet. Run: wres-bot plan import, or wres-bot examples load")]
    known = [trust.key for trust in trusts]
    found = [
        Check("settings", "look", f"[trusts.{key}] is no trust here; those are {', '.join(known)}.")
        for key in named or {}
        if key.casefold() not in known
    ]
    found += [
        Check(
            key, "look", f"The stored setting {each.name} is {each.value!r}, which cannot be; the default is in force."
        )
        for key, unusable in stored_trusts.load_unusable_settings(db).items()
        for each in unusable
    ]
    for trust in trusts:
        policy = _find_policy(trust, named)
        found += [*_check_trust(db, trust, policy, now), *(_check_who_listens(trust, policy) if live else ())]
    return [*found, _check_letters(db)]


def _find_policy(trust: Trust, named: Mapping[str, Mapping[str, Any]] | None) -> Policy:
    if named is None:
        return trust.policy
    return parse_policy(next((values for key, values in named.items() if key.casefold() == trust.key), {}))


def _check_who_listens(trust: Trust, policy: Policy) -> Iterable[Check]:
    """Somebody will tell of harm, or that they can't go on: whom to turn to must be known before staff write."""
    for name, what in WHO_LISTENS.items():
        if not getattr(policy.labels, name).strip():
            words = f"Nobody has said {what}. In the settings file, under [trusts.{trust.key}.labels]: {name}"
            yield Check(trust.key, "broken", words)


def _check_trust(db: Connection, trust: Trust, policy: Policy, now: datetime) -> Iterable[Check]:
    today = london_day(now)
    for each in find_lowered(policy):
        weaker = f"{each.name} is {each.value}, weaker than the recommended {each.recommended}: {each.means}."
        yield Check(trust.key, "look", weaker)
    yield from (_check_plan(db, plan, now) for plan in plans.load_plans(db, trust.id) if plan.open)
    leads = people.load_people_with_role(db, trust.id, "coordinator", today)
    if not leads:
        yield Check(trust.key, "look", "Nobody is coordinator today. Add one to people.csv and import it.")
    for audience in ("network", "steering"):
        named = places.load_places(db, trust.id, audience)
        if not named:
            say = f"/wres use this channel for {audience}"
            yield Check(
                trust.key, "look", f"No channel gets the {audience} digest. In that channel a lead types: {say}"
            )
        for place in named:
            if place.state != "ok":
                yield Check(trust.key, "look", f"Nothing can be sent to {place.name}: {place.trouble}")
    if trust.rehearsing:
        yield Check(
            trust.key, "look", "Rehearsing: every message goes to the coordinator. To go live: /wres rehearse off"
        )


def _check_plan(db: Connection, plan: Plan, now: datetime) -> Check:
    vacant = [name for _, name in people.load_vacant_posts(db, plan.id, london_day(now))]
    if not vacant:
        return Check(plan.name, "ok", "Every post that owns an action has somebody.")
    shown = join_words([*vacant[:5], *([f"{len(vacant) - 5} more"] if len(vacant) > 5 else [])])
    return Check(
        plan.name, "look", f"{pluralise(len(vacant), 'post')} without anybody: {shown}. Add them to people.csv."
    )


def _check_letters(db: Connection) -> Check:
    dead = outbox.count_by_state(db).get("dead", 0)
    if dead:
        return Check(
            "messages",
            "look",
            f"{pluralise(dead, 'message')} could not be delivered: wres-bot outbox list --state dead",
        )
    return Check("messages", "ok", "None is stuck.")
