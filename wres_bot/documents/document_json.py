"""Owns a document as JSON and back, checked as it is rebuilt; must not know who says or keeps it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from wres_bot.documents.cell_colours import COLOURS
from wres_bot.documents.document import Block, Document, Merge, Note, NoteKind, TableBlock, TextBlock
from wres_bot.documents.tables import Place


def dump_document(document: Document) -> dict[str, Any]:
    """The document as JSON has it, for a process that says what it read and for what is kept until it is imported."""
    return {
        "file": document.file,
        "format": document.format,
        "blocks": [_encode_block(block) for block in document.blocks],
        "notes": [{"kind": n.kind, "place": asdict(n.place), "fields": dict(n.fields)} for n in document.notes],
    }


def _encode_block(block: Block) -> dict[str, Any]:
    place = asdict(block.place)
    if isinstance(block, TextBlock):
        return {"place": place, "text": block.text, "heading": block.heading}
    return {
        "place": place,
        "rows": block.rows,
        "merges": list(block.merges),
        "days": [[row, column, day.isoformat()] for (row, column), day in block.days.items()],
        "hidden": block.hidden,
        "row_places": list(block.row_places),
        "colours": [[row, column, colour] for (row, column), colour in block.colours.items()],
    }


def load_document(said: Mapping[str, Any]) -> Document:
    """What `dump_document` gave. Raises ValueError, TypeError or KeyError for anything else."""
    notes = [
        Note(NoteKind(note["kind"]), Place(**note["place"]), {str(k): str(v) for k, v in note["fields"].items()})
        for note in said["notes"]
    ]
    return Document(str(said["file"]), str(said["format"]), [_decode_block(block) for block in said["blocks"]], notes)


def _decode_block(said: Mapping[str, Any]) -> Block:
    place = Place(**said["place"])
    if "text" in said:
        return TextBlock(place, str(said["text"]), int(said["heading"]))
    return TableBlock(
        place,
        [[str(cell) for cell in row] for row in said["rows"]],
        tuple(Merge(*map(int, merge)) for merge in said["merges"]),
        {(int(row), int(column)): date.fromisoformat(day) for row, column, day in said["days"]},
        bool(said["hidden"]),
        [(int(page), int(row)) for page, row in said["row_places"]],
        {(int(row), int(column)): colour for row, column, colour in said["colours"] if colour in COLOURS},
    )
