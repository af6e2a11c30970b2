"""Owns what must not be kept as it was typed: a person telling what happened to them, and words that name somebody.

Reads words alone; must not know any command, nor what is answered.
"""

import re
from itertools import pairwise

_FIRST_PERSON = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|im|me|my|myself|we|us|our)\b")
_TREATMENT = re.compile(
    r"\b(?:call(?:s|ed|ing) (?:me|us|him|her|them)|call(?:s|ed|ing)? my|names?-?call\w*|shout\w*|scream\w*|yell\w*"
    r"|swore|sworn|racis\w*|racial\w*|bull(?:y|ied|ies|ying)|harass\w*|abus(?:e[ds]?|ive|ing)|assault\w*|attack\w*"
    r"|touch(?:ed|es|ing)|groped?|slur|n[- ]word|threat\w*|intimidat\w*|humiliat\w*|mock\w*|laugh(?:ed|s|ing) at"
    r"|insult\w*|belittl\w*|undermin\w*|pick(?:s|ed|ing) on|singled out|passed over|overlooked|left out|excluded"
    r"|discriminat\w*|victimis\w*|victimiz\w*|gaslit|gaslight\w*|unfair\w*|grievance|cry|crying|cried|tears"
    r"|scared|afraid|frightened|unsafe|upset|depressed|suicid\w*|kill myself|stressed|hurt|spat|hit me|push(?:ed|es) me"
    r"|my (?:accent|skin|hair|hijab|headscarf|turban|religion|colou?r)|because (?:i'?m|i am|of my)"
    r"|go(?:ing)? back to (?:my|your|where)|told (?:me )?(?:that )?(?:i'?m|i am|i was|my english)"
    r"|signed off (?:sick|with|ill)"
    r"|what my (?:line )?(?:manager|boss) (?:said|did)|treat(?:s|ed|ing)? (?:me|us)|treated (?:differently|badly|worse)"
    r"|grabb(?:ed|ing)|[np][- ]word|happened to (?:me|us)|end(?:ing)? it all|too aggressive)\b"
)
_FELT = re.compile(
    r"\b(?:made to feel|makes? me feel|i feel|i felt|can'?t (?:take|bear|cope|go on)|cannot (?:take|bear|cope|go on)"
    r"|i was (?:told|denied|refused|ignored|blamed)|the only one|left off|kept off"
    r"|report (?:an? )?(?:incident|rac\w+))\b"
)
_GRAVE = re.compile(
    r"\b(?:racist|bullied|harassed|assaulted|shouted at|spat (?:at|on)|racially abused|the n[- ]word|suicid\w*"
    r"|racial slurs?|used a slur|microaggressions?|happened again)\b"
)
_GRAVE_NOUN = re.compile(r"\b(?:racism|racial abuse|harassment|bullying|assault|discrimination)\b")
_OF_THE_PLAN = re.compile(
    r"(?<!\w)(?:anti|train\w*|polic\w+|plans?|actions?|workshops?|campaigns?|programmes?|data|figures?|indicators?"
    r"|metrics?|surveys?|review\w*|guid\w+|toolkits?|reduc\w+|list|done|complete\w*|progress|delayed|started|section"
    r"|status|charter|zero|awareness|learning|report(?:s|ed)? (?:to|for)|sessions?|modules?|champions?)(?!\w)"
)
"""A plan against racism is full of these words: a noun alone is a story only where nothing of a plan is said."""
_MY_PERSON = re.compile(r"\b(?:my|our) (?:line )?(?:manager|boss|colleagues?|supervisor|matron|team leader)\b")
_PERSON = re.compile(
    r"\b(?:manager|supervisor|matron|boss|colleagues?|coworkers?|co-workers?|consultant|team leader|sister in charge"
    r"|patients?|relatives?|visitor|someone|somebody|people|they|he|she|doctor|nurse|staff|called|interview(?:ed|er))\b"
)


def is_story(text: str, *, commanded: bool = False, mine: bool = False) -> bool:
    """Whether a person is telling what happened to them. Rather too often than not: a story is never stored.

    `commanded`: it stands in the words of a command, where only plain signs count. `mine`: "my manager" is one.
    """
    low = text.lower()
    if _FIRST_PERSON.search(low) is None:
        return not commanded and _grave(low)
    if _TREATMENT.search(low) or (mine and _MY_PERSON.search(low)):
        return True
    if commanded:
        return False
    return _FELT.search(low) is not None or _grave(low) or (len(low.split()) > 4 and _PERSON.search(low) is not None)


def _grave(low: str) -> bool:
    if _GRAVE.search(low):
        return _OF_THE_PLAN.search(low) is None or len(low.split()) > 2
    return _GRAVE_NOUN.search(low) is not None and _OF_THE_PLAN.search(low) is None


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
    a about acting action actions adviser advisor ambassador ambassadors an analyst and annual april
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
    if _SIGNS.search(words) or is_story(words, commanded=True):
        return True
    for run in _NAMED.finditer(words):
        unknown = [re.sub(r"'s?$", "", part).lower() not in _NOT_NAMES for part in run[0].split()]
        if any(one and two for one, two in pairwise(unknown)):
            return True
    return False
