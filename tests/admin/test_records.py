"""What a records manager types: holds, a check of history, a backup, and what was refused."""

import json
from typing import Any

from sqlalchemy import create_engine, text

from tests.admin.commandline import CommandLine
from tests.world.vocabulary import EDI


def rows(cli: CommandLine, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli(*words, "--json"))
    return found


def test_a_hold_is_placed_listed_and_lifted(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    assert "There are no holds" in lite("hold", "list")
    said = lite("hold", "place", "--trust", "esneft", "--person", EDI, "--reason", "SAR 7")
    assert said.startswith(f"Hold 1 is on {EDI} in ")
    [hold] = rows(lite, "hold", "list")
    assert (hold["person"], hold["reason"], hold["lifted_at"]) == (EDI, "SAR 7", None)
    assert "Hold 1 is lifted" in lite("hold", "lift", "1")
    assert rows(lite, "hold", "list", "--trust", "esneft")[0]["lifted_at"]
    assert "no hold 1 in force" in lite.refused("hold", "lift", "1")
    assert "no trust" in lite.refused("hold", "place", "--trust", "nope", "--reason", "x")
    assert "nobody with the address" in lite.refused(
        "hold", "place", "--trust", "esneft", "--person", "no@where.example", "--reason", "x"
    )
    assert "--reason" in lite.refused("hold", "place", "--trust", "esneft", "--reason", " ")
    told = [row["what"] for row in rows(lite, "audit", "list")]
    assert "records: hold placed" in told and "records: hold lifted" in told


def test_history_is_checked_from_the_command_line(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    [before] = rows(lite, "audit", "verify")
    assert before["whole"] and before["sealed"] == 0 and before["not_sealed_yet"] > 0
    lite("tick", "--at", "2040-01-02T07:00")
    [after] = rows(lite, "audit", "verify", "--trust", "esneft")
    assert after["whole"] and after["sealed"] == before["not_sealed_yet"]
    assert lite("audit", "verify", "--trust", "esneft", "--head", after["head"])
    assert "--trust" in lite.refused("audit", "verify", "--head", after["head"])
    engine = create_engine(lite.url)
    with engine.begin() as db:
        db.execute(text("UPDATE event SET words = 'never said' WHERE id = (SELECT max(id) FROM event)"))
    engine.dispose()
    said = lite.run("audit", "verify")
    assert said.code == 1 and "text changed" in said.out and "never said" not in said.out


def test_what_was_refused_and_backed_up_is_counted_without_its_content(lite: CommandLine) -> None:
    lite.load_examples("esneft-2020-21")
    for _ in range(3):
        assert lite.run("say", "--as", EDI, "--at", "2021-01-04", "update 9.9 done").code == 1
    lite("backup", "kept.db")
    assert "there already" in lite.refused("backup", "kept.db")
    assert "--replace" in lite.refused("restore", "kept.db")
    assert "Nothing was written" in lite("restore", "kept.db", "--dry-run")
    assert "are back" in lite("restore", "kept.db", "--replace")
    counted = {row["what"]: row["count"] for row in rows(lite, "audit", "list") if row["by"] is None}
    assert counted == {"command refused": 3, "backup put back": 1}  # that a backup was taken is known after it


def test_a_protection_that_is_lowered_stands_in_history(lite: CommandLine) -> None:
    lite("examples", "load", "esneft-2020-21")
    own = lite.write("own.toml", "[trusts.esneft]", "least_base = 10", "page_size = 5")
    for _ in range(2):  # written once
        lite("plan", "list", env={"WRES_CONFIG": own})
    told = [row["what"] for row in rows(lite, "audit", "list", "--trust", "esneft")]
    assert sorted(what for what in told if what.startswith("settings")) == [
        "settings: changed", "settings: least_base lowered to 10",
    ]  # fmt: skip
    lite.write("own.toml", "[trusts.esneft]")
    lite("plan", "list", env={"WRES_CONFIG": own})
    told = [row["what"] for row in rows(lite, "audit", "list", "--trust", "esneft")]
    assert told.count("settings: changed") == 2 and sum("lowered" in what for what in told) == 1
