"""Owns the pictures of the indicators over the years, and what they say for whoever does not see them.

Must not choose or compute a figure.

Drawn three times as large as the smallest they are read at, 360 pixels, on a ground of their own so that dark mode
changes nothing. Lines differ by colour, mark and dash, and each is named where it ends.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from textwrap import fill
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.compute.figures import Series

if TYPE_CHECKING:  # slow to import, and most runs draw nothing: loaded when a picture is drawn
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, SCALE = 360, 3
"""Pixels as they are read, and how many are drawn for each."""
_MOST_SHOWN = 4.0
"""An interval that reaches further than this many times the ratios is cut off at the frame."""

INK, FAINT, GROUND, RANGE = "#1b1b1b", "#5c5c5c", "#ffffff", "#dfe9e3"


@dataclass(frozen=True, slots=True)
class Mark:
    colour: str
    mark: str
    glyph: str
    dash: Any = "-"


# Okabe and Ito's colours, told apart with every kind of colour vision; and marks that need no colour at all.
MARKS: Mapping[str, Mark] = {
    "bme": Mark("#b34a00", "o", "●"),
    "white": Mark("#0072b2", "s", "■"),
    "disabled": Mark("#b34a00", "o", "●"),
    "not disabled": Mark("#0072b2", "s", "■"),
    "national": Mark("#5c5c5c", "D", "◆", (0, (2, 1.5))),
    "ratio": Mark("#1b1b1b", "o", "●"),
}


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """The trust's own word, and the range a ratio should lie in."""

    bme: str = "BME"
    low: float = 0.8
    high: float = 1.25

    def name(self, series: Series) -> str:
        words = series.indicator.short.replace("{bme}", self.bme)
        return words[:1].upper() + words[1:]

    def group(self, group: str) -> str:
        return self.bme if group == "bme" else "" if group == "ratio" else group


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and what it says, for whoever does not see it."""

    png: bytes
    alt: str


def is_worth_drawing(series: Sequence[Series]) -> bool:
    """One year alone is said better than it is drawn."""
    return any(len(each.points) > 1 for each in series)


def draw_small_multiples(series: Sequence[Series], style: ChartStyle) -> Chart:
    """Every indicator over its years, two beside each other."""
    drawn = [each for each in series if each.points]
    rows = (len(drawn) + 1) // 2
    top = _head(drawn)
    height = top + 118 * rows
    figure = _figure(height)
    for number, each in enumerate(drawn):
        row, column = divmod(number, 2)
        left, bottom = (8 + 178 * column) / WIDTH, 1 - (top + 118 * row + 100) / height
        axes = figure.add_axes((left, bottom, 100 / WIDTH, 78 / height))
        beside = [other for other in drawn[2 * row : 2 * row + 2] if _is_ratio(other) == _is_ratio(each)]
        _panel(axes, each, style, beside, every=False)
    _key(figure, drawn, style, height)
    return Chart(_png(figure), alt_text(drawn, style))


def draw_single(series: Series, style: ChartStyle) -> Chart:
    """One indicator, every year with its number."""
    top = _head([series])
    height = top + 216
    figure = _figure(height)
    axes = figure.add_axes((14 / WIDTH, 42 / height, 250 / WIDTH, 152 / height))
    _panel(axes, series, style, [series], every=True)
    _key(figure, [series], style, height)
    better = series.indicator.which_is_better.replace("{bme}", style.bme)
    figure.text(
        14 / WIDTH, 12 / height, better[:1].upper() + better[1:], fontsize=_points(9.5), color=FAINT, va="center"
    )
    return Chart(_png(figure), alt_text([series], style))


def _figure(height: int) -> "Figure":
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells whoever listens about its font cache
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # A figure of its own, not pyplot's: several may be drawn at once, and none is left behind.
    figure = Figure(figsize=(WIDTH / 100, height / 100), dpi=100 * SCALE, facecolor=GROUND)
    FigureCanvasAgg(figure)
    return figure


def _png(figure: "Figure") -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="png", facecolor=GROUND, metadata={"Software": None})
    return buffer.getvalue()


def _points(pixels: float) -> float:
    """Sizes are thought of in the pixels they are read at."""
    return pixels * 0.72


def _is_ratio(series: Series) -> bool:
    return series.indicator.shape in ("ratio", "disparity")


def _panel(axes: "Axes", series: Series, style: ChartStyle, beside: Sequence[Series], *, every: bool) -> None:
    """`beside`: what stands in the same row and is of the same kind, itself among it: they share a scale."""
    size = _points(11 if every else 9)
    ratio = _is_ratio(series)
    values = _values(series)
    intervals = series.intervals
    name = style.name(series) if every else fill(style.name(series).split(",")[0], 28)
    axes.set_title(name, loc="left", fontsize=_points(12 if every else 10), fontweight="bold", color=INK, pad=3.6)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#b8b8b8")
    axes.tick_params(length=0, labelsize=size, colors=FAINT, pad=2)
    axes.set_yticks([])
    if ratio:
        axes.set_yscale("log")
        axes.minorticks_off()
        axes.set_yticks([])
    _limits(axes, series, beside, style, ratio=ratio)
    if ratio:
        _range(axes, series, style, size)
    for group in ("national", series.indicator.other, series.indicator.focus, "ratio"):
        if group in values:
            _line(axes, series, values[group], MARKS[group], size)
    for year, interval in intervals.items():
        axes.plot([year, year], [interval.low, interval.high], color=INK, linewidth=1, alpha=0.65, clip_on=True,
                  solid_capstyle="butt", marker="_", markersize=_points(5), zorder=2)  # fmt: skip
    for year in series.withheld:
        axes.plot([year], [0.04], marker="x", color=FAINT, markersize=_points(5.5), zorder=4, clip_on=False,
                  transform=axes.get_xaxis_transform())  # fmt: skip
    for broken in series.indicator.breaks:
        if series.years and series.years[0] < broken.year <= series.years[-1]:
            axes.axvline(broken.year - 0.5, color=FAINT, linewidth=0.8, linestyle=(0, (1, 1.5)), zorder=1)
            axes.annotate("break", (broken.year - 0.5, 1), (2, 0), xycoords=("data", "axes fraction"),
                          textcoords="offset points", va="top", fontsize=_points(8), color=FAINT)  # fmt: skip
    _ends(axes, series, values, style, size, 10 if every else 5)
    _numbers(axes, series, values, every=every)


def _values(series: Series) -> dict[str, dict[int, float]]:
    by_group: dict[str, dict[int, float]] = {}
    for point in series.points:
        for group, number in point.values.items():
            if group in MARKS:
                by_group.setdefault(group, {})[point.year] = float(number.value)
        if point.national is not None:
            by_group.setdefault("national", {})[point.year] = float(point.national.value)
    return by_group


def _limits(axes: "Axes", series: Series, beside: Sequence[Series], style: ChartStyle, *, ratio: bool) -> None:
    """One scale for a row: ratios as far as theirs reach; percentages from nothing, so that a height is an amount."""
    shown = [n for each in beside for by_year in _values(each).values() for n in by_year.values()]
    intervals = [interval for each in beside for interval in each.intervals.values()]
    years = [*series.years, *series.withheld]
    first, last = min(years), max(years)
    room = max(0.4, 0.06 * (last - first))
    axes.set_xlim(first - room, last + room)
    axes.set_xticks(sorted({first, last}), [str(y) for y in sorted({first, last})])
    if ratio:
        reach = [e for i in intervals for e in (max(i.low, min(shown) / _MOST_SHOWN),
                                                        min(i.high, max(shown) * _MOST_SHOWN))]  # fmt: skip
        lows = [n for n in (*shown, *reach) if n > 0]
        axes.set_ylim(min(*lows, style.low) / 1.3, max(*shown, *reach, style.high) * 1.45)
    else:
        axes.set_ylim(0, 1.3 * max(*shown, 5))


def _range(axes: "Axes", series: Series, style: ChartStyle, size: float) -> None:
    """Where a ratio should lie, and the line of equal chances."""
    axes.axhline(1, color=FAINT, linewidth=0.7, zorder=0.5)
    if series.indicator.shape == "ratio":
        axes.axhspan(style.low, style.high, color=RANGE, linewidth=0, zorder=0)


def _line(axes: "Axes", series: Series, by_year: Mapping[int, float], look: Mark, size: float) -> None:
    """Joined from year to year, loosely over years nobody has a figure of, and never across a break."""
    years = sorted(by_year)
    for earlier, later in pairwise(years):
        if any(earlier < each.year <= later for each in series.indicator.breaks):
            continue
        loose = later - earlier > 1
        axes.plot([earlier, later], [by_year[earlier], by_year[later]], color=look.colour, zorder=3,
                  linewidth=1.1 if loose else 1.7, linestyle=(0, (1, 1.6)) if loose else look.dash)  # fmt: skip
    axes.plot(years, [by_year[y] for y in years], color=look.colour, marker=look.mark, linestyle="none", zorder=4,
              markersize=_points(6), markeredgecolor=GROUND, markeredgewidth=0.6, clip_on=False)  # fmt: skip


def _ends(
    axes: "Axes", series: Series, values: Mapping[str, Mapping[int, float]], style: ChartStyle, size: float,
    longest: int,
) -> None:  # fmt: skip
    """Each line's name and last number where it ends, apart from one another and from crosses that come after."""
    last = series.points[-1]
    end = max([last.year, *series.withheld])
    when = f" ({last.year})" if end > last.year else ""
    wanted: list[tuple[float, str, Mark]] = []
    for group, by_year in values.items():
        if group == "national":
            number = last.national
        else:
            number = last.values.get(group)
        if number is None:
            continue
        at = axes.transAxes.inverted().transform(axes.transData.transform((0, by_year[last.year])))[1]
        name = style.group(group)
        name = "" if len(name) > longest else name  # its mark stands right before it, and the key names that
        wanted.append((float(at), f"{name} {number.shown}{when}".strip(), MARKS[group]))
    least = size / 0.72 * 1.15 / (axes.bbox.height / SCALE)
    for at, words, look in _apart(wanted, least):
        axes.annotate(words, (end, at), (6, 0), xycoords=("data", "axes fraction"), va="center",
                      textcoords="offset points", fontsize=size, color=look.colour, fontweight="bold",
                      annotation_clip=False)  # fmt: skip


def _apart(wanted: Sequence[tuple[float, str, Mark]], least: float) -> list[tuple[float, str, Mark]]:
    """From the lowest up, each at least so far above the one before; then all down again by what stands out above."""
    placed: list[tuple[float, str, Mark]] = []
    for at, words, look in sorted(wanted, key=lambda each: each[0]):
        placed.append((max(at, placed[-1][0] + least) if placed else max(at, 0.05), words, look))
    over = max(0.0, placed[-1][0] - 1.0) if placed else 0.0
    return [(at - over, words, look) for at, words, look in placed]


def _numbers(axes: "Axes", series: Series, values: Mapping[str, Mapping[int, float]], *, every: bool) -> None:
    """The first year's own numbers, or every year's; the last is said beside it."""
    years = sorted({*series.years, *series.withheld})
    if every:
        axes.set_xticks(years, [str(year) for year in years])
    from matplotlib.patheffects import withStroke

    # So that a line behind a number does not strike it out.
    halo = [withStroke(linewidth=_points(2.5), foreground=GROUND)]
    points = series.points[:-1] if every else series.points[:1] if len(series.points) > 1 else ()
    for point in points:
        own = {group: values[group][point.year] for group in point.values if group in MARKS}
        for group, value in own.items():
            later = next((p for p in series.points if p.year > point.year and group in p.values), None)
            peak = later is None or float(later.values[group].value) <= value
            above = peak if len(own) == 1 else value == max(own.values())
            axes.annotate(point.values[group].shown.removesuffix("%"), (point.year, value), (0, 4.5 if above else -4.5),
                          textcoords="offset points", ha="center", va="bottom" if above else "top", zorder=5,
                          fontsize=_points(9.5 if every else 8.5), color=MARKS[group].colour, annotation_clip=False,
                          path_effects=halo)  # fmt: skip


def _head(drawn: Sequence[Series]) -> int:
    """The height of the key: its other lines are there only where something in them is drawn."""
    lines = 1 + any(each.withheld or each.intervals for each in drawn) + any(_gaps(each) for each in drawn)
    return 18 + 16 * lines


def _gaps(series: Series) -> list[tuple[int, int]]:
    """The years of a figure between which there is none, and no break either."""
    known = [point.year for point in series.points]
    return [(one, other) for one, other in pairwise(known) if other - one > 1
            and not any(one < each.year <= other for each in series.indicator.breaks)]  # fmt: skip


def _key(figure: "Figure", drawn: Sequence[Series], style: ChartStyle, height: int) -> None:
    """The marks, named; what the shade, the upright bars and the crosses are."""
    groups = {group for each in drawn for group in _values(each)}
    named = [(f"{MARKS[g].glyph} {style.group(g)}", MARKS[g].colour) for g in MARKS if g in groups and g != "ratio"]
    x = _words(figure, 8, 12, height, named, bold=True)
    if any(each.indicator.shape == "ratio" for each in drawn):
        _words(figure, x, 12, height, [(f"shaded: {style.low:g} to {style.high:g}", INK)], ground=RANGE)
    second = [("I  likely range of the ratio", INK)] if any(each.intervals for each in drawn) else []
    second += [("×  too few people to show", FAINT)] if any(each.withheld for each in drawn) else []
    _words(figure, 8, 28, height, second)
    if any(_gaps(each) for each in drawn):
        _words(figure, 8, 44 if second else 28, height, [("┈  dotted: no figure for the years between", FAINT)])


def _words(
    figure: "Figure", x: float, down: float, height: int, words: Sequence[tuple[str, str]], *, bold: bool = False,
    ground: str = GROUND,
) -> float:  # fmt: skip
    """Words beside each other; where the next may begin. In pixels as they are read."""
    for said, colour in words:
        text = figure.text(x / WIDTH, 1 - down / height, said, fontsize=_points(10), color=colour, va="center",
                           fontweight="bold" if bold else "normal",
                           bbox={"facecolor": ground, "edgecolor": "none", "pad": 1.5})  # fmt: skip
        x += text.get_window_extent().width / SCALE + 12
    return x


def alt_text(series: Sequence[Series], style: ChartStyle) -> str:
    """What the picture says, in the order it is drawn."""
    said = [_describe(each, style) for each in series]
    head = "The figures over the years. " if len(said) > 1 else ""
    return head + " ".join(said)


def _describe(series: Series, style: ChartStyle) -> str:
    parts = []
    for group in ("ratio", series.indicator.focus, series.indicator.other, "national"):
        by_year = {p.year: number.shown for p in series.points
                   if (number := p.national if group == "national" else p.values.get(group))}  # fmt: skip
        if by_year:
            parts.append(f"{style.group(group)} {_every_year(by_year)}".strip())
    last = series.points[-1].values.get("ratio")
    if last is not None and series.indicator.shape == "ratio":
        value = float(last.value)
        side = "below" if value < style.low else "above" if value > style.high else "inside"
        parts.append(f"{series.years[-1]} is {side} {style.low:g} to {style.high:g}")
    for broken in series.indicator.breaks:
        if series.years[0] < broken.year <= series.years[-1]:
            parts.append(f"years before {broken.year} cannot be compared")
    parts += [f"likely {interval.low:.2f} to {interval.high:.2f} in {y}" for y, interval in series.intervals.items()]
    parts += [f"no figure between {one} and {other}" for one, other in _gaps(series)]
    if series.withheld:
        parts.append(f"{', '.join(map(str, series.withheld))} not shown, because so few people are counted")
    return f"{style.name(series)}: {'; '.join(parts)}."


def _every_year(by_year: Mapping[int, str]) -> str:
    """ "30.0% in 2018; 28.3, 27.0% from 2020 to 2021": every value, and its year."""
    runs: list[list[int]] = []
    for year in sorted(by_year):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(_run(run, by_year) for run in runs)


def _run(years: Sequence[int], by_year: Mapping[int, str]) -> str:
    if len(years) == 1:
        return f"{by_year[years[0]]} in {years[0]}"
    values = [by_year[year] for year in years]
    unit = "%" if all(value.endswith("%") for value in values) else ""
    return f"{', '.join(value.removesuffix('%') for value in values)}{unit} from {years[0]} to {years[-1]}"
