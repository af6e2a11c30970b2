"""Ours, as `wres-bot serve` runs it, believing the keys of the measurement. Its arguments: the port, the key server."""

import sys

import uvicorn

from wres_bot.app import build_app
from wres_bot.chat.teams.verify import TokenVerifier
from wres_bot.config import read_settings
from wres_bot.logs import configure_logging
from wres_bot.server import ServerProcess

if __name__ == "__main__":
    configure_logging()
    settings = read_settings()
    serving = ServerProcess(build_app(settings))
    teams = settings.platforms["teams"]
    serving.listeners["teams"].tokens = TokenVerifier(str(teams.client_id), sys.argv[2])
    uvicorn.run(serving.api(), host="127.0.0.1", port=int(sys.argv[1]), loop="uvloop", http="httptools",
                access_log=False, log_config=None)  # fmt: skip
