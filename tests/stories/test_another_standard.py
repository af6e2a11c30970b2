"""Stories of the disability standard: shown in chat and in digests, kept apart from WRES, and as carefully."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.test_quarters_counted import PLAN, compute
from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import NETWORK, STEERING
from wres_bot.indicators.compute.catalogue import find_indicator
from wres_bot.store.disclosure_log import load_disclosed_figures

EDI = "head.of.edi"
TITLE = "Workforce Disability Equality Standard"


def extract(folder: Path, *, capability: tuple[int, int]) -> Path:
    """Of those not disabled and of disabled people: staff, those shortlisted and appointed, formal capability cases."""
    folder.mkdir()
    tables = {
        "staff": "disability,band,headcount\nNo,Band 5,3000\nYes,Band 5,600\n",
        "recruitment": "disability,shortlisted,appointed\nNo,1467,391\nYes,322,60\n",
        "capability": f"disability,cases\nNo,{capability[0]}\nYes,{capability[1]}\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Pilot]:
    with pilot(database_url, PLAN, "2020-10-05") as made:
        compute(made, extract(tmp_path / "people", capability=(30, 3)), "2020", "2020-10-06")
        yield made


def test_the_digests_tell_it_under_its_own_name(both: Pilot) -> None:
    both.tick("2021-01-08", "10:00")
    for channel in (NETWORK, STEERING):
        [said] = both.posted(channel)
        before, _, after = said.partition(TITLE)
        assert "applicants who are not disabled were 1.43 times as likely to be appointed" in after
        assert "isabled" not in before
        assert "BAME" not in after.partition("Questions?")[0]
        # Three of the cases are of disabled staff, so neither they nor the ratio is told.
        assert "Formal capability: not shown, because so few people are counted." in after


def test_what_was_told_is_kept_apart_by_standard(both: Pilot) -> None:
    both.tick("2021-01-08", "10:00")
    with both.store.read() as db:
        [told] = load_disclosed_figures(db, 1, ["network"])
    mine = {name: cells for name, cells in told.items() if name.startswith("WDES ")}
    assert set(mine) == {
        "WDES 1 2020: staff", "WDES 2 2020: share of applicants who were appointed",
        "WDES 3 2020: share of staff who entered the formal process",
    }  # fmt: skip
    assert not any("isabled" in str(cells) for name, cells in told.items() if name not in mine)
    [capability] = [cells for name, cells in mine.items() if name.startswith("WDES 3")]
    assert all(number not in (3, 30) for _, number in capability)


def test_in_chat_all_of_it_or_one(both: Pilot) -> None:
    told = both.say(EDI, "indicators wdes")
    assert "the latest WDES figures" in told
    assert "2. Getting the job" in told and "BAME" not in told
    one = both.say(EDI, "indicators WDES 2")
    assert one.startswith("WDES 2: Being appointed from shortlisting")
    assert "1.43" in one and "linked action" not in one
    assert "isabled" not in both.say(EDI, "indicators") and "isabled" not in both.say(EDI, "indicators 2")


@pytest.mark.parametrize(
    ("words", "ref"),
    [("2", "2"), ("metric 2", "2"), ("rdr", "RDR"), ("WDES 2", "WDES 2"), ("wdes 3", "WDES 3"), ("WRES 3", "3")],
)
def test_a_code_alone_is_of_wres(words: str, ref: str) -> None:
    found = find_indicator(words)
    assert found is not None and found.ref == ref


@pytest.mark.parametrize("words", ["WDES", "WDES 9", "WDES RDR", "10"])
def test_a_code_that_a_standard_has_not_is_none(words: str) -> None:
    assert find_indicator(words) is None
