"""Owns how long tests wait for something to happen. Nothing here is a claim of speed: benchmarks/ has those."""

import os
from functools import partial

import httpx

PATIENCE = 300.0
"""Seconds, after which something has hung, on however busy a machine. What works is waited for only until it has."""


def page_patience() -> float:
    """Seconds for a page to show what it should: a minute, more where others want the same processors.

    What a page never shows is thereby known in a minute on a machine that has nothing else to do.
    """
    wanted = os.getloadavg()[0] / len(os.sched_getaffinity(0))
    return min(PATIENCE, 60 * max(1.0, wanted))


get = partial(httpx.get, timeout=PATIENCE)
post = partial(httpx.post, timeout=PATIENCE)
