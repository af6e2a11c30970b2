"""Holds the demo page, in a real browser, to keyboards, screen readers, small screens, the dark, and to no script."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, expect
from prometheus_client import CollectorRegistry

from tests.demo.checks import FAINT, PROBLEMS
from tests.demo.standin import EDI, NETWORK, RESOURCING, STEERING, Standin, digest
from tests.patience import PATIENCE
from tests.standins.browser import be_patient
from wres_bot.demo.routes import make_routes
from wres_bot.domain.cards import Card, Table, line, text
from wres_bot.web.api import make_api

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def world() -> Standin:
    return Standin()


@pytest.fixture
def home(world: Standin) -> Iterator[str]:
    """The address of the page, served on a free port until the test ends."""
    api = make_api(ready={}, metrics=CollectorRegistry(), mounts=[lambda a: a.include_router(make_routes(world))])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(api, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(PATIENCE)


def full(world: Standin) -> None:
    """Every kind of block, on the page at once."""
    world.room.add_words("esneft", EDI.email, EDI.email, "/wres mine", world.now)
    for card in (
        digest("quarter 3"),
        Card("Refused", (text("No.", quiet=True),), "refused"),
        Card("", (text("Good."),), "good"),
    ):
        world.room.add_card("esneft", EDI.email, card, world.now)
    world.room.add_card("esneft", NETWORK.external, Card("Hello"), world.now)


# What has the focus, and whether that shows.
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const ringed = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  return [e.id || e.textContent.trim().replace(/\\s+/g, ' '), ringed];
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_everything_has_a_name_and_nothing_jumps(page: Page, home: str, world: Standin, size: ViewportSize) -> None:
    full(world)
    page.set_viewport_size(size)
    page.goto(home)
    assert page.evaluate(PROBLEMS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(page: Page, home: str, world: Standin, scheme: Any) -> None:
    full(world)
    page.emulate_media(color_scheme=scheme)
    page.goto(home)
    page.locator("summary").click()
    page.get_by_role("button", name="Next reminder").click()
    expect(page.get_by_role("status")).to_contain_text("Messages sent")
    page.mouse.move(0, 0)
    assert page.evaluate(FAINT) == []
    page.goto(f"{home}?as={EDI.email}&in={NETWORK.external}")
    page.get_by_label("Ask wres_bot").fill("mine")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only you can see this").last).to_be_visible()
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_cut_off_sideways(page: Page, home: str, world: Standin, width: int) -> None:
    full(world)
    world.room.add_words("esneft", EDI.email, EDI.email, "x" * 400, world.now)
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(home)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is None or box["x"] + box["width"] <= width or button.evaluate("e => !!e.closest('.wide')")


def test_a_broad_table_needs_no_scrolling_on_a_telephone(page: Page, home: str, world: Standin) -> None:
    row = [line(words) for words in ("2. Getting the job", "1.30", "1.89", "above", "1.03 to 1.64", "p 0.024")]
    head = ("Indicator", "2021", "2020", "0.8 to 1.25", "Likely range", "Chance")
    card = Card("In full", (Table(head, (tuple(row),), "The ratios in full"),))
    world.room.add_card("esneft", EDI.email, card, world.now)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(home)
    table = page.get_by_role("table").last
    assert table.evaluate("e => e.scrollWidth <= e.closest('.wide').clientWidth")
    cells = "e => [...e.querySelectorAll('td')].map(c => getComputedStyle(c, '::before').content)"
    assert table.evaluate(cells)[:2] == ['"2021"', '"2020"']


def test_the_whole_page_can_be_worked_from_the_keyboard(page: Page, home: str) -> None:
    page.goto(home)
    order: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        name, ringed = page.evaluate(FOCUSED)
        order.append(name)
        assert ringed, f"nothing shows that {name} has the focus"
        if name == "Switch plan":
            break
    assert order == [
        "Skip to the message box",
        "Next day",
        "Next reminder",
        "Next quarter end",
        "day",
        "Go to this date",
        "person",
        "Change person",
        "wres_bot",
        "#edi-network",
        "#edi-steering-group",
        "What is this, and what can I try?",
        "/wres help",
        "/wres mine",
        "/wres update 2.3 done",
        "log",
        "say",
        "Send",
        "plan",
        "Switch plan",
    ]


def test_the_skip_link_leads_to_the_message_box(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ask wres_bot")).to_be_focused()


def test_enter_sends_and_the_focus_stays_in_the_emptied_box(page: Page, home: str) -> None:
    page.goto(home)
    box = page.get_by_role("textbox", name="Ask wres_bot, as Head of EDI")
    box.focus()
    page.keyboard.type("/wres mine")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("You look after 4 actions")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_an_answer_comes_without_loading_the_page_again(page: Page, home: str) -> None:
    page.goto(home)
    page.evaluate("window.kept = true")
    page.get_by_role("button", name="/wres mine").click()
    expect(page.get_by_role("log")).to_contain_text("You look after 4 actions")
    assert page.evaluate("window.kept") is True


def test_a_message_from_elsewhere_appears_by_itself_and_once(page: Page, home: str, world: Standin) -> None:
    page.clock.install()
    page.goto(home)
    world.room.add_card("esneft", EDI.email, Card("A reminder"), world.now)
    world.room.add_card("esneft", STEERING.external, Card("A summary"), world.now)
    page.clock.run_for(9000)
    expect(page.get_by_role("heading", name="A reminder")).to_have_count(1)
    expect(page.get_by_role("link", name="edi-steering-group")).to_contain_text("1 new")
    assert page.get_by_role("log").evaluate("e => e.contains(document.getElementById('messages'))")


def test_pressing_a_button_moves_the_focus_to_what_became_of_its_message(page: Page, home: str) -> None:
    page.goto(f"{home}?as={RESOURCING.email}")
    page.get_by_role("button", name="Next reminder").click()
    done = page.get_by_role("button", name="Done 1.3 More interview panels with BAME members")
    done.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you: 1.3 is done")).to_be_visible()
    assert page.evaluate("document.activeElement.matches('li.message')")


def test_lines_sent_in_a_hurry_all_arrive_in_order(page: Page, home: str, world: Standin) -> None:
    page.goto(home)
    page.get_by_label("Ask wres_bot").focus()
    for word in ("one", "two", "three"):
        page.keyboard.type(word)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Next day").click()
    expect(page.get_by_role("log")).to_contain_text("You said: three")
    expect(page.locator("#today")).to_have_text("Tuesday 5 January 2021")
    assert [text for _, _, text, _ in world.heard] == ["one", "two", "three"]


def test_a_page_whose_demo_has_stopped_says_so(page: Page, home: str) -> None:
    page.goto(home)
    page.route("**/say", lambda route: route.abort())
    page.get_by_label("Ask wres_bot").fill("a long line")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Is it still running")
    expect(page.get_by_label("Ask wres_bot")).to_have_value("a long line")


def test_everything_works_without_a_script(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    be_patient(context)
    page = context.new_page()
    page.goto(home)
    page.get_by_role("textbox", name="Ask wres_bot").fill("mine")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("You look after 4 actions")
    expect(page.get_by_role("textbox", name="Ask wres_bot")).to_be_focused()
    page.get_by_role("button", name="Next reminder").click()
    page.get_by_role("link", name="Head of Resourcing (1 new)").click()
    page.get_by_role("button", name="Done 1.3").click()
    expect(page.get_by_role("heading", name="Thank you: 1.3 is done")).to_be_visible()
    page.get_by_role("combobox", name="You are").select_option(label="A staff network member")
    page.get_by_role("button", name="Change person").click()
    expect(page.get_by_role("textbox", name="as A staff network member")).to_be_visible()
    page.get_by_role("combobox", name="Plan").select_option(label="Whittington, 2025-26")
    page.get_by_role("button", name="Switch plan").click()
    expect(page.get_by_text("Friday 2 January 2026")).to_be_visible()
    context.close()


def test_a_conversation_opens_at_what_is_new_and_then_at_its_newest(page: Page, home: str, world: Standin) -> None:
    for n in range(30):
        world.room.add_card(
            "esneft", EDI.email, Card(f"Number {n}.", (text("words"),)), datetime(2021, 1, 4, 9, n, tzinfo=UTC)
        )
    page.goto(home)
    expect(page.get_by_text("Number 0.")).to_be_in_viewport()
    page.goto(home)
    expect(page.get_by_text("Number 29.")).to_be_in_viewport()
    expect(page.get_by_text("Number 0.")).not_to_be_in_viewport()


def test_a_long_new_message_opens_at_its_beginning(page: Page, home: str, world: Standin) -> None:
    lines = tuple(text(f"Line {n}.") for n in range(60))
    world.room.add_card("esneft", EDI.email, Card("Long.", lines), world.now)
    world.room.add_card("esneft", NETWORK.external, Card("Longer.", lines), world.now)
    page.goto(home)
    expect(page.get_by_text("Long.", exact=True)).to_be_in_viewport()
    page.get_by_role("link", name="edi-network").click()
    expect(page.get_by_text("Longer.", exact=True)).to_be_in_viewport()
