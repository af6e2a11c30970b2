"""Owns which posts an owner cell names. A role word binds what stands before it; a person's name is never kept.

Must not know files or the store. A new role, department or whole post is a word in one of the lists.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from wres_bot.domain.date_parsing import tidy_text
from wres_bot.domain.plan_rows import Basis, OwnerRow

COMPOUND_POSTS = (
    "Rec & Contracts Mgr",
    "Workforce & OD",
    "Asst Dir Corp Governance and Board Secretary",
    "Chief Nurse & Director for Allied Health Care Profession",
    "Chair & dep chair (RESIN)",
    "EIM and ACS ICSUs",
    "AD Human Resources",
    "Organisational Development",
    "Inclusion Directors",
)
"""Posts that hold a separator no rule sees, or that stand beside another post with none between them."""

_ENDS = (
    "manager|mgr|director|dir|lead|leader|officer|offr|head|chair|co-chair|chairperson|chairman|chairwoman|chief"
    "|partner"
    "|specialist|advis[eo]r|coordinator|co-ordinator|guardian|secretary|nurse|midwife|matron|administrator|analyst"
    "|consultant|facilitator|practitioner|executive|exec|trainer|tutor|dean|governor|champion|ambassador|sponsor"
    "|supervisor|president|principal|registrar|associate|assistant|deputy|apprentice|accountant|librarian|chaplain"
    "|team|group|network|committee|council|board|department|dept|directorate|division|forum|panel|unit|service"
    "|function|office|staff|colleagues|representative|rep|hub|faculty|sub-committee|subgroup|steering group|owner|sro"
)
_ROLES = "manager|mgr|director|lead|leader|officer|head|partner|specialist|advis[eo]r|coordinator|team|group|network"
_ENDING = re.compile(rf"\b(?:{_ENDS})(?:e?s|'s)?$", re.I)
_HOLDS_ROLE = re.compile(rf"\b(?:{_ENDS})(?:e?s|'s)?\b", re.I)
_OPENS = re.compile(
    r"^(?:(?:the|all|joint|interim|acting|associate|assistant|asst|assoc|deputy|dep|senior|executive|non-executive"
    r"|strategic|clinical|operational|managing|divisional|regional|group|trust|locality)\s+)*"
    r"(?:head|director|dir|lead|manager|chair|co-chair|chief|officer|vice president|advis[eo]r|specialist|ad|dd|dof"
    r"|assistant|associate|deputy|partner|champion)s?\b(?:\s*(?:of|for|-)\s+|\s*$)",
    re.I,
)
_OPENS_ON = re.compile(rf"{_OPENS.pattern.removesuffix('|' + chr(92) + 's*$)')})", re.I)
"""One that goes on: "Head of", and not "Clinical Leads"."""
_OPENS_SHORT = re.compile(r"^(?:(?:asst|assoc|dep|deputy|associate|assistant)\s+dir|ad|dd|dof)\s+\w", re.I)
_ALONE = frozenset([
    "ceo", "cpo", "coo", "cfo", "cno", "cmo", "cio", "cdo", "hrd", "hrds", "cxo", "ned", "neds", "slt", "elt",
    "smt", "emt", "emc", "exec", "execs", "gm", "gms", "adon", "don", "dofwf", "dof", "edn", "evp", "svp", "cso",
    "cto", "dpo", "siro", "md", "mds", "hrbp", "hrbps", "csu", "csus", "icsu", "icsus", "everyone", "managers",
    "directors", "leads", "governors", "chair", "chairs", "all", "board", "exco", "tme", "tmb", "ftsu", "f2su",
    "bma", "rcn", "unison", "comms", "ftsug", "ftsugs",
])  # fmt: skip
"""Short names that are a whole post or body by themselves."""
_DEPARTMENTS = frozenset([
    "hr", "od", "edi", "ed&i", "d&i", "l&d", "it", "bi", "pdt", "er", "oh", "ipc", "wf", "tna", "pr", "qi", "qa",
    "esr", "mte", "pmo", "hq", "pa", "ops", "people", "human", "resources", "resource", "organisational",
    "organisation", "organizational", "development", "workforce", "equality", "diversity", "inclusion",
    "inclusive", "belonging", "culture", "learning", "education", "training", "recruitment", "resourcing",
    "retention", "talent", "leadership", "engagement", "experience", "communications", "communication", "comms",
    "marketing", "health", "wellbeing", "well-being", "occupational", "safety", "quality", "governance",
    "corporate", "strategy", "transformation", "planning", "performance", "information", "digital", "data",
    "analytics", "informatics", "finance", "estates", "facilities", "procurement", "nursing", "midwifery",
    "medical", "clinical", "allied", "professions", "professional", "ahp", "ahps", "pharmacy", "patient",
    "patients", "volunteer", "volunteers", "community", "communities", "partnership", "partnerships", "rights",
    "freedom", "speak", "up", "race", "ethnic", "ethnicity", "disability", "lgbt", "lgbtq", "lgbtqia+", "gender",
    "bame", "bme", "women", "womens", "men", "carers", "faith", "religion", "network", "networks", "staff",
    "employee", "employees", "relations", "services", "service", "support", "temporary", "bank", "medical",
    "psychology", "legal", "risk", "assurance", "compliance", "audit", "improvement", "research", "innovation",
    "project", "projects", "programme", "programmes", "policy", "external", "internal", "public", "media",
    "library", "chaplaincy", "spiritual", "security", "transport", "payroll", "systems", "operations",
    "operational", "divisional", "division", "directorate", "directorates", "locality", "localities", "care",
    "group", "trust", "hospital", "site", "unit", "national", "nhs", "nhse", "england", "midlands", "ics", "icb",
    "acs", "eim", "union", "unions", "trade", "joint", "all", "line", "senior", "local", "regional", "specialist",
    "acute", "urgent", "mental", "physical", "primary", "social", "workforce-planning", "international",
    "overseas", "widening", "participation", "careers", "apprenticeships", "apprenticeship", "schools", "college",
    "university", "students", "other", "others", "relevant", "colleagues", "place", "based", "core", "challenging",
    "behaviours", "sparc", "resin", "embrace", "enrich", "mega", "srenn", "managers", "the", "of", "for", "and",
    "to", "in", "with", "diverse", "allyship", "cultural", "intelligence", "safeguarding", "violence",
    "prevention", "reduction", "harassment", "bullying", "rec", "contracts", "dep", "profession", "protected",
    "characteristics", "board", "exec", "directors", "strategic", "commissioning",
])  # fmt: skip
"""Words of departments and bodies. A name in capitals none of whose words is one of these may be a person's."""
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Cllr|Councillor)\b\.?(?:\s+[A-Z][\w'’-]*)+"
)
_CAPITAL = r"[A-Z][a-z'’]+(?:-[A-Z][a-z'’]+)?"
_NAMED = re.compile(
    rf"(?:[A-Z]\.? ?){{0,2}}{_CAPITAL}(?: [A-Z]\.?)?(?: (?:de |van |al-|O['’]|Mc)?{_CAPITAL}){{1,2}}|[A-Z]\. "
    rf"?{_CAPITAL}"
)
_INITIALS = re.compile(r"[A-Z]{2,3}(?:\s*[/,&+]\s*[A-Z]{2,3})*|[A-Z]\.(?: ?[A-Z]\.?){0,2}")
_EMAIL = re.compile(r"<?[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+>?")
_STRONG = re.compile(r"\s*(?:;|\n|•|·|●|▪|\s\|\s)\s*")
_WITH = re.compile(
    r"[,(]?\s*\b(?:with (?:the )?(?:support|input|help|assistance)(?: (?:of|from|by))?(?: the following as required)?"
    r"|(?:supported|assisted|overseen|sponsored) by|supporting|support from|in (?:partnership|conjunction"
    r"|collaboration) with|working with|alongside|along with|with)\b:?\s*",
    re.I,
)
_LEAD = re.compile(r"\s*\(\s*(?:joint )?(?:lead|lead owner|leading|main)\s*\)", re.I)
_LEAD_BEFORE = re.compile(
    r"^(?:(?:action |overall |exec(?:utive)? |operational |delivery |strategic |senior )?(?:lead|owner|sro|sponsor"
    r"|responsible)|supported by|support|accountable|consulted|with)\s*(?::|–\s|-\s)\s*",
    re.I,
)
_NOBODY = re.compile(
    r"\(?(?:with )?(?:the )?others?\)?|t\.?b\.?[cda]\.?|to be (?:confirmed|determined|agreed|advised|decided"
    r"|appointed)"
    r"|n/?a|none|not applicable|vacant|unassigned|unknown|nil|various|as above|see above|ditto|[\W_]*",
    re.I,
)
_SAME = re.compile(r"(?:as above|see above|ditto|same(?: as above)?|\"|″|〃)\.?", re.I)
_JOINS_NEXT = re.compile(r"(?:\band|&|,|\bof|\bfor|\bthe|/|[–-]|\bto|\bwith|\bfrom|\(\w*)$", re.I)
_JOINS_LAST = re.compile(r"[a-z&(]|And\b")
_PIECE = re.compile(r"(\s*,\s*(?:and|&)\s+|\s+(?:and|&|\+)\s+|\s*&\s*|\s*/\s*|\s*,\s*|\.\s+|\.$)", re.I)


@dataclass(slots=True)
class OwnersReading:
    """The posts, the lead first marked; what is doubtful of them; whether something of a person was left out.

    words: the cell without what was left out, which is what may be kept.
    """

    owners: tuple[OwnerRow, ...] = ()
    doubts: list[str] = field(default_factory=list)
    words: str = ""


@lru_cache(4_000)
def read_owner_cell(words: str, *, known_posts: tuple[str, ...] = (), wrapped: bool = False) -> OwnersReading:
    """The posts of one cell. `known_posts` are the trust's own and are never cut in two.

    wrapped: a line ends where the page's column did, so that a line break divides only two whole posts.
    """
    reading = OwnersReading()
    text = _leave_out_people(_join_lines(words, wrapped=wrapped), reading)
    reading.words = text.strip()
    kept: list[str] = []
    text = _keep_whole(re.sub(r"\((?:with|bulleted|as listed) ?[^()]*\)", "", text), known_posts, kept)
    before, *after = _WITH.split(text, maxsplit=1)
    if after and not _read_posts(before, kept, OwnersReading()):
        before, after = text, []
    leads = _read_posts(before, kept, reading, wrapped=wrapped)
    names = list(dict.fromkeys(leads + (_read_posts(after[0], kept, reading, wrapped=wrapped) if after else [])))
    reading.doubts = list(dict.fromkeys(reading.doubts))
    reading.owners = _mark_lead(names, stated=bool(after))
    return reading


def read_owners(words: str, *, known_posts: Iterable[str] = ()) -> tuple[OwnerRow, ...]:
    """The posts named in an owner cell, the lead first marked."""
    return read_owner_cell(words, known_posts=tuple(known_posts)).owners


def is_same_as_above(words: str) -> bool:
    """ "As above", "ditto": the owners of the row before."""
    return _SAME.fullmatch(words.strip()) is not None


def read_posts(words: str) -> tuple[OwnerRow, ...]:
    """Owners stated precisely by a person: split at semicolons only, the lead marked "(lead)"."""
    names = list(dict.fromkeys(name for part in words.split(";") if (name := " ".join(part.split()))))
    return _mark_lead(names)


def write_posts(owners: Iterable[OwnerRow]) -> str:
    """What read_posts reads back."""
    owners = tuple(owners)
    ordered = owners if any(o.basis == "explicit" for o in owners) else sorted(owners, key=lambda o: not o.lead)
    return "; ".join(f"{o.name} (lead)" if o.basis == "explicit" else o.name for o in ordered)


def _mark_lead(names: Sequence[str], *, stated: bool = False) -> tuple[OwnerRow, ...]:
    marked = [name for name in names if _LEAD.search(name)]
    lead = marked[0] if marked else names[0] if names else None
    explicit = bool(marked) or stated
    basis: Basis = "explicit" if explicit else "only_owner" if len(names) == 1 else "first_named_assumed"
    return tuple(OwnerRow(_LEAD.sub("", name), name == lead, basis if name == lead else None) for name in names)


def _join_lines(words: str, *, wrapped: bool) -> str:
    """Lines that a narrow cell has broken put together; a break between two posts stays."""
    lines = [line for raw in words.splitlines() if (line := tidy_text(re.sub(r"^[•·●▪*o-]\s+", "", raw.strip())))]
    joined: list[str] = []
    for line in lines:
        if joined and (_is_broken(joined[-1], line) or (wrapped and _is_cut(joined[-1], line))):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    text = "\n".join(re.sub(r"^\(?\d{1,2}[.)]\s+", "", line) for line in joined)
    return re.sub(r"(?<=\w)(?: -|- )(?=\s*[A-Z])[^\S\n]*", " - ", text)


def _is_broken(last: str, line: str) -> bool:
    if _JOINS_NEXT.search(last) or _JOINS_LAST.match(line) or last.count("(") > last.count(")"):
        return True
    bare = re.match(rf"(?:{_ROLES})s?(?=\s*(?:$|[,&/;]|and\b))", line, re.I) is not None  # "EDI" and "Lead" below it
    return bare and (
        not is_whole_post(last) or last.rsplit(maxsplit=1)[-1].casefold().endswith(("services", "service"))
    )


def _is_cut(last: str, line: str) -> bool:
    if re.fullmatch(rf"(?:{_ROLES})s?", line, re.I):
        return True
    return not (is_whole_post(last) and is_whole_post(line))


def _leave_out_people(text: str, reading: OwnersReading) -> str:
    """Without names, initials in brackets and addresses: a post is what is kept, and a person is asked for it."""

    def bracket(found: re.Match[str]) -> str:
        inner = found[1].strip()
        if _LEAD.fullmatch(found[0]) or not _is_personal(inner):
            return found[0]
        reading.doubts.append("a name or initials in brackets were left out: people are never stored with a plan")
        return ""

    def leave_out(_: re.Match[str] | None = None) -> str:
        reading.doubts.append("what looks like a person's name was left out: name the post instead")
        return ""

    text = re.sub(r"\s*\(([^()\n]*)\)", bracket, text)
    for pattern in (_EMAIL, _TITLED):
        text = pattern.sub(leave_out, text)
    parts = re.split(r"(\s*(?:[,;/\n]|\s[-–:]\s|\s(?:and|&)\s)\s*)", text)
    for n in range(0, len(parts), 2):
        if _is_name(parts[n].strip()) or (
            _INITIALS.fullmatch(parts[n].strip()) and len(parts[n].strip()) == 2 and _is_personal(parts[n].strip())
        ):
            parts[n] = leave_out()
            if n + 1 < len(parts):
                parts[n + 1] = "\n" if "\n" in parts[n + 1] else " "
    return "".join(parts).strip(" ,;/&-–:") if any("left out" in d for d in reading.doubts) else text


def _is_personal(inner: str) -> bool:
    if _INITIALS.fullmatch(inner):
        singles = re.findall(r"[A-Z]{2,3}", inner)
        return not singles or not all(_is_department(word) for word in singles)
    return _is_name(inner)


def _is_name(text: str) -> bool:
    """Two or three words in capitals, none of which is a role's or a department's."""
    if not _NAMED.fullmatch(text):
        return False
    return not _HOLDS_ROLE.search(text) and not any(_is_department(word) for word in text.split())


def _is_department(word: str) -> bool:
    low = word.casefold().strip(".,()")
    return low in _DEPARTMENTS or low in _ALONE or (low.endswith("s") and low[:-1] in _DEPARTMENTS)


def _keep_whole(text: str, known_posts: Iterable[str], kept: list[str]) -> str:
    """Posts that are never cut, each put aside under a number."""

    def keep(found: re.Match[str]) -> str:
        kept.append(" ".join(found[0].split()))
        return f"\n\x00{len(kept) - 1}\x00\n"

    # Only a name that would be cut needs keeping: a short one, such as "SLT", also stands inside others ("All SLT").
    cut = {post for post in known_posts if len(_read_posts(post, [], OwnersReading())) > 1}
    for post in sorted({*COMPOUND_POSTS, *cut}, key=len, reverse=True):
        if pattern := r"\s+".join(re.escape(part) for part in post.replace("–", "-").split()):
            inside = "" if _PIECE.search(post) else "(?<!and )(?<!& )"  # "Diversity & Inclusion Directors"
            text = re.sub(
                rf"(?<!\w)(?<!of ){inside}{pattern}(?!\w)(?! (?:Lead|Manager|Team|Network)\b)", keep, text, flags=re.I
            )
    return text


def _read_posts(text: str, kept: Sequence[str], reading: OwnersReading, *, wrapped: bool = False) -> list[str]:
    names: list[str] = []
    for line in _STRONG.split(re.sub(r"(?<=\n)\s*(\(lead\))", r"\1", text, flags=re.I)):
        for name in _split_line(line, reading, wrapped=wrapped):
            restored = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], name)
            restored = " ".join(restored.split()).strip(" .,:-–&/")
            restored = _LEAD_BEFORE.sub("", re.sub(r"^(?:and|&)\s+|\s+(?:and|&)$", "", restored, flags=re.I))
            if _LEAD.fullmatch(f" {restored}") and names:
                names[-1] += " (Lead)"
            elif not _NOBODY.fullmatch(restored):
                names.append(restored.replace(" - ", " – "))
    return names


def _split_line(line: str, reading: OwnersReading, *, wrapped: bool) -> list[str]:
    """The posts of one line: cut where a post ends, whole where a role word binds what stands before or after it."""
    line = re.sub(r"\(([^()]*)\)", lambda found: "(" + _PIECE.sub(_hide, found[1]) + ")", line)
    parts = _PIECE.split(line)
    pieces, gaps = [part.strip() for part in parts[::2]], parts[1::2]
    posts = [pieces[0]]
    for n, gap in enumerate(gaps):
        if _binds(posts[-1], gap, pieces[n + 1 :], gaps[n + 1 :], reading):
            posts[-1] += gap + pieces[n + 1]
        else:
            posts.append(pieces[n + 1])
    if wrapped:
        posts = [one for post in posts for one in _split_adjacent(post, reading)]
    return [post.translate(_SHOWN) for post in posts]


_BEGINS_POST = re.compile(
    r"(?<=[\w)])\s+(?=(?:(?:Deputy|Associate|Assistant|Joint|Executive)\s+)?(?:Head|Director) (?:of|for)\b|Chief [A-Z]"
    r"|Trust (?:Board )?(?:Chair|Secretary)\b|CEO\b|HR Director\b)"
)


def _split_adjacent(post: str, reading: OwnersReading) -> list[str]:
    """Two posts that stood on two lines of a narrow column, whose line break the page has lost."""
    marked = [part.strip() for part in re.split(r"(?<=\([Ll]ead\))\s+", post)]
    parts: list[str] = []
    for piece in (piece for part in marked for piece in _BEGINS_POST.split(part)):
        begun = re.search(r"\b(?:deputy|associate|assistant|joint|executive)$", parts[-1], re.I) if parts else None
        if parts and (begun or not is_whole_post(parts[-1])):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    if len(parts) > 1 and len(marked) < len(parts):
        reading.doubts.append(f"“{post}” is taken as {len(parts)} posts")
    return parts


_HIDDEN = {",": "\ue000", "&": "\ue001", "/": "\ue002", ".": "\ue003", "+": "\ue004"}
_SHOWN = str.maketrans({hidden: shown for shown, hidden in _HIDDEN.items()} | {"\ue005": "and", "\ue006": "And"})


def _hide(found: re.Match[str]) -> str:
    text = "".join(_HIDDEN.get(sign, sign) for sign in found[0])
    return re.sub(r"\band\b", "\ue005", text, flags=re.I)


def _binds(post: str, gap: str, later: Sequence[str], gaps: Sequence[str], reading: OwnersReading) -> bool:
    """Whether what comes next belongs to the post so far."""
    following, sign = later[0], gap.strip().casefold()
    if not post or not following or sign.startswith("."):
        return False
    ends_here, follows = is_whole_post(post), is_whole_post(following)
    if ends_here and not follows and _OPENS.match(post):
        return _joined_by_and(sign, gaps, later, wants_post=False)  # "Head of HR and Organisational Development"
    if not ends_here and _LEAD.search(post):
        return False
    if not ends_here and follows and _ENDING.search(_without_marks(following)) and not _OPENS_ON.match(following):
        if sign == "/":
            reading.doubts.append(f"“{post}/{following}” is taken as two posts")
            return False
        bound = _joined_by_and(sign, gaps, later, wants_post=True)  # "Diversity and Inclusion Manager"
        _doubt_several(bound, f"{post}{gap}{following}", reading)
        return bound
    if not ends_here and not follows and sign != "/":
        if not _joined_by_and(sign, gaps, later, wants_post=None):
            return False
        if not _bound_later(gaps, later):
            reading.doubts.append(f"“{post}{gap}{following}” is taken as one post")
        return True
    return False


def _doubt_several(bound: bool, post: str, reading: OwnersReading) -> None:
    """ "EDI & Recruitment Leads" may be two posts."""
    if bound and re.search(rf"[&d] [\w&]+ (?:{_ROLES})s$", post, re.I):
        reading.doubts.append(f"“{post}” is taken as one post")


def _joined_by_and(sign: str, gaps: Sequence[str], later: Sequence[str], *, wants_post: bool | None) -> bool:
    """ "and", or a comma of a list that ends in "and": "Quality, Safety and Governance"."""
    if sign != ",":
        return sign != "/"
    for n, gap in enumerate(gaps):
        if not later[n] or (is_whole_post(later[n]) and wants_post is not None):
            return False
        if "and" in gap.casefold() or "&" in gap:
            last = later[n + 1]
            if wants_post is False:
                return not is_whole_post(last)
            return not is_whole_post(last) or not _OPENS.match(last)
        if gap.strip() != ",":
            return False
    return False


def _bound_later(gaps: Sequence[str], later: Sequence[str]) -> bool:
    """Whether a role word further on binds all of it: "Equality, Diversity and Inclusion Manager"."""
    return any(is_whole_post(name) for name in later)


def _without_marks(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)\s*$", "", text).rstrip(" .")


def is_whole_post(text: str) -> bool:
    """Whether words name a post or a body by themselves: "Inclusion Manager", "CEO", "Head of HR"; not "Diversity"."""
    plain = _without_marks(text)
    if "\x00" in plain or plain.casefold() in _ALONE:
        return True
    if _OPENS.match(plain) or _OPENS_SHORT.match(plain) or _ENDING.search(plain):
        return True
    return bool(_HOLDS_ROLE.search(plain)) or plain.rsplit(" ", 1)[-1].casefold() in _ALONE
