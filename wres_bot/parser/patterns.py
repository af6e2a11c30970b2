"""Owns the turns of phrase around refs and statuses, as regular expressions and small functions on them.

Parses nothing by itself: `reader` does. Must not know any verb's arguments.
"""

import re

from wres_bot.domain.refs import ActionRef
from wres_bot.parser.arguments import STATUS

EDGE = " \n.,;:-!>=…•·"
FILLERS = (
    r"(?:[\s:,=>\-]|(?:is|are|as|to|now|marked|mark|please|pls|has|have|been|it's|its|all|both|currently|just|status"
    r"|set|still|finally)(?![\w']))"
)
FILLED_STATUS = re.compile(rf"{FILLERS}*?(?P<status>{STATUS.pattern})")
FILLED = re.compile(rf"{FILLERS}*")
TO_REF = re.compile(r"(?:[\s:,=\-]|(?:for|on|with|about|of|the|please|pls|my|our|is|needed|wanted|me|to)\b)*")
ASKING = re.compile(
    r"(?:is|are|was|were|has|have|had|did|does|do|when|why|what|how|who|whose|which|where|will|would|should|could|can"
    r"|any|shall)(?:'s|'re)?(?!\w)"
)
LEAD_IN = re.compile(
    r"(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening|ok|okay|yes|yep|yeah"
    r"|right|so|well|also|and|then|please|pls|just|thanks|thank you|there|all|team|bot|everyone|i've|i have|we've"
    r"|we have|i'm|i am|we're|we are|it's|it is|that's|that is|this is|i'd like to|i want to|i would like to|sorry"
    r"|great)(?![\w'])[\s,.!:;-]*)+"
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
LATER = re.compile(  # what turns "done" into a plan, a hope or a denial
    r"[\s,:-]*(?:soon|shortly|tomorrow|next (?:day|week|month|quarter|year)|(?:by|end of|at the end of)"
    rf" (?:the )?(?:end|next|mid|early|late|start|spring|summer|autumn|winter|{MONTHS}|mon|tue|wed|thu|fri|week|month"
    r"|quarter|year|\d)\w*|if|when|once|unless|until|hopefully|or|almost|nearly|mostly|ish"
    r"|(?:no|not|nope|never|not (?:yet|really|quite|at all)|yet|false)[\s.!]*$)(?!\w)"
)
HOPED = re.compile(
    r"(?<!\w)(?:will|would|should|could|might|may|must|going to|to be|hope\w*|expect\w*|plan\w*|need\w*)(?!\w)"
    r"|(?<!\d)\d\d?%"
)
NEXT_COMMAND = re.compile(r"(?:[,;&]\s*|\.\s+|(?<!\w)(?=and\s))(?:(?:and|then|also|but)\s+)*")
END_OF_CLAUSE = re.compile(r"\s*(?:$|[,.;:!?()-])")
DENIED_AFTER = re.compile(
    r"[\s,:-]*(?:no|not|nope|never|not (?:yet|really|quite|at all)|false|or (?:not|done|finished|complete))[\s.!]*$"
)
ASK_IN = re.compile(
    r"(?:(?:what's|whats|what is|what are|which|are there|is there|do we have|can|could|would|will|you|i|we|please|any"
    r"|actions?|are|is|have)(?![\w'])[\s,]*)+"
)
SIGNS = re.compile(r"[^\w\s#\"'(\[<£@/]+\s*")
DETAIL_ASKED = re.compile(r"(?:due|when|who|how|why|what)(?: is it| is that| due| by)*\W*$")
UNTIL = re.compile(r"(?<!\w)(?:to|until|till|by)(?!\w)")
SHORT_SPAN = re.compile(r"\d{1,3} ?[dw](?!\w)")

NOUNS = frozenset(("complete", "progress", "closed", "delay", "pending", "behind", "late", "dropped", "sorted"))
"""Statuses that begin other sentences too ("complete list of actions"): alone with words they want a comma."""
NAMED_FILTERS = frozenset(("section", "indicator", "owner", "plan"))


def has_words(text: str) -> bool:
    """Whether anything is said beyond signs and emoji."""
    return any(char.isalnum() for char in text)


def skip_edge(low: str, at: int) -> int:
    while at < len(low) and low[at] in EDGE:
        at += 1
    return at


def end_of_match(pattern: re.Pattern[str], low: str, at: int) -> int:
    found = pattern.match(low, at)
    return found.end() if found else at


def is_status_at(low: str, at: int) -> bool:
    return FILLED_STATUS.match(low, at) is not None


def join_refs(refs: tuple[ActionRef, ...]) -> str:
    return ", ".join(map(str, refs))


def to_one_line(words: str) -> str:
    return " ".join(words.split())
