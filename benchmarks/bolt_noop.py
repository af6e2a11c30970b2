"""The peer: slack-bolt answering every command with one word, keeping nothing. Its argument is the port."""

import sys
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from benchmarks.load import SECRET


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-bench", bot_id="B0", bot_user_id="U0")


def make() -> FastAPI:
    bolt = AsyncApp(signing_secret=SECRET, authorize=_authorize, process_before_response=True)

    @bolt.command("/wres")
    async def _answer(ack: Any) -> None:
        await ack("ok")

    handler = AsyncSlackRequestHandler(bolt)
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @api.post("/slack/events")
    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return api


if __name__ == "__main__":
    uvicorn.run(make(), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools", access_log=False,
                log_level="warning")  # fmt: skip
