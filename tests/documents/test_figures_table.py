"""The indicators table: one value a row, each with its own key."""

from decimal import Decimal

from wres_bot.documents.figures_table import read_indicators_file
from wres_bot.domain.plan_rows import Problem

YEAR = "2020-21"


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


VALUES = "standard,code,measure,breakdown,group,period,basis,source,value,unit,published text,reason\n"


def test_a_value_has_a_key_of_its_own() -> None:
    line = "WRES,Indicator 5,survey,,BAME,2021,published,report,34.3 %,%,34.3 %,\n"
    read = read_indicators_file((VALUES + line + line).encode())
    assert [(r.code, r.group, r.value, r.published_text) for r in read.rows] == [
        ("5", "bme", Decimal("34.3"), "34.3 %")
    ]
    assert "the same value as row 2" in told(read.errors)[0]


def test_wrong_values_are_reported() -> None:
    lines = ["WRES,5 and 6,m,,white,2021,published,s,1,%,,", "WRES,5,m,,martian,2021,published,s,1,%,,",
             "WRES,5,m,,white,2021,guessed,s,1,%,,", "WRES,5,m,,white,2021,published,s,,%,,",
             "WRES,5,m,,white,2021,published,s,some,%,,", "WRES,5,m,,white,,published,s,1,%,,"]  # fmt: skip
    read = read_indicators_file((VALUES + "\n".join(lines)).encode())
    assert [(p.row, p.column) for p in read.errors] == [
        (2, "code"), (3, "group"), (4, "basis"), (5, "value"), (6, "value"), (7, "period"),
    ]  # fmt: skip
    blank = read_indicators_file((VALUES + "WRES,5,m,,white,2021,published,s,,%,n/a,base under 11\n").encode())
    assert [(r.value, r.reason) for r in blank.rows] == [(None, "base under 11")]
