"""Checks what waits until a lead has decided: survey figures without a release date, figures that `check` doubts."""

from datetime import date, timedelta

import pytest

from tests.admin.commandline import CommandLine
from tests.documents.test_printed_figures import PRINTED
from wres_bot.domain.figure_decisions import FigureDecisions, SurveyRelease

HEAD = "standard,code,measure,breakdown,group,period,basis,source,value,unit"
RELEASED = SurveyRelease("WRES", "2021", "network")
SURVEY = (HEAD, "WRES,5,Abuse from the public,,bme,2021,published,Report,28.3,%")
DOUBTED = (
    HEAD,
    *(f"WRES,2,recruitment {stage},,{group},2021,published,Report,{n},people" for stage, group, n in (
        ("shortlisted", "white", 1467), ("shortlisted", "bme", 322), ("appointed", "white", 391),
        ("appointed", "bme", 66))),
    "WRES,2,Relative likelihood,,ratio,2021,published,Report,0.77,ratio",
)  # fmt: skip


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True)])
def test_a_survey_figure_may_be_told_from_its_day_on(days: int, may: bool) -> None:
    day = date(2021, 3, 11)
    decided = FigureDecisions({RELEASED: day})
    assert decided.survey_is_released("WRES", "2021", "network", day + timedelta(days)) is may


def test_without_a_day_nobody_but_those_who_hold_the_data_hears_a_survey_figure() -> None:
    decided, day = FigureDecisions({RELEASED: date(2021, 3, 11)}), date(2022, 1, 1)
    assert decided.survey_is_released("WRES", "2022", "leads", day)
    assert not decided.survey_is_released("WRES", "2022", "network", day)
    assert not decided.survey_is_released("WRES", "2021", "steering", day)


def test_the_lead_is_asked_for_the_day_at_import_and_no_more_once_it_is_entered(cli: CommandLine) -> None:
    cli("migrate")
    cli("examples", "load", "esneft-2020-21")
    cli.write("indicators.csv", *SURVEY)
    asked = cli("indicators", "import", "indicators.csv", "--trust", "esneft")
    assert "Survey figures of 2021 wait until you say from when they may be told to network and steering" in asked
    line = "indicators release-survey --trust esneft --period 2021 --from {} --audience network --audience steering"
    assert line.format("DAY") in asked
    assert "from 11 March 2021" in cli(*line.format("2021-03-11").split())
    assert "wait" not in cli("indicators", "import", "indicators.csv", "--trust", "esneft")
    assert "can't read the day 'spring'" in cli.refused(*line.format("spring").split())


def test_a_doubted_figure_waits_until_a_lead_says_publish_as_printed(cli: CommandLine) -> None:
    cli("migrate")
    cli("examples", "load", "esneft-2020-21")
    cli.write("indicators.csv", *DOUBTED)
    cli("indicators", "import", "indicators.csv", "--trust", "esneft")
    ask = ("indicators", "as-printed", "--trust", "esneft", "--indicator", "2", "--period", "2021", "--why")
    assert "in a few words" in cli.refused(*ask, " ")
    assert "1 figure of indicator 2 of 2021 may be told as printed" in cli(*ask, "our auditors agreed it")
    assert "None waits" in cli.refused(*ask, "again")


def test_a_figure_corrected_to_another_wrong_one_waits_again(lite: CommandLine) -> None:
    lite("migrate")
    lite("examples", "load", "esneft-2020-21")
    lite.write("indicators.csv", *DOUBTED)
    lite("indicators", "import", "indicators.csv", "--trust", "esneft")
    ask = ("indicators", "as-printed", "--trust", "esneft", "--indicator", "2", "--period", "2021", "--why", "agreed")
    lite(*ask)
    lite.write("indicators.csv", *DOUBTED[:-1], DOUBTED[-1].replace("0.77", "0.75"))
    lite("indicators", "import", "indicators.csv", "--trust", "esneft")
    assert "may be told as printed" in lite(*ask)


def test_a_report_is_imported_from_the_command_line(lite: CommandLine) -> None:
    lite("migrate")
    lite("examples", "load", "esneft-2020-21")
    lite.write("report.csv", *(",".join(row) for row in PRINTED))
    ask = ("indicators", "import", "report.csv", "--trust", "esneft")
    assert "--standard WRES and --source" in lite.refused(*ask)
    more = ("--standard", "WRES", "--source", "Report 2024", "--means", "Non-BME=white")
    assert "13 added" in lite(*ask, *more)
    assert "0 added" in lite(*ask, *more)
    assert "can't read --means 'Non-BME'" in lite.refused(*ask, "--means", "Non-BME")
