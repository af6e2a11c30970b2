"""Owns the way from an extract to measures: whom each table counts, and what that gives. Must not read a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from wres_bot.domain.measures import MeasureId, NoValue, NoValueCode
from wres_bot.domain.pay_bands import MEDICAL
from wres_bot.indicators.compute.catalogue import CATALOGUE, Indicator
from wres_bot.indicators.compute.formulas import ComputedValue, apply_formula
from wres_bot.indicators.dimensions import ALL, CHARACTERISTICS, NAMES, PARTS
from wres_bot.indicators.ingest.columns import ColumnMap
from wres_bot.indicators.ingest.extract import Extract
from wres_bot.indicators.ingest.findings import Finding
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.population import LEAVERS
from wres_bot.indicators.ingest.survey import Answers, settle_survey
from wres_bot.indicators.ingest.validate import is_counted, validate_extract

if TYPE_CHECKING:
    import pandas as pd

WITHOUT_MEDICAL = "without medical"
GroupCounts = dict[str, dict[str, int]]


def tally(frame: "pd.DataFrame", group: str, weight: str | None = None) -> GroupCounts:
    """How many of each group, in all and in each part that the frame tells apart."""
    parts = [part for part in PARTS if part in frame.columns]
    counts: GroupCounts = {ALL: {}}
    if frame.empty:
        return counts
    grouped = frame.groupby([group, *parts], observed=True, sort=True)
    sums = grouped[weight].sum() if weight else grouped.size()
    for key, n in sums.items():
        values = key if isinstance(key, tuple) else (key,)
        name = str(values[0])
        for label in parts_of(dict(zip(parts, map(str, values[1:]), strict=True))):
            by_group = counts.setdefault(label, {})
            by_group[name] = by_group.get(name, 0) + int(n)
    return counts


def parts_of(parts: Mapping[str, str]) -> list[str]:
    """Every part of the trust that somebody belongs to."""
    labels = [ALL]
    band, clinical = parts.get("band", ""), {"yes": "clinical", "no": "non-clinical"}.get(parts.get("clinical", ""), "")
    medical = band == MEDICAL or parts.get("medical") == "yes"
    if medical:
        labels.append(MEDICAL)
    elif band or "medical" in parts:
        labels.append(WITHOUT_MEDICAL)
    if band and not medical:
        labels.append(band)
    if clinical:
        labels.append(clinical)
        labels += [f"{band}, {clinical}"] if band and not medical else []
    if parts.get("division"):
        labels.append(f"division {parts['division']}")
    return labels


def columns_of(label: str) -> frozenset[str]:
    """Which columns a part of the trust rests on."""
    if label == ALL:
        return frozenset()
    if label.startswith("division "):
        return frozenset({"division"})
    if label in ("clinical", "non-clinical"):
        return frozenset({"clinical"})
    if ", " in label:
        return frozenset({"band", "clinical"})
    return frozenset({"band"})


def fill_zeros(counted: GroupCounts, base: GroupCounts, parts: Sequence[str]) -> GroupCounts:
    """Nobody counted where there are people is 0; where they cannot be told apart it stays unsaid."""
    known = {*parts, *(("band",) if "medical" in parts else ())}
    return {label: counted.get(label, {}) for label in base if label == ALL or columns_of(label) <= known}


Measures = list[tuple[Indicator, ComputedValue]]


def compute_measures(extract: Extract, config: ColumnMap, period: Period) -> Measures:
    """Every measure the extract allows. Nothing when its quality report has a blocking finding."""
    if not extract.quality.blocking:
        validate_extract(extract)
    answers: Answers = {}
    if not extract.quality.blocking and "survey" in extract.frames and "question" in extract.frames["survey"]:
        answers = settle_survey(extract.raw["survey"], extract.frames["survey"], period, extract.quality)
    measures: Measures = []
    for standard, characteristic in CHARACTERISTICS.items():
        if extract.quality.blocking:
            return []
        counts = count_people(extract, characteristic, answers)
        _check(counts, extract)
        if extract.quality.blocking:
            return []
        for indicator in CATALOGUE.values():
            if indicator.standard == standard and not (indicator.inputs.yearly and period.quarterly):
                measures += [(indicator, measure) for measure in apply_formula(indicator, counts)]
                measures += [
                    (indicator, measure) for measure in _published_percentages(answers, indicator, characteristic)
                ]
    if period.quarterly and "survey" in extract.frames:
        extract.quality.facts.append("survey: figures come once a year, so a quarter has none of its own")
    if extract.quality.blocking:
        return []
    return [(indicator, _enough(measure, indicator, config.fewest_answers)) for indicator, measure in measures]


def count_people(extract: Extract, characteristic: str, answers: Answers) -> dict[str, GroupCounts]:
    """What each table counts, by part of the trust and group."""
    frames = {name: frame for name, frame in extract.frames.items() if characteristic in frame}
    counts: dict[str, GroupCounts] = {}
    base: GroupCounts | None = None
    if (staff := frames.get("staff")) is not None:
        base = counts["staff"] = tally(staff, characteristic, _weight("staff", staff))
        for flag, what in (("trained", "trained"), ("case", "cases")):
            if flag in staff:
                had = staff[staff[flag] == "yes"]
                counts[what] = fill_zeros(tally(had, characteristic, _weight("staff", had)), base, _parts(staff))
    for name, what in (("cases", "cases"), ("capability", "capability"), ("training", "trained")):
        if (frame := frames.get(name)) is not None and base is not None:
            counts[what] = fill_zeros(tally(frame, characteristic, _weight(name, frame)), base, _parts(frame))
    if (frame := frames.get("recruitment")) is not None and {"shortlisted", "appointed"} <= set(frame):
        for column in ("shortlisted", "appointed"):
            if is_counted("recruitment", frame):
                counts[column] = tally(frame, characteristic, column)
            else:
                counts[column] = tally(frame[frame[column] == "yes"], characteristic)
        counts["appointed"] = fill_zeros(counts["appointed"], counts["shortlisted"], _parts(frame))
    counts |= _board(frames, characteristic)
    counts |= _survey_counts(answers, characteristic)
    return counts


def _weight(name: str, frame: "pd.DataFrame") -> str | None:
    column = {"staff": "headcount", "cases": "cases", "capability": "cases", "training": "trained",
              "board": "headcount"}[name]  # fmt: skip
    return column if is_counted(name, frame) else None


def _parts(frame: "pd.DataFrame") -> list[str]:
    return [part for part in PARTS if part in frame]


def _board(frames: "dict[str, pd.DataFrame]", characteristic: str) -> dict[str, GroupCounts]:
    """The board's own list, or the staff extract's column that says who votes."""
    board = frames.get("board")
    members: GroupCounts = {}
    if board is not None:
        members[ALL] = tally(board, characteristic, _weight("board", board))[ALL]
    elif (staff := frames.get("staff")) is not None:
        board = staff
    for column in ("voting", "executive"):
        if (part := frames.get(f"board {column}")) is not None:
            members[column] = tally(part, characteristic, _weight("board", part))[ALL]
        elif board is not None and column in board:
            those = board[board[column] == "yes"]
            name = "board" if "board" in frames else "staff"
            members[column] = tally(those, characteristic, _weight(name, those))[ALL]
    return {"board": members} if members else {}


def _survey_counts(answers: Answers, characteristic: str) -> dict[str, GroupCounts]:
    """Who said yes and who answered, where the survey gives numbers of people."""
    counts: dict[str, GroupCounts] = {}
    for (column, code, group), answer in answers.items():
        if column == characteristic and answer.yes is not None:
            counts.setdefault(f"said yes to {code}", {}).setdefault(ALL, {})[group] = answer.yes
            counts.setdefault(f"answered {code}", {}).setdefault(ALL, {})[group] = answer.answered or 0
    return counts


def _published_percentages(answers: Answers, indicator: Indicator, characteristic: str) -> list[ComputedValue]:
    """Survey percentages that came as percentages: kept as they are, with how many answered where that was said."""
    percentages: list[ComputedValue] = []
    for group in (indicator.inputs.top, indicator.inputs.under):
        answer = answers.get((characteristic, indicator.code, group))
        if indicator.shape != "survey" or answer is None or answer.yes is not None:
            continue
        why = None if answer.percent is not None else NoValue(NoValueCode.SURVEY_GIVES_WORDS, answer.words)
        if not answer.words:
            why = NoValue(NoValueCode.SURVEY_GIVES_NONE, group)
        shown = None if answer.percent is None else answer.percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
        percentages.append(ComputedValue(MeasureId.SURVEY_SHARE, shown, None, answer.answered or None, group,
                                         no_value=why, name=indicator.title))  # fmt: skip
    return percentages


def _enough(measure: ComputedValue, indicator: Indicator, fewest: int) -> ComputedValue:
    """A survey does not report so few."""
    if indicator.shape != "survey" or measure.denominator is None or not 0 < measure.denominator < fewest:
        return measure
    return replace(measure, value=None, no_value=NoValue(NoValueCode.TOO_FEW_ANSWERS, f"{measure.group}, {fewest}"))


_TABLE_OF = {"appointed": "recruitment", "cases": "cases", "capability": "capability", "trained": "training"}


def _check(counts: dict[str, GroupCounts], extract: Extract) -> None:
    """Nobody is counted above the line who is not below it.

    Who has left since may have had a case or a course, so in a small part there can be more of these than staff in
    post: that part then has no value, and it is said.
    """
    for indicator in CATALOGUE.values():
        above, below = counts.get(indicator.inputs.count, {}), counts.get(indicator.inputs.of, {})
        if indicator.shape not in ("ratio", "survey"):
            continue
        over = [(part, group) for part, groups in above.items() for group, n in groups.items()
                if group in NAMES and n > below.get(part, {}).get(group, 0)]  # fmt: skip
        if not over:
            continue
        raw = extract.raw.get(_TABLE_OF.get(indicator.inputs.count, "survey"), extract.raw.get("staff"))
        where = (raw.file, raw.sheet) if raw else (extract.source, "")
        part, group = over[0]
        n, of = above[part][group], below.get(part, {}).get(group, 0)
        words = f"{n:,} {NAMES[group]} {indicator.inputs.who} who {indicator.inputs.did}, of {of:,} in {part or 'all'}"
        if any(each.why == LEAVERS for each in extract.left_out) and all(part for part, _ in over):
            gone = {part for part, _ in over}
            counts[indicator.inputs.count] = {part: groups for part, groups in above.items() if part not in gone}
            extract.quality.note(words, "no more than there are; people who left are among them, so it has no value",
                                 len(gone), file=where[0], sheet=where[1])  # fmt: skip
            continue
        finding = Finding(words, "no more than there are", *where)
        if finding not in extract.quality.findings:
            extract.quality.findings.append(finding)
        return
