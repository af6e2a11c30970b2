"""Owns what is answered about the indicators: all of them, or one; must not compute a figure or word a movement."""

from collections.abc import Sequence

from wres_bot.domain.cards import Bullets, Button, Buttons, Card, Facts, Heading, Line, Text, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.domain.references import Reference
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.compute.significance import Verdict
from wres_bot.indicators.dimensions import STANDARDS
from wres_bot.indicators.release.benchmarks import CLEAR, Benchmarked
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import Action
from wres_bot.views.indicators.comparisons import (
    SHORTFALLS,
    UNCLEAR,
    against_words,
    all_complete,
    chance_and_p,
    chance_notes,
    chance_words,
    counts_words,
    likely_words,
    moved_words,
    p_words,
    plain_line,
    rates_words,
    shortfall_lines,
    untested_change,
)
from wres_bot.views.indicators.figures import (
    AS_PRINTED,
    common_year,
    in_trust_words,
    kept_words,
    missing_words,
    one_period,
    period_end_words,
    ref_words,
    side_words,
    title_of,
    where_published,
    words_used,
    years_words,
)
from wres_bot.views.indicators.quarterly import counted_since, intro
from wres_bot.views.indicators.sizes import part_blocks, size_blocks
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import capitalise, pluralise, to_sentence

CHANCE = {
    Verdict.TOP: "The difference is unlikely to be chance.",
    Verdict.UNDER: "The difference is unlikely to be chance.",
    Verdict.NO_CLEAR_DIFFERENCE: "Chance alone could make this difference.",
    Verdict.TOO_FEW: "The numbers are too small to tell a difference from chance.",
}
FigureBlock = Text | Heading | Bullets
Block = Text | Facts | Heading | Bullets | Buttons


def indicators_card(release: Release, trust: str, viewer: Viewer) -> Card:
    """The latest figures, the year before, which way each moved, and what has been counted since."""
    which = "" if release.standard == "WRES" else f"{release.standard} "
    if not release.figures and not release.quarterly:
        return Card(
            f"I have no {which or 'indicator '}figures for {trust} yet.",
            (text(f"The {viewer.labels.coordinator} can load them from a spreadsheet."),),
        )
    shown = counted_since(release.quarterly, release.figures)
    indicators = sorted({f.indicator.code: f.indicator for f in (*release.figures, *shown)}.items())
    picks = tuple(Button(ref_words(each), f"indicators {each.ref}", in_trust_words(each.title, viewer.labels))
                  for code, each in indicators if code.isdigit())  # fmt: skip
    blocks = _figure_blocks(release, viewer)
    return Card(f"{trust}: the latest {which}figures", (*blocks, Buttons(picks[:5])) if picks else tuple(blocks))


def standard_blocks(release: Release, viewer: Viewer) -> list[FigureBlock]:
    """The figures of a standard beside another's, under its own name."""
    return [Heading(STANDARDS[release.standard].title), *_figure_blocks(release, viewer)]


def _figure_blocks(release: Release, viewer: Viewer) -> list[FigureBlock]:
    blocks: list[FigureBlock] = []
    if release.figures:
        benchmarked = release.benchmarked_of(release.figures)
        blocks += [text(years_words(release.figures)), _lines(benchmarked, viewer)]
        if said := chance_notes(benchmarked):
            blocks.append(text(said, quiet=True))
    if later := counted_since(release.quarterly, release.figures):
        benchmarked = release.benchmarked_of(later)
        blocks += [Heading("Counted since"), text(intro(later)), _lines(benchmarked, viewer)]
    lines = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    return [*blocks, *words_used(lines, viewer.labels), *where_published([*release.figures, *later], viewer.labels)]


def _lines(benchmarked: Sequence[Benchmarked], viewer: Viewer) -> Bullets:
    year = common_year([standing.figure for standing in benchmarked])
    return bullets([_asked(standing, year, viewer) for standing in benchmarked])


def _asked(standing: Benchmarked, year: int, viewer: Viewer) -> Line:
    figure, code = standing.figure, standing.figure.indicator.code
    year = figure.year if figure.period else year
    said: list[str] = []
    if viewer.audience != "network":
        if standing.chance and standing.chance.verdict in CLEAR:
            said.append(capitalise(chance_and_p(standing, viewer.labels)))
        said.append(capitalise(side_words(figure, viewer.policy, standing.chance.verdict if standing.chance else None)))
    more = "".join(f" {words}." for words in said if words)
    return line(f"{code}. " if code.isdigit() else "", *plain_line(standing, viewer.labels, year), more)


def indicator_card(
    release: Release,
    wanted: Indicator,
    trust: str,
    actions: Sequence[Action],
    viewer: Viewer,
    *,
    pictured: bool = False,
) -> Card:
    """One indicator: what it asks, the figure, what it may be held against, and the actions that are about it."""
    labels = viewer.labels
    mine = [figure for figure in release.figures if figure.indicator.code == wanted.code]
    later = [f for f in counted_since(release.quarterly, release.figures) if f.indicator.code == wanted.code]
    blocks: list[Block] = [text(in_trust_words(wanted.question, labels))]
    benchmarked = release.benchmarked_of([*mine, *later])
    for standing in benchmarked:
        blocks += _figure(standing, release, viewer)
    if viewer.audience != "network" and wanted.code == "2":
        blocks += part_blocks(release, wanted, labels)
    if not benchmarked:
        blocks.append(text(f"I have no figure for {trust}."))
    blocks.append(text(to_sentence(in_trust_words(wanted.which_is_better, labels)), quiet=True))
    if said := chance_notes(benchmarked):
        blocks.append(text(said, quiet=True))
    blocks += where_published([*mine, *later], labels)
    if release.shortfalls and wanted.code == "1":
        blocks += [Heading(SHORTFALLS), bullets(shortfall_lines(release.shortfalls, labels))]
    blocks += _linked(benchmarked, actions, wanted, labels)
    if pictured:
        blocks.append(text("There is a picture of all the years in your direct messages."))
    return Card(title_of(wanted, labels), tuple(blocks))


def _figure(standing: Benchmarked, release: Release, viewer: Viewer) -> list[Block]:
    figure, labels = standing.figure, viewer.labels
    blocks: list[Block] = [Heading("Counted since"), text(intro([figure]))] if figure.period else []
    name = f"To {period_end_words(figure)}" if figure.period else str(figure.year)
    if figure.withheld:
        return [*blocks, text(f"{name}: {kept_words(figure)}")]
    if figure.missing:
        blocks.append(text(f"{name}: {missing_words(figure, labels)}."))
        return [*blocks, Facts((_chance(standing, viewer),))] if standing.chance else blocks
    if rates := rates_words(standing, labels, before=False):
        blocks.append(text(f"{capitalise(rates)} ({counts_words(standing)})."))
    elif figure.ratio and figure.indicator.says:
        blocks.append(text(f"{capitalise(in_trust_words(figure.indicator.says, labels).format(figure.ratio.shown))}."))
    if figure.as_printed:
        blocks.append(text(AS_PRINTED))
    now = (name, line(one_period(figure, figure.now, labels)))
    blocks.append(Facts((now, *_figure_rows(standing, release, viewer))))
    if viewer.audience != "network":
        blocks += size_blocks(standing, viewer.policy)
    return blocks


def _figure_rows(standing: Benchmarked, release: Release, viewer: Viewer) -> list[tuple[str, Line]]:
    """What stands beside the value: the one before, how it moved, and what it is held against."""
    figure, labels = standing.figure, viewer.labels
    rows: list[tuple[str, Line]] = []
    if figure.before:
        rows.append(_before(standing, release, viewer))
    if figure.indicator.shape == "board" and (staff := _workforce(figure, release)):
        rows.append(("All staff", line(staff)))
    moved = moved_words(standing, labels, points=viewer.audience != "network")
    if moved := moved or untested_change(standing, labels):
        rows.append(("Change", line(moved)))
    if standing.chance:
        rows.append(_chance(standing, viewer))
    if side := side_words(figure, viewer.policy, standing.chance.verdict if standing.chance else None):
        rows.append(("Target range", line(capitalise(side))))
    if figure.national and not standing.nation:
        rows.append(("National", line(figure.national.shown)))
    if against := against_words(standing, labels):
        rows.append(("Held against", line(" ".join(against))))
    return rows


def _chance(standing: Benchmarked, viewer: Viewer) -> tuple[str, Line]:
    chance = standing.chance
    if chance is None:
        return "Chance", line("")
    said = capitalise(chance_words(standing.figure.indicator, chance, viewer.labels))
    if chance.interval and chance.verdict in UNCLEAR:
        said = f"{said}: {likely_words(chance.interval)}"
    p = f", {p_words(chance.p)}" if viewer.audience != "network" else ""
    return "Chance", line(f"{said}{p}. {CHANCE[chance.verdict]}")


def _workforce(figure: Figure, release: Release) -> str:
    """The share of the whole workforce at the same time, which the Board's is held against."""
    focus = figure.indicator.focus
    same = [f.now[focus].shown for f in (*release.figures, *release.quarterly)
            if f.indicator.code == "1" and f.key[1] == figure.key[1] and focus in f.now]  # fmt: skip
    return same[0] if same else ""


def _before(standing: Benchmarked, release: Release, viewer: Viewer) -> tuple[str, Line]:
    """The value before, and the nation's of that year where this year's is not known yet."""
    figure = standing.figure
    value = one_period(figure, figure.before, viewer.labels)
    if figure.period:
        return f"To {period_end_words(figure, before=True)}", line(value)
    nation = next((p.national for s in release.series if s.indicator is figure.indicator for p in s.points
                   if p.year == figure.before_year and p.national), None)  # fmt: skip
    return str(figure.before_year), line(value, f"; national {nation.shown}" if nation and not figure.national else "")


def _linked(
    benchmarked: Sequence[Benchmarked], actions: Sequence[Action], wanted: Indicator, labels: Labels
) -> list[Block]:
    named = Reference(wanted.standard, wanted.code)
    mine = [a for a in actions if named in a.references and a.status != "cancelled"]
    if not mine:
        return []
    done = sum(1 for a in mine if a.status == "done")
    left, late = len(mine) - done, benchmarked[0].linked_actions.late if benchmarked else 0
    said = f"{pluralise(len(mine), 'linked action')}, {done} complete"
    said += f", {left} open" if left else ""
    said += f" ({late} past {'its' if late == 1 else 'their'} date)" if late else ""
    ended = next((words for standing in benchmarked if (words := all_complete(standing, labels))), "")
    return [text(f"{said}.{f' {ended}' if ended else ''} To see them: list indicator {wanted.code}")]


def render_which_indicator(indicators: Sequence[Indicator], labels: Labels) -> Card:
    """A subject that two indicators are about."""
    items = tuple(Button(ref_words(each), f"indicators {each.ref}", title_of(each, labels)) for each in indicators)
    rows = bullets(title_of(each, labels) for each in indicators)
    return Card("Which of these do you mean?", (rows, Buttons(items)))


def render_not_held(nearest: Indicator | None, labels: Labels) -> Card:
    """What no published figure says, or what is about so few people that it is not told one by one."""
    if nearest is None:
        said = "I have the trust's published figures for the whole trust, and nothing below that."
        return Card("I don't hold that.", (text(said), Buttons((Button("The figures", "indicators"),))))
    words = in_trust_words(nearest.question, labels)
    return Card(
        "I don't hold a single count like that.",
        (
            text(f"The nearest figure: {words}"),
            Buttons((Button(capitalise(ref_words(nearest)), f"indicators {nearest.ref}"),)),
        ),
    )
