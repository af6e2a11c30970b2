"""Owns what a report says in words of its figures and targets, held against them. Must not know store or documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wres_bot.domain.measures import MeasureId
from wres_bot.domain.pay_bands import parse_band
from wres_bot.domain.plan_rows import ClaimRow
from wres_bot.indicators.audit.recompute import WHOLE, Disagreement, PublishedValue
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.figures import Figure, StoredTarget, latest_figures
from wres_bot.indicators.compute.formulas import half_up

_IMPROVED = re.compile(r"\bimproved\b|\b(?:big|some|significant|great|marked)\s+improvement", re.I)
_BETTER = re.compile(r"\bbetter than (?:the )?(?:national )?average\b", re.I)


def check_words(values: Iterable[PublishedValue]) -> list[Disagreement]:
    """What stands beside a figure: "improved", "better than average"."""
    published = [v for v in values if v.basis == "published" and v.value is not None]
    disagreements = [*_better_than_average(published)]
    for code, period in dict.fromkeys((v.code, v.period) for v in published if _IMPROVED.search(v.commentary or "")):
        if (figure := _figure(published, code, period)) and (disagreement := _not_better(figure, "“improved”")):
            disagreements.append(disagreement)
    return disagreements


def _better_than_average(published: Sequence[PublishedValue]) -> Iterator[Disagreement]:
    for v in published:
        indicator = BY_CODE.get(v.code)
        if indicator is None or v.national is None or v.value is None or not _BETTER.search(v.commentary or ""):
            continue
        # Below 1 a ratio is on the other side, where "better" may mean either: nothing is claimed then.
        worse = {
            "equal": v.value > v.national >= 1, "lower": v.value > v.national, "higher": v.value < v.national,
            "even": v.value < v.national,
        }[indicator.better]  # fmt: skip
        if worse:
            shown = f"{v.value:g} against {v.national:g} nationally"
            yield Disagreement(v.code, indicator.title, v.period, "“better than average”", shown, "words",
                               "the figure is worse than the national one")  # fmt: skip


def _figure(published: Sequence[PublishedValue], code: str, period: str) -> Figure | None:
    """The headline of that year, with the year before it."""
    if not period.isdigit() or code not in BY_CODE:
        return None
    mine = [v for v in published if v.code == code and v.period.isdigit() and v.period <= period]
    figures = latest_figures(mine, date(int(period), 12, 31))
    return figures[0] if figures and figures[0].year == int(period) else None


def _not_better(figure: Figure, published: str) -> Disagreement | None:
    """Where it got worse, or better for both while the gap grew."""
    indicator = figure.indicator
    lead = "ratio" if figure.ratio else "bme"
    now, before = figure.now.get(lead), figure.before.get(lead)
    if now is None or before is None:
        return None
    title = indicator.title.format(bme="BME")
    moved = f"{before.shown} to {now.shown}" + (" for BME staff" if lead == "bme" else "")
    if figure.moved(lead) == "worse":
        return Disagreement(indicator.code, title, str(figure.year), published, moved, "words", "it got worse")
    gap, was = figure.gap, figure.gap_before
    if gap is not None and was is not None and gap > was:
        shown = f"gap {was:.1f} to {gap:.1f} points"
        return Disagreement(indicator.code, title, str(figure.year), published, shown, "words",
                            "the figures improved and the gap between groups grew")  # fmt: skip
    return None


def check_claims(claims: Iterable[ClaimRow], values: Iterable[PublishedValue]) -> list[Disagreement]:
    """Sentences of the report, given as rows."""
    published = [v for v in values if v.basis == "published" and v.value is not None]
    disagreements: list[Disagreement] = []
    for claim in claims:
        if claim.says == "percent" and claim.part is not None and claim.whole and claim.value is not None:
            disagreements += _percent_claim(claim, claim.value, claim.part, claim.whole)
        elif claim.says == "left" and claim.part is not None and claim.whole is not None and claim.value is not None:
            left = claim.whole - claim.part
            if left != claim.value:
                why = f"{claim.whole} less {claim.part} is {left}"
                disagreements.append(Disagreement("", claim.words, claim.period, f"{claim.value:f}", str(left),
                                          "sum does not add", why))  # fmt: skip
        for code in claim.indicators if claim.says in ("improved", "not in focus") else ():
            said = f"“improved”: {claim.words}" if claim.says == "improved" else "left out of what to focus on"
            if (figure := _figure(published, code, claim.period)) and (disagreement := _not_better(figure, said)):
                disagreements.append(disagreement)
    return disagreements


def _percent_claim(claim: ClaimRow, value: Decimal, part: int, whole: int) -> list[Disagreement]:
    exact = Fraction(100 * part, whole)
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    right = half_up(exact, places)
    if right == value:
        return []
    finer = half_up(exact, places + 1)
    why = (
        f"rounded twice: {finer}, then {value}" if half_up(Fraction(finer), places) == value else "not rounded half up"
    )
    return [Disagreement("", claim.words, claim.period, f"{value}%", f"{right}%", "rounding",
                         f"{part} of {whole} is {half_up(exact, places + 2)}%: {why}")]  # fmt: skip


def check_targets(
    targets: Sequence[StoredTarget], values: Iterable[PublishedValue], starts: date
) -> list[Disagreement]:
    """Totals that do not add, targets met before they were set, and dates that had passed when the plan began."""
    published = list(values)
    disagreements = [*_totals(targets), *_aspirations(targets, published)]
    for t in targets:
        scope = f"{t.text}, {t.scope}" if t.scope else t.text
        if t.op == "at least" and t.value is not None and t.baseline is not None and t.baseline >= t.value:
            disagreements.append(Disagreement("", scope, t.by or "", f"{t.value:g} to reach", f"{t.baseline:g} already",
                                      "words", "the target was met when it was set"))  # fmt: skip
        if (day := _day(t.by)) and day < starts:
            begun = f"the plan begins {starts:%-d %B %Y}"
            why = "the date had passed before the plan began"
            disagreements.append(Disagreement("", scope, t.by or "", f"by {day:%-d %B %Y}", begun, "date", why))
    seen: dict[tuple[str, ...], Disagreement] = {}
    for disagreement in disagreements:  # a plan says some targets twice: once for an action and once for itself
        band = re.search(r"(?:band \w+|VSM|total)\b", disagreement.what, re.I)
        seen.setdefault(
            (
                band[0].lower() if band else disagreement.what,
                disagreement.published,
                disagreement.recomputed,
                disagreement.cause,
            ),
            disagreement,
        )
    return list(seen.values())


def _totals(targets: Sequence[StoredTarget]) -> Iterator[Disagreement]:
    for t in targets:
        if t.value is None or not re.search(r"\btotal\b", t.scope or "", re.I):
            continue
        rows = [
            o
            for o in targets
            if o is not t and (o.text, o.by, o.unit) == (t.text, t.by, t.unit) and o.value is not None
        ]
        if len(rows) > 1 and (added := sum(o.value for o in rows if o.value is not None)) != t.value:
            yield Disagreement("", f"{t.text}, {t.scope}", t.by or "", f"{t.value:g}", f"{added:g}", "sum does not add",
                               f"the {len(rows)} rows add to {added:g}")  # fmt: skip


def _aspirations(targets: Sequence[StoredTarget], published: Sequence[PublishedValue]) -> Iterator[Disagreement]:
    """Extra people to reach a share of a band: the share of its total, rounded, less those there are."""
    share = next((t.value for t in targets if t.unit == "%" and "aspirational" in t.text and t.value), None)
    heads: dict[str, dict[str, int]] = {}
    latest = max(
        (v.period for v in published if v.measure_id is MeasureId.HEADCOUNT and v.period.isdigit()), default=""
    )
    for v in published:
        if (
            v.measure_id is MeasureId.HEADCOUNT
            and v.period == latest
            and v.value is not None
            and v.basis == "published"
        ):
            heads.setdefault(v.breakdown or WHOLE, {})[v.group] = int(v.value)
    for t in targets:
        band = parse_band(t.scope or "")
        if share is None or t.value is None or "aspirational" not in t.text or t.unit != "people" or not band:
            continue
        if not (by := heads.get(band)) or "overall" not in by:
            continue
        exact = Fraction(repr(share)) * by["overall"] / 100
        aim = int(half_up(exact, 0))
        extra = max(0, aim - by.get("bme", 0))
        if extra != t.value:
            rounds = f"{half_up(exact, 2)}, which rounds to {aim}"
            why = f"{share:g}% of {by['overall']} is {rounds}, and there are {by.get('bme', 0)}"
            yield Disagreement("", f"{t.text}, {t.scope}", t.by or "", f"{t.value:g}", str(extra), "rounding", why)


def _day(words: str | None) -> date | None:
    text = (words or "").strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return date(int(text), 12, 31) if re.fullmatch(r"20\d\d", text) else None
