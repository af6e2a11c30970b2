"""Owns what a trust's leads have decided about its figures: from which day an audience may hear survey figures, and
which figures are told as printed although the counts beside them say otherwise. Pure; nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from wres_bot.domain.access import Audience
from wres_bot.domain.measures import MeasureId


class SurveyRelease(NamedTuple):
    """Whose survey figures of which WRES year, and for whom."""

    standard: str
    period: str
    audience: Audience


class PrintedFigure(NamedTuple):
    """One published value that its own counts contradict, as it stands in the report.

    A figure that is corrected is printed otherwise, so what was decided about it holds no longer.
    """

    standard: str
    code: str
    measure_id: MeasureId | None
    group: str
    breakdown: str
    period: str
    source: str
    printed: str


@dataclass(frozen=True, slots=True)
class FigureDecisions:
    """All that the leads of one trust have decided so far. Without an entry a figure waits.

    survey_releases: the first day on which the audience may hear them. as_printed: told with a word that they are.
    """

    survey_releases: Mapping[SurveyRelease, date] = field(default_factory=dict)
    as_printed: frozenset[PrintedFigure] = frozenset()

    def survey_is_released(self, standard: str, period: str, audience: Audience, day: date) -> bool:
        """May this audience hear the survey figures of a WRES year on a day? Those who hold the data always may."""
        if audience == "leads":
            return True
        first = self.survey_releases.get(SurveyRelease(standard, period, audience))
        return first is not None and first <= day
