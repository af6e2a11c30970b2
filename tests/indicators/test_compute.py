"""Checks `wres-bot indicators compute` from the command line: what it keeps, what it replaces, what it refuses."""

import json
from pathlib import Path

from tests.admin.commandline import CommandLine
from tests.indicators.extracts import SMALL, STAFF, write
from wres_bot.admin.compute_indicators import load_column_map

RECRUITMENT = "group,shortlisted,appointed\nwhite,1467,391\nbme,322,66\nnot known,34,6\n"


def ready(cli: CommandLine) -> Path:
    cli("migrate")
    cli("examples", "load", "esneft-2020-21")
    return write(cli.folder / "extract", staff=[STAFF, *SMALL], recruitment=RECRUITMENT)


def computed(cli: CommandLine, *more: str) -> str:
    return cli("indicators", "compute", "extract", "--trust", "esneft", "--period", "2021", *more)


def test_the_report_on_the_data_comes_before_any_number(cli: CommandLine) -> None:
    ready(cli)
    said = computed(cli)
    assert said.index("Data quality") < said.index("1.30")
    assert "white applicants more likely: 1.30, likely between" in " ".join(said.split())


def test_values_are_kept_with_their_parts_date_and_basis(cli: CommandLine) -> None:
    ready(cli)
    computed(cli)
    shown = json.loads(cli("indicators", "show", "--trust", "esneft", "--indicator", "2", "--json"))
    [ratio] = [row for row in shown if row["group"] == "ratio"]
    assert (ratio["value"], ratio["basis"], ratio["period"], ratio["revision"]) == (1.3, "computed", "2021", 1)
    assert ratio["source"].startswith("computed from extract on ")
    assert "95% interval 1.03 to 1.64, Fisher's exact p 0.024" in ratio["note"]


def test_computing_again_changes_nothing_and_new_counts_replace_what_stays_to_be_seen(cli: CommandLine) -> None:
    folder = ready(cli)
    computed(cli)
    before = cli.everything()
    assert "0 new, 0 changed" in computed(cli)
    assert cli.everything() == before
    write(folder, recruitment=RECRUITMENT.replace("66", "77"))
    assert "0 new, 2 changed" in computed(cli)
    shown = json.loads(cli("indicators", "show", "--trust", "esneft", "--indicator", "2", "--json"))
    ratios = {row["revision"]: row for row in shown if row["group"] == "ratio"}
    assert {n: row["value"] for n, row in ratios.items()} == {1: 1.3, 2: 1.11}
    assert "replaces 1.3 (revision 1, computed from extract on " in ratios[2]["note"]


def test_a_dry_run_and_a_refused_extract_write_nothing(cli: CommandLine) -> None:
    folder = ready(cli)
    before = cli.everything()
    assert "this was a dry run" in computed(cli, "--dry-run")
    write(folder, cases="surname,ethnicity\nx,A\n")
    said = cli.refused("indicators", "compute", "extract", "--trust", "esneft", "--period", "2021")
    assert "cases.csv, row 1, column “surname”" in said and "Nothing was stored." in said
    assert cli.everything() == before


def test_scripts_get_one_row_a_measure(lite: CommandLine) -> None:
    ready(lite)
    rows = json.loads(computed(lite, "--json"))
    assert {"standard", "code", "measure", "breakdown", "group", "value", "numerator", "denominator", "low", "high",
            "p", "reason"} <= set(rows[0])  # fmt: skip
    [ratio] = [row for row in rows if row["code"] == "2" and row["group"] == "ratio"]
    assert abs(ratio["low"] - 1.0312) < 0.001


def test_a_quarter_stands_beside_the_year(lite: CommandLine) -> None:
    ready(lite)
    computed(lite)
    said = lite("indicators", "compute", "extract", "--trust", "esneft", "--period", "2021-22Q1")
    assert "0 new" not in said
    shown = json.loads(lite("indicators", "show", "--trust", "esneft", "--indicator", "2", "--json"))
    assert {row["period"] for row in shown if row["basis"] == "computed"} == {"2021", "2021-22Q1"}


def test_what_cannot_be_asked_is_a_sentence(lite: CommandLine) -> None:
    ready(lite)
    ask = ("indicators", "compute", "extract", "--trust")
    assert "There is no trust 'nowhere'" in lite.refused(*ask, "nowhere", "--period", "2021")
    assert "I can't read the period 'spring'" in lite.refused(*ask, "esneft", "--period", "spring")
    lite.write("map.toml", "[columns.staff]", 'colour = "x"')
    said = lite.refused(*ask, "esneft", "--period", "2021", "--config", "map.toml", code=2)
    assert "'colour' is no column of staff" in said
    assert "There is no gone" in lite.refused("indicators", "compute", "gone", "--trust", "esneft", "--period", "2021")


def test_the_example_map_is_a_map() -> None:
    said = Path(__file__).parents[2] / "config" / "indicators.example.toml"
    config = load_column_map(said)
    assert config.headings("staff")["ethnicorigin"] == "ethnicity"
    assert (config.own("bands")["spot salary"], config.fewest_answers) == ("VSM", 11)


def test_whoever_runs_the_command_line_sees_all_and_may_look_as_an_audience_does(lite: CommandLine) -> None:
    lite("migrate")
    lite("examples", "load", "nscht-2021-22")
    whole, at = lite("indicators", "show", "--trust", "nscht", "--compare"), ("--at", "2022-01-04")
    assert "4.35" in whole
    for audience in ("network", "steering"):
        said = lite("indicators", "show", "--trust", "nscht", "--audience", audience, *at)
        assert "4.35" not in said and "not shown, because so few people are counted" in said
    assert "no audience" in lite.refused("indicators", "show", "--audience", "board", *at)


def test_which_rows_made_a_value_is_told_and_nothing_is_stored(lite: CommandLine) -> None:
    folder = ready(lite)
    people = ["person,ethnicity,band,Assignment Category", "1,A,Band 5,Permanent", "2,H,Band 5,Permanent",
              "2,H,Band 6,Permanent", "3,H,Band 5,Bank", "4,H,Band 5,Permanent"]  # fmt: skip
    write(folder, staff=people, cases="person\n4\n1\n")
    before = lite.everything()
    said = computed(lite, "--explain", "3 bme")
    assert "cases, BME: 1 row of cases.csv: row 2" in said and "staff, BME: 2 rows of staff.csv: row 4, 6" in said
    assert "Left out of staff.csv: bank, agency or honorary assignments: row 5" in said
    assert "staff, BME: 1 row of staff.csv: row 4" in computed(lite, "--explain", "1 BME Band 6")
    assert "appointed, white" in computed(lite, "--explain", "2 ratio")
    assert lite.everything() == before
    for words in ("", "seventeen", "9 bme"):
        assert "indicator 9" in (said := lite.refused(
            "indicators", "compute", "extract", "--trust", "esneft", "--period", "2021", "--explain", words)
        ) or "can't tell which value" in said  # fmt: skip
