"""A corrected plan, next year's plan and a person's new address: recognised, told, and nothing lost."""

import json

import pytest

from tests.admin.commandline import CommandLine

TRUST = ("--trust", "new", "--year", "2025-26")
LEAD = "lead@new.example"
HEAD = "Theme,Action,Lead,Deadline,Status"
PLAN = (
    "Recruitment,Advertise posts in community venues,Post 1,March 2026,In progress",
    "Recruitment,Brief every panel chair,Post 2,June 2026,",
    "Culture,Run listening sessions on each site,Post 1,May 2026,Not started",
)
PEOPLE = ("email,name,post,role", f"{LEAD},Lead,Post 1,coordinator", "two@new.example,Two,Post 2,")


@pytest.fixture
def new(lite: CommandLine) -> CommandLine:
    lite.write("people.csv", *PEOPLE)
    plan = lite.write("plan.csv", HEAD, *PLAN)
    lite("plan", "import", plan, *TRUST, "--people", "people.csv", "--at", "2025-06-01")
    return lite


def refs(cli: CommandLine, *rows: str) -> dict[str, str]:
    file = cli.write("again.csv", HEAD, *rows)
    printed = json.loads(cli("plan", "import", file, *TRUST, "--dry-run", "--json"))
    return {action["title"]: action["ref"] for action in printed["actions"]}


def test_made_refs_stay_with_their_actions_when_rows_come_between(new: CommandLine) -> None:
    between = "Recruitment,Offer interview practice,Post 2,July 2026,"
    assert refs(new, PLAN[0], between, PLAN[1], PLAN[2]) == {
        "Advertise posts in community venues": "R1", "Offer interview practice": "R3",
        "Brief every panel chair": "R2", "Run listening sessions on each site": "C1",
    }  # fmt: skip


def test_an_action_worded_again_keeps_its_status_and_history(new: CommandLine) -> None:
    new.say("update R2 in progress half of them briefed", "2025-07-01T10:00", LEAD)
    reworded = PLAN[1].replace("Brief every panel chair", "Brief each panel chair")
    file = new.write("again.csv", HEAD, reworded, PLAN[0], PLAN[2])
    told = new("plan", "import", file, *TRUST, "--at", "2025-07-02")
    assert "0 added, 1 changed, 0 no longer there, 2 the same." in told
    assert "title was “Brief every panel chair”" in told
    assert "half of them briefed" in new.say("history R2", "2025-07-03T10:00", LEAD)


def test_a_document_numbered_anew_is_matched_by_its_words_and_said_so(lite: CommandLine) -> None:
    head = "ref,title,section,owners,due"
    one, two = "1,Advertise in community venues,S,Post 1,March 2026", "2,Brief every panel chair,S,Post 2,June 2026"
    lite("plan", "import", lite.write("plan.csv", head, one, two), *TRUST)
    turned = (one.replace("1,Adv", "2,Adv"), two.replace("2,Brief", "1,Brief"))
    told = lite("plan", "import", lite.write("turned.csv", head, *turned), *TRUST)
    assert "1 of the file is matched to 2 by its words: Brief every panel chair" in told
    assert "0 added" in told and "0 no longer there" in told


def test_what_last_year_left_unfinished_is_pointed_out(new: CommandLine) -> None:
    new.say("R2 done", "2025-07-01T10:00", LEAD)
    file = new.write("next.csv", HEAD, *PLAN, "Culture,Open a prayer room,Post 2,May 2027,")
    told = new("plan", "import", file, "--trust", "new", "--year", "2026-27", "--dry-run")
    assert told.count("? looks like") == 2
    assert "? looks like R1 of new 2025-26, not finished there" in told.replace("NEW", "new")


def test_a_plan_imported_in_advance_can_be_worked_on_at_once(new: CommandLine) -> None:
    file = new.write("next.csv", HEAD, *PLAN)
    new("plan", "import", file, "--trust", "new", "--year", "2026-27", "--at", "2026-02-01T09:00")
    said = new.say("note new-2026-27:R1 room booked", "2026-02-01T10:00", LEAD)
    assert "Time only moves forward" not in said and "room booked" in new.say(
        "history new-2026-27:R1", "2026-02-01T11:00", LEAD
    )


def test_a_status_from_the_future_is_a_row_to_mend(new: CommandLine) -> None:
    head = "ref,title,section,owners,due,status,status date"
    file = new.write("later.csv", head, "1,A,S,Post 1,March 2026,done,1 May 2062")
    told = new.refused("plan", "import", file, "--trust", "new", "--year", "2024-25", "--at", "2025-06-01")
    assert "status date: found “1 May 2062”; expected a day that has come: today is 1 June 2025" in told
    mended = new.write("later.csv", head, "1,A,S,Post 1,March 2026,done,1 May 2025")
    assert "1 added" in new("plan", "import", mended, "--trust", "new", "--year", "2024-25", "--at", "2025-06-01")


@pytest.mark.parametrize(
    "written",
    [
        "two\u200b@new.example", "mailto:two@new.example", "Two <two@new.example>", "two@new.example;",
        "TWO@NEW.EXAMPLE ", "mailto:two@new.example?subject=Hello", "\ufefftwo@new.example",
    ],
)  # fmt: skip
def test_an_address_is_cleaned_of_what_nobody_sees(new: CommandLine, written: str) -> None:
    file = new.write("more.csv", "email,name,post", f'"{written}",Two,Post 2')
    assert "0 added, 0 changed" in new("people", "import", file, "--trust", "new")


def test_letters_that_only_look_like_others_are_refused(new: CommandLine) -> None:
    file = new.write("more.csv", "email,name,post", "tw\u043e@new.example,Two,Post 2")
    assert "in plain letters" in new.refused("people", "import", file, "--trust", "new")


def test_a_persons_new_address_takes_the_place_of_the_old_one(new: CommandLine) -> None:
    file = new.write("more.csv", "email,name,post", "second@new.example,Two,Post 2")
    told = new("people", "import", file, "--trust", "new", "--at", "2025-07-01")
    assert "Two is known by second@new.example from now on, no longer by two@new.example." in told
    addresses = {cell for row in new.everything()["person"] for cell in row if "@" in str(cell)}
    assert addresses == {LEAD, "second@new.example"}


def test_another_holder_of_a_post_is_asked_about(new: CommandLine) -> None:
    file = new.write("more.csv", "email,name,post", "third@new.example,Somebody,Post 2")
    told = new("people", "import", file, "--trust", "new", "--at", "2025-07-01")
    assert "Post 2 is held by two@new.example too, so both are reminded" in told
