"""PDF files: tables by what is drawn and by how words are aligned, over pages; and what is only a picture.

Those in `files/` were made with LibreOffice from a document or a sheet; the others are drawn here.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from wres_bot.documents.document import Document, Merge, NoteKind
from wres_bot.documents.formats import read_document
from wres_bot.documents.page_layout import Word, find_margins, join_lines
from wres_bot.documents.tables import PLAN_LIMITS, Place, Reason, Unreadable

FILES = Path(__file__).parent / "files"
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BODY = getSampleStyleSheet()["BodyText"]
WORDS = st.lists(st.sampled_from(["review", "panels", "HR", "by", "June", "2025", "and"]), min_size=1, max_size=12).map(
    " ".join
)


def made(*content: object) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4)).build(list(content))
    return out.getvalue()


def table(rows: list[list[str]], style: object = GRID, repeat: int = 0, width: float = 130) -> Table:
    cells = [[Paragraph(text.replace("\n", "<br/>"), BODY) for text in row] for row in rows]
    return Table(cells, colWidths=[width] * len(rows[0]), style=style, repeatRows=repeat)


def read(data: bytes) -> Document:
    return read_document(data, name="plan.pdf")


def canvas(*pages: Callable[[Canvas], object]) -> bytes:
    out = io.BytesIO()
    drawn = Canvas(out, pagesize=A4)
    for draw in pages:
        draw(drawn)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


@settings(deadline=None, max_examples=8)
@given(st.integers(2, 5).flatmap(lambda w: st.lists(st.lists(WORDS, min_size=w, max_size=w), min_size=2, max_size=30)))
def test_a_drawn_table_reads_back_cell_by_cell_however_its_words_are_wrapped_and_over_pages(
    rows: list[list[str]],
) -> None:
    for n, row in enumerate(rows):
        row[0] = f"{n} {row[0]}"
    (found,) = read(made(table(rows))).tables
    assert [list(row) for row in found.rows] == rows


def test_a_break_made_on_purpose_is_kept_and_one_of_the_width_is_not() -> None:
    rows = [
        ["Lead", "Action"],
        ["Head of HR\nEDI Lead", "Train every panel in how to choose fairly and well-\nbeing for all"],
    ]
    (found,) = read(made(table(rows))).tables
    assert found.rows[1] == ["Head of HR\nEDI Lead", "Train every panel in how to choose fairly and well-being for all"]


def test_entries_of_a_list_begin_on_lines_of_their_own() -> None:
    rows = [
        ["Progress", "Lead"],
        ["Panels trained, all those that sit this year:\n• first cohort\n2. second cohort", "HR"],
    ]
    (found,) = read(made(table(rows))).tables
    assert found.rows[1][0].split("\n")[1:] == ["• first cohort", "2. second cohort"]


def test_merged_cells_have_their_extent() -> None:
    rows = [["a", "b", "c"], ["HR", "d", "e"], ["", "f", "g"], ["Recruitment", "", ""]]
    style = [*GRID, ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (2, 3))]
    (found,) = read(made(table(rows, style))).tables
    assert [list(row) for row in found.rows] == rows
    assert found.merges == (Merge(1, 0, 2, 0), Merge(3, 0, 3, 2))


def test_a_table_over_pages_is_one_without_its_headings_again() -> None:
    rows = [["Ref", "Action"], *([str(n), f"Action {n}"] for n in range(60))]
    document = read(made(table(rows, repeat=1), Spacer(1, 20), Paragraph("After it.", BODY)))
    (found,) = document.tables
    assert [list(row) for row in found.rows] == rows
    pages = [found.place_of(n).page for n in range(61)]
    assert pages == sorted(pages, key=str) and pages[0] == 1 and pages[-1] == 3
    assert found.place_of(60, 1).column == "B"
    assert [text.text for text in document.texts] == ["After it."]


def test_tables_with_text_between_them_or_other_columns_stay_apart() -> None:
    rows = [["a", "b"], ["c", "d"]]
    document = read(
        made(table(rows), Paragraph("Then", BODY), table(rows), Spacer(1, 30), table([["x", "y", "z"]] * 2))
    )
    assert [len(t.rows[0]) for t in document.tables] == [2, 2, 3]
    assert [t.place.table for t in document.tables] == [1, 2, 3]


def test_a_plan_of_a_word_processor_is_read_over_eight_pages() -> None:
    document = read_document(FILES / "over-pages.pdf")
    plan, careers = document.tables
    assert [row[0] for row in plan.rows] == ["Ref", *(f"1.{n}" for n in range(1, 31))]
    assert plan.rows[4] == [
        "1.4",
        "Review how panels are made up and publish the share of panels with a member from an ethnic minority "
        "background each quarter, item 4",
        "EDI Manager",
        "31 March 2025",
        "Panels trained\n• first cohort\n• second cohort",
    ]
    assert plan.rows[3][2] == "Head of HR\nDeputy Director of Workforce and Organisational Development"
    assert careers.merges == (Merge(1, 0, 2, 0), Merge(3, 0, 3, 2))
    assert [(t.text, t.heading) for t in document.texts if t.heading] == [
        ("Race equality action plan 2024-25", 1), ("Recruitment", 2), ("Careers", 2),
    ]  # fmt: skip
    kinds = [note.kind for note in document.notes]
    assert set(kinds) == {NoteKind.PAGE_MARGINS, NoteKind.ROW_OVER_PAGES} and kinds.count(NoteKind.ROW_OVER_PAGES) == 6


def test_shaded_rows_with_no_lines_between_their_cells_are_read_by_the_columns_of_the_others() -> None:
    (found,) = read_document(FILES / "shaded-rows.pdf").tables
    action = "Train every panel in how to choose fairly and say so in each advert"
    expected = [[str(n), action, "Head of HR\nEDI Lead", "June 2024"] for n in range(1, 6)]
    assert [list(row) for row in found.rows] == [["Ref", "Action", "Lead", "Due"], *expected]
    assert found.merges == ()


def test_a_table_with_no_lines_is_read_by_where_its_words_stand_and_said() -> None:
    document = read_document(FILES / "no-lines.pdf")
    (found,) = document.tables
    assert len(found.rows) == 60 and found.rows[0] == ["No", "What we will do", "Who", "When", "RAG"]
    assert found.rows[59] == [
        "59",
        "Set up reverse mentoring for the board, ten pairs a year; look at it each spring with the network",
        "Chief People Officer / EDI Lead",
        "Q4 2025",
        "Green",
    ]
    assert [note.kind for note in document.notes] == [NoteKind.ALIGNED_TABLE]


def test_a_heading_across_is_a_row_of_an_aligned_table_and_words_after_it_are_not() -> None:
    def draw(on: Canvas) -> None:
        lines = [("Ref", "Action", "Lead"), ("Recruitment and what comes before it",), ("1", "Train", "HR"),
                 ("2", "Check", "OD"), ("3", "Tell", "EDI")]  # fmt: skip
        for n, line in enumerate(lines):
            for text, x in zip(line, (72, 140, 300), strict=False):
                on.drawString(x, 700 - 20 * n, text)
        on.drawString(72, 560, "What follows the table runs across the page and belongs to nobody's row.")

    document = read(canvas(draw))
    assert [list(row) for row in document.tables[0].rows] == [
        ["Ref", "Action", "Lead"], ["Recruitment and what comes before it", "", ""], ["1", "Train", "HR"],
        ["2", "Check", "OD"], ["3", "Tell", "EDI"],
    ]  # fmt: skip
    assert len(document.texts) == 1


def test_text_in_paragraphs_is_no_table() -> None:
    prose = " ".join(["Networks met each month and said what they would like to see done by the board."] * 12)
    document = read(made(Paragraph(prose, BODY), Spacer(1, 12), Paragraph(prose, BODY)))
    assert (document.tables, [text.text for text in document.texts]) == ([], [prose, prose])


# What is not read, and what is refused


def _picture(on: Canvas) -> None:
    from PIL import Image

    on.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 50, 100, 450, 600)


def test_a_page_that_is_a_picture_is_told_and_a_file_of_them_is_refused() -> None:
    document = read(canvas(lambda on: on.drawString(72, 700, "A page of words"), _picture))
    assert [(n.kind, n.place, n.is_unread) for n in document.notes] == [
        (NoteKind.PAGE_WITHOUT_TEXT, Place("plan.pdf", page=2), True)
    ]
    assert refused(canvas(_picture, _picture)).reason is Reason.NO_TEXT
    assert refused(canvas(lambda on: None)).reason is Reason.EMPTY_FILE


def test_a_large_picture_beside_words_is_told() -> None:
    def both(on: Canvas) -> None:
        _picture(on)
        on.drawString(72, 750, "The plan is in the picture")

    assert [note.kind for note in read(canvas(both)).notes] == [NoteKind.PICTURES]


def test_words_drawn_over_each_other_are_told() -> None:
    def draw(on: Canvas) -> None:
        on.drawString(72, 700, "Head of Workforce")
        on.drawString(80, 701, "and the network")

    assert NoteKind.OVERLAPPING_WORDS in [note.kind for note in read(canvas(draw)).notes]


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as wrong:
        read(data)
    return wrong.value


def test_a_file_that_is_locked_cut_short_or_too_long_is_refused() -> None:
    out = io.BytesIO()
    locked = Canvas(out, encrypt="secret")
    locked.drawString(72, 700, "Words")
    locked.save()
    assert refused(out.getvalue()).reason is Reason.LOCKED
    whole = (FILES / "no-lines.pdf").read_bytes()
    assert refused(whole[: len(whole) // 3]).reason in (Reason.DAMAGED, Reason.EMPTY_FILE)
    assert refused(b"%PDF-1.7 and nothing else").reason in (Reason.DAMAGED, Reason.EMPTY_FILE)
    words = [lambda on: on.drawString(72, 700, "Words on a page")] * 3
    assert read_document(canvas(*words), replace(PLAN_LIMITS, pages=3)).texts
    with pytest.raises(Unreadable) as wrong:
        read_document(canvas(*words), replace(PLAN_LIMITS, pages=2))
    assert (wrong.value.reason, wrong.value.found) == (Reason.TOO_MANY_PAGES, "3 pages")


def test_progress_is_told_after_each_page() -> None:
    told: list[tuple[int, int]] = []
    data = canvas(*[lambda on: on.drawString(72, 700, "Words on a page")] * 3)
    read_document(data, on_progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# Layout


def test_what_stands_at_the_foot_of_most_pages_is_a_margin() -> None:
    pages = [[(0.05, "Trust board"), (0.5, "Trust board"), (0.95, f"Page {n} of 3")] for n in range(1, 4)]
    assert find_margins(pages) == {"Trust board", "Page  of"}
    assert find_margins(pages[:2]) == frozenset()
    assert find_margins([[(0.5, "same")]] * 5) == frozenset()


@pytest.mark.parametrize(("width", "joined"), [(64.0, "one two"), (66.0, "one\ntwo")])
def test_a_break_is_the_authors_own_where_the_next_word_would_have_fitted(width: float, joined: str) -> None:
    one, two = Word(0, 0, 30, 10, "one"), Word(0, 12, 32, 22, "two")
    assert join_lines([[one], [two]], width) == joined
    assert join_lines([], width) == ""
