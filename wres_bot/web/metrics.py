"""Owns the figures at /metrics: letters by state, how old and how late, commands answered; must not know a person."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from wres_bot.domain.ports import Clock, CommandOutcome
from wres_bot.store import outbox
from wres_bot.store.engine import Store

LATELY = timedelta(minutes=15)
LAG = "From when a letter could first have gone until it was sent, of those sent in the last quarter of an hour"


class Metrics:
    """One registry a process. Letters are counted in the database at each scrape: every replica says the same."""

    def __init__(self, store: Store, clock: Clock, platforms: Callable[[], Mapping[str, bool]] = dict) -> None:
        """`platforms`: each by its name, and whether it takes what the bot sends."""
        self.registry = CollectorRegistry()
        self.commands = Counter("wres_commands", "Commands answered", ["platform", "outcome"], registry=self.registry)
        self.seconds = Histogram(
            "wres_command_seconds",
            "Seconds from a command's arrival to its answer",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3),
            registry=self.registry,
        )
        self.refused = Counter(
            "wres_refused_requests", "Requests turned away", ["path", "status"], registry=self.registry
        )
        self.registry.register(LetterCollector(store, clock))
        self.registry.register(PlatformCollector(platforms))

    def count_command(self, platform: str, outcome: CommandOutcome, seconds: float) -> None:
        """One thing somebody said has been answered, or not."""
        self.commands.labels(platform=platform, outcome=outcome).inc()
        self.seconds.observe(seconds)

    def count_refused(self, path: str, status: int) -> None:
        """One request was turned away: at which address of ours, and how."""
        self.refused.labels(path=path, status=str(status)).inc()


class PlatformCollector(Collector):
    def __init__(self, platforms: Callable[[], Mapping[str, bool]]) -> None:
        self._platforms = platforms

    def collect(self) -> Iterator[Metric]:
        words = "1 while the platform takes what the bot sends, 0 while it refuses the bot itself"
        working = GaugeMetricFamily("wres_platform_working", words, labels=["platform"])
        for name, works in self._platforms().items():
            working.add_metric([name], works)
        yield working


class LetterCollector(Collector):
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def describe(self) -> Iterator[Metric]:
        return iter(())  # said without asking the database, which may not be there yet

    def collect(self) -> Iterator[Metric]:
        with self._store.read() as db:
            totals = outbox.count_by_state(db)
            oldest = outbox.find_oldest_ready(db, self._clock())
            lags = outbox.load_delivery_lags(db, self._clock() - LATELY)
        letters = GaugeMetricFamily("wres_letters", "Letters by state", labels=["state"])
        for state in outbox.STATES:
            letters.add_metric([state], totals.get(state, 0))
        yield letters
        age = max(0.0, (self._clock() - oldest).total_seconds()) if oldest else 0.0
        yield GaugeMetricFamily("wres_oldest_letter_seconds", "How long the oldest letter has been ready", value=age)
        lag = GaugeMetricFamily("wres_letter_lag_seconds", LAG, labels=["of"])
        for name, which in (("middle", len(lags) // 2), ("longest", -1)):
            lag.add_metric([name], lags[which].total_seconds() if lags else 0.0)
        yield lag
