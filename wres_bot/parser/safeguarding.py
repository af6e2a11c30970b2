"""Owns what must not be kept as it was typed: a person telling of harm or distress, and words that name somebody.

Reads words alone, by the tables `care` and `names`; must not know any command, nor what is answered.
"""

import re
from functools import cache
from itertools import pairwise

from wres_bot.parser.arguments import lower_keeping_length
from wres_bot.parser.signs import Lexicon, is_known_word, load_kinds, read_words
from wres_bot.parser.vocabulary import load_table, split_phrases

_NEAR = 6
"""Words that may stand between somebody and what was done to them."""


@cache
def _care_words() -> Lexicon:
    return Lexicon(load_kinds("care"))


def is_story(text: str, *, commanded: bool = False) -> bool:
    """Whether a person tells of harm that was done to them or near them, or of distress: never kept, never passed on.

    commanded: it stands in the words of a command, where only what was done to the writer counts.
    """
    plain = [word.plain for word in read_words(text, lower_keeping_length(text), only_words=True)]
    places: dict[str, list[int]] = {}
    for sign in _care_words().find_signs(plain):
        for name in sign.names:
            if name != "harm" or not _is_subject_of_work(plain, sign.last):
                places.setdefault(name, []).append(sign.first)
    for at in range(len(plain)):  # a word of the plan or a person counts within a longer phrase too
        for _, names in _care_words().find_at(plain, at):
            for name in names & {"me", "near", "plan"}:
                places.setdefault(name, []).append(at)
    if "distress" in places:
        return True
    return "harm" in places and _is_told(plain, places, commanded=commanded)


def _is_subject_of_work(plain: list[str], at: int) -> bool:
    """ "the bullying and harassment policy": what follows is work of the plan."""
    while at < len(plain):
        kinds = {name for _, names in _care_words().find_at(plain, at) for name in names}
        if "plan" in kinds:
            return True
        if plain[at] not in ("and", "or", "at", "work") and "harm" not in kinds:
            return False
        at += 1
    return False


def _is_told(plain: list[str], places: dict[str, list[int]], *, commanded: bool) -> bool:
    """Whether the harm was done to somebody, rather than being what the plan is about."""
    to_me = any(abs(me - harm) <= _NEAR for me in places.get("me", ()) for harm in places["harm"])
    if to_me and _is_done_to_me(plain, places):
        return True
    if commanded or "plan" in places:
        return False
    return to_me or "near" in places or len(plain) <= 4


@cache
def _done_words() -> frozenset[str]:
    return frozenset(split_phrases(load_table("care")["words"]["done_to"]))


def _is_done_to_me(plain: list[str], places: dict[str, list[int]]) -> bool:
    """ "I was shouted at", "racist abuse … me", "my manager keeps calling me": not "we trained staff on bullying"."""
    for harm in places["harm"]:
        around = plain[max(0, harm - _NEAR) : harm + _NEAR]
        first_person = {*around} & {"i", "me", "my", "myself"} or (
            {*around} & {"us", "we"} and {*around} & {"was", "were", "been", "being", "got", "had"}
        )
        if (
            first_person
            and {*around} & _done_words()
            and ("plan" not in places or {*around} & {"me", "i", "my", "myself", "us"})
        ):
            return True
    return False


_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]|'[A-ZÀ-ÖØ-Þ])[\w'-]*"
_NAMED = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL})+")
_SIGNS = re.compile(
    r"(?i:\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|sister|nurse)\b\.?) [A-ZÀ-ÖØ-Þ]"
    r"|\b[A-Z]\. ?[A-Z][a-z]+|<@\w+"
    r"|(?i:\bcase (?:no\.? ?|number |ref(?:erence)? )?#?[\w/-]*\d"
    r"|\b(?:grievances?|complaints?|disciplinary|investigation|tribunal|allegations?)"
    r" (?:by|from|against|of|into|about|case|claim)\b"
    r"|[\w.+'-]+@[\w-]+\.\w"
    r"|\b(?:employee|staff|payroll|assignment|esr|nmc|gmc|nhs|personnel) (?:no\.? ?|number |id |pin )#?\w*\d"
    r"|\b(?:employee|staff|payroll|assignment|esr|nmc|gmc) #?\d{3,}"
    r"|(?<![\d.,£-])(?!(?:19|20)\d{6}\b)\d{6,}(?![\d,])"
    r"|\b(?:19|20)\d\d/(?!\d\d\b(?!/))\d+)"
)
_OURS = """
    a st saint unison unite gmb bma hcsa jnc jlnc staffside about acting action actions adviser
    advisor ambassador ambassadors an analyst and annual april
    associate at august autumn awaiting back band behaviour black board booked business by care career
    chair chairs champion champions chief christmas clinical closed coach cohort college committee
    communications community completed conference confirmed consultant contracts council cultural culture
    data date day dean december delivery department deputy development digital director directorate
    directors disability diversity division divisional done draft drop easter education eid emergency
    employee employees employer employment engagement england equality estates ethnic events executive
    executives facilities february feedback finance first five for forum foundation four freedom friday
    from general good governance group guardian guardians guide half has head health heritage history
    hospital hospitals hr human in inclusion inclusive indicator induction information integrated
    international interview interviews is it january july june launch launched lead leaders leadership
    leads learning library line list london lunch management manager managers march matron matrons may
    medical meeting meetings mental mentor mentoring met metric microsoft midwife midwifery midwives model
    monday month more national network networks new next nhs no not note november nurse nurses nursing
    october of officer officers old on one operating operations organisational our panel panels partner
    partners partnership patient people pilot plan planning plans policy post posts practice practitioner
    president pride programme programmes progress project promise quality quarter race ramadan recruitment
    regional report representatives research resources resourcing results retention reverse review royal
    safe safety saturday school second secretary section senior september service services session
    sessions sickness slack small social speak spring staff standard started steering still strategic
    strategy summer sunday support survey talent target targets team teams the theatre theatres their
    third this three thursday to top training transformation trust trusts tuesday two union unions
    university up update updated waiting ward wards we wednesday week wellbeing west winter with women
    work workforce working workshop workshops world year yes
"""
_NOT_NAMES = frozenset(_OURS.split())
"""Words with a capital that belong to posts, groups, months and plans rather than to a person."""


def names_a_person(words: str) -> bool:
    """Whether a note seems to name a person or a case, so that the bot can warn before keeping it."""
    if _SIGNS.search(words) or is_story(words, commanded=True) or _names_by_first_name(words) or _tells_a_case(words):
        return True
    for run in _NAMED.finditer(words):
        unknown = [re.sub(r"'s?$", "", part).lower() not in _NOT_NAMES for part in run[0].split()]
        if any(one and two for one, two in pairwise(unknown)):
            return True
    return False


@cache
def _names() -> frozenset[str]:
    return frozenset(split_phrases(load_table("names")["first"]["names"]))


@cache
def _case_words() -> Lexicon:
    return Lexicon(load_kinds("names", "case"))


_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CALLED = re.compile(
    r"(?:with|to|from|by|for|asked|told|met|emailed|called|rang|spoke to|waiting for|waiting on|thanks to|via|through"
    r"|chasing|saw|hired|appointed|hear from|heard from|lead(?:s|ing)? by|is|named)\s+$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s+(?:is|has|was|will|said|says|left|asked|told|agreed|leads?|owns|thinks|wants|and (?:i|me)|can|did|does|went"
    r"|got|put|who)\b",
    re.IGNORECASE,
)


def _names_by_first_name(words: str) -> bool:
    """A first name alone, in capitals or not: one of the table, or a capital word that does what a person does."""
    for found in _TOKEN.finditer(words):
        word = found[0]
        low = re.sub(r"'s?$", "", word).lower()
        if low in _names() and not words[: found.start()].rstrip().lower().endswith((" st", " st.", " saint")):
            return True
        if not word[:1].isupper() or word.isupper() or low in _NOT_NAMES or is_known_word(low):
            continue
        before, behind = words[: found.start()], words[found.end() :]
        if (_CALLED.search(before) and not re.match(r"\s+[A-Z]", behind)) or _DOES.match(behind):
            return True
    return False


def _tells_a_case(words: str) -> bool:
    """ "the Asian HCA on Willow ward": one person described by what they are, without a name."""
    plain = [word.plain for word in read_words(words, lower_keeping_length(words), only_words=True)]
    places: dict[str, list[int]] = {}
    for at in range(len(plain)):
        for _, names in _case_words().find_at(plain, at):
            for name in names:
                places.setdefault(name, []).append(at)
    ones = [at for at in places.get("somebody", ()) if {*plain[max(0, at - 3) : at]} & _ONE]
    if any(abs(group - one) <= 2 for group in places.get("group", ()) for one in ones):
        return True
    return (bool(ones) and bool(places.get("case"))) or bool(places.get("case of"))


_ONE = frozenset(("a", "an", "the", "one", "that", "this", "another"))
