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

from wres_bot.demo.page import scene
from wres_bot.demo.session import Visit
from wres_bot.demo.world import DemoChannel, DemoPerson, DemoPlan, DemoWorld, To

__all__ = ["DemoChannel", "DemoPerson", "DemoPlan", "DemoWorld", "demo_routes"]

STATIC = Path(__file__).parent / "static"
FILES = {"demo.css": "text/css", "demo.js": "text/javascript"}


def guard(request: Request) -> None:
    """The page is for the person at this computer: no other machine, no other site, no name that only points here."""
    client = request.client.host if request.client else ""
    host = _host(request.headers.get("host", ""))
    if not (_loopback(client) and (host == "localhost" or _loopback(host))):
        raise HTTPException(403, "The demo answers only on this computer, at http://127.0.0.1.")
    if request.method not in ("GET", "HEAD") and not _same_site(request):
        raise HTTPException(403, "This did not come from the demo's own page. Open the page and try again.")


def _same_site(request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin)[:2] == (request.url.scheme, request.headers.get("host"))
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _host(value: str) -> str:
    try:
        return urlsplit(f"//{value}").hostname or ""
    except ValueError:
        return ""


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def demo_routes(world: DemoWorld) -> APIRouter:
    """Everything the demo page needs, to be included in the app."""
    visit = Visit(world)
    routes = APIRouter(dependencies=[Depends(guard)])
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
        return HTMLResponse(templates.get_template("page.html").render(scene(visit, viewer, place, note, whole)))

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
        return _see(
            await visit.say(viewer, place, plan, text=text, says=says, message=message, version=version, origin=origin)
        )

    @routes.post("/time")
    async def time(
        viewer: Annotated[str, Form(alias="as")],
        place: Annotated[str, Form(alias="in")],
        plan: Annotated[str, Form()],
        to: Annotated[To | Literal["date"], Form()],
        day: Annotated[str, Form()] = "",
    ) -> Response:
        return _see(await visit.advance(viewer, place, plan, to, day))

    @routes.post("/plan")
    async def switch(plan: Annotated[str, Form()]) -> Response:
        return _see(await visit.switch(plan))

    return routes


def _see(address: str) -> Response:
    return RedirectResponse(address, 303)
