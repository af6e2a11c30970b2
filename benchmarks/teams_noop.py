"""The peer: the Teams library as it comes, with a handler that does nothing. Its arguments: port, key server."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from microsoft_teams.api.activities.message import MessageActivity
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

from benchmarks.teams_load import CLIENT, TENANT


def make(keys: str) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await teams.initialize()
        yield

    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    teams = App(
        client_id=CLIENT,
        tenant_id=TENANT,
        token=lambda *_: "none",
        cloud=with_overrides(PUBLIC, openid_metadata_url=keys.removesuffix("/keys") + "/openidconfiguration"),
        http_server_adapter=FastAPIAdapter(app=api),
        messaging_endpoint="/teams/messages",
    )

    @teams.on_message
    async def _nothing(_: ActivityContext[MessageActivity]) -> None: ...

    return api


if __name__ == "__main__":
    uvicorn.run(make(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools",
                access_log=False, log_level="error")  # fmt: skip
