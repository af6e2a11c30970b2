"""Owns which column of a table means what: by its heading, scored, and by the look of what stands under it.

Must not know rows, dates or people. A new heading is a line in `VOCABULARY`; a new look is a line in `LOOKS`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

Meaning = Literal[
    "ref", "title", "section", "label", "objective", "parent", "parent status", "owners", "posts", "due", "recurrence",
    "alternative due", "dates", "status", "status now", "status date", "references", "inferred", "depends on",
    "duplicate of", "replaced by", "monitored by", "confidence", "questions", "notes", "history",
]  # fmt: skip

SURE, LIKELY, MAYBE = 10, 7, 4
"""How well a heading names a meaning. A heading that only may is believed where its cells look like it."""
OWN: Mapping[str, Meaning] = {
    "ref": "ref", "title": "title", "section": "section", "label": "label", "objective": "objective",
    "parent": "parent", "group": "parent", "parent status": "parent status", "owners": "owners", "posts": "posts",
    "due": "due", "recurrence": "recurrence", "repeats": "recurrence", "alternative due": "alternative due",
    "dates": "dates", "status": "status", "status now": "status now", "status date": "status date",
    "indicators": "references", "references": "references", "indicators inferred": "inferred",
    "depends on": "depends on", "duplicate of": "duplicate of", "replaced by": "replaced by",
    "monitored by": "monitored by", "confidence": "confidence", "questions": "questions", "notes": "notes",
    "history": "history",
}  # fmt: skip
"""Headings of our own format, as exports and templates have them: each has one meaning and no other."""
VOCABULARY: tuple[tuple[Meaning, int, str], ...] = (
    ("ref", SURE, r"(?:action |item |task |plan |recommendation )?(?:ref(?:erence)?|no|number|id|code|#)(?: no| "
                  r"number)?"
     r"|action no|s no|serial no|#|action (?:id|point|#)|(?:unique|reference) (?:id|number|code)"),
    ("ref", MAYBE, r"(?:item|point|priority|objective|recommendation|commitment|row) (?:ref(?:erence)?|no|number)"),
    ("notes", SURE, r"how (?:will|do|would|can) (?:we|you) (?:know|measure|tell|see).*"
     r"|what (?:will |does )?success looks?.*|what difference.*|how is it measured|measures? of success"),
    ("notes", SURE, r"(?:date |when |where |who |first )?(?:raised|logged|opened|added|identified|recorded|created)"
     r"(?: (?:at|by|in|on|from|date))?|(?:date|source) of (?:meeting|entry|action)|meeting(?: date)?|start date|start"),
    ("owners", SURE, r"who (?:will|is|are|leads?|owns?|does|do)\b.*"),
    ("due", SURE, r"(?:by )?when (?:will|is|are|do|does|by|should)\b.*"),
    ("status", LIKELY, r"how is it going|how are we doing|where are we.*"),
    ("title", SURE, r"(?:key |main |specific |proposed |agreed |planned |required |detailed |smart |local |our "
                    r"|wres |edi "
     r"|improvement |strategic |high level |recommended |corporate )*actions?(?: points?)?"
     r"(?: (?:to be taken|required|needed|to take|we will take|planned|agreed|title|description|detail|to be "
     r"completed"
     r"|to deliver|to achieve this|plan))?|description of action|title|tasks?|activit(?:y|ies)"
     r"|what (?:will we do|we will do|are we going to do|do we need to do|needs to be done|needs to happen"
     r"|is to be done|we plan to do|we are doing|will be done|do we want to do)|how will we (?:do it|get there"
     r"|do this)"
     r"|(?:key |planned )?(?:activity|task)(?: description)?"),
    ("title", LIKELY, r".*\bactions?\b.*|(?:key )?(?:deliverables?|initiatives?|interventions?|steps?|tasks)"
     r"|what|what (?:we|will|do|are|is|needs?)\b.*|commitments?|recommendations?|(?:our )?(?:pledges?|promises?)"
     r"|how(?: we will| will)?\b.*|(?:work|project)s?(?: to do)?|to do|improvements?"),
    ("title", MAYBE, r".*\bactivit(?:y|ies)\b.*|.*\bpriorit(?:y|ies)\b.*|milestones?|.*\b(?:goals?|aims?)\b.*"
     r"|objectives?|description|details?|issue|requirements?|response"),
    ("section", SURE, r"(?:strategic |key |wres |edi )?(?:themes?|sections?|work ?streams?|domains?|pillars?"
     r"|category|programmes?|areas? of (?:focus|work)|focus areas?|priority areas?|areas?|strands?|chapter|topics?"
     r"|priority themes?|(?:service|policy|business) areas?|services?|functions?|directorates?"
     r"|protected characteristics?)(?: title| name| no| number)?"),
    ("section", LIKELY, r"(?:strategic |key |our |edi |equality )?(?:priority|priorities|objectives?|goals?"
                        r"|aims?|ambitions?|outcome areas?)"
     r"|.*\b(?:theme|work ?stream|pillar|focus area|priority area)\b.*"),
    ("objective", LIKELY, r"(?:smart |strategic |key |overall )?(?:objective|aim|goal|ambition|purpose|rationale|why"
     r"|intended outcome|what do we want to achieve|we want to|gap|issue)"),
    ("owners", SURE, r"(?:action |lead |responsible |named |delivery |operational |business |sro |task )*"
     r"(?:owners?|leads?|responsib(?:le|ility)|officers?|who|by who|by whom|accountab(?:le|ility)|assigned to"
     r"|lead responsibility|responsible (?:person|officer|owner|lead|post|team|director|for delivery)|sro"
     r"|lead (?:person|officer|director|manager|post|name|department|team)|person responsible|persons? responsible"
     r"|action by|who is responsible|who will do (?:it|this)|who leads|delivery team|allocated to|key lead)"),
    ("owners", LIKELY, r"(?:exec(?:utive)?|board|senior|director|divisional|workstream|strategic|clinical|accountable"
     r"|supporting|support|project) (?:owner|lead|sponsor|responsible|director|officer|responsibility)"
     r"|.*\b(?:who|owner|lead|leads|responsib\w+|accountab\w+|sponsor)\b.*|officers?|sponsor|post ?holder|team|posts?"
     r"|support(?:ed by|ing)?|supporting (?:lead|team|post|role|officer)s?|(?:delivery )?partners?|with whom"
     r"|contributors?"),
    ("due", SURE, r"(?:target |planned |proposed |expected |final |revised |review/target |original |agreed "
                  r"|current )*"
     r"(?:due(?: date| by)?|deadline|by when|when|time ?scales?|time ?frames?|completion(?: date)?|target date"
     r"|end date|date due|complete by|finish(?: date)?|delivery date|completion target|date for completion"
     r"|date to be completed|implementation date|target(?: completion)?|review date|date of completion|to be done by"
     r"|completed? by|finish by|time ?lines?|target end date|timing|end|finish)(?: date)?"),
    ("due", LIKELY, r"date|by|dates?|.*\b(?:deadline|due|timescale|timeframe|timeline|by when|completion date"
                    r"|target date"
     r"|review date|milestone date)\b.*|when\b.*|milestones?|period|quarter"),
    ("recurrence", SURE, r"frequency|how often|recurrence|repeats"),
    ("status", SURE, r"(?:current |overall |action |rag |brag |progress |delivery |latest |q[1-4] )*"
     r"(?:status|state|b?rag|rag rating|rag status|b?rag rated|progress status|stage|completion status)(?: rating)?"
     r"|completed?|done|complete(?:d)? y n|closed|open closed|delivered|achieved|% complete|percent(?:age)? complete"
     r"|complete yes no|date completed|completed (?:on|date)|date closed|actual completion(?: date)?|closed date"),
    ("status", LIKELY, r".*\b(?:status|b?rag|rating)\b.*|(?:actual )?(?:date )?(?:completed|achieved|closed)"),
    ("status", MAYBE, r"(?:latest |current |quarterly |q[1-4] )*(?:progress|update|position|outcome)s?"
     r"|progress (?:update|to date|report|made|so far|against action)|(?:latest )?update.*|where are we(?: now)?"),
    ("references", SURE, r"(?:(?:relates? to|linked? to|links? to|link with|supports?|relevant|associated"
                         r"|addresses|which) )?"
     r"(?:nhs |edi )?(?:(?:wres|wdes|mwres|bwres|hia|eds|eds2|eds2022|eds 2022|psed|high impact actions?)"
     r"(?: ?(?:&|and|or|,)? ?(?:wres|wdes|hia|eds|eds2|psed|high impact actions?))*)"
     r"(?: (?:indicators?|metrics?|standards?|reference|refs?|links?|domain|outcomes?|frameworks?|measures?))?"
     r"(?: ?(?:no|number|numbers|s|ref))?"
     r"|(?:(?:relates? to|linked? to|links? to|relevant|associated|which) )?(?:indicators?|metrics?|standards?"
     r"|frameworks?)"
     r"(?: ?(?:no|number|numbers|s|ref))?|(?:national |regulatory )?(?:drivers?|standards? links?|framework "
     r"references?)"),
    ("references", SURE + 1, r"(?:nhs |nhse |edi )*(?:high impact actions?|hia)(?: no| number| link| addressed)?"),
    ("references", LIKELY, r".*\b(?:wres|wdes|hia|psed|indicators?|metrics?|high impact action)\b.*"),
    ("monitored by", SURE, r"(?:where )?(?:is it )?(?:monitored|reported|reported monitored)(?: by| to| at)?"
     r"|where (?:reported|monitored).*|governance(?: group| route| forum)?|(?:oversight|monitoring|reporting"
     r"|assurance)"
     r"(?: group| committee| forum| body| route| to)?|responsible committee|committee|reports to|forum"),
    ("notes", LIKELY, r".*\b(?:notes?|comments?|commentary|remarks?|evidence|outcomes?|success|measures?"
                      r"|measured|impact"
     r"|kpis?|resources?|cost|budget|risks?|baseline|benefits?|assurance|outputs?|criteria|barriers?|mitigation"
     r"|dependenc(?:y|ies)|targets?|updates?|narrative|progress|results?|background|context|support|rationale|why"
     r"|issues?|objectives?|actual|next steps|start date|date started|date raised|date added|source|origin)\b.*"),
)  # fmt: skip
"""Meaning, how sure, and the whole heading as it is after `tidy_heading`."""
_COMPILED = tuple((meaning, sure, re.compile(pattern)) for meaning, sure, pattern in VOCABULARY)
_CHOSEN_ONCE: tuple[Meaning, ...] = ("title", "owners", "due", "status", "ref", "section", "references", "monitored by")
HEADING_LENGTH = 70
"""A longer cell is no heading."""
CLOSE = 2.0
"""Two columns nearer than this for the action's own words: it is asked which."""


class Look(NamedTuple):
    """What share of a column's cells look like something, and how much that speaks for a meaning."""

    meaning: Meaning
    weight: float
    is_one: Callable[[str], bool]


_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b(?:{_MONTHS})[a-z]*\b|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\b20\d\d\b|\bq[1-4]\b|\b(?:on-?going|monthly"
    r"|quarterly|annual(?:ly)?|weekly|end of|immediate(?:ly)?|asap|within \w+ (?:months?|weeks?)|year \d|tbc)\b",
    re.I,
)
_POST = re.compile(
    r"\b(?:head|director|manager|lead|officer|chief|chair|partner|specialist|team|committee|group|network|ceo|cpo|hr"
    r"|edi|od|coordinator|advis[oe]r|guardian|secretary|nurse|deputy|board|executive|department|comms|workforce)s?\b",
    re.I,
)
_STATE = re.compile(
    r"^\W*(?:b?rag\W*)?(?:red|amber|green|blue|grey|[ragbocyn]|open|closed|(?:fully |partially |partly "
    r")?complete(?:d)?"
    r"|done|in progress|on track|not (?:yet )?(?:started|begun|due)|delayed|on hold|overdue|achieved|started|ongoing"
    r"|yes|no|behind schedule|cancelled|[✓✔☑x]|\d{1,3} ?%.*|pending|at risk|not started|progressing|paused"
    r"|slipped)\W*$",
    re.I,
)
_BOXES = re.compile(r"[☐☑☒□]|\[[xX✓ ]?\]")
_NUMBERED = re.compile(r"^[A-Za-z][A-Za-z ]{2,24} ?\d{1,3}(?:\.\d{1,3})?[a-z]?$")
_REF = re.compile(r"^\(?[A-Za-z]{0,5}[ ./-]?\(?\d[\w./()-]{0,9}\)?[.)]?$|^[A-Za-z]{1,3}[.)]$|^[ivx]{1,5}[.)]?$")
_FRAMEWORK = re.compile(r"\b(?:wres|wdes|hia|eds2?|psed|high impact action|indicators?|metrics?)\b", re.I)


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) >= 3 and not _DATE.fullmatch(cell)


LOOKS: tuple[Look, ...] = (
    Look("due", 6, lambda cell: len(cell) <= 90 and _DATE.search(cell) is not None),
    Look("owners", 5, lambda cell: len(cell) <= 120 and _POST.search(cell) is not None),
    Look("status", 6, lambda cell: _STATE.match(cell) is not None or len(_BOXES.findall(cell)) > 1),
    Look("ref", 4, lambda cell: _REF.match(cell) is not None),
    Look("references", 3, lambda cell: len(cell) <= 60 and _FRAMEWORK.search(cell) is not None),
    Look("title", 4, _is_sentence),
)


def tidy_heading(heading: str) -> str:
    """Lower case, without brackets, plurals in brackets, signs and "No."'s point."""
    text = re.sub(r"[\u200b-\u200f\ufeff]", "", heading).casefold().replace("’", "'")
    text = re.sub(r"\((?:e?s|ies)\)", "s", text)
    text = re.sub(r"\([^()]*\)?", " ", text)
    text = text.replace("_", " ").replace("'s", "s").replace("n°", "no").replace("№", "no")
    return " ".join(re.sub(r"[^\w#%&/ -]|(?<=\s)[-/](?=\s)|:", " ", text).replace("-", " ").split())


@lru_cache(4_000)
def score_heading(heading: str) -> Mapping[Meaning, int]:
    """How well the heading names each meaning, by the whole of it and by its parts at a slash or a line."""
    if not heading.strip() or len(heading) > HEADING_LENGTH or len(heading.split()) > 10:
        return {}
    plain = tidy_heading(heading)
    if own := OWN.get(plain):
        return {own: SURE + 1}
    scores: dict[Meaning, int] = {}
    parts = [part for part in re.split(r" ?/ ?|\b(?:and|&)\b", plain) if part.strip()]
    for text, less in ((plain, 0), *((part.strip(), 1) for part in parts if len(parts) > 1)):
        for meaning, sure, pattern in _COMPILED:
            if pattern.fullmatch(text):
                scores[meaning] = max(scores.get(meaning, 0), sure - less)
    return scores


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column holds what. `columns`: by meaning, the best first. `headings`: as the document has them.

    unsure: columns that may as well hold the action's own words. unknown: columns whose heading says nothing to us.
    """

    columns: Mapping[Meaning, tuple[int, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    unsure: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    by_look: tuple[int, ...] = ()

    def first(self, meaning: Meaning) -> int | None:
        """The column used for a meaning."""
        return next(iter(self.columns.get(meaning, ())), None)

    def heading(self, column: int) -> str:
        """ "Lead", or "column C" where nothing stands above it."""
        named = self.headings[column].strip() if column < len(self.headings) else ""
        return " ".join(named.split()) or f"column {chr(65 + column % 26)}"


def map_columns(headings: Sequence[str], rows: Sequence[Sequence[str]], title: int | None = None) -> ColumnMap:
    """The meaning of each column, from its heading and the cells under it. `title`: the answer to which holds it."""
    scores = {n: _score_column(heading, [row[n] for row in rows if n < len(row)]) for n, heading in enumerate(headings)}
    if title is not None:
        scores[title] = {"title": 100.0}
    placed: dict[int, Meaning] = {}
    chosen: dict[Meaning, list[int]] = {}
    by_score = sorted(
        ((score, meaning, n) for n, found in scores.items() for meaning, score in found.items()),
        key=lambda entry: (-entry[0], entry[2]),
    )
    for score, meaning, n in by_score:
        if n not in placed and score >= MAYBE and (meaning not in chosen or _may_repeat(meaning, scores[n])):
            placed[n] = meaning
            chosen.setdefault(meaning, []).append(n)
    by_look: list[int] = []
    _give_title(headings, rows, scores, placed, chosen, by_look)
    return ColumnMap(
        {meaning: tuple(columns) for meaning, columns in chosen.items()},
        tuple(headings),
        _rivals(scores, chosen) if title is None else (),
        tuple(n for n in scores if n not in placed and any(n < len(row) and row[n] for row in rows)),
        tuple(by_look),
    )


def _may_repeat(meaning: Meaning, own: Mapping[Meaning, float]) -> bool:
    """A second column of one meaning is kept under it only where it can be nothing else."""
    others = [score for other, score in own.items() if other != meaning and score >= MAYBE]
    return own[meaning] >= max(others, default=0)


def _give_title(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    scores: Mapping[int, Mapping[Meaning, float]],
    placed: dict[int, Meaning],
    chosen: dict[Meaning, list[int]],
    by_look: list[int],
) -> None:
    """Where no heading says which column holds the actions, it is the one with the longest text, and that is asked."""
    if "title" in chosen:
        return
    free = [n for n in range(len(headings)) if placed.get(n) in (None, "section", "objective", "notes")]
    words = {n: sum(len(row[n].split()) for row in rows if n < len(row)) for n in free}
    if words and (best := max(words, key=lambda n: words[n])) and words[best]:
        if placed.get(best):
            chosen[placed[best]].remove(best)
        placed[best] = "title"
        chosen["title"] = [best]
        by_look.append(best)


def _rivals(scores: Mapping[int, Mapping[Meaning, float]], chosen: Mapping[Meaning, list[int]]) -> tuple[int, ...]:
    """The columns that may hold the action's own words as well as the one chosen, that one first."""
    if not (taken := chosen.get("title")):
        return ()
    best = scores[taken[0]].get("title", 0.0)
    near = [n for n in taken[1:] if best - scores[n].get("title", 0.0) < CLOSE]
    return (taken[0], *near) if near else ()


def _score_column(heading: str, cells: Sequence[str]) -> dict[Meaning, float]:
    """The heading's scores, each raised by cells that look like it and lowered by cells that do not."""
    named: dict[Meaning, float] = {meaning: float(score) for meaning, score in score_heading(heading).items()}
    if any(score > SURE for score in named.values()):
        return named  # our own format's heading means what it says
    filled = [cell for cell in cells if cell.strip()][:200]
    if not filled:
        return named
    for look in LOOKS:
        share = sum(look.is_one(cell) for cell in filled) / len(filled)
        if look.meaning in named:
            named[look.meaning] += look.weight * (share - 0.4)
        elif share >= 0.7 and not named and look.meaning != "title":
            named[look.meaning] = look.weight * share
    if len(filled) > 1 and len(set(filled)) == len(filled) and all(map(_NUMBERED.match, filled)):
        named["ref"] = max(named.get("ref", 0.0), float(LIKELY) + 1)  # "Commitment 1", "Commitment 2"
    if "status" in named and "notes" in named and named["status"] < LIKELY:
        # "Progress" and "Update" hold statuses in some plans, and in others what has happened in sentences.
        told = sum(len(cell) > 40 and len(_BOXES.findall(cell)) < 2 for cell in filled)
        named["notes" if told > len(filled) / 2 else "status"] += 3
    return named
