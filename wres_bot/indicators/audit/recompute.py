"""Owns recomputing published values from the counts published beside them, and the likeliest cause of a disagreement.

It must not know the store or a document. What cannot be recomputed is passed over: silence is no agreement.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from wres_bot.domain.figure_decisions import PrintedFigure
from wres_bot.domain.measures import MeasureId
from wres_bot.domain.pay_bands import BANDS, MEDICAL
from wres_bot.indicators.compute.catalogue import CATALOGUE
from wres_bot.indicators.compute.figures import StoredValue
from wres_bot.indicators.compute.formulas import DISPARITIES, exact_disparity, half_up, without_medical
from wres_bot.indicators.dimensions import NAMES, NOT_KNOWN, TIERS

Cause = Literal[
    "rounding", "unit", "wrong denominator", "not known", "upside down", "sum does not add", "other counts",
    "words", "date",
    "not clear",
]  # fmt: skip
Headcounts = dict[str, dict[str, int]]
WHOLE = "All staff"
WORKFORCE_SHARES = {
    MeasureId.WORKFORCE_SHARE: (False, False),
    MeasureId.WORKFORCE_SHARE_IN_TEXT: (False, False),
    MeasureId.WORKFORCE_SHARE_OF_KNOWN: (True, False),
    MeasureId.WORKFORCE_SHARE_WITHOUT_MEDICAL: (False, True),
    MeasureId.WORKFORCE_SHARE_OF_KNOWN_WITHOUT_MEDICAL: (True, True),
}
"""Of each: is not known left out of it, and are medical staff?"""
STAGES = {
    MeasureId.APPLICATIONS_SHARE: MeasureId.APPLICATIONS,
    MeasureId.SHORTLISTED_SHARE: MeasureId.SHORTLISTED,
    MeasureId.APPOINTED_SHARE: MeasureId.APPOINTED,
}
"""Shares of a stage of recruitment, and the counts each is of."""
RATIO_COUNTS = {
    "2": (MeasureId.APPOINTED, MeasureId.SHORTLISTED),
    "3": (MeasureId.CASES, MeasureId.STAFF_BASE),
    "4": (MeasureId.TRAINED, MeasureId.STAFF_BASE),
}
"""Of each ratio, the counts above the line and below it; where no staff stand beside it, all staff of indicator 1."""
BOARD_SHARES = (MeasureId.BOARD_MEMBERSHIP, MeasureId.BOARD_REPRESENTATION, MeasureId.BOARD_SHARE)
SELDOM_EMPTY = frozenset(BANDS) - {"Under Band 1", "Band 1", "VSM"}
"""Where all of these are given, the bands are all the staff there are."""
LIKELIHOODS = (MeasureId.LIKELIHOOD_RATIO, MeasureId.LIKELIHOOD_RATIO_OF_PART, MeasureId.OTHER_RATIO)
NEAR = 3
"""A count may be off by so many and still be taken for the cause."""


class PublishedValue(StoredValue, Protocol):
    """What is needed of a stored snapshot."""

    @property
    def source(self) -> str: ...
    @property
    def commentary(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure or sentence that its own counts contradict: what is published, what comes out, and why, likely."""

    code: str
    what: str
    period: str
    published: str
    recomputed: str
    cause: Cause
    why: str
    figure: PrintedFigure | None = None
    """The published value itself, where it is one value and not a sentence or a sum."""


@dataclass(frozen=True, slots=True)
class RecomputeResult:
    """How many published values could be recomputed, and those that disagree."""

    recomputed: int
    published: int
    found: tuple[Disagreement, ...]


def check_values(values: Iterable[PublishedValue]) -> RecomputeResult:
    """Every published value that rests on counts of the same source and period."""
    published = [v for v in values if v.basis == "published" and v.value is not None]
    figures = [v for v in published if v.unit in ("%", "ratio")]
    disagreements: list[Disagreement] = []
    done = 0
    for one in dict.fromkeys((v.standard, v.source, v.period) for v in published):
        mine = [v for v in published if (v.standard, v.source, v.period) == one]
        report = _Report(mine)
        disagreements += report.sums()
        for value in mine:
            if value.unit in ("%", "ratio") and (said := report.look(value)) is not None:
                done += 1
                disagreements += said
    return RecomputeResult(done, len(figures), tuple(dict.fromkeys(disagreements)))


class _Report:
    """The published values of one source and period, and the counts among them."""

    def __init__(self, values: Sequence[PublishedValue]) -> None:
        self.values = values
        self.heads: Headcounts = {}
        self.counts: dict[tuple[str, MeasureId | None, str], dict[str, int]] = {}
        for v in values:
            if v.unit not in ("people", "cases") or v.value is None or v.value != int(v.value):
                continue
            if v.code == "1" and v.measure_id is MeasureId.HEADCOUNT:
                self.heads.setdefault(v.breakdown or WHOLE, {})[v.group] = int(v.value)
            elif v.code in ("2", "3", "4", "9"):
                self.counts.setdefault((v.code, v.measure_id, v.measure), {})[v.group] = int(v.value)
        self.known = {band: {g: n for g, n in by.items() if g != "overall"} for band, by in self.heads.items()}

    def look(self, v: PublishedValue) -> list[Disagreement] | None:
        """What disagrees; nothing when it agrees; None when it cannot be recomputed."""
        if v.unit == "%" and v.group == "ratio" and v.code in ("2", "3", "4"):
            return [self._ratio_as_percent(v)]
        if v.unit == "%" and (pair := re.fullmatch(r"(\d+)/(\d+)", v.note or "")) and int(pair[2]):
            return _percent(v, int(pair[1]), int(pair[2]), {})
        measure = v.measure_id
        if measure in (MeasureId.BAND_SHARE, MeasureId.BAND_SHARE_OF_KNOWN):
            return self._band(v)
        if measure in WORKFORCE_SHARES:
            return self._workforce(v, *WORKFORCE_SHARES[measure])
        if measure in DISPARITIES:
            return self._disparity(v, *DISPARITIES[measure])
        if measure in STAGES:
            return self._stage(v, STAGES[measure])
        if measure in BOARD_SHARES:
            return self._board(v)
        if v.code in RATIO_COUNTS and measure in LIKELIHOODS:
            found = self._likelihood(v)
            found = self._of_percentages(v) if found is None else found
            return [self._as_rate(v, each) for each in found] if found else found
        return None

    def _ratio_as_percent(self, v: PublishedValue) -> Disagreement:
        """A ratio that is printed with a per cent sign says something else: 1.54% are 154 of 10,000."""
        why = "it is a ratio printed as a percentage"
        return replace(_told(v, Fraction(_decimal(v)), 2, "unit", why), recomputed=f"{_decimal(v):f} times")

    def _as_rate(self, v: PublishedValue, found: Disagreement) -> Disagreement:
        """Where what is printed as the ratio is the rate of one group, that is the likelier slip."""
        for group, (had, of) in self._rates(v).items():
            rate = Fraction(had, of)
            if _is_rounded(_decimal(v), rate) or _is_rounded(_decimal(v), 100 * rate):
                return _with(found, "unit", f"{had:,} of {of:,} is the rate of {NAMES.get(group, group)}, not a ratio")
        return found

    def _rates(self, v: PublishedValue) -> dict[str, tuple[int, int]]:
        top, under = self._counts_of_ratio(v.code)
        groups = [g for g in (top or {}) if g in NAMES and (under or {}).get(g)]
        return {g: ((top or {})[g], (under or {})[g]) for g in groups}

    def _counts_of_ratio(self, code: str) -> tuple[dict[str, int] | None, dict[str, int] | None]:
        """Who is counted above the line and below it: beside the ratio, or among all staff."""
        above, below = RATIO_COUNTS[code]
        base = self._counts_of(below, code) if code == "2" else None
        return self._counts_of(above, code), base or self._counts_of(MeasureId.STAFF_BASE, code) or self.known.get(
            WHOLE
        )

    def _board(self, v: PublishedValue) -> list[Disagreement] | None:
        """A share of the board beside its members. Those not known may be counted in or left out."""
        by = self._counts_of(MeasureId.BOARD_MEMBERS, "9")
        if by is None or v.group not in by or not {"white", "bme"} <= by.keys():
            return None
        parts = {g: n for g, n in by.items() if g != "overall"}
        whole = by.get("overall", sum(parts.values()))
        known = sum(n for g, n in parts.items() if g != NOT_KNOWN)
        if any(of and _is_rounded(_decimal(v), Fraction(100 * by[v.group], of)) for of in (whole, known)):
            return []
        return _percent(v, by[v.group], whole, {})

    def sums(self) -> Iterator[Disagreement]:
        """Groups add up to their total, bands to the whole, and clinical and non-clinical staff to their band."""
        tables = [("1", f"headcount, {band}", by) for band, by in self.heads.items()]
        tables += [(code, name, by) for (code, _, name), by in self.counts.items()]
        period = self.values[0].period
        for code, what, by in tables:
            parts = [n for g, n in by.items() if g != "overall"]
            if "overall" in by and {"white", "bme"} <= by.keys() and sum(parts) != by["overall"]:
                why = f"the groups add to {sum(parts):,}"
                yield Disagreement(code, what, period, f"{by['overall']:,}", f"{sum(parts):,}", "sum does not add", why)
        bands = {band: by for band, by in self.heads.items() if band in BANDS}
        yield from self._parts_of(WHOLE, bands, "bands", whole=bands.keys() >= SELDOM_EMPTY)
        for band in (WHOLE, *bands):
            names = ("clinical", "non-clinical") if band == WHOLE else (f"{band}, clinical", f"{band}, non-clinical")
            halves = {name: self.heads[name] for name in names if name in self.heads}
            yield from self._parts_of(band, halves, "parts", whole=len(halves) == len(names) and band != WHOLE)

    def _parts_of(self, whole_name: str, parts: Headcounts, called: str, *, whole: bool) -> Iterator[Disagreement]:
        """Parts never add to more than the whole; to less only where some of them are missing."""
        for group, total in self.heads.get(whole_name, {}).items():
            added = sum(by.get(group, 0) for by in parts.values())
            complete = whole and all(group in by for by in parts.values())
            if len(parts) > 1 and (added > total or (complete and added < total)):
                what = f"headcount, {whole_name}, {group}"
                yield Disagreement("1", what, self.values[0].period, f"{total:,}", f"{added:,}", "sum does not add",
                                   f"the {called} add to {added:,}")  # fmt: skip

    def _band(self, v: PublishedValue) -> list[Disagreement] | None:
        name = v.breakdown or WHOLE
        by = without_medical({"": self.known.get(WHOLE, {}), MEDICAL: self.known.get(MEDICAL, {})})
        by = by if "without medical" in name else self.known.get(name, {})
        if v.group not in by:
            return None
        left_out = v.measure_id is MeasureId.BAND_SHARE_OF_KNOWN
        return self._share(v, by, left_out=left_out, whole=sum(self.known.get(WHOLE, {}).values()))

    def _workforce(self, v: PublishedValue, left_out: bool, without: bool) -> list[Disagreement] | None:
        whole = self.known.get(WHOLE, {})
        by = whole
        if without:
            by = without_medical({"": whole, MEDICAL: self.known[MEDICAL]}) if MEDICAL in self.known else {}
        if v.group not in by:
            return None
        return self._share(v, by, left_out=left_out, whole=sum(whole.values()))

    def _share(self, v: PublishedValue, by: Mapping[str, int], *, left_out: bool, whole: int) -> list[Disagreement]:
        total, known = sum(by.values()), sum(n for g, n in by.items() if g != NOT_KNOWN)
        of, other = (known, total) if left_out else (total, known)
        instead = "counted in" if left_out else "left out of"
        causes: dict[int, tuple[Cause, str]] = {
            other: ("not known", f"not known is {instead} the denominator here, whatever the words say"),
            whole: ("wrong denominator", "they were taken out above the line and left in below it"),
        }
        disagreements = _percent(v, by[v.group], of, causes)
        if disagreements and disagreements[0].cause in ("not clear", "rounding") and v.group in ("white", "bme"):
            return [self._as_if(v, by, disagreements[0], left_out=left_out)]
        return disagreements

    def _as_if(
        self, v: PublishedValue, by: Mapping[str, int], disagreement: Disagreement, *, left_out: bool
    ) -> Disagreement:
        """A count a little different that gives both groups' published shares."""
        mates = {m.group: m for m in self.values if (m.code, m.measure, m.breakdown) == (v.code, v.measure, v.breakdown)
                 and m.group in ("white", "bme")}  # fmt: skip
        base = sum(n for g, n in by.items() if not left_out or g != NOT_KNOWN)
        if any(_same(_decimal(m), Fraction(100 * by[g], base)) for g, m in mates.items()):
            return disagreement  # the other group's share agrees, so the counts are these
        for off in sorted(range(-NEAR, NEAR + 1), key=abs):
            for group in ("bme", "white"):
                other = {**by, group: by[group] + off}
                of = sum(n for g, n in other.items() if not left_out or g != NOT_KNOWN)
                if off and other[group] >= 0 and of and all(
                    _same(_decimal(m), Fraction(100 * other[g], of)) for g, m in mates.items()
                ):  # fmt: skip
                    why = f"it is as if there were {other[group]:,} {NAMES[group]} staff, not {by[group]:,}"
                    return _with(disagreement, "other counts", why)
        return disagreement

    def _other_heads(self) -> tuple[Headcounts, str] | None:
        """The counts that another table of the same report implies, where it contradicts the headcount."""
        heads, said = {b: dict(by) for b, by in self.known.items()}, []
        for v in self.values:
            if v.measure_id is not MeasureId.BAND_SHARE_OF_KNOWN or v.group != "bme" or v.breakdown not in heads:
                continue
            by = heads[v.breakdown]
            for n in range(max(0, by.get("bme", 0) - NEAR), by.get("bme", 0) + NEAR + 1):
                of = by.get("white", 0) + n
                if n != by.get("bme") and of and not _same(_decimal(v), Fraction(100 * by.get("bme", 0), of - n
                   + by.get("bme", 0))) and _same(_decimal(v), Fraction(100 * n, of)):  # fmt: skip
                    by["bme"] = n
                    said.append(f"{n} BME staff in {v.breakdown}")
                    break
        return (heads, " and ".join(said)) if said else None

    def _disparity(self, v: PublishedValue, low: str, high: str) -> list[Disagreement] | None:
        if (exact := _tiers(self.known, low, high)) is None:
            return None
        disagreements = _ratio(v, exact, "from the band table")
        if not disagreements or disagreements[0].cause != "not clear":
            return disagreements
        other = self._other_heads()
        if other and (implied := _tiers(other[0], low, high)) is not None:
            why = f"another table of the report implies {other[1]}, which gives {half_up(implied, 2)}"
            near = abs(Fraction(_decimal(v)) - implied) < abs(Fraction(_decimal(v)) - exact)
            return [_with(disagreements[0], "other counts", why)] if near else disagreements
        return disagreements

    def _stage(self, v: PublishedValue, stage: MeasureId) -> list[Disagreement] | None:
        by = self._counts_of(stage)
        if by is None or v.group not in by:
            return None
        return self._share(v, {g: n for g, n in by.items() if g != "overall"}, left_out=False,
                           whole=by.get("overall", 0))  # fmt: skip

    def _counts_of(self, measure: MeasureId, code: str = "2") -> dict[str, int] | None:
        return next((by for (of, each, _), by in self.counts.items() if each is measure and of == code), None)

    def _likelihood(self, v: PublishedValue) -> list[Disagreement] | None:
        each = CATALOGUE.get((v.standard, v.code))
        if each is None or v.measure_id is MeasureId.LIKELIHOOD_RATIO_OF_PART:
            return None
        top, under = self._counts_of_ratio(v.code)
        first, second = each.inputs.top, each.inputs.under
        if not top or not under or not all(by.get(g) for by in (top, under) for g in (first, second)):
            return None
        exact = Fraction(top[first] * under[second], under[first] * top[second])
        return _ratio(v, exact, f"from {top[first]:,} of {under[first]:,} and {top[second]:,} of {under[second]:,}")

    def _of_percentages(self, v: PublishedValue) -> list[Disagreement] | None:
        """From percentages already rounded, so anything within their rounding agrees."""
        part = v.measure_id is MeasureId.LIKELIHOOD_RATIO_OF_PART
        rate = MeasureId.RATE_OF_PART if part else MeasureId.RATE
        by = {m.group: _decimal(m) for m in self.values if m.code == v.code and m.measure_id is rate
              and m.group in ("white", "bme")}  # fmt: skip
        if len(by) < 2 or not all(by.values()):
            return None
        inputs = CATALOGUE["WRES", v.code].inputs
        white, bme = (Fraction(by[g]) for g in (inputs.top, inputs.under))
        w, b = (_half_step(by[g]) for g in (inputs.top, inputs.under))
        if white <= w or bme <= b:
            return None
        low, high = (white - w) / (bme + b), (white + w) / (bme - b)
        published, step = Fraction(_decimal(v)), max(_half_step(_decimal(v)), Fraction(1, 200))
        if low - step <= published <= high + step:
            return []
        why = f"the percentages give {half_up(low, 2)} to {half_up(high, 2)}, whatever their rounding"
        if published and low - step <= 1 / published <= high + step:
            return [_told(v, white / bme, 2, "upside down", "it is the ratio read the other way round")]
        return [_told(v, white / bme, 2, "not clear", why)]


def _tiers(heads: Mapping[str, Mapping[str, int]], low: str, high: str) -> Fraction | None:
    tiers = {tier: {g: sum(heads.get(b, {}).get(g, 0) for b in bands) for g in ("white", "bme")}
             for tier, bands in TIERS.items()}  # fmt: skip
    if not all(tiers[tier][g] for tier in (low, high) for g in ("white", "bme")):
        return None
    return exact_disparity(tiers, low, high, "white", "bme")


def _percent(v: PublishedValue, count: int, of: int, others: Mapping[int, tuple[Cause, str]]) -> list[Disagreement]:
    if not of or _same(_decimal(v), exact := Fraction(100 * count, of)):
        return []
    for other, (cause, why) in others.items():
        if other and other != of and _same(_decimal(v), Fraction(100 * count, other)):
            return [_told(v, exact, 1, cause, f"{count:,} of {other:,} is what is published: {why}")]
    return [_told(v, exact, 1, *_of_rounding(_decimal(v), exact, 1, f"{count:,} of {of:,}"))]


def _ratio(v: PublishedValue, exact: Fraction, where: str) -> list[Disagreement]:
    published = _decimal(v)
    if _is_rounded(published, exact, _ratio_places(v)):
        return []
    if _is_rounded(published, 1 / exact, _ratio_places(v)):
        return [_told(v, exact, 2, "upside down", "it is the ratio read the other way round")]
    return [_told(v, exact, 2, *_of_rounding(published, exact, 2, where))]


def _of_rounding(published: Decimal, exact: Fraction, places: int, where: str) -> tuple[Cause, str]:
    step = Fraction(1, 10**places)
    if Fraction(published) == (exact // step) * step:
        return "rounding", f"it was cut off, not rounded ({where})"
    if half_up(Fraction(half_up(exact, places + 1)), places) == published:
        return "rounding", f"it was rounded twice: {half_up(exact, places + 1)}, then {published} ({where})"
    return "not clear", f"it cannot be had {where if where.startswith('from') else f'from {where}'}"


def _ratio_places(v: PublishedValue) -> int:
    """As the printed text shows; without one a ratio has at least one decimal, whatever is left of it as a number."""
    found = re.search(r"\d+(?:\.(\d+))?", v.published_text or "")
    exponent = _decimal(v).as_tuple().exponent
    return len(found[1] or "") if found else max(1, -exponent if isinstance(exponent, int) else 0)


def _is_rounded(published: Decimal, exact: Fraction, places: int | None = None) -> bool:
    """Is it what somebody prints for this, to as many decimals as it has, halves either way?"""
    half = _half_step(published) if places is None else Fraction(1, 2 * 10**places)
    return abs(Fraction(published) - exact) <= half


def _same(published: Decimal, exact: Fraction) -> bool:
    return _is_rounded(published, exact)


def _half_step(published: Decimal) -> Fraction:
    exponent = published.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return Fraction(1, 2 * 10**places)


def _decimal(v: PublishedValue) -> Decimal:
    return Decimal(repr(v.value)).normalize()


def _with(disagreement: Disagreement, cause: Cause, why: str) -> Disagreement:
    return replace(disagreement, cause=cause, why=why)


def _told(v: PublishedValue, exact: Fraction, places: int, cause: Cause, why: str) -> Disagreement:
    mark = "%" if v.unit == "%" else ""
    group = NAMES.get(v.group, v.group) if v.group != "ratio" else ""
    what = ", ".join(part for part in (v.measure, v.breakdown, group) if part)
    shown = Decimal(repr(v.value)).quantize(Decimal(1).scaleb(-places))
    return Disagreement(v.code, what, v.period, f"{shown}{mark}", f"{half_up(exact, places)}{mark}", cause, why,
                        printed_figure(v))  # fmt: skip


def printed_figure(v: PublishedValue) -> PrintedFigure:
    """By what a decision about this value is known."""
    printed = v.published_text or f"{_decimal(v):f}"
    return PrintedFigure(v.standard, v.code, v.measure_id, v.group, v.breakdown, v.period, v.source, printed)
