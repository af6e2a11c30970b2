"""Owns documents that are zip files of XML (DOCX, XLSX, PPTX, ODF): opened within limits, each part parsed safely.

Sizes are looked at before anything is unpacked. A part that declares a document type is refused: entities in one read
other files, ask other machines, or grow without end. Must not know what a part means.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_PARTS = 20_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError)
"""What there may be with a zip file that is not whole."""


class Package:
    """One zip file. Raises `Unreadable` for one that is damaged, locked, or unpacks to more than the limit."""

    def __init__(self, source: Source, place: Place, limits: Limits) -> None:
        self.place = place
        self._source = source
        try:
            with self._opened() as packed:
                entries = packed.infolist()
        except BROKEN as wrong:
            raise Unreadable(Reason.DAMAGED, place) from wrong
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(Reason.LOCKED, place)
        # Pictures stay packed; what is parsed is text.
        sizes = {entry.filename: entry.file_size for entry in entries}
        if len(sizes) > MOST_PARTS or sum(n for name, n in sizes.items() if _is_markup(name)) > limits.unpacked:
            raise Unreadable(Reason.UNPACKS_TOO_LARGE, place, what="a file", only=limits.only)
        self.names = frozenset(sizes)

    def read(self, name: str) -> bytes:
        """One part as it is; nothing where there is none. A size that is not as declared is an error."""
        if name not in self.names:
            return b""
        try:
            with self._opened() as packed:
                return packed.read(name)
        except BROKEN as wrong:
            raise Unreadable(Reason.DAMAGED, self.place) from wrong

    def parse(self, name: str) -> "Element | None":
        """One part as a tree; None where there is none."""
        data = self.read(name)
        return parse_xml(data, self.place) if data else None

    def links(self, name: str) -> Mapping[str, str]:
        """The parts that a part of an Office document refers to, by the id it refers to each with."""
        folder, _, file = name.rpartition("/")
        tree = self.parse(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for link in () if tree is None else tree.iter(_RELATIONSHIP):
            if link.get("TargetMode") != "External":
                found[str(link.get("Id"))] = _join(folder, str(link.get("Target")))
        return found

    def _opened(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source)


def parse_xml(data: bytes, place: Place) -> "Element":
    """A tree without comments. Raises `Unreadable` for what is no XML, and for a document type."""
    from lxml import etree  # a process that only answers chat never reads a document

    if re.search(rb"<!DOCTYPE|<!ENTITY", data[:4096], re.IGNORECASE) or b"<!ENTITY" in data:
        raise Unreadable(Reason.EXTERNAL_PARTS, place)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unreadable(Reason.DAMAGED, place) from wrong
    if getattr(tree.getroottree().docinfo, "doctype", ""):  # written in an encoding in which it was not seen above
        raise Unreadable(Reason.EXTERNAL_PARTS, place)
    return tree


def join_numbers(numbers: list[int]) -> str:
    """ "2 to 4, 9" """
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in runs)


def iterate(tree: "Element | None", *tags: str) -> "Iterator[Element]":
    """Every element of these names, however deep."""
    return iter(()) if tree is None else tree.iter(*tags)


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _join(folder: str, target: str) -> str:
    parts = [] if target.startswith("/") or not folder else folder.split("/")
    for part in target.split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
