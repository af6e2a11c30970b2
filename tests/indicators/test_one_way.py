"""Checks that no stored value reaches a card, a picture or a channel but through the one function that decides."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE

HOUSE = Path(__file__).parents[2] / "wres_bot"
OUTWARD = ("views", "commands", "delivery", "web", "demo", "chat", "digest_building.py", "paper_building.py")
"""The rooms whose words somebody reads. The command line's own (`admin`) are for whoever holds the data."""

MAY_BE_TAKEN = {
    "compute.figures": {"Figure", "Moved", "Number", "Series", "is_known_by"},
    "release.benchmarks": {"CLEAR", "Benchmarked", "LinkedActions", "Shortfall", "find_shortfalls"},
    "release.disclosure": {"PastDisclosure"},
    "compute.formulas": {"NAMES", "half_up"},
    "release.contributing_counts": set(),
    "audit.recompute": set(),
    "audit.claims": set(),
    "compute.measures": set(),
}
"""Kinds of things, which say nothing until they come out of `decide_release`; and what takes such things alone."""
DECIDING = {
    "commands/indicators.py": "an answer: its log, its card, and whether a picture follows",
    "delivery/compose.py": "a picture that was asked for, at the moment it goes",
    "digest_building.py": "a digest or a paper: its log, its card and its picture",
}
"""Who decides a release, and for which question. Each does so once; log, card and picture take what it gives."""
RAW = {"numerator", "denominator", "published_text", "commentary"}


def files(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in [HOUSE / room] if room.endswith(".py") else sorted((HOUSE / room).rglob("*.py")):
            yield str(path.relative_to(HOUSE)), ast.parse(path.read_text(encoding="utf-8"))


def taken(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """("reading", "Figure") of `from wres_bot.indicators.compute.figures import Figure`"""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wres_bot.indicators"):
            module = (node.module or "").removeprefix("wres_bot.indicators").lstrip(".")
            yield from ((module or alias.name, alias.name if module else "") for alias in node.names)


def test_whoever_words_a_card_takes_figures_from_telling_alone() -> None:
    for name, tree in files(*OUTWARD):
        for module, what in taken(tree):
            if module in MAY_BE_TAKEN:
                assert what in MAY_BE_TAKEN[module], f"{name} takes {what} of {module}, past the one way"
            if what == "find_shortfalls":
                assert name in DECIDING, name  # only to hand it to `decide_release`


def test_one_function_decides_and_one_asks_it() -> None:
    rooms = [path.name for path in HOUSE.iterdir()]
    calls = [(name, node.func) for name, tree in files(*rooms) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asking = [name for name, called in calls if isinstance(called, ast.Name) and called.id == "decide_disclosure"]
    assert asking == ["indicators/release/release.py"]


def test_each_question_is_decided_once_and_no_card_decides_anew() -> None:
    calls = [
        name
        for name, tree in files(*OUTWARD)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and "decide_release" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    ]
    assert sorted(calls) == sorted(DECIDING)


def test_no_card_reads_the_counts_of_a_stored_value() -> None:
    for name, tree in files(*OUTWARD):
        read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & RAW
        assert not read, f"{name} reads {read}"


def test_pictures_are_drawn_of_what_was_told_by_one_file() -> None:
    charts = "wres_bot.views.indicators"
    drawing = {
        name
        for name, tree in files(*OUTWARD)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module == f"{charts}.charts" or (node.module == charts and "charts" in [a.name for a in node.names]))
    }
    assert drawing == {"views/indicators/pictures.py"}
    tree = ast.parse((HOUSE / "views/indicators/pictures.py").read_text(encoding="utf-8"))
    assert ("release.release", "Release") in set(taken(tree))


def test_what_a_plan_is_exported_with_holds_no_indicator_value() -> None:
    tree = ast.parse((HOUSE / "admin/exports.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any("snapshots" in (module or "") for module in modules)


@pytest.mark.parametrize(
    ("does", "heavy"),
    [
        ("import wres_bot.app", {"pandas", "numpy", "scipy", "matplotlib", "pyarrow", "python_calamine"}),
        ("import wres_bot.indicators.release.release", {"pandas", "numpy", "scipy", "matplotlib", "pyarrow"}),
        ("import wres_bot.admin.check_figures", {"pandas", "numpy", "matplotlib", "pyarrow"}),
        ("import wres_bot.admin.compute_indicators", {"pandas", "matplotlib", "pyarrow", "python_calamine"}),
    ],
)
def test_what_only_counting_or_drawing_needs_is_loaded_by_neither_chat_nor_checking(does: str, heavy: set[str]) -> None:
    code = f"import sys; {does}; print(sorted({heavy!r} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert ended.stdout.strip() == "[]"
