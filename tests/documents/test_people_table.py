"""The people table: who holds which post, from when to when."""

from datetime import date

from wres_bot.documents.people_table import read_people

YEAR = "2020-21"


def test_people_hold_posts_between_days() -> None:
    data = b"email,post,from,to,role,covering,aliases\n"
    data += b"Head.Of.EDI@x.example,Head of EDI,1 April 2020,31.03.2021,Coordinator,,EDI Head | Lead for EDI\n"
    (row,) = read_people(data, year=YEAR).rows
    assert (row.email, row.post, row.start, row.end) == (
        "head.of.edi@x.example", "Head of EDI", date(2020, 4, 1), date(2021, 3, 31),
    )  # fmt: skip
    assert (row.role, row.covering, row.aliases) == ("coordinator", False, ("EDI Head", "Lead for EDI"))


def test_wrong_people_are_reported() -> None:
    lines = ["nobody,CEO,,,,", "a@x.example,CEO,April,,,", "b@x.example,CEO,2021-01-01,2020-01-01,,",
             "c@x.example,,,,king,", "d@x.example,,,,,yes", "e@x.example,CEO,,,,maybe"]  # fmt: skip
    read = read_people("\n".join(["email,post,from,to,role,covering", *lines]).encode(), year=YEAR)
    assert [(p.row, p.column) for p in read.errors] == [
        (2, "email"), (3, "from"), (4, "to"), (5, "role"), (6, "post"), (7, "covering"),
    ]  # fmt: skip
    assert read.rows == ()


def test_one_name_cannot_mean_two_posts() -> None:
    data = b"email,post,aliases\na@x.example,AD Education,\nb@x.example,Head of Education,AD education\n"
    assert [(p.row, p.column) for p in read_people(data, year=YEAR).errors] == [(3, "aliases")]
