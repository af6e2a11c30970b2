"""What holds for the grammar whatever is typed."""

from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wres_bot.domain.statuses import STATUS_SYNONYMS
from wres_bot.parser.command_types import Command, NotUnderstood
from wres_bot.parser.grammar import parse
from wres_bot.parser.text import LONGEST, normalise
from wres_bot.parser.verbs import ALL

pytestmark = pytest.mark.simulation


def one(text: str) -> Command:
    parsed = parse(text, ALL)
    assert isinstance(parsed, tuple), parsed
    assert len(parsed) == 1, parsed
    assert isinstance(parsed[0], Command), parsed
    return replace(parsed[0], rest="" if parsed[0].question else parsed[0].rest)


# Each of these once made a pattern go back over the text again and again.
SLOW = ['"' * 3999, "(" * 3999, "a-" * 1999, "2.3 " + "is " * 1300 + "x", "2.3 done" + " and 2.4" * 380, "# " * 1900]


@pytest.mark.parametrize("text", SLOW, ids=lambda text: str(text)[:12])
def test_a_long_tangle_is_read_in_one_go(text: str) -> None:
    assert len(text) <= LONGEST
    parse(text, ALL)


REFS = st.sampled_from(["2.3", "1.1b", "DR6", "2iii", "5.10", "esneft-2020-21:2.3", "1.7"])
STATUSES = st.sampled_from(sorted(STATUS_SYNONYMS))
NOTES = st.text("bcdfghjkvz £🎉éمر", min_size=1, max_size=40).map(lambda words: f"xx{words.strip()}zz")
SPEAKS_AGAINST = ("no", "not", "or")
PIECES = st.sampled_from(
    [*(word for verb in ALL for word in verb.spellings), *STATUS_SYNONYMS, "2.3", "1.7", "3", "and", ",", ";", "\n",
     "not", "isn't", "?", "my manager", "section 2", "30 June", "to", "replaced by", "lead", '"', "page", "owner",
     "never", "DR6", ":", "-"]
)  # fmt: skip


@given(st.text(max_size=300))
@example("\n;\n")
@example("2.3 " * 900)
@example("," * 3999 + "x")
@example("2.3 " + "is " * 1300 + "x")
@example("İİİ 2.3 done ẞ")
def test_nothing_typed_raises(text: str) -> None:
    parse(text, ALL)


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_no_mixture_of_our_own_words_raises_or_denies_itself(text: str) -> None:
    parsed = parse(text, ALL)
    if isinstance(parsed, NotUnderstood):
        for meant in parsed.suggestions:
            parse(meant, ALL)
    elif isinstance(parsed, tuple) and normalise(text).endswith("?") and len(parsed) == 1:
        assert not any(isinstance(said, Command) and said.status for said in parsed)


@given(st.lists(REFS, min_size=1, max_size=3, unique=True), STATUSES, NOTES, st.booleans())
def test_a_spoken_update_comes_back_word_for_word(named: list[str], status: str, words: str, verb: bool) -> None:
    words = normalise(words)
    assume(not words.endswith("?") and {*words.lower().split()}.isdisjoint(SPEAKS_AGAINST) and "%" not in words)
    said = one(f"{'update ' if verb else ''}{', '.join(named)} {status}, {words}")
    assert (said.verb, said.status, said.words) == ("update", STATUS_SYNONYMS[status], words)
    assert [str(ref) for ref in said.refs] == named


@given(REFS, NOTES, st.sampled_from(["note", "need help", "not mine"]))
def test_spoken_words_come_back_byte_for_byte(ref: str, words: str, verb: str) -> None:
    words = normalise(words)
    assert one(f"{verb} {ref} {words}") == Command(verb, one(ref).refs, words=words, rest=words)
    assert one(f"{ref} {verb} {words}") == one(f"{verb} {ref} {words}")


@given(
    st.sampled_from([("update", "2.3", "done"), ("2.3", "done"), ("done", "2.3"), ("show", "2.3"), ("history", "2.3"),
                     ("update", "DR6", "in progress"), ("list", "section 2"), ("snooze", "2.3", "7d"), ("mine",)]),
    st.sampled_from([" ", "  ", "\u00a0", " \u200b", "\t"]),
    st.sampled_from(["", "<@U123> ", "@wres ", "/wres ", "wres: ", "  "]),
    st.sampled_from(["", ".", "…", " ", "!", "\n"]),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.sampled_from(["", '"', "“”", "`"]),
)  # fmt: skip
def test_noise_around_a_command_changes_nothing(
    parts: tuple[str, ...], gap: str, before: str, after: str, case: type[str], quotes: str
) -> None:
    plain = one(" ".join(parts))
    noisy = before + quotes[:1] + case(gap.join(parts)) + quotes[-1:] + after
    said = one(noisy)
    assert (said.verb, said.refs, said.status, said.words) == (plain.verb, plain.refs, plain.status, plain.words)
    assert (said.filters, said.when.lower()) == (plain.filters, plain.when)


NEGATIONS = ["not", "isn't", "is not", "never", "hasn't been", "not yet", "not quite", "no", "cannot be", "won't be"]
FINISHED = sorted(phrase for phrase, status in STATUS_SYNONYMS.items() if status == "done")


@given(
    REFS, st.sampled_from(NEGATIONS), st.sampled_from(FINISHED), st.sampled_from(["", "we think ", "update ", "it's "]),
    st.booleans(), st.sampled_from(["", ", sorry", " at all", ", booked"]),
)  # fmt: skip
def test_no_denied_done_is_ever_done(
    ref: str, negation: str, status: str, before: str, ref_last: bool, after: str
) -> None:
    text = f"{before}{negation} {status} {ref}{after}" if ref_last else f"{before}{ref} {negation} {status}{after}"
    parsed = parse(text, ALL)
    for said in parsed if isinstance(parsed, tuple) else ():
        assert said.status != "done" if isinstance(said, Command) else "done" not in said.statuses[:1]
