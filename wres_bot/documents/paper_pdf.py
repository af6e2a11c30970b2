"""Owns a committee paper as a PDF that a screen reader can use (PDF/UA-1): tags, language, words for pictures.

How it looks is in `paper.typ`; what it says is handed over as data, so that no word can be markup. The fonts are
DejaVu's as matplotlib ships them (free to use and to embed: LICENSE_DEJAVU beside them); those of the machine are not
looked at, so that a paper looks the same wherever it is made.
"""

import importlib.util
import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, assert_never

from wres_bot.domain.cards import Bold, Bullets, Facts, Heading, Line, Link, Table, Text
from wres_bot.domain.dates import format_day
from wres_bot.domain.papers import DrawnFigure, Paper, PaperBlock, PlanGrid

_LAYOUT = Path(__file__).with_name("paper.typ")


def write_pdf_paper(paper: Paper) -> bytes:
    """The paper as PDF."""
    import typst  # large, and only a paper needs it

    return typst.compile(
        _LAYOUT,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"paper": json.dumps(_keep_displayable(_flatten(paper), _load_characters()))},
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(find_fonts())]
        ),
        ignore_system_fonts=True,
    )


def find_fonts() -> Path:
    """The folder of the fonts that come with matplotlib, which is not loaded for that."""
    found = importlib.util.find_spec("matplotlib")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _load_characters() -> frozenset[int]:
    """Every character that the font can show, upright and bold."""
    from fontTools.ttLib import TTFont

    found = [TTFont(find_fonts() / name, lazy=True).getBestCmap() for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    return frozenset(found[0]) & frozenset(found[1])


def _keep_displayable(value: Any, known: frozenset[int]) -> Any:
    """The same with what no glyph stands for told by its name: PDF/UA allows no empty box in a word's place."""
    if isinstance(value, str):
        return value if all(ord(c) in known or c == "\n" for c in value) else _name_characters(value, known)
    if isinstance(value, Mapping):
        return {name: _keep_displayable(each, known) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_keep_displayable(each, known) for each in value]
    return value


def _name_characters(words: str, known: frozenset[int]) -> str:
    """ "[large red circle] late" of "🔴 late"; marks that are never seen by themselves go."""
    return "".join(
        c if ord(c) in known or c == "\n"
        else " " if c.isspace()
        else "" if unicodedata.category(c) in ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me")
        else f"[{unicodedata.name(c, 'a sign').casefold()}]"
        for c in words
    )  # fmt: skip


def _flatten(paper: Paper) -> Mapping[str, Any]:
    return {
        "title": paper.title,
        "trust": paper.trust,
        "author": paper.author,
        "date": {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day},
        "marking": paper.marking,
        "footer": f"{paper.title}. Position as at {format_day(paper.day)}.",
        "cover": paper.cover,
        "sections": [
            {
                "heading": section.heading,
                "new_page": section.new_page,
                "wide": section.wide,
                "blocks": [_flatten_block(block) for block in section.blocks],
            }
            for section in paper.sections
        ],
    }


def _flatten_block(block: PaperBlock) -> Mapping[str, Any]:
    match block:
        case Text(line=line, quiet=quiet):
            return {"kind": "text", "line": _spans(line), "quiet": quiet}
        case Heading(text=words):
            return {"kind": "heading", "text": words.strip()}
        case Bullets(items=items, ordered=ordered):
            return {"kind": "bullets", "items": [_spans(item) for item in items], "ordered": ordered}
        case Facts(rows=pairs):
            return {"kind": "facts", "rows": [(label, "".join(s["text"] for s in _spans(v))) for label, v in pairs]}
        case Table(head=head, rows=rows, caption=caption):
            cells = [[_spans(cell) for cell in row] for row in rows]
            widths = [_width(name, [row[n] for row in cells]) for n, name in enumerate(head)]
            return {"kind": "table", "head": head, "rows": cells, "caption": caption, "widths": widths}
        case DrawnFigure(png=png, alt=alt):
            return {"kind": "drawn", "png": list(png), "alt": alt}
        case PlanGrid(columns=columns, rows=lines):
            return {
                "kind": "plan",
                "columns": [{"heading": c.heading, "width": c.width, "coloured": c.coloured} for c in columns],
                "rows": [{"cells": r.cells, "colour": r.colour, "banner": r.banner} for r in lines],
            }
        case never:
            assert_never(never)


def _width(heading: str, cells: Sequence[Sequence[Mapping[str, str]]]) -> int:
    longest = max([len(heading), *(sum(len(span["text"]) for span in cell) for cell in cells)])
    return min(max(longest, 8), 45)


def _spans(line: Line) -> list[dict[str, str]]:
    flat = []
    for span in line:
        kind = "bold" if isinstance(span, Bold) else "link" if isinstance(span, Link) else "text"
        words = span if isinstance(span, str) else span.text
        flat.append({"kind": kind, "text": words, "url": span.url if isinstance(span, Link) else ""})
    return flat
