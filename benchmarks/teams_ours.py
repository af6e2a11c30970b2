"""Ours, as `wres-bot serve` runs it, believing the keys of the measurement. Its arguments: the port, the key server."""

import sys

import uvicorn

from wres_bot.app import build
from wres_bot.chat.teams.tokens import Tokens
from wres_bot.config import read_settings
from wres_bot.logs import set_up_logs
from wres_bot.server import Serving

if __name__ == "__main__":
    set_up_logs()
    settings = read_settings()
    serving = Serving(build(settings))
    assert serving.teams
    serving.teams.tokens = Tokens(str(settings.teams_client_id), sys.argv[2])
    uvicorn.run(serving.api(), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools",
                access_log=False, log_config=None)  # fmt: skip
