"""Runs the measurements, or those that are named: python -m benchmarks [inbound teams planning delivery …]."""

import sys

from benchmarks import delivery, documents, inbound, indicators, loading, planning, starting, teams

KNOWN = {"inbound": inbound.main, "teams": teams.main, "planning": planning.main, "delivery": delivery.main,
         "indicators": indicators.main, "documents": documents.main, "loading": loading.main,
         "starting": starting.main}  # fmt: skip

if __name__ == "__main__":
    for name in sys.argv[1:] or KNOWN:
        if name not in KNOWN:
            sys.exit(f"There is no measurement {name!r}. There are: {', '.join(KNOWN)}.")
        KNOWN[name]()
