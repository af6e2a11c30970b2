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
from wres_bot.indicators.compute.figures import Figure, Moved, Number
from wres_bot.indicators.dimensions import NAMES
from wres_bot.views.wording import capitalise

FEW = "Too few cases to say which way it moved."
KEPT = "not shown, because so few people are counted."
WHY_KEPT = "Where very few people are counted, a figure could point at someone."


def in_trust_words(words: str, labels: Labels) -> str:
    return words.replace("{bme}", labels.bme)


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


MEANINGS = (
    ("times as likely", "“Times as likely”: 1 would mean equally likely."),
    ("Wider", "“Wider”: further from equal than the time before."),
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
    now, before = (values.get(figure.indicator.focus) for values in (figure.now, figure.before))
    if not now or not before:
        return ""
    return "Unchanged." if now.value == before.value else "Higher." if now.value > before.value else "Lower."


def _ratio_moved(figure: Figure, labels: Labels, *, brief: bool) -> str:
    moved = figure.moved("ratio")
    now, before = figure.ratio, figure.before.get("ratio")
    if moved is None or now is None or before is None:
        return ""
    said = {"better": "Closer to equal", "worse": "Wider", "same": "Unchanged"}[moved]
    side = in_trust_words(figure.indicator.above if now.value > 1 else figure.indicator.below, labels)
    if brief:  # the side of the range is said beside it
        return f"{'Further from equal' if now.value < 1 and moved == 'worse' else said}."
    if (now.value - 1) * (before.value - 1) < 0:
        return f"{'Further from equal' if moved == 'worse' else said}, and now in favour of {side}."
    return f"Further from equal, in favour of {side}." if now.value < 1 and moved == "worse" else f"{said}."


_EACH: dict[Moved, str] = {"better": "better", "worse": "worse", "same": "the same"}


def _survey_moved(figure: Figure, labels: Labels, points: bool) -> str:
    (focus, about), (rest, others) = group_names(figure.indicator, labels).items()
    moved, beside = figure.moved(focus), figure.moved(rest)
    if moved is None:
        return ""
    if beside is None:
        which = "earlier figure" if rest in figure.now else "figure"
        return f"{capitalise(_EACH[moved])} for {about} staff; no {which} for {others} staff to compare."
    if moved == beside:
        said = "The same for both" if moved == "same" else f"{capitalise(_EACH[moved])} for both"
    else:
        said = f"{capitalise(_EACH[moved])} for {about} staff, {_EACH[beside]} for {others} staff"
    return f"{said}; {_gap_words(figure, points)}."


def _gap_words(figure: Figure, points: bool) -> str:
    now, before = figure.gap, figure.gap_before
    if now is None or before is None:
        return "no gap to compare"
    word = "unchanged" if now == before else "wider" if now > before else "narrower"
    return f"gap {word}, {_points(now)} points ({_points(before)})" if points else f"gap {word}"


def gap_points(figure: Figure) -> str:
    """ "5.3 points (2.8)" """
    if figure.gap is None:
        return ""
    before = f" ({earlier(figure)}{_points(figure.gap_before)})" if figure.gap_before is not None else ""
    return f"{_points(figure.gap)} points{before}"


def _points(gap: Decimal) -> str:
    return str(gap.quantize(Decimal("0.1"), ROUND_HALF_UP))


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
    return f"{side} {span}, {in_trust_words(said, policy.labels)}"


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
