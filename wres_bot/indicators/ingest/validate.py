"""Owns what only an extract's rows together show: people twice, two rows for one band, more than there can be."""

from typing import TYPE_CHECKING

from wres_bot.indicators.dimensions import CHARACTERISTICS, NOT_KNOWN, PARTS
from wres_bot.indicators.ingest.extract import Extract
from wres_bot.indicators.ingest.findings import DataQuality, share_words
from wres_bot.indicators.ingest.pii import quote_safely
from wres_bot.indicators.ingest.recode import WHOLE_GROUPS, ethnic_row_key, is_no_number, parse_number
from wres_bot.indicators.ingest.text_tables import RawTable

if TYPE_CHECKING:
    import pandas as pd

COUNT_COLUMNS = {"staff": "headcount", "recruitment": "shortlisted", "cases": "cases", "capability": "cases",
          "training": "trained", "survey": "answered", "board": "headcount"}  # fmt: skip
"""The column that makes each row of a table a count of people and not a person."""
ROW_NAMES = {"staff": "people", "recruitment": "applications", "cases": "disciplinary cases",
         "capability": "capability cases", "training": "people trained", "board": "board members"}  # fmt: skip


def validate_extract(extract: Extract) -> None:
    """Tells what is doubtful, and takes out what must not count twice."""
    for name, frame in extract.frames.items():
        raw, quality = extract.raw[name], extract.quality
        if is_counted(name, frame) or name == "survey":
            _one_row_each(name, frame, raw, quality)
            _whole_and_parts(frame, raw, quality)
        elif name == "staff":
            frame = extract.frames[name] = _people_once(frame, raw, quality)
        if name == "staff" and "band" in frame:
            blank = int(((frame["band"] == "") | frame["band"].isna()).sum())
            expected = "a band, VSM or medical; they count in the workforce and in no band"
            quality.note("staff without a band", expected, blank, file=raw.file, sheet=raw.sheet)
        if name == "recruitment" and "applicant" in frame:
            again = int((frame["applicant"].duplicated() & (frame["applicant"] != "")).sum())
            quality.note("an applicant's id again", "one row for each application; each counts", again, file=raw.file,
                         sheet=raw.sheet, column=raw.headings["applicant"])  # fmt: skip
        if name == "recruitment" and {"shortlisted", "appointed"} <= set(frame):
            frame = extract.frames[name] = _appointed(frame, raw, quality)
        if name == "survey":
            _answers(frame, raw, quality)
        _facts(name, frame, quality)


def is_counted(name: str, frame: "pd.DataFrame") -> bool:
    """Each row is a count of people, not a person."""
    column = COUNT_COLUMNS[name]
    return column in frame and frame[column].dtype.kind == "i"


def _facts(name: str, frame: "pd.DataFrame", quality: DataQuality) -> None:
    if name not in ROW_NAMES:
        return
    weight = frame[COUNT_COLUMNS[name]] if is_counted(name, frame) else None
    total = int(weight.sum()) if weight is not None else len(frame)
    fact = f"{name}: {total:,} {ROW_NAMES[name]}"
    for column in CHARACTERISTICS.values():
        if column in frame:
            unknown = (frame[column] == NOT_KNOWN) | frame[column].isna()
            n = int((weight[unknown] if weight is not None else unknown).sum())
            fact += f", {column} not known of {share_words(n, total)}"
    quality.facts.append(fact)


def _people_once(frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> "pd.DataFrame":
    if "person" not in frame:
        return frame
    ids = frame["person"]
    blank = ids.isna() | (ids == "")
    quality.note("staff without an id", "an id each; each counts once", int(blank.sum()), file=raw.file,
                 sheet=raw.sheet, column=raw.headings["person"])  # fmt: skip
    again = ids.duplicated() & ~blank
    if not again.any():
        return frame
    first = raw.row_of(int(frame.index[int(again.to_numpy().argmax())]))
    quality.note("a person's id again", "one row per person; the first row counts", int(again.sum()), file=raw.file,
                 sheet=raw.sheet, row=first, column=raw.headings["person"])  # fmt: skip
    return frame[~again]


def _one_row_each(name: str, frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> None:
    """A count stands once for each group and part; which of two is right, nobody here can say."""
    keys = [c for c in (*CHARACTERISTICS.values(), *PARTS, "question", "voting", "executive", "mandatory", "date")
            if c in frame]  # fmt: skip
    if name != "survey" and any(c in frame for c in ("person", "applicant")):
        return
    merged = [c for c in CHARACTERISTICS.values() if c in frame]
    # Codes A and B are both white, so two rows of one group are two only when the file says the same of both.
    texts = frame[keys].astype(object)
    for column in merged:
        own = raw.frame[column].loc[frame.index].astype(object)
        texts[column] = own.map({text: _row_named(column, text) for text in own.unique()})
    again = texts.duplicated()
    if again.any():
        at = int(again.to_numpy().argmax())
        row = frame.iloc[at]
        shown = ", ".join(str(row[c]) for c in keys if str(row[c]))
        quality.findings.append(raw.finding(f"two rows for {shown}", "one row for each", keys[-1] if keys else "",
                                            int(frame.index[at]), count=int(again.sum())))  # fmt: skip


def _row_named(column: str, text: object) -> str:
    words = str(text) if isinstance(text, str) else ""
    return ethnic_row_key(words) if column == "ethnicity" else words.casefold().strip()


def _whole_and_parts(frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> None:
    """A row for everybody of a group beside rows for parts of it looks like a total."""
    if "ethnicity" not in frame:
        return
    own = raw.frame["ethnicity"].loc[frame.index].astype(object)
    pairs = zip(own, frame["ethnicity"].astype(object), strict=True)
    rows = {_row_named("ethnicity", text): group for text, group in pairs}
    for group in dict.fromkeys(WHOLE_GROUPS.values()):
        if group in rows and any(of == group and name != group for name, of in rows.items()):
            quality.note(f"rows for {group} as a whole beside rows for parts of it", "one or the other; both count",
                         file=raw.file, sheet=raw.sheet, column=raw.headings["ethnicity"])  # fmt: skip


def _appointed(frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> "pd.DataFrame":
    """Nobody is appointed from a shortlist without having stood on it."""
    if is_counted("recruitment", frame):
        if frame["appointed"].dtype.kind != "i":
            quality.findings.append(raw.finding("yes or no beside counts", "counts in both columns", "appointed"))
            return frame
        over = frame["appointed"] > frame["shortlisted"]
        if over.any():
            index = int(frame.index[int(over.to_numpy().argmax())])
            row = frame.loc[index]
            quality.findings.append(raw.finding(f"{row['appointed']} appointed of {row['shortlisted']} shortlisted",
                                                "no more appointed than shortlisted", "appointed", index))  # fmt: skip
        return frame
    if frame["appointed"].dtype.kind == "i":
        quality.findings.append(raw.finding("counts beside yes or no", "yes or no in both columns", "appointed"))
        return frame
    stray = (frame["appointed"] == "yes") & (frame["shortlisted"] != "yes")
    quality.note("applicants appointed but not shortlisted", "both, or neither; they are left out", int(stray.sum()),
                 file=raw.file, sheet=raw.sheet)  # fmt: skip
    return frame[~stray]


def _answers(frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> None:
    if {"yes", "answered"} <= set(frame):
        over = frame["yes"] > frame["answered"]
        if over.any():
            index = int(frame.index[int(over.to_numpy().argmax())])
            answers = f"{frame['yes'][index]} of {frame['answered'][index]} who answered"
            quality.findings.append(raw.finding(answers, "no more than answered", "yes", index))
    if "percent" in frame:
        for place, text in frame["percent"].astype(object).items():
            index = int(str(place))
            words = "" if text is None or text != text else str(text)
            value = parse_number(words)
            if is_no_number(words):
                quality.note(f"“{words}”", "a percentage; there is no value", file=raw.file, sheet=raw.sheet,
                             row=raw.row_of(index), column=raw.headings["percent"])  # fmt: skip
            elif value is None or not 0 <= value <= 100:
                quality.findings.append(
                    raw.finding(quote_safely(words), "a percentage from 0 to 100, or n/a", "percent", index)
                )
