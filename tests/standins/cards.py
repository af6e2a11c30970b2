"""Owns a page that draws Adaptive Cards with the official renderer, as Teams would. Knows nothing of what they say."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

HERE = Path(__file__).parent
RENDERER = HERE.parents[1] / "node_modules/adaptivecards/dist/adaptivecards.min.js"
Theme = Literal["light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = ("light", "dark", "contrast")
Font = Literal["Liberation Sans", "DejaVu Sans"]
FONTS: tuple[Font, ...] = ("Liberation Sans", "DejaVu Sans")
"""As wide as what most people have, and much wider."""
WIDTHS = (360, 1280)


class Easel:
    """The page. Many cards are drawn at once: what takes long is the talk with the browser."""

    def __init__(self, page: Page, folder: Path) -> None:
        for name in ("cards.html", "cards.js"):
            shutil.copyfile(HERE / name, folder / name)
        shutil.copyfile(RENDERER, folder / "adaptivecards.js")
        self.page = page
        page.goto((folder / "cards.html").as_uri())

    def draw(
        self,
        cards: Sequence[Mapping[str, Any]],
        theme: Theme = "light",
        width: int = 1280,
        font: Font = "Liberation Sans",
    ) -> list[list[str]]:
        """What is wrong with each, after drawing it."""
        if self.page.viewport_size != {"width": width, "height": 900}:
            self.page.set_viewport_size({"width": width, "height": 900})
        found: list[list[str]] = self.page.evaluate(
            "([cards, theme, width, font]) => drawCards(cards, theme, width, font)", [list(cards), theme, width, font]
        )
        return found

    def read(self) -> list[str]:
        """What each card shows, line by line."""
        shown: list[str] = self.page.evaluate("readCards()")
        return shown
