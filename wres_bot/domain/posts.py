"""Owns when two names mean the same post; must not know who holds it or where it is stored."""

import re

_SHORT = {
    "asst": "assistant",
    "assoc": "associate",
    "dep": "deputy",
    "dir": "director",
    "mgr": "manager",
    "exec": "executive",
    "f2su": "freedomtospeakup",
    "ftsu": "freedomtospeakup",
    "and": "",
    "the": "",
}


def normalise_post(name: str) -> str:
    """ "Head of Employee relations" and "Head of Employee Relations" have one key; abbreviations are spelt out."""
    words = re.findall(r"[^\W_]+", name.casefold().replace("'", "").replace("’", ""))
    return "".join(_SHORT.get(word, word) for word in words)
