"""Owns the words about what leads decide of their figures, and of those that wait. Must not decide or store."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Card, text
from wres_bot.domain.dates import format_day
from wres_bot.views.wording import join_words, pluralise


def survey_released(trust: str, year: int, audiences: Sequence[Audience], starts: date) -> str:
    return f"{trust}: survey figures of {year} may be told to {join_words(audiences)} from {format_day(starts)}."


def printed_released(trust: str, code: str, period: str, figures: int) -> str:
    return f"{trust}: {pluralise(figures, 'figure')} of indicator {code} of {period} may be told as printed."


def nothing_waits(code: str, period: str, waiting: Sequence[str]) -> str:
    told = f"Those that wait: {join_words(waiting)}." if waiting else "None waits at all."
    return f"No figure of {code} of {period} waits. {told}"


def render_decided(said: str) -> Card:
    return Card(said, (text("It holds from now on, in every channel and answer."),))


def render_which_survey(waiting: Sequence[tuple[str, Audience]]) -> Card:
    """Which year, for whom and from when is not said."""
    years = dict.fromkeys(year for year, _ in waiting)
    lines = [f"{year}: nobody has said when {join_words([each for of, each in waiting if of == year])} may hear them."
             for year in years]  # fmt: skip
    return Card(
        "Which year's survey figures, and from which day?",
        (*map(text, lines), text("Say it like this: release survey 2021 from 11 March 2021 for network")),
    )


def render_which_figure(waiting: Sequence[str]) -> Card:
    """Which figure is to be told as printed is not said."""
    told = f"These wait: {join_words(waiting)}." if waiting else "None waits at the moment."
    return Card(
        "Which figure, and why?",
        (text(told), text("Say it like this: publish as printed 2 2021 agreed with our auditors")),
    )


def render_why_as_printed(named: str) -> Card:
    return Card("Why is it right as it is printed? I keep your words beside the figure.",
                (text(f"Say it like this: {named} agreed with our auditors"),))  # fmt: skip


def render_shown_before(figures: Sequence[str]) -> Card:
    """To a coordinator, once: what channels may have read before such figures waited for a decision."""
    return Card(
        "Some figures that wait now may have been shown in your channels before.",
        (
            text(f"{join_words(figures)}."),
            text(
                "From now on a survey figure waits for its day, and the Board's percentage or a figure that its own "
                "counts contradict for your decision. Nothing that was sent is taken back."
            ),
            text("To let them be told: release survey 2021 from 11 March 2021, or publish as printed 2 2021 and why."),
        ),
    )
