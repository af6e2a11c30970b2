"""The demo as somebody trying it out meets it: the real program, in a real browser, from the first day to a digest."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.demo.checks import FAINT, PROBLEMS
from tests.patience import PATIENCE, get

# The folder that pictures for the README go to (docs/images); without it none are taken.
SHOTS = os.environ.get("WRES_TEST_SHOTS")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a demo started as anybody would start it; told to stop in the end, it leaves nothing behind."""
    port, folder = free_port(), tmp_path_factory.mktemp("demo")
    heard = folder / "heard.txt"
    kept = folder / "temporary"
    kept.mkdir()
    with heard.open("w") as out:
        program = subprocess.Popen(
            [sys.executable, "-m", "wres_bot", "demo", "--no-browser"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(kept), "WRES_PORT": str(port)},
        )
        try:
            _wait(program, f"http://127.0.0.1:{port}/health/ready", heard)
            assert f"open at http://127.0.0.1:{port} " in heard.read_text()
            yield f"http://127.0.0.1:{port}/"
        finally:
            if program.poll() is None:
                program.terminate()
            program.wait(PATIENCE)
    assert "Traceback" not in heard.read_text()
    assert list(kept.iterdir()) == [], "the demo left something behind"


def _wait(program: "subprocess.Popen[bytes]", address: str, heard: Path) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        try:
            program.wait(0.25)
            pytest.fail(f"the demo ended by itself:\n{heard.read_text()}")
        except subprocess.TimeoutExpired:
            pass
        try:
            if get(address).status_code == 200:
                return
        except httpx.TransportError:
            continue
    pytest.fail(f"the demo did not start:\n{heard.read_text()}")


def become(page: Page, name: str) -> None:
    """Choose who to be. A name may carry "(1 new)" after it."""
    choose = page.get_by_role("combobox", name="You are")
    value = choose.locator("option", has_text=re.compile(rf"^\s*{re.escape(name)}(\s\(\d+ new\))?\s*$")).get_attribute(
        "value"
    )
    choose.select_option(value=value)
    page.get_by_role("button", name="Change person").click()
    expect(page.get_by_label(re.compile(f"^Ask wres_bot.* as {re.escape(name)}$"))).to_be_visible()


def say(page: Page, words: str) -> None:
    """Type a line and send it with Enter; wait for what the bot says to it."""
    before = page.locator("li.message.bot").count()
    page.get_by_label(re.compile("^Ask wres_bot")).fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("li.message.bot")).to_have_count(before + 1)


def newest(page: Page) -> str:
    return page.locator("li.message.bot").last.inner_text()


def open_direct(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="wres_bot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Direct messages")


def check(page: Page) -> None:
    """Real messages on a real page: names, headings, contrast, nothing cut off."""
    assert page.evaluate(PROBLEMS) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def both_digests(page: Page) -> tuple[str, str]:
    """The newest message of the group's channel and of the network's, as the group's chair reads them."""
    become(page, "Chair of the EDI Steering Group")
    read = []
    for name in ("steering", "network"):
        page.get_by_role("navigation").get_by_role("link", name=re.compile(name)).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        read.append(newest(page))
        check(page)
        shot(page, f"demo-{name}-digest")
    return read[0], read[1]


def move_on(page: Page, button: str) -> str:
    """Move the date, and give what the page says happened."""
    today = page.locator("#today").inner_text()
    page.get_by_role("button", name=button).click()
    expect(page.locator("#today")).not_to_have_text(today)
    return page.get_by_role("status").inner_text()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.mouse.move(0, 0)
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def test_somebody_trying_it_out(page: Page, home: str) -> None:
    page.goto(home)
    expect(page.locator("#today")).to_have_text("Monday 4 January 2021")

    # They ask what there is, and update an action as the person who answers for it.
    page.get_by_role("button", name="/wres help").click()
    expect(page.get_by_role("log")).to_contain_text("waiting")
    become(page, "Head of Employee Relations")
    say(page, "/wres mine")
    assert "2.3" in newest(page)
    say(page, "/wres update 2.3 done")
    assert "2.3" in newest(page)
    assert "done" in newest(page).lower()
    say(page, "show 2.3")
    assert "done" in newest(page).lower()

    # Someone else's action is left as it was, and the page says so kindly.
    become(page, "A colleague")
    say(page, "update 1.1 done")
    assert "left it as it was" in newest(page)

    # The quarter's summaries go out: each in its own channel, worded for whoever reads it there.
    told = move_on(page, "Next quarter end")
    assert "two digests" in told.lower()
    steering, network = both_digests(page)
    assert "October to December 2020" in steering
    assert "For decision" in steering
    assert "October to December 2020" in network
    assert "For decision" not in network

    # The next reminder reaches somebody; they press a button in it.
    told = move_on(page, "Next reminder")
    assert "reminder" in told
    page.get_by_role("status").get_by_role("link").first.click()
    expect(page.get_by_role("status").get_by_role("link")).to_have_count(0)
    done = page.get_by_role("button", name=re.compile("^Done "))
    done.first.click()
    expect(page.get_by_role("log")).to_contain_text(re.compile("thank|done", re.IGNORECASE))

    # The one who runs the plan catches up; the next quarter's summaries say so.
    become(page, "Head of EDI")
    open_direct(page)
    for words in (
        "1.4 1.6 done, agreed by the group",
        "1.1 1.2 2.1 2.2 2.4 3.1 in progress",
        "1.5 delayed, waiting for a trainer",
        "need help 3.3 a second analyst",
    ):
        say(page, words)
    assert "3.3" in newest(page)
    told = move_on(page, "Next quarter end")
    steering, network = both_digests(page)
    assert "January to March 2021" in steering
    assert "3.3" in steering
    assert "a second analyst" not in network

    # A date of their own choosing: a week before the end of April, an owner is asked about it.
    page.get_by_role("textbox", name="Go to").fill("23 April 2021")
    page.keyboard.press("Enter")
    expect(page.locator("#today")).to_have_text("Friday 23 April 2021")
    become(page, "Head of Resourcing")
    open_direct(page)
    assert "30 April" in newest(page)
    shot(page, "demo-reminder")
    check(page)
    page.set_viewport_size({"width": 360, "height": 740})
    check(page)
    newest_message = page.locator("li.message.bot").last
    newest_message.evaluate("e => e.scrollIntoView()")
    shot(page, "demo-360")


FIRST_DAYS = {
    "ESNEFT 2020-21": "Monday 4 January 2021",
    "NSCHT 2020-21": "Monday 4 January 2021",
    "NSCHT 2021-22": "Tuesday 4 January 2022",
    "Kingston 2021-22": "Tuesday 4 January 2022",
    "Bradford 2022-23": "Tuesday 3 January 2023",
    "Whittington 2025-26": "Friday 2 January 2026",
}


@pytest.mark.parametrize("plan", FIRST_DAYS)
def test_each_plan_begins_nine_months_in_and_what_is_suggested_works(page: Page, home: str, plan: str) -> None:
    page.goto(home)
    page.get_by_role("combobox", name="Plan").select_option(label=plan)
    page.get_by_role("button", name="Switch plan").click()
    expect(page.get_by_role("status")).to_contain_text(f"You are now trying {plan}")
    expect(page.locator("#today")).to_have_text(FIRST_DAYS[plan])
    page.get_by_text("What is this, and what can I try?").click()
    before = page.locator("li.message.bot").count()
    page.get_by_role("button", name="/wres update").click()
    expect(page.locator("li.message.bot")).to_have_count(before + 1)
    assert "is now done" in newest(page)
    say(page, "/wres status")
    assert plan in newest(page)
    check(page)
