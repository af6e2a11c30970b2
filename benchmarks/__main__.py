"""Runs the measurements: python -m benchmarks [inbound …]."""

import sys

from benchmarks import inbound

KNOWN = {"inbound": inbound.main}

if __name__ == "__main__":
    for name in sys.argv[1:] or KNOWN:
        if name not in KNOWN:
            sys.exit(f"There is no measurement {name!r}. There are: {', '.join(KNOWN)}.")
        KNOWN[name]()
