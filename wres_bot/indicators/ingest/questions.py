"""Owns which Staff Survey question answers which indicator, by the survey's year; must not know an answer."""

import re

_FIRST = 2000
QUESTIONS: tuple[tuple[int, dict[str, str]], ...] = (
    (_FIRST, {"kf25": "5", "kf26": "6", "kf21": "7", "q17b": "8"}),
    (2018, {"q13a": "5", "q13bc": "6", "q13b": "", "q13c": "", "q14": "7", "q15b": "8", "q15a": ""}),
    (2021, {"q14a": "5", "q14bc": "6", "q14b": "", "q14c": "", "q15": "7", "q16b": "8", "q16a": ""}),
)  # fmt: skip
"""From the survey of a year on, its questions by number. "" is a part of one, or another question. (check)"""
_WORDS = (
    (re.compile(r"(?:harass|bully|bullied|abuse).*(?:patient|service user|public|relative)"), "5"),
    (re.compile(r"(?:harass|bully|bullied|abuse).*(?:staff|colleague|manager)"), "6"),
    (re.compile(r"equal opportunit|fair(?:ly)? .*(?:career|promotion)|career progression|chance to progress"), "7"),
    (re.compile(r"discriminat.*(?:manager|team leader|colleague|staff|work)"), "8"),
)


def read_question(words: str, survey_year: int) -> str:
    """ "5" of "Indicator 5", "metric 5", of the survey's own "Q13a" and of the question's words; "" of any other."""
    text = words.casefold().strip()
    if found := re.fullmatch(
        r"(?:wres )?(?:indicator|metric|question|q|number|no)?\.?\s*([5-8])(?:\.0)?(?=$|[\s:.–-].*)(?:[\s:.–-].*)?",
        text,
    ):
        return found[1]
    if found := re.match(
        r"(?:question |q|kf ?)(\d{2})\s*([a-d])?(?:\s*(?:[-–+&,/]|and|to)\s*(?:q?\d{2})?\s*([a-d]))?", text
    ):
        key = ("kf" if text.startswith("kf") else "q") + found[1] + (found[2] or "") + (found[3] or "")
        numbers = [each for year, each in QUESTIONS if year <= survey_year]
        return next((each[key] for each in reversed(numbers) if key in each), "")
    return next((code for pattern, code in _WORDS if pattern.search(text)), "")
