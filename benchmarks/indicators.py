"""What the national indicators cost: 1.5 million staff of 215 trusts, to two ratios for each trust; and a workbook.

Every way reads the same file from disk and gives the same ratios, each in a process of its own, imports not counted:
the indicators' own way, a polars scan, pandas as one would write it at first, and fairlearn on columns already read.
Peak memory is what the process grew by over its imports.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PEOPLE, TRUSTS, SHEET_ROWS = 1_500_000, 215, 50_000
ROUNDS = 3
COLUMNS = ("trust", "ethnicity", "trained", "case")
FLAGS = ("trained", "case")


def make(folder: Path) -> None:
    """The same people as CSV, as Parquet, and the first of them as a workbook."""
    import numpy as np
    import openpyxl
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    random = np.random.default_rng(7)
    codes = np.array(list("ABCDEFGHJKLMNPRSZ"))
    chance = np.array([60, 2, 8, *[2] * 13, 4], dtype=float)
    bands = np.array([*(f"Band {n}" for n in (2, 3, 4, 5, 6, 7, "8a", "8b", "8c", "8d", 9)), "VSM", "Medical"])
    table = pa.table({
        "person": [f"P{n:07d}" for n in range(PEOPLE)],
        "trust": np.char.add("R", random.integers(100, 100 + TRUSTS, PEOPLE).astype(str)),
        "ethnicity": random.choice(codes, PEOPLE, p=chance / chance.sum()),
        "band": random.choice(bands, PEOPLE),
        "trained": np.where(random.random(PEOPLE) < 0.3, "yes", "no"),
        "case": np.where(random.random(PEOPLE) < 0.01, "yes", "no"),
    })  # fmt: skip
    pyarrow.csv.write_csv(table, folder / "staff.csv", pyarrow.csv.WriteOptions(quoting_style="none"))
    pyarrow.parquet.write_table(table, folder / "staff.parquet")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("staff")
    sheet.append(table.column_names)
    for row in table.slice(0, SHEET_ROWS).to_pylist():
        sheet.append(list(row.values()))
    book.save(folder / "staff.xlsx")


Ratios = dict[str, list[float]]


def ours(path: Path) -> Ratios:
    from wres_bot.indicators.compute.catalogue import BY_CODE
    from wres_bot.indicators.compute.formulas import apply_formula
    from wres_bot.indicators.ingest.columns import ColumnMap
    from wres_bot.indicators.ingest.findings import DataQuality
    from wres_bot.indicators.ingest.recode import recode_table
    from wres_bot.indicators.ingest.text_tables import TableSource, read_table

    config, quality = ColumnMap(), DataQuality()
    raw = read_table(TableSource("staff", path), config.headings("staff"), only=COLUMNS)
    counts = _by_trust(recode_table(raw, config, quality))
    assert not quality.blocking
    found: Ratios = {}
    for trust, mine in counts.items():
        held = {"staff": mine["staff"], "trained": mine["trained"], "cases": mine["case"]}
        parts = [apply_formula(BY_CODE[code], held)[-1].proportions for code in ("4", "3")]
        found[trust] = [p[0].count * p[1].of / (p[0].of * p[1].count) for p in parts if p]
    return found


def _by_trust(frame: Any) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    """Each trust is a part of the whole, counted as the product counts a trust's divisions."""
    from wres_bot.indicators.compute.measures import tally

    frame = frame.rename(columns={"trust": "division"})
    counts = {"staff": tally(frame, "ethnicity")}
    counts |= {flag: tally(frame[frame[flag] == "yes"], "ethnicity") for flag in FLAGS}
    trusts = [part for part in counts["staff"] if part]
    return {
        trust.removeprefix("division "): {what: {"": by.get(trust, {})} for what, by in counts.items()}
        for trust in trusts
    }


def reading_alone(path: Path) -> Ratios:
    from wres_bot.indicators.ingest.columns import ColumnMap
    from wres_bot.indicators.ingest.text_tables import TableSource, read_table

    read_table(TableSource("staff", path), ColumnMap().headings("staff"), only=COLUMNS)
    return {}


def whole_extract(path: Path) -> Ratios:
    """With every column, its quality report and every band of one trust of the 215: what `compute` does."""
    from wres_bot.indicators.compute.measures import compute_measures
    from wres_bot.indicators.ingest.columns import ColumnMap
    from wres_bot.indicators.ingest.extract import read_extract
    from wres_bot.indicators.ingest.periods import wres_year

    extract = read_extract(path, ColumnMap(), wres_year(2021), ("R100",))
    assert compute_measures(extract, ColumnMap(), wres_year(2021))
    return {}


def polars_scan(path: Path) -> Ratios:
    import polars as pl

    frame = pl.scan_csv(path) if path.suffix == ".csv" else pl.scan_parquet(path)
    code = pl.col("ethnicity")
    group = pl.when(code.is_in(list("ABC"))).then(pl.lit("white")).when(code != "Z").then(pl.lit("bme"))
    rates = (
        frame.select("trust", group.alias("group"), *(pl.col(flag) == "yes" for flag in FLAGS))
        .group_by("trust", "group").agg(*(pl.col(flag).mean() for flag in FLAGS)).collect()
    )  # fmt: skip
    by = {(row["trust"], row["group"]): row for row in rates.to_dicts()}
    return _from_rates(by)


def pandas_naive(path: Path) -> Ratios:
    import pandas as pd

    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    frame["group"] = frame["ethnicity"].map(lambda c: "white" if c in "ABC" else "not known" if c == "Z" else "bme")
    for flag in FLAGS:
        frame[flag] = frame[flag] == "yes"
    rates = frame.groupby(["trust", "group"])[list(FLAGS)].mean()
    return _from_rates({(str(t), str(g)): dict(row) for (t, g), row in rates.iterrows()})  # type: ignore[misc]


def fairlearn_frame(path: Path) -> Ratios:
    """`MetricFrame` with trusts as control features; the file has been read for it and only its work is timed."""
    import pandas as pd
    from fairlearn.metrics import MetricFrame, selection_rate

    frame = pd.read_csv(path, usecols=list(COLUMNS), dtype="category")
    groups = {
        c: "white" if c in "ABC" else "not known" if c == "Z" else "bme" for c in frame["ethnicity"].cat.categories
    }
    group, flags = frame["ethnicity"].map(groups), {flag: frame[flag] == "yes" for flag in FLAGS}
    begun = time.perf_counter()
    made = {f: MetricFrame(metrics=selection_rate, y_true=y, y_pred=y, sensitive_features=group,
                           control_features=frame["trust"]).by_group for f, y in flags.items()}  # fmt: skip
    TOOK.append(time.perf_counter() - begun)
    return _from_rates({(str(t), str(g)): {f: made[f][t, g] for f in FLAGS} for t, g in made["case"].index})


def ours_in_memory(path: Path) -> Ratios:
    """The part of our own way that fairlearn is timed for: from texts in memory to ratios."""
    from wres_bot.indicators.ingest.columns import ColumnMap
    from wres_bot.indicators.ingest.findings import DataQuality
    from wres_bot.indicators.ingest.recode import recode_table
    from wres_bot.indicators.ingest.text_tables import TableSource, read_table

    raw = read_table(TableSource("staff", path), ColumnMap().headings("staff"), only=COLUMNS)
    begun = time.perf_counter()
    counts = _by_trust(recode_table(raw, ColumnMap(), DataQuality()))
    found = {t: [_likelihood(c, flag) for flag in FLAGS] for t, c in counts.items()}
    TOOK.append(time.perf_counter() - begun)
    return found


TOOK: list[float] = []
"""Of a way that times only a part of what it does."""


def _likelihood(counts: Any, flag: str) -> float:
    had, of = counts[flag][""], counts["staff"][""]
    ratio = had["white"] * of["bme"] / (of["white"] * had["bme"])
    return float(ratio if flag == "trained" else 1 / ratio)


def _from_rates(by: Any) -> Ratios:
    trusts = sorted({trust for trust, _ in by})
    return {t: [by[t, "white"]["trained"] / by[t, "bme"]["trained"], by[t, "bme"]["case"] / by[t, "white"]["case"]]
            for t in trusts}  # fmt: skip


def ours_sheet(path: Path) -> Ratios:
    from wres_bot.indicators.ingest.columns import ColumnMap
    from wres_bot.indicators.ingest.text_tables import TableSource, read_table

    assert len(read_table(TableSource("staff", path), ColumnMap().headings("staff")).frame) == SHEET_ROWS
    return {}


def openpyxl_sheet(path: Path) -> Ratios:
    import pandas as pd

    assert len(pd.read_excel(path, engine="openpyxl")) == SHEET_ROWS
    return {}


WAYS: dict[str, Callable[[Path], Ratios]] = {
    f.__name__: f for f in (ours, reading_alone, whole_extract, polars_scan, pandas_naive, fairlearn_frame,
                            ours_in_memory, ours_sheet, openpyxl_sheet)
}  # fmt: skip


def alone(way: str, path: Path) -> None:
    """One way in a process of its own: seconds, megabytes, ratios."""
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow.csv
    import pyarrow.parquet  # noqa: F401

    for name in {"polars_scan": ["polars"], "fairlearn_frame": ["fairlearn.metrics"]}.get(way, []):
        __import__(name)
    import wres_bot.indicators.compute.measures  # noqa: F401

    Path("/proc/self/clear_refs").write_text("5")  # the peak starts again from here
    before = _peak()
    begun = time.perf_counter()
    ratios = WAYS[way](path)
    took = TOOK[0] if TOOK else time.perf_counter() - begun
    print(json.dumps({"seconds": took, "megabytes": _peak() - before, "ratios": ratios}))


def _peak() -> float:
    """Megabytes. Not what getrusage says: that begins with the peak of the process this one came from."""
    said = Path("/proc/self/status").read_text()
    return int(next(line for line in said.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def run(ways: Sequence[str], path: Path, rounds: int = ROUNDS) -> dict[str, tuple[float, float, Ratios]]:
    """Median seconds and megabytes of each; they take turns, so that a slow moment of the machine is shared."""
    said: dict[str, list[Any]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            code = f"from pathlib import Path; import benchmarks.indicators as b; b.alone({way!r}, Path({str(path)!r}))"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
            said[way].append(json.loads(done.stdout))
    return {
        way: (statistics.median(s["seconds"] for s in mine), statistics.median(s["megabytes"] for s in mine),
              mine[0]["ratios"])
        for way, mine in said.items()
    }  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make(folder)
        for kind in ("csv", "parquet"):
            path = folder / f"staff.{kind}"
            print(f"\nIndicators, {PEOPLE:,} staff of {TRUSTS} trusts, {kind} ({path.stat().st_size / 1e6:.0f} MB)")
            names = ["ours", "reading_alone", "polars_scan", "pandas_naive", "whole_extract"]
            found = run(names, path)
            for way in ("polars_scan", "pandas_naive"):
                same(found["ours"][2], found[way][2])
            for way, (seconds, megabytes, _) in found.items():
                print(f"  {way:16} {seconds:7.3f} s {megabytes:7.0f} MB")
            ratio = found["ours"][0] / found["polars_scan"][0]
            print(f"  ours / polars scan: {ratio:.2f} (goal: at most 2)")
            memory = found["ours"][1] / found["pandas_naive"][1]
            print(f"  memory, ours / naive pandas: {memory:.2f} (goal: at most 0.5)")
        path = folder / "staff.csv"
        mine, theirs = run(("ours_in_memory", "fairlearn_frame"), path, 3).values()
        same(mine[2], theirs[2])
        print(f"\n  in memory: ours {mine[0]:.3f} s, fairlearn {theirs[0]:.2f} s: ", end="")
        print(f"{theirs[0] / mine[0]:.0f} times as fast (goal: 50)")
        path = folder / "staff.xlsx"
        mine, theirs = run(("ours_sheet", "openpyxl_sheet"), path, 3).values()
        print(f"\nXLSX, {SHEET_ROWS:,} rows: ours {mine[0]:.2f} s, openpyxl with pandas {theirs[0]:.2f} s: "
              f"{mine[0] / theirs[0]:.2f} (goal: at most 0.15)")  # fmt: skip


def same(one: Ratios, other: Ratios) -> None:
    """Every way gives the same ratios, or its time says nothing."""
    if one.keys() != other.keys() or any(
        abs(a - b) > 1e-9 * a for trust, mine in one.items() for a, b in zip(mine, other[trust], strict=True)
    ):
        raise SystemExit("two ways disagree on a ratio")
