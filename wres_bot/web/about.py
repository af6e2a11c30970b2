"""Owns the pages that say what the bot is, what it stores and on what terms it is run. Must not know who is looking."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, select_autoescape

PAGES = {"": "What this is", "/privacy": "What is stored, and for how long", "/terms": "On what terms"}


def mount(api: FastAPI) -> None:
    """GET /about, /about/privacy, /about/terms: what the app's entry in Teams links to."""
    made = Environment(autoescape=select_autoescape()).from_string(
        files("wres_bot.web").joinpath("templates/about.html").read_text(encoding="utf-8")
    )
    for path, title in PAGES.items():
        page = made.render(page=path.strip("/") or "what", title=title, pages=PAGES)
        api.add_api_route(
            f"/about{path}", _make_handler(page), methods=["GET"], include_in_schema=False, response_model=None
        )


def _make_handler(page: str) -> Callable[[], Awaitable[HTMLResponse]]:
    async def show_page() -> HTMLResponse:
        return HTMLResponse(page)

    return show_page
