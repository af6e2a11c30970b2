"""Owns a committee paper's sections and their words, in the order a board reads them; must not choose what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Bold, Bullets, Line, Table, Text, bullets, line, plain_words, text
from wres_bot.domain.dates import format_day
from wres_bot.domain.overdue import find_overdue, find_passed_review, last_day_of
from wres_bot.domain.papers import CoverField, Paper, PaperBlock, PaperSection
from wres_bot.domain.policy import Labels
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import Action, Event, Plan, Trust
from wres_bot.views.changes import Changes, format_changes
from wres_bot.views.digest.quarter_counts import format_refs
from wres_bot.views.digest.steering import format_decisions
from wres_bot.views.history import format_event
from wres_bot.views.paper.paper_figures import figure_sections
from wres_bot.views.paper.plan_grid import PlanHeadings, make_grid, make_template_rows
from wres_bot.views.plan_status import count_next_dates, format_counts
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    capitalise,
    format_plan,
    format_times,
    join_words,
    pluralise,
    pluralise_in_words,
    quote,
    to_sentence,
)

FILL_IN = "(to be filled in)"
"""Stands where a board asks for something that nobody has told us."""
SILENCE = "No update recorded does not mean that nothing has happened."
NOT_MINUTES = "The group's own approved minutes prevail over what is recorded here."


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """All that a paper is worded from.

    at: the moment it tells of. changes: what became of the actions since the day it begins at; `happened`: the events
    since then, the oldest first. unanswered: open actions whose owners were asked and have not answered. heard: when
    somebody last said something of an action. last_summary: when the group last had a summary. given: what whoever
    writes the paper says of it. picked: refs of actions whose owners' words are to be quoted. headings: of the
    trust's own table.
    """

    trust: Trust
    plan: Plan
    audience: Audience
    at: datetime
    day: date
    actions: tuple[Action, ...]
    changes: Changes
    happened: tuple[Event, ...]
    unanswered: tuple[Action, ...]
    heard: Mapping[int, date]
    last_summary: date | None
    vacant: tuple[str, ...]
    releases: tuple[Release, ...]
    given: Mapping[CoverField, str] = field(default_factory=dict)
    picked: Mapping[int, str] = field(default_factory=dict)
    headings: PlanHeadings = ()

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.day, self.trust.policy, self.audience)

    @property
    def labels(self) -> Labels:
        return self.trust.policy.labels

    @property
    def since(self) -> date:
        return self.changes.day

    @property
    def reader(self) -> str:
        """ "the steering group" """
        match self.audience:
            case "network":
                return "the board in public"
            case "steering":
                return f"the {self.labels.group}"
            case "leads":
                return f"the {self.labels.coordinator}"

    @property
    def is_public(self) -> bool:
        return self.audience == "network"


def write_paper(facts: PaperFacts) -> Paper:
    """The paper, whole. What an audience is not told is not in it, and where figures are kept back it says so."""
    decisions = list_decisions(facts)
    cover = write_cover(facts, decisions)
    summary = summary_lines(facts, decisions)
    parts = [
        PaperSection("Summary", _summary_blocks(summary)),
        PaperSection("Decisions asked for", _decision_blocks(decisions, facts)),
        PaperSection(f"What has changed since {format_day(facts.since)}", _change_blocks(facts)),
        PaperSection("What has been decided since then", _decided_blocks(facts)),
    ]
    if not facts.is_public:
        parts.append(PaperSection("Who has not answered, and posts nobody holds", _silence_blocks(facts)))
    if facts.picked:
        parts.append(PaperSection("In the owners' words", _picked_blocks(facts)))
    parts += figure_sections(facts.releases, facts.viewer)
    grid = make_grid(facts.actions, facts.viewer, facts.heard, facts.headings)
    parts.append(PaperSection("The plan, with progress to date", (grid,), new_page=True, wide=True))
    sections = tuple(replace(part, heading=f"{n}. {part.heading}") for n, part in enumerate(parts, 1))
    return Paper(
        title=f"{format_plan(facts.plan)}: progress since {format_day(facts.since)}",
        trust=facts.trust.name,
        author=dict(cover)["Author"],
        day=facts.day,
        marking=_marking(facts),
        cover=tuple(cover),
        sections=sections,
        placeholders=_placeholders(facts, cover, summary, decisions),
    )


# The cover


def write_cover(facts: PaperFacts, decisions: Sequence[str]) -> list[tuple[str, str]]:
    """What boards ask of a cover sheet, each with what is known; the rest is to be filled in."""
    given, last = facts.given, facts.last_summary
    asked = pluralise_in_words(len(decisions), "decision")
    purpose = "For decision and assurance" if decisions else "For assurance"
    considered = f"The {facts.labels.group} had a summary on {format_day(last)}" if last else FILL_IN
    return [
        ("Paper for", capitalise(facts.reader)),
        ("Position as at", f"{format_day(facts.day)}"),
        ("Purpose", given.get(CoverField.PURPOSE, purpose)),
        ("Sponsor", given.get(CoverField.SPONSOR, FILL_IN)),
        ("Author", given.get(CoverField.AUTHOR, facts.labels.coordinator)),
        ("Previously considered", given.get(CoverField.CONSIDERED, considered)),
        ("Decision asked", f"{capitalise(asked)}, in part 2" if decisions else "None"),
        ("Assurance", given.get(CoverField.ASSURANCE, FILL_IN)),
        ("Risk reference", given.get(CoverField.RISK, FILL_IN)),
        ("Framework", _frameworks(facts) or FILL_IN),
        ("Public or private", "Public" if facts.is_public else "Private"),
    ]


def find_missing(cover: Sequence[tuple[str, str]]) -> list[str]:
    """The fields of a cover that are still to be filled in."""
    return [label for label, value in cover if value == FILL_IN]


def _marking(facts: PaperFacts) -> str:
    return "Public" if facts.is_public else f"Private: {facts.reader} only"


def _frameworks(facts: PaperFacts) -> str:
    named = {reference.framework for action in facts.actions for reference in action.references}
    named |= {release.standard for release in facts.releases if release.figures or release.quarterly}
    return join_words(sorted(named, key=lambda name: (name != "WRES", name)))


# The sections


def summary_lines(facts: PaperFacts, decisions: Sequence[str]) -> list[str]:
    """The first thing read: the same numbers as `status` at that moment, then what is new and what comes."""
    viewer = facts.viewer
    lines = [format_counts(facts.actions)]
    changed = format_changes(facts.changes, viewer)
    lines.append(
        f"Since {format_day(facts.since)}: {changed}." if changed
        else f"Since {format_day(facts.since)} nothing new is recorded."
    )  # fmt: skip
    passed = [a for a in facts.actions if find_overdue(a, facts.day)]
    reviews = [a for a in facts.actions if find_passed_review(a, facts.day)]
    lines += _passed_lines(passed, "date has passed", "dates have passed") or ["No date has passed."]
    lines += _passed_lines(reviews, "review date has passed without a word", "review dates have passed without a word")
    if ahead := count_next_dates(facts.actions, facts.day):
        dates = (f"{pluralise(count, 'action')} on {format_day(day)}" for day, count in ahead[:3])
        lines.append(f"Next: {', then '.join(dates)}.")
    if any(action.status == "no update" for action in facts.actions):
        lines.append(SILENCE)
    if decisions:
        asked = pluralise_in_words(len(decisions), "decision is", "decisions are")
        lines.append(f"{capitalise(asked)} asked for in part 2.")
    return lines


def _passed_lines(actions: Sequence[Action], one: str, many: str) -> list[str]:
    count = capitalise(pluralise_in_words(len(actions), one, many))
    return [f"{count}: {format_refs(actions)}."] if actions else []


def _summary_blocks(lines: Sequence[str]) -> tuple[PaperBlock, ...]:
    first, *rest = lines
    return (text(Bold(first)), bullets(rest))


def list_decisions(facts: PaperFacts) -> list[str]:
    """What only the group can settle. What somebody wrote when they asked for help is for those who lead: it is not
    quoted here, and a public paper does not say that they asked."""
    told = [replace(a, need_help="") if a.need_help else a for a in facts.actions]
    if facts.is_public:
        told = [replace(a, need_help=None) for a in told]
    return [to_sentence(said) for said in format_decisions(told, facts.day)]


def _decision_blocks(decisions: Sequence[str], facts: PaperFacts) -> tuple[PaperBlock, ...]:
    if not decisions:
        return (text(f"Nothing in the plan waits for a decision of the {facts.labels.group}."),)
    return (bullets(decisions, ordered=True),)


def _change_blocks(facts: PaperFacts) -> tuple[PaperBlock, ...]:
    """An action under each change it had; dates that moved and new owners are decisions, and stand with those."""
    changes = replace(facts.changes, moved=(), owned=())
    rows = [
        (line(capitalise(kind[0])), line(action.ref), line(action.title))
        for kind, actions in changes.groups(facts.viewer)
        for action in actions
    ]
    understood = [text(facts.changes.understood, quiet=True)] if facts.changes.understood else []
    if not rows:
        return (text("No status has changed and no news is recorded."), *understood)
    return (Table(("Now", "Ref", "Action"), tuple(rows)), *understood)


def _decided_blocks(facts: PaperFacts) -> tuple[PaperBlock, ...]:
    blocks: list[PaperBlock] = []
    if moved := _moved_rows(facts):
        head = ("Ref", "Action", "First date", "Date now", "Moved")
        blocks.append(Table(head, tuple(moved), "Dates that moved; the first one is kept"))
    viewer = facts.viewer
    other = [
        line(Bold(f"{event.ref} "), format_event(replace(event, words=None), viewer))
        for event in facts.happened
        if event.who_id is not None and (event.field == "owner" or event.new == "cancelled")
    ]
    if other:
        blocks.append(bullets(other))
    if not blocks:
        blocks.append(text("As far as the plan knows: no date was moved, no action cancelled and no owner changed."))
    return (*blocks, text(NOT_MINUTES, quiet=True))


def _moved_rows(facts: PaperFacts) -> list[tuple[Line, ...]]:
    moved = {action.id for action in facts.changes.moved}
    rows = []
    for action in facts.actions:
        for m in action.milestones if action.id in moved else ():
            first, last = m.original_due, last_day_of(m)
            if first and last and m.slips and first != last:
                cells = (action.ref, action.title, format_day(first), format_day(last), format_times(m.slips))
                rows.append(tuple(map(line, cells)))
    return rows


def _silence_blocks(facts: PaperFacts) -> tuple[PaperBlock, ...]:
    by: dict[str, list[Action]] = {}
    for action in facts.unanswered:
        by.setdefault(action.owners[0].post if action.owners else "Nobody yet", []).append(action)
    blocks: list[PaperBlock] = []
    if by:
        rows = tuple((line(post), line(format_refs(actions, len(actions)))) for post, actions in by.items())
        blocks += [text("Asked about a date that has passed, and not answered yet:"), Table(("Post", "Actions"), rows)]
    else:
        blocks.append(text("No question about a date that has passed is waiting for an answer."))
    if facts.vacant:
        blocks.append(text(f"Nobody holds: {join_words(facts.vacant)}."))
    return tuple(blocks)


def _picked_blocks(facts: PaperFacts) -> tuple[PaperBlock, ...]:
    picked = [action for action in facts.actions if action.id in facts.picked]
    return (bullets(line(Bold(f"{a.ref} {a.title}: "), quote(facts.picked[a.id], 600)) for a in picked),)


# For a trust's own template


def _placeholders(
    facts: PaperFacts, cover: Sequence[tuple[str, str]], summary: Sequence[str], decisions: Sequence[str]
) -> dict[str, str | tuple[str, ...] | tuple[dict[str, str], ...]]:
    """By the names that docs/papers.md lists."""
    figures = [plain_words(item) for part in figure_sections(facts.releases, facts.viewer, pictured=False)
               for block in part.blocks for item in _items(block)]  # fmt: skip
    viewer = facts.viewer
    changes = [
        {"change": capitalise(kind[0]), "ref": action.ref, "title": action.title}
        for kind, actions in replace(facts.changes, moved=(), owned=()).groups(viewer)
        for action in actions
    ]
    moved = [
        dict(zip(("ref", "title", "first", "now", "moved"), map(plain_words, row), strict=True))
        for row in _moved_rows(facts)
    ]
    named = {label.casefold().replace(" ", "_"): value for label, value in cover}
    return {
        "trust": facts.trust.name,
        "plan": format_plan(facts.plan),
        "since": format_day(facts.since),
        **named,
        "summary": tuple(summary),
        "decisions": tuple(decisions),
        "changes": tuple(changes),
        "dates_moved": tuple(moved),
        "figures": tuple(figures),
        "actions": tuple(make_template_rows(facts.actions, viewer, facts.heard)),
    }


def _items(block: PaperBlock) -> Sequence[Line]:
    match block:
        case Text(line=spans):
            return [spans]
        case Bullets(items=items):
            return items
        case _:
            return []
