"""Owns what a published due date means: wording in, milestones out; must not know plans as files, or the clock."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wres_bot.domain.date_parsing import FoundDate, find_dates, tidy_text
from wres_bot.domain.dates import NhsYear, format_day
from wres_bot.domain.milestones import MilestoneKind, PublishedMilestone

LONGEST = 2_000
CADENCE = 3
"""Months between looks at ongoing work that names no date."""

_OPENING = re.compile(r"(?P<done>completed?|done|achieved)\b|(?P<going>on-?going)\b|(?P<seen>reviewed)\b", re.I)
_REVIEW = re.compile(r"\breviews?\b|\bprogress (?:reports?|updates?)\b|\binterim reports?\b|\bevaluation\b", re.I)
_BEGIN = re.compile(r"\b(?:launch|commenc\w*|start(?:s|ing)?|pilot|begin\w*|kick-?off|roll-?out)\b", re.I)
_BEGINS = re.compile(r"\b(?:from|commencing|starting|beginning|start|starts|launch)(?: in| on| the)*$", re.I)
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
    (r"bi-?annual(?:ly)?", 6, "“Bi-annual” is taken as twice a year."),
    (r"bi-?month(?:ly|s)", 2, "“Bi-monthly” is taken as every two months."),
    (r"(?:half-?|six-?|6-?)(?:yearly|monthly)|(?:twice|two times) (?:a|per|each) year|twice[- ]yearly", 6, None),
    (r"every (?:two|2|other|second) months?|two-monthly", 2, None),
    (r"biennial(?:ly)?|every (?:two|2|other|second) years?", 24, None),
    (r"(?:three|3) times (?:a|per|each) year|every (?:four|4) months|termly", 4, None),
    (r"every (?P<n>\d{1,2}) months", 0, None),
    (r"quarterly|every quarter|each quarter|(?:four|4) times (?:a|per|each) year|every (?:three|3) months", 3, None),
    (r"monthly|every month|each month", 1, None),
    (r"annual(?:ly)?|yearly|every year|each year|every (?:twelve|12) months|once (?:a|per|each) year", 12, None),
)
_JOINED = re.compile(r"\s*(?:,|&|/|and|,\s*and)\s*", re.I)
_EMPTY_WORDS = re.compile(
    r"^(?:and|then|with|&|[-:,.;/()\s])+(?=\b|$)"
    r"|(?:(?:\b(?:by|in|on|at|before|end|the|of|date|due|required|until|from|to be"
    r"|starting|commencing|beginning|and|then|for|within|throughout|through|during|over|is|to)\b|[-:,.;/()&])\s*)+$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ParsedDue:
    """What the words mean. `unread` are words left over, to be reported; `status` is what they say beside the dates."""

    milestones: tuple[PublishedMilestone, ...] = ()
    unread: str | None = None
    status: str | None = None

    @property
    def assumptions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.assumption for m in self.milestones if m.assumption))


def parse_due(words: str, *, year: NhsYear | str, status: str | None = None) -> ParsedDue:
    """Read one cell. `status` is the cell beside it: "as vacancies arise" is sometimes written there."""
    year = NhsYear(year) if isinstance(year, str) else year
    text = tidy_text(words[: LONGEST * 2])
    if not text:
        return ParsedDue()
    if len(text) > LONGEST:
        return ParsedDue(unread=text)
    opening = _OPENING.match(text)
    rest = text[opening.end() :].lstrip(" -:.,") if opening and not opening["seen"] else text
    reading = _ClauseParser(year, text)
    for clause in re.split(r";(?![^()]*\))", rest):
        reading.clause(clause.strip())
    milestones = reading.milestones
    if opening and not opening["seen"]:
        milestones = [_as_review(opening[0], milestone) for milestone in milestones]
    unread = "; ".join(reading.unread) or None
    if opening and opening["done"]:
        return ParsedDue(tuple(milestones), unread, "done")
    if status and (arises := _ARISES.search(tidy_text(status))) and not milestones:
        return ParsedDue((_make_opportunistic(arises[0], f"{text}; {tidy_text(status)}"),), unread)
    if opening and opening["going"]:
        milestones = milestones or [_make_ongoing(text, year, None)]
        return ParsedDue(tuple(milestones), unread, "in progress" if rest else None)
    return ParsedDue(tuple(milestones), unread, "in progress" if opening else None)


def parse_interval(words: str) -> tuple[int, str | None, str] | None:
    """How many months lie between, what was assumed, and the words that say so."""
    for pattern, months, assumed in _EVERY:
        if found := re.search(rf"\b(?:{pattern})(?![\w-])", words, re.I):
            count = months or int(found["n"])
            return (count, assumed, found[0]) if count else None
    return None


class _ClauseParser:
    """Collects what the clauses of one cell say."""

    def __init__(self, year: NhsYear, text: str) -> None:
        self.year, self.text = year, text
        self.milestones: list[PublishedMilestone] = []
        self.unread: list[str] = []

    def clause(self, clause: str) -> None:
        dates, broken = find_dates(_without_brackets(clause), self.year)
        if not dates and not parse_interval(_without_brackets(clause)):
            clause = clause.replace("(", " ").replace(")", " ").strip()
            dates, broken = find_dates(clause, self.year)
        self.unread += broken
        precise = [found for found in dates if found.precision != "year"]
        if precise and len(precise) < len(dates):  # "2020-21 appraisals by March 2021": the year only describes
            dates = precise
        if dates:
            self._dated(clause, dates)
        elif clause and not self._undated(clause) and not broken:
            self.unread.append(clause)

    def _undated(self, clause: str) -> bool:
        if arises := _ARISES.search(clause):
            self.milestones.append(_make_opportunistic(arises[0], self.text))
        elif every := parse_interval(clause):
            said = re.sub(r"\([^()]*(?:assumed|context)[^()]*\)", "", clause)
            self.milestones.append(self._recurring(every, _label_of(said)))
        elif _GOING_ON.search(clause):
            self.milestones.append(_make_ongoing(self.text, self.year, self._anchor()))
        else:
            return False
        return True

    def _dated(self, clause: str, dates: list[FoundDate]) -> None:
        before, kind, label = 0, None, None
        for index, found in enumerate(dates):
            lead = clause[before : found.begins].strip()
            bracket = re.match(r"\s*\(([^()]*)\)", clause[found.ends :])
            before = found.ends + (bracket.end() if bracket else 0)
            until = dates[index + 1].begins if index + 1 < len(dates) else len(clause)
            tail = clause[before:until].strip(" -,.")
            said = bracket[1].strip() if bracket else ""
            if index and not said and _JOINED.fullmatch(lead) and kind:
                lead_kind = kind
            else:
                lead_kind, label = _kind_of(lead, said, tail, found), None
            if said and find_dates(said, self.year)[0]:
                self.unread.append(said)
                said = ""
            begun = _BEGUN_AFTER.match(tail)
            label = label or said or (begun and begun["label"]) or _label_of(lead) or None
            if _GOING_ON.match(tail.removeprefix("and ")):
                label = label or tail
            if lead_kind == "deadline" and found.precision == "year" and (found.words[0].isalpha() or tail):
                label = said or _label_of(clause) if len(dates) == 1 else label
            kind = lead_kind
            self.milestones.append(_milestone_of(kind, found, label, self.text, lead))
        self._after(clause[before:].strip(" -,."), clause[: dates[0].begins])

    def _after(self, tail: str, lead: str) -> None:
        """ "and ongoing" or "quarterly" behind the last date, "Quarterly from" before the first."""
        if arises := _ARISES.search(tail):
            self.milestones.append(_make_opportunistic(arises[0], self.text))
        elif _GOING_ON.search(tail):
            self.milestones.append(_make_ongoing(self.text, self.year, self._anchor()))
        elif every := parse_interval(tail) or (parse_interval(lead) if _BEGINS.search(lead.strip()) else None):
            self.milestones.append(self._recurring(every, every[2].lower()))

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
        )

    def _anchor(self) -> date | None:
        return find_anchor(self.milestones)


def find_anchor(milestones: list[PublishedMilestone]) -> date | None:
    """What repeats beside a dated point is counted from that point; a whole year is too loose to count from."""
    ends = [m.until for m in milestones if m.until and m.kind in ("deadline", "start") and m.precision != "year"]
    return max(ends, default=None)


def _without_brackets(clause: str) -> str:
    """Brackets blanked out, so that positions stay."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), clause)


def _kind_of(lead: str, said: str, tail: str, found: FoundDate) -> MilestoneKind:
    if said and _REVIEW.search(said):
        return "review"
    if said and _BEGIN.search(said):
        return "start"
    if _THROUGH.search(lead) or re.match(r"through", found.words, re.I):
        return "ongoing" if found.precision in ("year", "quarter", "season") else "deadline"
    if _BEGINS.search(lead) or _BEGUN_AFTER.match(tail):
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
    text = text[0].lower() + text[1:] if text[1:2].islower() else text
    return None if text in ("review", "reviews") else text
