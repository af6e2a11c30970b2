"""Holds Slack's look of a card: within limits, nothing lost, nothing that Slack would act on."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chat.slack import nasty
from tests.slices import times
from tests.standins.slack_limits import problems
from wres_bot.chat.slack.mrkdwn import escape, remove_control, split_line
from wres_bot.chat.slack.render import Message, render
from wres_bot.domain.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Link,
    Mention,
    Picture,
    Progress,
    Table,
    Text,
    bullets,
    text,
)


def texts(part: Any, key: str = "text") -> Iterator[str]:
    """Every text a reader meets, in order."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name in (key, "alt_text") and isinstance(value, str):
                yield value
            else:
                yield from texts(value, key)
    elif isinstance(part, list):
        for item in part:
            yield from texts(item, key)


def seen(messages: list[Message]) -> str:
    """All that a reader sees, with Slack's own marks taken away."""
    drawn = "\n".join(t for message in messages for t in texts(message.blocks))
    drawn = re.sub(r"^Part \d+ of \d+$", "", drawn, flags=re.M)
    drawn = re.sub(r"<@([UW]\w+)>", "", drawn)
    drawn = re.sub(r"<(https?://[^|>]*)(?:\|([^>]*))?>", r"\2", drawn)
    return drawn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def letters(said: str) -> str:
    """Only what carries meaning, so that wrapping, bold and bullets do not matter."""
    return "".join(ch for ch in remove_control(said) if ch.isalnum())


@given(nasty.cards, st.booleans())
@pytest.mark.simulation
@settings(max_examples=times(25))
def test_any_card_stays_within_slacks_limits(card: Card, with_files: bool) -> None:
    files = [f"F{n}" for n in range(20)] if with_files else []
    messages = render(card, files)
    assert messages
    for message in messages:
        assert problems(message.blocks) == []
        assert len(message.blocks) <= 50
        assert sum(len(t.encode("utf-16-le")) // 2 for t in texts(message.blocks)) <= 11_000
        assert message.text.strip()
        json.dumps([message.blocks, message.text], ensure_ascii=False).encode()  # what cannot be sent is gone
        ids = [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
        assert len(ids) == len(set(ids))
        for block in message.blocks:
            for element in block.get("elements", []):
                assert len(element.get("accessibility_label", "").encode("utf-16-le")) // 2 <= 75


@given(nasty.cards)
@pytest.mark.simulation
@settings(max_examples=times(25))
def test_no_text_can_call_a_channel_or_a_person(card: Card) -> None:
    mentioned = set(re.findall(r"external='([UW]\w+)'", repr(card)))
    for message in render(card):
        drawn = [message.text, *texts(message.blocks)]
        for said in drawn:
            assert not re.search(r"<[!#]", said)
            assert not re.search(r"(?<![\w.+-])@\w", said.replace("<@", "<"))
            assert set(re.findall(r"<@(\w+)>", said)) <= mentioned
            assert "javascript:" not in "".join(re.findall(r"<([^>|]*)", said.replace("<script", "")))


@given(st.lists(nasty.long_texts, min_size=1, max_size=8))
@pytest.mark.simulation
@settings(max_examples=times(25))
def test_no_word_is_lost_however_long(paragraphs: list[str]) -> None:
    card = Card("Long", tuple(Text((p,)) for p in paragraphs))
    messages = render(card)
    for paragraph in paragraphs:
        assert letters(paragraph) in letters(seen(messages))
    whole = re.sub(r"Part \d+ of \d+$", "", "".join(m.text + "\n" for m in messages), flags=re.M)
    said = letters(whole.replace("&lt;", "").replace("&gt;", "").replace("&amp;", ""))
    for paragraph in paragraphs:
        assert letters(paragraph) in said


@given(nasty.cards)
@pytest.mark.simulation
@settings(max_examples=times(25))
def test_every_button_is_there_or_said(card: Card) -> None:
    messages = render(card)
    elements = [e for m in messages for b in m.blocks if b["type"] == "actions" for e in b["elements"]]
    says = [json.loads(e["value"])["says"] for e in elements]
    for block in card.blocks:
        if isinstance(block, Buttons):
            for button in block.items:
                if remove_control(button.label).strip() or remove_control(button.says).strip():
                    assert remove_control(button.says) in says or letters(button.says) in letters(seen(messages))


@given(nasty.lines, st.integers(2000, 3000))
def test_a_line_breaks_into_pieces_that_fit(line: tuple[Any, ...], limit: int) -> None:
    for chunk in split_line(line, limit):
        assert len(chunk.markup.encode("utf-16-le", "surrogatepass")) // 2 <= limit


@given(st.lists(st.lists(nasty.buttons, min_size=1, max_size=5), min_size=1, max_size=40))
@pytest.mark.simulation
@settings(max_examples=times(30))
def test_buttons_stay_with_what_they_are_about(rows: list[list[Button]]) -> None:
    short = [[Button("Done", f"update {n}.{m} done") for m, _ in enumerate(row)] for n, row in enumerate(rows)]
    card = Card("Due", tuple(b for n, row in enumerate(short) for b in (text(f"About {n}"), Buttons(tuple(row)))))
    for message in render(card):
        kinds = [block["type"] for block in message.blocks]
        assert kinds[0] != "actions"


def test_a_long_card_says_which_part_it_is() -> None:
    card = Card("All actions", tuple(text(f"{n}. " + "word " * 150) for n in range(41)))
    messages = render(card)
    assert len(messages) > 1
    for number, message in enumerate(messages, 1):
        assert message.blocks[-1]["elements"][0]["text"] == f"Part {number} of {len(messages)}"
        assert message.text.endswith(f"Part {number} of {len(messages)}")


def test_many_short_paragraphs_share_sections_before_they_share_messages() -> None:
    card = Card("Digest", tuple(text(f"Line {n}.") for n in range(70)))
    assert len(render(card)) == 1


def test_fourteen_actions_on_one_day_are_one_message() -> None:
    """The longest reminder there is: one person, fourteen actions, five answers to each."""
    answers = ("Done", "In progress", "Need help", "Not mine", "Snooze")
    blocks = tuple(
        block
        for n in range(14)
        for block in (
            text(
                Bold(f"WE{n}"),
                " " + "Review how inclusive recruitment panels are chosen, trained and followed up. " * 3,
            ),
            Buttons(tuple(Button(a, f"whittington-2025-26:WE{n} {a.lower()}", f"WE{n}", 3) for a in answers)),
        )
    )
    assert len(render(Card("Fourteen actions you look after reach their date", blocks))) == 1


def test_a_whole_plan_with_buttons_is_a_few_messages() -> None:
    blocks = tuple(
        b for n in range(41) for b in (text(f"{n}. " + "words " * 40), Buttons((Button("Show", f"show {n}"),)))
    )
    messages = render(Card("All 41", blocks))
    assert 2 <= len(messages) <= 3
    assert [p for m in messages for p in problems(m.blocks)] == []


def test_the_text_is_the_whole_meaning() -> None:
    card = Card("Plan", (text("Of 41 actions, ", Bold("12"), " are finished."), Picture(b"p", "Bars: 12, 14, 15")))
    [message] = render(card, ["F1"])
    assert message.text == "Plan\nOf 41 actions, 12 are finished.\nPicture: Bars: 12, 14, 15"


def test_a_picture_without_a_file_is_said_in_words() -> None:
    [message] = render(Card("", (Picture(b"p", "Two bars"),)))
    assert seen([message]) == "Picture: Two bars"


def test_progress_is_words_before_it_is_a_bar() -> None:
    [message] = render(Card("", (Progress((("Done", 12), ("Under way", 14), ("No update", 15))),)))
    words, bar = message.blocks[0]["text"]["text"].split("\n")
    assert words == "Done 12 · Under way 14 · No update 15"
    assert len(bar) == 16
    assert message.text == "Done 12, Under way 14, No update 15"


def test_a_long_button_becomes_words() -> None:
    button = Button("Copy", "note 2.3 " + "x" * 3000)
    messages = render(Card("", (Buttons((button,)),)))
    assert "Copy: type note 2.3" in seen(messages)


def test_an_email_address_can_still_be_copied() -> None:
    assert escape("ask head.of.edi@esneft.example & <others>") == "ask head.of.edi@esneft.example &amp; &lt;others&gt;"


def test_an_empty_card_is_still_a_message() -> None:
    assert [m.text for m in render(Card(""))] == ["…"]


GOLDEN_CARDS = {
    "action": Card(
        "2.3 Fair shortlisting",
        (
            Facts(
                (("Status", ("In progress",)), ("Due", ("30 April 2021",)), ("Owner", (Bold("Head of Resourcing"),)))
            ),
            Facts(
                (("The plan says", ("“by the end of April 2021, subject to the review of panels in every division”",)),)
            ),
            Heading("What happened"),
            bullets(["4 January: in progress", ("12 January: ", Bold("training booked"))]),
            Picture(b"png", "A line from 1.9 in 2019 to 1.3 in 2021"),
            text("Assumed: the last day of the month.", quiet=True),
        ),
    ),
    "refusal": Card(
        "",
        (
            text("I can't find 2.9 in ESNEFT 2020-21. Nothing has changed."),
            Buttons((Button("My actions", "mine"), Button("Section 2", "list section 2"))),
        ),
        tone="refused",
    ),
    "reminder": Card(
        "Two actions you look after reach their date",
        (
            text("Hello. They are due on Friday 30 April. (The plan says “April 2021”.)"),
            text(Bold("1.3"), " More interview panels with BME members. Aim: 80% at band 8a and above."),
            Buttons(
                tuple(
                    Button(label, f"update esneft-2020-21:1.3 {says}", "1.3, interview panels", 4, label == "Done")
                    for label, says in (("Done", "done"), ("In progress", "in progress"), ("Need help", "need help"))
                )
            ),
            text("Please leave out names and individual cases: replies are kept with the plan.", quiet=True),
        ),
    ),
    "status": Card(
        "WRES plan 2025-26",
        (
            Progress((("Complete", 12), ("Under way", 14), ("No update recorded", 15))),
            Heading("For decision"),
            bullets(["DR4 relies on WE9 & its dashboard (<30 June>)", "Is ARC9 twice a year?"], ordered=True),
            Table(
                ("Indicator", "2026", "2025"),
                ((("2",), ("1.79",), ("1.63",)), (("3",), ("2.51",), ("1.11",))),
                "Delivery beside outcome",
            ),
            text(
                "Asked: ",
                Mention("Head of EDI", "U0HEAD"),
                ". See ",
                Link("the report", "https://esneft.example/r?a=1&b=2"),
            ),
        ),
        more="status page 2",
    ),
}


@pytest.mark.parametrize("name", sorted(GOLDEN_CARDS))
def test_cards_look_as_agreed(name: str, golden: Any) -> None:
    messages = render(GOLDEN_CARDS[name], ["F0CHART"])
    golden(name, [{"text": m.text, "blocks": m.blocks} for m in messages])
