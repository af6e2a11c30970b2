"""Owns the indicators' formulas: counts in, measures out, or why there is none; must not know files or the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from wres_bot.domain.measures import MeasureId, NoValue, NoValueCode
from wres_bot.domain.pay_bands import MEDICAL
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.significance import Interval, Proportion, ratio_interval
from wres_bot.indicators.dimensions import ALL, NAMES, NOT_KNOWN, TIERS

Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""What is counted, of which part of the trust ("" is all of it), by group: {"staff": {"Band 5": {"bme": 30}}}."""

DISPARITIES = {
    MeasureId.DISPARITY_LOWER_MIDDLE: ("lower", "middle"),
    MeasureId.DISPARITY_MIDDLE_UPPER: ("middle", "upper"),
    MeasureId.DISPARITY_LOWER_UPPER: ("lower", "upper"),
}
"""Between which tiers each disparity ratio is."""
SHARE = "workforce share"
OF_BAND = "percentage of band (not known counted)"


@dataclass(frozen=True, slots=True)
class ComputedValue:
    """A computed value with its parts. `value` is rounded half up from what is not rounded; empty has a reason.

    `name`: as it stands in listings. `proportions`: of a ratio, whose rate is on top, and whose under it.
    """

    measure: MeasureId
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    group: str
    interval: Interval | None = None
    no_value: NoValue | None = None
    name: str = ""
    breakdown: str = ALL
    unit: str = "%"
    proportions: tuple[Proportion, Proportion] | None = None


def half_up(exact: Fraction, places: int) -> Decimal:
    """Rounded as people do: a half goes away from zero."""
    scaled = abs(exact) * 10**places + Fraction(1, 2)
    rounded = Decimal(scaled.numerator // scaled.denominator).scaleb(-places)
    return rounded if exact >= 0 or not rounded else -rounded


def apply_formula(indicator: Indicator, counts: Counts) -> list[ComputedValue]:
    """Everything an indicator says of these counts; nothing when what it is counted from was not given."""
    needed = {indicator.inputs.count, indicator.inputs.of}
    if not needed <= counts.keys():
        return []
    return list(_SHAPES[indicator.shape](indicator, counts))


def _shares(indicator: Indicator, counts: Counts) -> Iterator[ComputedValue]:
    """Of all staff, of every band, clinical and not: not known stays in the denominator."""
    groups = (indicator.inputs.top, indicator.inputs.under, NOT_KNOWN)
    for breakdown, by_group in counts[indicator.inputs.count].items():
        total = sum(by_group.values())
        named = breakdown or "All staff"
        for group in groups:
            yield _headcount(by_group.get(group, 0), group, named)
        yield _headcount(total, "overall", named)
        for group in groups:
            yield percentage(MeasureId.BAND_SHARE, by_group.get(group, 0), total, group, OF_BAND, named)
    whole = counts[indicator.inputs.count].get(ALL, {})
    focus = indicator.inputs.under
    yield percentage(MeasureId.WORKFORCE_SHARE, whole.get(focus, 0), sum(whole.values()), focus, SHARE)
    if without := without_medical(counts[indicator.inputs.count]):
        measure, name = MeasureId.WORKFORCE_SHARE_WITHOUT_MEDICAL, f"{SHARE} excluding medical"
        yield percentage(measure, without.get(focus, 0), sum(without.values()), focus, name)


def _headcount(count: int, group: str, breakdown: str) -> ComputedValue:
    return ComputedValue(
        MeasureId.HEADCOUNT, Decimal(count), None, None, group, name="headcount", breakdown=breakdown, unit="people"
    )


def without_medical(by_breakdown: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """All staff less medical staff, by group."""
    if ALL not in by_breakdown or MEDICAL not in by_breakdown:
        return {}
    return {group: n - by_breakdown[MEDICAL].get(group, 0) for group, n in by_breakdown[ALL].items()}


def percentage(measure: MeasureId, count: int, of: int, group: str, name: str, breakdown: str = ALL) -> ComputedValue:
    """`count` per hundred of `of`, to one decimal."""
    if of <= 0:
        nobody = NoValue(NoValueCode.NOBODY_IN_PART, breakdown)
        return ComputedValue(measure, None, count, of, group, no_value=nobody, name=name, breakdown=breakdown)
    value = half_up(Fraction(100 * count, of), 1)
    return ComputedValue(measure, value, count, of, group, name=name, breakdown=breakdown)


def _ratios(indicator: Indicator, counts: Counts) -> Iterator[ComputedValue]:
    """Both groups' rates and their ratio. Those whose group is not known are in neither."""
    inputs = indicator.inputs
    for breakdown, base in counts[inputs.of].items():
        if (had := counts[inputs.count].get(breakdown)) is None:
            continue  # those counted were not told apart in this way
        parts = {g: Proportion(had.get(g, 0), base.get(g, 0)) for g in (inputs.top, inputs.under)}
        for group, part in parts.items():
            name = f"share of {inputs.who} who {inputs.did}"
            rate = percentage(MeasureId.RATE, part.count, part.of, group, name, breakdown)
            yield rate if part.of else _without(rate, NoValueCode.NOBODY_ELIGIBLE, group)
        if base.get(NOT_KNOWN):
            # A cell as any other: with everybody's total it would be told by what is said of the two groups.
            name = f"share of {inputs.who} who {inputs.did}"
            unknown = had.get(NOT_KNOWN, 0), base[NOT_KNOWN]
            yield percentage(MeasureId.RATE, *unknown, NOT_KNOWN, name, breakdown)
        yield relative_likelihood(indicator, parts[inputs.top], parts[inputs.under], breakdown)


def relative_likelihood(
    indicator: Indicator, top: Proportion, under: Proportion, breakdown: str = ALL
) -> ComputedValue:
    """The relative likelihood of `top` against `under`, to two decimals: never 0 and never without end.

    As the standard's technical guidance has it: each group's rate of its own, one over the other.
    """
    inputs = indicator.inputs
    title = indicator.title[:1].lower() + indicator.title[1:]
    name = f"relative likelihood {NAMES[inputs.top]}/{NAMES[inputs.under]}: {title}"
    empty = ComputedValue(
        MeasureId.LIKELIHOOD_RATIO, None, None, None, "ratio", name=name, breakdown=breakdown, unit="ratio",
        proportions=(top, under),
    )  # fmt: skip
    for group, part in ((inputs.top, top), (inputs.under, under)):
        if not part.of:
            return _without(empty, NoValueCode.NOBODY_ELIGIBLE, group)
    for group, part in ((inputs.top, top), (inputs.under, under)):
        if not part.count:
            return _without(empty, NoValueCode.NOBODY_COUNTED, group)
    exact = Fraction(top.count * under.of, top.of * under.count)
    return replace(empty, value=half_up(exact, 2), interval=ratio_interval(top, under))


def _without(value: ComputedValue, why: NoValueCode, detail: str) -> ComputedValue:
    return replace(value, value=None, interval=None, no_value=NoValue(why, detail))


def _survey(indicator: Indicator, counts: Counts) -> Iterator[ComputedValue]:
    """Per cent of each group that said so."""
    inputs = indicator.inputs
    for breakdown, base in counts[inputs.of].items():
        said = counts[inputs.count].get(breakdown, {})
        for group in (inputs.top, inputs.under):
            of = base.get(group, 0)
            share = percentage(MeasureId.SURVEY_SHARE, said.get(group, 0), of, group, indicator.title, breakdown)
            yield share if of else _without(share, NoValueCode.NOBODY_ELIGIBLE, group)


def _board(indicator: Indicator, counts: Counts) -> Iterator[ComputedValue]:
    """The raw share of the board, of its voting and executive members, and how far each is from the workforce."""
    inputs = indicator.inputs
    workforce = counts["staff"].get(ALL, {}) if "staff" in counts else {}
    for breakdown, name, measure in (
        (ALL, "board membership", MeasureId.BOARD_MEMBERSHIP),
        ("voting", "voting board members", MeasureId.BOARD_SHARE_OF_PART),
        ("executive", "executive members of the board", MeasureId.BOARD_SHARE_OF_PART),
    ):
        members = counts[inputs.count].get(breakdown)
        if members is None:
            continue
        group, total = inputs.under, sum(members.values())
        yield percentage(measure, members.get(group, 0), total, group, name)
        gap = ComputedValue(MeasureId.BOARD_GAP, None, None, None, group, name=f"{name} minus workforce", unit="pp")
        if not total or not sum(workforce.values()):
            yield _without(gap, NoValueCode.NO_STAFF_COUNT if total else NoValueCode.BOARD_LIST_EMPTY, "")
            continue
        exact = Fraction(100 * members.get(group, 0), total)
        exact -= Fraction(100 * workforce.get(group, 0), sum(workforce.values()))
        yield replace(gap, value=half_up(exact, 1))


def _disparity(indicator: Indicator, counts: Counts) -> Iterator[ComputedValue]:
    """How much more readily one group reaches the higher tier. Medical staff are in none."""
    top, under = indicator.inputs.top, indicator.inputs.under
    bands = counts[indicator.inputs.count]
    if not any(band in bands for tier_bands in TIERS.values() for band in tier_bands):
        return  # nobody said who is in which band
    tiers = {tier: {g: sum(bands.get(b, {}).get(g, 0) for b in tier_bands) for g in (top, under)}
             for tier, tier_bands in TIERS.items()}  # fmt: skip
    for low, high in DISPARITIES.values():
        yield disparity_ratio(tiers, low, high, top, under)


def disparity_ratio(tiers: Mapping[str, Mapping[str, int]], low: str, high: str, top: str, under: str) -> ComputedValue:
    """How many times as readily `top` as `under` is found in the `high` tier rather than the `low` one."""
    measure = next(each for each, between in DISPARITIES.items() if between == (low, high))
    name = f"race disparity ratio {low} to {high}"
    empty = ComputedValue(measure, None, None, None, "ratio", name=name, unit="ratio")
    for tier in (low, high):
        for group in (top, under):
            if not tiers[tier][group]:
                return _without(empty, NoValueCode.NOBODY_IN_TIER, f"{group}, {tier}")
    exact = exact_disparity(tiers, low, high, top, under)
    return replace(empty, value=half_up(exact, 2))


def exact_disparity(tiers: Mapping[str, Mapping[str, int]], low: str, high: str, top: str, under: str) -> Fraction:
    return Fraction(tiers[high][top] * tiers[low][under], tiers[low][top] * tiers[high][under])


_SHAPES = {"share": _shares, "ratio": _ratios, "survey": _survey, "board": _board, "disparity": _disparity}
