"""Owns what leads have decided about their trust's figures, as stored; must not know who hears one."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, select

from wres_bot.domain.figure_decisions import FigureDecisions, PrintedFigure, SurveyRelease
from wres_bot.domain.measures import MeasureId
from wres_bot.store import schema, statements

_RELEASE_KEY = ("trust_id", "standard", "period", "audience")
_PUT_RELEASE = statements.upsert_statement(schema.survey_releases, _RELEASE_KEY, (*_RELEASE_KEY, "starts"), ("starts",))
_FIGURE_KEY = ("trust_id", *PrintedFigure._fields)
_PUT_FIGURE = statements.upsert_statement(
    schema.printed_figures, _FIGURE_KEY, (*_FIGURE_KEY, "why", "at"), ("why", "at")
)


def load_figure_decisions(db: Connection, trust_id: int) -> FigureDecisions:
    """All that stands."""
    releases, printed = schema.survey_releases, schema.printed_figures
    starts = db.execute(
        select(*(releases.c[name] for name in (*_RELEASE_KEY[1:], "starts"))).where(releases.c.trust_id == trust_id)
    )
    figures = db.execute(
        select(*(printed.c[name] for name in PrintedFigure._fields)).where(printed.c.trust_id == trust_id)
    )
    return FigureDecisions(
        {SurveyRelease(*key): first for *key, first in starts},
        frozenset(
            PrintedFigure(*row)._replace(measure_id=MeasureId(row.measure_id) if row.measure_id else None)
            for row in figures
        ),
    )


def save_survey_releases(db: Connection, trust_id: int, releases: Iterable[SurveyRelease], starts: date) -> None:
    """From that day on each may be told. A date entered again takes the place of the one before."""
    for release in releases:
        db.execute(_PUT_RELEASE, {"trust_id": trust_id, **release._asdict(), "starts": starts})


def save_printed_figures(
    db: Connection, trust_id: int, figures: Iterable[PrintedFigure], why: str, now: datetime
) -> None:
    """A lead's decision that these are told as printed, with the reason given."""
    for figure in figures:
        row = {**figure._asdict(), "measure_id": figure.measure_id or "", "trust_id": trust_id, "why": why, "at": now}
        db.execute(_PUT_FIGURE, row)
