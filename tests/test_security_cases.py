"""What the pages on security name is there: tests, an operator's steps, limits, secrets, hosts, standards."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

from wres_bot.chat.slack import files as slack_files
from wres_bot.chat.slack.settings import API_URL
from wres_bot.chat.teams import credentials
from wres_bot.chat.teams import files as teams_files
from wres_bot.chat.teams.settings import SERVICE_URL
from wres_bot.config import PLATFORMS, Settings, list_secrets

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(page: str) -> list[list[str]]:
    """The cells of each line of a page's tables, the headings left out."""
    lines = [line for line in read(page).splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


CASES, MODEL, STANDARD = "docs/security-cases.md", "docs/threat-model.md", "docs/asvs.md"
LINES = [(page, line) for page in (CASES, MODEL, STANDARD) for line in read(page).splitlines() if "`tests/" in line]
DOORS = [row for row in rows(MODEL) if len(row) == 5 and re.fullmatch("[STRIDE]", row[0])]
ASKED = [row for row in rows(STANDARD) if re.match(r"\d", row[0])]


@pytest.mark.parametrize("page", [CASES, MODEL, STANDARD])
def test_each_test_that_is_named_is_there(page: str) -> None:
    """Written as `tests/file.py::test_name`, or `tests/file.py`: test_name, test_name."""
    named = 0
    for _, line in (each for each in LINES if each[0] == page):
        for part in re.split(r"(?=`tests/)", line)[1:]:
            found = re.match(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", part)
            if found is None:
                assert re.match(r"`tests/[\w/]+/`", part), part
                continue
            source = read(found[1])
            names = [found[2]] if found[2] else re.findall(r"\btest_\w+\b", part.partition("`: ")[2])
            for name in names:
                assert f"def {name}(" in source, f"{page} names {found[1]}::{name}"
            named += 1
    assert named


@pytest.mark.parametrize("page", [MODEL, STANDARD])
def test_each_step_of_the_operator_is_there(page: str) -> None:
    steps = set(re.findall(r"^- \*\*([\w ]+)\.\*\*", read("docs/running.md"), re.MULTILINE))
    assert {step for step in re.findall(r"operator: \*\*([\w ]+)\*\*", read(page)) if step not in steps} == set()


@pytest.mark.parametrize("row", DOORS, ids=lambda row: row[1][:30])
def test_each_threat_is_held_by_something_or_says_that_it_is_open(row: list[str]) -> None:
    _, threat, stands, held, remains = row
    assert threat and stands
    assert "`tests/" in held or "operator: **" in held or "**open**" in held + remains


def test_every_door_has_its_threats() -> None:
    doors = read(MODEL).partition("## Door by door")[2].partition("## Who may what")[0].split("\n### ")[1:]
    assert len(doors) >= 10 and all("| I |" in door or "| E |" in door for door in doors)


def find_standing(row: list[str]) -> str:
    """How a line of the standard stands: the first of these that it says."""
    *_, how, held = row
    if "**open**" in held:
        return "**open**"
    if how.startswith("does not apply: "):
        return "does not apply"
    return "met" if "`tests/" in held else "operator" if "operator: **" in held else ""


def test_every_number_of_the_standard_is_there_once_with_its_level() -> None:
    listed = [line for line in read("tests/asvs_ids.txt").splitlines() if not line.startswith("#")]
    asked = {number: level for number, _, level in (line.partition(" ") for line in listed)}
    assert len(asked) == 253
    told = [(number.strip(), row[1]) for row in ASKED for number in row[0].split(",")]
    assert Counter(number for number, _ in told) == dict.fromkeys(asked, 1)
    assert [number for number, levels in told if asked[number] not in levels] == []


def test_no_line_of_the_standard_is_without_a_test_a_step_a_reason_or_the_word_open() -> None:
    assert [row[0] for row in ASKED if not (row[2] and row[3] + row[4] and find_standing(row))] == []


def test_how_many_are_met_is_counted_right() -> None:
    counted: Counter[str] = Counter()
    for row in ASKED:
        counted[find_standing(row)] += row[0].count(",") + 1
    summary = [row for row in rows(STANDARD) if len(row) == 2 and row[1].isdigit()]
    told = {re.split("[,:]", what)[0]: int(number) for what, number in summary}
    assert told == counted


def test_the_limits_that_are_told_are_those_of_the_code() -> None:
    checked = 0
    for row in rows(MODEL):
        named = re.findall(r"((?:`[A-Z_]+`(?:, )?)+) in `([\w/]+)\.py`", row[-1]) if len(row) == 3 else []
        for constants, file in named:
            module = import_module(f"wres_bot.{file.replace('/', '.')}")
            for name in re.findall(r"`(\w+)`", constants):
                assert f"{getattr(module, name):,.0f}" in re.split("; ", row[1]), (name, row[1])
                checked += 1
    assert checked >= 8


def test_every_secret_and_every_host_is_in_the_threat_model() -> None:
    page = read(MODEL)
    models: list[type[BaseModel]] = [Settings, *(each.load() for each in PLATFORMS)]
    secrets = [name for model in models for name in list_secrets(model)]
    assert [name for name in secrets if f"`{name}`" not in page.partition("## Secrets and keys")[2]] == []
    hosts = {slack_files.HOST, *credentials._HOSTS}
    hosts |= {f"*{domain}" for domain in credentials._DOMAINS + teams_files.DOMAINS}
    hosts |= {url.split("/")[2] for url in (API_URL, SERVICE_URL, credentials.GRAPH)}
    assert {host for host in hosts if f"`{host}`" not in page.partition("## Where it calls out")[2]} == set()
