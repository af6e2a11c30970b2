"""What is told of a file: where, what was found, what is expected; and what makes two figures one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from wres_bot.domain.plan_rows import ParsedFile, PlanRow, Problem, Severity, SnapshotRow

FIGURE = SnapshotRow("WRES", "1", "share", "Band 3", "bme", "2021", "31 March", "published", "report.pdf")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem(3, "due", "soon", "a date"), "row 3, due: found soon; expected a date"),
        (Problem(3, None, "soon", "a date"), "row 3: found soon; expected a date"),
        (Problem(None, "due", "nothing", "a date"), "due: found nothing; expected a date"),
        (Problem(None, None, "nothing", "rows"), "the file: found nothing; expected rows"),
    ],
)
def test_a_problem_says_where_it_is(problem: Problem, said: str) -> None:
    assert str(problem) == said


@pytest.mark.parametrize(("severity", "good"), [("error", False), ("warning", True), ("assumption", True)])
def test_only_an_error_makes_a_file_bad(severity: Severity, good: bool) -> None:
    found: ParsedFile[PlanRow] = ParsedFile(problems=(Problem(1, None, "a", "b", severity),))
    assert len(found.errors) == (0 if good else 1)


def test_a_figure_is_one_by_all_that_names_it() -> None:
    assert replace(FIGURE, value=Decimal(3), note="looked at", row=9).key == FIGURE.key
    for name, other in (
        ("standard", "WDES"), ("code", "2"), ("measure", "ratio"), ("breakdown", "Band 4"), ("group", "white"),
        ("period", "2020"), ("basis", "computed"), ("source", "other.pdf"), ("revision", 2),
    ):  # fmt: skip
        assert replace(FIGURE, **{name: other}).key != FIGURE.key  # type: ignore[arg-type]
