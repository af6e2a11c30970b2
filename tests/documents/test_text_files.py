"""Text that is pasted or saved: tables of Markdown and HTML, columns kept apart by spaces, and sentences."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres_bot.documents.document import Document, Merge, NoteKind, TableBlock
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable

WORDS = st.text(st.sampled_from("ab1,;&<’"), min_size=1, max_size=6)
GRIDS = st.integers(2, 4).flatmap(lambda w: st.lists(st.lists(WORDS, min_size=w, max_size=w), min_size=1, max_size=5))
PROSE = "Networks met each month and said what they would like, and the board agreed to look at it.\n"


def read(text: str) -> Document:
    return read_document(text.encode(), name="pasted.txt")


def shown(document: Document) -> list[object]:
    return [
        [list(row) for row in block.rows] if isinstance(block, TableBlock) else (block.text, block.heading)
        for block in document.blocks
    ]


@settings(max_examples=40)
@given(GRIDS)
def test_a_table_of_markdown_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    rule = "|" + "---|" * len(rows[0])
    lines = [f"| {' | '.join(row)} |" for row in rows]
    document = read("\n".join([f"# Plan\n\n{lines[0]}", rule, *lines[1:], lines[0]]) + f"\n\n{PROSE}")
    assert shown(document) == [("Plan", 1), [*rows, rows[0]], (PROSE.strip(), 0)]
    assert document.tables[0].place == Place("pasted.txt", table=1)


def test_signs_of_markdown_are_no_words() -> None:
    text = "a | b\n--- | ---\n**HR**<br>OD | `x` \\| y\n"
    assert shown(read(text)) == [[["a", "b"], ["HR\nOD", "x | y"]]]


@settings(max_examples=40)
@given(GRIDS)
def test_a_table_of_html_reads_back_cell_by_cell(rows: list[list[str]]) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    made = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in rows)
    document = read(f"<html><body><h2>Plan</h2><table><tbody>{made}</tbody></table><p>After</p></body></html>")
    assert shown(document) == [("Plan", 2), rows, ("After", 0)]
    assert document.format == "HTML"


def test_cells_of_html_have_lines_merges_and_tables_of_their_own() -> None:
    document = read(
        "<table><tr><th>Who<th>What</tr><tr><td rowspan=2>HR<br>OD<td><ul><li>one<li>two</ul></tr>"
        "<tr><td>see <s>June</s> July<table><tr><td>x</table></tr><tr><td colspan=2>all</table>"
    )
    first, inner = document.tables
    assert [list(row) for row in first.rows] == [
        ["Who", "What"], ["HR\nOD", "• one\n• two"], ["", "see July"], ["all", ""],
    ]  # fmt: skip
    assert first.merges == (Merge(1, 0, 2, 0), Merge(3, 0, 3, 1))
    assert (inner.rows, [note.kind for note in document.notes]) == ([["x"]], [NoteKind.NESTED_TABLE])


def test_columns_kept_apart_by_spaces_are_a_table_and_said() -> None:
    text = "Ref   Action to take     Lead\n1     Train each panel   Head of HR\n2     Check adverts      OD Lead\n"
    document = read(text)
    assert shown(document) == [
        [["Ref", "Action to take", "Lead"], ["1", "Train each panel", "Head of HR"], ["2", "Check adverts", "OD Lead"]]
    ]
    assert [note.kind for note in document.notes] == [NoteKind.ALIGNED_TABLE]


def test_sentences_are_text_and_no_table() -> None:
    document = read(
        PROSE + "They wrote down what they had heard.\nIt took a year, two leads, and much talk in between.\n"
    )
    assert (document.tables, document.format, len(document.texts)) == ([], "text", 1)


@pytest.mark.parametrize(
    "text",
    ["ref\n1.1\n1.2\n", "a,b\nc,d\n", "Plan, version 3, May 2024\n\na;b\nc;d\n",
     'what,who\n"Train all panels, then look again at the adverts we use",HR\n'],
)  # fmt: skip
def test_a_csv_file_stays_one_table(text: str) -> None:
    document = read(text)
    assert (len(document.blocks), document.format) == (1, "CSV")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_may_be_in_any_usual_encoding(encoding: str) -> None:
    page = f'<html><meta charset="{encoding}"><table><tr><td>café £5</td></tr></table></html>'
    assert read_document(page.encode(encoding)).tables[0].rows == [["café £5"]]


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(Unreadable) as wrong:
        read("<html><script>x</script></html>")
    assert wrong.value.reason is Reason.EMPTY_FILE


def test_an_entity_of_html_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("secret")
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{tmp_path}/x">]><table><tr><td>&a;</td></tr></table>'
    assert "secret" not in str(read(page).blocks)
