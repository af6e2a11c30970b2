"""Owns how long tests wait for something to happen. Nothing here is a claim of speed: benchmarks/ has those."""

from functools import partial

import httpx

PATIENCE = 300.0
"""Seconds, after which something has hung, on however busy a machine. What works is waited for only until it has."""

get = partial(httpx.get, timeout=PATIENCE)
post = partial(httpx.post, timeout=PATIENCE)
