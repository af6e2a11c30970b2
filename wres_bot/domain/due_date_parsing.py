"""Owns what a published due date means: wording in, milestones out; must not know plans as files, or the clock."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from wres_bot.domain.date_parsing import FoundDate, find_dates, tidy_text
from wres_bot.domain.dates import NhsYear, add_months, format_day
from wres_bot.domain.milestones import MilestoneKind, PublishedMilestone
from wres_bot.domain.statuses import Status

LONGEST = 2_000
CADENCE = 3
"""Months between looks at ongoing work that names no date."""

_OPENING = re.compile(
    r"(?P<done>completed?|done|achieved)\b(?! by\b)|(?P<going>on-?going)\b|(?P<seen>reviewed)\b", re.I
)
_BY = re.compile(
    r"(?:(?:to|must|should|will) be |for |to )?"
    r"(?P<said>complet(?:ed|e|ion)|achieved?|deliver(?:ed|y)?|implement(?:ed)?|finish(?:ed)?|done|in place) (?=by\b)",
    re.I,
)
_REVIEW = re.compile(r"\breviews?\b|\bprogress (?:reports?|updates?)\b|\binterim reports?\b|\bevaluation\b", re.I)
_BEGIN = re.compile(r"\b(?:launch|commenc\w*|start(?:s|ing)?|pilot|begin\w*|kick-?off|roll-?out)\b", re.I)
_EARLIEST = re.compile(
    r"\b(?:after|not before|no(?:t)? earlier than|no(?:t)? sooner than)(?: the)?(?: end(?: of)?)?$", re.I
)
_WEEK = re.compile(r"\b(?:w/?c|w/?b|week (?:commencing|beginning|of))$", re.I)
_BEGINS = re.compile(
    r"\b(?:from|commencing|starting|beginning|start|starts|launch(?:ed|es)?|begin|commence)(?: in| on| the)*$", re.I
)
_BEGUN_AFTER = re.compile(
    r"(?:with (?:the |a )?(?P<label>first [\w-]+|[\w-]+ pilot)|onwards?|commencing|launch|start)\b", re.I
)
_THROUGH = re.compile(r"\b(?:throughout|through|across|during|over|all)(?: the)?$", re.I)
_GOING_ON = re.compile(r"\bon-?going\b|\bcontinuous(?:ly)?\b|\bthereafter\b", re.I)
_ARISES = re.compile(
    r"\bas (?:and when|an? )?(?:[\w-]+ ){0,3}?"
    r"(?:arises?|occurs?|allows?|required|needed|necessary|appropriate|available)\b"
    r"|\b(?:when|where|if) (?:[\w-]+ ){1,3}?(?:arises?|occurs?|available)\b|\bas and when\b|\bad hoc\b"
    r"|\bpending (?:an )?opportunit\w+",
    re.I,
)
_EVERY: tuple[tuple[str, int, str | None], ...] = (
    (r"at least (?:twice|two times) (?:a|per|each) year", 6, None),
    (r"bi-? ?annual(?:ly)?", 6, "“Bi-annual” is taken as twice a year."),
    (r"bi-? ?month(?:ly|s)", 2, "“Bi-monthly” is taken as every two months."),
    (
        r"bi-? ?weekly|fortnightly|every (?:two|2|other|second) weeks?",
        1,
        "Every two weeks is asked about once a month.",
    ),
    (r"weekly|every week|each week|once a week", 1, "Every week is asked about once a month."),
    (r"daily|every day|each day", 1, "Every day is asked about once a month."),
    (
        r"(?:half|six|6)[- ]?(?:yearly|monthly)|every (?:half[- ]year|(?:six|6) months?)"
        r"|(?:twice|two times|2x) (?:a|per|each|every) (?:year|annum)|twice[- ](?:yearly|annually)"
        r"|semi-?annual(?:ly)?",
        6,
        None,
    ),
    (r"every (?:two|2|other|second) months?|(?:two|2)[- ]monthly", 2, None),
    (r"biennial(?:ly)?|every (?:two|2|other|second) years?", 24, None),
    (r"(?:three|3) times (?:a|per|each) year|every (?:four|4) months|(?:four|4)[- ]monthly|termly|every term", 4, None),
    (r"every (?P<n>\d{1,2}) months", 0, None),
    (
        r"quarterly|every quarter|each quarter|per quarter|(?:four|4) times (?:a|per|each) year"
        r"|every (?:three|3) months|(?:three|3)[- ]monthly",
        3,
        None,
    ),
    (r"monthly|every month|each month|per month|once a month", 1, None),
    (
        r"annual(?:ly)?|yearly|every year|each year|every (?:twelve|12) months|once (?:a|per|each|every) year"
        r"|per (?:year|annum)|p\.a\.?|(?:twelve|12)[- ]monthly",
        12,
        None,
    ),
)
"""How often, as said; how many months lie between; what was assumed. The longer of two that fit stands first."""
_YEARLY = re.compile(
    r"(?<!half[ -])(?<!bi[ -])(?<!semi[ -])(?<!twice[ -])(?<!six[ -])\b(?:annual(?:ly)?|yearly|(?:every|each"
    r"|per) (?:year|annum)|p\.a\.?)(?!\w)",
    re.I,
)
_EVERY_DATE = re.compile(r"\b(?:every|each)\s*$", re.I)
_COUNTED = re.compile(
    r"\b(phase|stage|part|step|wave|cohort|tranche|round|milestone|year|item|option|action|band|level|objective)"
    r"(s?[ -]?)(\d{1,2})(?!\d|/|\.\d)",
    re.I,
)
"""A number that counts something is no day: "Phase 1 June 2024"."""
_MOVED = re.compile(
    r"\b(?:(?:revised|moved|changed|extended|deferred|amended|slipped|re-?scheduled|delayed|postponed|brought "
    r"forward)"
    r"(?: date)? from|was|originally|previously|original(?:ly)?(?: date| due| target| deadline)*"
    r"|formerly)\s*:?(?: by| due)?\s*$",
    re.I,
)
_MOVED_TO = re.compile(
    r"\b(?:revised|moved|changed|extended|deferred|amended|slipped|re-?scheduled|postponed|now|delayed|pushed back)"
    r"(?: (?:to|until|till|date))*\s*:?\s*$",
    re.I,
)
_JOINED = re.compile(r"\s*(?:,|&|/|and|,\s*and)\s*", re.I)
_EMPTY_WORDS = re.compile(
    r"^(?:and|then|with|&|[-:,.;/()\s])+(?=\b|$)"
    r"|(?:(?:\b(?:by|in|on|at|before|end|the|of|date|due|required|until|from|to be"
    r"|starting|commencing|beginning|and|then|for|within|throughout|through|during|over|between|is|to)\b"
    r"|[-:,.;/()&])\s*)+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ParsedDue:
    """What the words mean. `unread` are words left over, to be reported; `status` is what they say beside the dates."""

    milestones: tuple[PublishedMilestone, ...] = ()
    unread: str | None = None
    status: Status | None = None

    @property
    def assumptions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.assumption for m in self.milestones if m.assumption))


@lru_cache(4_000)
def parse_due(words: str, *, year: NhsYear | str, status: str | None = None, begins: date | None = None) -> ParsedDue:
    """Read one cell. `status` is the cell beside it: "as vacancies arise" is sometimes written there.

    begins: from which day "within 6 months" and "year 2" count; without it they are not read.
    """
    year = NhsYear(year) if isinstance(year, str) else year
    text = tidy_text(words[: LONGEST * 2])
    if not text:
        return ParsedDue()
    if len(text) > LONGEST:
        return ParsedDue(unread=text)
    if day := _parse_serial(text):
        return ParsedDue((day,))
    clauses = _hide_counted(_join_lines(words, year))
    opening = _OPENING.match(clauses)
    done, going = (opening["done"], opening["going"]) if opening else (None, None)
    rest = clauses[opening.end() :].lstrip(" -:.,") if opening and (done or going) else clauses
    by = _BY.match(rest)
    reading = _ClauseParser(year, text, begins)
    for clause in re.split(r";(?![^()]*\))", rest[by.end() :] if by else rest):
        reading.clause(clause.strip())
    milestones = _drop_repeats([replace(m, label=m.label and _show_counted(m.label)) for m in reading.milestones])
    if opening and (done or going):
        milestones = [_as_review(opening[0], milestone) for milestone in milestones]
    unread = "; ".join(map(_show_counted, reading.unread)) or None
    if by and by["said"].lower() == "completed" and milestones:
        return _read_completed_by(milestones, unread, year)
    if done:
        return ParsedDue(tuple(milestones), unread, "done")
    if status and (arises := _ARISES.search(tidy_text(status))) and not milestones:
        return ParsedDue((_make_opportunistic(arises[0], f"{text}; {tidy_text(status)}"),), unread)
    if going:
        return ParsedDue(_with_ongoing(milestones, rest, text, year), unread, "in progress" if rest else None)
    return ParsedDue(tuple(milestones), unread, "in progress" if opening else None)


def _with_ongoing(
    milestones: list[PublishedMilestone], rest: str, text: str, year: NhsYear
) -> tuple[PublishedMilestone, ...]:
    """What goes on, unless a date or a rhythm beside it says when it is looked at."""
    apart = rest.startswith(";") and all(m.kind == "recurring" for m in milestones)
    ongoing = [_make_ongoing(text, year, None)] if apart or not milestones else []
    return (*ongoing, *milestones)


def _drop_repeats(milestones: list[PublishedMilestone]) -> list[PublishedMilestone]:
    """Each point once: "Q1 Apr - Jun 2024" says the same twice, and the second time without an assumption."""
    kept: list[PublishedMilestone] = []
    for m in milestones:
        same = next(
            (
                n
                for n, k in enumerate(kept)
                if (k.kind, k.due, k.until, k.interval_months, k.anchor)
                == (m.kind, m.due, m.until, m.interval_months, m.anchor)
            ),
            None,
        )
        if same is None or (m.due is None and m.label != kept[same].label):
            kept.append(m)
        elif kept[same].assumption and not m.assumption:
            kept[same] = replace(m, label=kept[same].label or m.label)
    return kept


def _parse_serial(text: str) -> PublishedMilestone | None:
    """A day as a spreadsheet counts it, where its format was lost: 45473 is 30 June 2024."""
    if not re.fullmatch(r"[2345]\d{4}", text):
        return None
    day = date(1899, 12, 30) + timedelta(days=int(text))
    stated = f"{text} is taken as a spreadsheet's number for {format_day(day)}."
    return PublishedMilestone("deadline", day, day, "day", day.isoformat(), words=text, assumption=stated)


def _join_lines(words: str, year: NhsYear) -> str:
    """One line; a semicolon where a line that says when follows another that does."""
    joined: list[str] = []
    for line in filter(None, (tidy_text(re.sub(r"^\s*[•·●▪*]\s*", "", raw)) for raw in words.splitlines())):
        if joined and _begins_anew(joined[-1], line, year):
            joined.append(line)
        else:
            joined[-1:] = [tidy_text(" ".join((*joined[-1:], line)))]
    return "; ".join(joined)


def _begins_anew(before: str, line: str, year: NhsYear) -> bool:
    if before.count("(") > before.count(")") or re.search(
        r"(?:[,&/-]|\b(?:and|or|by|in|on|of|from|to|the|until|end))$", before, re.I
    ):
        return False
    if re.match(r"[a-z(&]|'?(?:\d{2}|\d{4})(?![\d./-])(?!\s*[A-Za-z])", line):
        return False
    return _says_when(before, year) and _says_when(line, year)


def _says_when(words: str, year: NhsYear) -> bool:
    return bool(find_dates(words, year)[0] or parse_interval(words) or _GOING_ON.search(words))


def _hide_counted(text: str) -> str:
    """ "Phase 1 June 2024": the 1 counts phases, so it is put out of sight while dates are looked for."""
    return _COUNTED.sub(lambda found: found[1] + found[2] + found[3].translate(_UNSEEN), text)


def _show_counted(text: str) -> str:
    return text.translate(_SEEN)


_UNSEEN = {ord(str(n)): chr(0xE010 + n) for n in range(10)}
_SEEN = {0xE010 + n: str(n) for n in range(10)}


def _read_completed_by(milestones: list[PublishedMilestone], unread: str | None, year: NhsYear) -> ParsedDue:
    """ "Completed by" a day before the plan began has happened; by a later one it is what is asked for."""
    due = milestones[0].due
    if due is not None and due < year.first:
        return ParsedDue(tuple(_as_review("Completed by", m) for m in milestones), unread, "done")
    stated = "“Completed by” is taken as the day it is due."
    return ParsedDue((replace(milestones[0], assumption=stated), *milestones[1:]), unread)


Interval = tuple[int, str | None, str]
"""How many months lie between, what was assumed, and the words that say so."""


def parse_interval(words: str) -> Interval | None:
    """The first rhythm named; None where none is."""
    return next(iter(_find_intervals(words)), None)


def _find_intervals(words: str) -> list[Interval]:
    """Every rhythm named, in the order of the words."""
    found: list[tuple[int, int, Interval]] = []
    for pattern, months, assumed in _EVERY:
        for match in re.finditer(rf"\b(?:{pattern})(?![\w-])", words, re.I):
            count = months or int(match["n"])
            if count and not any(begin < match.end() and match.start() < end for begin, end, _ in found):
                found.append((match.start(), match.end(), (count, assumed, match[0])))
    return [interval for _, _, interval in sorted(found, key=lambda entry: entry[0])]


class _ClauseParser:
    """Collects what the clauses of one cell say."""

    def __init__(self, year: NhsYear, text: str, begins: date | None) -> None:
        self.year, self.text, self.begins = year, text, begins
        self.milestones: list[PublishedMilestone] = []
        self.unread: list[str] = []

    def clause(self, clause: str) -> None:
        dates, broken = find_dates(_without_brackets(clause), self.year)
        if not dates:
            opened = clause.replace("(", " ").replace(")", " ").strip()
            inside, bad = find_dates(opened, self.year)
            if inside or not parse_interval(_without_brackets(clause)):
                clause, dates, broken = opened, inside, bad
        self.unread += broken
        precise = [found for found in dates if found.precision != "year"]
        if precise and len(precise) < len(dates):  # "2020-21 appraisals by March 2021": the year only describes
            dates = precise
        if dates:
            self._dated(clause, _join_moved(clause, dates))
        elif clause and not self._undated(clause) and not broken:
            self.unread.append(clause)

    def _undated(self, clause: str) -> bool:
        if arises := _ARISES.search(clause):
            self.milestones.append(_make_opportunistic(arises[0], self.text))
        elif every := _find_intervals(clause):
            said = re.sub(r"\([^()]*(?:assumed|context)[^()]*\)", "", clause)
            every = [one for n, one in enumerate(every) if one[0] not in [earlier[0] for earlier in every[:n]]]
            for one in every:
                self.milestones.append(self._recurring(one, _label_of(said) if len(every) == 1 else one[2].lower()))
        elif _GOING_ON.search(clause):
            self.milestones.append(_make_ongoing(self.text, self.year, self._anchor()))
        elif self.begins and (counted := parse_relative(clause, self.begins)):
            self.milestones.append(replace(counted, words=self.text))
        else:
            return False
        return True

    def _dated(self, clause: str, dates: list[FoundDate]) -> None:
        before = 0
        kind: MilestoneKind | None = None
        label: str | None = None
        for index, found in enumerate(dates):
            lead = clause[before : found.begins].strip()
            bracket = re.match(r"\s*\(([^()]*)\)", clause[found.ends :])
            before = found.ends + (bracket.end() if bracket else 0)
            until = dates[index + 1].begins if index + 1 < len(dates) else len(clause)
            tail = clause[before:until].strip(" -,.")
            said = bracket[1].strip() if bracket else ""
            joined = kind == "recurring" and _JOINED.fullmatch(lead)
            if self._yearly(found, "every" if joined else lead, said, tail):
                kind = "recurring"
                before = until if index + 1 == len(dates) and _YEARLY.fullmatch(tail) else before
                continue
            if index and not said and _JOINED.fullmatch(lead) and kind:
                lead_kind = kind
            else:
                lead_kind, label = _kind_of(lead, said, tail, found), None
            found, said = self._read_bracket(found, said)
            begun = _BEGUN_AFTER.match(tail)
            label = label or said or (begun and begun["label"]) or _label_of(lead) or None
            if _GOING_ON.match(tail.removeprefix("and ")):
                label = label or tail
            if lead_kind == "deadline" and found.precision == "year" and (found.words[0].isalpha() or tail):
                label = said or _label_of(clause) if len(dates) == 1 else label
            kind = lead_kind
            self.milestones.append(_milestone_of(kind, found, label, self.text, lead))
            if (every := parse_interval(said)) and not _REVIEW.search(said):
                self.milestones.append(self._recurring(every, every[2].lower()))
        self._after(clause[before:].strip(" -,."), clause[: dates[0].begins])

    def _read_bracket(self, found: FoundDate, said: str) -> tuple[FoundDate, str]:
        """What stands in the bracket after a date: where it moved from or to, or a second date, kept as words."""
        dates = find_dates(said, self.year)[0] if said else []
        if not dates:
            return found, said
        (other, *more), lead = dates, said[: dates[0].begins]
        if not more and _MOVED.search(lead):
            return replace(found, moved_from=other.last), ""
        if not more and _MOVED_TO.search(lead):
            return replace(other, moved_from=found.last), ""
        self.unread.append(said)
        return found, ""

    def _yearly(self, found: FoundDate, lead: str, said: str, tail: str) -> bool:
        """ "31 August (annually)", "Every August", "Annually in March": a day that comes round each year."""
        every = _EVERY_DATE.search(lead) or _YEARLY.search(lead) or _YEARLY.search(said) or _YEARLY.match(tail)
        if not every or found.precision not in ("day", "month") or "No year is given" not in (found.assumption or ""):
            return False
        stated = f"It comes round each year, first on {format_day(found.last)}."
        self.milestones.append(
            PublishedMilestone(
                "recurring", words=self.text, assumption=stated, interval_months=12, anchor=add_months(found.last, -12)
            )
        )
        return True

    def _after(self, tail: str, lead: str) -> None:
        """ "and ongoing" or "quarterly" behind the last date, "Quarterly from" before the first."""
        if arises := _ARISES.search(tail):
            self.milestones.append(_make_opportunistic(arises[0], self.text))
        elif every := parse_interval(tail) or parse_interval(lead):
            if not any(m.kind == "recurring" and m.interval_months == every[0] for m in self.milestones):
                self.milestones.append(self._recurring(every, every[2].lower()))
        elif _GOING_ON.search(tail):
            self.milestones.append(_make_ongoing(self.text, self.year, self._anchor()))

    def _recurring(self, every: tuple[int, str | None, str], label: str | None) -> PublishedMilestone:
        anchor = self._anchor()
        start = f"Counted from {format_day(anchor)}." if anchor else f"Counted from the start of {self.year}."
        return PublishedMilestone(
            kind="recurring",
            label=label,
            words=self.text,
            assumption=" ".join(part for part in (every[1], start) if part),
            interval_months=every[0],
            anchor=anchor or self.year.first - timedelta(days=1),
            interval_weeks=_count_weeks(every[2]),
        )

    def _anchor(self) -> date | None:
        return find_anchor(self.milestones)


def find_anchor(milestones: list[PublishedMilestone]) -> date | None:
    """What repeats beside a dated point is counted from that point; a whole year is too loose to count from."""
    ends = [m.until for m in milestones if m.until and m.kind in ("deadline", "start") and m.precision != "year"]
    return max(ends, default=None)


_RELATIVE: tuple[tuple[str, str], ...] = (
    (r"(?:with)?in (?:the next |the first )?(?:\d{1,2} ?(?:-|to) ?)?(?P<n>\w+) (?P<unit>week|month|year)s?", ""),
    (r"(?:by |by the end of |by end of |end of |in )?(?:yr|year|years|y) ?(?:\d ?(?:-|to|and|&|/) ?)?(?P<year>\d"
     r"|one|two|three|four|five)", ""),
    (r"(?:\d{1,2} ?(?:-|to) ?)?(?P<n>\d{1,2}) ?(?P<unit>week|month)s?(?: time)?", ""),
    (r"immediate(?:ly)?|as soon as possible|asap|urgent(?:ly)?|now", "1"),
    (r"short(?:er)?[- ]term", "6"), (r"medium[- ]term|mid[- ]term", "12"), (r"long(?:er)?[- ]term", "24"),
)  # fmt: skip
"""Words that count from a beginning, and for those without a number how many months they are taken for."""
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "eighteen": 18,
    "a": 1,
}


def is_relative(words: str) -> bool:
    """Whether they say when only from some beginning on: "within 6 months", "Year 2", "short term"."""
    return parse_relative(words, date(2000, 4, 1)) is not None


def parse_relative(words: str, begins: date) -> PublishedMilestone | None:
    """The last day of what the words count from `begins` on."""
    words = _show_counted(tidy_text(words)).strip(" .()")
    text = words.lower()
    for pattern, months in _RELATIVE:
        if not (found := re.fullmatch(pattern, text)):
            continue
        named = found.groupdict()
        count = int(months) if months else _number_of(named.get("n") or named.get("year") or "")
        if not count:
            return None
        if named.get("unit") == "week":
            last = begins + timedelta(days=7 * count - 1)
        else:
            last = add_months(begins, count * (12 if named.get("year") or named.get("unit") == "year" else 1))
            last -= timedelta(days=1)
        stated = f"“{words}” is counted from {format_day(begins)}, to {format_day(last)}."
        return PublishedMilestone("deadline", last, last, "day", last.isoformat(), words=words, assumption=stated)
    return None


def _number_of(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def _join_moved(clause: str, dates: list[FoundDate]) -> list[FoundDate]:
    """Dates of which one is where another moved from, as one: "31/12/24, revised to 31/03/25"."""
    kept: list[FoundDate] = []
    end = 0
    was_first = bool(_MOVED.search(clause[: dates[0].begins])) and len(dates) == 2
    for found in dates:
        lead = clause[end : found.begins].strip(" ,;-(")
        end = found.ends
        if kept and (_MOVED_TO.search(lead) or was_first):
            kept[-1] = replace(found, begins=kept[-1].begins, moved_from=kept[-1].last)
        elif kept and _MOVED.search(lead):
            kept[-1] = replace(kept[-1], ends=found.ends, moved_from=found.last)
        else:
            kept.append(found)
    return kept


def _count_weeks(words: str) -> int | None:
    if not re.search(r"week|fortnight", words, re.I):
        return None
    return 2 if re.search(r"bi|fortnight|two|2|other|second", words, re.I) else 1


def _without_brackets(clause: str) -> str:
    """Brackets blanked out, so that positions stay."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), clause)


def _kind_of(lead: str, said: str, tail: str, found: FoundDate) -> MilestoneKind:
    if found.span and not _REVIEW.search(lead):
        return "deadline"  # a window: its last day is what is asked about
    if said and _REVIEW.search(said):
        return "review"
    if said and _BEGIN.search(said):
        return "start"
    if _THROUGH.search(lead) or re.match(r"through", found.words, re.I):
        return "ongoing" if found.precision in ("year", "quarter", "season") else "deadline"
    launched_in_year = found.precision == "year" and re.search(r"launch\w+(?: in| on)*$", lead, re.I)
    if ((_BEGINS.search(lead) or _EARLIEST.search(lead)) and not launched_in_year) or _BEGUN_AFTER.match(tail):
        return "start"
    if _OPENING.search(lead[-9:]) and "reviewed" in lead.lower():
        return "review"
    return (
        "review"
        if _REVIEW.search(lead) and not re.search(r"\bby(?: the)?(?: end)?(?: of)?$", lead, re.I)
        else "deadline"
    )


def _milestone_of(kind: MilestoneKind, found: FoundDate, label: str | None, text: str, lead: str) -> PublishedMilestone:
    due, until, assumption = found.last, found.last, found.assumption
    if kind == "start":
        due = found.first
    if re.search(r"\b(?:before|prior to)(?: the)?$", lead, re.I) and kind == "deadline":
        due = until = found.first - timedelta(days=1)
        found = replace(found, precision="day", period=due.isoformat())
    if kind == "start" and (earliest := _EARLIEST.search(lead)):
        assumption = " ".join(filter(None, (assumption, f"“{earliest[0].capitalize()}” is taken as a start.")))
    if _WEEK.search(lead):
        assumption = " ".join(filter(None, (assumption, "A week is named by its first day, which is taken.")))
    if rough := re.search(r"\b(?:early|mid|late|beginning of)-?$", lead, re.I):
        more = f"“{rough[0]}” is kept as words; the last day is taken."
        assumption = f"{assumption} {more}" if assumption else more
    seen = kind == "review" and bool(re.search(r"\breviewed(?: in| on)?$", lead, re.I))
    step = CADENCE if kind == "ongoing" else None
    if step:
        more = f"Goes on through the year, so it is looked at every {CADENCE} months."
        assumption = f"{assumption} {more}" if assumption else more
    return PublishedMilestone(
        kind=kind,
        due=due,
        until=until,
        precision=found.precision,
        period=found.period,
        label="reviewed (past)" if seen else label,
        words=text,
        assumption=assumption,
        interval_months=step,
        anchor=found.first - timedelta(days=1) if step else None,
        met=seen,
        moved_from=found.moved_from,
    )


def _as_review(word: str, milestone: PublishedMilestone) -> PublishedMilestone:
    """A date beside Completed or Ongoing: the plan does not say what it is for, so it is a review."""
    if milestone.kind != "deadline" or milestone.due is None:
        return milestone
    stated = f"The plan says “{word}” beside this date, so it is taken as a review."
    assumption = f"{milestone.assumption} {stated}" if milestone.assumption else stated
    return replace(milestone, kind="review", assumption=assumption)


def _make_ongoing(text: str, year: NhsYear, anchor: date | None) -> PublishedMilestone:
    return PublishedMilestone(
        kind="ongoing",
        words=text,
        assumption=f"No date is given, so it is looked at every {CADENCE} months.",
        interval_months=CADENCE,
        anchor=anchor or year.first - timedelta(days=1),
    )


def _make_opportunistic(phrase: str, text: str) -> PublishedMilestone:
    return PublishedMilestone(kind="opportunistic", label=phrase.lower(), words=text)


def _label_of(words: str) -> str | None:
    """What the words around a date say it is for, without the small words."""
    text = words.strip()
    while (shorter := _EMPTY_WORDS.sub("", text).strip()) != text:
        text = shorter if shorter.count("(") == shorter.count(")") else text
        if shorter != text:
            break
    if not re.search(r"[^\W\d_]", text):
        return None
    numbered = re.match(
        r"(?:phase|stage|part|step|wave|cohort|tranche|milestone) (?:\d|[\ue010-\ue019]|one|two|three|four|five"
        r"|[ivx]+\b)",
        text,
        re.I,
    )
    text = text[0].lower() + text[1:] if text[1:2].islower() and not numbered else text
    return None if text in ("review", "reviews") else text
