"""Checks the browser that other tests drive; knows no page of ours."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.patience import PATIENCE
from tests.standins import browser as standin
from tests.standins.browser import FAMILIES, FONTS


def test_the_browser_reads_a_page_as_a_person_in_britain(page: Page) -> None:
    page.set_content("<h1>Hello</h1><p></p>")
    assert page.get_by_role("heading").inner_text() == "Hello"
    assert page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]") == [
        "en-GB",
        "Europe/London",
    ]


@pytest.mark.parametrize(
    ("asked", "words", "drawn"),
    [
        ("system-ui", "Hello", "Liberation Sans"),
        ("'Segoe UI', Arial, sans-serif", "Hello", "Liberation Sans"),
        ("monospace", "Hello", "Liberation Mono"),
        ("'DejaVu Sans'", "Hello", "DejaVu Sans"),
        ("'DejaVu Serif', 'DejaVu Sans Mono', sans-serif", "Hello", "Liberation Sans"),  # here or not, not let in
        ("sans-serif", "👋", "Noto Color Emoji"),
    ],
)
def test_words_are_drawn_in_the_fonts_that_the_tests_bring(page: Page, asked: str, words: str, drawn: str) -> None:
    page.set_content(f'<p style="font-family: {asked}">{words}</p>')
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [font["familyName"] for font in fonts] == [drawn]


def test_fonts_that_are_not_there_are_named_by_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert standin.missing_fonts() == []
    monkeypatch.setattr(standin, "font_folders", lambda: [tmp_path])
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "DejaVuSans.ttf").touch()
    assert standin.missing_fonts() == ["fonts-liberation", "fonts-noto-color-emoji"]


INSTALLS = Path(__file__).parents[2] / ".ci" / "browser"


def test_the_script_that_installs_does_nothing_where_all_is_there(page: Page) -> None:
    del page  # without which it would have something to do
    said = subprocess.run([INSTALLS], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert said.stdout + said.stderr == ""


def test_the_script_that_installs_knows_the_same_fonts() -> None:
    script = INSTALLS.read_text()
    assert dict(re.findall(r"has (\S+\.ttf) \|\| lacking\+=\((\S+)\)", script)) == FAMILIES
    assert all(f"<glob>*/{file.replace('Regular', '*')}</glob>" in FONTS.read_text() for file in FAMILIES)
