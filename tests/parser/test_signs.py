"""Words and signs: refs and dates are one word, short forms are taken apart, the longest phrase wins."""

import pytest

from wres_bot.parser.signs import Lexicon, read_words

LEXICON = Lexicon({"not": ["not", "no"], "harmless": ["no issues"], "status done": ["done"]})


@pytest.mark.parametrize(
    ("text", "plain"),
    [("2.3 isn't done", ["<ref>", "is", "not", "done"]), ("by 31 March", ["<date>"]), ("80% there", ["<number>", "there"]),
     ("it's DR 6", ["it", "is", "<ref>"]), ("cannot", ["can", "not"]), ("the trust's plan", ["the", "trust", "plan"]),
     ("is 2.3 done", ["is", "<ref>", "done"]), ("am I late", ["am", "i", "late"]), ("✅ 2.3", ["✅", "<ref>"])],
)  # fmt: skip
def test_a_text_is_words(text: str, plain: list[str]) -> None:
    read = [
        word.plain if word.kind in ("word", "ref", "date") else "<number>" for word in read_words(text, text.lower())
    ]
    assert read == plain


def test_the_longest_phrase_is_the_sign() -> None:
    signs = LEXICON.find_signs(["done", "no", "issues"])
    assert [(sorted(sign.names), sign.first, sign.last) for sign in signs] == [
        (["status done"], 0, 1), (["harmless"], 1, 3),
    ]  # fmt: skip
