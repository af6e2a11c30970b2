"""Holds the demo page to what a visitor relies on, and to answering nobody else; the bot behind it is a stand-in."""

import re
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from tests.demo.standin import EDI, ESNEFT, MEMBER, NETWORK, RESOURCING, STEERING, WHITTINGTON, Standin
from wres_bot.demo.routes import make_routes
from wres_bot.domain.cards import Card
from wres_bot.web.api import make_api

HOME = "http://127.0.0.1:8000"
OURS = {"origin": HOME}


@pytest.fixture
def world() -> Standin:
    return Standin()


@pytest.fixture
def api(world: Standin) -> FastAPI:
    return make_api(ready={}, metrics=CollectorRegistry(), mounts=[lambda a: a.include_router(make_routes(world))])


@pytest.fixture
async def http(api: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api), base_url=HOME, headers=OURS, follow_redirects=True
    ) as made:
        yield made


def said(who: str = EDI.email, place: str = "direct", **more: str) -> dict[str, str]:
    return {"as": who, "in": place, "plan": ESNEFT.name, **more}


async def test_the_page_opens_as_the_default_person_on_the_first_day(http: httpx.AsyncClient) -> None:
    page = (await http.get("/")).text
    assert "Monday 4 January 2021" in page
    assert f'<option value="{EDI.email}" selected>Head of EDI</option>' in page
    assert "/wres update 2.3 done" in page


@pytest.mark.parametrize("typed", ["/wres mine", "mine", " /WRES  mine"])
async def test_a_command_may_be_typed_with_or_without_its_slash(
    http: httpx.AsyncClient, world: Standin, typed: str
) -> None:
    page = await http.post("/say", data=said(text=typed))
    assert world.heard == [(EDI.email, None, "mine", None)]
    assert "You look after 4 actions" in page.text
    assert typed.strip() in page.text


async def test_an_empty_line_says_nothing(http: httpx.AsyncClient, world: Standin) -> None:
    assert (await http.post("/say", data=said(text="  "))).status_code == 200
    assert world.heard == []
    assert world.room.last_id == 0


async def test_an_answer_in_a_channel_is_seen_by_its_asker_only(http: httpx.AsyncClient, world: Standin) -> None:
    mine = await http.post("/say", data=said(place=NETWORK.external, text="mine"))
    theirs = await http.get("/", params={"as": MEMBER.email, "in": NETWORK.external})
    assert mine.text.count("Only you can see this") == 2
    assert "You look after 4 actions" not in theirs.text
    assert 'class="words"' not in theirs.text


async def test_an_answer_for_everybody_is_seen_by_everybody(http: httpx.AsyncClient) -> None:
    await http.post("/say", data=said(place=NETWORK.external, text="post"))
    theirs = await http.get("/", params={"as": MEMBER.email, "in": NETWORK.external})
    assert "For everybody here" in theirs.text
    assert "Only you can see this" not in theirs.text


async def test_a_direct_message_is_seen_by_nobody_else(http: httpx.AsyncClient) -> None:
    await http.post("/say", data=said(text="mine"))
    assert "You look after 4 actions" not in (await http.get("/", params={"as": MEMBER.email})).text


async def test_a_person_cannot_open_a_channel_they_are_not_in(http: httpx.AsyncClient, world: Standin) -> None:
    world.room.add_card("esneft", STEERING.external, Card("For the group"), world.now)
    page = await http.get("/", params={"as": MEMBER.email, "in": STEERING.external})
    assert "For the group" not in page.text
    refused = await http.post("/say", data=said(MEMBER.email, STEERING.external, text="mine"))
    assert "is not in that conversation" in refused.text
    assert world.heard == []


async def test_a_reminder_arrives_with_a_link_to_whoever_got_it(http: httpx.AsyncClient) -> None:
    page = await http.post("/time", data=said(to="reminder"))
    assert "Friday 22 January 2021" in page.text
    assert "Head of Resourcing (1 new)" in page.text
    assert '<option value="head.of.resourcing@esneft.example">Head of Resourcing (1 new)</option>' in page.text


async def test_what_has_been_read_is_no_longer_new(http: httpx.AsyncClient) -> None:
    await http.post("/time", data=said(to="reminder"))
    await http.get("/", params={"as": RESOURCING.email})
    assert "new)" not in (await http.get("/")).text


async def test_a_button_is_said_with_its_version_and_redraws_its_message(
    http: httpx.AsyncClient, world: Standin
) -> None:
    await http.post("/time", data=said(to="reminder"))
    page = (await http.get("/", params={"as": RESOURCING.email})).text
    button = re.search(r'<button type="submit" name="says" value="([^"]+)" formaction="([^"]+)"', page)
    message = re.search(r'name="message" value="(\d+)"', page)
    assert button is not None
    assert message is not None
    after = await http.post(button[2], data=said(RESOURCING.email, says=button[1], message=message[1]))
    assert world.heard == [(RESOURCING.email, None, "update esneft-2020-21:1.3 done", 1)]
    assert "Thank you: 1.3 is done" in after.text
    assert "Need help" not in after.text
    assert world.room.last_id == 3  # the message, what was pressed and its answer


async def test_a_press_reads_as_it_would_have_been_typed(http: httpx.AsyncClient, world: Standin) -> None:
    page = await http.post("/say", data=said(says="show esneft-2020-21:2.3"))
    assert '<p class="words" dir="auto">show 2.3</p>' in page.text
    assert world.heard[0][2] == "show esneft-2020-21:2.3"


async def test_a_click_cannot_redraw_a_message_of_another_conversation(http: httpx.AsyncClient, world: Standin) -> None:
    theirs = world.room.add_card("esneft", RESOURCING.email, Card("Theirs"), world.now)
    await http.post("/say?version=1", data=said(MEMBER.email, says="done", message=str(theirs.id)))
    kept = world.room.find_message(theirs.id)
    assert kept is not None
    assert kept.card == Card("Theirs")


async def test_what_another_trust_hears_is_no_news_here(http: httpx.AsyncClient, world: Standin) -> None:
    world.elsewhere = True
    page = await http.post("/time", data=said(to="reminder"))
    assert "edi-network (" not in page.text


async def test_the_quarter_end_brings_both_summaries(http: httpx.AsyncClient) -> None:
    page = (await http.post("/time", data=said(to="quarter"))).text
    assert "#edi-network (1 new)" in page
    assert "#edi-steering-group (1 new)" in page


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("4 January 2021", "Choose a later date"),
        ("31/12/2020", "Choose a later date"),
        ("1 January 2051", "Choose a later date"),
        ("soonish", "I can&#39;t read that date"),
        ("", "I can&#39;t read that date"),
    ],
)
async def test_time_only_moves_forward(http: httpx.AsyncClient, world: Standin, day: str, told: str) -> None:
    page = await http.post("/time", data=said(to="date", day=day))
    assert told in page.text
    assert world.now.date() == date(2021, 1, 4)


@pytest.mark.parametrize("day", ["30 April 2021", "30/4/2021", "30 april", "April", "2021-04-30"])
async def test_a_date_is_typed_as_people_write_dates(http: httpx.AsyncClient, world: Standin, day: str) -> None:
    page = await http.post("/time", data=said(to="date", day=day))
    assert "Friday 30 April 2021" in page.text


async def test_channels_are_told_of_before_people(http: httpx.AsyncClient) -> None:
    page = (await http.post("/time", data=said(to="date", day="9 April 2021"))).text
    told = page[page.index('id="notice"') :]
    assert told.index("#edi-steering-group (1 new)") < told.index("Head of Resourcing (1 new)")


async def test_a_refusal_is_told_in_its_own_words(http: httpx.AsyncClient) -> None:
    await http.post("/time", data=said(to="quarter"))
    assert "Nothing more falls due in this plan." in (await http.post("/time", data=said(to="quarter"))).text


async def test_switching_plan_begins_afresh(http: httpx.AsyncClient) -> None:
    await http.post("/say", data=said(text="mine"))
    page = (await http.post("/plan", data={"plan": WHITTINGTON.name})).text
    assert "Friday 2 January 2026" in page
    assert "You look after" not in page
    assert "/wres update DR6 done" in page


async def test_a_page_left_open_does_not_act_on_another_plan(http: httpx.AsyncClient, world: Standin) -> None:
    await http.post("/plan", data={"plan": WHITTINGTON.name})
    page = await http.post("/say", data=said(text="update 2.3 done"))
    assert "Nothing was done" in page.text
    assert world.heard == []


async def test_something_broken_is_told_without_its_secrets(http: httpx.AsyncClient) -> None:
    page = await http.post("/say", data=said(text="break"))
    assert page.status_code == 200
    assert "something went wrong" in page.text
    assert "a secret" not in page.text


async def test_nothing_typed_is_read_as_markup(http: httpx.AsyncClient) -> None:
    hostile = "<script>alert(1)</script> <!channel> '); DROP TABLE action;-- \u202eabc 🎉"
    page = (await http.post("/say", data=said(text=hostile))).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/demo.js" defer>']


async def test_a_very_long_line_reaches_the_bot_whole_and_is_shown_in_part(
    http: httpx.AsyncClient, world: Standin
) -> None:
    page = await http.post("/say", data=said(text="x" * 40_000))
    assert len(world.heard[0][2]) == 40_000
    assert "x" * 2_000 + " …" in page.text


async def test_a_long_conversation_offers_what_came_before(http: httpx.AsyncClient, world: Standin) -> None:
    for n in range(62):
        world.room.add_card("esneft", EDI.email, Card(f"Number {n}."), world.now)
    page = (await http.get("/")).text
    assert "Number 0." not in page
    assert "Show 2 earlier messages" in page
    assert "Number 0." in (await http.get("/?all=1")).text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "wres.example:8000", "", "192.168.1.5", "[::2]"]
)
async def test_a_name_that_only_points_here_gets_nothing(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/static/demo.js"):
        answer = await http.get(path, headers={"host": host})
        assert answer.status_code == 403
        assert "Monday" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LOCALHOST"])
async def test_every_name_of_this_computer_works(http: httpx.AsyncClient, host: str) -> None:
    assert (await http.get("/", headers={"host": host})).status_code == 200


async def test_another_machine_gets_nothing(api: FastAPI) -> None:
    transport = httpx.ASGITransport(api, client=("192.168.1.5", 50000))
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as far:
        assert (await far.get("/")).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://127.0.0.1:8000"},
        {"origin": ""},
    ],
)
async def test_another_site_cannot_press_anything(
    http: httpx.AsyncClient, world: Standin, headers: dict[str, str]
) -> None:
    for path, data in (("/say", said(text="mine")), ("/time", said(to="day")), ("/plan", {"plan": WHITTINGTON.name})):
        assert (await http.post(path, data=data, headers=headers)).status_code == 403
    assert world.heard == []
    assert world.plan == ESNEFT


async def test_a_cross_site_post_without_an_origin_is_refused(api: FastAPI, world: Standin) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url=HOME) as bare:
        answer = await bare.post("/say", data=said(text="mine"), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert world.heard == []


async def test_the_page_keeps_nothing_in_a_browser_and_runs_only_its_own_script(http: httpx.AsyncClient) -> None:
    answers = [await http.get(path) for path in ("/", "/static/demo.js", "/static/nothing.js")]
    answers.append(await http.post("/say", data=said(text="mine")))
    for answer in answers:
        assert "set-cookie" not in answer.headers and answer.headers["cache-control"] == "no-store"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    page, script = answers[0].text, answers[1].text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/demo\.js\")|\son\w+=|javascript:", page)
    assert not re.search(r"localStorage|sessionStorage|document\.cookie|indexedDB|postMessage|https?://", script)
    assert answers[2].status_code == 404


@pytest.mark.parametrize("path", ["/say", "/time", "/plan"])
async def test_looking_changes_nothing(http: httpx.AsyncClient, world: Standin, path: str) -> None:
    assert (await http.get(path, params=said(text="mine", to="day"))).status_code == 405
    assert world.heard == []


@pytest.mark.parametrize(
    "path", ["/static/..%2froutes.py", "/static/%2e%2e/routes.py", "/static//etc/passwd", "/static/"]
)
async def test_no_address_leads_to_another_file(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(f"/static/{path}")).status_code == 404
