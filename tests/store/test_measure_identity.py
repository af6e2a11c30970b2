"""Reasons that 0.1.0 kept as words become codes, and the codes say the same words again."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from wres_bot.domain.measures import NoValue, NoValueCode
from wres_bot.indicators.compute.catalogue import BY_CODE, CATALOGUE, Indicator
from wres_bot.indicators.dimensions import NAMES
from wres_bot.views.indicators.figures import no_value_words

FILE = Path(__file__).parents[2] / "migrations" / "versions" / "0005_measure_identity.py"
CAPABILITY = CATALOGUE["WDES", "3"]
REASONS = [
    (BY_CODE["1"], NoValue(NoValueCode.NOBODY_IN_PART), "nobody is counted in all staff"),
    (BY_CODE["1"], NoValue(NoValueCode.NOBODY_IN_PART, "Band 9"), "nobody is counted in Band 9"),
    (BY_CODE["RDR"], NoValue(NoValueCode.NOBODY_IN_TIER, "bme, upper"), "no BME staff are in the upper bands"),
    (BY_CODE["2"], NoValue(NoValueCode.NOBODY_ELIGIBLE, "white"), "no white applicants were shortlisted"),
    (BY_CODE["2"], NoValue(NoValueCode.NOBODY_COUNTED, "white"), "no white applicants were appointed"),
    (BY_CODE["3"], NoValue(NoValueCode.NOBODY_ELIGIBLE, "bme"), "no BME staff are counted"),
    (BY_CODE["3"], NoValue(NoValueCode.NOBODY_COUNTED, "bme"), "no BME staff entered the formal process"),
    (BY_CODE["4"], NoValue(NoValueCode.NOBODY_COUNTED, "bme"), "no BME staff got such training"),
    (BY_CODE["5"], NoValue(NoValueCode.NOBODY_ELIGIBLE, "bme"), "no BME staff answered"),
    (
        CAPABILITY,
        NoValue(NoValueCode.NOBODY_COUNTED, "not disabled"),
        "no not disabled staff entered the formal process",
    ),
    (BY_CODE["9"], NoValue(NoValueCode.BOARD_LIST_EMPTY), "the board list is empty"),
    (BY_CODE["9"], NoValue(NoValueCode.NO_STAFF_COUNT), "there is no staff count to hold it against"),
    (BY_CODE["6"], NoValue(NoValueCode.SURVEY_GIVES_WORDS, "n/a"), "the survey gives “n/a”"),
    (BY_CODE["6"], NoValue(NoValueCode.SURVEY_GIVES_NONE, "bme"), "the survey gives none for BME staff"),
    (BY_CODE["7"], NoValue(NoValueCode.TOO_FEW_ANSWERS, "bme, 11"), "fewer than 11 BME staff answered"),
]


@pytest.fixture(scope="module")
def migration() -> Any:
    spec = importlib.util.spec_from_file_location("measure_identity", FILE)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(("each", "reason", "words"), REASONS)
def test_a_reason_is_read_back_and_said_as_it_was(migration: Any, each: Indicator, reason: NoValue, words: str) -> None:
    assert migration._reason(f"no value, because {words}") == (reason.code, reason.detail)
    assert no_value_words(reason, each, NAMES) == words


def test_every_reason_of_a_computed_value_is_here() -> None:
    assert {reason.code for _, reason, _ in REASONS} == set(NoValueCode) - {NoValueCode.AS_PUBLISHED}


def test_words_of_a_report_are_no_code(migration: Any) -> None:
    assert migration._reason("the trust did not publish it") == (None, None)
    assert migration._reason(None) == (None, None)
