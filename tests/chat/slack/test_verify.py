"""Holds the door to Slack: who signed a request, when, how large it is, and that it makes sense. On the dot."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from wres_bot.chat.slack.verify import MAX_BODY, Refused, make_verifier, parse_request, read_body, verify_signature

NOW = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
BODY = b"command=%2Fwres&text=mine"
SECRET = "a-signing-secret"


def signed(body: bytes = BODY, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    sent = str(int(at.timestamp()))
    made = SignatureVerifier(secret).generate_signature(timestamp=sent, body=body)
    return {"x-slack-request-timestamp": sent, "x-slack-signature": str(made)}


def status(headers: Mapping[str, str], body: bytes = BODY, secret: str | None = SECRET) -> int:
    try:
        verify_signature(make_verifier(secret, lambda: NOW), body, headers)
    except Refused as refused:
        return refused.status
    return 200


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-301, 401), (-300, 200), (-299, 200), (299, 200), (300, 200), (301, 401)]
)
def test_a_request_is_good_for_five_minutes_either_way(seconds: int, expected: int) -> None:
    assert status(signed(at=NOW + timedelta(seconds=seconds))) == expected


def test_each_part_of_what_was_signed_counts() -> None:
    good = signed()
    assert status(good) == 200
    assert status(good, BODY + b"x") == 401
    assert status(good | {"x-slack-request-timestamp": str(int(NOW.timestamp()) + 1)}) == 401
    assert status(signed(secret="another")) == 401
    assert status(good | {"x-slack-signature": good["x-slack-signature"][3:]}) == 401


@pytest.mark.parametrize("missing", ["x-slack-request-timestamp", "x-slack-signature"])
def test_without_either_header_nobody_signed(missing: str) -> None:
    assert status({name: value for name, value in signed().items() if name != missing}) == 401


@pytest.mark.parametrize("sent", ["", "soon", "1e9", "-1609752600", "１６０９７５２６００", "1" * 12, "1609752600.0"])
def test_a_time_that_is_no_time_is_refused(sent: str) -> None:
    assert status(signed() | {"x-slack-request-timestamp": sent}) == 401


def test_a_signature_of_other_letters_is_refused() -> None:
    assert status(signed() | {"x-slack-signature": "v0=é"}) == 401


def test_a_body_that_is_no_text_is_refused() -> None:
    assert status(signed(), b"\xff\xfe") == 400


@pytest.mark.parametrize("secret", [None, "", "  "])
def test_without_a_secret_nothing_is_let_in(secret: str | None) -> None:
    assert make_verifier(secret, lambda: NOW) is None
    assert status(signed(), secret=secret) == 401


def test_a_secret_may_have_been_pasted_with_a_line_end() -> None:
    assert status(signed(), secret=f"{SECRET}\n") == 200


class Sent:
    """A request, its body in parts."""

    def __init__(self, size: int, declared: str | None) -> None:
        self.headers = {} if declared is None else {"content-length": declared}
        self._size = size

    async def stream(self) -> AsyncIterator[bytes]:
        yield b"x" * (self._size // 2)
        yield b"x" * (self._size - self._size // 2)


async def read(size: int, declared: str | None) -> int:
    request: Any = Sent(size, declared)
    try:
        return len(await read_body(request))
    except Refused as refused:
        return -refused.status


@pytest.mark.parametrize("more", [-1, 0])
@pytest.mark.parametrize("said", [True, False])
async def test_a_megabyte_is_read_whether_its_length_is_said_or_not(more: int, said: bool) -> None:
    size = MAX_BODY + more
    assert await read(size, str(size) if said else None) == size


async def test_one_byte_more_is_too_large() -> None:
    assert await read(MAX_BODY + 1, None) == -413
    assert await read(1, str(MAX_BODY + 1)) == -413
    assert await read(1, "many") == -413


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_form_has_a_hundred_fields_at_most() -> None:
    def form(fields: int) -> bytes:
        return b"command=/wres&channel_id=C1&user_id=U1&trigger_id=1" + b"".join(
            b"&f=%d" % n for n in range(fields - 4)
        )

    for fields in (99, 100):
        assert parse_request(form(fields), FORM).body["user_id"] == "U1"
    with pytest.raises(Refused, match="cannot be read"):
        parse_request(form(101), FORM)
