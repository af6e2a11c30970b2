"""Owns how an indicator's figures are said: to a network, to a group, to whoever asks; must not compute a figure."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from wres_bot.core.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Line,
    Link,
    Span,
    Text,
    bullets,
    line,
    text,
)
from wres_bot.core.policy import Labels, Policy
from wres_bot.indicators.catalogue import Indicator
from wres_bot.indicators.disclosure import Posted
from wres_bot.indicators.reading import Figure, Moved, Number
from wres_bot.indicators.telling import tell
from wres_bot.messages.phrases import capital, joined, plural, sentence
from wres_bot.messages.view import View
from wres_bot.store.facts import ActionFacts, SnapshotFacts

NO_COUNTS = "We don't have the counts behind {} figures, so we can't say how much is chance."
FEW = "Too few cases to say which way it moved."
KEPT = "not shown, because so few people are counted."
WHY_KEPT = "Where very few people are counted, a figure could point at someone."


def _own(words: str, labels: Labels) -> str:
    return words.replace("{bme}", labels.bme)


def short_name(indicator: Indicator, labels: Labels) -> str:
    return _own(indicator.short, labels)


def _before(figure: Figure, group: str) -> str:
    """ " (1.63)", or " (2018: 20.7%)" where the value before is not of the year before."""
    number = figure.before.get(group)
    if number is None:
        return ""
    return f" ({number.shown})" if figure.before_year == figure.year - 1 else f" ({figure.before_year}: {number.shown})"


def where_kept(found: Sequence[Figure], labels: Labels) -> list[Text]:
    """Said once below figures of which some are kept back: why, and where the trust's own are. None is repeated."""
    kept = [figure for figure in found if figure.kept_back]
    if not kept:
        return []
    sources = list(dict.fromkeys(figure.source for figure in kept if figure.source))
    where: list[Span] = [f"The {labels.coordinator} has the full figures."]
    if sources:
        where = ["The trust's own figures are in "]
        for number, source in enumerate(sources):
            joint = "" if not number else " and " if number == len(sources) - 1 else ", "
            where += [joint, Link("its own report", source) if source.startswith("https://") else f"its {source}"]
        where.append(".")
    return [text(f"{WHY_KEPT} ", *where, quiet=True)]


def value_words(figure: Figure, labels: Labels) -> str:
    """ "1.79 (1.63)", "BME 28.3% (30.0%), white 23.0% (27.2%)", "26.7%, unchanged" """
    if figure.ratio:
        return figure.ratio.shown + _before(figure, "ratio")
    said = []
    for group, name in (("bme", labels.bme), ("white", "white")):
        if number := figure.now.get(group):
            words = number.shown + _before(figure, group)
            said.append(words if figure.indicator.shape in ("board", "share") else f"{name} {words}")
    return ", ".join(said)


def movement(figure: Figure, labels: Labels, *, points: bool = False) -> str:
    """Which way it moved and for whom: "Wider.", "Better for both; gap wider." Nothing where that cannot be said."""
    if figure.few:
        return FEW if figure.before else "It rests on few cases."
    if figure.broken:
        return f"It can't be compared with the year before: {figure.broken.why}."
    if figure.indicator.better == "even":
        return _share_moved(figure)
    if figure.ratio:
        return _ratio_moved(figure, labels, brief=points)
    return _survey_moved(figure, labels, points)


def _share_moved(figure: Figure) -> str:
    now, before = figure.now.get("bme"), figure.before.get("bme")
    if not now or not before:
        return ""
    return "Unchanged." if now.value == before.value else "Higher." if now.value > before.value else "Lower."


def _ratio_moved(figure: Figure, labels: Labels, *, brief: bool) -> str:
    moved = figure.moved("ratio")
    now, before = figure.ratio, figure.before.get("ratio")
    if moved is None or now is None or before is None:
        return ""
    said = {"better": "Closer to equal", "worse": "Wider", "same": "Unchanged"}[moved]
    side = _own(figure.indicator.above if now.value > 1 else figure.indicator.below, labels)
    if brief:  # the side of the range is said beside it
        return f"{'Further from equal' if now.value < 1 and moved == 'worse' else said}."
    if (now.value - 1) * (before.value - 1) < 0:
        return f"{'Further from equal' if moved == 'worse' else said}, and now in favour of {side}."
    return f"Further from equal, in favour of {side}." if now.value < 1 and moved == "worse" else f"{said}."


_EACH: dict[Moved, str] = {"better": "better", "worse": "worse", "same": "the same"}


def _survey_moved(figure: Figure, labels: Labels, points: bool) -> str:
    bme, white = figure.moved("bme"), figure.moved("white")
    if bme is None:
        return ""
    if white is None:
        which = "earlier figure" if "white" in figure.now else "figure"
        return f"{capital(_EACH[bme])} for {labels.bme} staff; no {which} for white staff to compare."
    if bme == white:
        said = "The same for both" if bme == "same" else f"{capital(_EACH[bme])} for both"
    else:
        said = f"{capital(_EACH[bme])} for {labels.bme} staff, {_EACH[white]} for white staff"
    return f"{said}; {_gap_words(figure, points)}."


def _gap_words(figure: Figure, points: bool) -> str:
    now, before = figure.gap, figure.gap_before
    if now is None or before is None:
        return "no gap to compare"
    word = "unchanged" if now == before else "wider" if now > before else "narrower"
    return f"gap {word}, {_points(now)} points ({_points(before)})" if points else f"gap {word}"


def _points(gap: Decimal) -> str:
    return str(gap.quantize(Decimal("0.1"), ROUND_HALF_UP))


def plain_line(figure: Figure, labels: Labels, year: int) -> Line:
    """One line for everybody. The year is said only where it is not the one everything else is of."""
    each = figure.indicator
    name = short_name(each, labels)
    other = f" ({figure.year})" if figure.year != year else ""
    if figure.kept_back:
        return line(Bold(f"{name}{other}:"), f" {KEPT}")
    moved = movement(figure, labels)
    if each.shape in ("board", "share"):
        said = value_words(figure, labels)
        if moved == "Unchanged." and (now := figure.now.get("bme")):
            return line(Bold(f"{name}{other}:"), f" {now.shown}, unchanged.")
        return line(Bold(f"{name}{other}:"), f" {said}. {moved}".rstrip())
    if figure.ratio and each.says:
        said = _own(each.says, labels).format(figure.ratio.shown) + _before(figure, "ratio")
        return line(Bold(f"{name}{other}:"), f" {said}. {moved}".rstrip())
    return line(Bold(f"{name}{other}:"), f" {value_words(figure, labels)}. {moved}".rstrip())


def side_words(figure: Figure, policy: Policy) -> str:
    """ "above 0.8 to 1.25, favours white applicants"; always names the side."""
    side = figure.side(policy.range_low, policy.range_high)
    if side is None or figure.ratio is None or figure.indicator.shape != "ratio":
        return ""
    span = f"{policy.range_low:g} to {policy.range_high:g}"
    if side == "inside":
        return f"inside {span}"
    each = figure.indicator
    favoured, other = (each.above, each.below) if side == "above" else (each.below, each.above)
    said = f"worse for {other}" if each.harm else f"favours {favoured}"
    return f"{side} {span}, {_own(said, policy.labels)}"


def linked(code: str, actions: Sequence[ActionFacts]) -> list[ActionFacts]:
    """The actions of a plan that say they are about an indicator; a cancelled one no longer is."""
    return [a for a in actions if code in a.indicators and a.status != "cancelled"]


def beside(figure: Figure, actions: Sequence[ActionFacts], policy: Policy) -> Line:
    """Delivery beside outcome, for a group: actions complete of those linked, the figure, its side, its movement."""
    labels, code = policy.labels, figure.indicator.code
    mine = linked(code, actions)
    done = sum(1 for a in mine if a.status == "done")
    name = f"Indicator {code}" if code.isdigit() else code
    delivered = f"{done} of {plural(len(mine), 'linked action')} complete" if mine else "no linked actions"
    told = f"{name}, {_lower(short_name(figure.indicator, labels), labels)}"
    if figure.kept_back:
        return line(Bold(f"{told}:"), f" {delivered}; figure {KEPT}")
    parts = [value_words(figure, labels), side_words(figure, policy)]
    moved = movement(figure, labels, points=True)
    return line(Bold(f"{told}:"), f" {delivered}; {', '.join(p for p in parts if p)}. {moved}".rstrip())


def _lower(words: str, labels: Labels) -> str:
    return words if words.startswith(labels.bme) else words[:1].lower() + words[1:]


def named(indicator: Indicator, labels: Labels) -> str:
    """ "Indicator 3: Entering the formal disciplinary process" """
    title = _own(indicator.title, labels)
    return f"Indicator {indicator.code}: {title}" if indicator.code.isdigit() else title


def overview(snapshots: Sequence[SnapshotFacts], trust: str, view: View, earlier: Sequence[Posted] = ()) -> Card:
    """The latest figures, the year before, and which way is better."""
    found = tell(snapshots, view.today, view.audience, view.policy, earlier).figures
    if not found:
        return Card(
            f"I have no indicator figures for {trust} yet.",
            (text(f"The {view.labels.coordinator} can load them from a spreadsheet."),),
        )
    year = common_year(found)
    policy = view.policy
    lines = [_asked(figure, year, policy, view) for figure in found]
    blocks: list[Text | Bullets | Buttons] = [text(years_words(found)), bullets(lines)]
    if said := without_counts(found):
        blocks.append(text(said, quiet=True))
    blocks += where_kept(found, policy.labels)
    picks = tuple(Button(f"Indicator {f.indicator.code}", f"indicators {f.indicator.code}", f.indicator.title.format(
        bme=view.labels.bme)) for f in found if f.indicator.code.isdigit())  # fmt: skip
    return Card(f"{trust}: the latest figures", (*blocks, Buttons(picks[:5])))


def _asked(figure: Figure, year: int, policy: Policy, view: View) -> Line:
    said = plain_line(figure, policy.labels, year)
    side = side_words(figure, policy) if view.audience != "network" else ""
    code = figure.indicator.code
    return line(f"{code}. " if code.isdigit() else "", *said, f" {capital(side)}." if side else "")


def one(
    snapshots: Sequence[SnapshotFacts],
    wanted: Indicator,
    trust: str,
    actions: Sequence[ActionFacts],
    view: View,
    earlier: Sequence[Posted] = (),
    picture: str = "",
) -> Card:
    """One indicator: what it asks, the figure, the year before, the nation, and the actions that are about it."""
    labels = view.labels
    told = tell(snapshots, view.today, view.audience, view.policy, earlier)
    figure = next((f for f in told.figures if f.indicator.code == wanted.code), None)
    blocks: list[Text | Facts | Heading | Bullets] = [text(_own(wanted.question, labels))]
    if figure is None:
        blocks.append(text(f"I have no figure for {trust}."))
    elif figure.kept_back:
        blocks += [text(f"{figure.year}: {KEPT}"), *where_kept([figure], labels)]
    else:
        rows = [(str(figure.year), line(_one_year(figure.now, labels)))]
        if figure.before_year is not None and figure.before:
            rows.append((str(figure.before_year), line(_one_year(figure.before, labels))))
        if figure.national:
            rows.append(("National", line(figure.national.shown)))
        if moved := movement(figure, labels):
            rows.append(("Which way", line(moved)))
        if side := side_words(figure, view.policy):
            rows.append(("Range", line(capital(side))))
        blocks.append(Facts(tuple(rows)))
    blocks.append(text(sentence(_own(wanted.which_is_better, labels)), quiet=True))
    if mine := linked(wanted.code, actions):
        done = sum(1 for a in mine if a.status == "done")
        blocks.append(
            text(f"{plural(len(mine), 'linked action')}, {done} complete. To see them: list indicator {wanted.code}")
        )
    if picture:
        blocks.append(text(picture))
    return Card(named(wanted, labels), tuple(blocks))


def _one_year(numbers: Mapping[str, Number], labels: Labels) -> str:
    names = {"ratio": "", "bme": labels.bme, "white": "white"}
    return joined(f"{names[g]} {numbers[g].shown}".strip() for g in names if g in numbers)


def common_year(found: Sequence[Figure]) -> int:
    """The year most figures are of."""
    return max((f.year for f in found), key=lambda year: sum(f.year == year for f in found))


def years_words(found: Sequence[Figure]) -> str:
    """ "2025, with 2024 in brackets:" """
    year = common_year(found)
    before = any(f.before for f in found if f.year == year and f.before_year == year - 1)
    return f"{year}, with {year - 1} in brackets:" if before else f"{year}:"


def without_counts(found: Sequence[Figure]) -> str:
    """Honest about chance where the counts behind a ratio or a survey figure are not known; nothing where they are."""
    tested = [figure for figure in found if figure.indicator.shape in ("ratio", "survey") and not figure.kept_back]
    missing = [figure for figure in tested if not figure.counted]
    return NO_COUNTS.format("these" if len(missing) == len(tested) else "all of these") if missing else ""
