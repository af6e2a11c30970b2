"""Owns one run of the demo: a server on loopback and the world that ends with it. Must not know what a page shows."""

import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Timer

import uvicorn
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from wres_bot.demo.routes import make_routes
from wres_bot.demo.world import ExampleWorld
from wres_bot.domain.errors import ConfigError
from wres_bot.web.api import make_api


def run_demo(*, port: int, plan: str, browser: bool) -> None:
    """Serve the demo on loopback until stopped; nothing is kept."""
    # Being told to stop ends as Ctrl+C does, so that the temporary folder goes in either case.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="wres-demo-") as folder:
        world = ExampleWorld(Path(folder), plan)

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            await world.start()
            address = f"http://127.0.0.1:{port}"
            print(f"The demo is open at {address} (Ctrl+C ends it; nothing is kept).", flush=True)
            if browser:
                Timer(0.2, webbrowser.open, [address]).start()
            yield
            world.app.store.close()

        api = make_api(
            ready={}, metrics=CollectorRegistry(), mounts=[lambda api: api.include_router(make_routes(world))],
            lifespan=lifespan,
        )  # fmt: skip
        server = uvicorn.Server(
            uvicorn.Config(api, host="127.0.0.1", port=port, log_level="warning", access_log=False, log_config=None)
        )
        try:
            server.run()
        except SystemExit:
            raise ConfigError(f"Port {port} on 127.0.0.1 is taken. Try: wres-bot demo --port {port + 1}") from None
