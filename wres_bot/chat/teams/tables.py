"""Owns tables in Teams: whether one has room on a telephone, and how it is drawn; must not know other blocks."""

from wres_bot.chat.teams.text_runs import Element, block, lines, one_line, size, spoken
from wres_bot.domain.cards import Bold, Line, Table

_WIDTH = 320  # pixels of a card on the narrowest telephone
_LETTER, _PADDING = 8.5, 17  # pixels of a letter, and of a cell beside its words
_BYTES = 7000


def beside_one_another(table: Table) -> bool:
    """Every column has room for its longest word, and the whole is short enough to stay in one piece."""
    if not table.rows or len(table.head) < 2:
        return False
    if sum(_least(table, n) for n in range(len(table.head))) > _WIDTH:
        return False
    return size(grid(table)) <= _BYTES


def grid(table: Table) -> Element:
    """The table itself; a column is as wide as what stands in it asks for."""
    widths = [max(_least(table, n), min(_most(table, n), _WIDTH)) for n in range(len(table.head))]
    head = {"type": "TableRow", "cells": [_cell((Bold(one_line(each) or "–"),)) for each in table.head]}
    rows = [{"type": "TableRow", "cells": [_cell(cell) for cell in row]} for row in table.rows]
    return {
        "type": "Table",
        "columns": [{"width": round(width)} for width in widths],
        "firstRowAsHeader": True,
        "showGridLines": False,
        "rows": [head, *rows],
    }


def _cell(line: Line) -> Element:
    return {"type": "TableCell", "items": [block(row) for row in lines(line)] or [block(("–",))]}


def _column(table: Table, number: int) -> list[str]:
    return [one_line(table.head[number]), *(spoken(row[number]) for row in table.rows)]


def _least(table: Table, number: int) -> float:
    return max(len(word) for cell in _column(table, number) for word in cell.split() or ["–"]) * _LETTER + _PADDING


def _most(table: Table, number: int) -> float:
    return max(map(len, _column(table, number))) * _LETTER + _PADDING
