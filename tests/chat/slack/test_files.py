"""A file sent in Slack is fetched from Slack's file server alone, the token shown nowhere else, up to a size."""

import pytest

from tests.standins.slack import SlackServer
from wres_bot.chat.slack.files import NOT_GIVEN, NOT_OURS, is_allowed_source, read_files
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.settings import API_URL
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import SentFile

OURS = "https://files.slack.com/files-pri/T1-F1/download/plan.docx"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        (OURS, True),
        ("http://files.slack.com/files-pri/T1-F1/plan.docx", False),
        ("https://files.slack.com:8443/plan.docx", False),
        ("https://files.slack.com@elsewhere.example/plan.docx", False),
        ("https://bot:secret@files.slack.com/plan.docx", False),
        ("https://files.slack.com.elsewhere.example/plan.docx", False),
        ("https://elsewhere.example/files.slack.com", False),
        ("https://xfiles.slack.com/plan.docx", False),
        ("https://[half/plan.docx", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_token_goes_to_slacks_file_server_alone(url: str, allowed: bool) -> None:
    assert is_allowed_source(url, API_URL) is allowed


def test_what_stands_in_for_slack_gives_its_own_files_and_no_others() -> None:
    stand_in = "http://127.0.0.1:9/api/"
    assert is_allowed_source("http://127.0.0.1:9/files/F1", stand_in)
    assert not is_allowed_source("http://127.0.0.1:10/files/F1", stand_in)
    assert not is_allowed_source("http://127.0.0.1:9/files/F1", API_URL)


def test_a_message_tells_of_its_files() -> None:
    sent = {
        "name": "plan.docx",
        "size": 7,
        "url_private_download": OURS,
        "url_private": "https://files.slack.com/other",
    }
    told = {"files": [sent, {"name": "gone", "mode": "tombstone"}, sent | {"is_external": True}, {}, "not a file"]}
    assert read_files(told) == (
        SentFile("plan.docx", OURS, 7), SentFile("plan.docx", "", 7), SentFile("the file", "", None),
    )  # fmt: skip
    assert read_files({}) == ()


MOST = 1000


@pytest.mark.parametrize("size", [0, MOST - 1, MOST])
async def test_a_file_within_the_limit_is_fetched(
    slack_server: SlackServer, platform: SlackPlatform, size: int
) -> None:
    sent = slack_server.proxy.keep_file("plan.csv", b"x" * size)
    [file] = read_files({"files": [sent]})
    assert await platform.fetch_file(file, MOST) == b"x" * size


async def test_a_larger_one_is_refused_before_it_is_asked_for(
    slack_server: SlackServer, platform: SlackPlatform
) -> None:
    [file] = read_files({"files": [slack_server.proxy.keep_file("plan.csv", b"x" * (MOST + 1))]})
    with pytest.raises(UserError, match="larger than"):
        await platform.fetch_file(file, MOST)
    assert slack_server.proxy.fetched == []


async def test_one_that_says_less_than_it_is_is_cut_off(slack_server: SlackServer, platform: SlackPlatform) -> None:
    [file] = read_files({"files": [slack_server.proxy.keep_file("plan.csv", b"x" * 300_000, size=5)]})
    with pytest.raises(UserError, match="larger than"):
        await platform.fetch_file(file, MOST)


async def test_a_page_for_signing_in_is_no_file(slack_server: SlackServer, platform: SlackPlatform) -> None:
    """As Slack answers where the app lacks files:read: a redirect, which is not followed, or the page itself."""
    with pytest.raises(UserError, match=NOT_GIVEN[:30]):
        await platform.fetch_file(SentFile("plan.csv", f"{slack_server.proxy.url}/signin"), MOST)
    with pytest.raises(UserError, match=NOT_OURS[:30]):
        await platform.fetch_file(SentFile("plan.csv", "https://elsewhere.example/plan.csv"), MOST)
    assert slack_server.proxy.fetched == []


async def test_when_nobody_answers_it_is_for_now() -> None:
    gone = SlackPlatform("xoxb-token", "http://127.0.0.1:1/api/")
    try:
        with pytest.raises(DeliveryError):
            await gone.fetch_file(SentFile("plan.csv", "http://127.0.0.1:1/files/F1"), MOST)
    finally:
        await gone.close()
