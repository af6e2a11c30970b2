"""Checks which figures wait for their leads: survey figures for a day, doubted ones and the Board's for a word."""

from datetime import date, timedelta

import pytest

from tests.admin.commandline import CommandLine
from tests.indicators.test_release import DAY, Stored, survey
from wres_bot.domain.access import Audience
from wres_bot.domain.figure_decisions import FigureDecisions, PrintedFigure, SurveyRelease
from wres_bot.domain.measures import MeasureId
from wres_bot.domain.policy import Policy
from wres_bot.indicators.release.gate import Gate
from wres_bot.indicators.release.release import Release, decide_release

ABUSE = [survey("bme", 28.3, None), survey("white", 23.0, None)]
RATIO = Stored("2", 1.5, measure="relative likelihood")
DOUBTED = PrintedFigure("WRES", "2", MeasureId.LIKELIHOOD_RATIO, "ratio", "", "2025", "our report", "1.5")


def told(values: list[Stored], gate: Gate, audience: Audience = "network", day: date = DAY) -> Release:
    return decide_release(values, day, audience, Policy(), gate=gate)


@pytest.mark.parametrize(("off", "shown"), [(1, False), (0, True), (-1, True)])
def test_survey_figures_wait_for_the_day_of_their_audience(off: int, shown: bool) -> None:
    release = SurveyRelease("WRES", "2025", "steering")
    gate = Gate(FigureDecisions({release: DAY + timedelta(days=off)}))
    found = told(list(ABUSE), gate, "steering")
    assert bool(found.figures) is bool(found.series) is shown
    assert not told(list(ABUSE), gate, "network").figures
    assert told(list(ABUSE), gate, "leads").figures


def test_the_year_before_is_told_while_the_newest_waits() -> None:
    before = [Stored("5", 30.0, "2024", "bme", "%", "abuse")]
    gate = Gate(FigureDecisions({SurveyRelease("WRES", "2024", "network"): date(2024, 8, 31)}))
    [figure] = told([*ABUSE, *before], gate).figures
    assert (figure.year, figure.before) == (2024, {})


def test_a_figure_with_an_open_finding_waits_and_is_told_as_printed_once_a_lead_says_so() -> None:
    [waiting] = told([RATIO], Gate(FigureDecisions(), {DOUBTED})).figures
    assert waiting.withheld and waiting.waits and not waiting.now
    assert not told([RATIO], Gate(FigureDecisions(), {DOUBTED}), "leads").figures[0].withheld
    [printed] = told([RATIO], Gate(FigureDecisions(as_printed=frozenset({DOUBTED})))).figures
    assert printed.as_printed and not printed.withheld
    part = DOUBTED._replace(breakdown="division Surgery")
    assert not told([RATIO], Gate(FigureDecisions(), {part})).figures[0].withheld


def test_small_numbers_stay_back_whatever_is_decided_but_the_boards_own() -> None:
    cases = [Stored("3", n, group=g, unit="cases", measure="cases") for g, n in (("white", 5.0), ("bme", 2.0))]
    ratio = Stored("3", 4.35, measure="relative likelihood")
    decided = FigureDecisions(as_printed=frozenset({DOUBTED._replace(code="3", printed="4.35")}))
    assert told([ratio, *cases], Gate(decided)).figures[0].withheld


def test_the_boards_percentage_is_told_after_a_leads_recorded_decision(lite: CommandLine) -> None:
    lite("migrate")
    lite("examples", "load", "whittington-2025-26")

    def said() -> str:
        return lite("indicators", "show", "--trust", "whittington", "--audience", "network", "--at", "2026-01-08")

    assert "in the trust's own report" in said() and "26.7" not in said()
    lite("indicators", "as-printed", "--trust", "whittington", "--indicator", "9", "--period", "2025",
         "--why", "the Board agreed on 1 May")  # fmt: skip
    assert "26.7%. As it is printed in the trust's own report." in said()
