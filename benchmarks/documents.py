"""What a large file costs: a workbook of 20,000 rows beside openpyxl, a PDF of 300 pages beside bare pdfplumber.

Each reader runs in a process of its own, so that its memory is its own: the seconds are of processor time, without the
start of Python. openpyxl reads values alone, row by row, and pdfplumber finds the words and the tables of each page and
closes it; neither knows what a number shows or where a table goes on.
"""

import datetime
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.databases import folder

ROWS, PAGES = 20_000, 300

OURS = """
from pathlib import Path
from wres_bot.documents.formats import read_document
def read(path):
    document = read_document(Path(path))
    return sum(len(table.rows) for table in document.tables)
"""
OPENPYXL = """
import openpyxl
def read(path):
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True))
"""
PDFPLUMBER = """
import pdfplumber
def read(path):
    with pdfplumber.open(path) as opened:
        for page in opened.pages:
            page.extract_words()
            found = page.find_tables()
            page.close()
    return len(opened.pages)
"""
TIMED = """
import json, re, sys, time
begun = time.process_time()
found = read(sys.argv[1])
took = time.process_time() - begun
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(json.dumps([took, int(peak[1]) / 1000, found]))
"""


def make_workbook(path: Path) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    for n in range(ROWS):
        due = WriteOnlyCell(sheet, datetime.date(2026, 1, 1) + datetime.timedelta(n % 700))
        share = WriteOnlyCell(sheet, n % 1000 / 1000)
        due.number_format, share.number_format = "dd/mm/yyyy", "0.0%"
        sheet.append(
            [f"{n // 100}.{n % 100}", f"Action {n} on recruitment and promotion, to be looked at again",
             f"Section {n // 50}", "Head of HR", due, "in progress", share, n, "Notes of some length", "WRES 2"]
        )  # fmt: skip
    book.save(path)


def make_pdf(path: Path) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    drawn = Canvas(str(path), pagesize=landscape(A4))
    edges = [40, 80, 400, 520, 620, 780]
    for page in range(PAGES):
        drawn.setFont("Helvetica", 10)
        for line in range(26):
            n = page * 25 + line
            row = [str(n), f"Review how panels are made up, part {n}", "Head of HR", "June 2026", "Started"]
            cells = row if line else ["Ref", "Action", "Lead", "By when", "Progress"]
            for left, text in zip(edges, cells, strict=False):
                drawn.drawString(left + 5, 550 - 20 * line, text)
        drawn.grid(edges, [565 - 20 * line for line in range(27)])
        drawn.showPage()
    drawn.save()


def measure(reader: str, path: Path) -> tuple[float, float, int]:
    """Seconds, megabytes at the most, and what was found."""
    ran = subprocess.run(
        [sys.executable, "-c", reader + TIMED, str(path)], capture_output=True, encoding="utf-8", check=True
    )
    took, memory, found = json.loads(ran.stdout)
    return took, memory, found


def main() -> None:
    print(f"Large files, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}")
    with folder() as where:
        for name, make, peer, code in (
            ("plan.xlsx", make_workbook, "openpyxl, values only", OPENPYXL),
            ("plan.pdf", make_pdf, "pdfplumber, bare", PDFPLUMBER),
        ):
            make(where / name)
            base = measure(code, where / name)
            ours = measure(OURS, where / name)
            for who, (took, memory, found) in ((peer, base), ("this reader", ours)):
                print(f"{name:12}{who:24}{took:8.2f} s{took / base[0]:8.2f}{memory:8.0f} MB{found:10,}")
