"""Owns the agreed looks: `WRES_TEST_GOLDEN=1 pytest tests/chat/slack` writes them again, to be read in the diff."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, Any], None]:
    def check(name: str, drawn: Any) -> None:
        path = FOLDER / f"{name}.json"
        if os.environ.get("WRES_TEST_GOLDEN"):
            path.write_text(json.dumps(drawn, indent=2, ensure_ascii=False) + "\n")
        assert drawn == json.loads(path.read_text())

    return check
