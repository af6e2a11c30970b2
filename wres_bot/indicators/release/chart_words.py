"""Owns what a picture of the indicators says, in words, for whoever does not see it; must not draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from wres_bot.indicators.compute.figures import Series


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The trust's own word, and the range a ratio should lie in."""

    bme: str = "BME"
    low: float = 0.8
    high: float = 1.25

    def name(self, series: Series) -> str:
        words = series.indicator.short.replace("{bme}", self.bme)
        return words[:1].upper() + words[1:]

    def group(self, group: str) -> str:
        return self.bme if group == "bme" else "" if group == "ratio" else group


def alt_text(found: Sequence[Series], manner: ChartStyle) -> str:
    """What the picture says, in the order it is drawn."""
    said = [_said(each, manner) for each in found]
    head = "The figures over the years. " if len(said) > 1 else ""
    return head + " ".join(said)


def _said(series: Series, manner: ChartStyle) -> str:
    points = series.points if len(series.points) <= 3 else (series.points[0], *series.points[-2:])
    parts = []
    for group in ("ratio", series.indicator.focus, series.indicator.other, "national"):
        told = [f"{number.shown} in {p.year}" for p in points
                if (number := p.national if group == "national" else p.values.get(group))]  # fmt: skip
        if told:
            parts.append(f"{manner.group(group)} {', '.join(told)}".strip())
    last = series.points[-1].values.get("ratio")
    if last is not None and series.indicator.shape == "ratio":
        value = float(last.value)
        side = "below" if value < manner.low else "above" if value > manner.high else "inside"
        parts.append(f"{series.years[-1]} is {side} {manner.low:g} to {manner.high:g}")
    for broken in series.indicator.breaks:
        if series.years[0] < broken.year <= series.years[-1]:
            parts.append(f"years before {broken.year} cannot be compared")
    if series.withheld:
        parts.append(f"{', '.join(map(str, series.withheld))} not shown, because so few people are counted")
    return f"{manner.name(series)}: {'; '.join(parts)}."
