"""Files read in a process of their own: the same document, or why there is none, and nothing that it may do beside."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl.styles import PatternFill

from tests.documents.test_document import saved, workbook
from tests.documents.test_pdf_files import FILES
from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.document import Document
from wres_bot.documents.document_json import dump_document, load_document
from wres_bot.documents.formats import read_document
from wres_bot.documents.reading_process import read_document_apart
from wres_bot.documents.tables import Reason, Unreadable


def refused(source: bytes | Path, **limits: float) -> Unreadable:
    with pytest.raises(Unreadable) as wrong:
        read_document_apart(source, **limits)  # type: ignore[arg-type]  # one of them is an int
    return wrong.value


def said_of(document: Document) -> object:
    return json.loads(json.dumps(dump_document(document)))


@pytest.mark.parametrize("file", ["shaded-rows.pdf", "over-pages.pdf"])
def test_what_the_child_reads_is_what_is_read_here(file: str) -> None:
    pages: list[tuple[int, int]] = []
    apart = read_document_apart(FILES / file, on_progress=lambda done, of: pages.append((done, of)))
    here = read_document(FILES / file)
    assert said_of(apart) == said_of(here)
    assert pages == [(n, len(pages)) for n in range(1, len(pages) + 1)] and pages


def test_a_document_comes_through_whole() -> None:
    book = workbook(Plan=[["a", "b"], [date(2026, 1, 1), "#N/A"]], Hidden=[["x"]])
    book["Plan"].merge_cells("A1:B1")
    book["Plan"]["B2"].fill = PatternFill("solid", fgColor="FFC000")
    book["Hidden"].sheet_state = "hidden"
    here = read_document(saved(book), name="p.xlsx")
    assert said_of(load_document(json.loads(json.dumps(dump_document(here))))) == said_of(here)
    table = here.tables[0]
    assert table.days and table.merges and here.notes and table.colours == {(1, 1): "amber"}


def test_a_refusal_comes_through_with_its_reason_and_words() -> None:
    here = refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert (here.reason, here.found) == (Reason.LOCKED, "a file locked with a password")
    assert refused(b"").reason is Reason.EMPTY_FILE
    missing = refused(Path("no such file.csv"))
    assert (missing.reason, missing.place.file) == (Reason.MISSING, "no such file.csv")


def test_a_file_that_takes_too_long_or_too_much_is_refused() -> None:
    data = (FILES / "over-pages.pdf").read_bytes()
    late = refused(data, seconds=0.01)
    assert late.reason is Reason.TOO_LONG and "new document" in late.expected
    assert refused(data, memory=40_000_000).reason in (Reason.TOO_MUCH_MEMORY, Reason.READER_FAILED)


@pytest.mark.parametrize(
    "act",
    [
        "open('left-behind', 'w')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_a_child_may_not_write_connect_or_start_anything(act: str, tmp_path: Path) -> None:
    begin = "from wres_bot.documents.child_process import forbid\nforbid()"
    code = f"{begin}\ntry:\n {act}\nexcept PermissionError: print('no')"
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.strip() == "no", ran.stderr
    assert not list(tmp_path.iterdir())


def test_a_child_knows_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = subprocess.Popen

    def watched(*args: object, env: dict[str, str], **kwargs: object) -> object:
        seen.append(env)
        return real(*args, env=env, **kwargs)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setenv("WRES_SLACK_BOT_TOKEN", "x")
    monkeypatch.setattr(subprocess, "Popen", watched)
    assert read_document_apart(write_csv([["a", "b"], ["c", "d"]]), name="x.csv").tables[0].rows == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert not any(key.startswith("WRES") for key in seen[0])
