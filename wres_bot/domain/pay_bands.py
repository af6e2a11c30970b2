"""Owns pay bands: which there are, their tiers, and how systems and reports write them. Pure; counts nobody."""

import re
from collections.abc import Mapping

MEDICAL = "Medical"
LOWER = ("Under Band 1", "Band 1", "Band 2", "Band 3", "Band 4", "Band 5")
MIDDLE = ("Band 6", "Band 7")
UPPER = ("Band 8a", "Band 8b", "Band 8c", "Band 8d", "Band 9", "VSM")
BANDS = (*LOWER, *MIDDLE, *UPPER, MEDICAL)


def tidy_words(words: str) -> str:
    """As closed lists are looked up: case, spaces and marks make no difference."""
    return " ".join(re.sub(r"[^\w&%+]+|_", " ", words.casefold()).split())


def word_table(*parts: tuple[str, str]) -> dict[str, str]:
    """What each of the words between the bars stands for."""
    return {word.strip(): value for value, words in parts for word in words.split("|")}


_BAND = re.compile(r"(?<![\w.])(?:band|afc)\s*([1-9])(?:\s*-?\s*(?:range\s*)?([a-d]))?(?![\w.]|\s*(?:/|-|–|to)\s*\d)")
_WHOLE_BAND = re.compile(r"(?:band\s*)?([1-9])(?:\s*-?\s*(?:range\s*)?([a-d]))?")
_PAY_CODE = re.compile(r"x[nr]\s*0?([1-9])([a-d])?")
_VSM = word_table(("VSM", "vsm|very senior manager|very senior managers|very senior manager pay|vsm pay|executive pay"))
_UNDER = word_table(("Under Band 1", "under band 1|under 1|<1|below band 1|band 0|0|apprentice|apprentices|"
                                     "apprenticeship|modern apprentice|apprentice pay"))  # fmt: skip
_DOCTORS = word_table(
    (MEDICAL, "medical|medical and dental|medical & dental|m&d|dental|medical staff|doctor|doctors|consultant|"
              "consultants|locum consultant|speciality doctor|specialty doctor|associate specialist|specialist|"
              "staff grade|specialty registrar|speciality registrar|specialist registrar|registrar|registrars|"
              "house officer|"
              "senior house officer|foundation year 1|foundation year 2|foundation doctor|foundation doctor year 1|"
              "foundation doctor year 2|fy1|fy2|f1|f2|ct1|ct2|ct3|st1|st2|st3|st4|st5|st6|st7|st8|core trainee|"
              "core trainees|specialty trainee|speciality trainee|trainee grade|trainee grades|trust doctor|"
              "trust grade doctor|clinical fellow|junior clinical fellow|senior clinical fellow|clinical assistant|"
              "hospital practitioner|general practitioner|gp|salaried gp|dental officer|dental practitioner|"
              "salaried dentist|dentist|sas doctor|sas|non consultant career grade|career grade|junior doctor|"
              "resident doctor|medical director|consultant medical|consultant 2003|consultant new contract|"
              "other medical"),
)  # fmt: skip
_NO_BAND = frozenset(("", "n a", "na", "none", "null", "nan", "not applicable"))


def parse_band(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    """ "Band 8a" of "8A", "Band 8 - Range A", "NHS|XR08|Review Body Band 8 - Range A"; "" of an empty cell.

    A cell that names one band is of that band, whatever post stands around it ("Dental Nurse Band 4"). None, where it
    names none we know or two that differ.
    """
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    tidy = tidy_words(text)
    if tidy in _NO_BAND or text in ("-", "–"):
        return ""
    if found := _VSM.get(tidy) or _UNDER.get(text) or _UNDER.get(tidy):
        return found
    if whole := _WHOLE_BAND.fullmatch(text):
        return _band(whole[1], whole[2])
    parts = [part for part in re.split(r"[|:]", text) if part.strip()]
    named = {_band(*each.groups()) for each in _BAND.finditer(text)}
    named |= {_band(*code.groups()) for part in parts if not named and (code := _PAY_CODE.fullmatch(part.strip()))}
    if named:
        return named.pop() if len(named) == 1 else None
    tries = (tidy, *map(tidy_words, parts), tidy.removesuffix(" grade"))
    return next((_DOCTORS[words] for words in tries if words in _DOCTORS), None)


def _band(number: str, letter: str | None) -> str | None:
    """Band 8 has ranges, and no other has."""
    return f"Band {number}{letter or ''}" if (number == "8") == bool(letter) else None


def band_rank(band: str) -> int:
    """The higher the more senior: what is highest among several assignments of one person."""
    return BANDS.index(band) if band in BANDS else -1
