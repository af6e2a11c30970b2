"""Owns the lists of what people script against, as files to be reviewed. Knows nothing of how they are found.

`WRES_TEST_GOLDEN=write .venv/bin/pytest tests/outside` writes them again, to be read in the diff: a line that goes
or changes breaks somebody's script.
"""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"


def agreed(name: str, found: Any) -> None:
    """What is found is what was agreed, to the letter."""
    path = FOLDER / f"{name}.json"
    written = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("WRES_TEST_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert json.loads(written) == json.loads(path.read_text(encoding="utf-8"))
