"""What a status cell says: half done is never done, "no progress" is never progress, and doubt is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.plan.status_cells import read_published_status
from wres_bot.domain.dates import NhsYear

PLAIN = {
    "no update": "Open|O|No|Not complete|To be completed by June|Will be completed in May|Once complete, will "
    "share|Done?"
    "|Policy awaited|Completion expected March 2025|Yet to be completed|Not yet achieved|Developing",
    "not started": "No progress|No progress to date|Not yet due|NS|Un-started|Work is not progressing|0%|Red – "
    "not started",
    "in progress": "50% complete|75%|95% complete|3 of 5 workshops delivered|Stage 1 completed; stage 2 in progress"
    "|Achieved\nTo be developed as soon as possible|Mainly completed in the centre|Partially complete|Nearly there"
    "|Completed and issued\nA second launch is to come|in progress – was pending a rework of the report|At risk"
    "|Carried forward|Work begun|On track to be completed by March|Completed for nursing only|Complete. Next "
    "step is to"
    " evaluate|Draft policy completed, awaiting approval|Training complete, roll out under way|Green - on track"
    "|Delayed due to vacancy, now back on track|Proposed for Closure|There has been little progress",
    "delayed": "Overdue|Deferred|Not on track|Started but paused|DELAYED BUT PROGRESSING|Amber (delayed)|On hold"
    "|delayed to Autumn to launch with the system",
    "done": "Closed|C|Yes|✓|100%|5/5 completed|Business as usual|Launched|Completed although roll-out on hold"
    "|Blue (complete)"
    "|Did not start until May because of delays; now in place|No longer delayed, complete|Completed May 2024|ACHIEVED",
    "cancelled": "Superseded|ACTION CANCELLED|No longer required",
}


@pytest.mark.parametrize(("status", "words"), [(s, w) for s, several in PLAIN.items() for w in several.split("|")])
def test_a_status_cell_is_read(status: str, words: str) -> None:
    assert read_published_status(words, year=NhsYear("2024-25")).status == status


@pytest.mark.parametrize(
    "words",
    [
        "Completed although roll-out on hold", "Launched", "Superseded", "Proposed for Closure", "Policy awaited",
            "Done?",
        "Stage 1 completed; stage 2 in progress", "in place for all posts at band 7+", "To be completed by June",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_told(words: str) -> None:
    assert read_published_status(words).doubts


@pytest.mark.parametrize(
    ("words", "colour"),
    [
        ("Green", "green"),
        ("G", "green"),
        ("RAG: Amber", "amber"),
        ("Amber/Green", "amber"),
        ("Yellow", "amber"),
        ("B", "blue"),
    ],
)
def test_a_colour_is_no_status_before_the_file_says_what_it_means(words: str, colour: str) -> None:
    reading = read_published_status(words)
    assert (reading.rag, reading.status) == (colour, "no update")


def test_a_day_under_completed_is_the_day_it_was_done() -> None:
    year = NhsYear("2024-25")
    alone = read_published_status("15/10/2024", year=year, completed=True)
    assert (alone.status, alone.on, alone.doubts) == ("done", date(2024, 10, 15), ())
    approved = read_published_status("Approved by cabinet on 5/11/2024", year=year, completed=True)
    assert (approved.status, approved.on) == ("done", date(2024, 11, 5)) and approved.doubts
    assert read_published_status("Expected by 5/11/2024", year=year).status == "no update"


NOT_YET = (
    "not ",
    "partly ",
    "to be ",
    "will be ",
    "50% ",
    "nearly ",
    "stage 1 ",
    "yet to be ",
    "mostly ",
    "no longer ",
)


@given(st.sampled_from(NOT_YET), st.sampled_from(("complete", "completed", "achieved", "delivered", "done", "closed")))
def test_what_is_done_in_part_or_not_yet_is_never_done(before: str, word: str) -> None:
    assert before == "no longer " or read_published_status(before + word).status != "done"


@given(st.text(max_size=80))
def test_any_words_give_a_status_or_a_doubt(words: str) -> None:
    reading = read_published_status(words)
    assert reading.sure or reading.doubts
