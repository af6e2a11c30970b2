"""Owns reading a plan pasted as text, whose columns are lost: numbered actions under a line of headings; nothing surer.

Gives a table of the columns it can tell apart, which is read as any other; whoever reads it doubts every row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wres_bot.documents.document import Document, TableBlock, TextBlock
from wres_bot.documents.plan.layout import is_heading_row
from wres_bot.documents.plan.owner_cells import is_whole_post
from wres_bot.documents.tables import Place

_GAP = re.compile(r"\s{2,}|\t")
_ACTION = re.compile(r"^\s*(?P<ref>\d{1,2}\.\d{1,2}[a-h]?)(?:\s+(?P<says>[A-Z“].*)|\s*)$")
_SECTION = re.compile(r"^\s*\d{1,2}\.\s+(?P<says>[A-Z].*)$")
_MONTH = r"(?:January|February|March|April|May|June|July|August|Sept(?:ember)?|October|November|December)"
_WHEN = re.compile(
    rf"^(?P<who>.*?)\s*\b(?P<when>(?:(?:by |end (?:of )?)*(?:\d{{1,2}} )?{_MONTH} 20\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|Q[1-4] 20\d\d[/-]\d\d|Ongoing|Quarterly|Annually)(?:\s*\([^()]*\)?)?)(?P<more>\s{2,}.*|\s+[•\uf0b7].*|\s*)$"
)
_NOBODY = "–"
"""Where no post was found: an empty cell would be taken for one merged down."""
HEADINGS = ("section", "ref", "title", "owners", "due", "outcomes")
DOUBT = "read from text whose columns were lost: look at every cell"


@dataclass(slots=True)
class _Action:
    """One numbered action and the lines that follow it, blank ones too."""

    section: str
    ref: str
    lines: list[str] = field(default_factory=list)


def find_pasted_table(document: Document) -> TableBlock | None:
    """The actions of a text, one a row under `HEADINGS`; None where no line of headings stands over numbered ones."""
    lines = _list_lines(document)
    heads = [n for n, line in enumerate(lines) if is_heading_row(_GAP.split(line.strip()))]
    if not heads:
        return None
    actions = _divide(lines, heads[0], {" ".join(lines[n].split()) for n in heads})
    rows = [list(HEADINGS), *(_read_action(action) for action in actions)]
    return TableBlock(Place(document.file), rows) if len(rows) > 2 else None


def _list_lines(document: Document) -> list[str]:
    """Each line of the text. Commas that a reader of tables took for columns are put back."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, TextBlock):
            lines += block.text.splitlines()
        else:
            lines += [", ".join(cell for cell in row if cell) for row in block.rows]
    return lines


def _divide(lines: Sequence[str], first: int, heads: set[str]) -> list[_Action]:
    """The actions below the first headings. What a page repeats, from section to headings, is passed over."""
    actions: list[_Action] = []
    section, skipping = "", False
    for line in lines[:first]:
        if _SECTION.match(line):
            section = line.strip()
    for line in lines[first:]:
        if " ".join(line.split()) in heads:
            skipping = False
        elif found := _ACTION.match(line):
            actions.append(_Action(section, found["ref"], [found["says"]] if found["says"] else []))
            skipping = False
        elif _SECTION.match(line):
            section, skipping = line.strip(), True
        elif actions and not skipping and (line.strip() or actions[-1].lines):
            actions[-1].lines.append(line)
    return actions


def _read_action(action: _Action) -> list[str]:
    """Its words up to the first blank line; who and when from the first line that holds a date."""
    blank = next((n for n, line in enumerate(action.lines) if not line.strip()), len(action.lines))
    at, found = next(((n, m) for n, line in enumerate(action.lines) if (m := _find_when(line))), (None, None))
    title = action.lines[: blank if at is None else min(blank, at)] or action.lines[:1]
    if at is None or found is None:
        return [action.section, action.ref, _join(title), _NOBODY, "", _join(action.lines[len(title) :])]
    who = found["who"].strip() or _paragraph_before(action.lines, at)
    when = found["when"]
    if at + 1 < len(action.lines) and (more := re.match(r"\s*(\([a-z][^()]{2,30}\))", action.lines[at + 1])):
        when += f" {more[1]}"
    rest = [found["more"], *action.lines[at + 1 :]]
    words = _join(title).removesuffix(_join([who])).strip() or _join(title)
    return [action.section, action.ref, words, who, when, _join(rest)]


def _find_when(line: str) -> re.Match[str] | None:
    found = _WHEN.match(line.rstrip())
    return found if found and (not found["who"].strip() or is_whole_post(found["who"].strip())) else None


def _paragraph_before(lines: Sequence[str], at: int) -> str:
    """The posts that stand in the lines above a date that stands alone."""
    end = at
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    begin = end
    while begin > 1 and lines[begin - 1].strip():
        begin -= 1
    words = "\n".join(line.strip() for line in lines[begin:end])
    return words if 0 < len(words.split()) <= 14 and is_whole_post(" ".join(words.split())) else _NOBODY


def _join(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())
