"""Owns the indicators' formulas: counts in, measures out, or why there is none; must not know files or the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.significance import Interval, Proportion, ratio_interval

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""What is counted, of which part of the trust ("" is all of it), by group: {"staff": {"Band 5": {"bme": 30}}}."""

ALL = ""
MEDICAL = "Medical"
LOWER = ("Under Band 1", "Band 1", "Band 2", "Band 3", "Band 4", "Band 5")
MIDDLE = ("Band 6", "Band 7")
UPPER = ("Band 8a", "Band 8b", "Band 8c", "Band 8d", "Band 9", "VSM")
BANDS = (*LOWER, *MIDDLE, *UPPER, MEDICAL)
TIERS = {"lower": LOWER, "middle": MIDDLE, "upper": UPPER}
NOT_KNOWN = "not known"
NAMES = {"bme": "BME", "disabled": "disabled", "not disabled": "not disabled", "white": "white"}
SHARE = "workforce share"
OF_BAND = "percentage of band (not known counted)"


@dataclass(frozen=True, slots=True)
class Measure:
    """A computed value with its parts. `value` is rounded half up from what is not rounded; empty has a reason."""

    value: Decimal | None
    numerator: int | None
    denominator: int | None
    group: str
    interval: Interval | None = None
    reason: str | None = None
    name: str = ""
    breakdown: str = ALL
    unit: str = "%"
    proportions: tuple[Proportion, Proportion] | None = None  # of a ratio: whose rate is on top, and whose under it


def half_up(exact: Fraction, places: int) -> Decimal:
    """Rounded as people do: a half goes away from zero."""
    scaled = abs(exact) * 10**places + Fraction(1, 2)
    rounded = Decimal(scaled.numerator // scaled.denominator).scaleb(-places)
    return rounded if exact >= 0 or not rounded else -rounded


def apply_formula(indicator: Indicator, counts: Counts) -> list[Measure]:
    """Everything an indicator says of these counts; nothing when what it is counted from was not given."""
    needed = {indicator.inputs.count, indicator.inputs.of}
    if not needed <= counts.keys():
        return []
    return list(_SHAPES[indicator.shape](indicator, counts))


def _shares(each: Indicator, counts: Counts) -> Iterator[Measure]:
    """Of all staff, of every band, clinical and not: not known stays in the denominator."""
    groups = (each.inputs.top, each.inputs.under, NOT_KNOWN)
    for breakdown, found in counts[each.inputs.count].items():
        total = sum(found.values())
        named = breakdown or "All staff"
        for group in groups:
            yield Measure(Decimal(found.get(group, 0)), None, None, group, name="headcount", breakdown=named,
                          unit="people")  # fmt: skip
        yield Measure(Decimal(total), None, None, "overall", name="headcount", breakdown=named, unit="people")
        for group in groups:
            yield percentage(found.get(group, 0), total, group, OF_BAND, named)
    whole = counts[each.inputs.count].get(ALL, {})
    focus = each.inputs.under
    yield percentage(whole.get(focus, 0), sum(whole.values()), focus, SHARE)
    if without := without_medical(counts[each.inputs.count]):
        yield percentage(without.get(focus, 0), sum(without.values()), focus, f"{SHARE} excluding medical")


def without_medical(by_breakdown: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """All staff less medical staff, by group."""
    if ALL not in by_breakdown or MEDICAL not in by_breakdown:
        return {}
    return {group: n - by_breakdown[MEDICAL].get(group, 0) for group, n in by_breakdown[ALL].items()}


def percentage(count: int, of: int, group: str, name: str, breakdown: str = ALL) -> Measure:
    if of <= 0:
        reason = f"no value, because nobody is counted in {breakdown or 'all staff'}"
        return Measure(None, count, of, group, reason=reason, name=name, breakdown=breakdown)
    return Measure(half_up(Fraction(100 * count, of), 1), count, of, group, name=name, breakdown=breakdown)


def _ratios(each: Indicator, counts: Counts) -> Iterator[Measure]:
    """Both groups' rates and their ratio. Those whose group is not known are in neither."""
    inputs = each.inputs
    for breakdown, base in counts[inputs.of].items():
        if (had := counts[inputs.count].get(breakdown)) is None:
            continue  # those counted were not told apart in this way
        parts = {g: Proportion(had.get(g, 0), base.get(g, 0)) for g in (inputs.top, inputs.under)}
        for group, part in parts.items():
            name = f"share of {inputs.who} who {inputs.did}"
            measure = percentage(part.count, part.of, group, name, breakdown)
            yield measure if part.of else _none(measure, f"no {NAMES[group]} {inputs.who} {inputs.were}")
        yield relative_likelihood(each, parts[inputs.top], parts[inputs.under], breakdown)


def relative_likelihood(each: Indicator, top: Proportion, under: Proportion, breakdown: str = ALL) -> Measure:
    """The relative likelihood of `top` against `under`, never 0 and never without end."""
    inputs = each.inputs
    name = f"relative likelihood {NAMES[inputs.top]}/{NAMES[inputs.under]}: {each.title[:1].lower()}{each.title[1:]}"
    empty = Measure(None, None, None, "ratio", name=name, breakdown=breakdown, unit="ratio", proportions=(top, under))
    for group, part in ((inputs.top, top), (inputs.under, under)):
        if not part.of:
            return _none(empty, f"no {NAMES[group]} {inputs.who} {inputs.were}")
    for group, part in ((inputs.top, top), (inputs.under, under)):
        if not part.count:
            return _none(empty, f"no {NAMES[group]} {inputs.who} {inputs.did}")
    exact = Fraction(top.count * under.of, top.of * under.count)
    return replace(empty, value=half_up(exact, 2), interval=ratio_interval(top, under))


def _none(measure: Measure, why: str) -> Measure:
    return replace(measure, value=None, interval=None, reason=f"no value, because {why}")


def _survey(each: Indicator, counts: Counts) -> Iterator[Measure]:
    """Per cent of each group that said so."""
    inputs = each.inputs
    for breakdown, base in counts[inputs.of].items():
        said = counts[inputs.count].get(breakdown, {})
        for group in (inputs.top, inputs.under):
            measure = percentage(said.get(group, 0), base.get(group, 0), group, each.title, breakdown)
            yield measure if base.get(group, 0) else _none(measure, f"no {NAMES[group]} {inputs.who} {inputs.were}")


def _board(each: Indicator, counts: Counts) -> Iterator[Measure]:
    """The raw share of the board, of its voting and executive members, and how far each is from the workforce."""
    inputs = each.inputs
    workforce = counts["staff"].get(ALL, {}) if "staff" in counts else {}
    for breakdown, name in ((ALL, "board membership"), ("voting", "voting board members"),
                            ("executive", "executive members of the board")):  # fmt: skip
        found = counts[inputs.count].get(breakdown)
        if found is None:
            continue
        group, total = inputs.under, sum(found.values())
        yield percentage(found.get(group, 0), total, group, name)
        minus = f"{name} minus workforce"
        if not total or not sum(workforce.values()):
            which = "the board list is empty" if not total else "there is no staff count to hold it against"
            yield Measure(None, None, None, group, reason=f"no value, because {which}", name=minus, unit="pp")
            continue
        exact = Fraction(100 * found.get(group, 0), total)
        exact -= Fraction(100 * workforce.get(group, 0), sum(workforce.values()))
        yield Measure(half_up(exact, 1), None, None, group, name=minus, unit="pp")


def _disparity(each: Indicator, counts: Counts) -> Iterator[Measure]:
    """How much more readily one group reaches the higher tier. Medical staff are in none."""
    top, under = each.inputs.top, each.inputs.under
    bands = counts[each.inputs.count]
    if not any(band in bands for held in TIERS.values() for band in held):
        return  # nobody said who is in which band
    tiers = {tier: {g: sum(bands.get(b, {}).get(g, 0) for b in held) for g in (top, under)}
             for tier, held in TIERS.items()}  # fmt: skip
    for low, high in (("lower", "middle"), ("middle", "upper"), ("lower", "upper")):
        yield disparity_ratio(tiers, low, high, top, under)


def disparity_ratio(tiers: Mapping[str, Mapping[str, int]], low: str, high: str, top: str, under: str) -> Measure:
    name = f"race disparity ratio {low} to {high}"
    empty = Measure(None, None, None, "ratio", name=name, unit="ratio")
    for tier in (low, high):
        for group in (top, under):
            if not tiers[tier][group]:
                return _none(empty, f"no {NAMES[group]} staff are in the {tier} bands")
    exact = exact_disparity(tiers, low, high, top, under)
    return Measure(half_up(exact, 2), None, None, "ratio", name=name, unit="ratio")


def exact_disparity(tiers: Mapping[str, Mapping[str, int]], low: str, high: str, top: str, under: str) -> Fraction:
    return Fraction(tiers[high][top] * tiers[low][under], tiers[low][top] * tiers[high][under])


_SHAPES = {"share": _shares, "ratio": _ratios, "survey": _survey, "board": _board, "disparity": _disparity}
