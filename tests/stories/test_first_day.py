"""A lead's first day without a command line: a file sent, its questions, who holds its posts, the first reminder."""

import pytest

from tests.contract.chat import Chat, joined
from tests.contract.slack import SlackChat
from tests.contract.teams import TeamsChat
from tests.world.vocabulary import EDI, RESOURCING, at
from wres_bot.store import plans

pytestmark = pytest.mark.parametrize("chat", ["slack", "teams"], indirect=True)

PLAN = "esneft-2021-22"
FILE = (
    "Race equality action plan 2021-22,,,,\r\n"
    "No.,Action required,Lead,Target date,RAG\r\n"
    "R1,Open interview preparation to every internal applicant,Head of Resourcing,30 April 2021,Amber\r\n"
    "R2,Publish shortlisting outcomes for each division,Head of EDI,Six monthly,Green\r\n"
    "R3,Refresh the adverts with the staff networks,Recruitment Manager,June 2021,Red\r\n"
)


def test_a_first_day_without_a_command_line(chat: Chat) -> None:
    seen = chat.send_file(EDI, "Our plan.csv", FILE.encode())
    assert "Our plan.csv: 3 actions for 2021-22" in seen.words
    assert "Nothing is imported yet." in seen.words
    assert "Import" not in seen.labels  # the colours are asked first

    colours = seen.menu("What do")
    seen = chat.choose(EDI, seen, colours.label, colours.options[0])
    assert "Import" in seen.labels
    assert find_plan(chat) is None

    said = chat.click(EDI, seen, "Import")
    assert "3 new" in said.words
    assert "2 posts matched, 1 to do" in said.words
    assert find_plan(chat) is not None

    held = chat.choose(EDI, said, "Recruitment Manager", "Head of Resourcing")
    assert "Recruitment Manager is Head of Resourcing" in held.words
    assert "every post is matched" in chat.click(EDI, said, "Look again").words
    assert "Write hello to it once" in chat.click(EDI, said, "Invite").words

    assert "Rehearsal is on." in chat.click(EDI, said, "Rehearse first").words
    chat.tick(at("2021-04-01", "09:30"))
    assert "this would have gone to Head of Resourcing" in joined(chat.read_direct(EDI))
    chat.write(EDI, "rehearse off")
    chat.tick(at("2021-04-23", "09:30"))
    assert "R1 Open interview preparation" in joined(chat.read_direct(RESOURCING))


def find_plan(chat: Chat) -> object:
    with chat.store.read() as db:
        return plans.find_plan_by_name(db, PLAN)


def test_the_file_is_fetched_once_with_the_right_that_is_meant_for_it(chat: Chat) -> None:
    chat.send_file(EDI, "Our plan.csv", FILE.encode())
    if isinstance(chat, SlackChat):
        assert chat.server.proxy.fetched == [f"Bearer {chat.server.token}"]
    else:
        assert isinstance(chat, TeamsChat)
        assert chat.server.proxy.fetched == [""]


def test_not_yet_keeps_the_file_for_a_week(chat: Chat) -> None:
    seen = chat.send_file(EDI, "Our plan.csv", FILE.encode())
    later = chat.click(EDI, seen, "Not yet")
    assert "Nothing is imported." in later.words
    assert "3 actions for 2021-22" in chat.click(EDI, later, "Look again").words
    chat.later(days=8)
    chat.tick(chat.clock())
    assert "I no longer have that file." in chat.click(EDI, later, "Look again").words


def test_the_year_is_a_choice(chat: Chat) -> None:
    seen = chat.send_file(EDI, "plan.csv", FILE.replace("2021-22", "").encode())
    assert "3 actions for 2020-21" in seen.words
    assert "3 actions for 2021-22" in chat.choose(EDI, seen, "The plan's year", "2021-22").words


def test_a_file_is_for_those_who_lead(chat: Chat) -> None:
    said = chat.send_file(RESOURCING, "plan.csv", FILE.encode())
    assert "Importing a plan is for the Head of EDI" in said.words


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(100), b"PK\x03\x04 cut short"])
def test_what_cannot_be_read_is_refused_with_what_to_do(chat: Chat, content: bytes) -> None:
    said = chat.send_file(EDI, "plan.docx", content)
    assert "I can't read “plan.docx” as a plan." in said.words
    assert "Nothing of it is kept." in said.words


def test_a_command_beside_a_file_is_done_and_the_file_let_be(chat: Chat) -> None:
    said = chat.send_file(RESOURCING, "panel.png", b"\x89PNG", "1.3 in progress")
    assert "1.3 is now in progress." in said.words
    assert "I haven't opened “panel.png”." in said.words
