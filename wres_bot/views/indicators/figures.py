"""Owns how one indicator's figure is said: its value, which way it moved, its side; must not compute or compare one."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import assert_never

from wres_bot.domain.cards import Line, Link, Span, Text, plain_words, text
from wres_bot.domain.dates import Quarter, format_day, parse_quarter
from wres_bot.domain.measures import NoValue, NoValueCode
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Figure, Number
from wres_bot.indicators.compute.significance import Verdict
from wres_bot.indicators.dimensions import NAMES
from wres_bot.indicators.release.benchmarks import CLEAR
from wres_bot.indicators.release.change import Change, ChangeResult
from wres_bot.views.wording import capitalise

FEW = "Too few cases to say which way it moved."
KEPT = "not shown, because so few people are counted."
UNCHANGED = "The same as before."
NO_NUMBERS = "without the numbers behind it we can't say whether that is chance"
WAITS = "not shown yet: its own counts give another figure, and that is being looked at."
AS_PRINTED = "As it is printed in the trust's own report."
BOARD_KEPT = "in the trust's own report."
WHY_KEPT = "Where very few people are counted, a figure could point at someone."


def in_trust_words(words: str, labels: Labels) -> str:
    return words.replace("{bme}", labels.bme)


def kept_words(figure: Figure) -> str:
    """Of a figure that is not told, where it is, or why. A board's size is public, so that its share is a number."""
    if figure.waits:
        return WAITS
    return BOARD_KEPT if figure.indicator.shape == "board" and figure.source else KEPT


def lower_first(words: str, labels: Labels) -> str:
    """As it stands within a sentence; the trust's own word keeps its letters."""
    return words if words.startswith(labels.bme) else words[:1].lower() + words[1:]


def short_name(indicator: Indicator, labels: Labels) -> str:
    return in_trust_words(indicator.short, labels)


def before_words(figure: Figure, group: str) -> str:
    """ " (1.63)", or " (2018: 20.7%)" where the value before is not of the year before."""
    number = figure.before.get(group)
    return "" if number is None else f" ({earlier(figure)}{number.shown})"


def earlier(figure: Figure) -> str:
    """ "2018: " or "30 June 2020: ", where the value before is not of the year or quarter before this one."""
    if now := quarter_of(figure):
        before = parse_quarter(figure.before_period)
        return f"{format_day(before.last)}: " if before and before != now.previous() else ""
    return "" if figure.before_year == figure.year - 1 else f"{figure.before_year}: "


def quarter_of(figure: Figure) -> Quarter | None:
    """The quarter a figure was computed for; none where it is of a year."""
    return parse_quarter(figure.period) if figure.period else None


def period_end_words(figure: Figure, *, before: bool = False) -> str:
    """ "31 December 2020", of a figure that was computed for a quarter."""
    quarter = parse_quarter(figure.before_period if before else figure.period)
    return format_day(quarter.last) if quarter else ""


def where_published(figures: Sequence[Figure], labels: Labels) -> list[Text]:
    """Said once below figures of which some are kept back: why, and where the trust's own are. None is repeated."""
    kept = [figure for figure in figures if figure.withheld]
    if not kept:
        return []
    sources = list(dict.fromkeys(figure.source for figure in kept if figure.source and not figure.period))
    where: list[Span] = [f"The {labels.coordinator} has the full figures."]
    if sources:
        where = ["The trust's own figures are in "]
        for number, source in enumerate(sources):
            joint = "" if not number else " and " if number == len(sources) - 1 else ", "
            where += [joint, Link("its own report", source) if source.startswith("https://") else f"its {source}"]
        where.append(".")
    return [text(f"{WHY_KEPT} ", *where, quiet=True)]


BESIDE_SIDE = {
    Verdict.TOP: ", and unlikely to be chance",
    Verdict.UNDER: ", and unlikely to be chance",
    Verdict.NO_CLEAR_DIFFERENCE: ", but it may be chance",
    Verdict.TOO_FEW: ", but so few that it may be chance",
}
MEANINGS = (
    ("times as likely", "“Times as likely”: 1 would mean equally likely."),
    ("No clear change", "“No clear change”: what moved may be chance; it does not mean that all is well."),
    ("gap", "The gap is how far apart the two groups are."),
    ("Training:", "Training: more than what everybody must do."),
    ("Abuse", "Abuse, fair chance, discrimination: how many of every 100 staff said so in the yearly survey."),
)
"""What a line may say that not everybody knows, and what it means."""
ACRONYM = "{} means Black, Asian and minority ethnic."
"""Said where the trust's own word is letters."""


def words_used(lines: Sequence[Line], labels: Labels) -> list[Text]:
    """Said once below the figures, for whoever reads of them for the first time."""
    said = "\n".join(plain_words(each) for each in lines)
    meanings = [meaning for word, meaning in MEANINGS if word in said]
    if re.search(rf"\b{re.escape(labels.bme)}\b", said) and labels.bme.isupper():
        meanings.insert(0, ACRONYM.format(labels.bme))
    return [text(f"What the words mean. {' '.join(meanings)}", quiet=True)] if meanings else []


def value_words(figure: Figure, labels: Labels) -> str:
    """ "1.79 (1.63)", "BME 28.3% (30.0%), white 23.0% (27.2%)", "26.7%, unchanged" """
    if figure.ratio:
        return figure.ratio.shown + before_words(figure, "ratio")
    said = []
    for group, name in group_names(figure.indicator, labels).items():
        if number := figure.now.get(group):
            words = number.shown + before_words(figure, group)
            said.append(words if figure.indicator.shape in ("board", "share") else f"{name} {words}")
    return ", ".join(said)


def group_names(indicator: Indicator, labels: Labels) -> dict[str, str]:
    """The two groups an indicator compares, whom it is about first, in the trust's words."""
    names = {**NAMES, "bme": labels.bme}
    return {group: names[group] for group in (indicator.focus, indicator.other)}


def missing_words(figure: Figure, labels: Labels) -> str:
    """ "no figure, because no BME staff entered the formal process" """
    if figure.missing is None:
        return "no figure"
    why = no_value_words(figure.missing, figure.indicator, {**NAMES, "bme": labels.bme})
    if figure.missing.code is NoValueCode.AS_PUBLISHED:
        why = re.sub(r"\bBME\b", labels.bme, why)
    return f"no figure, because {lower_first(why, labels)}"


def no_value_words(  # noqa: C901  # one phrase for each code
    why: NoValue, indicator: Indicator, names: Mapping[str, str]
) -> str:
    """What stands after "because": "no BME staff entered the formal process". `names`: of the groups."""
    inputs, (group, _, rest) = indicator.inputs, why.detail.partition(", ")
    name = names.get(group, group)
    match why.code:
        case NoValueCode.AS_PUBLISHED:
            return why.detail
        case NoValueCode.NOBODY_IN_PART:
            return f"nobody is counted in {why.detail or 'all staff'}"
        case NoValueCode.NOBODY_ELIGIBLE:
            return f"no {name} {inputs.who} {inputs.were}"
        case NoValueCode.NOBODY_COUNTED:
            return f"no {name} {inputs.who} {inputs.did}"
        case NoValueCode.NOBODY_IN_TIER:
            return f"no {name} staff are in the {rest} bands"
        case NoValueCode.BOARD_LIST_EMPTY:
            return "the board list is empty"
        case NoValueCode.NO_STAFF_COUNT:
            return "there is no staff count to hold it against"
        case NoValueCode.SURVEY_GIVES_WORDS:
            return f"the survey gives “{why.detail}”"
        case NoValueCode.SURVEY_GIVES_NONE:
            return f"the survey gives none for {name} {inputs.who}"
        case NoValueCode.TOO_FEW_ANSWERS:
            return f"fewer than {rest} {name} {inputs.who} answered"
        case never:
            assert_never(never)


def change_words(figure: Figure, change: Change | None, labels: Labels, *, points: bool = False) -> str:
    """Which way it moved and for whom, where a test of change supports that: "Closer to equal.", "Better for both; gap
    wider.", else "No clear change." Nothing where there is nothing to compare, or no counts to test with."""
    if figure.few:
        return FEW if figure.before else "It rests on few cases."
    if figure.broken:
        return f"It can't be compared with the year before: {figure.broken.why}."
    if change is None:
        return ""
    match change.result:
        case ChangeResult.NO_CLEAR_CHANGE:
            return f"No clear change since {figure.before_year}." if figure.before_year else "No clear change."
        case ChangeResult.TOO_FEW:
            return FEW
        case ChangeResult.CLEAR:
            return (
                _ratio_moved(figure, change, labels) if change.ratio else _survey_moved(figure, change, labels, points)
            )
        case ChangeResult.UNTESTED | ChangeResult.OVERLAPPING:
            return UNCHANGED if _is_same(figure) else ""
        case never:
            assert_never(never)


def _is_same(figure: Figure) -> bool:
    return all(figure.moved(group) == "same" or figure.before[group].value == number.value
               for group, number in figure.now.items() if group in figure.before)  # fmt: skip


def _ratio_moved(figure: Figure, change: Change, labels: Labels) -> str:
    said = "Closer to equal" if change.ratio == "closer" else "Further from equal"
    now, before = figure.ratio, figure.before.get("ratio")
    if now is None or before is None or (now.value - 1) * (before.value - 1) >= 0:
        return f"{said}."
    side = in_trust_words(figure.indicator.above if now.value > 1 else figure.indicator.below, labels)
    return f"{said}, and now in favour of {side}."


def _survey_moved(figure: Figure, change: Change, labels: Labels, points: bool) -> str:
    (_, about), (_, others) = group_names(figure.indicator, labels).items()
    if change.focus and change.focus == change.other:
        parts = [f"{change.focus} for both"]
    else:
        parts = [f"{how} for {who} staff" for how, who in ((change.focus, about), (change.other, others)) if how]
    said = ", ".join(parts)
    if change.gap:
        now, before = figure.gap, figure.gap_before
        said += f"{'; ' if said else ''}gap {change.gap}"
        if points and now is not None and before is not None:
            said += f", {_points(now)} points ({_points(before)})"
    return f"{capitalise(said)}."


def untested_words(figure: Figure, labels: Labels) -> str:
    """ "Up from 28.3% to 30.0%; without the numbers behind it we can't say whether that is chance." """
    steps = []
    for group, name in {"ratio": "", **group_names(figure.indicator, labels)}.items():
        now, before = figure.now.get(group), figure.before.get(group)
        if now and before and now.value != before.value:
            way = "up" if now.value > before.value else "down"
            name = "" if figure.indicator.shape in ("board", "share") else name
            steps.append(f"{name} {way} from {before.shown} to {now.shown}".strip())
    if not steps:
        return UNCHANGED if figure.before else ""
    # Everybody is counted there, so that a change is one.
    chance = "" if figure.indicator.shape in ("board", "share") else f"; {NO_NUMBERS}"
    said = ", ".join(steps)
    return f"{said[:1].upper()}{said[1:]}{chance}."


def gap_points(figure: Figure) -> str:
    """ "5.3 points (2.8)" """
    if figure.gap is None:
        return ""
    before = f" ({earlier(figure)}{_points(figure.gap_before)})" if figure.gap_before is not None else ""
    return f"{_points(figure.gap)} points{before}"


def _points(gap: Decimal) -> str:
    return str(gap.quantize(Decimal("0.1"), ROUND_HALF_UP))


def side_words(figure: Figure, policy: Policy, verdict: Verdict | None = None) -> str:
    """ "above 1.25, favours white applicants, and unlikely to be chance": side and chance in one breath."""
    side = figure.side(policy.range_low, policy.range_high)
    if side is None or figure.ratio is None or figure.indicator.shape != "ratio":
        return ""
    chance = "" if verdict is None else BESIDE_SIDE[verdict]
    if side == "inside":
        inside = "" if verdict is not None and verdict not in CLEAR else chance
        return f"inside {policy.range_low:g} to {policy.range_high:g}{inside}"
    each = figure.indicator
    favoured, other = (each.above, each.below) if side == "above" else (each.below, each.above)
    said = f"worse for {other}" if each.harm else f"favours {favoured}"
    end = policy.range_high if side == "above" else policy.range_low
    return f"{side} {end:g}, {in_trust_words(said, policy.labels)}{chance}"


def title_of(indicator: Indicator, labels: Labels) -> str:
    """ "Indicator 3: Entering the formal disciplinary process", "WDES 3: Entering …" """
    title = in_trust_words(indicator.title, labels)
    return f"{ref_words(indicator)}: {title}" if indicator.code.isdigit() else title


def ref_words(indicator: Indicator) -> str:
    """ "Indicator 3", or with another standard's name in its place: "WDES 3"."""
    return f"Indicator {indicator.code}" if indicator.standard == "WRES" else indicator.ref


def common_year(figures: Sequence[Figure]) -> int:
    """The year most figures are of."""
    return max((f.year for f in figures), key=lambda year: sum(f.year == year for f in figures))


def years_words(figures: Sequence[Figure]) -> str:
    """ "2025, with 2024 in brackets:" """
    year = common_year(figures)
    before = any(f.before for f in figures if f.year == year and f.before_year == year - 1)
    return f"{year}, with {year - 1} in brackets:" if before else f"{year}:"


def one_period(figure: Figure, numbers: Mapping[str, Number], labels: Labels) -> str:
    """ "1.79", "BME 28.3% and white 23.0%" """
    names = {"ratio": "", **group_names(figure.indicator, labels)}
    alone = figure.indicator.shape in ("board", "share")
    return " and ".join(f"{'' if alone else names[g]} {numbers[g].shown}".strip() for g in names if g in numbers)
