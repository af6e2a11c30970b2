"""Owns which figures a digest of a quarter tells its audience, or where they are; must not word a figure."""

from wres_bot.domain.access import Audience
from wres_bot.indicators.compute.compare import shortfalls
from wres_bot.indicators.release.release import Telling, tell
from wres_bot.store.actions.quarter import QuarterFacts


def elsewhere(facts: QuarterFacts) -> str:
    """Said in place of the figures, where a newer plan's digest has them."""
    newer = facts.figures_with
    if newer is None:
        return ""
    which = newer.title if newer.year == facts.plan.year else f"the plan for {newer.year}"
    return f"The figures are in the message about {which}."


def told(facts: QuarterFacts, audience: Audience) -> Telling:
    """As they were known when the quarter ended, after all that was posted to that audience before."""
    short = shortfalls(facts.targets, facts.snapshots, facts.quarter.last)
    return tell(facts.snapshots, facts.quarter.last, audience, facts.policy, facts.posted, short)
