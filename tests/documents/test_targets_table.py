"""The targets table: one number to reach a row."""

from decimal import Decimal

from wres_bot.documents.targets_table import read_targets

YEAR = "2020-21"


def test_targets_are_numbers_with_an_aim() -> None:
    head = "ref,text,op,value,upper,unit\n"
    read = read_targets(
        (head + "2.3,panels,>=,80,,%\n,extra posts,between,1,2,posts\n2.3,survey,improves,,,\n").encode()
    )
    assert [(r.ref, r.op, r.value, r.upper) for r in read.rows] == [
        ("2.3", "at least", Decimal(80), None),
        (None, "between", Decimal(1), Decimal(2)),
        ("2.3", "improve", None, None),
    ]
    lines = ["9.9,a,exactly,1,,", "2.3,,exactly,1,,", "2.3,a,roughly,1,,", "2.3,a,exactly,,,", "2.3,a,exactly,many,,",
             "2.3,a,between,1,,"]  # fmt: skip
    bad = read_targets((head + "\n".join(lines)).encode(), refs=frozenset({"2.3"}))
    assert [(p.row, p.column) for p in bad.errors] == [
        (2, "ref"), (3, "text"), (4, "op"), (5, "value"), (6, "value"), (7, "upper"),
    ]  # fmt: skip
