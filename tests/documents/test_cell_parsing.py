"""Owners, indicators, statuses and values as plan documents word them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.cell_parsing import read_indicators, read_value
from wres_bot.documents.plan.owner_cells import read_owners, read_posts, write_posts
from wres_bot.documents.plan.status_cells import read_published_status
from wres_bot.domain.posts import normalise_post

OWNERS = [
    ("Head of EDI", "only_owner", ["Head of EDI"]),
    ("Trust Board Chair, CEO and HR Director", "first_named_assumed", ["Trust Board Chair", "CEO", "HR Director"]),
    ("Director of Governance\nTrust Board Chair", "first_named_assumed",
     ["Director of Governance", "Trust Board Chair"]),
    ("Head of Resourcing (Lead)", "explicit", ["Head of Resourcing"]),
    ("Head of Employee relations (lead)", "explicit", ["Head of Employee relations"]),
    ("Head of EDI (Lead) / Director of Governance", "explicit", ["Head of EDI", "Director of Governance"]),
    ("HR Business Partner Lead", "only_owner", ["HR Business Partner Lead"]),
    ("Asst Dir HR/ Rec & Contracts Mgr/ EDI team", "first_named_assumed",
     ["Asst Dir HR", "Rec & Contracts Mgr", "EDI team"]),
    ("EDI Manager/ Chair & dep chair (RESIN)", "first_named_assumed", ["EDI Manager", "Chair & dep chair (RESIN)"]),
    ("Inclusion Directors, Workforce & OD", "first_named_assumed", ["Inclusion Directors", "Workforce & OD"]),
    ("EDI Lead, FTSU Lead/ Head of Health, Wellbeing and Engagement", "first_named_assumed",
     ["EDI Lead", "FTSU Lead", "Head of Health, Wellbeing and Engagement"]),
    ("Director of People, OD & Inclusion / D&I Lead", "first_named_assumed",
     ["Director of People, OD & Inclusion", "D&I Lead"]),
    ("DofWF with D&I Lead", "explicit", ["DofWF", "D&I Lead"]),
    ("DofWF with D&I Lead & Leadership Development Lead", "explicit",
     ["DofWF", "D&I Lead", "Leadership Development Lead"]),
    ("Chair & CEO with SLT", "explicit", ["Chair", "CEO", "SLT"]),
    ("EMC with support from Assistant Director - Equality, Diversity & Inclusion", "explicit",
     ["EMC", "Assistant Director – Equality, Diversity & Inclusion"]),
    ("Assistant Director- Equality, Diversity & Inclusion", "only_owner",
     ["Assistant Director – Equality, Diversity & Inclusion"]),
    ("Head of equality, Diversity & Inclusion, Head of recruitment", "first_named_assumed",
     ["Head of equality, Diversity & Inclusion", "Head of recruitment"]),
    ("All SLT. Inclusion Council. D&I Lead.", "first_named_assumed", ["All SLT", "Inclusion Council", "D&I Lead"]),
    ("Recruitment Lead / D&I Lead / (with others)", "first_named_assumed", ["Recruitment Lead", "D&I Lead"]),
    ("AD Human Resources Organisational Development", "first_named_assumed",
     ["AD Human Resources", "Organisational Development"]),
    ("Inclusion Directors ICSU's Directors", "first_named_assumed", ["Inclusion Directors", "ICSU's Directors"]),
    ("Head of Organisational Development & Joint Director of Inclusion", "first_named_assumed",
     ["Head of Organisational Development", "Joint Director of Inclusion"]),
    ("Joint Director of Inclusion & Chief Nurse & Director for Allied Health Care Profession", "first_named_assumed",
     ["Joint Director of Inclusion", "Chief Nurse & Director for Allied Health Care Profession"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "basis", "names"), OWNERS)
def test_owners_are_told_apart(words: str, basis: str, names: list[str]) -> None:
    owners = read_owners(words)
    assert [owner.name for owner in owners] == names
    assert [owner.lead for owner in owners] == [True] + [False] * (len(names) - 1)
    assert owners[0].basis == basis
    assert all(owner.basis is None for owner in owners[1:])


def test_the_lead_need_not_be_named_first() -> None:
    first, second = read_owners("CEO / Trust Board Chair (Lead)")
    assert (first.lead, second.lead, second.basis) == (False, True, "explicit")


def test_a_trusts_own_posts_are_never_cut_in_two() -> None:
    assert [o.name for o in read_owners("Porters, Drivers / CEO")] == ["Porters", "Drivers", "CEO"]
    known = read_owners("Porters, Drivers / CEO", known_posts=["Porters, Drivers"])
    assert [o.name for o in known] == ["Porters, Drivers", "CEO"]


def test_nobody_is_nobody() -> None:
    assert read_owners("") == read_owners("TBC") == read_owners(" / ") == read_owners("(with others)") == ()


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_any_owner_text_has_at_most_one_lead(words: str, known: list[str]) -> None:
    owners = read_owners(words, known_posts=known)
    assert sum(owner.lead for owner in owners) == (1 if owners else 0)
    assert len({owner.name for owner in owners}) <= len(owners)


@given(st.lists(st.text("abc DE&/,", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=4, unique=True))
def test_posts_stated_precisely_read_back(names: list[str]) -> None:
    owners = read_posts("; ".join(names))
    assert read_posts(write_posts(owners)) == owners


def test_one_post_has_one_key() -> None:
    assert normalise_post("Head of Employee relations") == normalise_post("Head of  Employee Relations")
    assert normalise_post("Dof WF") == normalise_post("DofWF")
    assert normalise_post("F2SU Lead") == normalise_post("FTSU lead")
    assert normalise_post("Asst Dir HR") == normalise_post("Assistant Director HR")
    assert normalise_post("Director of People, OD & Inclusion") == normalise_post(
        "Director of People, OD and Inclusion"
    )
    assert normalise_post("Assistant Director - Equality") == normalise_post("Assistant Director – Equality")
    assert normalise_post("Head of EDI") != normalise_post("EDI Lead")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("All", "1 2 3 4 5 6 7 8 9"),
        ("1-8", "1 2 3 4 5 6 7 8"),
        ("Indicators \n1-9", "1 2 3 4 5 6 7 8 9"),
        ("various", ""),
        ("", ""),
        ("5, 6 & 7", "5 6 7"),
        ("1, 1,2,4,7", "1 2 4 7"),
        ("1,3,5,6,7,8,", "1 3 5 6 7 8"),
        ("Metrics 1 and Metric 9", "1 9"),
        ("Metrics  5, 6, 7 and 8", "5 6 7 8"),
        ("WRES Indicators: 2, 4, 5, 6, 7, 8 & 9", "2 4 5 6 7 8 9"),
        ("5. / 6. / 7. / 8. (merged block)", "5 6 7 8"),
        ("2.", "2"),
        ("RDR", "RDR"),
        ("99 and 2021", ""),
    ],
)
def test_indicator_lists_are_read(words: str, codes: str) -> None:
    assert read_indicators(words) == tuple(codes.split())


@given(st.text())
def test_an_indicator_is_never_named_twice(words: str) -> None:
    codes = read_indicators(words)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("words", "status", "flags"),
    [
        ("In \nProgress", "in progress", ()),
        ("Ongoing", "in progress", ()),
        ("Completed", "done", ()),
        ("ACHIEVED", "done", ()),
        ("ACHIEVED AND ONGOING", "done", ("ongoing",)),
        ("in place for all posts at band 7+", "done", ()),
        ("DELIVERY DELAYED.", "delayed", ()),
        ("PART  ACHIEVED AND ONGOING", "in progress", ("partly done",)),
        ("DELIVERY DELAYED. PART ACHIEVED AND ONGOING", "delayed", ("partly done", "ongoing")),
        ("DELAYED BUT PROGRESSING", "delayed", ("in progress",)),
        ("PROGRESS MADE & ONGOING", "in progress", ()),
        ("much delivered in 2020-21", "in progress", ()),
        ("pending opportunity", "not started", ()),
        ("Reviewed 08.25", "in progress", ()),
        ("ACTION CANCELLED", "cancelled", ()),
        ("not yet started", "not started", ()),
        ("not complete", "no update", ()),
        ("As vacancie s arise", "no update", ()),
        ("Timescales as per another plan", "no update", ()),
        ("", "no update", ()),
    ],
)
def test_published_statuses_are_read(words: str, status: str, flags: tuple[str, ...]) -> None:
    reading = read_published_status(words)
    assert (reading.status, reading.flags) == (status, flags)
    assert reading.continuing == (status == "done" and "ongoing" in flags)


def test_a_done_action_in_a_group_that_goes_on_goes_on() -> None:
    assert read_published_status("in place", parent="PROGRESS MADE & ONGOING").continuing
    assert not read_published_status("delayed", parent="PROGRESS MADE & ONGOING").continuing


@given(st.text())
def test_any_status_text_gives_a_status(words: str) -> None:
    reading = read_published_status(words)
    assert not reading.continuing or reading.status == "done"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("34.3 %", "34.3"),
        ("*2.14*", "2.14"),
        ("▶26.7%", "26.7"),
        ("▲ 0.84", "0.84"),
        ("1.39*", "1.39"),
        ("(79.1%", "79.1"),
        ("1,660", "1660"),
        ("−0.9", "-0.9"),
        ("+0.90 pp", "0.90"),
        ("n/a", None),
        ("", None),
        ("about 3", None),
        ("3 of 8", None),
    ],
)
def test_published_values_are_read(text: str, value: str | None) -> None:
    assert read_value(text).value == (None if value is None else Decimal(value))


@given(st.text())
def test_any_value_text_is_read_without_harm(text: str) -> None:
    value = read_value(text).value
    assert value is None or value.is_finite()
