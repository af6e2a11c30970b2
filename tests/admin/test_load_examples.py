"""The bundled plans in the store, and the lists that scripts read."""

import json
import re
from pathlib import Path

from tests.admin.commandline import CommandLine


def test_all_examples_load_and_loading_again_changes_nothing(cli: CommandLine) -> None:
    told = cli("examples", "load")
    assert "136 actions and 336 indicator values are in the store." in told
    assert (cli.count("action"), cli.count("snapshot"), cli.count("target")) == (136, 336, 53)
    before = cli.everything()
    assert cli("examples", "load") == told
    assert cli.everything() == before


def test_plans_are_a_list_of_flat_objects(cli: CommandLine) -> None:
    cli("examples", "load")
    plans = json.loads(cli("plan", "list", "--json"))
    assert {(p["trust"], p["year"], p["actions"]) for p in plans} == {
        ("bradford", "2022-23", 22),
        ("esneft", "2020-21", 22),
        ("kingston", "2021-22", 22),
        ("nscht", "2020-21", 17),
        ("nscht", "2021-22", 12),
        ("whittington", "2025-26", 41),
    }
    assert list(plans[0]) == ["trust", "year", "plan", "title", "actions", "starts", "ends", "open"]
    values = json.loads(cli("indicators", "show", "--json"))
    assert len(values) == 336
    assert not any(isinstance(field, (list, dict)) for value in values for field in value.values())
    only = json.loads(cli("indicators", "show", "--trust", "nscht", "--indicator", "rdr", "--json"))
    assert {(value["trust"], value["code"]) for value in only} == {("nscht", "RDR")}


def test_one_example_loads_alone(lite: CommandLine) -> None:
    assert "22 actions and 1 indicator value are in the store." in lite("examples", "load", "esneft-2020-21")
    assert lite.count("trust") == 1
    assert "esneft-2020-21" in lite("plan", "list")


def test_an_unknown_example_is_answered_with_the_known_ones(lite: CommandLine) -> None:
    assert "There is no example 'nope'. There are: bradford-2022-23, esneft" in lite.refused("examples", "load", "nope")
    assert lite.count("trust") == 0


def test_with_nothing_in_the_store_lists_say_what_to_do(lite: CommandLine) -> None:
    assert "wres-bot examples load" in lite("plan", "list")
    assert json.loads(lite("plan", "list", "--json")) == []
    assert lite("outbox", "list") == "No letters.\n"
    assert lite("indicators", "show") == "No indicator values yet.\n"


def test_what_is_not_there_is_refused_in_a_list(lite: CommandLine) -> None:
    lite("examples", "load", "esneft-2020-21")
    assert "no trust 'zzz'" in lite.refused("indicators", "show", "--trust", "zzz")
    assert "They are 1, 2" in lite.refused("indicators", "show", "--indicator", "12")
    assert "waiting, claimed, sent" in lite.refused("outbox", "list", "--state", "lost")
    assert "no letter 99" in lite.refused("outbox", "show", "99")
    assert "Nothing to try again" in lite.refused("outbox", "retry", "99")


def test_every_field_of_a_list_is_documented(lite: CommandLine) -> None:
    lite("examples", "load", "esneft-2020-21")
    lite("tick", "--at", "2021-01-05T09:30")
    page = (Path(__file__).parents[2] / "docs" / "running.md").read_text(encoding="utf-8")
    for words in (("plan", "list"), ("indicators", "show"), ("outbox", "list")):
        documented = page.partition(f"| `{' '.join(words)}` |")[2].partition("\n\n")[0]
        cells = [row.split("|")[1] for row in documented.splitlines() if row.startswith("| `")]
        names = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
        assert sorted(names) == sorted(json.loads(lite(*words, "--json"))[0])
