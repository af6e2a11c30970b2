"""Owns the plan as a paper's table: the trust's own columns and words, and progress to date; must not choose a row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wres_bot.domain.dates import format_day
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.papers import PlanColumn, PlanGrid, PlanLine
from wres_bot.store.models import Action
from wres_bot.views.viewer import Viewer, format_posts
from wres_bot.views.wording import capitalise, format_colour_word, format_dates, format_references, format_status

PlanHeadings = Sequence[tuple[str, str]]
"""What a column holds and what the trust calls it, in its own order: ("owners", "Exec lead")."""
USUAL: PlanHeadings = (("ref", "Ref"), ("title", "Action"), ("owners", "Owner"), ("due", "Due"))
_WIDTHS: Mapping[str, int] = {
    "ref": 5, "title": 22, "objective": 14, "owners": 13, "due": 10, "indicators": 8, "notes": 14,
    "progress": 14}  # fmt: skip
KNOWN_COLUMNS = tuple(_WIDTHS)
_PROGRESS = "Progress to date"


def make_grid(actions: Sequence[Action], viewer: Viewer, heard: Mapping[int, date], headings: PlanHeadings) -> PlanGrid:
    """Every action in the plan's order, under the trust's own headings where they are given."""
    columns = choose_columns(headings)
    shaped = tuple(PlanColumn(heading, _WIDTHS.get(what, 10), what == "progress") for what, heading in columns)
    return PlanGrid("The plan's actions", shaped, tuple(_rows(actions, viewer, heard, columns)))


def choose_columns(headings: PlanHeadings) -> list[tuple[str, str]]:
    """The trust's own columns in its order, each once, and whatever a paper can't do without: ref, action, progress.

    None given: the usual ones.
    """
    columns = list(dict(headings or USUAL).items())
    named = {what for what, _ in columns}
    for place, (what, heading) in enumerate(USUAL[:2]):
        if what not in named:
            columns.insert(place, (what, heading))
    return columns if "progress" in named else [*columns, ("progress", _PROGRESS)]


def _rows(
    actions: Sequence[Action], viewer: Viewer, heard: Mapping[int, date], columns: Sequence[tuple[str, str]]
) -> Iterator[PlanLine]:
    section = None
    for action in actions:
        if action.section != section:
            section = action.section
            yield PlanLine(banner=section)
        cells = make_cells(action, viewer, heard)
        yield PlanLine(tuple(cells.get(what, "") for what, _ in columns), viewer.assess(action).colour)


def make_cells(action: Action, viewer: Viewer, heard: Mapping[int, date]) -> dict[str, str]:
    """What stands under each kind of column. Owners are posts, never people."""
    return {
        "ref": action.ref,
        "title": action.title,
        "objective": action.objective or "",
        "owners": capitalise(format_posts(action)),
        "due": _due_words(action, viewer),
        "indicators": format_references(action.references),
        "notes": str(action.published.get("notes") or ""),
        "progress": _progress_words(action, viewer, heard.get(action.id)),
    }


def make_template_rows(
    actions: Sequence[Action], viewer: Viewer, heard: Mapping[int, date]
) -> Iterator[dict[str, str]]:
    """The same by name, with what else a template may want of an action."""
    for action in actions:
        yield {
            **make_cells(action, viewer, heard),
            "section": action.section,
            "status": capitalise(format_status(action.status, viewer.labels, continuing=action.continuing)),
            "colour": format_colour_word(viewer.assess(action), viewer.labels),
        }


def _due_words(action: Action, viewer: Viewer) -> str:
    """As the plan published it; and where a date has moved since, what it is now."""
    published = action.published_due or capitalise(format_dates(action.milestones, viewer.today))
    now = [_moved_words(m) for m in action.milestones]
    return "\n".join([published, *filter(None, now)])


def _moved_words(milestone: Milestone) -> str:
    first, last = milestone.original_due, last_day_of(milestone)
    return f"Now {format_day(last)}" if milestone.slips and first and last and first != last else ""


def _progress_words(action: Action, viewer: Viewer, heard: date | None) -> str:
    """ "In progress: on track", and on which day somebody last spoke of it."""
    status = capitalise(format_status(action.status, viewer.labels, continuing=action.continuing))
    colour = format_colour_word(viewer.assess(action), viewer.labels)
    said = status if colour.casefold() in status.casefold() else f"{status}: {colour}"
    return f"{said}\nLast word {format_day(heard)}" if heard else said
