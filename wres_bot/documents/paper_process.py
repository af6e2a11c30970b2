"""Owns making a paper's file in a process of its own: a template can loop, and a compiler can be led astray.

The child (`child_process`) is given the paper as data and answers with the file, or with why there is none.
"""

import base64
import json
import sys
from typing import Any, Literal

from wres_bot.documents.child_process import ChildSilent, forbid, lower_limits, start_child, take_output
from wres_bot.documents.paper_pdf import write_pdf_paper
from wres_bot.documents.paper_template import PaperRefusal, PaperRefused, fill_template
from wres_bot.documents.paper_word import write_word_paper
from wres_bot.domain.papers import PAPER, Paper

PaperFormat = Literal["docx", "pdf"]
SECONDS = 30.0
MEMORY = 1_500_000_000
"""Bytes of address space; a paper of 100 actions takes 500 million with the compiler's own."""


def make_paper_file(
    paper: Paper, format: PaperFormat, template: bytes | None = None, *, seconds: float = SECONDS, memory: int = MEMORY
) -> bytes:
    """The paper as a file; `template`: a Word file whose placeholders are filled instead. Raises `PaperRefused`."""
    given = {
        "paper": PAPER.dump_python(paper, mode="json"),
        "format": format,
        "template": None if template is None else base64.b64encode(template).decode(),
    }
    try:
        with start_child(
            __name__, str(memory), str(seconds), given=json.dumps(given).encode(), seconds=seconds
        ) as lines:
            for said in lines:
                if "refused" in said:
                    raise PaperRefused(PaperRefusal(str(said["refused"])), str(said.get("detail", "")))
                return base64.b64decode(str(said["file"]), validate=True)
            raise PaperRefused(PaperRefusal.FAILED)
    except ChildSilent as silent:
        raise PaperRefused(PaperRefusal.TOO_LONG if silent.expired else PaperRefusal.FAILED) from silent
    except (KeyError, ValueError) as wrong:
        raise PaperRefused(PaperRefusal.FAILED) from wrong


# In the child


def main() -> None:
    """Reads a paper, and says the file."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    say = take_output()
    lower_limits(memory, seconds)
    forbid()
    try:
        say({"file": base64.b64encode(_make(json.loads(sys.stdin.buffer.read()))).decode()})
    except PaperRefused as refused:
        say({"refused": refused.reason, "detail": refused.detail})
    except MemoryError:
        say({"refused": PaperRefusal.TOO_MUCH_MEMORY})


def _make(given: dict[str, Any]) -> bytes:
    paper = PAPER.validate_python(given["paper"])
    if given["template"] is not None:
        return fill_template(paper, base64.b64decode(given["template"]))
    return write_pdf_paper(paper) if given["format"] == "pdf" else write_word_paper(paper)


if __name__ == "__main__":
    main()
