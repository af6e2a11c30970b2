"""Files of every format that were damaged on their way, or made to do harm: read, or refused with what to do."""

import io
import random
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pptx.util import Cm

from tests.documents.test_document import saved, workbook
from tests.slices import times
from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import PLAN_LIMITS, Reason, Unreadable

FILES = Path(__file__).parent / "files"
pytestmark = pytest.mark.simulation


@cache
def sample(name: str) -> bytes:
    """A small file of each format."""
    out = io.BytesIO()
    match name:
        case "docx":
            document = docx.Document()
            document.add_table(2, 2).cell(0, 0).text = "a"
            document.save(out)
        case "pptx":
            presentation = Presentation()
            slide = presentation.slides.add_slide(presentation.slide_layouts[5])
            slide.shapes.add_table(2, 2, Cm(1), Cm(1), Cm(9), Cm(4)).table.cell(0, 0).text = "a"
            presentation.save(out)
        case "xlsx":
            out.write(saved(workbook(Plan=[["a", 1.5], ["#N/A", "=1+1"]])))
        case "csv":
            out.write(write_csv([["a", "b"], ["c", "d\ne"]]))
        case "html":
            out.write(b"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>")
        case _:
            out.write((FILES / name).read_bytes())
    return out.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, cut out, or its end missing; a packed one inside its parts too."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            entries = source.infolist()
            hit = chance.choice([entry for entry in entries if entry.filename.endswith((".xml", ".rels"))])
            for entry in entries:
                part = source.read(entry)
                target.writestr(entry.filename, spoiled(part, chance) if entry is hit else part)
        return out.getvalue()
    return spoiled(data, chance)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(changed)), chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[max(0, at - size) : at]
            case _:
                del changed[at + size * 20 :]
        if not changed:
            return b"x"
    return bytes(changed)


@pytest.mark.parametrize(
    "name",
    ["docx", "pptx", "xlsx", "csv", "html", "formats.ods", "formats.xls", "lists.odt", "merged.odp", "shaded-rows.pdf"],
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    chance = random.Random(name)
    for _ in range(times(2 if name.endswith(".pdf") else 8)):
        data = damaged(sample(name), chance)
        with suppress(Unreadable):
            read_document(data)


@pytest.mark.parametrize("name", ["docx", "pptx", "xlsx", "formats.ods", "lists.odt"])
def test_a_part_that_unpacks_to_very_much_is_refused_before_it_is_unpacked(name: str) -> None:
    out = io.BytesIO(sample(name))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/more.xml", b" " * (PLAN_LIMITS.unpacked + 1))
    with pytest.raises(Unreadable) as wrong:
        read_document(out.getvalue())
    assert wrong.value.reason is Reason.UNPACKS_TOO_LARGE


def test_ten_million_empty_cells_are_refused() -> None:
    book = workbook(Plan=[["a"]])
    book["Plan"]["J1000000"] = " "
    with pytest.raises(Unreadable) as wrong:
        read_document(saved(book))
    assert wrong.value.reason is Reason.SHEET_TOO_LARGE


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"PK\x03\x04", b"a,b"])
def test_two_hundred_megabytes_are_refused_before_they_are_read(start: bytes, tmp_path: Path) -> None:
    large = tmp_path / "plan"
    with large.open("wb") as file:
        file.write(start)
        file.truncate(200_000_000)
    with pytest.raises(Unreadable) as wrong:
        read_document(large)
    assert (wrong.value.reason, wrong.value.found) == (Reason.TOO_LARGE, "a file of 200 MB")


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"\x89PNG\r\n\x1a\n", "a picture"), (b"{\\rtf1 x}", "a rich text file"), (b"Rar!\x1a", "a packed folder"),
     (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "a Word document in the format of before 2007")],
)  # fmt: skip
def test_what_is_known_and_not_taken_is_named(start: bytes, what: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read_document(start)
    assert wrong.value.found.startswith(what) and wrong.value.expected
