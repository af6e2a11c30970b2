"""The six example plans: how many there are of everything, and spot values of each kind."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.figures_table import read_indicators_file
from wres_bot.documents.people_table import read_people
from wres_bot.documents.plan_table import read_plan, write_plan
from wres_bot.documents.targets_table import read_targets
from wres_bot.documents.workbooks import write_workbook
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.plan_rows import PersonRow, PlanRow, SnapshotRow, TargetRow
from wres_bot.domain.posts import normalise_post

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"
COUNTS = {  # actions, values, targets
    "esneft-2020-21": (22, 1, 11),
    "bradford-2022-23": (22, 0, 1),
    "nscht-2020-21": (17, 0, 29),
    "nscht-2021-22": (12, 259, 0),
    "kingston-2021-22": (22, 40, 12),
    "whittington-2025-26": (41, 36, 0),
}
NAMES = sorted(COUNTS)


@cache
def plan(name: str) -> dict[str, PlanRow]:
    read = read_plan(EXAMPLES / name / "plan.csv", year=name[-7:])
    assert [str(p) for p in read.problems if p.severity != "assumption"] == []
    return {row.ref: row for row in read.rows}


@cache
def values(name: str) -> tuple[SnapshotRow, ...]:
    read = read_indicators_file(EXAMPLES / name / "indicators.csv")
    assert read.problems == ()
    return read.rows


@cache
def targets(name: str) -> tuple[TargetRow, ...]:
    read = read_targets(EXAMPLES / name / "targets.csv", refs=frozenset(plan(name)))
    assert read.problems == ()
    return read.rows


@cache
def people(name: str) -> tuple[PersonRow, ...]:
    read = read_people(EXAMPLES / name / "people.csv", year=name[-7:])
    assert read.problems == ()
    return read.rows


def due(name: str, ref: str) -> list[tuple[str, str | None, str | None]]:
    return [(m.kind, m.due.isoformat() if m.due else None, m.period) for m in plan(name)[ref].milestones]


def owners(name: str, ref: str) -> list[str]:
    return [f"{o.name}{'*' if o.lead else ''}" for o in plan(name)[ref].owners]


def value(name: str, code: str, group: str, period: str, measure: str = "", breakdown: str = "") -> Decimal | None:
    (only,) = [
        row
        for row in values(name)
        if (row.code, row.group, row.period, row.breakdown) == (code, group, period, breakdown)
        and measure in row.measure
    ]
    return only.value


def test_there_are_six_plans_and_no_others() -> None:
    assert sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_has_its_count(name: str) -> None:
    assert (len(plan(name)), len(values(name)), len(targets(name))) == COUNTS[name]


def test_all_actions_and_values_are_there() -> None:
    assert sum(len(plan(name)) for name in NAMES) == 136
    assert sum(len(values(name)) for name in NAMES) == 336
    assert len({(name[:-8], row.key) for name in NAMES for row in values(name)}) == 336


def test_refs_are_the_documents_own() -> None:
    assert list(plan("esneft-2020-21"))[:2] == ["1.1", "1.2"]
    assert list(plan("bradford-2022-23"))[-1] == "3.4a"
    assert {"1.1", "2iii", "2x", "7"} <= set(plan("nscht-2020-21"))
    assert {"2.5", "5.10", "9.1"} <= set(plan("kingston-2021-22"))
    assert {"DR6", "ARC13", "ERL4", "CDP8", "WE9"} <= set(plan("whittington-2025-26"))


def test_spot_titles() -> None:
    assert plan("esneft-2020-21")["1.3"].title == "More shortlisting and interview panels with BAME members"
    assert plan("nscht-2021-22")["5.1"].title == "Inclusive recruitment project, race focus"
    assert plan("whittington-2025-26")["ARC13"].title == "Publish religion and culture guide"
    assert plan("bradford-2022-23")["1.1a"].label == "Theme 1 / Objective 1 (unnumbered, 1st)"
    assert plan("nscht-2020-21")["2iii"].parent == "ACTION 2"


def test_spot_dates() -> None:
    assert due("esneft-2020-21", "2.3") == [
        ("start", "2020-11-01", "2020-11"), ("review", "2021-05-31", "2021-05"), ("review", "2021-11-30", "2021-11"),
    ]  # fmt: skip
    assert due("esneft-2020-21", "1.2") == [("start", "2021-04-01", "2021-04"), ("recurring", None, None)]
    assert due("bradford-2022-23", "1.4a") == [("opportunistic", None, None)]
    assert due("bradford-2022-23", "2.2a") == [("start", "2023-01-01", "2023-01")]
    assert due("nscht-2020-21", "1.2") == [
        ("deadline", "2020-09-30", "2020-09"), ("review", "2021-01-31", "2021-01"), ("review", "2021-03-31", "2021-03"),
    ]  # fmt: skip
    assert due("nscht-2020-21", "2iii") == [
        ("deadline", "2021-03-31", "2020-21"),
        ("start", "2021-09-01", "2021 autumn"),
    ]
    assert due("nscht-2020-21", "3") == [("start", "2020-10-01", "2020-21Q3")]
    assert due("nscht-2021-22", "1.3") == [
        ("deadline", "2021-10-20", "2021-10-20"),
        ("ongoing", "2022-03-31", "2021-22"),
    ]
    assert due("nscht-2021-22", "5.2") == [("ongoing", None, None)]
    assert due("kingston-2021-22", "2.4") == []
    assert due("kingston-2021-22", "2.5") == [("deadline", "2023-12-31", "2023"), ("recurring", None, None)]
    assert due("whittington-2025-26", "DR2") == [("review", "2026-01-31", "2026-01-31")]
    assert due("whittington-2025-26", "CDP3") == [("deadline", "2026-06-30", "2026-06-30")]
    assert due("whittington-2025-26", "DR1") == []


def test_spot_owners() -> None:
    assert owners("esneft-2020-21", "1.8") == ["Head of EDI*", "Director of Governance"]
    assert owners("nscht-2020-21", "7") == ["Associate Director (named person)*", "Lead Manager (named person)"]
    assert len(owners("kingston-2021-22", "5.4")) == 6
    assert owners("whittington-2025-26", "CDP2") == ["AD Human Resources*", "Organisational Development"]
    assert plan("kingston-2021-22")["5.4"].owners[0].basis == "explicit"


def test_spot_statuses() -> None:
    counts = {name: [row.status for row in plan(name).values()].count("done") for name in NAMES}
    assert (counts["nscht-2020-21"], counts["whittington-2025-26"], counts["bradford-2022-23"]) == (5, 12, 0)
    nscht = plan("nscht-2020-21")
    assert (nscht["7"].status, nscht["2v"].status, nscht["3"].status) == ("cancelled", "not started", "delayed")
    assert nscht["4"].continuing
    assert nscht["3"].flags == ("partly done", "ongoing")
    assert [row.status for row in plan("whittington-2025-26").values()].count("in progress") == 14
    assert {row.status for row in plan("esneft-2020-21").values()} == {"no update"}


def test_spot_indicators_links_and_questions() -> None:
    whittington = plan("whittington-2025-26")
    assert whittington["ARC2"].indicators == tuple("123456789")
    assert whittington["CDP1"].indicators == ("1", "2", "4", "7")
    assert whittington["DR4"].depends_on == ("WE9",)
    assert (whittington["CDP3"].duplicate_of, whittington["WE3"].duplicate_of) == ("WE3", "CDP3")
    assert plan("nscht-2020-21")["2v"].indicators_inferred
    assert plan("nscht-2021-22")["3"].indicators == ()
    assert "ICS People Board (system level)" in plan("nscht-2020-21")["3"].monitored_by
    assert whittington["ARC9"].questions == ("Is the review twice a year, or every two years?",)
    assert plan("kingston-2021-22")["5.1"].alternative_due_words == "March 2022"


def test_spot_targets() -> None:
    esneft = [row for row in targets("esneft-2020-21") if row.ref == "1.3"]
    assert [(row.op, row.value, row.unit, row.scope) for row in esneft] == [("at least", Decimal(80), "%", "band 8a+")]
    band = next(row for row in targets("kingston-2021-22") if row.ref == "2.5" and row.scope == "Band 8A")
    assert (band.value, band.baseline, band.by) == (Decimal(73), Decimal(48), "2023")
    cohorts = next(row for row in targets("nscht-2020-21") if row.ref == "5")
    assert (cohorts.op, cohorts.value, cohorts.upper) == ("between", Decimal(1), Decimal(2))
    assert len([row for name in NAMES for row in targets(name) if row.ref is None]) == 16


def test_spot_values() -> None:
    assert value("esneft-2020-21", "1", "bme", "2020") == Decimal(17)
    assert value("nscht-2021-22", "2", "ratio", "2021", "likelihood") == Decimal("1.3")
    assert value("nscht-2021-22", "3", "ratio", "2021") == Decimal("4.35")
    assert value("nscht-2021-22", "1", "bme", "2021", "headcount", "Band 6") == Decimal(15)
    assert value("nscht-2021-22", "1", "overall", "2021", "headcount", "All staff") == Decimal(1660)
    assert value("nscht-2021-22", "2", "white", "2021", "shortlisted (FY") == Decimal(1467)
    assert value("nscht-2021-22", "RDR", "ratio", "2021", "lower to upper") == Decimal("1.33")
    assert value("nscht-2021-22", "9", "bme", "2021", "minus") is None
    assert value("kingston-2021-22", "4", "ratio", "2021") == Decimal("0.76")
    assert value("kingston-2021-22", "5", "bme", "2019") == Decimal("34.3")
    assert value("whittington-2025-26", "2", "ratio", "2025") == Decimal("1.79")
    assert value("whittington-2025-26", "7", "white", "2025") == Decimal("59.0")
    marked = [row for row in values("whittington-2025-26") if row.published_text == "▶26.7%"]
    assert [(row.code, row.value) for row in marked] == [("9", Decimal("26.7"))]
    assert [row.basis for row in values("nscht-2021-22")].count("benchmark") == 2
    assert all(row.reason for name in NAMES for row in values(name) if row.value is None)


@pytest.mark.parametrize("name", NAMES)
def test_every_owner_is_held_from_the_first_day(name: str) -> None:
    held = {normalise_post(n): row for row in people(name) if row.post for n in (row.post, *row.aliases)}
    first = NhsYear(name[-7:]).first
    for row in plan(name).values():
        for owner in row.owners:
            holder = held[normalise_post(owner.name)]
            assert holder.start is not None
            assert holder.start <= first
            assert holder.end is None


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_has_someone_in_each_role_and_invented_addresses_only(name: str) -> None:
    assert sorted({row.role for row in people(name) if row.role}) == ["chair", "coordinator", "network chair"]
    assert all(row.email.endswith(".example") for row in people(name))
    assert any(row.post is None and row.role is None for row in people(name))


@pytest.mark.parametrize("name", NAMES)
def test_beside_the_tables_stands_whose_plan_it_is(name: str) -> None:
    facts = tomllib.loads((EXAMPLES / name / "trust.toml").read_text(encoding="utf-8"))
    assert f"{facts['trust']}-{facts['year']}" == name
    assert set(facts["labels"]) == {"bme", "network", "group", "coordinator"}
    assert facts["source"]["document"]
    assert facts.get("status_date") == (date(2021, 8, 31) if name == "nscht-2020-21" else None)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_survives_export_and_import(name: str) -> None:
    rows = tuple(plan(name).values())
    for written in (
        write_plan(rows, year=name[-7:], write=write_csv),
        write_plan(rows, year=name[-7:], write=write_workbook),
    ):
        assert read_plan(written, year=name[-7:]).rows == rows
