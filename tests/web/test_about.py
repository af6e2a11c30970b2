"""The pages that the app's entry in Teams links to: there for anybody, and in plain words."""

import httpx
import pytest
from prometheus_client import CollectorRegistry

from wres_bot.web.about import PAGES, mount
from wres_bot.web.api import make_api


def client() -> httpx.AsyncClient:
    api = make_api(ready={}, metrics=CollectorRegistry(), mounts=[mount])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://bot.example")


@pytest.mark.parametrize(("path", "title"), PAGES.items())
async def test_each_page_is_there_with_its_title_and_links_to_the_others(path: str, title: str) -> None:
    async with client() as http:
        answer = await http.get(f"/about{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert f"<h1>{title}</h1>" in answer.text
    for other in PAGES:
        assert f'href="/about{other}"' in answer.text


async def test_the_page_about_what_is_stored_says_for_how_long() -> None:
    async with client() as http:
        words = (await http.get("/about/privacy")).text
    for said in ("400 days", "30 days", "staff network", "EDI lead"):
        assert said in words


async def test_nothing_else_is_there() -> None:
    async with client() as http:
        assert (await http.get("/about/secrets")).status_code == 404
