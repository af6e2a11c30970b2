"""Presentations: the tables and words of each slide."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Cm

from wres_bot.documents.document import Document, Merge, NoteKind, TableBlock
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable

CELLS = st.text(st.sampled_from("ab1 .–&<’\u200b\n"), max_size=6).map(
    lambda text: "\n".join(line.strip(" ") for line in text.split("\n")).strip()
)


def made(*fills: Callable[[Any], None]) -> Document:
    """A presentation with a slide for each of these."""
    presentation = Presentation()
    for fill in fills:
        fill(presentation.slides.add_slide(presentation.slide_layouts[5]))
    out = io.BytesIO()
    presentation.save(out)
    return read_document(out.getvalue(), name="plan.pptx")


def add_table(slide: Any, rows: list[list[str]], top: float = 5) -> Any:
    table = slide.shapes.add_table(len(rows), len(rows[0]), Cm(2), Cm(top), Cm(20), Cm(6)).table
    for n, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(n, column).text = text
    return table


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 4).flatmap(lambda w: st.lists(st.lists(CELLS, min_size=w, max_size=w), max_size=4)))
def test_a_table_on_a_slide_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    wide = len(rows[0]) if rows else 2
    grid = [["heading"] * wide, *rows, ["end"] * wide]
    (found,) = made(lambda slide: add_table(slide, grid)).tables
    assert [list(row) for row in found.rows] == grid


def test_slides_are_read_in_order_each_from_its_title_down() -> None:
    def first(slide: Any) -> None:
        add_table(slide, [["low"]], top=12)
        add_table(slide, [["high"]], top=4)
        slide.shapes.title.text = "Recruitment"
        slide.shapes.add_textbox(Cm(1), Cm(8), Cm(5), Cm(2)).text_frame.text = "between"

    read = made(first, lambda slide: add_table(slide, [["next"]]))
    shown = [(b.place.page, b.rows[0][0] if isinstance(b, TableBlock) else (b.text, b.heading)) for b in read.blocks]
    assert shown == [(1, ("Recruitment", 1)), (1, "high"), (1, ("between", 0)), (1, "low"), (2, "next")]
    assert [table.place for table in read.tables] == [
        Place("plan.pptx", page=1, table=1), Place("plan.pptx", page=1, table=2), Place("plan.pptx", page=2, table=3),
    ]  # fmt: skip


def test_merged_cells_have_their_extent() -> None:
    def fill(slide: Any) -> None:
        table = add_table(slide, [["a", "b", "c"], ["HR", "d", "e"], ["", "f", "g"], ["Recruitment", "", ""]])
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 0).merge(table.cell(3, 2))

    (found,) = made(fill).tables
    assert found.merges == (Merge(1, 0, 2, 0), Merge(3, 0, 3, 2))
    assert found.rows[1][0] == "HR" and found.rows[2][0] == ""


def test_what_a_slide_hides_or_strikes_through_is_told() -> None:
    def fill(slide: Any) -> None:
        cell = add_table(slide, [["a"], ["b"]]).cell(1, 0)
        cell.text = "June "
        cell.text_frame.paragraphs[0].runs[0].font._rPr.set("strike", "sngStrike")
        cell.text_frame.paragraphs[0].add_run().text = "July"
        slide._element.set("show", "0")
        slide.notes_slide.notes_text_frame.text = "say this"

    read = made(fill)
    assert read.tables[0].rows == [["a"], ["July"]]
    assert [(note.kind, note.is_unread) for note in read.notes] == [
        (NoteKind.HIDDEN_SLIDE, False), (NoteKind.STRUCK_THROUGH, True), (NoteKind.SPEAKER_NOTES, True),
    ]  # fmt: skip


def test_slides_without_a_word_are_refused() -> None:
    with pytest.raises(Unreadable) as wrong:
        made(lambda slide: None)
    assert wrong.value.reason is Reason.EMPTY_FILE
