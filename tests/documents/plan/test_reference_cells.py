"""Which framework and number a cell names, under its heading; none crosses into another."""

import pytest

from wres_bot.documents.plan.reference_cells import read_references
from wres_bot.domain.references import parse_reference, read_reference, write_reference


@pytest.mark.parametrize(
    ("words", "heading", "references"),
    [
        ("1-3", "WRES Indicators", "WRES 1|WRES 2|WRES 3"),
        ("Metrics 1 and Metric 9", "", "WRES 1|WRES 9"),
        ("WRES 2, WDES 4a", "Indicators", "WRES 2|WDES 4a"),
        ("WRES 5, 6; WDES 4; HIA 6; PSED", "", "WRES 5|WRES 6|WDES 4|HIA 6|PSED"),
        ("4a, 4b", "WDES metric", "WDES 4a|WDES 4b"),
        ("High impact action 4", "Link", "HIA 4"),
        ("4", "High Impact Action", "HIA 4"),
        ("EDS 2022 Domain 2", "", "EDS 2"),
        ("EDS2", "", "EDS"),
        ("1 to 4 (WRES)", "", "WRES 1|WRES 2|WRES 3|WRES 4"),
        ("RDR", "", "WRES RDR"),
        ("WDES", "Framework", "WDES"),
    ],
)
def test_references_are_read(words: str, heading: str, references: str) -> None:
    reading = read_references(words, heading)
    assert "|".join(map(str, reading.references)) == references
    assert not reading.doubts
    for reference in reading.references:
        assert read_reference(write_reference(reference)) == reference == parse_reference(str(reference))


@pytest.mark.parametrize(
    ("words", "heading", "told"),
    [
        ("2024-08-01", "Indicators", "was it 1-8?"),
        ("01-Aug", "Indicators", "was it 1-8?"),
        ("08/01/2024", "Indicators", "was it 8-1?"),
        ("17", "Indicators", "no such number"),
        ("Metric 4a", "Indicators", "no such number"),
        ("2", "WRES/WDES", "of which framework?"),
        ("various", "", "names none we know"),
    ],
)
def test_what_is_not_read_is_told_and_not_linked(words: str, heading: str, told: str) -> None:
    reading = read_references(words, heading)
    assert reading.references == ()
    assert told in " ".join(reading.doubts)
