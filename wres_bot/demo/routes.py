"""Owns the demo page's routes and who may reach them; must not know a verb or a job.

What lies behind the page is a `DemoWorld`: a bot with its own store, room and clock.
"""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from wres_bot.demo.page import page_context
from wres_bot.demo.session import Session
from wres_bot.demo.world import DemoWorld, Moment

STATIC = Path(__file__).parent / "static"
FILES = {"demo.css": "text/css", "demo.js": "text/javascript"}


def require_this_computer(request: Request) -> None:
    """The page is for the person at this computer: no other machine, no other site, no name that only points here."""
    client = request.client.host if request.client else ""
    host = _host_name(request.headers.get("host", ""))
    if not (_is_loopback(client) and (host == "localhost" or _is_loopback(host))):
        raise HTTPException(403, "The demo answers only on this computer, at http://127.0.0.1.")
    if request.method not in ("GET", "HEAD") and not _is_same_site(request):
        raise HTTPException(403, "This did not come from the demo's own page. Open the page and try again.")


def _is_same_site(request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin)[:2] == (request.url.scheme, request.headers.get("host"))
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _host_name(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def make_routes(world: DemoWorld) -> APIRouter:
    """Everything the demo page needs, to be included in the app."""
    session = Session(world)
    routes = APIRouter(dependencies=[Depends(require_this_computer)])
    templates = Environment(
        loader=PackageLoader("wres_bot.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    files = {name: (STATIC / name).read_bytes() for name in FILES}

    @routes.get("/")
    def page(
        viewer: Annotated[str | None, Query(alias="as")] = None,
        place: Annotated[str | None, Query(alias="in")] = None,
        note: str | None = None,
        whole: Annotated[bool, Query(alias="all")] = False,
    ) -> HTMLResponse:
        shown = page_context(session, viewer, place, note, whole)
        return HTMLResponse(templates.get_template("page.html").render(shown))

    @routes.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in files:
            raise HTTPException(404)
        return Response(files[name], media_type=FILES[name])

    @routes.post("/say")
    async def say(
        viewer: Annotated[str, Form(alias="as")],
        place: Annotated[str, Form(alias="in")],
        plan: Annotated[str, Form()],
        text: Annotated[str, Form()] = "",
        says: Annotated[str, Form()] = "",
        message: Annotated[int, Form()] = 0,
        version: Annotated[int | None, Query()] = None,
        origin: Annotated[str, Query(alias="from")] = "",
    ) -> Response:
        url = await session.say(
            viewer, place, plan, text=text, says=says, message=message, version=version, origin=origin
        )
        return _redirect(url)

    @routes.post("/time")
    async def time(
        viewer: Annotated[str, Form(alias="as")],
        place: Annotated[str, Form(alias="in")],
        plan: Annotated[str, Form()],
        to: Annotated[Moment | Literal["date"], Form()],
        day: Annotated[str, Form()] = "",
    ) -> Response:
        return _redirect(await session.advance(viewer, place, plan, to, day))

    @routes.post("/plan")
    async def switch(plan: Annotated[str, Form()]) -> Response:
        return _redirect(await session.switch(plan))

    return routes


def _redirect(address: str) -> Response:
    return RedirectResponse(address, 303)
