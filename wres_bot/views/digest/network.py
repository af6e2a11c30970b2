"""Owns the quarter in plain English for a staff network; must not say counts of people, bands, names or notes."""

from collections.abc import Sequence

from wres_bot.domain.cards import Bullets, Card, Heading, Text, bullets, text
from wres_bot.domain.overdue import find_overdue
from wres_bot.domain.policy import Labels
from wres_bot.domain.statuses import CLOSED
from wres_bot.indicators.compute.figures import is_known_by
from wres_bot.indicators.release.benchmarks import Benchmarked
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import Action, PlanQuarter
from wres_bot.views.digest.quarter_counts import (
    ActionCounts,
    NextDate,
    count_actions,
    find_changed_since,
    find_finished,
    find_next_dates,
)
from wres_bot.views.indicators.cards import standard_blocks
from wres_bot.views.indicators.comparisons import chance_notes, plain_line
from wres_bot.views.indicators.figures import common_year, where_published, words_used, years_words
from wres_bot.views.indicators.quarterly import YEARLY, counted_in, figures_elsewhere, intro
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    capitalise,
    format_number,
    format_short_day,
    join_words,
    pluralise,
    pluralise_in_words,
)

TITLES_NAMED = 3
"""So many titles are named in one breath."""

Block = Text | Heading | Bullets


def render_network_digest(facts: PlanQuarter, release: Release | None, others: Sequence[Release] = ()) -> Card:
    """`release`: the trust's figures; none where another message of that day has them."""
    labels = facts.policy.labels
    blocks: list[Block] = [text(_format_headline(count_actions(facts.then)))]
    if said := _format_finished(facts):
        blocks.append(text(said))
    blocks += [text(each) for each in _format_since(facts)]
    if said := _format_passed(facts):
        blocks.append(text(said))
    if said := _format_next_dates(find_next_dates(facts.now, facts.day), facts):
        blocks.append(text(said))
    blocks += _figure_blocks(facts, release)
    for other in others:
        blocks += standard_blocks(other, Viewer(facts.day, facts.policy, "network"))
    blocks.append(
        text(
            f"Questions? Ask the {labels.coordinator}. If something has happened to you, please don't post it here; "
            f"the {labels.guardian} will listen."
        )
    )
    so_far = "" if facts.over else " so far"
    return Card(f"Our race equality plan: {facts.quarter.words}{so_far}", tuple(blocks))


def _format_headline(counts: ActionCounts) -> str:
    """ "Of 41 actions, 12 are finished (8 will be reviewed) and 14 are under way. For 15 we have no update …" """
    if counts.no_update == counts.all:
        return (
            f"The plan has {pluralise(counts.all, 'action')}. We have no update on any of them yet; "
            "that doesn't mean nothing has happened."
        )
    reviewed = f" ({_format_reviewed(counts)})" if counts.reviewed else ""
    parts = [f"{counts.done} {_is_or_are(counts.done)} finished{reviewed}"] if counts.done else []
    for count, words in (
        (counts.under_way, "under way"),
        (counts.delayed, "delayed"),
        (counts.not_started, "not started yet"),
    ):
        if count:
            parts.append(f"{count} {_is_or_are(count)} {words}")
    stand = join_words(parts if counts.done else [*parts, "none is finished yet"])
    said = f"Of {pluralise(counts.all, 'action')}, {stand}."
    if counts.no_update:
        said += f" For {counts.no_update} we have no update; that doesn't mean nothing has happened."
    if counts.cancelled:
        said += f" {capitalise(format_number(counts.cancelled))} will not go ahead."
    return said


def _is_or_are(count: int) -> str:
    return "is" if count == 1 else "are"


def _format_reviewed(counts: ActionCounts) -> str:
    return "and will be reviewed" if counts.reviewed == counts.done == 1 else f"{counts.reviewed} will be reviewed"


def _format_titles(actions: Sequence[Action]) -> str:
    more = f"; and {len(actions) - TITLES_NAMED} more" if len(actions) > TITLES_NAMED else ""
    return "; ".join(action.title for action in actions[:TITLES_NAMED]) + more


def _format_finished(facts: PlanQuarter) -> str:
    if new := find_finished(facts):
        return f"Finished this quarter: {_format_titles(new)}."
    done = [a for a in facts.then if a.status == "done"]
    # Those that are not to be looked at again first: they are finished in every sense.
    done.sort(key=lambda a: any(m.met_on is None for m in a.milestones))
    if not done:
        return ""
    return f"Finished so far: {_format_titles(done)}."


def _format_since(facts: PlanQuarter) -> list[str]:
    done, other = find_changed_since(facts)
    said = []
    if done:
        said.append(f"Finished since then: {_format_titles(done)}.")
    if other:
        news = "has news" if len(other) == 1 else "have news"
        said.append(
            f"{capitalise(pluralise_in_words(len(other), 'more action' if done else 'action'))} {news} since then."
        )
    return said


def _format_passed(facts: PlanQuarter) -> str:
    gone = [a for a in facts.now if find_overdue(a, facts.day)]
    if not gone:
        return ""
    owner = "its owner is" if len(gone) == 1 else "their owners are"
    return f"The date has gone by for {pluralise_in_words(len(gone), 'action')}; {owner} being asked how things stand."


def _format_next_dates(ahead: list[NextDate], facts: PlanQuarter) -> str:
    """The nearest date by name where few actions have it, then dates by number."""
    if not ahead:
        again = [a for a in facts.now if a.status not in CLOSED and any(m.interval_months for m in a.milestones)]
        looked = "is ongoing and is" if len(again) == 1 else "are ongoing and are"
        return (
            f"{capitalise(pluralise_in_words(len(again), 'action'))} {looked} looked at again every few months."
            if again
            else ""
        )
    said, rest = [], ahead
    first = ahead[0]
    if len(first.actions) <= TITLES_NAMED:
        said.append(f"Next: {_format_titles(first.actions)}, by {format_short_day(first.day, facts.day)}.")
        rest = ahead[1:]
    for next_date in rest[:2]:
        (count, purpose), *others = next_date.count_by_purpose()
        more = "".join(f", {number} to {what}" for number, what in others)
        said.append(
            f"By {format_short_day(next_date.day, facts.day)}: {pluralise(count, 'action')} to {purpose}{more}."
        )
    return " ".join(said)


def _figure_blocks(facts: PlanQuarter, release: Release | None) -> list[Block]:
    """What is new this quarter; then the yearly figures, the year before in brackets, which way each moved."""
    if release is None:
        return [text(figures_elsewhere(facts))]
    labels = facts.policy.labels
    new, figures = counted_in(release.quarterly, facts.quarter), release.figures
    blocks: list[Block] = []
    if new:
        blocks += [text(f"New this quarter. {intro(new)} {YEARLY}"), _figure_lines(release.benchmarked_of(new), labels)]
    if figures:
        fresh = not is_known_by(common_year(figures), facts.quarter.first)
        yearly = "The yearly figures" if new else "The figures are yearly"
        news = " are new this quarter." if fresh else " have nothing new this quarter."
        if not new:
            news = ", and new this quarter." if fresh else "; nothing new this quarter."
        benchmarked = release.benchmarked_of(figures)
        blocks += [text(f"{yearly}{news} {years_words(figures)}"), _figure_lines(benchmarked, labels)]
        if said := chance_notes(benchmarked):
            blocks.append(text(said, quiet=True))
    lines = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    return blocks + words_used(lines, labels) + list(where_published([*new, *figures], labels))


def _figure_lines(benchmarked: Sequence[Benchmarked], labels: Labels) -> Bullets:
    year = common_year([each.figure for each in benchmarked])
    return bullets([plain_line(each, labels, year) for each in benchmarked])
