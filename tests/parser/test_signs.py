"""Words and signs: refs and dates are one word each, short forms are taken apart."""

import pytest

from wres_bot.parser.signs import read_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [("2.3 isn't done", ["<ref>", "is", "not", "done"]), ("by 31 March", ["<date>"]),
     ("80% there", ["<number>", "there"]),
     ("it's DR 6", ["it", "is", "<ref>"]), ("cannot", ["can", "not"]), ("the trust's plan", ["the", "trust", "plan"]),
     ("is 2.3 done", ["is", "<ref>", "done"]), ("am I late", ["am", "i", "late"]), ("✅ 2.3", ["✅", "<ref>"])],
)  # fmt: skip
def test_a_text_is_words(text: str, plain: list[str]) -> None:
    read = [
        word.plain if word.kind in ("word", "ref", "date") else "<number>" for word in read_words(text, text.lower())
    ]
    assert read == plain
