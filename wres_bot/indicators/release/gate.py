"""Owns which figures wait for a decision of the trust's leads: survey figures for their day, doubted ones for "as
printed". Must not make such a decision or know where it is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from wres_bot.domain.access import Audience
from wres_bot.domain.figure_decisions import FigureDecisions, PrintedFigure
from wres_bot.indicators.compute.catalogue import CATALOGUE
from wres_bot.indicators.compute.figures import Figure, StoredValue, latest_figures
from wres_bot.indicators.dimensions import is_whole

V = TypeVar("V", bound=StoredValue)
Key = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Gate:
    """What leads have decided, and which printed figures their own counts contradict without a decision."""

    decisions: FigureDecisions
    open_findings: Collection[PrintedFigure] = ()

    def without_embargoed(self, values: Sequence[V], audience: Audience, day: date) -> list[V]:
        """The values less survey figures that this audience may not hear yet: they are as if not known."""
        return [v for v in values if not _is_of_survey(v)
                or self.decisions.survey_is_released(v.standard, v.period, audience, day)]  # fmt: skip

    def waiting(self, standard: str) -> frozenset[Key]:
        """The headline figures that go to no channel until a lead says so or they are corrected."""
        return _keys(self.open_findings, standard)

    def as_printed(self, standard: str) -> frozenset[Key]:
        """Those that a lead has decided to tell as they are printed."""
        return _keys(self.decisions.as_printed, standard)


def find_waiting(
    values: Sequence[StoredValue], gate: Gate, standard: str, audience: Audience, shown: date, today: date
) -> list[Key]:
    """The figures that a digest of that day led with and that this audience would not be told today."""
    return [
        (figure.indicator.code, figure.year)
        for figure in latest_figures(values, shown, standard)
        if _waits(figure, gate, audience, today)
    ]


def _waits(figure: Figure, gate: Gate, audience: Audience, today: date) -> bool:
    standard = figure.indicator.standard
    if not figure.now or figure.key in gate.as_printed(standard):
        return False
    if figure.indicator.inputs.yearly:
        return not gate.decisions.survey_is_released(standard, str(figure.year), audience, today)
    return figure.indicator.code == "9" or figure.key in gate.waiting(standard)


def _is_of_survey(value: StoredValue) -> bool:
    indicator = CATALOGUE.get((value.standard, value.code))
    return indicator is not None and indicator.inputs.yearly


def _keys(printed: Collection[PrintedFigure], standard: str) -> frozenset[Key]:
    return frozenset(
        (each.code, int(each.period) if each.period.isdigit() else each.period)
        for each in printed
        if each.standard == standard
        and is_whole(each.breakdown)
        and (indicator := CATALOGUE.get((standard, each.code)))
        and (each.measure_id in indicator.headline)
    )
