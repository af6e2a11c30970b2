"""Owns how accounts and platforms are read after a verb; must not know whose an account is."""

import re
from collections.abc import Callable

from wres_bot.parser.arguments import LEADING, QUOTED, Arguments, unquote

_MAIL = r"(?:mailto:)?[^\s@<>,;:]+@[\w-]+(?:\.[\w-]+)+"
_ACCOUNT = rf"(?:the )?(?:account |address |e-?mail )?(?P<account>{_MAIL}|<?@\w+>?|me|myself|my account|this account)"
_JOINED = re.compile(
    rf"{_ACCOUNT}(?:(?:\s+is|\s+are)?(?:\s*[=,&]\s*|\s+)(?:(?:to|with|and|as|also|the same as|for|from|is)\s+)*"
    rf"(?P<person>{QUOTED}|.+?))?(?P<sure>\s+knowingly)?",
    re.IGNORECASE,
)


def read_linked(rest: str) -> Arguments:
    """ "second@esneft.example to head.of.edi@esneft.example": an account, and whose it is."""
    found = _JOINED.fullmatch(rest.strip(LEADING + "?"))
    if not found:
        return Arguments(rest=rest)
    filters = {"account": found["account"].removeprefix("mailto:")}
    if found["person"]:
        filters["person"] = unquote(found["person"].removeprefix("mailto:"))
    if found["sure"]:
        filters["sure"] = "yes"
    return Arguments(rest=rest, filters=filters)


_PLATFORM = re.compile(
    r"(?<!\w)(?:(teams|ms teams|microsoft teams)|(slack)|(either|any|both|no preference|wherever))(?!\w)"
)


def read_preferred(rest: str) -> Arguments:
    found = _PLATFORM.search(rest.lower())
    return Arguments(
        rest=rest, filters={"platform": ("teams", "slack", "any")[(found.lastindex or 1) - 1]} if found else {}
    )


READERS: dict[str, Callable[[str], Arguments]] = {"link": read_linked, "unlink": read_linked, "prefer": read_preferred}
