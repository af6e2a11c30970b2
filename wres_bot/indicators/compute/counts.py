"""Owns counting people by group and part of the trust; must not know files, formulas or where codes came from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wres_bot.indicators.dimensions import ALL, MEDICAL, PARTS

if TYPE_CHECKING:
    import pandas as pd

WITHOUT_MEDICAL = "without medical"
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
