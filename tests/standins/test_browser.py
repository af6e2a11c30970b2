"""Checks the browser that other tests drive; knows no page of ours."""

from playwright.sync_api import Page


def test_the_browser_reads_a_page_as_a_person_in_britain(page: Page) -> None:
    page.set_content("<h1>Hello</h1><p></p>")
    assert page.get_by_role("heading").inner_text() == "Hello"
    assert page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]") == [
        "en-GB",
        "Europe/London",
    ]
