"""docs/security-cases.md names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/security-cases.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [line for line in PAGE.splitlines() if "tests/" in line], ids=lambda line: line[:12])
def test_each_test_that_is_named_is_there(line: str) -> None:
    for part in re.split(r"(?=`tests/)", line):
        if found := re.match(r"`(tests/[\w/]+\.py)`", part):
            source = (ROOT / found[1]).read_text(encoding="utf-8")
            for name in re.findall(r"\btest_\w+\b", part.partition("`: ")[2]):
                assert f"def {name}(" in source, (found[1], name)
