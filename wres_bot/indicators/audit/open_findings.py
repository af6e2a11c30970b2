"""Owns which published figures wait because their own counts contradict them. Must not know store or cards."""

from collections.abc import Iterable, Mapping

from wres_bot.domain.figure_decisions import FigureDecisions, PrintedFigure
from wres_bot.indicators.audit.recompute import Disagreement, PublishedValue, check_values


def find_open_findings(
    values: Iterable[PublishedValue], decisions: FigureDecisions
) -> Mapping[PrintedFigure, Disagreement]:
    """What `check` found of single figures and no lead has decided: these go to no channel.

    A figure that a lead lets be told as printed is not here; one that is corrected is not found any more.
    """
    found = check_values(values).found
    return {each.figure: each for each in found if each.figure and each.figure not in decisions.as_printed}
