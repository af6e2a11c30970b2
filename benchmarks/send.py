"""Runs one sender: python -m benchmarks.send WAY DATABASE SINK COUNT. Of its own, so that stored jobs find theirs."""

import uvloop

from benchmarks import senders

uvloop.run(senders.main())
