"""A coordinator's spreadsheet: previewed, brought in, brought in again, and refused when it cannot be read."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.admin.commandline import CommandLine

TEMPLATES = Path(__file__).parents[2] / "config" / "templates"
NEW = ("--trust", "new", "--year", "2025-26")
LEAD, AT = "post.1@new.example", ("--at", "2025-06-01T10:00")
HEADER = "ref,title,section,owners,due,status,indicators"
PLAN = (
    "1.1,More diverse panels,1. Recruitment,Post 1 / Post 2,March 2026,,1 & 2",
    "1.2,A trained pool,1. Recruitment,Post 3,31.12.2025,ACHIEVED,2",
    "1.3,Reverse mentoring,1. Recruitment,Post 4,TBC,,9",
    "2.1,Ambassadors,2. Relations,Post 5,October 2025 (launch),Pending,3",
)
PEOPLE = (
    "email,name,post,role",
    f"{LEAD},Post 1,Post 1,coordinator",
    *(f"post.{n}@new.example,Post {n},Post {n}," for n in range(2, 5)),
)


@pytest.fixture
def new(cli: CommandLine) -> CommandLine:
    """A trust's first plan is in."""
    cli.write("people.csv", *PEOPLE)
    cli("plan", "import", cli.write("plan.csv", HEADER, *PLAN), *NEW, "--name", "New Trust", "--people", "people.csv")
    return cli


def test_a_preview_shows_how_everything_is_understood_and_writes_nothing(cli: CommandLine) -> None:
    before = cli.everything()
    cli.write("people.csv", *PEOPLE)
    told = cli(
        "plan", "import", cli.write("plan.csv", HEADER, *PLAN), *NEW, "--name", "New Trust",
        "--people", "people.csv", "--dry-run",
    )  # fmt: skip
    assert "4 actions in 4 rows of 1 table: 2 no update recorded, 1 done, 1 not started; 1 text unread." in told
    assert "4 to add, 0 to change, 0 no longer there, 0 the same. Nothing is written yet." in told
    assert "“new” is a new trust here." in told
    assert (
        "Please look at this:\n"
        "  1.3 Reverse mentoring: no date given; Post 4; no update recorded; indicators 9 (1. Recruitment; row 4)\n"
        "    ? due: “TBC” is no date we can read; kept as words, and not reminded\n"
        "Read without doubt:\n"
        "  1.1 More diverse panels: due by 31 March 2026; Post 1 and Post 2; no update recorded; indicators 1 and 2"
    ) in told
    assert "Not read:\n  row 4, column due: “TBC”: no date we can read" in told
    assert "Posts: 4 matched, 1 to do: Post 5." in told
    assert cli.everything() == before


def test_the_template_is_filled_in_and_imported(lite: CommandLine) -> None:
    header = (TEMPLATES / "plan.csv").read_text(encoding="utf-8-sig").strip()
    row = "1.1,A title,1. A section" + "," * (header.count(",") - 2)
    told = lite("plan", "import", lite.write("mine.csv", header, row), *NEW)
    assert "1 added" in told
    assert "? owners: no post is named, so nobody is reminded" in told
    assert "Posts: no action has an owner yet." in told


def test_importing_the_same_again_changes_nothing(new: CommandLine) -> None:
    before = new.everything()
    assert "0 added, 0 changed, 0 no longer there, 4 the same." in new("plan", "import", "plan.csv", *NEW)
    assert new.everything() == before


def test_importing_again_loses_nothing_that_people_said(new: CommandLine) -> None:
    for words in ("1.1 in progress, half way", "need help 1.3 no room", "note 2.1 going well", "assign 2.1 Post 2 lead",
                  "move 1.3 1 June 2026 waiting"):  # fmt: skip
        new.say(words, "2025-10-01T10:00", LEAD)
    asked = [f"{verb} {ref}" for ref in ("1.1", "1.2", "1.3", "2.1") for verb in ("show", "history")]
    before = [new.say(words, "2025-10-02T10:00", LEAD) for words in asked]
    new("plan", "import", "plan.csv", *NEW, "--at", "2025-10-02T09:00")
    assert [new.say(words, "2025-10-02T10:00", LEAD) for words in asked] == before
    assert "half way" in before[0] and "no room" in before[4] and "Post 2" in before[6] and "1 June 2026" in before[4]


def test_a_date_changed_by_import_has_moved_and_the_first_one_is_kept(new: CommandLine) -> None:
    changed = [PLAN[0].replace("March 2026", "June 2026"), *PLAN[1:]]
    told = new("plan", "import", new.write("plan.csv", HEADER, *changed), *NEW, "--at", "2025-10-01")
    assert "1.1 More diverse panels: dates were due by 31 March 2026, now due by 30 June 2026" in told
    shown = new.say("show 1.1", "2025-10-02T10:00", LEAD)
    assert "first set for 31 March 2026" in " ".join(shown.split())
    assert "date moved from 31 March 2026 to 30 June 2026" in new.say("history 1.1", "2025-10-02T10:00", LEAD)


def test_a_row_that_is_gone_leaves_the_lists_and_comes_back_with_its_history(new: CommandLine) -> None:
    new.say("1.2 in progress, opened again for two teams", "2025-10-01T10:00", LEAD)
    new.write("plan.csv", HEADER, *PLAN)
    without = new.write("less.csv", HEADER, PLAN[0], *PLAN[2:])
    told = new("plan", "import", without, *NEW, "--at", "2025-10-02")
    assert "No longer in the file (out of every list; their history stays):\n  1.2 A trained pool\n" in told
    assert "1.2" not in new.say("list", "2025-10-02T10:00", LEAD)
    assert new.run("say", "--as", LEAD, "--at", "2025-10-02T10:00", "show 1.2").code == 1
    new("plan", "import", "plan.csv", *NEW, "--at", "2025-10-03")
    assert "opened again for two teams" in new.say("history 1.2", "2025-10-03T10:00", LEAD)


def test_every_bad_row_is_reported_and_nothing_is_written(new: CommandLine) -> None:
    before = new.everything()
    header = HEADER + ",depends on,dates,status now"
    bad = new.write(
        "bad.csv", header, "1.2,B,S,Post 1,,,,,,", "1.3,C,S,Post 1,,,,9.9,,",
        "1.4,D,S,Post 1,,,,,whenever,", "1.5,E,S,Post 1,,,,,,meh",
    )  # fmt: skip
    told = new.refused("plan", "import", bad, *NEW)
    assert "Nothing was written: 3 rows need mending. Mend the file, or add --skip-bad" in told
    for line in (
        "row 3, bad.csv depends on: found “9.9”; expected the ref of another action in this file",
        "row 4, bad.csv dates: found “whenever”; expected such as “deadline: 31 March 2026”",
        "row 5, bad.csv status now: found “meh”; expected no update",
    ):
        assert line in told
    assert new.everything() == before


def test_skipping_bad_rows_leaves_their_actions_as_they_were(new: CommandLine) -> None:
    new.say("1.2 in progress, opened again for two teams", "2025-10-01T10:00", LEAD)
    header, rest = HEADER + ",status now", [line + "," for line in PLAN[2:]]
    bad = new.write("bad.csv", header, PLAN[0].replace("More", "Many more") + ",", "1.2,A pool,S,Post 1,,,,meh", *rest)
    told = new("plan", "import", bad, *NEW, "--skip-bad", "--at", "2025-10-02")
    assert "As rows are left out, no action counts as gone from the file." in told
    assert "Left out:\n  row 3, bad.csv status now: found “meh”" in told
    assert "0 added, 1 changed, 0 no longer there, 2 the same." in told
    assert "opened again for two teams" in new.say("show 1.2", "2025-10-02T10:00", LEAD)


@pytest.mark.parametrize("kind", ["byte order mark", "semicolons", "tabs", "Windows-1252", "UTF-16", "XLSX"])
def test_a_plan_comes_in_however_it_was_saved(lite: CommandLine, kind: str) -> None:
    rows = [line.split(",") for line in (HEADER, *PLAN)]
    rows[1][1] = "Café panels – “diverse”"
    lines = {"semicolons": ";", "tabs": "\t", "Windows-1252": ";"}
    text = "\r\n".join(lines.get(kind, ",").join(row) for row in rows)
    name = "plan.xlsx" if kind == "XLSX" else "plan.csv"
    if kind == "XLSX":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        out = io.BytesIO()
        book.save(out)
        data = out.getvalue()
    else:
        encodings = {"byte order mark": "utf-8-sig", "Windows-1252": "cp1252", "UTF-16": "utf-16"}
        data = text.encode(encodings.get(kind, "utf-8"))
    (lite.folder / name).write_bytes(data)
    assert "4 added" in lite("plan", "import", name, *NEW)
    assert "Café panels – “diverse”" in lite("say", "--as", _with_people(lite), "--at", "2025-10-01", "list")


def _with_people(cli: CommandLine) -> str:
    cli("people", "import", cli.write("people.csv", *PEOPLE), "--trust", "new", "--at", "2025-10-01")
    return LEAD


def test_a_question_of_the_whole_file_is_answered_before_anything_is_written(lite: CommandLine) -> None:
    file = lite.write("rag.csv", "Action,Lead,Deadline,RAG", "Open a café,Post 1,March 2026,Green", "Train,Post 2,,Red")
    asked = lite.refused("plan", "import", file, *NEW)
    assert "What do the colours mean here (Green, Red)?\n    1. blue done, green and amber in progress" in asked
    assert "Answer with --answer rag=1" in asked and "Nothing was written." in asked
    assert lite.count("action") == 0
    assert "“purple” is none of the choices of rag" in lite.refused(
        "plan", "import", file, *NEW, "--answer", "rag=purple"
    )
    assert "This file asks no question “size”. It asks: rag." in lite.refused(
        "plan", "import", file, *NEW, "--answer", "size=1"
    )
    told = lite("plan", "import", file, *NEW, "--answer", "rag=green done, amber in progress, red delayed")
    assert "1 done, 1 delayed" in told and "2 added" in told


def test_how_a_file_is_understood_is_printed_as_flat_objects(lite: CommandLine) -> None:
    file = lite.write("mine.csv", "Action,Owner,When,Status", "Open a café,Post 1,31 March 2026,50% complete")
    read = json.loads(lite("plan", "import", file, *NEW, "--dry-run", "--json"))
    assert read == {
        "actions": [
            {
                "ref": "N1", "label": None, "title": "Open a café", "section": "NEW 2025-26", "owners": ["Post 1"],
                "due": "31 March 2026", "dates": ["deadline 2026-03-31"], "status": "in progress",
                "status_published": "50% complete", "status_date": None, "references": [], "notes": None,
                "place": "row 2", "doubts": [],
            }
        ],
        "questions": [],
        "unread": [],
    }  # fmt: skip
    none = lite.run("plan", "import", lite.write("none.csv", "hello"), *NEW, "--dry-run", "--json")
    assert none.code == 1 and "no table of actions" in json.loads(none.out)["refused"]


def test_a_formula_is_kept_as_text(lite: CommandLine) -> None:
    evil = lite.write("plan.csv", HEADER, '1.1,"=HYPERLINK(""http://x"")",S,Post 1,March 2026,,')
    told = lite("plan", "import", evil, *NEW)
    assert '? title: a formula, “=HYPERLINK("http://x")”: it is kept as text, not worked out' in told
    lite("plan", "export", "new-2025-26", "out.csv")
    assert "\"'=HYPERLINK" in (lite.folder / "out.csv").read_text(encoding="utf-8-sig")


def test_a_huge_file_is_refused_before_it_is_read(lite: CommandLine) -> None:
    with (lite.folder / "big.csv").open("wb") as sparse:
        sparse.truncate(100_000_000)
    assert "found a file of 100 MB; expected at most 50 MB" in lite.refused("plan", "import", "big.csv", *NEW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "found an empty file; expected a header row"),
        (HEADER, "found no table of actions; it begins “ref, title, section"),
        ("\x00\x01\x02", "found a file that is not text"),
        ("hello\nthere", "expected a table with a heading over what is to be done, and one row for each action"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--skip-bad",), ("--dry-run",)])
def test_a_file_with_no_plan_in_it_is_refused(lite: CommandLine, text: str, words: str, more: tuple[str, ...]) -> None:
    (lite.folder / "plan.csv").write_text(text)
    told = lite.refused("plan", "import", "plan.csv", *NEW, *more)
    assert words in told and "Nothing was written" in told and "--skip-bad" not in told
    assert lite.count("trust") == 0


def test_files_and_names_that_are_wrong_are_said_so(lite: CommandLine) -> None:
    plan = lite.write("plan.csv", HEADER, *PLAN)
    assert "There is no file nothere.csv." in lite.refused("plan", "import", "nothere.csv", *NEW)
    assert f"{lite.folder} is a folder." in lite.refused("plan", "import", str(lite.folder), *NEW)
    for year in ("2025", "2025-27", "this year", ""):
        assert "Write it like 2025-26." in lite.refused("plan", "import", plan, "--trust", "new", "--year", year)
    for trust in ("new!", "", "9", "../etc"):
        told = lite.refused("plan", "import", plan, "--trust", trust, "--year", "2025-26")
        assert "cannot be a trust's key" in told
    assert "Missing option '--trust'" in lite.run("plan", "import", plan, "--year", "2025-26").err
    assert lite.count("trust") == 0


def test_people_imported_fill_the_posts_and_again_change_nothing(new: CommandLine) -> None:
    more = new.write("more.csv", *PEOPLE, "post.5@new.example,Post 5,Post 5,")
    told = new("people", "import", more, "--trust", "new", "--at", "2025-10-01", "--dry-run")
    assert "1 to add, 0 to change, 0 no longer there, 4 the same. Nothing is written yet." in told
    assert "Posts: all 5 matched." in told
    new("people", "import", more, "--trust", "new", "--at", "2025-10-01")
    before = new.everything()
    assert "0 added, 0 changed" in new("people", "import", more, "--trust", "new", "--at", "2025-10-02")
    assert new.everything() == before


def test_no_role_goes_to_somebody_of_another_trust_by_an_address_joined_to_them(new: CommandLine) -> None:
    """Their lead joined it before the other trust knew of it. Both hear so, and the other trust's lead is its own."""
    when = ("--at", "2025-10-02T10:00")
    assert "as well" in new("say", "--as", LEAD, *when, "link lead@young.example to me")
    new.write("young.csv", "email,name,post,role", "lead@young.example,Young Lead,,coordinator",
              "admin@young.example,Young Admin,,admin")  # fmt: skip
    young = ("plan", "import", new.write("young-plan.csv", HEADER, *PLAN), "--trust", "young", "--year", "2025-26",
             "--name", "Young Trust", "--people", "young.csv", *when)  # fmt: skip
    told = new.refused(*young)
    assert "row 2, young.csv email: found lead@young.example" in told
    assert "joined to nobody of another trust" in told
    assert [key.split(":")[:3] for key in _claimed(new)] == [["notice", "new", "1"]]
    new(*young, "--skip-bad")
    assert [key.split(":")[1] for key in _claimed(new)] == ["new", "young"]
    assert new.count("membership") == 2  # the first trust's lead, and the other's admin


def test_what_decided_who_may_speak_is_listed_without_words_or_names(new: CommandLine) -> None:
    new("say", "--as", LEAD, *AT, "link second@nhs.example to me")
    new("say", "--as", LEAD, *AT, "post “Post 2” is vacant")
    rows = json.loads(new("audit", "list", "--trust", "new", "--json"))
    assert [row["what"] for row in rows][:2] == ["post: made vacant", "person: linked"]
    assert {row["trust"] for row in rows} == {"new"}
    assert rows[0]["by"] == "Post 1"
    assert "@" not in str(rows)
    assert "There is no trust 'other'" in new.refused("audit", "list", "--trust", "other")


def test_a_trust_does_not_rename_the_people_of_another(new: CommandLine) -> None:
    """Who is in both plans is called as the first knows them; whoever is in one alone, as it says."""
    new.write("other.csv", "email,name,post,role", "post.2@new.example,Renamed,Post 2,", "own@other.example,Own,,admin")
    plan = new.write("other-plan.csv", HEADER, *PLAN)
    new(
        "plan", "import", plan, "--trust", "other", "--year", "2025-26", "--name", "Other", "--people", "other.csv", *AT
    )
    assert "Renamed" not in str(new.everything()["person"])
    new.write("again.csv", "email,name,post,role", "post.3@new.example,Married,Post 3,")
    new("people", "import", "again.csv", "--trust", "new", *AT)
    assert "Married" in str(new.everything()["person"])


def _claimed(cli: CommandLine) -> list[str]:
    """The keys of what was put about it. No address stands in one."""
    keys = [each["key"] for each in json.loads(cli("outbox", "list", "--json"))]
    assert not any("@" in key for key in keys)
    return sorted(key for key in keys if "claimed-" in key)


def test_bad_people_and_values_are_reported_with_their_file(new: CommandLine) -> None:
    before = new.everything()
    bad = new.write("bad.csv", "email,post,role", "nobody,Post 5,", "a@new.example,,king")
    told = new.refused("people", "import", bad, "--trust", "new")
    assert "row 2, bad.csv email: found “nobody”" in told and "row 3, bad.csv role: found “king”" in told
    values = new.write("values.csv", "standard,code,measure,group,period,basis,source,value,unit",
                       "WRES,12,x,bme,2025,published,p,1,%", "WRES,1,x,bme,2025,published,p,much,%")  # fmt: skip
    told = new.refused("indicators", "import", values, "--trust", "new")
    assert "row 2, values.csv code: found “12”" in told and "row 3, values.csv value: found “much”" in told
    assert "There is no trust 'nwe'. There are: new." in new.refused("people", "import", bad, "--trust", "nwe")
    assert "no file x.csv" in new.refused("indicators", "import", "x.csv", "--trust", "new")
    assert new.everything() == before


def test_a_value_imported_again_is_the_same_value(new: CommandLine) -> None:
    values = new.write("values.csv", "standard,code,measure,group,period,basis,source,value,unit",
                       "WRES,1,workforce share,bme,2025,published,report,17,%")  # fmt: skip
    assert "1 to add" in new("indicators", "import", values, "--trust", "new", "--dry-run")
    assert new.count("snapshot") == 0
    assert "1 added" in new("indicators", "import", values, "--trust", "new")
    before = new.everything()
    assert "0 added, 0 changed, 0 no longer there, 1 the same" in new("indicators", "import", values, "--trust", "new")
    assert new.everything() == before


def test_a_closed_plan_stays_closed_and_says_so(new: CommandLine) -> None:
    assert "is closed: nobody is reminded about it any more" in new("plan", "close", "new-2025-26")
    assert "was closed already" in new("plan", "close", "new-2025-26")
    assert "There is no plan 'nope'" in new.refused("plan", "close", "nope")


def test_a_file_cut_short_empties_no_plan_unless_it_is_meant(new: CommandLine) -> None:
    before = new.everything()
    short = new.write("short.csv", HEADER, *PLAN[:2])
    told = new.refused("plan", "import", short, *NEW)
    assert "2 actions of 4 would go. Is the file whole? If they are to go, add --remove." in told
    assert "1.3 Reverse mentoring" in told
    assert new.everything() == before
    assert "2 no longer there" in new("plan", "import", short, *NEW, "--remove")


@pytest.mark.parametrize(("upgraded", "notices"), [("yes", 1), ("", 0)])
def test_those_who_run_the_plan_are_told_what_importing_it_again_changed(
    lite: CommandLine, monkeypatch: pytest.MonkeyPatch, upgraded: str, notices: int
) -> None:
    """Once no process of the release runs that would drop such a letter."""
    monkeypatch.setenv("WRES_ALL_UPGRADED", upgraded)
    lite.write("people.csv", *PEOPLE)
    lite("plan", "import", lite.write("plan.csv", HEADER, *PLAN), *NEW, "--name", "New", "--people", "people.csv", *AT)
    assert lite.count("letter") == 0
    fewer = (*PLAN[:2], "2.1,Ambassadors,2. Relations,Post 5,November 2025,Pending,3", "3.1,A new one,3. New,Post 2,,,")
    lite("plan", "import", lite.write("plan.csv", HEADER, *fewer), *NEW, "--people", "people.csv", *AT)
    would = lite("tick", "--dry-run", "--at", "2025-06-02T10:00")
    assert would.count("New 2025-26 was imported again.") == notices
    assert ("New: 1 action. Changed: 1. No longer in it: 1; their history stays." in would) is bool(notices)
    assert (LEAD in would) is bool(notices)
