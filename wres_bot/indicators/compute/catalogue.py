"""Owns what each indicator is: its question, what it is counted from, which way is better; must not know any value.

To add an indicator, add a row: those of the disability standard below WRES show how another standard comes in.
`check` in a comment marks what should be held against the official guidance.
"""

from dataclasses import dataclass
from typing import Literal

from wres_bot.domain.measures import MeasureId
from wres_bot.indicators.dimensions import STANDARDS

Shape = Literal["share", "ratio", "survey", "board", "disparity"]
Better = Literal["equal", "lower", "higher", "even"]


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From this WRES year on, values cannot be compared with earlier ones."""

    year: int
    why: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is counted, out of what, and whose rate stands on top of a ratio: `count` and `of` name counts.

    `who` are the people counted, `did` and `were` say what it takes to be counted above and below the line.
    A yearly one rests on the staff survey, so no quarter changes it.
    """

    count: str = "staff"
    of: str = "staff"
    top: str = "white"
    under: str = "bme"
    who: str = "staff"
    did: str = "are counted"
    were: str = "are counted"
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """`short` begins a line in a digest; `says` is the plain sentence around a ratio, `{}` where the number stands;
    `each_of` is the same in whole people, where their numbers are known.

    `above` and `below` name whom a ratio favours on that side of 1; with `harm` it is said of whom it is worse for.
    `headline`: the measures a trust may lead with; of those it has, the first. Every other is an aside. `{bme}` stands
    for the trust's own word.
    """

    code: str
    title: str
    question: str
    shape: Shape
    better: Better
    short: str
    says: str = ""
    above: str = ""
    below: str = ""
    which_is_better: str = ""
    headline: tuple[MeasureId, ...] = ()
    harm: bool = False
    each_of: str = ""
    breaks: tuple[SeriesBreak, ...] = ()
    standard: str = "WRES"
    inputs: Inputs = Inputs()

    @property
    def ref(self) -> str:
        """What it is called among all standards: "2" is of WRES, "WDES 2" says its own."""
        return self.code if self.standard == "WRES" else f"{self.standard} {self.code}"

    @property
    def focus(self) -> str:
        """The group that the standard is about."""
        return STANDARDS[self.standard].focus

    @property
    def other(self) -> str:
        return STANDARDS[self.standard].other


_ONE = "1 is equal; above 1 is worse for {bme} staff"
_LOW = "lower is better, and the gap between groups should close"


def _survey(question: int) -> Inputs:
    return Inputs(f"said yes to {question}", f"answered {question}", did="said so", were="answered", yearly=True)


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "1", "Share of staff in each pay band",
        "Do {bme} staff have the same share of every pay band as of the whole workforce?",
        "share", "even", "{bme} share of all staff",
        which_is_better="each band's share should match the share of the whole workforce",
        headline=(MeasureId.WORKFORCE_SHARE,),
    ),
    Indicator(
        "2", "Being appointed from shortlisting",
        "Are shortlisted white and {bme} applicants equally likely to be appointed?",
        "ratio", "equal", "Getting the job", "shortlisted white applicants were {} times as likely to be appointed",
        "white applicants", "{bme} applicants", _ONE, (MeasureId.LIKELIHOOD_RATIO,),
        each_of="{top} of every {base} white applicants who were shortlisted, and {under} of every {base} {bme} "
        "applicants, were appointed",
        inputs=Inputs("appointed", "shortlisted", who="applicants", did="were appointed", were="were shortlisted"),
    ),
    Indicator(
        "3", "Entering the formal disciplinary process",
        "Are {bme} and white staff equally likely to enter the formal disciplinary process?",
        "ratio", "equal", "Formal disciplinary", "{bme} staff were {} times as likely to enter it",
        "white staff", "{bme} staff", _ONE, (MeasureId.LIKELIHOOD_RATIO,), harm=True,
        each_of="{top} of every {base} {bme} staff, and {under} of every {base} white staff, entered the formal "
        "process",
        breaks=(SeriesBreak(2020, "cases were counted over two years before, and over one year since"),),  # check
        inputs=Inputs("cases", top="bme", under="white", did="entered the formal process"),
    ),
    Indicator(
        "4", "Getting training that is not mandatory",
        "Are white and {bme} staff equally likely to get non-mandatory training and development?",
        "ratio", "equal", "Training", "white staff were {} times as likely to get it",
        "white staff", "{bme} staff", _ONE, (MeasureId.LIKELIHOOD_RATIO,),
        each_of="{top} of every {base} white staff, and {under} of every {base} {bme} staff, got it",
        inputs=Inputs("trained", did="got such training"),
    ),
    Indicator(
        "5", "Abuse from patients, relatives or the public",
        "How many staff met harassment, bullying or abuse from patients, relatives or the public in a year?",
        "survey", "lower", "Abuse from the public", which_is_better=_LOW,
        headline=(MeasureId.SURVEY_SHARE,), inputs=_survey(5),
    ),
    Indicator(
        "6", "Abuse from other staff",
        "How many staff met harassment, bullying or abuse from other staff in a year?",
        "survey", "lower", "Abuse from staff", which_is_better=_LOW,
        headline=(MeasureId.SURVEY_SHARE,), inputs=_survey(6),
    ),
    Indicator(
        "7", "A fair chance to progress",
        "How many staff believe the trust offers equal opportunities to progress or be promoted?",
        "survey", "higher", "Fair chance to progress",
        which_is_better="higher is better, and the gap between groups should close",
        breaks=(SeriesBreak(2022, "the question changed with the 2021 survey"),),  # check
        headline=(MeasureId.SURVEY_SHARE,), inputs=_survey(7),
    ),
    Indicator(
        "8", "Discrimination at work",
        "How many staff met discrimination from a manager, team leader or colleague in a year?",
        "survey", "lower", "Discrimination at work", which_is_better=_LOW,
        headline=(MeasureId.SURVEY_SHARE,), inputs=_survey(8),
    ),
    Indicator(
        "9", "The Board beside the workforce",
        "Does the Board have the same share of {bme} members as the workforce has of {bme} staff?",
        "board", "even", "{bme} share of the Board",
        which_is_better="the Board's share should be at least that of the workforce",
        headline=(MeasureId.BOARD_MEMBERSHIP, MeasureId.BOARD_REPRESENTATION, MeasureId.BOARD_SHARE),
        inputs=Inputs("board", "board", who="board members"),
    ),
    Indicator(
        "RDR", "Race disparity ratio",
        "Do {bme} staff reach higher bands as readily as white staff?",
        "disparity", "equal", "Race disparity, lower to upper bands",
        above="white staff", below="{bme} staff",
        which_is_better="1 is equal; above 1 means fewer {bme} staff higher up",
        headline=(MeasureId.DISPARITY_LOWER_UPPER,),
    ),
)  # fmt: skip

_SHARED = "1 is equal; above 1 is worse for disabled staff"

WDES: tuple[Indicator, ...] = (
    Indicator(
        "1", "Share of staff in each pay band",
        "Do disabled staff have the same share of every pay band as of the whole workforce?",
        "share", "even", "Disabled share of all staff",
        which_is_better="each band's share should match the share of the whole workforce",
        headline=(MeasureId.WORKFORCE_SHARE,), standard="WDES", inputs=Inputs(top="not disabled", under="disabled"),
    ),
    Indicator(
        "2", "Being appointed from shortlisting",
        "Are shortlisted disabled applicants and those not disabled equally likely to be appointed?",
        "ratio", "equal", "Getting the job", "shortlisted applicants who are not disabled were {} times as likely "
        "to be appointed", "applicants who are not disabled", "disabled applicants", _SHARED,
        (MeasureId.LIKELIHOOD_RATIO,), standard="WDES",
        inputs=Inputs("appointed", "shortlisted", "not disabled", "disabled", "applicants", "were appointed",
                      "were shortlisted"),
    ),
    Indicator(
        "3", "Entering the formal capability process",
        "Are disabled staff and those not disabled equally likely to enter the formal capability process?",
        "ratio", "equal", "Formal capability", "disabled staff were {} times as likely to enter it",
        "staff who are not disabled", "disabled staff", _SHARED, (MeasureId.LIKELIHOOD_RATIO,), harm=True,
        standard="WDES",
        inputs=Inputs("capability", top="disabled", under="not disabled", did="entered the formal process"),
    ),
)  # fmt: skip


CATALOGUE: dict[tuple[str, str], Indicator] = {(each.standard, each.code): each for each in (*INDICATORS, *WDES)}
"""Every indicator of every standard; a code alone means one of WRES."""

OF_STANDARD = {name: tuple(each for each in CATALOGUE.values() if each.standard == name) for name in STANDARDS}
"""The indicators of each standard, in its own order."""

BY_CODE: dict[str, Indicator] = {indicator.code: indicator for indicator in INDICATORS}

FIGURES_KNOWN = (8, 31)
"""Month and day by which a WRES year's figures are submitted; before that nobody outside knows them. (check)"""

FEW_CASES = 5
"""A ratio that rests on fewer cases than this in either group says nothing of which way things moved."""


def find_indicator(code: str) -> Indicator | None:
    """ "2", "metric 2", "rdr", "WDES 2"; without a standard one of WRES is meant."""
    tidy = code.strip().casefold()
    standard = next((name for name in STANDARDS if tidy.startswith(name.casefold())), "WRES")
    tidy = tidy.removeprefix(standard.casefold()).strip().removeprefix("indicator").removeprefix("metric").strip(" .#")
    return CATALOGUE.get((standard, tidy.upper()))
