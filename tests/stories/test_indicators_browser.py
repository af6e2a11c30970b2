"""The figures as they are met on the demo page: both digests and single indicators, wide, on a phone and in the dark.

With WRES_TEST_SHOTS=docs/images the pictures of docs/indicators.md are taken anew; look at them before committing.
"""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.stories.test_demo_browser import SHOTS, become, check, home, move_on, newest, open_direct

__all__ = ["home"]
PLAN = "NSCHT 2021-22"


def keep(card: Locator, name: str) -> None:
    """The whole message, on a window so tall that nothing of the page lies over it."""
    size, box = card.page.viewport_size, card.bounding_box()
    if SHOTS and size and box:
        card.page.set_viewport_size({"width": size["width"], "height": int(box["height"]) + 700})
        card.evaluate("e => e.scrollIntoView()")
        card.screenshot(path=Path(SHOTS) / f"{name}.png")
        card.page.set_viewport_size(size)


def last(page: Page) -> Locator:
    return page.locator("li.message.bot").last


def answer(page: Page) -> Locator:
    """The newest message that is an answer about an indicator; its picture may have come after it."""
    return page.locator("li.message.bot").filter(has_text="linked action").last


def test_the_figures_on_the_page(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("combobox", name="Plan").select_option(label=PLAN)
    page.get_by_role("button", name="Switch plan").click()
    expect(page.get_by_role("status")).to_contain_text(f"You are now trying {PLAN}")

    move_on(page, "Next quarter end")
    become(page, "Chair of the Inclusion Council")
    for audience in ("network", "steering"):
        page.get_by_role("navigation").get_by_role("link", name=re.compile("steering|council" if audience == "steering"
                                                                           else "network")).first.click()  # fmt: skip
        read = newest(page)
        assert "27 of every 100 white applicants who were shortlisted" in read or audience == "steering"
        assert ("likely between 1.03 and 1.64" in read) is (audience == "steering")
        check(page)
        keep(last(page), f"figures-{audience}-digest")
        page.set_viewport_size({"width": 360, "height": 740})
        check(page)
        if audience == "network":
            keep(last(page), "figures-network-digest-360")
        page.set_viewport_size({"width": 1280, "height": 720})

    for who, code, told in (
        (
            "Recruitment Lead",
            "2",
            "27 of every 100 white applicants who were shortlisted, and 20",
        ),
        ("Recruitment Lead", "3", "not shown, because so few people are counted"),
        ("D&I Lead", "5", "Better than similar trusts (BAME 32.1%)."),
    ):
        become(page, who)
        open_direct(page)
        say_and_wait(page, f"/wres indicators {code}")
        assert told in answer(page).inner_text()
        check(page)
        keep(answer(page), f"figures-indicator-{code}")
    page.set_viewport_size({"width": 360, "height": 740})
    check(page)
    keep(answer(page), "figures-indicator-5-360")
    page.emulate_media(color_scheme="dark")
    check(page)


def say_and_wait(page: Page, words: str) -> None:
    """An answer that a picture may follow."""
    before = page.locator("li.message.bot").filter(has_text="linked action").count()
    page.get_by_label(re.compile("^Ask wres_bot")).fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("li.message.bot").filter(has_text="linked action")).to_have_count(before + 1)
