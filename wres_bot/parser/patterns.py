"""Owns the turns of phrase around refs and statuses, as regular expressions and small functions on them.

Parses nothing by itself: `reader` does. Must not know any verb's arguments.
"""

import re

EDGE = " \n.,;:-!>=…•·"
FILLERS = (
    r"(?:[\s:,=>\-]|(?:is|are|as|to|now|marked|mark|please|pls|has|have|been|it's|its|all|both|currently|just|status"
    r"|set|still|finally)(?![\w']))"
)
FILLED = re.compile(rf"{FILLERS}*")
TO_REF = re.compile(r"(?:[\s:,=\-]|(?:for|on|with|about|of|the|please|pls|my|our|is|needed|wanted|me|to)\b)*")
ASKING = re.compile(
    r"(?:is|am|are|was|were|has|have|had|did|does|do|when|why|what|how|who|whose|which|where|will|would|should|could|can"
    r"|any|shall|(?:what|who|when|where|how|why)s)(?:'s|'re)?(?!\w)"
)
LEAD_IN = re.compile(
    r"(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening|ok|okay|yes|yep|yeah"
    r"|right|so|well|also|and|then|please|pls|just|thanks|thank you|there|all|team|bot|everyone|i've|i have|we've"
    r"|we have|i'm|i am|we're|we are|it's|it is|that's|that is|this is|i'd like to|i want to|i would like to|sorry"
    r"|great)(?![\w'])[\s,.!:;-]*)+"
)
NEXT_COMMAND = re.compile(r"(?:[,;&]\s*|\.\s+|(?<!\w)(?=and\s))(?:(?:and|then|also|but)\s+)*")
ASK_IN = re.compile(
    r"(?:(?:what's|whats|what is|what are|which|are there|is there|do we have|can|could|would|will|you|i|we|please|any"
    r"|actions?|are|is|have)(?![\w'])[\s,]*)+"
)
SIGNS = re.compile(r"[^\w\s#\"'(\[<£@/]+\s*")
UNTIL = re.compile(r"(?<!\w)(?:to|until|till|by)(?!\w)")
SHORT_SPAN = re.compile(r"\d{1,3} ?[dw](?!\w)")

NOUNS = frozenset(("complete", "progress", "closed", "delay", "pending", "behind", "late", "dropped", "sorted"))
"""Statuses that begin other sentences too ("complete list of actions"): alone with words they want a comma."""
NAMED_FILTERS = frozenset(("section", "indicator", "owner", "plan"))


SAME_AGAIN = re.compile(r"(?:and |ok |yes )*(?:so|as) (?:is|are)\b")
""" "so is 1.7" tells the same of another, and asks nothing."""


def has_words(text: str) -> bool:
    """Whether anything is said beyond signs and emoji."""
    return any(char.isalnum() for char in text)


_BEFORE_WORDS = re.compile(r"-?(?:[ \n,;:!=…•·]|[->.](?!\d))*")


def strip_edge(words: str) -> str:
    """Words without what parts them from what stands before; the sign of a number ("-2", ">80%", ".5") is theirs."""
    return words[end_of_match(_BEFORE_WORDS, words, 0) :]


def skip_edge(low: str, at: int) -> int:
    while at < len(low) and low[at] in EDGE:
        at += 1
    return at


def end_of_match(pattern: re.Pattern[str], low: str, at: int) -> int:
    found = pattern.match(low, at)
    return found.end() if found else at
