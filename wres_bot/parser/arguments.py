"""Owns how what follows a verb is read: filters, dates, posts, channels; must not know verbs or any clock."""

import re
from dataclasses import dataclass, field

from wres_bot.domain.refs import match_ref
from wres_bot.domain.statuses import STATUS_SYNONYMS, Status

_PHRASES = "|".join(
    re.escape(phrase).replace(r"\ ", "[ -]") for phrase in sorted(STATUS_SYNONYMS, key=len, reverse=True)
)
STATUS = re.compile(rf"(?:{_PHRASES})(?![\w'%]|-\w)")
"""A status in everyday words, in text of lower case."""


def status_from_phrase(phrase: str) -> Status:
    return STATUS_SYNONYMS.get(phrase) or STATUS_SYNONYMS[phrase.replace("-", " ")]


@dataclass(slots=True)
class Arguments:
    """What was read after a verb, in the words of a command."""

    words: str = ""
    when: str = ""
    rest: str = ""
    filters: dict[str, str] = field(default_factory=dict)


LEADING = " \n.,;:-!=>…"
QUOTED = r"\"[^\"\n]+\"|'[^'\n]+'|`[^`\n]+`"


def lower_keeping_length(text: str) -> str:
    """In lower case and of the same length, so that places in one are places in the other."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def unquote(text: str) -> str:
    """Without the quotes around it."""
    return text.strip(LEADING + "\"'`*")


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:be|have|not|need)\b)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?![\w])"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?!\w)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_YEAR = r"(?:20\d\d|'\d\d|\d\d)(?![\w%:./])"
_WORD_COUNT = r"(?:an?|one|two|three|four|five|six|ten)"
_COUNT = rf"(?:\d{{1,3}}|{_WORD_COUNT})"
_UNIT = r"(?:days?|wks?|weeks?|months?|quarters?|years?|d|w|m)"
_NHS = r"(?:20)?\d\d[-/](?:20)?\d\d"
_QUARTER = r"(?:q|qtr ?|quarter )[1-4]"
DATE = re.compile(
    r"(?:(?:to|by|until|till|on|for|before|from|in|within|is|=|:) )*(?:the )?"
    r"(?:(?:end|start|beginning|middle)(?: of)?(?: the)? |mid[ -])?"
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}([./-])\d{{1,2}}\1(?:\d{{4}}|\d\d)|{_NHS} ?{_QUARTER}"
    rf"|{_QUARTER}(?:,? {_NHS})?|{_NHS}"
    rf"|(?:{_WEEKDAY},? (?:the )?)?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}(?:[ ,-]{{1,2}}{_YEAR})?"
    rf"|(?:{_WEEKDAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? 20\d\d"
    rf"|{_MONTH}[ -]?{_YEAR}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?![\w%:./])|{_MONTH}"
    rf"|{_SEASON}(?: 20\d\d)?"
    rf"|(?:this|next|last|coming|the next|the coming) (?:{_COUNT} {_UNIT}|week|month|quarter"
    rf"|(?:financial )?year|{_WEEKDAY}|{_MONTH}|{_SEASON})"
    rf"|(?:\d{{1,3}} ?|{_WORD_COUNT} ){_UNIT}(?: from now)?|today|tomorrow|{_WEEKDAY}|20\d\d"
    r"|\d{1,2}[./]\d{1,2}|(?:the )?(?:month|quarter|(?:financial )?year|week))(?!\w|[./-]\d|%)"
)
ANY_DATE = re.compile(rf"(?<![\w.]){DATE.pattern}")
"""To be searched for: a date that does not begin inside a word."""
_PREPOSITION = re.compile(r"(?:(?:to|until|till|on|for|before|from|is|=|:) )+")


def find_date_at(low: str, text: str, at: int) -> tuple[str, int]:
    """The date-looking words that begin at `at`, as typed, and where they end; ("", at) when there are none."""
    while at < len(low) and low[at] in LEADING:
        at += 1
    found = DATE.match(low, at)
    if found is None:
        return "", at
    started = _PREPOSITION.match(low, at)
    start = started.end() if started and started.end() < found.end() else at
    return text[start : found.end()], found.end()


def read_dated(rest: str) -> Arguments:
    """ "to 30 June 2021, panel delayed" """
    when, end = find_date_at(lower_keeping_length(rest), rest, 0)
    return Arguments(when=when, words=rest[end:].lstrip(LEADING), rest=rest)


def read_moved(rest: str) -> Arguments:
    """ "30 June 2021 panel delayed"; "from 31 May 2021 to 30 June 2021 …" says which of its dates is meant."""
    low = lower_keeping_length(rest)
    if low.lstrip(LEADING).startswith("from "):
        named, end = find_date_at(low, rest, 0)
        if named and low[end:].lstrip().startswith("to "):
            read = read_dated(rest[end:])
            return Arguments(read.words, read.when, rest, {"from": named})
    return read_dated(rest)


_KEYED = re.compile(
    r"(?<!\w)(?:(?:in |for |from |of )?(?:sections?|sect|themes?|objectives?)(?![a-z])[ :.=#]*"
    rf"(?P<section>{QUOTED}|[a-z]{{0,4}}\d[\w.]*|[a-z]{{2,4}}(?= |$))"
    r"|(?:in |for |of )?(?:indicators?|metrics?|ind)[ :.=#]*(?P<indicator>\d{1,2}|rdr)"
    r"|(?:in |for |of |under )?(?P<reference>wres(?: indicator| metric)? ?\d{1,2}"
    r"|(?:wdes|hias?|high impact actions?|eds|psed)(?: indicator| metric| domain)?(?: ?\d{1,2}[a-h]?)?)"
    rf"|(?:in |for |of |of the )?plan[ :=]*(?P<plan>{QUOTED}|[\w-]+)"
    r"|page[ :=]*(?P<page>\d{1,3})"
    rf"|(?:owner|owned by|with owner)[ :=]*(?P<owner>{QUOTED}|[^,;\n]+?)(?=\s*[,;\n]|$"
    r"| (?:and |in |for )*(?:section|theme|objective|indicators?|metrics?|ind|plan|page|status|that|due)\b)"
    rf"|status[ :=]*(?P<status>{_PHRASES})(?![\w'%]))(?!\w)"
)
_HELP = re.compile(r"(?:that |which )?(?:needs?|needing|asked for|wants?|with)? ?help(?: needed| wanted)?")
_OPEN = re.compile(
    r"(?:that are |still )*(?:not (?:yet )?(?:done|complete|completed|finished)|open|unfinished|outstanding|incomplete)"
)
_LATE = re.compile(r"(?:that are )?(?:late|overdue|past(?: date)?|past due)")
_EMPTY = re.compile(
    r"^(?:(?:all|any|every|the|actions?|ones|which|that|are|is|with|in|on|for|of|to|and|me|my|our|about"
    r"|going|doing|so far|please|everything)(?!\w)"
    r"|[\s,;:.-])*",
    re.IGNORECASE,
)


def read_filters(rest: str) -> Arguments:
    """ "section 2 status done training": the named ones, a bare status, and any other words."""
    filters: dict[str, str] = {}
    low, kept, at = lower_keeping_length(rest), "", 0
    for found in _KEYED.finditer(low):
        name = found.lastgroup or ""
        value = unquote(rest[found.start(name) : found.end(name)])
        filters["indicator" if name == "reference" else name] = (
            status_from_phrase(value.lower()) if name == "status" else value
        )
        kept += rest[at : found.start()]
        at = found.end()
    kept = " ".join((kept + rest[at:]).split()).strip(LEADING)
    low = lower_keeping_length(kept)
    for name, pattern in (("help", _HELP), ("open", _OPEN), ("late", _LATE)):
        if sign := re.search(rf"(?:^|(?<= )){pattern.pattern}(?= |,|$)", low):
            filters[name] = "yes"
            kept = (kept[: sign.start()] + kept[sign.end() :]).strip(LEADING)
            low = lower_keeping_length(kept)
    if "status" not in filters:
        kept = _bare_status(kept, low, filters)
    kept = _EMPTY.sub("", kept, count=1)
    if words := kept.strip(LEADING):
        filters["words"] = unquote(words)
    return Arguments(filters=filters, rest=rest)


def _bare_status(kept: str, low: str, filters: dict[str, str]) -> str:
    """Takes a status that stands first or last out of the words, unless it was denied."""
    for found in STATUS.finditer(low):
        before, after = low[: found.start()], low[found.end() :]
        if before and before[-1].isalnum():
            continue
        first, last = _EMPTY.fullmatch(before) is not None, not after.strip(LEADING)
        if (first or last) and not NEGATION.search(before):
            filters["status"] = status_from_phrase(found[0])
            return (kept[: found.start()] + kept[found.end() :]).strip(LEADING)
    return kept


NEGATION = re.compile(
    r"(?<!\w)(?:not|no|nope|never|cannot|nowhere|neither|nor|without|unable|fail(?:ed|s|ing)?|yet to|un|non|isnt|arent"
    r"|wasnt|hasnt|havent|wont|cant|didnt|dont|doesnt|barely|hardly|far from|nothing|none|nobody|\w+n't)(?!\w)"
)


_EVERYBODY = re.compile(
    r"(?:everybody|everyone|everybody else|all(?: of them)?|them|anybody|anyone)\b.*", re.I | re.DOTALL
)
_AGAIN = re.compile(r"[\s,]+(?:again|please|to answer|to reply|for an update|about it)\s*$", re.IGNORECASE)


def read_reminded(rest: str) -> Arguments:
    """ "everybody who hasn't answered", "the Head of Learning again": who is asked again."""
    if _EVERYBODY.fullmatch(rest.strip()):
        return Arguments(rest="everybody", filters={"words": "everybody"})
    rest = _AGAIN.sub("", rest)
    read = read_filters(rest)
    read.rest = rest
    return read


def read_due(rest: str) -> Arguments:
    """ "this quarter section 2": a stretch of time, then filters."""
    low = lower_keeping_length(rest)
    when, end = find_date_at(low, rest, 0)
    if when:
        start = low.index(when.lower())
        prefix = rest[:start].strip(LEADING)
        when = f"{prefix} {when}".strip() if prefix.lower() in ("before", "from") else when
        if low[:start].endswith("by ") and not when.lower().startswith("by"):
            when = f"by {when}"
    elif number := re.fullmatch(r"\s*(\d{1,3})\s*", rest):
        return Arguments(when=f"{number[1]}d", filters={"when": f"{number[1]}d"}, rest=rest)
    read = read_filters(rest[end:] if when else rest)
    for gap in () if when else re.finditer(" ", low):  # "section 2 march": the date may follow the filters
        if DATE.fullmatch(low, gap.end()):
            early = read_filters(rest[: gap.start()])
            if "words" not in early.filters:
                read, when = early, rest[gap.end() :]
                break
    read.rest, read.when = rest, when
    if when:
        read.filters["when"] = when
    return read


_SINCE = re.compile(
    r"(?<!\w)(?:since |from |after |in |over )?(?:the |our |we )*"
    r"(?P<what>(?:last|previous) (?:time|meeting|summary|digest|quarter|month|week|\w+ meeting)|met|last met"
    r"|(?:this|past) (?:quarter|month|week|year)|christmas|new year|yesterday|the beginning|the start)(?!\w)"
)
_SINCE_DATE = re.compile(rf"(?<!\w)(?:since|from|after) (?:the )?(?={DATE.pattern})")


def read_since(rest: str) -> Arguments:
    """ "last meeting section 2", "1 January on recruitment": from when, then filters."""
    low = lower_keeping_length(rest)
    when, start, end = "", 0, 0
    if dated := _SINCE_DATE.search(low):
        when, end = find_date_at(low, rest, dated.end())
        start = dated.start()
    elif named := _SINCE.search(low):
        when, (start, end) = named["what"], named.span()
    elif DATE.match(low):
        when, end = find_date_at(low, rest, 0)
    read = read_filters(f"{rest[:start]} {rest[end:]}".strip())
    read.rest, read.when = rest, when
    return read


_REPLACED = re.compile(r"[\s,;(]*(?:and |now |it is |is )*(?:replaced|superseded) (?:by|with) ")


def read_cancelled(rest: str) -> Arguments:
    """ "no longer needed, replaced by 3.7" """
    low = lower_keeping_length(rest)
    for found in _REPLACED.finditer(low):
        if by := match_ref(low, rest, found.end()):
            words = rest[: found.start()] + rest[by.end :].lstrip(")")
            return Arguments(words=words.strip(LEADING), rest=rest, filters={"replaced by": str(by.ref)})
    return Arguments(words=rest, rest=rest)


_LEAD = re.compile(
    r"(?:[\s,]+as (?:the )?lead(?: owner)?|[\s,]*\((?:lead|Lead)\)|,\s*[Ll]ead|[\s]+lead(?: owner)?)\s*$"
)


_INSTEAD = re.compile(r"[\s,]+(?:instead|alone|only)(?: of (?:them|.+))?\s*$", re.IGNORECASE)
_BESIDE = re.compile(
    r"[\s,]+(?:beside|besides|as well|too|also|jointly|with)(?: (?:them|the others?))?\s*$", re.IGNORECASE
)


def read_assigned(rest: str) -> Arguments:
    """ "to Head of EDI lead": a small "lead" after the post is the flag, a capital one ends a title. "instead" and
    "beside" say what becomes of those who own it already."""
    rest = re.sub(r"^(?:to|->|:)\s+(?:the )?", "", rest.strip(LEADING), flags=re.IGNORECASE)
    for pattern, name in ((_LEAD, "lead"), (_INSTEAD, "instead"), (_BESIDE, "beside")):
        found = pattern.search(rest)
        if found and found.start():
            return Arguments(rest=unquote(rest[: found.start()]), filters={name: "yes"})
    return Arguments(rest=unquote(rest))


LEADS_BUSINESS = (
    "date", "away", "leaving", "covering", "decision", "cancel", "progress", "evidence", "meeting", "question", "voice",
)  # fmt: skip
"""What is passed on to those who lead, as a button says it: "ask the lead date 2.3 until June"."""
_PASSED_ON = re.compile(rf"(?P<kind>{'|'.join(LEADS_BUSINESS)})(?::|\s|$)\s*", re.IGNORECASE)
_NAMED_OR_NOT = re.compile(r"(?P<how>by name|unnamed)\s*:\s*", re.IGNORECASE)


def read_passed_on(rest: str) -> Arguments:
    """ "date 2.3 until June", "by name: does it cover bank staff?": what it is, of which action, and the words."""
    filters: dict[str, str] = {}
    words = rest.strip()
    if how := _NAMED_OR_NOT.match(words):
        filters["name"] = how["how"].lower()
        words = words[how.end() :]
    if kind := _PASSED_ON.match(words):
        filters["kind"] = kind["kind"].lower()
        words = words[kind.end() :]
        one = match_ref(lower_keeping_length(words), words, 0)
        if one is not None and not (one.bare and DATE.match(words.lower())):
            filters["ref"] = str(one.ref)
            words = words[one.end :].lstrip(LEADING)
    return Arguments(words=words.strip(), rest=rest, filters=filters)


_SURVEY_YEAR = re.compile(r"(?<![\w/-])20\d\d(?:[-/]\d\d)?(?![\w/-])")


def read_survey_release(rest: str) -> Arguments:
    """ "2021 from 11 March 2021 for network" """
    low = lower_keeping_length(rest)
    begins = re.search(r"\b(?:from|on)\s+", low)
    when, _ = find_date_at(low, rest, begins.end()) if begins else ("", 0)
    year = _SURVEY_YEAR.search(low[: begins.start()] if begins else low)
    audience = re.search(r"\b(network|steering)\b", low)
    found = {"period": year[0] if year else "", "audience": audience[0] if audience else ""}
    return Arguments(rest=rest, when=when, filters={name: value for name, value in found.items() if value})


_PRINTED_FIGURE = re.compile(
    r"(?:the |figures? |of |for |wres |wdes |indicators? |metrics? )*(?P<indicator>\d{1,2}[a-f]?|rdr)\s+(?:of |for )?"
    r"(?P<period>20\d\d(?:[-/]\d\d)?)(?![\w/-])[\s:,;–-]*(?:because\s+)?",
    re.IGNORECASE,
)


def read_as_printed(rest: str) -> Arguments:
    """ "2 2021 agreed with our auditors" """
    found = _PRINTED_FIGURE.match(rest.strip())
    if not found:
        return Arguments(rest=rest, words=rest)
    return Arguments(rest=rest, words=rest.strip()[found.end() :], filters=found.groupdict())


_HOLDS = re.compile(
    rf"^(?P<post>{QUOTED}|.+?)\s+(?:(?P<cover>(?:is |now )*covered by)|(?:is|=|->|held by|is held by)(?: now)?)\s+"
    rf"(?P<person>{QUOTED}|.+?)(?:,?\s+(?:from|starting|as of)\s+(?P<when>.+))?$",
    re.IGNORECASE,
)


def read_post(rest: str) -> Arguments:
    """'"Head of EDI" is jo@esneft.example from 1 May 2021'"""
    found = _HOLDS.match(rest)
    if not found:
        return Arguments(rest=rest)
    filters = {"post": unquote(found["post"]), "person": unquote(found["person"])}
    if found["cover"]:
        filters["covering"] = "yes"
    return Arguments(rest=rest, when=(found["when"] or "").strip(LEADING), filters=filters)


def read_who(rest: str) -> Arguments:
    return Arguments(rest=unquote(re.sub(r"^(?:is |holds |the |our )+", "", rest.rstrip("? "), flags=re.IGNORECASE)))


def read_plan(rest: str) -> Arguments:
    """ "use esneft-2020-21", "close …", "list" or a name alone."""
    found = re.fullmatch(r"\s*(?:(?P<do>list|use|close|switch to|choose)(?![\w-]))?\s*(?P<name>.*)", rest, re.I | re.S)
    if found and not found["do"] and " " in unquote(found["name"]):
        return Arguments(rest=rest)  # a sentence about the plan
    do, name = ((found["do"] or "").lower(), unquote(found["name"])) if found else ("", "")
    do = "use" if do in ("switch to", "choose") or (name and not do) else do or "list"
    return Arguments(rest=rest, filters={"do": do} | ({"plan": name} if name and do != "list" else {}))


_PLAN_FILE = re.compile(
    r"(?:(?P<id>\d{1,9})\s*)?(?P<do>all|answer|import|invite|later|posts|show|year)?\s*"
    r"(?:(?<=answer )(?P<name>[\w-]+)\s*=\s*)?(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_plan_file(rest: str) -> Arguments:
    """ "3 answer rag = 1", "3 import", "posts esneft-2025-26" """
    found = _PLAN_FILE.fullmatch(rest.strip(LEADING))
    given = found.groupdict() if found else {}
    return Arguments(rest=rest, filters={name: value.strip() for name, value in given.items() if value})


_INDICATOR = re.compile(
    r"^(?:(?:for|of|the|our|my|what|is|number|no)(?!\w)[\s.,:#]*)*"
    r"(?P<alone>\d{1,2}|rdr)(?!\w|\.\d)(?! *(?:%|per|staff|people))"
    r"|(?<!\w)(?:indicators?|metrics?|ind|wres|wdes)[\s.:#]*(?P<named>\d{1,2}|rdr)(?!\w|\.\d)"
    r"|(?<!\w)(?P<ratio>rdr|race disparity|disparity ratio)(?!\w)",
    re.IGNORECASE,
)
"""A number is an indicator's where it stands alone or is called so: "band 8" is none."""
_NOT_HELD = re.compile(
    r"(?<!\w)(?:pay gaps?|gender|women|men|sickness|absence|grievances?|turnover|leavers?|agency|bank|age|religio\w+"
    r"|lgbt\w*|gay|pregnan\w+|maternity|wards?|departments?|divisions?|directorates?|sites?|teams?|cardiology|theatres?|midwi\w+"
    r"|nurses?|doctors?|consultants?|porters?|managers?|names?|who|whom)(?!\w)"
)
"""What no figure of a standard is about, or is about too few: it is not held, or not told."""
_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("9", re.compile(r"(?<!\w)(?:board|directors?|neds?)(?!\w)")),
    ("2", re.compile(r"(?<!\w)(?:short-?list\w*|appoint\w*|recruit\w*|hired|hiring|applicants?|get(?:ting)? the job)")),
    ("3", re.compile(r"(?<!\w)(?:disciplin\w*|formal process|investigat\w*|suspen\w+)")),
    ("4", re.compile(r"(?<!\w)(?:training|cpd|non-?mandatory|courses?)(?!\w)")),
    ("5", re.compile(
        r"(?:patients?|public|relatives|visitors).*(?:harass|bull|abus)|(?:harass|bull|abus).*(?:patient|public|relat)")),
    ("6", re.compile(r"(?:harass|bull|abus).*(?:by|from|among) (?:other )?(?:staff|coll|manager)|staff on staff")),
    ("5 6", re.compile(r"(?<!\w)(?:harass\w*|bull(?:y|ied|ying)|abus(?:e|ed|ive))(?!\w)")),
    ("7", re.compile(r"(?<!\w)(?:career\w*|promot\w+|progression|equal opportunit\w+|fair chance)")),
    ("8", re.compile(r"(?<!\w)discriminat\w+")),
    ("1", re.compile(
        r"(?<!\w)(?:bands?|vsm|workforce|head-?counts?|staff in post|represent\w+|divers\w+|(?:bme|bame|black|asian"
        r"|ethnic|minority|white|global majority|disabled) (?:\w+ )?(?:staff|colleagues|people|percentage|share))")),
)  # fmt: skip
"""Which indicator a subject is of, the first that fits; "5 6" may be either."""
_HOW_MANY = re.compile(r"(?<!\w)(?:how many|number of|count of|head-?counts?)(?!\w)")


def read_indicators(rest: str) -> Arguments:
    """ "2", "rdr", "WDES 2", "wdes" alone for all of that standard, "the shortlisting ratio"; and what is not held."""
    low = lower_keeping_length(rest)
    filters: dict[str, str] = {}
    if found := _INDICATOR.search(low):
        filters["indicator"] = (found["alone"] or found["named"] or "RDR").upper()
    elif _NOT_HELD.search(low):
        filters["unheld"] = "yes"
    elif topic := next((code for code, pattern in _TOPICS if pattern.search(low)), ""):
        filters["unheld" if _HOW_MANY.search(low) else "indicator"] = topic
    if standard := re.search(r"(?<!\w)(wdes|wres|disab\w+)(?!\w)", low):
        filters["standard"] = "WRES" if standard[1] == "wres" else "WDES"
    return Arguments(rest=rest, filters=filters)


_AUDIENCE = re.compile(r"(?<!\w)(?:(network|networks)|(steering)|(leads?|coordinators?))(?!\w)")


def read_audience(rest: str) -> Arguments:
    found = _AUDIENCE.search(rest.lower())
    audience = ("network", "steering", "leads")[(found.lastindex or 1) - 1] if found else ""
    return Arguments(rest=rest, filters={"audience": audience} if audience else {})


_WHICH = re.compile(rf"(?<!\w)(?:{_NHS} ?{_QUARTER}|{_QUARTER}(?:,? {_NHS})?|(?:this|last|next) quarter)(?!\w)")
_FOR_PLAN = re.compile(rf"(?<!\w)plan[ :=]+({QUOTED}|[\w-]+)")

_PLAN_NAME = re.compile(r"(?<![\w-])[a-z]\w*-\d{4}-\d\d(?![\w-])")
_BY_THE_WAY = re.compile(
    r"(?<!\w)(?:for|of|to|the|a|an|our|my|me|us|in|on|from|and|please|pls|now|today|again|latest|current|new|newest|preview"
    r"|summary|report|digest|quarterly|quarter|staff|group|committee|council|channel|audience|version|one|both)(?!\w)"
    r"|[^\w\s]+"
)


def read_digest(rest: str) -> Arguments:
    """ "2020-21Q3 steering plan esneft-2020-21" """
    low, read = lower_keeping_length(rest), read_audience(rest)
    if found := _FOR_PLAN.search(low):
        read.filters["plan"] = unquote(found[1])
        low = low[: found.start()] + low[found.end() :]
    elif found := _PLAN_NAME.search(low):
        read.filters["plan"] = found[0]
        low = low[: found.start()] + low[found.end() :]
    if found := _WHICH.search(low):
        read.filters["quarter"] = found[0].upper() if re.search(r"q\d", found[0]) else found[0]
    elif left := " ".join(_BY_THE_WAY.sub(" ", _AUDIENCE.sub(" ", low)).split()):
        read.filters["quarter"] = left  # asked about rather than passed over
    return read


_MAIL = r"(?:mailto:)?[^\s@<>,;:]+@[\w-]+(?:\.[\w-]+)+"
_ACCOUNT = rf"(?:the )?(?:account |address |e-?mail )?(?P<account>{_MAIL}|<?@\w+>?|me|myself|my account|this account)"
_JOINED = re.compile(
    rf"{_ACCOUNT}(?:(?:\s+is|\s+are)?(?:\s*[=,&]\s*|\s+)(?:(?:to|with|and|as|also|the same as|for|from|is)\s+)*"
    rf"(?P<person>{QUOTED}|.+?))?(?P<sure>\s+knowingly)?",
    re.IGNORECASE,
)


def read_linked(rest: str) -> Arguments:
    """ "second@esneft.example to head.of.edi@esneft.example": an account, and whose it is."""
    found = _JOINED.fullmatch(rest.strip(LEADING + "?"))
    if not found:
        return Arguments(rest=rest)
    filters = {"account": found["account"].removeprefix("mailto:")}
    if found["person"]:
        filters["person"] = unquote(found["person"].removeprefix("mailto:"))
    if found["sure"]:
        filters["sure"] = "yes"
    return Arguments(rest=rest, filters=filters)


_PLATFORM = re.compile(
    r"(?<!\w)(?:(teams|ms teams|microsoft teams)|(slack)|(either|any|both|no preference|wherever))(?!\w)"
)


def read_preferred(rest: str) -> Arguments:
    found = _PLATFORM.search(rest.lower())
    return Arguments(
        rest=rest, filters={"platform": ("teams", "slack", "any")[(found.lastindex or 1) - 1]} if found else {}
    )
