"""Owns the requests Slack makes to a bot, built and signed as Slack documents them. Knows nothing of the bot."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

_numbers = count(1)


@dataclass(frozen=True)
class Signed:
    """One request as it arrives: post `body` with `headers` to /slack/events."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Payloads:
    """Builds what one workspace sends. `ts` is the signature's time in seconds since 1970."""

    signing_secret: str
    team: str
    bot: str
    app: str
    response_url: str

    def sign(self, body: bytes, ts: int, content_type: str = "application/x-www-form-urlencoded") -> dict[str, str]:
        base = b"v0:%d:%s" % (ts, body)
        digest = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(ts),
            "X-Slack-Signature": f"v0={digest}",
        }

    def slash(
        self, text: str, *, user: str, channel: str, ts: int, channel_name: str = "", command: str = "/wres"
    ) -> Signed:
        fields = {
            "token": "legacy",
            "team_id": self.team,
            "team_domain": "esneft-example",
            "channel_id": channel,
            "channel_name": channel_name or ("directmessage" if channel.startswith("D") else "somewhere"),
            "user_id": user,
            "user_name": "somebody",
            "command": command,
            "text": text,
            "api_app_id": self.app,
            "is_enterprise_install": "false",
            "response_url": f"{self.response_url}/{next(_numbers)}",
            "trigger_id": f"{ts}.{next(_numbers)}.trigger",
        }
        return self._form(fields, ts)

    def click(
        self,
        button: Mapping[str, Any],
        *,
        user: str,
        channel: str,
        message: Mapping[str, Any],
        ts: int,
        block_id: str = "buttons",
        ephemeral: bool = False,
        response_url: str = "",
    ) -> Signed:
        """A press of `button` (as it stands in the message's blocks) under `message` (as history shows it)."""
        pressed = self.press(
            button, user=user, channel=channel, message=message, ts=ts, block_id=block_id, ephemeral=ephemeral
        )
        if response_url:
            pressed["response_url"] = response_url
        return self._form({"payload": json.dumps(pressed)}, ts)

    def choose(
        self,
        menu: Mapping[str, Any],
        chosen: Mapping[str, Any],
        block_id: str,
        *,
        user: str,
        channel: str,
        message: Mapping[str, Any],
        ts: int,
    ) -> Signed:
        """An option of `menu` chosen, which stands in the block of that id."""
        pressed = self.press({**menu, "text": chosen["text"]}, user=user, channel=channel, message=message, ts=ts)
        action = pressed["actions"][0]
        del action["text"], action["value"]
        action |= {"type": "static_select", "block_id": block_id, "selected_option": dict(chosen)}
        return self._form({"payload": json.dumps(pressed)}, ts)

    def press(
        self,
        button: Mapping[str, Any],
        *,
        user: str,
        channel: str,
        message: Mapping[str, Any],
        ts: int,
        block_id: str = "buttons",
        ephemeral: bool = False,
    ) -> dict[str, Any]:
        """The same, before it is put into a form and signed."""
        action = {
            "type": "button",
            "block_id": block_id,
            "action_id": button["action_id"],
            "text": button["text"],
            "value": button.get("value", ""),
            "action_ts": f"{ts}.{next(_numbers):06}",
        }
        where: dict[str, Any] = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel,
            "is_ephemeral": ephemeral,
        }
        payload: dict[str, Any] = {
            "type": "block_actions",
            "user": {"id": user, "username": "somebody", "name": "somebody", "team_id": self.team},
            "api_app_id": self.app,
            "token": "legacy",
            "container": where,
            "trigger_id": f"{ts}.{next(_numbers)}.trigger",
            "team": {"id": self.team, "domain": "esneft-example"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel, "name": "directmessage" if channel.startswith("D") else "somewhere"},
            "message": dict(message),
            "state": {"values": {}},
            "response_url": f"{self.response_url}/{next(_numbers)}",
            "actions": [action],
        }
        if ephemeral:  # Slack sends no message along with a click on one that only the asker sees
            del payload["message"]
        return payload

    def message(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        ts: int,
        channel_type: str = "im",
        thread_ts: str | None = None,
        event_id: str | None = None,
        message_ts: str | None = None,
        retry: int = 0,
        **more: Any,
    ) -> Signed:
        event = {
            "type": "message",
            "user": user,
            "text": text,
            "channel": channel,
            "channel_type": channel_type,
            "ts": message_ts or f"{ts}.{next(_numbers):06}",
            "team": self.team,
            **({"thread_ts": thread_ts} if thread_ts else {}),
            **more,
        }
        return self.event(event, ts=ts, event_id=event_id, retry=retry)

    def mention(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        ts: int,
        thread_ts: str | None = None,
        event_id: str | None = None,
        message_ts: str | None = None,
        retry: int = 0,
    ) -> Signed:
        """`text` is what follows the bot's name."""
        event = {
            "type": "app_mention",
            "user": user,
            "text": f"<@{self.bot}> {text}",
            "channel": channel,
            "ts": message_ts or f"{ts}.{next(_numbers):06}",
            "team": self.team,
            **({"thread_ts": thread_ts} if thread_ts else {}),
        }
        return self.event(event, ts=ts, event_id=event_id, retry=retry)

    def event(self, event: Mapping[str, Any], *, ts: int, event_id: str | None = None, retry: int = 0) -> Signed:
        """Any event in Slack's envelope; a redelivered one says which try it is."""
        envelope = {
            "token": "legacy",
            "team_id": self.team,
            "api_app_id": self.app,
            "event": {"event_ts": event.get("ts", f"{ts}.000000"), **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(_numbers):09}",
            "event_time": ts,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.team,
                    "user_id": self.bot,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        body = json.dumps(envelope).encode()
        headers = self.sign(body, ts, "application/json")
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        return Signed(body, headers)

    def _form(self, fields: Mapping[str, str], ts: int) -> Signed:
        body = urlencode(fields).encode()
        return Signed(body, self.sign(body, ts))
