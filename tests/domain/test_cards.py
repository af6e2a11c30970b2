"""A card says in plain words everything that it says in blocks."""

import pytest

from wres_bot.domain.cards import (
    CARD,
    Block,
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
    Select,
    Table,
    bullets,
    line,
    plain_words,
    text,
)

EVERY_BLOCK: list[tuple[Block, str]] = [
    (text("It is ", Bold("late"), "."), "It is late."),
    (text("aside", quiet=True), "aside"),
    (Heading("Dates"), "\nDates"),
    (Facts((("Owner", line("Head of EDI")), ("Date", line("30 April")))), "Owner: Head of EDI\nDate: 30 April"),
    (Table(("Section", ""), ((line("1"), line("two")),), "By section"), "By section\nSection: 1; two"),
    (Table(("Section",), ((line("1"),),)), "Section: 1"),
    (bullets(["one", line(Bold("two"))]), "- one\n- two"),
    (bullets(["one", "two"], ordered=True), "1. one\n2. two"),
    (Progress((("Done", 12), ("Under way", 1))), "Done 12, Under way 1"),
    (Picture(b"png", "a rising line"), "Picture: a rising line"),
    (Buttons((Button("Done", "update 1.3 done"), Button("Undo", "undo"))), "[Done] [Undo]"),
    (
        Select("Head of EDI", 'post "Head of EDI" is {}', (("Pat", "pat@x.example"), ("Nobody", "vacant"))),
        "Head of EDI: [Pat] [Nobody]",
    ),
]


@pytest.mark.parametrize(("block", "words"), EVERY_BLOCK)
def test_each_block_in_words(block: Block, words: str) -> None:
    assert Card("Title", (block,)).plain() == f"Title\n{words}"


def test_what_has_no_words_leaves_no_empty_line() -> None:
    assert Card("", (text(""), text("one"))).plain() == "one"
    assert Card("Title", more="list page 2").plain() == "Title\nMore: list page 2"


def test_a_link_keeps_its_address_and_a_mention_its_name() -> None:
    said = line("See ", Link("the report", "https://trust.example/r"), " or ask ", Mention("Pat", "U1"))
    assert plain_words(said) == "See the report (https://trust.example/r) or ask Pat"


def test_a_card_is_kept_and_read_again() -> None:
    card = Card(
        "Title", tuple(block for block, _ in EVERY_BLOCK if not isinstance(block, Picture)), "good", "list page 2"
    )
    assert CARD.validate_json(CARD.dump_json(card)) == card
