"""Owns what only an extract's rows together show: people twice, two rows for one band, more than there can be."""

from typing import TYPE_CHECKING

from wres_bot.domain.pay_bands import MEDICAL
from wres_bot.indicators.dimensions import CHARACTERISTICS, NOT_KNOWN, PARTS
from wres_bot.indicators.ingest.ethnicity import WHOLE_GROUPS, read_column
from wres_bot.indicators.ingest.extract import Extract
from wres_bot.indicators.ingest.findings import DataQuality, share_words
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
        if is_counted(name, frame) and name != "survey":
            _one_row_each(name, frame, raw, quality)
            _whole_and_parts(frame, raw, quality)
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
        _facts(name, frame, quality)


def is_counted(name: str, frame: "pd.DataFrame") -> bool:
    """Each row is a count of people, not a person."""
    column = COUNT_COLUMNS[name.partition(" ")[0]]
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


def _one_row_each(name: str, frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> None:
    """A count stands once for each group and part; which of two is right, nobody here can say."""
    keys = [c for c in (*CHARACTERISTICS.values(), *PARTS, "question", "voting", "executive", "mandatory", "date")
            if c in frame]  # fmt: skip
    if any(c in frame for c in ("person", "applicant")):
        return
    merged = [c for c in CHARACTERISTICS.values() if c in frame]
    # Codes A and B are both white, so two rows of one group are two only when the file says the same of both.
    texts = frame[keys].astype(object)
    for column in merged:
        own = raw.frame[column].loc[frame.index].astype(object)
        texts[column] = own.map({text: _row_named(column, text) for text in own.unique()})
    if "band" in texts and "band" in raw.frame:
        # Grades of doctors are rows of their own, and all of them are medical.
        own = raw.frame["band"].loc[frame.index].astype(object)
        texts["band"] = texts["band"].where(texts["band"] != MEDICAL, own)
    again = texts.duplicated()
    if again.any():
        at = int(again.to_numpy().argmax())
        row = frame.iloc[at]
        shown = ", ".join(str(row[c]) for c in keys if str(row[c]))
        quality.findings.append(raw.finding(f"two rows for {shown}", "one row for each", keys[-1] if keys else "",
                                            int(frame.index[at]), count=int(again.sum())))  # fmt: skip


def _row_named(column: str, text: object) -> str:
    words = str(text) if isinstance(text, str) else ""
    if column != "ethnicity":
        return words.casefold().strip()
    found = read_column([words], {})[words]
    return found.key if found else words.casefold().strip()


def _whole_and_parts(frame: "pd.DataFrame", raw: RawTable, quality: DataQuality) -> None:
    """A row for everybody of a group beside rows for parts of it looks like a total."""
    if "ethnicity" not in frame:
        return
    own = raw.frame["ethnicity"].loc[frame.index].astype(object)
    pairs = zip(own, frame["ethnicity"].astype(object), strict=True)
    rows = {_row_named("ethnicity", text): group for text, group in pairs}
    for group in dict.fromkeys(WHOLE_GROUPS.values()):
        if group in rows and any(of == group and name != group for name, of in rows.items()):
            found, expected = f"rows for {group} as a whole beside rows for parts of it", "one or the other"
            quality.findings.append(raw.finding(found, f"{expected}, so that nobody counts twice", "ethnicity"))


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
