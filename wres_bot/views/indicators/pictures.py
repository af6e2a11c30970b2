"""Owns the indicators' pictures as parts of a card: what is drawn has been decided before. Must not choose a figure."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Card, Picture
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Series
from wres_bot.indicators.release import charts
from wres_bot.indicators.release.chart_words import Manner
from wres_bot.indicators.release.disclosure import Posted
from wres_bot.indicators.release.release import tell
from wres_bot.store.models import SnapshotFacts
from wres_bot.views.indicators.figures import named


def manner(policy: Policy) -> Manner:
    return Manner(policy.labels.bme, policy.range_low, policy.range_high)


def all_of(found: Sequence[Series], policy: Policy) -> list[Picture]:
    """Every indicator in one picture; none where there is only one year of each."""
    if not charts.worth_drawing(found):
        return []
    drawn = charts.small_multiples(found, manner(policy))
    return [Picture(drawn.png, drawn.alt)]


def years_of(
    snapshots: Sequence[SnapshotFacts],
    wanted: Indicator,
    day: date,
    audience: Audience,
    policy: Policy,
    earlier: Sequence[Posted],
) -> Series | None:
    """What there is to draw of one indicator; None where one year alone may be shown."""
    found = tell(snapshots, day, audience, policy, earlier).series
    mine = [series for series in found if series.indicator.code == wanted.code]
    return mine[0] if charts.worth_drawing(mine) else None


def one(series: Series, trust: str, policy: Policy) -> Card:
    drawn = charts.single(series, manner(policy))
    return Card(f"{trust}: {named(series.indicator, policy.labels)}", (Picture(drawn.png, drawn.alt),))
