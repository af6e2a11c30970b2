"""Owns the indicators' pictures as parts of a card: what is drawn has been decided before. Must not choose a figure."""

from wres_bot.domain.cards import Card, Picture
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Series
from wres_bot.indicators.release.release import Release
from wres_bot.views.indicators import charts
from wres_bot.views.indicators.charts import ChartStyle
from wres_bot.views.indicators.figures import title_of


def chart_style(policy: Policy) -> ChartStyle:
    return ChartStyle(policy.labels.bme, policy.range_low, policy.range_high)


def years_picture(release: Release, policy: Policy) -> list[Picture]:
    """Every indicator in one picture; none where there is only one year of each."""
    if not charts.is_worth_drawing(release.series):
        return []
    drawn = charts.draw_small_multiples(release.series, chart_style(policy))
    return [Picture(drawn.png, drawn.alt)]


def find_series(release: Release, wanted: Indicator) -> Series | None:
    """What there is to draw of one indicator; None where one year alone may be shown."""
    series = release.find_series(wanted.code)
    return series if series and charts.is_worth_drawing([series]) else None


def picture_card(series: Series, trust: str, policy: Policy) -> Card:
    drawn = charts.draw_single(series, chart_style(policy))
    return Card(f"{trust}: {title_of(series.indicator, policy.labels)}", (Picture(drawn.png, drawn.alt),))
