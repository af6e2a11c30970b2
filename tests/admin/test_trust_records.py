"""Everything of a trust is handed out in open formats, or deleted for good; the others keep theirs."""

import csv
import io
import json
import sys
import zipfile
from typing import Any

import pytest

from tests.admin.commandline import CommandLine
from tests.world.vocabulary import BOTH, EDI, OTHER, at
from tests.world.world import World, two_trusts
from wres_bot.store import plans, schema
from wres_bot.store.seals import seal_history
from wres_bot.store.trust_rows import NOBODYS, select_rows


@pytest.fixture
def both(cli: CommandLine) -> CommandLine:
    """Two trusts that have lived in one database, one person in both."""
    for world in two_trusts(cli.url):
        _live(world)
    return cli


def _live(world: World) -> None:
    world.say(EDI, "note 1.3 rooms booked")
    world.say(EDI, "note 1.3 +5 people")
    world.say(BOTH, "help")
    world.say(OTHER, "mine")
    world.add_channel("network", "network")
    world.tick("2021-01-05")
    with world.store.write() as db:
        seal_history(db, at("2021-02-01"))


def test_every_table_says_whose_its_rows_are() -> None:
    for table in schema.TrustTable.metadata.sorted_tables:
        assert (select_rows(table, 1) is None) == (table.name in NOBODYS), table.name


def test_everything_of_a_trust_is_written_in_open_formats_and_nothing_of_another(both: CommandLine) -> None:
    said = both("trust", "export", "esneft", "esneft.zip")
    with zipfile.ZipFile(both.folder / "esneft.zip") as kept:
        about = json.loads(kept.read("manifest.json"))
        tables = {
            each["table"]: list(csv.DictReader(io.StringIO(kept.read(each["file"]).decode())))
            for each in about["tables"]
        }
    assert all(each["rows"] == len(tables[each["table"]]) for each in about["tables"])
    assert (both.folder / "esneft.zip").stat().st_mode & 0o777 == 0o600
    assert [row["key"] for row in tables["trust"]] == ["esneft"]
    emails = {row["email"] for row in tables["person"]}
    assert {EDI, BOTH} <= emails and OTHER not in emails
    assert all(row["trust_id"] == tables["trust"][0]["id"] for row in tables["event"]) and tables["event"]
    words = [row["words"] for row in tables["event"]]
    assert "'+5 people" in words, "a spreadsheet runs nothing that somebody wrote"
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert str(sum(map(len, tables.values()))) in said
    assert "records: everything exported" in both("audit", "list")
    assert "there already" in both.refused("trust", "export", "esneft", "esneft.zip")
    assert "no trust" in both.refused("trust", "export", "nope", "b.zip")


def test_a_trust_is_deleted_once_its_name_is_typed_and_the_other_stays(
    both: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_kingston() -> dict[str, list[tuple[Any, ...]]]:
        left = both.everything()
        return {name: left[name] for name in ("plan", "action", "event", "letter", "post", "holding")}

    before = both.everything()
    listed = both("trust", "delete", "kingston", "--dry-run")
    assert "Nothing was written" in listed and both.everything() == before
    monkeypatch.setattr(sys, "stdin", io.StringIO("kingston\n"))
    assert "The name is: Kingston" in both.run("trust", "delete", "kingston").err
    assert both.everything() == before
    monkeypatch.setattr(sys, "stdin", io.StringIO("ESNEFT\n"))
    rows = json.loads(both.run("trust", "delete", "esneft", "--json").out)
    assert {row["table"] for row in rows} >= {"trust", "plan", "event", "person", "sealed_event"}
    after = both.everything()
    whole = json.dumps(after, default=str)
    assert EDI not in whole and BOTH in whole and OTHER in whole and "rooms booked" not in whole
    assert len(after["trust"]) == 1 and of_kingston()["plan"]
    assert "trust deleted" in both("audit", "list")
    assert both.run("say", "--as", OTHER, "--at", "2021-01-06", "mine").code == 0


def test_what_was_told_is_listed_with_its_decision(lite: CommandLine) -> None:
    for world in two_trusts(lite.url):
        world.add_channel("network", "network", private=False)
        world.tick("2021-01-06", "10:00")
        world.tick("2021-01-08", "10:00")
        with world.store.read() as db:
            assert plans.load_plans(db)
    rows = json.loads(lite("told", "--trust", "esneft", "--json"))
    assert rows, "a digest went"
    assert rows[0].keys() == {"at", "audience", "what", "plan", "to", "decision"}
    assert {row["audience"] for row in rows} == {"network"} and rows[0]["what"].startswith("digest of 2020-21Q3")
    assert "not held" in rows[0]["decision"]
    assert "Nothing has been told" in lite("told", "--trust", "esneft", "--audience", "leads")
    assert "no audience" in lite.refused("told", "--trust", "esneft", "--audience", "all")
