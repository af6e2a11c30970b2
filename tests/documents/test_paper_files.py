"""A paper as files: what a screen reader finds in the PDF, what Word finds, and what a template may not do."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pikepdf
import pytest

from wres_bot.documents.paper_pdf import write_pdf_paper
from wres_bot.documents.paper_process import make_paper_file
from wres_bot.documents.paper_template import PaperRefusal, PaperRefused, fill_template
from wres_bot.documents.paper_word import write_word_paper
from wres_bot.domain.cards import Bold, Facts, Heading, Link, Table, bullets, line, text
from wres_bot.domain.papers import DrawnFigure, Paper, PaperSection, PlanColumn, PlanGrid, PlanLine
from wres_bot.resources import find_shipped

HOSTILE = '#read("/etc/passwd") $x$ *b* <script> {{ title }} \\ \x0b\x00 = - "'
"""What would be a program, a formula or a mark-up somewhere."""
UNSEEN = "\N{LARGE RED CIRCLE} late, \u4e2d"
PNG = find_shipped("config/teams/outline.png").read_bytes()
GRID = PlanGrid(
    "The plan", (PlanColumn("Ref", 5), PlanColumn("Action", 20), PlanColumn("Progress", 10, True)),
    (PlanLine(banner="Section 1"), PlanLine(("1.1", f"Panels {HOSTILE}", "Done"), "blue"),
     *(PlanLine((f"1.{n}", "Panels", "In progress:\non track"), "green") for n in range(2, 90))),
)  # fmt: skip
BLOCKS = (
    text(Bold("1 of 2 complete."), quiet=True), Heading("\nMore"),
    bullets([HOSTILE, UNSEEN]), bullets(["One"], ordered=True),
    text(Link("the report", "https://trust.example/report")), Facts((("Label", line("value")),)),
    Table(("Ref", "Action"), ((line("1.1"), line(HOSTILE)),), "Changed"), DrawnFigure(PNG, "A picture of a ratio"),
)  # fmt: skip
PAPER = Paper(
    "Example 2025-26: progress", "Example Trust", "EDI lead", date(2026, 2, 3), "Private: the steering group only",
    (("Sponsor", HOSTILE), ("Purpose", "For assurance")),
    (PaperSection("1. Summary", BLOCKS), PaperSection("2. The plan", (GRID,), wide=True)),
    {"title": "Example", "decisions": ("First", "Second & <last>"), "actions": ({"ref": "1.1", "title": HOSTILE},)},
)  # fmt: skip


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(write_pdf_paper(PAPER))) as opened:
        yield opened


def tags(pdf: pikepdf.Pdf) -> list[Any]:
    """Every element of the structure, in reading order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_pdf_says_what_it_is_and_in_which_language(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1" and about["dc:title"] == PAPER.title


def test_headings_lists_table_heads_and_the_pictures_words_are_tagged(pdf: pikepdf.Pdf) -> None:
    found = tags(pdf)
    kinds = [str(tag.S) for tag in found]
    for kind in ("/Title", "/H1", "/H2", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Link"):
        assert kind in kinds, kind
    assert [str(tag.Alt) for tag in found if "/Alt" in tag and str(tag.S) == "/Figure"] == ["A picture of a ratio"]
    assert kinds.count("/TH") == 2 + 3, "a head repeated on the next page is one head"


def test_the_fonts_are_ours_and_embedded_and_the_plan_lies_on_its_side(pdf: pikepdf.Pdf) -> None:
    fonts = {str(f.BaseFont).partition("+")[2] for page in pdf.pages for f in page.Resources.Font.values()}
    assert fonts and all(name.startswith("DejaVuSans") for name in fonts)
    upright, *wide = [page.mediabox[2] < page.mediabox[3] for page in pdf.pages]
    assert upright and len(wide) > 2 and not any(wide)


def test_words_are_never_markup(pdf: pikepdf.Pdf) -> None:
    import pdfplumber

    out = io.BytesIO()
    pdf.save(out)
    with pdfplumber.open(out) as pages:
        said = pages.pages[0].extract_text()
    assert '#read("/etc/passwd") $x$ *b* <script> {{ title }}' in said
    assert "[large red circle] late, [cjk unified ideograph-4e2d]" in said, "what no glyph stands for has a name"


def test_word_has_a_language_headings_repeated_heads_and_the_pictures_words() -> None:
    opened = docx.Document(io.BytesIO(write_word_paper(PAPER)))
    assert (opened.core_properties.title, opened.core_properties.language) == (PAPER.title, "en-GB")
    headings = [p.text for p in opened.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["1. Summary", "2. The plan"]
    assert opened.inline_shapes[0]._inline.docPr.get("descr") == "A picture of a ratio"
    *_, plan = opened.tables
    assert plan.rows[0]._tr.xpath("w:trPr/w:tblHeader") and plan.rows[1].cells[0].text == "Section 1"
    assert plan.rows[2].cells[2]._tc.xpath("w:tcPr/w:shd/@w:fill") == ["CFE2F3"], "beside its word"
    assert opened.sections[-1].orientation != opened.sections[0].orientation


def make_template(*paragraphs: str, row: str = "") -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if row:
        table = document.add_table(3, 1)
        for cells, words in zip(table.rows, ("{%tr for a in actions %}", row, "{%tr endfor %}"), strict=True):
            cells.cells[0].text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_is_filled_with_words_that_stay_words() -> None:
    template = make_template("{{ title }}", "{%p for d in decisions %}", "{{ d }}", "{%p endfor %}",
                             "{{ figures_picture }}", row="{{ a.ref }}: {{ a.title }}")  # fmt: skip
    opened = docx.Document(io.BytesIO(fill_template(PAPER, template)))
    assert [p.text for p in opened.paragraphs][:3] == ["Example", "First", "Second & <last>"]
    assert opened.inline_shapes[0]._inline.docPr.get("descr") == "A picture of a ratio"
    assert opened.tables[0].rows[0].cells[0].text.startswith('1.1: #read("/etc/passwd") $x$ *b* <script> {{ title }}')


@pytest.mark.parametrize(
    ("template", "reason", "detail"),
    [
        (make_template("{{ sponser }}"), PaperRefusal.TEMPLATE_NAME, "sponser"),
        (make_template("{{ title.sponser }}"), PaperRefusal.TEMPLATE_NAME, "str object"),
        (make_template("{{ title.__class__.__mro__ }}"), PaperRefusal.TEMPLATE_WRONG, "unsafe"),
        (make_template("{% for d in decisions %}"), PaperRefusal.TEMPLATE_WRONG, "end of template"),
        (make_template("{% include 'other' %}"), PaperRefusal.TEMPLATE_WRONG, "no loader"),
        (make_template("{{ range(999999999)|list }}"), PaperRefusal.TEMPLATE_WRONG, "Range too big"),
        (b"not a zip", PaperRefusal.TEMPLATE_NOT_WORD, ""),
        (PNG, PaperRefusal.TEMPLATE_NOT_WORD, ""),
    ],
)
def test_what_a_template_may_not_do_is_told(template: bytes, reason: PaperRefusal, detail: str) -> None:
    with pytest.raises(PaperRefused) as refused:
        fill_template(PAPER, template)
    assert refused.value.reason == reason and detail in refused.value.detail


def test_a_template_that_never_ends_is_ended() -> None:
    loop = make_template("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}")
    with pytest.raises(PaperRefused) as refused:
        make_paper_file(PAPER, "docx", loop, seconds=4)
    assert refused.value.reason in (PaperRefusal.TOO_LONG, PaperRefusal.TOO_MUCH_MEMORY)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_child_gives_the_file_back(format: Any) -> None:
    made = make_paper_file(replace(PAPER, sections=PAPER.sections[:1]), format)
    assert made.startswith(b"PK" if format == "docx" else b"%PDF-")
