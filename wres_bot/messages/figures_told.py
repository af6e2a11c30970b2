"""Owns which figures a digest of a quarter tells its audience; must not word them."""

from wres_bot.core.access import Audience
from wres_bot.indicators.compare import shortfalls
from wres_bot.indicators.telling import Telling, tell
from wres_bot.store.quarters import QuarterFacts


def told(facts: QuarterFacts, audience: Audience) -> Telling:
    """As they were known when the quarter ended, after all that was posted to that audience before."""
    short = shortfalls(facts.targets, facts.snapshots, facts.quarter.last)
    return tell(facts.snapshots, facts.quarter.last, audience, facts.policy, facts.posted, short)
