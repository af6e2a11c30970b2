"""Owns what a committee paper is, for whatever file it becomes: a cover, sections of blocks, and named placeholders.

A section is made of the blocks of cards, which every writer knows, and of two of its own: a picture with its words, and
the plan's table, whose status has a colour beside its word. Must not know a file format or where anything was read.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Base64Bytes, TypeAdapter

from wres_bot.domain.cards import Bullets, Facts, Heading, Table, Text
from wres_bot.domain.statuses import Colour


class CoverField(StrEnum):
    """What boards ask of a cover sheet and the plan does not know: whoever writes the paper gives it."""

    SPONSOR = "sponsor"
    AUTHOR = "author"
    PURPOSE = "purpose"
    CONSIDERED = "considered"
    ASSURANCE = "assurance"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A picture as PNG bytes; `alt` says in words what it says."""

    png: Base64Bytes
    alt: str
    kind: Literal["drawn"] = "drawn"


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A heading, and which share of the width it takes beside the others'. `coloured`: the status stands there."""

    heading: str
    width: int
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action's cells in the order of the columns; or, where `banner` is set, the name of the section below it."""

    cells: tuple[str, ...] = ()
    colour: Colour | None = None
    banner: str = ""


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """The whole plan, a row an action."""

    caption: str
    columns: tuple[PlanColumn, ...]
    rows: tuple[PlanLine, ...]
    kind: Literal["plan"] = "plan"


PaperBlock = Text | Heading | Bullets | Table | Facts | DrawnFigure | PlanGrid


@dataclass(frozen=True, slots=True)
class PaperSection:
    """`wide`: on pages that lie on their side. `new_page`: begins one."""

    heading: str
    blocks: tuple[PaperBlock, ...]
    new_page: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """cover: label and value pairs. marking: who it is for, on every page. placeholders: the same, by name."""

    title: str
    trust: str
    author: str
    day: date
    marking: str
    cover: tuple[tuple[str, str], ...]
    sections: tuple[PaperSection, ...]
    placeholders: dict[str, str | tuple[str, ...] | tuple[dict[str, str], ...]]


PAPER = TypeAdapter(Paper)
"""Reads and writes a paper as JSON, for the process that makes a file of it."""
