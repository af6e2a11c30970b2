"""Holds the documents to the code: what they name exists, links lead somewhere, the order of rooms is the real one."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(DOCS.rglob("*.md"))]
ABOUT_CODE = [ROOT / "CONTRIBUTING.md", *(DOCS / name for name in ("architecture.md", "adding.md", "letters.md"))]
ROOMS = "admin|chat|commands|delivery|demo|documents|domain|indicators|parser|store|views|web"
ELSEWHERE = {
    "FactSet", "RichTextBlock", "TextBlock", "TextRun",  # elements of Adaptive Cards
    "BotNotInConversationRoster", "ForbiddenOperationException", "MessageWritesBlocked", "ConversationBlockedByUser",
    "BotDisabledByAdmin", "TeamSetting",  # what Teams answers, and a permission of its
    "Connection",  # of SQLAlchemy
}  # fmt: skip
"""Names that are another's."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def classes() -> frozenset[str]:
    found = set()
    for path in (ROOT / "wres_bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Assign):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(found)


def code_spans(text: str) -> Iterator[str]:
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("page", [*ABOUT_CODE, *sorted((DOCS / "decisions").glob("*.md"))], ids=named)
def test_the_types_that_a_page_names_exist(page: Path) -> None:
    spans = {span.split("(")[0].split(".")[0].removesuffix("s") for span in code_spans(page.read_text("utf-8"))}
    types = {span for span in spans if re.fullmatch(r"(?:[A-Z][a-z]+){1,6}", span) and len(span) > 3}
    known = classes() | {name.removesuffix("s") for name in classes()} | ELSEWHERE
    assert types - known == set()


@pytest.mark.parametrize("page", ABOUT_CODE, ids=named)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    """Written as `store/models.py`, `store/models` or, in a drawing, store/models."""
    for where in re.findall(rf"(?<![\w/.-])((?:{ROOMS})/[\w/*.]+)", page.read_text("utf-8")):
        name = where.rstrip("./").removesuffix(".py")
        found = [*(ROOT / "wres_bot").glob(f"{name}.py"), *(ROOT / "wres_bot").glob(name)]
        assert found, f"{named(page)} names {where}"


def test_the_order_of_rooms_is_the_one_that_is_checked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [each["layers"] for each in contracts if each["id"] == "rooms"]
    assert "\n".join(layers) in (DOCS / "architecture.md").read_text("utf-8")


def test_every_room_is_on_the_page() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    rooms = {path.name for path in (ROOT / "wres_bot").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {room for room in rooms if f"{room}/" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        target, _, part = link.partition("#")
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), f"{named(page)} links to {link}"
        if part and there.suffix == ".md":
            heads = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}, link


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    pages = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index and f"({page}#" not in index} == set()


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=named)
def test_a_decision_has_its_number_date_status_and_what_was_rejected(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert re.search(r"^Date: \d{4}-\d\d-\d\d\. Status: (accepted|replaced by \d+|withdrawn)\.$", text, re.MULTILINE)
    assert re.search(r"^Rejected: ", text, re.MULTILINE)
