"""Owns whom a table counts: the standard's default filters, and one person once. Every row left out is said.

Bank, agency and honorary are out. Who had left by the snapshot is out of staff in post only: a case or a course counts
in its year all the same. Reads no file and computes no figure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wres_bot.domain.pay_bands import band_rank
from wres_bot.indicators.dimensions import CHARACTERISTICS, NOT_KNOWN, PARTS
from wres_bot.indicators.ingest.findings import DataQuality, Finding
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.pii import quote_heading
from wres_bot.indicators.ingest.text_tables import RawTable
from wres_bot.indicators.ingest.who_counts import (
    APPOINTED,
    CAPABILITY,
    DISCIPLINARY,
    FORMAL,
    LEFT,
    OUT,
    SHORTLISTED,
    UNSAID,
)

if TYPE_CHECKING:
    import pandas as pd

PEOPLE_TABLES = ("staff", "cases", "capability", "training")
COUNT_OF = {"staff": "headcount", "cases": "cases", "capability": "cases", "training": "trained"}
LEAVERS = "people who had left"
FLAGS = ("voting", "executive", "trained", "case")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows of a table that do not count, and why."""

    table: str
    why: str
    index: tuple[int, ...]


@dataclass
class Population:
    """Whom the tables count, gathered while they are read.

    everyone: one row for each person of the staff table, leavers too: by these cases and courses are joined.
    outside: people of the staff table who count nowhere, such as bank staff.
    """

    period: Period
    quality: DataQuality
    everyone: "pd.DataFrame | None" = None
    outside: frozenset[str] = frozenset()
    left_out: list[LeftOut] = field(default_factory=list)

    def drop(self, raw: RawTable, frame: "pd.DataFrame", out: Any, why: str, expected: str) -> "pd.DataFrame":
        """The frame without these rows; says how many went, and why."""
        gone = int(out.sum())
        if not gone:
            return frame
        self.quality.note(why, expected, gone, file=raw.file, sheet=raw.sheet)
        self.left_out.append(LeftOut(raw.name, why, tuple(int(i) for i in frame.index[out.to_numpy()])))
        kept: pd.DataFrame = frame[~out]
        return kept


def require_person(raw: RawTable, frame: "pd.DataFrame", quality: DataQuality) -> "pd.DataFrame":
    """Whose row each is: by the person's number, else by the assignment's without what tells one from the next.

    A table of people in which no column names one would count rows, so it is refused with the headings it has.
    """
    if raw.name not in PEOPLE_TABLES:
        return frame
    if "person" not in frame and "assignment" in frame:
        ids = frame["assignment"].astype("string").str.replace(r"[-/]\d{1,2}$", "", regex=True)
        frame = frame.assign(person=ids.astype(object))
        quality.facts.append(
            f"{raw.name}: “{raw.headings['assignment']}” tells people apart; what follows a dash, such as -2, is "
            "another assignment of the same person"
        )
    count = COUNT_OF[raw.name]
    is_count = _is_count(raw.name, frame)
    if "person" in frame and is_count:
        return _ignore_counts(raw, frame, count, quality)
    if "person" not in frame and not is_count and not _is_flagged(raw.name, frame):
        shown = ", ".join(quote_heading(h) for h in (*raw.headings.values(), *raw.passed_over, *raw.unused))
        quality.findings.append(Finding(
            f"the headings {shown}, none of which names a person",
            "a column such as Employee Number, or a pseudonym, so that people count and not rows; "
            "or one with counts of people",
            raw.file, raw.sheet))  # fmt: skip
        quality.paste(f"columns.{raw.name}", 'person = "?"  # the heading that tells people apart')
    return frame


def _is_count(table: str, frame: "pd.DataFrame") -> bool:
    column = COUNT_OF[table]
    return column in frame and frame[column].dtype.kind == "i"


def require_groups(raw: RawTable, frame: "pd.DataFrame", quality: DataQuality) -> None:
    """Nobody can be counted by group in a table in which no column has one. Cases and courses take it from staff."""
    if raw.name not in ("staff", "recruitment", "board", "survey") or set(CHARACTERISTICS.values()) & set(frame):
        return
    shown = ", ".join(quote_heading(h) for h in (*raw.headings.values(), *raw.passed_over, *raw.unused))
    quality.findings.append(Finding(f"the headings {shown}, none of which is a group of people",
                                    "a column such as Ethnic Origin", raw.file, raw.sheet))  # fmt: skip
    quality.paste(f"columns.{raw.name}", 'ethnicity = "?"  # the heading of ethnic origin')


def refuse_stage_counts(raw: RawTable, frame: "pd.DataFrame", quality: DataQuality) -> "pd.DataFrame":
    """Beside applications a count of 1 says nothing new. Counts in rows of their own are no applications: whether those
    appointed are among those shortlisted, such a table does not say."""
    if "number" not in frame:
        return frame
    more = frame["number"] > 1
    by_group = all(column in frame and frame[column].dtype.kind == "i" for column in ("shortlisted", "appointed"))
    if more.any() and not by_group:
        at = int(frame.index[int(more.to_numpy().argmax())])
        quality.findings.append(raw.finding(
            f"{frame['number'][at]} people in one row",
            "a row for each application; or a row for each group, with columns shortlisted and appointed", "number",
            at))  # fmt: skip
    return frame.drop(columns="number")


def _is_flagged(name: str, frame: "pd.DataFrame") -> bool:
    return name == "training" and "trained" in frame and frame["trained"].dtype.kind == "i"


def _ignore_counts(raw: RawTable, frame: "pd.DataFrame", count: str, quality: DataQuality) -> "pd.DataFrame":
    """Beside a person's number a count of 1 says nothing new, and any other contradicts it."""
    if raw.name != "staff":
        return frame
    more = frame[count] > 1
    if more.any():
        at = int(frame.index[int(more.to_numpy().argmax())])
        quality.findings.append(raw.finding(f"{frame[count][at]} people beside one person's number",
                                            "a person in each row, or counts and no numbers", count, at))  # fmt: skip
    return frame.drop(columns=count)


def select_staff(raw: RawTable, frame: "pd.DataFrame", of: Population) -> "pd.DataFrame":
    """Staff in post on the snapshot day, each once. What everybody else is needed for is kept in `of`."""
    day = f"{of.period.as_of:%-d %B %Y}"
    if "category" in frame:
        outside = frame["category"] == OUT
        ids = frame["person"][outside] if "person" in frame else ()
        frame = of.drop(
            raw, frame, outside, "bank, agency or honorary assignments", "they are out, as the standard has it"
        )
        of.outside = frozenset(map(str, ids)) - frozenset(map(str, frame.get("person", ())))
    if "status" in frame:
        frame = of.drop(raw, frame, frame["status"] == OUT, "assignments that are not worked", "they are left out")
    left = _is_before(frame, "left", of.period, strictly=True)
    if "status" in frame:
        left |= frame["status"] == LEFT
    late = _is_after(frame, "started", of.period)
    everyone = frame[~late]
    frame = of.drop(raw, frame, late, "people who had not started", f"staff in post on {day}; they are left out")
    if left.any():
        if "person" in everyone:
            of.everyone = count_once(raw, everyone, of.quality, say=False)
        gone = left.loc[frame.index]
        frame = of.drop(raw, frame, gone, LEAVERS,
                        f"staff in post on {day}; they are left out of it, their cases and courses count")  # fmt: skip
    if "person" not in frame:
        return frame
    frame = count_once(raw, frame, of.quality)
    if of.everyone is None:
        of.everyone = frame
    return frame


def _days(frame: "pd.DataFrame", column: str, test: Callable[[Any], bool]) -> "pd.Series[bool]":
    import pandas as pd  # it is there by now

    if column not in frame:
        return pd.Series(False, index=frame.index)
    found = {day: day != "" and test(day) for day in frame[column].cat.categories}
    return frame[column].map(found).fillna(False).astype(bool)


def _is_before(frame: "pd.DataFrame", column: str, period: Period, *, strictly: bool) -> "pd.Series[bool]":
    return _days(frame, column, lambda day: day < period.as_of if strictly else day <= period.as_of)


def _is_after(frame: "pd.DataFrame", column: str, period: Period) -> "pd.Series[bool]":
    return _days(frame, column, lambda day: day > period.as_of)


def count_once(raw: RawTable, frame: "pd.DataFrame", quality: DataQuality, *, say: bool = True) -> "pd.DataFrame":
    """One row for each person: the primary assignment, else the highest band, else the first row.

    What that row does not know of them another may: a group that is known goes before one that is not. Two that differ
    are told, and the person then counts as not known.
    """
    ids = frame["person"]
    blank = ids.isna() | (ids == "")
    again = ids.duplicated() & ~blank
    if say:
        quality.note("staff without an id", "an id each; each counts once", int(blank.sum()), file=raw.file,
                     sheet=raw.sheet, column=raw.headings.get("person", ""))  # fmt: skip
    if not again.any():
        return frame
    several = frame[ids.duplicated(keep=False) & ~blank]
    order = several.assign(
        _primary=(several["primary"] != "yes") if "primary" in several else False,
        _band=-several["band"].astype(object).map(band_rank).astype(int) if "band" in several else 0,
    ).sort_values(["_primary", "_band"], kind="stable")
    chosen = order.drop_duplicates("person").index
    kept = frame.loc[(~(ids.duplicated(keep=False) & ~blank)) | frame.index.isin(chosen)].copy()
    for column in CHARACTERISTICS.values():
        if column in kept:
            _fill_group(raw, kept, order, column, quality, say=say)
    for column in FLAGS:
        if column in kept and kept[column].dtype.kind != "i":
            yes = set(order["person"][order[column] == "yes"])
            if "yes" in kept[column].cat.categories:
                kept.loc[kept["person"].isin(yes), column] = "yes"
    if say:
        rule = ("the primary assignment" if "primary" in frame else "the assignment of the highest band"
                if "band" in frame else "the first row")  # fmt: skip
        first = raw.row_of(int(frame.index[int(again.to_numpy().argmax())]))
        people = order["person"].nunique()
        quality.note("a person's id again", f"one row per person; of {people:,} with several, {rule} counts",
                     int(again.sum()), file=raw.file, sheet=raw.sheet, row=first,
                     column=raw.headings.get("person", raw.headings.get("assignment", "")))  # fmt: skip
    return kept


def _fill_group(
    raw: RawTable, kept: "pd.DataFrame", order: "pd.DataFrame", column: str, quality: DataQuality, *, say: bool
) -> None:
    known = order[["person", column]].astype(object)
    known = known[known[column].notna() & (known[column] != NOT_KNOWN)].drop_duplicates()
    differing = known["person"][known["person"].duplicated(keep=False)].unique()
    group_of = known[~known["person"].isin(differing)].set_index("person")[column]
    values = kept[column].astype(object)
    told = kept["person"].map(group_of)
    values = values.where(told.isna(), told)
    values[kept["person"].isin(differing)] = NOT_KNOWN
    kept[column] = values.astype("category")
    if say:
        quality.note(f"people with two different groups of {column}", "one; they count as not known", len(differing),
                     file=raw.file, sheet=raw.sheet, column=raw.headings[column])  # fmt: skip


def select_cases(raw: RawTable, frame: "pd.DataFrame", of: Population) -> "pd.DataFrame":
    """Formal disciplinary cases, or for the capability table formal capability cases."""
    wanted = CAPABILITY if raw.name == "capability" else DISCIPLINARY
    if "case_type" in frame:
        other = frame["case_type"] != wanted
        frame = of.drop(raw, frame, other, f"cases that are not {wanted}", "they are left out")
    if "formal" not in frame and not _is_count(raw.name, frame):
        of.quality.note("no column that says which cases are formal",
        "only formal ones; every case here is taken for one",
                        len(frame), file=raw.file, sheet=raw.sheet)  # fmt: skip
    if "formal" in frame:
        frame = of.drop(raw, frame, frame["formal"] != FORMAL, "informal cases", "formal ones; they are left out")
    return frame


def select_training(raw: RawTable, frame: "pd.DataFrame", of: Population) -> "pd.DataFrame":
    """Courses that somebody has done and that are not mandatory."""
    if "course" in frame and "mandatory" not in frame:
        of.quality.findings.append(raw.finding(
            "courses, and no column that says which are mandatory",
            "a column with mandatory or not for each; only non-mandatory training counts", "course"))  # fmt: skip
        of.quality.paste("columns.training", 'mandatory = "?"  # the heading that says mandatory or not')
    if "mandatory" in frame:
        frame = of.drop(raw, frame, frame["mandatory"] == "yes", "mandatory courses", "they are left out")
    if "outcome" in frame:
        frame = of.drop(
            raw, frame, frame["outcome"] == "no", "courses not attended or not finished", "they are left out"
        )
    if "trained" in frame and frame["trained"].dtype.kind != "i":
        frame = frame[frame["trained"] != "no"]
    return frame


def read_stages(raw: RawTable, frame: "pd.DataFrame", of: Population, own: Mapping[str, str]) -> "pd.DataFrame":
    """Shortlisted and appointed by the stage an application has reached.

    Where a stage does not say how far it came (withdrawn), a date or a yes in the other columns does. `own`: columns
    that the trust has named itself; they go before the stage.
    """
    if "stage" not in frame or {"shortlisted", "appointed"} <= own.keys():
        return frame
    reached = frame["stage"].astype(object)
    unsaid = reached == UNSAID
    for column, stages in (("shortlisted", (SHORTLISTED, APPOINTED)), ("appointed", (APPOINTED,))):
        yes = reached.isin(stages)
        if column in frame and frame[column].dtype.kind != "i":
            said = frame[column].astype(object) == "yes"
            yes = yes | (unsaid & said)
            of.quality.note(f"“{raw.headings[column]}” says {column} where the stage says not", "the stage counts",
                            int((said & ~yes).sum()), file=raw.file, sheet=raw.sheet)  # fmt: skip
        frame = frame.assign(**{column: yes.map({True: "yes", False: "no"}).astype("category")})
    return frame


def join_staff(raw: RawTable, frame: "pd.DataFrame", of: Population) -> "pd.DataFrame":
    """Each person of a table of cases or courses once, with the group and part that the staff table has for them."""
    if "person" not in frame:
        return frame
    rows = len(frame)
    if raw.name == "training" and of.everyone is not None:
        known = frame["person"].isin(of.everyone["person"])
        frame = of.drop(raw, frame, ~known, "people trained who are not staff", "they are left out")
    elif of.outside:
        bank = frame["person"].astype(str).isin(of.outside)
        frame = of.drop(raw, frame, bank, "cases of bank, agency or honorary staff", "they are left out")
    once = _each_once(frame)
    what = {"training": "courses", "capability": "capability cases"}.get(raw.name, "cases")
    if rows:
        of.quality.facts.append(
            f"{raw.name}: {len(frame):,} {what} of {len(once):,} people; people count for the ratio"
        )
    if of.everyone is None:
        return once
    return _with_staff_facts(raw, once, of)


def _each_once(frame: "pd.DataFrame") -> "pd.DataFrame":
    """A row without an id is somebody of their own."""
    blank = frame["person"].isna() | (frame["person"] == "")
    return frame[~frame["person"].duplicated() | blank]


def _with_staff_facts(raw: RawTable, frame: "pd.DataFrame", of: Population) -> "pd.DataFrame":
    import pandas as pd  # it is there by now

    assert of.everyone is not None
    once = of.everyone.set_index("person")
    once = once[~once.index.duplicated()]
    where = once.index.get_indexer(pd.Index(frame["person"]))
    strangers = where < 0
    frame = frame.copy()
    for column in (*CHARACTERISTICS.values(), *PARTS):
        if column not in once:
            continue
        kinds = once[column].cat
        codes = kinds.codes.to_numpy().copy()[where]
        codes[strangers] = -1
        told = pd.Series(pd.Categorical.from_codes(codes, categories=kinds.categories), index=frame.index)
        frame[column] = _staff_first(raw, told, frame, column, of.quality) if column in frame else told
    if raw.name != "training":
        of.quality.note("cases of people who are not staff", "they count in no group unless the row names one",
                        int(strangers.sum()), file=raw.file, sheet=raw.sheet)  # fmt: skip
    return frame


def _staff_first(
    raw: RawTable, told: "pd.Series[Any]", frame: "pd.DataFrame", column: str, quality: DataQuality
) -> "pd.Series[Any]":
    """What the staff table says goes before the row's own, since the ratio is of staff; what only one knows counts."""
    staff, own = told.astype(object), frame[column].astype(object)
    unknown = staff.isna() | (staff == NOT_KNOWN) | (staff == "")
    differ = ~unknown & own.notna() & (own != NOT_KNOWN) & (own != "") & (own != staff)
    quality.note(f"rows with another {column} than the staff table", "the staff table counts", int(differ.sum()),
                 file=raw.file, sheet=raw.sheet, column=raw.headings.get(column, column))  # fmt: skip
    return staff.where(~unknown, own.where(own.notna(), staff)).astype("category")
