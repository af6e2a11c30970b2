"""What leads decide about their figures in chat, and what they are told once of what channels have read."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from tests.world.vocabulary import EDI, MEMBER
from tests.world.world import World
from wres_bot.delivery.shown_figures import put_shown_figures
from wres_bot.domain.letters import FiguresShownNotice
from wres_bot.domain.measures import identify_measure
from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.parser.arguments import read_as_printed, read_survey_release
from wres_bot.store import schema
from wres_bot.store.snapshots import save_snapshots
from wres_bot.views.figures_that_wait import render_shown_before


def row(code: str, value: str, unit: str, group: str, measure: str) -> SnapshotRow:
    return SnapshotRow(
        standard="WRES", code=code, measure=measure, breakdown="", group=group, period="2020", period_basis="",
        basis="published", source="our report", revision=1, value=Decimal(value), unit=unit, national=None, peer=None,
        survey_year=None, published_text=None, commentary=None, recomputed=None, agrees=None, note=None, reason=None,
        measure_id=identify_measure(code, unit, measure), no_value=None, row=1,
    )  # fmt: skip


@pytest.fixture
def figures(world: World) -> World:
    """A survey figure, the Board's percentage, and a ratio that its own counts contradict."""
    counts = [("shortlisted", "white", "1467"), ("shortlisted", "bme", "322"), ("appointed", "white", "391"),
              ("appointed", "bme", "66")]  # fmt: skip
    rows = [
        row("5", "28.3", "%", "bme", "abuse from the public"), row("9", "26.7", "%", "bme", "BME board membership"),
        row("2", "0.77", "ratio", "ratio", "relative likelihood"),
        *(row("2", n, "people", group, f"recruitment {stage}") for stage, group, n in counts),
    ]  # fmt: skip
    with world.building() as db:
        save_snapshots(db, world.trust, rows)
    return world


def test_a_lead_says_from_when_survey_figures_may_be_told(figures: World) -> None:
    assert "28.3" not in figures.say(MEMBER, "indicators")
    asked = figures.say(EDI, "release survey")
    assert asked.startswith("Which year's survey figures, and from which day?")
    assert "2020: nobody has said when network and steering may hear them." in asked
    said = figures.say(EDI, "release survey 2020 from 4 January 2021 for network")
    assert said.startswith("ESNEFT: survey figures of 2020 may be told to network from 4 January 2021.")
    assert "28.3" in figures.say(MEMBER, "indicators")


def test_a_lead_lets_a_figure_be_told_as_printed_and_says_why(figures: World) -> None:
    assert "0.77" not in figures.say(MEMBER, "indicators") and "26.7" not in figures.say(MEMBER, "indicators")
    assert "These wait: 2 of 2020 and 9 of 2020." in figures.say(EDI, "publish as printed")
    assert figures.say(EDI, "publish as printed 9 2019-20").startswith("Why is it right as it is printed?")
    assert "1 figure of indicator 9 of 2020 may be told" in figures.say(
        EDI, "publish as printed 9 2020 the Board agreed"
    )
    assert "No figure of 3 of 2020 waits. Those that wait: 2 of 2020." in figures.say(
        EDI, "publish as printed 3 2020 x"
    )
    assert "26.7%" in figures.say(MEMBER, "indicators")


@pytest.mark.parametrize("words", ["release survey 2020 from 4 January 2021", "publish as printed 9 2020 agreed"])
def test_only_leads_decide(figures: World, words: str) -> None:
    figures.say(MEMBER, words)
    answer = figures.say(MEMBER, "indicators")
    assert "28.3" not in answer and "26.7" not in answer


@pytest.mark.parametrize(
    ("words", "read"),
    [("2021 from 11 March 2021 for network", ("2021", "11 March 2021", "network")),
     ("of 2020-21 for the steering group from 11/03/2021", ("2020-21", "11/03/2021", "steering")),
     ("2021 on 2021-03-11", ("2021", "2021-03-11", None)), ("from 11 March 2021", (None, "11 March 2021", None))],
)  # fmt: skip
def test_year_day_and_audience_stand_in_any_order(words: str, read: tuple[str | None, ...]) -> None:
    found = read_survey_release(words)
    assert (found.filters.get("period"), found.when, found.filters.get("audience")) == read


def test_a_figure_is_named_by_indicator_and_year() -> None:
    found = read_as_printed("indicator 2 of 2020-21 because our auditors agreed")
    assert (found.filters, found.words) == ({"indicator": "2", "period": "2020-21"}, "our auditors agreed")
    assert read_as_printed("the Board's").filters == {}


def test_leads_are_told_once_what_channels_may_have_read_before_figures_waited(figures: World) -> None:
    figures.add_channel("network", "network")
    figures.tick("2021-01-08", "10:00")
    with figures.building() as db:
        assert put_shown_figures(db, figures.now) == 0
    # As release 0.1.0 has left it.
    [digest] = figures.letters("digest")
    assert digest.content is not None
    with figures.building() as db:
        raw = db.execute(schema.letters.select().where(schema.letters.c.id == digest.id)).mappings().one()["said"]
        said = {name: value for name, value in raw.items() if name != "gated"}
        db.execute(update(schema.letters).where(schema.letters.c.id == digest.id).values(said=said))
    with figures.building() as db:
        upgraded = db.execution_options(all_upgraded=True)
        assert [put_shown_figures(upgraded, figures.now) for _ in range(2)] == [2, 0]  # for each lead, once
    figures.deliver()
    notices = [letter for letter in figures.letters("notice") if isinstance(letter.subject, FiguresShownNotice)]
    assert {letter.state for letter in notices} == {"sent"}
    shown = ("WRES 2 of 2020", "WRES 5 of 2020", "WRES 9 of 2020")
    assert {letter.subject for letter in notices} == {FiguresShownNotice(shown)}
    assert "WRES 2 of 2020, WRES 5 of 2020 and WRES 9 of 2020." in render_shown_before(shown).plain()
