"""Owns how dates, plurals, statuses, colours, milestones and targets are worded; must not know a card's layout."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from wres_bot.domain.dates import format_day, month_end
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.overdue import Assessment, ColourReason, last_day_of
from wres_bot.domain.policy import Labels
from wres_bot.domain.references import Reference
from wres_bot.domain.statuses import STATUS_NAMES, Colour
from wres_bot.store.models import ActionSummary, Plan, Target

MARKS: dict[Colour, str] = {"blue": "🔵", "red": "🔴", "amber": "🟠", "grey": "⚪", "green": "🟢"}
"""Never shown without its word."""

COLOUR_WORDS: dict[Colour, str] = {
    "blue": "done",
    "red": "past its date",
    "amber": "needs a look",
    "grey": "no update recorded",
    "green": "on track",
}

COLOUR_REASONS: dict[ColourReason, str] = {
    ColourReason.DONE_AND_CONTINUING: "done and continuing",
    ColourReason.CANCELLED: "cancelled",
    ColourReason.PASSED_NOT_ASKED: "date passed",
    ColourReason.PASSED_ASKED: "date passed, owner asked",
    ColourReason.HELP_ASKED: "help asked for",
    ColourReason.DELAYED: "delayed",
    ColourReason.DUE_SOON: "due soon, not started",
}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_INTERVALS = {1: "every month", 2: "every two months", 3: "every three months", 6: "twice a year", 12: "every year"}


def format_short_day(when: date, today: date) -> str:
    """ "30 April", with its year when that is not this one."""
    return f"{when.day} {when:%B}" if when.year == today.year else format_day(when)


def format_weekday(when: date) -> str:
    """ "Friday 30 April 2021" """
    return f"{when:%A} {format_day(when)}"


def format_short_weekday(when: date, today: date) -> str:
    return f"{when:%A} {format_short_day(when, today)}"


def pluralise(count: int, one: str, many: str = "") -> str:
    """ "1 action", "2 actions" """
    return f"{count} {one if count == 1 else many or one + 's'}"


def format_times(count: int) -> str:
    """ "once", "twice", "3 times" """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def format_number(count: int) -> str:
    """Small numbers as words: "two"; figures from eleven."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def pluralise_in_words(count: int, one: str, many: str = "") -> str:
    """ "two actions" """
    return f"{format_number(count)} {one if count == 1 else many or one + 's'}"


def join_words(parts: Iterable[str], last: str = "and") -> str:
    """ "a, b and c" """
    items = [p for p in parts if p]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def capitalise(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]


def to_sentence(words: str) -> str:
    """Capital first, a stop last."""
    tidy = capitalise(words.strip())
    return tidy if not tidy or tidy[-1] in ".?!”" else tidy + "."


def shorten(words: str, limit: int = 280) -> str:
    """Cut at a word, with a mark that something is left out."""
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,.;") + " …"


def quote(words: str, limit: int = 280) -> str:
    return f"“{shorten(' '.join(words.split()), limit)}”"


def format_status(status: str, labels: Labels | None = None, *, continuing: bool = False) -> str:
    """A status in the trust's own words."""
    own = labels.statuses.get(status) if labels else None
    shown = own or STATUS_NAMES.get(status, status)  # type: ignore[call-overload]  # what is none is shown
    return f"{shown} and continuing" if continuing and status == "done" else str(shown)


def format_colour(colour: Colour, labels: Labels | None = None, reason: ColourReason | None = None) -> str:
    """The mark and its word: "🟢 on track". `reason` says more than the colour's own word does."""
    return f"{MARKS[colour]} {_colour_word(colour, labels, reason)}"


def _colour_word(colour: Colour, labels: Labels | None, reason: ColourReason | None) -> str:
    own = labels.colours.get(colour) if labels else None
    why = COLOUR_REASONS[reason] if reason else ""
    return f"{own} ({why})" if own and why else own or why or COLOUR_WORDS[colour]


def format_colour_word(assessed: Assessment, labels: Labels) -> str:
    """The word of a colour without its mark, for a page where the colour itself is beside it."""
    return _colour_word(assessed.colour, labels, assessed.reason)


def format_status_with_colour(
    status: str, assessed: Assessment, labels: Labels, *, continuing: bool = False, capital: bool = False
) -> str:
    """ "in progress (🟢 on track)", or "🔵 done" where the colour's word says it all."""
    words = format_status(status, labels, continuing=continuing)
    colour = format_colour(assessed.colour, labels, assessed.reason)
    if _colour_word(assessed.colour, labels, assessed.reason) == words:
        return colour
    return f"{capitalise(words) if capital else words} ({colour})"


def format_plan(plan: Plan) -> str:
    """ "ESNEFT 2020-21": how an answer names the plan."""
    return plan.title or plan.name


def format_action(action: ActionSummary) -> str:
    return f"{action.ref} {action.title}"


def format_interval(months: int | None) -> str:
    """ "every three months" """
    return "" if not months else _INTERVALS.get(months, f"every {months} months")


def format_period(milestone: Milestone) -> str:
    """When a window is, no more precisely than the plan says: "in November 2020"."""
    due, until = milestone.due, milestone.until
    if due is None:
        return ""
    if milestone.precision == "month":
        return f"in {due:%B %Y}"
    if until and until != due:
        if due.day == 1 and until == month_end(until.year, until.month):
            return f"between {due:%B %Y} and {until:%B %Y}"
        return f"between {format_day(due)} and {format_day(until)}"
    return f"on {format_day(due)}"


def format_milestone(milestone: Milestone, today: date | None = None) -> str:
    """ "due by 30 April 2021", "starts in November 2020", "review by 31 May 2021" """
    due = last_day_of(milestone)
    when = (format_short_day(due, today) if today else format_day(due)) if due else ""
    label = milestone.label or ""
    match milestone.kind:
        case "start":
            begins = f"starts {format_period(milestone)}" if due else "start date not given"
            return f"{begins} ({label})" if label else begins
        case "review":
            name = label if "review" in label.casefold() else f"review ({label})" if label else "review"
            return f"{name} by {when}" if due else f"{name}, no date given"
        case "recurring":
            often = format_interval(milestone.interval_months) or label or milestone.words or "repeats"
            return f"{often}, next by {when}" if due else often
        case "ongoing":
            often = format_interval(milestone.interval_months)
            looks = f", looked at {often}" if often else ""
            return f"ongoing{looks}, next by {when}" if due else f"ongoing{looks}"
        case "opportunistic":
            return "when the chance comes"
        case _:
            due_by = f"due by {when}" if due else "no date given"
            return f"{due_by} ({label})" if label else due_by


def format_section(number: str, title: str) -> str:
    """ "section 2: Employee relations", whether or not the title repeats its number."""
    bare = re.sub(rf"^(?:section|theme|objective)?\s*{re.escape(number)}\s*[.:)-]\s*", "", title, flags=re.I)
    return f"section {number}: {bare}" if bare and bare != number else f"section {number}"


def format_milestone_in_full(milestone: Milestone, *, says: bool = True) -> str:
    """In full: what was read, what the plan says, what was assumed, whether it moved or is met."""
    parts = [format_milestone(milestone)]
    said = " ".join(milestone.words.split()) if says else ""
    if said and milestone.precision != "day" and not _repeats_plan(milestone, said):
        parts.append(f" (the plan says {quote(said, 120)})")
    if milestone.assumption:
        assumed = milestone.assumption.rstrip(".")
        parts.append(f"; {assumed[:1].lower()}{assumed[1:]}")
    if milestone.slips and milestone.original_due and milestone.original_due != milestone.due:
        parts.append(f"; moved {format_times(milestone.slips)}, first set for {format_day(milestone.original_due)}")
    if milestone.met_on:
        parts.append(f"; met on {format_day(milestone.met_on)}")
    return "".join(parts)


def _repeats_plan(milestone: Milestone, said: str) -> bool:
    """A start "in November 2020 (launch)" is the plan's own wording already."""
    bare = said.replace(f"({milestone.label})", "").strip(" ,;")
    return milestone.kind == "start" and bare in format_milestone(milestone)


def format_references(references: Sequence[Reference]) -> str:
    """ "1 and 9" where all are the WRES's, else each framework by its name: "WRES 2 and 3; HIA 6; PSED"."""
    numbers: dict[str, list[str]] = {}
    for reference in references:
        numbers.setdefault(reference.framework, []).append(reference.number)
    if set(numbers) == {"WRES"}:
        return join_words(number or "WRES" for number in numbers["WRES"])
    return "; ".join(f"{name} {join_words(filter(None, found))}".strip() for name, found in numbers.items())


def format_dates(milestones: Sequence[Milestone], today: date) -> str:
    """The dates still to come or passed and unmet, in few words: "due by 30 April, then review by 31 May"."""
    unmet = [m for m in milestones if m.met_on is None]
    return join_words((format_milestone(m, today) for m in unmet), "then") or "no date given"


_TARGET_OPS = {"at least": "at least ", "at most": "at most "}


def format_target(target: Target) -> str:
    """ "interviews with a BAME panel member: at least 80%, now 40%" """
    amount = ""
    if target.value is not None and f"{target.value:g}" not in target.text.split():
        upper = f" to {target.upper:g}" if target.op == "between" and target.upper is not None else ""
        amount = f"{_TARGET_OPS.get(target.op, '')}{target.value:g}{upper}{_format_unit(target.unit, target.text)}"
    if target.scope and not _names_scope(target.scope, target.text):
        amount = f"{amount}, {target.scope}" if amount else target.scope
    if target.by:
        amount = f"{amount} by {_format_target_day(target.by)}" if amount else f"by {_format_target_day(target.by)}"
    said = f"{target.text}: {amount}" if amount else target.text
    if target.baseline is not None:
        said += f", from {target.baseline:g}"
    return (
        f"{said}, now {target.current:g}{_format_unit(target.unit, target.text)}"
        if target.current is not None
        else said
    )


def _format_target_day(words: str) -> str:
    try:
        return format_day(date.fromisoformat(words))
    except ValueError:
        return words


def _names_scope(scope: str, words: str) -> bool:
    """Does the text say the scope already: "each division" beside "per division"?"""
    low = words.casefold()
    return any(part in low for part in scope.casefold().replace("+", "").split() if len(part) > 3 or part[:1].isdigit())


def is_count_of_people(target: Target) -> bool:
    """Such numbers are for those who hold the data, not for a network card."""
    return target.unit in ("people", "cases", "staff")


def _format_unit(unit: str | None, words: str) -> str:
    if unit == "%":
        return unit
    return "" if not unit or unit.casefold() in words.casefold() or unit == "people" else f" {unit}"
