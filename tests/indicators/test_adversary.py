"""An adversary reads histories of eight quarters, with imports in every spelling, corrections and revisions: of every
count of one to four people, all of one to four stay possible, whatever was told to whoever."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.indicators.adversary import GROUPS, RATIO, Key, Public, Reader, narrowed, narrowed_quarters, quarter_of
from tests.indicators.test_as_written import Noted
from tests.slices import TIMES, times
from wres_bot.domain.access import Audience
from wres_bot.domain.dates import Quarter
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.formulas import half_up
from wres_bot.indicators.release.release import audiences_heard_by, decide_release

FIRST = Quarter(2021, 1)
QUARTERS = 8
HISTORIES = 40 if TIMES == 1 else times(100)
"""`make torture` takes 2,000."""
UNITS = ("people", "People", "cases", "staff", "Headcount", "number", "persons", "n")
WHOLES = ("", "", "All staff", "Whole trust", "all")
BASES = ("published", "published", "derived")
NAMES = {"2": ("offers made", "Appointed"), "3": ("formal disciplinary cases", "Disciplinaries"), "4": ("trained",)}
QUARTERLY = {"2": ((4, 9), (2, 4), (0, 1)), "3": ((2, 4), (1, 3), (0, 1)), "4": ((6, 12), (3, 6), (0, 1))}
"""The most of each group in a quarter."""
AUDIENCES: tuple[Audience, ...] = ("network", "steering")


@dataclass
class Trust:
    """What is so: how many of each group did something in each quarter, and how many there are of each."""

    rng: random.Random
    happened: dict[str, dict[int, dict[str, int]]]
    of: dict[str, dict[str, int]]
    board: dict[int, tuple[int, int]]
    totals: set[Key]
    """Of what everybody knows how many it was in all, because it was published."""

    @classmethod
    def made(cls, rng: random.Random) -> "Trust":
        quarters = range(quarter_of(2021) - 3, quarter_of(2021) + QUARTERS + 1)
        happened = {}
        for code, tops in QUARTERLY.items():
            most = {g: rng.choice(top) for g, top in zip(GROUPS, tops, strict=True)}
            happened[code] = {q: {g: rng.randint(0, n) for g, n in most.items()} for q in quarters}
        staff = {"white": rng.randint(60, 300), "bme": rng.randint(30, 90), "not known": rng.randint(0, 12)}
        shortlisted = {"white": rng.randint(60, 200), "bme": rng.randint(25, 80), "not known": rng.randint(5, 12)}
        of = {"2": shortlisted, "3": staff, "4": staff}
        return cls(rng, happened, of, {y: (rng.randint(0, 6), rng.randint(8, 20)) for y in (2021, 2022, 2023)}, set())

    def had(self, key: Key) -> dict[str, int]:
        end = quarter_of(key[1])
        mine = self.happened[key[0]]
        return {g: min(self.of[key[0]][g], sum(mine[q][g] for q in range(end - 3, end + 1))) for g in GROUPS}

    def public(self, key: Key) -> Public:
        return Public(self.of[key[0]], sum(self.had(key).values()) if key in self.totals else None)


def ratio_value(trust: Trust, key: Key) -> list[Noted]:
    top, under = RATIO[key[0]]
    had, of = trust.had(key), trust.of[key[0]]
    if not had[top] or not had[under]:
        return []
    exact = Fraction(had[top] * of[under], of[top] * had[under])
    return [Noted(key[0], float(half_up(exact, 2)), str(key[1]), measure="relative likelihood")]


def written(trust: Trust, key: Key, revision: int) -> Iterator[Noted]:
    """A year's counts as somebody types them: all, some or none; in rows or in a note."""
    rng, (code, year) = trust.rng, key
    assert isinstance(year, int)
    periods = (str(year), f"{year - 1}-{year % 100}", f"As of 31 March {year}", f"{year - 1}/{year}", f"FY{year % 100}")
    how: dict[str, Any] = {
        "unit": rng.choice(UNITS), "breakdown": rng.choice(WHOLES), "basis": rng.choice(BASES),
        "period": rng.choice(periods), "revision": revision,
    }  # fmt: skip
    row = Noted(code, 0.0, group="bme", measure=rng.choice(NAMES[code]), **how)
    values = [replace(each, revision=revision) for each in ratio_value(trust, key)]
    had, of = trust.had(key), trust.of[code]
    way = rng.choice(("rows", "rows", "note", "ratio alone", "total"))
    if way == "note" and values:
        values = [replace(values[0], note=f"{had['bme']}/{of['bme']} and {had['white']} of {of['white']}")]
    if way in ("rows", "total"):
        trust.totals.add(key)
        told = {**had, "overall": sum(had.values())}
        if way == "total":
            del told["not known"]
        yield from (replace(row, group=g, value=float(n)) for g, n in told.items())
        if code == "2":
            yield from (replace(row, group=g, value=float(n), measure="shortlisted") for g, n in of.items())
    yield from values
    if code != "2" or way in ("note", "ratio alone"):
        of_code, measure = ("2", "shortlisted") if code == "2" else ("1", "headcount")
        yield from (replace(row, code=of_code, measure=measure, group=g, value=float(n)) for g, n in of.items())


def computed(trust: Trust, key: Key, revision: int) -> Iterator[Noted]:
    """A quarter as the bot computes it: rates with their counts, and a ratio."""
    had, of = trust.had(key), trust.of[key[0]]
    trust.totals.add(key)
    for value in ratio_value(trust, key):
        yield replace(value, basis="computed", revision=revision)
    for g in GROUPS if of["not known"] else GROUPS[:2]:
        share = float(half_up(Fraction(100 * had[g], of[g]), 1))
        yield Noted(key[0], share, str(key[1]), g, "%", "share who did", basis="computed", revision=revision,
                    numerator=float(had[g]), denominator=float(of[g]))  # fmt: skip


def board(trust: Trust, year: int) -> Iterator[Noted]:
    members, size = trust.board[year]
    share = float(half_up(Fraction(100 * members, size), 1))
    note = trust.rng.choice((None, None, f"{members}/{size}"))
    yield Noted("9", share, str(year), "bme", "%", "BME board membership", note=note)


def correct(trust: Trust, code: str) -> None:
    """Somebody whose group was not known is found out."""
    for groups in trust.happened[code].values():
        if groups["not known"] and trust.rng.random() < 0.5:
            groups["not known"] -= 1
            groups[trust.rng.choice(("white", "bme"))] += 1


def live(seed: int) -> list[str]:
    """Eight quarters of one trust. Returns what the adversary could narrow down."""
    rng = random.Random(seed)
    trust = Trust.made(rng)
    values: list[Noted] = []
    logs: list[tuple[Audience, Mapping[str, Any]]] = []
    reader, known, revision = Reader(), set[Key](), 1
    boards: set[int] = set()
    quarter, found = FIRST, list[str]()
    for _ in range(QUARTERS):
        code = rng.choice(("2", "3", "4"))
        if rng.random() < 0.25:
            revision += 1
            found += _narrowed(trust, known, reader)
            correct(trust, code)
            again = [key for key in known if key[0] == code]
            values += [
                v for key in again for v in (written if isinstance(key[1], int) else computed)(trust, key, revision)
            ]
            reader.shown.clear()  # it cannot tell which of what it read before still holds
            reader.counts.clear()
        for each in ("2", "3", "4"):
            if rng.random() < 0.8:
                key: Key = (each, str(quarter))
                known.add(key)
                values += computed(trust, key, revision)
            year = quarter.start
            if quarter.number == 2 and rng.random() < 0.9:
                known.add((each, year))
                values += written(trust, (each, year), revision)
                if year in trust.board and year not in boards:
                    boards.add(year)
                    values += board(trust, year)
        day = quarter.last + timedelta(days=1)
        for audience in rng.sample(AUDIENCES, 2):
            hears = audiences_heard_by(audience)
            release = decide_release(values, day, audience, Policy(), [f for a, f in logs if a in hears])
            reader.read(release)
            logs.append((audience, release.disclosed() if rng.random() < 0.5 else release.disclosed_in_answer()))
        quarter = quarter.next()
    return [*found, *_narrowed(trust, known, reader), *_boards_told(trust, reader)]


def _narrowed(trust: Trust, known: set[Key], reader: Reader) -> list[str]:
    public = {key: trust.public(key) for key in known}
    found = [words for key in known for words in narrowed(key, trust.had(key), public[key], reader)]
    for code, happened in trust.happened.items():
        found += narrowed_quarters(code, happened, public, reader)
    return found


def _boards_told(trust: Trust, reader: Reader) -> list[str]:
    return [f"board {year}: {members} of {size}" for year, (members, size) in trust.board.items()
            if 1 <= min(members, 5) < 5 and ("9", year) in reader.shown and reader.shown["9", year]]  # fmt: skip


@pytest.mark.simulation
@pytest.mark.parametrize("part", range(4))
def test_no_small_count_is_narrowed_down_in_a_history_of_eight_quarters(part: int) -> None:
    told = {seed: found for seed in range(part, HISTORIES, 4) if (found := live(seed))}
    assert told == {}, f"{len(told)} histories: {next(iter(told.items()))}"


def test_the_adversary_would_find_what_was_told_without_control() -> None:
    """Of a ratio beside headcounts and a public total it reads the cases; of two overlapping windows the quarter."""
    public = Public({"white": 200, "bme": 60, "not known": 10}, 9)
    reader = Reader()
    reader.shown["3", 2021] = {("ratio", "0.95")}
    assert narrowed(("3", 2021), {"white": 7, "bme": 2, "not known": 0}, public, reader)
    windows = Reader()
    windows.counts["3", "2021-22Q1"] = {"bme": 5}
    windows.counts["3", "2021-22Q2"] = {"bme": 9}
    true = {quarter_of("2021-22Q2") - q: {"bme": n} for q, n in enumerate((4, 2, 2, 1, 0))}
    where: dict[Key, Public] = {("3", period): Public(public.of, 40) for period in ("2021-22Q1", "2021-22Q2")}
    assert narrowed_quarters("3", true, where, windows)


def test_a_steady_window_of_twelve_months_gives_no_quarter_away() -> None:
    """ "5 of 136", "9 of 135", "5 of 135": the second is not told."""
    values: list[Noted] = []
    read, logs = Reader(), list[Mapping[str, Any]]()
    for number, n in enumerate((5, 9, 5), 1):
        for group, had, of in (("white", 60, 1480), ("bme", n, 136)):
            share = round(100 * had / of, 1)
            values.append(Noted("3", share, f"2021-22Q{number}", group, "%", "share who did", basis="computed",
                                numerator=float(had), denominator=float(of)))  # fmt: skip
        ratio = round(n / 136 / (60 / 1480), 2)
        values.append(Noted("3", ratio, f"2021-22Q{number}", measure="relative likelihood", basis="computed"))
        release = decide_release(values, date(2021, 4, 1) + timedelta(days=92 * number), "network", Policy(), logs)
        read.read(release)
        logs.append(release.disclosed())
    assert set(read.counts) == {("3", "2021-22Q1"), ("3", "2021-22Q3")}
