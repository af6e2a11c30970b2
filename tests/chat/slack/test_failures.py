"""Holds what each refusal of Slack's means for a letter: gone for good, later, or nobody knows."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from wres_bot.chat.slack.failures import MAYBE_DONE, PERMANENT, BlocksRefused, error_code, translate_errors
from wres_bot.domain.errors import DeliveryError, Unsure


class Answer:
    def __init__(self, status: int, data: Any, **headers: str) -> None:
        self.status_code, self.data, self.headers = status, data, headers


def refusal(answer: Answer) -> SlackApiError:
    return SlackApiError("refused", answer)  # type: ignore[no-untyped-call]


def outcome(status: int, code: str | None, *, posting: bool = True, headers: dict[str, str] | None = None) -> Exception:
    data = {"ok": False, "error": code} if code is not None else "<html>"
    with pytest.raises((DeliveryError, Unsure)) as raised, translate_errors(posting=posting):
        raise refusal(Answer(status, data, **(headers or {})))
    return raised.value


@pytest.mark.parametrize("code", sorted(PERMANENT))
def test_what_is_for_good_is_not_tried_again(code: str) -> None:
    found = outcome(200, code)
    assert isinstance(found, DeliveryError)
    assert found.permanent


@pytest.mark.parametrize(
    ("code", "concerns"), [("channel_not_found", "recipient"), ("invalid_auth", "bot"), ("no_text", "message")]
)
def test_whom_it_concerns(code: str, concerns: str) -> None:
    found = outcome(200, code)
    assert isinstance(found, DeliveryError)
    assert found.concerns == concerns


@pytest.mark.parametrize(
    ("status", "code"), [(429, "ratelimited"), (429, None), (200, "ratelimited"), (200, "rate_limited")]
)
@pytest.mark.parametrize(("asked", "wait"), [("7", 7.0), ("0", 1.0), ("soon", 30.0), (None, 30.0)])
def test_slack_says_how_long_to_wait(status: int, code: str | None, asked: str | None, wait: float) -> None:
    found = outcome(status, code, headers={"Retry-After": asked} if asked else None)
    assert isinstance(found, DeliveryError)
    assert (found.permanent, found.retry_after) == (False, wait)


@pytest.mark.parametrize(
    ("status", "code"), [(500, "anything_new"), (503, None), (200, None), *((200, code) for code in sorted(MAYBE_DONE))]
)
def test_what_may_have_been_done_is_unsure_only_while_posting(status: int, code: str | None) -> None:
    assert isinstance(outcome(status, code), Unsure)
    found = outcome(status, code, posting=False)
    assert isinstance(found, DeliveryError)
    assert not found.permanent


def test_blocks_alone_are_refused_apart_from_the_rest() -> None:
    assert isinstance(outcome(200, "invalid_blocks"), BlocksRefused)
    found = outcome(200, "anything_new")
    assert not isinstance(found, BlocksRefused)
    assert isinstance(found, DeliveryError)
    assert not found.permanent


@pytest.mark.parametrize("wrong", [TimeoutError(), aiohttp.ServerDisconnectedError(), ConnectionResetError()])
def test_no_answer_is_unsure_only_while_posting(wrong: Exception) -> None:
    with pytest.raises(Unsure), translate_errors(posting=True):
        raise wrong
    with pytest.raises(DeliveryError), translate_errors():
        raise wrong


def test_what_never_left_is_no_doubt() -> None:
    with pytest.raises(DeliveryError), translate_errors(posting=True):
        raise aiohttp.ConnectionTimeoutError


def test_an_answer_that_is_not_slacks_has_no_code() -> None:
    assert error_code(refusal(Answer(502, "<html>"))) == ""
    assert error_code(refusal(Answer(200, {"error": None}))) == ""
