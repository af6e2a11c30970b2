"""Owns how a plan document words owners, indicators, statuses and values; must not know files, store or chat."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from wres_bot.domain.date_parsing import tidy_text
from wres_bot.domain.plan_rows import OwnerRow
from wres_bot.domain.statuses import STATUS_SYNONYMS, Status

COMPOUND_POSTS = (
    "Rec & Contracts Mgr",
    "Workforce & OD",
    "Director of People, OD & Inclusion",
    "Director of Communications & Engagement",
    "Director of Workforce and Organisational Development",
    "Head of Health, Wellbeing and Engagement",
    "Head of Learning and Development",
    "Asst Dir Corp Governance and Board Secretary",
    "Chief Nurse & Director for Allied Health Care Profession",
    "Chair & dep chair (RESIN)",
    "EIM and ACS ICSUs",
    "AD Human Resources",
    "Organisational Development",
    "Inclusion Directors",
)
"""Posts that hold a separator, or that stand beside another post with none between them."""

_EQUALITY = re.compile(
    r"(?:head of|(?:assistant |associate |deputy )?director(?: of| for)?(?: ?-)?|lead for)"
    r" ?equality, diversity (?:&|and) inclusion",
    re.I,
)
_SEPARATOR = re.compile(r"\s*(?:/|;|\n|,|\s&\s|\band\b|\.(?:\s|$))\s*", re.I)
_WITH = re.compile(r"\bwith(?: support from(?: the following as required)?)?\b:?", re.I)
_LEAD = re.compile(r"\s*\(\s*lead\s*\)", re.I)
_NOBODY = re.compile(r"\(?(?:with )?(?:the )?others?\)?|tbc|n/?a|\W*", re.I)


def read_owners(words: str, *, known_posts: Iterable[str] = ()) -> tuple[OwnerRow, ...]:
    """The posts named in an owner cell, the lead first marked. `known_posts` are never cut in two."""
    text = _tidy_owner_cell(words)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(" ".join(found[0].split()))
        return f"\n\x00{len(kept) - 1}\x00\n"

    text = re.sub(r"\((?:with|bulleted|as listed) ?[^()]*\)", "", text)
    # Only a name that would be cut needs keeping: a short one, such as "SLT", also stands inside others ("All SLT").
    cut = {post for post in known_posts if len(_names(post, [])) > 1}
    for post in sorted({*COMPOUND_POSTS, *cut}, key=len, reverse=True):
        if pattern := r"\s+".join(re.escape(part) for part in post.replace("–", "-").split()):
            text = re.sub(
                rf"(?<!\w)(?<!of ){pattern}(?!\w)(?! (?:Lead|Manager|Team|Network)\b)", keep, text, flags=re.I
            )
    text = _EQUALITY.sub(keep, text)
    before, *after = _WITH.split(text, maxsplit=1)
    if after and not _names(before, kept):
        before, after = text, []
    lead_names = _names(before, kept)
    names = lead_names + (_names(after[0], kept) if after else [])
    names = list(dict.fromkeys(names))
    marked = [name for name in names if _LEAD.search(name)]
    lead = marked[0] if marked else names[0] if names else None
    explicit = bool(marked or after)
    return tuple(
        OwnerRow(
            name=_LEAD.sub("", name),
            lead=name == lead,
            basis=("explicit" if explicit else "only_owner" if len(names) == 1 else "first_named_assumed")
            if name == lead
            else None,
        )
        for name in names
    )


def read_posts(words: str) -> tuple[OwnerRow, ...]:
    """Owners stated precisely by a person: split at semicolons only, the lead marked "(lead)"."""
    names = list(dict.fromkeys(name for part in words.split(";") if (name := " ".join(part.split()))))
    marked = next((name for name in names if _LEAD.search(name)), None)
    lead = marked or (names[0] if names else None)
    basis = "explicit" if marked else "only_owner" if len(names) == 1 else "first_named_assumed"
    return tuple(OwnerRow(_LEAD.sub("", name), name == lead, basis if name == lead else None) for name in names)  # type: ignore[arg-type]


def write_posts(owners: Iterable[OwnerRow]) -> str:
    """What read_posts reads back."""
    owners = tuple(owners)
    ordered = owners if any(o.basis == "explicit" for o in owners) else sorted(owners, key=lambda o: not o.lead)
    return "; ".join(f"{o.name} (lead)" if o.basis == "explicit" else o.name for o in ordered)


def _tidy_owner_cell(words: str) -> str:
    lines = [tidy_text(line) for line in words.splitlines()]
    text = "\n".join(line for line in lines if line)
    return re.sub(r"(?<=\w)(?: -|- )(?=\s*[A-Z])\s*", " - ", text)


def _names(text: str, kept: list[str]) -> list[str]:
    names: list[str] = []
    for part in re.split(r"\n", re.sub(r"(?<=\n)\s*(\(lead\))", r"\1", text, flags=re.I)):
        for name in _SEPARATOR.split(part):
            restored = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], name)
            restored = " ".join(restored.split()).strip(" .,:-&")
            if _LEAD.fullmatch(restored) and names:
                names[-1] += " (Lead)"
            elif not _NOBODY.fullmatch(restored):
                names.append(restored.replace(" - ", " – "))
    return names


def read_indicators(words: str) -> tuple[str, ...]:
    """Codes as text, each once, in the order named. "All" is 1 to 9; "various" names none."""
    text = tidy_text(words)
    if re.fullmatch(r"\W*all\b.*", text, re.I):
        return tuple(str(number) for number in range(1, 10))
    codes: list[str] = []
    for found in re.finditer(
        r"\b(?P<from>\d{1,2})\s*(?:-|to|through)\s*(?P<to>\d{1,2})\b|\b(?P<one>\d{1,2})\b|\b(?P<rdr>RDR)\b", text
    ):
        if found["rdr"]:
            codes.append("RDR")
            continue
        first = int(found["from"] or found["one"])
        last = int(found["to"] or first)
        codes += [str(number) for number in range(first, last + 1) if 1 <= number <= 11]
    return tuple(dict.fromkeys(codes))


class StatusReading(NamedTuple):
    """`flags` are what the words say besides: "ongoing", "partly done", "in progress"."""

    status: Status
    continuing: bool = False
    flags: tuple[str, ...] = ()


_GOING_ON = re.compile(r"\bon-?going\b|\bcontinu(?:es?|ing|ous)\b", re.I)
_PARTLY = re.compile(
    r"\b(?:part(?:ly|ial|ially)?|much|mostly|nearly|almost|largely)[ -]+(?:achieved|completed?|delivered|done)\b", re.I
)
_STATUS_WORDS: tuple[tuple[Status, str], ...] = (
    ("cancelled", r"\bcancell?ed\b|\bwithdrawn\b|\bno longer (?:needed|applicable)\b"),
    ("delayed", r"\bdelay(?:ed|s)?\b|\bslipp(?:ed|ing)\b|\bon hold\b|\bpaused\b|\bstalled\b"),
    ("not started", r"\bnot (?:yet )?(?:started|begun|commenced)\b|\bpending\b|\byet to (?:start|begin)\b"),
    ("done", r"(?<!not )(?<!not yet )\b(?:achieved|completed?|done|delivered|finished|closed)\b|\bin place\b"),
    ("in progress", r"\bprogress\b|\bprogressing\b|\bon-?going\b|\bon track\b|\bunder ?way\b|\bstarted\b"
     r"|\breviewed\b|\bstill to be\b|\bcontinu(?:es?|ing)\b|\bcommenced\b"),
)  # fmt: skip


def read_published_status(words: str | None, *, parent: str | None = None) -> StatusReading:
    """What a status cell says. `parent` is the status of the group the action stands in.

    Words that name no status mean no update: they are kept, never guessed.
    """
    text = tidy_text(words or "").strip(" .*").lower()
    if not text:
        return StatusReading("no update")
    going_on = bool(_GOING_ON.search(text))
    partly = bool(_PARTLY.search(text))
    status = STATUS_SYNONYMS.get(text) or next(
        (name for name, pattern in _STATUS_WORDS if re.search(pattern, text)), None
    )
    if status is None:
        return StatusReading("no update")
    if status == "done" and partly:
        return StatusReading("in progress", flags=("partly done",) if "part" in text else ())
    if status == "done":
        continuing = going_on or bool(parent and _GOING_ON.search(tidy_text(parent)))
        return StatusReading("done", continuing, ("ongoing",) if continuing else ())
    if status == "delayed":
        flags = {"partly done": partly, "ongoing": going_on, "in progress": bool(re.search(r"\bprogress", text))}
        return StatusReading("delayed", flags=tuple(name for name, said in flags.items() if said))
    return StatusReading(status)


class ValueReading(NamedTuple):
    value: Decimal | None
    unit: str | None


def read_value(words: str | None) -> ValueReading:
    """The number in a published cell, without its arrows, stars and brackets; None for "n/a" and the like."""
    text = (words or "").replace("−", "-").replace(",", "")
    found = re.fullmatch(r"[^\w%+.-]*([+-]?(?:\d+(?:\.\d+)?|\.\d+))[^\w%.]*(%|pp)?[^\w%.]*", text, re.A)
    if not found:
        return ValueReading(None, None)
    try:
        return ValueReading(Decimal(found[1]), found[2])
    except InvalidOperation:
        return ValueReading(None, None)
