"""Owns what a stored value measures and why one is missing: closed lists, and the one table from published names.

A report names its measures as it likes. The name is read once, here, when a value comes in; from then on the measure is
known by its id. Which of them an indicator is led with is declared in the catalogue of indicators. Must not word any.
"""

from dataclasses import dataclass
from enum import StrEnum

PERCENT, RATIO = "%", "ratio"
COUNTED = ("people", "cases", "respondents")
"""Units of counts of people."""


class MeasureId(StrEnum):
    """What a value measures; the indicator is said beside it. Stored, so a member is never renamed."""

    HEADCOUNT = "headcount"
    BAND_SHARE = "band_share"
    BAND_SHARE_OF_KNOWN = "band_share_of_known"
    WORKFORCE_SHARE = "workforce_share"
    WORKFORCE_SHARE_OF_KNOWN = "workforce_share_of_known"
    WORKFORCE_SHARE_WITHOUT_MEDICAL = "workforce_share_without_medical"
    WORKFORCE_SHARE_OF_KNOWN_WITHOUT_MEDICAL = "workforce_share_of_known_without_medical"
    WORKFORCE_SHARE_IN_TEXT = "workforce_share_in_text"
    WORKFORCE_SHARE_CHANGE = "workforce_share_change"
    NATIONAL_SHARE = "national_share"
    LIKELIHOOD_RATIO = "likelihood_ratio"
    LIKELIHOOD_RATIO_OF_PART = "likelihood_ratio_of_part"
    OTHER_RATIO = "other_ratio"
    RATE = "rate"
    RATE_OF_PART = "rate_of_part"
    APPLICATIONS = "applications"
    APPLICATIONS_SHARE = "applications_share"
    SHORTLISTED = "shortlisted"
    SHORTLISTED_SHARE = "shortlisted_share"
    APPOINTED = "appointed"
    APPOINTED_SHARE = "appointed_share"
    CASES = "cases"
    TRAINED = "trained"
    STAFF_BASE = "staff_base"
    SURVEY_SHARE = "survey_share"
    SURVEY_SHARE_OF_PART = "survey_share_of_part"
    BOARD_MEMBERSHIP = "board_membership"
    BOARD_REPRESENTATION = "board_representation"
    BOARD_SHARE = "board_share"
    BOARD_SHARE_OF_PART = "board_share_of_part"
    EXECUTIVE_SHARE = "executive_share"
    BOARD_GAP = "board_gap"
    BOARD_MEMBERS = "board_members"
    DISPARITY_LOWER_MIDDLE = "disparity_lower_middle"
    DISPARITY_MIDDLE_UPPER = "disparity_middle_upper"
    DISPARITY_LOWER_UPPER = "disparity_lower_upper"


class NoValueCode(StrEnum):
    """Why a value is missing. Stored, so a member is never renamed. Beside each: what its detail is."""

    AS_PUBLISHED = "as_published"  # the report's own words
    NOBODY_IN_PART = "nobody_in_part"  # the part of the trust, "" for all of it
    NOBODY_ELIGIBLE = "nobody_eligible"  # the group of whom nobody is below the line
    NOBODY_COUNTED = "nobody_counted"  # the group of whom nobody is above the line
    NOBODY_IN_TIER = "nobody_in_tier"  # the group, and the tier of bands: "bme, lower"
    BOARD_LIST_EMPTY = "board_list_empty"
    NO_STAFF_COUNT = "no_staff_count"
    SURVEY_GIVES_WORDS = "survey_gives_words"  # the words
    SURVEY_GIVES_NONE = "survey_gives_none"  # the group
    TOO_FEW_ANSWERS = "too_few_answers"  # the group, and the fewest that are reported: "bme, 11"


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why there is no value, with what its words need besides. It is worded in views."""

    code: NoValueCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A published name: the indicators and units it stands under, words in it, and words that are not in it."""

    measure: MeasureId
    codes: tuple[str, ...]
    units: tuple[str, ...]
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


_LIKELIHOODS = ("2", "3", "4")
_SURVEYS = ("5", "6", "7", "8")
_OF_PART = ("exclud", "medical", "executive", "change in")
"""Words by which a measure is of a part of those counted, or is no measure of one moment."""

PUBLISHED_NAMES: tuple[_Name, ...] = (
    _Name(MeasureId.HEADCOUNT, ("1",), COUNTED, ("headcount",)),
    _Name(MeasureId.BAND_SHARE_OF_KNOWN, ("1",), (PERCENT,), ("percentage of", "not known exclud")),
    _Name(MeasureId.BAND_SHARE, ("1",), (PERCENT,), ("percentage of",)),
    _Name(MeasureId.NATIONAL_SHARE, ("1",), (PERCENT,), ("national",)),
    _Name(MeasureId.WORKFORCE_SHARE_CHANGE, ("1",), (PERCENT,), ("workforce share", "change in")),
    _Name(MeasureId.WORKFORCE_SHARE_IN_TEXT, ("1",), (PERCENT,), ("workforce share", "text says")),
    _Name(MeasureId.WORKFORCE_SHARE_IN_TEXT, ("1",), (PERCENT,), ("workforce share", "implied")),
    _Name(MeasureId.WORKFORCE_SHARE_OF_KNOWN_WITHOUT_MEDICAL, ("1",), (PERCENT,),
          ("workforce share", "medical", "not known exclud")),
    _Name(MeasureId.WORKFORCE_SHARE_OF_KNOWN_WITHOUT_MEDICAL, ("1",), (PERCENT,),
          ("workforce share", "medical", "not known left out")),
    _Name(MeasureId.WORKFORCE_SHARE_WITHOUT_MEDICAL, ("1",), (PERCENT,), ("workforce share", "medical")),
    _Name(MeasureId.WORKFORCE_SHARE_OF_KNOWN, ("1",), (PERCENT,), ("workforce share", "exclud")),
    _Name(MeasureId.WORKFORCE_SHARE_OF_KNOWN, ("1",), (PERCENT,), ("workforce share", "not known left out")),
    _Name(MeasureId.WORKFORCE_SHARE, ("1",), (PERCENT,), ("workforce share",)),
    _Name(MeasureId.LIKELIHOOD_RATIO, _LIKELIHOODS, (RATIO,), ("likelihood",), _OF_PART),
    _Name(MeasureId.OTHER_RATIO, _LIKELIHOODS, (RATIO,), (), _OF_PART),
    _Name(MeasureId.LIKELIHOOD_RATIO_OF_PART, _LIKELIHOODS, (RATIO,)),
    _Name(MeasureId.APPLICATIONS_SHARE, ("2",), (PERCENT,), ("share of applications",)),
    _Name(MeasureId.SHORTLISTED_SHARE, ("2",), (PERCENT,), ("share of shortlisted",)),
    _Name(MeasureId.APPOINTED_SHARE, ("2",), (PERCENT,), ("share of offers",)),
    _Name(MeasureId.APPOINTED_SHARE, ("2",), (PERCENT,), ("share of appointed",)),
    _Name(MeasureId.RATE, _LIKELIHOODS, (PERCENT,), (), _OF_PART),
    _Name(MeasureId.RATE_OF_PART, _LIKELIHOODS, (PERCENT,)),
    _Name(MeasureId.APPLICATIONS, ("2",), COUNTED, ("application",)),
    _Name(MeasureId.APPOINTED, ("2",), COUNTED, ("appointed from",)),
    _Name(MeasureId.APPOINTED, ("2",), COUNTED, ("offers",)),
    _Name(MeasureId.APPOINTED, ("2",), COUNTED, ("appointed",)),
    _Name(MeasureId.SHORTLISTED, ("2",), COUNTED, ("shortlisted",)),
    _Name(MeasureId.CASES, ("3",), COUNTED, ("cases",)),
    _Name(MeasureId.CASES, ("3",), COUNTED, ("disciplinary",)),
    _Name(MeasureId.TRAINED, ("4",), COUNTED, ("training",)),
    _Name(MeasureId.TRAINED, ("4",), COUNTED, ("cpd",)),
    _Name(MeasureId.STAFF_BASE, ("3", "4"), COUNTED, ("workforce",)),
    _Name(MeasureId.STAFF_BASE, ("3", "4"), COUNTED, ("headcount",)),
    _Name(MeasureId.SURVEY_SHARE, _SURVEYS, (PERCENT,), (), _OF_PART),
    _Name(MeasureId.SURVEY_SHARE_OF_PART, _SURVEYS, (PERCENT,)),
    _Name(MeasureId.BOARD_GAP, ("9",), ("pp",), ("minus",)),
    _Name(MeasureId.BOARD_SHARE_OF_PART, ("9",), (PERCENT,), ("board", "executive")),
    _Name(MeasureId.BOARD_SHARE_OF_PART, ("9",), (PERCENT,), ("voting board",)),
    _Name(MeasureId.BOARD_SHARE_OF_PART, ("9",), (PERCENT,), ("board", "minus")),
    _Name(MeasureId.EXECUTIVE_SHARE, ("9",), (PERCENT,), ("executive",)),
    _Name(MeasureId.BOARD_MEMBERSHIP, ("9",), (PERCENT,), ("board membership",)),
    _Name(MeasureId.BOARD_REPRESENTATION, ("9",), (PERCENT,), ("board representation",)),
    _Name(MeasureId.BOARD_SHARE, ("9",), (PERCENT,), ("board",)),
    _Name(MeasureId.BOARD_MEMBERS, ("9",), COUNTED),
    _Name(MeasureId.DISPARITY_LOWER_MIDDLE, ("RDR",), (RATIO,), ("lower to middle",)),
    _Name(MeasureId.DISPARITY_MIDDLE_UPPER, ("RDR",), (RATIO,), ("middle to upper",)),
    _Name(MeasureId.DISPARITY_LOWER_UPPER, ("RDR",), (RATIO,), ("lower to upper",)),
)  # fmt: skip
"""The first that fits says which measure a name is of. Every standard names its measures alike, by their codes."""


def read_reason(words: str | None) -> NoValue | None:
    """A report's own reason for a value that is missing, as it can be said after "because"."""
    tidy = (words or "").removeprefix("no value, because ").rstrip(". ")
    return NoValue(NoValueCode.AS_PUBLISHED, tidy) if tidy else None


def identify_measure(code: str, unit: str | None, measure: str, breakdown: str = "") -> MeasureId | None:
    """The measure a published name is of; None for one that is none of ours, which no figure is then made of."""
    text = f"{measure} {breakdown}".casefold()
    for name in PUBLISHED_NAMES:
        if (
            code in name.codes
            and unit in name.units
            and all(word in text for word in name.words)
            and not any(word in text for word in name.without)
        ):
            return name.measure
    return None
