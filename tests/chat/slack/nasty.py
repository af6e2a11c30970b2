"""Owns strategies for cards full of what people paste; knows no platform."""

from hypothesis import strategies as st

from wres_bot.domain.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Line,
    Link,
    Mention,
    Picture,
    Progress,
    Select,
    Table,
    Text,
)

PASTED = [
    "<!channel>", "<!here>", "<!everyone>", "@here", "@channel", "<@U0WRES>", "<#C123|secret>", "&lt;!here&gt;",
    "<script>alert(1)</script>", "*bold* _it_ `code` ~no~", "> quoted", "a|b", "R&D", "chair@esneft.example",
    "'; DROP TABLE action; --", "مرحبا", "\u202etxt.exe", "👩🏽‍⚕️", "e\u0301", "\x00", "\ud800", "\u00a0", "\r\n", "—",
]  # fmt: skip

words = st.one_of(st.sampled_from(PASTED), st.text(max_size=30), st.sampled_from(["word", "two words"]))
texts = st.lists(words, max_size=6).map(" ".join)
long_texts = st.one_of(
    texts,
    st.builds(lambda t, n: t * n, texts, st.integers(1, 40)),
    st.builds(lambda c, n: c * n, st.sampled_from(["x", "&", "<", "👩", "word ", "a\n"]), st.integers(1, 7000)),
)
urls = st.sampled_from(
    ["https://esneft.example/plan?a=1&b=<2>|3", "javascript:alert(1)", "http://x.example/" + "y" * 4000]
)
spans = st.one_of(
    long_texts,
    st.builds(Bold, texts),
    st.builds(Link, texts, urls),
    st.builds(Mention, texts, st.sampled_from(["U0HEAD", "not an id>", "W12AB"])),
)
lines: st.SearchStrategy[Line] = st.lists(spans, min_size=1, max_size=4).map(tuple)
buttons = st.builds(
    Button,
    label=st.one_of(st.sampled_from(["Done", "Not mine"]), texts),
    says=st.one_of(st.just("update esneft-2020-21:2.3 done"), long_texts),
    about=texts,
    version=st.none() | st.integers(0, 9),
    strong=st.booleans(),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 5))
    head = tuple(draw(st.lists(texts, min_size=width, max_size=width)))
    row = st.lists(lines, min_size=width, max_size=width).map(tuple)
    return Table(head, tuple(draw(st.lists(row, max_size=4))), draw(texts))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, lines, st.booleans()),
    st.builds(Heading, long_texts),
    st.builds(Facts, st.lists(st.tuples(texts, lines), max_size=12).map(tuple)),
    tables(),
    st.builds(Bullets, st.lists(lines, max_size=8).map(tuple), st.booleans()),
    st.builds(Progress, st.lists(st.tuples(texts, st.integers(0, 200)), max_size=6).map(tuple)),
    st.builds(Picture, st.just(b"png"), long_texts),
    st.builds(Buttons, st.lists(buttons, max_size=30).map(tuple)),
    st.builds(
        Select,
        texts,
        st.one_of(st.just('post "Head of EDI" is {}'), texts.map(lambda words: f"{words} {{}}")),
        st.lists(st.tuples(texts, st.one_of(st.just("head.of.edi@esneft.example"), texts)), max_size=5).map(tuple),
    ),
)
cards = st.builds(
    Card,
    title=st.one_of(texts, long_texts),
    blocks=st.lists(blocks, max_size=12).map(tuple),
    more=st.none() | st.just("list late page 2"),
)
