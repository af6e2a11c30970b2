"""The week before the steering group: the coordinator has the committee's paper written, reads it, and sends it in."""

import io
from pathlib import Path

import docx
import pytest

from tests.admin.commandline import CommandLine
from tests.world.vocabulary import EDI, RESOURCING

PLAN, MEETING = "esneft-2020-21", "2021-04-26T09:00"


@pytest.fixture
def quarter(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A quarter in which an action was finished, one is delayed, help was asked for, and a date moved."""
    cli = CommandLine(sqlite_url, tmp_path, monkeypatch, capsys)
    cli("examples", "load", PLAN)
    for who, day, words in (
        (RESOURCING, "2021-02-01", "1.3 done, all panels trained"),
        (RESOURCING, "2021-02-02", "1.7 need help, no room to train in"),
        (EDI, "2021-03-01", "move 2.5 30 June 2021 trainers left"),
        (EDI, "2021-03-02", "assign 1.4 Head of EDI lead"),
        (EDI, "2021-03-03", "1.1 delayed"),
    ):
        cli.say(words, f"{day}T10:00", who)
    return cli


def test_the_paper_is_written_read_and_finished_in_word(quarter: CommandLine) -> None:
    said = quarter("plan", "paper", PLAN, "--since", "1 January", "--to", "paper.docx", "--at", MEETING,
                   "--cover", "sponsor=Chief People Officer")  # fmt: skip
    first, lacking = said.splitlines()
    in_chat = quarter.say("paper since 1 January", MEETING)
    assert in_chat.startswith("The paper for the EDI Steering Group would begin: 1 of 22 complete.")
    assert "--for steering --since 2021-01-01 --to paper.docx" in in_chat and "no room" not in in_chat
    assert first == "paper.docx is written: 22 actions, for steering."
    assert lacking.startswith("Still to be filled in on its cover: Previously considered, Assurance and Risk")
    pages = read_pages(quarter.folder / "paper.docx")
    status = quarter.say("status", MEETING).splitlines()[1]
    assert status in pages, "the headline is what `status` says at that moment"
    for told in ("Sponsor | Chief People Officer", "Position as at | 26 April 2021", "Public or private | Private",
                 "Since 1 January 2021: one finished", "Finished | 1.3 | ", "30 June 2021 | once",
                 "1.4 2 March: owner changed from ", "1.7 needs help."):  # fmt: skip
        assert told in pages, told
    assert "no room to train in" not in pages and "all panels trained" not in pages


def test_owners_words_are_picked_by_the_lead_and_the_public_hears_of_no_call_for_help(quarter: CommandLine) -> None:
    words = ("plan", "paper", PLAN, "--since", "1 January", "--to", "paper.docx", "--at", MEETING,
             "--columns", "owners=Exec lead, title=What we will do, progress=RAG", "--quote", "1.7")  # fmt: skip
    quarter(*words)
    pages = read_pages(quarter.folder / "paper.docx")
    assert "“no room to train in”" in pages
    assert "Ref | Exec lead | What we will do | RAG" in pages
    assert "can't stand in a paper for the public" in quarter.refused(*words, "--for", "network")
    quarter(*words[:-2], "--for", "network")
    pages = read_pages(quarter.folder / "paper.docx")
    assert "Public or private | Public" in pages
    assert "needs help" not in pages and "Who has not answered" not in pages


def read_pages(file: Path) -> str:
    document = docx.Document(io.BytesIO(file.read_bytes()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)
