"""Changes the product in one small place at a time, and sees whether the tests of that room notice.

    python -m tests.mutations --count 60 --seed 1 domain parser store/actions

Each mutation is made in a copy of the checkout, and the tests of its room (`tests/<room>`) are run there until one
fails. What no test notices is printed with its place: either a test is missing, or the line does nothing.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEFT_OUT = shutil.ignore_patterns(".venv", "node_modules", ".git", "*_cache", ".hypothesis", "__pycache__", "docs")
COMPARED = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in",
            ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"}  # fmt: skip
COUNTED = {ast.Add: "-", ast.Sub: "+"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """`start` and `end` are offsets in the file's text; `put` stands there instead."""

    path: Path
    line: int
    start: int
    end: int
    put: str
    was: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was!r} -> {self.put!r}"


def mutations(path: Path) -> Iterator[Mutation]:
    """Every small change that can be made in a file: comparisons, numbers, and/or, plus and minus, guards left out."""
    text = (ROOT / path).read_text(encoding="utf-8")
    offsets = [0]
    for line in text.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line))

    def at(line: int, column: int) -> int:
        start = offsets[line - 1]
        return start + len(text[start : offsets[line]].encode()[:column].decode())

    def made(node: ast.expr | ast.stmt, put: str) -> Mutation:
        start, end = at(node.lineno, node.col_offset), at(node.end_lineno or 0, node.end_col_offset or 0)
        return Mutation(path, node.lineno, start, end, put, text[start:end])

    tree = ast.parse(text)
    # Python 3.11 does not say where the pieces of an f-string stand.
    inside = {id(piece) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for piece in ast.walk(each)}
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        match node:
            case ast.Compare(ops=[op]) if type(op) in COMPARED:
                yield made(node, f"{ast.unparse(node.left)} {COMPARED[type(op)]} {ast.unparse(node.comparators[0])}")
            case ast.Constant(value=int() as number) if not isinstance(number, bool):
                yield made(node, str(number + 1))
            case ast.BoolOp(op=ast.And() | ast.Or() as op, values=[_, _]):
                joint = " or " if isinstance(op, ast.And) else " and "
                yield made(node, f"({joint.join(f'({ast.unparse(each)})' for each in node.values)})")
            case ast.BinOp(op=op) if type(op) in COUNTED and not isinstance(node.left, ast.Constant):
                yield made(node, f"{ast.unparse(node.left)} {COUNTED[type(op)]} {ast.unparse(node.right)}")
            case ast.UnaryOp(op=ast.Not()):
                yield made(node, f"bool({ast.unparse(node.operand)})")
            case ast.If(body=[ast.Return() | ast.Continue() | ast.Raise()], orelse=[]):
                yield made(node.test, "False")


def files(rooms: Sequence[str]) -> list[Path]:
    found = []
    for room in rooms:
        place = ROOT / "wres_bot" / room
        found += [place.with_suffix(".py")] if place.with_suffix(".py").is_file() else sorted(place.rglob("*.py"))
    return [path.relative_to(ROOT) for path in found]


def tests_of(path: Path) -> list[str]:
    """The tests of the room a file stands in: the nearest folder of that name under tests."""
    room = path.relative_to("wres_bot").parent
    for each in (room, *room.parents):
        if each != Path() and (ROOT / "tests" / each).is_dir():
            return [f"tests/{each}"]
    return [f"tests/test_{path.stem}.py"]


def is_caught(mutation: Mutation, copy: Path) -> bool:
    """Whether a test of the room fails; a run that never ends counts as noticed."""
    text = (ROOT / mutation.path).read_text(encoding="utf-8")
    (copy / mutation.path).write_text(text[: mutation.start] + mutation.put + text[mutation.end :], encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", *tests_of(mutation.path)]
    try:
        return subprocess.run(words, cwd=copy, capture_output=True, timeout=1200, check=False).returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        (copy / mutation.path).write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="+", help="folders or files below wres_bot, such as domain or store/outbox")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2, help="how many copies are tested side by side")
    asked = parser.parse_args()
    every = [each for path in files(asked.rooms) for each in mutations(path)]
    chosen = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / str(number) for number in range(asked.at_once)]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)

        def work(number: int) -> list[Mutation]:
            survived = []
            for mutation in chosen[number :: asked.at_once]:
                caught = is_caught(mutation, copies[number])
                print("caught  " if caught else "SURVIVED", mutation, flush=True)
                survived += [] if caught else [mutation]
            return survived

        with ThreadPoolExecutor(asked.at_once) as pool:
            survived = [each for found in pool.map(work, range(asked.at_once)) for each in found]
    print(f"{len(chosen) - len(survived)} of {len(chosen)} caught, of {len(every)} possible")
    return int(bool(survived))


if __name__ == "__main__":
    sys.exit(main())
