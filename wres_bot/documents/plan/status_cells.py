"""Owns what a status cell says. Half done is never done, "no progress" is never progress, and doubt is told.

Must not know columns, files or what people say in chat. A new wording is a line in one of the tables.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from wres_bot.domain.date_parsing import find_dates, tidy_text
from wres_bot.domain.dates import NhsYear, format_day
from wres_bot.domain.statuses import STATUS_SYNONYMS, Status

Rag = Literal["red", "amber", "green", "blue"]


@dataclass(frozen=True, slots=True)
class StatusReading:
    """`flags` are what the words say besides: "ongoing", "partly done", "in progress".

    on: the day it was done, where the cell says so. rag: the colour, whose meaning is asked once for a file. sure:
    False where nothing in the words is a status we know.
    """

    status: Status
    continuing: bool = False
    flags: tuple[str, ...] = ()
    on: date | None = None
    rag: Rag | None = None
    sure: bool = True
    doubts: tuple[str, ...] = ()


_MORE: Mapping[Status, str] = {
    "no update": (
        "developing|undeveloped|underdeveloped|achieving|excelling|open|o|no|n|new|none|n/a|na|-|tbc|x|✗|✘|☐"
    ),
    "in progress": (
        "ip|on-track|at risk|some risk|carried forward|"
        "to be carried over|carried over|to be carried forward|carry forward|work begun|live|active|"
        "partially met|partly met|proposed for closure|ready for closure|recommended for closure|"
        "proposed to close|awaiting closure|for closure|continuing"
    ),
    "done": ("c|yes|y|✓|✔|☑|✅|√|met|embedded|actioned|discharged|signed off|bau|business as usual|launched"),
    "not started": (
        "ns|not yet due|not due|not due yet|future|planned|scheduled|to be started|no progress|"
        "no action|no progress made|no progress to date|not progressed|not commenced|awaiting start|"
        "no action taken"
    ),
    "delayed": (
        "overdue|deferred|postponed|rescheduled|suspended|not on track|missed|not achieved|not met|behind plan|off plan"
    ),
    "cancelled": ("superseded|replaced|rejected|not taken forward|not applicable"),
}
"""Whole cells beside `STATUS_SYNONYMS`, by what they mean. Those whose meaning is not plain stand in `_ASKED` too."""
_WHOLE: Mapping[str, Status] = {
    **STATUS_SYNONYMS,
    **{words: status for status, several in _MORE.items() for words in several.split("|")},
}
_ASKED = frozenset(
    [
        "proposed for closure",
        "ready for closure",
        "recommended for closure",
        "proposed to close",
        "awaiting closure",
        "for closure",
        "superseded",
        "replaced",
        "launched",
        "not applicable",
        "embedded",
        "x",
        "not achieved",
        "not met",
    ]
)
_BARE = frozenset(("yes", "no", "y", "n"))
"""Answers: plain under a heading such as "Complete?", and doubtful under "Status"."""
_CONTINUING = frozenset(("business as usual", "bau", "embedded"))

_GOING_ON = re.compile(r"\bon-?going\b|\bcontinu(?:es?|ing|ous|ed)\b|\bbusiness as usual\b|\bbau\b", re.I)
_RAG = re.compile(
    r"^\W*(?:b?rag(?: rat(?:ing|ed))?\b\W*)?(?P<first>red|amber|yellow|orange|green|blue|[rgba])(?![\w'])"
    r"(?:\s*(?:/|-|to|→|>)\s*(?P<second>red|amber|yellow|orange|green|blue|[rgba])(?![\w']))?\W*(?P<rest>.*)$",
    re.I | re.S,
)
_COLOURS: Mapping[str, Rag] = {"r": "red", "a": "amber", "y": "amber", "o": "amber", "g": "green", "b": "blue"}
_WORSE: Sequence[Rag] = ("red", "amber", "green", "blue")
_PER_CENT = re.compile(
    r"(?<![\d.])(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent)(?:\W*(?:complete[d]?|done|achieved|progress))?\W*", re.I
)
_OF = re.compile(r"\b(\d{1,3}) ?(?:/|of|out of) ?(\d{1,3})\b(?!/)")
_PART = re.compile(
    r"\b(?:part(?:ly|ial|ially)?|mainly|mostly|nearly|almost|largely|substantially|broadly|half(?:way)?|some"
    r"|majority|most|much"
    r"|(?:stage|phase|part|step|wave|first|second|initial) (?:\w+ )?|in part|to some extent|several|many of"
    r"|elements? of)[ -]*"
    r"(?:\w+[ -]){0,3}?(?:achieved|completed?|delivered|done|closed|met|implemented|finished|launched|in place)\b"
    r"|\b(?:achieved|completed?|delivered|done|met|implemented) (?:in part|for some|so far|to date|apart from"
    r"|except|bar)\b"
    r"|\b(?:achieved|completed?|delivered|done|met|implemented)\b.*\bonly\b"
    r"|\b(?:achieved|completed?|delivered|done|met|implemented)\W+(?:mostly|mainly|partly|partially|largely|nearly|almost)\b",
    re.I,
)
_NOT_DONE = re.compile(
    r"\b(?:not|never|isn't|hasn't|haven't|wasn't|weren't|cannot|can't|yet to be|un|in(?=complete))[ -]?"
    r"(?:been |be |being |yet |fully |quite |all |entirely |yet been )*(?:achieved|completed?|delivered|done"
    r"|closed|met|implemented"
    r"|finished|launched|in place)\b|\bincomplete\b|\byet to be \w+",
    re.I,
)
_TO_BE_DONE = re.compile(
    r"\b(?:(?:to|will|should|must|would|could|can|may|might) be|being|to|due to|on target to|on track to"
    r"|expected to|aim(?:ing)? to|plan(?:ned)? to|hope to"
    r"|for|until|once|when|after|before|if|upon|on|awaiting|towards|pending|ready to|nearing|close to|working "
    r"towards)"
    r" (?:\w+ )?(?:be )?(?:fully )?(?:achieved?|completed?|completion|completing|delivered?|done|closed?|met"
    r"|implemented|finish(?:ed)?|launch(?:ed)?)\b"
    r"|\bcomplete by\b|\bcompleting\b",
    re.I,
)
_NEARLY = re.compile(
    r"\bon (?:target|track)\b|\bbeing\b|completing|nearing|close to|towards|\bin progress\b|\bunder ?way\b", re.I
)
_STILL_AHEAD = re.compile(
    r"\b(?:to come|to follow|to be [a-z]+|will (?:be|now|then|take|start|begin|launch)|next (?:steps?|phase"
    r"|stage)|outstanding|remain(?:s|ing|der)?|still to"
    r"|yet to|in progress|under ?way|in development|being (?:developed|rolled|reviewed|drafted|updated)|awaiting"
    r"|further work|started|begun|(?:second|next|final) (?:launch|phase|stage|part)|planned for"
    r"|work continues|not (?:yet )?(?:started|begun))\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had been|previously|initially|originally|did not|didn't|until|because of|due to|owing to"
    r"|following|after|despite)\b",
    re.I,
)
_CONCESSION = re.compile(r"\b(?:although|though|but|however|yet|except|while|whilst|apart from|albeit)\b", re.I)
_NO_PROGRESS = re.compile(
    r"\b(?:no|little or no|without|lack of|zero|nil) (?:\w+ )?(?:progress|action|work|movement|start|update)\b"
    r"|\bnot (?:been )?(?:progress(?:ed|ing)|taken forward|moved)\b|\bno longer in progress\b|\bprogress (?:has "
    r")?(?:stopped|ceased)\b",
    re.I,
)
_SAYS: tuple[tuple[Status, str], ...] = (
        ("cancelled", r"\bcancell?ed\b|\bwithdrawn\b|\bno longer (?:needed|applicable|required|relevant)\b"
                      r"|\babandoned\b"
         r"|\bsuperseded\b|\bdiscontinued\b|\bceased\b"),
        ("delayed", r"(?<!not )(?<!no )(?<!no longer )(?<!without )\bdelay(?:ed|s)?\b"
                    r"(?! (?:resolved|over|lifted))|\bslipp(?:ed|ing|age)\b|\bon "
                    r"hold\b|\bpaused\b|\bstalled\b"
         r"|\bdeferred\b|\bpostponed\b|(?<!not )\boverdue\b|\bbehind (?:schedule|plan|target)\b|\boff[- ]track\b"
         r"|\bnot on (?:track|target|schedule)\b"
         r"|\bsuspended\b|\bmissed\b"),
        ("not started", r"\bnot (?:yet )?(?:been )?(?:started|begun|commenced)\b|\bun-?started\b|\bpending\b"
                        r"|\byet to (?:start|begin|commence)\b"
         r"|\b(?:hasn't|haven't|has not|have not) (?:yet )?(?:started|begun|commenced)\b|\bnot yet due\b|\bdue "
         r"to (?:start|begin|commence)\b"
         r"|\b(?:will|to) (?:start|begin|commence) (?:in|on|from)\b"),
        ("done", r"\b(?:achieved|completed?|done|delivered|finished|closed|implemented)\b|\bin place\b|\bsigned "
                 r"off\b|\bembedded\b"
         r"|\bfully met\b"),
        ("in progress", r"\bprogress(?:ing|ed|es)?\b|\bon-?going\b|\bon track\b|\bon target\b|\bunder ?way\b"
                        r"|\bstarted\b|\bbegun\b|\breviewed\b|\bstill to be\b"
         r"|\bcontinu(?:es?|ing)\b|\bcommenced\b|\bin (?:development|hand|draft|train)\b|\bdraft(?:ed)?\b|\bat "
         r"risk\b|\bbeing \w+ed\b"
         r"|\bworking on\b|\bcarried (?:forward|over)\b|\brolling out\b|\blaunched\b|\bdeveloping\b"),
)  # fmt: skip
"""What a clause says of the action, in the order it is looked for."""
_PATTERNS = tuple((status, re.compile(pattern, re.I)) for status, pattern in _SAYS)


@lru_cache(4_000)
def read_published_status(
    words: str | None, *, parent: str | None = None, year: NhsYear | None = None, completed: bool = False
) -> StatusReading:
    """What a status cell says. `parent` is the status of the group the action stands in.

    completed: its heading is "Completed" or the like, so that a day in it is the day it was done. Words that name no
    status mean no update: they are kept, never guessed.
    """
    if (ticked := read_ticked(words or "")) is not None:
        words = ticked[0] if len(ticked) == 1 else ""
        if len(ticked) > 1:
            doubt = f"status: {len(ticked)} boxes are ticked, {' and '.join(ticked)}; no update is taken"
            return StatusReading("no update", sure=False, doubts=(doubt,))
    text = tidy_text(words or "").strip(" .*")
    if not text:
        return StatusReading("no update")
    if colour := _read_rag(text, words or ""):
        return colour
    plain = text.casefold().strip(" .*!:;")
    if plain in _WHOLE:
        return _read_whole(plain, text, doubted=plain in _ASKED or (plain in _BARE and not completed))
    if dated := _read_day(text, year, completed):
        return dated
    if share := _read_share(text):
        return share
    return _read_clauses(words or "", text, parent)


_BOX = re.compile(r"(?P<on>[☒☑✅🗹]|\[\s*[xX✓✔]\s*\]|\(\s*[xX✓✔]\s*\))|(?P<off>[☐□▢◻]|\[\s*\]|\(\s*\))")


def read_ticked(words: str) -> list[str] | None:
    """What stands beside the boxes that are ticked, where there are several to choose from; None of another text."""
    boxes = list(_BOX.finditer(words))
    if len(boxes) < 2 or not any(box["off"] for box in boxes):
        return None
    before = not words[: boxes[0].start()].strip()
    ends = [*(box.start() for box in boxes[1:]), len(words)]
    starts = [0, *(box.end() for box in boxes[:-1])]
    said = [
        words[box.end() : end] if before else words[start : box.start()]
        for box, start, end in zip(boxes, starts, ends, strict=True)
    ]
    return [" ".join(text.split()).strip(" ,;/|") for box, text in zip(boxes, said, strict=True) if box["on"]]


def _read_whole(plain: str, text: str, *, doubted: bool) -> StatusReading:
    doubts = (f"status: “{text}” is taken as {_WHOLE[plain]}",) if doubted else ()
    going_on = plain in _CONTINUING
    partly = ("partly done",) if re.match(r"part", plain) else ()
    return StatusReading(_WHOLE[plain], going_on, (("ongoing",) if going_on else ()) + partly, doubts=doubts)


def _read_rag(text: str, words: str) -> StatusReading | None:
    """A colour, whose meaning the file is asked for; words beside it say more than it does."""
    found = _RAG.match(text)
    if not found or (len(found["first"]) == 1 and found["rest"] and not re.match(r"\W", text[found.end("first") :])):
        return None
    colours = [_name_colour(found[part]) for part in ("first", "second") if found[part]]
    rest = found["rest"].strip(" -–:;,.()")
    if rest:
        if len(found["first"]) == 1 and not re.search(r"[:/(–-]|\brag\b", text[: found.start("rest")], re.I):
            return None
        told = read_published_status(rest)
        if told.sure and told.status != "no update":
            return told
    doubts: tuple[str, ...] = ()
    if len(set(colours)) > 1:
        doubts = (f"status: “{text}” is taken as {min(colours, key=_WORSE.index)}",)
    return StatusReading("no update", rag=min(colours, key=_WORSE.index), doubts=doubts)


def _name_colour(word: str) -> Rag:
    return _COLOURS[word[0].lower()]


def _read_day(text: str, year: NhsYear | None, completed: bool) -> StatusReading | None:
    """A day as a status: the day it was done, surely where it stands alone under "Completed"."""
    dates = find_dates(text, year)[0] if year else []
    if len(dates) != 1 or (found := dates[0]).precision not in ("day", "month"):
        return None
    alone = found.begins == 0 and found.ends == len(text)
    said = text[: found.begins].strip(" -:,.").casefold()
    finished = re.match(r"(?:completed?|done|achieved|closed|delivered|finished)\b(?! by)", said) is not None
    approved = re.match(r"(?:approved|agreed|signed off|ratified|published|launched)\b", said) is not None
    if (
        not (alone or finished or approved or completed)
        or _TO_BE_DONE.search(text)
        or _NOT_DONE.search(text)
        or _STILL_AHEAD.search(text)
    ):
        return None
    sure = (alone and completed) or (finished and len(said.split()) <= 2)
    doubts = () if sure else (f"status: “{text}” is taken as done on {format_day(found.last)}",)
    return StatusReading("done", on=found.last, doubts=doubts)


def _read_share(text: str) -> StatusReading | None:
    """ "75%", "50% complete", "3 of 5 delivered"; the rest of the words may not say otherwise."""
    if ((share := _PER_CENT.fullmatch(text)) and int(share[1]) <= 100) or (
        (share := _PER_CENT.match(text)) and int(share[1]) < 100
    ):
        count, whole = int(share[1]), 100
    elif (
        (several := _OF.search(text))
        and int(several[1]) <= int(several[2])
        and re.search(r"complete|done|deliver|achiev", text, re.I)
    ):
        count, whole = int(several[1]), int(several[2])
    else:
        return None
    if count == whole:
        return StatusReading("done")
    return StatusReading("not started") if count == 0 else StatusReading("in progress", flags=("partly done",))


def _read_clauses(words: str, text: str, parent: str | None) -> StatusReading:
    if re.search(r"\?\s*$", text):
        return StatusReading(
            "no update", sure=False, doubts=(f"status: “{text[:80]}” is a question; no update is taken",)
        )
    clauses = [clause for raw in re.split(r"[.;\n]+|,(?= )|\s[-–]\s|(?=\b(?:although|though|but|however|while"
                                          r"|whilst|albeit)\b)", words)
               if (clause := tidy_text(raw).strip(" .*:-"))]  # fmt: skip
    said = [(status, clause) for clause in clauses if (status := _read_clause(clause))]
    partly = bool(_PART.search(text))
    going_on = bool(_GOING_ON.search(text))
    found = {status for status, _ in said}
    if not found:
        doubt = f"status: “{text[:80]}” is no status we know; kept as words, no update recorded"
        return StatusReading("no update", sure=False, doubts=(doubt,))
    now = next((status for status, clause in said if re.search(r"\bnow\b", clause, re.I)), None)
    reading = StatusReading(now) if now else _combine(found, said, clauses, text, partly=partly)
    plain = len(text.split()) <= (3 if reading.status == "done" else 6) and len(found) == 1 and len(clauses) == 1
    doubts = () if plain else (f"status: “{text[:80]}” is taken as {reading.status}",)
    if reading.status == "done":
        continuing = going_on or bool(parent and _GOING_ON.search(tidy_text(parent)))
        return replace(reading, continuing=continuing, flags=("ongoing",) if continuing else (), doubts=doubts)
    if reading.status == "delayed":
        flags = {"partly done": partly, "ongoing": going_on, "in progress": bool(re.search(r"\bprogress", text, re.I))}
        return replace(reading, flags=tuple(name for name, is_said in flags.items() if is_said), doubts=doubts)
    return replace(
        reading, flags=("partly done",) if partly and re.search(r"\bpart", text, re.I) else (), doubts=doubts
    )


def _read_clause(clause: str) -> Status | None:
    """The status one clause gives; None where it gives none, or speaks of what was or is to be."""
    if _NO_PROGRESS.search(clause):
        return "not started"
    to_be_done = _TO_BE_DONE.search(clause) is not None
    for status, pattern in _PATTERNS:
        if status == "done" and (to_be_done or _NOT_DONE.search(clause)):
            return "in progress" if _NEARLY.search(clause) else None
        if not (match := pattern.search(clause)):
            continue
        if status in ("delayed", "not started") and _PAST.search(clause[: match.start()]):
            continue  # "was pending a rework", "did not start until May because of delays"
        if status == "done" and _PART.search(clause):
            return "in progress"
        return status
    return None


def _combine(
    found: set[Status], said: Sequence[tuple[Status, str]], clauses: Sequence[str], text: str, *, partly: bool
) -> StatusReading:
    """One status of several clauses. What is finished only in part, or has more to come, is in progress."""
    if "cancelled" in found:
        return StatusReading("cancelled")
    if "done" in found:
        others = [clause for clause in clauses if ("done", clause) not in said]
        open_ended = [clause for clause in others if _STILL_AHEAD.search(clause) and not _only_goes_on(clause)]
        if (
            partly
            or open_ended
            or "in progress" in {s for s, c in said if not _only_goes_on(c)}
            or "not started" in found
        ):
            if "delayed" in found and not _CONCESSION.search(text):
                return StatusReading("delayed")
            return (
                StatusReading("in progress")
                if _finished_last(said) is False or partly or open_ended
                else StatusReading("done")
            )
        return StatusReading("done")
    if "delayed" in found:
        return StatusReading("delayed")
    return StatusReading("in progress" if "in progress" in found else said[0][0])


def _only_goes_on(clause: str) -> bool:
    return _GOING_ON.search(clause) is not None and len(clause.split()) <= 3


def _finished_last(said: Sequence[tuple[Status, str]]) -> bool:
    """ "Did not start until May; now in place": what is said last is how it stands."""
    return said[-1][0] == "done"
