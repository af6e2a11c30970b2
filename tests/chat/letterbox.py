"""Owns a chat platform as small as one can be: it shows what an adapter has to bring, and that nothing more is needed.

People post JSON to /letterbox and are answered in the response; letters wait in a list until somebody looks.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from wres_bot.chat.adapter import ChatAdapter, Host, Listener
from wres_bot.domain.cards import CARD, Card
from wres_bot.domain.errors import ConfigError, DeliveryError, UserError
from wres_bot.domain.ports import Address, Incoming, PlaceFacts, Profile, Receipt

NAME = "letterbox"


class LetterboxSettings(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = NAME

    token: str | None = Field(default=None, validation_alias="LETTERBOX_TOKEN", repr=False)
    street: str | None = Field(default=None, validation_alias="LETTERBOX_STREET")

    @property
    def is_complete(self) -> bool:
        return bool(self.token)

    def check(self, host: str, public_url: str | None) -> None:
        if self.street and not self.token:
            raise ConfigError("The letterbox is half set up: LETTERBOX_TOKEN is missing.")

    def find_dangers(self) -> list[str]:
        return []

    def make_adapter(self, host: Host) -> ChatAdapter:
        return LetterboxAdapter(self, host)


@dataclass
class Posted:
    place: str
    card: Card
    key: str


class LetterboxPlatform:
    """`domain.ports.Platform`: the way out."""

    name = NAME

    def __init__(self, channels: tuple[PlaceFacts, ...]) -> None:
        self.posted: list[Posted] = []
        self.channels = {each.external: each for each in channels}
        self.away = self.closed = False

    async def fetch_profile(self, sender: str) -> Profile | None:
        return Profile(sender, sender)

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        return self.channels.get(place)

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        if self.away:
            raise DeliveryError("Nobody answers.")
        self.posted.append(Posted(to.external, card, key))
        return Receipt(to.external, str(len(self.posted)))

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        numbers = [n for n, each in enumerate(self.posted, 1) if (each.place, each.key) == (to.external, key)]
        return Receipt(to.external, str(numbers[0])) if numbers else None

    async def update(self, receipt: Receipt, card: Card) -> None:
        self.posted[int(receipt.message) - 1].card = card


class LetterboxListener:
    """`chat.adapter.Listener`: the way in."""

    def __init__(self, token: str, host: Host) -> None:
        self._token, self._host = token, host
        self.running = False

    def mount(self, api: FastAPI) -> None:
        api.add_route("/letterbox", self._take, methods=["POST"], include_in_schema=False)

    async def _take(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self._token}":
            return Response(status_code=401)
        body: dict[str, Any] = await request.json()
        incoming = Incoming(NAME, "esneft", body["from"], body["place"], body["text"], body["id"], body["via"],
                            body["kind"], seen=body["version"], origin=body["origin"])  # fmt: skip
        try:
            answer = await self._host.handle(incoming)
        except UserError as error:
            return JSONResponse({"refused": error.text})
        if answer is None:
            return JSONResponse({})
        return JSONResponse({"card": CARD.dump_python(answer.card, mode="json"), "only_asker": answer.only_asker})

    async def run(self) -> None:
        self.running = True

    def find_problem(self) -> str | None:
        return None if self.running else "The letterbox is shut"

    async def close(self, within: float) -> int:
        self.running = False
        return 0


class LetterboxAdapter:
    """`chat.adapter.ChatAdapter`."""

    name = NAME
    reads_store = False
    channels: ClassVar[tuple[PlaceFacts, ...]] = ()

    def __init__(self, settings: LetterboxSettings, host: Host) -> None:
        self._token, self._host = str(settings.token), host
        self.platform = LetterboxPlatform(self.channels)

    def listen(self) -> Listener:
        return LetterboxListener(self._token, self._host)

    async def find_problems(self) -> list[str]:
        return ["Nobody answers."] if self.platform.away else []

    async def close(self) -> None:
        self.platform.closed = True
