"""Owns how a figure is said beside what it may be held against: chance, nation, peers, actions. Computes nothing."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wres_bot.domain.cards import Bold, Line, line
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.compute.formulas import half_up
from wres_bot.indicators.compute.significance import LEVEL, Comparison, Interval, Proportion, Verdict
from wres_bot.indicators.dimensions import NAMES
from wres_bot.indicators.release.benchmarks import CLEAR, Benchmarked, LinkedActions
from wres_bot.indicators.release.change import ChangeResult
from wres_bot.indicators.release.shortfalls import ReleasedShortfall
from wres_bot.views.indicators.figures import (
    AS_PRINTED,
    KEPT,
    UNCHANGED,
    before_words,
    change_words,
    earlier,
    in_trust_words,
    kept_words,
    lower_first,
    missing_words,
    one_period,
    short_name,
    side_words,
    untested_words,
    value_words,
)
from wres_bot.views.wording import capitalise, format_number, pluralise

NO_COUNTS = "We don't have the numbers behind {} figure{}, so we can't say what is chance."
EVEN_SO = "An unequal figure matters whether or not it changed: nobody needs a test to act on it."
PLAIN_CHANCE = {
    Verdict.TOP: "The difference is unlikely to be chance.",
    Verdict.UNDER: "The difference is unlikely to be chance.",
    Verdict.NO_CLEAR_DIFFERENCE: "No clear difference: it could be chance.",
    Verdict.TOO_FEW: "Too few to say if it is chance.",
}
UNCLEAR = {Verdict.NO_CLEAR_DIFFERENCE: "no clear difference", Verdict.TOO_FEW: "too few to say"}
SAME = "No difference."
BASES = (100, 1_000, 10_000)
"""People are said of so many; the first at which at least three of them remain in each group."""
SHORTFALLS = "People in post, against what the trust aims at"


def plain_line(standing: Benchmarked, labels: Labels, year: int) -> Line:
    """One line for everybody. The year is said only where it is not the one everything else is of."""
    figure, each = standing.figure, standing.figure.indicator
    name = Bold(f"{short_name(each, labels)}{f' ({figure.year})' if figure.year != year else ''}:")
    if figure.withheld:
        return line(name, f" {kept_words(figure)}")
    if figure.missing:
        said = PLAIN_CHANCE[standing.chance.verdict] if standing.chance else ""
        return line(name, f" {missing_words(figure, labels)}. {said}".rstrip())
    moved = moved_words(standing, labels)
    if each.shape in ("board", "share") and moved == UNCHANGED:
        return line(name, f" {one_period(figure, figure.now, labels)}, the same as before.")
    said = rates_words(standing, labels) or _times(figure, labels) or value_words(figure, labels)
    against = against_words(standing, labels, figures=not (figure.ratio and rates_words(standing, labels)))
    printed = AS_PRINTED if figure.as_printed else ""
    parts = [f"{said}.", printed, _plain_chance(standing), moved, *against, all_complete(standing, labels)]
    return line(name, f" {' '.join(part for part in parts if part)}")


def moved_words(standing: Benchmarked, labels: Labels, *, points: bool = False) -> str:
    """Which way it moved, where a test supports that."""
    return change_words(standing.figure, standing.change, labels, points=points)


def untested_change(standing: Benchmarked, labels: Labels) -> str:
    """From what to what it went, where nobody can say whether that is chance."""
    untested = standing.change is not None and standing.change.result is ChangeResult.UNTESTED
    return untested_words(standing.figure, labels) if untested else ""


def _times(figure: Figure, labels: Labels) -> str:
    if not figure.ratio or not figure.indicator.says:
        return ""
    return in_trust_words(figure.indicator.says, labels).format(figure.ratio.shown) + before_words(figure, "ratio")


def _plain_chance(standing: Benchmarked) -> str:
    """Nothing where the figure's movement has said already that it rests on few."""
    if standing.chance is None or (standing.figure.few and standing.chance.verdict is Verdict.TOO_FEW):
        return ""
    if standing.counts and len({Fraction(part.count, part.of) for part in standing.counts}) == 1:
        return SAME
    return PLAIN_CHANCE[standing.chance.verdict]


def rates_words(standing: Benchmarked, labels: Labels, *, before: bool = True) -> str:
    """ "27 of every 100 white applicants who were shortlisted, and 20 of every 100 BME applicants, were appointed (19
    and 10)"; "" without counts."""
    figure, counts = standing.figure, standing.counts
    if counts is None or not figure.indicator.each_of or figure.ratio is None:
        return ""
    base = _base(counts)
    words = counts_in_words(figure.indicator, counts, labels)
    # Where only the ratio of the year before is known it is not put beside whole people.
    if not before or standing.counts_before is None:
        return words
    was = " and ".join(_per(part, base) for part in standing.counts_before)
    return f"{words} ({earlier(figure)}{was})"


def counts_in_words(indicator: Indicator, counts: tuple[Proportion, Proportion], labels: Labels) -> str:
    """ "27 of every 100 white applicants who were shortlisted, and 20 of every 100 BME applicants, were appointed" """
    base = _base(counts)
    top, under = (_per(part, base) for part in counts)
    return indicator.each_of.replace("{bme}", labels.bme).format(base=f"{base:,}", top=top, under=under)


def _per(part: Proportion, base: int) -> str:
    return f"{half_up(Fraction(base * part.count, part.of), 0):,}"


def _base(counts: tuple[Proportion, Proportion]) -> int:
    """As few as say it fairly: enough people in both groups, and not the same number where they differ."""
    rates = [Fraction(part.count, part.of) for part in counts]
    for base in BASES[:-1]:
        whole = [half_up(base * rate, 0) for rate in rates]
        if min(whole) >= 3 and (whole[0] != whole[1] or rates[0] == rates[1]):
            return base
    return BASES[-1]


def counts_words(standing: Benchmarked) -> str:
    """ "391 of 1,467 and 66 of 322", in the order of the sentence."""
    return " and ".join(f"{part.count:,} of {part.of:,}" for part in standing.counts or ())


def delivery_line(standing: Benchmarked, policy: Policy) -> Line:
    """Delivery beside outcome, for a group: actions complete of those linked, the figure, its side, its movement."""
    figure, labels, code = standing.figure, policy.labels, standing.figure.indicator.code
    name = f"Indicator {code}, " if code.isdigit() else ""
    subject = capitalise(f"{name}{lower_first(short_name(figure.indicator, labels), labels)}")
    delivered = _complete(standing.linked_actions)
    if figure.withheld:
        return line(Bold(f"{subject}:"), f" {delivered}; figure {kept_words(figure)}")
    if figure.missing:
        chance = f" {capitalise(chance_and_p(standing, labels))}." if standing.chance else ""
        return line(Bold(f"{subject}:"), f" {delivered}; {missing_words(figure, labels)}.{chance}")
    said = [f"{level_words(standing, policy)}.", moved_words(standing, labels, points=True)]
    if standing.chance and figure.indicator.shape == "survey":
        said.append(f"{capitalise(chance_words(figure.indicator, standing.chance, labels))}.")
    said += [AS_PRINTED] if figure.as_printed else []
    said += against_words(standing, labels)
    said.append(all_complete(standing, labels))
    return line(Bold(f"{subject}:"), f" {delivered}; {' '.join(part for part in said if part)}")


def level_words(standing: Benchmarked, policy: Policy) -> str:
    """ "1.30 (1.89), likely between 1.03 and 1.64; above 1.25, favours white applicants, and unlikely to be chance" """
    figure, chance = standing.figure, standing.chance
    level = value_words(figure, policy.labels)
    if figure.ratio and chance and chance.interval:
        level += f", {likely_words(chance.interval)}"
    side = side_words(figure, policy, chance.verdict if chance else None)
    return f"{level}; {side}" if side else level


def _complete(delivery: LinkedActions) -> str:
    total = delivery.done + delivery.open
    late = f" ({delivery.late} past {'its' if delivery.late == 1 else 'their'} date)" if delivery.late else ""
    return f"{delivery.done} of {pluralise(total, 'linked action')} complete{late}" if total else "no linked actions"


def all_complete(standing: Benchmarked, labels: Labels) -> str:
    """ "All five linked actions are done, and the figure is still 1.50." """
    if not standing.delivered_and_no_nearer:
        return ""
    figure, count = standing.figure, standing.linked_actions.done
    which = "The one linked action is" if count == 1 else f"All {format_number(count)} linked actions are"
    same = figure.moved(figure.lead) == "same" or (
        standing.change and standing.change.result is ChangeResult.NO_CLEAR_CHANGE
    )
    return f"{which} done, and the figure {'is still' if same else 'is'} {one_period(figure, figure.now, labels)}."


def benchmark_words(standing: Benchmarked, policy: Policy) -> str:
    """One indicator in a few sentences: the figure, which way it moved, chance, range, nation, peers, actions."""
    figure, labels = standing.figure, policy.labels
    indicator = figure.indicator
    name = f"{indicator.code}. " if indicator.code.isdigit() else ""
    value = missing_words(figure, labels) if figure.missing else value_words(figure, labels)
    sentences = [f"{name}{short_name(indicator, labels)}, {figure.year}: {value}."]
    sentences.append(moved_words(standing, labels, points=True) or untested_change(standing, labels))
    if standing.chance:
        sentences.append(f"{capitalise(chance_and_p(standing, labels))}.")
    if side := side_words(figure, policy, standing.chance.verdict if standing.chance else None):
        sentences.append(f"{capitalise(side)}.")
    sentences += [
        *against_words(standing, labels),
        delivery_words(standing.linked_actions),
        all_complete(standing, labels),
    ]
    return " ".join(part for part in sentences if part)


def chance_words(indicator: Indicator, chance: Comparison, labels: Labels) -> str:
    """ "white applicants more likely: 1.30, likely between 1.03 and 1.64", "no clear difference", "too few to say"

    It is said of the group on top of the ratio, so that the words and the number agree: below 1 it is less likely.
    """
    if chance.verdict in UNCLEAR:
        return UNCLEAR[chance.verdict]
    who = {**NAMES, "bme": labels.bme}[indicator.inputs.top]
    to_say_so = " to say so" if indicator.shape == "survey" else ""
    how = f"{'more' if chance.verdict is Verdict.TOP else 'less'} likely{to_say_so}"
    said = f"{who} {indicator.inputs.who} {how}"
    return f"{said}: {figures}" if (figures := comparison_words(chance)) else said


def comparison_words(chance: Comparison) -> str:
    """ "1.30, likely between 1.03 and 1.64"; nothing where nobody in one group leaves no ratio."""
    if chance.ratio is None or chance.interval is None:
        return ""
    return f"{_round_ratio(chance.ratio)}, {likely_words(chance.interval)}"


def likely_words(interval: Interval) -> str:
    return f"likely between {_round_ratio(interval.low)} and {_round_ratio(interval.high)}"


def interval_words(interval: Interval) -> str:
    return f"{_round_ratio(interval.low)} to {_round_ratio(interval.high)}"


def _round_ratio(value: float) -> str:
    """Two decimals, half up; one from 10 on, where the second says nothing."""
    places = Decimal("0.1") if value >= 10 else Decimal("0.01")
    return str(Decimal(repr(value)).quantize(places, ROUND_HALF_UP))


def chance_and_p(standing: Benchmarked, labels: Labels) -> str:
    """ "BME staff less likely (p 0.0055)": where nobody of one group leaves no ratio, p stands in its place."""
    if standing.chance is None:
        return ""
    said = chance_words(standing.figure.indicator, standing.chance, labels)
    return said if standing.chance.ratio is not None else f"{said} ({p_words(standing.chance.p)})"


def p_words(p: float) -> str:
    """ "p 0.024"; a very small one is only said to be small."""
    return "p under 0.001" if p < 0.001 else f"p {p:.2g}"


def against_words(standing: Benchmarked, labels: Labels, *, figures: bool = True) -> list[str]:
    """Against the nation and similar trusts of the same year, as far as they are known; of two groups, says whose.

    Without `figures` where a ratio would stand beside whole people.
    """
    sentences = []
    whose = f"{labels.bme} " if standing.figure.indicator.shape == "survey" else ""
    if standing.nation and standing.figure.national:
        shown_as = f" ({whose}{standing.figure.national.shown})" if figures else ""
        sentences.append(f"{capitalise(_against(standing, standing.nation))} the national figure{shown_as}.")
    if standing.peers and standing.peer is not None:
        shown_as = f" ({whose}{peer_words(standing)})" if figures else ""
        sentences.append(f"{capitalise(_against(standing, standing.peers))} similar trusts{shown_as}.")
    return sentences


def peer_words(standing: Benchmarked) -> str:
    if standing.peer is None:
        return ""
    places, sign = ("0.01", "") if standing.figure.ratio else ("0.1", "%")
    return f"{standing.peer.quantize(Decimal(places), ROUND_HALF_UP)}{sign}"


def _against(standing: Benchmarked, how: str) -> str:
    """ "closer to equal than", "worse than", "the same as" """
    if how == "the same":
        return "the same as"
    if standing.figure.ratio:
        return f"{'closer to' if how == 'better' else 'further from'} equal than"
    return f"{how} than"


def delivery_words(delivery: LinkedActions) -> str:
    """ "4 of 14 linked actions done, 2 past the date." """
    total = delivery.done + delivery.open
    if not total:
        return "No linked actions."
    late = f", {delivery.late} past the date" if delivery.late else ""
    return f"{delivery.done} of {pluralise(total, 'linked action')} done{late}."


def shortfall_lines(aims: Sequence[ReleasedShortfall], labels: Labels) -> list[str]:
    """ "Band 8a: 48 of 73 BME staff (as of September 2021): 25 short, by 2023." Some bands are told together."""
    return [_aim(aim, labels) for aim in aims]


def _aim(aim: ReleasedShortfall, labels: Labels) -> str:
    bands = [band.removeprefix("Band ") for band in aim.bands]
    many = f"Bands {bands[0]} {'and' if len(bands) == 2 else 'to'} {bands[-1]}"
    name = many if len(bands) > 1 else aim.bands[0]
    if aim.withheld:
        return f"{name}: {KEPT}"
    since = f" (as of {aim.as_of})" if aim.as_of else ""
    by = f", by {aim.by}" if aim.by and aim.short else ""
    how = f"{aim.short} short{by}" if aim.short else "reached"
    return f"{name}: {aim.now} of {aim.target} {labels.bme} staff{since}: {how}."


def chance_notes(benchmarked: Sequence[Benchmarked]) -> str:
    """Said once below figures: of which chance is not known, how many were looked at, and that an inequality needs no
    test to be acted on."""
    tested = [s for s in benchmarked if s.figure.indicator.shape in ("ratio", "survey")
              and not (s.figure.withheld or s.figure.missing)]  # fmt: skip
    return " ".join(
        said for said in (_without_counts(tested), looks_words(benchmarked), EVEN_SO if tested else "") if said
    )


def _without_counts(tested: Sequence[Benchmarked]) -> str:
    missing = [s for s in tested if s.chance is None]
    if not missing:
        return ""
    which = "this" if len(tested) == 1 else "these" if len(missing) == len(tested) else "the other"
    return NO_COUNTS.format(which, "" if len(tested) == 1 else "s")


def looks_words(benchmarked: Sequence[Benchmarked]) -> str:
    """How many figures were looked at, where one at least is called unlikely to be chance: looking often finds some."""
    looked = [s for s in benchmarked if s.chance is not None]
    called = sum(s.chance is not None and s.chance.verdict in CLEAR for s in looked)
    if not called or len(looked) < 2:
        return ""
    every = 1 / (1 - LEVEL ** len(looked))
    low, high = math.floor(every), math.ceil(every)
    how_often = format_number(round(every)) if abs(every - round(every)) < 0.15 else (
        f"{format_number(low)} or {format_number(high)}")  # fmt: skip
    are = "is" if called == 1 else "are"
    return (
        f"We looked at {format_number(len(looked))} figures, and {format_number(called)} {are} called unlikely to be "
        f"chance. Were all equal in truth, one at least would look unequal in about one report of {how_often}."
    )
