"""Checks random extracts against another implementation: people as objects, fractions, its own exact test.

The other one never reads a file: it knows whom it has written, in which words, and counts them by the standard's rules.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from tests.indicators.extracts import read, write
from tests.slices import times
from wres_bot.indicators.compute.significance import compare_rates

SYSTEMS = {
    "NHS": {"white": ("A", "B", "C"), "bme": ("D", "H", "N", "R", "S"), "not known": ("Z", "X", "")},
    "ESR": {"white": ("A White - British", "CP White Polish", "C3 White Unspecified"),
            "bme": ("SC Filipino", "GF Mixed - Other/Unspecified", "N Black or Black British - African"),
            "not known": ("Z Not Stated", "Unspecified")},
    "self-defined": {"white": ("W1", "W9"), "bme": ("A1", "B2", "M3", "O9"), "not known": ("NS",)},
    "words": {"white": ("White: Irish", "Other White"), "bme": ("Indian", "White and Asian", "BAME"),
              "not known": ("Prefer not to say", "NK")},
}  # fmt: skip
BAND_WORDS = {
    "Band 5": ("5", "NHS|XR05|Review Body Band 5", "AfC Band 5"), "Band 6": ("Band 6", "XN06"), "Band 2": ("Band 2",),
    "Band 8a": ("8A", "Band 8 - Range A"), "VSM": ("VSM", "Very Senior Manager"), "Medical": ("Consultant", "FY1"),
}  # fmt: skip
ORDER = ("Band 2", "Band 5", "Band 6", "Band 8a", "VSM", "Medical")
TIER = {"Band 2": "lower", "Band 5": "lower", "Band 6": "middle", "Band 8a": "upper", "VSM": "upper"}


@dataclass
class Person:
    number: str
    group: str
    words: str
    assignments: list[tuple[str, bool]]  # band, bank
    left: bool
    cases: list[tuple[str, str, str]]  # type, formality, day
    courses: list[tuple[str, str, str]]  # mandatory, outcome, day

    @property
    def employed(self) -> bool:
        """Has a post that is not of the bank."""
        return any(not bank for _, bank in self.assignments)

    @property
    def in_post(self) -> bool:
        return self.employed and not self.left

    @property
    def band(self) -> str:
        return max((band for band, bank in self.assignments if not bank), key=ORDER.index)

    def has_case(self) -> bool:
        return self.employed and any(
            kind in ("Disciplinary", "Misconduct") and how == "Formal" and inside(day) for kind, how, day in self.cases
        )

    def was_trained(self) -> bool:
        return self.employed and any(
            mandatory == "Non Mandatory" and outcome == "Completed" and inside(day)
            for mandatory, outcome, day in self.courses
        )


def inside(day: str) -> bool:
    return "2020-04-01" <= day <= "2021-03-31"


def day(chance: random.Random) -> str:
    return chance.choice(("2020-04-01", "2021-03-31", "2020-10-05", "2020-03-31", "2021-04-01"))


def make_people(chance: random.Random, system: str) -> list[Person]:
    people = []
    for n in range(chance.randint(60, 160)):
        group = chance.choices(("white", "bme", "not known"), (6, 3, 1))[0]
        left = chance.random() < 0.06
        posts = [(chance.choice(ORDER), chance.random() < 0.12) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        cases = [(chance.choice(("Disciplinary", "Misconduct", "Grievance", "Capability")),
                  chance.choice(("Formal", "Formal", "Informal")), day(chance))
                 for _ in range(chance.choice((0,) * 8 + (1, 2, 6)))]  # fmt: skip
        courses = [(chance.choice(("Non Mandatory", "Mandatory")), chance.choice(("Completed",
        "Cancelled")), day(chance))
                   for _ in range(chance.choice((0, 0, 1, 3)))]  # fmt: skip
        people.append(Person(f"2{n:07d}", group, chance.choice(SYSTEMS[system][group]), posts, left, cases, courses))
    return people


def write_extract(chance: random.Random, folder: Path, people: list[Person]) -> tuple[Path, dict[str, dict[str, int]]]:
    """The files, and what the recruitment file says of each group."""
    rows = [(f"{p.number},{p.number}{'' if n == 0 else f'-{n + 1}'},{p.words},{chance.choice(BAND_WORDS[band])},"
             f"{'Bank' if bank else chance.choice(('Permanent', 'Fixed Term Temp'))},{'2021-01-31' if p.left else ''}")
            for p in people for n, (band, bank) in enumerate(p.assignments)]  # fmt: skip
    chance.shuffle(rows)
    cases = [f"{p.number},{kind},{how},{when}" for p in people for kind, how, when in p.cases]
    courses = [f"{p.number},Course,{must},{end},{when}" for p in people for must, end, when in p.courses]
    shortlist = {g: chance.randint(0, 40) for g in ("white", "bme", "not known")}
    hired = {g: chance.randint(0, n) for g, n in shortlist.items()}
    words = {"white": "White British", "bme": "Black African", "not known": "Not stated"}
    stages = [f"{words[g]},{'Appointed' if n < hired[g] else chance.choice(('Interviewed', 'Offered', 'Shortlisted'))}"
              for g, count in shortlist.items() for n in range(count)]  # fmt: skip
    stages += [f"{words[g]},Not shortlisted" for g in shortlist for _ in range(chance.randint(1, 4))]
    applications = [f"AP{n},{row}" for n, row in enumerate(stages)]
    head = "Employee Number,Assignment Number,Ethnic Origin,Pay Scale,Assignment Category,Termination Date"
    tables = {
        "staff": [head, *rows],
        "cases": ["Employee Number,Case Type,Formal/Informal,Date Opened", *cases],
        "training": ["Employee Number,Course Name,Course Category,Enrolment Status,Completion Date", *courses],
        "recruitment": ["Application ID,Ethnic origin,Application stage", *applications],
    }  # fmt: skip
    return write(folder, **{name: each for name, each in tables.items() if len(each) > 1}), {
        "shortlisted": shortlist, "appointed": hired}  # fmt: skip


def rounded(exact: Fraction, places: int) -> Decimal:
    quotient = Decimal(exact.numerator * 10 ** (places + 30) // exact.denominator).scaleb(-places - 30)
    return quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def fisher(a: int, n: int, b: int, m: int) -> float:
    """Two-sided: all tables with the same margins that are no likelier than this one."""
    total = a + b
    ways = {k: math.comb(n, k) * math.comb(m, total - k) for k in range(max(0, total - m), min(n, total) + 1)}
    return float(Fraction(sum(w for w in ways.values() if w <= ways[a]), sum(ways.values())))


def katz(a: int, n: int, b: int, m: int) -> tuple[float, float]:
    ratio = math.log(a / n / (b / m))
    spread = 1.959963984540054 * math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return math.exp(ratio - spread), math.exp(ratio + spread)


def count(people: list[Person], keep: Callable[[Person], bool]) -> dict[str, int]:
    return {g: sum(1 for p in people if p.group == g and keep(p)) for g in ("white", "bme", "not known")}


def _is_in_band(band: str | None, person: Person) -> bool:
    return person.in_post and band in (None, person.band)


def _is_in_tier(tier: str, person: Person) -> bool:
    return person.in_post and TIER.get(person.band) == tier


@pytest.mark.simulation
def test_random_extracts_give_what_another_implementation_gives(tmp_path: Path) -> None:
    for seed in range(times(8)):
        check_one(seed, tmp_path / str(seed))


def check_one(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    people = make_people(chance, chance.choice(tuple(SYSTEMS)))
    path, recruited = write_extract(chance, folder, people)
    extract, found = read(path)
    staff = count(people, lambda p: p.in_post)
    counts = {
        "staff": staff,
        **recruited,
        "cases": count(people, Person.has_case),
        "trained": count(people, Person.was_trained),
    }
    over = any(counts[what][g] > staff[g] for what in ("cases", "trained") for g in staff)
    if over:
        assert extract.quality.blocking
        return
    assert extract.quality.blocking == [], (seed, extract.quality.words())
    values = {
        (each.code, m.name.partition(":")[0], m.breakdown, m.group): m for each, m in found if each.standard == "WRES"
    }
    for band in (None, *ORDER):
        here = count(people, partial(_is_in_band, band))
        if not any(here.values()):
            continue
        for group, n in here.items():
            assert values["1", "headcount", band or "All staff", group].value == n, (seed, band, group)
    share = values["1", "workforce share", "", "bme"]
    assert share.value == rounded(Fraction(100 * staff["bme"], sum(staff.values())), 1)
    for code, had, of, top, under in (("2", "appointed", "shortlisted", "white", "bme"), ("3", "cases", "staff",
    "bme", "white"),
                                      ("4", "trained", "staff", "white", "bme")):  # fmt: skip
        if had not in ("appointed",) and not (path / ("cases.csv" if had == "cases" else "training.csv")).exists():
            continue
        a, n, b, m = counts[had][top], counts[of][top], counts[had][under], counts[of][under]
        [ratio] = [v for (c, _, part, group), v in values.items() if (c, part, group) == (code, "", "ratio")]
        assert ratio.value == (rounded(Fraction(a * m, n * b), 2) if a and b else None), (seed, code)
        assert ratio.proportions and [(p.count, p.of) for p in ratio.proportions] == [(a, n), (b, m)], (seed, code)
        if n and m:
            compared = compare_rates(*ratio.proportions)
            assert compared is not None and math.isclose(compared.p, fisher(a, n, b, m), rel_tol=1e-9, abs_tol=1e-12)
        if ratio.interval:
            low, high = katz(a, n, b, m)
            assert math.isclose(ratio.interval.low, low, rel_tol=1e-9)
            assert math.isclose(ratio.interval.high, high, rel_tol=1e-9)
    lower, upper = (count(people, partial(_is_in_tier, tier)) for tier in ("lower", "upper"))
    disparity = values["RDR", "race disparity ratio lower to upper", "", "ratio"]
    if all(each[g] for each in (lower, upper) for g in ("white", "bme")):
        exact = Fraction(upper["white"] * lower["bme"], lower["white"] * upper["bme"])
        assert disparity.value == rounded(exact, 2)
    else:
        assert disparity.value is None
