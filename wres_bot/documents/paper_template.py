"""Owns filling a trust's own Word template with a paper: its named placeholders, and nothing else that it may ask for.

A template is somebody's file and can loop, so it is filled in a process with limits (`paper_process`), in a sandbox
where it reaches the paper's placeholders alone. A name that there is not is refused and told, never left empty.
"""

import io
import zipfile
from enum import StrEnum
from typing import Any

from wres_bot.domain.papers import DrawnFigure, Paper

PICTURE = "figures_picture"
_MOST_UNPACKED = 100_000_000


class PaperRefusal(StrEnum):
    """Why no file could be made."""

    TEMPLATE_NOT_WORD = "template_not_word"
    TEMPLATE_MACROS = "template_macros"
    TEMPLATE_NAME = "template_name"
    TEMPLATE_WRONG = "template_wrong"
    TOO_LONG = "too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    FAILED = "failed"


class PaperRefused(Exception):
    """No file was made. detail: the template's own words, or the name that it asked for."""

    def __init__(self, reason: PaperRefusal, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def fill_template(paper: Paper, template: bytes) -> bytes:
    """The template with the paper in its placeholders, as DOCX. Raises `PaperRefused`."""
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    _require_word(template)
    opened = DocxTemplate(io.BytesIO(template))
    drawn = next((b for s in paper.sections for b in s.blocks if isinstance(b, DrawnFigure)), None)
    from docx.shared import Cm

    values: dict[str, Any] = dict(paper.placeholders)
    opened.init_docx()
    values[PICTURE] = InlineImage(opened, io.BytesIO(drawn.png), width=Cm(9.5)) if drawn else ""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    try:
        opened.render(values, environment, autoescape=True)
    except UndefinedError as wrong:
        raise PaperRefused(PaperRefusal.TEMPLATE_NAME, _name_of(str(wrong.message))) from wrong
    except (TemplateSyntaxError, SecurityError, TemplateError, TypeError, ValueError, OverflowError) as wrong:
        raise PaperRefused(PaperRefusal.TEMPLATE_WRONG, str(wrong)[:200]) from wrong
    if drawn:
        _give_words(opened.docx, drawn)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _require_word(template: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            names = packed.namelist()
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as wrong:
        raise PaperRefused(PaperRefusal.TEMPLATE_NOT_WORD) from wrong
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise PaperRefused(PaperRefusal.TEMPLATE_MACROS)
    if "word/document.xml" not in names or size > _MOST_UNPACKED:
        raise PaperRefused(PaperRefusal.TEMPLATE_NOT_WORD)


def _name_of(message: str) -> str:
    """ "sponser" of "'sponser' is undefined"; jinja says it no other way."""
    return message.split("'")[1] if message.count("'") >= 2 else message[:80]


def _give_words(document: Any, drawn: DrawnFigure) -> None:
    """The picture's words are put beside it, and beside no picture of the template's own."""
    from docx.oxml.ns import qn

    for part in document.element.body.iter(qn("wp:inline")):
        for blip in part.iter(qn("a:blip")):
            related = document.part.related_parts.get(blip.get(qn("r:embed")))
            if related is not None and related.blob == drawn.png:
                part.find(qn("wp:docPr")).set("descr", drawn.alt)
