"""Owns a lead's decisions about figures: survey release dates, and what is told as printed. Must not be a verb."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.errors import UserError
from wres_bot.domain.figure_decisions import PrintedFigure, SurveyRelease
from wres_bot.indicators.audit.open_findings import find_open_findings
from wres_bot.indicators.audit.recompute import printed_figure
from wres_bot.indicators.compute.catalogue import CATALOGUE
from wres_bot.indicators.ingest.periods import parse_year
from wres_bot.indicators.ingest.recode import parse_day
from wres_bot.indicators.release.contributing_counts import BOARD_SHARES
from wres_bot.store import decided_figures, snapshots
from wres_bot.store.models import Trust
from wres_bot.views import figures_that_wait as views
from wres_bot.views.wording import join_words

WAITING: tuple[Audience, ...] = tuple(each for each in AUDIENCES if each != "leads")
"""Audiences that need a date. Those who hold the data need none."""
STANDARDS_WITH_SURVEY = tuple(dict.fromkeys(each.standard for each in CATALOGUE.values()))


def release_survey(db: Connection, trust: Trust, period: str, audiences: Sequence[str], on: str) -> str:
    """From `on` these audiences hear the survey figures of that WRES year. Raises: UserError, for what is unknown."""
    starts = parse_release_day(on)
    year = parse_year(period)
    if year is None:
        raise UserError(f"I can't read the period {period!r}. Write a WRES year like 2021.")
    chosen = [parse_audience(each) for each in audiences] or list(WAITING)
    keys = [SurveyRelease(standard, str(year), each) for standard in STANDARDS_WITH_SURVEY for each in chosen]
    decided_figures.save_survey_releases(db, trust.id, keys, starts)
    return views.survey_released(trust.name, year, chosen, starts)


def parse_audience(words: str) -> Audience:
    named = next((each for each in WAITING if each == words.strip().casefold()), None)
    if named is None:
        raise UserError(f"{words!r} is no audience that waits. They are {join_words(WAITING)}.")
    return named


def parse_release_day(words: str) -> date:
    if (found := parse_day(words)) is None:
        raise UserError(f"I can't read the day {words!r}. Write it like 2021-03-11.")
    return found


def unreleased_surveys(db: Connection, trust: Trust) -> list[tuple[str, Audience]]:
    """The WRES years with survey figures, and the audiences for whom nobody has entered a date."""
    decided = decided_figures.load_figure_decisions(db, trust.id)
    held = {
        (value.standard, value.period)
        for value in snapshots.load_snapshots(db, trust.id)
        if (indicator := CATALOGUE.get((value.standard, value.code))) and indicator.inputs.yearly
    }
    return [
        (period, audience)
        for standard, period in sorted(held)
        for audience in WAITING
        if not decided.survey_is_released(standard, period, audience, date.max)
    ]


def publish_as_printed(db: Connection, trust: Trust, code: str, period: str, why: str, now: datetime) -> str:
    """Lets every figure of an indicator and period with an open finding, or the Board's share, be told as printed.

    Raises: UserError, where none waits or no reason is given.
    """
    if not why.strip():
        raise UserError("Say why in a few words. They are kept beside the figure.")
    code, year = code.strip().upper(), parse_year(period)
    period = str(year) if year else period.strip()
    waiting = _load_waiting(db, trust)
    chosen = [figure for figure in waiting if (figure.code, figure.period) == (code, period)]
    if not chosen:
        raise UserError(views.nothing_waits(code, period, _name_figures(waiting)))
    decided_figures.save_printed_figures(db, trust.id, chosen, why.strip(), now)
    return views.printed_released(trust.name, code, period, len(chosen))


def waiting_figures(db: Connection, trust: Trust) -> list[str]:
    """The figures that wait for "as printed", each by indicator and period, as a person names it."""
    return _name_figures(_load_waiting(db, trust))


def _load_waiting(db: Connection, trust: Trust) -> list[PrintedFigure]:
    """Those with an open finding, and the Board's shares without a decision."""
    decided = decided_figures.load_figure_decisions(db, trust.id)
    held = snapshots.load_snapshots(db, trust.id)
    board = [printed_figure(v) for v in held if v.measure_id in BOARD_SHARES]
    return [*find_open_findings(held, decided), *(each for each in board if each not in decided.as_printed)]


def _name_figures(waiting: Iterable[PrintedFigure]) -> list[str]:
    return sorted({f"{figure.code} of {figure.period}" for figure in waiting})
