"""One reader for every file: what comes back stands where it stood, in whichever format; and what is refused."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres_bot.documents.csv_files import find_separator, write_csv
from wres_bot.documents.formats import (
    CSV,
    FORMATS,
    PARQUET,
    XLS,
    XLSX,
    find_format,
    is_named_as_table,
    is_workbook,
    open_tables,
)
from wres_bot.documents.tables import (
    EXTRACT_LIMITS,
    PLAN_LIMITS,
    Limits,
    Place,
    Reason,
    Source,
    Table,
    Unreadable,
    clean_cell,
    column_letters,
    escape_formula,
    unescape_formula,
)
from wres_bot.documents.workbooks import write_workbook

GRID = [["id", "group", "note"], ["1", "white", "a, b"], ["", "", ""], ["2", "bme", "c\nd"]]
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(clean_cell)


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A header with a heading over each column, and rows as long; none is quite empty: a reader may leave it out."""
    wide = draw(st.integers(1, 4))
    filled = st.lists(CELLS, min_size=wide, max_size=wide).filter(any)
    return [[f"heading {n}" for n in range(wide)], *draw(st.lists(filled, min_size=1, max_size=8))]


def only(source: Source, limits: Limits = EXTRACT_LIMITS) -> Table:
    (found,) = open_tables(source, limits)
    return found


def padded(rows: list[list[str]], wide: int) -> list[list[str]]:
    return [[unescape_formula(clean_cell(cell)) for cell in row] + [""] * (wide - len(row)) for row in rows]


def parquet(columns: dict[str, list[object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def refused(source: Source, limits: Limits = EXTRACT_LIMITS) -> Unreadable:
    def read() -> None:
        for table in open_tables(source, limits):
            table.rows()
            table.columns(0, {0: "id", 1: "group", 2: "note"}, ())

    with pytest.raises(Unreadable) as wrong:
        read()
    return wrong.value


@settings(deadline=None)
@given(grid=grids(), write=st.sampled_from([write_csv, write_workbook]))
def test_what_we_write_reads_back_cell_by_cell(grid: list[list[str]], write: object) -> None:
    data = write_csv(grid) if write is write_csv else write_workbook(grid)
    table = only(data)
    assert padded(table.rows(), len(grid[0])) == grid
    assert padded(table.head(2), len(grid[0])) == grid[:2]


@settings(deadline=None)
@given(grid=grids(), write=st.sampled_from([write_csv, write_workbook]))
def test_columns_hold_the_same_cells_and_know_their_rows(grid: list[list[str]], write: object) -> None:
    data = write_csv(grid) if write is write_csv else write_workbook(grid)
    names = {index: f"column {index}" for index in range(len(grid[0]))}
    frame, row_of = only(data).columns(0, names, ("column 0",))
    assert list(frame.columns) == list(names.values())
    assert len(frame) == len(grid) - 1
    for index, cells in enumerate(frame.itertuples(index=False)):
        row = row_of(index)
        assert [unescape_formula(clean_cell(str(cell))) for cell in cells] == grid[row - 1]


@given(grid=grids())
@settings(deadline=None)
def test_parquet_gives_the_same_text_with_its_headings_apart(grid: list[list[str]]) -> None:
    table = only(parquet({name: [row[n] for row in grid[1:]] for n, name in enumerate(grid[0])}))
    assert list(table.schema or ()) == grid[0]
    assert table.rows() == table.head(len(grid)) == grid[1:]
    frame, row_of = table.columns(0, {0: "first"}, ())
    assert [str(cell) for cell in frame["first"]] == [row[0] for row in grid[1:]]
    assert row_of(0) == 1


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_blank_rows_count_and_are_no_entries(write: object) -> None:
    data = write_csv(GRID) if write is write_csv else write_workbook(GRID)
    if write is write_csv:  # a spreadsheet's blank line has no separators
        data = data.replace(b"\r\n,,\r\n", b"\r\n\r\n")
    frame, row_of = only(data).columns(0, {0: "id", 2: "note"}, ())
    assert [[str(cell) for cell in row] for row in frame.itertuples(index=False)] == [["1", "a, b"], ["2", "c\nd"]]
    assert [row_of(0), row_of(1)] == [2, 4]


def test_a_header_lower_down_is_where_the_caller_says() -> None:
    grid = [["Staff of one trust", "", ""], *GRID[:2], ["3", "bme", "e"]]
    for data in (write_csv(grid), write_workbook(grid)):
        frame, row_of = only(data).columns(1, {1: "group"}, ())
        assert ([str(cell) for cell in frame["group"]], row_of(0)) == (["white", "bme"], 3)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04 and so on", XLSX),
        (write_workbook(GRID), XLSX),
        (b"\xd0\xcf\x11\xe0 and so on", XLS),
        (b"PAR1 and so on", PARQUET),
        (b"PAR", CSV),
        (b"id,group", CSV),
    ],
    ids=["damaged", "XLSX", "XLS", "Parquet", "short", "CSV"],
)
def test_a_format_is_told_by_what_is_in_a_file(data: bytes, found: object, tmp_path: Path) -> None:
    assert find_format(data, Place(), EXTRACT_LIMITS) is found
    (tmp_path / "x.csv").write_bytes(data)
    assert is_workbook(tmp_path / "x.csv") is (found in (XLSX, XLS))


def test_a_name_says_nothing_of_what_a_file_is(tmp_path: Path) -> None:
    for n, data in enumerate((write_csv(GRID), write_workbook(GRID))):
        path = tmp_path / f"{n}.parquet"
        path.write_bytes(data)
        assert only(path).head(1) == [["id", "group", "note"]]
        assert only(path).place == Place(path.name, "" if n == 0 else "plan")


def test_what_is_no_file_is_no_workbook_and_cannot_be_read(tmp_path: Path) -> None:
    assert not is_workbook(tmp_path / "none.xlsx")
    assert refused(tmp_path / "none.xlsx").reason is Reason.MISSING


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a.csv", True), ("A.XLSX", True), ("a.ods", True), ("a.parquet", True), ("a.docx", False), (".a.csv", False),
     ("~$a.xlsx", False), ("csv", False)],
)  # fmt: skip
def test_a_folder_is_looked_through_by_names(name: str, is_one: bool) -> None:
    assert is_named_as_table(Path(name)) is is_one


def test_every_format_has_a_reader_a_limit_and_a_kind_of_its_own() -> None:
    assert {each.name for each in FORMATS if each.write} == {"CSV", "XLSX"}
    assert set(EXTRACT_LIMITS.files) == {each.name for each in FORMATS if each.open}
    assert set(PLAN_LIMITS.files) == {each.name for each in FORMATS if each.read}
    kinds = [kind for each in FORMATS for kind in each.kinds]
    assert len(set(kinds)) == len(kinds)


def test_a_format_that_is_not_taken_is_refused() -> None:
    wrong = refused(parquet({"id": [1]}), PLAN_LIMITS)
    assert (wrong.reason, wrong.found) == (Reason.OTHER_FORMAT, "a Parquet file")
    assert wrong.expected.startswith("a Word, Excel, PowerPoint, PDF, OpenDocument or CSV file; ")


# Limits, each on it and one beyond


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    data = write_csv(GRID)
    assert only(data, replace(PLAN_LIMITS, files={"CSV": len(data)})).rows()
    wrong = refused(data, replace(PLAN_LIMITS, files={"CSV": len(data) - 1}))
    assert wrong.reason is Reason.TOO_LARGE
    assert refused(b"").reason is Reason.EMPTY_FILE


def test_a_workbook_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    data = write_workbook(GRID)
    assert only(data, replace(PLAN_LIMITS, files={"XLSX": len(data)})).rows()
    limits = replace(PLAN_LIMITS, files={"XLSX": len(data) - 1, "CSV": len(data)})
    assert refused(data, limits).reason is Reason.WORKBOOK_TOO_LARGE


def test_a_workbook_may_unpack_to_its_limit_and_no_further() -> None:
    data = write_workbook(GRID)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    assert only(data, replace(PLAN_LIMITS, unpacked=size)).rows()
    wrong = refused(data, replace(PLAN_LIMITS, unpacked=size - 1))
    assert (wrong.reason, wrong.found) == (Reason.UNPACKS_TOO_LARGE, "a workbook that unpacks to a very large size")


def test_a_sheet_counts_by_the_rectangle_its_cells_span() -> None:
    data = write_workbook([["x"] * 27] * 3)
    assert only(data, replace(PLAN_LIMITS, cells=81)).rows()
    wrong = refused(data, replace(PLAN_LIMITS, cells=80))
    assert (wrong.reason, wrong.found) == (Reason.SHEET_TOO_LARGE, "a sheet of 3 rows and 27 columns")


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_are_counted_whatever_prefix_the_markup_has(prefix: str) -> None:
    source, out = zipfile.ZipFile(io.BytesIO(write_workbook([["x"]] * 4))), io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as made:
        for entry in source.infolist():
            made.writestr(entry, source.read(entry).replace(b"<row ", f"<{prefix}row ".encode()))
    assert refused(out.getvalue(), replace(PLAN_LIMITS, cells=26 * 3)).reason is Reason.SHEET_TOO_LARGE


def test_parquet_may_have_its_most_rows_and_no_more() -> None:
    data = parquet({"id": [1, 2, 3]})
    assert only(data, replace(EXTRACT_LIMITS, rows=3)).rows() == [["1"], ["2"], ["3"]]
    wrong = refused(data, replace(EXTRACT_LIMITS, rows=2))
    assert (wrong.reason, wrong.found) == (Reason.TOO_MANY_ROWS, "3 rows")
    assert refused(parquet({"id": []})).reason is Reason.NO_ROWS


# CSV


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_every_encoding_gives_the_same(encoding: str) -> None:
    grid = [["id", "prénom or £", "note"], ["1", "café", "plain"]]
    data = "\r\n".join(",".join(row) for row in grid).encode(encoding)
    assert only(data).rows() == grid
    frame, _ = only(data).columns(0, {1: "word"}, ())
    assert list(frame["word"]) == ["café"]


def test_an_encoding_may_show_only_far_down() -> None:
    lines = ["id,word", *(f"{n},plain" for n in range(40_000)), "40000,café"]
    data = "\n".join(lines).encode("cp1252")
    frame, row_of = only(data).columns(0, {1: "word"}, ())
    assert (str(frame["word"].iloc[-1]), row_of(40_000)) == ("café", 40_002)
    assert only(data).rows()[-1] == ["40000", "café"]


def test_bytes_that_cp1252_does_not_have_are_letters_all_the_same() -> None:
    assert only(b"id,word\n1,\x81\xe9\n").rows()[1] == ["1", "\x81é"]


@pytest.mark.parametrize(
    ("text", "separators", "found"),
    [
        ("a,b;c;d", ",;\t", ";"),
        ("a,b;c", ",;", ","),
        ("a,b;c", ";,", ";"),
        ('"a;b;c",d', ",;", ","),
        ("title\n\na\tb", ",;\t", "\t"),
        ("a|b", ",;\t", ","),
        ("a|b", ",;\t|", "|"),
        ("\n" * 300 + "a;b", ",;", ";"),
        ("Plan, version 3, May 2024\n\na;b\nc;d", ",;", ";"),
        ("Review, agree, publish;HR;June\nTrain leads, then staff;OD;July\nTell staff;EDI;May", ",;", ";"),
        ("a,b,c\nx; y,z,w\nx; y,z,w", ",;", ","),
        ('a;"one, two\nthree, four\nfive, six"\nb;"seven, eight\nnine, ten"', ",;", ";"),
        ("a,b,c\n1,2,3\n4,5\n6,7,8", ",;", ","),
        ("", ",;", ","),
    ],
)
def test_the_separator_is_the_one_that_most_lines_use(text: str, separators: str, found: str) -> None:
    assert find_separator(text, separators) == found


def test_a_row_that_is_longer_or_shorter_is_told_with_its_number() -> None:
    for line, cells in ((b"3,4", "2 cells"), (b"3,4,5,6", "4 cells")):
        wrong = refused(b"id,group,note\n1,2,3\n\n" + line + b"\n")
        assert (wrong.reason, wrong.place.row, wrong.found) == (Reason.RAGGED, 4, cells)


def test_what_is_no_table_is_told_by_its_reason() -> None:
    assert refused(b"id,group,note\n").reason is Reason.NO_ROWS
    assert refused(b" \n \n").reason is Reason.EMPTY_FILE
    assert refused(b"id\x00group\x01\x00\x00\x02x\x03").reason is Reason.NOT_TEXT
    quote = refused(b'id,group,note\n1,2,3\n4,"' + b"5" * 140_000)
    assert (quote.reason, quote.place.row) == (Reason.OPEN_QUOTE, 3)
    assert refused(b"PK\x03\x04 no zip").reason is Reason.DAMAGED_WORKBOOK
    assert refused(b"PAR1 no parquet").reason is Reason.DAMAGED_PARQUET


def test_a_refusal_never_repeats_a_cell() -> None:
    for data in (b"id,group,note\nJane Doe,2\n", b'id,group,note\n"Jane Doe'):
        wrong = refused(data)
        assert "Jane" not in f"{wrong} {wrong.found} {wrong.expected} {wrong.place}"


# Cells


@given(CELLS)
def test_no_cell_we_write_can_run_and_each_comes_back(text: str) -> None:
    written = escape_formula(text)
    assert not written.startswith(("=", "+", "-", "@"))
    assert unescape_formula(written) == text


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_by_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_a_place_keeps_its_file_and_sheet() -> None:
    assert Place("a.xlsx", "Staff", 3, "id").at(7) == Place("a.xlsx", "Staff", 7, "")
