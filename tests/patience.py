"""Owns how long tests wait for something to happen. Nothing here is a claim of speed: benchmarks/ has those."""

PATIENCE = 300.0
"""Seconds, after which something has hung, on however busy a machine. What works is waited for only until it has."""
