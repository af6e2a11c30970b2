"""Owns actions laid out as forms: a table whose labels stand left of what they say, one form or several an action.

Turns each such table into the usual kind, labels above; must not know what a cell says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wres_bot.documents.document import Block, Document, TableBlock
from wres_bot.documents.plan.plan_columns import HEADING_LENGTH, LIKELY, SURE, Meaning, map_columns, score_heading

FEWEST = 3
"""Labels that a form has at least."""
_ASKED: tuple[Meaning, ...] = ("owners", "due", "status")


@dataclass(slots=True)
class _Form:
    """One action's labels and what stands beside each; the row it begins in, and the text that heads it."""

    row: int
    cells: dict[str, str] = field(default_factory=dict)
    banner: str = ""


def unfold_forms(document: Document) -> Document:
    """The document with each form as a table of one row an action; the same where it has none."""
    blocks: list[Block] = [
        (unfold(block) or block) if isinstance(block, TableBlock) else block for block in document.blocks
    ]
    return replace(document, blocks=blocks)


def unfold(table: TableBlock) -> TableBlock | None:
    """The form's actions under their labels; None of a table that is no form."""
    forms = list(_read_forms(table))
    labels = list(dict.fromkeys(label for form in forms for label in form.cells))
    if not forms or any(len(form.cells) < FEWEST for form in forms):
        return None
    banners = any(form.banner for form in forms)
    known = map_columns(labels, [[form.cells.get(label, "") for label in labels] for form in forms])
    title = known.first("title")
    named = title is not None and title not in known.by_look and "title" in score_heading(labels[title])
    if not (named or banners) or not any(known.first(meaning) is not None for meaning in _ASKED):
        return None
    head = ["Section" if named else "Action"] if banners else []
    rows = [[*head, *labels]]
    rows += [[*([form.banner] if banners else []), *(form.cells.get(label, "") for label in labels)] for form in forms]
    page = table.place.page or 0
    places = [(page, forms[0].row + 1), *((page, form.row + 1) for form in forms)]
    return replace(table, rows=rows, merges=(), days={}, row_places=places)


def _read_forms(table: TableBlock) -> Iterator[_Form]:
    """Each form; nothing where a row is neither labels with what they say nor a banner."""
    forms: list[_Form] = []
    banner, banner_row = "", 0
    for n, row in enumerate(table.rows):
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        pairs = _pair(table, n, row)
        if pairs is None:
            if len(set(filled)) > 1 or (forms and not _is_over(table, n)):
                return
            banner, banner_row = filled[0], n
            continue
        if not forms or banner or any(label in forms[-1].cells for label, _ in pairs):
            forms.append(_Form(banner_row if banner else n, banner=banner))
            banner = ""
        forms[-1].cells.update(pairs)
    yield from forms


def _is_over(table: TableBlock, n: int) -> bool:
    merge = table.find_merge(n, 0)
    return merge is not None and merge.right > merge.left


def _pair(table: TableBlock, n: int, row: Sequence[str]) -> list[tuple[str, str]] | None:
    """ "Lead | Head of EDI | By when | March": the labels with what stands beside them; None of another row."""
    starts = [c for c in range(len(row)) if (merge := table.find_merge(n, c)) is None or merge.left == c]
    cells = [row[c].strip() for c in starts]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    if len(cells) < 2 or len(cells) % 2 or len(cells) > 6:
        return None
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    if any(not _labels(label, says) for label, says in pairs):
        return None
    return [(label.rstrip(" :"), says) for label, says in pairs]


def _labels(label: str, says: str) -> bool:
    """Whether the first names a column and the second does not name another: "Complete" may stand beside "Status"."""
    named, beside = (score_heading(text) if len(text) <= HEADING_LENGTH else {} for text in (label, says))
    if max(named.values(), default=0) < LIKELY:
        return False
    best = max(beside, key=lambda meaning: beside[meaning], default=None)
    return best is None or beside[best] < SURE or best in named
