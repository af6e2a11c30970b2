"""Every kind of sentence about the figures, on made-up numbers, as a page that anybody can read and object to.

After a change of words on purpose, WRES_TEST_GOLDEN=write writes docs/indicator-sentences.md anew; read it as somebody
who has never heard of WRES before committing.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.world.facts import make_action
from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Card, Line, plain_words
from wres_bot.domain.measures import NoValue, NoValueCode, identify_measure
from wres_bot.domain.overdue import find_overdue
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import BY_CODE, INDICATORS
from wres_bot.indicators.release.benchmarks import Benchmarked
from wres_bot.indicators.release.release import decide_release
from wres_bot.indicators.release.shortfalls import ReleasedShortfall
from wres_bot.store.models import Action, Snapshot
from wres_bot.views.digest.steering_figures import READING
from wres_bot.views.indicators.cards import indicator_card
from wres_bot.views.indicators.comparisons import chance_notes, delivery_line, plain_line, shortfall_lines
from wres_bot.views.indicators.figures import (
    ACRONYM,
    MEANINGS,
    in_trust_words,
    title_of,
    where_published,
    years_words,
)
from wres_bot.views.indicators.quarterly import YEARLY, intro, source_words
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import to_sentence

PAGE = Path(__file__).parents[2] / "docs" / "indicator-sentences.md"
DAY, POLICY = date(2025, 12, 31), Policy()
LABELS = POLICY.labels
MEASURES = {"1": "workforce share", "9": "board membership", "RDR": "race disparity ratio lower to upper"}
Values = list[Snapshot]


def value(code: str, group: str, number: float, period: str = "2025", **more: Any) -> Snapshot:
    unit = "ratio" if group == "ratio" else "%"
    made = Snapshot(
        standard="WRES", code=code, measure=MEASURES.get(code, "likelihood"), breakdown="", group=group, period=period,
        basis="published", source="WRES 2025 report", revision=1, value=number, reason=None, unit=unit, national=None,
        peer=None, survey_year=None, published_text=None, note=None,
    )  # fmt: skip
    made = replace(made, **more)
    return replace(made, measure_id=identify_measure(made.code, made.unit, made.measure, made.breakdown))


def counts(code: str, white: tuple[int, int], bme: tuple[int, int], period: str = "2025") -> Values:
    return [value(code, group, 100 * had / of, period, numerator=had, denominator=of, measure="rate")
            for group, (had, of) in (("white", white), ("bme", bme))]  # fmt: skip


def ratio(code: str, now: float, before: float | None = None, **more: Any) -> Values:
    earlier = [] if before is None else [value(code, "ratio", before, "2024")]
    return [value(code, "ratio", now, **more), *earlier]


def survey(code: str, now: tuple[float, float], before: tuple[float, float] | None = None, **more: Any) -> Values:
    made = [value(code, group, number, **more) for group, number in zip(("bme", "white"), now, strict=True)]
    if before is not None:
        made += [value(code, g, n, "2024") for g, n in zip(("bme", "white"), before, strict=True)]
    return made


APPOINTED = [*counts("2", (391, 1467), (66, 322)), *counts("2", (351, 1815), (45, 439), "2024")]
SITUATIONS: dict[str, tuple[Values, Sequence[Action]]] = {
    "how many were appointed is known, and chance hardly explains it": ([*ratio("2", 1.3, 1.89), *APPOINTED], ()),
    "the same, and chance could explain it": ([*ratio("2", 1.1), *counts("2", (110, 1000), (100, 1000))], ()),
    "the counts of this year are known, those of the year before are not": (
        [*ratio("2", 1.3, 1.89), *counts("2", (391, 1467), (66, 322))], ()),
    "cases are few of every hundred, so they are said of every thousand": (
        [*ratio("3", 2.0), *counts("3", (30, 3000), (12, 600))], ()),
    "both groups got the same": ([*ratio("4", 1.0), *counts("4", (1500, 3000), (300, 600))], ()),
    "only the ratio is known, and it grew": (ratio("2", 1.79, 1.63), ()),
    "only the ratio is known, and it changed sides": (ratio("4", 1.09, 0.84), ()),
    "only the ratio is known, and it is further below 1": (ratio("4", 0.67, 0.78), ()),
    "only the ratio is known, and it is nearer": (ratio("3", 1.04, 2.7), ()),
    "better for both, and the gap grew": (survey("5", (28.3, 23.0), (30.0, 27.2)), ()),
    "better for one group, worse for the other": (survey("6", (24.1, 20.9), (25.1, 20.6)), ()),
    "more is better": (survey("7", (46.9, 59.0), (46.3, 56.4)), ()),
    "worse for both": (survey("8", (14.4, 7.9), (11.8, 7.4)), ()),
    "the answers are counted": (
        [*survey("8", (14.4, 7.9)), *counts("8", (158, 2000), (72, 500))], ()),
    "only one group is published": ([value("5", "bme", 41.8), value("5", "bme", 36.5, "2024")], ()),
    "similar trusts and the nation are known": (survey("5", (27.3, 27.6), national=29.2, peer=32.1), ()),
    "the nation's ratio is known": (ratio("2", 1.79, national=1.61), ()),
    "the nation's ratio is known, and so is how many": (
        [*ratio("2", 1.3, national=1.61), *counts("2", (391, 1467), (66, 322))], ()),
    "the question changed, so the years are not compared": (
        [value("7", "bme", 48.0, "2022"), value("7", "bme", 88.2, "2021")], ()),
    "the Board": ([value("9", "bme", 26.7), value("9", "bme", 23.1, "2024")], ()),
    "the whole workforce": ([value("1", "bme", 8.2)], ()),
    "the earlier figure is not of the year before": (
        [value("2", "ratio", 1.79), value("2", "ratio", 2.14, "2019")], ()),
    "every linked action is done, and the figure is no better": (
        ratio("2", 1.5, 1.5), [make_action(status="done", indicators=("2",)) for _ in range(5)]),
    "some linked actions are past their date": (
        ratio("2", 1.5, 1.6), [make_action(status="in progress", indicators=("2",)) for _ in range(2)]),
    "it moved a little, and chance could explain it": (
        [*ratio("4", 0.96, 0.97), *counts("4", (1863, 4000), (470, 972)),
         *counts("4", (1917, 4067), (453, 929), "2024")],
        [make_action(status="done", indicators=("4",))]),
    "there is no figure, and the reason is known": (
        [replace(value("3", "ratio", 0.0), value=None,
                 no_value=NoValue(NoValueCode.NOBODY_COUNTED, "bme")),
         value("3", "ratio", 1.39, "2024"), *counts("3", (29, 4000), (0, 972))], ()),
    "so few people that nothing may be said": (
        [*ratio("3", 4.35), *counts("3", (5, 1480), (2, 136))], ()),
}  # fmt: skip


def stands(values: Values, actions: Sequence[Action] = (), audience: Audience = "network") -> Benchmarked:
    release = decide_release(
        values, DAY, audience, POLICY, actions=actions, is_late=lambda action: bool(find_overdue(action, DAY))
    )
    [found] = release.benchmarked_of(release.figures)
    return found


def answer(values: Values, code: str, viewer: Viewer) -> Card:
    release = decide_release(values, DAY, viewer.audience, viewer.policy)
    return indicator_card(release, BY_CODE[code], "A trust", (), viewer)


SENTENCE = re.compile(r"(?<=[.:])\s+(?=[A-Z])")


def section(title: str, lines: Sequence[str | Line]) -> str:
    said = (each if isinstance(each, str) else plain_words(each) for each in lines)
    return "\n".join([f"## {title}", "", *(f"- {each}" for each in said), ""])


def lines() -> tuple[list[str], list[str]]:
    network, group = [], []
    for when, (values, actions) in SITUATIONS.items():
        found = stands(values, actions)
        network.append(f"*{when}*: {plain_words(plain_line(found, LABELS, found.figure.year))}")
        group.append(f"*{when}*: {plain_words(delivery_line(stands(values, actions, 'steering'), POLICY))}")
    return network, group


def page() -> str:
    network, group = lines()
    quarter = [value("2", "ratio", 1.21, "2025-26Q3", basis="computed", source="computed from q3 on 8 January 2026"),
               value("2", "ratio", 1.39, "2025-26Q2", basis="computed")]  # fmt: skip
    counted = decide_release(quarter, DAY, "network", POLICY).quarterly
    kept = stands(*SITUATIONS["so few people that nothing may be said"])
    known = stands(ratio("2", 1.79, 1.63))
    aims = (
        ReleasedShortfall(("Band 8a",), 48, 73, "2028", "2025"),
        ReleasedShortfall(("Band 9",), 6, 6, "", ""),
        ReleasedShortfall(("Band 8b", "Band 8c", "Band 8d"), 17, 38, "2028", "2025"),
        ReleasedShortfall(("VSM",), 0, 0, "", "", withheld=True),
    )
    viewer = Viewer(DAY, audience="network")
    asked = answer([*ratio("2", 1.3, 1.89), *APPOINTED], "2", viewer)
    return "\n".join([
        "# Every sentence about the figures\n",
        "Made from the program itself, on made-up numbers, so that anybody can read what will be said, and object.",
        "`BME` stands for the trust's own word. Which sentences a channel gets is decided by who reads it.\n",
        section("What each indicator asks", [
            f"**{title_of(each, LABELS)}.** "
            f"{in_trust_words(f'{each.question} {to_sentence(each.which_is_better)}', LABELS)}"
            for each in INDICATORS]),
        section("To a staff network, one line each", network),
        section("Around them", [
            years_words([known.figure]), chance_notes([known]),
            *(plain_words(each.line) for each in where_published([kept.figure], LABELS)),
            *(plain_words(each.line) for each in where_published([replace(kept.figure, source="")], LABELS)),
        ]),
        section("What the words mean", [ACRONYM.format("BME"), *(meaning for _, meaning in MEANINGS)]),
        section("Counted for a quarter", [intro(counted), source_words(counted, LABELS), YEARLY]),
        section("To a steering group, beside the actions", group),
        section("Under its tables", [READING]),
        section("People in post, against what the trust aims at", shortfall_lines(aims, LABELS)),
        section("The answer about one indicator", asked.plain().split("\n")[1:]).rstrip(),
    ]) + "\n"  # fmt: skip


def test_the_page_of_sentences_is_what_is_said() -> None:
    if os.environ.get("WRES_TEST_GOLDEN") == "write":
        PAGE.write_text(page(), encoding="utf-8")
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("audience", "p"), [("network", ""), ("steering", ", p 0.0035")])
def test_where_nobody_leaves_no_ratio_the_answer_still_says_whether_it_is_chance(audience: str, p: str) -> None:
    values, _ = SITUATIONS["there is no figure, and the reason is known"]
    viewer = Viewer(DAY, audience=audience)  # type: ignore[arg-type]
    said = answer(values, "3", viewer).plain()
    assert "2025: no figure, because no BME staff entered the formal process." in said
    assert f"BME staff less likely{p}. The difference is unlikely to be chance." in said
    assert "in brackets" not in said


def test_no_sentence_to_a_network_has_a_term_of_statistics() -> None:
    network, _ = lines()
    for said in network:
        assert not re.search(r"\bp \d|p-value|interval|significan|Fisher|0\.8 to 1\.25|\bRDR\b", said), said


@pytest.mark.parametrize("label", ["BAME", "ethnic minority", "global majority"])
def test_the_trusts_own_word_stands_in_every_sentence(label: str) -> None:
    policy = Policy(labels=Labels(bme=label))
    for values, actions in SITUATIONS.values():
        release = decide_release(values, DAY, "steering", policy, actions=actions)
        [found] = release.benchmarked_of(release.figures)
        for line in (plain_line(found, policy.labels, 2025), delivery_line(found, policy)):
            assert not re.search(r"\bBME\b", plain_words(line))
    for each in INDICATORS:
        card = answer([], each.code, Viewer(DAY, policy, "steering")).plain()
        assert not re.search(r"\bBME\b", card)


def test_sentences_to_a_network_are_short() -> None:
    network, _ = lines()
    for said in network:
        for each in SENTENCE.split(said.partition("*: ")[2]):
            assert len(each.split()) <= 24, each
