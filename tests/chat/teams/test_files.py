"""A file sent in Teams is fetched from Microsoft's file servers, with no token, and not beyond a size."""

import httpx
import pytest
import respx

from wres_bot.chat.teams.files import NOT_GIVEN, NOT_OURS, SENT, fetch_file, is_allowed_source, read_files
from wres_bot.chat.teams.settings import SERVICE_URL
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import SentFile

OURS = "https://trust-my.sharepoint.com/personal/head/_layouts/15/download.aspx?UniqueId=1&tempauth=signed"
MOST = 1000
FILE = SentFile("plan.docx", OURS)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        (OURS, True),
        ("https://trust.sharepoint.com:443/plan.docx", True),
        ("http://trust.sharepoint.com/plan.docx", False),
        ("https://trust.sharepoint.com:8443/plan.docx", False),
        ("https://sharepoint.com.elsewhere.example/plan.docx", False),
        ("https://xsharepoint.com/plan.docx", False),
        ("https://trust.sharepoint.com@elsewhere.example/plan.docx", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1/plan.docx", False),
        ("https://[half/plan.docx", False),
        ("", False),
    ],
)
def test_only_microsofts_file_servers_are_asked(url: str, allowed: bool) -> None:
    assert is_allowed_source(url, SERVICE_URL) is allowed


def test_a_message_tells_of_its_files() -> None:
    sent = {"contentType": SENT, "name": "plan.docx", "content": {"downloadUrl": OURS, "fileType": "docx"}}
    picture = {"contentType": "image/png", "contentUrl": "https://elsewhere.example"}
    told = {"attachments": [picture, sent, sent | {"content": None}, "x"]}
    assert read_files(told) == (FILE, SentFile("plan.docx", ""))
    assert read_files({"attachments": None}) == read_files({}) == ()


@pytest.mark.parametrize("size", [0, MOST - 1, MOST])
@respx.mock
async def test_a_file_within_the_limit_is_fetched_without_a_token(size: int) -> None:
    asked = respx.get(OURS).respond(content=b"x" * size)
    assert await fetch_file(SERVICE_URL, 5, FILE, MOST) == b"x" * size
    assert "authorization" not in asked.calls.last.request.headers


@respx.mock
async def test_a_larger_one_is_cut_off() -> None:
    respx.get(OURS).respond(content=b"x" * (MOST + 1))
    with pytest.raises(UserError, match="larger than"):
        await fetch_file(SERVICE_URL, 5, FILE, MOST)


@respx.mock
async def test_a_redirect_is_followed_only_to_such_a_server() -> None:
    respx.get(OURS).respond(302, headers={"location": "https://other.sharepoint.com/plan.docx"})
    respx.get("https://other.sharepoint.com/plan.docx").respond(content=b"plan")
    assert await fetch_file(SERVICE_URL, 5, FILE, MOST) == b"plan"
    respx.get(OURS).respond(302, headers={"location": "https://elsewhere.example/plan.docx"})
    with pytest.raises(UserError, match=NOT_OURS[:30]):
        await fetch_file(SERVICE_URL, 5, FILE, MOST)
    respx.get(OURS).respond(302, headers={"location": OURS})
    with pytest.raises(UserError, match=NOT_OURS[:30]):
        await fetch_file(SERVICE_URL, 5, FILE, MOST)


@respx.mock
async def test_an_address_that_has_run_out_says_send_it_again() -> None:
    respx.get(OURS).respond(401)
    with pytest.raises(UserError, match=NOT_GIVEN[:30]):
        await fetch_file(SERVICE_URL, 5, FILE, MOST)


@respx.mock
async def test_when_nobody_answers_it_is_for_now() -> None:
    respx.get(OURS).mock(side_effect=httpx.ConnectError("no way there"))
    with pytest.raises(DeliveryError):
        await fetch_file(SERVICE_URL, 5, FILE, MOST)
