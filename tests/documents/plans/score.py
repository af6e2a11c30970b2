"""Scores what `wres-bot plan import FILE --dry-run --json` prints against the answer key of this folder.

Owns the comparison; asks only through the command line's outside contract. `python -m tests.documents.plans.score
[part of a name]` prints each plan's score and what is wrong in it.
"""

import contextlib
import io
import json
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tests.documents.plans.expected import ExpectedAction, ExpectedPlan, list_plans, load_plan
from tests.documents.plans.wordings import Dated

Printed = dict[str, Any]
SHARE_RIGHT = 0.98
ALIKE = 0.8
SIGNS = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": " "})
SPOKEN_OF = {
    "title": ("title", "action", "words"),
    "section": ("section", "heading", "theme"),
    "number": ("number", "ref", "label"),
    "ref": ("ref", "number"),
    "owners": ("owner", "post", "lead", "nobody"),
    "due": ("date", "due", "when"),
    "dates": ("date", "due", "when", "every", "deadline"),
    "status": ("status", "done", "progress"),
    "status_published": ("status",),
    "references": ("indicator", "reference", "framework", "metric"),
    "place": ("place",),
}
"""Words by which a doubt is about that cell."""


@dataclass(frozen=True)
class Wrong:
    """One cell that is not what the document says."""

    title: str
    cell: str
    expected: object
    got: object


@dataclass
class Score:
    """How well one plan was read."""

    file: str
    cells: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    silent: list[Wrong] = field(default_factory=list)
    """Wrong, and no doubt, question or unread text speaks of it."""
    questions: int = 0
    too_many_questions: bool = False
    untold: list[str] = field(default_factory=list)
    """What should have been named as not read, and was not."""
    refused: str | None = None

    @property
    def share(self) -> float:
        return 1 - len(self.wrong) / self.cells if self.cells else 0.0

    @property
    def complaints(self) -> list[str]:
        """Why it does not pass; empty when it does."""
        said = [f"refused: {self.refused}"] if self.refused else []
        said += [f"missed: {title}" for title in self.missed]
        said += [f"invented: {title}" for title in self.invented]
        said += [f"silent: {w.title[:50]} | {w.cell}: {w.got!r}, right is {w.expected!r}" for w in self.silent]
        said += [f"not told: {words}" for words in self.untold]
        if self.too_many_questions:
            said.append(f"{self.questions} questions")
        if self.share < SHARE_RIGHT:
            said.append(f"{self.share:.1%} of {self.cells} cells right")
            said += [f"wrong: {w.title[:50]} | {w.cell}: {w.got!r}, right is {w.expected!r}" for w in self.wrong]
        return said


def plain(words: object) -> str:
    """Without what a file's format or its line breaks change."""
    return " ".join(unicodedata.normalize("NFKC", str(words or "")).translate(SIGNS).casefold().split())


def pair_actions(plan: ExpectedPlan, printed: list[Printed]) -> Iterator[tuple[ExpectedAction, Printed | None]]:
    """Each expected action with the printed one of its title, else with the likest that is left."""
    left = [(plain(one.get("title")), one) for one in printed]
    found: dict[int, Printed] = {}
    for how_like in (lambda one, other: float(one == other), likeness):
        for n, action in enumerate(plan.actions):
            title = plain(action.title)
            if n in found or not left:
                continue
            best = max(left, key=lambda one: how_like(title, one[0]))
            if how_like(title, best[0]) >= ALIKE:
                found[n] = best[1]
                left.remove(best)
    for n, action in enumerate(plan.actions):
        yield action, found.get(n)


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def same_dates(readings: list[list[Dated]], printed: list[str]) -> bool:
    dates = [parse_printed_date(one) for one in printed]
    return any(
        len(reading) == len(dates) and all(any(same_date(one, got) for got in dates) for one in reading)
        for reading in readings
    )


def parse_printed_date(said: str) -> Printed:
    """ "deadline 2024-06-30 (label)", "recurring every 6 months from 2024-09-30", "recurring every week"."""
    found = re.match(
        r"(?P<kind>\w+)(?: every (?:(?P<n>\d+) )?(?P<unit>month|week)s?)?(?: (?:from )?(?P<on>\d{4}-\d\d-\d\d))?", said
    )
    part = found.groupdict() if found else {}
    count = int(part["n"] or 1) if part.get("unit") else None
    return {"kind": part.get("kind"), "on": part.get("on"), f"every_{part.get('unit')}s": count}


def same_date(expected: Dated, got: Printed) -> bool:
    """The kind, and what the key gives. Ongoing work is a look every three months; a start's window any day of it."""
    kind, looked_at = got.get("kind"), got.get("every_months")
    if kind == "ongoing":
        kind, looked_at = "recurring", looked_at or 3
    if kind != expected["kind"]:
        return False
    if kind == "start":
        return str(got.get("on"))[:7] == str(expected.get("on"))[:7]
    wanted = {key: value for key, value in expected.items() if key != "kind"}
    return all({**got, "every_months": looked_at}.get(key) == value for key, value in wanted.items())


def compare_cells(expected: ExpectedAction, got: Printed) -> Iterator[tuple[str, bool, object, object]]:
    """Each compared cell: its name, whether it is right, the right value, the printed one."""
    for name in ("title", "section", "ref", "due", "status"):
        value = getattr(expected, name)
        if value is not None:
            yield name, plain(value) == plain(got.get(name)), value, got.get(name)
    if expected.number is not None:
        shown = {plain(got.get("ref")), plain(got.get("label"))}
        yield "number", plain(expected.number) in shown, expected.number, shown
    if expected.status_published is not None:
        value, published = plain(expected.status_published), plain(got.get("status_published"))
        yield "status_published", f"{published} ".startswith(f"{value} "), value, published
    if expected.owners is not None:
        owners = [plain(owner) for owner in got.get("owners") or []]
        yield "owners", owners == [plain(owner) for owner in expected.owners], expected.owners, got.get("owners")
    if expected.dates is not None:
        yield "dates", same_dates(expected.dates, got.get("dates") or []), expected.dates, got.get("dates")
    if expected.references is not None:
        printed = {plain(one) for one in got.get("references") or []}
        yield "references", printed == {plain(one) for one in expected.references}, expected.references, printed
    if expected.place is not None:
        yield "place", plain(expected.place) in plain(json.dumps(got.get("place"))), expected.place, got.get("place")


def tells_of(cell: str, words: list[str], told: str) -> bool:
    return any(word in told for word in SPOKEN_OF[cell]) or any(word in told for word in words if len(word) > 1)


def score_plan(plan: ExpectedPlan, printed: Printed, asked: int) -> Score:
    """`printed`: what the command line said in the end; `asked`: how many questions it had asked before."""
    score = Score(plan.file, questions=asked, too_many_questions=asked > plan.questions)
    if "refused" in printed:
        score.refused = str(printed["refused"])
        score.missed = [action.title for action in plan.actions]
        return score
    pairs = list(pair_actions(plan, printed["actions"]))
    used = [id(got) for _, got in pairs if got is not None]
    score.missed = [expected.title for expected, got in pairs if got is None]
    score.invented = [str(got.get("title")) for got in printed["actions"] if id(got) not in used]
    doubts = [plain(action.get("doubts")) for action in printed["actions"]]
    said = plain(json.dumps([printed[key] for key in printed if key != "actions"], ensure_ascii=False))
    score.untold = [
        words for words in plan.unread if plain(words) not in said and not any(plain(words) in d for d in doubts)
    ]
    for expected, got in pairs:
        if got is not None:
            score_action(score, expected, got, said)
    return score


def score_action(score: Score, expected: ExpectedAction, got: Printed, said: str) -> None:
    doubts = plain(json.dumps(got.get("doubts") or [], ensure_ascii=False))
    for cell, right, value, printed in compare_cells(expected, got):
        score.cells += 1
        if right:
            continue
        wrong = Wrong(expected.title, cell, value, printed)
        score.wrong.append(wrong)
        published = [plain(word) for word in (expected.due, expected.status_published) if word]
        if not tells_of(cell, published, doubts) and not (cell != "title" and any(w in said for w in published)):
            score.silent.append(wrong)
    for cell in expected.doubtful:
        score.cells += 1
        words = plain(getattr(expected, cell))
        if words not in said and not tells_of(cell, [words], doubts):
            wrong = Wrong(expected.title, cell, "told as doubtful", got.get("doubts"))
            score.wrong.append(wrong)
            score.silent.append(wrong)


def choose(plan: ExpectedPlan, question: Mapping[str, Any]) -> str:
    """What the lead answers: as the key says, else what is offered first."""
    choices = [str(one.get("choice", one) if isinstance(one, dict) else one) for one in question.get("choices") or []]
    words = plain(json.dumps(question, ensure_ascii=False))
    for answer in plan.answers:
        if all(word in words for word in answer.about):
            return next((choice for choice in choices if answer.choose in plain(choice)), str(question.get("taken")))
    return str(question.get("taken") or choices[0])


def run_import(plan: ExpectedPlan, url: str, answers: Mapping[str, str]) -> Printed:
    """What the command prints, run in this process."""
    from wres_bot import __main__ as command_line  # heavy, and only wanted when something is scored

    words = ["plan", "import", str(plan.path), "--trust", "tried", "--year", plan.year, "--dry-run", "--json"]
    words += [word for name, choice in answers.items() for word in ("--answer", f"{name}={choice}")]
    out, before = io.StringIO(), (sys.argv, os.environ.get("WRES_DATABASE_URL"))
    sys.argv, os.environ["WRES_DATABASE_URL"] = ["wres-bot", *words], url
    try:
        with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
            command_line.main()
    finally:
        sys.argv = before[0]
        os.environ.pop("WRES_DATABASE_URL")
        if before[1] is not None:
            os.environ["WRES_DATABASE_URL"] = before[1]
    try:
        printed: Printed = json.loads(out.getvalue())
    except ValueError:
        return {"refused": f"no JSON: {out.getvalue()[:200]}"}
    return printed


def score_file(file: str, url: str) -> Score:
    """Imports a plan dry, answers what it asks as the key says, and scores what comes out."""
    plan = load_plan(file)
    printed = run_import(plan, url, {})
    questions = printed.get("questions") or []
    if questions:
        answers = {str(q.get("name") or q.get("id") or q.get("question")): choose(plan, q) for q in questions}
        printed = run_import(plan, url, answers)
    return score_plan(plan, printed, len(questions))


def main() -> None:
    from wres_bot.store.engine import migrate

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'wres.db'}"
        migrate(url)
        for file in list_plans():
            if sys.argv[1:] and not any(words in file for words in sys.argv[1:]):
                continue
            score = score_file(file, url)
            complaints = score.complaints
            figures = (
                f"{score.share:.1%} of {score.cells} cells, {score.questions} questions, {len(score.silent)} silent"
            )
            print(f"{'NO  ' if complaints else 'ok  '}{file}: {figures}")
            for said in complaints:
                print(f"      {said}")


if __name__ == "__main__":
    main()
