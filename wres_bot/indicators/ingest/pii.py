"""Owns telling from a heading or from cells that they say who people are, and quoting what may; reads no file."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

LOOKED_AT = 2000
"""So many rows of a column that nobody uses are looked at."""
HALF = 0.5
FEW_NAMES = 10
"""Fewer cells than this may look like names by chance."""


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_NOT_PEOPLE = _words(
    "trust organisation employer division directorate department team ward site service unit care job position post "
    "role grade band staff ethnic ethnicity origin group question indicator metric course training competence centre "
    "center class learning offering activity pathway programme location region "
    "file table column vacancy board committee company category occupation scale"
)
"""What may have a name without being a person: "ward name", "name of the course"."""
_ALWAYS = re.compile(
    r"surname|forename|firstname|lastname|fullname|maidenname|middlename|knownas|nhsn(?:o|um|umber|r)\b|dateofbirth"
    r"|birthdate|nationalinsurance|postcode|emailaddress|username|passport|initials|signature"
)
_WHOLE = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            r"nhs(?: (?:number|no|num|id))?", r"(?:ni|nino)(?: (?:number|no|num))?", r"dob|birth ?date",
            r"(?:work |home |personal |private )?e ?mails?(?: .*)?", r"(?:line )?managers?|contact(?: person)?|login",
            r"(?:home |work )?(?:address(?: line)?|post ?code|tel|phone|telephone|mobile)(?: (?:number|no|num))?",
            r"(?:gmc|nmc|hcpc)(?: (?:number|no|num|ref|pin|id))?", r"house (?:number|no|name)",
        )
    )
)  # fmt: skip
_EMAIL = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")
_TEN = re.compile(r"(?<!\d)\d{3}([ -]?)\d{3}\1\d{4}(?!\d)")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?(?:\d{2} ?){3}[A-D]\b")
_TITLED = re.compile(r"(?:mrs?|ms|miss|mx|dr|prof|professor|rev|sir|dame)\.? [a-z]", re.I)
_WORDED = re.compile(r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?,?(?: [A-Z]\.?)?(?: [A-Z][A-Za-z'’]+(?:-[A-Z][a-z]+)?){1,2}")
_FREQUENT = _words(
    "smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker roberts green hall "
    "khan patel singh kaur hussain ahmed begum ali shah akhtar okafor adeyemi mensah nkosi nowak kowalski chen wang "
    "david john michael paul andrew james robert mark susan margaret sarah helen julie emma karen joanne claire laura "
    "mohammed muhammad fatima aisha priya anita grace mary elizabeth rachel rebecca jennifer daniel thomas peter "
    "stephen richard matthew christopher anna maria"
)
"""Names that many people have. Where a column often holds one of these, it holds names."""
_WORDS_OF_OURS = _words(
    "band white black asian mixed other any not british irish chinese arab african caribbean medical dental unknown "
    "group ethnic background stated known range grade senior manager review body"
)


def heading_names_people(said: str) -> bool:
    """A heading under which people could be told by name or number."""
    plain = " ".join(re.sub(r"[\W\d_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said).casefold()).split())
    if _WHOLE.fullmatch(plain) or _ALWAYS.search(plain.replace(" ", "")):
        return True
    words = plain.split()
    return any(word in ("name", "names") and not _of_a_thing(words, n) for n, word in enumerate(words))


def _of_a_thing(words: Sequence[str], at: int) -> bool:
    after = [w for w in words[at + 1 :] if w not in ("of", "the", "a")]
    return (at > 0 and words[at - 1] in _NOT_PEOPLE - {"staff", "board"}) or (at == 0 and _first(after) in _NOT_PEOPLE)


def _first(words: Sequence[str]) -> str:
    return words[0] if words else ""


def find_personal_data(texts: Iterable[str], *, ids: bool = False, used: bool = False) -> str:
    """What in these cells of one column says who people are; nothing where nothing does.

    `ids`: a pseudonym for each. `used`: cells that repeat, and are words of ours or a part of the trust.
    """
    # Each different cell is looked at once, however often it stands there.
    often = Counter(text.strip() for text in texts if text and text.strip())
    cell_count = often.total()
    if any(_EMAIL.search(text) for text in often if "@" in text):
        return "e-mail addresses"
    if any(_INSURANCE.search(text) for text in often):
        return "National Insurance numbers"
    tens = [match for text in often if (match := _TEN.search(text))]
    real = [match for match in tens if is_nhs_number(match[0])]
    # One number in eleven passes the check by chance; written in three groups it is no other number.
    if any(match[1] for match in real) or (real and len(real) >= HALF * len(tens)):
        return "NHS numbers"
    if sum(bool(_TITLED.match(text)) for text in often) >= max(2, 0.2 * len(often)):
        return "names"
    shaped = 0 if used else sum(n for text, n in often.items() if _WORDED.fullmatch(text))
    if ids and shaped >= max(2, HALF * cell_count):
        return "names"
    if cell_count >= FEW_NAMES and shaped >= 0.8 * cell_count and len(often) >= 0.9 * cell_count:
        return "names"  # job titles and wards have this shape too, but repeat
    if cell_count >= FEW_NAMES and _frequent(often) >= max(3, 0.05 * cell_count):
        return "names"
    return ""


def _frequent(often: Counter[str]) -> int:
    """How many cells hold a name that many people have, alone or with one more word; none where it is always the same
    name."""
    short = {text: set(re.findall(r"[a-z]+", text.casefold())) for text in often if len(text) <= 40}
    known = {text: words & _FREQUENT for text, words in short.items()
             if len(words) <= 3 and words & _FREQUENT and not words & _NOT_PEOPLE}  # fmt: skip
    return sum(often[text] for text in known) if len(set().union(*known.values())) > 2 else 0


def is_nhs_number(text: str) -> bool:
    """Ten digits with the right check digit."""
    digits = text.replace(" ", "").replace("-", "")
    if len(digits) != 10 or not digits.isdigit() or not digits.isascii():
        return False
    rest = 11 - sum(int(d) * (10 - n) for n, d in enumerate(digits[:9])) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def quote_safely(text: str, most: int = 40) -> str:
    """A cell as an error may repeat it: never an address, a number somebody has, or what may be a name."""
    if "@" in text:
        return "an e-mail address"
    digits = sum(c.isdigit() for c in text)
    if _INSURANCE.search(text) or _TEN.search(text) or (digits > 5 and not re.search(r"\d[/.:-]\d", text)):
        return "a long number"
    words = re.findall(r"[a-z]+", text.casefold())
    may = _TITLED.match(text) or _WORDED.fullmatch(text) or _FREQUENT & set(words)
    if may and not _WORDS_OF_OURS & set(words):
        return "words that may be a name"
    return f"“{text[:most]}”"


def quote_value(text: str, column: str = "") -> str:
    """The same of a cell in a column of groups, bands or other words, which have to be asked for by what they are.

    Words that only have the shape of a name are shown there; a title with a name, or a name many people have, is not.
    """
    safe = quote_safely(text, 80)
    if safe != "words that may be a name" or _TITLED.match(text):
        return safe
    return safe if not column or _FREQUENT & set(re.findall(r"[a-z]+", text.casefold())) else f"“{text[:80]}”"


def quote_heading(heading: str) -> str:
    """A heading, so that one can see what to name in the map. A file without any begins with somebody's row."""
    return quote_value(heading, "heading")
