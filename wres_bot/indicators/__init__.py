"""The indicators: what each one asks, and what its values say. No database, no chat.

How a value goes, and which file makes of it what comes next:
`compute/formulas.py` makes a `ComputedValue` of a trust's own counts.
`admin/compute_indicators.py` makes a `SnapshotRow` of it, as `documents/figures_table.py` does of a published one;
`store/snapshots.py` keeps that and reads it as a `Snapshot`.
`compute/figures.py` needs of that only what `StoredValue` names, and makes a `Figure`: a year beside the year before.
`release/release.py` decides which figures an audience may be told, and withholds the others.
`release/benchmarks.py` makes a `Benchmarked` of one: beside chance, the nation, similar trusts and linked actions.
"""
