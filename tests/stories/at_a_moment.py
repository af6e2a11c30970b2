"""Serves as `wres-bot serve` does, at the moment that a file names: the day of a story, which moves when it is told to.

`python -m tests.stories.at_a_moment FILE`. Everything but the clock is the program itself.
"""

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

from wres_bot import server
from wres_bot.app import build_app
from wres_bot.config import read_settings
from wres_bot.logs import configure_logging


def main() -> None:
    file = Path(sys.argv[1])
    at_that_moment = partial(build_app, now=lambda: datetime.fromisoformat(file.read_text()))
    configure_logging()
    with patch.object(server, "build_app", at_that_moment):
        server.serve(read_settings())


if __name__ == "__main__":
    main()
