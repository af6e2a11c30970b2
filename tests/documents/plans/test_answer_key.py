"""The plans of this folder and their answer key belong together, and the scorer sees what is wrong."""

import copy
from dataclasses import asdict
from typing import Any

import pytest

from tests.documents.plans.expected import ExpectedPlan, list_plans, load_plan
from tests.documents.plans.score import Printed, score_plan
from tests.documents.plans.wordings import Dated

PERFECT = ("title", "owners", "due", "status", "references", "section", "ref")


def print_date(one: Dated) -> str:
    """As the command line prints it."""
    count, unit = one.get("every_months"), "months"
    if count is None:
        count, unit = one.get("every_weeks"), "weeks"
    every = f" every {count} {unit}" if count else ""
    return f"{one['kind']}{every}" + (f"{' from' if every else ''} {one['on']}" if one.get("on") else "")


def read_perfectly(plan: ExpectedPlan) -> Printed:
    """What a reader without fault would print."""
    actions = []
    for n, action in enumerate(plan.actions):
        known = asdict(action)
        actions.append(
            {name: known[name] for name in PERFECT}
            | {
                "ref": action.ref or f"X{n}",
                "label": action.number,
                "dates": [print_date(one) for one in action.dates[0]] if action.dates else [],
                "status_published": action.status_published,
                "place": action.place,
                "doubts": [f"{cell}: not sure of it" for cell in action.doubtful],
            }
        )
    return {"actions": actions, "questions": [], "unread": [f"{words}: not read" for words in plan.unread]}


@pytest.mark.parametrize("file", list_plans())
def test_a_plan_has_its_file_and_a_perfect_reader_scores_full_marks(file: str) -> None:
    plan = load_plan(file)
    assert 0 < plan.path.stat().st_size < 60_000
    assert 3 <= len(plan.actions) <= 45
    assert len({action.title for action in plan.actions}) == len(plan.actions)
    assert score_plan(plan, read_perfectly(plan), 0).complaints == []


def test_there_are_thirty_plans_of_every_kind_of_file() -> None:
    kinds = [file.rpartition(".")[2] for file in list_plans()]
    assert len(kinds) >= 30
    assert {"csv", "tsv", "xlsx", "ods", "docx", "odt", "pptx", "pdf"} <= {*kinds}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("title", "Something else entirely"),
        ("owners", ["Somebody"]),
        ("due", "July 2031"),
        ("dates", []),
        ("status", "cancelled"),
        ("ref", "9.9"),
        ("section", "Nowhere"),
    ],
)
def test_a_wrong_cell_is_silent_until_it_is_told(cell: str, value: Any) -> None:
    plan = load_plan("18-a-sheet-a-theme.xlsx")
    printed = read_perfectly(plan)
    printed["actions"][3] |= {cell: value, "label": None}
    score = score_plan(plan, printed, 0)
    if cell == "title":
        assert (score.missed, score.invented) == ([plan.actions[3].title], ["Something else entirely"])
        return
    assert score.complaints and {wrong.title for wrong in score.silent} == {plan.actions[3].title}
    told = copy.deepcopy(printed)
    told["actions"][3]["doubts"] = [f"{cell}: I am not sure", "the number is made"]
    assert score_plan(plan, told, 0).silent == []


def test_what_is_missing_too_many_or_not_told_is_named() -> None:
    plan = load_plan("24-errors-and-formulas.xlsx")
    printed = read_perfectly(plan)
    del printed["actions"][0]
    printed["actions"].append({"title": "Total"})
    printed["unread"] = []
    score = score_plan(plan, printed, 3)
    assert score.missed == [plan.actions[0].title]
    assert score.invented == ["Total"]
    assert score.untold == plan.unread
    assert score.too_many_questions
    assert score_plan(plan, {"refused": "it is locked"}, 0).refused == "it is locked"


def test_a_cell_nobody_can_be_sure_of_is_right_only_when_told() -> None:
    plan = load_plan("26-phases-and-rhythms.ods")
    printed = read_perfectly(plan)
    for action in printed["actions"]:
        action["doubts"] = []
    assert {wrong.expected for wrong in score_plan(plan, printed, 0).silent} == {"told as doubtful"}
