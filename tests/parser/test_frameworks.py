"""Actions are listed by the framework and number they answer to."""

import pytest

from wres_bot.parser.arguments import read_filters


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("HIA 2", "HIA 2"),
        ("wdes", "wdes"),
        ("WDES 4a", "WDES 4a"),
        ("for high impact action 3", "high impact action 3"),
        ("PSED", "PSED"),
        ("wres 2", "wres 2"),
        ("indicator 2", "2"),
    ],
)
def test_a_framework_narrows_the_list(words: str, indicator: str) -> None:
    assert read_filters(words).filters == {"indicator": indicator}


def test_the_wres_alone_is_a_word_like_any_other() -> None:
    assert read_filters("wres report").filters == {"words": "wres report"}
