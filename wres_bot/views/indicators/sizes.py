"""Owns how the size of a difference is said: what it would have taken, what could be seen at all. Computes nothing."""

from wres_bot.domain.cards import Bullets, Heading, Text, bullets, text
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.release.benchmarks import CLEAR, Benchmarked
from wres_bot.indicators.release.release import Release
from wres_bot.indicators.release.what_it_takes import Seen, Taken, find_what_could_be_seen, find_what_it_takes
from wres_bot.views.indicators.comparisons import counts_in_words, likely_words
from wres_bot.views.indicators.figures import in_trust_words

NOT_A_TARGET = "A measure of size, not a target: appointments are on merit."
SEEN_HOW = (
    "Worked out from the numbers of people here: the power of a two-sided test of the ratio's logarithm at 5%, over "
    "where the rate of both groups together likely lies."
)
RARELY = "It would rarely show: finding nothing does not mean nothing. Look at the cases, and put years together."
OFTEN_ENOUGH = 0.8
"""Power that studies are usually made to have."""
Block = Heading | Bullets | Text


def size_blocks(standing: Benchmarked, policy: Policy) -> list[Block]:
    """For whoever steers: nothing where a count behind the figure may not be told."""
    figure, counts = standing.figure, standing.counts
    if counts is None or figure.indicator.shape != "ratio" or figure.withheld:
        return []
    blocks: list[Block] = []
    if figure.indicator.code == "2" and (found := find_what_it_takes(*counts, policy.range_high)):
        who = in_trust_words(figure.indicator.below, policy.labels)
        made = f"{found.made.count} appointments of {who} were made"
        blocks += [
            Heading("What it would take, looking back"),
            bullets([
                f"Added to those made: {made}; {_to(found.inside_added, policy)}, and {_equal(found.equal_added)}.",
                f"In place of others: {_to(found.inside_instead, policy)}, and {_equal(found.equal_instead)}.",
            ]),
            text(NOT_A_TARGET),
        ]  # fmt: skip
    if standing.chance and standing.chance.verdict not in CLEAR:
        blocks += _seen_blocks(find_what_could_be_seen(*counts))
    return blocks


PART_NAMES = {"lower": "Up to band 5", "middle": "Bands 6 and 7", "upper": "Band 8a and above", "medical": "Medical",
              "clinical": "Clinical", "non-clinical": "Non-clinical"}  # fmt: skip


def part_blocks(release: Release, indicator: Indicator, labels: Labels) -> list[Block]:
    """Appointments by band group, and clinical or not, as far as these numbers may be told; and three years."""
    blocks: list[Block] = []
    series = release.find_series(indicator.code)
    points = [each for each in series.points if "ratio" in each.values][-3:] if series else []
    if len(points) == 3 and points[2].year - points[0].year == 2:
        each_year = ", ".join(f"{point.values['ratio'].shown} in {point.year}" for point in points)
        blocks.append(text(f"Three years: {each_year}."))
    if release.parts:
        said = [f"{PART_NAMES[each.part]}: {counts_in_words(indicator, (each.white, each.bme), labels)} "
                f"({each.white.count:,} of {each.white.of:,} and {each.bme.count:,} of {each.bme.of:,})."
                for each in release.parts]  # fmt: skip
        note = "Parts have few people: one that differs from another may be chance."
        blocks += [Heading("By band group, and clinical or not"), bullets(said), text(note, quiet=True)]
    return blocks


def _to(taken: Taken, policy: Policy) -> str:
    return f"{taken.count} would have been inside {policy.range_high:g} ({likely_words(taken.interval)})"


def _equal(taken: Taken) -> str:
    return f"{taken.count} equal ({likely_words(taken.interval)})"


def _seen_blocks(seen: tuple[Seen, ...]) -> list[Block]:
    first, last = seen
    said = (
        "Had one group truly been twice as likely, that would show in "
        f"{_times(first)} of 100 years like this one, and in {_times(last)} of 100 spans of five years."
    )
    rarely = f" {RARELY}" if last.high < OFTEN_ENOUGH or first.high < OFTEN_ENOUGH else ""
    return [Heading("What could be seen at all"), text(f"{said}{rarely}"), text(SEEN_HOW, quiet=True)]


def _times(seen: Seen) -> str:
    low, high = (round(100 * each) for each in (seen.low, seen.high))
    return f"{low}" if low == high else f"{low} to {high}"
