"""Makes the plans of this folder and their answer key: `python -m tests.documents.plans.make [part of a name]`.

Owns drawing them, one by one; what stands in each is in the modules named ..._plans, by kind of file.
"""

import importlib
import sys
import tempfile
from pathlib import Path

from tests.documents.plans.expected import FILES, ExpectedPlan, write_plan
from tests.documents.plans.layouts import convert, draw_slides, draw_text, draw_word, draw_workbook
from tests.documents.plans.made import PLANS

for module in Path(__file__).parent.glob("*_plans.py"):
    importlib.import_module(f"{__package__}.{module.stem}")


def draw(file: str) -> None:
    """Draws one plan and writes its answer key."""
    year, kind, by, make = PLANS[file]
    made = make()
    target = FILES / file
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.{by}" if by else target
        match source.suffix:
            case ".docx":
                draw_word(made.document, source, made.landscape, made.finish)
            case ".xlsx":
                draw_workbook(made.document, source, made.finish)
            case ".pptx":
                draw_slides(made.document, source)
            case _:
                draw_text(made.document, source, made.separator, made.encoding)
        if by:
            convert(source, target.suffix.removeprefix("."), target)
    expected = [row.expect() for row in made.rows]
    write_plan(ExpectedPlan(file, year, kind, expected, made.questions, made.answers, made.unread))


def main() -> None:
    FILES.mkdir(exist_ok=True)
    wanted = [file for file in PLANS if not sys.argv[1:] or any(words in file for words in sys.argv[1:])]
    for file in wanted:
        draw(file)
        print(f"{file}: {(FILES / file).stat().st_size // 1024 + 1} KB")


if __name__ == "__main__":
    main()
