"""A plan's file that was sent: whose it is, what is answered, and what an import does and does not."""

import json
from datetime import date
from typing import Any

import pytest
from openpyxl.styles import PatternFill

from tests.documents.plan.test_plan_reader import FIGURES
from tests.documents.test_document import saved, workbook
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World, channel
from wres_bot.documents.document_json import dump_document
from wres_bot.documents.formats import read_document
from wres_bot.domain.ports import Needs, ReadFile, SentFile
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.parser.grammar import parse
from wres_bot.store import plans, snapshots
from wres_bot.store.models import Plan

HEAD = "Ref,Action,Lead,Due,Status\r\n"
ROWS = tuple(f"R{n},Action {n} of the plan,Head of Resourcing,June 2021,In progress\r\n" for n in range(1, 7))


def sent(*rows: str, name: str = "plan 2021-22.csv", head: str = HEAD, file: bytes = b"") -> dict[str, Any]:
    """The file as the rim hands it over, fetched and read."""
    document = json.dumps(dump_document(read_document(file or (head + "".join(rows)).encode())))
    return {"via": "message", "files": (SentFile(name, "x"),), "read": ReadFile(name, document)}


def find_plan(world: World, name: str = "esneft-2021-22") -> Plan | None:
    with world.store.read() as db:
        return plans.find_plan_by_name(db, name)


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("plan file 3", {"id": "3"}),
        ("plan file 3 all", {"id": "3", "do": "all"}),
        ("plan file 3 import", {"id": "3", "do": "import"}),
        ("plan file 3 import good rows", {"id": "3", "do": "import", "value": "good rows"}),
        ("plan file 3 answer rag = 2", {"id": "3", "do": "answer", "name": "rag", "value": "2"}),
        ("plan file 3 answer relative-dates=1", {"id": "3", "do": "answer", "name": "relative-dates", "value": "1"}),
        ("plan file 3 year 2021-22", {"id": "3", "do": "year", "value": "2021-22"}),
        ("plan file posts esneft-2021-22", {"do": "posts", "value": "esneft-2021-22"}),
    ],
)
def test_what_its_buttons_say_is_read(said: str, filters: dict[str, str]) -> None:
    read = parse(said, verbs.ALL)
    assert isinstance(read, tuple)
    assert [(part.verb, dict(part.filters)) for part in read if isinstance(part, Command)] == [("plan file", filters)]


def test_a_file_is_asked_for_before_anything_is_kept(world: World) -> None:
    with pytest.raises(Needs) as need:
        world.say(EDI, "", via="message", files=(SentFile("plan.csv", "x"),))
    assert need.value.what == "file"


def test_a_preview_writes_nothing_and_an_import_is_the_leads(world: World) -> None:
    before = world.count_events()
    said = world.say(EDI, "", **sent(*ROWS))
    assert said.startswith("plan 2021-22.csv: 6 actions for 2021-22")
    assert world.count_events() == before and find_plan(world) is None
    assert "6 new" in world.say(EDI, "plan file 1 import", via="click")
    assert find_plan(world) is not None
    assert "I no longer have that file." in world.say(EDI, "plan file 1 import", via="click")


def test_a_workbook_with_days_and_coloured_cells_is_read_again_at_every_press(world: World) -> None:
    book = workbook(Plan=[["Ref", "Action", "Lead", "Due", "RAG"]])
    for n in range(1, 4):
        book["Plan"].append([f"R{n}", f"Action {n} of the plan", "Head of Resourcing", date(2021, 6, 30), None])
        book["Plan"].cell(n + 1, 5).fill = PatternFill("solid", fgColor="92D050")
    said = world.say(EDI, "", **sent(file=saved(book), name="plan 2021-22.xlsx"))
    assert "3 actions" in said and "What do the colours mean here (Green)?" in said
    world.say(EDI, "plan file 1 answer rag = 1", via="click")
    assert "3 new" in world.say(EDI, "plan file 1 import", via="click")


def test_figures_beside_the_plan_come_in_with_it_where_the_lead_says_so(world: World) -> None:
    world.say(EDI, "", **sent(file=FIGURES.encode(), name="report 2021-22.md"))
    seen = world.say(EDI, "plan file 1", via="click")
    assert "It holds 4 published figures of 2020 to 2021 too. Bring them in?" in seen
    assert "4 published WRES figures come in with it" in world.say(EDI, "plan file 1 answer figures = 1", via="click")
    with world.store.read() as db:
        before = len(snapshots.load_snapshots(db, 1))
    world.say(EDI, "plan file 1 import", via="click")
    with world.store.read() as db:
        assert len(snapshots.load_snapshots(db, 1)) == before + 4


def test_nobody_else_looks_at_a_file_or_imports_it(world: World) -> None:
    world.say(EDI, "", **sent(*ROWS))
    for words in ("plan file 1", "plan file 1 import", "plan file posts esneft-2020-21"):
        assert "is for the" in world.say(RESOURCING, words, via="click")
    assert find_plan(world) is None


def test_another_files_name_does_not_matter_and_a_year_that_is_none_is_refused(world: World) -> None:
    world.say(EDI, "", **sent(*ROWS, name="our plan.csv"))
    assert "is not a plan's year" in world.say(EDI, "plan file 1 year soon", via="click")
    assert "6 actions for 2021-22" in world.say(EDI, "plan file 1 year 2021-22", via="click")


def test_a_corrected_file_shows_what_changes_and_asks_before_much_goes(world: World) -> None:
    world.say(EDI, "", **sent(*ROWS))
    world.say(EDI, "plan file 1 import", via="click")
    seen = world.say(EDI, "", **sent(*ROWS[:2]))
    assert "4 would leave the plan's lists" in seen
    number = seen_number(world)
    assert world.say(EDI, f"plan file {number} import", via="click").startswith("Is the file whole?")
    said = world.say(EDI, f"plan file {number} import whole", via="click")
    assert "4 no longer in its lists" in said


def seen_number(world: World) -> int:
    """The number of the file that was sent last."""
    from wres_bot.store import schema

    with world.store.read() as db:
        return int(db.execute(schema.plan_drafts.select()).mappings().one()["id"])


def test_words_beside_a_file(world: World) -> None:
    """A command is done and the file let be; words that are none come with the plan; a story of harm comes first."""
    assert "1.3 is now in progress." in world.say(RESOURCING, "1.3 in progress", **sent(*ROWS))
    assert "6 actions for 2021-22" in world.say(EDI, "Here is our new plan", **sent(*ROWS))
    told = world.say(EDI, "my manager called me a name in front of everybody", **sent(*ROWS))
    assert "6 actions" not in told


def test_a_file_is_not_opened_in_a_channel(world: World) -> None:
    said = world.say(EDI, "", **sent(*ROWS), place="C1", place_facts=channel(private=True))
    assert said.startswith("Send me the file in our own chat, please.")


def test_of_several_files_the_first_is_looked_at_and_the_others_are_named(world: World) -> None:
    two = sent(*ROWS)
    said = world.say(EDI, "", **two | {"files": (*two["files"], SentFile("people.csv", "y"))})
    assert "I look at one file at a time: send people.csv after this one." in said
