"""Owns the shapes of what Slack sends, as far as Bolt and this bot read them; must not know what any of it means."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""Text that a database takes as it is."""
MaybeId = Id | Annotated[str, StringConstraints(strict=True, max_length=0)] | None
Text = Annotated[str, StringConstraints(strict=True)] | None


class _Shape(BaseModel):
    """What is read of a part of a request; Slack may send more."""

    model_config = ConfigDict(extra="ignore", strict=True)


class _Named(_Shape):
    id: MaybeId = None
    name: Text = None
    team_id: MaybeId = None
    enterprise_id: MaybeId = None


class _Container(_Shape):
    channel_id: MaybeId = None
    message_ts: MaybeId = None
    thread_ts: MaybeId = None
    is_ephemeral: bool | None = None


class _Authorization(_Shape):
    enterprise_id: MaybeId = None
    team_id: MaybeId = None
    user_id: MaybeId = None
    is_bot: bool | None = None
    is_enterprise_install: bool | None = None


class _Pressed(_Shape):
    action_id: Id
    block_id: MaybeId = None
    type: MaybeId = None
    action_ts: MaybeId = None
    value: Text = None


class _View(_Shape):
    """`callback_id` is how Bolt finds who listens."""

    type: MaybeId = None
    callback_id: MaybeId = None
    team_id: MaybeId = None
    app_installed_team_id: MaybeId = None


class _ResponseUrl(_Shape):
    response_url: MaybeId = None


class _Parts(_Shape):
    """What Bolt looks for both in a request and in the event that one brings."""

    type: Id
    thread_ts: MaybeId = None
    message: dict[str, Any] | None = None
    previous_message: dict[str, Any] | None = None
    assistant_thread: dict[str, Any] | None = None
    function_data: dict[str, Any] | None = None


class _Request(_Parts):
    """What Bolt reads of every request, but for its event."""

    team: _Named | None = None
    enterprise: _Named | None = None
    user: _Named | None = None
    channel: _Named | None = None
    container: _Container | None = None
    view: _View | None = None
    item: dict[str, Any] | None = None
    authorizations: list[_Authorization] | None = None
    response_urls: list[_ResponseUrl] | None = None
    team_id: MaybeId = None
    user_id: MaybeId = None
    channel_id: MaybeId = None
    enterprise_id: MaybeId = None
    callback_id: MaybeId = None
    action_id: MaybeId = None
    block_id: MaybeId = None
    response_url: MaybeId = None
    trigger_id: MaybeId = None
    challenge: Text = None


class _Envelope(_Request):
    event: dict[str, Any] | None = None


class _Event(_Parts):
    """`user`, `channel`, `item`: text in some of Slack's events, an object in others; those are none that we read."""

    subtype: MaybeId = None
    text: Text = None
    ts: MaybeId = None
    channel_type: MaybeId = None
    bot_id: MaybeId = None
    user: Id | dict[str, Any] | None = None
    channel: Id | dict[str, Any] | None = None
    item: Id | dict[str, Any] | None = None


class _EventCallback(_Request):
    event: _Event


class _Presser(_Named):
    id: Id


class _Press(_Envelope):
    user: _Presser
    actions: list[_Pressed] = Field(min_length=1)


class _Command(_Shape):
    command: Id
    trigger_id: Id
    channel_id: Id
    user_id: Id
    channel_name: Text = None
    team_id: MaybeId = None
    enterprise_id: MaybeId = None
    response_url: Text = None
    text: Text = None


class _SubmittedView(_View):
    type: Id


class _Submission(_Envelope):
    view: _SubmittedView


_COMMAND: TypeAdapter[Any] = TypeAdapter(_Command)
_OTHER: TypeAdapter[Any] = TypeAdapter(_Envelope)
_SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "event_callback": TypeAdapter(_EventCallback),
    "block_actions": TypeAdapter(_Press),
    "view_submission": TypeAdapter(_Submission),
    "view_closed": TypeAdapter(_Submission),
}


def check_shape(payload: Mapping[str, Any]) -> None:
    """Each part is of the kind that Slack documents and can be stored, so that nothing further in has to ask.

    Raises ValueError, or RecursionError for what is nested too deep.
    """
    json.dumps(payload, ensure_ascii=False).encode()  # half of a pair of surrogates is no text
    if payload.get("command") is not None:
        _COMMAND.validate_python(payload)
    else:
        _SHAPES.get(str(payload.get("type")), _OTHER).validate_python(payload)
