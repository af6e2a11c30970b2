"""A plan written back as the file it came from, with what has happened since."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.admin.commandline import CommandLine
from tests.world.vocabulary import EDI
from wres_bot.documents.known_columns import read_grid
from wres_bot.documents.people_table import read_people
from wres_bot.documents.plan_table import read_plan
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.plan_rows import PlanRow

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"
NAMES = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir())


def rows(file: Path, name: str) -> dict[str, PlanRow]:
    year = NhsYear(name[-7:])
    posts = {p.post for p in read_people(EXAMPLES / name / "people.csv", year=year).rows if p.post}
    return {row.ref: row for row in read_plan(file, year=year, known_posts=posts).rows}


def test_every_example_is_exported_as_it_came(cli: CommandLine) -> None:
    cli.load_examples()
    for name in NAMES:
        original = rows(EXAMPLES / name / "plan.csv", name)
        for file in ("out.csv", "out.xlsx"):
            assert f"{len(original)} actions written to {file}." in cli("plan", "export", name, file)
            assert rows(cli.folder / file, name) == original, (name, file)


def test_an_export_has_what_happened_since_and_comes_back_unchanged(cli: CommandLine) -> None:
    cli.load_examples("esneft-2020-21")
    for words in ("3.1 done", "1.3 in progress, =1+1", "move 2.5 30 June 2021 later", "assign 1.4 Head of EDI lead",
                  "evidence 1.3 https://intranet.example/panels"):  # fmt: skip
        cli.say(words)
    cli("plan", "export", "esneft-2020-21", "out.csv")
    now = rows(cli.folder / "out.csv", "esneft-2020-21")
    assert (now["3.1"].status, now["1.3"].status) == ("done", "in progress")
    assert [m.due.isoformat() for m in now["2.5"].milestones if m.due] == ["2021-06-30"]
    assert next(o.name for o in now["1.4"].owners if o.lead) == "Head of EDI"
    with (cli.folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        said = {row["ref"]: row["history"] for row in csv.DictReader(file)}
    assert not said["1.1"]
    assert said["1.3"].splitlines() == [
        "4 January 2021: evidence, “https://intranet.example/panels” (Head of EDI)",
        "4 January 2021: in progress, “1+1” (Head of EDI)",
    ]
    before = [cli.say(f"show {ref}", "2021-01-05") for ref in ("3.1", "1.3", "2.5", "1.4")]
    cli("plan", "import", "out.csv", "--trust", "esneft", "--year", "2020-21", "--at", "2021-01-04T10:00")
    assert [cli.say(f"show {ref}", "2021-01-05") for ref in ("3.1", "1.3", "2.5", "1.4")] == before


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(("1.1", "1.3", "2.3", "3.1")),
        st.sampled_from(("done", "in progress, =cmd|' /C calc'!A0", "delayed, +44 no room", "not started")),
    ),
    min_size=1, max_size=4, unique_by=lambda said: said[0],
)  # fmt: skip


@settings(max_examples=2, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAYINGS)
def test_a_paper_for_a_spreadsheet_comes_back_as_the_same_plan(lite: CommandLine, said: list[tuple[str, str]]) -> None:
    """Whatever was said: what is imported again has the same status, dates, owners, references and history."""
    if not lite.count("plan"):
        lite("examples", "load", "esneft-2020-21")
    for ref, words in said:
        lite.run("say", "--as", EDI, "--at", "2021-01-04T09:00", f"{ref} {words}")
    paper = ("plan", "paper", "esneft-2020-21", "--for", "leads", "--at", "2021-01-05")
    for file in ("out.csv", "out.xlsx"):
        lite(*paper, "--to", file)
        lite("plan", "import", file, "--trust", "esneft", "--year", "2020-21", "--at", "2021-01-04T10:00")
        lite(*paper, "--to", f"again-{file}")
        assert read_grid(lite.folder / file) == read_grid(lite.folder / f"again-{file}")
    with (lite.folder / "out.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert not [cell for row in csv.reader(opened) for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_words_stand_in_a_spreadsheet_for_a_group_only_where_they_are_picked(lite: CommandLine) -> None:
    lite("examples", "load", "esneft-2020-21")
    lite.say("1.3 in progress, room booked")
    lite.say("1.7 in progress, nobody to train")
    lite("plan", "paper", "esneft-2020-21", "--to", "out.csv", "--quote", "1.3", "--at", "2021-01-05")
    text = (lite.folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "room booked" in text and "nobody to train" not in text


def test_no_exported_cell_starts_a_formula(lite: CommandLine) -> None:
    header = "ref,title,section,owners,notes"
    cells = ("=1+1", "+1", "-1", "@SUM(A1)", "'=quoted")
    lines = [f'{n}.1,"{cell}","{cell} s",Post {n},"{cell}"' for n, cell in enumerate(cells, 1)]
    lite("plan", "import", lite.write("plan.csv", header, *lines), "--trust", "new", "--year", "2025-26")
    for file in ("out.csv", "out.xlsx"):
        lite("plan", "export", "new-2025-26", file)
        back = read_plan(lite.folder / file, year="2025-26").rows
        assert [r.title for r in back] == ["=1+1", "+1", "-1", "@SUM(A1)", "=quoted"]
    text = (lite.folder / "out.csv").read_text(encoding="utf-8-sig")
    assert not any(cell.strip('"').startswith(tuple("=+-@")) for line in text.splitlines() for cell in line.split(","))


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("nope", "out.csv", "There is no plan 'nope'"),
        ("esneft-2020-21", "out.txt", "must end in .csv or .xlsx"),
        ("esneft-2020-21", "out", "must end in .csv or .xlsx"),
        ("esneft-2020-21", "no/such/folder/out.csv", "cannot be written: No such file or directory"),
        ("esneft-2020-21", "folder.csv", "cannot be written: Is a directory"),
    ],
)
def test_an_export_that_cannot_be_written_is_said_so(lite: CommandLine, name: str, file: str, words: str) -> None:
    (lite.folder / "folder.csv").mkdir()
    lite.load_examples("esneft-2020-21")
    assert words in lite.refused("plan", "export", name, file)
