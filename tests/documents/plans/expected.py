"""What each plan of this folder holds: the answer key, as typed rows.

Owns reading and writing the JSON beside each file; knows no reader of plans.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.documents.plans.wordings import Dated

FILES = Path(__file__).parent / "files"


@dataclass
class Answer:
    """What to answer to a question that speaks of all these words: the choice that holds `choose`."""

    about: list[str]
    choose: str


@dataclass
class ExpectedAction:
    """One action. None: not compared. `dates` holds every reading that is right."""

    title: str
    owners: list[str] | None
    due: str | None
    dates: list[list[Dated]] | None
    status: str | None
    status_published: str | None
    references: list[str] | None = None
    section: str | None = None
    ref: str | None = None
    number: str | None = None
    """The document's own number, to be found as the ref or as the label."""
    place: str | None = None
    """Words that the place must hold, such as the sheet's name."""
    doubtful: list[str] = field(default_factory=list)
    """Cells that nobody can be sure of: right only when told."""


@dataclass
class ExpectedPlan:
    """One file. `unread`: words that must be named among what was not read; `questions`: how many it may ask."""

    file: str
    year: str
    kind: str
    actions: list[ExpectedAction]
    questions: int = 2
    answers: list[Answer] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return FILES / self.file


def list_plans() -> list[str]:
    """The file names of every plan, in order."""
    return sorted(json.loads(path.read_text(encoding="utf-8"))["file"] for path in FILES.glob("*.json"))


def load_plan(file: str) -> ExpectedPlan:
    found = json.loads((FILES / file).with_suffix(".json").read_text(encoding="utf-8"))
    return ExpectedPlan(
        **found
        | {
            "actions": [ExpectedAction(**action) for action in found["actions"]],
            "answers": [Answer(**answer) for answer in found.get("answers", [])],
        }
    )


def write_plan(plan: ExpectedPlan) -> None:
    """One line an action, without what is not compared, so that a change reads as a change."""
    actions = [json.dumps(drop_empty(asdict(action)), ensure_ascii=False) for action in plan.actions]
    head = {key: value for key, value in asdict(plan).items() if key != "actions"}
    lines = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    text = lines + ',\n "actions": [\n  ' + ",\n  ".join(actions) + "\n ]\n}\n"
    plan.path.with_suffix(".json").write_text(text, encoding="utf-8")


def drop_empty(found: dict[str, Any]) -> dict[str, Any]:
    kept = ("title", "owners", "due", "dates", "status", "status_published")
    return {key: value for key, value in found.items() if key in kept or value not in (None, [])}
