"""Holds a card's look in Teams: messages within the limits, nothing lost, nothing that Teams would act on."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chat.slack import nasty
from tests.slices import times
from wres_bot.chat.teams.render import Message, inline_picture, render
from wres_bot.chat.teams.text_runs import is_plain, remove_control
from wres_bot.domain.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Heading,
    Line,
    Link,
    Mention,
    Picture,
    Progress,
    Table,
    Text,
    text,
)

SOMEBODY = "8f2b6a1c-3d4e-4f50-9a6b-7c8d9e0f1a2b"
KNOWN = {
    "Action.Execute", "Action.OpenUrl", "ActionSet", "Column", "ColumnSet", "Image", "Input.ChoiceSet", "RichTextBlock",
    "Table", "TableCell", "TableRow", "TextBlock", "TextRun",
}  # fmt: skip
EAGER = re.compile(r"[*_~`\[\]<>\\|#]|://|www\.|&\w+;|^\s*(?:[-+•*]|\d+[.)])\s")
"""What some reader of Markdown, on some device, makes more of than words."""


def elements(part: Any) -> Iterator[dict[str, Any]]:
    """Everything with a type, however deep."""
    if isinstance(part, dict):
        if "type" in part:
            yield part
        for name, value in part.items():
            if name not in ("data", "msteams"):
                yield from elements(value)
    elif isinstance(part, list):
        for item in part:
            yield from elements(item)


def of(message: Message, kind: str) -> list[dict[str, Any]]:
    return [each for each in elements(message.card) if each["type"] == kind]


def shown(message: Message) -> str:
    """All words that a reader meets, in order."""
    said = []
    for each in elements(message.card["body"]):
        said += [each[name] for name in ("text", "altText", "title") if name in each]
    return "\n".join(said)


def letters(said: str) -> str:
    return "".join(ch for ch in remove_control(said) if ch.isalnum())


def everything(messages: list[Message]) -> str:
    drawn = "\n".join(shown(message) for message in messages)
    return letters(re.sub(r"^Part \d+ of \d+$", "", drawn, flags=re.M))  # which may stand in the midst of long words


@given(nasty.cards, st.booleans())
@pytest.mark.simulation
@settings(max_examples=times(10))
def test_any_card_stays_within_teams_limits(card: Card, linked: bool) -> None:
    messages = render(card, lambda _: "https://wres.example/p.png" if linked else None)
    assert messages
    for message in messages:
        for written in (json.dumps([message.card, message.summary]), json.dumps([message.card], ensure_ascii=False)):
            assert len(written.encode()) <= 28_000
        assert message.summary.strip()
        assert message.card["speak"].strip()
        assert message.card["body"]
        assert {each["type"] for each in elements(message.card["body"])} <= KNOWN
        for row in of(message, "ActionSet"):
            assert 1 <= len(row["actions"]) <= 6
        for button in of(message, "Action.Execute"):
            assert 1 <= len(button["title"]) <= 40
            chosen = {"choice"} if button["title"] == "Save" and "choice" in button["data"] else set()
            assert set(button["data"]) == {"action", "says", "version"} | chosen


@given(nasty.cards)
@pytest.mark.simulation
@settings(max_examples=times(10))
def test_no_text_is_taken_for_anything_but_words(card: Card) -> None:
    for message in render(card):
        assert "entities" not in message.card["msteams"]
        assert not EAGER.search(message.card["fallbackText"])
        assert not re.search("[<>]", message.card["speak"])
        for block in of(message, "TextBlock"):
            assert not EAGER.search(block["text"]), block["text"]
            assert block["wrap"] is True
        for said in (message.summary, shown(message)):
            assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", said)
        assert "{{" not in shown(message)
        for action in of(message, "Action.OpenUrl"):
            assert action["url"].startswith(("https://", "http://"))


@given(st.lists(nasty.long_texts, min_size=1, max_size=8))
@pytest.mark.simulation
@settings(max_examples=times(10))
def test_no_word_is_lost_however_long(paragraphs: list[str]) -> None:
    messages = render(Card("Long", tuple(Text((p,)) for p in paragraphs)))
    said = letters(re.sub(r"Part \d+ of \d+$", "", "\n".join(m.summary for m in messages), flags=re.M))
    drawn = re.sub(r"^Part \d+ of \d+$", "", "\n".join(map(shown, messages)), flags=re.M)
    for paragraph in paragraphs:
        assert letters(paragraph) in letters(drawn)
        assert letters(paragraph) in said


@given(nasty.cards)
@pytest.mark.simulation
@settings(max_examples=times(10))
def test_every_button_is_there_or_said(card: Card) -> None:
    messages = render(card)
    says = [each["data"]["says"] for message in messages for each in of(message, "Action.Execute")]
    for block in card.blocks:
        if isinstance(block, Buttons):
            for button in block.items:
                if remove_control(button.label).strip() or remove_control(button.says).strip():
                    assert remove_control(button.says) in says or letters(button.says) in everything(messages)


def test_a_button_says_what_a_person_would_type() -> None:
    button = Button("Done", "update esneft-2020-21:1.3 done", "1.3, interview panels", 4, strong=True)
    [message] = render(Card("", (Buttons((button,)),)))
    [drawn] = of(message, "Action.Execute")
    assert drawn["verb"] == "say"
    assert drawn["data"] == {"action": "say", "says": "update esneft-2020-21:1.3 done", "version": 4}
    assert (drawn["title"], drawn["tooltip"], drawn["style"]) == ("Done", "Done: 1.3, interview panels", "positive")


def test_more_than_six_buttons_stand_in_further_rows() -> None:
    [message] = render(Card("", (Buttons(tuple(Button(f"No {n}", f"show {n}") for n in range(14))),)))
    assert [len(row["actions"]) for row in of(message, "ActionSet")] == [6, 6, 2]


def test_a_button_too_long_for_a_telephone_becomes_words() -> None:
    for button in (Button("Copy", "note 2.3 " + "x" * 4000), Button("A label " * 6, "show 2.3")):
        [message, *_] = render(Card("", (Buttons((button,)),)))
        assert of(message, "Action.Execute") == []
        assert f"{button.label.strip()}: type {button.says[:20]}" in shown(message)


def test_the_words_are_the_whole_meaning() -> None:
    card = Card("Plan", (text("Of 41 actions, ", Bold("12"), " are finished."), Picture(b"p", "Bars: 12, 14, 15")))
    [message] = render(card, lambda _: "https://wres.example/p.png")
    assert (
        message.summary == message.card["speak"] == "Plan\nOf 41 actions, 12 are finished.\nPicture: Bars: 12, 14, 15"
    )
    [image] = of(message, "Image")
    assert (image["url"], image["altText"]) == ("https://wres.example/p.png", "Bars: 12, 14, 15")
    assert message.card["fallbackText"].startswith("Plan – This Teams is too old")


def test_a_picture_that_nobody_can_fetch_is_said_in_words() -> None:
    [message] = render(Card("", (Picture(b"p", "Two bars"),)))
    assert shown(message) == "Picture: Two bars"


def test_a_small_picture_travels_in_the_card_only_where_it_costs_no_message_more() -> None:
    inside = "data:image/png;base64," + "A" * 9000
    chart = Picture(b"p", "Two bars")
    [message] = render(Card("Short", (chart,)), lambda _: inside)
    assert of(message, "Image")[0]["url"] == inside
    [message] = render(Card("Long", (text("word " * 1500), chart)), lambda _: inside)
    assert of(message, "Image") == []
    assert "Picture: Two bars" in shown(message)


def test_a_picture_is_made_small_enough_to_travel_or_left_out(chart: bytes) -> None:
    address = inline_picture(Picture(chart, "A line"))
    assert address
    assert address.startswith("data:image/png;base64,")
    assert len(address) <= 18_000
    assert inline_picture(Picture(b"no picture", "Nothing")) is None


@pytest.fixture
def chart() -> bytes:
    from io import BytesIO

    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (1080, 750), "white")
    ImageDraw.Draw(drawn).line([(40, 700), (500, 300), (1000, 60)], fill="#0072b2", width=9)
    held = BytesIO()
    drawn.save(held, "PNG")
    return held.getvalue()


def test_a_long_card_says_which_part_it_is_and_keeps_buttons_with_what_they_are_about() -> None:
    rows = ((text(f"{n}. " + "words " * 60), Buttons((Button("Show", f"show {n}"),))) for n in range(60))
    messages = render(Card("All sixty", tuple(block for row in rows for block in row)))
    assert len(messages) > 1
    for number, message in enumerate(messages, 1):
        part = f"Part {number} of {len(messages)}"
        assert message.summary.endswith(part)
        assert message.card["body"][-1]["inlines"][0]["text"] == part
        assert message.card["body"][0]["type"] != "ActionSet"
    assert [b["data"]["says"] for m in messages for b in of(m, "Action.Execute")] == [f"show {n}" for n in range(60)]


def test_the_longest_reminder_is_one_message() -> None:
    """One person, fourteen actions, five answers to each."""
    answers = ("Done", "In progress", "Need help", "Not mine", "Snooze")
    about = "Review how inclusive recruitment panels are chosen, trained and followed up in every division."
    blocks = [
        block
        for n in range(14)
        for block in (
            text(Bold(f"WE{n}"), " ", about),
            Buttons(tuple(Button(a, f"update whittington-2025-26:WE{n} {a.lower()}", f"WE{n}", 3) for a in answers)),
        )
    ]
    assert len(render(Card("Fourteen actions you look after reach their date", tuple(blocks)))) == 1


def test_a_plain_heading_is_one_that_a_screen_reader_can_jump_to() -> None:
    for words, plain in (("Dates to come", True), ("2.3 Fair shortlisting", True), ("1. Leadership", False)):
        [message] = render(Card("", (Heading(words), text("x"))))
        assert bool(of(message, "TextBlock")) is plain, words
        assert shown(message).startswith(words)
    [heading] = of(render(Card("", (Heading("Dates to come"), text("x"))))[0], "TextBlock")
    assert heading["style"] == "heading"


@pytest.mark.parametrize(
    "words",
    ["*bold*", "_it_", "a_b_c", "`code`", "[a](b)", "<at>Pat</at>", "&amp;", "1. one", "12) one", "- dash", "+ plus",
     "# head", "> said", "https://evil.example", "www.evil.example", "a|b", "\\*", "---", "    code", "one\ntwo", "===",
     "a@esneft.example", "~~no~~", "{{DATE(2021-01-08T10:00:00Z)}}"],
)  # fmt: skip
def test_what_markdown_could_read_is_not_plain(words: str) -> None:
    assert not is_plain(words)


def test_a_mention_notifies_where_all_around_it_is_plain() -> None:
    line: Line = ("Asked: ", Mention("Head of EDI", SOMEBODY), ". Thank you.")
    [message] = render(Card("", (Text(line),)))
    assert shown(message) == "Asked: <at>Head of EDI</at>. Thank you."
    [entity] = message.card["msteams"]["entities"]
    assert entity["text"] == "<at>Head of EDI</at>"
    assert entity["mentioned"] == {"id": SOMEBODY, "name": "Head of EDI"}
    for other in (Mention("Head of EDI", "not an id"), Mention("*Head*", SOMEBODY)):
        [message] = render(Card("", (Text(("Asked: ", other)),)))
        assert "entities" not in message.card["msteams"]
        assert "<at>" not in shown(message)


def test_a_link_leads_where_it_says_and_only_to_a_website() -> None:
    [message] = render(Card("", (text("See ", Link("the report", "https://esneft.example/r?a=1&b=2"), "."),)))
    [action] = of(message, "Action.OpenUrl")
    assert action["url"] == "https://esneft.example/r?a=1&b=2"
    for url in ("javascript:alert(1)", "data:text/html,x", "https://", "https://a.example/<b>", "file:///etc/passwd"):
        [message] = render(Card("", (text(Link("the report", url)),)))
        assert of(message, "Action.OpenUrl") == []
        assert f"the report ({url})" in shown(message)


def test_lines_stay_lines() -> None:
    [message] = render(Card("", (text("one\ntwo\r\n\r\nthree"),)))
    assert shown(message) == "one\ntwo\nthree"
    assert len(of(message, "RichTextBlock")) == 3


def test_a_table_with_room_on_a_telephone_is_a_table_and_a_wide_one_is_read_row_by_row() -> None:
    small = Table(("Indicator", "2026", "2025"), ((("2",), ("1.79",), ("1.63",)),), "Beside outcome")
    [message] = render(Card("", (small,)))
    assert [[c["items"][0]["inlines"][0]["text"] for c in row["cells"]] for row in of(message, "TableRow")] == [
        ["Indicator", "2026", "2025"],
        ["2", "1.79", "1.63"],
    ]
    head = ("Section", "Actions", "Complete", "Under way", "No update", "Past date")
    wide = Table(head, ((("1. Leadership",), *((str(n),) for n in range(5))),))
    [message] = render(Card("", (wide,)))
    assert of(message, "Table") == []
    assert shown(message) == "1. Leadership\nActions: 0 · Complete: 1 · Under way: 2 · No update: 3 · Past date: 4"


def test_counts_stand_side_by_side_and_are_said_in_order() -> None:
    [message] = render(Card("", (Progress((("Done", 12), ("Under way", 14), ("No update", 15))),)))
    assert message.summary == "Done 12, Under way 14, No update 15"
    assert shown(message).split("\n") == ["12", "Done", "14", "Under way", "15", "No update"]


def test_an_empty_card_is_still_a_message() -> None:
    assert [m.summary for m in render(Card(""))] == ["…"]
