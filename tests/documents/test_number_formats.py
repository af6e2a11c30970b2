"""Numbers as a sheet shows them. What is expected was shown by LibreOffice in British English for the same code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.number_formats import BUILT_IN, show_general, show_number


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", -3.456, "-3.456"),
        ("General", 46023, "46023"),
        ("0", 46023, "46023"),
        ("0", 46023.75, "46024"),
        ("0.00", 0, "0.00"),
        ("0.00", 46023.75, "46023.75"),
        ("#,##0", 45473, "45,473"),
        ("#,##0", 46023.75, "46,024"),
        ("#,##0.00", 1234567.891, "1,234,567.89"),
        ("#,##0.00", 46023, "46,023.00"),
        ("0%", 0, "0%"),
        ("0%", 1.1, "110%"),
        ("0.0%", 1.1, "110.0%"),
        ("0.0%", 0.175, "17.5%"),
        ("0.00%", 45473, "4547300.00%"),
        ("0.00%", 46023.75, "4602375.00%"),
        ("0.00E+00", 1234567.891, "1.23E+06"),
        ("0.00E+00", 45473, "4.55E+04"),
        ("# ?/?", 1.1, "1 1/9"),
        ("# ?/?", -3.456, "-3 4/9"),
        ("dd/mm/yyyy", 46023, "01/01/2026"),
        ("dd/mm/yyyy", 1234567.891, "15/02/5280"),
        ("dd-mmm-yy", 46023, "01-Jan-26"),
        ("dd-mmm-yy", 45473, "30-Jun-24"),
        ("d-mmm", 46023.75, "1-Jan"),
        ("d-mmm", 1234567.891, "15-Feb"),
        ("mmm-yy", 46023, "Jan-26"),
        ("mmm-yy", 0.175, "Dec-99"),
        ("mmmm yyyy", 0, "December 1899"),
        ("mmmm yyyy", 0.175, "December 1899"),
        ("mmm yyyy", 46023.75, "Jan 2026"),
        ("mmm yyyy", 45473, "Jun 2024"),
        ("h:mm AM/PM", 1234567.891, "9:23 PM"),
        ("h:mm AM/PM", 1.1, "2:24 AM"),
        ("hh:mm", 1.1, "02:24"),
        ("hh:mm", 0, "00:00"),
        ("[h]:mm", 0, "0:00"),
        ("[h]:mm", 1.1, "26:24"),
        ("dd/mm/yyyy hh:mm", 46023, "01/01/2026 00:00"),
        ("dd/mm/yyyy hh:mm", 1234567.891, "15/02/5280 21:23"),
        ("mm:ss", 45473, "00:00"),
        ("mm:ss", 1.1, "24:00"),
        ("@", -3.456, "-3.456"),
        ("@", 0.175, "0.175"),
        ("0.0", 1234567.891, "1234567.9"),
        ("0.0", -3.456, "-3.5"),
        ("0.#", 1234567.891, "1234567.9"),
        ("0.#", 1.1, "1.1"),
        ("#.##", 1234567.891, "1234567.89"),
        ("#.##", 45473, "45473"),
        ("#", -3.456, "-3"),
        ("#", 0, ""),
        ("000", 46023, "46023"),
        ("000", 1234567.891, "1234568"),
        ("0.00;[Red]-0.00", 0.175, "0.18"),
        ("0.00;[Red]-0.00", 1.1, "1.10"),
        ("#,##0;(#,##0)", -3.456, "(3)"),
        ("#,##0;(#,##0)", 0, "0"),
        ("£#,##0.00", 46023, "£46,023.00"),
        ("£#,##0.00", 0.175, "£0.18"),
        ("[$£-809]#,##0", 0, "£0"),
        ("[$£-809]#,##0", -3.456, "-£3"),
        ('0 "months"', 46023.75, "46024 months"),
        ('0 "months"', 45473, "45473 months"),
        ('"A"000', 46023, "A46023"),
        ('"A"000', 0, "A000"),
        ("yyyy", 1234567.891, "5280"),
        ("yyyy", 45473, "2024"),
        ("yyyy-mm-dd", 46023.75, "2026-01-01"),
        ("yyyy-mm-dd", 46023, "2026-01-01"),
        ("dddd, d mmmm yyyy", 46023.75, "Thursday, 1 January 2026"),
        ("dddd, d mmmm yyyy", 1234567.891, "Thursday, 15 February 5280"),
        ("ddd d mmm", 45473, "Sun 30 Jun"),
        ("ddd d mmm", 46023, "Thu 1 Jan"),
        ("[$-809]dd mmmm yyyy;@", 46023, "01 January 2026"),
        ("[$-809]dd mmmm yyyy;@", 1234567.891, "15 February 5280"),
        ('0.0,"k"', -3.456, "0.0k"),
        ('0.0,"k"', 0, "0.0k"),
        ('#,##0.0,,"m"', 46023.75, "0.0m"),
        ('#,##0.0,,"m"', 0.175, "0.0m"),
        ('"Q"0', 46023.75, "Q46024"),
        ('"Q"0', 0, "Q0"),
        ('0;-0;"none"', 46023.75, "46024"),
        ('0;-0;"none"', 0.175, "0"),
        ("00\\-00", 46023.75, "460-24"),
        ("00\\-00", -3.456, "-00-03"),
        ('[>=100]0;[<0]"neg";0.00', 0, "0.00"),
        ('[>=100]0;[<0]"neg";0.00', 1234567.891, "1234568"),
        ("mmm\\-yy", 0, "Dec-99"),
        ("mmm\\-yy", 0.175, "Dec-99"),
        ("d/m/yy", 46023, "1/1/26"),
        ("d/m/yy", 1234567.891, "15/2/80"),
        ("m/d/yyyy", 46023, "1/1/2026"),
        ("m/d/yyyy", 45473, "6/30/2024"),
        ("hh:mm:ss", 0.175, "04:12:00"),
        ("hh:mm:ss", 46023, "00:00:00"),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 46023, "46,023.00"),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', -3.456, "-3.46"),
        ("0.0\\%", -3.456, "-3.5%"),
        ("0.0\\%", 46023.75, "46023.8%"),
        ('d"th" mmmm', 45473, "30th June"),
        ('d"th" mmmm', 1234567.891, "15th February"),
    ],
)
def test_a_number_is_shown_as_the_sheet_shows_it(code: str, value: float, shown: str) -> None:
    assert show_number(float(value), code).text == shown


@pytest.mark.parametrize(
    ("code", "day"),
    [("dd/mm/yyyy", date(2026, 1, 1)), ("d-mmm", date(2026, 1, 1)), ("mmm-yy", None), ("yyyy", None), ("0", None),
     ("[Red]0.00", None), ('0 "days"', None)],
)  # fmt: skip
def test_a_day_is_kept_only_where_it_is_shown(code: str, day: date | None) -> None:
    assert show_number(46_023, code).day == day


@pytest.mark.parametrize(("value", "day"), [(59, "28/02/1900"), (61, "01/03/1900"), (1, "01/01/1900")])
def test_the_day_that_never_was_is_counted_as_spreadsheets_do(value: float, day: str) -> None:
    assert show_number(value, "dd/mm/yyyy").text == day


def test_days_may_count_from_1904_and_end_with_the_year_9999() -> None:
    assert show_number(0, "dd/mm/yyyy", from_1904=True).text == "01/01/1904"
    assert show_number(2_958_465, "yyyy").text == "9999"
    assert show_number(2_958_466, "yyyy").text == "2958466"
    assert show_number(-1, "yyyy").text == "-1"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.1, "1.1"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012.0, "123456789012"),
        (-2.5, "-2.5"),
    ],
)
def test_without_a_format_no_more_digits_are_shown_than_fit(value: float, text: str) -> None:
    assert show_general(value) == text


@given(st.floats(-1e9, 1e9), st.sampled_from([*BUILT_IN.values(), '[<1]"x"0;0.0;;@', "", "[h]", "e", "\\", '"', "?/?"]))
def test_any_number_is_shown_in_any_form(value: float, code: str) -> None:
    assert isinstance(show_number(value, code).text, str)


@given(st.decimals(0, 10_000, places=2))
def test_a_number_with_two_places_keeps_both(value: object) -> None:
    assert show_number(float(str(value)), "0.00").text == str(value)


@given(st.dates(date(1901, 1, 1), date(2999, 12, 31)))
def test_any_day_is_shown_with_its_own_figures(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert show_number(serial, "dd/mm/yyyy").text == day.strftime("%d/%m/%Y")
    assert show_number(serial, "d mmmm yyyy").day == day
