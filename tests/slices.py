"""Owns how much of a long search `make test` takes: a slice of fixed seed. `make torture` takes many times as much.

A test that searches is marked `simulation`, and asks here how far it goes.
"""

import os

TIMES = int(os.environ.get("WRES_TEST_TIMES", "1"))


def times(slice_: int) -> int:
    return slice_ * TIMES
