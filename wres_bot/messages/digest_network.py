"""Owns the quarter in plain English for a staff network; must not say counts of people, bands, names or notes."""

from collections.abc import Sequence

from wres_bot.core.cards import Bullets, Card, Heading, Line, Text, bullets, text
from wres_bot.core.statuses import CLOSED
from wres_bot.indicators.reading import known_by
from wres_bot.indicators.telling import tell
from wres_bot.messages.indicators import common_year, plain_line, where_kept, without_counts, years_words
from wres_bot.messages.phrases import capital, counted, joined, number, plural, short_day
from wres_bot.messages.quarter import Counts, NextDate, changed_since, counts, finished_in, next_dates
from wres_bot.messages.standing import overdue
from wres_bot.store.facts import ActionFacts
from wres_bot.store.quarters import QuarterFacts

SHOWN = 3
"""So many titles are named in one breath."""

Block = Text | Heading | Bullets


def network(facts: QuarterFacts) -> Card:
    labels = facts.policy.labels
    blocks: list[Block] = [text(_headline(counts(facts.then)))]
    if said := _finished(facts):
        blocks.append(text(said))
    blocks += [text(each) for each in _since(facts)]
    if said := _passed(facts):
        blocks.append(text(said))
    if said := _next(next_dates(facts.now, facts.day), facts):
        blocks.append(text(said))
    blocks += _figures(facts)
    blocks.append(
        text(
            f"Questions? Ask the {labels.coordinator}. If something has happened to you, please don't post it here; "
            f"the {labels.guardian} will listen."
        )
    )
    so_far = "" if facts.over else " so far"
    return Card(f"Our race equality plan: {facts.quarter.words}{so_far}", tuple(blocks))


def _headline(found: Counts) -> str:
    """ "Of 41 actions, 12 are finished (8 will be reviewed) and 14 are under way. For 15 we have no update …" """
    if found.no_update == found.all:
        return (
            f"The plan has {plural(found.all, 'action')}. We have no update on any of them yet; "
            "that doesn't mean nothing has happened."
        )
    reviewed = f" ({_reviewed(found)})" if found.reviewed else ""
    parts = [f"{found.done} {_are(found.done)} finished{reviewed}"] if found.done else []
    for count, words in (
        (found.under_way, "under way"),
        (found.delayed, "delayed"),
        (found.not_started, "not started yet"),
    ):
        if count:
            parts.append(f"{count} {_are(count)} {words}")
    said = f"Of {plural(found.all, 'action')}, {joined(parts if found.done else [*parts, 'none is finished yet'])}."
    if found.no_update:
        said += f" For {found.no_update} we have no update; that doesn't mean nothing has happened."
    if found.cancelled:
        said += f" {capital(number(found.cancelled))} will not go ahead."
    return said


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _reviewed(found: Counts) -> str:
    return "and will be reviewed" if found.reviewed == found.done == 1 else f"{found.reviewed} will be reviewed"


def _named(actions: Sequence[ActionFacts]) -> str:
    more = f"; and {len(actions) - SHOWN} more" if len(actions) > SHOWN else ""
    return "; ".join(action.title for action in actions[:SHOWN]) + more


def _finished(facts: QuarterFacts) -> str:
    if new := finished_in(facts):
        return f"Finished this quarter: {_named(new)}."
    done = [a for a in facts.then if a.status == "done"]
    # Those that are not to be looked at again first: they are finished in every sense.
    done.sort(key=lambda a: any(m.met_on is None for m in a.milestones))
    if not done:
        return ""
    return f"Finished so far: {_named(done)}."


def _since(facts: QuarterFacts) -> list[str]:
    done, other = changed_since(facts)
    said = []
    if done:
        said.append(f"Finished since then: {_named(done)}.")
    if other:
        news = "has news" if len(other) == 1 else "have news"
        said.append(f"{capital(counted(len(other), 'more action' if done else 'action'))} {news} since then.")
    return said


def _passed(facts: QuarterFacts) -> str:
    gone = [a for a in facts.now if overdue(a, facts.day)]
    if not gone:
        return ""
    owner = "its owner is" if len(gone) == 1 else "their owners are"
    return f"The date has gone by for {counted(len(gone), 'action')}; {owner} being asked how things stand."


def _next(ahead: list[NextDate], facts: QuarterFacts) -> str:
    """The nearest date by name where few actions have it, then dates by number."""
    if not ahead:
        again = [a for a in facts.now if a.status not in CLOSED and any(m.interval_months for m in a.milestones)]
        looked = "is ongoing and is" if len(again) == 1 else "are ongoing and are"
        return f"{capital(counted(len(again), 'action'))} {looked} looked at again every few months." if again else ""
    said, rest = [], ahead
    first = ahead[0]
    if len(first.actions) <= SHOWN:
        said.append(f"Next: {_named(first.actions)}, by {short_day(first.day, facts.day)}.")
        rest = ahead[1:]
    for each in rest[:2]:
        words = each.counts()
        head, _, tail = words.partition(" ")
        many = "action" if head == "1" else "actions"
        said.append(f"By {short_day(each.day, facts.day)}: {head} {many} {tail}.")
    return " ".join(said)


def _figures(facts: QuarterFacts) -> list[Block]:
    """Yearly figures, the year before in brackets, which way each moved and for whom."""
    labels = facts.policy.labels
    found = tell(facts.snapshots, facts.quarter.last, "network", facts.policy, facts.posted).figures
    if not found:
        return []
    year = common_year(found)
    new = not known_by(year, facts.quarter.first)
    told = (
        "The figures are yearly, and new this quarter." if new else "The figures are yearly; nothing new this quarter."
    )
    lines: list[Line] = [plain_line(figure, labels, year) for figure in found]
    blocks: list[Block] = [text(f"{told} {years_words(found)}"), bullets(lines)]
    if said := without_counts(found):
        blocks.append(text(said, quiet=True))
    return blocks + list(where_kept(found, labels))
