"""Checks that nobody can work out a small number: an attacker, written here, tries every table that fits the posts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.slices import times
from wres_bot.indicators.release.disclosure import (
    Aggregation,
    CellSet,
    Decision,
    Family,
    Limits,
    decide_disclosure,
)
from wres_bot.indicators.release.inversion import implied_counts

GROUPS = ("white", "bme", "not known")
Cells = Mapping[str, int]
Told = frozenset[tuple[CellSet, int]]


def blocks(*names: str) -> tuple[CellSet, ...]:
    """ "a b" is a and b counted together."""
    return tuple(frozenset(name.split("+")) for name in names)


def by_group(counts: Cells, name: str = "cases") -> Family:
    """One number of each group, and their total."""
    whole = frozenset(counts)
    return Family(name, counts, (Aggregation(tuple(frozenset((c,)) for c in counts)), Aggregation((whole,), (whole,))))


def by_tier(counts: Cells, name: str = "bands") -> Family:
    """Four bands in two tiers, then all."""
    rungs = (Aggregation(blocks(*"abcd")), Aggregation(blocks("a+b", "c+d")), Aggregation(blocks("a+b+c+d")))
    return Family(name, counts, rungs)


def other_cut(counts: Cells) -> Family:
    """The same four bands, cut across the tiers."""
    return Family(
        "bands",
        counts,
        (Aggregation(blocks(*"abcd")), Aggregation(blocks("a+c", "b", "d")), Aggregation(blocks("a+b+c+d"))),
    )


def told(family: Family, decision: Decision) -> Told:
    return frozenset((block, family.count(block)) for block in decision.released[family.name])


# The attacker. Knows the rule, the whole total, and every post; tries every table of whole numbers that fits.


def compositions(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, cells - 1):
            yield (first, *rest)


@cache
def fitting(names: tuple[str, ...], known: Told) -> tuple[dict[str, int], ...]:
    """Every table in which the numbers told are as told. Those told never overlap; what is in none may be anything
    up to a dozen."""
    parts: list[list[dict[str, int]]] = []
    covered: set[str] = set()
    for block, count in known:
        inside = sorted(block)
        covered |= block
        parts.append([dict(zip(inside, split, strict=True)) for split in compositions(count, len(inside))])
    for name in names:
        if name not in covered:
            parts.append([{name: n} for n in range(13)])
    return tuple({k: v for part in each for k, v in part.items()} for each in product(*parts))


def finest(*posts: Told) -> Told:
    """The post that divides most: the others are sums of it, or it would not have been told."""
    return max(posts, key=len)


def assert_nothing_small_is_given_away(
    true: Cells, attacks: Callable[[Cells], Sequence[Told]], *, total_known: bool = True
) -> None:
    """Each small number that was kept back could, for all that was told, be any of 1 to 4."""
    posts = attacks(true)
    total = sum(true.values())
    known = finest(*posts)
    if not known and total_known:
        known = frozenset({(frozenset(true), total)})
    seen = {next(iter(block)) for post in posts for block, _ in post if len(block) == 1}
    small = {name for name, count in true.items() if 1 <= count <= 4}
    assert not small & seen
    if not small or total < 4:
        return  # a total under four, known from elsewhere, is more than any rule can undo
    possible: dict[str, set[int]] = {name: set() for name in small}
    for world in fitting(tuple(true), known):
        if any(not {1, 2, 3, 4} <= found for found in possible.values()) and attacks(world) == posts:
            for name in small:
                possible[name].add(world[name])
    for name, found in possible.items():
        assert {1, 2, 3, 4} <= found, f"{name} of {dict(true)} can only be {sorted(found)} after {posts}"


counts = st.integers(0, 9)


@given(st.fixed_dictionaries(dict.fromkeys(GROUPS, counts)))
@pytest.mark.simulation
@settings(max_examples=times(150), deadline=None)
def test_one_number_of_each_group_and_their_total(cells: dict[str, int]) -> None:
    def attack(world: Cells) -> list[Told]:
        family = by_group(world)
        return [told(family, decide_disclosure("network", [family]))]

    assert_nothing_small_is_given_away(cells, attack)


four = st.fixed_dictionaries({name: st.integers(0, 7) for name in "abcd"})


@given(four)
@pytest.mark.simulation
@settings(max_examples=times(80), deadline=None)
def test_bands_in_tiers(cells: dict[str, int]) -> None:
    def attack(world: Cells) -> list[Told]:
        family = by_tier(world)
        return [told(family, decide_disclosure("steering", [family]))]

    assert_nothing_small_is_given_away(cells, attack)


@given(four, st.booleans())
@pytest.mark.simulation
@settings(max_examples=times(80), deadline=None)
def test_a_second_post_that_cuts_the_same_people_another_way(cells: dict[str, int], tiers_first: bool) -> None:
    cuts = (by_tier, other_cut) if tiers_first else (other_cut, by_tier)

    def attack(world: Cells) -> list[Told]:
        posts: list[Told] = []
        kept: list[dict[str, Any]] = []
        for cut in cuts:
            family = cut(world)
            decision = decide_disclosure("steering", [family], kept)
            kept.append(decision.disclosed([family.name]))
            posts.append(told(family, decision))
        return posts

    assert_nothing_small_is_given_away(cells, attack)


@given(st.fixed_dictionaries(dict.fromkeys(GROUPS, counts)), st.sampled_from(GROUPS), st.integers(1, 8))
@pytest.mark.simulation
@settings(max_examples=times(100), deadline=None)
def test_a_later_correction_of_one_number(cells: dict[str, int], changed: str, by: int) -> None:
    """The attacker knows which one was corrected and by how much, and that no other was."""

    def attack(world: Cells) -> list[Told]:
        first = by_group(world)
        decision = decide_disclosure("network", [first])
        then = by_group({**world, changed: world[changed] + by})
        again = decide_disclosure("network", [then], [decision.disclosed(["cases"])])
        later = told(then, again)
        return [told(first, decision), frozenset((b, n - by * (changed in b)) for b, n in later)]

    assert_nothing_small_is_given_away(cells, attack)


@given(st.fixed_dictionaries(dict.fromkeys(GROUPS, st.integers(5, 40))), st.sampled_from(GROUPS))
def test_a_number_corrected_to_a_small_one_is_not_told_by_its_total(cells: dict[str, int], changed: str) -> None:
    """The attacker was told all, and knows which one was corrected: whatever it became, the next post is the same."""
    first = by_group(cells)
    kept = decide_disclosure("network", [first]).disclosed(["cases"])
    then = [by_group({**cells, changed: small}) for small in (1, 2, 3, 4)]
    assert len({told(family, decide_disclosure("network", [family], [kept])) for family in then}) == 1


def test_the_attacker_of_these_tests_finds_a_careless_mask() -> None:
    """Masking the small number alone, with its total beside it, is undone: so the tests above can fail."""

    def attack(world: Cells) -> list[Told]:
        return [
            frozenset((frozenset((g,)), n) for g, n in world.items() if not 1 <= n <= 4)
            | ({(frozenset(g for g, n in world.items() if 1 <= n <= 4), sum(n for n in world.values() if n <= 4))})
        ]

    with pytest.raises(AssertionError):
        assert_nothing_small_is_given_away({"white": 9, "bme": 2, "not known": 8}, attack)


def test_without_the_memory_of_posts_a_correction_gives_a_number_away() -> None:
    first, then = by_group({"white": 17, "bme": 3, "not known": 5}), by_group({"white": 17, "bme": 6, "not known": 5})
    before = decide_disclosure("network", [first])
    assert before.released["cases"] == (frozenset(GROUPS),)
    assert (
        len(decide_disclosure("network", [then]).released["cases"]) == 3
    )  # 25 in all before, and 17 and 5 now: so it was 3
    assert decide_disclosure("network", [then], [before.disclosed(["cases"])]).released["cases"] == (frozenset(GROUPS),)


def test_those_who_hold_the_data_are_told_all() -> None:
    decision = decide_disclosure("leads", [by_group({"white": 5, "bme": 2, "not known": 1})])
    assert all(decision.may_release("cases", group) for group in GROUPS)


@pytest.mark.parametrize("audience", ["network", "steering"])
def test_masking_one_masks_its_neighbours_and_keeps_the_total(audience: Any) -> None:
    decision = decide_disclosure(audience, [by_group({"white": 391, "bme": 66, "not known": 3})])
    assert not any(decision.may_release("cases", group) for group in GROUPS)
    assert decision.may_release("cases", *GROUPS)


def test_a_total_under_eleven_is_kept_back_with_its_parts() -> None:
    decision = decide_disclosure("network", [by_group({"white": 5, "bme": 2, "not known": 1})])
    assert decision.released["cases"] == ()
    assert decision.disclosed(["cases"]) == {"cases": []}


def test_what_was_kept_back_whole_stays_back() -> None:
    kept = decide_disclosure("network", [by_group({"white": 5, "bme": 2, "not known": 1})]).disclosed(["cases"])
    assert (
        decide_disclosure("network", [by_group({"white": 50, "bme": 20, "not known": 10})], [kept]).released["cases"]
        == ()
    )


def test_nought_is_told_and_large_numbers_are_told() -> None:
    decision = decide_disclosure("network", [by_group({"white": 391, "bme": 66, "not known": 0})])
    assert all(decision.may_release("cases", group) for group in GROUPS)
    assert decision.may_release("cases", "white", "bme")


def test_the_limits_are_settings() -> None:
    family = by_group({"white": 391, "bme": 66, "not known": 7})
    assert decide_disclosure("network", [family]).may_release("cases", "bme")
    assert not decide_disclosure("network", [family], limits=Limits(small=9)).may_release("cases", "bme")


def test_a_number_that_is_no_sum_of_those_told_may_not_be_said() -> None:
    decision = decide_disclosure("steering", [by_tier({"a": 2, "b": 9, "c": 8, "d": 7})])
    assert decision.may_release("bands", "a", "b")
    assert decision.may_release("bands", "a", "b", "c", "d")
    assert not decision.may_release("bands", "a")
    assert not decision.may_release("bands", "b", "c")
    assert not decision.may_release("bands")
    assert not decision.may_release("unheard of", "a")


def test_what_a_post_told_survives_being_stored_as_json() -> None:
    import json

    family = by_group({"white": 391, "bme": 66, "not known": 3})
    kept = json.loads(json.dumps(decide_disclosure("network", [family]).disclosed(["cases", "other"])))
    assert decide_disclosure("network", [family], [kept]).released["cases"] == (frozenset(GROUPS),)


@pytest.mark.parametrize(
    ("per_cent", "base", "people"), [(26.7, 15, (4,)), (21.4, 14, (3,)), (0.8, 399, (3,)), (8.2, 1660, (136,))]
)
def test_a_percentage_over_a_small_base_gives_its_count_away(per_cent: float, base: int, people: tuple[int]) -> None:
    assert implied_counts(per_cent, base) == people


@given(st.integers(1, 3000), st.data())
def test_the_count_behind_a_percentage_is_always_among_those_implied(base: int, data: st.DataObject) -> None:
    people = data.draw(st.integers(0, base))
    assert people in implied_counts(round(100 * people / base, 1), base)


@pytest.mark.parametrize(
    ("had", "others", "told"), [(5, 5, False), (5, 6, True), (6, 6, True), (4, 20, False), (5, 20, True)]
)
def test_eleven_people_and_five_cases_are_the_least_that_is_told(had: int, others: int, told: bool) -> None:
    cells = {"had": had, "had not": others}
    each, every = tuple(frozenset((cell,)) for cell in cells), (frozenset(cells),)
    decision = decide_disclosure("network", [Family("rate", cells, (Aggregation(each, every),))])
    assert decision.may_release("rate", "had") is told
