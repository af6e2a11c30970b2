"""Checks that no wording of an ethnicity is taken for a group it is not of: read right, or asked for by value."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators.extracts import read, told, value, write
from wres_bot.indicators.ingest.columns import read_column_map
from wres_bot.indicators.ingest.ethnicity import LISTS, read_column

WHITE, BME, NOT_KNOWN = "white", "bme", "not known"
ESR = """A White - British|B White - Irish|C White - Any other White background|C2 White Northern Irish|
C3 White Unspecified|CA White English|CB White Scottish|CC White Welsh|CD White Cornish|
CE White Cypriot (non specific)|CF White Greek|CG White Greek Cypriot|CH White Turkish|
CJ White Turkish Cypriot|CK White Italian|CL White Irish Traveller|CM White Traveller|CN White Gypsy/Romany|
CP White Polish|CQ White ex-USSR|CR White Kosovan|CS White Albanian|CT White Bosnian|CU White Croatian|
CV White Serbian|CW White Other Ex-Yugoslav|CX White Mixed|CY White Other European"""
ESR_BME = """D Mixed - White & Black Caribbean|E Mixed - White & Black African|F Mixed - White & Asian|
G Mixed - Any other mixed background|GA Mixed - Black & Asian|GB Mixed - Black & Chinese|
GC Mixed - Black & White|GD Mixed - Chinese & White|GE Mixed - Asian & Chinese|GF Mixed - Other/Unspecified|
H Asian or Asian British - Indian|J Asian or Asian British - Pakistani|K Asian or Asian British - Bangladeshi|
L Asian or Asian British - Any other Asian background|LA Asian Mixed|LB Asian Punjabi|LC Asian Kashmiri|
LD Asian East African|LE Asian Sri Lankan|LF Asian Tamil|LG Asian Sinhalese|LH Asian British|
LJ Asian Caribbean|LK Asian Unspecified|M Black or Black British - Caribbean|
N Black or Black British - African|P Black or Black British - Any other Black background|PA Black Somali|
PB Black Mixed|PC Black Nigerian|PD Black British|PE Black Unspecified|R Chinese|S Any Other Ethnic Group|
SA Vietnamese|SB Japanese|SC Filipino|SD Malaysian|SE Other Specified"""
CENSUS = {
    WHITE: "White: English, Welsh, Scottish, Northern Irish or British|White: Irish|White: Gypsy or Irish Traveller|"
           "White: Roma|White: Other White|White - English/Welsh/Scottish/Northern Irish/British|"
           "13 White: English, Welsh, Scottish, Northern Irish or British|17 White: Other White",
    BME: "Asian, Asian British or Asian Welsh: Bangladeshi|Asian, Asian British or Asian Welsh: Chinese|"
         "Black, Black British, Black Welsh, Caribbean or African: African|9 Mixed: White and Asian|"
         "Mixed or Multiple ethnic groups: White and Black Caribbean|Other ethnic group: Arab|"
         "Other ethnic group: Any other ethnic group|Asian/Asian British: Indian|"
         "Mixed/Multiple ethnic groups: White and Asian|Black/African/Caribbean/Black British: African",
}  # fmt: skip
WORDS = {
    WHITE: "White|WHITE|white british|White-British|White Other|Other White|White - Other|Any other White background|"
           "White British (A)|A: White British|White - Ukrainian|White Australian|White/British|"
           "Gypsy, Roma or Traveller|"
           "Irish Traveller|Polish|White European|White: Irish|Gypsy or Irish Traveller|Roma|White - Eastern European",
    BME: "BME|BAME|Ethnic minority|Minority ethnic|Global Majority|Black|Asian|Mixed|Chinese|Arab|Other Asian|"
         "Other Black|Other Mixed|White and Asian|White & Black African|White and Chinese|Black African|"
         "Black Caribbean|"
         "Indian|Pakistani|Bangladeshi|African|Caribbean|Any other ethnic group|Other ethnic group|Filipino|"
         "Black British|"
         "Asian British|Asian - Other|Black - Other|Mixed - Other|Any other Asian background|South Asian|"
         "Black, Asian and minority ethnic|Mixed race|B.M.E.|Ethnic Minority Group|Global Majority staff|"
         "People of colour|Ethnic minorities (excluding white minorities)|Other - Arab|Mixed: White/Asian|"
         "Asian or British Asian - Indian|Black or British Black African|Chinese (R)|H: Indian",
    NOT_KNOWN: "NK|NS|Z|X|Not stated|Not known|Unknown|No response|Do not wish to say|Prefer not to say|"
               "I do not wish to disclose my ethnic origin|Declined to answer|Information not yet obtained|Null|N/A|-|"
               "Undeclared|Unspecified|Did not wish to answer|Don't want to say|Not provided|Refused|Blank|Withheld|"
               "Not Stated / Not Known|Unknown/Null|Rather not say|Not recorded|99|I would rather not say|"
               "Not declared|Not stated/unknown|"
               "Unknown / not stated|Not disclosed / prefer not to say|Would prefer not to say|N/K|n.s.|"
               "No ethnicity recorded|Ethnicity not stated|Ethnic origin not stated|Data not available|Not asked|"
               "Unable to choose|Information refused|Not collected",
}  # fmt: skip
ASKED = """EU|Q|A level|B grade|British|English|Scottish|Welsh|European|American|Other|Any other|Non-BME|Non white|
Martian|White Asian|White South African|Black Irish|White African|Nationality: British|Jewish|Sikh|Muslim|
Turkish|Brazilian|Latin American|Hispanic|Traveller to work|Not white|Not BME|White or BME|Asian White|
A Black|H White British|N Not stated|Z White|IC1|IC3|T1|W|K1|AA|BB|DD|12|3|7|0A|Yes|No|Band 5|Male|See notes|
As above|ditto|same|TRUE|Mixed White|White/Asian/Black|Black and white cat|Indian Ocean|Africa|Asia|China|
Poland|White Horse|Blackburn|Whitehaven|Asian food|Irishman|A1|Other - please state|S White|P White British|
Human|Rainbow|Patient declined|Asian - Unknown|White - not stated|White or not known|Black or not stated|A/B|A and H|
White ethnic minority|White Minority Ethnic|Mixed British|African American|British African|White, Asian|no white"""


def wordings(text: str) -> list[str]:
    return [each.strip() for each in text.replace("\n", "").split("|") if each.strip()]


RIGHT = [
    *((each, WHITE) for each in wordings(ESR)), *((each, BME) for each in wordings(ESR_BME)),
    *((each, group) for table in (CENSUS, WORDS) for group, text in table.items() for each in wordings(text)),
    *((code, group) for each in LISTS[:2] for group, codes in each.groups.items() for code in codes),
]  # fmt: skip


def group_of(words: str, *beside: str) -> str | None:
    found = read_column([words, *beside], {})[words]
    return found.group if found else None


def test_there_are_more_than_two_hundred_wordings_here() -> None:
    assert len({words for words, _ in RIGHT} | set(wordings(ASKED))) > 200


@pytest.mark.parametrize(
    "change", [str, str.upper, str.lower, lambda words: f"  {words} ", lambda w: w.replace("&", "and")]
)
def test_every_published_code_and_wording_is_of_its_group(change: Callable[[str], str]) -> None:
    wrong = {
        words: group_of(change(words), "A White - British")
        for words, group in RIGHT
        if group_of(change(words), "A White - British") != group
    }
    assert wrong == {}


def test_what_stands_in_no_list_is_asked_and_never_guessed_by_how_it_begins() -> None:
    assert {words: group_of(words, "A") for words in wordings(ASKED) if group_of(words, "A") is not None} == {}


def test_self_defined_codes_are_read_where_the_column_is_written_in_them_and_asked_beside_others() -> None:
    assert [group_of(code, "A1", "B2", "W1", "NS") for code in ("A1", "M1", "O9", "W2", "NS")] == [
        BME, BME, BME, WHITE, NOT_KNOWN]  # fmt: skip
    assert group_of("A1", "A", "H") is None and group_of("A", "A1") == WHITE
    assert group_of("A1", "A White - British") is None and group_of("A1", "White British") == BME


def test_a_nine_is_not_stated_beside_letters_and_a_question_beside_other_numbers() -> None:
    assert group_of("9", "A", "D") == NOT_KNOWN
    assert group_of("9", "1", "13") is None and group_of("13", "1") is None


@given(st.sampled_from([words for words, _ in RIGHT]), st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8))
def test_a_wording_with_more_behind_it_is_never_the_group_of_its_beginning(words: str, more: str) -> None:
    known = {words for words, _ in RIGHT}
    longer = words + more
    if longer not in known:
        assert group_of(longer) in (None, *(g for w, g in RIGHT if w.casefold() == longer.casefold()))


def test_unknown_values_are_asked_each_with_its_count_and_a_line_for_the_map(tmp_path: Path) -> None:
    rows = ["person,ethnicity", *(f"{n},{code}" for n, code in enumerate(["A"] * 3 + ["A1"] * 12 + ["EU"]))]
    folder = write(tmp_path / "x", staff=rows)
    extract, found = read(folder)
    assert found == []
    said = extract.quality.words()
    assert "column “ethnicity”: found “A1” (12 times)" in said and "found “EU”" in said
    assert '[ethnicity]\n  "A1" = "?"  # 12 rows: white, bme, not known\n  "EU" = "?"  # 1 row' in said
    config = read_column_map({"ethnicity": {"A1": "white", "eu": "not known"}})
    assert value(read(folder, config)[1], "1", "white", "All staff", "headcount").value == 15


def test_what_was_taken_for_what_is_always_in_the_report(tmp_path: Path) -> None:
    extract, _ = read(write(tmp_path / "x", staff="person,ethnicity\n1,A White - British\n2,NK\n3,\n4,SC Filipino\n"))
    said = extract.quality.words()
    assert "staff, ethnicity: white: A White - British 1" in said
    assert "staff, ethnicity: not known: NK 1, blank 1" in said and "bme: SC Filipino 1" in said


def test_rows_of_counts_are_told_apart_by_what_they_mean_and_not_by_how_they_are_written(tmp_path: Path) -> None:
    for one, two in itertools.combinations(("BME", "BAME", "Ethnic minority"), 2):
        lines = f"group,band,headcount\n{one},5,3\nwhite,5,9\n{two},Band 5,3\n"
        assert "two rows for bme, Band 5" in told(write(tmp_path / f"{one}{two}".replace(" ", ""), staff=lines))
