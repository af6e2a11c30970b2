"""Owns what goes back in the response itself: a click's few words, and the other things Teams asks; knows no verb.

Teams shows such words under the card, to whoever pressed the button and nobody else.
"""

import json
from typing import Any

from starlette.responses import Response

from wres_bot.chat.teams.verify import Activity

Json = dict[str, Any]

_LONGEST = 250
ON_IT = "On it. The answer follows here."
ON_IT_ELSEWHERE = "On it. The answer follows in our own chat."
MORE = "More in our own chat."
THANKS = "Thank you."
HAD_IT = "I've had that one already, so nothing has changed."
NO_WINDOWS = "I have no windows of my own in Teams. Write help to me, in our own chat, for what I can do."
NOT_SUPPORTED = "This bot does not do that."
_DIALOGS = {"task/fetch", "task/submit", "message/fetchTask", "config/fetch", "config/submit"}
_TAKEN = {"message/submitAction", "signin/failure"}
"""Teams only reports, and wants to hear that it was heard."""


def nothing() -> Response:
    return Response(status_code=200)


def words(said: str, then: str = "") -> Response:
    """In return for a click. `then`: where the rest is, which is never cut off."""
    said = " ".join(said.split()) or THANKS
    room = _LONGEST - len(then) - 2 if then else _LONGEST
    said = said if len(said) <= room else said[: room - 1] + "…"
    if then:
        said = f"{said}{'' if said[-1] in '.?!:…' else '.'} {then}"
    return _json({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": said})


def other(activity: Activity) -> Response:
    """In return for whatever else Teams asks at once. An empty 200 would look as if something had been done."""
    name = str(activity.get("name") or "")
    if name in _DIALOGS:
        kind = "config" if name.startswith("config/") else "task"
        return _json({kind: {"type": "message", "value": NO_WINDOWS}})
    if name.startswith("composeExtension/"):
        return _json({"composeExtension": {"type": "message", "text": NO_WINDOWS}})
    if name in _TAKEN:
        return nothing()
    return _json({"error": {"code": "NotImplemented", "message": NOT_SUPPORTED}}, 501)


def _json(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")
