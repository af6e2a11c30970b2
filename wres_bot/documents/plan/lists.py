"""Owns actions written as lists in the text, where a document has no table of them: who and when stand behind each.

Gives a table of what it can tell apart, which is read as any other. A new way to say who and when is a pattern here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wres_bot.documents.document import Block, Document, TableBlock, TextBlock
from wres_bot.documents.plan.owner_cells import is_whole_post
from wres_bot.documents.plan.plan_columns import LIKELY, Meaning, score_heading
from wres_bot.documents.plan.status_cells import read_published_status
from wres_bot.documents.tables import Place
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.due_date_parsing import parse_due

FEWEST = 2
"""Points that make a plan."""
HEADINGS = ("section", "ref", "title", "owners", "due", "status", "references", "notes")
NOTE = "It has no table of actions: they are read from lists in its text."
_SAID: tuple[Meaning, ...] = ("owners", "due", "status", "references")
_POINT = re.compile(
    r"^\s*(?:[•·●▪■◦○‣*\uf0b7–-]|o(?=\s)|\(?(?P<ref>\d{1,2}(?=[.):])|\d{1,2}(?:\.\d{1,2})+[a-h]?|[A-Z]{1,3}\d{1,2}[a-h]?)[.):]?|\(?[a-h][.)]"
    r"|\(?[ivx]{1,4}[.)])\s+(?=\S)"
)
_LABEL = re.compile(r"(?:(?<=^)|(?<=[.;,|(\n\t])\s*|(?<=\s))(?P<label>[A-Z][A-Za-z]*(?:[ /][A-Za-z]+){0,3})\s*:\s+")
_DASH = re.compile(r"\s[–—|-]\s|\t|\s\|\s")
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z ]{1,30}: \S")
_GAP = re.compile(r"\S\s{3,}\S")
_BRACKET = re.compile(r"^(?P<title>.+?)\s*[(\[](?P<in>[^()\[\]]{3,160})[)\]]\W*$", re.S)
_WHO_WILL = re.compile(r"^(?P<who>[A-Z].{2,70}?) (?:to|will|is to|are to) [a-z]")
_PROMISES = re.compile(
    r"\b(?:actions?|we will|we (?:plan|intend|commit|pledge) to|we are going to|next steps?|commitments?|pledges?"
    r"|deliverables?|recommendations?|what (?:we|needs to)|to do)\b",
    re.I,
)
_BY = re.compile(r"^(?:by|before|until|due|for|no later than|from)\s+", re.I)


@dataclass(slots=True)
class _Item:
    """One point of a list, with what was told apart of it."""

    section: str
    place: Place
    title: str
    ref: str = ""
    said: dict[Meaning, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    promised: bool = False

    @property
    def is_told(self) -> bool:
        """Whether a post stands behind it: a date alone may be when something was."""
        return "owners" in self.said


def find_listed_actions(document: Document, year: NhsYear) -> Sequence[Block] | None:
    """The actions of a text's lists as a table under `HEADINGS`, with what is part of none; None without one.

    A list is one of actions where most of its points name a post, or what stands above it promises actions; a document
    is read so where most of all its points do.
    """
    reader = _ListReader(year)
    texts, tables = _divide_blocks(document)
    for n, block in enumerate(texts, 1):
        reader.read_block(block, n)
    items: list[_Item] = []
    left = reader.left
    for points in reader.lists:
        told = sum(item.is_told for item in points)
        kept = [item for item in points if item.is_told or item.promised] if told * 2 < len(points) else points
        items += kept
        left += [TextBlock(item.place, item.title) for item in points if item not in kept]
    told = sum(item.is_told for item in items)
    if told < FEWEST or told * 2 < sum(map(len, reader.lists)) or _has_lost_columns(texts):
        return None  # a report that has lists too
    rows = [list(HEADINGS)]
    for item in items:
        cells = [item.said.get(meaning, "") for meaning in _SAID]
        rows.append([item.section, item.ref, item.title, *cells, "\n".join(item.notes)])
    places = [(item.place.page or 0, item.place.row or 0) for item in items]
    return [*left, *tables, TableBlock(Place(document.file), rows, row_places=[places[0], *places])]


def _divide_blocks(document: Document) -> tuple[Sequence[TextBlock], Sequence[TableBlock]]:
    """Text and tables. Of a file of text whose commas made a table of it, each line is text again."""
    if document.format != "CSV":
        return document.texts, document.tables
    lines = [
        TextBlock(table.place_of(n), text, 1 if text.startswith("#") else 0)
        for table in document.tables
        for n, row in enumerate(table.rows)
        if (text := ", ".join(filter(None, row)))
    ]
    return [replace(line, text=line.text.lstrip("# ")) for line in lines], ()


def _has_lost_columns(texts: Sequence[TextBlock]) -> bool:
    """Whether it is a page's text whose columns have run into one another, which no line of it shows any more."""
    lines = [line for block in texts for line in block.text.splitlines() if line.strip()]
    return sum(bool(_GAP.search(line.strip())) for line in lines) * 10 > len(lines)


def _is_titled(who: str) -> bool:
    """ "Head of EDI", and not "Encourage staff": every longer word of a post begins with a capital."""
    return is_whole_post(who) and all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", who))


class _ListReader:
    """Goes through the text by lines: headings, points of lists, labels below them, and the rest."""

    def __init__(self, year: NhsYear) -> None:
        self.year = year
        self.headings: list[tuple[int, str]] = []
        self.head: TextBlock | None = None
        self.promised = False
        self.lists: list[list[_Item]] = []
        self.open: _Item | None = None
        self.left: list[TextBlock] = []

    def read_block(self, block: TextBlock, number: int) -> None:
        """One paragraph or one shape of a slide."""
        place = replace(block.place, row=number)
        lines = [line.strip() for line in block.text.splitlines() if line.strip()]
        if block.heading and len(lines) == 1 and not self._split(lines[0])[1]:
            self._begin_section(TextBlock(place, lines[0], block.heading))
            return
        for line in lines:
            self._read_line(line, place, several=len(lines) > 1)

    @property
    def section(self) -> str:
        """The heading that what comes next stands under."""
        return self.headings[-1][1] if self.headings else ""

    def _begin_section(self, head: TextBlock) -> None:
        self.headings = [above for above in self.headings if above[0] < head.heading] + [(head.heading, head.text)]
        self.head, self.open = head, None
        self.promised = _PROMISES.search(head.text) is not None
        self.lists.append([])
        self.left.append(head)

    def _open_heading(self) -> None:
        """A heading below which labels stand is an action, of the section above it."""
        if self.head is None:
            return
        self.left.remove(self.head)
        self.headings.pop()
        self._add(_Item(self.section, self.head.place, self.head.text))
        self.head = None

    def _read_line(self, line: str, place: Place, *, several: bool) -> None:
        point = _POINT.match(line)
        words = line[point.end() :] if point else line
        title, said = self._split(words)
        if said and not title and self.open is None:
            self._open_heading()
        if self.open and not title:
            self.open.said |= {meaning: text for meaning, text in said.items() if meaning not in self.open.said}
        elif point or (title and {"owners", "due"} <= said.keys()):
            self._add(_Item(self.section, place, title, (point and point["ref"]) or "", said, promised=self.promised))
        elif self.open and several and not line[:1].isupper():
            self.open.title += f" {line}"
        elif self.open and _OTHER_LABEL.match(line):
            self.open.notes.append(line)
        else:
            self.open = None
            self.promised = line.endswith(":") and _PROMISES.search(line) is not None
            self.left.append(TextBlock(place, line))

    def _add(self, item: _Item) -> None:
        if not self.lists:
            self.lists.append([])
        self.lists[-1].append(item)
        self.open = item

    def _split(self, text: str) -> tuple[str, dict[Meaning, str]]:
        """A point's own words, and what stands behind them of who, when and how far."""
        title: str = text
        said: dict[Meaning, str] = {}
        if (found := _BRACKET.match(text)) and (read := self._read_parts(re.split(r"\s*[;|\n]\s*", found["in"]))):
            title, said = found["title"], read
        title, labelled = _cut_labels(title)
        for meaning, words in labelled.items():
            first, *rest = re.split(r"\s*[;|\n]\s*", words)
            said |= {meaning: first, **self._read_parts(rest)}
        parts = _DASH.split(title)
        more: dict[Meaning, str] = {}
        while len(parts) > 1 and (one := self._read_parts([parts[-1]])) and not one.keys() & more.keys():
            more |= one
            parts.pop()
        if more:
            title = title[: title.rfind(parts[-1]) + len(parts[-1])]
            said = {**more, **said}
        if "owners" not in said and (found := _WHO_WILL.match(title)) and _is_titled(found["who"]):
            said["owners"] = found["who"]
        return title.strip(" .;–—-") if said else title.strip(), said

    def _read_parts(self, parts: Sequence[str]) -> dict[Meaning, str]:
        """What each part says; nothing where one of them is neither who, when nor how far."""
        said: dict[Meaning, str] = {}
        for part in parts:
            words, labelled = _cut_labels(part.strip())
            read = labelled if labelled and not words else self._read_part(part.strip())
            if not read:
                return {}
            said |= read
        return said

    def _read_part(self, part: str) -> dict[Meaning, str]:
        head, comma, last = (words.strip() for words in part.rpartition(","))
        first, _, rest = (words.strip() for words in part.partition(","))
        for date, others in ((last, head), (first, rest)) if comma else ():
            if self._is_date(date) and "owners" in (more := self._read_part(others)):
                return {**more, "due": _BY.sub("", date)}
        if self._is_date(part):
            return {"due": _BY.sub("", part)}
        if part[:1].isupper() and len(part.split()) <= 14 and _is_titled(part):
            return {"owners": part}
        status = read_published_status(part, year=self.year)
        return {"status": part} if status.sure and status.status != "no update" and len(part.split()) <= 4 else {}

    def _is_date(self, words: str) -> bool:
        if not words or len(words.split()) > 8 or is_whole_post(words):
            return False
        read = parse_due(_BY.sub("", words), year=self.year)
        return bool(read.milestones) and not read.unread


def _cut_labels(text: str) -> tuple[str, dict[Meaning, str]]:
    """ "Train managers. Lead: Head of EDI. By when: June": the words before the labels, and what each label says."""
    said: dict[Meaning, str] = {}
    found = [(label, meaning) for label in _LABEL.finditer(text) if (meaning := _name_label(label["label"]))]
    if not found:
        return text, said
    for n, (label, meaning) in enumerate(found):
        end = found[n + 1][0].start() if n + 1 < len(found) else len(text)
        words = text[label.end() : end].strip(" .;,|()[]\n")
        if words:
            said.setdefault(meaning, words)
    return text[: found[0][0].start()].rstrip(" .;,|([\n–—-"), said


def _name_label(label: str) -> Meaning | None:
    scores = score_heading(label)
    best = max(scores, key=lambda meaning: scores[meaning], default=None)
    return best if best in _SAID and scores[best] >= LIKELY else None
