"""Holds the HTTP app to its addresses, and /metrics to the names that dashboards and alarms were made from."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from tests.outside.agreed import agreed
from wres_bot.app import build_app, current_time
from wres_bot.config import read_settings
from wres_bot.server import ServerProcess
from wres_bot.store.engine import Store, make_engine
from wres_bot.web.metrics import Metrics

SLACK = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}
TEAMS = {
    "TEAMS_CLIENT_ID": "c", "TEAMS_CLIENT_SECRET": "s", "TEAMS_TENANT_ID": "t", "WRES_PUBLIC_URL": "https://b.example",
}  # fmt: skip


@pytest.fixture
def api(sqlite_url: str) -> Iterator[FastAPI]:
    """Everything mounted; nothing started, so no platform is spoken to."""
    app = build_app(read_settings({"WRES_DATABASE_URL": sqlite_url, **SLACK, **TEAMS}))
    yield ServerProcess(app).api()
    app.store.close()


def test_every_address_is_served_for_its_methods(api: FastAPI) -> None:
    found = sorted(
        f"{method} {getattr(route, 'path', '')}"
        for route in api.routes
        for method in getattr(route, "methods", None) or ()
        if method != "HEAD"
    )
    agreed("routes", found)


async def test_health_says_so_in_fields(api: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://127.0.0.1") as http:
        live, ready = (await http.get("/health/live")).json(), (await http.get("/health/ready")).json()
    assert live == {"live": True}
    assert {name: type(value).__name__ for name, value in ready.items()} == {"ready": "bool", "problems": "dict"}
    assert set(ready["problems"]) <= {"database", "chat", "slack", "teams"}


def families(said: str) -> dict[str, dict[str, object]]:
    """Each with its type, and the names of its samples with their labels; of the few-worded ones with their values."""
    return {
        family.name: {
            "type": family.type,
            "samples": sorted({named(each.name, each.labels) for each in family.samples}),
        }
        for family in text_string_to_metric_families(said)
    }


def named(name: str, labels: dict[str, str]) -> str:
    told = [f"{label}={value}" if label in ("state", "of") else label for label, value in sorted(labels.items())]
    return f"{name}{{{', '.join(told)}}}"


async def test_every_figure_has_its_name_type_and_labels(api: FastAPI, sqlite_url: str) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://127.0.0.1") as http:
        said = (await http.get("/metrics")).text
    counted = Metrics(Store(make_engine(sqlite_url)), current_time, lambda: {"slack": True})
    counted.commands.labels(platform="slack", outcome="answered").inc()
    counted.count_refused("/slack", 401)
    found = families(generate_latest(counted.registry).decode())
    assert families(said).keys() == found.keys() - {
        "wres_commands_created",
        "wres_refused_requests_created",
    }  # one label has no sample until it is used
    agreed("metrics", found)
