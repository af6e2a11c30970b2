"""Holds every card the bot can produce as the official renderer draws it: nothing unknown, cut off or hard to see."""

import itertools
import re
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.chat.slack import nasty
from tests.chat.teams.every_card import RARE, Album, makers, talk
from tests.slices import times
from tests.standins.cards import FONTS, THEMES, WIDTHS, Easel, Font, Theme
from tests.standins.databases import SqliteFiles
from wres_bot.chat.teams.render import inline_picture, render
from wres_bot.chat.teams.text_runs import remove_control
from wres_bot.domain.cards import Bold, Card, Facts, Heading, Link, Table, Text, bullets
from wres_bot.store.engine import migrate


@pytest.fixture(scope="module")
def album(sqlite_files: SqliteFiles) -> Album:
    return talk(sqlite_files.new(migrate) for _ in itertools.count())


@pytest.fixture(scope="module")
def easel(album: Album, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Easel]:
    # After the album: the bot's letters are delivered in a loop of their own, which an open browser forbids.
    del album
    page = browser.new_page(locale="en-GB")
    yield Easel(page, tmp_path_factory.mktemp("easel"))
    page.close()


@pytest.fixture(scope="module")
def drawn(album: Album) -> list[tuple[str, dict[str, Any]]]:
    """Every card, as sent, with who made it."""
    small = cache(inline_picture)
    return [
        (maker, message.card)
        for maker, cards in sorted(album.cards.items())
        for card in cards
        for message in render(card, small)
    ]


def test_every_function_that_makes_a_card_has_made_one(album: Album) -> None:
    assert makers() - set(album.cards) == RARE


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_card_draws_without_a_warning(
    easel: Easel, drawn: list[tuple[str, dict[str, Any]]], theme: Theme, width: int, font: Font
) -> None:
    found = easel.draw([card for _, card in drawn], theme, width, font)
    assert {maker: wrong for (maker, _), wrong in zip(drawn, found, strict=True) if wrong} == {}


def test_the_page_sees_what_is_wrong(easel: Easel) -> None:
    """A test that never fails proves nothing: each of these is told."""
    shown = {"type": "AdaptiveCard", "version": "1.5"}
    wrong: dict[str, dict[str, Any]] = {
        "Unknown element type": {"type": "Hologram"},
        "cut off": {"type": "TextBlock", "text": "word " * 60},
        "hard to see": {"type": "TextBlock", "text": "pale", "color": "Light"},
        "a picture without words": {"type": "Image", "url": "data:image/png;base64,AAAA"},
    }
    for words, element in wrong.items():
        [found] = easel.draw([{**shown, "body": [element]}], "light", 360)
        assert any(words in each for each in found), (words, found)


def test_the_longest_plan_stays_within_a_few_messages(album: Album) -> None:
    for maker, cards in album.cards.items():
        for card in cards:
            assert len(render(card)) <= 2, (maker, card.title)


def seen(said: str) -> list[str]:
    """Lines as an eye has them: with their words, without what takes no room."""
    said = re.sub("[\u2060\u200b]", "", remove_control(said))
    return [" ".join(line.split()) for line in said.split("\n") if line.split()]


TYPED = [
    "*bold* _it_ `code` ~no~", "1. one", "12) twelve", "- dash", "+ plus", "* star", "# head", "> quoted", "---",
    "[a](https://evil.example)", "<at>Pat</at>", "<b>tags</b>", "<script>alert(1)</script>", "R&D &amp; &lt;", "a|b",
    "https://evil.example/x?a=1", "www.evil.example", "head.of.edi@esneft.example", "one\ntwo\n\nthree", "\\*back\\_",
    "{{DATE(2021-01-08T10:00:00Z, SHORT)}}", "{{TIME(2021-01-08T10:00:00Z)}}", "${title}", "مرحبا", "100% O'Neill",
    "\u202eevil\u202c", "👩🏽‍⚕️", "    code", "e\u0301", "a  b", "1986. A great year", "*", "_", "**", "2.3 *x",
]  # fmt: skip


@pytest.mark.simulation
def test_any_text_is_read_exactly_as_it_was_typed(easel: Easel) -> None:
    """Wherever words can stand. Drawn in batches, since what takes long is the talk with the browser."""

    @given(st.lists(st.one_of(nasty.texts, st.sampled_from(TYPED)), min_size=30, max_size=60))
    @settings(max_examples=times(8))
    def check(typed: list[str]) -> None:
        _read_back(easel, [words for words in typed if seen(words)])

    _read_back(easel, TYPED)
    check()


def _read_back(easel: Easel, typed: list[str]) -> None:
    places = (
        lambda words: (Text((words,)),),
        lambda words: (Text((words,), quiet=True),),
        lambda words: (Text((Bold(words),)),),
        lambda words: (bullets([words]),),
        lambda words: (bullets([words], ordered=True),),
        lambda words: (Facts((("", (words,)),)),),
        lambda words: (Table(("", ""), (((words,), ("",)),)),),
    )
    for place in places:
        cards = [render(Card("", place(words))) for words in typed]
        assert all(len(messages) == 1 for messages in cards)
        assert not any(easel.draw([messages[0].card for messages in cards], "light", 1280))
        for words, shown in zip(typed, easel.read(), strict=True):
            lines = [line for line in seen(shown) if line not in ("•", "1.", "–")]
            assert lines == seen(words), (place, words)
    titles = [render(Card(words)) for words in typed] + [render(Card("", (Heading(words),))) for words in typed]
    easel.draw([messages[0].card for messages in titles], "light", 1280)
    for words, shown in zip([*typed, *typed], easel.read(), strict=True):
        assert " ".join(seen(shown)) == " ".join(seen(words))


def test_no_text_becomes_a_link_or_a_mention_or_a_list(easel: Easel) -> None:
    cards = [render(Card(words, (Text((words,)), Heading(words), bullets([words]))))[0].card for words in TYPED]
    easel.draw(cards, "light", 1280)
    assert easel.page.locator("#cards").locator("a, b, i, s, code, ul, ol, h1, .mention").count() == 0
    easel.draw([render(Card("", (Text((Link("a report", "https://esneft.example/"),)),)))[0].card])
    assert easel.page.locator("#cards a").get_attribute("href") == "https://esneft.example/"


def test_pictures_for_the_page_are_real_ones(album: Album) -> None:
    [first, *_] = album.cards["views/indicators/pictures.picture_card"]
    address = inline_picture(next(block for block in first.blocks if block.kind == "picture"))
    assert address
    assert b64decode(address.partition(",")[2]).startswith(b"\x89PNG")
