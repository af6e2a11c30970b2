"""Owns counting people by group and part of the trust; must not know files, formulas or where codes came from."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.compute.formulas import ALL, MEDICAL

if TYPE_CHECKING:
    import pandas as pd

PARTS = ("band", "clinical", "medical", "division")
WITHOUT_MEDICAL = "without medical"
AT_ONCE = 262_144
"""Rows counted together: enough to be fast, few enough to need next to no memory."""
GroupCounts = dict[str, dict[str, int]]


def tally(frame: "pd.DataFrame", group: str, weight: str | None = None) -> GroupCounts:
    """How many of each group, in all and in each part that the frame tells apart."""
    parts = [part for part in PARTS if part in frame.columns]
    found: GroupCounts = {ALL: {}}
    if frame.empty:
        return found
    grouped = frame.groupby([group, *parts], observed=True, sort=True)
    sums = grouped[weight].sum() if weight else grouped.size()
    for key, n in sums.items():
        values = key if isinstance(key, tuple) else (key,)
        name = str(values[0])
        for label in parts_of(dict(zip(parts, map(str, values[1:]), strict=True))):
            by_group = found.setdefault(label, {})
            by_group[name] = by_group.get(name, 0) + int(n)
    return found


def parts_of(parts: Mapping[str, str]) -> list[str]:
    """Every part of the trust that somebody belongs to."""
    found = [ALL]
    band, clinical = parts.get("band", ""), {"yes": "clinical", "no": "non-clinical"}.get(parts.get("clinical", ""), "")
    medical = band == MEDICAL or parts.get("medical") == "yes"
    if medical:
        found.append(MEDICAL)
    elif band or "medical" in parts:
        found.append(WITHOUT_MEDICAL)
    if band and not medical:
        found.append(band)
    if clinical:
        found.append(clinical)
        found += [f"{band}, {clinical}"] if band and not medical else []
    if parts.get("division"):
        found.append(f"division {parts['division']}")
    return found


def columns_of(label: str) -> frozenset[str]:
    """Which columns a part of the trust rests on."""
    if label == ALL:
        return frozenset()
    if label.startswith("division "):
        return frozenset({"division"})
    if label in ("clinical", "non-clinical"):
        return frozenset({"clinical"})
    if ", " in label:
        return frozenset({"band", "clinical"})
    return frozenset({"band"})


def fill_zeros(counted: GroupCounts, base: GroupCounts, parts: Sequence[str]) -> GroupCounts:
    """Nobody counted where there are people is 0; where they cannot be told apart it stays unsaid."""
    known = {*parts, *(("band",) if "medical" in parts else ())}
    return {label: counted.get(label, {}) for label in base if label == ALL or columns_of(label) <= known}


def per_trust(frame: "pd.DataFrame", group: str, flags: Sequence[str]) -> dict[str, dict[str, GroupCounts]]:
    """For each trust, the staff and those with each flag by group: one pass over however many rows there are."""
    import numpy as np  # pandas has brought it by now

    trusts, groups = frame["trust"].cat, frame[group].cat
    wide = len(groups.categories)
    shape = (len(trusts.categories), wide, *(2 for _ in flags))
    counts = np.zeros(math.prod(shape), dtype=np.int64)
    kinds = {flag: list(frame[flag].cat.categories) for flag in flags}
    yes = {flag: kinds[flag].index("yes") if "yes" in kinds[flag] else -2 for flag in flags}
    codes = {name: frame[name].cat.codes.to_numpy() for name in ("trust", group, *flags)}
    for first in range(0, len(frame), AT_ONCE):
        rows = slice(first, first + AT_ONCE)
        # One number for each person says trust, group and flags, so that one count of numbers counts them all.
        place = codes["trust"][rows].astype(np.intp)
        place *= wide
        place += codes[group][rows]
        for flag in flags:
            place *= 2
            place += codes[flag][rows] == yes[flag]
        known = (codes["trust"][rows] >= 0) & (codes[group][rows] >= 0)
        counts += np.bincount(place if known.all() else place[known], minlength=counts.size)
    counts = counts.reshape(shape)
    tables: dict[str, Any] = {"staff": counts.sum(axis=tuple(range(2, 2 + len(flags))))}
    for n, flag in enumerate(flags):
        others = tuple(2 + m for m in range(len(flags)) if m != n)
        tables[flag] = counts.sum(axis=others)[:, :, 1]
    names = [str(name) for name in groups.categories]
    return {
        str(trust): {what: {ALL: dict(zip(names, map(int, table[n]), strict=True))} for what, table in tables.items()}
        for n, trust in enumerate(trusts.categories)
        if tables["staff"][n].any()
    }
