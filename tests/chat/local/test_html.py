"""Holds pages and terminals to a card's whole meaning, and to never reading somebody's words as markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.chat.local.html import render_html, render_text
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
    Select,
    Table,
    bullets,
    line,
    text,
)

REMINDER = Card(
    "Two actions reach their date on Friday 30 April",
    (
        text("The plan says “April 2021”.", quiet=True),
        Heading("1.3 More interview panels"),
        Buttons((Button("Done", "update esneft-2020-21:1.3 done", "1.3 More interview panels", 4, strong=True),)),
        Table(("Section", "Done", "Left"), ((line("1"), line("2"), line("7")),), "By section"),
        Progress((("Done", 2), ("Under way", 6))),
        Facts((("Owner", line(Bold("Head of Resourcing"))),)),
        bullets(["one", "two"], ordered=True),
        Picture(b"\x89PNG", "A line that falls from 1.89 to 1.30"),
    ),
    more="mine page 2",
)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text; fails on a tag left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(str(html))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in ("input", "img", "rect"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self._open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("input", "img", "rect"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [a for t, a in self.tags if t == tag]


def test_a_button_posts_the_words_and_the_version_it_was_drawn_from() -> None:
    page = Page(render_html(REMINDER, fields={"as": "head@esneft.example"}))
    done, more = page.all("button")
    assert done["value"] == "update esneft-2020-21:1.3 done"
    assert done["formaction"] == "/say?version=4"
    assert more["value"] == "mine page 2"
    assert {"type": "hidden", "name": "as", "value": "head@esneft.example"} in page.all("input")


def test_a_menu_posts_the_words_of_what_is_chosen() -> None:
    menu = Select("Head of EDI", 'post "Head of EDI" is {}', (("Pat", "pat@x.example"), ("Nobody", "vacant")), "vacant")
    page = Page(render_html(Card("", (menu,)), fields={"as": "head@esneft.example"}))
    assert [option["value"] for option in page.all("option")] == [
        'post "Head of EDI" is pat@x.example', 'post "Head of EDI" is vacant',
    ]  # fmt: skip
    assert [("selected" in option) for option in page.all("option")] == [False, True]
    assert page.all("select") == [{"name": "says"}]
    assert "Save Head of EDI" in page.text


def test_a_button_is_read_out_with_what_it_is_about() -> None:
    assert "Done 1.3 More interview panels" in Page(render_html(REMINDER)).text


def test_a_cell_without_anything_takes_no_line_on_a_telephone() -> None:
    table = Table(("A", "B", "C", "D"), ((line("x"), line("–"), line("7"), line("0 – 1")),))
    html = str(render_html(Card("Figures", (table,))))
    assert re.findall(r'<td data-head="(.)"( class="nothing")?>', html) == [
        ("B", ' class="nothing"'), ("C", ""), ("D", "")]  # fmt: skip


def test_tables_are_tables_and_pictures_have_words() -> None:
    page = Page(render_html(REMINDER))
    assert [a.get("scope") for a in page.all("th")] == ["col", "col", "col", "row"]
    assert "By section" in page.text
    assert page.all("img")[0]["alt"] == "A line that falls from 1.89 to 1.30"


def test_headings_step_down_by_one() -> None:
    levels = [int(tag[1]) for tag, _ in Page(render_html(REMINDER, level=3)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels == [3, 4]


def test_colour_marks_are_drawn_beside_their_words() -> None:
    counts = Progress((("🟢 on track", 2), ("Other", 1)))
    page = Page(render_html(Card("", (text("1.3 (🔴 past its date) <b>"), counts))))
    assert page.text == "1.3 ( past its date) <b>on track 2Other 1"
    assert [a["class"] for a in page.all("span")] == ["dot red", "dot green", "dot part1"]
    assert [a["class"] for a in page.all("rect")] == ["green", "part1"]


def test_the_bar_is_hidden_from_screen_readers_and_the_counts_are_not() -> None:
    page = Page(render_html(REMINDER))
    assert page.all("svg")[0]["aria-hidden"] == "true"
    assert "Under way 6" in page.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil", "http://[", ""]
)
def test_a_link_that_could_run_something_is_only_words(url: str) -> None:
    assert Page(render_html(Card("", (text(Link("here", url)),)))).all("a") == []


@pytest.mark.parametrize("url", ["https://www.england.nhs.uk/", "mailto:edi@esneft.example"])
def test_an_ordinary_link_is_a_link(url: str) -> None:
    assert Page(render_html(Card("", (text(Link("here", url)),)))).all("a")[0]["href"] == url


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")))
def test_nothing_in_a_card_is_read_as_markup(words: str) -> None:
    hostile = f"<script>alert('{words}')</script>\"><img src=x onerror=y>{words}&amp;"
    card = Card(
        hostile,
        (
            text(hostile, Bold(hostile), Mention(hostile, "x"), Link(hostile, hostile)),
            Heading(hostile),
            Facts(((hostile, line(hostile)),)),
            Table((hostile,), ((line(hostile),),), hostile),
            bullets([hostile]),
            Progress(((hostile, 1),)),
            Picture(b"", hostile),
            Buttons((Button(hostile, hostile, hostile),)),
        ),
        more=hostile,
    )
    page = Page(render_html(card, fields={"as": hostile}))
    assert not page.all("script")
    assert len(page.all("img")) == 1
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    assert hostile in page.text


def test_terminal_text_says_everything_the_plain_card_says() -> None:
    said = render_text(REMINDER)
    for word in re.findall(r"\w+", REMINDER.plain()):
        assert word in said


def test_terminal_tables_line_up_in_columns() -> None:
    table = Table(("Action", "Status"), ((line("1.3"), line("in progress")), (line("2.iii"), line("done"))))
    assert render_text(Card("", (table,))).splitlines() == [
        "Action  Status",
        "------  -----------",
        "1.3     in progress",
        "2.iii   done",
    ]


@given(
    st.lists(st.tuples(st.text("ab c\n", max_size=90), st.text("de f", max_size=90)), max_size=4),
    st.text("gh i\n", max_size=300),
)
def test_terminal_lines_stay_within_the_width(rows: list[tuple[str, str]], note: str) -> None:
    short = [("".join(a.split())[:40] + " x", b) for a, b in rows]
    note = " ".join(word[:40] for word in note.split())
    card = Card("Title", (Table(("A", "B"), tuple((line(a), line(b)) for a, b in short)), text(note)))
    assert all(len(drawn) <= 88 for drawn in render_text(card).splitlines())


def test_a_note_cannot_steer_the_terminal() -> None:
    said = render_text(Card("\x1b[2Jgone", (text("a\u202eb\x9bc\rd"),)))
    assert said == "[2Jgone\nabc\nd"
