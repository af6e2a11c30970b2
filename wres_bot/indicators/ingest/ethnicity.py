"""Owns which group each ethnicity code and wording belongs to: published lists, versioned, matched whole.

Nothing is taken for a group by how it begins. What stands in no list is asked for by value. Counts nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from wres_bot.indicators.dimensions import NOT_KNOWN

WHITE, BME = "white", "bme"


@dataclass(frozen=True, slots=True)
class CodeList:
    """One published list: its codes with the words beside them, and the group each belongs to."""

    name: str
    groups: Mapping[str, Mapping[str, tuple[str, ...]]]

    def find(self, code: str) -> tuple[str, tuple[str, ...]] | None:
        """The group of a code, and the words that the list prints beside it."""
        return next(((group, codes[code]) for group, codes in self.groups.items() if code in codes), None)


_NHS = CodeList(
    "NHS data dictionary, 16+1 (2001 census)",
    {
        WHITE: {"a": ("british", "british mixed british"), "b": ("irish",), "c": ("any other white background",)},
        BME: {
            "d": ("white and black caribbean",), "e": ("white and black african",), "f": ("white and asian",),
            "g": ("any other mixed background",), "h": ("indian", "indian or british indian"),
            "j": ("pakistani", "pakistani or british pakistani"),
            "k": ("bangladeshi", "bangladeshi or british bangladeshi"), "l": ("any other asian background",),
            "m": ("caribbean",), "n": ("african",), "p": ("any other black background",), "r": ("chinese",),
            "s": ("any other ethnic group", "other"),
        },
        NOT_KNOWN: {"z": ("not stated",), "x": ("not known",)},
    },
)  # fmt: skip
_ESR = CodeList(
    "ESR, two characters",
    {
        WHITE: {
            "c2": ("northern irish",), "c3": ("unspecified",), "ca": ("english",), "cb": ("scottish",),
            "cc": ("welsh",), "cd": ("cornish",), "ce": ("cypriot", "cypriot non specific"), "cf": ("greek",),
            "cg": ("greek cypriot",), "ch": ("turkish",), "cj": ("turkish cypriot",), "ck": ("italian",),
            "cl": ("irish traveller",), "cm": ("traveller",), "cn": ("gypsy romany",), "cp": ("polish",),
            "cq": ("ex ussr",), "cr": ("kosovan",), "cs": ("albanian",), "ct": ("bosnian",), "cu": ("croatian",),
            "cv": ("serbian",), "cw": ("other ex yugoslav",), "cx": ("mixed",), "cy": ("other european",),
        },
        BME: {
            "ga": ("black and asian",), "gb": ("black and chinese",), "gc": ("black and white",),
            "gd": ("chinese and white",), "ge": ("asian and chinese",), "gf": ("other unspecified", "unspecified"),
            "la": ("mixed",), "lb": ("punjabi",), "lc": ("kashmiri",), "ld": ("east african",), "le": ("sri lankan",),
            "lf": ("tamil",), "lg": ("sinhalese",), "lh": ("british",), "lj": ("caribbean",), "lk": ("unspecified",),
            "pa": ("somali",), "pb": ("mixed",), "pc": ("nigerian",), "pd": ("british",), "pe": ("unspecified",),
            "sa": ("vietnamese",), "sb": ("japanese",), "sc": ("filipino",), "sd": ("malaysian",),
            "se": ("other specified",),
        },
    },
)  # fmt: skip
_SELF_DEFINED = CodeList(
    "self-defined codes, 16+1 and 18+1",
    {
        WHITE: {"w1": ("british",), "w2": ("irish",), "w3": ("gypsy or irish traveller",), "w4": ("roma",),
                "w9": ("any other white background",)},
        BME: {
            "m1": ("white and black caribbean",), "m2": ("white and black african",), "m3": ("white and asian",),
            "m9": ("any other mixed background",), "a1": ("indian",), "a2": ("pakistani",), "a3": ("bangladeshi",),
            "a4": ("chinese",), "a9": ("any other asian background",), "b1": ("caribbean",), "b2": ("african",),
            "b9": ("any other black background",), "o1": ("chinese",), "o2": ("arab",),
            "o9": ("any other ethnic group",),
        },
        NOT_KNOWN: {"ns": ("not stated",)},
    },
)  # fmt: skip
_CENSUS_2021 = CodeList(
    "2021 census, with its recommended groups",
    {
        WHITE: {
            "13": ("english welsh scottish northern irish or british",), "14": ("irish",),
            "15": ("gypsy or irish traveller",), "16": ("roma",), "17": ("other white", "any other white background"),
        },
        BME: {
            "1": ("bangladeshi",), "2": ("chinese",), "3": ("indian",), "4": ("pakistani",),
            "5": ("other asian", "any other asian background"), "6": ("african",), "7": ("caribbean",),
            "8": ("other black", "any other black background"), "9": ("white and asian",),
            "10": ("white and black african",), "11": ("white and black caribbean",),
            "12": ("other mixed", "other mixed or multiple ethnic groups", "any other mixed background"),
            "18": ("arab",), "19": ("any other ethnic group",),
        },
    },
)  # fmt: skip
LISTS = (_NHS, _ESR, _SELF_DEFINED, _CENSUS_2021)

# Words

_WHITE_TAILS = (
    "british", "irish", "any other white background", "other white background", "other white", "other",
    "any other background", "any other", "other background", "unspecified", "not specified", "northern irish",
    "english", "scottish", "welsh", "cornish", "cypriot", "cypriot non specific", "greek", "greek cypriot", "turkish",
    "turkish cypriot", "italian", "irish traveller", "traveller", "gypsy", "gypsy romany", "gypsy or romany", "romany",
    "gypsy or irish traveller", "gypsy or traveller", "gypsy roma or irish traveller", "gypsy roma or traveller",
    "roma", "polish", "romanian", "portuguese", "spanish", "french", "german", "ex ussr", "kosovan", "albanian",
    "bosnian", "croatian", "serbian", "other ex yugoslav", "mixed white", "other european", "european",
    "eastern european", "east european", "western european",
    "english welsh scottish northern irish or british", "english scottish welsh northern irish or british",
    "english welsh scottish northern irish british", "british english welsh scottish or northern irish",
    "british english northern irish scottish welsh", "english welsh scottish or northern irish", "background",
    "ukrainian", "russian", "hungarian", "bulgarian", "lithuanian", "latvian", "slovak", "czech", "dutch",
    "australian", "american", "canadian", "new zealander",
)  # fmt: skip
_MIXED_PAIRS = tuple(
    pair
    for one, two in (("white", "black caribbean"), ("white", "black african"), ("white", "asian"), ("white", "black"),
                     ("white", "chinese"), ("asian", "white"), ("black", "asian"), ("black", "chinese"),
                     ("black", "white"), ("chinese", "white"), ("asian", "chinese"), ("asian", "black"),
                     ("black caribbean", "white"), ("black african", "white"))
    for pair in (f"{one} and {two}",)
)  # fmt: skip
_ASIAN = (
    "indian", "pakistani", "bangladeshi", "chinese", "british", "punjabi", "kashmiri", "sri lankan", "tamil",
    "sinhalese", "british asian", "filipino", "nepali", "nepalese", "vietnamese", "japanese", "malaysian", "korean",
    "thai", "indian or british indian", "pakistani or british pakistani", "bangladeshi or british bangladeshi",
)  # fmt: skip
_BLACK = ("caribbean", "african", "somali", "nigerian", "ghanaian", "zimbabwean", "british", "african or caribbean",
          "caribbean or african", "black african", "black caribbean", "black british")  # fmt: skip


def _others(family: str) -> tuple[str, ...]:
    """However "and any other of this family" is written."""
    return (f"any other {family} background", f"other {family} background", f"any other {family}", f"other {family}",
            "any other background", "other background", "any other", "other", "unspecified", "not specified",
            "background")  # fmt: skip


class _Family(NamedTuple):
    """A heading of a list and what stands under it; `alone`: what is plain without the heading too."""

    group: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    alone: tuple[str, ...]


_FAMILIES = (
    _Family(
        WHITE, ("white",), _WHITE_TAILS,
        ("irish", "irish traveller", "gypsy", "gypsy or irish traveller", "gypsy or traveller", "gypsy romany",
         "gypsy roma or traveller", "gypsy roma or irish traveller", "roma", "romany", "polish", "white british",
         "any other white background", "other white background", "any other white", "other white",
         "english welsh scottish northern irish or british", "english scottish welsh northern irish or british"),
    ),
    _Family(
        BME,
        ("mixed", "mixed background", "mixed heritage", "mixed race", "dual heritage", "mixed or multiple",
         "mixed or multiple ethnic groups", "mixed or multiple ethnic group", "mixed multiple ethnic groups",
         "multiple ethnic groups", "mixed ethnic group", "mixed ethnic groups"),
        (*_MIXED_PAIRS, *(pair.replace(" and ",
        " ") for pair in _MIXED_PAIRS), *_others("mixed"), *_others("mixed or multiple ethnic"),
         "other mixed or multiple ethnic groups",
         "any other mixed or multiple ethnic groups", "any other mixed or multiple ethnic background"),
        (*_MIXED_PAIRS, "any other mixed background", "other mixed background", "any other mixed", "other mixed",
         "any other mixed or multiple ethnic background", "mixed other"),
    ),
    _Family(
        BME,
        ("asian", "asian or asian british", "asian and asian british", "asian asian british or asian welsh",
         "south asian", "east asian", "south east asian", "british asian", "asian british", "asian or british asian"),
        (*_ASIAN, *_others("asian"), "mixed", "east african", "caribbean"),
        ("indian", "pakistani", "bangladeshi", "chinese", "filipino", "nepalese", "sri lankan", "british indian",
         "british pakistani", "british bangladeshi", "british asian",
         "indian or british indian", "pakistani or british pakistani", "bangladeshi or british bangladeshi",
         "any other asian background", "other asian background", "any other asian", "other asian"),
    ),
    _Family(
        BME,
        ("black", "black or black british", "black and black british", "black african caribbean or black british",
         "black black british caribbean or african", "black black british black welsh caribbean or african",
         "black british", "black african or caribbean", "black african or black british", "black african",
         "black caribbean", "black or british black", "black african caribbean or british black"),
        (*_BLACK, *_others("black"), "any other black african or caribbean background", "mixed",
         "any other black black british or caribbean background"),
        ("african", "caribbean", "african or caribbean", "black african or caribbean", "african caribbean",
         "afro caribbean", "any other black background", "other black background", "any other black", "other black",
         "black british", "any other black african or caribbean background"),
    ),
    _Family(
        BME,
        ("other ethnic group", "other ethnic groups", "any other ethnic group", "chinese or other ethnic group",
         "other ethnic background"),
        ("chinese", "arab", "filipino", "vietnamese", "japanese", "malaysian", "any other ethnic group", "any other",
         "other", "other ethnic group", "other specified", "any other ethnic background"),
        ("arab", "other arab", "chinese or other ethnic group", "any other ethnic background"),
    ),
)  # fmt: skip
WHOLE_GROUPS = {
    "white": WHITE, "all white": WHITE, "white staff": WHITE, "white total": WHITE, "total white": WHITE,
    **dict.fromkeys(
        ("bme", "bame", "b m e", "b a m e", "people of colour", "ethnically diverse", "ethnic minority",
        "ethnic minorities", "minority ethnic", "ethnic minority groups",
         "global majority", "global ethnic majority", "black and minority ethnic", "black asian and minority ethnic",
         "black asian and ethnic minority", "black and ethnic minority", "all other ethnic groups combined",
         "all other ethnic groups", "bme staff", "bame staff", "total bme", "bme total", "all bme",
         "ethnic minorities excluding white minorities", "ethnic minority excluding white minorities",
         *(f"{words} {who}" for words in ("bme", "bame", "ethnic minority", "minority ethnic", "global majority",
                                          "ethnically diverse") for who in ("staff", "group", "colleagues"))),
        BME),
}  # fmt: skip
"""Words for all of a group: beside rows for parts of it they count people twice."""
_UNKNOWN = frozenset((
    "", "n a", "na", "n k", "n s", "null", "none", "nan", "nk", "ns", "tbc", "unknown", "not known", "not stated",
    "not known or not stated",
    "not stated or not known", "not known not stated", "not stated not known", "ethnicity not known",
    "ethnicity unknown", "ethnic origin unknown", "unknown ethnicity", "unknown or null", "unknown null",
    "ethnicity unknown or null", "ethnicity unknown null", "null or not stated", "null not stated",
    "null or unknown", "not stated unspecified", "unspecified not stated", "not stated or undefined",
    "undeclared", "undisclosed", "unspecified", "not specified", "not declared", "not disclosed", "not given",
    "not provided", "not answered", "not obtained", "not yet obtained", "information not yet obtained",
    "not recorded", "not available", "not supplied", "not completed", "no response", "no answer", "no data", "no reply",
    "no information", "blank", "missing", "undefined", "declined", "refused", "refused to say", "withheld",
    "decline to answer", "declined to answer", "declined to say", "declined to state", "declined to disclose",
    "decline to say", "decline to state", "not applicable", "not asked", "not collected", "unable to choose",
    "not yet known", "not held", "not entered", "not on record",
))  # fmt: skip
_RATHER_NOT = re.compile(
    r"(?:i )?(?:would )?(?:(?:do|did|does|would) not|don t|didn t|would rather not|d rather not|rather not|prefer not|"
    r"preferred not|choose not|chose not|chosen not|not)(?: (?:wish|want|wishing|willing|like))?(?: to)? "
    r"(?:say|answer|disclose|state|declare|specify|provide|share|respond)"
    r"(?: (?:my|this|the|their))?(?: (?:ethnicity|ethnic (?:origin|group|background)|information))?"
)


class Ethnicity(NamedTuple):
    """What one wording was taken for. `key` is the same for the same row of a list, however it is written; `source`
    is the list it stands in."""

    group: str
    key: str
    source: str


_SUBJECT = re.compile(r"\b(?:ethnicity|ethnic (?:origin|group|background|category)|information|data|recorded as)\b")


@cache
def _unknown() -> re.Pattern[str]:
    """One or more wordings of "not known", one after the other: "Not disclosed / prefer not to say"."""
    each = "|".join([*sorted(map(re.escape, filter(None, _UNKNOWN)), key=len, reverse=True), _RATHER_NOT.pattern])
    return re.compile(rf"(?:(?:{each}|no(?: \w+)? recorded)(?: (?:or|and) | |$))*")


def _is_not_known(text: str) -> bool:
    return bool(_unknown().fullmatch(text)) or (
        text != (about := " ".join(_SUBJECT.sub(" ", text).split())) and bool(about and _unknown().fullmatch(about))
    )


def tidy_ethnicity(words: str) -> str:
    """As it is looked up: "White & Asian" and "WHITE and Asian" are one."""
    text = " ".join(words.split()).casefold().replace("&", " and ").replace("+", " and ")
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


@cache
def _words() -> Mapping[str, str]:
    """Every wording there is, and its group. What two families share stands in none."""
    found: dict[str, str] = {}
    for family in _FAMILIES:
        for head in family.heads:
            found.setdefault(head, family.group)
            for tail in family.tails:
                found.setdefault(f"{head} {tail}", family.group)
        for tail in family.alone:
            found.setdefault(tail, family.group)
    return found | WHOLE_GROUPS


@cache
def _lookup() -> Mapping[str, str]:
    """The same with "or" left out, as where a slash stands for it."""
    words = _words()
    loose: dict[str, str] = {}
    for text, group in words.items():
        short = _without_or(text)
        loose[short] = group if loose.get(short, group) == group else ""
    return {**{text: group for text, group in loose.items() if group}, **words}


def _without_or(text: str) -> str:
    return " ".join(word for word in text.split() if word != "or")


def read_words(words: str) -> str | None:
    """The group of a wording; None of one that stands in no list."""
    text = tidy_ethnicity(words)
    return NOT_KNOWN if _is_not_known(text) else _lookup().get(text)


def read_column(texts: Iterable[str], own: Mapping[str, str]) -> dict[str, Ethnicity | None]:
    """Each different text of one column with what it stands for; None where that has to be asked.

    A column is written after one list: a code of another list beside it is asked about, since both print "A1" or "9".
    own: the trust's words, casefolded, and their groups.
    """
    different = list(dict.fromkeys(texts))
    lists = _lists_of(different)
    return {text: _read(text, own, lists) for text in different}


def _lists_of(texts: Iterable[str]) -> tuple[CodeList, ...]:
    """The lists that the bare codes of a column are read by."""
    tidied = [tidy_ethnicity(text) for text in texts]
    codes = {text for text in tidied if re.fullmatch(r"[a-z0-9]{1,2}", text)}
    # "A White - British" beside a bare "A1" is as much a code of the dictionary as a bare "A" is.
    worded = {found.source for text in tidied if (found := _read_code_and_words(*text.partition(" ")[::2]))}
    nhs = bool(worded & {_NHS.name, _ESR.name}) or any(
        each.find(code) for code in codes - _UNSAID for each in (_NHS, _ESR)
    )
    own = any(_SELF_DEFINED.find(code) for code in codes - _UNSAID)
    # In a column of numbers a 9 is a number of that list, whichever it is, and not the dictionary's "not stated".
    numbers = any(code.isdigit() for code in codes - _UNSAID)
    lists = (_SELF_DEFINED,) if own and not nhs else (_NHS, _ESR)
    return (*lists, _ANYWHERE_BUT_NUMBERS if numbers else _ANYWHERE)


def _read(words: str, own: Mapping[str, str], lists: tuple[CodeList, ...]) -> Ethnicity | None:
    low = " ".join(words.split()).casefold().strip(" .*")
    if low in own:
        return Ethnicity(own[low], low, "your map")
    text = tidy_ethnicity(words)
    if (group := read_words(text)) is not None:
        return Ethnicity(group, WHOLE_GROUPS.get(text, text or "blank"), "words")
    if re.fullmatch(r"[a-z0-9]{1,2}", text):
        return _read_code(text, lists)
    first, _, rest = text.partition(" ")
    before, _, last = text.rpartition(" ")
    return _read_code_and_words(first, rest) or _read_code_and_words(last, before)


_UNSAID = frozenset(("x", "z", "9", "99", "0"))
_ANYWHERE = CodeList("not known in every list", {NOT_KNOWN: dict.fromkeys(("x", "z", "9", "99"), ())})
_ANYWHERE_BUT_NUMBERS = CodeList("not known in every list", {NOT_KNOWN: dict.fromkeys(("x", "z"), ())})


def _read_code(code: str, lists: Iterable[CodeList]) -> Ethnicity | None:
    for each in lists:
        if found := each.find(code):
            return Ethnicity(found[0], code, each.name)
    return None


def _read_code_and_words(code: str, rest: str) -> Ethnicity | None:
    """A code with its words, such as "CA White English": both have to say the same."""
    for each in LISTS:
        if not rest or not (found := each.find(code)):
            continue
        group, printed = found
        if rest in printed or _without_or(rest) in map(_without_or, printed) or _under_heading(rest, printed, group):
            return Ethnicity(group, code, each.name)
        if read_words(rest) == group:
            return Ethnicity(group, code, each.name)
    return None


def _under_heading(rest: str, printed: Iterable[str], group: str) -> bool:
    """ "Mixed Other Unspecified" of a list that prints "other unspecified" under "Mixed"."""
    heads = (head for family in _FAMILIES if family.group == group for head in family.heads)
    wanted = {_without_or(f"{head} {words}") for head in heads for words in printed}
    return _without_or(rest) in wanted
