"""Which posts an owner cell names: a role word binds what stands beside it, and people are never kept."""

import pytest

from wres_bot.documents.plan.owner_cells import read_owner_cell


@pytest.mark.parametrize(
    ("words", "posts"),
    [
        ("Diversity and Inclusion Manager", ["Diversity and Inclusion Manager"]),
        ("Equality, Diversity and Inclusion Lead", ["Equality, Diversity and Inclusion Lead"]),
        ("Health and Wellbeing Lead", ["Health and Wellbeing Lead"]),
        ("Communications and Engagement Team", ["Communications and Engagement Team"]),
        ("Head of HR and Organisational Development", ["Head of HR and Organisational Development"]),
        ("Head of Quality, Safety and Governance", ["Head of Quality, Safety and Governance"]),
        ("Director of Nursing, Midwifery and AHPs", ["Director of Nursing, Midwifery and AHPs"]),
        ("Recruitment and Retention Lead and Head of HR", ["Recruitment and Retention Lead", "Head of HR"]),
        ("Director of Workforce and OD and Head of EDI", ["Director of Workforce and OD", "Head of EDI"]),
        ("Head of Learning, OD and Talent, Head of Resourcing",
         ["Head of Learning, OD and Talent", "Head of Resourcing"]),
        ("L&D (OD, PDT and Medical Education)/GMs", ["L&D (OD, PDT and Medical Education)", "GMs"]),
        ("Medical Director and Chief Nurse", ["Medical Director", "Chief Nurse"]),
        ("EDI Lead and Staff Network Chairs", ["EDI Lead", "Staff Network Chairs"]),
        ("Equality & Inclusion Manager\nWorkforce Lead", ["Equality & Inclusion Manager", "Workforce Lead"]),
        ("Head of EDI\nand Inclusion", ["Head of EDI and Inclusion"]),
        ("EDI\nLead", ["EDI Lead"]),
        ("SRO: Chief People Officer; Lead: EDI Manager", ["Chief People Officer", "EDI Manager"]),
        ("EDI Lead supported by Comms Team and Recruitment Manager",
         ["EDI Lead", "Comms Team", "Recruitment Manager"]),
    ],
)  # fmt: skip
def test_a_post_is_neither_cut_nor_run_together(words: str, posts: list[str]) -> None:
    assert [owner.name for owner in read_owner_cell(words).owners] == posts


@pytest.mark.parametrize(
    ("words", "posts"),
    [
        ("OD Specialist (AB), Workforce Manager (CD)", ["OD Specialist", "Workforce Manager"]),
        ("CPO / EDI Lead (AB/CD)", ["CPO", "EDI Lead"]),
        ("Zarina Quillfeather", []),
        ("Zarina Quillfeather, Head of HR", ["Head of HR"]),
        ("Head of HR - Zarina Quillfeather", ["Head of HR"]),
        ("Head of HR (Zarina Quillfeather)", ["Head of HR"]),
        ("Dr Z Quillfeather / EDI Lead", ["EDI Lead"]),
        ("EDI Lead, z.quillfeather@trust.example", ["EDI Lead"]),
        ("ZQ", []),
    ],
)
def test_a_persons_name_is_left_out_of_post_and_words_and_told(words: str, posts: list[str]) -> None:
    reading = read_owner_cell(words)
    assert [owner.name for owner in reading.owners] == posts
    assert any("left out" in doubt for doubt in reading.doubts)
    assert not any(part in reading.words for part in ("Quillfeather", "quillfeather", "(AB", "ZQ"))


@pytest.mark.parametrize(
    "words", ["Chair & dep chair (RESIN)", "Head of EDI (Lead)", "Human Resources", "Learning & Development", "HR (OD)"]
)
def test_what_is_no_persons_name_is_kept(words: str) -> None:
    assert not any("left out" in doubt for doubt in read_owner_cell(words).doubts)


@pytest.mark.parametrize("words", ["Learning & Development", "HR/OD Director", "Talent, Learning and OD"])
def test_what_may_be_one_post_or_two_is_told(words: str) -> None:
    assert any("is taken as" in doubt for doubt in read_owner_cell(words).doubts)


def test_in_a_narrow_column_only_whole_posts_are_divided() -> None:
    cut = "Associate Director of\nOrganisational\nDevelopment\nEDI Lead"
    assert [o.name for o in read_owner_cell(cut, wrapped=True).owners] == [
        "Associate Director of Organisational Development", "EDI Lead",
    ]  # fmt: skip
    lost = read_owner_cell("Director of Governance Trust Board Chair", wrapped=True)
    assert [o.name for o in lost.owners] == ["Director of Governance", "Trust Board Chair"]
    assert lost.doubts
