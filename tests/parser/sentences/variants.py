"""Owns rules that say a sentence another way, with the same right answer. Pure; must not know a row or a reader."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_REF = re.compile(r"(?<![\w.#/-])(\d)\.(\d)(?![\w/-]|\.\d)")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_GREETINGS = ("hi, {}", "Hello, {}", "hi there - {}", "Morning! {}", "Hi\n{}", "good afternoon, {}", "hey, {}")
_CLOSINGS = ("{}, thanks", "{} thanks", "{}. Thank you!", "{}, many thanks", "{} cheers", "{}\nThanks", "{} 🙏")
_PHONES = ("{}\n\nSent from my iPhone", "{}\n\nSent from Outlook for Android", "{}\n\nSent from my Galaxy")
_NAMED = ("wres bot, {}", "@wres_bot {}", "hi bot, {}")
_SMILES = ("{} 🙂", "{} :slightly_smiling_face:", "{} :)", "{} 👍", "{} :+1:")
_PLAIN = "done|in progress|delayed|not started|complete|completed|finished|ongoing|underway"
_SLIPS = {
    "done": ("doen", "donne", "dne"),
    "finished": ("finsihed", "finshed", "finnished"),
    "complete": ("compelte", "complte"),
    "completed": ("compelted", "complted"),
    "progress": ("progess", "progres", "porgress"),
    "delayed": ("delyaed", "dealyed", "delayd"),
    "started": ("strated", "startd"),
    "waiting": ("wating", "waitng"),
    "second": ("secnod", "secon"),
    "first": ("frist", "frst"),
    "nearly": ("nealry", "nerly"),
    "almost": ("almsot", "allmost"),
    "except": ("exept", "excpet"),
    "interview": ("inteview", "interveiw"),
    "ambassadors": ("ambasadors", "ambassdors"),
    "questions": ("quesitons", "questons"),
    "shortlisting": ("short listing", "shortlistng"),
}
"""How thumbs and ears spell the words that matter."""
_SHORT_ALREADY = frozenset({"no", "nope", "yes", "k", "ok", "?"})


def _pick(among: tuple[str, ...], says: str) -> str:
    """One of them, always the same for the same sentence."""
    return among[zlib.crc32(says.encode()) % len(among)]


def _around(among: tuple[str, ...]) -> Callable[[str], Iterator[str]]:
    def make(says: str) -> Iterator[str]:
        if "\n" not in says and says.lower() not in _SHORT_ALREADY:
            yield _pick(among, says).format(says)

    return make


def hello(says: str) -> Iterator[str]:
    """A greeting before."""
    if not re.match(r"(?i)(hi|hey|hello|good|morning|thanks|thx|ta)\b", says):
        yield _pick(_GREETINGS, says).format(says)


def thanks(says: str) -> Iterator[str]:
    """Thanks after. A bare no or yes is left alone: “no thanks” says something else."""
    if "\n" not in says and says.lower() not in _SHORT_ALREADY and not re.search(r"(?i)than|cheers|\bta\b|thx", says):
        closing = _pick(_CLOSINGS, says)
        yield closing.format(says.rstrip(".") if closing.startswith(("{},", "{}.")) else says)


def case(says: str) -> Iterator[str]:
    """All capitals, all small, or a capital first, as a phone makes it."""
    yield says.upper()
    yield says.lower()
    yield says[:1].upper() + says[1:]


def stop(says: str) -> Iterator[str]:
    """With a full stop, or without the one that was there. A question keeps its mark."""
    if says.endswith("?") or "\n" in says:
        return
    yield says.rstrip(".!") if says.endswith((".", "!")) else f"{says}."


def dictation(says: str) -> Iterator[str]:
    """Refs as they are spoken, or written with a word or a hash before them."""
    if _REF.search(says):
        yield _REF.sub(lambda ref: f"{_DIGITS[int(ref[1])]} point {_DIGITS[int(ref[2])]}", says)
        yield _REF.sub(r"\1 point \2", says)
        yield _REF.sub(r"#\1.\2", says)
        yield _REF.sub(r"action \1.\2", says)


def slips(says: str) -> Iterator[str]:
    """A slip in one word."""
    for word, wrong in _SLIPS.items():
        slipped = re.sub(rf"\b{word}\b", _pick(wrong, says), says, count=1, flags=re.IGNORECASE)
        if slipped != says:
            yield slipped


def spaces(says: str) -> Iterator[str]:
    """Space around, twice within, unbreakable, or of no width."""
    yield _pick(("  {} ", "{}\n", "\u200b{}", "\n{}"), says).format(says)
    if " " in says:
        yield says.replace(" ", _pick(("  ", "\u00a0"), says))


def apostrophe(says: str) -> Iterator[str]:
    """Curly, as phones make it, or left out."""
    if "'" in says:
        yield says.replace("'", "’")


def no_apostrophe(says: str) -> Iterator[str]:
    """Left out, as thumbs do."""
    if re.search(r"[a-z]'[a-z]", says):
        yield re.sub(r"(?<=[A-Za-z])'(?=[a-z])", "", says)


def order(says: str) -> Iterator[str]:
    """The status before the ref, or a mark between them."""
    plain = re.fullmatch(rf"(\d\.\d) ({_PLAIN})", says)
    if plain:
        ref, status = plain.groups()
        yield from (
            f"{status} {ref}",
            f"{status}: {ref}",
            f"{ref}, {status}",
            f"{ref} – {status}",
            f"{ref} {status} now",
        )


def swap(says: str) -> Iterator[str]:
    """Two clauses, each with its ref, the other way round."""
    two = re.fullmatch(r"(\d\.\d [^,;.\n]+)([,;] )(\d\.\d [^,;.\n]+)", says)
    if two:
        yield f"{two[3]}{two[2]}{two[1]}"


def newline(says: str) -> Iterator[str]:
    """A line for each clause that begins with a ref."""
    lines = re.sub(r"(?<=[a-z])[,;.] (?=\d\.\d )", "\n", says)
    if lines != says:
        yield lines


@dataclass(frozen=True, slots=True)
class Rule:
    """`may_ask`: the words are harder to read, so asking for what would have been done is right too."""

    make: Callable[[str], Iterator[str]]
    may_ask: bool = False


RULES = {
    "hello": Rule(hello),
    "thanks": Rule(thanks),
    "case": Rule(case),
    "stop": Rule(stop),
    "dictation": Rule(dictation),
    "slips": Rule(slips, may_ask=True),
    "spaces": Rule(spaces),
    "apostrophe": Rule(apostrophe),
    "no apostrophe": Rule(no_apostrophe, may_ask=True),
    "order": Rule(order),
    "swap": Rule(swap),
    "newline": Rule(newline),
    "phone": Rule(_around(_PHONES)),
    "named": Rule(_around(_NAMED)),
    "smile": Rule(_around(_SMILES)),
}
