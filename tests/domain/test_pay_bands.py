"""Checks that a pay band is read however systems write it."""

import pytest

from wres_bot.domain.pay_bands import MEDICAL, band_rank, parse_band


@pytest.mark.parametrize(
    ("words", "band"),
    [("5", "Band 5"), ("Band 8a", "Band 8a"), ("8B", "Band 8b"), ("Band 8 - Range C", "Band 8c"), ("XR05", "Band 5"),
     ("Review Body Band 7", "Band 7"), ("vsm", "VSM"), ("Medical & Dental", MEDICAL), ("", ""),
     ("XN06", "Band 6"), ("XN08B", "Band 8b"), ("NHS|XR05|Review Body Band 5", "Band 5"),
     ("NHS|XN08|Non Review Body Band 8 - Range B", "Band 8b"), ("NHS AfC: Band 6", "Band 6"), ("AfC Band 3", "Band 3"),
     ("Dental Nurse Band 4", "Band 4"), ("Medical Secretary Band 3", "Band 3"),
     ("Consultant Psychologist Band 8c", "Band 8c"),
     ("Very Senior Manager", "VSM"), ("Apprentice", "Under Band 1"), ("<1", "Under Band 1"), ("Band 1", "Band 1"),
     ("Consultant", MEDICAL), ("YC72|Consultant", MEDICAL), ("Specialty Registrar", MEDICAL), ("FY1", MEDICAL),
     ("Associate Specialist", MEDICAL), ("Staff Grade", MEDICAL), ("Band 9", "Band 9"),
     ("8", None), ("10", None), ("5a", None), ("Band X", None), ("Band 8", None), ("Band 12", None), ("Band 5/6", None),
     ("Band 5 - Band 6", None), ("Nurse Consultant", None), ("Dental Nurse", None), ("Personal Salary", None),
     ("Medical Secretary", None), ("Doctor's receptionist", None), ("Band 0.5", None)],
)  # fmt: skip
def test_a_band_is_read_however_it_is_written_and_an_impossible_one_is_asked(words: str, band: str | None) -> None:
    assert parse_band(words) == band


def test_bands_stand_in_order_and_no_band_is_the_lowest() -> None:
    order = ["", "Under Band 1", "Band 8a", "Band 9", "VSM", MEDICAL]
    assert sorted(dict.fromkeys(order), key=band_rank) == order
